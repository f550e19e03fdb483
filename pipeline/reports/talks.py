"""The page `Samtaler`, for HR and leaders: one row per talk, with a date and a colour for each thing asked of it."""

from __future__ import annotations

from datetime import date

from pipeline.model import Talk
from pipeline.obligations import ON_LEAVE
from pipeline.reports.facts import NEVER_YEARLY, RoundFacts, danish
from pipeline.reports.words import DONE
from pipeline.sheets.write import Book, Cell, Column, Row, new_page, write_legend, write_long_table

DAY_DUE = '"frist "dd\\-mm\\-yyyy'
DAY_LATE = 'dd\\-mm\\-yyyy" sent"'
OFFER = "tilbud"
"""What stands for a talk that nobody must hold: a senior talk is the employee's to take (SUS)."""
LEGEND = (
    Cell("Udført", "done"),
    Cell("Udført for sent", "late"),
    Cell("Frist endnu ikke nået", "open"),
    Cell("Frist overskredet", "overdue"),
    Cell("Bortfaldet", "waived"),
    Cell("Dato mangler eller er passeret", "late"),
)
EVENT_OF = {
    "talk": "held",
    "individual-talk": "held",
    "form-handed-out": "handed-out",
    "consultation": "consulted",
    "fund-apply": "fund-applied",
    "fund-sign": "fund-signed",
}
"""The event that discharges an obligation, where it does not bear its name."""
FUND = ("fund-apply", "fund-sign")


def has_several_kinds(facts: RoundFacts) -> bool:
    """Whether the round holds more than one kind of talk; where not, a column for it says nothing."""
    return len({talk.kind for talk in facts.talks}) > 1


def add_talks(book: Book, facts: RoundFacts, title: str, subtitle: str) -> None:
    """The page itself, in the order of units and leaders."""
    shown = [what for what in DONE if what in {*facts.asked, "talk"} or _ever(facts, what)]
    several, groups = has_several_kinds(facts), any(talk.group for talk in facts.talks)
    columns = [
        Column("Medarbejder", width=30, wrap=True),
        Column("Nr."),
        Column("Enhed", width=27, wrap=True),
        Column("Leder", width=24, wrap=True),
        *([Column("Samtale")] if several else []),
        *([Column("Gruppe")] if groups else []),
        Column("Planlagt", "date", 12),
        *(Column(DONE[what], "date", 16) for what in shown),
        Column("Årsag", width=30, wrap=True),
    ]
    rows = (
        _talk_row(facts, talk, shown, several, groups)
        for talk in sorted(facts.talks, key=lambda t: _alphabet(facts, t))
    )
    page = new_page(book, "Samtaler", facts.look, title, subtitle, max(len(columns), 2 * len(LEGEND)))
    write_legend(page, 4, LEGEND)
    write_long_table(page, 6, columns, rows, facts.look)


def _ever(facts: RoundFacts, what: str) -> bool:
    """Whether it is owed, or has happened, of any talk of these."""
    event = EVENT_OF.get(what, what)
    return any(facts.owed(talk, what) or (event == what and facts.has(talk, what)) for talk in facts.talks)


def _alphabet(facts: RoundFacts, talk: Talk) -> tuple[tuple[str, str], ...]:
    subject, leader = facts.subject(talk), facts.person(talk.leader)
    names = (subject.parent_unit, subject.unit, leader.name, subject.name, subject.number, talk.kind)
    return tuple(danish(name) for name in names)


def _talk_row(facts: RoundFacts, talk: Talk, shown: list[str], several: bool, groups: bool) -> Row:
    subject, leader = facts.subject(talk), facts.person(talk.leader)
    return [
        Cell(subject.name, "waived" if facts.is_waived(talk) else ""),
        subject.number,
        subject.unit,
        leader.name,
        *([talk.kind] if several else []),
        *([talk.group] if groups else []),
        _planned(facts, talk),
        *(_state(facts, talk, what) for what in shown),
        why_not(facts, talk),
    ]


def why_not(facts: RoundFacts, talk: Talk) -> str:
    """Why the talk is not held for now, or not at all, or what else HR should know of it; "" for most."""
    owed = [facts.owed(talk, what) for what in ("talk", "individual-talk")]
    others = [other for other in facts.owed_of(talk) if other.what not in FUND]
    return next((one.reason for one in (*owed, *others) if one and one.reason), "")


def is_on_leave(facts: RoundFacts, talk: Talk) -> bool:
    """Whether the talk waits for somebody to come back from leave (EXT-5)."""
    return any(owed.reason == ON_LEAVE for owed in facts.owed_of(talk))


def is_waiting(facts: RoundFacts, talk: Talk) -> bool:
    """Whether somebody must still hold the talk, now: not an offer or a follow-up, not fallen away, nobody on leave."""
    if talk.kind in NEVER_YEARLY or facts.is_waived(talk):
        return False
    if not talk.person:  # nothing is owed of a group's own talk but its papers; its participants owe the talk
        return not facts.has(talk, "held")
    owed = facts.owed(talk, "talk") or facts.owed(talk, "individual-talk")
    return owed is not None and owed.state in ("open", "overdue") and owed.reason != ON_LEAVE


def _planned(facts: RoundFacts, talk: Talk) -> Cell:
    """The planned day; marked when it has passed without a talk, and when there is none."""
    passed = talk.planned_on is None or talk.planned_on < facts.today
    return Cell(talk.planned_on, "late" if is_waiting(facts, talk) and passed else "")


def _state(facts: RoundFacts, talk: Talk, what: str) -> Cell:
    """One thing about one talk: the day it was done, else the day it is due, and the colour of its state."""
    event = facts.happened(talk).get(EVENT_OF.get(what, what))
    owed = facts.owed(talk, what)
    if owed is None:
        elsewhere = what == "individual-talk"  # the same event is shown as the talk itself
        return Cell(_day_shown(what, event.on, event.until) if event and not elsewhere else None)
    if owed.state == "done" and owed.done_on:
        done_on = _day_shown(what, owed.done_on, event.until if event else None)
        return Cell(done_on, "late", format=DAY_LATE) if owed.late else Cell(done_on, "done")
    if owed.state == "waived":
        return Cell(None, "waived")
    if what == "talk" and talk.kind == "SUS":
        return Cell(OFFER, "open")
    return Cell(owed.due, "overdue" if owed.state == "overdue" else "open", format=DAY_DUE)


def _day_shown(what: str, on: date, until: date | None) -> date:
    """The day itself, but of an agreement to follow up the day that was agreed on."""
    return until if what == "follow-up-agreed" and until else on
