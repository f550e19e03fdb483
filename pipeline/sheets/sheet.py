"""A sheet as plain values: what every reader of this room hands on, and what a cell is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from pathlib import Path

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell holds; None where it is empty."""

CSV_SHEET = "Medarbejdere"

DAY_ZERO, DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
"""What the number 0 means as a date (ECMA-376 18.17.4.1). Excel for the Mac counted from 1904 until 2011."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `columns[2][6]` is C7. All columns are equally long.

    Hidden rows and columns are counted from 0, and only those within the rows; a filter hides rows too. `day_zero`
    is the day a bare serial number 0 means: a cell that shows a date comes as that date whatever it is.

    It is kept by columns because it is read by columns: of 45,000 rows, read and every column gone through twice, 1.5 s
    of processor time where rows took 1.8.
    """

    name: str
    columns: list[list[Cell]]
    file: Path = Path()
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    day_zero: date = DAY_ZERO

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.columns[0]) if self.columns else 0

    def row(self, number: int) -> list[Cell]:
        """The cells of one row: `row(6)[2]` is C7."""
        return [column[number] for column in self.columns]

    def below(self, header: int, column: int) -> list[Cell]:
        """The cells of a column under a row of headers."""
        return self.columns[column][header + 1 :]

    def rows(self, end: int | None = None) -> Iterator[tuple[Cell, ...]]:
        """The rows, or the first ones alone."""
        return islice(zip(*self.columns, strict=True), end)


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
