"""The tables of a page, found in the lines and boxes that are drawn.

In: the edges of a sheet. Out: `Grid`s with their cells. Edges that touch are one table; where no edge parts two fields
of its raster they are one cell. What only shading shows is a table if the shades stand side by side, as in the head
of our forms; shading alone behind text is a paragraph's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.pdf.sheet import Edge, Piece, Sheet

_NEAR = 2.5
"""Edges so close, in points, are the same line of a raster; borders are drawn a little past their corner."""

_RASTER = 40, 300
"""More columns or rows than any form has: a drawing, not a table."""

_WHOLE_PAGE = 0.93
_TALLEST, _ALIGNED = 200.0, 1.5


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its place in the table, and where it lies."""

    row: int
    number: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, piece: Piece) -> bool:
        """Whether a piece of text stands in it."""
        x, y = min((piece.left + piece.right) / 2, piece.left + 6), piece.base - piece.size / 4
        return self.left - 1 <= x <= self.right + 1 and self.top - 1 <= y <= self.bottom + 1

    @property
    def area(self) -> float:
        """How large it is."""
        return (self.right - self.left) * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Grid:
    """One table on one page. `columns` are the left sides of its columns and the right side of the last."""

    cells: tuple[Cell, ...]
    columns: tuple[float, ...]
    top: float
    bottom: float

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return 1 + max(cell.row for cell in self.cells)


def find_grids(sheet: Sheet) -> list[Grid]:
    """The tables of a page from top to bottom."""
    rules = [edge for edge in sheet.edges if edge.level and edge.drawn]
    grids = []
    for edges in _touching(sheet.edges):
        grid = _grid(edges, sheet)
        if grid is not None:
            has_columns_drawn = any(edge.drawn and not edge.level for edge in edges)
            grids.append(grid if has_columns_drawn else _with_ruled_rows(grid, rules, sheet.pieces))
    return sorted(grids, key=lambda grid: (grid.top, grid.columns))


def _with_ruled_rows(grid: Grid, rules: Sequence[Edge], pieces: Sequence[Piece]) -> Grid:
    """A table with the rows below it that only ruling lines part, as in tables without lines between their columns.

    A row is one if it reaches from a line to the next as wide as the table, and all text in it begins where text
    begins in the columns above.
    """
    columns = grid.columns
    left, right = columns[0], columns[-1]
    below = sorted(
        {
            r.at
            for r in rules
            if abs(r.start - left) <= _NEAR and abs(r.end - right) <= _NEAR and r.at > grid.bottom - _NEAR
        }
    )
    starts = {
        column: _first_text(pieces, column, end, grid.top, grid.bottom) for column, end in pairwise(columns)
    }
    cells, row, bottom = list(grid.cells), grid.rows, grid.bottom
    for line in below:
        if line - bottom <= _NEAR:
            continue
        inside = [piece for piece in pieces if bottom < piece.base < line and left <= piece.left <= right]
        if line - bottom > _TALLEST or not inside or not all(_fits(piece, starts) for piece in inside):
            break
        cells += [
            Cell(row, number, start, bottom, end, line)
            for number, (start, end) in enumerate(pairwise(columns))
        ]
        row, bottom = row + 1, line
    return replace(grid, cells=tuple(cells), bottom=bottom)


def _first_text(
    pieces: Sequence[Piece], left: float, right: float, top: float, bottom: float
) -> float | None:
    lefts = [p.left for p in pieces if left <= p.left < right and top <= p.base <= bottom]
    return min(lefts, default=None)


def _fits(piece: Piece, starts: Mapping[float, float | None]) -> bool:
    """Whether a piece begins a line in one of the columns, or stands within one."""
    ends = [*list(starts)[1:], float("inf")]
    return any(
        start is not None and start - _ALIGNED <= piece.left and piece.right <= end + _ALIGNED
        for start, end in zip(starts.values(), ends, strict=True)
    )


def _touching(edges: Sequence[Edge]) -> Iterable[list[Edge]]:
    """The edges in groups that hang together."""
    groups: list[_Group] = []
    for edge in sorted(edges, key=_box):
        left, top, right, bottom = _box(edge)
        near = [g for g in groups if g.meets(left, top, right, bottom)]
        home = _Group([edge])
        for group in near:
            home.edges += group.edges
        groups = [g for g in groups if all(g is not other for other in near)] + [home]
    return [group.edges for group in groups]


@dataclass(slots=True)
class _Group:
    edges: list[Edge] = field(default_factory=list)

    def meets(self, left: float, top: float, right: float, bottom: float) -> bool:
        return any(
            a <= right + _NEAR and left <= c + _NEAR and b <= bottom + _NEAR and top <= d + _NEAR
            for a, b, c, d in map(_box, self.edges)
        )


def _box(edge: Edge) -> tuple[float, float, float, float]:
    if edge.level:
        return edge.start, edge.at, edge.end, edge.at
    return edge.at, edge.start, edge.at, edge.end


def _grid(edges: Sequence[Edge], sheet: Sheet) -> Grid | None:
    xs = _lines(edge.at for edge in edges if not edge.level)
    ys = _lines(edge.at for edge in edges if edge.level)
    if not 2 <= len(xs) <= _RASTER[0] or not 2 <= len(ys) <= _RASTER[1]:
        return None
    if xs[-1] - xs[0] > _WHOLE_PAGE * sheet.width and ys[-1] - ys[0] > _WHOLE_PAGE * sheet.height:
        return None
    boxes = _Raster(xs, ys, edges).cells()
    shaded_only = not any(edge.drawn for edge in edges)
    if not boxes or (shaded_only and len({box[0] for box in boxes}) < 2):
        return None
    return Grid(tuple(_numbered(boxes)), tuple(xs), ys[0], ys[-1])


_Area = tuple[float, float, float, float]


def _numbered(boxes: Iterable[_Area]) -> Iterable[Cell]:
    """The cells row by row: of those that begin at one height, from the left."""
    tops: dict[float, list[_Area]] = {}
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        tops.setdefault(box[1], []).append(box)
    for row, in_row in enumerate(tops.values()):
        for number, (left, top, right, bottom) in enumerate(in_row):
            yield Cell(row, number, left, top, right, bottom)


def _lines(places: Iterable[float]) -> list[float]:
    """Places that lie close together as one, from the smallest."""
    lines: list[list[float]] = []
    for place in sorted(places):
        if lines and place - lines[-1][0] <= _NEAR:
            lines[-1].append(place)
        else:
            lines.append([place])
    return [sum(line) / len(line) for line in lines]


@dataclass(slots=True)
class _Raster:
    """The fields between the lines of a table, to be put together to cells."""

    xs: list[float]
    ys: list[float]
    edges: Sequence[Edge]
    _parent: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def cells(self) -> list[_Area]:
        """The boxes of the cells. A field that is not closed on its outer side is none."""
        fields = [(column, row) for column in range(len(self.xs) - 1) for row in range(len(self.ys) - 1)]
        self._parent = {field: field for field in fields}
        open_: set[tuple[int, int]] = set()
        down, across = self._walls(False), self._walls(True)
        for column, row in fields:
            if not down[column + 1][row]:
                self._join((column, row), (column + 1, row), open_)
            if not across[row + 1][column]:
                self._join((column, row), (column, row + 1), open_)
            if (column == 0 and not down[0][row]) or (row == 0 and not across[0][column]):
                open_.add((column, row))
        rooms: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for each in fields:
            rooms.setdefault(self._root(each), []).append(each)
        leaking = {self._root(each) for each in open_}
        return [self._area(room) for root, room in rooms.items() if root not in leaking]

    def _walls(self, level: bool) -> list[list[bool]]:
        """For every line of the raster, whether an edge stands on it along each stretch."""
        lines, stretches = (self.ys, self.xs) if level else (self.xs, self.ys)
        walls = []
        for line in lines:
            here = [e for e in self.edges if e.level == level and abs(e.at - line) <= _NEAR]
            walls.append(
                [
                    any(e.start - _NEAR <= a and b <= e.end + _NEAR for e in here) or _covered(here, a, b)
                    for a, b in pairwise(stretches)
                ]
            )
        return walls

    def _join(self, one: tuple[int, int], other: tuple[int, int], open_: set[tuple[int, int]]) -> None:
        if other in self._parent:
            self._parent[self._root(other)] = self._root(one)
        else:
            open_.add(one)

    def _root(self, field: tuple[int, int]) -> tuple[int, int]:
        while self._parent[field] != field:
            self._parent[field] = self._parent[self._parent[field]]
            field = self._parent[field]
        return field

    def _area(self, room: Sequence[tuple[int, int]]) -> _Area:
        columns, rows = [column for column, _ in room], [row for _, row in room]
        return (
            self.xs[min(columns)],
            self.ys[min(rows)],
            self.xs[max(columns) + 1],
            self.ys[max(rows) + 1],
        )


def _covered(edges: Sequence[Edge], start: float, end: float) -> bool:
    """Whether edges end to end cover a stretch: Word draws a border cell by cell."""
    for edge in sorted(edges, key=lambda edge: edge.start):
        if edge.start > start + _NEAR:
            break
        start = max(start, edge.end)
    return start >= end - _NEAR
