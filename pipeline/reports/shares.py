"""HR's page `Overblik`: how far each administration, unit and leader has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from pipeline.model import Talk
from pipeline.reports.counting import FIGURES, Count, count, figures
from pipeline.reports.facts import RoundFacts, danish
from pipeline.reports.follow_up import falling_due
from pipeline.reports.words import EVERYBODY, NO_LEADER, NO_PARENT, NO_UNIT
from pipeline.sheets.write import (
    Book,
    Cell,
    Column,
    Page,
    Row,
    Tile,
    Tone,
    add_bars,
    new_page,
    write_long_table,
    write_tiles,
)

COLUMNS = (Column("Forvaltning"), Column("Enhed"), Column("Leder", width=26), *FIGURES)
BAR = "8FBF9A"


def add_shares(book: Book, facts: RoundFacts, subtitle: str, link: Callable[[str], str]) -> None:
    """The page itself: key figures, then the sums; from each leader a link to their workbook."""
    page = new_page(book, "Overblik", facts.look, f"Samtaler {facts.year}", subtitle, len(COLUMNS))
    loose = Count(overdue=sum(1 for owed in facts.loose if owed.state == "overdue"))
    total = count(facts, facts.talks) + loose
    write_tiles(page, 4, _tiles(facts, total), facts.look)
    rows = list(_rows(facts, link))
    if loose.overdue:
        rows.append(_row((EVERYBODY, "", ""), loose, "group"))
    rows.append(_row(("I alt", "", ""), total, "total"))
    add_share_bars(page, COLUMNS, 8, write_long_table(page, 7, COLUMNS, rows, facts.look))


def add_share_bars(page: Page, columns: Sequence[Column], first: int, last: int) -> None:
    """Thin bars behind every column of shares."""
    for number, column in enumerate(columns, start=1):
        if column.kind == "share":
            add_bars(page, number, first, last, BAR)


def _tiles(facts: RoundFacts, total: Count) -> list[Tile]:
    waiting = sum(1 for file in facts.returned if file.outcome in ("review", "rejected"))
    soon = sum(1 for owed in falling_due(facts) if owed.state != "overdue")
    doomed: list[Tile] = [
        ("papirer at slette (mus purge)", Cell(facts.doomed, "late"), "number", 2),
    ]
    wide = 2 if facts.doomed else 3
    return [
        ("medarbejdere i runden", Cell(total.talks), "number", 1),
        (f"samtaler holdt ({total.held})", Cell(total.share(total.held)), "share", 1),
        (f"med plan ({total.plans})", Cell(total.share(total.plans)), "share", 1),
        ("frister overskredet", Cell(total.overdue, "overdue" if total.overdue else ""), "number", wide),
        ("frister inden for 30 dage", Cell(soon), "number", wide),
        ("filer at se på", Cell(waiting, "overdue" if waiting else ""), "number", 2),
        *(doomed if facts.doomed else []),
    ]


def _rows(facts: RoundFacts, link: Callable[[str], str]) -> Iterator[Row]:
    """A sum for each administration, and under it a line for each unit and leader."""
    ordered = sorted(facts.talks, key=lambda t: (*map(danish, _belongs(facts, t)), t.leader))
    for administration, inside in groupby(ordered, key=lambda t: _belongs(facts, t)[0]):
        talks = list(inside)
        yield _row((administration, "", ""), count(facts, talks), "group")
        for (_, unit, name, number), few in groupby(talks, key=lambda t: (*_belongs(facts, t), t.leader)):
            row = _row(("", unit, name), count(facts, few), "")
            yield [administration, unit, Cell(name, link=link(number)), *row[3:]]


def _belongs(facts: RoundFacts, talk: Talk) -> tuple[str, str, str]:
    """Administration, unit and leader of a talk, as they stand in the sheet."""
    subject = facts.subject(talk)
    leader = facts.person(talk.leader).name
    return subject.parent_unit or NO_PARENT, subject.unit or NO_UNIT, leader or NO_LEADER


def _row(names: tuple[str, str, str], counted: Count, tone: Tone) -> Row:
    return [*(Cell(name, tone) for name in names), *figures(counted, tone)]
