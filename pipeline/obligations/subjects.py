"""Puts the subjects of a round together: each employee and each group with their talks, events and rules.

One pass over everything that comes in, so that ten thousand people cost ten thousand times one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.model import GROUP_KINDS, Event, Group, Person, PlanRow, Talk
from pipeline.obligations.happened import Owner, by_owner
from pipeline.obligations.subject import Subject
from pipeline.policy import Policy, outside_round
from pipeline.topics import rules_for, stand_in

NOT_ON_ROSTER = "står ikke længere på medarbejderlisten"
GROUP_NOT_ON_ROSTER = "gruppen står ikke længere på listen"
GROUP_LEFT = "alle i gruppen er fratrådt"
LEADER_LEFT = "gruppens leder er fratrådt: skriv en ny leder på listen"


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is known of a round, as `obligations` is given it."""

    people: Mapping[str, Person]
    groups: Mapping[str, Group]
    talks: Sequence[Talk]
    events: Sequence[Event]
    policy: Policy
    today: date
    earlier: Sequence[Event] = ()
    plan_rows: Sequence[PlanRow] = ()
    earlier_talks: Sequence[Talk] = ()


class Subjects:
    """The subjects of a round, in order: people by number, then groups by id."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._events = by_owner(known.events, known.today)
        self._earlier = by_owner(known.earlier, known.today)
        self._rows: dict[str, list[PlanRow]] = {}
        for row in known.plan_rows:
            self._rows.setdefault(row.person, []).append(row)
        self._members: dict[str, dict[str, None]] = {}
        self._groups_before: dict[str, set[str]] = {}
        for talk in sorted(known.talks, key=lambda talk: talk.person):
            if talk.person and talk.group:
                self._members.setdefault(talk.group, {})[talk.person] = None
        for talk in known.earlier_talks:
            if talk.person and talk.group:
                self._groups_before.setdefault(talk.person, set()).add(talk.group)

    def __iter__(self) -> Iterator[Subject]:
        talks: dict[tuple[bool, Owner, int], list[Talk]] = {}
        for talk in self._known.talks:
            owner = (talk.person, "") if talk.person else ("", talk.group)
            talks.setdefault((not talk.person, owner, talk.year), []).append(talk)
        for (is_group, owner, year), theirs in sorted(talks.items()):
            ordered = sorted(theirs, key=lambda t: (t.kind, t.serial, t.group))
            make = self._of_group if is_group else self._of_person
            yield make(owner, year, ordered)

    def _of_person(self, owner: Owner, year: int, talks: list[Talk]) -> Subject:
        known, number = self._known, owner[0]
        person = known.people.get(number)
        policy = rules_for(person, known.policy, year) if person else known.policy
        groups = {talk.group for talk in talks if talk.group}
        before = groups | self._groups_before.get(number, set())
        subject = Subject(
            year=year,
            policy=policy,
            talks=talks,
            events=_of_year(self._events, [owner], year),
            earlier=_before(self._earlier, [owner], year),
            person=person,
            unit=person.unit if person else "",
            gone=_gone(person, known.today) or (outside_round(person, policy, year) if person else ""),
            on_leave=person is not None and person.status == "leave",
            group_events=_of_year(self._events, [("", group) for group in sorted(groups)], year),
            earlier_group_events=_before(self._earlier, [("", group) for group in sorted(before)], year),
            rows=self._rows.get(number, ()),
        )
        return subject if subject.yearly else _with_yearly_talk(subject)

    def _of_group(self, owner: Owner, year: int, talks: list[Talk]) -> Subject:
        known, id = self._known, owner[1]
        group = known.groups.get(id)
        numbers = self._members.get(id, ())
        members = [known.people[number] for number in numbers if number in known.people]
        working = [person for person in members if not _gone(person, known.today)]
        stands = stand_in(group or Group(id, id), working or members)
        leader = talks[0].leader
        return Subject(
            year=year,
            policy=rules_for(stands, known.policy, year),
            talks=talks,
            events=_of_year(self._events, [owner], year),
            earlier=_before(self._earlier, [owner], year),
            group=group,
            unit=stands.unit,
            gone=_group_gone(group, known.groups, numbers, working),
            remark=LEADER_LEFT if leader and _gone(known.people.get(leader), known.today) else "",
            members_events=[
                event
                for number in numbers
                for event in _of_year(self._events, [(number, "")], year)
                if event.what == "held" and event.kind in GROUP_KINDS and event.group in ("", id)
            ],
        )


def _of_year(events: Mapping[Owner, list[Event]], owners: Sequence[Owner], year: int) -> list[Event]:
    return [event for owner in owners for event in events.get(owner, ()) if event.year == year]


def _before(events: Mapping[Owner, list[Event]], owners: Sequence[Owner], year: int) -> list[Event]:
    return [event for owner in owners for event in events.get(owner, ()) if event.year < year]


def _with_yearly_talk(subject: Subject) -> Subject:
    """The subject with the talk that the year asks for, where none that is planned can be it: nobody goes without.

    Whoever is offered a senior talk, or has a follow-up or a group talk that counts for nothing, has a MUS as well.
    """
    first = subject.talks[0]
    leader = subject.person.leader if subject.person else ""
    return replace(
        subject, talks=[*subject.talks, Talk(first.person, "MUS", first.year, leader or first.leader)]
    )


def _gone(person: Person | None, today: date) -> str:
    """Why somebody is out of reach for good, in Danish, or ""."""
    if person is None:
        return NOT_ON_ROSTER
    if person.leaves_on and person.leaves_on < today:
        return f"fratrådt {person.leaves_on:%d-%m-%Y}"
    return "fratrådt" if person.status == "left" else ""


def _group_gone(
    group: Group | None, groups: Mapping[str, Group], numbers: Collection[str], working: Sequence[Person]
) -> str:
    """Why a group meets no more: nobody of it works here, or the roster has other groups and not this."""
    if numbers and not working:
        return GROUP_LEFT
    return GROUP_NOT_ON_ROSTER if groups and group is None else ""
