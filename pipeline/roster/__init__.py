"""The roster: HR's list of employees, as exported from payroll or kept by hand, read into people and groups.

Comes in: a workbook with sheet `Medarbejdere` (and `Grupper` where there are groups), or a CSV file. Goes
out: a Roster and what is wrong with it, cell by cell. CPR numbers are taken out before anything is kept; no
problem quotes what stands in a cell.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.model import Roster
from pipeline.problems import Problem, UnreadableFile, file_place
from pipeline.problems.roster import cpr_as_number, header_missing, nobody_there
from pipeline.roster.directory import Directory
from pipeline.roster.groups import apart, lead_groups, place_members, read_groups
from pipeline.roster.headers import header_row, missing_column
from pipeline.roster.leaders import resolve_delegates, resolve_leaders
from pipeline.roster.people import read_people
from pipeline.roster.tables import Table, find_sheet, make_table, safely_named
from pipeline.roster.vocabulary import GROUPS, PEOPLE
from pipeline.sheets.read import Sheet, column_name, read_sheets

__all__ = ["read_roster"]


def read_roster(path: Path, year: int) -> tuple[Roster, list[Problem]]:
    """The people and groups of a roster file, and its problems. `year` completes dates written without one.

    Nobody is read, and a blocking problem says why, when the file cannot be opened, a required column is
    missing (number, name, leader or unit), or people are numbered by CPR. Otherwise a person is left out
    only when number or name is missing, unusable or, for the number, used twice. With any other problem the
    person stays and the field is empty: no leader, delegate, group, date or kind of talk; "no" for yes or
    no; status active.
    """
    try:
        sheets = safely_named(read_sheets(path))
    except UnreadableFile as unreadable:
        return Roster({}), [unreadable.problem]
    sheet = find_sheet(sheets, "Medarbejdere", PEOPLE, {"number", "name", "first_name"})
    header = header_row(sheet, PEOPLE) if sheet else None
    if sheet is None or header is None:
        return Roster({}), [header_missing(file_place(path, sheet.name if sheet else ""))]
    table, problems = make_table(path, sheet, header, PEOPLE)
    refusals = _missing_columns(table) + _numbered_by_cpr(table)
    if refusals:
        return Roster({}), [*problems, *refusals]
    others = [other for other in sheets if other is not sheet]
    roster, found = _read_tables(table, *_groups_table(path, others), year)
    return roster, [*problems, *found]


def _read_tables(
    table: Table, groups_table: Table | None, groups_problems: list[Problem], year: int
) -> tuple[Roster, list[Problem]]:
    entries, of_people = read_people(table, year)
    if not entries.used and not entries.left_out:
        return Roster({}), [*groups_problems, nobody_there(table.place(table.header, "number"))]
    directory = Directory(entries)
    leaders, of_leaders = resolve_leaders(table, entries, directory)
    delegates, of_delegates = resolve_delegates(table, entries.used, directory)
    groups, of_groups = read_groups(groups_table, directory, year) if groups_table else (None, [])
    belongs, known, of_members = place_members(groups, table, entries.used)
    people = {
        number: replace(
            entry.person, leader=leaders[number], delegate=delegates[number], group=belongs[number]
        )
        for entry in entries.used
        for number in [entry.person.number]
    }
    led, of_led = lead_groups(known, people)
    people, led, of_ids = apart(people, led)
    return Roster(people, led), [
        *of_people,
        *of_leaders,
        *of_delegates,
        *of_members,
        *groups_problems,
        *of_groups,
        *of_led,
        *of_ids,
    ]


def _groups_table(path: Path, sheets: list[Sheet]) -> tuple[Table | None, list[Problem]]:
    """The sheet of groups, or None: a roster needs none. A sheet `Grupper` without headers counts as none."""
    sheet = find_sheet(sheets, "Grupper", GROUPS, {"consulted_with", "consulted_on"})
    header = header_row(sheet, GROUPS) if sheet else None
    if sheet is None or header is None:
        return None, []
    table, problems = make_table(path, sheet, header, GROUPS)
    if "id" in table.columns:
        return table, problems
    place = table.place_at(header, 0)
    return None, [*problems, missing_column(sheet.rows[header], table.columns, "id", GROUPS, place)]


def _missing_columns(table: Table) -> list[Problem]:
    """The required columns that are not there: number, name (or first and last), leader (or unit)."""
    have = table.columns.keys()
    missing = [] if "number" in have else ["number"]
    missing += [] if have & {"name", "first_name", "last_name"} else ["name"]
    missing += [] if have & {"leader", "leader_number", "unit", "unit_code"} else ["leader"]
    headers = table.sheet.rows[table.header]
    place = table.place_at(table.header, 0)
    return [missing_column(headers, table.columns, field, PEOPLE, place) for field in missing]


def _numbered_by_cpr(table: Table) -> list[Problem]:
    """The column of employee numbers was dropped as a whole."""
    if "number" not in table.columns or table.columns["number"] not in table.dropped:
        return []
    column = table.columns["number"]
    return [cpr_as_number(table.place(table.header, "number"), column_name(column))]
