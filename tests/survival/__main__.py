"""`make survival`: every form of the five municipalities by every route, counted, and the table in the README.

Exit code 1 where any answer is wrong or a required share is missed. What was wrong stands in output/survival/mistakes.tsv.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date
from pathlib import Path

from pipeline.workspace import Workspace
from tests.survival.counting import Tally, tally
from tests.survival.filling import Filled, fill_all
from tests.survival.reading import Survived, take_route
from tests.survival.rounds import SLUGS, choose_forms, play_round
from tests.survival.routes import ROUTES, Route
from tests.survival.table import survival_text, total, write_into

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Runs it all and tells."""
    parser = argparse.ArgumentParser(prog="make survival")
    parser.add_argument("--only", default="", help="part of a route's name; the README is left alone")
    parser.add_argument("--municipality", default="", help="only this one; the README is left alone")
    parser.add_argument("--quick", action="store_true", help="without LibreOffice; the README is left alone")
    wanted = parser.parse_args()
    routes = [r for r in ROUTES if wanted.only in r.name and not (wanted.quick and r.office)]
    slugs = [slug for slug in SLUGS if wanted.municipality in slug]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="survival-") as folder:
        results = measure(Path(folder), slugs, routes)
    text = survival_text(results, routes, date.today())
    print(f"\n{text}\n\n{time.monotonic() - began:.0f} seconds")
    write_mistakes(results, ROOT / "output" / "survival")
    if routes == list(ROUTES) and slugs == list(SLUGS):
        write_into(ROOT / "README.md", text)
    misses = list(missed(results, routes))
    print(*misses, sep="\n")
    return bool(misses)


def measure(folder: Path, slugs: Sequence[str], routes: Sequence[Route]) -> list[Survived]:
    """Everything, in as many processes as there are cores; the result does not depend on who is first."""
    results: list[Survived] = []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        prepared = dict(zip(slugs, pool.map(prepare, [folder / slug for slug in slugs], slugs), strict=True))
        print(f"{sum(len(forms) for _, forms in prepared.values())} forms filled", flush=True)
        # LibreOffice's routes take longest: they go first, so that no core is idle at the end.
        jobs = sorted(((r, s) for r in routes for s in slugs), key=lambda job: not job[0].office)
        waiting = [pool.submit(run, folder, slug, *prepared[slug], route.name) for route, slug in jobs]
        for number, done in enumerate(as_completed(waiting), 1):
            result = done.result()
            results.append(result)
            count = total([result], lambda _: True)
            why = ", ".join(f"{times} {code}" for code, times in sorted(count.why.items()))
            print(
                f"{number}/{len(waiting)} {result.slug}, {result.route}: {count.right} of {count.fields} right,"
                f" {count.review} review, {count.refused} refused, {count.wrong} wrong; {why}",
                flush=True,
            )
    order = [route.name for route in routes]
    return sorted(results, key=lambda result: (order.index(result.route), slugs.index(result.slug)))


def prepare(folder: Path, slug: str) -> tuple[Workspace, list[Filled]]:
    """A municipality's round played and its forms filled."""
    workspace = play_round(folder, slug)
    return workspace, fill_all(choose_forms(workspace))


def run(folder: Path, slug: str, workspace: Workspace, forms: Sequence[Filled], name: str) -> Survived:
    """One route of one municipality."""
    route = next(route for route in ROUTES if route.name == name)
    room = folder / f"{slug}-{ROUTES.index(route)}"
    room.mkdir()
    try:
        return take_route(workspace, forms, route, room)
    except Exception:  # one route that breaks down must not hide what the others show
        traceback.print_exc()
        refused = {form.issued.form: Tally() for form in forms}
        for form in forms:
            refused[form.issued.form].add(tally(form, None, (), False, False))
        return Survived(slug, name, refused, crashed=True)
    finally:
        shutil.rmtree(room)


def missed(results: Sequence[Survived], routes: Sequence[Route]):
    """What the table must show and does not, in a line each."""
    for route in routes:
        count = total(results, lambda r, n=route.name: r.route == n)
        if any(result.crashed for result in results if result.route == route.name):
            yield f"MISSED: {route.name}: a traceback"
        if count.wrong:
            yield f"MISSED: {route.name}: {count.wrong} answers wrong"
        if route.needs is not None and count.right < route.needs * count.fields:
            yield f"MISSED: {route.name}: {count.right} of {count.fields} right, {route.needs:.0%} needed"


def write_mistakes(results: Sequence[Survived], folder: Path) -> None:
    """The wrong answers, one a line: municipality, route, file, key, expected, got."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        "\t".join((result.slug, result.route, *mistake))
        for result in results
        for count in result.forms.values()
        for mistake in count.mistakes
    ]
    (folder / "mistakes.tsv").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
