"""The place of every printed line in the tables of the file, across its pages.

In: the body's lines in reading order, each on its page. Out: the same with `Spot`s. A table is the rest of one on the page
before if nothing stands between them and their columns agree: its heading, printed again, is left out, and its rows are
counted on. Its first row may be the rest of the row before, if that one reached the foot of its page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from pipeline.answers.returned import Spot
from pipeline.pdf.grid import Grid
from pipeline.pdf.printed import Print

_COLUMNS_AGREE = 3.0
_SLACK = 1.5
"""A word that would have fitted by less than this, in points, may not have."""

_FOOT = 2.5
"""A row that ends this many of its lines' heights above the lowest text of the file did not have to be broken."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A printed line on its page, with its number from the top of it and its place in the tables of the file.

    `unsure`: a row before it may have been one with it, or it with the row before, at the edge of a page.
    """

    page: int
    line: int
    print: Print
    spot: Spot | None = None
    unsure: bool = False


_Row = dict[int, list[Placed]]
"""The lines of a row, by the number of the cell."""


@dataclass(slots=True)
class _Table:
    """A table so far: its number, the page and the raster it was last seen in, its rows on all pages."""

    number: int
    page: int
    grid: Grid
    rows: list[_Row] = field(default_factory=list)
    unsure: bool = False

    def goes_on(self, page: int, grid: Grid) -> bool:
        """Whether a table on some page is the rest of this one."""
        mine, other = self.grid.columns, grid.columns
        return (
            self.page + 1 == page
            and len(mine) == len(other)
            and all(abs(a - b) <= _COLUMNS_AGREE for a, b in zip(mine, other, strict=True))
        )

    def take(self, page: int, grid: Grid, rows: list[_Row], foot: float) -> Iterator[Placed]:
        """The lines of a page's part of the table, with their places."""
        first = len(self.rows)
        if self.rows:
            repeated = _repeated(self.rows, rows)
            rows = rows[repeated:]
            if rows and self.grid.bottom >= foot - _FOOT * _size(self.rows[-1]):
                is_rest = self._is_rest(rows[0])
                alone = len(self.rows) == len(rows) == 1
                self.unsure = self.unsure or (not alone and self._may_go_on(rows[0]) != is_rest)
                first -= is_rest
        for number, row in enumerate(rows, first):
            if number == len(self.rows):
                self.rows.append({})
            for cell, lines in row.items():
                self.rows[number].setdefault(cell, []).extend(lines)
                for placed in lines:
                    yield replace(placed, spot=Spot(self.number, number, cell), unsure=self.unsure)
        self.page, self.grid = page, grid

    def _may_go_on(self, row: _Row) -> bool:
        """Whether in any cell the text of the last row may have been broken in the midst of a paragraph."""
        before = self.rows[-1]
        return any(
            lines and before.get(cell) and may_go_on(before[cell][-1].print, lines[0].print)
            for cell, lines in row.items()
        )

    def _is_rest(self, row: _Row) -> bool:
        """Whether a row is the rest of the last one: it says nothing that could not go on from there.

        Of a whole new row every cell has text, if only a prompt; of a long one, the few that are long.
        """
        before, texts = self.rows[-1], {cell: lines for cell, lines in row.items() if lines}
        if not texts or any(not before.get(cell) for cell in texts):
            return False
        if len(self.grid.columns) == 2 or len(texts) < sum(1 for lines in before.values() if lines):
            return True
        return all(may_go_on(before[cell][-1].print, lines[0].print) for cell, lines in texts.items())


def find_spots(body: Sequence[Placed]) -> list[Placed]:
    """The lines with their places, what stands in one cell together, though its page may end in the midst of it."""
    placed = list(_spotted(body))
    starts: dict[int, int] = {}
    for number, line in enumerate(placed):
        if line.spot:
            starts.setdefault(line.spot.table, number)

    def order(numbered: tuple[int, Placed]) -> tuple[int, int, int]:
        number, line = numbered
        return (starts[line.spot.table], line.spot.row, line.spot.cell) if line.spot else (number, 0, 0)

    return [line for _, line in sorted(enumerate(placed), key=order)]


def _spotted(body: Sequence[Placed]) -> Iterator[Placed]:
    table: _Table | None = None
    count, foot = 0, max((_bottom(placed) for placed in body), default=0.0)
    above: Grid | None = None
    for (page, _), group in groupby(body, key=lambda placed: (placed.page, placed.print.grid)):
        lines = list(group)
        grid = lines[0].print.grid
        if grid is None:
            yield from lines
        else:
            if table is None or above is not table.grid or not table.goes_on(page, grid):
                table, count = _Table(count, page, grid), count + 1
            yield from table.take(page, grid, _rows(lines, grid), foot)
        above = grid


def _rows(lines: Sequence[Placed], grid: Grid) -> list[_Row]:
    rows: list[_Row] = [{} for _ in range(grid.rows)]
    for placed in lines:
        cell = placed.print.cell
        assert cell is not None, "what stands in a grid stands in a cell of it"
        rows[cell.row].setdefault(cell.number, []).append(placed)
    return rows


def _repeated(rows: Sequence[_Row], overleaf: Sequence[_Row]) -> int:
    """How many rows of heading are printed again overleaf. A row cannot be told from a heading by text alone: its
    first row is repeated, or none is."""
    same = 0
    for row, again in zip(rows, overleaf, strict=False):
        if not again or _texts(row) != _texts(again) or _looks(row) != _looks(again):
            break
        same += 1
    return same


def _texts(row: Mapping[int, Sequence[Placed]]) -> dict[int, list[str]]:
    return {cell: [placed.print.text for placed in lines] for cell, lines in row.items()}


def _looks(row: Mapping[int, Sequence[Placed]]) -> dict[int, list[str]]:
    return {cell: [placed.print.look for placed in lines] for cell, lines in row.items()}


def _size(row: _Row) -> float:
    return max((placed.print.size for lines in row.values() for placed in lines), default=10.0)


def _bottom(placed: Placed) -> float:
    return placed.print.grid.bottom if placed.print.grid else placed.print.base


def may_go_on(before: Print, line: Print) -> bool:
    """Whether a line was so full, and the next so alike, that the text may have been broken between them."""
    fits = before.right + 0.2 * line.size + line.first <= before.room - _SLACK
    return abs(before.size - line.size) < 0.3 and not fits
