"""The door out to Excel: a small vocabulary for workbooks that people look at, print and filter.

In come plain values, columns and a municipality's look; out goes an .xlsx whose bytes depend on these alone.
Text is always text: a value that starts with = + - or @ is never taken for a formula.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.properties import PageSetupProperties

from pipeline.sheets.cells import (
    GAP,
    LINE,
    TONES,
    Book,
    Cell,
    Column,
    Kind,
    Page,
    Row,
    Tone,
    clean,
    dress,
    escaped,
    fill,
    letters,
    link_to,
    placed,
    put,
    tile_border,
)
from pipeline.sheets.look import Look
from pipeline.sheets.save import save_workbook
from pipeline.sheets.table import add_bars, add_tips, write_another, write_long_table, write_note, write_table

__all__ = [
    "Book", "Cell", "Column", "Look", "Page", "Row", "Tile", "Tone", "add_bars", "add_tips", "clean", "escaped",
    "link_to", "new_book", "new_page", "save_workbook", "write_another", "write_legend", "write_long_table", "write_note",
    "write_table", "write_tiles",
]  # fmt: skip

Tile = tuple[str, Cell, Kind, int]
"""A key figure: its name, the figure, how it is written, and how many columns it spans."""


# --- a workbook and its pages -----------------------------------------------------------------


def new_book(title: str, look: Look) -> Book:
    """An empty workbook that says what it is and whose."""
    book = Book()
    del book[book.sheetnames[0]]
    book.properties.title, book.properties.creator = clean(title), clean(look.name)
    return book


def new_page(book: Book, name: str, look: Look, title: str, subtitle: str, columns: int) -> Page:
    """A page headed by title and subtitle in rows 1 and 2, over so many columns, ready for A4 landscape."""
    page: Page = book.create_sheet(name)
    page.sheet_view.showGridLines = False
    page.sheet_properties.tabColor = look.accent
    for row, text, size, height in ((1, title, 18, 32), (2, subtitle, 11, 22)):
        dress(put(page, row, 1, Cell(text)), font=letters(size, "FFFFFF", bold=row == 1))
        page.row_dimensions[row].height = height
        for column in range(1, columns + 1):
            dress(page.cell(row, column), fill=fill(look.accent), alignment=placed("left", indent=1))
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


def write_tiles(page: Page, row: int, tiles: Sequence[Tile], look: Look) -> None:
    """Key figures side by side: the figure large, its name under it, each so many columns wide."""
    page.row_dimensions[row].height, page.row_dimensions[row + 1].height = 34, 20
    first = 1
    for label, figure, kind, span in tiles:
        for line, cell, size in ((row, figure, 22), (row + 1, Cell(label), 10)):
            page.merge_cells(start_row=line, end_row=line, start_column=first, end_column=first + span - 1)
            ink = look.accent if not cell.tone else TONES[cell.tone][1]
            font = letters(size, ink if line == row else "595959", bold=line == row)
            dress(put(page, line, first, cell, kind), font=font, alignment=placed("center"))
            for column in range(first, first + span):
                border = tile_border(column == first, column == first + span - 1)
                dress(page.cell(line, column), fill=fill(look.tint), border=border)
        first += span


def write_legend(page: Page, row: int, entries: Sequence[Cell]) -> None:
    """What the colours mean, in one line, each over two columns; a gap follows."""
    page.row_dimensions[row].height, page.row_dimensions[row + 1].height = LINE, GAP
    for column, entry in zip(range(1, 2 * len(entries), 2), entries, strict=True):
        page.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + 1)
        dress(put(page, row, column, entry), alignment=placed("center"))
