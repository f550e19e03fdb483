"""Counting people: one person is one yearly talk, however many talks they are in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.model import Talk
from pipeline.reports.facts import RoundFacts
from pipeline.sheets.write import Cell, Column, Tone

Figures: TypeAlias = list[Cell]

FIGURES = (
    Column("Medarbejdere", "number", 15),
    Column("Holdt", "number", 9),
    Column("Holdt i %", "share", 13),
    Column("Dato aftalt", "number", 9),
    Column("Mangler dato", "number", 10),
    Column("Med plan", "number", 9),
    Column("Plan i %", "share", 13),
    Column("Frister overskredet", "number", 13),
)
"""The columns of a count, wherever one is shown."""


@dataclass(frozen=True)
class Count:
    """How far some people's yearly talks have come, those that have fallen away left out, and what is overdue."""

    talks: int = 0
    held: int = 0
    dated: int = 0
    plans: int = 0
    overdue: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.talks + other.talks,
            self.held + other.held,
            self.dated + other.dated,
            self.plans + other.plans,
            self.overdue + other.overdue,
        )

    @property
    def undated(self) -> int:
        """Talks neither held nor given a date."""
        return self.talks - self.held - self.dated

    def share(self, part: int) -> float | None:
        """The part as a share of the talks, None where there are none."""
        return part / self.talks if self.talks else None


def counted(facts: RoundFacts, talks: Iterable[Talk]) -> list[Talk]:
    """Those of the talks that count: somebody's yearly one that has not fallen away."""
    return [talk for talk in talks if talk.key in facts.yearly and not facts.is_waived(talk)]


def count(facts: RoundFacts, talks: Iterable[Talk]) -> Count:
    """Counts the people of these talks, and what is overdue on any of them."""
    talks = list(talks)
    mine = counted(facts, talks)
    waiting = [talk for talk in mine if not facts.is_held(talk)]
    return Count(
        talks=len(mine),
        held=len(mine) - len(waiting),
        dated=sum(1 for talk in waiting if talk.planned_on),
        plans=sum(1 for talk in mine if facts.has_plan(talk.person)),
        overdue=sum(1 for talk in talks for owed in facts.owed_of(talk) if owed.state == "overdue"),
    )


def figures(counted: Count, tone: Tone = "") -> Figures:
    """A count as the cells of `FIGURES`."""
    values = (
        counted.talks,
        counted.held,
        counted.share(counted.held),
        counted.dated,
        counted.undated or None,
        counted.plans,
        counted.share(counted.plans),
    )
    overdue = Cell(counted.overdue or None, "overdue" if counted.overdue and not tone else tone)
    return [*(Cell(value, tone) for value in values), overdue]
