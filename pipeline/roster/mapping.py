"""What is wrong with the columns that `mus.toml` names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.problems import Place, Problem
from pipeline.problems.roster_columns import mapping_twice, mapping_unknown, mapping_unused
from pipeline.roster.headers import all_meanings, field_called
from pipeline.roster.spelling import fold, nearest
from pipeline.roster.vocabulary import FOLDED, GROUPS, PEOPLE
from pipeline.roster.wanted import Wanted
from pipeline.sheets.read import Sheet

_SEARCHED_ROWS = 50


def about_mapping(wanted: Wanted, sheets: Iterable[Sheet]) -> Iterator[Problem]:
    """What `mus.toml` says of columns and cannot be.

    A meaning that the contract does not have (`mapping-unknown`) or that two columns of one sheet are given
    (`mapping-twice`), and a header that no sheet has (`mapping-unused`, which does not block).
    """
    if not wanted.columns:
        return
    sheets = list(sheets)
    yield from _given_twice(wanted, sheets)
    written = {
        fold(cell)
        for sheet in sheets
        for row in sheet.rows(_SEARCHED_ROWS)
        for cell in row
        if isinstance(cell, str)
    }
    for header, meaning in wanted.columns.items():
        place = Place("mus.toml", f"columns.{header}")
        if meaning and not (field_called(meaning, PEOPLE) or field_called(meaning, GROUPS)):
            close = nearest(fold(meaning), FOLDED.values())
            known = {fold(word): word for word in all_meanings()}
            yield mapping_unknown(place, header, meaning, known.get(close, ""))
        if fold(header) not in written:
            yield mapping_unused(place, header)


def _given_twice(wanted: Wanted, sheets: Iterable[Sheet]) -> Iterator[Problem]:
    """Two headers of one sheet that shall be read as the same: only one of them can be."""
    for sheet in sheets:
        for row in sheet.rows(_SEARCHED_ROWS):
            words = {fold(cell) for cell in row if isinstance(cell, str)}
            given: dict[str, str] = {}
            for header, meaning in wanted.columns.items():
                if not meaning or fold(header) not in words:
                    continue
                if (first := given.setdefault(fold(meaning), header)) != header:
                    yield mapping_twice(Place("mus.toml", f"columns.{header}"), header, first, meaning)
