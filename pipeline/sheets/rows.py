"""The rows of a long table as XML, written as they come: a page of 45,000 talks never lies in memory.

In: a page of openpyxl's, and rows of ours. Out: the `<row>` elements of ECMA-376 18.3.1.73 in a file that lies in memory
while it is small, the links in them, and the widths they need. `save` puts them into the page's own XML. Styles are
openpyxl's: one is made for each way a cell can show, and its number is used from then on.

Measured on 100,000 cells of text, days and blanks, in microseconds a cell with the packing: openpyxl cell by cell 130, and
30 with styles made once; its write-only pages 23; XlsxWriter with `constant_memory` 12.5; this 5.3. The workbooks of
45,000 people have two million cells.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from copy import copy
from datetime import date
from functools import lru_cache
from math import ceil
from tempfile import SpooledTemporaryFile
from typing import cast
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

from pipeline.sheets.cells import LINE, Book, Cell, Column, Page, Row, Value, clean, shown_length, style_of

_SMALL = 1024 * 1024
_CHUNK = 256 * 1024
_DAY_ZERO = date(1899, 12, 30).toordinal()
MOST_LINKS = 65_530
"""Excel takes no more links on one page (its published limits), and mends a file that has more."""


class LongRows:
    """The rows below one header. `first` is the first of them, `last` the last so far, one above where there is none."""

    def __init__(self, page: Page, first: int, columns: Sequence[Column]) -> None:
        self.first, self.last = first, first - 1
        self.longest = [0] * len(columns)
        self._columns = columns
        self._letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
        self._fitted = [n for n, column in enumerate(columns) if not column.width]
        self._wrapped = [n for n, column in enumerate(columns) if column.wrap]
        self._page, self._book = page, cast(Book, page.parent)
        self._numbers: dict[Hashable, int] = {}
        self._links: list[tuple[str, str, str]] = []
        self._targets: dict[str, str] = {}
        self._file = SpooledTemporaryFile(max_size=_SMALL)  # noqa: SIM115  # it lives as long as the book

    def add(self, row: Row) -> None:
        """Writes the next row."""
        self.last += 1
        values = [value.value if isinstance(value, Cell) else value for value in row]
        for number in self._fitted:
            self.longest[number] = max(self.longest[number], shown_length(row[number]))
        height = LINE * self._lines(values)
        places = zip(self._letters, row, self._columns, strict=True)
        cells = "".join([self._cell(letter, value, column) for letter, value, column in places])
        self._file.write(f'<row r="{self.last}" ht="{height:.16g}" customHeight="1">{cells}</row>'.encode())

    def chunks(self) -> Iterator[bytes]:
        """The XML of all rows."""
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            yield chunk

    def links(self) -> str:
        """The `<hyperlink>` elements of the rows."""
        return "".join(
            f'<hyperlink ref="{ref}"{f" tooltip={quoteattr(tip)}" if tip else ""} r:id="{id}"/>'
            for ref, id, tip in self._links
        )

    def relationships(self) -> str:
        """What the links name: a relationship for each target."""
        return "".join(_relationship(id, target) for target, id in self._targets.items())

    def _cell(self, letter: str, value: Cell | Value, column: Column) -> str:
        cell = value if isinstance(value, Cell) else Cell(value)
        shown = cell.value
        linked = bool(cell.link) and len(self._links) < MOST_LINKS
        if linked:
            id = self._targets.setdefault(cell.link, f"L{len(self._targets)}")
            self._links.append((f"{letter}{self.last}", id, cell.tip))
        head = f'<c r="{letter}{self.last}" s="{self._style(cell, column, linked)}"'
        if isinstance(shown, str):
            return f'{head} t="inlineStr">{_text(shown)}</c>'
        if shown is None:
            return f"{head}/>"
        figure = shown.toordinal() - _DAY_ZERO if isinstance(shown, date) else shown
        return f"{head}><v>{figure:.16g}</v></c>"

    def _style(self, cell: Cell, column: Column, linked: bool) -> int:
        """The number of the cell's style in the book."""
        value = cell.value
        sort = "text" if isinstance(value, str) else "blank" if value is None else "figure"
        key = (sort, cell.tone, cell.format, cell.indent, linked, column.kind, column.wrap)
        if key not in self._numbers:
            made = style_of(self._page, cell, column.kind, column.wrap, linked, lined=True)
            styles = self._book._cell_styles  # type: ignore[attr-defined]  # not in the stubs
            self._numbers[key] = styles.add(copy(made))
        return self._numbers[key]

    def _lines(self, values: Sequence[Value]) -> int:
        """The lines that the fullest wrapped cell needs; not every program works it out on opening."""
        needed = 1
        for number in self._wrapped:
            if text := values[number]:
                needed = max(needed, lines_of(text, self._columns[number]))
        return needed


def lines_of(value: Value, column: Column) -> int:
    """How many lines a text takes in a column that wraps."""
    if not isinstance(value, str) or not column.wrap:
        return 1
    return sum(ceil(len(part) * 1.1 / column.width) for part in value.splitlines())


@lru_cache(maxsize=20_000)
def _text(value: str) -> str:
    """A text as it stands in a cell. Names of units, leaders and duties come again and again."""
    text = escape(clean(value), {"\r": "&#13;"})
    if not text:
        return ""
    keeps = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<is><t{keeps}>{text}</t></is>"


def _relationship(id: str, target: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    return f'<Relationship Type="{kind}" Target={quoteattr(target)} TargetMode="External" Id="{id}"/>'


# --- into the page's own XML ---------------------------------------------------------------------

_ROW = re.compile(rb'<row r="(\d+)"')
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def page_chunks(written: bytes, rows: LongRows) -> Iterator[bytes]:
    """The page as openpyxl wrote it, with the long rows in their place, and its links."""
    below = next((m.start() for m in _ROW.finditer(written) if int(m[1]) > rows.last), None)
    at = written.index(b"</sheetData>") if below is None else below
    head, tail = written[:at], written[at:]
    yield _with_dimension(head, rows)
    yield from rows.chunks()
    if links := rows.links():
        # ECMA-376 18.3.1.99: the links stand before the print options, which every page of ours has.
        element = f'<hyperlinks xmlns:r="{_NAMESPACE}">{links}</hyperlinks>'.encode()
        tail = tail.replace(b"<printOptions", element + b"<printOptions", 1)
    yield tail


def _with_dimension(head: bytes, rows: LongRows) -> bytes:
    """openpyxl knows of its own cells only: the page reaches down to the last long row."""
    found = re.search(rb'<dimension ref="A1:([A-Z]+)(\d+)"/>', head)
    if found is None or int(found[2]) >= rows.last:
        return head
    return head.replace(found[0], b'<dimension ref="A1:%s%d"/>' % (found[1], rows.last), 1)


def relationships(rows: LongRows) -> bytes:
    """The part beside the page that says where its links lead, b"" where it has none."""
    named = rows.relationships()
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{named}</Relationships>'.encode() if named else b""
