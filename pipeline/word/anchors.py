"""Which field a place in the text belongs to: for what hangs on a field without being its answer.

In: the fields of a part with their stretches, and a stretch. Out: a field's key.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.answers.returned import Mark, Spot
from pipeline.word.alone import Extent

Fields = Sequence[tuple[Extent, Mark]]


def fields_only(found: Fields) -> Fields:
    """Those that are fields of a form: not Word's own bookmarks, and no control that is nobody's."""
    return [(extent, mark) for extent, mark in found if mark.key and not mark.key.startswith("_")]


def field_at(fields: Fields, extent: Extent, spot: Spot | None) -> Mark | None:
    """The field a stretch lies in or around, the smallest first; or else the only one of its table cell."""
    start, end = extent
    touching = [(e - s, mark) for (s, e), mark in fields if s <= end and start <= e]
    if touching:
        return min(touching, key=lambda each: each[0])[1]
    here = {mark.key: mark for _, mark in fields if spot and mark.spot == spot}
    return next(iter(here.values())) if len(here) == 1 else None


def field_of_row(fields: Fields, spot: Spot | None) -> Mark | None:
    """The only field of a table row: what stands at a label is about its answer."""
    row = {
        mark.key: mark
        for _, mark in fields
        if spot and mark.spot and (mark.spot.table, mark.spot.row) == (spot.table, spot.row)
    }
    return next(iter(row.values())) if len(row) == 1 else None


def field_before(fields: Fields, extent: Extent) -> Mark | None:
    """The nearest field before a stretch."""
    before = [(end, mark) for (_, end), mark in fields if end <= extent[0]]
    return max(before, key=lambda each: each[0])[1] if before else None
