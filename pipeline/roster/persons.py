"""Which rows are one person's.

Rows are one person's when they share what only one person has: a CPR number (known here by a token), the person's id in
the source system, a number, a user name or an e-mail address, each with a name that fits. What people of different names
share is nobody's own: a shared mailbox, a temps' account, the id of a unit. The strong signs are settled before the weak,
and a sign that could join somebody to two people joins nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain

from pipeline.problems import Problem
from pipeline.problems.roster_people import cpr_twice
from pipeline.roster.cells import is_vacant
from pipeline.roster.entries import Entry, bare_number
from pipeline.roster.spelling import fold, words

Sign = Callable[[Entry], Hashable]
Fit = Callable[[Entry, Entry], bool]
_MOST = 20
"""What more rows share than this is nobody's own, unless all of them bear one name."""
_TYPED = 12
_NOTHING = frozenset(
    ("ukendt", "ingen", "vikar", "vikarer", "mangler", "faelles", "na", "tom", "null", "none")
)


def find_persons(entries: Sequence[Entry]) -> tuple[list[list[Entry]], list[Problem]]:
    """The rows of each person, in the order of the sheet.

    Problems: `cpr-twice`, which does not block: rows with one CPR number and names that do not fit stay two people.
    """
    parts = _Parts(entries)
    problems: list[Problem] = []
    for sign, written, fit in _SIGNS:
        for places in _sharing(entries, sign, written):
            members = [entries[place] for place in places]
            if not _all_fit(members, fit):
                problems += [
                    cpr_twice(each.person.place, members[0].person.place.spot)
                    for each in members[1:]
                    if sign is _token and not fit(members[0], each)
                ]
            elif not parts.contradict(places):
                parts.join(places)
    return parts.persons(), problems


# --- signs, the strong before the weak ----------------------------------------------------------


def _token(entry: Entry) -> Hashable:
    return entry.token


def _id(entry: Entry) -> Hashable:
    """An id that a system gave; a short one was typed by people, and is as good as a user name."""
    return _said(entry.person_id) if len(entry.person_id) > _TYPED else ""


def _number(entry: Entry) -> Hashable:
    """The number within its institution: two institutions of SD may have given one number to two people of one name."""
    return bare_number(entry.number), entry.institution.casefold(), entry.name_key


def _username(entry: Entry) -> Hashable:
    return _said(entry.username) or (_said(entry.person_id) if len(entry.person_id) <= _TYPED else "")


def _email(entry: Entry) -> Hashable:
    return _said(entry.person.email.casefold())


def _said(text: str) -> str:
    """What stands in a cell, "" for a dash or a word that says that nothing does."""
    return "" if not text or not fold(text) or fold(text) in _NOTHING or is_vacant(text) else text


def _may_be_one(one: Entry, other: Entry) -> bool:
    """Whether two names may be one person's: the same first name (people marry), or one name within the other."""
    return words(one.person.name)[:1] == words(other.person.name)[:1] or _within(one, other)


def _within(one: Entry, other: Entry) -> bool:
    """Whether all words of one name are in the other: `Anna Hansen` and `Anna Marie Hansen`."""
    mine, theirs = set(one.name_key), set(other.name_key)
    return mine <= theirs or theirs <= mine


def _same_name(one: Entry, other: Entry) -> bool:
    return one.name_key == other.name_key


_SIGNS: tuple[tuple[Sign, tuple[Sign, ...], Fit], ...] = (
    (_token, (_token,), _may_be_one),
    (_id, (lambda entry: entry.person_id,), _may_be_one),
    (_number, (lambda entry: bare_number(entry.number),), _same_name),
    (_username, (lambda entry: entry.username, lambda entry: entry.person_id), _within),
    (_email, (lambda entry: entry.person.email.casefold(),), _same_name),
)
"""A sign, what it is made from as it is written, and which names fit."""


def _sharing(entries: Sequence[Entry], sign: Sign, written: Iterable[Sign]) -> Iterable[list[int]]:
    """The places of entries that share a value of a sign, in the order of the sheet.

    Signs are made of those alone who have something written that another has too, which hardly anybody does: at 45,000
    people 0.03 s of processor time, 0.5 s with the signs of all.
    """
    columns = [list(map(what, entries)) for what in written]
    said = list(filter(None, chain.from_iterable(columns)))
    if len(set(said)) == len(said):
        return iter(())
    repeated = {what for what, count in Counter(said).items() if count > 1}
    found: dict[Hashable, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if any(column[place] in repeated for column in columns) and (value := sign(entry)):
            found[value].append(place)
    return (places for places in found.values() if len(places) > 1)


def _all_fit(members: Sequence[Entry], fit: Fit) -> bool:
    if len(members) > _MOST:
        fit = _same_name
    first, *others = members
    if not all(fit(first, other) for other in others):
        return False
    return fit is _same_name or all(fit(a, b) for n, a in enumerate(others) for b in others[:n])


class _Parts:
    """Entries, by their places, in parts that are joined (union-find)."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._above = list(range(len(entries)))
        self._joined: dict[int, list[int]] = {}

    def contradict(self, places: Iterable[int]) -> bool:
        """Whether the rows of their parts hold two CPR numbers, or two ids of persons."""
        rows = [self._entries[place] for root in set(map(self._root, places)) for place in self._part(root)]
        return any(len(set(filter(None, map(sign, rows)))) > 1 for sign in (_token, _id))

    def join(self, places: Iterable[int]) -> None:
        """Makes one part of theirs."""
        first, *others = sorted(set(map(self._root, places)))
        self._joined[first] = [*self._part(first), *chain.from_iterable(map(self._part, others))]
        for other in others:
            self._above[other] = first

    def persons(self) -> list[list[Entry]]:
        """The parts, each in the order of the sheet."""
        if not self._joined:
            return [[entry] for entry in self._entries]
        found: dict[int, list[Entry]] = defaultdict(list)
        for place, entry in enumerate(self._entries):
            found[self._root(place)].append(entry)
        return list(found.values())

    def _part(self, root: int) -> Sequence[int]:
        return self._joined.get(root, (root,))

    def _root(self, place: int) -> int:
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place
