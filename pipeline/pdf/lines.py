"""The visible text of a PDF in reading order, page after page, as `Line`s that any form can be read by.

In: the sheets. Out: lines with the table, row and cell they stand in; a table that goes on overleaf keeps its
number. Headers and footers come last, once each, so that what runs on over a page runs on here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.answers.returned import Line
from pipeline.pdf.grid import find_grids
from pipeline.pdf.margins import find_margins, place_of
from pipeline.pdf.printed import Print, printed_lines
from pipeline.pdf.sheet import TYPED_ON, Sheet
from pipeline.pdf.spots import Placed, find_spots, may_go_on

_LEADING = 1.75
"""Lines further apart than this, in font sizes, are two paragraphs. Word's widest ordinary spacing is 1.5 lines."""

_FOOT, _LONGEST_WORD = 3.0, 7.0
"""How near the foot of a page a broken line stands, and how much room it may leave, in font sizes."""

_LOWER = 1.3
"""A cell whose text begins so much lower than its neighbours', in font sizes, has lost its first line."""

_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Habits:
    """What the program that printed does. `keeps_spaces`: LibreOffice leaves the space at which it broke a line."""

    keeps_spaces: bool = False


def lines_of(sheets: Sequence[Sheet], habits: Habits | None = None) -> tuple[Line, ...]:
    """The lines of a file; where the program that printed it lost text of a long answer, they are marked as cut."""
    grids = [find_grids(sheet) for sheet in sheets]
    pages = [printed_lines(*page) for page in zip(sheets, grids, strict=True)]
    body: list[Placed] = []
    edge: list[Placed] = []
    for number, (page, margins) in enumerate(zip(pages, find_margins(pages, sheets, grids), strict=True), 1):
        heights = {base: line for line, base in enumerate(sorted({round(line.base) for line in page}), 1)}
        for index, line in enumerate(page):
            placed = Placed(number, heights[round(line.base)], line)
            (edge if index in margins else body).append(placed)
    habits = habits or Habits()
    spotted = find_spots(body)
    # Only LibreOffice is known to lose text (7.4): lines of rows that are broken over a page stand nowhere in the file.
    cut = {*_ends_cut_off(spotted), *_beginnings_lost(spotted)} if habits.keeps_spaces else set()
    return tuple(_joined(spotted, habits, cut)) + tuple(_once(edge))


def _ends_cut_off(body: Sequence[Placed]) -> Iterator[int]:
    """The numbers of the lines at which a cell's text is broken at the foot of a page and does not go on overleaf."""
    foot = max((placed.print.grid.bottom for placed in body if placed.print.grid), default=0.0)
    for number, placed in enumerate(body):
        after = body[number + 1] if number + 1 < len(body) else None
        line = placed.print
        last = after is None or after.spot != placed.spot or after.page != placed.page
        if placed.spot and last and line.spaced and line.base > foot - _FOOT * line.size:
            full = line.right > line.room - _LONGEST_WORD * line.size
            if full and not (after is not None and _runs_on(placed, after)):
                yield number


def _beginnings_lost(body: Sequence[Placed]) -> Iterator[int]:
    """The numbers of the first lines of cells that begin lower than their neighbours, in rows broken over a page."""
    rows: dict[tuple[int, int], list[tuple[int, Placed]]] = {}
    for number, placed in enumerate(body):
        if placed.spot:
            rows.setdefault((placed.spot.table, placed.spot.row), []).append((number, placed))
    for row in rows.values():
        page = min(placed.page for _, placed in row)
        if all(placed.page == page for _, placed in row):
            continue
        firsts = {placed.spot: (number, placed) for number, placed in reversed(row)}
        top = min(placed.print.base for _, placed in firsts.values() if placed.page == page)
        for number, placed in firsts.values():
            if placed.page > page or placed.print.base > top + _LOWER * placed.print.size:
                yield number


def _once(edge: Sequence[Placed]) -> Iterator[Line]:
    """Each line of the margins once. What a tab parts in it is no row of a table."""
    seen = set()
    for placed in edge:
        if place_of(placed.print) not in seen:
            seen.add(place_of(placed.print))
            where = f"side {placed.page}, sidehoved eller sidefod"
            yield Line(placed.print.text.replace("\t", " "), None, placed.print.look, where)


def _joined(body: Sequence[Placed], habits: Habits, cut: Collection[int]) -> Iterator[Line]:
    """The lines as they go out. A word that was broken at the edge of the paper is one word again."""
    held: Line | None = None
    for number, placed in enumerate(body):
        before = body[number - 1] if number else None
        runs_on = before is not None and _runs_on(before, placed)
        if held is not None and before is not None and runs_on and _in_a_word(before.print, habits):
            text = held.text.removesuffix(_SOFT_HYPHEN) + placed.print.text
            held = replace(held, text=text, cut=held.cut or number in cut)
            continue
        if held is not None:
            yield held
        where = f"side {placed.page}, linje {placed.line}"
        held = Line(
            placed.print.text, placed.spot, placed.print.look, where, runs_on, number in cut, placed.unsure
        )
    if held is not None:
        yield held


def _in_a_word(before: Print, habits: Habits) -> bool:
    """Whether a line that runs on ends within a word: at a hyphen or slash with no space after it, or as one long word."""
    if before.text.endswith(_SOFT_HYPHEN):
        return True
    long_word = " " not in before.text and before.right > before.room - before.size
    return habits.keeps_spaces and not before.spaced and (long_word or before.text.endswith(("-", "/")))


def _runs_on(before: Placed, placed: Placed) -> bool:
    """Whether a line may be the same paragraph as the one before; False where a paragraph certainly begins."""
    if before.spot != placed.spot or placed.print.bullet or not may_go_on(before.print, placed.print):
        return False
    if TYPED_ON in (before.print.look, placed.print.look):
        return False  # a note's lines end where somebody ended them
    if before.page != placed.page:
        return before.page + 1 == placed.page
    return 0 < placed.print.base - before.print.base <= _LEADING * placed.print.size
