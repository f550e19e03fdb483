"""The survival table as Markdown, and its place in the README.

In: what came of every municipality's forms by every route. Out: text; the same counts give the same text, but for the day.
"""

from __future__ import annotations

import math
import os
import subprocess
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from tests.survival.counting import Tally
from tests.survival.reading import Survived
from tests.survival.rivals import RIVALS, Score
from tests.survival.routes import Route

START, END = "<!-- survival -->", "<!-- /survival -->"
_TITLES = {
    "handleplan": "Handleplan",
    "kompetencefond": "Ansøgning til Kompetencefonden",
    "kompetenceudviklingsplan": "Kompetenceudviklingsplan",
    "referat": "Referat",
    "skema": "Samtaleskema",
    "spoergsmaal": "Vælg spørgsmål",
    "udviklingsaftale": "Udviklingsaftale",
}


def survival_text(results: Sequence[Survived], routes: Sequence[Route], day: date) -> str:
    """Both tables with their captions."""
    forms = sum(t.files for r in results if r.route == routes[0].name for t in r.forms.values())
    fields = sum(t.fields for r in results if r.route == routes[0].name for t in r.forms.values())
    return "\n".join(
        [
            f"Measured {day.isoformat()} by `make survival`, {_office()} on {os.cpu_count()} cores: {forms} forms of five"
            f" municipalities with {fields} fields, by every route.",
            "",
            *_by_route(results, routes),
            "",
            "*Right*: the field's value, compared as it is stored; of a PDF print with white space squeezed, since paper"
            " keeps lines and not paragraphs. *Review*: HR decides before anything of the form is stored. *Wrong*: another"
            " value under the field's key, read or stored, also where the form as a whole lies in review. *Whole*: forms"
            " accepted without a question. The last columns are the same files read by other libraries, right/wrong, the"
            " rest not found: python-docx by somebody who knows in which cell of which table, or after which words, every"
            " answer of the blank form stands; docx-plus by tag. Both are told the prompts, and may give a date or an"
            " amount as it was typed.",
            "",
            *_by_form(results, routes),
        ]
    )


def write_into(readme: Path, text: str) -> None:
    """Puts the text between the README's marks. A README without them raises ValueError."""
    before = readme.read_text(encoding="utf-8")
    start, end = before.index(START) + len(START), before.index(END)
    readme.write_text(f"{before[:start]}\n{text}\n{before[end:]}", encoding="utf-8")


def total(results: Iterable[Survived], keep: Callable[[Survived], bool], form: str = "") -> Tally:
    """The fields of some results in one count, of one form or all."""
    count = Tally()
    for result in filter(keep, results):
        for name, each in result.forms.items():
            if form in ("", name):
                count.add(each)
    return count


def percent(part: int, whole: int) -> str:
    """A share cut to a tenth, so that only all is 100 and only none is 0."""
    if not whole or part == whole:
        return "100 %" if whole else "–"
    tenth = math.floor(part * 1000 / whole) / 10
    return f"{tenth or (0.1 if part else 0):g} %"


def _by_route(results: Sequence[Survived], routes: Sequence[Route]) -> list[str]:
    head = ["route", "fields", "right", "review", "refused", "wrong", "whole", *RIVALS]
    lines = [_row(head), _row(["---", *["---:"] * (len(head) - 1)])]
    for route in routes:
        here = [result for result in results if result.route == route.name]
        count = total(here, lambda _: True)
        shares = [percent(part, count.fields) for part in (count.right, count.review, count.refused)]
        rivals = [_rival(here, name) for name in RIVALS]
        lines.append(
            _row(
                [
                    route.name,
                    count.fields,
                    *shares,
                    count.wrong,
                    percent(count.accepted, count.files),
                    *rivals,
                ]
            )
        )
    return lines


def _rival(results: Sequence[Survived], name: str) -> str:
    count = Score()
    for result in results:
        if name in result.rivals:
            count.add(result.rivals[name])
    if not count.fields:
        return "–"
    return f"{percent(count.right, count.fields)} / {percent(count.wrong, count.fields)}"


def _by_form(results: Sequence[Survived], routes: Sequence[Route]) -> list[str]:
    """A row for every form of every municipality, a column for every route: the share that came back right."""
    columns = [route for route in routes if route.name not in ("in a zip", "in a mail (.msg)")]
    head = ["form", "fields", *(route.name for route in columns), "wrong"]
    lines = [_row(head), _row(["---", *["---:"] * (len(head) - 1)])]
    kinds = sorted({(result.slug, form) for result in results for form in result.forms})
    for slug, form in kinds:
        mine = [result for result in results if result.slug == slug]
        counts = [total(mine, lambda r, n=route.name: r.route == n, form) for route in columns]
        wrong = total(mine, lambda _: True, form).wrong
        shares = [percent(count.right, count.fields) for count in counts]
        lines.append(_row([f"{slug}: {_TITLES.get(form, form)}", counts[0].fields, *shares, wrong]))
    return lines


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _office() -> str:
    said = subprocess.run(
        ["soffice", "--version"], capture_output=True, text=True, check=False
    ).stdout.split()
    return " ".join(said[:2]) or "no LibreOffice"
