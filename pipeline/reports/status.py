"""`status.xlsx`: the whole round for HR, in facts only.

The pages: how far each administration, unit and leader has come; what to follow up, most overdue first, with
HR's own remarks; every talk; files and roster rows that somebody must look at; whom the round leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pipeline.model import Outcome, Person, ReturnedFile, Talk
from pipeline.problems import Problem
from pipeline.reports.facts import Count, RoundFacts, count, danish
from pipeline.reports.leaders import leader_path
from pipeline.reports.tables import add_follow_up, add_talks, due_soon
from pipeline.reports.words import NO_LEADER, NO_PARENT, NO_UNIT, OUTCOME, day, number_of
from pipeline.sheets.write import (
    Book,
    Cell,
    Column,
    Row,
    Tile,
    Tone,
    add_bars,
    link_to,
    new_book,
    new_page,
    save_workbook,
    write_table,
    write_tiles,
)

OVERVIEW = (
    Column("Forvaltning"),
    Column("Enhed"),
    Column("Leder", width=26),
    Column("Medarbejdere", "number", 15),
    Column("Holdt", "number", 9),
    Column("Holdt i %", "share", 13),
    Column("Dato aftalt", "number", 9),
    Column("Mangler dato", "number", 10),
    Column("Med plan", "number", 9),
    Column("Plan i %", "share", 13),
    Column("Frister overskredet", "number", 13),
)
PROBLEMS = (
    Column("Type"),
    Column("Modtaget", "date", 13),
    Column("Fil", width=40, wrap=True),
    Column("Hvad er galt, og hvad skal du gøre?", width=70, wrap=True),
    Column("Sted"),
    Column("Medarbejder"),
    Column("Leder"),
)

OUTCOME_ORDER: tuple[Outcome, ...] = ("rejected", "review", "accepted")


def write_status(facts: RoundFacts, path: Path) -> bool:
    """Writes HR's status workbook and says whether anything in it has changed."""
    book = new_book(f"Status for samtaler {facts.year}", facts.look)
    _add_overview(book, facts, path)
    add_follow_up(book, facts, f"Følg op {facts.year}", _follow_up_subtitle(facts), _link(facts, path))
    add_talks(book, facts, f"Samtaler {facts.year}", _subtitle(facts))
    _add_problems(book, facts, path)
    _add_excluded(book, facts)
    return save_workbook(book, path, facts.today)


def _subtitle(facts: RoundFacts) -> str:
    return f"{facts.look.name} · status {day(facts.today)}"


def _follow_up_subtitle(facts: RoundFacts) -> str:
    return (
        f"{_subtitle(facts)} · frister, der er overskredet eller falder inden for 30 dage · "
        "skriv frit i kolonnen »Bemærkning«: Den bliver stående"
    )


def _link(facts: RoundFacts, path: Path) -> Callable[[str], str]:
    """From a leader's number to the link from this workbook to theirs."""
    links = {
        leader.number: link_to(leader_path(path.parent / "ledere", leader), path) for leader in facts.leaders
    }
    return lambda number: links.get(number, "")


# --- Overblik ------------------------------------------------------------------------------------


def _add_overview(book: Book, facts: RoundFacts, path: Path) -> None:
    page = new_page(book, "Overblik", facts.look, f"Samtaler {facts.year}", _subtitle(facts), len(OVERVIEW))
    total = count(facts, facts.talks)
    write_tiles(page, 4, _tiles(facts, total), facts.look)
    rows = [*_overview_rows(facts, _link(facts, path)), _count_row(("I alt", "", ""), total, "total")]
    last = write_table(page, 7, OVERVIEW, rows, facts.look)
    for number, column in enumerate(OVERVIEW, start=1):
        if column.kind == "share":
            add_bars(page, number, 8, last, "8FBF9A")


def _tiles(facts: RoundFacts, total: Count) -> list[Tile]:
    waiting = sum(1 for file in facts.returned if file.outcome in ("review", "rejected"))
    soon = len(due_soon(facts)) - total.overdue
    return [
        ("medarbejdere i runden", Cell(total.talks), "number", 1),
        (f"samtaler holdt ({total.held})", Cell(total.share(total.held)), "share", 1),
        (f"med plan ({total.plans})", Cell(total.share(total.plans)), "share", 1),
        ("frister overskredet", Cell(total.overdue, "overdue" if total.overdue else ""), "number", 3),
        ("frister inden for 30 dage", Cell(soon), "number", 3),
        ("filer at se på", Cell(waiting, "overdue" if waiting else ""), "number", 2),
    ]


def _overview_rows(facts: RoundFacts, link: Callable[[str], str]) -> Iterator[Row]:
    """Administration by administration: first its sum, then a row for each unit and leader in it."""
    by_unit = sorted(facts.talks, key=lambda talk: (*map(danish, _belongs(facts, talk)), talk.leader))
    for administration, inside in groupby(by_unit, key=lambda talk: _belongs(facts, talk)[0]):
        talks = list(inside)
        yield _count_row((administration, "", ""), count(facts, talks), "group")
        for (_, unit, name, number), few in groupby(talks, key=lambda t: (*_belongs(facts, t), t.leader)):
            row = _count_row(("", unit, name), count(facts, few), "")
            yield [administration, unit, Cell(name, link=link(number)), *row[3:]]


def _belongs(facts: RoundFacts, talk: Talk) -> tuple[str, str, str]:
    """Administration, unit and leader of a talk, as they stand in the sheet."""
    person: Person = facts.person(talk.person)
    leader = facts.person(talk.leader).name
    return person.parent_unit or NO_PARENT, person.unit or NO_UNIT, leader or NO_LEADER


def _count_row(names: tuple[str, str, str], counted: Count, tone: Tone) -> Row:
    figures = (
        counted.talks,
        counted.held,
        counted.share(counted.held),
        counted.dated,
        counted.undated or None,
        counted.plans,
        counted.share(counted.plans),
    )
    overdue = Cell(counted.overdue or None, "overdue" if counted.overdue and not tone else tone)
    return [*(Cell(name, tone) for name in names), *(Cell(figure, tone) for figure in figures), overdue]


# --- Problemer, Udeladt --------------------------------------------------------------------------


def _add_problems(book: Book, facts: RoundFacts, path: Path) -> None:
    subtitle = f"{_subtitle(facts)} · filer, der ikke kunne læses ind, og rækker på medarbejderlisten, der skal rettes"
    page = new_page(book, "Problemer", facts.look, "Problemer", subtitle, len(PROBLEMS))
    files = [file for file in facts.returned if file.outcome in OUTCOME_ORDER and _is_troubled(file)]
    files.sort(key=lambda file: (OUTCOME_ORDER.index(file.outcome), file.received_on, file.name, file.digest))
    rows = [row for file in files for row in _file_rows(facts, file, path)]
    rows += [
        _roster_row(problem)
        for problem in sorted(facts.roster_problems, key=lambda p: (not p.blocks, p.place))
    ]
    if not rows:
        rows = [[None, None, None, Cell("Ingen problemer: Alle filer er læst ind", "done"), None, None, None]]
    write_table(page, 4, PROBLEMS, rows, facts.look)


def _is_troubled(file: ReturnedFile) -> bool:
    return file.outcome != "accepted" or bool(file.problems)


def _file_rows(facts: RoundFacts, file: ReturnedFile, path: Path) -> Iterator[Row]:
    """One row per problem of a returned file; one for the file where it names none."""
    kept = link_to(path.parent.parent / file.kept_at, path) if file.kept_at else ""
    tone: Tone = "overdue" if file.outcome == "rejected" else "late"
    for problem in file.problems or (None,):
        yield [
            Cell(OUTCOME[file.outcome], tone),
            file.received_on,
            Cell(file.name, link=kept, tip="Åbn filen"),
            problem.text if problem else "Filen venter på, at I ser på den",
            problem.place.spot if problem else "",
            facts.person(file.person).name,
            facts.person(file.leader).name,
        ]


def _roster_row(problem: Problem) -> Row:
    tone: Tone = "overdue" if problem.blocks else "late"
    name = Path(problem.place.file).name
    return [Cell("Medarbejderliste", tone), None, name, problem.text, problem.place.spot, "", ""]


def _add_excluded(book: Book, facts: RoundFacts) -> None:
    """Those on the roster whom the round leaves out, with the reason (HOL-1). No page where nobody is."""
    if not facts.excluded:
        return
    columns = (
        Column("Medarbejder"),
        Column("Nr."),
        Column("Enhed"),
        Column("Leder"),
        Column("Hvorfor", width=60, wrap=True),
    )
    subtitle = f"{_subtitle(facts)} · {number_of(len(facts.excluded), 'medarbejder', 'medarbejdere')}"
    page = new_page(book, "Uden for runden", facts.look, "Uden for runden", subtitle, len(columns))
    write_table(page, 4, columns, list(_excluded_rows(facts)), facts.look)


def _excluded_rows(facts: RoundFacts) -> Iterable[Row]:
    for out in sorted(facts.excluded, key=lambda out: (danish(facts.person(out.person).name), out.person)):
        person = facts.person(out.person)
        yield [person.name, person.number, person.unit, facts.person(person.leader).name, out.reason]
