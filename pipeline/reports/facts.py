"""What the status reports are told: facts of one round, as nouns. No answer of any form is among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from pipeline.model import (
    FOLLOW_UP,
    GROUP_KINDS,
    Event,
    Excluded,
    Group,
    Obligation,
    Person,
    ReturnedFile,
    Talk,
    TalkKey,
)
from pipeline.obligations import PROVED_BY
from pipeline.problems import Problem
from pipeline.reports.funding import FundRow
from pipeline.reports.words import EVERYBODY
from pipeline.sheets.write import Look
from pipeline.topics import stand_in, takes_part

NEVER_YEARLY = ("SUS", FOLLOW_UP)
"""Kinds of talk that come beside the year's own talk and never instead of it."""
URGENCY = ("overdue", "open", "done", "waived")


@dataclass(frozen=True)
class RoundFacts:
    """One round on one day. `asked` is what the policy asks of a talk, `notes` is HR's remarks by key.

    `minutes_kept` says who has the minutes: where the parties do, HR asks for their dates only (HER-14). `counted` are
    the talks that count as somebody's yearly one, where this is only a part of the round. `fund` are the applications
    to the fund that plans ask for, `rules` sentences by rule id, `smallest` the smallest group that MED is shown a
    figure of, and `doomed` how many papers retention says must go.
    """

    look: Look
    year: int
    today: date
    people: Mapping[str, Person]
    talks: Sequence[Talk]
    obligations: Sequence[Obligation]
    asked: Sequence[str]
    groups: Mapping[str, Group] = field(default_factory=dict)
    events: Sequence[Event] = ()
    returned: Sequence[ReturnedFile] = ()
    excluded: Sequence[Excluded] = ()
    roster_problems: Sequence[Problem] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    minutes_kept: Literal["store", "parties"] = "store"
    counted: frozenset[TalkKey] | None = None
    fund: Sequence[FundRow] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    smallest: int = 5
    doomed: int = 0

    # --- whom it is about -----------------------------------------------------------------------

    def person(self, number: str) -> Person:
        """The person, or a stand-in that bears the number, for one who has left the roster."""
        return self.people.get(number) or Person(number, f"(nr. {number})" if number else "")

    def subject(self, item: Talk | Obligation | ReturnedFile) -> Person:
        """The employee it is about. For a whole group a stand-in with its id, name and unit; else for everybody."""
        if item.person:
            return self.person(item.person)
        return self._stand_ins.get(item.group) or Person(item.group, item.group or EVERYBODY)

    def named(self, subject: str) -> Person:
        """The employee with this number, or the stand-in of the group with this id."""
        return self.people.get(subject) or self._stand_ins.get(subject) or self.person(subject)

    @cached_property
    def _stand_ins(self) -> dict[str, Person]:
        """Each group as if it were somebody: of the unit that most of its members are of."""
        members: dict[str, list[Person]] = {}
        for person in self.people.values():
            group = self.groups.get(person.group)
            if group and takes_part(person, group):
                members.setdefault(group.id, []).append(person)
        found = {}
        for group in self.groups.values():
            mine = members.get(group.id, [])
            stands = stand_in(group, mine)
            parent = next((person.parent_unit for person in mine if person.unit == stands.unit), "")
            name = f"{group.name or group.id} (gruppe)"
            found[group.id] = replace(stands, name=name, parent_unit=parent)
        return found

    @property
    def leaders(self) -> list[Person]:
        """Everybody who has a talk to hold in the round, by name."""
        return by_name(self.person(number) for number in {t.leader for t in self.talks} if number)

    def by_leader(self) -> Iterator[tuple[Person, RoundFacts]]:
        """Each leader with the round as they may see it: their own staff, without HR's lists and notes.

        One at a time: what is looked up for a leader goes with them.
        """
        theirs = replace(
            self,
            returned=(),
            excluded=(),
            roster_problems=(),
            notes={},
            fund=(),
            doomed=0,
            counted=self.yearly,
        )
        talks: dict[str, list[Talk]] = {}
        owed: dict[str, list[Obligation]] = {}
        events: dict[TalkKey, list[Event]] = {}
        for talk in self.talks:
            talks.setdefault(talk.leader, []).append(talk)
        for obligation in self.obligations:
            owed.setdefault(obligation.leader, []).append(obligation)
        for event in self.events:
            events.setdefault((event.person, event.group, event.kind), []).append(event)
        for leader in self.leaders:
            mine = talks[leader.number]
            keys = dict.fromkeys(key for talk in mine for key in (talk.key, ("", talk.group, talk.kind)))
            happened = [event for key in keys for event in events.get(key, ())]
            owing = owed.get(leader.number, [])
            yield leader, replace(theirs, talks=mine, obligations=owing, events=happened)

    # --- what is owed, and what has happened ----------------------------------------------------

    def owed_of(self, talk: Talk) -> list[Obligation]:
        """All that is owed of a talk."""
        return self._owed.get(talk.key, [])

    def owed(self, talk: Talk, what: str) -> Obligation | None:
        """One thing owed of a talk; where it is owed several times over, the most urgent."""
        alike = (owed for owed in self.owed_of(talk) if owed.what == what)
        return min(alike, key=lambda o: (URGENCY.index(o.state), o.due or date.max), default=None)

    def happened(self, talk: Talk) -> Mapping[str, Event]:
        """The first event of each sort, or the one that proves it. A participant's talk is held when the group's is."""
        own = self._happened.get(talk.key, {})
        if not (talk.person and talk.group):
            return own
        held = self._happened.get(("", talk.group, talk.kind), {}).get("held")
        told_without_group = self._happened.get((talk.person, "", talk.kind), {})
        return {**({"held": held} if held else {}), **told_without_group, **own}

    def has(self, talk: Talk, what: str) -> bool:
        """Whether this has happened for the talk, asked for or not."""
        return what in self.happened(talk)

    def is_held(self, talk: Talk) -> bool:
        """Whether the talk was held, or its duty cleared by another: an individual talk also clears a group's (ISH-1)."""
        owed = self.owed(talk, "talk")
        return self.has(talk, "held") or (owed is not None and owed.state == "done")

    def is_waived(self, talk: Talk) -> bool:
        """Whether the talk has fallen away, so that it counts in no share."""
        owed = self.owed(talk, "talk") or self.owed(talk, "individual-talk")
        if owed is None:
            return any(other.state == "waived" for other in self.owed_of(talk))
        return owed.state == "waived"

    def has_plan(self, person: str) -> bool:
        """Whether somebody has a plan or goals of their own this year, by whichever talk, or one that covers them."""
        return self._has_any(self._talks_of.get(person, ()), ("plan", "own-goals"))

    def has_followed_up(self, person: str) -> bool:
        """Whether somebody's plan has been followed up, with them or with their group."""
        talks = self._talks_of.get(person, [])
        talks = talks + [replace(talk, person="") for talk in talks if talk.group]
        copies = {replace(talk, kind=FOLLOW_UP) for talk in talks}
        return self._has_any(talks, ("follow-up",)) or any(self.has(talk, "held") for talk in copies)

    def _has_any(self, talks: Iterable[Talk], whats: Sequence[str]) -> bool:
        return any(
            self.has(talk, what) or any(o.what == what and o.state == "done" for o in self.owed_of(talk))
            for talk in talks
            for what in whats
        )

    @cached_property
    def yearly(self) -> frozenset[TalkKey]:
        """The talks that count, one for each person: the one owed, and where none is, the one nearest to it."""
        if self.counted is not None:
            return self.counted
        owed = {(o.person, o.group, o.kind) for o in self.obligations if o.what == "talk"}
        best: dict[str, tuple[tuple[bool, bool, bool], TalkKey]] = {}
        for talk in self.talks:
            if talk.person and talk.kind not in NEVER_YEARLY:
                rank = (talk.key not in owed, talk.after_group, talk.kind in GROUP_KINDS)
                best[talk.person] = min((rank, talk.key), best.get(talk.person, (rank, talk.key)))
        return frozenset(key for _, key in best.values())

    @cached_property
    def loose(self) -> list[Obligation]:
        """What is owed without any talk: by the municipality as such (HOL-6), or for one that is planned no more."""
        keys = {talk.key for talk in self.talks}
        return [o for o in self.obligations if (o.person, o.group, o.kind) not in keys]

    @cached_property
    def _talks_of(self) -> dict[str, list[Talk]]:
        found: dict[str, list[Talk]] = {}
        for talk in self.talks:
            found.setdefault(talk.person, []).append(talk)
        return found

    @cached_property
    def _owed(self) -> dict[TalkKey, list[Obligation]]:
        found: dict[TalkKey, list[Obligation]] = {}
        for owed in self.obligations:
            found.setdefault((owed.person, owed.group, owed.kind), []).append(owed)
        return found

    @cached_property
    def _happened(self) -> dict[TalkKey, dict[str, Event]]:
        found: dict[TalkKey, dict[str, Event]] = {}
        for event in sorted(self.events, key=lambda e: (e.on, e.source), reverse=True):
            if event.year == self.year and event.on <= self.today:
                found.setdefault((event.person, event.group, event.kind), {})[event.what] = event
        for events in found.values():
            for what, proofs in PROVED_BY.items():
                proof = next((events[other] for other in proofs if other in events), None)
                if proof is not None:
                    events.setdefault(what, proof)
        return found


# --- Danish order ---------------------------------------------------------------------------------

_AFTER_Z = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"})  # "{" follows "z" in ASCII


@lru_cache(maxsize=10_000)
def danish(text: str) -> tuple[str, str]:
    """A sorting key in Danish order: æ, ø, å come after z, and case does not matter."""
    return text.casefold().translate(_AFTER_Z), text


def by_name(people: Iterable[Person]) -> list[Person]:
    """People in Danish alphabetical order, by number where names are alike."""
    return sorted(people, key=lambda person: (danish(person.name), person.number))
