"""HR's pages of what somebody must look at: `Problemer`, and those that the round leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.model import Outcome, ReturnedFile
from pipeline.problems import Problem
from pipeline.reports.facts import RoundFacts, danish
from pipeline.reports.words import OUTCOME, number_of
from pipeline.sheets.write import Book, Cell, Column, Row, Tone, link_to, new_page, write_long_table

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


def add_problems(book: Book, facts: RoundFacts, subtitle: str, path: Path) -> None:
    """The page `Problemer`: files that were not simply read, and what is wrong on the roster."""
    subtitle = (
        f"{subtitle} · filer, der ikke kunne læses ind, og rækker på medarbejderlisten, der skal rettes"
    )
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
    write_long_table(page, 4, PROBLEMS, rows, facts.look)


def _is_troubled(file: ReturnedFile) -> bool:
    return file.outcome != "accepted" or bool(file.problems)


def _file_rows(facts: RoundFacts, file: ReturnedFile, path: Path) -> Iterator[Row]:
    """One row per problem of a returned file; one for the file where it names none."""
    kept = link_to(path.parent.parent / file.kept_at, path) if file.kept_at else ""
    tone: Tone = "overdue" if file.outcome == "rejected" else "late"
    finish = f"{kept}.xlsx" if kept and file.outcome == "review" else ""  # lies beside the file
    for problem in file.problems or (None,):
        yield [
            Cell(OUTCOME[file.outcome], tone, link=finish, tip="Åbn gennemsynsarket"),
            file.received_on,
            Cell(file.name, link=kept, tip="Åbn filen"),
            problem.text if problem else "Filen venter på, at I ser på den",
            problem.place.spot if problem else "",
            facts.subject(file).name if file.person or file.group else "",
            facts.person(file.leader).name,
        ]


def _roster_row(problem: Problem) -> Row:
    tone: Tone = "overdue" if problem.blocks else "late"
    name = Path(problem.place.file).name
    return [Cell("Medarbejderliste", tone), None, name, problem.text, problem.place.spot, "", ""]


def add_excluded(book: Book, facts: RoundFacts, subtitle: str) -> None:
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
    subtitle = f"{subtitle} · {_how_many(facts)}"
    page = new_page(book, "Uden for runden", facts.look, "Uden for runden", subtitle, len(columns))
    write_long_table(page, 4, columns, list(_excluded_rows(facts)), facts.look)


def _how_many(facts: RoundFacts) -> str:
    groups = sum(1 for out in facts.excluded if out.person in facts.groups)
    people = len(facts.excluded) - groups
    told = [number_of(people, "medarbejder", "medarbejdere")] if people else []
    return " og ".join([*told, *([number_of(groups, "gruppe", "grupper")] if groups else [])])


def _excluded_rows(facts: RoundFacts) -> Iterable[Row]:
    for out in sorted(facts.excluded, key=lambda out: (danish(facts.named(out.person).name), out.person)):
        subject = facts.named(out.person)
        yield [subject.name, subject.number, subject.unit, facts.person(subject.leader).name, out.reason]
