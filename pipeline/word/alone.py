"""Whether a field has its table cell, or at least its paragraph, to itself.

In: the pieces of visible text of a part, and the stretches of them that belong to fields. A form is issued with
most of its controls alone; text that stands beside one when it comes back was meant as an answer (facts.md 3.6).
Text inside another field is nobody's answer twice and does not count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Alone

Extent = tuple[int, int]
"""From one piece to another, the end not included."""


class Loose:
    """The text of a part that belongs to no field. `line_ends` are the pieces that end a paragraph."""

    def __init__(self, pieces: Sequence[str], line_ends: Sequence[int], fields: Iterable[Extent]) -> None:
        self._loose = [at for at in _outside(fields, len(pieces)) if _says_something(pieces[at])]
        self._line_ends = line_ends
        self._counted: dict[Extent, int] = {}

    def beside(self, field: Extent, cell: Extent | None) -> Alone:
        """How far the field is alone: in its whole cell, in its paragraph only, or not at all."""
        if self._any(self._lines(field)):
            return ""
        in_cell = cell is not None and cell[0] <= field[0] and field[1] <= cell[1]
        return "cell" if in_cell and cell and not self._any(cell) else "paragraph"

    def lines_in(self, cell: Extent) -> int:
        """In how many paragraphs of the cell loose text stands: its labels, and what was typed below them."""
        if cell not in self._counted:
            inside = self._loose[bisect_left(self._loose, cell[0]) : bisect_left(self._loose, cell[1])]
            self._counted[cell] = len({bisect_left(self._line_ends, at) for at in inside})
        return self._counted[cell]

    def _lines(self, field: Extent) -> Extent:
        """The paragraphs a field stands in: all that begin or end inside it."""
        before = bisect_left(self._line_ends, field[0])
        after = bisect_left(self._line_ends, field[1])
        start = self._line_ends[before - 1] if before else 0
        return start, self._line_ends[after] if after < len(self._line_ends) else field[1]

    def _any(self, stretch: Extent) -> bool:
        at = bisect_left(self._loose, stretch[0])
        return at < len(self._loose) and self._loose[at] < stretch[1]


def _outside(fields: Iterable[Extent], length: int) -> Iterator[int]:
    """The pieces in no field. Fields may lie in one another; every piece is looked at once."""
    at = 0
    for start, end in sorted(fields):
        yield from range(at, start)
        at = max(at, end)
    yield from range(at, length)


def _says_something(piece: str) -> bool:
    """Whether there is a letter or a digit in it: a full stop that slipped out of a field is nobody's answer."""
    return any(character.isalnum() for character in piece)
