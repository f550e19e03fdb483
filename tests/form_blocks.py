"""What an issued form shows, paragraph by paragraph, read from its .docx alone: to hold its skeleton against."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from pipeline.answers.returned import Spot
from pipeline.answers.skeleton import Block, Skeleton, Slot

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def skeleton_of(docx):
    """The skeleton of an issued form, from its file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        margins = [
            etree.fromstring(package.read(part))
            for kind in ("header", "footer")
            for part in sorted(package.namelist())
            if re.fullmatch(rf"word/{kind}\d*\.xml", part)
        ]
    lines = [_shown(paragraph).strip() for root in margins for paragraph in root.iter(f"{W}p")]
    return Skeleton(tuple(_blocks(body)), tuple(dict.fromkeys(line for line in lines if line)))


def _blocks(body):
    tables = list(body.iter(f"{W}tbl"))
    around = None
    for paragraph in body.iter(f"{W}p"):
        field = next((sdt for sdt in paragraph.iterancestors(f"{W}sdt") if _key(sdt)), None)
        if field is not None and field is around:
            continue  # a later paragraph of a field that has been told whole
        around = field
        pieces = _pieces(paragraph) if field is None else (Slot(_key(field), _shown(field)),)
        if any(isinstance(piece, Slot) or piece.strip() for piece in pieces):
            spot, header = _where(paragraph, tables)
            yield Block(_joined(pieces), spot, _style(paragraph), header)


def _pieces(element):
    """Text and slots in turn."""
    found = []
    for child in element:
        if child.tag == f"{W}sdt" and _key(child):
            found.append(Slot(_key(child), _shown(child)))
        elif child.tag in (f"{W}t", f"{W}br", f"{W}tab"):
            found.append({f"{W}br": "\n", f"{W}tab": "\t"}.get(child.tag, child.text or ""))
        elif child.tag != f"{W}pPr":
            found += _pieces(child)
    return found


def _joined(pieces):
    """The pieces with neighbouring texts made one."""
    whole = []
    for piece in pieces:
        if whole and isinstance(piece, str) and isinstance(whole[-1], str):
            whole[-1] += piece
        elif piece:
            whole.append(piece)
    return tuple(whole)


def _shown(element):
    """All text under an element, a line for each paragraph; page numbers are no text."""
    for field in list(element.iter(f"{W}fldSimple")):
        if "PAGE" in field.get(f"{W}instr"):
            field.getparent().remove(field)
    paragraphs = list(element.iter(f"{W}p")) or [element]
    return "\n".join(
        "".join(piece.prompt if isinstance(piece, Slot) else piece for piece in _pieces(paragraph))
        for paragraph in paragraphs
    )


def _key(sdt):
    properties = sdt.find(f"{W}sdtPr")
    tag = properties.find(f"{W}tag")
    groups = any(child.tag.startswith(f"{W15}repeatingSection") for child in properties)
    return "" if tag is None or groups else tag.get(f"{W}val")


def _where(paragraph, tables):
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None:
        return None, False
    row = next(cell.iterancestors(f"{W}tr"))
    table = next(row.iterancestors(f"{W}tbl"))
    rows = [each for each in table.iter(f"{W}tr") if next(each.iterancestors(f"{W}tbl")) is table]
    cells = [each for each in row.iter(f"{W}tc") if next(each.iterancestors(f"{W}tr")) is row]
    header = row.find(f"{W}trPr/{W}tblHeader") is not None
    return Spot(tables.index(table), rows.index(row), cells.index(cell)), header


def _style(paragraph):
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val")
