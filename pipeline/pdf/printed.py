"""The printed lines of one page: pieces of text that stand side by side, in the cells they stand in.

In: a sheet and its tables. Out: `Print`s in reading order: a table's row by row and cell by cell, the rest from the
top. The order in which the file paints them is not used; programs differ in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.kinds import composed
from pipeline.pdf.grid import Cell, Grid
from pipeline.pdf.sheet import Piece, Sheet

_SAME_LINE = 0.45
"""Bases nearer than this, in font sizes, are one line: a raised number is."""

_WORD_GAP, _TAB_GAP = 0.12, 2.5
"""Gaps in font sizes: between two words, and between what a tab or an unseen column keeps apart."""

_BULLETS = frozenset("•◦▪‣·○●■\uf0b7\uf0a7")
"""What a program puts before the paragraphs of a list; in Word's own files it is no text either."""


@dataclass(frozen=True, slots=True)
class Print:
    """One printed line. `grid` and `cell` are the table on this page that it stands in; `room` where its column ends.

    `first` is how wide its first word is, `spaced` whether a space follows its last, `bullet` whether a list's sign was
    left out before it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    look: str
    first: float
    spaced: bool
    room: float
    grid: Grid | None = None
    cell: Cell | None = None
    bullet: bool = False


def printed_lines(sheet: Sheet, grids: Sequence[Grid]) -> list[Print]:
    """The lines of a page in reading order."""
    homes: dict[tuple[int, int, int] | None, list[Piece]] = {}
    for piece in dict.fromkeys(_drawn_once(sheet.pieces)):
        homes.setdefault(_home(piece, grids), []).append(piece)
    free = _lines(homes.pop(None, []), None, None, sheet)
    blocks = [(line.base, [line]) for line in free]
    for number, grid in enumerate(grids):
        inside: list[Print] = []
        for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.number)):
            inside += _lines(homes.get((number, cell.row, cell.number), []), grid, cell, sheet)
        blocks.append((grid.top, inside))
    return [line for _, lines in sorted(blocks, key=lambda block: block[0]) for line in lines]


def _home(piece: Piece, grids: Sequence[Grid]) -> tuple[int, int, int] | None:
    """The smallest cell that holds a piece: a table may stand in another's cell."""
    found = [
        (cell.area, number, cell.row, cell.number)
        for number, grid in enumerate(grids)
        if grid.top - 2 <= piece.base <= grid.bottom + piece.size
        for cell in grid.cells
        if cell.holds(piece)
    ]
    return min(found)[1:] if found else None


def _drawn_once(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces without those painted twice in nearly one place, which is how some programs print bold."""
    seen: dict[tuple[str, int, int], Piece] = {}
    for piece in pieces:
        x, y = round(piece.left), round(piece.base)
        near = ((piece.text, x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        twins = (seen[key] for key in near if key in seen)
        if any(abs(t.left - piece.left) < 0.8 and abs(t.base - piece.base) < 0.8 for t in twins):
            continue
        seen[piece.text, x, y] = piece
        yield piece


def _lines(pieces: Iterable[Piece], grid: Grid | None, cell: Cell | None, sheet: Sheet) -> list[Print]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.base, piece.left)):
        last = rows[-1] if rows else []
        # Measured from the line's largest letters, so that a raised number neither begins a line nor moves one.
        main = max(last, key=lambda p: p.size, default=None)
        near = main and abs(piece.base - main.base) <= _SAME_LINE * max(main.size, piece.size)
        if near and last[0].over == piece.over:
            last.append(piece)
        else:
            rows.append([piece])
    inner = min((piece.left for piece in _all(rows)), default=0.0)
    if cell:
        room = cell.right - max(min(inner - cell.left, 15.0), 1.0)
    else:
        room = max((piece.right for piece in sheet.pieces), default=0.0)
    lines = (_line(sorted(row, key=lambda p: p.left), room, grid, cell) for row in rows)
    return [line for line in lines if line.text]


def _all(rows: Iterable[Iterable[Piece]]) -> Iterator[Piece]:
    return (piece for row in rows for piece in row)


def _line(pieces: Sequence[Piece], room: float, grid: Grid | None, cell: Cell | None) -> Print:
    bullet = pieces[0].text.strip() in _BULLETS
    pieces = pieces[1:] if bullet and len(pieces) > 1 else pieces
    text, first, end = "", 0.0, pieces[0].left
    for piece in pieces:
        gap = piece.left - end
        apart = text.endswith((" ", "\t")) or piece.text.startswith(" ")
        if text and gap > _TAB_GAP * piece.size:
            text, first = text.rstrip() + "\t", first or end
        elif text and not apart and gap > _WORD_GAP * piece.size:
            text, first = text + " ", first or end
        elif text and apart:
            first = first or end
        if not first and piece.first < piece.right:
            first = piece.first
        text += piece.text
        end = max(end, piece.right)
    largest = max(pieces, key=lambda piece: (piece.size, len(piece.text)))
    return Print(
        composed(text.strip()),
        pieces[0].left,
        end,
        largest.base,
        largest.size,
        pieces[0].look,
        (first or end) - pieces[0].left,
        pieces[-1].spaced,
        room,
        grid,
        cell,
        bullet,
    )
