"""One workbook per leader: what they owe first, then how each of their own talks stands.

A leader sees the staff whose talks they hold, and nobody else's; of the leaders below them the figures only. HR's
remarks and lists stay with HR.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Rendered:
    """What each leader's workbook was last made from, by its file name; `now` is what they are made from in this run.

    `rules` is the digest of the program and the forms: what is said of the same facts follows from them. A file that
    was written in or is gone is not among `before`. Measured at 1,000 people, of whom one had held a talk: 0.12 s instead
    of 1.3.
    """

    rules: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)

    def is_current(self, name: str, facts: RoundFacts, leader: Person, below: Sequence[Below]) -> bool:
        """Whether the file says what it would say if it were made anew."""
        self.now[name] = hashlib.sha256(repr((self.rules, _told(facts, leader, below))).encode()).hexdigest()
        return self.before.get(name) == self.now[name]


def _told(facts: RoundFacts, leader: Person, below: Sequence[Below]) -> tuple[object, ...]:
    """All that a leader's workbook is made from."""
    subjects = {(talk.person, talk.group): facts.subject(talk) for talk in facts.talks}
    subjects |= {(owed.person, owed.group): facts.subject(owed) for owed in facts.obligations}
    counted = sorted(talk.key for talk in facts.talks if talk.key in facts.yearly)
    told = (facts.look, facts.year, facts.today, facts.asked, facts.minutes_kept, sorted(facts.rules.items()))
    return (*told, leader, below, counted, subjects, facts.talks, facts.obligations, facts.events)


def write_leaders(facts: RoundFacts, folder: Path, rendered: Rendered | None = None) -> list[Path]:
    """Writes a workbook for everyone with talks to hold; returns those that are new or changed.

    The workbook of someone who leads nobody any more is taken away: it shows staff that are not theirs. One that would
    say the same is not made, where `rendered` knows what it was made from.
    """
    hierarchy, known = Hierarchy(facts), rendered or Rendered()
    due = {leader_path(folder, leader) for leader in facts.leaders}
    for path in sorted(set(_workbooks(folder)) - due):
        path.unlink()
    written = []
    for leader, theirs in facts.by_leader():
        path, below = leader_path(folder, leader), hierarchy.below(leader.number)
        if not known.is_current(path.name, theirs, leader, below) and write_leader(
            theirs, leader, below, path
        ):
            written.append(path)
    return written


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
