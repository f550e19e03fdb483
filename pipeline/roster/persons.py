"""Which rows are one person's.

Rows are one person's when they share what only one person has: a CPR number (known here by a token), the person's id in
the source system, a number, a user name or an e-mail address, each with a name that fits. What people of different names
share is nobody's own: a shared mailbox, a temps' account, the id of a unit. The strong signs are settled before the weak,
and a sign that could join somebody to two people joins nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from pipeline.problems import Problem
from pipeline.problems.roster_people import cpr_twice
from pipeline.roster.cells import is_vacant
from pipeline.roster.entries import Entry, bare_number
from pipeline.roster.spelling import fold, name_key, words

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
    for sign, fit in _SIGNS:
        for members in _sharing(entries, sign):
            if not _all_fit(members, fit):
                problems += [
                    cpr_twice(each.person.place, members[0].person.place.spot)
                    for each in members[1:]
                    if sign is _token and not fit(members[0], each)
                ]
            elif not parts.contradict(members):
                parts.join(members)
    return parts.persons(), problems


# --- signs, the strong before the weak ----------------------------------------------------------


def _token(entry: Entry) -> Hashable:
    return entry.token


def _id(entry: Entry) -> Hashable:
    """An id that a system gave; a short one was typed by people, and is as good as a user name."""
    return _said(entry.person_id) if len(entry.person_id) > _TYPED else ""


def _number(entry: Entry) -> Hashable:
    """The number within its institution: two institutions of SD may have given one number to two people of one name."""
    return bare_number(entry.number), entry.institution.casefold(), name_key(entry.person.name)


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
    mine, theirs = set(name_key(one.person.name)), set(name_key(other.person.name))
    return mine <= theirs or theirs <= mine


def _same_name(one: Entry, other: Entry) -> bool:
    return name_key(one.person.name) == name_key(other.person.name)


_SIGNS: tuple[tuple[Sign, Fit], ...] = (
    (_token, _may_be_one),
    (_id, _may_be_one),
    (_number, _same_name),
    (_username, _within),
    (_email, _same_name),
)


def _sharing(entries: Iterable[Entry], sign: Sign) -> Iterable[list[Entry]]:
    """The entries that share a value of a sign, in the order of the sheet."""
    found: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        if value := sign(entry):
            found[value].append(entry)
    return (members for members in found.values() if len(members) > 1)


def _all_fit(members: Sequence[Entry], fit: Fit) -> bool:
    if len(members) > _MOST:
        fit = _same_name
    first, *others = members
    if not all(fit(first, other) for other in others):
        return False
    return fit is _same_name or all(fit(a, b) for n, a in enumerate(others) for b in others[:n])


def _one(value: Hashable) -> set[Hashable]:
    return {value} if value else set()


class _Parts:
    """Entries in parts that are joined (union-find); each part knows the tokens and ids that stand in its rows."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._position = {id(entry): number for number, entry in enumerate(entries)}
        self._above = list(range(len(entries)))
        self._known = [(_one(entry.token), _one(_id(entry))) for entry in entries]

    def contradict(self, members: Iterable[Entry]) -> bool:
        """Whether their parts hold two CPR numbers, or two ids of persons."""
        known = [self._known[root] for root in {self._root(self._position[id(e)]) for e in members}]
        return any(len(set().union(*(part[kind] for part in known))) > 1 for kind in (0, 1))

    def join(self, members: Iterable[Entry]) -> None:
        """Makes one part of theirs."""
        first, *others = sorted({self._root(self._position[id(e)]) for e in members})
        for other in others:
            self._above[other] = first
            for mine, theirs in zip(self._known[first], self._known[other], strict=True):
                mine.update(theirs)

    def persons(self) -> list[list[Entry]]:
        """The parts, each in the order of the sheet."""
        found: dict[int, list[Entry]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            found[self._root(number)].append(entry)
        return list(found.values())

    def _root(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number
