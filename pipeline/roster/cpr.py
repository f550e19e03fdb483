"""Finds CPR numbers in a sheet and takes them out before anything else is read.

A CPR number is ten digits that begin with a valid day, `ddmmyyxxxx`, `ddmmyy-xxxx` or parted otherwise,
alone or inside a longer text; in a number cell it may have lost its leading zero. The last four digits
prove nothing: the check digit was given up in 2007. Employee numbers and codes that merely look alike are
told apart by how the rest of their column is numbered; with a hyphen it is always a CPR number.

Two rows with one CPR number are one person: that much is kept, as a token that only this reading understands.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.cpr import holds_cpr, lost_its_zero
from pipeline.roster.spelling import as_text, fold
from pipeline.sheets.read import Cell, Sheet

_HEADERS = frozenset(("personnummer", "personnr", "pnr", "personcivilregistrationidentifier"))
_OTHER_NUMBERS = (
    "telefon",
    "tlf",
    "mobil",
    "adtelefon",
    "phone",
    "workphone",
    "arbejdstelefon",
    "lokalnr",
    "fax",
    "cvr",
    "ean",
    "gln",
    "pnummer",
    "konto",
)
"""Headers of columns that nothing is kept of and that hold long numbers of another kind."""
_NOBODY = "0000"
"""The last digits of the made-up CPR numbers of SD Løn: they may stand at several people."""


@dataclass(frozen=True, slots=True)
class CprSpots:
    """Where CPR numbers stand below the headers: whole columns, and single cells (row, column)."""

    columns: tuple[int, ...]
    cells: tuple[tuple[int, int], ...]
    persons: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    """Row → a token that is equal for equal CPR numbers; it cannot be turned back, nor compared with another reading's."""


def is_cpr_header(cell: Cell) -> bool:
    """Whether a header announces CPR numbers."""
    word = fold(as_text(cell))
    return "cpr" in word or word in _HEADERS


def _numbers_units(sheet: Sheet, header: int) -> bool:
    """Whether the sheet is of units: `pNr` is then the number of a production unit (Opus) and nobody's CPR number."""
    words = {fold(as_text(cell)) for cell in sheet.rows[header]} if header >= 0 else set()
    return bool(words & {"parentorgunit", "longname", "foraeldreafdelingskode", "parentid"})


def find_cpr(sheet: Sheet, header: int, read: Iterable[int], codes: Mapping[int, int]) -> CprSpots:
    """Every column and cell below the header that holds CPR numbers.

    `read` are the columns something is kept of. `codes` maps a column of numbers or codes to the column
    whose way of numbering it follows: leaders are numbered as employees are. A column goes as a whole when
    its header or at least half of its cells say CPR, otherwise the single cells do.
    """
    kept = set(read)
    columns: list[int] = []
    cells: list[tuple[int, int]] = []
    of_units = _numbers_units(sheet, header)
    for column in range(max((len(row) for row in sheet.rows), default=0)):
        title = _cell(sheet, header, column) if header >= 0 else None
        if of_units and fold(as_text(title)) == "pnr":
            continue
        announced = is_cpr_header(title)
        hits = [] if announced else _hits(sheet, header, column, kept, codes)
        if announced or (hits and 2 * len(hits) >= len(_texts(sheet, header, column))):
            columns.append(column)
        else:
            cells += [(row, column) for row in hits]
    return CprSpots(tuple(columns), tuple(cells), _persons(sheet, header, columns))


def cpr_cells_of(sheet: Sheet, header: int | None) -> frozenset[tuple[int, int]]:
    """The filled cells of a sheet that hold CPR numbers, whatever else the sheet is.

    A column goes as a whole where its header or nearly all of it says so: people's own remarks beside a few numbers stay.
    """
    first = -1 if header is None else header
    spots = find_cpr(sheet, first, (), {})
    cells = set(spots.cells)
    for column in spots.columns:
        texts = _texts(sheet, first, column)
        hits = {row for row, text in texts.items() if holds_cpr(text) or lost_its_zero(text)}
        announced = header is not None and is_cpr_header(_cell(sheet, header, column))
        cells |= {(row, column) for row in (texts if announced or 5 * len(hits) >= 4 * len(texts) else hits)}
    return frozenset(cells)


def empty_cells(sheet: Sheet, header: int, spots: CprSpots) -> None:
    """Empties the cells in the sheet itself, so that no copy of it keeps a CPR number."""
    for column in spots.columns:
        for row in sheet.rows[header + 1 :]:
            if column < len(row):
                row[column] = None
    for row_number, column in spots.cells:
        sheet.rows[row_number][column] = None


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


def _hits(sheet: Sheet, header: int, column: int, kept: set[int], codes: Mapping[int, int]) -> list[int]:
    """The rows of a column whose cell holds a CPR number.

    In a column that is not kept, nine bare digits are one only in the company of many.
    """
    suspects = _suspects(sheet, header, column)
    if not suspects or _is_other_number(sheet, header, column, kept):
        return []
    texts = _texts(sheet, header, column)
    sure = {row for row, text in texts.items() if text in suspects and holds_cpr(text)}
    short = {row for row, text in texts.items() if text in suspects and lost_its_zero(text)}
    if column not in kept and 2 * len(sure | short) < len(texts):
        short = set()
    followed = codes.get(column)
    own = own_lengths(_texts(sheet, header, followed).values()) if followed is not None else frozenset()
    return [row for row in sorted(sure | short) if not (texts[row].isdecimal() and len(texts[row]) in own)]


def _suspects(sheet: Sheet, header: int, column: int) -> set[str]:
    """The different texts of a column that may be CPR numbers: most columns have none, and are done with."""
    different = {row[column] for row in sheet.rows[header + 1 :] if column < len(row)}
    texts = {as_text(cell) for cell in different if isinstance(cell, str | int)}
    return {text for text in texts if holds_cpr(text) or lost_its_zero(text)}


def _is_other_number(sheet: Sheet, header: int, column: int, kept: set[int]) -> bool:
    title = _cell(sheet, header, column) if header >= 0 else None
    return column not in kept and fold(as_text(title)).startswith(_OTHER_NUMBERS)


def _texts(sheet: Sheet, header: int, column: int) -> dict[int, str]:
    """Row → text of the filled cells of a column that could hold a number at all."""
    found = {}
    for row in range(header + 1, len(sheet.rows)):
        cell = _cell(sheet, row, column)
        if isinstance(cell, str | int) and not isinstance(cell, bool):
            found[row] = as_text(cell)
    return found


def _persons(sheet: Sheet, header: int, columns: Sequence[int]) -> dict[int, bytes]:
    """Who stands in a row, by the column of the people's own CPR numbers; nothing where there is none."""
    own = [c for c in columns if header >= 0 and "leder" not in fold(as_text(_cell(sheet, header, c)))]
    if not own:
        return {}
    secret = secrets.token_bytes(16)
    found = {}
    for row, text in _texts(sheet, header, own[0]).items():
        digits = "".join(c for c in text if c.isdecimal()).zfill(10)
        if len(digits) == 10 and not digits.endswith(_NOBODY) and holds_cpr(digits):
            found[row] = hashlib.blake2b(digits.encode(), key=secret, digest_size=16).digest()
    return found


def _cell(sheet: Sheet, row: int, column: int) -> Cell:
    cells = sheet.rows[row]
    return cells[column] if column < len(cells) else None
