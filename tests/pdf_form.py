"""PDFs as other people's programs make them, built on a print: fields to fill in, notes on top, and pages turned.

In: a PDF print of a form. Out: its bytes with something more. Only pypdf's own objects are used.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

Box = tuple[float, float, float, float]


def with_fields(print_: bytes, values: Mapping[str, str | bool | None], *, named: str = "__") -> bytes:
    """The print with one field per key, and these values in them: a box to tick for a boolean, None for an empty field.

    `/` in a key becomes `named` in the field's name, as in our bookmarks. The fields stand at the foot of the first
    page: how they look is not what is tested.
    """
    return edited(print_, lambda writer: _add_fields(writer, values, named))


def with_note(print_: bytes, kind: str, text: str = "", box: Box = (60, 60, 120, 80), page: int = 0) -> bytes:
    """The print with one note on a page: `/Text`, `/FreeText`, `/Highlight`, `/Ink` …"""
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): _numbers(box),
            NameObject("/Contents"): TextStringObject(text),
        }
    )
    return edited(print_, lambda writer: _annotate(writer, page, note))


def edited(content: bytes, edit: Callable[[PdfWriter], object]) -> bytes:
    """The PDF after an edit of pypdf's writer."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    edit(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _add_fields(writer: PdfWriter, values: Mapping[str, str | bool | None], named: str) -> None:
    fields = ArrayObject()
    for number, (key, value) in enumerate(values.items()):
        field = _field(key.replace("/", named), value, (40, 20 + number % 40, 140, 30 + number % 40))
        fields.append(_annotate(writer, 0, field))
    form = DictionaryObject(
        {NameObject("/Fields"): fields, NameObject("/NeedAppearances"): BooleanObject(True)}
    )
    writer.root_object[NameObject("/AcroForm")] = form


def _field(name: str, value: str | bool | None, box: Box) -> DictionaryObject:
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/Rect"): _numbers(box),
            NameObject("/T"): TextStringObject(name),
            NameObject("/FT"): NameObject("/Btn" if isinstance(value, bool) else "/Tx"),
        }
    )
    if isinstance(value, bool):
        field[NameObject("/V")] = field[NameObject("/AS")] = NameObject("/Yes" if value else "/Off")
    elif value is not None:
        # Acrobat ends a line with a carriage return.
        field[NameObject("/V")] = TextStringObject(value.replace("\n", "\r"))
    return field


def _annotate(writer: PdfWriter, page: int, note: DictionaryObject) -> object:
    reference = writer._add_object(note)
    sheet = writer.pages[page]
    if "/Annots" not in sheet:
        sheet[NameObject("/Annots")] = ArrayObject()
    notes = sheet["/Annots"].get_object()
    assert isinstance(notes, ArrayObject)
    notes.append(reference)
    return reference


def _numbers(box: Box) -> ArrayObject:
    return ArrayObject([FloatObject(side) for side in box])


def turned(content: bytes, degrees: int) -> bytes:
    """The PDF as a scanner or a print dialogue leaves it: the pages turned, in the entry that viewers obey."""

    def turn(writer: PdfWriter) -> None:
        for page in writer.pages:
            page[NameObject("/Rotate")] = NumberObject(degrees)

    return edited(content, turn)
