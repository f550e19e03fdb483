"""The rows of the sheet of people as entries, before anybody knows who leads whom and who stands there twice.

Comes in: the table. Goes out: an entry per row with leader, delegate and group as written. Blank rows,
repeated headers, section titles, totals and what stands under the list are nobody; everything else is somebody, or a
problem.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from pipeline.model import LeftOut
from pipeline.problems import Problem
from pipeline.problems.roster_columns import number_from_other
from pipeline.roster.cells import means_vacant, read_number, read_word
from pipeline.roster.entries import Entries, Entry, bare_number
from pipeline.roster.naming import read_names
from pipeline.roster.rows import INSTEAD, Rows
from pipeline.roster.spelling import as_text, words
from pipeline.roster.tables import Table, is_total
from pipeline.roster.wanted import Wanted
from pipeline.sheets.read import Cell

_SHORT = 16
"""An id of so many signs can be read aloud, and is the number itself."""
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_NOTE = re.compile(
    r"\b(udtr[aæu]\w*|udskrevet|kilde|underskrift\w*|side \d|hilsen|kontrolleret|godkendt|rapport\w*|opdateret)\b",
    re.IGNORECASE,
)
"""Words of what stands under a list, and in nobody's name."""
_PERSONAL = ("number", "email", "title", "employed_on", "username", "person_id", "talk_on", "talk_kind")

VACANT = "Ubesat stilling."
BELOW = "Står under listen og er ikke læst som en medarbejder."
UNUSABLE = "Tjenestenummer eller navn mangler eller kan ikke bruges."


def read_people(
    table: Table, year: int, wanted: Wanted, titles: Mapping[str, str]
) -> tuple[Entries, list[Problem]]:
    """Everybody on the sheet. `year` completes dates that are written without one, `titles` are those of codes.

    Somebody cannot be used when the number or the name is missing or unusable; with any other problem the field is
    empty and the person stays.
    """
    used: list[Entry] = []
    unusable: list[Entry] = []
    left_out: list[LeftOut] = []
    vacant: set[str] = set()
    known_by, problems = _known_by(table)
    numbers, names = _numbers(table, known_by), read_names(table)
    last, rows = _last_person(table, numbers, names), Rows(table, year, titles, numbers, names)
    progress = wanted.progress(table.rows(), len(table.rows()))
    for row, number, name, place in zip(progress, numbers, names, table.places(known_by[0]), strict=True):
        if is_total(name) or (not (number and name) and not _is_somebody(table, row, number, name)):
            continue
        said = words(name)
        if row > last and _is_note(table, row, number, name):
            left_out.append(LeftOut(place, "", "", BELOW))
            continue
        if means_vacant("".join(said)):
            vacant.add(bare_number(number))
            left_out.append(LeftOut(place, number, "", VACANT))
            continue
        entry, found = rows.entry(row, number, name, tuple(sorted(said)), place)
        problems += found
        (used if number and name else unusable).append(entry)
        if not (number and name):
            left_out.append(LeftOut(place, number, name, UNUSABLE))
    return Entries(used, unusable, left_out, frozenset(vacant)), problems


def name_parts(table: Table) -> bool:
    """Whether the sheet has a column of names, or of first or last names."""
    return any(table.has(name) for name in ("name", "first_name", "last_name"))


def short_id(text: str) -> str:
    """Nine signs that stand for a UUID or an e-mail address: the same for the same text, and short enough to read aloud."""
    number = int.from_bytes(hashlib.sha256(text.casefold().encode()).digest()[:8], "big")
    return "P" + "".join(_LETTERS[(number >> 5 * place) % 32] for place in range(8))


# --- who a row is about -------------------------------------------------------------------------


def _known_by(table: Table) -> tuple[list[str], list[Problem]]:
    """The fields that people are known by: the employee number, or what there is instead, best first, which is told."""
    if table.has("number"):
        return ["number"], []
    instead = [name for name in INSTEAD if table.has(name)]
    if not instead:
        return ["number"], []
    place = table.place(table.header, instead[0])
    return instead, [number_from_other(place, table.header_of(instead[0]), made=instead[0] != "username")]


def _numbers(table: Table, known_by: Sequence[str]) -> list[str]:
    if known_by[0] == "number":
        return list(map(read_number, table.cells("number")))
    columns = zip(*(table.cells(name) for name in known_by), strict=True)
    return [_number_instead(known_by, cells) for cells in columns]


def _number_instead(known_by: Sequence[str], cells: Sequence[Cell]) -> str:
    for name, cell in zip(known_by, cells, strict=True):
        if cell is None:
            continue
        word = read_word(cell) if name == "username" or len(as_text(cell)) <= _SHORT else ""
        if word or name != "username":
            return word or short_id(as_text(cell))
    return ""


def _last_person(table: Table, numbers: Sequence[str], names: Sequence[str]) -> int:
    """The last row with number and a name that is no note's: signatures and notes stand below it."""
    for row, number, name in zip(table.rows()[::-1], reversed(numbers), reversed(names), strict=True):
        if number and name and not _NOTE.search(name):
            return row
    return table.sheet.height


def _is_note(table: Table, row: int, number: str, name: str) -> bool:
    """Whether a row under the list is a signature or a note: next to nothing in it, and nobody's name and unit."""
    if _NOTE.search(name):
        return table.filled(row) <= 3
    tried = table.text(row, "number")
    if number or any(c.isdigit() for c in tried) or table.filled(row) > (3 if tried else 2):
        return False
    looks_like_a_name = not tried and len(name.split()) > 1 and name.istitle()
    return not (looks_like_a_name and (table.cell(row, "unit") or table.cell(row, "unit_code")))


def _is_somebody(table: Table, row: int, number: str, name: str) -> bool:
    """Whether a row without both is about a person: it has one of the two, or says something that only people have.

    A row that only names a unit and its leader is about the unit.
    """
    if table.is_filler(row):
        return False
    if number or name:
        return True
    return table.filled(row) > 1 and any(table.cell(row, field) is not None for field in _PERSONAL)
