"""The door out to Excel: a small vocabulary for workbooks that people look at, print and filter.

In come plain values, columns and a municipality's look; out goes an .xlsx whose bytes depend on these alone.
Text is always text: a value that starts with = + - or @ is never taken for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil
from os.path import relpath
from pathlib import Path
from typing import Literal, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.sheets.save import save_workbook

__all__ = [
    "Book", "Cell", "Column", "Look", "Page", "Row", "Tile", "Tone", "add_bars", "clean", "link_to",
    "new_book", "new_page", "save_workbook", "write_legend", "write_table", "write_tiles",
]  # fmt: skip

Book: TypeAlias = Workbook
Page: TypeAlias = Worksheet
Tone = Literal["", "done", "late", "open", "overdue", "waived", "total", "group", "input"]
Kind = Literal["text", "date", "number", "share"]
Value = str | int | float | date | None

DATE = "dd\\-mm\\-yyyy"
FORMATS: dict[Kind, str] = {"text": "@", "date": DATE, "number": "#,##0", "share": "0%"}
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
Tile = tuple[str, Cell, Kind, int]
"""A key figure: its name, the figure, how it is written, and how many columns it spans."""


# --- a workbook and its pages -----------------------------------------------------------------


def new_book(title: str, look: Look) -> Book:
    """An empty workbook that says what it is and whose."""
    book = Workbook()
    del book[book.sheetnames[0]]
    book.properties.title, book.properties.creator = clean(title), clean(look.name)
    return book


def new_page(book: Book, name: str, look: Look, title: str, subtitle: str, columns: int) -> Page:
    """A page headed by title and subtitle in rows 1 and 2, over so many columns, ready for A4 landscape."""
    page: Page = book.create_sheet(name)
    page.sheet_view.showGridLines = False
    page.sheet_properties.tabColor = look.accent
    for row, text, size, height in ((1, title, 18, 32), (2, subtitle, 11, 22)):
        put(page, row, 1, Cell(text))
        page.cell(row, 1).font = Font(name="Calibri", size=size, bold=row == 1, color="FFFFFF")
        page.row_dimensions[row].height = height
        for column in range(1, columns + 1):
            page.cell(row, column).fill = _fill(look.accent)
            page.cell(row, column).alignment = Alignment(horizontal="left", vertical="center", indent=1)
    page.row_dimensions[3].height = GAP
    _set_up_print(page, look, title)
    return page


def _set_up_print(page: Page, look: Look, title: str) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9  # 9 is A4 (ECMA-376 18.3.1.63)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    margins = page.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    footer = page.oddFooter
    assert footer is not None
    footer.left.text = f"{look.name} – {title}".replace("&", "&&")
    footer.right.text = "Side &P af &N"
    footer.left.size = footer.right.size = 8


def put(page: Page, row: int, column: int, cell: Cell, kind: Kind = "text", wrap: bool = False) -> SheetCell:
    """Writes one cell, so that text stays text whatever it starts with."""
    target = page.cell(row, column)
    assert isinstance(target, SheetCell)
    fill, ink, bold = TONES[cell.tone]
    target.font = _font(ink, bold, underline=bool(cell.link))
    if fill:
        target.fill = _fill(fill)
    if isinstance(cell.value, str):
        target.value = clean(cell.value)
        target.data_type, target.number_format = "s", "@"
        target.quotePrefix = True
    elif cell.value is not None:
        target.value = cell.value
        target.number_format = cell.format or FORMATS[kind]
    target.alignment = _alignment(kind, wrap, cell.indent)
    if cell.link:
        target.hyperlink = Hyperlink(ref=target.coordinate, target=cell.link, tooltip=cell.tip or None)
    return target


def write_tiles(page: Page, row: int, tiles: Sequence[Tile], look: Look) -> None:
    """Key figures side by side: the figure large, its name under it, each so many columns wide."""
    page.row_dimensions[row].height, page.row_dimensions[row + 1].height = 34, 20
    first = 1
    for label, figure, kind, span in tiles:
        for line, cell, size in ((row, figure, 22), (row + 1, Cell(label), 10)):
            page.merge_cells(start_row=line, end_row=line, start_column=first, end_column=first + span - 1)
            target = put(page, line, first, cell, kind)
            ink = look.accent if not cell.tone else TONES[cell.tone][1]
            target.font = Font(
                name="Calibri", size=size, bold=line == row, color=ink if line == row else "595959"
            )
            target.alignment = Alignment(horizontal="center", vertical="center")
            for column in range(first, first + span):
                page.cell(line, column).fill = _fill(look.tint)
                page.cell(line, column).border = _tile_border(column == first, column == first + span - 1)
        first += span


def write_legend(page: Page, row: int, entries: Sequence[Cell]) -> None:
    """What the colours mean, in one line, each over two columns; a gap follows."""
    page.row_dimensions[row].height, page.row_dimensions[row + 1].height = LINE, GAP
    for column, entry in zip(range(1, 2 * len(entries), 2), entries, strict=True):
        page.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + 1)
        put(page, row, column, entry).alignment = Alignment(horizontal="center", vertical="center")


# --- a table ------------------------------------------------------------------------------------


def write_table(
    page: Page, top: int, columns: Sequence[Column], rows: Sequence[Row], look: Look, filtered: bool = True
) -> int:
    """Writes a header and its rows from `top` on and returns the last row used.

    The header stays in sight and is repeated on every printed page; `filtered` gives it the filter arrows.
    """
    _write_header(page, top, columns, look)
    last = top
    for last, row in enumerate(rows, start=top + 1):
        for number, (value, column) in enumerate(zip(row, columns, strict=True), start=1):
            cell = value if isinstance(value, Cell) else Cell(value)
            put(page, last, number, cell, column.kind, column.wrap).border = _line()
        page.row_dimensions[last].height = LINE * _lines(row, columns)
    _fit(page, top, columns, rows)
    page.freeze_panes = page.cell(top + 1, 2).coordinate
    page.print_title_rows = f"{top}:{top}"
    if filtered:
        page.auto_filter.ref = f"A{top}:{get_column_letter(len(columns))}{max(last, top + 1)}"
    return last


def add_bars(page: Page, column: int, first: int, last: int, colour: str) -> None:
    """Thin bars behind a column of shares, from 0 to 100 %."""
    if last < first:
        return
    ends = [FormatObject(type="num", val=0), FormatObject(type="num", val=1)]
    bar = DataBar(minLength=0, maxLength=100, cfvo=ends, color=f"FF{colour}")
    letter = get_column_letter(column)
    page.conditional_formatting.add(f"{letter}{first}:{letter}{last}", Rule(type="dataBar", dataBar=bar))


def _write_header(page: Page, top: int, columns: Sequence[Column], look: Look) -> None:
    page.row_dimensions[top].height = 32
    for number, column in enumerate(columns, start=1):
        target = put(page, top, number, Cell(column.title))
        target.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        target.fill = _fill(look.accent)
        across = "left" if column.kind == "text" else "center"
        target.alignment = Alignment(
            horizontal=across, vertical="center", wrap_text=True, indent=int(column.kind == "text")
        )


def _fit(page: Page, top: int, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Widths by the longest value, within reason; the header may take two lines."""
    for number, column in enumerate(columns):
        longest = max((_shown_length(row[number]) for row in rows), default=0)
        needed = max(longest, max(map(len, column.title.split()), default=0) + 3) + 3
        dimension = page.column_dimensions[get_column_letter(number + 1)]
        dimension.width = column.width or min(max(needed, NARROWEST), WIDEST)
        dimension.hidden = column.hidden


def _lines(row: Row, columns: Sequence[Column]) -> int:
    """The lines that the fullest wrapped cell needs; not every program works it out on opening."""
    needed = [1]
    for value, column in zip(row, columns, strict=True):
        text = value.value if isinstance(value, Cell) else value
        if column.wrap and isinstance(text, str):
            needed.append(sum(ceil(len(line) * 1.1 / column.width) for line in text.splitlines()))
    return max(needed)


def _shown_length(value: Cell | Value) -> int:
    cell = value if isinstance(value, Cell) else Cell(value)
    if isinstance(cell.value, date):
        return max(10, len(cell.format.replace('"', "").replace("\\", "")))
    return 0 if cell.value is None else len(str(cell.value)) + 2 * cell.indent


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
def _font(ink: str, bold: bool, underline: bool) -> Font:
    return Font(name="Calibri", size=11, bold=bold, color=ink, underline="single" if underline else None)


@cache
def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


@cache
def _alignment(kind: Kind, wrap: bool, indent: int) -> Alignment:
    across = "left" if kind == "text" else "center"
    return Alignment(
        horizontal=across, vertical="center", wrap_text=wrap, indent=indent + int(kind == "text")
    )


@cache
def _line() -> Border:
    return Border(bottom=Side("hair", color="BFBFBF"))


@cache
def _tile_border(first: bool, last: bool) -> Border:
    white = Side("thick", color="FFFFFF")
    return Border(left=white if first else None, right=white if last else None)
