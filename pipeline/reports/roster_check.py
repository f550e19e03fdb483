"""The first page of an annotated roster: what was taken in, what was not and why, and every problem with a link to it.

HR forwards the workbook to whoever must mend the list. The page says what the cells' comments say, sorted; it quotes
headers, names and numbers that were found sound, and never what stands in a cell that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.cpr import cpr_left_out
from pipeline.model import Excluded, Roster
from pipeline.problems import Place, Problem
from pipeline.reports.roster_check_words import HOLDS, HOW, KINDS
from pipeline.reports.words import day, number_of
from pipeline.sheets.annotating import PAGE, TITLE
from pipeline.sheets.annotating.front import write_title, write_ways
from pipeline.sheets.asking import write_paragraph
from pipeline.sheets.write import (
    Book,
    Cell,
    Column,
    Look,
    Page,
    Row,
    Tone,
    new_book,
    new_page,
    write_another,
    write_note,
    write_tiles,
)

LONGEST_LIST = 5_000
"""Rows of one list; what is more is told of in a sentence, and marked in the cells all the same."""

_WIDTHS = (26, 15, 18, 34, 82)
_YELLOW = (
    "Gule celler er bemærkninger: Se dem igennem; de stopper ikke noget. I hver farvet celle siger en kommentar, hvad "
    "det er, og hvad du skal gøre."
)
_WAYS = {"Sådan er kolonnerne læst": "Kolonner"}
"""Shorter words for the links at the top."""
_TILES, _TEXT, _KINDS = 5, 8, 10
"""The rows in which the page's parts begin, from its first table on one after the other."""


@dataclass(frozen=True, slots=True)
class Review:
    """What the page tells. `link` gives the hyperlink to a place in the workbook, "" for one that has no cell there.

    `spot` says where a place is in the copy, whose sheets may be called otherwise than in the files.
    """

    look: Look
    name: str
    year: int
    today: date
    roster: Roster
    problems: Sequence[Problem]
    excluded: Sequence[Excluded]
    link: Callable[[Place], str]
    cpr_cells: int = 0
    spot: Callable[[Place], str] = lambda place: place.spot

    @property
    def blocking(self) -> int:
        """How many problems must be mended."""
        return sum(problem.blocks for problem in self.problems)


def review_page(review: Review) -> Book:
    """The page as a book of its own."""
    book = new_book(TITLE, review.look)
    subtitle = (
        f"{cpr_left_out(review.name)} · {review.look.name} {review.year} · gennemgået {day(review.today)}"
    )
    page = new_page(book, PAGE, review.look, TITLE, subtitle, len(_WIDTHS))
    people = len(review.roster.people)
    tiles = [
        ("medarbejdere taget ind", Cell(people, "" if people else "overdue"), "number", 1),
        ("rækker udeladt", Cell(len(review.roster.left_out)), "number", 2),
        (
            "fejl, der skal rettes",
            Cell(review.blocking, "overdue" if review.blocking else "done"),
            "number",
            1,
        ),
        ("bemærkninger", Cell(len(review.problems) - review.blocking), "number", 1),
    ]
    write_tiles(page, _TILES, tiles, review.look)  # type: ignore[arg-type]
    write_paragraph(page, _TEXT, _what_to_do(review), len(_WIDTHS), 2)
    _write_lists(page, review)
    page.freeze_panes = "A4"
    return book


def _what_to_do(review: Review) -> str:
    if not review.problems:
        told = "Der er ingen fejl og ingen bemærkninger. Listen kan bruges, som den er."
    elif not review.blocking:
        told = f"Der er ingen fejl, der skal rettes. {_YELLOW}"
    elif not review.roster.people:
        told = f"Ingen medarbejdere kunne læses. Ret det, der står nedenfor, gem filen, og send den tilbage. {_YELLOW}"
    else:
        told = f"Ret de røde celler i arkene, gem filen, og send den tilbage. {_YELLOW}"
    gone = f"CPR-numre er fjernet fra {number_of(review.cpr_cells, 'celle', 'celler')} i denne kopi."
    return f"{told} {gone}" if review.cpr_cells else told


def _write_lists(page: Page, review: Review) -> None:
    """The tables below each other, and above them links to where each begins."""
    row, starts = _KINDS, []
    for title, columns, rows in _lists(review):
        starts.append((f"{_WAYS.get(title, title)} ({len(rows)})", row))
        write_title(page, row, title, review.look)
        shown = rows[:LONGEST_LIST]
        row = write_another(page, row + 1, columns, shown, review.look) + 1
        if len(rows) > len(shown):
            more = (
                f"Der er {number_of(len(rows) - len(shown), 'række', 'rækker')} mere, som ikke er vist her."
            )
            write_note(page, row, f"{more} Cellerne er markeret i arkene.")
            row += 1
        row += 1
    write_ways(page, 3, starts, len(_WIDTHS))
    for number, width in enumerate(_WIDTHS, 1):
        page.column_dimensions["ABCDE"[number - 1]].width = width


def _lists(review: Review) -> Iterator[tuple[str, Sequence[Column], Sequence[Row]]]:
    if review.problems:
        head = ("Første sted", "Antal", "Hvad nu?", "Slags", "Hvad skal du gøre?")
        yield "Problemer efter slags", _columns(head, "number"), list(_kinds(review))
    left_out = [*_left_out(review), *_excluded(review)]
    if left_out:
        yield "Ikke med", _columns(("Sted", "Nummer", "Hvad nu?", "Hvem", "Hvorfor")), left_out
    sources = list(_sources(review))
    if sources:
        head = ("Sted", "Kolonne", "Læst?", "Overskrift i filen", "Hvad kolonnen er læst som")
        yield "Sådan er kolonnerne læst", _columns(head), sources
    if review.problems:
        head = ("Sted", "Nummer", "Hvad nu?", "Slags", "Hvad er galt, og hvad skal du gøre?")
        yield "Alle problemer", _columns(head), list(_problems(review))


def _columns(titles: Sequence[str], second: str = "text") -> list[Column]:
    kinds = ("text", second, "text", "text", "text")
    return [
        Column(title, kind, width, wrap=number > 2)  # type: ignore[arg-type]
        for number, (title, kind, width) in enumerate(zip(titles, kinds, _WIDTHS, strict=True))
    ]


# --- the rows -----------------------------------------------------------------------------------


def _kinds(review: Review) -> Iterator[Row]:
    """A row for each kind, what must be mended first, the commonest first."""
    kinds: dict[tuple[bool, str], list[Problem]] = {}
    for problem in review.problems:
        kinds.setdefault((problem.blocks, problem.code), []).append(problem)
    order = sorted(kinds.items(), key=lambda kind: (not kind[0][0], -len(kind[1]), kind[0][1]))
    for (blocks, code), problems in order:
        first = min(problems, key=lambda problem: _order(problem.place))
        texts = {problem.text for problem in problems}
        known = KINDS.get(code)
        remedy = known[1] if known and len(texts) > 1 else first.text
        yield [
            _at(review, first.place),
            len(problems),
            _verdict(blocks),
            known[0] if known else "Andet",
            remedy,
        ]


def _left_out(review: Review) -> Iterator[Row]:
    for out in sorted(review.roster.left_out, key=lambda out: _order(out.place)):
        yield [
            _at(review, out.place),
            out.number,
            Cell("Udeladt", "late"),
            cpr_left_out(out.name),
            out.reason,
        ]


def _excluded(review: Review) -> Iterator[Row]:
    """Those of the round's people whom the municipality's rules leave out."""
    for out in review.excluded:
        found = review.roster.people.get(out.person) or review.roster.groups.get(out.person)
        place, name = (found.place, found.name) if found else (Place(), "")
        yield [_at(review, place), out.person, Cell("Uden for runden", "open"), name, out.reason]


def _sources(review: Review) -> Iterator[Row]:
    for sheet in review.roster.sources:
        for column in sheet.columns:
            word, sentence = HOW[column.how]
            tone: Tone = {"Læst": "done", "I tvivl": "late", "Fjernet": "late"}.get(word, "open")  # type: ignore[assignment]
            place = Place(sheet.file, f"{sheet.name}!{column.letter}{sheet.header}")
            told = (
                f"{sentence.format(column.meaning)}" if column.meaning else sentence.partition(". Er det")[0]
            )
            shown = _at(review, place)
            yield [
                shown,
                column.letter,
                Cell(word, tone),
                cpr_left_out(column.header),
                f"{told} ({HOLDS.get(sheet.holds, sheet.name)})",
            ]


def _problems(review: Review) -> Iterator[Row]:
    numbers = _numbers(review.roster)
    for problem in sorted(review.problems, key=lambda each: (not each.blocks, _order(each.place), each.code)):
        known = KINDS.get(problem.code)
        yield [
            _at(review, problem.place),
            numbers.get(_row_of(problem.place), ""),
            _verdict(problem.blocks),
            known[0] if known else "Andet",
            problem.text,
        ]


def _verdict(blocks: bool) -> Cell:
    return Cell("Skal rettes", "overdue") if blocks else Cell("Bemærkning", "late")


def _at(review: Review, place: Place) -> Cell:
    link = review.link(place)
    return Cell(
        review.spot(place).rstrip("!") or "Hele filen", link=link, tip="Gå til cellen" if link else ""
    )


def _numbers(roster: Roster) -> Mapping[tuple[str, str, int], str]:
    """Whose row it is."""
    return {_row_of(person.place): person.number for person in roster.people.values()}


def _row_of(place: Place) -> tuple[str, str, int]:
    sheet, row, _ = _order(place)[1:]
    return place.file, sheet, row


def _order(place: Place) -> tuple[str, str, int, str]:
    """Places as they stand in the file: A10 after A9."""
    sheet, _, cell = place.spot.rpartition("!")
    letters = cell.rstrip("0123456789")
    row = cell[len(letters) :]
    return place.file, sheet, int(row) if row else 0, letters.rjust(3)
