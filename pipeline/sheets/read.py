"""Workbooks and CSV files as plain values, every cell where Excel has it.

Comes in: a path to .xlsx (also .xls, .xlsb, .ods) or .csv. Goes out: sheets of rows whose position is the
cell's address. Numbers without decimals come as `int`, since a workbook stores 42 as 42.0; text is not
touched, so `0042` keeps its zeros. A formula gives its last computed value, and an error such as #N/A an
empty cell.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from pipeline.problems import Place, UnreadableFile, file_place
from pipeline.problems.roster import workbook_locked, workbook_missing, workbook_unreadable

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell holds; None where it is empty."""

CSV_SHEET = "Medarbejdere"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[6][2]` is C7. Rows may be of different length."""

    name: str
    rows: list[list[Cell]]


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of a workbook in its order, hidden ones too; a CSV file is one sheet, `Medarbejdere`.

    Raises UnreadableFile for a file that is missing, locked by a password, or no workbook.
    """
    place = file_place(path)
    if not path.is_file():
        raise UnreadableFile(workbook_missing(place))
    if path.suffix.lower() in (".csv", ".txt", ".tsv"):
        return [Sheet(CSV_SHEET, _csv_rows(path.read_bytes(), place))]
    return _workbook_sheets(path, place)


def cell_name(row: int, column: int) -> str:
    """`C7` for row 6, column 2."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """`C` for column 2, `AA` for column 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# --- workbooks ----------------------------------------------------------------------------------


def _workbook_sheets(path: Path, place: Place) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            return [Sheet(name, _rows(workbook.get_sheet_by_name(name))) for name in workbook.sheet_names]
    except PasswordError as error:
        raise UnreadableFile(workbook_locked(place)) from error
    except (CalamineError, OSError) as error:
        raise UnreadableFile(workbook_unreadable(place)) from error


def _rows(sheet: CalamineSheet) -> list[list[Cell]]:
    return [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _plain(value: Cell) -> Cell:
    """An empty cell is None, and 42.0 is 42."""
    if value == "":
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


# --- CSV ----------------------------------------------------------------------------------------


def _csv_rows(data: bytes, place: Place) -> list[list[Cell]]:
    text = _decoded(data)
    if "\0" in text:  # a workbook or picture that was renamed
        raise UnreadableFile(workbook_unreadable(place))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return [[value or None for value in row] for row in reader]
    except csv.Error as error:
        raise UnreadableFile(workbook_unreadable(place)) from error


def _decoded(data: bytes) -> str:
    """Danish exports are UTF-8 or Windows-1252; Excel's own "CSV UTF-8" has a byte order mark, UTF-16 too."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Semicolon is Danish Excel's own; comma and tab only where they clearly part the first lines instead."""
    top = "\n".join(text.splitlines()[:20])
    return max(";\t,", key=top.count)
