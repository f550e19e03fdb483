"""HR's page `Kompetencefonden`: what to apply for, by when, and how far each application has come (EXT-7).

Days, amounts and ticks only: what the education is stands in the plan, which is the employee's and the leader's.
"""

from __future__ import annotations

from datetime import date

from pipeline.fund import Advice, FundState
from pipeline.reports.facts import RoundFacts, danish
from pipeline.reports.funding import FundRow
from pipeline.reports.words import number_of
from pipeline.sheets.write import Book, Cell, Column, Row, Tone, new_page, write_long_table

NAME = "Kompetencefonden"
STATES: dict[FundState, tuple[str, Tone]] = {
    "apply-now": ("Kan søges nu", "late"),
    "applied": ("Søgt – mangler underskrifter", "late"),
    "not-yet": ("Kan ikke søges endnu", "open"),
    "no-start": ("Mangler startdato i planen", "late"),
    "too-late": ("Fristen er passeret", "overdue"),
    "not-eligible": ("Dækkes ikke af fonden", "waived"),
    "signed": ("Søgt og underskrevet", "done"),
}
"""What stands for each state, and how it shows: what waits for somebody first."""
COLUMNS = (
    Column("Status"),
    Column("Medarbejder"),
    Column("Nr."),
    Column("Enhed"),
    Column("Overenskomst"),
    Column("Pulje"),
    Column("Starter", "date", 12),
    Column("Søg tidligst", "date", 12),
    Column("Søg senest", "date", 12),
    Column("Underskriv senest", "date", 13),
    Column("Udgift", "amount", 12),
    Column("Støtte (andel af det ansøgte)", "amount", 15),
    Column("Støtte (andel af udgiften)", "amount", 15),
    Column("Loft", "amount", 11),
    Column("Mulig fælles ansøgning", width=13),
    Column("Bemærk", width=60, wrap=True),
)


def add_fund(book: Book, facts: RoundFacts, subtitle: str) -> None:
    """The page itself, what is to be done first at the top. No page where no plan asks for the fund."""
    if not facts.fund:
        return
    subtitle = (
        f"{subtitle} · {number_of(len(facts.fund), 'ønske', 'ønsker')} i planerne · uddannelsen står i planen"
    )
    page = new_page(book, NAME, facts.look, f"{NAME} {facts.year}", subtitle, len(COLUMNS))
    rows = [_row(facts, row) for row in sorted(facts.fund, key=lambda r: _order(facts, r))]
    write_long_table(page, 4, COLUMNS, rows, facts.look)


def _order(facts: RoundFacts, row: FundRow) -> tuple[int, date, tuple[str, str], str, str]:
    advice = row.advice
    waits_for = advice.upload_by if advice.state == "applied" else advice.latest
    person = facts.person(advice.person)
    return (
        list(STATES).index(advice.state),
        waits_for or date.max,
        danish(person.name),
        person.number,
        advice.row,
    )


def _row(facts: RoundFacts, row: FundRow) -> Row:
    advice, person = row.advice, facts.person(row.advice.person)
    label, tone = STATES[advice.state]
    shares = advice.shares
    return [
        Cell(label, tone),
        person.name,
        person.number,
        person.unit,
        person.agreement,
        advice.pool,
        advice.start,
        advice.earliest,
        Cell(advice.latest, _tone_of_latest(advice)),
        Cell(advice.upload_by, _tone_of_signing(facts, advice)),
        advice.cost,
        shares.of_applied.applied if shares else None,
        shares.of_cost.applied if shares else None,
        advice.ceiling,
        f"Fælles {row.together}" if row.together else "",
        "\n".join(advice.reasons),
    ]


def _tone_of_latest(advice: Advice) -> Tone:
    if advice.state == "too-late":
        return "overdue"
    return "" if advice.state in ("apply-now", "not-yet") else "open"


def _tone_of_signing(facts: RoundFacts, advice: Advice) -> Tone:
    if advice.state != "applied":
        return "open"
    return "overdue" if advice.upload_by and advice.upload_by < facts.today else "late"
