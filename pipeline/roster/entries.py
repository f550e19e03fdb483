"""People as rows say they are, before anybody knows who leads whom and who stands there twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pipeline.model import LeftOut, Person


@dataclass(slots=True)
class Entry:
    """A row that is about somebody. In `person`, leader, delegate and group are as written until resolved.

    `leader` is what the row says of the leader, by field. `path` are the units above, the highest first, and the unit
    itself; `unit` is its key among the units. `short_number` is the number as it stands
    in the row, without its institution. `others` are the same person's other engagements.
    """

    row: int
    person: Person
    leader: tuple[tuple[str, str], ...] = ()
    co_leaders: tuple[str, ...] = ()
    is_leader: bool = False
    primary: bool = False
    path: tuple[str, ...] = ()
    unit: str = ""
    institution: str = ""
    short_number: str = ""
    person_id: str = ""
    username: str = ""
    token: bytes | None = field(default=None, repr=False)
    others: list[Entry] = field(default_factory=list)

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
