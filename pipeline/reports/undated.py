"""The page `Mangler dato`: the talks that wait for a day to be agreed on, and those on leave (ISH-12, EXT-5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.model import Talk
from pipeline.reports.facts import RoundFacts, danish
from pipeline.reports.talks import has_several_kinds, is_on_leave, is_waiting, why_not
from pipeline.reports.words import number_of
from pipeline.sheets.write import Book, Column, Row, new_page, write_long_table

NAME = "Mangler dato"


def add_undated(book: Book, facts: RoundFacts, subtitle: str) -> None:
    """The page itself, the one to be held first at the top. No page where every talk has its day."""
    rows = list(_rows(facts))
    if not rows:
        return
    columns = [
        Column("Hold samtalen senest", "date", 14),
        Column("Medarbejder"),
        Column("Nr."),
        *([Column("Samtale")] if has_several_kinds(facts) else []),
        Column("Enhed"),
        Column("Leder"),
        Column("Bemærk"),
    ]
    subtitle = f"{subtitle} · {number_of(len(rows), 'samtale', 'samtaler')} at aftale en dato for"
    page = new_page(book, NAME, facts.look, f"Samtaler uden dato {facts.year}", subtitle, len(columns))
    write_long_table(page, 4, columns, rows, facts.look)


def _rows(facts: RoundFacts) -> Iterator[Row]:
    several = has_several_kinds(facts)
    for talk in sorted(undated(facts), key=lambda t: _order(facts, t)):
        subject = facts.subject(talk)
        yield [
            _due(facts, talk),
            subject.name,
            subject.number,
            *([talk.kind] if several else []),
            subject.unit,
            facts.person(talk.leader).name,
            why_not(facts, talk),
        ]


def undated(facts: RoundFacts) -> list[Talk]:
    """Talks that must be held and have no day yet, and those of people on leave, who are invited on their return.

    A group's talk stands once, as the group's own.
    """
    groups = {talk.group for talk in facts.talks if not talk.person}
    return [talk for talk in facts.talks if _lacks_a_day(facts, talk, groups) or _is_away(facts, talk)]


def _lacks_a_day(facts: RoundFacts, talk: Talk, groups: set[str]) -> bool:
    told_by_group = talk.person and talk.group in groups
    return not talk.planned_on and not told_by_group and is_waiting(facts, talk)


def _is_away(facts: RoundFacts, talk: Talk) -> bool:
    return talk.key in facts.yearly and is_on_leave(facts, talk) and not facts.is_held(talk)


def _due(facts: RoundFacts, talk: Talk) -> date | None:
    """The last day for the talk; a group's is that of its participants."""
    alike = (
        [talk] if talk.person else [t for t in facts.talks if (t.group, t.kind) == (talk.group, talk.kind)]
    )
    owed = [facts.owed(one, what) for one in alike for what in ("talk", "individual-talk")]
    return min((o.due for o in owed if o and o.due), default=None)


def _order(facts: RoundFacts, talk: Talk) -> tuple[bool, date, tuple[str, str], tuple[str, str], str]:
    """Those on leave last; then by the day it must be held, by leader and by name."""
    subject, leader = facts.subject(talk), facts.person(talk.leader)
    on_leave = is_on_leave(facts, talk)
    due = _due(facts, talk) or date.max
    return on_leave, due, danish(leader.name), danish(subject.name), talk.kind
