"""Forms for the tests of reading by position: the skeleton of a real issued .docx, and small ones written out.

A form comes back as lines: `typed` fills a skeleton in, line by line, as a reader of any format gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from pipeline.answers.returned import Line, Spot
from pipeline.answers.skeleton import Block, Skeleton, Slot
from pipeline.word.package import Package, write_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def skeleton_of(docx: bytes) -> Skeleton:
    """The skeleton of a form as issued, read from its XML: the slow way, independent of the template's."""
    package = Package.open(docx)
    body = package.xml(package.main).find(f"{_W}body")
    return Skeleton(tuple(_Walk().blocks(body)))


class _Walk:
    def __init__(self) -> None:
        self.tables = -1

    def blocks(self, element: etree._Element, spot: Spot | None = None, key: str = "") -> Iterator[Block]:
        for child in element:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child, spot, key)
            elif child.tag == f"{_W}tbl":
                self.tables += 1
                yield from self._table(child, self.tables)
            elif child.tag == f"{_W}sdt":
                yield from self.blocks(child.find(f"{_W}sdtContent"), spot, _tag(child))

    def _table(self, table: etree._Element, number: int) -> Iterator[Block]:
        rows = [row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table]
        for at, row in enumerate(rows):
            cells = [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]
            header = row.find(f"{_W}trPr/{_W}tblHeader") is not None
            for count, cell in enumerate(cells):
                around = next(cell.iterancestors(f"{_W}sdt", f"{_W}tr"))
                key = _tag(around) if around.tag == f"{_W}sdt" else ""
                for block in self.blocks(cell, Spot(number, at, count), key):
                    yield replace(block, header=header)

    def _paragraph(self, paragraph: etree._Element, spot: Spot | None, key: str) -> Iterator[Block]:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        look = "" if style is None else style.get(f"{_W}val", "")
        if key:
            pieces: list[str | Slot] = [Slot(key, _text(paragraph))]
        else:
            pieces = []
            for child in paragraph:
                if child.tag == f"{_W}sdt":
                    pieces.append(Slot(_tag(child), _text(child)))
                elif text := _text(child):
                    pieces[-1:] = (
                        [pieces[-1] + text]
                        if pieces and isinstance(pieces[-1], str)
                        else [*pieces[-1:], text]
                    )
        block = Block(tuple(pieces), spot, look)
        if block.text.strip():
            yield block


def _tag(control: etree._Element) -> str:
    tag = control.find(f"{_W}sdtPr/{_W}tag")
    return "" if tag is None else tag.get(f"{_W}val", "")


def _text(element: etree._Element) -> str:
    shown = {f"{_W}t": lambda e: e.text or "", f"{_W}br": lambda e: "\n", f"{_W}tab": lambda e: "\t"}
    inside = (e for e in element.iter(*shown) if e.getparent().tag != f"{_W}tabs")
    return "".join(shown[e.tag](e) for e in inside)


def typed(
    skeleton: Skeleton, answers: Mapping[str, str], tables: bool = True, looks: bool = True
) -> list[Line]:
    """The form's lines with these answers typed over the prompts; an answer's line ends make paragraphs.

    A field that is not among them keeps its prompt. Without `tables` no line has a spot, without `looks` all are alike.
    """
    lines = []
    for block in skeleton.blocks:
        text = "".join(
            answers.get(piece.key, piece.prompt) if isinstance(piece, Slot) else piece
            for piece in block.pieces
        )
        for part in text.split("\n") if block.slots else [text]:
            if part.strip():
                lines.append(Line(part, block.spot if tables else None, block.style if looks else ""))
    return lines


def pasted_as_text(skeleton: Skeleton, answers: Mapping[str, str]) -> list[Line]:
    """The same as »Keep text only« pastes it: a table's cells parted by tabs, its rows by paragraphs."""
    text, last = "", None
    for block in skeleton.blocks:
        shown = "".join(
            answers.get(piece.key, piece.prompt) if isinstance(piece, Slot) else piece
            for piece in block.pieces
        )
        spot = block.spot
        same_row = spot and last and (spot.table, spot.row) == (last.table, last.row)
        cells = spot.cell - last.cell if same_row and spot and last else 0
        text += ("\t" * cells or "\n") + shown
        last = spot
    return [Line(paragraph) for paragraph in text.split("\n") if paragraph.strip(" ")]


def strip_controls(docx: bytes, only: str = "", text: bool = True) -> bytes:
    """The file without its controls and bookmarks, or without one of them; their text stays unless told otherwise."""

    def edit(root: etree._Element) -> None:
        for control in [c for c in root.iter(f"{_W}sdt") if not only or _tag(c) == only]:
            for child in control.find(f"{_W}sdtContent") if text else ():
                control.addprevious(child)
            control.getparent().remove(control)
        for mark in list(root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
            if not only or mark.get(f"{_W}name") == only:
                mark.getparent().remove(mark)

    return _edited(docx, edit)


def typed_over(docx: bytes, old: str, new: str, then: str = "") -> bytes:
    """The file with one text typed over, and another paragraph after it."""

    def edit(root: etree._Element) -> None:
        shown = next(t for t in root.iter(f"{_W}t") if t.text == old)
        shown.text = new
        if then:
            paragraph = next(shown.iterancestors(f"{_W}p"))
            paragraph.addnext(
                etree.fromstring(f'<w:p xmlns:w="{_W[1:-1]}"><w:r><w:t>{then}</w:t></w:r></w:p>')
            )

    return _edited(docx, edit)


def _edited(docx: bytes, edit: Callable[[etree._Element], None]) -> bytes:
    package = Package.open(docx)
    root = package.xml(package.main)
    edit(root)
    return write_package({**package.members, package.main: etree.tostring(root, encoding="UTF-8")})
