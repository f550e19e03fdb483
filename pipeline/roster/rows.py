"""The rows of the sheet of people as entries: their cells as values, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import repeat
from typing import Any, get_args

from pipeline.model import Person, TalkKind
from pipeline.problems import Place, Problem
from pipeline.problems.roster import name_missing, number_missing, number_unusable
from pipeline.roster.cells import read_employment, read_word
from pipeline.roster.columns import Columns, Said
from pipeline.roster.entries import Entry
from pipeline.roster.hours import scales_of
from pipeline.roster.spelling import fold
from pipeline.roster.tables import Table
from pipeline.roster.vocabulary import LEVELS

INSTEAD = ("username", "person_id", "email")
"""What people are known by where there are no employee numbers, best first."""
_KINDS = get_args(TalkKind)
_TEXTS = ("email", "unit_code", "agreement", "group", "delegate", "mandate")
_DAYS = ("employed_on", "leaves_on", "talk_on", "delegated_from", "delegated_until")
_FLAGS = ("wants_individual", "senior")
_LEADER_FIELDS = ("leader_number", "leader", "leader_email", "staff_leader")
_CO_LEADERS = ("co_leader_1", "co_leader_2")
_PATH = re.compile(r"\s*[/\\>|]\s*")
_NO_LEVEL = frozenset(("", "samling", "ingen", "ikkeangivet"))
"""What stands at a level that a unit's path lacks; Holstebro's export says »Samling«."""

_PERSON = {
    field.name: field.default for field in fields(Person) if field.name not in ("number", "name", "place")
}
_ENTRY = {
    **dict.fromkeys(("leader", "co_leaders", "path"), ()),
    **dict.fromkeys(("is_leader", "primary"), False),
    **dict.fromkeys(("institution", "person_id", "username"), ""),
    "token": None,
}
"""The fields that are read from columns, in their order, and what they are where there is no column."""


class Rows:
    """The rows of the sheet of people, read column by column. `year` completes dates written without one."""

    def __init__(
        self, table: Table, year: int, titles: Mapping[str, str], numbers: Sequence[str], names: Sequence[str]
    ) -> None:
        self._table, self._first = table, table.header + 1
        self._numbered = table.said("number")
        read = Columns(table, year)
        paths = read.records((*LEVELS, "org_path", "unit"), lambda said: _path(table, said))
        self._persons = in_rows(_PERSON, _of_persons(table, read, titles, paths, names))
        self._entries = in_rows(_ENTRY, _of_entries(table, read, paths, numbers))
        self._wrong = read.wrong

    def entry(
        self, row: int, number: str, name: str, name_key: tuple[str, ...], place: Place
    ) -> tuple[Entry, list[Problem]]:
        """A row as somebody's entry. What cannot be read is a problem, and empty."""
        at = row - self._first
        problems = [] if number and name else self._about_identity(row, number, name, place)
        if row in self._wrong:
            problems += self._wrong[row]
        person = Person(number, name, *self._persons[at], place=place)  # type: ignore[misc]  # _PERSON has all but these
        return Entry(row, person, name_key, *self._entries[at], short_number=number), problems  # type: ignore[misc]

    def _about_identity(self, row: int, number: str, name: str, place: Place) -> list[Problem]:
        table, problems = self._table, []
        if not number and self._numbered[row - self._first]:
            problems.append(number_unusable(place))
        elif not number:
            instead = next((name for name in INSTEAD if table.has(name)), "")
            known = "" if table.has("number") or not instead else table.header_of(instead)
            problems.append(number_missing(place, known))
        if not name:
            problems.append(name_missing(table.place(row, "name" if table.has("name") else "last_name")))
        return problems


def in_rows(fields: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Columns as rows of so many fields; one without a column is the same for all."""
    assert columns.keys() <= fields.keys()
    return list(zip(*(columns.get(field, repeat(blank)) for field, blank in fields.items()), strict=False))


def _of_persons(
    table: Table,
    read: Columns,
    titles: Mapping[str, str],
    paths: Sequence[tuple[str, ...]],
    names: Sequence[str],
) -> dict[str, Sequence[Any]]:
    """The columns of a Person by its field. What is wrong is told of a row in the order they are read here."""
    days = {field: read.days(field) for field in _DAYS if table.has(field)}
    statuses, kinds = read.statuses(), read.kinds("talk_kind", _KINDS)
    flags = {field: read.flags(field) for field in _FLAGS if table.has(field)}
    scales = scales_of(table)
    hours = {"weekly_hours": read.hours(scales)} if scales else {}
    parents = zip(read.texts("parent_unit"), paths, strict=True)
    return {
        **days,
        **flags,
        **hours,
        **{field: read.texts(field) for field in _TEXTS if table.has(field)},
        "title": _titles(read, titles),
        "unit": [path[-1] if path else "" for path in paths],
        "parent_unit": [parent or (path[-2] if len(path) > 1 else "") for parent, path in parents],
        "leader": read.records(_LEADER_FIELDS, lambda said: next(filter(None, said.values()), "")),
        "status": statuses,
        "talk_kind": kinds,
        "employment": read.records(
            ("employment", "title"),
            lambda said: read_employment(said.get("employment", ""), said.get("title", "")),
        ),
        "protected": read.protected(list(map(_is_protected, names))),
    }


def _of_entries(
    table: Table, read: Columns, paths: Sequence[tuple[str, ...]], numbers: Sequence[str]
) -> dict[str, Sequence[Any]]:
    """The columns of an Entry by its field."""
    entry: dict[str, Sequence[Any]] = {
        "path": paths,
        "leader": read.records(_LEADER_FIELDS, _filled),
        "co_leaders": read.records(_CO_LEADERS, lambda said: tuple(filter(None, said.values()))),
        "token": list(map(table.person, table.rows())),
        **{field: read.silent_flags(field) for field in ("is_leader", "primary") if table.has(field)},
        **{f: list(map(str.casefold, read.texts(f))) for f in ("person_id", "username") if table.has(f)},
    }
    if table.has("institution") or table.has("long_number"):
        written = zip(numbers, read.texts("institution"), read.texts("long_number"), strict=True)
        entry["institution"] = [_institution(*said) for said in written]
    return entry


def _titles(read: Columns, titles: Mapping[str, str]) -> list[str]:
    """What people are called; where the row has but a code, what that stands for."""
    written = read.texts("title")
    if not titles:
        return written
    coded = zip(written, read.texts("title_code"), strict=True)
    return [title or titles.get(code, "") for title, code in coded]


def _filled(said: Said) -> tuple[tuple[str, str], ...]:
    return tuple((field, text) for field, text in said.items() if text)


def _path(table: Table, said: Said) -> tuple[str, ...]:
    """The units above, the highest first, and the unit itself last; () where the row names none."""
    levels = [said[level] for level in LEVELS if level in said and fold(said[level]) not in _NO_LEVEL]
    if not levels:
        levels = [part for part in _PATH.split(said.get("org_path", "")) if part]
    if (unit := said.get("unit", "")) and not _is_payroll_level(table, levels):
        levels.append(unit)
    return tuple(
        name for number, name in enumerate(levels) if not number or fold(name) != fold(levels[number - 1])
    )


def _is_payroll_level(table: Table, levels: Sequence[str]) -> bool:
    """`Afdelings-niveau` of SD is a level of the payroll and no workplace, where real ones are named beside it."""
    return bool(levels) and fold(table.header_of("unit")) == "afdelingsniveau"


def _institution(number: str, institution: str, long_number: str) -> str:
    """What an institution's numbers have before them where they stand in full: `XA` of `XA-00311`; "" for none."""
    if institution:
        return read_word(institution)
    long = read_word(long_number)
    return long.removesuffix(number).rstrip("-._ ") if number and long != number else ""


def _is_protected(name: str) -> bool:
    """Whether what stands for the name says that it is protected."""
    written = name.casefold()
    return "beskyt" in written and ("beskyttet navn" in written or "navnebeskyt" in written)
