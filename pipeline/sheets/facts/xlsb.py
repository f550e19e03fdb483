"""The facts of an .xlsb, read from the records of its binary parts (MS-XLSB 2.1.4): see `facts`.

A record is its kind in one or two bytes, its size in one to four, and its fields. calamine reads them in the same way.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from struct import error as struct_error
from struct import unpack_from

from pipeline.problems import Place, UnreadableFile
from pipeline.problems.sheets import too_large
from pipeline.sheets.facts.found import Block, BookFacts, Extent, SheetFacts, zero_styles
from pipeline.sheets.package import Package
from pipeline.sheets.sheet import DAY_ZERO, DAY_ZERO_1904

_ROW, _FMT, _XF, _COL, _WBPROP, _SHEET, _MERGE, _STYLES = 0, 44, 47, 60, 153, 156, 176, 617
_CELLS = frozenset((*range(2, 12), 62))
"""BrtCellRk to BrtFmlaError, and BrtCellRString: cells with something in them. BrtCellBlank is 1."""

_LARGEST = 512 * 1024 * 1024


def xlsb_facts(package: Package, place: Place) -> BookFacts:
    """What the workbook says. Raises UnreadableFile for a sheet too large to be laid out."""
    try:
        return _read(package, place)
    except (struct_error, IndexError) as error:
        raise ValueError("a record cut short") from error


def _read(package: Package, place: Place) -> BookFacts:
    day_zero, sheets = DAY_ZERO, dict[str, str]()
    for kind, book, at, _ in _records(_part(package, "xl/workbook.bin", place)):
        if kind == _WBPROP and book[at] & 1:  # f1904, MS-XLSB 2.4.822
            day_zero = DAY_ZERO_1904
        elif kind == _SHEET:
            id_, after = _text(book, at + 8)
            sheets[id_] = _text(book, after)[0]
    zeros = _zero_styles(_part(package, "xl/styles.bin", place))
    _part(package, "xl/sharedStrings.bin", place)  # inflated, so that it is known to be sane
    links = package.tree("xl/_rels/workbook.bin.rels")
    found: dict[str, SheetFacts] = {}
    for link in links if links is not None else ():
        name = sheets.get(link.get("Id", ""))
        if name is None:
            continue
        part = posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
        found[name], extent = _read_sheet(_part(package, part, place), zeros)
        extent.check(place, name)
    return BookFacts(day_zero, found)


def _read_sheet(content: bytes, zeros: dict[int, str]) -> tuple[SheetFacts, Extent]:
    facts, extent, row = SheetFacts(), Extent(), -1
    for kind, part, at, size in _records(content):
        if kind in _CELLS:
            (column,) = unpack_from("<I", part, at)
            extent.add(row, column)
            if zeros and (style := int.from_bytes(part[at + 4 : at + 7], "little")) in zeros:
                facts.zeros.append((row, column, zeros[style]))
        elif kind == _ROW:
            (row,) = unpack_from("<I", part, at)
            if size > 11 and part[at + 11] & 0x10:  # fDyZero, MS-XLSB 2.4.741
                facts.hide_rows(row)
        elif kind == _COL and part[at + 16] & 1:  # fHidden, MS-XLSB 2.4.328
            first, last = unpack_from("<II", part, at)
            facts.hidden_columns.append(range(first, last + 1))
        elif kind == _MERGE:
            top, bottom, left, right = unpack_from("<4I", part, at)
            facts.merged.append(Block(top, left, bottom, right))
    return facts, extent


def _zero_styles(content: bytes) -> dict[int, str]:
    """The pattern of each cell style that shows numbers by zeros alone: formats first, then the styles of cells."""
    formats, styles, of_cells = dict[int, str](), list[int](), False
    for kind, part, at, _ in _records(content):
        if kind == _FMT:
            formats[unpack_from("<H", part, at)[0]] = _text(part, at + 2)[0]
        elif kind in (_STYLES, _STYLES + 1):
            of_cells = kind == _STYLES
        elif kind == _XF and of_cells:
            styles.append(unpack_from("<H", part, at + 2)[0])
    return zero_styles(formats, styles)


def _part(package: Package, name: str, place: Place) -> bytes:
    """A part's bytes, none where it is not there."""
    if name not in package.parts:
        return b""
    content = bytearray()
    for chunk in package.chunks(name):
        content += chunk
        if len(content) > _LARGEST:
            raise UnreadableFile(too_large(place))
    return bytes(content)


def _records(content: bytes) -> Iterator[tuple[int, bytes, int, int]]:
    """Kind, the part itself, place and size of each record."""
    at, end = 0, len(content)
    while at < end:
        kind = content[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (content[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while True:
            byte = content[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift == 28:
                break
        yield kind, content, at, size
        at += size


def _text(content: bytes, at: int) -> tuple[str, int]:
    """A text and where it ends: its length in four bytes, none being FFFFFFFF, then UTF-16 (MS-XLSB 2.5.169)."""
    (length,) = unpack_from("<I", content, at)
    end = at + 4 + (0 if length == 0xFFFFFFFF else 2 * length)
    return content[at + 4 : end].decode("utf-16-le", errors="replace"), end
