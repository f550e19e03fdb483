"""The page `Mine ledere`, for a leader of leaders: figures only, no employee and no word of a talk (SYD-23)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Person, Talk
from pipeline.reports.counting import FIGURES, Count, count, figures
from pipeline.reports.facts import RoundFacts, by_name
from pipeline.reports.shares import add_share_bars
from pipeline.sheets.write import Book, Cell, Column, Row, new_page, write_long_table

NAME = "Mine ledere"
PROTECTED = "(navnebeskyttet)"
COLUMNS = (
    Column("Leder"),
    Column("Nr."),
    Column("Enhed"),
    Column("Ledere under sig", "number", 11),
    *FIGURES,
)


@dataclass(frozen=True, slots=True)
class Below:
    """A leader somewhere below another: how deep, how many leaders below them in turn, and the sum of all their staff."""

    leader: Person
    depth: int
    leaders: int
    counted: Count


class Hierarchy:
    """Who leads whom among the leaders of a round, and how far the staff of each has come."""

    def __init__(self, facts: RoundFacts) -> None:
        holding = {leader.number for leader in facts.leaders}
        leading = holding | {person.leader for person in facts.people.values()} - {""}
        self._under: dict[str, list[Person]] = {}
        for leader in by_name(facts.people[number] for number in leading & set(facts.people)):
            self._under.setdefault(leader.leader, []).append(leader)
        talks: dict[str, list[Talk]] = {}
        for talk in facts.talks:
            talks.setdefault(talk.leader, []).append(talk)
        self._own: Mapping[str, Count] = {number: count(facts, mine) for number, mine in talks.items()}

    def below(self, number: str) -> list[Below]:
        """Every leader below, each followed by those below them. Where people lead each other in a ring, each once."""
        found, _, _ = self._walk(number, 0, {number})
        return found

    def _walk(self, number: str, depth: int, seen: set[str]) -> tuple[list[Below], Count, int]:
        found: list[Below] = []
        total, leaders = Count(), 0
        for leader in self._under.get(number, ()):
            if leader.number in seen:
                continue
            seen.add(leader.number)
            under, counted, others = self._walk(leader.number, depth + 1, seen)
            counted += self._own.get(leader.number, Count())
            found += [Below(leader, depth, others, counted), *under]
            total, leaders = total + counted, leaders + 1 + others
        return found, total, leaders


def add_below(book: Book, facts: RoundFacts, below: Sequence[Below], subtitle: str) -> None:
    """The page itself. No page for one whose staff lead nobody."""
    if not below:
        return
    subtitle = f"{subtitle} · alle niveauer under hver leder er talt med · kun tal, ingen medarbejdere"
    page = new_page(book, NAME, facts.look, f"Mine ledere {facts.year}", subtitle, len(COLUMNS))
    rows = [_row(one) for one in below]
    total = sum((one.counted for one in below if one.depth == 0), Count())
    rows.append(
        [Cell("I alt", "total"), *[Cell("", "total")] * 2, Cell(None, "total"), *figures(total, "total")]
    )
    add_share_bars(page, COLUMNS, 5, write_long_table(page, 4, COLUMNS, rows, facts.look))


def _row(one: Below) -> Row:
    """A leader's figures. Whoever reads it may lead them from far above, so a protected name is not shown."""
    leader = one.leader
    name = Cell(PROTECTED if leader.protected else leader.name, indent=2 * one.depth)
    return [name, leader.number, leader.unit, one.leaders or None, *figures(one.counted)]
