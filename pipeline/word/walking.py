"""One pass over a part in its accepted view: what is seen, in reading order, and where things begin and end in it.

In: a part's XML after `accept`. Out: a `Walk`. All visible text stands in one line of pieces; a control, a bookmark,
a cell and a comment are stretches of it, and a paragraph knows its own text.

Surprises, measured with LibreOffice 7.4. It drops all tags and keeps the bookmarks, but moves a bookmark's
start into the control, so stretches are compared and not elements. A bookmark around several paragraphs, or
around nothing, comes back as two starts of one name and one end: it runs from the first start to the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from pipeline.answers.returned import Spot, Table
from pipeline.problems import Place, UnreadableFile
from pipeline.problems.word_files import too_much_text
from pipeline.word.alone import Extent
from pipeline.word.names import name, names
from pipeline.word.text import visible

KEPT_LIMIT = 10_000_000
"""Characters kept of one part, counted once for every cell, control and bookmark they stand in."""

_ID, _NAME = name("w:id"), name("w:name")
_SDT, _PARAGRAPH, _BOX = name("w:sdt"), name("w:p"), name("w:txbxContent")
_TABLE, _ROW, _CELL = name("w:tbl"), name("w:tr"), name("w:tc")
_CONTENT_CELL = f"{name('w:sdtContent')}/{_CELL}"
_BOOKMARK, _BOOKMARK_END = name("w:bookmarkStart"), name("w:bookmarkEnd")
_COMMENT, _COMMENT_END = name("w:commentRangeStart"), name("w:commentRangeEnd")
_COMMENT_SIGN = name("w:commentReference")
_PICTURES = names("w:drawing", "w:pict", "w:object")
_FIELD_CHARACTER, _FIELD_TYPE = name("w:fldChar"), name("w:fldCharType")


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

    @classmethod
    def through(cls, root: etree._Element, first_table: int = 0, file: str = "") -> Walk:
        """The pass over a part. Raises UnreadableFile where it holds more text than any form."""
        walk = cls(first_table, file)
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                walk._enter(element)
            else:
                walk._leave(element)
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

    def _enter(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == _PARAGRAPH:
            self._open_paragraphs.append(Paragraph(element, self._stretch().spot, self._boxes > 0))
            self.paragraphs.append(self._open_paragraphs[-1])
        elif tag in (_SDT, _CELL):
            if tag == _CELL and self._open_tables and self._table:
                self._table[-1].append("")
            around_cell = tag == _SDT and element.find(_CONTENT_CELL) is not None
            self._open_stretches.append(self._stretch(ahead=around_cell))
        elif tag == _TABLE:
            self._open_tables.append(len(self._tables))
            self._tables.append([])
        elif tag == _ROW and self._open_tables:
            self._table.append([])
        elif tag == _BOX:
            self._boxes += 1
        elif tag in _PICTURES:
            if next(element.iter(_BOX), None) is None:
                self.pictures.append(self._stretch())
        elif tag in (_BOOKMARK, _BOOKMARK_END):
            self._bookmark(element)
        elif tag in (_COMMENT, _COMMENT_END, _COMMENT_SIGN):
            self._comment(element)
        else:
            text = visible(element)
            if text:
                self._show(text)
                if self._open_paragraphs:
                    self._open_paragraphs[-1].own.append(text)

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == _PARAGRAPH:
            self._open_paragraphs.pop()
            if not self._only_ends_field(element):
                self.line_ends.append(len(self.pieces))
                self._show("\n")
        elif tag == _TABLE:
            self._open_tables.pop()
        elif tag == _BOX:
            self._boxes -= 1
        elif tag in (_SDT, _CELL):
            stretch = self._open_stretches.pop()
            stretch.end = len(self.pieces)
            if tag == _SDT:
                self.controls.append((element, stretch))
            elif self._open_tables and self._table:
                self._table[-1][-1] = self.text(stretch)
                if stretch.spot:
                    self.cells[stretch.spot] = stretch

    def _show(self, text: str) -> None:
        self.pieces.append(text)
        self._offsets.append(self._offsets[-1] + len(text))

    def _bookmark(self, element: etree._Element) -> None:
        number = element.get(_ID, "")
        if element.tag == _BOOKMARK:
            self._bookmark_names[number] = element.get(_NAME, "")
            self.bookmarks.setdefault(element.get(_NAME, ""), self._stretch())
        elif number in self._bookmark_names:
            self.bookmarks[self._bookmark_names[number]].end = len(self.pieces)

    def _comment(self, element: etree._Element) -> None:
        """A comment on nothing has only its sign; one on a stretch has all three, the sign last."""
        stretch = self.comments.setdefault(element.get(_ID, ""), self._stretch())
        if element.tag == _COMMENT_END:
            stretch.end = len(self.pieces)

    def _only_ends_field(self, paragraph: etree._Element) -> bool:
        """Whether it shows nothing but the end of a field: LibreOffice adds such a paragraph in a .doc."""
        after_break = not self.pieces or self.pieces[-1] == "\n"
        return after_break and any(c.get(_FIELD_TYPE) == "end" for c in paragraph.iter(_FIELD_CHARACTER))

    @property
    def _table(self) -> list[list[str]]:
        return self._tables[self._open_tables[-1]]

    def _stretch(self, ahead: bool = False) -> Stretch:
        spot = None
        if self._open_tables and self._table and (self._table[-1] or ahead):
            table = self._table
            # A control may stand around its cell: it begins before the cell does.
            cell = len(table[-1]) - 1 + ahead
            spot = Spot(self.first_table + self._open_tables[-1], len(table) - 1, cell)
        return Stretch(len(self.pieces), spot)
