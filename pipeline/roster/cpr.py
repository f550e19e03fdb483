"""Finds CPR numbers in a sheet and takes them out before anything else is read.

A CPR number is ten digits that begin with a valid day, `ddmmyyxxxx`, `ddmmyy-xxxx` or parted otherwise,
alone or inside a longer text; in a number cell it may have lost its leading zero. The last four digits
prove nothing: the check digit was given up in 2007. Employee numbers and codes that merely look alike are
told apart by how the rest of their column is numbered; with a hyphen it is always a CPR number.

Two rows with one CPR number are one person: that much is kept, as a token that only this reading understands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.cpr import LEFT_OUT, holds_cpr, is_cpr, lost_its_zero, may_hold_cpr
from pipeline.roster.spelling import as_text, fold, words
from pipeline.sheets.read import Sheet

_HEADERS = frozenset(("personnummer", "personnr", "pnr", "personcivilregistrationidentifier"))
_OTHER_NUMBERS = (
    "telefon",
    "tlf",
    "mobil",
    "adtelefon",
    "phone",
    "workphone",
    "arbejdstelefon",
    "lokalnr",
    "fax",
    "cvr",
    "ean",
    "gln",
    "konto",
)
"""Headers of columns that nothing is kept of and that hold long numbers of another kind."""
_NEVER_OWN = frozenset(("persnr", "persnummer", "personnr", "personnummer"))
"""Headers under which numbers that begin like a day are CPR numbers, however few days they are."""
_OF_OTHERS = re.compile("leder|chef|barn|boern|paaroerende|aegtefaelle|kontakt|foraelder|mor|far")
"""Whose CPR numbers a column may hold, if not the people's own."""
_NOBODY = "0000"
"""The last digits of the made-up CPR numbers of SD Løn: they may stand at several people."""


@dataclass(frozen=True, slots=True)
class CprSpots:
    """Where CPR numbers stand below the headers: whole columns, and single cells (row, column)."""

    columns: tuple[int, ...]
    cells: tuple[tuple[int, int], ...]
    persons: Mapping[int, int] = field(default_factory=dict, repr=False)
    """Row → a token that is equal for equal CPR numbers; it says nothing of them, nor of another reading's."""


def is_cpr_header(title: str) -> bool:
    """Whether a header announces CPR numbers."""
    word = fold(title)
    return "cpr" in word or (word in _HEADERS and words(title)[:2] != ["p", "nr"])


def _numbers_units(sheet: Sheet, header: int) -> bool:
    """Whether the sheet is of units: `pNr` is then the number of a production unit (Opus) and nobody's CPR number."""
    words = {fold(as_text(cell)) for cell in sheet.row(header)} if header >= 0 else set()
    return bool(words & {"parentorgunit", "longname", "foraeldreafdelingskode", "parentid"})


def _is_unit_number(sheet: Sheet, header: int, column: int) -> bool:
    """Whether a column holds the numbers of production units: ten digits that begin with 10.

    The header says so unless most of the cells do not. `Pnr` says it only where many people share a few such numbers.
    """
    title = _title(sheet, header, column)
    word, parted = fold(title), words(title)[:2] == ["p", "nr"]
    if not parted and word != "pnr" and not word.startswith(("pnummer", "produktionsenhed")):
        return False
    texts = [text for text in _texts(sheet, header, column).values() if text]
    units = [text for text in texts if text.isdecimal() and len(text) == 10 and text.startswith("10")]
    if word == "pnr" and not parted:
        return len(texts) > 3 and 10 * len(units) >= 9 * len(texts) and 2 * len(set(texts)) <= len(texts)
    return 2 * len(units) >= len(texts)


def find_cpr(sheet: Sheet, header: int, read: Iterable[int], codes: Mapping[int, int]) -> CprSpots:
    """Every column and cell below the header that holds CPR numbers.

    `read` are the columns something is kept of. `codes` maps a column of numbers or codes to the column
    whose way of numbering it follows: leaders are numbered as employees are. A column goes as a whole when
    its header or at least half of its cells say CPR, otherwise the single cells do.
    """
    kept = set(read)
    columns: list[int] = []
    cells: list[tuple[int, int]] = []
    of_units = _numbers_units(sheet, header)
    for column in range(len(sheet.columns)):
        title = _title(sheet, header, column)
        if of_units and fold(title) == "pnr":
            continue
        announced = is_cpr_header(title) and not _is_unit_number(sheet, header, column)
        hits = [] if announced else _hits(sheet, header, column, kept, codes)
        if announced or (hits and 2 * len(hits) >= len(_texts(sheet, header, column))):
            columns.append(column)
        else:
            cells += [(row, column) for row in hits]
    return CprSpots(tuple(columns), tuple(cells), _persons(sheet, header, columns))


def cpr_cells_of(
    sheet: Sheet, header: int | None, read: Iterable[int] = (), codes: Mapping[int, int] | None = None
) -> frozenset[tuple[int, int]]:
    """The filled cells of a sheet that hold CPR numbers, whatever else the sheet is.

    A column goes as a whole where its header or nearly all of it says so: people's own remarks beside a few numbers stay,
    and so does what is left of a text that a number was left out of.
    """
    first = -1 if header is None else header
    spots = find_cpr(sheet, first, read, codes or {})
    cells = {
        (row, column)
        for column, found in enumerate(sheet.columns)
        for row, cell in enumerate(found[: first + 1])
        if holds_cpr(as_text(cell))
    }
    cells |= set(spots.cells)
    for column in spots.columns:
        texts = _texts(sheet, first, column)
        hits = {row for row, text in texts.items() if holds_cpr(text) or lost_its_zero(text)}
        announced = is_cpr_header(_title(sheet, first, column))
        if announced or 5 * len(hits) >= 4 * len(texts):
            hits |= {row for row, text in texts.items() if LEFT_OUT not in text}
        cells |= {(row, column) for row in hits}
    return frozenset(cells)


def empty_cells(sheet: Sheet, header: int, spots: CprSpots) -> None:
    """Empties the cells in the sheet itself, so that no copy of it keeps a CPR number."""
    for column in spots.columns:
        sheet.columns[column][header + 1 :] = [None] * (sheet.height - header - 1)
    for row, column in spots.cells:
        sheet.columns[column][row] = None


def own_lengths(texts: Iterable[str]) -> frozenset[int]:
    """The lengths, 9 or 10 digits, of a column's own numbers, some of which may begin like a day by chance.

    Own are three or more different ones of the same length of which most do not begin like a day, or ten or more with
    so few beginnings that they would be a handful of birthdays.
    """
    plain = {text for text in texts if text.isdecimal()}
    return frozenset(
        length for length in (9, 10) if _is_own_numbering({text for text in plain if len(text) == length})
    )


def _is_own_numbering(numbers: Collection[str]) -> bool:
    if len(numbers) < 3:
        return False
    days = {number: number.zfill(10)[:6] for number in numbers if _begins_like_a_day(number)}
    return 2 * len(days) < len(numbers) or (
        len(numbers) >= 10 and 5 * len(set(days.values())) <= len(numbers)
    )


def _begins_like_a_day(number: str) -> bool:
    return is_cpr(number.zfill(10))


def _strays(numbers: Collection[str]) -> set[str]:
    """Of one length of own numbers those that begin like a day as none of the others does: CPR numbers among them.

    The others have their first four digits in common; or nine in ten of them do not begin like a day, and none begins
    with the two digits of the stray. Three with the same six digits before the rest are a series, and nobody's birthdays.
    """
    days = {number for number in numbers if _begins_like_a_day(number)}
    others = set(numbers) - days
    series = Counter(number.zfill(10)[:6] for number in numbers)
    (first, size) = Counter(number[:4] for number in numbers).most_common(1)[0]
    lone = {n for n in days if not n.startswith(first) and series[n.zfill(10)[:6]] < 3}
    if size >= 3 and 2 * size > len(numbers) and all(number.startswith(first) for number in others):
        return lone
    begun = {number.zfill(10)[:2] for number in others}
    return {n for n in lone if n.zfill(10)[:2] not in begun} if 10 * len(days) <= len(numbers) else set()


def _own_numbers(sheet: Sheet, header: int, column: int, followed: int | None) -> set[str]:
    """The numbers of a column that are of the own numbering of the column it follows, whatever they begin like."""
    if followed is None or fold(_title(sheet, header, followed)) in _NEVER_OWN:
        return set()
    numbering = set(_texts(sheet, header, followed).values())
    numbers = {text for text in _texts(sheet, header, column).values() if text.isdecimal()}
    found: set[str] = set()
    for length in own_lengths(numbering):
        own = {text for text in numbers if len(text) == length}
        alike = {text for text in numbering if text.isdecimal() and len(text) == length}
        found |= own - _strays(own | alike)
    return found


def _hits(sheet: Sheet, header: int, column: int, kept: set[int], codes: Mapping[int, int]) -> list[int]:
    """The rows of a column whose cell holds a CPR number.

    In a column that is not kept, nine bare digits are one only in the company of many.
    """
    suspects = _suspects(sheet, header, column)
    if not suspects or _is_other_number(sheet, header, column, kept):
        return []
    texts = _texts(sheet, header, column)
    sure = {row for row, text in texts.items() if text in suspects and holds_cpr(text)}
    short = {row for row, text in texts.items() if text in suspects and lost_its_zero(text)}
    if column not in kept and 2 * len(sure | short) < len(texts):
        short = set()
    own = _own_numbers(sheet, header, column, codes.get(column))
    return [row for row in sorted(sure | short) if texts[row] not in own]


def _suspects(sheet: Sheet, header: int, column: int) -> set[str]:
    """The different texts of a column that may be CPR numbers: most columns have none, and are done with."""
    cells = set(sheet.below(header, column))
    texts = [cell for cell in cells if isinstance(cell, str)]
    texts += [as_text(cell) for cell in cells if isinstance(cell, int)]
    return {t for t in texts if holds_cpr(t) or lost_its_zero(t)} if may_hold_cpr(texts) else set()


def _is_other_number(sheet: Sheet, header: int, column: int, kept: set[int]) -> bool:
    if column in kept:
        return False
    title = fold(_title(sheet, header, column))
    return title.startswith(_OTHER_NUMBERS) or _is_unit_number(sheet, header, column)


def _texts(sheet: Sheet, header: int, column: int) -> dict[int, str]:
    """Row → text of the filled cells of a column that could hold a number at all."""
    return {
        row: as_text(cell)
        for row, cell in enumerate(sheet.below(header, column), header + 1)
        if isinstance(cell, str | int) and not isinstance(cell, bool)
    }


def _persons(sheet: Sheet, header: int, columns: Sequence[int]) -> dict[int, int]:
    """Who stands in a row, by the column that is announced as the people's own CPR numbers; nothing where there is none."""
    titles = {column: fold(_title(sheet, header, column)) for column in columns}
    own = [
        column for column, title in titles.items() if is_cpr_header(title) and not _OF_OTHERS.search(title)
    ]
    if not own:
        return {}
    found: dict[int, int] = {}
    seen: dict[str, int] = {}
    for row, text in _texts(sheet, header, own[0]).items():
        digits = _digits(text).zfill(10)
        if len(digits) == 10 and not digits.endswith(_NOBODY) and is_cpr(digits):
            found[row] = seen.setdefault(digits, len(seen) + 1)
    return found


def _digits(text: str) -> str:
    bare = text.replace("-", "")
    return bare if bare.isdecimal() else "".join(c for c in text if c.isdecimal())


def _title(sheet: Sheet, header: int, column: int) -> str:
    """A column's header, "" where there is no row of headers (-1)."""
    return as_text(sheet.columns[column][header]) if header >= 0 else ""
