"""Text that was typed where no field is, in a file that kept its fields.

In: the visible lines, the marks, and the copies of the form as they went out. Out: the lines that are neither the
form's own text nor inside a field: somebody meant something by them, and they must not be lost in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from rapidfuzz import fuzz, process

from pipeline.answers.placing.items import folded
from pipeline.answers.returned import Line, Returned, Spot
from pipeline.answers.skeleton import Block, Skeleton, Slot, fixed_paragraphs

_ALIKE = 90
"""From this ratio on a line is the form's own text with a slip of the hand in it."""


def unlike(lines: Sequence[Line], returned: Returned, skeleton: str) -> list[Line]:
    """The lines that do not stand word for word in a field or in one copy of the form: mostly there are none.

    To see that takes a twentieth of what it takes to read the copy and to compare what differs. `skeleton` is it as it
    was kept.
    """
    known = _said(returned) | fixed_paragraphs(skeleton)
    return [line for line in lines if not _is_at_home(line.text, known, str)]


def stray_lines(lines: Sequence[Line], returned: Returned, copies: Sequence[Skeleton]) -> list[Line]:
    """The lines that belong neither to the form nor to a field, nor to a row that people added to a table of fields."""
    said = {folded(text) for text in _said(returned)}
    blocks = [block for copy in copies for block in copy.blocks]
    own = {folded(text) for block in blocks for text in _texts(block)}
    shared = [block for block in blocks if block.slots and len(block.pieces) > 1]
    known, first_rows = own | said | {""}, _first_rows(returned)
    stray = [line for line in lines if not _is_at_home(line.text, known, folded)]
    stray = [line for line in stray if not _is_added(line.spot, returned, first_rows)]
    return [
        line for line in stray if not any(_fits(line, block) for block in shared) and not _is_alike(line, own)
    ]


def _said(returned: Returned) -> set[str]:
    return {part for mark in returned.marks for part in (mark.text, *mark.text.split("\n"))}


def _first_rows(returned: Returned) -> dict[int, int]:
    """By table with rows of fields, the first of them."""
    first: dict[int, int] = {}
    for mark in returned.marks:
        if mark.spot and mark.key.count("/") == 2:
            first[mark.spot.table] = min(mark.spot.row, first.get(mark.spot.table, mark.spot.row))
    return first


def _is_added(spot: Spot | None, returned: Returned, first_rows: dict[int, int]) -> bool:
    """Whether a line stands in a row like those above it: `rows_of` has read it by its columns, or told of it."""
    first = first_rows.get(spot.table) if spot else None
    if spot is None or first is None or spot.row <= first:
        return False
    table = returned.tables[spot.table]
    return len(table[spot.row]) == len(table[first])


def _texts(block: Block) -> Iterator[str]:
    yield block.text
    for piece in block.pieces:
        yield from (piece.prompt.split("\n") if isinstance(piece, Slot) else [piece])


def _is_at_home(text: str, known: Collection[str], as_compared: Callable[[str], str]) -> bool:
    return as_compared(text) in known or all(as_compared(part) in known for part in text.split("\n"))


def _fits(line: Line, block: Block) -> bool:
    """Whether a line is a paragraph that fixed text and fields share: the fixed text stands in it, in order."""
    rest = folded(line.text)
    for piece in block.pieces:
        if isinstance(piece, str) and folded(piece):
            _, found, rest = rest.partition(folded(piece))
            if not found:
                return False
    return True


def _is_alike(line: Line, own: set[str]) -> bool:
    return process.extractOne(folded(line.text), own, scorer=fuzz.ratio, score_cutoff=_ALIKE) is not None
