"""Who on one roster is who on another, and the roster told in the numbers that the round knows.

Comes in: the roster as read now, and the last one. Goes out: pairs of numbers, or the roster now with people under the
numbers their forms were issued under. One surprise: an employee number is no name for life. Exports lose its leading
zeros, another of somebody's engagements becomes the primary one, and a new contract brings a new number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.model import Group, Person, Roster
from pipeline.roster.entries import bare_number
from pipeline.roster.people import VACANT
from pipeline.roster.spelling import name_key


def pair_up(before: Roster, now: Roster) -> dict[str, str]:
    """Number now → number before, for everybody who is on both. Nobody is two people.

    The same person has the same number, leading zeros aside; or one of several engagements in common; or the same name
    and e-mail address, where nobody else has both.
    """
    known = {bare_number(number): number for number in before.people}
    pairs = {number: known[bare] for number in now.people if (bare := bare_number(number)) in known}
    _pair_by_engagement(pairs, before, now)
    _pair_by_name(pairs, before, now)
    return pairs


def keep_numbers(now: Roster, before: Roster, renumbered: bool = True) -> Roster:
    """The roster now, with everybody known from before under the number they had: their forms bear it.

    Leaders, delegates and groups follow. The number that the file has is then among somebody's other numbers. Without
    `renumbered` that is done only where the number they had is still one of theirs.
    """
    renamed = {
        new: old
        for new, old in pair_up(before, now).items()
        if new != old and old not in now.groups
        if renumbered or bare_number(old) in bare_numbers(now.people[new])
    }
    if not renamed:
        return now
    people = [_under(renamed, person) for person in now.people.values()]
    groups = {
        id: replace(group, leader=renamed.get(group.leader, group.leader)) for id, group in now.groups.items()
    }
    return replace(now, people={person.number: person for person in people}, groups=groups)


def keep_rest(now: Roster, before: Roster) -> Roster:
    """The roster now, which is about a part of the staff only, with everybody else as they were on the last.

    Such a file leaves out leaders, delegates and groups of other parts: who had one keeps it.
    """
    groups = dict(before.groups) | {
        id: before.groups[id] if _only_named(group) and id in before.groups else group
        for id, group in now.groups.items()
    }
    return replace(_with(_gone(now, before), now, before), groups=groups)


def keep_unread(now: Roster, before: Roster) -> Roster:
    """The roster now, with those as they were who stand in a row that could not be used: nobody leaves by a slip.

    They are known by number, or by a name that nobody else is without a number under.
    """
    unread = [row for row in now.left_out if row.reason != VACANT]
    numbers = {bare_number(row.number) for row in unread if row.number}
    names = Counter(name_key(row.name) for row in unread if row.name and not row.number)
    gone = _gone(now, before)
    called = Counter(name_key(person.name) for person in gone)
    once = {name for name in names if names[name] == called[name] == 1}
    kept = [p for p in gone if bare_number(p.number) in numbers or name_key(p.name) in once]
    return _with(kept, now, before) if kept else now


def _gone(now: Roster, before: Roster) -> list[Person]:
    """Those of the last roster who are nobody on this one."""
    there = set(pair_up(before, now).values()) | absorbed(before, now).keys()
    return [person for number, person in before.people.items() if number not in there]


def _with(kept: Iterable[Person], now: Roster, before: Roster) -> Roster:
    """The roster with these as they were; whose leader or delegate they were, and has none now, has them still."""
    rest = {person.number: person for person in kept}
    people = dict(now.people) | rest
    for number, person in now.people.items():
        last = before.people.get(number)
        leader = last.leader if last and last.leader in rest else ""
        delegate = last.delegate if last and last.delegate in rest else ""
        if (leader and not person.leader) or (delegate and not person.delegate):
            leads = _leads(number, leader, people)
            mine = person.leader or ("" if leads else leader)
            people[number] = replace(person, leader=mine, delegate=person.delegate or delegate)
    return replace(now, people=people)


def absorbed(before: Roster, now: Roster) -> dict[str, str]:
    """Numbers that were somebody's own and are another engagement of somebody now, with that person's number now."""
    others = {bare: person.number for person in now.people.values() for bare in bare_numbers(person)}
    pairs = pair_up(before, now)
    gone = before.people.keys() - pairs.values()
    return {number: others[bare] for number in gone if (bare := bare_number(number)) in others}


def bare_numbers(person: Person) -> list[str]:
    """All of somebody's numbers without leading zeros, their own first."""
    return [bare_number(number) for number in (person.number, *person.other_numbers)]


def _pair_by_engagement(pairs: dict[str, str], before: Roster, now: Roster) -> None:
    """Adds those who had, or have, several engagements, one of them in common."""
    free = {bare: person.number for person in _free_before(pairs, before) for bare in bare_numbers(person)}
    taken: set[str] = set()
    for person in _free_now(pairs, now):
        found = next((free[bare] for bare in bare_numbers(person) if bare in free), None)
        if found and found not in taken:
            pairs[person.number] = found
            taken.add(found)


def _pair_by_name(pairs: dict[str, str], before: Roster, now: Roster) -> None:
    """Adds those who have left one number and joined under another."""
    left, joined = _by_name(_free_before(pairs, before)), _by_name(_free_now(pairs, now))
    for key, numbers in joined.items():
        if len(numbers) == 1 and len(left.get(key, ())) == 1:
            pairs[numbers[0]] = left[key][0]


def _by_name(people: Iterable[Person]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for person in people:
        if person.email:
            found.setdefault((person.email.casefold(), *name_key(person.name)), []).append(person.number)
    return found


def _free_before(pairs: Mapping[str, str], before: Roster) -> list[Person]:
    taken = set(pairs.values())
    return [person for number, person in before.people.items() if number not in taken]


def _free_now(pairs: Mapping[str, str], now: Roster) -> list[Person]:
    return [person for number, person in now.people.items() if number not in pairs]


def _under(renamed: Mapping[str, str], person: Person) -> Person:
    """Somebody under the number they had, and those around them too."""
    number = renamed.get(person.number, person.number)
    bare = bare_number(number)
    others = [other for other in person.other_numbers if bare_number(other) != bare]
    if bare_number(person.number) != bare:
        others.append(person.number)
    return replace(
        person,
        number=number,
        leader=renamed.get(person.leader, person.leader),
        delegate=renamed.get(person.delegate, person.delegate),
        other_numbers=tuple(others),
    )


def _leads(number: str, other: str, people: Mapping[str, Person]) -> bool:
    """Whether somebody is the leader of another, directly or through others, or is that other."""
    seen: set[str] = set()
    while other in people and other not in seen:
        if other == number:
            return True
        seen.add(other)
        other = people[other].leader
    return False


def _only_named(group: Group) -> bool:
    """Whether all that is known of a group is that somebody is in it: the file has no sheet of groups."""
    return group.name == group.id and not group.talk_on and not group.consulted_on
