"""The page `Følg op`, for HR and leaders: what is owed, the most overdue first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from pipeline.model import Obligation
from pipeline.obligations import ON_LEAVE
from pipeline.reports.facts import RoundFacts, danish
from pipeline.reports.notes import KEY, NOTE, note_key
from pipeline.reports.talks import has_several_kinds
from pipeline.reports.words import OWED, what_is_owed, who_owes
from pipeline.sheets.write import Book, Cell, Column, Row, Tone, add_tips, new_page, write_long_table

LinkToLeader = Callable[[str], str]
"""From a leader's number to the link to their workbook, "" where there is none."""

SOON_DAYS = 30
"""How far ahead the follow-up lists look: what falls due later is noise today."""
TOP = 4
_ORDER = {what: number for number, what in enumerate(OWED)}


def due_soon(facts: RoundFacts) -> list[Obligation]:
    """What is overdue or falls due within 30 days, the most overdue first."""
    return sorted(falling_due(facts), key=lambda owed: _urgency(facts, owed))


def falling_due(facts: RoundFacts) -> Iterator[Obligation]:
    """The same as it stands in the list of all that is owed."""
    limit = facts.today + timedelta(SOON_DAYS)
    for owed in facts.obligations:
        if owed.state in ("open", "overdue") and owed.due and owed.due <= limit and owed.reason != ON_LEAVE:
            yield owed


def _urgency(
    facts: RoundFacts, owed: Obligation
) -> tuple[date, tuple[str, str], tuple[str, str], str, int, str]:
    leader, subject = facts.person(owed.leader), facts.subject(owed)
    return (
        owed.due or date.max,
        danish(leader.name),
        danish(subject.name),
        subject.number,
        _ORDER[owed.what],
        note_key(owed),
    )


def add_follow_up(
    book: Book, facts: RoundFacts, title: str, subtitle: str, link: LinkToLeader | None
) -> None:
    """The page itself. Only HR's links to the leaders' workbooks and has a column for remarks."""
    several = has_several_kinds(facts)
    columns = [
        Column("Frist", "date", 13),
        Column("Dage over frist", "number", 10),
        Column("Hvad mangler"),
        Column("Hvem skal gøre det"),
        Column("Medarbejder"),
        Column("Nr."),
        *([Column("Samtale")] if several else []),
        Column("Enhed"),
        Column("Regel"),
    ]
    rule = len(columns)
    if link:
        columns += [Column("Lederens ark"), Column(NOTE, width=42, wrap=True), Column(KEY, hidden=True)]
    owing = due_soon(facts)
    rows: Iterable[Row] = (_owed_row(facts, owed, several, link) for owed in owing)
    if not owing:
        nothing = Cell(
            "Intet at følge op på: Ingen frister er overskredet, og ingen falder inden for 30 dage", "done"
        )
        rows = [[None, None, nothing, *[None] * (len(columns) - 3)]]
    page = new_page(book, "Følg op", facts.look, title, subtitle, len(columns))
    write_long_table(page, TOP, columns, rows, facts.look)
    add_tips(page, rule, TOP + 1, [owed.rule for owed in owing], facts.rules)


def _owed_row(facts: RoundFacts, owed: Obligation, several: bool, link: LinkToLeader | None) -> Row:
    assert owed.due is not None
    subject, leader = facts.subject(owed), facts.person(owed.leader)
    days = (facts.today - owed.due).days
    tone: Tone = "overdue" if owed.state == "overdue" else ""
    row: list[Cell | str | int | date | None] = [
        Cell(owed.due, tone),
        Cell(days, tone) if days > 0 else None,
        what_is_owed(owed, facts.minutes_kept),
        who_owes(owed, leader.name, subject.name),
        subject.name,
        subject.number,
        *([owed.kind] if several else []),
        owed.unit,
        owed.rule,
    ]
    if link:
        target = link(owed.leader)
        opening = Cell(leader.name, link=target, tip=f"Åbn {leader.name}s ark") if target else Cell("")
        row += [opening, Cell(facts.notes.get(note_key(owed), ""), "input"), note_key(owed)]
    return row
