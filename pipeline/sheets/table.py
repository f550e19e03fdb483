"""A table on a page: a header that stays in sight, rows, bars, and sentences that show at a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from typing import cast

from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.sheets.cells import (
    LINE,
    NARROWEST,
    WIDEST,
    Book,
    Cell,
    Column,
    Page,
    Row,
    dress,
    fill,
    letters,
    placed,
    put,
    shown_length,
)
from pipeline.sheets.look import Look
from pipeline.sheets.rows import LongRows, lines_of

HEADER = 32
"""The height of a header of one or two lines, in points."""
LONGEST_TIP, LONGEST_TIP_TITLE = 255, 32  # Excel's limits for an input message


def write_table(
    page: Page, top: int, columns: Sequence[Column], rows: Sequence[Row], look: Look, filtered: bool = True
) -> int:
    """Writes a header and its rows from `top` on and returns the last row used.

    The header stays in sight and is repeated on every printed page; `filtered` gives it the filter arrows.
    """
    last = _write_rows(page, top, columns, rows, look)
    longest = [max((shown_length(row[n]) for row in rows), default=0) for n in range(len(columns))]
    _finish(page, top, columns, longest, last, filtered)
    return last


def write_long_table(page: Page, top: int, columns: Sequence[Column], rows: Iterable[Row], look: Look) -> int:
    """The same, with the filter arrows, for rows that nobody writes on afterwards: they are not kept in memory."""
    _write_header(page, top, columns, look)
    written = LongRows(page, top + 1, columns)
    for row in rows:
        written.add(row)
    cast(Book, page.parent).long_rows[page.title] = written
    _finish(page, top, columns, written.longest, written.last, filtered=True)
    return written.last


def _finish(
    page: Page, top: int, columns: Sequence[Column], longest: Sequence[int], last: int, filtered: bool
) -> None:
    """Widths, the header that stays, and the filter."""
    _fit(page, columns, longest)
    page.row_dimensions[top].height = max(HEADER, LINE * _header_lines(page, columns))
    page.freeze_panes = f"B{top + 1}"
    page.print_title_rows = f"{top}:{top}"
    if filtered:
        page.auto_filter.ref = f"A{top}:{get_column_letter(len(columns))}{max(last, top + 1)}"


def write_another(page: Page, top: int, columns: Sequence[Column], rows: Sequence[Row], look: Look) -> int:
    """Writes a second table below the page's own, in columns as wide as that has, and returns the last row used.

    No header stays in sight then: that of the first table would stand over the rows of the second.
    """
    page.freeze_panes = None
    page.print_title_rows = None
    return _write_rows(page, top, columns, rows, look)


def write_note(page: Page, row: int, text: str) -> None:
    """A remark below a table, in small grey letters."""
    dress(put(page, row, 1, Cell(text)), font=letters(10, "595959", italic=True))


def _write_rows(page: Page, top: int, columns: Sequence[Column], rows: Sequence[Row], look: Look) -> int:
    _write_header(page, top, columns, look)
    last = top
    for last, row in enumerate(rows, start=top + 1):
        for number, (value, column) in enumerate(zip(row, columns, strict=True), start=1):
            cell = value if isinstance(value, Cell) else Cell(value)
            put(page, last, number, cell, column.kind, column.wrap, lined=True)
        page.row_dimensions[last].height = LINE * _lines(row, columns)
    return last


def add_tips(page: Page, column: int, first: int, titles: Iterable[str], tips: Mapping[str, str]) -> None:
    """A sentence that shows when one stands at a cell: in a column from row `first` on, by what stands there.

    An input message and no comment: it may lie on any number of cells and is not printed.
    """
    letter = get_column_letter(column)
    found: dict[str, list[tuple[int, int]]] = {}
    row = first
    for title, alike in groupby(titles):
        last = row + sum(1 for _ in alike) - 1
        if tips.get(title):
            found.setdefault(title, []).append((row, last))
        row = last + 1
    for title, ranges in found.items():
        text = tips[title]
        shown = text if len(text) <= LONGEST_TIP else f"{text[: LONGEST_TIP - 1]}…"
        cells = " ".join(f"{letter}{a}" if a == b else f"{letter}{a}:{letter}{b}" for a, b in ranges)
        message = DataValidation(
            sqref=cells, promptTitle=title[:LONGEST_TIP_TITLE], prompt=shown, showInputMessage=True
        )
        page.add_data_validation(message)


def add_bars(page: Page, column: int, first: int, last: int, colour: str) -> None:
    """Thin bars behind a column of shares, from 0 to 100 %."""
    if last < first:
        return
    ends = [FormatObject(type="num", val=0), FormatObject(type="num", val=1)]
    bar = DataBar(minLength=0, maxLength=100, cfvo=ends, color=f"FF{colour}")
    letter = get_column_letter(column)
    page.conditional_formatting.add(f"{letter}{first}:{letter}{last}", Rule(type="dataBar", dataBar=bar))


def _write_header(page: Page, top: int, columns: Sequence[Column], look: Look) -> None:
    page.row_dimensions[top].height = HEADER
    for number, column in enumerate(columns, start=1):
        is_text = column.kind == "text"
        dress(
            put(page, top, number, Cell(column.title)),
            font=letters(11, "FFFFFF", bold=True),
            fill=fill(look.accent),
            alignment=placed("left" if is_text else "center", wrap=True, indent=int(is_text)),
        )


def _fit(page: Page, columns: Sequence[Column], longest: Sequence[int]) -> None:
    """Widths by the longest value, within reason; the header may take two lines."""
    for number, column in enumerate(columns):
        needed = max(longest[number], max(map(len, column.title.split()), default=0) + 3) + 3
        dimension = page.column_dimensions[get_column_letter(number + 1)]
        dimension.width = column.width or min(max(needed, NARROWEST), WIDEST)
        dimension.hidden = column.hidden


def _header_lines(page: Page, columns: Sequence[Column]) -> int:
    """The lines that the longest title needs in its column, breaking between words."""
    widths = (page.column_dimensions[get_column_letter(n)].width for n in range(1, len(columns) + 1))
    titles = zip(columns, widths, strict=True)
    return max(len(wrap(column.title, max(int(width) - 4, 6))) for column, width in titles)


def _lines(row: Row, columns: Sequence[Column]) -> int:
    """The lines that the fullest wrapped cell needs; not every program works it out on opening."""
    values = (value.value if isinstance(value, Cell) else value for value in row)
    return max(lines_of(value, column) for value, column in zip(values, columns, strict=True))
