"""What a reader found in a cell as the plain value it stands for: clean text, whole numbers, each text kept once."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from pipeline.kinds import composed
from pipeline.sheets.sheet import Cell


def clean(text: str) -> str:
    """The text in composed letters (NFC) with single spaces and nothing invisible, such as soft hyphens."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    if not text.isprintable():
        text = "".join(c for c in text if c.isspace() or not unicodedata.category(c).startswith("C"))
    return " ".join(composed(text).split())


class Plain(dict[Cell, Cell]):
    """Plain values by what was found: each is worked out once, and equal texts are one object.

    Measured on 100,000 rows of 20: 0.5 s less than a function call for each cell.
    """

    def __init__(self, as_typed: bool = False) -> None:
        super().__init__()
        self._as_typed = as_typed

    def __missing__(self, found: Cell) -> Cell:
        value = self._made_plain(found)
        self[found] = value
        return value

    def row(self, cells: Sequence[Cell]) -> list[Cell]:
        """A row made plain. True is a key of its own nowhere, since it equals 1."""
        if bool in map(type, cells):
            return [cell if isinstance(cell, bool) else self[cell] for cell in cells]
        return list(map(self.__getitem__, cells))

    def _made_plain(self, found: Cell) -> Cell:
        if isinstance(found, str):
            text = found if self._as_typed else clean(found)
            return self.setdefault(text, text) if text else None
        return int(found) if isinstance(found, float) and found.is_integer() else found
