"""One roster's leaders while they are found, and where they stand in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pipeline.problems import Place, Problem
from pipeline.roster.directory import Directory
from pipeline.roster.entries import Entries, Entry
from pipeline.roster.tables import Table
from pipeline.roster.units import Units

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(slots=True)
class Case:
    """One roster's leaders while they are found. `selves` and `vacant` are by number: their rows do not tell the leader."""

    table: Table
    entries: Entries
    directory: Directory
    units: Units
    today: date
    leaders: dict[str, str] = field(default_factory=dict)
    selves: set[str] = field(default_factory=set)
    vacant: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    agreed: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    by_number: dict[str, Entry] = field(default_factory=dict)
    in_unit: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def place(self, entry: Entry) -> Place:
        return leader_place(self.table, entry)

    def unsettled(self) -> list[Entry]:
        """Those who still work here, have no leader, and whose rows name none that is wrong."""
        return [
            entry
            for number, entry in self.by_number.items()
            if not self.leaders[number] and number not in self.wrong and not entry.has_left(self.today)
        ]

    def leaders_of(self, unit: str) -> list[Entry]:
        """Those who lead a unit: as somebody has said, else the one its people agree on. Who has left leads nothing."""
        named = self.units.leaders(unit)
        if not named and unit in self.agreed:
            named = [self.by_number[self.agreed[unit]]]
        return [leader for leader in named if not leader.has_left(self.today)]


def leader_place(table: Table, entry: Entry) -> Place:
    """The cell the leader stands in, or should."""
    filled = [name for name, _ in entry.leader]
    there = [name for name in ("leader", "leader_number", "leader_email", "unit") if table.has(name)]
    return table.place(entry.row, next(iter(filled + there), "number"))


def unit_name(case: Case, unit: str) -> str:
    """The unit's name, or its code where that is one people use."""
    known = case.units.by_key.get(unit)
    if known is None:
        return ""
    return known.name or ("" if _UUID.fullmatch(known.code) else known.code)


def chain(number: str, leaders: Mapping[str, str]) -> Iterator[str]:
    """The person and the leaders above, nearest first. Circles were broken before."""
    while number:
        yield number
        number = leaders.get(number, "")
