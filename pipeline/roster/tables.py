"""A sheet as a table: which sheet it is, where its headers stand, and what a field's cell holds.

The only room that knows rows and columns by number; problems get their place (`Medarbejdere!C7`) from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.cpr import holds_cpr
from pipeline.problems import Place, Problem, file_place
from pipeline.problems.roster import column_twice, cpr_cell_dropped, cpr_column_dropped
from pipeline.roster.cpr import without_cpr
from pipeline.roster.headers import fields_of, header_row, repeated_headers
from pipeline.roster.spelling import as_text, fold
from pipeline.roster.vocabulary import Vocabulary
from pipeline.sheets.read import Cell, Sheet, cell_name, column_name

_PEOPLE = "(medarbejdere|ansatte|personer|rækker)"
_TOTAL = re.compile(
    rf"((i ?alt|totalt?|sum|antal)( {_PEOPLE})?( i ?alt)?|{_PEOPLE} i ?alt)[\s:=.\d]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet, its row of headers, and the column of each field that has one. Rows are counted from 0.

    `dropped` are the columns that were emptied because they held CPR numbers.
    """

    path: Path
    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    dropped: tuple[int, ...] = ()

    def rows(self) -> Iterator[int]:
        """The rows below the headers."""
        return iter(range(self.header + 1, len(self.sheet.rows)))

    def cell(self, row: int, field: str) -> Cell:
        """What stands in the field's column, None where it is empty or the sheet has no such column."""
        column = self.columns.get(field)
        cells = self.sheet.rows[row]
        return cells[column] if column is not None and column < len(cells) else None

    def text(self, row: int, field: str) -> str:
        """The cell as text."""
        return as_text(self.cell(row, field))

    def is_filler(self, row: int) -> bool:
        """Whether a row is blank, repeats the headers, or begins with a total."""
        cells, headers = self.sheet.rows[row], self.sheet.rows[self.header]
        first = next((text for cell in cells if (text := as_text(cell))), "")
        repeats = all(cell is None or cell == header for cell, header in zip(cells, headers, strict=False))
        return not first or repeats or _TOTAL.fullmatch(first) is not None

    def header_of(self, field: str) -> str:
        """The field's header as this sheet writes it."""
        return _quotable(self.sheet.rows[self.header], self.columns[field])

    def place(self, row: int, field: str) -> Place:
        """The field's cell; the first cell of the row where the sheet has no such column."""
        return self.place_at(row, self.columns.get(field, 0))

    def place_at(self, row: int, column: int) -> Place:
        """A cell of the sheet as a problem names it."""
        return file_place(self.path, f"{self.sheet.name}!{cell_name(row, column)}")


def find_sheet(sheets: list[Sheet], name: str, vocabulary: Vocabulary, needed: set[str]) -> Sheet | None:
    """The sheet of that name, or else the one with the most known headers, among them one of those needed."""
    with_headers = [
        (len(fields), sheet) for sheet in sheets if (fields := _fields(sheet, vocabulary)) & needed
    ]
    named = [sheet for sheet in sheets if fold(sheet.name) == fold(name)]
    if named and (not with_headers or _fields(named[0], vocabulary)):
        return named[0]
    return max(with_headers, key=lambda scored: scored[0])[1] if with_headers else None


def make_table(path: Path, sheet: Sheet, header: int, vocabulary: Vocabulary) -> tuple[Table, list[Problem]]:
    """The sheet as a table without CPR numbers. Problems: `cpr-dropped`, `column-twice`; neither blocks."""
    headers = sheet.rows[header]
    columns = fields_of(headers, vocabulary)
    clean = without_cpr(sheet, header, columns.values(), _numbering(columns))
    table = Table(path, clean.sheet, header, columns, clean.columns)
    gone = [
        *(
            cpr_column_dropped(table.place_at(header, column), column_name(column))
            for column in clean.columns
        ),
        *(cpr_cell_dropped(table.place_at(row, column)) for row, column in clean.cells),
    ]
    twice = [
        column_twice(table.place_at(header, column), _quotable(headers, column), column_name(used))
        for column, used in repeated_headers(headers, columns)
    ]
    return table, [*gone, *twice]


def safely_named(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets, one whose name holds a CPR number called by its position instead."""
    return [
        Sheet(f"Ark {position}", sheet.rows) if holds_cpr(as_text(sheet.name)) else sheet
        for position, sheet in enumerate(sheets, 1)
    ]


def _quotable(headers: Sequence[Cell], column: int) -> str:
    """A header for a problem's text; the column's letter where a CPR number stands in it."""
    text = as_text(headers[column])
    return column_name(column) if holds_cpr(text) else text


def _fields(sheet: Sheet, vocabulary: Vocabulary) -> set[str]:
    header = header_row(sheet, vocabulary)
    return set() if header is None else set(fields_of(sheet.rows[header], vocabulary))


def _numbering(columns: Mapping[str, int]) -> dict[int, int]:
    """The column whose way of numbering each column of codes follows: leaders are numbered as employees."""
    people = {
        name: "number" for name in ("number", "leader_number", "leader", "delegate") if "number" in columns
    }
    codes = people | {name: name for name in ("unit_code", "parent_unit", "agreement", "group", "id")}
    return {columns[name]: columns[followed] for name, followed in codes.items() if name in columns}
