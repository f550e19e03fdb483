"""The facts of an .xls, read from its records (MS-XLS 2.4): see `facts`.

Comes in: the stream `Workbook` (or `Book`, of Excel 5 and 95) out of the OLE file. One record holds one cell or some
cells of a row; the records of a sheet follow its own BOF.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import error as struct_error
from struct import unpack_from

from olefile import OleFileIO

from pipeline.problems import Place, UnreadableFile
from pipeline.problems.roster import workbook_locked
from pipeline.sheets.facts.found import BookFacts, Extent, SheetFacts, zero_styles
from pipeline.sheets.sheet import DAY_ZERO, DAY_ZERO_1904

_BOF, _EOF, _DATEMODE, _FILEPASS, _BOUNDSHEET, _XF, _FORMAT = 0x809, 0x0A, 0x22, 0x2F, 0x85, 0xE0, 0x41E
_ROW, _COLINFO, _RK_RUN, _DIMENSIONS = 0x208, 0x7D, 0xBD, 0x200
_CELLS = frozenset((0x06, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E, _RK_RUN))
"""FORMULA, RSTRING, LABELSST, NUMBER, LABEL, BOOLERR, RK and MULRK: cells with something in them."""


def xls_facts(path: Path, place: Place) -> BookFacts:
    """What the workbook says. Raises UnreadableFile for one that is locked, and for a sheet too large to be laid out."""
    with OleFileIO(str(path)) as ole:
        content = ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read()
    try:
        return _read(content, place)
    except struct_error as error:
        raise ValueError("a record cut short") from error


def _read(content: bytes, place: Place) -> BookFacts:
    day_zero, sheets, formats, styles = DAY_ZERO, dict[str, int](), dict[int, str](), list[int]()
    for kind, at, size in _records(content, 0):
        if kind == _FILEPASS:
            raise UnreadableFile(workbook_locked(place))
        if kind == _DATEMODE:
            day_zero = DAY_ZERO_1904 if unpack_from("<H", content, at) == (1,) else DAY_ZERO
        elif kind == _BOUNDSHEET:
            sheets[_text(content, at + 6, 1)] = unpack_from("<I", content, at)[0]
        elif kind == _FORMAT and size > 5:
            formats[unpack_from("<H", content, at)[0]] = _text(content, at + 2, 2)
        elif kind == _XF:
            styles.append(unpack_from("<H", content, at + 2)[0])
    zeros = zero_styles(formats, styles)
    found: dict[str, SheetFacts] = {}
    for name, begins in sheets.items():
        found[name], extent = _read_sheet(content, begins, zeros)
        extent.check(place, name)
    return BookFacts(day_zero, found)


def _read_sheet(content: bytes, begins: int, zeros: dict[int, str]) -> tuple[SheetFacts, Extent]:
    facts, extent = SheetFacts(), Extent()
    for kind, at, size in _records(content, begins):
        if kind in _CELLS:
            row, column = unpack_from("<HH", content, at)
            count = (size - 6) // 6 if kind == _RK_RUN else 1
            extent.add(row, column + count - 1)
            if zeros:
                _take_zeros(facts, content, at, count, zeros)
        elif kind == _DIMENSIONS:
            _check_dimensions(content, at, size)
        elif kind == _ROW and size >= 16 and content[at + 12] & 0x20:  # fDyZero, MS-XLS 2.4.221
            facts.hide_rows(unpack_from("<H", content, at)[0])
        elif kind == _COLINFO and content[at + 8] & 1:  # fHidden, MS-XLS 2.4.53
            first, last = unpack_from("<HH", content, at)
            facts.hidden_columns.append(range(first, last + 1))
    return facts, extent


def _take_zeros(facts: SheetFacts, content: bytes, at: int, count: int, zeros: dict[int, str]) -> None:
    """The cells of a record whose style shows zeros: a run of numbers has a style for each (MS-XLS 2.4.175)."""
    row, column = unpack_from("<HH", content, at)
    for number in range(count):
        (style,) = unpack_from("<H", content, at + 4 + 6 * number)
        if style in zeros:
            facts.zeros.append((row, column + number, zeros[style]))


def _records(content: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record to the end of the substream that begins here, those of charts inside it too."""
    depth, end = 0, len(content) - 4
    while at <= end:
        kind, size = unpack_from("<HH", content, at)
        depth += (kind == _BOF) - (kind == _EOF)
        yield kind, at + 4, size
        if kind == _EOF and depth <= 0:
            return
        at += 4 + size


def _check_dimensions(content: bytes, at: int, size: int) -> None:
    """calamine takes memory for all the cells that a sheet declares (MS-XLS 2.4.90), before it has seen one."""
    first_row, last_row, first, last = unpack_from("<IIHH" if size >= 14 else "<HHHH", content, at)
    if not (first_row <= last_row <= 1 << 16 and first <= last <= 1 << 8):
        raise ValueError("more cells than a sheet has")


def _text(content: bytes, at: int, width: int) -> str:
    """A short text: its length in so many bytes, then, from Excel 97 on, whether it is UTF-16 (MS-XLS 2.5.240)."""
    length = int.from_bytes(content[at : at + width], "little")
    wide = content[at + width] & 1
    at += width + 1
    return content[at : at + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", errors="replace")
