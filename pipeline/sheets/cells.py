"""What a cell of our workbooks can be: a plain value, a tone, a link, and how each shows."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from os import sep
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.nouns import Noun

if TYPE_CHECKING:
    from pipeline.sheets.rows import LongRows

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
class Column:
    """One column of a table. Without a width it fits what stands in it."""

    title: str
    kind: Kind = "text"
    width: float = 0
    wrap: bool = False
    hidden: bool = False


class Cell(Noun):
    """A value, and how it shows: tone, link (see `link_to`), the link's tip, a number format of its own."""

    value: Value
    tone: Tone = ""
    link: str = ""
    tip: str = ""
    format: str = ""
    indent: int = 0


Row = Sequence[Cell | Value]


class Book(Workbook):
    """A workbook in the making.

    `long_rows` are the rows that do not lie in memory, by page; `styles` are the ways cells show that were made so far.
    """

    def __init__(self) -> None:
        super().__init__()
        self.long_rows: dict[str, LongRows] = {}
        self.styles: dict[Hashable, StyleArray] = {}
        self.worn: list[object] = []


# --- one cell -----------------------------------------------------------------------------------


def put(
    page: Page,
    row: int,
    column: int,
    cell: Cell,
    kind: Kind = "text",
    wrap: bool = False,
    lined: bool = False,
) -> SheetCell:
    """Writes one cell, so that text stays text whatever it starts with; `lined` draws the line under a table's row."""
    target = page.cell(row, column)
    assert isinstance(target, SheetCell)
    if isinstance(cell.value, str):
        target.value = clean(cell.value)
        target.data_type = "s"
    elif cell.value is not None:
        target.value = cell.value
    style = style_of(page, cell, kind, wrap, bool(cell.link), lined)
    target._style = copy(style)  # type: ignore[attr-defined]  # not in the stubs
    if cell.link:
        target.hyperlink = Hyperlink(ref=target.coordinate, target=cell.link, tooltip=cell.tip or None)
    return target


def style_of(page: Page, cell: Cell, kind: Kind, wrap: bool, linked: bool, lined: bool) -> StyleArray:
    """How a cell shows, as openpyxl keeps it. Made once for each way: openpyxl hashes every part of a style it is given.

    Measured on the workbooks of 1,000 people, 48,000 cells: 7.2 of 20.7 profiled seconds went into that.
    """
    value = cell.value
    sort = "text" if isinstance(value, str) else "blank" if value is None else "figure"
    key = (sort, cell.tone, cell.format, cell.indent, linked, kind, wrap, lined)
    styles = cast(Book, page.parent).styles
    if key not in styles:
        styles[key] = _make_style(page, cell, kind, wrap, linked, lined)
    return styles[key]


def dress(target: SheetCell | MergedCell, **looks: Font | PatternFill | Alignment | Border) -> None:
    """Gives a cell looks of its own (`font`, `fill`, ...) beside those it has; made once for each way, as above."""
    cell = cast(Any, target)  # the stubs know nothing of `_style`
    styles = cell.parent.parent.styles
    key = (tuple(cell._style or ()), *((name, id(look)) for name, look in looks.items()))
    if key not in styles:
        for name, look in looks.items():
            setattr(cell, name, look)
        styles[key] = copy(cell._style)
        cell.parent.parent.worn += looks.values()  # so that no other look gets the same id
    cell._style = copy(styles[key])


def _make_style(page: Page, cell: Cell, kind: Kind, wrap: bool, linked: bool, lined: bool) -> StyleArray:
    scratch = SheetCell(page, row=1, column=1)  # a cell of no page, which openpyxl asks for
    ground, ink, bold = TONES[cell.tone]
    scratch.font = font(ink, bold, underline=linked)
    if ground:
        scratch.fill = fill(ground)
    if isinstance(cell.value, str):
        scratch.number_format = "@"
        scratch.quotePrefix = True
    elif cell.value is not None:
        scratch.number_format = cell.format or FORMATS[kind]
    scratch.alignment = alignment(kind, wrap, cell.indent)
    if lined:
        scratch.border = line()
    made: StyleArray = scratch._style  # type: ignore[attr-defined]
    return made


# --- text, links, styles -------------------------------------------------------------------------


def clean(text: str) -> str:
    """The text without what an .xlsx cannot hold; one that is too long for a cell says that it was cut."""
    if text.isprintable() and len(text) <= LONGEST_TEXT:
        return text
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT)] + CUT


def link_to(target: Path | str, workbook: Path) -> str:
    """A hyperlink from a workbook to a file, relative, so that the whole folder can be moved."""
    try:
        path = relpath(target, workbook.parent).replace(sep, "/")
    except ValueError:  # another drive of a Windows machine
        return Path(target).absolute().as_uri()
    return escaped(path)


_ESCAPES = [(sign, f"%{ord(sign):02X}") for sign in '% "<>#[]^`{}']
"""Per cent first: it comes with each of the others."""


def escaped(path: str) -> str:
    """A relative path as a hyperlink: Excel wants a few characters escaped and Danish letters as they are."""
    for sign, code in _ESCAPES:
        path = path.replace(sign, code)
    return path


@cache
def font(ink: str, bold: bool, underline: bool) -> Font:
    """The house's letters."""
    return Font(name="Calibri", size=11, bold=bold, color=ink, underline="single" if underline else None)


@cache
def letters(size: int, ink: str, bold: bool = False, italic: bool = False) -> Font:
    """The house's letters in another size, for what stands outside of tables."""
    return Font(name="Calibri", size=size, bold=bold, italic=italic, color=ink)


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
def placed(across: Literal["left", "center"], wrap: bool = False, indent: int = 0) -> Alignment:
    """In the middle of the row, to the left or in the middle of the column."""
    return Alignment(horizontal=across, vertical="center", wrap_text=wrap, indent=indent)


@cache
def line() -> Border:
    """The hair line under a row."""
    return Border(bottom=Side("hair", color="BFBFBF"))


@cache
def tile_border(first: bool, last: bool) -> Border:
    """White edges that part a key figure from the next."""
    white = Side("thick", color="FFFFFF")
    return Border(left=white if first else None, right=white if last else None)


def shown_length(value: Cell | Value) -> int:
    """How many letters a cell shows."""
    cell = value if isinstance(value, Cell) else Cell(value)
    if isinstance(cell.value, date):
        return max(10, len(cell.format.replace('"', "").replace("\\", "")))
    return 0 if cell.value is None else len(str(cell.value)) + 2 * cell.indent
