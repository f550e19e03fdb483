"""The XML of one sheet, row by row: the cells that are marked get their colour, those with CPR numbers are emptied.

The sheet is never held as a whole, and every byte that nobody asked to change stays as it is. Rows and cells may
lack `r` and then follow the one before (ECMA-376 18.3.1.4, 18.3.1.73); tags may have a prefix.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from xml.sax.saxutils import escape

from pipeline.sheets.annotating.scrub import Numbers, cells_without_cpr, part_without_cpr
from pipeline.sheets.cells import clean
from pipeline.sheets.sheet import column_name, column_number

IN_TAG = rb"[^>\"'/]|\"[^\"]*\"|'[^']*'"
"""What may stand in a tag but for its end."""
_ATTRIBUTES = rb"(?:" + IN_TAG + rb")*"
_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData\s*(/?)>")
_ROW = re.compile(rb"<((?:[\w.-]+:)?)row((?=[\s/>])" + _ATTRIBUTES + rb")(/?)>")
_R, _CELL_R = re.compile(rb"\sr\s*=\s*[\"'](\d+)[\"']"), re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]+)\d*[\"']")
_STYLE = re.compile(rb"\ss\s*=\s*[\"'](\d+)[\"']")
_OWN_STYLE = re.compile(rb"\scustomFormat\s*=\s*[\"'](?:1|true)[\"']")
_VALUE_ONLY = re.compile(rb"\s(?:t|cm|vm|ph)\s*=\s*[\"'][^\"']*[\"']")
_SPANS = re.compile(rb"\sspans\s*=\s*[\"'][^\"']*[\"']")
_SHARED_TEXT = re.compile(rb"\st\s*=\s*[\"']s[\"']")
_SHARED_FORMULA = re.compile(rb"\st\s*=\s*[\"']shared[\"']")
_SI = re.compile(rb"\ssi\s*=\s*[\"'](\d+)[\"']")
_TEXT = re.compile(rb"<(?:[\w.-]+:)?(f|v|t)(?:\s" + _ATTRIBUTES + rb")?>(.*?)</(?:[\w.-]+:)?\1>", re.DOTALL)
_FORMULA = re.compile(rb"<((?:[\w.-]+:)?)f((?:\s" + _ATTRIBUTES + rb")?)(?:/>|>(?:.*?)</\1f>)", re.DOTALL)
_PIECE = 1 << 20

Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sheet's XML: the head up to the rows, a row with its number from 0, the tail, or what is between."""

    kind: str
    data: bytes
    row: int = -1


@dataclass(slots=True)
class Edit:
    """What is to be done to a sheet. `restyled` gives the style of a cell by the style and tone it should have.

    `restored` are styles of an earlier annotation, with what they were before it; `remarks` what an emptied cell still
    says.
    """

    tones: Mapping[int, Mapping[int, str]]
    emptied: Mapping[int, Set[int]]
    restyled: Callable[[int, str], int]
    columns: Callable[[int], int] = lambda column: 0
    restored: Mapping[int, int] = field(default_factory=dict)
    remarks: Mapping[Place, str] = field(default_factory=dict)
    orphans: set[bytes] = field(default_factory=set)


# --- reading ------------------------------------------------------------------------------------


def pieces(stream: Iterable[bytes]) -> Iterator[Piece]:
    """The sheet cut up: a head, rows with what stands between them, a tail. One without rows is a head only."""
    buffer, source = b"", iter(stream)
    for chunk in source:
        buffer += chunk
        if (data := _DATA.search(buffer)) is not None:
            break
    else:
        yield Piece("head", buffer)
        return
    prefix, closed = data.group(1), bool(data.group(2))
    yield Piece("head", buffer[: data.start()] + b"<" + prefix + b"sheetData>")
    rest = buffer[data.end() :]
    if not closed:
        rest = yield from _rows(rest, source, prefix)
    else:
        rest = b"</" + prefix + b"sheetData>" + rest
    yield Piece("tail", rest + b"".join(source))


def _rows(buffer: bytes, source: Iterator[bytes], prefix: bytes) -> Generator[Piece, None, bytes]:
    """The rows; returns the bytes from the end of them on."""
    end_row, end = b"</" + prefix + b"row>", b"</" + prefix + b"sheetData"
    number = -1
    while True:
        at = 0
        while (piece := _next_row(buffer, at, end_row)) is not None:
            start, tag, stop = piece
            told = _R.search(tag.group(2))
            number = int(told.group(1)) - 1 if told else number + 1
            if start > at:
                yield Piece("", buffer[at:start])
            yield Piece("row", buffer[start:stop], number)
            at = stop
        buffer = buffer[at:]
        ends = buffer.find(end)
        row = _ROW.search(buffer)
        if ends >= 0 and (row is None or ends < row.start()):
            if ends:
                yield Piece("", buffer[:ends])
            return buffer[ends:]
        chunk = next(source, b"")
        if not chunk:  # cut off; calamine would not have read it
            return buffer
        buffer += chunk


def _next_row(buffer: bytes, at: int, end_row: bytes) -> tuple[int, re.Match[bytes], int] | None:
    """Where the next whole row begins, its tag, and where it ends."""
    tag = _ROW.search(buffer, at)
    if tag is None:
        return None
    if tag.group(3):
        return tag.start(), tag, tag.end()
    end = buffer.find(end_row, tag.end())
    return None if end < 0 else (tag.start(), tag, end + len(end_row))


@cache
def _cell(prefix: bytes) -> re.Pattern[bytes]:
    name = re.escape(prefix + b"c")
    return re.compile(
        rb"<" + name + rb"((?=[\s/>])" + _ATTRIBUTES + rb")(?:/>|>(.*?)</" + name + rb"\s*>)", re.DOTALL
    )


def cells(row: bytes) -> Iterator[tuple[int, re.Match[bytes]]]:
    """The cells of a row's XML with their columns: groups 1 and 2 are attributes and content."""
    tag = _ROW.match(row)
    assert tag is not None
    column = -1
    for match in _cell(tag.group(1)).finditer(row, tag.end()):
        told = _CELL_R.search(match.group(1))
        column = _column(told.group(1)) if told else column + 1
        yield column, match


def cells_at(piece: Piece, columns: Iterable[int]) -> list[tuple[int, re.Match[bytes]]]:
    """The cells of a row in these columns; all of its cells where one of them is not there or does not say its place.

    Looked for by their names, which spares reading the other nineteen of a hundred thousand rows.
    """
    tag = _ROW.match(piece.data)
    assert tag is not None
    found = []
    for column in columns:
        at = piece.data.find(b' r="%s%d"' % (_letters(column), piece.row + 1), tag.end())
        match = _cell(tag.group(1)).match(piece.data, piece.data.rfind(b"<", 0, at)) if at >= 0 else None
        if match is None:
            return list(cells(piece.data))
        found.append((column, match))
    return found


def texts_of(match: re.Match[bytes]) -> tuple[list[str], int | None]:
    """What stands in a cell: its formula, its value, its text; and the number of its shared string, if it has one."""
    found: dict[bytes, str] = {}
    for kind, content in _TEXT.findall(match.group(2) or b""):
        found[kind] = found.get(kind, "") + unescape(content.decode("utf-8", "replace"))
    if _SHARED_TEXT.search(match.group(1)):
        value = found.pop(b"v", "").strip()
        return list(found.values()), int(value) if value.isdecimal() else None
    return list(found.values()), None


def has_formula(match: re.Match[bytes]) -> bool:
    """Whether a cell is worked out."""
    return _FORMULA.search(match.group(2) or b"") is not None


@cache
def _letters(column: int) -> bytes:
    return column_name(column).encode()


@cache
def _column(letters: bytes) -> int:
    return column_number(letters)


# --- changing -----------------------------------------------------------------------------------


def edited_rows(rows: Iterable[Piece], edit: Edit, prefix: bytes, numbers: Numbers) -> Iterator[bytes]:
    """The bytes of the rows with what is to be done to them done; rows that were not there are put in their place."""
    waiting = sorted({*edit.tones})
    for piece in rows:
        while waiting and (piece.kind == "tail" or (piece.kind == "row" and waiting[0] < piece.row)):
            yield _new_row(waiting.pop(0), edit, prefix)
        if piece.kind != "row":
            yield piece.data if piece.kind == "tail" else part_without_cpr("", piece.data, numbers)
            continue
        if waiting and waiting[0] == piece.row:
            waiting.pop(0)
        yield cells_without_cpr(_edited_row(piece, edit), numbers)


def _edited_row(piece: Piece, edit: Edit) -> bytes:
    tones, emptied = edit.tones.get(piece.row, {}), edit.emptied.get(piece.row, frozenset())
    if not (tones or emptied or edit.restored or edit.orphans):
        return piece.data
    tag = _ROW.match(piece.data)
    assert tag is not None
    prefix, attributes = tag.group(1), tag.group(2)
    done: list[bytes] = []
    at, missing = tag.end(), sorted(tones)
    everywhere = edit.restored or edit.orphans
    found = cells(piece.data) if everywhere else cells_at(piece, sorted({*tones, *emptied}))
    for column, match in found:
        done.append(piece.data[at : match.start()])
        while missing and missing[0] < column:
            done.append(_new_cell(piece.row, missing.pop(0), tones, attributes, edit, prefix))
        if missing and missing[0] == column:
            missing.pop(0)
        remark = edit.remarks.get((piece.row, column), "") if column in emptied else None
        done.append(_edited_cell(match, edit, tones.get(column, ""), remark, prefix))
        at = match.end()
    new = [_new_cell(piece.row, column, tones, attributes, edit, prefix) for column in missing]
    if tag.group(3):
        return _row_of(prefix, attributes, new) if new else piece.data
    end = len(piece.data) - len(b"</" + prefix + b"row>")
    last = _end_of_cells(piece.data, at)
    opened = b"<" + prefix + b"row" + (_SPANS.sub(b"", attributes) if new else attributes) + b">"
    return b"".join([opened, *done, piece.data[at:last], *new, piece.data[last:end], piece.data[end:]])


def _end_of_cells(row: bytes, at: int) -> int:
    """Where a cell may still be put: before a row's extensions."""
    extensions = row.find(b"extLst", at)
    return row.rfind(b"<", at, extensions) if extensions >= 0 else at


def _edited_cell(match: re.Match[bytes], edit: Edit, tone: str, remark: str | None, prefix: bytes) -> bytes:
    """The cell with its tone; one with a CPR number says nothing but its `remark`, which for other cells is None."""
    attributes, content = match.group(1), match.group(2)
    told = _STYLE.search(attributes)
    was = int(told.group(1)) if told else 0
    style = edit.restored.get(was, was)
    style = edit.restyled(style, tone) if tone else style
    if style != was:
        plain = _STYLE.sub(b"", attributes).rstrip()
        attributes = plain + b' s="%d"' % style
    if remark is not None:
        edit.orphans |= _shared_by(content or b"")
        return _said(prefix, _VALUE_ONLY.sub(b"", attributes).rstrip(), remark)
    if content is not None and edit.orphans:
        content = _FORMULA.sub(
            lambda found: b"" if _is_orphan(found, edit.orphans) else found.group(), content
        )
    if (attributes, content) == match.groups():
        return match.group()
    if content is None:
        return b"<" + prefix + b"c" + attributes + b"/>"
    return b"<" + prefix + b"c" + attributes + b">" + content + b"</" + prefix + b"c>"


def _said(prefix: bytes, attributes: bytes, text: str) -> bytes:
    """A cell with a text of its own, in the cell itself (18.3.1.53), or an empty one."""
    if not text:
        return b"<%sc%s/>" % (prefix, attributes)
    inside = text_element(prefix, text)
    return b'<%sc%s t="inlineStr"><%sis>%s</%sis></%sc>' % (
        prefix,
        attributes,
        prefix,
        inside,
        prefix,
        prefix,
    )


def text_element(prefix: bytes, text: str) -> bytes:
    """A text as cells and strings hold it (18.4.12)."""
    if not text:
        return b"<%st/>" % prefix
    return b'<%st xml:space="preserve">%s</%st>' % (prefix, escape(clean(text)).encode(), prefix)


def _shared_by(content: bytes) -> set[bytes]:
    """The shared formula that a cell being emptied is the first of: the others keep their values only.

    Only the first has the text; Excel calls a file broken in which the others point at nothing (18.3.1.40).
    """
    formula = _FORMULA.search(content)
    if formula is None or not _SHARED_FORMULA.search(formula.group(2)) or b"ref" not in formula.group(2):
        return set()
    return {shared.group(1)} if (shared := _SI.search(formula.group(2))) else set()


def _is_orphan(formula: re.Match[bytes], orphans: set[bytes]) -> bool:
    shared = _SI.search(formula.group(2))
    return bool(shared and shared.group(1) in orphans and _SHARED_FORMULA.search(formula.group(2)))


def _new_cell(
    row: int, column: int, tones: Mapping[int, str], row_attributes: bytes, edit: Edit, prefix: bytes
) -> bytes:
    """A cell where none stood; it showed as its row or column is formatted."""
    style = _STYLE.search(row_attributes) if _OWN_STYLE.search(row_attributes) else None
    base = int(style.group(1)) if style else edit.columns(column)
    toned = edit.restyled(base, tones[column])
    return b'<%sc r="%s" s="%d"/>' % (prefix, f"{column_name(column)}{row + 1}".encode(), toned)


def _new_row(row: int, edit: Edit, prefix: bytes) -> bytes:
    tones = edit.tones[row]
    return _row_of(
        prefix,
        b' r="%d"' % (row + 1),
        [_new_cell(row, column, tones, b"", edit, prefix) for column in sorted(tones)],
    )


def _row_of(prefix: bytes, attributes: bytes, cells: list[bytes]) -> bytes:
    return b"<%srow%s>%s</%srow>" % (prefix, attributes.rstrip(), b"".join(cells), prefix)
