"""What a workbook says about its cells beside their values: what is hidden, merged, or shown with zeros in front.

python-calamine tells none of it, so it is read from the file itself. What a file does not say in a way that is
understood is simply not known. Looking for it also shows how large a sheet would become.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.problems import Place, UnreadableFile
from pipeline.problems.sheets import stray_cell
from pipeline.sheets.sheet import DAY_ZERO, cell_name

WIDEST, MOST_CELLS = 2_000, 50_000_000
"""Beyond this no sheet is read: calamine lays out every cell up to the farthest and ends the whole process when it
cannot have the memory (0.9: one value in XFD1048576 asks for 550 GB)."""

ATTRIBUTES = rb"((?:[^<>\"']++|\"[^\"<]*\"|'[^'<]*')*+)"
"""The attributes of a tag, one of whose values may hold a >."""

LONGEST_PIECE = 32 * 1024 * 1024

_ZEROS = re.compile(r'(?:0|\\?[- ]|"[- ]+")+')


@dataclass(frozen=True, slots=True)
class Block:
    """Merged cells: from one to another, both included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetFacts:
    """Of one sheet; counted from 0. `zeros` are cells that show their whole number by a pattern: `00000`."""

    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    merged: list[Block] = field(default_factory=list)
    zeros: list[tuple[int, int, str]] = field(default_factory=list)

    def hide_rows(self, first: int, count: int = 1) -> None:
        """Takes in hidden rows, joined to those right above them."""
        if self.hidden_rows and self.hidden_rows[-1].stop == first:
            self.hidden_rows[-1] = range(self.hidden_rows[-1].start, first + count)
        else:
            self.hidden_rows.append(range(first, first + count))


@dataclass(frozen=True, slots=True)
class BookFacts:
    """Of a workbook: the day it counts from, and each sheet's by its name."""

    day_zero: date = DAY_ZERO
    sheets: Mapping[str, SheetFacts] = field(default_factory=dict)


def zero_pattern(format_: str) -> str:
    """The pattern of a number format that is zeros alone, `00000` or `000000-0000`, or "" for any other.

    Only such a format shows zeros that the number has not (ECMA-376 18.8.31); the text after `;` is for negative ones.
    """
    shown = format_.split(";")[0]
    if not _ZEROS.fullmatch(shown) or shown.count("0") < 2:
        return ""
    return shown.replace("\\", "").replace('"', "").strip()


def zero_styles(formats: Mapping[int, str], used: Sequence[int]) -> dict[int, str]:
    """The patterns of the styles that have one, by the styles' numbers; `used` is each style's format."""
    patterns = ((style, zero_pattern(formats.get(format_, ""))) for style, format_ in enumerate(used))
    return {style: pattern for style, pattern in patterns if pattern}


def shown_by(pattern: str, number: int) -> str:
    """A whole number as the pattern shows it; digits beyond it stand in front."""
    wanted = pattern.count("0")
    digits = iter(str(number).zfill(wanted))
    surplus = "".join(next(digits) for _ in range(len(str(number)) - wanted))
    return surplus + "".join(next(digits) if sign == "0" else sign for sign in pattern)


@dataclass(slots=True)
class Extent:
    """How far the cells with something in them go: the last row and column, counted from 0, and a cell in each."""

    row: int = -1
    column: int = -1
    lowest: tuple[int, int] = (0, 0)
    rightmost: tuple[int, int] = (0, 0)

    def add(self, row: int, column: int) -> None:
        """Takes in a cell."""
        if row > self.row:
            self.row, self.lowest = row, (row, column)
        if column > self.column:
            self.column, self.rightmost = column, (row, column)

    def is_too_large(self) -> bool:
        """Whether the sheet is wider or larger than any list."""
        return self.column >= WIDEST or (self.row + 1) * (self.column + 1) > MOST_CELLS

    def check(self, place: Place, name: str) -> None:
        """Refuses a sheet that is too large: `workbook-stray-cell` names the cell that makes it so."""
        if self.is_too_large():
            far = self.rightmost if self.column >= WIDEST or self.column * 64 > self.row else self.lowest
            spot = Place(place.file, f"{name}!{cell_name(*far)}")
            raise UnreadableFile(stray_cell(spot, cell_name(*far)))


def pieces(chunks: Iterable[bytes], mark: bytes = b"<") -> Iterator[bytes]:
    """The chunks of an XML part cut before a mark, so that what begins with it is whole.

    Raises ValueError for what no program writes.
    """
    rest = b""
    for chunk in chunks:
        if b"\0" in chunk:  # UTF-16, which no workbook is written in and calamine does not read
            raise ValueError("a zero byte")
        whole, begun, cut = (rest + chunk).rpartition(mark)
        rest = begun + cut
        if whole:
            yield whole
        elif len(rest) > LONGEST_PIECE:
            raise ValueError("a piece that does not end")
    yield rest
