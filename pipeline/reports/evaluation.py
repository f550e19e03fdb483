"""`evaluering.xlsx` for MED: how the talks were used, by area and by kind, without any name (HOL-6, SYD-25, EXT-4).

Out go figures of groups only: no employee, leader, unit or word of a talk. Figures of small groups are hidden
(SYD-27). What has *not* been done has no cell of its own, so 18 of 20 is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.model import Talk
from pipeline.reports.counting import counted
from pipeline.reports.facts import RoundFacts, danish
from pipeline.reports.shares import add_share_bars
from pipeline.reports.suppression import hidden, hides_sum
from pipeline.reports.words import NO_PARENT, day
from pipeline.sheets.write import (
    Book,
    Cell,
    Column,
    Tone,
    new_book,
    new_page,
    save_workbook,
    write_another,
    write_note,
    write_table,
)

NAME = "evaluering.xlsx"
HIDDEN = "–"
MEASURES = ("Samtale holdt", "Med plan", "Opfølgning holdt")
FIGURES = (
    Column("Medarbejdere", "number", 15),
    *(
        column
        for name in MEASURES
        for column in (Column(name, "number", 14), Column(f"{name} i %", "share", 14))
    ),
)
KIND_NAMES = {
    "MUS": "Medarbejderudviklingssamtale (MUS)",
    "GRUS": "Gruppeudviklingssamtale (GRUS)",
    "TUS": "Teamudviklingssamtale (TUS)",
    "LUS": "Lederudviklingssamtale (LUS)",
    "SUS": "Seniorsamtale (SUS), et tilbud",
    "opfølgning": "Opfølgningssamtale",
}


@dataclass(frozen=True, slots=True)
class Use:
    """How many people a part of the municipality has, and how many of them each measure counts."""

    people: int
    measures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Parts of the round by name, the whole of them, and what of it all may not be shown."""

    parts: Mapping[str, Use]
    whole: Use
    hidden_people: frozenset[str]
    hidden_measures: tuple[frozenset[str], ...]
    smallest: int

    def row(self, name: str, title: str = "") -> list[Cell]:
        """One part's cells."""
        kept = [name not in out for out in self.hidden_measures]
        return _cells(title or name, self.parts[name], name not in self.hidden_people, kept, "")

    def total(self) -> list[Cell]:
        """The cells of the whole, without those that would give a hidden part away."""
        shows_people = not self._gives_away(lambda use: use.people, self.hidden_people)
        kept = [
            not self._gives_away(partial(_measure, at), out) for at, out in enumerate(self.hidden_measures)
        ]
        return _cells("I alt", self.whole, shows_people, [shows_people and one for one in kept], "total")

    def _gives_away(self, figure: Callable[[Use], int], out: Collection[str]) -> bool:
        return hides_sum({name: figure(use) for name, use in self.parts.items()}, out, self.smallest)


def write_evaluation(facts: RoundFacts, path: Path) -> bool:
    """Writes the workbook and says whether anything in it has changed."""
    book = new_book(f"Evaluering af samtaler {facts.year}", facts.look)
    _add_page(book, facts)
    return save_workbook(book, path, facts.today)


def _add_page(book: Book, facts: RoundFacts) -> None:
    areas, kinds = shown_by_area(facts), shown_by_kind(facts)
    by_area = [*(areas.row(name) for name in sorted(areas.parts, key=danish)), areas.total()]
    by_kind = [kinds.row(kind, name) for kind, name in KIND_NAMES.items() if kind in kinds.parts]
    width = max(len(str(row[0].value)) for row in (*by_area, *by_kind)) + 5.0
    first, second = (Column("Område", width=width), *FIGURES), (Column("Samtale"), *FIGURES)
    subtitle = f"{facts.look.name} · opgjort {day(facts.today)} · til drøftelse i MED"
    page = new_page(book, "Evaluering", facts.look, f"Brugen af samtaler {facts.year}", subtitle, len(first))
    last = write_table(page, 4, first, by_area, facts.look, filtered=False)
    add_share_bars(page, first, 5, last)
    top = last + 3
    last = write_another(page, top, second, by_kind, facts.look)
    add_share_bars(page, second, top + 1, last)
    write_note(page, last + 2, _hiding(facts.smallest))
    write_note(
        page, last + 3, "Hver medarbejder tæller én gang i områderne, og én gang i hver slags samtale."
    )


def _hiding(smallest: int) -> str:
    return (
        f"Tal for færre end {smallest} medarbejdere er skjult ({HIDDEN}). Hvor et skjult tal ellers kunne regnes ud, "
        "er endnu et tal skjult."
    )


# --- what is counted --------------------------------------------------------------------------------


def shown_by_area(facts: RoundFacts) -> Shown:
    """The people of the round by administration, each counted once."""
    return _shown(
        facts, counted(facts, facts.talks), lambda t: facts.person(t.person).parent_unit or NO_PARENT
    )


def shown_by_kind(facts: RoundFacts) -> Shown:
    """The people of each kind of talk; somebody in two kinds of talk is in both."""
    talks = [talk for talk in facts.talks if talk.person and not facts.is_waived(talk)]
    return _shown(facts, talks, lambda t: t.kind)


def _shown(facts: RoundFacts, talks: list[Talk], part_of: Callable[[Talk], str]) -> Shown:
    grouped: dict[str, list[Talk]] = {}
    for talk in talks:
        grouped.setdefault(part_of(talk), []).append(talk)
    parts = {name: _use(facts, some) for name, some in grouped.items()}
    people = {name: use.people for name, use in parts.items()}
    small = hidden(people, facts.smallest)
    measured = [{name: use.measures[at] for name, use in parts.items()} for at in range(len(MEASURES))]
    return Shown(
        parts,
        _use(facts, talks),
        small,
        tuple(hidden(counts, facts.smallest, small) for counts in measured),
        facts.smallest,
    )


def _use(facts: RoundFacts, talks: list[Talk]) -> Use:
    people = {talk.person for talk in talks}
    return Use(
        len(people),
        (
            len({talk.person for talk in talks if facts.is_held(talk)}),
            sum(1 for person in people if facts.has_plan(person)),
            sum(1 for person in people if facts.has_followed_up(person)),
        ),
    )


def _measure(at: int, use: Use) -> int:
    return use.measures[at]


def _cells(name: str, use: Use, shows_people: bool, kept: list[bool], tone: Tone) -> list[Cell]:
    cells = [Cell(name, tone), Cell(use.people if shows_people else HIDDEN, tone)]
    for number, keep in zip(use.measures, kept, strict=True):
        share = number / use.people if use.people else None
        cells += [Cell(number if keep else HIDDEN, tone), Cell(share if keep else HIDDEN, tone)]
    return cells
