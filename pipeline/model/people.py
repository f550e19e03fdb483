"""Who is on the roster, what it was read from, and what is new since the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from pipeline.nouns import Noun
from pipeline.problems import Place

Employment = Literal["", "hourly", "student"]
ChangeKind = Literal[
    "joiner",
    "leaver",
    "left",
    "leave",
    "returned",
    "number",
    "name",
    "leader",
    "unit",
    "group",
    "talk",
    "details",
]


class Person(Noun):
    """One employee of the roster. `leader` is the leader's employee number, "" where there is none.

    Somebody with several engagements is one person, under the number of the primary one; those of the rest are
    `other_numbers`. `employment` is "" for the monthly paid. The name of somebody `protected` stands in no file name.
    """

    number: str
    name: str
    email: str = ""
    title: str = ""
    unit: str = ""
    unit_code: str = ""
    parent_unit: str = ""
    leader: str = ""
    agreement: str = ""
    employed_on: date | None = None
    leaves_on: date | None = None
    status: Literal["active", "leave", "left"] = "active"
    talk_kind: str = ""
    talk_on: date | None = None
    group: str = ""
    wants_individual: bool = False
    senior: bool = False
    delegate: str = ""
    mandate: str = ""
    delegated_from: date | None = None
    delegated_until: date | None = None
    employment: Employment = ""
    weekly_hours: Decimal | None = None
    protected: bool = False
    other_numbers: tuple[str, ...] = ()
    place: Place = Place()


class Group(Noun):
    """A group of the roster's sheet `Grupper`, with the talk it holds together."""

    id: str
    name: str
    kind: str = "GRUS"
    leader: str = ""
    talk_on: date | None = None
    consulted_with: str = ""
    consulted_on: date | None = None
    place: Place = Place()


class LeftOut(Noun):
    """A row of the roster that is about somebody and is not taken in, and the Danish reason."""

    place: Place
    number: str
    name: str
    reason: str


class RosterColumn(Noun):
    """What was made of one column of a roster.

    `meaning` is the contract's header for what it holds, "" where it is not read. `how` says by what it was chosen;
    `unsure` columns are not read: `meaning` is then only what it looks like, for a person to confirm.
    """

    letter: str
    header: str
    meaning: str
    how: Literal["header", "mus.toml", "unsure", "unread", "repeated", "cpr"]


class RosterSheet(Noun):
    """A sheet that a roster was read from, what it was read as, the row of its headers (from 1), and its columns."""

    file: str
    name: str
    holds: Literal["people", "groups", "units", "leaders", "engagements", "titles"]
    header: int
    columns: tuple[RosterColumn, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster as read: people and groups in the order of the file, keyed by number and id.

    `left_out` are the rows that are about somebody and became nobody, `sources` the sheets it was read from,
    `unresolved` what is written of a "leader" or "delegate" who is nobody in the file, by employee number and which; a
    roster from the store has none of them.
    """

    people: Mapping[str, Person]
    groups: Mapping[str, Group] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    sources: tuple[RosterSheet, ...] = ()
    unresolved: Mapping[tuple[str, str], str] = field(default_factory=dict, compare=False)


class Change(Noun):
    """What is new about somebody since the roster before, or about a group (then `person` is ""), at its place now.

    `leaver` is on the list no more, `left` has got an end date or status; `number` is the same person under another.
    `was` and `now` are short texts in Danish; somebody protected is a number without a name.
    """

    what: ChangeKind
    person: str
    name: str
    was: str = ""
    now: str = ""
    group: str = ""
    place: Place = Place()

    @property
    def subject(self) -> str:
        """Whom it is about: an employee number, or a group's id."""
        return self.person or self.group
