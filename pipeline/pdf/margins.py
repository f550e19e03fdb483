"""The headers and footers of a PDF, told from the text between them.

A header stands outside tables, at the top of the paper, and it is one if it stands in the same place on another page, or
has a ruling line between itself and the text. The same holds below for a footer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.pdf.grid import Grid
from pipeline.pdf.printed import Print
from pipeline.pdf.sheet import Sheet

_ZONE = 0.11
"""The share of the paper's height, above and below, that headers and footers keep to."""

_RULE = 0.5
_RULE_NEAR = 24.0
"""A ruling line is at least half as wide as the paper, and so near, in points."""

_NUMBERS = re.compile(r"\d+")
_Place = tuple[str, int, int]


def place_of(line: Print) -> _Place:
    """What makes two lines the same one on two pages; page numbers count alike."""
    return _NUMBERS.sub("#", line.text), round(line.left), round(line.base)


def find_margins(
    pages: Sequence[Sequence[Print]], sheets: Sequence[Sheet], grids: Sequence[Sequence[Grid]]
) -> list[set[int]]:
    """Page by page, the numbers of the lines that are header or footer."""
    outer = [
        {n for n, line in enumerate(page) if line.cell is None and _outer(line, sheet) is not None}
        for page, sheet in zip(pages, sheets, strict=True)
    ]
    seen = Counter(
        place for page, own in zip(pages, outer, strict=True) for place in {place_of(page[n]) for n in own}
    )
    return [
        {n for n in own if seen[place_of(page[n])] > 1 or _ruled_off(page[n], sheet, tables)}
        for page, own, sheet, tables in zip(pages, outer, sheets, grids, strict=True)
    ]


def _outer(line: Print, sheet: Sheet) -> bool | None:
    """Whether a line stands at the top (True) or at the bottom of the paper; None in between."""
    if line.base < _ZONE * sheet.height:
        return True
    return False if line.base > (1 - _ZONE) * sheet.height else None


def _ruled_off(line: Print, sheet: Sheet, grids: Sequence[Grid]) -> bool:
    """Whether a long line, of no table, lies between this text and the middle of the page."""
    above = _outer(line, sheet)
    for edge in sheet.edges:
        inwards = edge.at - line.base if above else line.base - edge.at
        long = edge.level and edge.drawn and edge.end - edge.start > _RULE * sheet.width
        if long and 0 < inwards < _RULE_NEAR and not any(g.top - 3 <= edge.at <= g.bottom + 3 for g in grids):
            return True
    return False
