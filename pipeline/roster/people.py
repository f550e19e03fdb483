"""The rows of sheet `Medarbejdere` as people, before anybody knows who leads whom.

Comes in: the table. Goes out: an entry per person with leader, delegate and group as written. Blank rows,
repeated headers, section titles and totals are nobody; everything else is somebody, or a problem.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import get_args

from pipeline.model import Person, TalkKind
from pipeline.problems import Problem
from pipeline.problems.roster import name_missing, number_missing, number_twice, number_unusable
from pipeline.roster.cells import read_date, read_kind, read_number, read_status, read_yes_no
from pipeline.roster.spelling import as_text
from pipeline.roster.tables import Table

_KINDS = get_args(TalkKind)


@dataclass(frozen=True, slots=True)
class Entry:
    """A person and the row they stand in. `leader`, `delegate` and `group` are as written until resolved."""

    row: int
    person: Person


@dataclass(frozen=True, slots=True)
class Entries:
    """The people that can be used, and those left out because their number or name cannot."""

    used: list[Entry]
    left_out: list[Entry]


def read_people(table: Table, year: int) -> tuple[Entries, list[Problem]]:
    """Everybody on the sheet. `year` completes dates that are written without one.

    Somebody is left out when the number or the name is missing or unusable, or the number stands twice,
    leading zeros aside; with any other problem the field is empty and the person stays.
    """
    used: list[Entry] = []
    left_out: list[Entry] = []
    problems: list[Problem] = []
    for row in table.rows():
        if not _is_somebody(table, row):
            continue
        entry, found = _read_entry(table, row, year)
        identified = entry.person.number and entry.person.name
        (used if identified else left_out).append(entry)
        problems += found
    twice = _numbered_twice(used)
    problems += [number_twice(entry.person.place, other) for entry, other in twice.values()]
    left_out += [entry for entry, _ in twice.values()]
    return Entries([entry for entry in used if entry.row not in twice], left_out), problems


def _is_somebody(table: Table, row: int) -> bool:
    """Whether a row is about a person; a row with one filled cell is only if that is a name or a number."""
    number, name = read_number(table.cell(row, "number")), _name(table, row)
    if number and name:
        return True
    filled = sum(1 for cell in table.sheet.rows[row] if as_text(cell))
    return not table.is_filler(row) and (filled > 1 or bool(number or name))


def _read_entry(table: Table, row: int, year: int) -> tuple[Entry, list[Problem]]:
    number, name, problems = read_number(table.cell(row, "number")), _name(table, row), []
    if not number:
        mend = number_unusable if table.text(row, "number") else number_missing
        problems.append(mend(table.place(row, "number")))
    if not name:
        problems.append(name_missing(table.place(row, "name" if "name" in table.columns else "last_name")))
    employed_on, no_start = read_date(table, row, "employed_on", year)
    leaves_on, no_end = read_date(table, row, "leaves_on", year)
    talk_on, no_day = read_date(table, row, "talk_on", year)
    delegated_from, no_first = read_date(table, row, "delegated_from", year)
    delegated_until, no_last = read_date(table, row, "delegated_until", year)
    status, no_status = read_status(table, row)
    kind, no_kind = read_kind(table, row, "talk_kind", _KINDS)
    wants, unclear_wish = read_yes_no(table, row, "wants_individual")
    senior, unclear_senior = read_yes_no(table, row, "senior")
    person = Person(
        number=number,
        name=name,
        email=table.text(row, "email"),
        title=table.text(row, "title"),
        unit=table.text(row, "unit"),
        unit_code=table.text(row, "unit_code"),
        parent_unit=table.text(row, "parent_unit"),
        leader=table.text(row, "leader_number") or table.text(row, "leader"),
        agreement=table.text(row, "agreement"),
        employed_on=employed_on,
        leaves_on=leaves_on,
        status=status,
        talk_kind=kind,
        talk_on=talk_on,
        group=table.text(row, "group"),
        wants_individual=wants,
        senior=senior,
        delegate=table.text(row, "delegate"),
        mandate=table.text(row, "mandate"),
        delegated_from=delegated_from,
        delegated_until=delegated_until,
        place=table.place(row, "number"),
    )
    problems += [*no_start, *no_end, *no_day, *no_first, *no_last]
    problems += [*no_status, *no_kind, *unclear_wish, *unclear_senior]
    return Entry(row, person), problems


def _name(table: Table, row: int) -> str:
    """First name first. `Hansen, Anna` is turned round; "" where there is no letter."""
    parts = (table.text(row, "first_name"), table.text(row, "last_name"))
    name = table.text(row, "name") or " ".join(part for part in parts if part)
    last, comma, first = name.partition(", ")
    if comma and "," not in first and "." not in first:
        name = f"{first} {last}"
    return name if any(c.isalpha() for c in name) else ""


def _numbered_twice(entries: list[Entry]) -> dict[int, tuple[Entry, str]]:
    """Row → entry and the cell of another entry with the same number. 42 and 0042 are the same number."""
    rows: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        rows[bare_number(entry.person.number)].append(entry)
    return {
        entry.row: (entry, next(e.person.place.spot for e in same if e.row != entry.row))
        for same in rows.values()
        if len(same) > 1
        for entry in same
    }


def bare_number(number: str) -> str:
    """An employee number without leading zeros, for comparing: exports lose them here and keep them there."""
    return number.casefold().lstrip("0") or "0"
