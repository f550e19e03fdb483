"""Finds the row of headers in a sheet and which field each column holds.

Titles and notes may stand above the headers; the row with the most known words is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.cpr import holds_cpr
from pipeline.problems import Place, Problem
from pipeline.problems.roster import column_missing
from pipeline.roster.spelling import as_text, fold, nearest
from pipeline.roster.vocabulary import FOLDED, Vocabulary
from pipeline.sheets.read import Cell, Sheet, column_name

_SEARCHED_ROWS = 50
_KNOWN = frozenset(FOLDED.values())
_LEADER_YES_NO = frozenset(("lederjn", "lederjanej"))
"""`Leder (J/N)` tells who is one, not whose one has."""


def header_row(sheet: Sheet, vocabulary: Vocabulary) -> int | None:
    """The row with the most known headers, at least two, among the first fifty; the upper one of equals."""
    scores = [len(fields_of(row, vocabulary)) for row in sheet.rows[:_SEARCHED_ROWS]]
    best = max(scores, default=0)
    return scores.index(best) if best >= 2 else None


def fields_of(row: Sequence[Cell], vocabulary: Vocabulary) -> dict[str, int]:
    """Field → column, by the first of the field's words that stands in the row."""
    written: dict[str, int] = {}
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            written.setdefault(_word(cell), column)
    found: dict[str, int] = {}
    for field, headers in vocabulary.items():
        columns = [written[FOLDED[header]] for header in headers if FOLDED[header] in written]
        if columns:
            found[field] = columns[0]
    return found


def repeated_headers(row: Sequence[Cell], found: Mapping[str, int]) -> list[tuple[int, int]]:
    """Columns whose header stands further left, where it is read: pairs of the column and the one read."""
    read = {_word(row[column]): column for column in found.values()}
    return [(c, read[_word(cell)]) for c, cell in enumerate(row) if c > read.get(_word(cell), c)]


def missing_column(
    row: Sequence[Cell], found: Mapping[str, int], field: str, vocabulary: Vocabulary, place: Place
) -> Problem:
    """A required column is not there; the unread header that looks most like one of its words is named."""
    unread = {_word(cell): column for column, cell in enumerate(row) if column not in found.values()}
    unread.pop("", None)
    looks = (nearest(FOLDED[header], unread) for header in vocabulary[field])
    column = next((unread[word] for word in looks if word), None)
    wanted = vocabulary[field][0]
    if column is None or holds_cpr(as_text(row[column])):
        return column_missing(place, wanted, None)
    return column_missing(place, wanted, (column_name(column), as_text(row[column])))


def _word(cell: Cell) -> str:
    """A header as it is compared. Brackets hold a hint on how to fill it in: `Samtaledato (dd-mm-åååå)`."""
    text = as_text(cell)
    whole = fold(text)
    if whole in _LEADER_YES_NO or whole in _KNOWN or "(" not in text:
        return whole
    return fold(text.partition("(")[0])
