"""HR's pages on coverage: talks and plans by collective agreement and seniority (EXT-3), and by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from pipeline.kinds import months_after
from pipeline.model import Person, Talk
from pipeline.reports.counting import FIGURES, Count, count, counted, figures
from pipeline.reports.facts import RoundFacts, danish
from pipeline.reports.shares import add_share_bars
from pipeline.reports.words import NO_AGREEMENT, NO_PARENT, NO_UNIT
from pipeline.sheets.write import Book, Cell, Column, Tone, new_page, write_long_table

BY_AGREEMENT, BY_UNIT = "Dækning", "Dækning pr. enhed"
UNKNOWN = "ukendt"
BANDS = ("under 1 år", "1-5 år", "over 5 år", UNKNOWN)
SHOWN = FIGURES[:-1]  # deadlines are followed up elsewhere

Part = Callable[[Person], str]


def add_coverage(book: Book, facts: RoundFacts, subtitle: str) -> None:
    """The two pages themselves: a sum for each wider part, and under it a line for each narrower."""
    _add_page(
        book,
        facts,
        BY_AGREEMENT,
        f"{subtitle} · samtaler og planer efter overenskomst og anciennitet",
        (Column("Overenskomst"), Column("Anciennitet")),
        _rows(facts, lambda p: p.agreement or NO_AGREEMENT, lambda p: seniority(p.employed_on, facts.today)),
    )
    _add_page(
        book,
        facts,
        BY_UNIT,
        f"{subtitle} · samtaler og planer efter enhed",
        (Column("Forvaltning"), Column("Enhed")),
        _rows(facts, lambda p: p.parent_unit or NO_PARENT, lambda p: p.unit or NO_UNIT),
    )


def _add_page(
    book: Book,
    facts: RoundFacts,
    name: str,
    subtitle: str,
    parts: Sequence[Column],
    rows: Iterable[list[Cell]],
) -> None:
    columns = (*parts, *SHOWN)
    page = new_page(book, name, facts.look, f"{name} {facts.year}", subtitle, len(columns))
    add_share_bars(page, columns, 5, write_long_table(page, 4, columns, list(rows), facts.look))


def seniority(employed_on: date | None, today: date) -> str:
    """How long somebody has been employed, as one of `BANDS`; whoever has yet to begin is below a year."""
    if employed_on is None:
        return UNKNOWN
    if months_after(employed_on, 12) > today:
        return BANDS[0]
    return BANDS[1] if months_after(employed_on, 60) >= today else BANDS[2]


def _rows(facts: RoundFacts, wide: Part, narrow: Part) -> Iterator[list[Cell]]:
    parts: dict[str, dict[str, list[Talk]]] = {}
    for talk in counted(facts, facts.talks):
        person = facts.person(talk.person)
        parts.setdefault(wide(person), {}).setdefault(narrow(person), []).append(talk)
    for name in sorted(parts, key=danish):
        inside = parts[name]
        yield _row(name, "", _sum(facts, inside.values()), True)
        for part in sorted(inside, key=_place):
            yield _row(name, part, count(facts, inside[part]), False)


def _place(part: str) -> tuple[int, tuple[str, str]]:
    """Seniority from the shortest on; units by name."""
    return BANDS.index(part) if part in BANDS else 0, danish(part)


def _sum(facts: RoundFacts, parts: Iterable[list[Talk]]) -> Count:
    return sum((count(facts, part) for part in parts), Count())


def _row(wide: str, narrow: str, counted: Count, is_sum: bool) -> list[Cell]:
    tone: Tone = "group" if is_sum else ""
    return [Cell(wide, tone), Cell(narrow, tone), *figures(counted, tone)[: len(SHOWN)]]
