"""A sheet as a table: where its headers stand, and what a field's cell holds.

The only room that knows rows and columns by number; problems get their place (`Medarbejdere!C7`) from here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.cpr import holds_cpr
from pipeline.problems import Place
from pipeline.roster.spelling import as_text
from pipeline.sheets.read import Cell, Sheet, cell_name, column_name

Holds = Literal["people", "groups", "units", "leaders", "engagements", "titles"]

_PEOPLE = "(medarbejdere|ansatte|personer|rækker)"
_SUM = "i ?alt|(hoved|sub|grand )?totalt?|sum|antal"
_TOTAL = re.compile(rf"(({_SUM})( {_PEOPLE})?( i ?alt)?|{_PEOPLE} i ?alt)[\s:=.\d]*", re.IGNORECASE)
_SUBTOTAL = re.compile(r".+ (i ?alt|antal|total|subtotal)", re.IGNORECASE)
"""What Excel's own subtotals call a row: the unit, and »Antal« after it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet, its row of headers, and the column of each field that has one. Rows are counted from 0.

    `dropped` are the columns that were emptied because they held CPR numbers, `persons` tells equal ones by row.
    In the fields of `month_first` slashed dates can be read in two ways; `unsure` are the fields that some unread header
    looks like. `beside` is another table with a row for each
    of this one's: what this table has no column for is looked up there.
    """

    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    dropped: tuple[int, ...] = ()
    persons: Mapping[int, int] = field(default_factory=dict, repr=False)
    month_first: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    file: str = ""
    beside: Table | None = None
    rows_beside: Mapping[int, int] = field(default_factory=dict, repr=False)

    def rows(self) -> range:
        """The rows below the headers."""
        return range(self.header + 1, self.sheet.height)

    def has(self, field: str) -> bool:
        """Whether there is a column for a field, here or beside."""
        return field in self.columns or (self.beside is not None and field in self.beside.columns)

    def cell(self, row: int, field: str) -> Cell:
        """What stands in the field's column, None where it is empty or there is no such column."""
        column = self.columns.get(field)
        if column is None:
            if self.beside is None or row not in self.rows_beside:
                return None
            return self.beside.cell(self.rows_beside[row], field)
        return self.sheet.columns[column][row]

    def text(self, row: int, field: str) -> str:
        """The cell as text."""
        column = self.columns.get(field)
        if column is None:
            return as_text(self.cell(row, field)) if self.beside else ""
        return as_text(self.sheet.columns[column][row])

    def cells(self, field: str) -> list[Cell]:
        """The field's cells below the headers: `cell` of every row."""
        column = self.columns.get(field)
        if column is not None:
            return self.sheet.below(self.header, column)
        return [self.cell(row, field) for row in self.rows()] if self.beside else [None] * len(self.rows())

    def said(self, field: str) -> list[str]:
        """The field's cells below the headers as text; that of the table beside where this one's is empty."""
        texts = [cell if isinstance(cell, str) else as_text(cell) for cell in self.cells(field)]
        if self.beside is None or field not in self.columns or field not in self.beside.columns:
            return texts
        beside = ((self.rows_beside.get(row), text) for row, text in zip(self.rows(), texts, strict=True))
        return [text or ("" if row is None else self.beside.text(row, field)) for row, text in beside]

    def person(self, row: int) -> int | None:
        """A token of who stands in the row, where the sheet (or the one beside) had a CPR number to tell."""
        if row in self.persons or self.beside is None:
            return self.persons.get(row)
        return self.beside.persons.get(self.rows_beside.get(row, -1))

    def filled(self, row: int) -> int:
        """How many cells of the row hold anything."""
        return sum(1 for cell in self.sheet.row(row) if cell is not None)

    def is_filler(self, row: int) -> bool:
        """Whether a row is blank, repeats the headers, or begins with a total."""
        cells, headers = self.sheet.row(row), self.sheet.row(self.header)
        first = next((text for cell in cells if (text := as_text(cell))), "")
        while headers and headers[-1] is None:
            headers.pop()  # a repeated header may have a word beside it: `Side 2`
        repeats = all(cell is None or cell == header for cell, header in zip(cells, headers, strict=False))
        if not first or repeats or _TOTAL.fullmatch(first):
            return True
        return _SUBTOTAL.fullmatch(first) is not None and self.filled(row) <= 3

    def header_of(self, field: str) -> str:
        """The field's header as its sheet writes it."""
        if field not in self.columns and self.beside is not None:
            return self.beside.header_of(field)
        return quotable(self.sheet.row(self.header), self.columns[field])

    def place(self, row: int, field: str) -> Place:
        """The field's cell; the first cell of the row where there is no such column."""
        if (
            field not in self.columns
            and self.beside
            and field in self.beside.columns
            and row in self.rows_beside
        ):
            return self.beside.place(self.rows_beside[row], field)
        return self.place_at(row, self.columns.get(field, 0))

    def places(self, field: str) -> list[Place]:
        """The field's cells below the headers: `place` of every row."""
        if field not in self.columns and self.beside:
            return [self.place(row, field) for row in self.rows()]
        before = f"{self.sheet.name}!{column_name(self.columns.get(field, 0))}"
        return [Place(self.file, f"{before}{row + 1}") for row in self.rows()]

    def place_at(self, row: int, column: int) -> Place:
        """A cell of the sheet as a problem names it."""
        return Place(self.file, f"{self.sheet.name}!{cell_name(row, column)}")


def is_total(text: str) -> bool:
    """Whether a text is what stands at the total of a list, in place of a name."""
    if not _may_be_total(text):
        return False
    return _TOTAL.fullmatch(text) is not None or _SUBTOTAL.fullmatch(text) is not None


def _may_be_total(text: str) -> bool:
    """Whether one of the words for a total can be in the text, as in hardly any name."""
    folded = text.casefold()
    return "alt" in folded or "tal" in folded or "sum" in folded


def quotable(headers: Sequence[Cell], column: int) -> str:
    """A header for a problem's text; the column's letter where a CPR number stands in it, or nothing."""
    text = as_text(headers[column])
    return column_name(column) if not text or holds_cpr(text) else text
