"""Who on one roster is who on another, and the roster told in the numbers that the round knows.

Comes in: the roster as read now, and the last one. Goes out: pairs of numbers, or the roster now with people under the
numbers their forms were issued under. One surprise: an employee number is no name for life. Exports lose its leading
zeros, another of somebody's engagements becomes the primary one, and a new contract brings a new number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from pipeline.model import Group, LeftOut, Person, Roster
from pipeline.roster.directory import Directory
from pipeline.roster.entries import Entries, Entry, bare_number
from pipeline.roster.people import VACANT
from pipeline.roster.spelling import fold, name_key, words

_spelling = attrgetter("name", "email", "title", "agreement", "unit", "parent_unit")
"""All of somebody that one export may write in capitals and the next may not."""
_PARTICLES = {"af", "al", "da", "de", "den", "der", "di", "el", "la", "le", "van", "von"}
_SHORT = 3
"""A name this short or longer that stands within another is no chance."""


def pair_up(before: Roster, now: Roster) -> dict[str, str]:
    """Number now → number before, for everybody who is on both. Nobody is two people.

    The same person has the same number, leading zeros aside, or one of several engagements in common, and is `alike`;
    or has the same name and e-mail address, where nobody else has both.
    """
    shared = shared_addresses(before, now)
    pairs = _pair_by_number(before, now, shared)
    _pair_by_engagement(pairs, before, now, shared)
    _pair_by_name(pairs, before, now, shared)
    return pairs


def alike(one: Person, other: Person, shared: Set[str] = frozenset()) -> bool:
    """Whether two who have a number in common can be one person: the first name in common, or the e-mail address.

    Whoever marries keeps the first name, and whoever changes it mostly keeps the address; half of Denmark is called
    Hansen, so a last name alone tells nothing, and neither does a mailbox of several people (`shared`).
    """
    if one.name == other.name:
        return True
    mail = one.email.casefold()
    if mail and mail == other.email.casefold() and mail not in shared:
        return True
    mine, theirs = _telling_words(one.name), _telling_words(other.name)
    if {*mine[:1]} & {*theirs} or {*theirs[:1]} & {*mine}:
        return True
    short, long = sorted((fold(one.name), fold(other.name)), key=len)
    return len(short) >= _SHORT and short in long


def _telling_words(name: str) -> list[str]:
    """The words of a name, the first name first, without initials and what many names have."""
    return [word for word in words(name) if len(word) > 1 and word not in _PARTICLES]


def shared_addresses(*rosters: Roster) -> Set[str]:
    """The e-mail addresses that several people of one roster have."""
    counts = (Counter(person.email.casefold() for person in roster.people.values()) for roster in rosters)
    return {address for count in counts for address, bearers in count.items() if address and bearers > 1}


def keep_numbers(now: Roster, before: Roster, renumbered: bool = True) -> Roster:
    """The roster now, with everybody known from before under the number they had: their forms bear it.

    Leaders, delegates and groups follow. The number that the file has is then among somebody's other numbers. Without
    `renumbered` that is done only where the number they had is still one of theirs. A number that somebody else has
    now is not taken from them.
    """
    holders = {bare_number(number): number for number in now.people}
    renamed = {
        new: old
        for new, old in pair_up(before, now).items()
        if new != old and old not in now.groups and holders.get(bare_number(old), new) == new
        if renumbered or bare_number(old) in bare_numbers(now.people[new])
    }
    if not renamed:
        return now
    people = [_under(renamed, person) for person in now.people.values()]
    groups = {
        id: replace(group, leader=renamed.get(group.leader, group.leader)) for id, group in now.groups.items()
    }
    unresolved = {(renamed.get(number, number), of): text for (number, of), text in now.unresolved.items()}
    return replace(
        now, people={person.number: person for person in people}, groups=groups, unresolved=unresolved
    )


def keep_spelling(now: Roster, before: Roster) -> Roster:
    """The roster now, spelled as the last where only capitals, accents or the order of a name's words are others.

    An export in capitals would else make every form anew. Somebody new gets the unit as the colleagues have it.
    """
    units: dict[tuple[str, ...], set[str]] = {}
    for unit in {unit for person in before.people.values() for unit in (person.unit, person.parent_unit)}:
        units.setdefault(tuple(words(unit)), set()).add(unit)
    pairs = pair_up(before, now)
    people = {
        number: _spelled(person, before.people.get(pairs.get(number, "")), units)
        for number, person in now.people.items()
    }
    groups = {
        id: replace(group, name=_one_spelling(before.groups[id].name, group.name))
        if id in before.groups
        else group
        for id, group in now.groups.items()
    }
    return replace(now, people=people, groups=groups)


def _spelled(person: Person, last: Person | None, units: Mapping[tuple[str, ...], set[str]]) -> Person:
    if last is None:
        unit, parent = _as_known(person.unit, units), _as_known(person.parent_unit, units)
        return replace(person, unit=unit, parent_unit=parent)
    if _spelling(last) == _spelling(person):
        return person
    same_name = last.name == person.name or name_key(last.name) == name_key(person.name)
    same_mail = last.email.casefold() == person.email.casefold()
    return replace(
        person,
        name=last.name if same_name else person.name,
        email=last.email if same_mail else person.email,
        title=_one_spelling(last.title, person.title),
        agreement=_one_spelling(last.agreement, person.agreement),
        unit=_one_spelling(last.unit, person.unit),
        parent_unit=_one_spelling(last.parent_unit, person.parent_unit),
    )


def _as_known(unit: str, units: Mapping[tuple[str, ...], set[str]]) -> str:
    """A unit's name as the last roster has it, where that spells it in one way."""
    known = units.get(tuple(words(unit)), set())
    return next(iter(known)) if len(known) == 1 else unit


@lru_cache(maxsize=20_000)
def _one_spelling(last: str, now: str) -> str:
    return last if last == now or words(last) == words(now) else now


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
    """The roster now, with those as they were who stand in a row that could not be used: nobody leaves by a slip."""
    kept = [person for _, person in unread(now, before)]
    return _with(kept, now, before) if kept else now


def unread(now: Roster, before: Roster) -> list[tuple[LeftOut, Person]]:
    """The rows that could not be used, and who of the last roster stands in each.

    They are known by number, or by a name that nobody else is without a number under.
    """
    rows = [row for row in now.left_out if row.reason != VACANT]
    if not rows:
        return []
    gone = _gone(now, before)
    numbers = {bare_number(person.number): person for person in gone}
    called = Counter(name_key(person.name) for person in gone)
    names = {name_key(person.name): person for person in gone if called[name_key(person.name)] == 1}
    nameless = Counter(name_key(row.name) for row in rows if row.name and not row.number)
    found: list[tuple[LeftOut, Person]] = []
    for row in rows:
        once = not row.number and nameless[name_key(row.name)] == 1
        person = numbers.get(bare_number(row.number)) if row.number else names.get(name_key(row.name))
        if person and (row.number or once):
            found.append((row, person))
    return found


def _gone(now: Roster, before: Roster) -> list[Person]:
    """Those of the last roster who are nobody on this one, and whose number nobody has now."""
    there = set(pair_up(before, now).values())
    held = {bare for person in now.people.values() for bare in bare_numbers(person)}
    return [
        person
        for number, person in before.people.items()
        if number not in there and bare_number(number) not in held
    ]


def _with(kept: Iterable[Person], now: Roster, before: Roster) -> Roster:
    """The roster with these as they were; they are still whose leader or delegate they were, or are written to be.

    What is written and means nobody stays nobody: it is wrong, and no word of what was.
    """
    rest = {person.number: person for person in kept}
    people = dict(now.people) | rest
    written = _meant(now, people)
    for number, person in now.people.items():
        last = before.people.get(number)
        for of in ("leader", "delegate"):
            was = getattr(last, of) if last else ""
            meant = written.get((number, of), was)
            closes = _leads(number, meant, people) if of == "leader" else meant == number
            if meant in rest and not getattr(person, of) and not closes:
                person = replace(person, leader=meant) if of == "leader" else replace(person, delegate=meant)
                people[number] = person
    return replace(now, people=people)


def _meant(now: Roster, people: Mapping[str, Person]) -> dict[tuple[str, str], str]:
    """By whose and which of leader and delegate: the number of the one person that the file's words mean, or ""."""
    if not now.unresolved:
        return {}
    entries = [
        Entry(row, person, key, others=[Entry(row, replace(person, number=n), key) for n in others])
        for row, person in enumerate(people.values())
        for key, others in [(name_key(person.name), person.other_numbers)]
    ]
    directory = Directory(Entries(entries, [], []))
    found = {key: directory.find(text) for key, text in now.unresolved.items()}
    return {key: fitting[0].number if len(fitting) == 1 else "" for key, fitting in found.items()}


def absorbed(before: Roster, now: Roster, pairs: Mapping[str, str]) -> dict[str, str]:
    """Numbers that were somebody's own and are another engagement of theirs now, with their number now.

    `pairs` are those of `pair_up`.
    """
    gone = before.people.keys() - pairs.values()
    if not gone:
        return {}
    shared = shared_addresses(before, now)
    others = {bare: person for person in now.people.values() for bare in bare_numbers(person)}
    found = {number: others[bare] for number in gone if (bare := bare_number(number)) in others}
    return {
        number: person.number
        for number, person in found.items()
        if alike(before.people[number], person, shared)
    }


def bare_numbers(person: Person) -> list[str]:
    """All of somebody's numbers without leading zeros, their own first."""
    return [bare_number(number) for number in (person.number, *person.other_numbers)]


def _pair_by_number(before: Roster, now: Roster, shared: Set[str]) -> dict[str, str]:
    """Those with the number they had, leading zeros aside."""
    known = {bare_number(number): number for number in before.people}
    pairs: dict[str, str] = {}
    for number, person in now.people.items():
        old = known.get(bare_number(number))
        if old and alike(before.people[old], person, shared):
            pairs[number] = old
            del known[bare_number(number)]
    return pairs


def _pair_by_engagement(pairs: dict[str, str], before: Roster, now: Roster, shared: Set[str]) -> None:
    """Adds those who had, or have, several engagements, one of them in common."""
    free = {bare: person for person in _free_before(pairs, before) for bare in bare_numbers(person)}
    taken: set[str] = set()
    for person in _free_now(pairs, now):
        had = (free[bare] for bare in bare_numbers(person) if bare in free)
        found = next((last for last in had if alike(last, person, shared)), None)
        if found and found.number not in taken:
            pairs[person.number] = found.number
            taken.add(found.number)


def _pair_by_name(pairs: dict[str, str], before: Roster, now: Roster, shared: Set[str]) -> None:
    """Adds those who have left one number and joined under another; an address that others have too is no sign."""
    left, joined = _by_name(_free_before(pairs, before)), _by_name(_free_now(pairs, now))
    for key, numbers in joined.items():
        if key[0] not in shared and len(numbers) == 1 and len(left.get(key, ())) == 1:
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
