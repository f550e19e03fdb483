"""One sheet of the copy: its rows as they are to be, and its comments with the boxes they are shown in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from pipeline.sheets.annotating.book import Dialect
from pipeline.sheets.annotating.cpr import by_row
from pipeline.sheets.annotating.notes import place_of, write_notes
from pipeline.sheets.annotating.parts import Parts
from pipeline.sheets.annotating.rows import Edit, Piece, Place, edited_rows, pieces
from pipeline.sheets.annotating.scrub import Numbers, part_without_cpr
from pipeline.sheets.annotating.shapes import Box, with_boxes, without_boxes
from pipeline.sheets.annotating.sheet import (
    Ending,
    prefix_of,
    row_height,
    styles_of_columns,
    unselected,
    widths_of_columns,
)
from pipeline.sheets.annotating.styles import Styles

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*\bref\s*=\s*[\"']([A-Za-z]+\d+):([A-Za-z]+\d+)[\"']")
_DATA_ENDS = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>|<(?:[\w.-]+:)?sheetData\s*/>")

MOST_COMMENTS = 10_000
"""Comments on one sheet. Excel grows slow with them, and holds no more than 65,000 shapes; the rest have colour only."""
_EACH_CELL = 50
"""So many emptied cells of a column are commented one by one; of more only the first is."""
_GONE = "CPR-nummer fjernet fra kopien. Slet det også i den oprindelige fil."
_GONE_FROM_COLUMN = (
    "CPR-numre fjernet fra {} celler i denne kolonne af kopien. Slet dem også i den oprindelige fil."
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to say of a cell, its row and column from 0; `blocks` gives it the colour of what must be mended."""

    sheet: str
    row: int
    column: int
    text: str
    blocks: bool


@dataclass(slots=True)
class Notes:
    """What is said of the cells of one sheet, and each one's tone."""

    texts: dict[Place, list[str]] = field(default_factory=dict)
    tones: dict[Place, str] = field(default_factory=dict)

    def add(self, place: Place, text: str, blocks: bool) -> None:
        """One thing more; what blocks decides the colour. The same is not said twice."""
        said = self.texts.setdefault(place, [])
        if text not in said:
            said.append(text)
        if blocks or place not in self.tones:
            self.tones[place] = "overdue" if blocks else "late"

    def shown(self) -> dict[Place, str]:
        """The comments: a paragraph for each thing, what blocks first where there are too many."""
        first = sorted(self.texts, key=lambda place: (self.tones[place] != "overdue", place))
        return {place: "\n\n".join(self.texts[place]) for place in first[:MOST_COMMENTS]}


@dataclass(slots=True)
class Shared:
    """What all sheets of a copy have in common. `restored` are styles of an earlier copy, and what they were."""

    parts: Parts
    dialect: Dialect
    styles: Styles
    numbers: Numbers
    clusters: set[int]
    restored: Mapping[int, int]
    again: bool


@dataclass(slots=True)
class Worksheet:
    """One sheet's part, what is said of its cells, and the cells to be emptied."""

    shared: Shared
    part: str
    notes: Notes
    emptied: Set[Place]
    remarks: Mapping[Place, str]

    def plan(self) -> None:
        """Has the part written anew; a sheet in which there is nothing to change comes out as it was."""
        parts = self.shared.parts
        self._say_what_is_gone()
        if self.notes.texts:
            self._move_to_merged(_merged(parts.chunks(self.part)))
            self._make_room()
        parts.streamed[self.part] = self._stream

    def _make_room(self) -> None:
        """Gives the sheet a part for its comments, so that what kinds of parts there are is known before any is written."""
        parts, types = self.shared.parts, self.shared.dialect.relations
        if not parts.related(self.part, "comments"):
            name = parts.free_name("xl/comments{}.xml")
            parts.put(name, b"")
            parts.set_type(name, _COMMENTS_TYPE)
            parts.relate(self.part, f"{types}/comments", name)
        parts.set_default_type("vml", _DRAWING_TYPE)

    def _say_what_is_gone(self) -> None:
        columns = Counter(column for _, column in self.emptied)
        for row, column in sorted(self.emptied):
            if columns[column] > _EACH_CELL:
                self.notes.add((row, column), _GONE_FROM_COLUMN.format(columns[column]), False)
                columns[column] = 0
            elif columns[column]:
                self.notes.add((row, column), _GONE, False)

    def _move_to_merged(self, merged: list[tuple[Place, Place]]) -> None:
        """What is said of a cell that another covers is said of that one: nobody sees the cell itself."""
        if not merged:
            return
        moved = Notes()
        for place, texts in self.notes.texts.items():
            for text in texts:
                moved.add(_covering(place, merged), text, self.notes.tones[place] == "overdue")
        self.notes = moved

    def _stream(self) -> Iterator[bytes]:
        shared = self.shared
        source = pieces(shared.parts.chunks(self.part))
        head = next(source).data
        yield part_without_cpr("", unselected(head), shared.numbers)
        tones: dict[int, dict[int, str]] = {}
        for (row, column), tone in self.notes.tones.items():
            tones.setdefault(row, {})[column] = tone
        emptied, columns = by_row(self.emptied), styles_of_columns(head)
        edit = Edit(tones, emptied, shared.styles.toned, columns, shared.restored, self.remarks)
        yield from edited_rows(self._ended(source, head), edit, prefix_of(head), shared.numbers)

    def _ended(self, source: Iterable[Piece], head: bytes) -> Iterator[Piece]:
        for piece in source:
            if piece.kind == "tail":
                clean = part_without_cpr("", piece.data, self.shared.numbers)
                yield Piece("tail", self._with_comments(head, clean))
            else:
                yield piece

    def _with_comments(self, head: bytes, tail: bytes) -> bytes:
        parts, texts = self.shared.parts, self.notes.shown()
        there = next(iter(parts.related(self.part, "comments")), "")
        if not texts and not (there and self.shared.again):
            return tail
        root = parts.xml(there) if there and parts.read(there) else None
        written = write_notes(root, self.shared.dialect.cells, texts)
        parts.put(there, written.root)
        boxes = [Box(place, text) for place, text in sorted(written.texts.items())]
        return self._with_boxes(head, tail, boxes, written.gone)

    def _with_boxes(self, head: bytes, tail: bytes, boxes: list[Box], gone: Set[Place]) -> bytes:
        """The drawing of the boxes brought up to date. Boxes of cells that have one are drawn anew: there is more text."""
        parts, ending = self.shared.parts, Ending(head, tail)
        targets = {each.id: each.target for each in parts.relations(self.part)}
        there = targets.get(ending.comments, "")
        drawing = without_boxes(parts.read(there), {*gone, *(box.place for box in boxes)}) if there else None
        if not boxes and drawing is None:
            return tail
        if boxes:
            widths, height = widths_of_columns(head), row_height(head)
            drawing = with_boxes(drawing, boxes, self.shared.clusters, widths, height)
        assert drawing is not None
        if there:
            parts.put(there, drawing)
            return tail
        name = parts.free_name("xl/drawings/vmlDrawing{}.vml")
        parts.put(name, drawing)
        ident = parts.relate(self.part, f"{self.shared.dialect.relations}/vmlDrawing", name)
        return ending.with_comments(ident, self.shared.dialect.relations)


def _merged(chunks: Iterable[bytes]) -> list[tuple[Place, Place]]:
    """The merged ranges, which stand after the rows."""
    tail, ended = b"", False
    for chunk in chunks:
        tail += chunk
        if not ended:
            closing = _DATA_ENDS.search(tail, max(tail.rfind(b"sheetData") - 64, 0))
            ended = closing is not None
            tail = tail[closing.end() :] if closing else tail[-64:]
    corners = ((place_of(a.decode()), place_of(b.decode())) for a, b in _MERGED.findall(tail))
    return [(first, last) for first, last in corners if first and last]


def _covering(place: Place, merged: list[tuple[Place, Place]]) -> Place:
    row, column = place
    for first, last in merged:
        if first[0] <= row <= last[0] and first[1] <= column <= last[1]:
            return first
    return place
