"""One workbook per leader: what they owe first, then how each of their own talks stands.

A leader sees the staff whose talks they hold, and nobody else's; of the leaders below them the figures only. HR's
remarks and lists stay with HR.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.model import Person
from pipeline.names import name_and_number
from pipeline.reports.below import Below, Hierarchy, add_below
from pipeline.reports.counting import count
from pipeline.reports.facts import RoundFacts
from pipeline.reports.follow_up import add_follow_up
from pipeline.reports.talks import add_talks
from pipeline.reports.undated import add_undated
from pipeline.reports.words import day, number_of
from pipeline.sheets.write import new_book, save_workbook


def write_leaders(facts: RoundFacts, folder: Path) -> list[Path]:
    """Writes a workbook for everyone with talks to hold; returns those that are new or changed.

    The workbook of someone who leads nobody any more is taken away: it shows staff that are not theirs.
    """
    hierarchy = Hierarchy(facts)
    due = {leader_path(folder, leader): (theirs, leader) for leader, theirs in facts.by_leader()}
    for path in sorted(set(_workbooks(folder)) - set(due)):
        path.unlink()
    return [
        path
        for path, (theirs, leader) in due.items()
        if write_leader(theirs, leader, hierarchy.below(leader.number), path)
    ]


def write_leader(facts: RoundFacts, leader: Person, below: Sequence[Below], path: Path) -> bool:
    """Writes one leader's workbook and says whether anything in it has changed: tasks first (SYD-21)."""
    book = new_book(f"Samtaler {facts.year}: {leader.name}", facts.look)
    subtitle = f"{leader.name} · {facts.look.name} · status {day(facts.today)}"
    add_follow_up(
        book, facts, f"Dine samtaler {facts.year}: følg op", f"{subtitle} · {_in_short(facts)}", None
    )
    add_undated(book, facts, subtitle)
    add_talks(book, facts, f"Dine samtaler {facts.year}", subtitle)
    add_below(book, facts, below, subtitle)
    return save_workbook(book, path, facts.today)


def leader_path(folder: Path, leader: Person) -> Path:
    """Where a leader's workbook stands: `Bente Holm (1001).xlsx`, `Leder (1001).xlsx` where the name is protected."""
    return folder / f"{name_and_number(leader, otherwise='Leder')}.xlsx"


def _workbooks(folder: Path) -> list[Path]:
    """The leaders' workbooks that stand in the folder; other files are not ours to touch."""
    return [path for path in folder.glob("*.xlsx") if re.fullmatch(r"[^~.].* \([^()]+\)\.xlsx", path.name)]


def _in_short(facts: RoundFacts) -> str:
    counted = count(facts, facts.talks)
    staff = number_of(counted.talks, "medarbejder", "medarbejdere")
    held = number_of(counted.held, "samtale holdt", "samtaler holdt")
    overdue = number_of(counted.overdue, "frist overskredet", "frister overskredet")
    return f"{staff}, {held}, {overdue}"
