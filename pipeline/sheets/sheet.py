"""A sheet as plain values: what every reader of this room hands on, and what a cell is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from operator import itemgetter
from pathlib import Path

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell holds; None where it is empty."""

CSV_SHEET = "Medarbejdere"

DAY_ZERO, DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
"""What the number 0 means as a date (ECMA-376 18.17.4.1). Excel for the Mac counted from 1904 until 2011."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[6][2]` is C7. Rows may be of different length.

    Hidden rows and columns are counted from 0, and only those within the rows; a filter hides rows too. `day_zero`
    is the day a bare serial number 0 means: a cell that shows a date comes as that date whatever it is.
    """

    name: str
    rows: list[list[Cell]]
    file: Path = Path()
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    day_zero: date = DAY_ZERO


def column_of(rows: Sequence[Sequence[Cell]], column: int) -> list[Cell]:
    """The cells of a column, None where a row is too short."""
    try:
        return list(map(itemgetter(column), rows))
    except IndexError:
        return [row[column] if column < len(row) else None for row in rows]


def cell_name(row: int, column: int) -> str:
    """`C7` for row 6, column 2."""
    return f"{column_name(column)}{row + 1}"


@cache
def column_name(column: int) -> str:
    """`C` for column 2, `AA` for column 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: bytes) -> int:
    """2 for `C`, 26 for `AA`: what `column_name` undoes."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number - 1
