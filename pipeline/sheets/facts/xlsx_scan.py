"""One worksheet's XML gone through as bytes: how far its cells go, which rows and columns are hidden.

Fast, because nearly every piece of a worksheet holds nothing new: one search tells that every cell in it lies within what
is known already. Only a piece with another cell, or with cells written unusually, is taken apart. Measured on 100,000 rows
of 20 (94 MB of XML), in processor time: 0.8 s where calamine takes 2.5 s, with half of the rows hidden or Microsoft's
prefixes 1.3 s, and 4 s where every piece is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from pipeline.sheets.facts.found import ATTRIBUTES, Extent, SheetFacts
from pipeline.sheets.sheet import column_name, column_number

_TAG = re.compile(rb"<(?:[^\s<>/:!?]+:)?(row|c|col)(?=[\s/>])" + ATTRIBUTES + rb">(?=(</)?)")
_ROW = re.compile(rb"<(?:[^\s<>/:!?]+:)?row(?=[\s/>])" + ATTRIBUTES + rb">")
_NAMED = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*)(\d*)[\"']")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_SPAN = re.compile(rb"\b(min|max)\s*=\s*[\"'](\d+)[\"']")
_ROOT = re.compile(rb"<((?:[\w.-]+:)?)worksheet[\s>]")
_LAST_ROW = 1_048_575
_SHORT = 32 * 1024


class SheetScan:
    """What was found in a worksheet. `extent` reaches at least as far as the cells with something in them, and just as
    far if `exact`; `zeros` are the patterns of the styles that show zeros."""

    def __init__(self, zeros: Mapping[bytes, str], exact: bool = False) -> None:
        self.facts, self.extent = SheetFacts(), Extent()
        self._exact, self._zeros = exact, zeros
        self._row = self._column = -1
        self._prefix, self._foreign = b"", re.compile(rb":(?:c|row)[\s/>]")
        self._styled = re.compile(rb" s=[\"'](" + b"|".join(zeros) + rb")[\"']")

    def read(self, pieces: Iterable[bytes]) -> Self:
        """Goes through the pieces of the part, each of whole tags."""
        for number, piece in enumerate(_short_at_first(pieces)):
            if number == 0:
                self._take_prefix(piece)
            if self._exact or not self._is_ordinary(piece):
                self._take_apart(piece)
            if self._zeros:
                self._find_zeros(piece)
        return self

    def _take_prefix(self, piece: bytes) -> None:
        """Microsoft's own library writes `<x:c` for `<c`; either is fast, and one among the other is taken apart."""
        root = _ROOT.search(piece)
        if root and root[1]:
            self._prefix = root[1]
            self._foreign = re.compile(rb"<(?!" + re.escape(root[1]) + rb")(?:[^\s<>/:!?]+:)?(?:c|row)[\s/>]")

    def _is_ordinary(self, piece: bytes) -> bool:
        """Whether the piece holds only cells named as far as is known, in rows that have numbers."""
        if (self._prefix or b":" in piece) and self._foreign.search(piece):
            return False
        last, at = self._row, piece.rfind(b"<" + self._prefix + b"row")
        if at >= 0:
            named = _NAMED.search(piece, at, piece.find(b">", at))
            if named is None:
                return False
            last = int(named[2] or 0) - 1
        if min(self.extent.column, last) < 0 or self._beyond(last).search(piece):
            return False
        if b"hidden" in piece:
            for row in _ROW.finditer(piece):
                self._take_row(row[1])
        self._row = last
        if _highest_like(last) > self.extent.row:
            self.extent.row, self.extent.lowest = _highest_like(last), (last, 0)
        return True

    def _beyond(self, row: int) -> re.Pattern[bytes]:
        """Finds a cell unless it is named as most programs do, and stands no further than rows like this and columns known.

        The rows are bounded by their first digit: by all of them it takes twice as long.
        """
        number, columns = str(row + 1), _up_to(column_name(self.extent.column))
        rows = f"[0-{number[0]}]?[0-9]{{1,{len(number) - 1}}}" if len(number) > 1 else "[0-9]"
        named = f'c(?! r="(?:{columns}){rows}")'.encode()
        return re.compile(b"<" + re.escape(self._prefix) + named)

    def _take_apart(self, piece: bytes) -> None:
        for tag in _TAG.finditer(piece):
            kind, attributes, empty = tag.groups()
            if kind == b"c":
                self._take_cell(attributes, bool(empty))
            elif kind == b"row":
                self._take_row(attributes)
            elif _HIDDEN.search(attributes):
                span = {key: int(value) for key, value in _SPAN.findall(attributes)}
                self.facts.hidden_columns.append(range(span.get(b"min", 1) - 1, span.get(b"max", 0)))

    def _take_row(self, attributes: bytes) -> None:
        named = _NAMED.search(attributes)
        self._row = int(named[2] or 0) - 1 if named else self._row + 1
        self._column = -1
        if b"hidden" in attributes and _HIDDEN.search(attributes) and self._row <= _LAST_ROW:
            self.facts.hide_rows(self._row)

    def _take_cell(self, attributes: bytes, empty: bool) -> None:
        """A cell may lack its name: it stands right of the one before it then (ECMA-376 18.3.1.4)."""
        named = _NAMED.search(attributes)
        row, self._column = (
            (int(named[2] or 0) - 1, column_number(named[1])) if named else (self._row, self._column + 1)
        )
        if not (self._exact and (empty or attributes.endswith(b"/"))):
            self.extent.add(row, self._column)

    def _find_zeros(self, piece: bytes) -> None:
        for style in self._styled.finditer(piece):
            tag = (
                piece[piece.rfind(b"<", 0, style.start()) : style.start()]
                + piece[style.end() : style.end() + 50]
            )
            named = _NAMED.search(tag.partition(b">")[0])
            if named and named[1]:
                cell = (int(named[2] or 0) - 1, column_number(named[1]), self._zeros[style[1]])
                self.facts.zeros.append(cell)


def _short_at_first(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, a little of the first one by itself.

    It is taken apart whatever it holds, since nothing is known before it: 0.1 s of processor time for a whole megabyte.
    """
    for number, piece in enumerate(pieces):
        cut = piece.rfind(b"<", 0, _SHORT) if number == 0 else 0
        yield from (piece[:cut], piece[cut:]) if cut > 0 else (piece,)


def _highest_like(row: int) -> int:
    """The highest row whose number is as long as this one's and begins as it does: that of 49,999 for that of 45,000."""
    number = str(row + 1)
    return (int(number[0]) + 1) * 10 ** (len(number) - 1) - 2 if len(number) > 1 else 8


def _up_to(last: str) -> str:
    """A pattern for the letters of a column that comes no later."""
    known = [last[:-1] + f"[A-{last[-1]}]"]
    for at in reversed(range(len(last) - 1)):
        if last[at] > "A":
            known.append(last[:at] + f"[A-{chr(ord(last[at]) - 1)}]" + "[A-Z]" * (len(last) - at - 1))
    if len(last) > 1:
        known.append(f"[A-Z]{{1,{len(last) - 1}}}")
    return "|".join(known)
