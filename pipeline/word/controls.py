"""Finds the fields in a part: content controls by tag, and the spans that bookmarks hold.

In: a part's XML in its accepted view. Out: marks and table texts in reading order, from one pass: all
visible text goes into one line of pieces, and a control, bookmark or cell is a stretch of it.

Surprises, measured with LibreOffice 7.4. It drops all tags and keeps the bookmarks, but moves a bookmark's
start into the control, so stretches are compared and not elements. A bookmark around several paragraphs, or
around nothing, comes back as two starts of one name and one end: it runs from the first start to the end. A
bookmark that is copied along with its text is renamed `…_Copy_1`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from lxml import etree

from pipeline.answers.returned import Mark, Spot, Table
from pipeline.model import Choice, FieldKind
from pipeline.word.alone import Extent, Loose
from pipeline.word.names import name
from pipeline.word.text import visible

_VAL, _ID, _NAME = name("w:val"), name("w:id"), name("w:name")
_SDT, _PARAGRAPH = name("w:sdt"), name("w:p")
_TABLE, _ROW, _CELL = name("w:tbl"), name("w:tr"), name("w:tc")
_CONTENT_CELL = f"{name('w:sdtContent')}/{_CELL}"
_BOOKMARK, _BOOKMARK_END = name("w:bookmarkStart"), name("w:bookmarkEnd")
_FIELD_TYPE = name("w:fldCharType")
_COPY = re.compile(r"_Copy_\d+$")

_KINDS: dict[str, FieldKind | None] = {
    name("w:date"): "date",
    name("w:dropDownList"): "choice",
    name("w:comboBox"): "combo",
    name("w14:checkbox"): "check",
    name("w15:repeatingSection"): None,
    name("w15:repeatingSectionItem"): None,
    name("w:picture"): None,
    name("w:group"): None,
    name("w:docPartObj"): None,
    name("w:docPartList"): None,
}


def find_marks(root: etree._Element, first_table: int = 0) -> tuple[list[Mark], list[Table]]:
    """The fields and the table texts of a part, in reading order; tables are numbered from `first_table`."""
    walk = _Walk(first_table)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            walk.enter(element)
        else:
            walk.leave(element)
    return walk.marks(), [tuple(map(tuple, table)) for table in walk.tables]


def control_kind(properties: etree._Element) -> FieldKind | None:
    """What a control asks for; None for one that only groups others, such as a repeating section."""
    return next((_KINDS[str(p.tag)] for p in properties if p.tag in _KINDS), "text")


@dataclass(slots=True)
class _Stretch:
    """From one piece of text to another, and the table cell it begins in."""

    start: int
    spot: Spot | None
    end: int | None = None


@dataclass(slots=True)
class _Walk:
    """The state of one pass. A table is open from its start to its end; so is a control."""

    first_table: int
    pieces: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    open_tables: list[int] = field(default_factory=list)
    open_stretches: list[_Stretch] = field(default_factory=list)
    controls: list[tuple[Mark, _Stretch]] = field(default_factory=list)
    cells: dict[Spot, _Stretch] = field(default_factory=dict)
    line_ends: list[int] = field(default_factory=list)
    bookmarks: dict[str, _Stretch] = field(default_factory=dict)
    bookmark_names: dict[str, str] = field(default_factory=dict)

    def enter(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in (_SDT, _CELL):
            if tag == _CELL and self.open_tables and self._table:
                self._table[-1].append("")
            around_cell = tag == _SDT and element.find(_CONTENT_CELL) is not None
            self.open_stretches.append(self._stretch(ahead=around_cell))
        elif tag == _TABLE:
            self.open_tables.append(len(self.tables))
            self.tables.append([])
        elif tag == _ROW and self.open_tables:
            self._table.append([])
        elif tag == _BOOKMARK:
            self.bookmark_names[element.get(_ID, "")] = element.get(_NAME, "")
            self.bookmarks.setdefault(element.get(_NAME, ""), self._stretch())
        elif tag == _BOOKMARK_END and element.get(_ID) in self.bookmark_names:
            self.bookmarks[self.bookmark_names[element.get(_ID, "")]].end = len(self.pieces)
        else:
            text = visible(element)
            if text:
                self.pieces.append(text)

    def leave(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == _PARAGRAPH:
            if not self._only_ends_field(element):
                self.line_ends.append(len(self.pieces))
                self.pieces.append("\n")
        elif tag == _TABLE:
            self.open_tables.pop()
        elif tag in (_SDT, _CELL):
            stretch = self.open_stretches.pop()
            stretch.end = len(self.pieces)
            if tag == _SDT:
                self._close_control(element, stretch)
            elif self.open_tables and self._table:
                self._table[-1][-1] = self._text(stretch)
                if stretch.spot:
                    self.cells[stretch.spot] = stretch

    def marks(self) -> list[Mark]:
        """All fields found; a bookmark takes over what the control in the same stretch says of itself.

        A control with neither tag nor bookmark has no key; its place in a row may still tell what it is.
        """
        by_extent: dict[Extent, Mark] = {}
        for mark, stretch in self.controls:
            by_extent.setdefault(self._extent(stretch), mark)  # of controls inside one another, the innermost
        found = [(self._extent(stretch), mark) for mark, stretch in self.controls if mark.key]
        tagged = {mark.key for _, mark in found}
        for bookmark, stretch in self.bookmarks.items():
            text, key = self._text(stretch), _COPY.sub("", bookmark).replace("__", "/")
            blank = Mark(key, "bookmark", text, in_control=False)
            control = by_extent.get(self._extent(stretch))
            mark = replace(control, key=key, found_by="bookmark", text=text) if control else blank
            found.append((self._extent(stretch), replace(mark, spot=stretch.spot)))
        held = {self._extent(stretch) for stretch in self.bookmarks.values()}
        nameless = ((at, mark) for at, mark in by_extent.items() if not mark.key and at not in held)
        # A bookmark whose control has its tag adds nothing; those that begin with _ are Word's own.
        fields = [
            at
            for at, m in found
            if m.found_by == "tag" or (m.key not in tagged and not m.key.startswith("_"))
        ]
        found += [(at, replace(mark, found_by="position")) for at, mark in nameless]
        found.sort(key=lambda each: each[0][0])
        return self._told_how_alone(found, fields)

    def _told_how_alone(self, found: list[tuple[Extent, Mark]], fields: list[Extent]) -> list[Mark]:
        """The marks, each with what it has to itself; one without a key is judged as if it were a field."""
        nameless = [extent for extent, mark in found if not mark.key]
        loose = Loose(self.pieces, self.line_ends, fields)
        looser = Loose(self.pieces, self.line_ends, [*fields, *nameless])
        marks = []
        for extent, mark in found:
            cell = self.cells.get(mark.spot) if mark.spot else None
            text = loose if mark.key else looser
            around = self._extent(cell) if cell else None
            shared = text.lines_in(around) if around else 0
            marks.append(replace(mark, alone=text.beside(extent, around), shared=shared))
        return marks

    def _only_ends_field(self, paragraph: etree._Element) -> bool:
        """Whether it shows nothing but the end of a field: LibreOffice adds such a paragraph in a .doc."""
        after_break = not self.pieces or self.pieces[-1] == "\n"
        return after_break and any(c.get(_FIELD_TYPE) == "end" for c in paragraph.iter(name("w:fldChar")))

    @property
    def _table(self) -> list[list[str]]:
        return self.tables[self.open_tables[-1]]

    def _stretch(self, ahead: bool = False) -> _Stretch:
        spot = None
        if self.open_tables and self._table and (self._table[-1] or ahead):
            table = self._table
            cell = (
                len(table[-1]) - 1 + ahead
            )  # a control may stand around its cell: it begins before the cell does
            spot = Spot(self.first_table + self.open_tables[-1], len(table) - 1, cell)
        return _Stretch(len(self.pieces), spot)

    def _extent(self, stretch: _Stretch) -> Extent:
        start, end = stretch.start, stretch.start if stretch.end is None else stretch.end
        while end > start and self.pieces[end - 1] == "\n":
            end -= 1
        while end > start and self.pieces[start] == "\n":
            start += 1
        return start, end

    def _text(self, stretch: _Stretch) -> str:
        start, end = self._extent(stretch)
        return "".join(self.pieces[start:end])

    def _close_control(self, control: etree._Element, stretch: _Stretch) -> None:
        properties = control.find(name("w:sdtPr"))
        kind = None if properties is None else control_kind(properties)
        if properties is None or kind is None:
            return
        text = self._text(stretch)
        mark = Mark(
            key=_value(properties, "w:tag").strip(),
            found_by="tag",
            text=text,
            kind=kind,
            title=_value(properties, "w:alias"),
            placeholder=_shows_prompt(control, properties, text),
            picked=_picked(properties),
            checked=_checked(properties) if kind == "check" else None,
            choices=_choices(properties),
            spot=stretch.spot,
        )
        self.controls.append((mark, stretch))


def _value(properties: etree._Element, short: str) -> str:
    found = properties.find(name(short))
    return "" if found is None else found.get(_VAL, "")


def _is_on(element: etree._Element | None, attribute: str) -> bool:
    return element is not None and element.get(attribute, "1") not in ("0", "false", "off")


def _shows_prompt(control: etree._Element, properties: etree._Element, text: str) -> bool:
    # Word sets the flag and a character style together. A program that fills in a form may leave the flag:
    # text without the style is then an answer.
    if not _is_on(properties.find(name("w:showingPlcHdr")), _VAL):
        return False
    return not text or next(control.iter(name("w:rStyle")), None) is not None


def _picked(properties: etree._Element) -> date | None:
    found = properties.find(name("w:date"))
    try:
        return None if found is None else date.fromisoformat(found.get(name("w:fullDate"), "")[:10])
    except ValueError:
        return None


def _checked(properties: etree._Element) -> bool:
    state = properties.find(f"{name('w14:checkbox')}/{name('w14:checked')}")
    return _is_on(state, name("w14:val"))


def _choices(properties: etree._Element) -> tuple[Choice, ...]:
    """The list of a dropdown or combo box; an entry without a value is its prompt (ECMA-376 17.5.2.21)."""
    choices = []
    for item in properties.iter(name("w:listItem")):
        text = item.get(name("w:displayText"), "")
        value = item.get(name("w:value"), text)
        if value:
            choices.append(Choice(value, text or value))
    return tuple(choices)
