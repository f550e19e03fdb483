"""A sheet made into a table: its columns chosen, its CPR numbers taken out, and what there is to tell of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pipeline.cpr import holds_cpr
from pipeline.model import RosterColumn, RosterSheet
from pipeline.problems import Problem, file_place
from pipeline.problems import roster_columns as problem
from pipeline.roster.cells import slashed
from pipeline.roster.cpr import CprSpots, empty_cells, find_cpr
from pipeline.roster.headers import Chosen, choose_columns, fields_of, meaning_of, repeated_headers
from pipeline.roster.spelling import as_text, fold
from pipeline.roster.tables import Holds, Table, quotable
from pipeline.roster.vocabulary import PEOPLE, Vocabulary
from pipeline.roster.wanted import Wanted
from pipeline.sheets.read import Sheet, column_name

_YES_NO = frozenset(("ja", "nej", "j", "n", "yes", "no", "y", "true", "false", "sand", "falsk", "x"))
_DATES = ("employed_on", "leaves_on", "talk_on", "delegated_from", "delegated_until", "consulted_on")


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


def _leader_flags(sheet: Sheet, header: int, columns: dict[str, int], wanted: Wanted) -> dict[str, int]:
    """A column `Leder` that says yes or no in every cell tells who is one, not whose one has; another may tell that."""
    column = columns.get("leader")
    if column is None or "is_leader" in columns:
        return columns
    said = set(sheet.below(header, column)) - {None}
    texts = {fold(as_text(cell)) for cell in said}
    if said and (
        texts == {"0", "1"} or all(isinstance(c, bool) or fold(as_text(c)) in _YES_NO for c in said)
    ):
        columns["is_leader"] = columns.pop("leader")
        others = fields_of(sheet.row(header), PEOPLE, wanted.columns)["leader"]
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
        texts = set(sheet.below(header, column))
        parts = [both for text in texts if isinstance(text, str) and (both := slashed(text))]
        if parts:
            month_first = any(first <= 12 < second <= 31 for first, second in parts)
            proofs[name] = month_first, any(second <= 12 < first <= 31 for first, second in parts)
    if not any(month_first for month_first, _ in proofs.values()):
        return frozenset()
    return frozenset(
        name for name, (month_first, day_first) in proofs.items() if month_first or not day_first
    )


def _read_as(table: Table, chosen: Chosen, vocabulary: Vocabulary) -> Iterator[RosterColumn]:
    """What was made of every column that has a header or was emptied."""
    headers = table.sheet.row(table.header)
    fields = {column: name for name, column in reversed(list(table.columns.items()))}
    for column, cell in enumerate(headers):
        header = as_text(cell)
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
    headers = table.sheet.row(table.header)
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
