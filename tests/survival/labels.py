"""What somebody who knows the forms would write down about each field: the words it stands after.

From the blank form as issued, with plain lxml. It gives the label-like answers their words, and python-docx its map.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

from tests.survival.typist import MAIN, tag_of, w


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a field stands in the blank form: the fixed words before it, and its place in a table, -1 outside.

    `inside` is true where the words stand in the field's own cell.
    """

    key: str
    label: str
    inside: bool = False
    table: int = -1
    row: int = -1
    cell: int = -1


def anchors_of(docx: bytes) -> list[Anchor]:
    """The fields of a blank form in reading order, with the words before them."""
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(docx)).read(MAIN)).find(w("body"))
    tables = list(body.iter(w("tbl")))
    anchors, label, cell = [], "", None
    for element in body.iter(w("sdt"), w("p")):
        if element.tag == w("sdt"):
            key = tag_of(element)
            holds = any(tag_of(inner) for inner in element.iterdescendants(w("sdt")))
            if key and not holds and not _repeats(element):
                before = _before(element)
                inside = bool(before) or (cell is not None and cell is _cell(element))
                anchors.append(Anchor(key, before or label, inside, *_spot(element, tables)))
        elif fixed := _fixed(element):
            label, cell = fixed, _cell(element)
    return anchors


def headings_of(docx: bytes) -> list[str]:
    """The headings of a form, as printed."""
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(docx)).read(MAIN)).find(w("body"))
    found = []
    for paragraph in body.iter(w("p")):
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None and style.get(w("val"), "").startswith(("Heading", "Title")):
            found.append(_text(paragraph))
    return [text for text in found if text]


def _text(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(w("t"))).strip()


def _fixed(paragraph: etree._Element) -> str:
    """The paragraph's own words without those in fields."""
    words = ""
    for t in paragraph.iter(w("t")):
        inside = any(tag_of(a) and not _repeats(a) for a in t.iterancestors(w("sdt")))
        words += "" if inside else t.text or ""
    return words.strip()


def _repeats(sdt: etree._Element) -> bool:
    return any("repeatingSection" in str(child.tag) for child in sdt.find(w("sdtPr")))


def _before(sdt: etree._Element) -> str:
    """The fixed words before a control in its own paragraph."""
    words = ""
    for sibling in sdt.itersiblings(preceding=True):
        if sibling.tag == w("r"):
            words = _text(sibling) + words
    return words.strip() if sdt.getparent().tag == w("p") else ""


def _cell(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(w("tc")), None)


def _spot(sdt: etree._Element, tables: list[etree._Element]) -> tuple[int, int, int]:
    """Number of the table in the body, of the row in it, of the cell in that; -1 outside tables."""
    cell = _cell(sdt)
    if cell is None:
        cell = next(sdt.iter(w("tc")), None)
    if cell is None:
        return -1, -1, -1
    row, table = next(cell.iterancestors(w("tr"))), next(cell.iterancestors(w("tbl")))
    rows = [r for r in table.iter(w("tr")) if next(r.iterancestors(w("tbl"))) is table]
    cells = [c for c in row.iter(w("tc")) if next(c.iterancestors(w("tr"))) is row]
    return tables.index(table), rows.index(row), cells.index(cell)
