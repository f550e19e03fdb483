"""Somebody's own workbook back, untouched but for comments and colour on some cells, and a first page of ours.

In: an .xlsx or .xlsm, what is to be said of which cell, a page made with `pipeline.sheets.write`, and the cells that
hold CPR numbers. Out: the copy, written whole or not at all; the same comes of the same. Cells with CPR numbers are
empty in it, and the numbers are gone from every part that repeats them. Parts that nobody needed to change have the
bytes they had, macros, pictures and charts among them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from pipeline.cpr import holds_cpr
from pipeline.problems import UnreadableFile, file_place
from pipeline.problems.roster import workbook_unreadable
from pipeline.sheets.annotating.book import Book, free_sheet_name
from pipeline.sheets.annotating.cpr import Removed, clean_strings, collect_removed, strings_pointed_at
from pipeline.sheets.annotating.front import front_page, link_to_cell
from pipeline.sheets.annotating.parts import (
    BROKEN,
    XML_NAMES,
    NoWorkbook,
    Parts,
    is_sealed,
    plain_xml,
    write_parts,
    written,
)
from pipeline.sheets.annotating.rows import Place
from pipeline.sheets.annotating.scrub import Numbers, holds_written_cpr, part_without_cpr
from pipeline.sheets.annotating.shapes import clusters_of
from pipeline.sheets.annotating.styles import Styles, plain_styles
from pipeline.sheets.annotating.worksheet import Mark, Notes, Shared, Worksheet
from pipeline.sheets.write import Book as FrontBook

__all__ = [
    "PAGE", "TITLE", "CprLeft", "MacroSheets", "Mark", "annotate", "is_review", "is_sealed", "link_to_cell",
    "names_in_copy",
]  # fmt: skip

PAGE, TITLE = "Gennemgang", "Gennemgang af medarbejderlisten"
"""What our page is called, and what its first cell says: it is never read as a list of people."""

_DAMAGED = (*BROKEN, etree.XMLSyntaxError, expat.ExpatError, NoWorkbook)
_PICTURES = ("xl/media/", "xl/fonts/", "xl/printersettings/")
"""Parts of bytes in which nobody writes."""


def is_review(first_cell: object) -> bool:
    """Whether a sheet is our page in a copy that has come back, by its first cell."""
    return first_cell == TITLE


def names_in_copy(source: Path) -> dict[str, str]:
    """What a workbook's sheets are called in the copy, in their order: a CPR number in a name does not stay.

    Raises UnreadableFile.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            return _renamed(Book(Parts(archive)).sheets, Numbers())
    except _DAMAGED as error:
        raise UnreadableFile(workbook_unreadable(file_place(source))) from error


def annotate(
    source: Path,
    out: Path,
    marks: Sequence[Mark],
    front: FrontBook,
    cpr: Mapping[str, Set[Place]],
    is_clean: Callable[[Path], bool] = lambda copy: True,
) -> None:
    """Writes the annotated copy to `out`; macros are in it only where it is an .xlsm.

    `cpr` holds for each sheet the cells (row, column from 0) with CPR numbers; `is_clean` looks at the written copy
    before it is handed out. Raises UnreadableFile for a file that is no workbook, MacroSheets for one that an .xlsx
    cannot hold, CprLeft for one whose CPR numbers cannot be taken out, OSError where the copy cannot be written.
    """
    scratch = out.with_name(f".{out.name}.tmp")
    try:
        with zipfile.ZipFile(source) as archive, scratch.open("wb") as target:
            copy = _Copy(Parts(archive), out.suffix.lower() == ".xlsm")
            copy.plan(marks, front, cpr)
            write_parts(copy.parts, target, copy.passed, copy.last)
        if not is_clean(scratch):
            raise CprLeft
        scratch.replace(out)
    except _DAMAGED as error:
        raise UnreadableFile(workbook_unreadable(file_place(source))) from error
    finally:
        scratch.unlink(missing_ok=True)


class MacroSheets(Exception):
    """The workbook has sheets of Excel 4 macros, which an .xlsx must not have; only an .xlsm can be made of it."""


class CprLeft(Exception):
    """There are CPR numbers in the workbook which cannot be taken out; the argument is the part, if it is known."""


class _Copy:
    """The copy while it is made."""

    def __init__(self, parts: Parts, macros: bool) -> None:
        self.parts, self._macros = parts, macros
        self._book = Book(parts)
        self._numbers = Numbers()
        self._strings = self._front = ""
        self._names = _renamed(self._book.sheets, self._numbers)
        self.last = self._book.part
        self._styles_part = self._book.styles(plain_styles(self._book.dialect.cells))
        self._styles = Styles(parts.xml(self._styles_part))

    def plan(self, marks: Sequence[Mark], front: FrontBook, cpr: Mapping[str, Set[Place]]) -> None:
        """Decides what is to change; the sheets themselves are read while they are written."""
        sheets = {self._names[name]: part for name, part in self._book.sheets.items() if part}
        emptied = self._by_part(sheets, cpr)
        removed = self._take_out(emptied)
        self._drop_thumbnail()
        if not self._macros:
            if any(
                self.parts.related(self._book.part, kind) for kind in ("xlMacrosheet", "xlIntlMacrosheet")
            ):
                raise MacroSheets
            self._book.drop("vbaProject")
        notes: dict[str, Notes] = {}
        for mark in marks:
            part = sheets.get(self._names.get(mark.sheet, ""), "")
            notes.setdefault(part, Notes()).add((mark.row, mark.column), mark.text, mark.blocks)
        shared = self._shared()
        for part in sheets.values():
            gone, remarks = emptied.get(part, frozenset()), removed.remarks.get(part, {})
            Worksheet(shared, part, notes.get(part, Notes()), gone, remarks).plan()
        name = free_sheet_name(PAGE, sheets)
        page = front_page(front, self._styles, self._book.dialect.cells, name)
        self._front = self._book.put_first(name, page, self._macros)

    def passed(self, name: str, data: bytes) -> bytes:
        """A part as it is written: with the formats that were asked for by then, and without CPR numbers."""
        if name == self._styles_part:
            data = written(self._styles.root)
        if not name.lower().endswith(XML_NAMES):
            if not name.lower().startswith(_PICTURES) and holds_written_cpr(data, self._numbers):
                raise CprLeft(name)
            return data
        if name in (self._strings, self._front):
            return data
        return part_without_cpr(name, plain_xml(data), self._numbers)

    def _by_part(self, sheets: Mapping[str, str], cpr: Mapping[str, Set[Place]]) -> dict[str, Set[Place]]:
        named = ((self._names.get(name, ""), places) for name, places in cpr.items())
        return {sheets[name]: places for name, places in named if name in sheets and places}

    def _take_out(self, emptied: Mapping[str, Set[Place]]) -> Removed:
        sheets = [part for part in self._book.sheets.values() if part]
        self._strings = next(iter(self.parts.related(self._book.part, "sharedStrings")), "")
        removed = collect_removed(self.parts, emptied, self._strings, self._numbers)
        if self._strings:
            strings = self.parts.text(self._strings)
            clean = clean_strings(
                strings, removed, self._numbers, lambda: strings_pointed_at(self.parts, sheets)
            )
            if clean != self.parts.read(self._strings):
                self.parts.put(self._strings, clean)
        if removed.formulas:  # Excel calls a file broken whose chain names a cell without a formula
            self._book.drop("calcChain")
        return removed

    def _drop_thumbnail(self) -> None:
        """The picture of the first sheet: it shows what stood there (ECMA-376 part 2, 10.3.2)."""
        for part in self.parts.related("", "thumbnail"):
            self.parts.unrelate("", [part])
            self.parts.drop(part)

    def _shared(self) -> Shared:
        drawings = [name for name in self.parts.names() if name.lower().endswith(".vml")]
        clusters = {number for name in drawings for number in clusters_of(self.parts.read(name))}
        again = self._book.was_ours
        restored = self._styles.untoned(self._is_excels()) if again else {}
        return Shared(self.parts, self._book.dialect, self._styles, self._numbers, clusters, restored, again)

    def _is_excels(self) -> bool:
        """Whether the file was last saved by Excel, or not since we wrote it: LibreOffice says who it is."""
        name = self.parts.named("docProps/app.xml")
        return not name or b"LibreOffice" not in self.parts.read(name)


def _renamed(sheets: Mapping[str, str], numbers: Numbers) -> dict[str, str]:
    """What each sheet is called in the copy."""
    for name in sheets:
        if holds_cpr(name):
            numbers.add([name])
    return {name: numbers.in_value(name, bare=True) if holds_cpr(name) else name for name in sheets}
