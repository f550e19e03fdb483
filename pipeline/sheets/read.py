"""Workbooks and CSV files as plain values, every cell where Excel has it.

Comes in: a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods), a CSV file, or a folder of them; what a file is, its content tells
and not its name. Goes out: sheets of columns where a cell's position is its address. Text comes clean and `0042` keeps its
zeros; numbers without decimals come as `int`, since a workbook stores 42 as 42.0. A formula gives its last computed
value, and an error such as #N/A an empty cell. Anything else is one problem that says what the file is.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.problems import Problem, UnreadableFile, file_place
from pipeline.problems.roster import workbook_missing, workbook_unreadable
from pipeline.problems.sheets import folder_without_sheets, too_large
from pipeline.sheets.csv_text import csv_columns
from pipeline.sheets.decoding import decoded
from pipeline.sheets.file_kind import kind_of
from pipeline.sheets.plain import Plain, clean
from pipeline.sheets.sheet import CSV_SHEET, Cell, Sheet, cell_name, column_name
from pipeline.sheets.workbook import workbook_sheets

__all__ = ["CSV_SHEET", "Cell", "Sheet", "cell_name", "clean", "column_name", "read_sheets"]

_LARGEST = 1024**3
_SHEETS = (".csv", ".ods", ".tab", ".tsv", ".txt", ".xls", ".xlsb", ".xlsm", ".xlsx")
"""What a file in a folder must be called to be meant; others lie beside them."""


def read_sheets(path: Path, as_typed: bool = False) -> list[Sheet]:
    """The sheets of a workbook in its order, hidden ones too; a CSV file is one sheet, `Medarbejdere`.

    A folder is read as one workbook: the sheets of each file in it by the files' names, one that stands alone in its file
    called by the file's name. `as_typed` leaves text as it is, with its line breaks. Raises UnreadableFile for a file
    that is missing, locked by a password, damaged, too large or no workbook, and for a folder without any.
    """
    return _folder_sheets(path, as_typed) if path.is_dir() else _file_sheets(path, as_typed)


def _folder_sheets(folder: Path, as_typed: bool) -> list[Sheet]:
    found: list[Sheet] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _SHEETS and not path.name.startswith(("~$", ".")) and path.is_file():
            sheets = _file_sheets(path, as_typed)
            found += [replace(sheets[0], name=path.stem)] if len(sheets) == 1 else sheets
    if not found:
        raise UnreadableFile(folder_without_sheets(file_place(folder)))
    return found


def _file_sheets(path: Path, as_typed: bool) -> list[Sheet]:
    place, plain = file_place(path), Plain(as_typed)
    if not path.is_file():
        raise UnreadableFile(workbook_missing(place))
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableFile(too_large(place))
        kind = kind_of(path, place)
        text = decoded(path.read_bytes()) if kind == "text" else None
    except OSError as error:
        raise UnreadableFile(workbook_unreadable(place)) from error
    if isinstance(kind, Problem):
        raise UnreadableFile(kind)
    if kind != "text":
        return workbook_sheets(path, kind, place, plain)
    if text is None:
        raise UnreadableFile(workbook_unreadable(place))
    return [Sheet(CSV_SHEET, csv_columns(text, place, plain), path)]
