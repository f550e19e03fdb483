"""Who leads a unit, as the sheets of units and of leaders and people's own flags say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pipeline.problems import Problem
from pipeline.problems import roster as problem
from pipeline.roster.cells import is_vacant
from pipeline.roster.directory import Directory
from pipeline.roster.entries import Entry
from pipeline.roster.leaders.the_one import the_one
from pipeline.roster.spelling import fold
from pipeline.roster.tables import Holds, Table
from pipeline.roster.units import FLAG, LEADER_SHEET, UNIT_SHEET, Units

_OF_LEADERS = ("number", "person_id", "username", "email", "name")
_STAFF = ("personale", "mus", "medarbejder")
"""What responsibilities of OS2mo that have to do with talks are called: `Personale: MUS-kompetence`."""


def name_leaders(
    units: Units, directory: Directory, entries: Iterable[Entry], tables: Mapping[Holds, Table], today: date
) -> list[Problem]:
    """Tells the units who leads them: people's own flags, and the rows of the sheets of units and of leaders.

    Problems: `leader-unknown`, `-ambiguous`, `-left-out`, and, not blocking, `unit-unknown`.
    """
    for entry in entries:
        if entry.is_leader and entry.unit and not entry.has_left(today):
            units.lead(entry.unit, entry, FLAG)
    problems: list[Problem] = []
    if table := tables.get("units"):
        for row in table.rows():
            problems += _name_leader(units, directory, table, row, UNIT_SHEET, ("leader_number", "leader"))
    if table := tables.get("leaders"):
        staff_units = _units_of_staff_leaders(units, table)
        for row in table.rows():
            if _unit_of(units, table, row) not in staff_units or _leads_staff(table, row):
                problems += _name_leader(units, directory, table, row, LEADER_SHEET, _OF_LEADERS)
    return list(dict.fromkeys(problems))


def _name_leader(
    units: Units, directory: Directory, table: Table, row: int, rank: int, columns: Sequence[str]
) -> list[Problem]:
    column, written = next(((name, text) for name in columns if (text := table.text(row, name))), ("", ""))
    if not written or table.is_filler(row) or is_vacant(written):
        return []
    key = _unit_of(units, table, row)
    if not key:
        return [problem.unit_unknown(table.place(row, "unit" if "unit" in table.columns else "unit_code"))]
    found = directory.find(written)
    if not found and column != "name" and (name := table.text(row, "name")) and rank == LEADER_SHEET:
        found = directory.find(name)
    leader, wrong = the_one(
        directory, found, written, table.place(row, column), problem.leader_unknown, problem.leader_ambiguous
    )
    if leader:
        units.lead(key, leader, rank)
    return wrong


def _unit_of(units: Units, table: Table, row: int) -> str:
    """The key of the unit that a row of either sheet is about, "" for none that is known."""
    columns = ("unit_code", "unit") if table.has("unit_code") or table.has("unit") else ("code", "name")
    codes = (text for name in columns if (text := table.text(row, name)))
    return next((key for text in codes if (key := units.find(text))), "")


def _units_of_staff_leaders(units: Units, table: Table) -> set[str]:
    """The units of which some row names the leader of the staff: other responsibilities do not count there."""
    return {_unit_of(units, table, row) for row in table.rows() if _leads_staff(table, row)}


def _leads_staff(table: Table, row: int) -> bool:
    said = fold(table.text(row, "responsibility") or table.text(row, "title"))
    return any(word in said for word in _STAFF)
