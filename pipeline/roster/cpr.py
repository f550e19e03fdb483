"""Finds CPR numbers in a sheet and takes them out before anything else is read.

A CPR number is ten digits that begin with a valid day, `ddmmyyxxxx`, `ddmmyy-xxxx` or parted otherwise,
alone or inside a longer text; in a number cell it may have lost its leading zero. The last four digits
prove nothing: the check digit was given up in 2007. Employee numbers and codes that merely look alike are
told apart by how the rest of their column is numbered; with a hyphen it is always a CPR number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.cpr import holds_cpr, lost_its_zero
from pipeline.roster.spelling import as_text, fold
from pipeline.sheets.read import Cell, Sheet

_HEADERS = frozenset(("personnummer", "personnr", "pnr", "personcivilregistrationidentifier"))
_OTHER_NUMBERS = (
    "telefon",
    "tlf",
    "mobil",
    "phone",
    "lokalnr",
    "fax",
    "cvr",
    "ean",
    "gln",
    "pnummer",
    "konto",
)
"""Headers of columns that nothing is kept of and that hold long numbers of another kind."""


@dataclass(frozen=True, slots=True)
class WithoutCpr:
    """The sheet with CPR numbers taken out, and where they stood: columns and single cells (row, column)."""

    sheet: Sheet
    columns: tuple[int, ...]
    cells: tuple[tuple[int, int], ...]


def is_cpr_header(cell: Cell) -> bool:
    """Whether a header announces CPR numbers."""
    word = fold(as_text(cell))
    return "cpr" in word or word in _HEADERS


def without_cpr(sheet: Sheet, header: int, read: Iterable[int], codes: Mapping[int, int]) -> WithoutCpr:
    """The sheet with every column and cell below the header that holds CPR numbers emptied.

    `read` are the columns something is kept of. `codes` maps a column of numbers or codes to the column
    whose way of numbering it follows: leaders are numbered as employees are. A column goes as a whole when
    its header or at least half of its cells say CPR, otherwise the single cells do.
    """
    kept = set(read)
    columns: list[int] = []
    cells: list[tuple[int, int]] = []
    for column in range(max((len(row) for row in sheet.rows), default=0)):
        texts = _texts(sheet, header, column)
        hits = (
            []
            if _is_other_number(sheet, header, column, kept)
            else _hits(texts, column, kept, sheet, header, codes)
        )
        if is_cpr_header(_cell(sheet, header, column)) or (hits and 2 * len(hits) >= len(texts)):
            columns.append(column)
        else:
            cells += [(row, column) for row in hits]
    return WithoutCpr(_emptied(sheet, header, columns, cells), tuple(columns), tuple(cells))


def own_lengths(texts: Iterable[str]) -> frozenset[int]:
    """The lengths, 9 or 10 digits, of a column's own numbers, some of which may begin like a day by chance.

    Own are three or more of the same length of which most do not begin like a day, or ten or more with so few
    beginnings that they would be a handful of birthdays.
    """
    plain = [text for text in texts if text.isdecimal()]
    return frozenset(
        length for length in (9, 10) if _is_own_numbering([text for text in plain if len(text) == length])
    )


def _is_own_numbering(numbers: list[str]) -> bool:
    if len(numbers) < 3:
        return False
    days = [padded[:6] for padded in (number.zfill(10) for number in numbers) if holds_cpr(padded)]
    return 2 * len(days) < len(numbers) or (len(numbers) >= 10 and 5 * len(set(days)) <= len(numbers))


def _hits(
    texts: Mapping[int, str], column: int, kept: set[int], sheet: Sheet, header: int, codes: Mapping[int, int]
) -> list[int]:
    """The rows of a column whose cell holds a CPR number.

    In a column that is not kept, nine bare digits are one only in the company of many.
    """
    followed = codes.get(column)
    own = own_lengths(_texts(sheet, header, followed).values()) if followed is not None else frozenset()
    sure = {row for row, text in texts.items() if holds_cpr(text)}
    short = {row for row, text in texts.items() if lost_its_zero(text)}
    if column not in kept and 2 * len(sure | short) < len(texts):
        short = set()
    return [row for row in sorted(sure | short) if not (texts[row].isdecimal() and len(texts[row]) in own)]


def _is_other_number(sheet: Sheet, header: int, column: int, kept: set[int]) -> bool:
    return column not in kept and fold(as_text(_cell(sheet, header, column))).startswith(_OTHER_NUMBERS)


def _texts(sheet: Sheet, header: int, column: int) -> dict[int, str]:
    """Row → text of the filled cells of a column that could hold a number at all."""
    found = {}
    for row in range(header + 1, len(sheet.rows)):
        cell = _cell(sheet, row, column)
        if isinstance(cell, str | int) and not isinstance(cell, bool):
            found[row] = as_text(cell)
    return found


def _cell(sheet: Sheet, row: int, column: int) -> Cell:
    cells = sheet.rows[row]
    return cells[column] if column < len(cells) else None


def _emptied(sheet: Sheet, header: int, columns: list[int], cells: list[tuple[int, int]]) -> Sheet:
    gone = set(cells) | {(row, column) for column in columns for row in range(header + 1, len(sheet.rows))}
    if not gone:
        return sheet
    rows = [
        [None if (r, c) in gone else cell for c, cell in enumerate(row)] for r, row in enumerate(sheet.rows)
    ]
    return Sheet(sheet.name, rows)
