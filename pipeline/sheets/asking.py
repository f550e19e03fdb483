"""Pages that ask: cells to write in on a page that is otherwise locked, what may be chosen, and what the book is about.

The lock has no password: it keeps people from slips of the hand, not from intent. What must not be changed unseen is
sealed by whoever writes the book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.sheets.cells import DATE, LINE, Book, Cell, Page, clean, fill, put
from pipeline.sheets.look import Look
from pipeline.sheets.table import LONGEST_TIP, LONGEST_TIP_TITLE

_EDGE = "C9A400"
"""The line around a cell to write in."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one input cell asks: what stands in it already, the values offered, and the sentence that shows at it.

    `strict` takes none but the values offered.
    """

    title: str
    tip: str
    offered: Sequence[str] = ()
    strict: bool = False
    value: str | date | None = None


def ask(page: Page, row: int, column: int, asked: Asked, lists: int) -> None:
    """Makes an unlocked cell to write in. What it offers stands in the same row, in columns from `lists` on.

    The cell holds text: Excel then leaves `12-11` and `0042` as they are typed. A list in a formula may hold 255
    characters and no comma (ECMA-376 18.3.1.32), one in cells any.
    """
    cell = put(page, row, column, Cell(asked.value, "input", format=DATE), wrap=True)
    if not isinstance(asked.value, date):
        cell.number_format = "@"
    cell.protection = Protection(locked=False)
    side = Side("thin", color=_EDGE)
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.font = Font(name="Calibri", size=12, bold=True, color="262626")
    for number, value in enumerate(asked.offered, start=lists):
        put(page, row, number, Cell(value))
    rule = DataValidation(
        type="list" if asked.offered else None,
        formula1=_range(row, lists, len(asked.offered)) if asked.offered else None,
        allow_blank=True,
        showErrorMessage=asked.strict,
        errorTitle="Vælg på listen",
        error="Vælg en af mulighederne på listen, eller slet det, der står.",
        promptTitle=clean(asked.title)[:LONGEST_TIP_TITLE],
        prompt=clean(asked.tip)[:LONGEST_TIP],
        showInputMessage=True,
    )
    rule.add(cell)
    page.add_data_validation(rule)


def _range(row: int, first: int, count: int) -> str:
    return f"${get_column_letter(first)}${row}:${get_column_letter(first + count - 1)}${row}"


def lock(page: Page, hidden_from: int, hidden_to: int) -> None:
    """Locks all but the cells to write in, without a password, and hides the columns that people need not see.

    Rows may still be made higher and columns wider.
    """
    for column in range(hidden_from, hidden_to + 1):
        page.column_dimensions[get_column_letter(column)].hidden = True
    page.protection.sheet = True
    page.protection.formatRows = page.protection.formatColumns = False  # False: not forbidden


def add_properties(book: Book, properties: Mapping[str, str]) -> None:
    """Custom document properties: what the book says of itself to programs."""
    for name, value in properties.items():
        book.custom_doc_props.append(  # type: ignore[attr-defined]  # new in 3.1, and not in the stubs
            StringProperty(name=name, value=value)
        )


# --- the head of a page -------------------------------------------------------------------------


def write_card(page: Page, top: int, facts: Sequence[tuple[str, Cell, int]], look: Look) -> int:
    """Short facts side by side, the name of each small above it, each so many columns wide; returns the last row."""
    page.row_dimensions[top].height, page.row_dimensions[top + 1].height = 18, 24
    first = 1
    for label, cell, span in facts:
        for row, shown in ((top, Cell(label)), (top + 1, cell)):
            if span > 1:
                page.merge_cells(start_row=row, end_row=row, start_column=first, end_column=first + span - 1)
            target = put(page, row, first, shown, "date" if isinstance(shown.value, date) else "text")
            is_label = row == top
            ink = "595959" if is_label else look.accent
            target.font = Font(
                name="Calibri",
                size=9 if is_label else 13,
                bold=not is_label,
                color=ink,
                underline="single" if shown.link else None,
            )
            target.alignment = Alignment(
                horizontal="left",
                vertical="bottom" if is_label else "top",
                indent=1,
                shrink_to_fit=not is_label,
            )
            for column in range(first, first + span):
                page.cell(row, column).fill = fill(look.tint)
        first += span
    return top + 1


def write_paragraph(
    page: Page, row: int, text: str, columns: int, lines: int, tone: Literal["", "late"] = ""
) -> None:
    """A sentence or two across the page."""
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    put(page, row, 1, Cell(text, tone), wrap=True)
    page.row_dimensions[row].height = LINE * lines + 6
