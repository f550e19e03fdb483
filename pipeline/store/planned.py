"""The round as planned: the roster's people and groups, and the talks it asks for, year by year."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, union

from pipeline.model import Group, Person, Roster, Talk
from pipeline.problems import Place
from pipeline.store import schema
from pipeline.store.rows import SqlRow, fetch, row_of
from pipeline.store.streaming import stream_rows
from pipeline.store.values import dump

_AT_ONCE = 1_000
"""Rows inserted in one call: those of 45,000 people are 150 MB at once (measured), and no faster."""

_PEOPLE = select(schema.people).where(
    schema.people.c.year == bindparam("of_year"),
    schema.people.c.number.in_(bindparam("numbers", expanding=True)),
)


def record_roster(connection: Connection, roster: Roster, year: int) -> None:
    """The roster becomes the year's; whoever is no longer on it is no longer in the store's roster either."""
    _replace(connection, schema.people, year, map(_person_row, roster.people.values()))
    groups = (_placed_row(schema.talk_groups, group) for group in roster.groups.values())
    _replace(connection, schema.talk_groups, year, groups)


def find_roster(connection: Connection, year: int) -> Roster | None:
    """The year's roster in the order of its file, or None where none has been recorded."""
    people = [_person(row) for row in _of_year(connection, schema.people, year)]
    groups = [Group(**_placed(row)) for row in _of_year(connection, schema.talk_groups, year)]
    if not people and not groups:
        return None
    return Roster({person.number: person for person in people}, {group.id: group for group in groups})


def find_people(connection: Connection, year: int, numbers: Collection[str]) -> dict[str, Person]:
    """Those of the numbers that are on the year's roster."""
    given = {"of_year": year, "numbers": list(numbers)}
    people = (_person(row) for row in fetch(connection, schema.people, _PEOPLE, given))
    return {person.number: person for person in people}


def record_talks(connection: Connection, talks: Sequence[Talk]) -> None:
    """The talks become those of their years, so that a talk the plan has dropped is owed no longer."""
    for year in sorted({talk.year for talk in talks}):
        rows = (row_of(schema.talks, talk) for talk in talks if talk.year == year)
        _replace(connection, schema.talks, year, rows)


def find_talks(connection: Connection, year: int) -> list[Talk]:
    """The year's talks in the order they were planned."""
    rows = _of_year(connection, schema.talks, year)
    return [Talk(**_without(row, "position")) for row in rows]


def find_earlier_talks(connection: Connection, year: int) -> list[Talk]:
    """The talks of all rounds before this one, the oldest round first, in the order they were planned."""
    table = schema.talks
    query = select(table).where(table.c.year < year).order_by(table.c.year, table.c.position)
    return [Talk(**_without(row, "position")) for row in stream_rows(connection, table, query)]


def find_years(connection: Connection) -> list[int]:
    """The years of all rounds the store knows of, oldest first."""
    tables = (schema.people, schema.talks, schema.issued, schema.events)
    return sorted(connection.execute(union(*(select(table.c.year) for table in tables))).scalars())


def _replace(connection: Connection, table: Table, year: int, rows: Iterable[SqlRow]) -> None:
    connection.execute(delete(table).where(table.c.year == year))
    numbered = ({**row, "year": year, "position": position} for position, row in enumerate(rows))
    while some := list(islice(numbered, _AT_ONCE)):
        connection.execute(insert(table), some)


def _of_year(connection: Connection, table: Table, year: int) -> Iterator[dict[str, Any]]:
    return stream_rows(
        connection, table, select(table).where(table.c.year == year).order_by(table.c.position)
    )


def _person_row(person: Person) -> SqlRow:
    hours = None if person.weekly_hours is None else str(person.weekly_hours)
    numbers = dump(list(person.other_numbers))
    return {**_placed_row(schema.people, person), "weekly_hours": hours, "other_numbers": numbers}


def _person(row: dict[str, Any]) -> Person:
    hours = None if row["weekly_hours"] is None else Decimal(row["weekly_hours"])
    numbers = tuple(json.loads(row["other_numbers"]))
    return Person(**{**_placed(row), "weekly_hours": hours, "other_numbers": numbers})


def _placed_row(table: Table, noun: Person | Group) -> SqlRow:
    return {**row_of(table, noun), "place_file": noun.place.file, "place_spot": noun.place.spot}


def _placed(row: dict[str, Any]) -> dict[str, Any]:
    fields = _without(row, "year", "position", "place_file", "place_spot")
    return {**fields, "place": Place(row["place_file"], row["place_spot"])}


def _without(row: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}
