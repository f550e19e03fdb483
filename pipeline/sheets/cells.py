"""What a cell of our workbooks can be: a plain value, a tone, a link, and how each shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from os.path import relpath
from pathlib import Path
from typing import Literal, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

Book: TypeAlias = Workbook
Page: TypeAlias = Worksheet
Tone = Literal["", "done", "late", "open", "overdue", "waived", "total", "group", "input"]
Kind = Literal["text", "date", "number", "share", "amount"]
Value = str | int | float | date | Decimal | None

DATE = "dd\\-mm\\-yyyy"
FORMATS: dict[Kind, str] = {
    "text": "@",
    "date": DATE,
    "number": "#,##0",
    "share": "0%",
    "amount": '#,##0" kr."',
}
TONES: dict[Tone, tuple[str, str, bool]] = {  # fill, ink, bold
    "": ("", "262626", False),
    "done": ("E4F1E6", "1D5E2C", False),
    "late": ("FFF0D0", "7A5200", False),
    "open": ("", "6B6B6B", False),
    "overdue": ("FADFDC", "9B1C13", True),
    "waived": ("EEEEEE", "707070", False),
    "total": ("E9ECEF", "262626", True),
    "group": ("F4F6F8", "262626", True),
    "input": ("FFFBE8", "262626", False),
}
NARROWEST, WIDEST = 7, 46
LINE, GAP = 16.5, 9  # heights in points
LONGEST_TEXT, CUT = 32_767, " … (forkortet)"  # Excel's limit for one cell


@dataclass(frozen=True, slots=True)
class Look:
    """How a municipality's workbooks look: its name, and two colours as RRGGBB."""

    name: str
    accent: str = "1F5C7A"
    tint: str = "E6EFF3"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. Without a width it fits what stands in it."""

    title: str
    kind: Kind = "text"
    width: float = 0
    wrap: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and how it shows: tone, link (see `link_to`), the link's tip, a number format of its own."""

    value: Value
    tone: Tone = ""
    link: str = ""
    tip: str = ""
    format: str = ""
    indent: int = 0


Row = Sequence[Cell | Value]


# --- one cell -----------------------------------------------------------------------------------


def put(page: Page, row: int, column: int, cell: Cell, kind: Kind = "text", wrap: bool = False) -> SheetCell:
    """Writes one cell, so that text stays text whatever it starts with."""
    target = page.cell(row, column)
    assert isinstance(target, SheetCell)
    ground, ink, bold = TONES[cell.tone]
    target.font = font(ink, bold, underline=bool(cell.link))
    if ground:
        target.fill = fill(ground)
    if isinstance(cell.value, str):
        target.value = clean(cell.value)
        target.data_type, target.number_format = "s", "@"
        target.quotePrefix = True
    elif cell.value is not None:
        target.value = cell.value
        target.number_format = cell.format or FORMATS[kind]
    target.alignment = alignment(kind, wrap, cell.indent)
    if cell.link:
        target.hyperlink = Hyperlink(ref=target.coordinate, target=cell.link, tooltip=cell.tip or None)
    return target


# --- text, links, styles -------------------------------------------------------------------------


def clean(text: str) -> str:
    """The text without what an .xlsx cannot hold; one that is too long for a cell says that it was cut."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT)] + CUT


def link_to(target: Path, workbook: Path) -> str:
    """A hyperlink from a workbook to a file, relative, so that the whole folder can be moved.

    Excel wants a few characters escaped and Danish letters as they are.
    """
    try:
        path = Path(relpath(target, workbook.parent)).as_posix()
    except ValueError:  # another drive of a Windows machine
        return target.absolute().as_uri()
    return re.sub(r'[ %"<>#\[\]^`{}]', lambda match: f"%{ord(match[0]):02X}", path)


@cache
def font(ink: str, bold: bool, underline: bool) -> Font:
    """The house's letters."""
    return Font(name="Calibri", size=11, bold=bold, color=ink, underline="single" if underline else None)


@cache
def fill(colour: str) -> PatternFill:
    """A plain ground of a colour."""
    return PatternFill("solid", fgColor=colour)


@cache
def alignment(kind: Kind, wrap: bool, indent: int) -> Alignment:
    """Text to the left and a little in, everything else in the middle."""
    across = "left" if kind == "text" else "center"
    return Alignment(
        horizontal=across, vertical="center", wrap_text=wrap, indent=indent + int(kind == "text")
    )


@cache
def line() -> Border:
    """The hair line under a row."""
    return Border(bottom=Side("hair", color="BFBFBF"))


@cache
def tile_border(first: bool, last: bool) -> Border:
    """White edges that part a key figure from the next."""
    white = Side("thick", color="FFFFFF")
    return Border(left=white if first else None, right=white if last else None)
