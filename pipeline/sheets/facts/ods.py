"""The facts of an .ods, read from its content.xml row by row as bytes: see `facts`.

calamine knows the tags by the prefixes that every program gives them, `table:` and `office:`, and so does this. Cells and
rows that are alike are written once with how often they repeat, up to the last of 16,384 columns and 1,048,576 rows:
only those with something in them count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import unescape
from typing import Self

from pipeline.problems import Place, UnreadableFile
from pipeline.problems.roster import workbook_locked
from pipeline.sheets.facts.found import ATTRIBUTES, Block, BookFacts, Extent, SheetFacts, pieces
from pipeline.sheets.package import Package
from pipeline.sheets.sheet import DAY_ZERO

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_ROW_MARK = b"<table:table-row"
_TAG = re.compile(
    rb"<table:(table|table-column|table-row|null-date|named-expressions)(?=[\s/>])" + ATTRIBUTES + rb">"
)
_CLOSED = (b"table", b"named-expressions")
"""calamine 0.9 looks for the end of these beyond the end of the file, for ever."""
_CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s/>])" + ATTRIBUTES + rb">(?=(</)?)")
_COLUMNS = re.compile(rb"table:number-columns-repeated\s*=\s*[\"'](\d+)[\"']")
_ROWS = re.compile(rb"table:number-rows-repeated\s*=\s*[\"'](\d+)[\"']")
_TALL = re.compile(rb"table:number-rows-spanned\s*=\s*[\"'](\d+)[\"']")
_WIDE = re.compile(rb"table:number-columns-spanned\s*=\s*[\"'](\d+)[\"']")
_HIDDEN = re.compile(rb"table:visibility\s*=\s*[\"'](?:collapse|filter)[\"']")
_NAME = re.compile(rb"table:name\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DAY = re.compile(rb"table:date-value\s*=\s*[\"'](\d{4}-\d\d-\d\d)")
_REST = re.compile(rb"<table:table-cell(?:\s(?![^<>]*value)[^<>]*)?/></table:table-row>")
"""The blank rest of a row, which nearly every row ends with."""


def ods_facts(package: Package, place: Place) -> BookFacts:
    """What the workbook says. Raises UnreadableFile for one that is locked, and for a sheet too large to be laid out."""
    manifest = b"".join(package.chunks(_MANIFEST)) if _MANIFEST in package.parts else b""
    if b"encryption-data" in manifest:
        raise UnreadableFile(workbook_locked(place))
    scan = _Scan().read(pieces(package.chunks(_CONTENT), _ROW_MARK))
    if any(
        extent.is_too_large() for extent in scan.extents.values()
    ):  # by the number of cells: now those with a value
        exact = _Scan(exact=True).read(pieces(package.chunks(_CONTENT), _ROW_MARK))
        for name, extent in exact.extents.items():
            extent.check(place, name)
    return BookFacts(scan.day_zero, scan.sheets)


class _Scan:
    """The sheets found so far, and where in the last one the next row stands.

    The extents reach at least as far as the cells with something in them, and just as far if `exact`.
    """

    def __init__(self, exact: bool = False) -> None:
        self.day_zero, self.sheets, self.extents = DAY_ZERO, dict[str, SheetFacts](), dict[str, Extent]()
        self._exact = exact
        self._facts, self._extent = SheetFacts(), Extent()
        self._row = self._column = 0

    def read(self, parts: Iterable[bytes]) -> Self:
        """Goes through the pieces of content.xml, each of whole rows."""
        unclosed = 0
        for piece in parts:
            tags = list(_TAG.finditer(piece))
            unclosed += sum(tag[1] in _CLOSED and not tag[2].endswith(b"/") for tag in tags)
            unclosed -= sum(piece.count(b"</table:%b>" % name) for name in _CLOSED)
            for number, tag in enumerate(tags):
                if tag[1] == b"table-row":
                    stop = tags[number + 1].start() if number + 1 < len(tags) else len(piece)
                    self._take_row(tag[2], piece, tag.end(), stop)
                elif tag[1] == b"table-column":
                    self._take_column(tag[2])
                elif tag[1] == b"table":
                    self._begin(tag[2])
                elif tag[1] == b"null-date" and (day := _DAY.search(tag[2])):
                    self.day_zero = date.fromisoformat(day[1].decode())
        if unclosed:
            raise ValueError("a table without an end")
        return self

    def _begin(self, attributes: bytes) -> None:
        """A sheet begins. One inside a cell, which Calc cannot make, counts as another."""
        name = _NAME.search(attributes)
        key = unescape((name[1] or name[2] or b"").decode()) if name else ""
        self._facts, self._extent = (
            self.sheets.setdefault(key, SheetFacts()),
            self.extents.setdefault(key, Extent()),
        )
        self._row = self._column = 0

    def _take_column(self, attributes: bytes) -> None:
        count = _number(_COLUMNS, attributes)
        if _HIDDEN.search(attributes):
            self._facts.hidden_columns.append(range(self._column, self._column + count))
        self._column += count

    def _take_row(self, attributes: bytes, piece: bytes, start: int, stop: int) -> None:
        count = _number(_ROWS, attributes) if b"repeated" in attributes else 1
        if b"visibility" in attributes and _HIDDEN.search(attributes):
            self._facts.hide_rows(self._row, count)
        width = 0 if self._exact or count > 1 else _most_cells(piece, start, stop)
        if width:
            self._extent.add(self._row, width - 1)
        else:
            self._take_cells(piece[start:stop], count)
        self._row += count

    def _take_cells(self, row: bytes, count: int) -> None:
        column = 0
        for cell in _CELL.finditer(row):
            attributes, empty = cell.groups()
            repeated = _number(_COLUMNS, attributes)
            if b"value" in attributes or not (empty or attributes.endswith(b"/")):
                self._extent.add(self._row + count - 1, column + repeated - 1)
            if b"rows-spanned" in attributes:
                self._take_block(attributes, column)
            column += repeated

    def _take_block(self, attributes: bytes, column: int) -> None:
        bottom, right = self._row + _number(_TALL, attributes) - 1, column + _number(_WIDE, attributes) - 1
        self._facts.merged.append(Block(self._row, column, bottom, right))


def _most_cells(row: bytes, start: int, stop: int) -> int:
    """No fewer than the cells of a row, told without looking at each, or 0 where each must be looked at."""
    rest = row.rfind(b"<table:table-cell", start, stop)
    if rest >= 0 and _REST.match(row, rest):
        stop = rest
    if row.find(b"-repeated", start, stop) >= 0 or row.find(b"rows-spanned", start, stop) >= 0:
        return 0
    return row.count(b"-cell", start, stop)


def _number(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
