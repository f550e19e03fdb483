"""Packets beside those who fill Word templates too, and beside plain writing.

The peers fill the very templates and contexts that the forms were made from: docxtpl, rust-docxtpl and docxtemplater, the
latter two where they can be installed. What they make is laid beside ours, as text and as controls.
"""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.bench.figures import TODAY, Figure, run_task, tell_task
from tests.bench.peers import PARTS, PASSES, peers_of
from tests.bench.rosters import write_roster

SAMPLE = 5
"""People whose forms the peers fill too."""


def measure(folder: Path, size: str) -> Iterator[Figure]:
    """The lines about packets."""
    yield from _fills(folder, size)
    yield from _rounds(folder, (1_000, 10_000, 45_000) if size == "full" else (300, 1_200))


def _fills(folder: Path, size: str) -> Iterator[Figure]:
    """One form, beside those who fill the same template."""
    home = _home(folder, 1_000 if size == "full" else 400, "fill")
    ours = run_task("packets", "fill", home)
    docxtpl, *others = peers_of(home / "samples", folder)
    yield _filled("a form filled", ours["fill"], docxtpl.each, 100, docxtpl.wrong or ours["wrong"])
    yield _filled("a form filled, recorded, written (no overview)", ours["form"], docxtpl.each, 60, "")
    for peer in others:
        told = f"{peer.each / ours['fill']:.0f}x faster"
        yield Figure("a form filled", peer.name, _ms(ours["fill"]), _ms(peer.each), told, wrong=peer.wrong)


def _rounds(folder: Path, people: tuple[int, ...]) -> Iterator[Figure]:
    """All forms of so many people, beside writing their bytes and beside one another."""
    each: dict[int, dict[str, Any]] = {}
    for count in people:
        each[count] = run_task("packets", "packets", _home(folder, count), "1")
    most = people[-1]
    plain = run_task("packets", "plain", _home(folder, most), folder / "plain")
    ratio = each[most]["busy"] / plain["busy"]
    yield Figure(
        f"mus packets, {most:,} people, {plain['files']:,} files",
        "writing the same bytes",
        f"{each[most]['busy']:.1f} s",
        f"{plain['busy']:.1f} s",
        f"{ratio:.1f}x the time",
        "at most 4x",
        ratio <= 4,
        each[most]["megabytes"],
        "" if each[most]["files"] == plain["files"] else "not the same files",
    )
    per = {count: found["busy"] / found["forms"] for count, found in each.items()}
    for few, many in pairwise(people):
        growth = per[many] / per[few]
        yield Figure(
            f"a form among those of {many:,} people",
            f"of {few:,}",
            _ms(per[many]),
            _ms(per[few]),
            f"{growth:.2f}x",
            "at most 1.15x, 300 MB",
            growth <= 1.15 and each[many]["megabytes"] <= 300,
            each[many]["megabytes"],
        )
    again = run_task("packets", "packets", _home(folder, most), "1")
    ratio = again["busy"] / each[most]["busy"]
    wrong = "" if again["written"] == 0 else f"{again['written']} files written again"
    yield Figure(
        "mus packets once more",
        "the first time",
        f"{again['busy']:.1f} s",
        f"{each[most]['busy']:.1f} s",
        f"{ratio:.2f} of it",
        wrong=wrong,
    )
    at = people[1]
    one, two = each[at], run_task("packets", "packets", _home(folder, at, "jobs"), "2")
    speed = one["seconds"] / two["seconds"]
    wrong = "" if one["digest"] == two["digest"] else "not the same files"
    yield Figure(
        f"packets, {at:,} people, --jobs 2",
        "--jobs 1",
        f"{two['seconds']:.1f} s",
        f"{one['seconds']:.1f} s",
        f"{speed:.1f}x faster",
        "at least 1.6x",
        speed >= 1.6,
        two["megabytes"],
        wrong,
    )


def _filled(work: str, ours: float, docxtpl: float, asked: int, wrong: str) -> Figure:
    ratio = docxtpl / ours
    return Figure(
        work,
        "docxtpl",
        _ms(ours),
        _ms(docxtpl),
        f"{ratio:.0f}x faster",
        f"at least {asked}x",
        ratio >= asked,
        wrong=wrong,
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms"


def _home(folder: Path, people: int, name: str = "packets") -> Path:
    """A workspace with a roster of so many people. The key is fixed, so that two of them give the same forms."""
    from pipeline.workspace import make_workspace

    home = folder / f"{name}-{people}"
    if not home.exists():
        path = make_workspace(home, "herlev", int(TODAY[:4]))
        path.write_text(path.read_text("utf-8").replace("# roster =", "roster ="), "utf-8")
        write_roster(home / "medarbejdere.xlsx", people)
        (home / "mus.key").write_text("5a" * 32 + "\n", "ascii")
        (home / "mus.key").chmod(0o600)
    return home


# --- tasks, each in a process of its own ---------------------------------------------------------


def packets(home: str, jobs: str) -> dict[str, Any]:
    """`mus packets` as HR runs it, but for the printing."""
    import hashlib

    from pipeline.commands.opening import open_round
    from pipeline.commands.outgoing import plan_round, write_round
    from pipeline.workspace import read_workspace

    digest = hashlib.sha256()
    workspace = read_workspace(Path(home))
    with open_round(workspace, date.fromisoformat(TODAY)) as round_:
        written = write_round(
            round_,
            plan_round(round_, None),
            lambda items, _: items,
            int(jobs),
            lambda form: digest.update(f"{form.path} {form.digest}\n".encode()),
        )
    files = sum(name.endswith(".docx") for _, _, names in os.walk(workspace.packets) for name in names)
    return {
        "forms": written.forms,
        "written": written.files_written,
        "files": files,
        "digest": digest.hexdigest(),
    }


def plain(home: str, to: str) -> dict[str, Any]:
    """The same bytes written to as many files in as many folders, with nothing else done."""
    from pipeline.workspace import read_workspace

    room, busy, files = read_workspace(Path(home)).packets, 0.0, 0
    for leader in sorted(room.iterdir()):
        contents = [(path.relative_to(room), path.read_bytes()) for path in leader.rglob("*.docx")]
        began = time.process_time()
        for path, content in contents:
            target = Path(to) / path
            if not target.parent.exists():
                target.parent.mkdir(parents=True)
            target.write_bytes(content)
        busy += time.process_time() - began
        files += len(contents)
    return {"busy": busy, "files": files}


def fill(home: str) -> dict[str, Any]:
    """The fill itself, and a form made, recorded and written, once the templates are folded. Keeps samples for the peers.

    The leaders' overviews are no part of a form; they are in the lines about whole rounds.
    """
    from pipeline.commands import press
    from pipeline.commands.opening import open_round
    from pipeline.commands.outgoing import plan_round, write_forms
    from pipeline.word import filling
    from pipeline.workspace import read_workspace

    contexts: list[tuple[filling.Filler, dict[str, Any]]] = []
    render = filling.Filler.render

    def kept(filler: filling.Filler, context: dict[str, Any], coming: int = 0) -> bytes:
        contexts.append((filler, dict(context)))
        return render(filler, context)

    with open_round(read_workspace(Path(home)), date.fromisoformat(TODAY)) as round_:
        planned = plan_round(round_, None)
        made = press.Press(round_, planned.roster, planned.plan, planned.history)
        for packet in planned.plan.packets[: filling.PAYS_AFTER + 1]:
            made.make(packet)
        filling.Filler.render = kept  # type: ignore[method-assign]
        for packet in planned.plan.packets[:SAMPLE]:
            made.make(packet)
        filling.Filler.render = render  # type: ignore[method-assign]
        round_.store.save_roster(planned.roster, round_.year)
        began = time.process_time()
        forms = sum(count for _, count, _ in write_forms(round_, planned, lambda items, _: items))
        form = (time.process_time() - began) / forms
        each = min(_pass(contexts) for _ in range(PASSES)) / len(contexts)
        wrong = _keep_samples(Path(home) / "samples", contexts)
    return {"fill": each, "form": form, "wrong": wrong}


def _pass(contexts: list[tuple[Any, dict[str, Any]]]) -> float:
    """Seconds for each of the contexts once."""
    began = time.process_time()
    for filler, context in contexts:
        filler.render(context)
    return time.process_time() - began


def _keep_samples(to: Path, contexts: list[tuple[Any, dict[str, Any]]]) -> str:
    """The templates as the peers can take them, the contexts, and what we make of them."""
    from pipeline.word.dialect import FIRST_IN_ROWS

    to.mkdir(exist_ok=True)
    index, numbers = [], {"ids": 1, "row_ids": FIRST_IN_ROWS}  # a peer's own environment has nothing of ours
    for number, (filler, context) in enumerate(contexts):
        content, template = filler.render(context), filler._template
        if content != template.render(context):
            return "a folded form is not the whole template's"
        path = to / template.path.name
        if not path.exists():
            _write_peers_template(path, template, content)
        (to / f"{number}.docx").write_bytes(content)
        index.append({"template": path.name, "context": context, "numbers": numbers})
    (to / "index.json").write_text(json.dumps(index), "utf-8")
    return ""


def _write_peers_template(path: Path, template: Any, filled: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(filled)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = template.moving.get(name)
            new.writestr(name, part.source if part and PARTS.fullmatch(name) else old.read(name))


if __name__ == "__main__":
    tell_task({"packets": packets, "plain": plain, "fill": fill})
