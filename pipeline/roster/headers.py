"""Finds the row of headers in a sheet and what each column holds.

Titles and notes may stand above the headers; the row with the most known words is taken. A column is known by its
header: as `mus.toml` says, or by a word of the vocabulary. One that only looks like a word is not read, and asked
about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.cpr import holds_cpr
from pipeline.problems import Place, Problem
from pipeline.problems.roster_columns import column_missing
from pipeline.roster.spelling import as_text, fold, nearest
from pipeline.roster.vocabulary import FOLDED, GROUPS, PEOPLE, Vocabulary
from pipeline.sheets.read import Cell, Sheet, column_name

_SEARCHED_ROWS = 50
_KNOWN = frozenset(FOLDED.values())
_ALIKE = 0.85
"""How much an unknown header must look like a known word to be asked about."""
_ORG_CHART = frozenset(("forvaltning", "omraade", "afdeling", "gruppe"))
"""Side by side these are the levels of an organisation (Holstebro): `gruppe` is then a unit and no group that talks."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The column of each field, columns that `mus.toml` has named or silenced, and look-alikes: column → field."""

    columns: Mapping[str, int]
    mapped: frozenset[int] = frozenset()
    silenced: frozenset[int] = frozenset()
    unsure: Mapping[int, str] = field(default_factory=dict)


def header_row(sheet: Sheet, vocabulary: Vocabulary, mapping: Mapping[str, str] | None = None) -> int | None:
    """The row with the most known headers, at least two, among the first fifty; the upper one of equals."""
    scores = [len(fields_of(row, vocabulary, mapping)) for row in sheet.rows(_SEARCHED_ROWS)]
    best = max(scores, default=0)
    return scores.index(best) if best >= 2 else None


def fields_of(
    row: Sequence[Cell], vocabulary: Vocabulary, mapping: Mapping[str, str] | None = None
) -> dict[str, list[int]]:
    """Field → the columns that may hold it, best first: as mapped, then by the order of the field's words."""
    written: dict[str, list[int]] = {}
    mapped: dict[str, list[int]] = {}
    targets = {fold(header): meaning for header, meaning in (mapping or {}).items()}
    for column, cell in enumerate(row):
        if not isinstance(cell, str):
            continue
        meaning = targets.get(fold(cell))
        if meaning is None:
            written.setdefault(_word(cell), []).append(column)
        elif named := field_called(meaning, vocabulary):
            mapped.setdefault(named, []).append(column)
    words = _words(vocabulary, frozenset(written))
    found: dict[str, list[int]] = {}
    for name, headers in words.items():
        columns = mapped.get(name, []) + [c for header in headers for c in written.get(header, ())]
        if columns:
            found[name] = list(dict.fromkeys(columns))
    return found


def choose_columns(sheet: Sheet, header: int, vocabulary: Vocabulary, mapping: Mapping[str, str]) -> Chosen:
    """Which column each field is read from. Of several, the first that holds anything below the headers."""
    row = full_headers(sheet, header)
    columns: dict[str, int] = {}
    for name, candidates in fields_of(row, vocabulary, mapping).items():
        columns[name] = _best(sheet, header, name, candidates)
    if vocabulary is PEOPLE and "number" in columns and _counts_rows(sheet, header, columns["number"]):
        del columns["number"]
    targets = {fold(word): meaning for word, meaning in mapping.items()}
    told = {
        c: targets[fold(cell)]
        for c, cell in enumerate(row)
        if isinstance(cell, str) and fold(cell) in targets
    }
    known = {c for candidates in fields_of(row, vocabulary).values() for c in candidates}
    unread = [c for c in range(len(row)) if c not in known and c not in told and c not in columns.values()]
    return Chosen(
        columns,
        frozenset(column for column, meaning in told.items() if meaning),
        frozenset(column for column, meaning in told.items() if not meaning),
        _look_alikes(row, unread, vocabulary, columns),
    )


def full_headers(sheet: Sheet, header: int) -> list[Cell]:
    """The headers; one that stands twice with the heading over it, where the two together are a header we know.

    `Leder` over `Tjenestenr` and `Navn` makes »Leder Tjenestenr« and »Leder Navn« of them.
    """
    row = sheet.row(header)
    words = Counter(_word(cell) for cell in row)
    over = sheet.row(header - 1) if header else [None] * len(row)
    heading: Cell = None
    for column, cell in enumerate(row):
        heading = heading if over[column] is None else over[column]
        both = f"{as_text(heading)} {as_text(cell)}"
        if heading is not None and words[_word(cell)] > 1 and _word(cell) and fold(both) in _KNOWN:
            row[column] = both
    return row


def field_called(header: str, vocabulary: Vocabulary) -> str:
    """The field that one of its headers names, or ""."""
    word = fold(header)
    return next((name for name, words in vocabulary.items() if word in map(fold, words)), "")


def meaning_of(field: str, vocabulary: Vocabulary) -> str:
    """The header the contract has for a field."""
    return vocabulary[field][0]


def all_meanings() -> list[str]:
    """Every header that `mus.toml` may map a column to."""
    return list(dict.fromkeys(words[0] for vocabulary in (PEOPLE, GROUPS) for words in vocabulary.values()))


def repeated_headers(row: Sequence[Cell], read: Mapping[str, int]) -> list[tuple[int, int]]:
    """Columns whose header stands at another column too, which is read: pairs of the column and the one read."""
    by_word = {_word(row[column]): column for column in read.values()}
    return [
        (c, by_word[word])
        for c, cell in enumerate(row)
        if c not in read.values() and (word := _word(cell)) in by_word
    ]


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


def _look_alikes(
    row: Sequence[Cell], unread: Sequence[int], vocabulary: Vocabulary, columns: Mapping[str, int]
) -> dict[int, str]:
    """Unread columns whose header looks like a word of a field that has no column yet."""
    open_words = {FOLDED[h]: name for name, words in vocabulary.items() if name not in columns for h in words}
    open_words = {word: name for word, name in open_words.items() if len(word) >= 5}
    found: dict[int, str] = {}
    for column in unread:
        word = _word(row[column]) if isinstance(row[column], str) else ""
        close = nearest(word, open_words, _ALIKE) if len(word) >= 5 else ""
        if close and open_words[close] not in found.values():
            found[column] = open_words[close]
    return found


def _words(vocabulary: Vocabulary, written: frozenset[str]) -> dict[str, list[str]]:
    """Field → its words, folded; those of an organisation chart mean units."""
    words = {name: [FOLDED[header] for header in headers] for name, headers in vocabulary.items()}
    if vocabulary is PEOPLE and written >= _ORG_CHART:
        words["group"].remove("gruppe")
        words["unit"] = ["gruppe", *(word for word in words["unit"] if word != "afdeling")]
        words["level_3"].append("afdeling")
    return words


def _best(sheet: Sheet, header: int, field: str, candidates: Sequence[int]) -> int:
    """The candidate that is read: the first that holds anything.

    Of names the one with the most different: a unit's code and name may stand before the employee's (`Navn`, `Medarbejder`).
    """
    if len(candidates) == 1:
        return candidates[0]
    if field == "name":
        return max(candidates, key=lambda column: len(set(sheet.below(header, column))))
    filled = (column for column in candidates if _is_filled(sheet, header, column))
    return next(filled, candidates[0])


def _counts_rows(sheet: Sheet, header: int, column: int) -> bool:
    """Whether a column `id` only counts the rows: another export gives everybody another number."""
    if fold(as_text(sheet.columns[column][header])) != "id":
        return False
    values = [as_text(cell) for cell in sheet.below(header, column) if cell is not None]
    return len(values) > 1 and values == [str(n) for n in range(1, len(values) + 1)]


def _is_filled(sheet: Sheet, header: int, column: int) -> bool:
    return any(cell is not None for cell in sheet.below(header, column))


def _word(cell: Cell) -> str:
    """A header as it is compared. Brackets hold a hint on how to fill it in: `Samtaledato (dd-mm-åååå)`."""
    text = as_text(cell)
    whole = fold(text)
    if whole in _KNOWN or "(" not in text:
        return whole
    return fold(text.partition("(")[0])
