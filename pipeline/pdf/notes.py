"""What people put on top of the pages of a PDF: notes in the margin, text typed onto the paper, fields filled in.

In: a document and its sheets. Out: remarks; and sheets with what was typed on the paper as text in its place, since
whoever has no Word types answers onto a print. What is drawn or struck out by hand cannot be read: that file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject

from pipeline.answers.returned import Remark
from pipeline.pdf.document import Document
from pipeline.pdf.fields import shown_in
from pipeline.pdf.sheet import TYPED_ON, Piece, Sheet, at
from pipeline.pdf.values import as_dictionary, number
from pipeline.problems import Place, UnreadableFile
from pipeline.problems.pdf_files import drawn_on_pdf

_MOST = 3_000
_HAND = (
    "/Ink",
    "/StrikeOut",
    "/Redact",
    "/Stamp",
    "/Line",
    "/Square",
    "/Circle",
    "/Polygon",
    "/PolyLine",
    "/Caret",
)
"""Notes that change what the paper says, by hand."""

_NOTES = ("/Text", "/Highlight", "/Underline", "/Squiggly")
_TYPED_ON = ("/FreeText", "/Widget")
_HIDDEN = 1 << 1 | 1 << 5
_ENDS = re.compile("\r\n?|\n")
_TYPED, _LEADING = 10.0, 1.2
_ATTACHED = "Der hænger en fil ved PDF'en, og den er ikke læst."


@dataclass(frozen=True, slots=True)
class _Note:
    kind: str
    text: str
    box: tuple[float, float, float, float]


def find_remarks(document: Document) -> tuple[Remark, ...]:
    """The notes in the order of the pages, and that a file hangs on it. Raises UnreadableFile for handwriting."""
    notes = [note for page in document.pages for note in _notes(page)]
    if any(note.kind in _HAND for note in notes):
        raise UnreadableFile(drawn_on_pdf(Place()))
    found = [Remark(note.text) for note in notes if note.kind in _NOTES and note.text]
    if document.has_files or any(note.kind == "/FileAttachment" for note in notes):
        found.append(Remark(_ATTACHED))
    return tuple(found)


def with_typed_text(sheets: Sequence[Sheet], document: Document) -> list[Sheet]:
    """The sheets with the text that was typed onto them."""
    typed = []
    for sheet, page in zip(sheets, document.pages, strict=True):
        pieces = [piece for note in _notes(page) if note.kind in _TYPED_ON for piece in _pieces(note, sheet)]
        typed.append(replace(sheet, pieces=(*sheet.pieces, *pieces)))
    return typed


def _notes(page: PageObject) -> Iterator[_Note]:
    listed = page.get("/Annots")
    notes = listed.get_object() if listed is not None else None
    if not isinstance(notes, ArrayObject):
        return
    for entry in map(as_dictionary, notes[:_MOST]):
        flags = entry.get("/F", 0)
        if isinstance(flags, int) and flags & _HIDDEN:
            continue
        kind = str(entry.get("/Subtype", ""))
        text = shown_in(entry).strip() if kind == "/Widget" else _contents(entry)
        yield _Note(kind, text, _box(entry))


def _contents(entry: DictionaryObject) -> str:
    text = entry.get("/Contents")
    return _ENDS.sub("\n", str(text)).strip() if isinstance(text, str) else ""


def _box(entry: DictionaryObject) -> tuple[float, float, float, float]:
    box = entry.get("/Rect")
    corners = box.get_object() if box is not None else None
    if not isinstance(corners, ArrayObject) or len(corners) != 4:
        return 0.0, 0.0, 0.0, 0.0
    left, low, right, high = (number(side.get_object()) for side in corners)
    return left, low, right, high


def _pieces(note: _Note, sheet: Sheet) -> Iterator[Piece]:
    """A typed note's lines, from the top of its box."""
    a, b, c, d = note.box
    corners = [at(sheet.turn, x, y) for x, y in ((a, b), (c, d))]
    left, right = sorted(x for x, _ in corners)
    top, bottom = sorted(y for _, y in corners)
    lines = note.text.split("\n")
    # The box holds its lines with some air; one that is too low for them is taken as it is.
    size = min(_TYPED, max((bottom - top) / (len(lines) * _LEADING), 1.0))
    for row, line in enumerate(lines):
        if line.strip():
            base = top + size * (1 + row * _LEADING)
            yield Piece(line, left + 1, max(right - 1, left + 1), base, size, TYPED_ON, left + 1, over=True)
