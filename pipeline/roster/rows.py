"""One row of the sheet of people as an entry: its cells as values, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import get_args

from pipeline.model import Person, TalkKind
from pipeline.problems import Place, Problem
from pipeline.problems.roster import name_missing, number_missing, number_unusable
from pipeline.roster.cells import (
    read_date,
    read_employment,
    read_kind,
    read_protected,
    read_status,
    read_word,
    read_yes_no,
)
from pipeline.roster.entries import Entry
from pipeline.roster.hours import read_hours
from pipeline.roster.spelling import fold
from pipeline.roster.tables import Table
from pipeline.roster.vocabulary import LEVELS

INSTEAD = ("username", "person_id", "email")
"""What people are known by where there are no employee numbers, best first."""
_KINDS = get_args(TalkKind)
_DAYS = ("employed_on", "leaves_on", "talk_on", "delegated_from", "delegated_until")
_LEADER_FIELDS = ("leader_number", "leader", "leader_email", "staff_leader")
_CO_LEADERS = ("co_leader_1", "co_leader_2")
_PATH = re.compile(r"\s*[/\\>|]\s*")
_NO_LEVEL = frozenset(("", "samling", "ingen", "ikkeangivet"))
"""What stands at a level that a unit's path lacks; Holstebro's export says »Samling«."""
_COMMA = re.compile(r"\s*,\s*")
_REMARK = re.compile(r"\s*\([^)]*\)")
_PARTICLES = frozenset(
    (
        *("af", "al", "bin", "da", "de", "del", "den", "der", "di", "dos"),
        *("du", "el", "la", "le", "ten", "ter", "van", "von", "y", "zu"),
    )
)
_INITIALS = re.compile(r"(?:\w\.-?)+")

Said = Mapping[str, str]
"""The filled cells of a row as text, by field."""


def read_row(
    table: Table,
    row: int,
    number: str,
    name: str,
    place: Place,
    year: int,
    scales: Mapping[str, Decimal],
) -> tuple[Entry, list[Problem]]:
    """A row as somebody's entry; `scales` are those of its hours. What cannot be read is a problem, and empty."""
    said = table.said(row)
    problems = _about_identity(table, row, said, number, name, place)
    days: dict[str, date | None] = {}
    for day in _DAYS:
        if day in said:
            days[day], found = read_date(table, row, day, year)
            problems += found
    status, no_status = read_status(table, row)
    kind, no_kind = read_kind(table, row, "talk_kind", _KINDS) if "talk_kind" in said else ("", [])
    wants, unclear_wish = read_yes_no(table, row, "wants_individual")
    senior, unclear_senior = read_yes_no(table, row, "senior")
    hours, no_hours = read_hours(table, row, scales) if scales else (None, [])
    protected, unclear_protection = _is_protected(table, row, name)
    problems += [*no_status, *no_kind, *unclear_wish, *unclear_senior, *no_hours, *unclear_protection]
    path, get = _path(table, said), said.get
    person = Person(
        number=number,
        name=name,
        email=get("email", ""),
        title=get("title", ""),
        unit=path[-1] if path else "",
        unit_code=get("unit_code", ""),
        parent_unit=get("parent_unit") or (path[-2] if len(path) > 1 else ""),
        agreement=get("agreement", ""),
        status=status,
        talk_kind=kind,
        group=get("group", ""),
        wants_individual=wants,
        senior=senior,
        delegate=get("delegate", ""),
        mandate=get("mandate", ""),
        employment=read_employment(get("employment", ""), get("title", "")),
        weekly_hours=hours,
        protected=protected,
        place=place,
        employed_on=days.get("employed_on"),
        leaves_on=days.get("leaves_on"),
        talk_on=days.get("talk_on"),
        delegated_from=days.get("delegated_from"),
        delegated_until=days.get("delegated_until"),
    )
    entry = Entry(
        row,
        person,
        leader=tuple((field, said[field]) for field in _LEADER_FIELDS if field in said),
        co_leaders=tuple(said[field] for field in _CO_LEADERS if field in said),
        is_leader="is_leader" in said and read_yes_no(table, row, "is_leader")[0],
        primary="primary" in said and read_yes_no(table, row, "primary")[0],
        path=path,
        institution=_institution(said, number),
        short_number=number,
        person_id=get("person_id", "").casefold(),
        username=get("username", "").casefold(),
        token=table.person(row),
    )
    return entry, problems


def read_name(table: Table, row: int) -> str:
    """First name first; "" where there is no letter. `Hansen, Anna` is turned round, `Bo Dam, sygeplejerske` cut short."""
    name = table.text(row, "name")
    if not name:
        parts = (table.text(row, "first_name"), table.text(row, "last_name"))
        name = " ".join(part for part in parts if part)
    if "," in name:
        name = _turned(name)
    return name if any(c.isalpha() for c in name) and not name.startswith("=") else ""


def _turned(name: str) -> str:
    """A name with commas as one without: what follows the first is a first name, or no part of the name."""
    last, first, *_ = _COMMA.split(name)
    first = _REMARK.sub("", first)
    return f"{first} {last}".strip() if not last or _is_first_name(first, last) else last


def _is_first_name(text: str, last: str) -> bool:
    """Whether each word begins with a capital, as names do, or is a particle. Some people write all names small."""
    names = [word for word in text.split() if word not in _PARTICLES]
    if last.islower() or not names:
        return bool(names)
    plain = (word for word in names if not _INITIALS.fullmatch(word))
    return all(word[0].isalpha() and not word[0].islower() and "." not in word for word in plain)


def _about_identity(
    table: Table, row: int, said: Said, number: str, name: str, place: Place
) -> list[Problem]:
    problems = []
    if not number and "number" in said:
        problems.append(number_unusable(place))
    elif not number:
        instead = next((name for name in INSTEAD if table.has(name)), "")
        known = "" if table.has("number") or not instead else table.header_of(instead)
        problems.append(number_missing(place, known))
    if not name:
        problems.append(name_missing(table.place(row, "name" if table.has("name") else "last_name")))
    return problems


def _path(table: Table, said: Said) -> tuple[str, ...]:
    """The units above, the highest first, and the unit itself last; () where the row names none."""
    levels = [said[level] for level in LEVELS if level in said and fold(said[level]) not in _NO_LEVEL]
    if not levels and "org_path" in said:
        levels = [part for part in _PATH.split(said["org_path"]) if part]
    if "unit" in said and not _is_payroll_level(table, levels):
        levels.append(said["unit"])
    return tuple(
        name for number, name in enumerate(levels) if not number or fold(name) != fold(levels[number - 1])
    )


def _is_payroll_level(table: Table, levels: Sequence[str]) -> bool:
    """`Afdelings-niveau` of SD is a level of the payroll and no workplace, where real ones are named beside it."""
    return bool(levels) and fold(table.header_of("unit")) == "afdelingsniveau"


def _institution(said: Said, number: str) -> str:
    """What an institution's numbers have before them where they stand in full: `XA` of `XA-00311`; "" for none."""
    if "institution" in said:
        return read_word(said["institution"])
    long = read_word(said["long_number"]) if "long_number" in said else ""
    return long.removesuffix(number).rstrip("-._ ") if number and long != number else ""


def _is_protected(table: Table, row: int, name: str) -> tuple[bool, list[Problem]]:
    """Whether name or address is protected, by what stands for the name or by its column."""
    written = name.casefold()
    if "beskyttet navn" in written or "navnebeskyt" in written:
        return True, []
    return read_protected(table, row)
