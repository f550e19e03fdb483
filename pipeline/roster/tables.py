"""A sheet as a table: where its headers stand, and what a field's cell holds.

The only room that knows rows and columns by number; problems get their place (`Medarbejdere!C7`) from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.cpr import holds_cpr
from pipeline.model import RosterColumn, RosterSheet
from pipeline.problems import Place, Problem, file_place
from pipeline.problems import roster_columns as problem
from pipeline.roster.cpr import CprSpots, empty_cells, find_cpr
from pipeline.roster.headers import Chosen, choose_columns, fields_of, meaning_of, repeated_headers
from pipeline.roster.spelling import as_text, fold
from pipeline.roster.vocabulary import PEOPLE, Vocabulary
from pipeline.roster.wanted import Wanted
from pipeline.sheets.read import Cell, Sheet, cell_name, column_name

Holds = Literal["people", "groups", "units", "leaders", "engagements", "titles"]

_PEOPLE = "(medarbejdere|ansatte|personer|rækker)"
_SUM = "i ?alt|(hoved|sub|grand )?totalt?|sum|antal"
_TOTAL = re.compile(rf"(({_SUM})( {_PEOPLE})?( i ?alt)?|{_PEOPLE} i ?alt)[\s:=.\d]*", re.IGNORECASE)
_SUBTOTAL = re.compile(r".+ (i ?alt|antal|total|subtotal)", re.IGNORECASE)
"""What Excel's own subtotals call a row: the unit, and »Antal« after it."""
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b.*")
_YES_NO = frozenset(("ja", "nej", "j", "n", "yes", "no", "y", "true", "false", "sand", "falsk", "x"))
_DATES = ("employed_on", "leaves_on", "talk_on", "delegated_from", "delegated_until", "consulted_on")


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
    persons: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    month_first: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    file: str = ""
    beside: Table | None = None
    rows_beside: Mapping[int, int] = field(default_factory=dict, repr=False)

    def rows(self) -> range:
        """The rows below the headers."""
        return range(self.header + 1, len(self.sheet.rows))

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
        cells = self.sheet.rows[row]
        return cells[column] if column < len(cells) else None

    def text(self, row: int, field: str) -> str:
        """The cell as text."""
        column = self.columns.get(field)
        if column is None:
            return as_text(self.cell(row, field)) if self.beside else ""
        cells = self.sheet.rows[row]
        return as_text(cells[column]) if column < len(cells) else ""

    def said(self, row: int) -> dict[str, str]:
        """The filled cells of the row as text, by field; those of the table beside where this one says nothing."""
        cells = self.sheet.rows[row]
        there = len(cells)
        said = {
            name: as_text(cell)
            for name, column in self.columns.items()
            if column < there and (cell := cells[column]) is not None
        }
        if self.beside is None or row not in self.rows_beside:
            return said
        return self.beside.said(self.rows_beside[row]) | said

    def person(self, row: int) -> bytes | None:
        """A token of who stands in the row, where the sheet (or the one beside) had a CPR number to tell."""
        if row in self.persons or self.beside is None:
            return self.persons.get(row)
        return self.beside.persons.get(self.rows_beside.get(row, -1))

    def filled(self, row: int) -> int:
        """How many cells of the row hold anything."""
        return sum(1 for cell in self.sheet.rows[row] if cell is not None)

    def is_filler(self, row: int) -> bool:
        """Whether a row is blank, repeats the headers, or begins with a total."""
        cells, headers = self.sheet.rows[row], self.sheet.rows[self.header]
        first = next((text for cell in cells if (text := as_text(cell))), "")
        repeats = all(cell is None or cell == header for cell, header in zip(cells, headers, strict=False))
        if not first or repeats or _TOTAL.fullmatch(first):
            return True
        return _SUBTOTAL.fullmatch(first) is not None and self.filled(row) <= 3

    def header_of(self, field: str) -> str:
        """The field's header as its sheet writes it."""
        if field not in self.columns and self.beside is not None:
            return self.beside.header_of(field)
        return quotable(self.sheet.rows[self.header], self.columns[field])

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

    def place_at(self, row: int, column: int) -> Place:
        """A cell of the sheet as a problem names it."""
        return Place(self.file, f"{self.sheet.name}!{cell_name(row, column)}")


def make_table(
    sheet: Sheet, header: int, holds: Holds, vocabulary: Vocabulary, wanted: Wanted
) -> tuple[Table, RosterSheet, list[Problem]]:
    """The sheet as a table without CPR numbers, and what its columns were read as.

    Problems: `cpr-dropped`, `column-twice`, `column-unsure`, `rows-hidden`, `columns-hidden`, none of which blocks, and
    `dates-month-first`. The CPR numbers are gone from the sheet itself.
    """
    chosen = choose_columns(sheet, header, vocabulary, wanted.columns)
    columns = dict(chosen.columns)
    if holds == "people":
        columns = _leader_flags(sheet, header, columns, wanted)
    spots = find_cpr(sheet, header, columns.values(), numbering(columns))
    empty_cells(sheet, header, spots)
    unsure = frozenset(chosen.unsure.values())
    doubtful = _month_first(sheet, header, columns)
    file = file_place(sheet.file).file
    table = Table(sheet, header, columns, spots.columns, spots.persons, doubtful, unsure, file)
    source = RosterSheet(file, sheet.name, holds, header + 1, tuple(_read_as(table, chosen, vocabulary)))
    problems = [*_about_cpr(table, spots), *_about_columns(table, chosen, vocabulary), *_about_hidden(table)]
    problems += [
        problem.dates_month_first(table.place(header, name), table.header_of(name))
        for name in sorted(table.month_first)
    ]
    return table, source, problems


def is_total(text: str) -> bool:
    """Whether a text is what stands at the total of a list, in place of a name."""
    return _TOTAL.fullmatch(text) is not None or _SUBTOTAL.fullmatch(text) is not None


def quotable(headers: Sequence[Cell], column: int) -> str:
    """A header for a problem's text; the column's letter where a CPR number stands in it, or nothing."""
    text = as_text(headers[column]) if column < len(headers) else ""
    return column_name(column) if not text or holds_cpr(text) else text


def _leader_flags(sheet: Sheet, header: int, columns: dict[str, int], wanted: Wanted) -> dict[str, int]:
    """A column `Leder` that says yes or no in every cell tells who is one, not whose one has; another may tell that."""
    column = columns.get("leader")
    if column is None or "is_leader" in columns:
        return columns
    said = {row[column] for row in sheet.rows[header + 1 :] if column < len(row)} - {None}
    texts = {fold(as_text(cell)) for cell in said}
    if said and (
        texts == {"0", "1"} or all(isinstance(c, bool) or fold(as_text(c)) in _YES_NO for c in said)
    ):
        columns["is_leader"] = columns.pop("leader")
        others = fields_of(sheet.rows[header], PEOPLE, wanted.columns)["leader"]
        other = next((other for other in others if other != column), None)
        columns |= {} if other is None else {"leader": other}
    return columns


def _month_first(sheet: Sheet, header: int, columns: Mapping[str, int]) -> frozenset[str]:
    """The date fields whose slashed dates may have the month first.

    Where some date of the sheet has a month over 12 if the day comes first, they are all of them but those whose own
    dates prove the day first: a column of nothing but 5/1/2026 proves neither.
    """
    proofs: dict[str, tuple[bool, bool]] = {}
    for name in _DATES:
        column = columns.get(name)
        if column is None:
            continue
        texts = {row[column] for row in sheet.rows[header + 1 :] if column < len(row)}
        matches = [match for text in texts if isinstance(text, str) and (match := _SLASHED.fullmatch(text))]
        parts = [(int(match[1]), int(match[2])) for match in matches]
        if parts:
            month_first = any(first <= 12 < second <= 31 for first, second in parts)
            proofs[name] = month_first, any(second <= 12 < first <= 31 for first, second in parts)
    if not any(month_first for month_first, _ in proofs.values()):
        return frozenset()
    return frozenset(
        name for name, (month_first, day_first) in proofs.items() if month_first or not day_first
    )


def is_slashed(text: str) -> bool:
    """Whether a text is a date with slashes, of which the month may come first."""
    return _SLASHED.fullmatch(text) is not None


def _read_as(table: Table, chosen: Chosen, vocabulary: Vocabulary) -> Iterator[RosterColumn]:
    """What was made of every column that has a header or was emptied."""
    headers = table.sheet.rows[table.header]
    fields = {column: name for name, column in reversed(list(table.columns.items()))}
    for column in range(max(len(headers), *(column + 1 for column in (*table.dropped, 0)))):
        header = as_text(headers[column]) if column < len(headers) else ""
        if not header and column not in table.dropped:
            continue
        shown = quotable(headers, column)
        if column in table.dropped:
            yield RosterColumn(column_name(column), shown, "", "cpr")
        elif column in fields:
            how: Literal["mus.toml", "header"] = "mus.toml" if column in chosen.mapped else "header"
            yield RosterColumn(column_name(column), shown, meaning_of(fields[column], vocabulary), how)
        elif column in chosen.unsure:
            meaning = meaning_of(chosen.unsure[column], vocabulary)
            yield RosterColumn(column_name(column), shown, meaning, "unsure")
        else:
            silent: Literal["mus.toml", "unread"] = "mus.toml" if column in chosen.silenced else "unread"
            yield RosterColumn(column_name(column), shown, "", silent)


def _about_cpr(table: Table, spots: CprSpots) -> Iterator[Problem]:
    for column in spots.columns:
        yield problem.cpr_column_dropped(table.place_at(table.header, column), column_name(column))
    for row, column in spots.cells:
        yield problem.cpr_cell_dropped(table.place_at(row, column))


def _about_columns(table: Table, chosen: Chosen, vocabulary: Vocabulary) -> Iterator[Problem]:
    headers = table.sheet.rows[table.header]
    for column, used in repeated_headers(headers, table.columns):
        if column not in table.dropped and column not in chosen.silenced:
            place = table.place_at(table.header, column)
            yield problem.column_twice(place, quotable(headers, column), column_name(used))
    for column, name in chosen.unsure.items():
        if column not in table.dropped and not holds_cpr(as_text(headers[column])):
            place = table.place_at(table.header, column)
            yield problem.column_unsure(place, as_text(headers[column]), meaning_of(name, vocabulary))


def _about_hidden(table: Table) -> Iterator[Problem]:
    """Hidden rows that hold anything, and hidden columns that are read."""
    sheet = table.sheet
    rows = [row for row in sheet.hidden_rows if row in table.rows() and table.filled(row)]
    if rows:
        yield problem.rows_hidden(table.place_at(rows[0], 0), _ranges(rows), len(rows))
    columns = [column for column in sheet.hidden_columns if column in table.columns.values()]
    if columns:
        place = table.place_at(table.header, columns[0])
        yield problem.columns_hidden(place, [column_name(column) for column in columns])


def _ranges(rows: Sequence[int]) -> str:
    """`5-9, 12`: rows as Excel numbers them, at most six stretches."""
    stretches: list[list[int]] = []
    for row in rows:
        if stretches and row == stretches[-1][1] + 1:
            stretches[-1][1] = row
        else:
            stretches.append([row, row])
    shown = [f"{a + 1}" if a == b else f"{a + 1}-{b + 1}" for a, b in stretches[:6]]
    return ", ".join(shown) + (" …" if len(stretches) > 6 else "")


def numbering(columns: Mapping[str, int]) -> dict[int, int]:
    """The column whose way of numbering each column of codes follows: leaders are numbered as employees."""
    people = {
        name: "number" for name in ("number", "leader_number", "leader", "delegate") if "number" in columns
    }
    alone = ("unit_code", "parent_unit", "agreement", "group", "id", "code", "parent", "username")
    codes = people | {name: name for name in alone}
    return {columns[name]: columns[followed] for name, followed in codes.items() if name in columns}
