"""The roster: HR's list of employees, as exported from payroll or kept by hand, read into people and groups.

Comes in: a workbook with a sheet of people (and of groups, units, leaders or engagements where there are any), a CSV
file, or a folder of such files. Goes out: a Roster and what is wrong with it, cell by cell. CPR numbers are taken out
before anything is kept; no problem quotes what stands in a cell.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.collecting import no_collecting
from pipeline.model import Person, Roster, RosterSheet
from pipeline.problems import Place, Problem, UnreadableFile, file_place
from pipeline.problems.roster_columns import cpr_as_number, header_missing, nobody_there
from pipeline.roster.cells import is_vacant
from pipeline.roster.cpr import cpr_cells_of
from pipeline.roster.directory import Directory
from pipeline.roster.engagements import join_engagements
from pipeline.roster.entries import Entry
from pipeline.roster.finding import VOCABULARIES, Found, about_sheets, find_beside, find_people
from pipeline.roster.groups import apart, lead_groups, place_members, read_groups
from pipeline.roster.headers import choose_columns, header_row, missing_column
from pipeline.roster.joining import beside_people, titles_of
from pipeline.roster.leaders import name_leaders, resolve_delegates, resolve_leaders
from pipeline.roster.making import make_table, numbering
from pipeline.roster.mapping import about_mapping
from pipeline.roster.people import name_parts, read_people
from pipeline.roster.sheets import safely_named
from pipeline.roster.tables import Holds, Table
from pipeline.roster.units import Units, find_units, names_of, written_of
from pipeline.roster.vocabulary import PEOPLE
from pipeline.roster.wanted import Progress, Wanted, silent
from pipeline.sheets.read import Sheet, column_name, read_sheets

__all__ = ["Progress", "Wanted", "cpr_cells", "read_roster", "silent"]

_LEADER_FIELDS = ("leader", "leader_number", "leader_email", "staff_leader", "unit", "unit_code", "org_path")


def read_roster(path: Path, year: int, wanted: Wanted = Wanted()) -> tuple[Roster, list[Problem]]:  # noqa: B008  # frozen
    """The people and groups of a roster, and its problems. `year` completes dates written without one.

    Nobody is read, and a blocking problem says why, when the file cannot be opened, a required column is
    missing (number, name, leader or unit), or people are numbered by CPR. Otherwise a row is left out
    only when number or name is missing, unusable or, for the number, another person's too, when the post is vacant, or
    when it is another engagement of somebody. With any other problem the person stays and the field is empty: no
    leader, delegate, group, date or kind of talk; "no" for yes or no; status active.
    """
    with no_collecting():
        return _read(path, year, wanted)


def _read(path: Path, year: int, wanted: Wanted) -> tuple[Roster, list[Problem]]:
    try:
        sheets = safely_named(read_sheets(path))
    except UnreadableFile as unreadable:
        return Roster({}), [unreadable.problem]
    people, problems = find_people(sheets, wanted)
    if people is None:
        missing = header_missing(file_place(path, sheets[0].name if sheets else ""))
        return Roster({}), [*about_mapping(wanted, sheets), *(problems or [missing])]
    tables, sources, found = _make_tables(sheets, people, wanted)
    problems += [*about_mapping(wanted, sheets), *found]
    refusals = _missing_columns(tables["people"]) + _numbered_by_cpr(tables["people"])
    if refusals:
        asked = [each for each in problems if each.code != "column-unsure"]  # the refusal asks it
        return Roster({}, sources=sources), [*asked, *refusals]
    roster, found = _read_tables(tables, year, wanted)
    return replace(roster, sources=sources), [*problems, *found]


def cpr_cells(path: Path) -> list[tuple[Place, frozenset[tuple[int, int]]]]:
    """The cells that hold CPR numbers, (row, column) counted from 0, of every sheet of `read_sheets` in its order.

    The place is the sheet's file and the name it has there. Raises UnreadableFile. Sheets that hold nothing we read are
    looked through too.
    """
    return [
        (file_place(sheet.file, sheet.name), cpr_cells_of(sheet, *_known_columns(sheet)))
        for sheet in read_sheets(path)
    ]


def _known_columns(sheet: Sheet) -> tuple[int | None, list[int], dict[int, int]]:
    """The row of headers, the columns something is kept of, and what those of numbers follow, as for reading."""
    header = header_row(sheet, PEOPLE)
    if header is None:
        return None, [], {}
    columns = choose_columns(sheet, header, PEOPLE, {}).columns
    return header, list(columns.values()), numbering(columns)


def _make_tables(
    sheets: list[Sheet], people: Found, wanted: Wanted
) -> tuple[dict[Holds, Table], tuple[RosterSheet, ...], list[Problem]]:
    """A table for each sheet that is read, without CPR numbers, and what its columns were read as."""
    tables: dict[Holds, Table] = {}
    beside = find_beside(sheets, people, wanted)
    sources: list[RosterSheet] = []
    problems = about_sheets(sheets, people, beside, wanted)
    for found in (people, *beside.values()):
        table, source, more = make_table(
            found.sheet, found.header, found.holds, VOCABULARIES[found.holds], wanted
        )
        tables[found.holds] = table
        sources.append(source)
        problems += more
    return tables, tuple(sources), problems


def _read_tables(tables: Mapping[Holds, Table], year: int, wanted: Wanted) -> tuple[Roster, list[Problem]]:
    table, without, unnamed = beside_people(tables)
    entries, of_people = read_people(table, year, wanted, titles_of(tables))
    if not entries.used and not entries.unusable:
        return Roster({}), [nobody_there(table.place(table.header, "number"))]
    units = find_units(tables.get("units"), entries.used, wanted)
    today = wanted.today or date(year, 1, 1)
    entries, of_engagements = join_engagements(entries, today)
    directory = Directory(entries)
    of_unit_leaders = name_leaders(units, directory, entries.used, tables, today)
    leaders, of_leaders = resolve_leaders(table, entries, directory, units, today)
    delegates, of_delegates = resolve_delegates(table, entries.used, directory)
    groups, of_groups = read_groups(tables["groups"], directory, year) if "groups" in tables else (None, [])
    belongs, known, of_members = place_members(groups, table, entries.used)
    people = _as_people(entries.used, units, leaders, delegates, belongs)
    led, of_led = lead_groups(known, people)
    people, led, of_ids = apart(people, led)
    unresolved = _unresolved(entries.used, leaders, delegates)
    roster = Roster(people, led, (*entries.left_out, *without), unresolved=unresolved)
    said = (
        unnamed,
        of_people,
        of_engagements,
        of_unit_leaders,
        of_leaders,
        of_delegates,
        of_members,
        of_groups,
        of_led,
        of_ids,
    )
    return roster, [problem for problems in said for problem in problems]


def _as_people(
    entries: Iterable[Entry],
    units: Units,
    leaders: Mapping[str, str],
    delegates: Mapping[str, str],
    groups: Mapping[str, str],
) -> dict[str, Person]:
    """The people by number, with all they belong to. Most are as their rows say, and need no copy."""
    names: dict[Hashable, tuple[str, str, str]] = {}
    people: dict[str, Person] = {}
    for entry in entries:
        person, written = entry.person, (entry.unit, written_of(entry))
        number = person.number
        if written not in names:
            names[written] = names_of(entry, units)
        unit, code, parent = names[written]
        said = person.unit, person.unit_code, person.parent_unit, person.leader, person.delegate, person.group
        if (unit, code, parent, leaders[number], delegates[number], groups[number]) != said:
            person = replace(
                person,
                unit=unit,
                unit_code=code,
                parent_unit=parent,
                leader=leaders[number],
                delegate=delegates[number],
                group=groups[number],
            )
        people[number] = person
    return people


def _unresolved(
    entries: Iterable[Entry], leaders: Mapping[str, str], delegates: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """What rows say of leaders and delegates who were not found, by employee number and which of the two."""
    said: dict[tuple[str, str], str] = {}
    for entry in entries:
        number, delegate = entry.number, entry.person.delegate
        if not leaders[number] and (text := next((t for _, t in entry.leader if not is_vacant(t)), "")):
            said[number, "leader"] = text
        if delegate and not delegates[number]:
            said[number, "delegate"] = delegate
    return said


def _missing_columns(table: Table) -> list[Problem]:
    """The required columns that are not there: number, name (or first and last), leader (or unit).

    People may be known by another column than a number; not where one looks like it but is misspelled.
    """
    have = table.columns.keys()
    known = have & {"number", "username", "person_id", "email"} if "number" not in table.unsure else set()
    missing = [] if known else ["number"]
    missing += [] if name_parts(table) else ["name"]
    beside = "person_id" in have  # engagements may say the unit
    missing += [] if beside or have & set(_LEADER_FIELDS) else ["leader"]
    headers = table.sheet.row(table.header)
    place = table.place_at(table.header, 0)
    return [missing_column(headers, table.columns, name, PEOPLE, place) for name in missing]


def _numbered_by_cpr(table: Table) -> list[Problem]:
    """The column of employee numbers was dropped as a whole."""
    if "number" not in table.columns or table.columns["number"] not in table.dropped:
        return []
    column = table.columns["number"]
    return [cpr_as_number(table.place(table.header, "number"), column_name(column))]
