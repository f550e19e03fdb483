"""What the status reports are told: facts of one round, as nouns. No answer of any form is among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal, TypeVar

from pipeline.model import Event, Excluded, Obligation, Person, ReturnedFile, Talk
from pipeline.obligations import PROVED_BY
from pipeline.problems import Problem
from pipeline.sheets.write import Look

T = TypeVar("T")
SOON_DAYS = 30
"""How far ahead the follow-up lists look: what falls due later is noise today."""


@dataclass(frozen=True)
class RoundFacts:
    """One round on one day. `asked` is what the policy asks of a talk, `notes` is HR's remarks by key.

    `minutes_kept` says who has the minutes: where the parties do, HR asks for their dates only (HER-14).
    """

    look: Look
    year: int
    today: date
    people: Mapping[str, Person]
    talks: Sequence[Talk]
    obligations: Sequence[Obligation]
    asked: Sequence[str]
    events: Sequence[Event] = ()
    returned: Sequence[ReturnedFile] = ()
    excluded: Sequence[Excluded] = ()
    roster_problems: Sequence[Problem] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    minutes_kept: Literal["store", "parties"] = "store"

    def person(self, number: str) -> Person:
        """The person, or a stand-in that bears the number, for one who has left the roster."""
        return self.people.get(number) or Person(number, f"(nr. {number})" if number else "")

    def by_leader(self) -> list[tuple[Person, RoundFacts]]:
        """Each leader with the round as they may see it: their own staff, without HR's lists and notes."""
        theirs = replace(self, returned=(), excluded=(), roster_problems=(), notes={})
        talks = _grouped(self.talks, lambda talk: talk.leader)
        obligations = _grouped(self.obligations, lambda owed: owed.leader)
        events = _grouped(self.events, lambda event: event.person)
        found = []
        for leader in self.leaders:
            mine = talks[leader.number]
            happened = [
                event for person in dict.fromkeys(t.person for t in mine) for event in events.get(person, ())
            ]
            owed = obligations.get(leader.number, [])
            found.append((leader, replace(theirs, talks=mine, obligations=owed, events=happened)))
        return found

    @cached_property
    def owed(self) -> dict[tuple[str, str], dict[str, Obligation]]:
        """Obligations by talk (person, kind) and then by what."""
        found: dict[tuple[str, str], dict[str, Obligation]] = {}
        for obligation in self.obligations:
            found.setdefault((obligation.person, obligation.kind), {})[obligation.what] = obligation
        return found

    @cached_property
    def happened(self) -> dict[tuple[str, str], dict[str, Event]]:
        """The first event of each sort by talk (person, kind) and then by what, or the event that proves it."""
        found: dict[tuple[str, str], dict[str, Event]] = {}
        for event in sorted(self.events, key=lambda e: (e.on, e.source), reverse=True):
            if event.year == self.year and event.on <= self.today:
                found.setdefault((event.person, event.kind), {})[event.what] = event
        for events in found.values():
            for what, proofs in PROVED_BY.items():
                proof = next((events[other] for other in proofs if other in events), None)
                if proof is not None:
                    events.setdefault(what, proof)
        return found

    def is_waived(self, talk: Talk) -> bool:
        """Whether the talk has fallen away, so that it counts in no share."""
        owed = self.owed.get((talk.person, talk.kind), {}).get("talk")
        return owed is not None and owed.state == "waived"

    def has(self, talk: Talk, what: str) -> bool:
        """Whether this has happened for the talk, asked for or not."""
        return what in self.happened.get((talk.person, talk.kind), {})

    @property
    def leaders(self) -> list[Person]:
        """Everybody who has a talk to hold in the round, by name."""
        return by_name(self.person(number) for number in {t.leader for t in self.talks} if number)


@dataclass(frozen=True)
class Count:
    """How far a set of talks has come; talks that have fallen away are not in it."""

    talks: int
    held: int
    dated: int
    plans: int
    overdue: int

    @property
    def undated(self) -> int:
        """Talks neither held nor given a date."""
        return self.talks - self.held - self.dated

    def share(self, part: int) -> float | None:
        """The part as a share of the talks, None where there are none."""
        return part / self.talks if self.talks else None


def count(facts: RoundFacts, talks: Iterable[Talk]) -> Count:
    """Counts these talks and what is overdue on them."""
    mine = [talk for talk in talks if not facts.is_waived(talk)]
    held = [talk for talk in mine if facts.has(talk, "held")]
    owed = (o for talk in mine for o in facts.owed.get((talk.person, talk.kind), {}).values())
    return Count(
        talks=len(mine),
        held=len(held),
        dated=sum(1 for talk in mine if talk.planned_on and not facts.has(talk, "held")),
        plans=sum(1 for talk in mine if facts.has(talk, "plan")),
        overdue=sum(1 for o in owed if o.state == "overdue"),
    )


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """The items by key, in their order."""
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


_AFTER_Z = {"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"}  # "{" follows "z" in ASCII


def danish(text: str) -> tuple[str, str]:
    """A sorting key in Danish order: æ, ø, å come after z, and case does not matter."""
    folded = text.casefold()
    return "".join(_AFTER_Z.get(letter, letter) for letter in folded), text


def by_name(people: Iterable[Person]) -> list[Person]:
    """People in Danish alphabetical order, by number where names are alike."""
    return sorted(people, key=lambda person: (danish(person.name), person.number))
