"""The two tables that HR and leaders both get: what is owed, and how each talk stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from pipeline.model import Obligation, Talk
from pipeline.reports.facts import SOON_DAYS, RoundFacts, danish
from pipeline.reports.notes import KEY, NOTE, note_key
from pipeline.reports.words import DONE, OWED, what_is_owed, who_owes
from pipeline.sheets.write import (
    Book,
    Cell,
    Column,
    Row,
    Tone,
    new_page,
    write_legend,
    write_table,
)

LinkToLeader = Callable[[str], str]
"""From a leader's number to the link to their workbook, "" where there is none."""

DAY_DUE = '"frist "dd\\-mm\\-yyyy'
DAY_LATE = 'dd\\-mm\\-yyyy" sent"'
LEGEND = (
    Cell("Udført", "done"),
    Cell("Udført for sent", "late"),
    Cell("Frist endnu ikke nået", "open"),
    Cell("Frist overskredet", "overdue"),
    Cell("Bortfaldet", "waived"),
    Cell("Dato mangler eller er passeret", "late"),
)


def due_soon(facts: RoundFacts) -> list[Obligation]:
    """What is overdue or falls due within 30 days, the most overdue first."""
    limit = facts.today + timedelta(SOON_DAYS)
    owed = [o for o in facts.obligations if o.state in ("open", "overdue") and not o.reason]
    return sorted((o for o in owed if o.due and o.due <= limit), key=lambda o: _urgency(facts, o))


def has_several_kinds(facts: RoundFacts) -> bool:
    """Whether the round holds more than one kind of talk; where not, a column for it says nothing."""
    return len({talk.kind for talk in facts.talks}) > 1


def _urgency(facts: RoundFacts, owed: Obligation) -> tuple[date, tuple[str, str], tuple[str, str], str, int]:
    leader, person = facts.person(owed.leader), facts.person(owed.person)
    return (
        owed.due or date.max,
        danish(leader.name),
        danish(person.name),
        owed.person,
        list(OWED).index(owed.what),
    )


# --- what is owed ---------------------------------------------------------------------------------


def add_follow_up(
    book: Book, facts: RoundFacts, title: str, subtitle: str, link: LinkToLeader | None
) -> None:
    """The page `Følg op`. Only HR's links to the leaders' workbooks and has a column for remarks."""
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
    if link:
        columns += [Column("Lederens ark"), Column(NOTE, width=42, wrap=True), Column(KEY, hidden=True)]
    rows = [_owed_row(facts, owed, link) for owed in due_soon(facts)]
    if not rows:
        nothing = Cell(
            "Intet at følge op på: Ingen frister er overskredet, og ingen falder inden for 30 dage", "done"
        )
        rows = [[None, None, nothing, *[None] * (len(columns) - 3)]]
    page = new_page(book, "Følg op", facts.look, title, subtitle, len(columns))
    write_table(page, 4, columns, rows, facts.look)


def _owed_row(facts: RoundFacts, owed: Obligation, link: LinkToLeader | None) -> Row:
    assert owed.due is not None
    person, leader = facts.person(owed.person), facts.person(owed.leader)
    days = (facts.today - owed.due).days
    tone: Tone = "overdue" if owed.state == "overdue" else ""
    row: list[Cell | str | int | date | None] = [
        Cell(owed.due, tone),
        Cell(days, tone) if days > 0 else None,
        what_is_owed(owed, facts.minutes_kept),
        who_owes(owed, leader.name),
        person.name,
        person.number,
        *([owed.kind] if has_several_kinds(facts) else []),
        owed.unit,
        owed.rule,
    ]
    if link:
        target = link(owed.leader)
        opening = Cell(leader.name, link=target, tip=f"Åbn {leader.name}s ark") if target else Cell("")
        row += [opening, Cell(facts.notes.get(note_key(owed), ""), "input"), note_key(owed)]
    return row


# --- how each talk stands -----------------------------------------------------------------------


def add_talks(book: Book, facts: RoundFacts, title: str, subtitle: str) -> None:
    """The page `Samtaler`: one row per talk, with a date and a colour for everything asked for or done."""
    shown = [what for what in DONE if what in {*facts.asked, "talk"} or _ever(facts, what)]
    columns = [
        Column("Medarbejder", width=28, wrap=True),
        Column("Nr."),
        Column("Enhed", width=24, wrap=True),
        Column("Leder", width=24, wrap=True),
        *([Column("Samtale")] if has_several_kinds(facts) else []),
        Column("Planlagt", "date", 12),
        *(Column(DONE[what], "date", 16) for what in shown),
        Column("Årsag", width=30, wrap=True),
    ]
    rows = [_talk_row(facts, talk, shown) for talk in sorted(facts.talks, key=lambda t: _alphabet(facts, t))]
    page = new_page(book, "Samtaler", facts.look, title, subtitle, max(len(columns), 2 * len(LEGEND)))
    write_legend(page, 4, LEGEND)
    write_table(page, 6, columns, rows, facts.look)


def _ever(facts: RoundFacts, what: str) -> bool:
    return any(_event_name(what) in events for events in facts.happened.values())


def _event_name(what: str) -> str:
    """The event that discharges an obligation mostly bears its name."""
    return {"talk": "held", "form-handed-out": "handed-out"}.get(what, what)


def _alphabet(facts: RoundFacts, talk: Talk) -> tuple[tuple[str, str], ...]:
    person, leader = facts.person(talk.person), facts.person(talk.leader)
    names = (person.parent_unit, person.unit, leader.name, person.name, person.number, talk.kind)
    return tuple(danish(name) for name in names)


def _talk_row(facts: RoundFacts, talk: Talk, shown: list[str]) -> Row:
    person, leader = facts.person(talk.person), facts.person(talk.leader)
    owed = facts.owed.get((talk.person, talk.kind), {})
    return [
        Cell(person.name, "waived" if facts.is_waived(talk) else ""),
        person.number,
        person.unit,
        leader.name,
        *([talk.kind] if has_several_kinds(facts) else []),
        _planned(facts, talk),
        *(_state(facts, talk, what) for what in shown),
        owed["talk"].reason if "talk" in owed else "",
    ]


def _planned(facts: RoundFacts, talk: Talk) -> Cell:
    """The planned day; marked when it has passed without a talk, and when there is none."""
    owed = facts.owed.get((talk.person, talk.kind), {}).get("talk")
    waiting = owed is not None and owed.state != "done" and not owed.reason
    passed = talk.planned_on is None or talk.planned_on < facts.today
    return Cell(talk.planned_on, "late" if waiting and passed else "")


def _state(facts: RoundFacts, talk: Talk, what: str) -> Cell:
    """One thing about one talk: the day it was done, else the day it is due, and the colour of its state."""
    event = facts.happened.get((talk.person, talk.kind), {}).get(_event_name(what))
    owed = facts.owed.get((talk.person, talk.kind), {}).get(what)
    if owed is None:
        return Cell(_day_shown(what, event.on, event.until) if event else None)
    if owed.state == "done" and owed.done_on:
        done_on = _day_shown(what, owed.done_on, event.until if event else None)
        return Cell(done_on, "late", format=DAY_LATE) if owed.late else Cell(done_on, "done")
    if owed.state == "waived":
        return Cell(None, "waived")
    return Cell(owed.due, "overdue" if owed.state == "overdue" else "open", format=DAY_DUE)


def _day_shown(what: str, on: date, until: date | None) -> date:
    """The day itself, but of an agreement to follow up the day that was agreed on."""
    return until if what == "follow-up-agreed" and until else on
