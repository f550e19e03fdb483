"""The skeleton of a form as issued: its fixed text and, between it, the places where answers belong.

Kept for every form that goes out, as one compact text with marks that XML forbids, so that no name and no answer can
hold one. It is what is left to read by when an editor has thrown controls, bookmarks and properties away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.answers.returned import Spot
from pipeline.nouns import Noun

TABLE, TABLE_END, ROW, HEADER_ROW, CELL = "\x01", "\x02", "\x03", "\x04", "\x05"
SLOT, SLOT_END, STYLE, IS = "\x06", "\x07", "\x08", "\x0e"
PARAGRAPH_END, BREAK, TAB, MARGIN, SEAM = "\x0f", "\x10", "\x11", "\x12", "\x13"
"""The marks of the compact text. A slot is `SLOT key IS prompt SLOT_END`, a style `STYLE name IS`; all else stands
alone. `MARGIN` begins a header or footer; `SEAM` keeps two words apart while a skeleton is made, and means nothing.

Characters that Python takes for white space (U+001C to U+001F) are no marks: Jinja's `{{-` would eat them.
"""

_SLOT = re.compile(f"{SLOT}([^{IS}]*){IS}([^{SLOT}{SLOT_END}]*){SLOT_END}")
_TOKEN = re.compile(f"[{SLOT}{STYLE}][^{IS}]*{IS}|[\x01-\x13]|[^\x01-\x08\x0e-\x13]+")
_NO_TEXT = re.compile(f"{STYLE}[^{IS}]*{IS}|[^{PARAGRAPH_END}]*{SLOT}[^{PARAGRAPH_END}]*|[{TABLE}-{CELL}]")
_AS_SHOWN = str.maketrans({BREAK: "\n", TAB: "\t"})


class Slot(Noun):
    """The place of one field. `key` has the row's id in it; `prompt` is what stood there when the form went out."""

    key: str
    prompt: str = ""


class Block(Noun):
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

    @property
    def text(self) -> str:
        """The paragraph as it was seen, prompts and all."""
        return "".join(piece.prompt if isinstance(piece, Slot) else piece for piece in self.pieces)


class Skeleton(Noun):
    """The blocks of a form's text in reading order, and the lines of its headers and footers.

    Blank paragraphs are no blocks. Each line of the margins stands once, page numbers left out.
    """

    blocks: tuple[Block, ...]
    margins: tuple[str, ...] = ()


def read_skeleton(raw: str) -> Skeleton:
    """The skeleton of the compact text that `Template.skeleton` gives and the store keeps."""
    sheet = _Sheet()
    for token in _TOKEN.findall(raw):
        sheet.take(token)
    return Skeleton(tuple(sheet.blocks), tuple(sheet.margins))


def slots_in(raw: str) -> tuple[list[str], list[str]]:
    """The compact text around its slots, and their keys."""
    pieces = _SLOT.split(raw)
    return pieces[0::3], pieces[1::3]


def fixed_paragraphs(raw: str) -> set[str]:
    """The texts of the paragraphs that have no field in them, out of the compact text. Margins have none."""
    body = _SLOT.sub(SLOT, raw.partition(MARGIN)[0].replace(SEAM, ""))
    shown = _NO_TEXT.sub(PARAGRAPH_END, body).replace(BREAK, "\n").replace(TAB, "\t")
    return set(shown.split(PARAGRAPH_END))


def typed_in(raw: str, texts: Mapping[str, str]) -> str:
    """The compact text with these texts in the slots of their keys, as if they had been typed over the prompt."""

    def type_over(slot: re.Match[str]) -> str:
        key, content = slot.groups()
        if key not in texts:
            return slot.group()
        style, rest = _around_first_line(content)
        typed = texts[key].replace("\n", BREAK)
        return f"{SLOT}{key}{IS}{style}{typed}{rest}{SLOT_END}"

    return _SLOT.sub(type_over, raw) if texts else raw


def _around_first_line(content: str) -> tuple[str, str]:
    """What stands in a slot before the text of its first paragraph, and after it."""
    style = content[: content.index(IS) + 1] if content.startswith(STYLE) else ""
    _, end, rest = content[len(style) :].partition(PARAGRAPH_END)
    return style, end + rest


@dataclass(slots=True)
class _Open:
    """A slot that has begun. One with another inside it only groups: its own text is fixed text."""

    key: str
    text: str = ""
    groups: bool = False
    holds_paragraphs: bool = False


@dataclass(slots=True)
class _Place:
    """Where in a table the text stands."""

    table: int
    row: int = -1
    cell: int = -1
    header: bool = False


@dataclass(slots=True)
class _Sheet:
    """The state while a compact text is read. Tables are counted where they begin, as the reader of Word does."""

    blocks: list[Block] = field(default_factory=list)
    margins: dict[str, None] = field(default_factory=dict)
    pieces: list[str | Slot] = field(default_factory=list)
    style: str = ""
    slots: list[_Open] = field(default_factory=list)
    places: list[_Place] = field(default_factory=list)
    tables: int = 0
    in_margin: bool = False

    def take(self, token: str) -> None:
        """Takes in the next mark, or the text up to it."""
        mark = token[0]
        if mark > SEAM:
            self._write(token)
        elif mark == SLOT:
            self._open_slot(token[1:-1])
        elif mark == SLOT_END:
            self._close_slot()
        elif mark == STYLE:
            self.style = self.style or token[1:-1]
        elif mark == PARAGRAPH_END:
            self._end_paragraph()
        elif mark == MARGIN:
            self.in_margin = True
        elif mark in (TABLE, TABLE_END, ROW, HEADER_ROW, CELL):
            self._move(mark)
        elif mark != SEAM:
            self._write(token.translate(_AS_SHOWN))

    def _move(self, mark: str) -> None:
        if mark == TABLE:
            self.places.append(_Place(self.tables))
            self.tables += 1
        elif mark == TABLE_END:
            self.places.pop()
        elif mark == ROW:
            place = self.places[-1]
            self.places[-1] = _Place(place.table, place.row + 1)
        elif mark == HEADER_ROW:
            self.places[-1].header = True
        else:
            self.places[-1].cell += 1

    def _open_slot(self, key: str) -> None:
        if self.slots and not self.slots[-1].groups:
            outer = self.slots[-1]
            outer.groups = True
            self._write(outer.text)
        self.slots.append(_Open(key))

    def _close_slot(self) -> None:
        slot = self.slots.pop()
        if not slot.groups:
            self.pieces.append(Slot(slot.key, slot.text.strip("\n")))
            if slot.holds_paragraphs:
                self._finish()

    def _end_paragraph(self) -> None:
        if self.slots and not self.slots[-1].groups:
            self.slots[-1].holds_paragraphs = True
            self.slots[-1].text += "\n"
        else:
            self._finish()

    def _write(self, text: str) -> None:
        if self.slots and not self.slots[-1].groups:
            self.slots[-1].text += text
        elif self.pieces and isinstance(self.pieces[-1], str):
            self.pieces[-1] += text
        elif text:
            self.pieces.append(text)

    def _finish(self) -> None:
        """Keeps the paragraph, if anything stands in it."""
        place = self.places[-1] if self.places else None
        spot = Spot(place.table, place.row, place.cell) if place else None
        block = Block(tuple(self.pieces), spot, self.style, place is not None and place.header)
        self.pieces, self.style = [], ""
        if self.in_margin and (text := block.text.strip()):
            self.margins.setdefault(text)
        elif not self.in_margin and (block.slots or block.text.strip()):
            self.blocks.append(block)
