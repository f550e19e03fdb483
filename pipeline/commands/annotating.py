"""`mus check --annotate`: the roster back as a workbook in which every cell with a problem says what is wrong with it.

An .xlsx is copied part by part, anything else as far as it goes: .xls, .xlsb and .ods by way of LibreOffice, text and
folders as their plain values, every value in the cell it was read from.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.commands.checking_roster import CheckedRoster
from pipeline.problems import Place, Problem, UnreadableFile, file_place
from pipeline.reports.roster_check import Review, review_page
from pipeline.roster import cpr_cells
from pipeline.sheets.annotating import MacroSheets, Mark, annotate, link_to_cell, names_in_copy
from pipeline.sheets.annotating.values import write_values
from pipeline.sheets.file_kind import kind_of
from pipeline.sheets.read import read_sheets
from pipeline.word.office import available, convert

_SUFFIXES = (".xlsx", ".xlsm")
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")

Cells = Mapping[str, frozenset[tuple[int, int]]]


class CannotAnnotate(Exception):
    """The copy cannot be written there; the sentence says why, to the operator."""


@dataclass(frozen=True, slots=True)
class _Source:
    """The workbook that is copied, and what a sheet of the roster is called in it and in the copy: by file and name,
    or by name alone."""

    path: Path
    names: Mapping[tuple[str, str], str]
    copied: Mapping[str, str]
    cpr: Cells = field(default_factory=dict)

    def sheet(self, place: Place) -> str:
        """The workbook's sheet that a place is on, or ""."""
        name = place.spot.rpartition("!")[0]
        return self.names.get((place.file, name)) or self.names.get(("", name), "")

    def link(self, place: Place) -> str:
        """The hyperlink from the copy's first page to a place, or ""."""
        sheet, cell = self.sheet(place), place.spot.rpartition("!")[2]
        if not sheet:
            return ""
        return link_to_cell(self.copied[sheet], cell if _CELL.fullmatch(cell) else "A1")

    def marks(self, problems: list[Problem]) -> list[Mark]:
        """The problems that stand at a cell."""
        found = []
        for problem in sorted(problems, key=lambda each: not each.blocks):
            sheet, cell = self.sheet(problem.place), _CELL.fullmatch(problem.place.spot.rpartition("!")[2])
            if sheet and cell:
                row, column = int(cell.group(2)) - 1, _column(cell.group(1))
                found.append(Mark(sheet, row, column, problem.text, problem.blocks))
        return found


def refuse_to_annotate(roster: Path | None, out: Path) -> None:
    """Raises CannotAnnotate where the copy has no place to go, before anything is read."""
    if roster is None:
        raise CannotAnnotate("There is no roster to annotate: name one, or set roster in mus.toml.")
    if out.suffix.lower() not in _SUFFIXES:
        raise CannotAnnotate(f"{out} must be named .xlsx (or .xlsm to keep macros); nothing was written.")
    if out.is_dir():
        raise CannotAnnotate(f"{out} is a folder; name a file.")
    if roster.exists() and out.exists() and roster.samefile(out):
        raise CannotAnnotate(f"{out} is the roster itself, which is never written over; choose another name.")
    if roster.is_dir() and out.parent.resolve() == roster.resolve():
        raise CannotAnnotate(f"{out} would be read as part of the roster next time; choose another folder.")
    if not out.parent.is_dir() or not os.access(out.parent, os.W_OK):
        raise CannotAnnotate(f"{out.parent} is no folder that can be written in; choose another.")


def annotate_roster(checked: CheckedRoster, out: Path) -> bool:
    """Writes the copy; False where the roster could not be opened, which its problems have said.

    Raises CannotAnnotate where the copy could not be written.
    """
    with tempfile.TemporaryDirectory(prefix="mus-check-") as folder:
        try:
            source = _source_of(checked.path, Path(folder))
            review = Review(
                checked.look,
                checked.path.name,
                checked.year,
                checked.today,
                checked.roster,
                checked.problems,
                checked.excluded,
                source.link,
                sum(map(len, source.cpr.values())),
            )
            annotate(source.path, out, source.marks(checked.problems), review_page(review), source.cpr)
        except UnreadableFile:
            return False
        except MacroSheets as error:
            raise CannotAnnotate(
                f"{checked.path} has sheets of macros; name the copy .xlsm to keep them."
            ) from error
        except OSError as error:
            reason = error.strerror or "it cannot be written"
            raise CannotAnnotate(f"{out}: {reason}. Close it where it is open, or choose another.") from error
    return True


def _source_of(roster: Path, room: Path) -> _Source:
    """The workbook to copy: the roster itself, or one that stands for it in `room`."""
    kind = "folder" if roster.is_dir() else kind_of(roster, file_place(roster))
    if isinstance(kind, Problem):
        raise UnreadableFile(kind)
    if kind == "xlsx":
        return _as_it_is(roster, roster)
    if kind in ("xls", "xlsb", "ods") and available():
        converted = convert([roster], "xlsx", room).get(roster)
        if converted:
            return _as_it_is(roster, converted)
    return _by_value(roster, room / "values.xlsx")


def _as_it_is(roster: Path, workbook: Path) -> _Source:
    copied = names_in_copy(workbook)
    return _Source(workbook, {("", name): name for name in copied}, copied, cpr_cells(roster))


def _by_value(roster: Path, workbook: Path) -> _Source:
    sheets = read_sheets(roster, as_typed=True)
    written = write_values(sheets, workbook)
    own = {name: new for sheet, new in zip(sheets, written, strict=True) for name in (sheet.name,)}
    names = {
        (str(sheet.file.absolute()), sheet.name): new for sheet, new in zip(sheets, written, strict=True)
    }
    found = cpr_cells(roster)
    cpr = {new: found.get(sheet.name, frozenset()) for sheet, new in zip(sheets, written, strict=True)}
    copied = names_in_copy(workbook)
    return _Source(workbook, {("", name): new for name, new in own.items()} | names, copied, cpr)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
