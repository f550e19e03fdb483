"""The lines and boxes a page draws, as pen strokes and as thin or broad fillings.

LibreOffice strokes its borders; Word and Chrome fill narrow boxes. Path operators: ISO 32000-1, tables 59 and 60.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.pdf.budget import EDGE_LIMIT, Budget, TooMuch
from pipeline.pdf.sheet import Matrix, Point, Segment, at

_THIN = 3.0
"""A filled box this narrow is a line, in points."""


@dataclass(slots=True)
class Drawing:
    """The path that is being made, and what has been painted."""

    budget: Budget
    segments: list[Segment] = field(default_factory=list)
    shapes: int = 0
    _path: list[list[Point]] = field(default_factory=list)

    def draw(self, name: str, numbers: Sequence[float], matrix: Matrix) -> None:
        """One operator, if it is one of the path's."""
        if name == "m" or name in ("c", "v", "y"):
            # A round corner is no border; what follows begins where it ends.
            self._path.append([at(matrix, *numbers[-2:])])
        elif name == "l" and self._path:
            self._path[-1].append(at(matrix, *numbers[-2:]))
        elif name == "re":
            x, y, width, height = numbers[:4]
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
            self._path.append([at(matrix, *corner) for corner in corners])
        elif name in ("h", "s", "b", "b*") and self._path:
            self._path[-1].append(self._path[-1][0])
        if name in ("S", "s", "B", "B*", "b", "b*"):
            self._stroke()
        if name in ("f", "F", "f*", "B", "B*", "b", "b*"):
            self._fill()
        if name in _PAINTS:
            self.shapes += name != "n" and bool(self._path)
            self._path = []

    def _stroke(self) -> None:
        for way in self._path:
            self._keep(pairwise(way), True)

    def _fill(self) -> None:
        for way in self._path:
            xs, ys = [p[0] for p in way], [p[1] for p in way]
            wide, high = max(xs) - min(xs), max(ys) - min(ys)
            if min(wide, high) <= _THIN < max(wide, high):
                x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
                line = ((min(xs), y), (max(xs), y)) if wide > high else ((x, min(ys)), (x, max(ys)))
                self._keep([line], True)
            elif len(way) >= 4:
                self._keep(zip(way, [*way[1:], way[0]], strict=True), False)

    def _keep(self, sides: Iterable[tuple[Point, Point]], drawn: bool) -> None:
        for start, end in sides:
            self.budget.spend()
            self.segments.append((start, end, drawn))
            if len(self.segments) > EDGE_LIMIT:
                raise TooMuch


_PAINTS = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"))
DRAWS = _PAINTS | {"m", "l", "c", "v", "y", "h", "re"}
"""The operators of a path."""
