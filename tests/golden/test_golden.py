"""What we write, as text a person can read: every form of every municipality, and a status workbook.

A control stands as [key: what it shows]. `make accept` rewrites the texts; read the diff before you commit it.
"""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from conftest import PEOPLE, packed
from lxml import etree

from pipeline.commands.recording import record_event
from pipeline.commands.standing import write_standing

TEXTS = Path(__file__).parent / "texts"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MUNICIPALITIES = ("herlev", "holstebro", "ikast-brande", "ishoej", "syddjurs")


def accepted(name, text):
    """The text as a person accepted it; with MUS_ACCEPT set it is accepted now."""
    path = TEXTS / f"{name}.txt"
    if os.environ.get("MUS_ACCEPT"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def lines_of(docx):
    """The document as lines: one a paragraph, one a table row with its cells between bars."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        body = etree.fromstring(package.read("word/document.xml")).find(f"{W}body")
    return "\n".join(_blocks(body)) + "\n"


def _blocks(parent):
    for child in parent:
        if child.tag == f"{W}p":
            style = child.find(f"{W}pPr/{W}pStyle")
            mark = {"Title": "# ", "Heading1": "## ", "Heading2": "### "}.get(
                "" if style is None else style.get(f"{W}val"), ""
            )
            if text := _inline(child).strip():
                yield mark + text
        elif child.tag == f"{W}tr":
            yield "| " + " | ".join(" / ".join(_blocks(cell)) for cell in child.iter(f"{W}tc")) + " |"
        elif child.tag in (f"{W}tbl", f"{W}sdt", f"{W}sdtContent"):
            yield from _blocks(child)


def _inline(parent):
    shown = ""
    for child in parent:
        if child.tag == f"{W}sdt":
            tag = child.find(f"{W}sdtPr/{W}tag")
            key = "" if tag is None else tag.get(f"{W}val")
            shown += f"[{key}: {''.join(child.itertext()).strip()}]"
        elif child.tag == f"{W}r":
            shown += "".join(
                {f"{W}t": piece.text or "", f"{W}br": "\n", f"{W}tab": "\t"}.get(piece.tag, "")
                for piece in child
            )
        elif child.tag == f"{W}hyperlink":
            shown += _inline(child)
    return shown


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
