"""One pass over a part in its accepted view: what is seen, in reading order, and where things begin and end in it.

In: a part's XML after `accept`. Out: a `Walk`. All visible text stands in one line of pieces; a control, a bookmark,
a cell and a comment are stretches of it, and a paragraph knows its own text.

Surprises, measured with LibreOffice 7.4. It drops all tags and keeps the bookmarks, but moves a bookmark's
start into the control, so stretches are compared and not elements. A bookmark around several paragraphs, or
around nothing, comes back as two starts of one name and one end: it runs from the first start to the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from pipeline.answers.returned import Spot, Table
from pipeline.problems import Place, UnreadableFile
from pipeline.problems.word_files import too_much_text
from pipeline.word.alone import Extent
from pipeline.word.names import name, names
from pipeline.word.text import SHOWING, visible

KEPT_LIMIT = 10_000_000
"""Characters kept of one part, counted once for every cell, control and bookmark they stand in."""

_ID, _NAME = name("w:id"), name("w:name")
_SDT, _PARAGRAPH, _BOX = name("w:sdt"), name("w:p"), name("w:txbxContent")
_TABLE, _ROW, _CELL = name("w:tbl"), name("w:tr"), name("w:tc")
_CONTENT = name("w:sdtContent")
_BOOKMARK, _BOOKMARK_END = name("w:bookmarkStart"), name("w:bookmarkEnd")
_COMMENT, _COMMENT_END = name("w:commentRangeStart"), name("w:commentRangeEnd")
_COMMENT_SIGN = name("w:commentReference")
_PICTURES = names("w:drawing", "w:pict", "w:object")
_FIELD_CHARACTER, _FIELD_TYPE = name("w:fldChar"), name("w:fldCharType")
_LOOKED_AT = (
    *(_SDT, _PARAGRAPH, _BOX, _TABLE, _ROW, _CELL, _BOOKMARK, _BOOKMARK_END),
    *(_COMMENT, _COMMENT_END, _COMMENT_SIGN, *_PICTURES, *SHOWING),
)


@dataclass(slots=True)
class Stretch:
    """From one piece of text to another, and the table cell it begins in."""

    start: int
    spot: Spot | None
    end: int | None = None


@dataclass(slots=True)
class Paragraph:
    """A paragraph with its own text: that of a text box hung up in it is the box's. `boxed`: it stands in one."""

    element: etree._Element
    spot: Spot | None
    boxed: bool
    own: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is seen of it, with a newline for a line break."""
        return "".join(self.own).strip("\n")


@dataclass(slots=True)
class Walk:
    """The state of one pass, and then its outcome. Tables are numbered from `first_table`; `file` names it in problems."""

    first_table: int = 0
    file: str = ""
    pieces: list[str] = field(default_factory=list)
    line_ends: list[int] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    controls: list[tuple[etree._Element, Stretch]] = field(default_factory=list)
    bookmarks: dict[str, Stretch] = field(default_factory=dict)
    comments: dict[str, Stretch] = field(default_factory=dict)
    pictures: list[Stretch] = field(default_factory=list)
    cells: dict[Spot, Stretch] = field(default_factory=dict)
    _tables: list[list[list[str]]] = field(default_factory=list)
    _open_tables: list[int] = field(default_factory=list)
    _open_stretches: list[Stretch] = field(default_factory=list)
    _open_paragraphs: list[Paragraph] = field(default_factory=list)
    _boxes: int = 0
    _bookmark_names: dict[str, str] = field(default_factory=dict)
    _offsets: list[int] = field(default_factory=lambda: [0])
    _kept: int = 0
    _last_at: tuple[int, int, int] = (-1, -1, -1)
    _last_spot: Spot | None = None

    @classmethod
    def through(cls, root: etree._Element, first_table: int = 0, file: str = "") -> Walk:
        """The pass over a part. Raises UnreadableFile where it holds more text than any form."""
        walk = cls(first_table, file)
        entering, leaving = walk._entering(), walk._leaving()
        # Two elements of three say how something looks; lxml passes over them without a word to Python.
        for event, element in etree.iterwalk(root, events=("start", "end"), tag=_LOOKED_AT):
            act = (entering if event == "start" else leaving).get(element.tag)
            if act is not None:
                act(element)
        return walk

    @property
    def tables(self) -> list[Table]:
        """The texts of all tables, those in other tables included, in the order in which they begin."""
        return [tuple(map(tuple, table)) for table in self._tables]

    def extent(self, stretch: Stretch) -> Extent:
        """The stretch without the ends of paragraphs at its edges."""
        start, end = stretch.start, stretch.start if stretch.end is None else stretch.end
        while end > start and self.pieces[end - 1] == "\n":
            end -= 1
        while end > start and self.pieces[start] == "\n":
            start += 1
        return start, end

    def text(self, stretch: Stretch) -> str:
        """What is seen in a stretch. Raises UnreadableFile where stretches lie in one another beyond reason."""
        start, end = self.extent(stretch)
        self._kept += self._offsets[end] - self._offsets[start]
        if self._kept > KEPT_LIMIT:
            raise UnreadableFile(too_much_text(Place(self.file)))
        return "".join(self.pieces[start:end])

    # --- the pass -------------------------------------------------------------------------------

    def _entering(self) -> dict[object, Callable[[etree._Element], None]]:
        """What is done where an element of each name begins."""
        return {
            **dict.fromkeys(SHOWING, self._text),
            **dict.fromkeys(_PICTURES, self._picture),
            **dict.fromkeys((_BOOKMARK, _BOOKMARK_END), self._bookmark),
            **dict.fromkeys((_COMMENT, _COMMENT_END, _COMMENT_SIGN), self._comment),
            _PARAGRAPH: self._begin_paragraph,
            _SDT: self._begin_control,
            _CELL: self._begin_cell,
            _TABLE: self._begin_table,
            _ROW: self._begin_row,
            _BOX: self._begin_box,
        }

    def _leaving(self) -> dict[object, Callable[[etree._Element], None]]:
        """What is done where an element of each name ends."""
        return {
            _PARAGRAPH: self._end_paragraph,
            _SDT: self._end_control,
            _CELL: self._end_cell,
            _TABLE: self._end_table,
            _BOX: self._end_box,
        }

    def _begin_paragraph(self, element: etree._Element) -> None:
        self._open_paragraphs.append(Paragraph(element, self._spot(), self._boxes > 0))
        self.paragraphs.append(self._open_paragraphs[-1])

    def _begin_control(self, element: etree._Element) -> None:
        # A control may stand around its cell: it begins before the cell does.
        ahead = bool(self._open_tables) and _holds_cell(element)
        self._open_stretches.append(Stretch(len(self.pieces), self._spot(ahead)))

    def _begin_cell(self, _element: etree._Element) -> None:
        if self._open_tables and self._table:
            self._table[-1].append("")
        self._open_stretches.append(Stretch(len(self.pieces), self._spot()))

    def _begin_table(self, _element: etree._Element) -> None:
        self._open_tables.append(len(self._tables))
        self._tables.append([])

    def _begin_row(self, _element: etree._Element) -> None:
        if self._open_tables:
            self._table.append([])

    def _begin_box(self, _element: etree._Element) -> None:
        self._boxes += 1

    def _picture(self, element: etree._Element) -> None:
        if next(element.iter(_BOX), None) is None:
            self.pictures.append(Stretch(len(self.pieces), self._spot()))

    def _text(self, element: etree._Element) -> None:
        text = visible(element)
        if text:
            self._show(text)
            if self._open_paragraphs:
                self._open_paragraphs[-1].own.append(text)

    def _end_paragraph(self, element: etree._Element) -> None:
        self._open_paragraphs.pop()
        if not self._only_ends_field(element):
            self.line_ends.append(len(self.pieces))
            self._show("\n")

    def _end_table(self, _element: etree._Element) -> None:
        self._open_tables.pop()

    def _end_box(self, _element: etree._Element) -> None:
        self._boxes -= 1

    def _end_control(self, element: etree._Element) -> None:
        stretch = self._open_stretches.pop()
        stretch.end = len(self.pieces)
        self.controls.append((element, stretch))

    def _end_cell(self, _element: etree._Element) -> None:
        stretch = self._open_stretches.pop()
        stretch.end = len(self.pieces)
        if self._open_tables and self._table:
            self._table[-1][-1] = self.text(stretch)
            if stretch.spot:
                self.cells[stretch.spot] = stretch

    def _show(self, text: str) -> None:
        self.pieces.append(text)
        self._offsets.append(self._offsets[-1] + len(text))

    def _bookmark(self, element: etree._Element) -> None:
        number = element.get(_ID, "")
        if element.tag == _BOOKMARK:
            label = self._bookmark_names[number] = element.get(_NAME, "")
            if label not in self.bookmarks:
                self.bookmarks[label] = Stretch(len(self.pieces), self._spot())
        elif number in self._bookmark_names:
            self.bookmarks[self._bookmark_names[number]].end = len(self.pieces)

    def _comment(self, element: etree._Element) -> None:
        """A comment on nothing has only its sign; one on a stretch has all three, the sign last."""
        here = Stretch(len(self.pieces), self._spot())
        stretch = self.comments.setdefault(element.get(_ID, ""), here)
        if element.tag == _COMMENT_END:
            stretch.end = len(self.pieces)

    def _only_ends_field(self, paragraph: etree._Element) -> bool:
        """Whether it shows nothing but the end of a field: LibreOffice adds such a paragraph in a .doc."""
        after_break = not self.pieces or self.pieces[-1] == "\n"
        return after_break and any(c.get(_FIELD_TYPE) == "end" for c in paragraph.iter(_FIELD_CHARACTER))

    @property
    def _table(self) -> list[list[str]]:
        return self._tables[self._open_tables[-1]]

    def _spot(self, ahead: bool = False) -> Spot | None:
        """The table cell that is open, or the one that comes where that begins `ahead`."""
        if not self._open_tables or not self._table or not (self._table[-1] or ahead):
            return None
        table = self._table
        at = (self._open_tables[-1], len(table) - 1, len(table[-1]) - 1 + ahead)
        if at != self._last_at:
            self._last_at = at
            self._last_spot = Spot(self.first_table + at[0], at[1], at[2])
        return self._last_spot


def _holds_cell(control: etree._Element) -> bool:
    """Whether a control stands around a table cell."""
    return any(
        next(content.iterchildren(_CELL), None) is not None for content in control.iterchildren(_CONTENT)
    )
