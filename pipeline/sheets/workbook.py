"""A workbook's sheets through python-calamine, with what it does not tell.

Measured of calamine 0.9.1: `iter_rows` begins in row 1, but in the first column that holds anything. A cell with a date
format comes as the right day in workbooks that count from 1900 and from 1904, of all four formats; a bare number stays
one, and so does a date after 9999. 0 with a date format is midnight, a time. An error is "", a whole number of .xlsx and
.ods a float, and in an .ods a time beyond 24 hours its text, `PT30H00M00S`. It knows merged cells of
.xlsx and .xls alone. On some damaged files it panics, and the trace goes to the terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pipeline.problems import Place, UnreadableFile
from pipeline.problems.roster import workbook_locked, workbook_unreadable
from pipeline.sheets.facts.found import MOST_CELLS, Block, BookFacts, SheetFacts, shown_by
from pipeline.sheets.facts.ods import ods_facts
from pipeline.sheets.facts.xls import xls_facts
from pipeline.sheets.facts.xlsb import xlsb_facts
from pipeline.sheets.facts.xlsx import xlsx_facts
from pipeline.sheets.package import DAMAGED, Package
from pipeline.sheets.plain import Plain
from pipeline.sheets.sheet import Cell, Sheet

_FACTS: Mapping[str, Callable[[Package, Place], BookFacts]] = {
    "xlsx": xlsx_facts,
    "xlsb": xlsb_facts,
    "ods": ods_facts,
}


def workbook_sheets(path: Path, kind: str, place: Place, plain: Plain) -> list[Sheet]:
    """The worksheets in their order, hidden ones too. Raises UnreadableFile for one that is locked, damaged or too large."""
    try:
        facts = _facts(path, kind, place)
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            hidden = {
                sheet.name for sheet in book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible
            }
            return [_sheet(book, name, path, name in hidden, facts, plain) for name in names]
    except PasswordError as error:
        raise UnreadableFile(workbook_locked(place)) from error
    except (CalamineError, *DAMAGED) as error:
        raise UnreadableFile(workbook_unreadable(place)) from error
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":  # a panic of calamine's, which is no Exception
            raise
        raise UnreadableFile(workbook_unreadable(place)) from error


def _facts(path: Path, kind: str, place: Place) -> BookFacts:
    if kind == "xls":
        return xls_facts(path, place)
    with Package(path, place) as package:
        return _FACTS[kind](package, place)


def _sheet(
    book: CalamineWorkbook, name: str, path: Path, hidden: bool, facts: BookFacts, plain: Plain
) -> Sheet:
    found = facts.sheets.get(name, SheetFacts())
    columns = _columns(book.get_sheet_by_name(name), found, plain)
    height = len(columns[0]) if columns else 0
    return Sheet(
        name,
        columns,
        path,
        hidden,
        _within(found.hidden_rows, height),
        _within(found.hidden_columns, len(columns)),
        facts.day_zero,
    )


def _columns(sheet: CalamineSheet, facts: SheetFacts, plain: Plain) -> list[list[Cell]]:
    """The columns from A1 on, zeros and merged cells as they show. The sheet of calamine's is gone when this returns."""
    columns = plain.columns(sheet.iter_rows(), MOST_CELLS)
    if columns and sheet.start:
        columns[:0] = ([None] * len(columns[0]) for _ in range(sheet.start[1]))
    for row, column, pattern in facts.zeros:
        if column < len(columns) and row < len(columns[column]):
            _show_zeros(columns[column], row, pattern)
    merged = [
        Block(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    for block in merged or facts.merged:
        if block.left == block.right and block.left < len(columns):
            _fill_down(columns[block.left], block)
    return columns


def _within(ranges: Iterable[range], end: int) -> tuple[int, ...]:
    """The numbers in the ranges that come before an end, each once and in order."""
    return tuple(sorted({number for some in ranges for number in range(some.start, min(some.stop, end))}))


def _show_zeros(column: list[Cell], row: int, pattern: str) -> None:
    number = column[row]
    if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
        column[row] = shown_by(pattern, number)


def _fill_down(column: list[Cell], block: Block) -> None:
    """A value merged down a column stands in every row of it, as a unit does that is written once for its people."""
    value = column[block.top] if block.top < len(column) else None
    for row in range(block.top + 1, min(block.bottom + 1, len(column))):
        if value is None or column[row] is not None:
            return
        column[row] = value
