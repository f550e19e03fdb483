"""`mus check --annotate`: the roster back as a workbook in which every cell with a problem says what is wrong with it.

An .xlsx is copied part by part, anything else as far as it goes: .xls, .xlsb and .ods by way of LibreOffice, text and
folders as their plain values, every value in the cell it was read from. No copy is handed out in which the reader of
rosters still finds a CPR number.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.commands.checking_roster import CheckedRoster
from pipeline.cpr import holds_cpr
from pipeline.problems import Place, Problem, UnreadableFile, file_place
from pipeline.reports.roster_check import Review, review_page
from pipeline.roster import cpr_cells
from pipeline.sheets.annotating import (
    CprLeft,
    MacroSheets,
    Mark,
    annotate,
    is_sealed,
    link_to_cell,
    names_in_copy,
)
from pipeline.sheets.annotating.values import write_values
from pipeline.sheets.file_kind import kind_of
from pipeline.sheets.read import read_sheets
from pipeline.sheets.sheet import column_number
from pipeline.word.office import available, convert

_SUFFIXES = (".xlsx", ".xlsm")
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")

Cells = Mapping[str, frozenset[tuple[int, int]]]


class CannotAnnotate(Exception):
    """The copy cannot be written there; the sentence says why, to the operator."""


@dataclass(frozen=True, slots=True)
class _Source:
    """The workbook that is copied. `names` gives its sheet by the place of the roster's, `copied` what that is called
    in the copy, `cpr` the cells with CPR numbers."""

    path: Path
    names: Mapping[tuple[str, str], str]
    copied: Mapping[str, str]
    cpr: Cells

    def sheet(self, place: Place) -> str:
        """The workbook's sheet that a place is on, or ""."""
        name = place.spot.rpartition("!")[0]
        return self.names.get((place.file, name)) or self.names.get(("", name), "")

    def spot(self, place: Place) -> str:
        """Where a place is in the copy: its sheet and cell, or what the place says where it is on no sheet."""
        sheet, cell = self.sheet(place), place.spot.rpartition("!")[2]
        return f"{self.copied[sheet]}!{cell}" if sheet else place.spot

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
                row, column = int(cell.group(2)) - 1, column_number(cell.group(1).encode())
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
    if out.exists() and not is_sealed(out):
        raise CannotAnnotate(
            f"{out} is there already, and is no copy of ours or has been worked in since; choose another name."
        )


def annotate_roster(checked: CheckedRoster, out: Path) -> bool:
    """Writes the copy; False where the roster could not be opened, which its problems have said.

    Raises CannotAnnotate where the copy could not be written.
    """
    with tempfile.TemporaryDirectory(prefix="mus-check-") as folder:
        try:
            _write_copy(checked, out, Path(folder))
        except UnreadableFile as error:
            if error.problem.code in {problem.code for problem in checked.problems}:
                return False
            raise CannotAnnotate(
                f"{checked.path} can be read but not copied: parts of it are not as Excel writes them. Save it anew in "
                f"Excel and try again ({error.problem.code})."
            ) from error
        except MacroSheets as error:
            raise CannotAnnotate(
                f"{checked.path} has sheets of macros; name the copy .xlsm to keep them."
            ) from error
        except CprLeft as error:
            part = f" in {error}" if str(error) and not holds_cpr(str(error)) else ""
            raise CannotAnnotate(
                f"{checked.path} has CPR numbers{part} that cannot be taken out of a copy; none was written. Delete "
                "them in the file, or save its sheets alone as a new .xlsx, and try again."
            ) from error
        except OSError as error:
            reason = error.strerror or "it cannot be written"
            raise CannotAnnotate(f"{out}: {reason}. Close it where it is open, or choose another.") from error
    return True


def _write_copy(checked: CheckedRoster, out: Path, room: Path) -> None:
    source = _source_of(checked.path, room)
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
        source.spot,
    )
    marks = source.marks(checked.problems)
    annotate(source.path, out, marks, review_page(review), source.cpr, _holds_no_cpr)


def _holds_no_cpr(copy: Path) -> bool:
    """Whether the reader of rosters finds no CPR number behind the copy's first page, which is ours."""
    _, *theirs = cpr_cells(copy)
    return not any(cells for _, cells in theirs)


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
    found = cpr_cells(roster)
    sheets = [place for place, _ in found]
    own = [place.spot for place in sheets]
    return _source(workbook, sheets, own, [cells for _, cells in found])


def _by_value(roster: Path, workbook: Path) -> _Source:
    found = cpr_cells(roster)
    written = write_values(read_sheets(roster, as_typed=True), workbook)
    return _source(workbook, [place for place, _ in found], written, [cells for _, cells in found])


def _source(
    workbook: Path,
    sheets: Sequence[Place],
    own: Sequence[str],
    cpr: Iterable[frozenset[tuple[int, int]]],
) -> _Source:
    """The workbook whose sheets of these names of its `own` are the roster's `sheets`.

    The reader of rosters calls a sheet by its position whose name holds a CPR number.
    """
    called = [f"Ark {n}" if holds_cpr(place.spot) else place.spot for n, place in enumerate(sheets, 1)]
    often = Counter(called)
    names = {
        (file, name): new
        for place, name, new in zip(sheets, called, own, strict=True)
        for file in ([place.file, ""] if often[name] == 1 else [place.file])
    }
    return _Source(workbook, names, names_in_copy(workbook), dict(zip(own, cpr, strict=True)))
