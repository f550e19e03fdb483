"""What stands in a PDF: its fields, the evidence of whose form it is, and the text that is seen.

In: bytes. Out: a `Returned` and the lines, or UnreadableFile. This is what runs in a process of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pypdf import apply_configuration

from pipeline.answers.returned import Line, Returned
from pipeline.identity import form_ids_in
from pipeline.pdf.budget import LIMITS
from pipeline.pdf.document import DAMAGED, TOO_MUCH, Document, open_document, refusal
from pipeline.pdf.fields import find_marks
from pipeline.pdf.lines import Habits, lines_of
from pipeline.pdf.notes import find_remarks, with_typed_text
from pipeline.pdf.sheet import Sheet
from pipeline.problems import Place, UnreadableFile
from pipeline.problems.pdf_files import picture_pdf, pictures_among_pages

_PICTURE, _FEW_LETTERS = 0.5, 100
"""A page is a picture where images cover half of it, and only so many letters stand beside them."""

_LAYOUT = re.compile(r"mus_layout[=: ]+([0-9a-f]{12})")


def read_document(content: bytes) -> tuple[Returned, tuple[Line, ...]]:
    """All that is found in a PDF. Raises UnreadableFile, whatever pypdf stumbles over."""
    with apply_configuration(**LIMITS):
        try:
            return _read(open_document(content))
        except (*DAMAGED, *TOO_MUCH) as error:
            raise refusal(error) from error


def _read(document: Document) -> tuple[Returned, tuple[Line, ...]]:
    marks, remarks = find_marks(document), find_remarks(document)
    sheets = list(document.sheets())
    _refuse_pictures(sheets)
    told = document.information()
    habits = Habits(keeps_spaces="LibreOffice" in told.get("producer", ""))
    lines = lines_of(with_typed_text(sheets, document), habits)
    evidence = {
        "keywords": told.get("keywords", ""),
        "title": told.get("title", ""),
        "subject": told.get("subject", ""),
        "xmp": "\n".join(form_ids_in(told.get("xmp", ""))),
        "text": "\n".join(form_ids_in("\n".join(line.text for line in lines))),
    }
    layout = _LAYOUT.search(evidence["keywords"])
    returned = Returned(
        file="",
        marks=marks,
        evidence={place: text for place, text in evidence.items() if text},
        layout=layout.group(1) if layout else "",
        remarks=remarks,
    )
    return returned, lines


def _refuse_pictures(sheets: Sequence[Sheet]) -> None:
    """A page of pictures may hold answers that nobody can read; a blank page holds none."""
    pictures = [sheet for sheet in sheets if _is_picture(sheet)]
    texts = [sheet for sheet in sheets if sheet.pieces and not _is_picture(sheet)]
    if not texts:
        raise UnreadableFile(picture_pdf(Place()))
    if pictures:
        raise UnreadableFile(pictures_among_pages(Place()))


def _is_picture(sheet: Sheet) -> bool:
    letters = sum(len(piece.text) for piece in sheet.pieces)
    if not letters:
        return sheet.picture > 0 or sheet.shapes
    return sheet.picture >= _PICTURE and letters < _FEW_LETTERS
