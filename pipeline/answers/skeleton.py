"""The skeleton of a form as issued: its fixed text and, between it, the places where answers belong.

Kept for every form that goes out, as one compact text with marks that XML forbids, so that no name and no answer can
hold one. It is what is left to read by when an editor has thrown controls, bookmarks and properties away.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.answers.returned import Spot


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one field. `key` has the row's id in it; `prompt` is what stood there when the form went out."""

    key: str
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as issued: fixed text and slots in turn. A field alone is a block of one slot.

    `header` is true in rows that are printed again at the top of every page.
    """

    pieces: tuple[str | Slot, ...]
    spot: Spot | None = None
    style: str = ""
    header: bool = False

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The fields in the paragraph."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Slot))


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The blocks of a form's text in reading order, and the lines of its headers and footers."""

    blocks: tuple[Block, ...]
    margins: tuple[str, ...] = ()
