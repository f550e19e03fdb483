"""One page as it is seen: pieces of text where they stand, and the lines and boxes drawn around them.

Upright, whatever way the page is turned: x to the right, y downwards, in points.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Segment = tuple[Point, Point, bool]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
TYPED_ON = "skrevet på"
"""The look of text that somebody typed on top of a page."""

_STRAIGHT = 0.5
"""So far a line may be from level or plumb, in points."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one look. `first` is where its first word ends; `spaced`: the file has a space after it.

    `over` is text that somebody typed on top of the page.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    look: str
    first: float
    spaced: bool = False
    over: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A line across (`level`) or down, at `at` from `start` to `end`. `drawn` is False for the side of a filled box."""

    level: bool
    at: float
    start: float
    end: float
    drawn: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. `picture` is the share of it that images cover; `shapes` tells whether anything is drawn.

    `turn` brings a point of the file's page to this one.
    """

    width: float
    height: float
    pieces: tuple[Piece, ...]
    edges: tuple[Edge, ...]
    picture: float = 0.0
    shapes: bool = False
    turn: Matrix = IDENTITY


@dataclass(frozen=True, slots=True)
class Shown:
    """Text as the page's content has it: where it starts, where it ends, where its first word ends."""

    text: str
    start: Point
    end: Point
    first: Point
    size: float
    look: str
    spaced: bool


def times(first: Matrix, then: Matrix) -> Matrix:
    """Two transformations, one after the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def at(matrix: Matrix, x: float, y: float) -> Point:
    """A point, transformed."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def upright(shown: Sequence[Shown], box: tuple[float, float, float, float]) -> tuple[Matrix, float, float]:
    """The transformation that turns most of the text the right way up, and the page's width and height then."""
    left, low, right, high = box
    turns = Counter(turn for piece in shown if (turn := _turn(piece.start, piece.end)) is not None)
    turn = min(turns, key=lambda t: (-turns[t], t)) if turns else 0
    wide, tall = right - left, high - low
    if turn == 0:
        return (1.0, 0.0, 0.0, -1.0, -left, high), wide, tall
    if turn == 1:
        return (0.0, 1.0, 1.0, 0.0, -low, -left), tall, wide
    if turn == 2:
        return (-1.0, 0.0, 0.0, 1.0, right, -low), wide, tall
    return (0.0, -1.0, -1.0, 0.0, high, right), tall, wide


def pieces_of(shown: Iterable[Shown], turn: Matrix, wide: float, tall: float) -> Iterator[Piece]:
    """The text that reads from left to right within the page; a slanting watermark is no text of the form."""
    for piece in shown:
        (left, base), (right, other), (first, _) = (
            at(turn, *point) for point in (piece.start, piece.end, piece.first)
        )
        if (
            abs(other - base) <= _STRAIGHT
            and right >= left
            and -1 <= left <= wide + 1
            and -1 <= base <= tall + 1
        ):
            yield Piece(piece.text, left, right, base, piece.size, piece.look, first, piece.spaced)


def edges_of(segments: Iterable[Segment], turn: Matrix) -> Iterator[Edge]:
    """The lines across and down; slanting ones are none of a table's."""
    for start, end, drawn in segments:
        (x, y), (u, v) = at(turn, *start), at(turn, *end)
        if abs(y - v) <= _STRAIGHT < abs(x - u):
            yield Edge(True, (y + v) / 2, min(x, u), max(x, u), drawn)
        elif abs(x - u) <= _STRAIGHT < abs(y - v):
            yield Edge(False, (x + u) / 2, min(y, v), max(y, v), drawn)


def _turn(start: Point, end: Point) -> int | None:
    """In how many quarters of a turn, against the clock, the text runs; None where it slants or has no length."""
    x, y = end[0] - start[0], end[1] - start[1]
    if math.hypot(x, y) < 1:
        return None
    quarters = math.atan2(y, x) / (math.pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.02 else None
