"""People as rows say they are, before anybody knows who leads whom and who stands there twice."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from pipeline.model import LeftOut, Person

_Member = TypeVar("_Member")


@dataclass(slots=True)
class Entry:
    """A row that is about somebody. In `person`, leader, delegate and group are as written until resolved.

    `leader` is what the row says of the leader, by field. `path` are the units above, the highest first, and the unit
    itself; `unit` is its key among the units. `name_key` is the name as names are compared, `short_number` the number as
    it stands in the row, without its institution. `others` are the same person's other engagements.
    """

    row: int
    person: Person
    name_key: tuple[str, ...]
    leader: tuple[tuple[str, str], ...] = ()
    co_leaders: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    is_leader: bool = False
    primary: bool = False
    institution: str = ""
    person_id: str = ""
    username: str = ""
    token: int | None = field(default=None, repr=False)
    short_number: str = ""
    unit: str = ""
    others: Sequence[Entry] = ()

    @property
    def number(self) -> str:
        """The employee number."""
        return self.person.number

    def has_left(self, today: date) -> bool:
        """Whether they work here no more, by their status or by the day they left."""
        leaves = self.person.leaves_on
        return self.person.status == "left" or (leaves is not None and leaves < today)


@dataclass(frozen=True, slots=True)
class Entries:
    """The people that can be used, those whose number or name cannot, and the rows that are nobody, with the reason.

    `vacant` are the bare numbers of posts that nobody holds.
    """

    used: list[Entry]
    unusable: list[Entry]
    left_out: list[LeftOut]
    vacant: frozenset[str] = frozenset()


def bare_number(number: str) -> str:
    """An employee number without leading zeros, for comparing: exports lose them here and keep them there."""
    return number.casefold().lstrip("0") or "0"


def sharing(keys: Sequence[Hashable], members: Sequence[_Member]) -> list[list[_Member]]:
    """Those who have a key in common, in their order; whoever is alone with one, as nearly everybody is, is in none."""
    if len(set(keys)) == len(keys):
        return []
    first: dict[Hashable, _Member] = {}
    shared: dict[Hashable, list[_Member]] = {}
    for key, member in zip(keys, members, strict=True):
        if first.setdefault(key, member) is not member:
            shared.setdefault(key, [first[key]]).append(member)
    return [shared[key] for key in first if key in shared] if shared else []
