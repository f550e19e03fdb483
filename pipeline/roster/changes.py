"""What is new on a roster since the last one in the same round: joiners, leavers, new leaders, moved units.

Comes in: two rosters. Goes out: a change for each thing that is new about somebody or about a group, in the order of the
roster now; then those who are gone, then groups. Nothing is read or written, and a roster is no change from itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Any

from pipeline.kinds import show
from pipeline.model import Change, ChangeKind, Group, Person, Roster
from pipeline.roster.entries import bare_number
from pipeline.roster.same_people import (
    absorbed,
    alike,
    bare_numbers,
    keep_spelling,
    pair_up,
    shared_addresses,
)
from pipeline.roster.spelling import name_key

_DETAILS = {
    "title": "stilling",
    "email": "e-mail",
    "agreement": "overenskomst",
    "parent_unit": "overordnet enhed",
    "employed_on": "ansættelsesdato",
    "employment": "ansættelse",
    "weekly_hours": "timer om ugen",
    "senior": "senior",
    "wants_individual": "ønsker individuel",
    "mandate": "beføjelser",
    "delegated_from": "delegation fra",
    "delegated_until": "delegation til",
    "protected": "navnebeskyttelse",
}
"""What else the plan and the forms are made from, and what HR calls it."""
_EMPLOYMENT = {"": "månedslønnet", "hourly": "timelønnet", "student": "elev"}

_said = attrgetter(*(field.name for field in fields(Person) if field.name != "place"))
"""All that a roster says of somebody, wherever it stands."""


@dataclass(frozen=True)
class _Both:
    """The two rosters; `as_now` are the numbers from before as they are now, of those who are on both."""

    before: Roster
    now: Roster
    as_now: Mapping[str, str]

    def same(self, before: str, now: str) -> bool:
        """Whether two numbers, one from each roster, are one person's, or both nobody's."""
        was = self.as_now.get(before, before)
        return was == now or bare_number(was) == bare_number(now)


def compare(before: Roster, now: Roster) -> list[Change]:
    """Everything that is new about people and groups. 42 and 0042 are one number, and ANNA is Anna."""
    now = keep_spelling(now, before)
    pairs = pair_up(before, now)
    others = absorbed(before, now, pairs)
    both = _Both(before, now, others | {old: new for new, old in pairs.items()})
    changes: list[Change] = []
    for number, person in now.people.items():
        if number in pairs:
            changes += _of_person(before.people[pairs[number]], person, both)
        else:
            changes.append(_change("joiner", person, now="" if person.protected else _where(person, now)))
    for number, person in before.people.items():
        if number in others:
            changes.append(_change("number", person, number, others[number]))
        elif number not in both.as_now:
            changes.append(_change("leaver", person, _where(person, before)))
    return [*changes, *_of_groups(both)]


def lost(before: Roster, changes: list[Change]) -> tuple[int, int]:
    """How many are gone from the list of those who were on it and worked here, and how many those were."""
    working = {number for number, person in before.people.items() if _end(person) == ""}
    gone = [change for change in changes if change.what == "leaver" and change.person in working]
    return len(gone), len(working)


def other_holders(before: Roster, now: Roster) -> dict[str, Person]:
    """Number now → who stood at it before, where that is wholly somebody else, or the name stood at another number."""
    held = {bare_number(number): person for number, person in before.people.items()}
    shared, moved = shared_addresses(before, now), moved_names(before, now)
    return {
        number: last
        for number, person in now.people.items()
        if (last := held.get(bare_number(number)))
        if number in moved or not alike(last, person, shared)
    }


def moved_names(before: Roster, now: Roster) -> set[str]:
    """The numbers whose name stood at another number before, where it stands no more: a column has been shifted."""
    was = {bare_number(number): person.name for number, person in before.people.items()}
    renamed = {
        number: (name_key(last), name_key(person.name))
        for number, person in now.people.items()
        if (last := was.get(bare_number(number))) is not None and last != person.name
    }
    left = {last for last, name in renamed.values() if last != name}
    return {number for number, (last, name) in renamed.items() if last != name and name in left}


# --- people -------------------------------------------------------------------------------------


def _of_person(last: Person, person: Person, both: _Both) -> Iterator[Change]:
    """Everything that is new about somebody who is on both. Of nearly everybody nothing is, which is soon seen."""
    same_ties = both.same(last.leader, person.leader) and both.same(last.delegate, person.delegate)
    if same_ties and _said(last) == _said(person):
        return
    if set(bare_numbers(last)) != set(bare_numbers(person)) or not _same_own(last, person):
        yield _change("number", person, _numbers(last), _numbers(person))
    if last.name != person.name:
        hidden = last.protected or person.protected
        yield _change("name", person, *(("", "") if hidden else (last.name, person.name)))
    yield from _of_status(last, person)
    if not both.same(last.leader, person.leader):
        leaders = called(last.leader, both.before), called(person.leader, both.now)
        yield _change("leader", person, *leaders)
    if (last.unit, last.unit_code) != (person.unit, person.unit_code):
        yield _change("unit", person, _unit(last, person), _unit(person, last))
    if last.group != person.group:
        groups = _group_name(last.group, both.before), _group_name(person.group, both.now)
        yield _change("group", person, *groups)
    if (last.talk_kind, last.talk_on) != (person.talk_kind, person.talk_on):
        yield _change("talk", person, _talk(last), _talk(person))
    yield from _of_details(last, person, both)


def _same_own(last: Person, person: Person) -> bool:
    return bare_number(last.number) == bare_number(person.number)


def _of_status(last: Person, person: Person) -> Iterator[Change]:
    """The end of an employment, a leave, or the way back from either."""
    was, now = _end(last), _end(person)
    if was != now:
        yield _change("left" if now else "returned", person, was, now)
    elif (last.status, person.status) == ("active", "leave"):
        yield _change("leave", person, "", "orlov")
    elif (last.status, person.status) == ("leave", "active"):
        yield _change("returned", person, "orlov", "")


def _of_details(last: Person, person: Person, both: _Both) -> Iterator[Change]:
    told = {
        label: (getattr(last, field), getattr(person, field))
        for field, label in _DETAILS.items()
        if getattr(last, field) != getattr(person, field)
    }
    if not both.same(last.delegate, person.delegate):
        told["delegeret leder"] = called(last.delegate, both.before), called(person.delegate, both.now)
    if told:
        was, now = (
            "; ".join(f"{label}: {_told(label, values[side])}" for label, values in told.items())
            for side in (0, 1)
        )
        yield _change("details", person, was, now)


def _told(label: str, value: Any) -> str:
    if label == _DETAILS["employment"]:
        return _EMPLOYMENT[value]
    return show(value) or "–"


# --- groups -------------------------------------------------------------------------------------


def _of_groups(both: _Both) -> Iterator[Change]:
    """What is new about each group, then the groups that are gone. A new one was "" before, one that is gone is "" now."""
    for id, group in both.now.groups.items():
        last = both.before.groups.get(id)
        if last is None:
            yield _of_group("group", group, "", _group_name(id, both.now))
            continue
        if last.name != group.name:
            yield _of_group("name", group, last.name, group.name)
        if not both.same(last.leader, group.leader):
            leaders = called(last.leader, both.before), called(group.leader, both.now)
            yield _of_group("leader", group, *leaders)
        if (last.kind, last.talk_on) != (group.kind, group.talk_on):
            yield _of_group("talk", group, _group_talk(last), _group_talk(group))
        if (last.consulted_with, last.consulted_on) != (group.consulted_with, group.consulted_on):
            yield _of_group("details", group, _consulted(last), _consulted(group))
    for id, group in both.before.groups.items():
        if id not in both.now.groups:
            yield _of_group("group", group, _group_name(id, both.before), "")


def _of_group(what: ChangeKind, group: Group, was: str, now: str) -> Change:
    return Change(what, "", group.name, was, now, group.id, group.place)


# --- as people read it --------------------------------------------------------------------------


def _change(what: ChangeKind, person: Person, was: str = "", now: str = "") -> Change:
    return Change(what, person.number, shown_name(person), was, now, place=person.place)


def shown_name(person: Person) -> str:
    """Somebody's name, "" where it is protected: then the number must do."""
    return "" if person.protected else person.name


def called(number: str, roster: Roster) -> str:
    """Somebody by name and number: `Vera Chef (0001)`, or `nr. 0001` where the name is protected; "" for nobody."""
    person = roster.people.get(number)
    name = shown_name(person) if person else ""
    nameless = f"nr. {number}" if number else ""
    return f"{name} ({number})" if name else nameless


def _where(person: Person, roster: Roster) -> str:
    """The unit somebody works in, or whom they work for where the roster names no units."""
    return person.unit or called(person.leader, roster)


def _numbers(person: Person) -> str:
    return ", ".join((person.number, *person.other_numbers))


def _end(person: Person) -> str:
    if person.leaves_on:
        return f"fratræder {_day(person.leaves_on)}"
    return "fratrådt" if person.status == "left" else ""


def _unit(person: Person, other: Person) -> str:
    """The unit by name; with its code where the name alone does not tell the two apart."""
    code = f" ({person.unit_code})" if person.unit_code and person.unit == other.unit else ""
    return f"{person.unit}{code}".strip()


def _talk(person: Person) -> str:
    return " ".join(part for part in (person.talk_kind, _day(person.talk_on)) if part)


def _group_talk(group: Group) -> str:
    return " ".join(part for part in (group.kind, _day(group.talk_on)) if part)


def _consulted(group: Group) -> str:
    said = " ".join(part for part in (group.consulted_with, _day(group.consulted_on)) if part)
    return f"drøftet: {said}" if said else "drøftet: –"


def _group_name(id: str, roster: Roster) -> str:
    group = roster.groups.get(id)
    return f"{group.name} ({id})" if group and group.name != id else id


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
