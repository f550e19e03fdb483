"""What we write, as text a person can read: every form of every municipality, and a status workbook.

A control stands as [key: what it shows]. `make accept` rewrites the texts; read the diff before you commit it.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from conftest import PEOPLE, packed
from form_text import lines_of

from pipeline.commands.recording import record_event
from pipeline.commands.standing import write_standing

TEXTS = Path(__file__).parent / "texts"
MUNICIPALITIES = ("herlev", "holstebro", "ikast-brande", "ishoej", "syddjurs")


def accepted(name, text):
    """The text as a person accepted it; with MUS_ACCEPT set it is accepted now."""
    path = TEXTS / f"{name}.txt"
    if os.environ.get("MUS_ACCEPT"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("slug", MUNICIPALITIES)
def test_every_form_reads_as_accepted(slug, workspace):
    made = workspace(slug, PEOPLE[:2])
    made.key.write_text("00" * 32)
    with packed(made) as (_, forms):
        for (_, form, audience), issued in forms.items():
            text = lines_of((made.output / issued.path).read_bytes())
            assert text == accepted(f"{slug}-{form}-{audience}", text)


def test_the_status_workbook_reads_as_accepted(workspace):
    made = workspace("ishoej")
    made.key.write_text("00" * 32)
    with packed(made) as (round_, _):
        record_event(round_, "0042", "held", date(2026, 9, 14))
    from pipeline.commands.opening import open_round

    with open_round(made, date(2026, 10, 20)) as round_:
        write_standing(round_)
    book = openpyxl.load_workbook(made.status / "status.xlsx")
    text = "\n".join(_sheet_lines(book)).replace(str(made.folder), "…") + "\n"
    assert text == accepted("ishoej-status", text)


def _sheet_lines(book):
    for sheet in book:
        yield f"## {sheet.title}"
        for row in sheet.iter_rows():
            cells = [_shown(cell) for cell in row]
            if any(cells):
                yield "| " + " | ".join(cells) + " |"


def _shown(cell):
    if cell.value is None:
        return ""
    return f"{cell.value:%Y-%m-%d}" if hasattr(cell.value, "year") else str(cell.value)
