"""Somebody's own workbook back, untouched but for comments and colour on some cells, and a first page of ours.

In: an .xlsx or .xlsm, what is to be said of which cell, a page made with `pipeline.sheets.write`, and the cells that
hold CPR numbers. Out: the copy, written whole or not at all; the same comes of the same. Cells with CPR numbers are
empty in it, and the numbers are gone from every part that repeats them. Parts that nobody needed to change have the
bytes they had, macros, pictures and charts among them.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from pipeline.cpr import holds_cpr
from pipeline.problems import UnreadableFile, file_place
from pipeline.problems.roster import workbook_unreadable
from pipeline.sheets.annotating.book import Book, NoWorkbook, free_sheet_name
from pipeline.sheets.annotating.cpr import collect_removed, without_strings
from pipeline.sheets.annotating.front import front_page, link_to_cell
from pipeline.sheets.annotating.parts import XML_NAMES, Parts, write_parts, written
from pipeline.sheets.annotating.scrub import CACHES, FREE_TEXT, Numbers, text_left_out
from pipeline.sheets.annotating.shapes import clusters_of
from pipeline.sheets.annotating.styles import Styles, plain_styles
from pipeline.sheets.annotating.worksheet import Mark, Notes, Place, Shared, Worksheet
from pipeline.sheets.write import Book as FrontBook

__all__ = ["PAGE", "TITLE", "MacroSheets", "Mark", "annotate", "is_review", "link_to_cell", "names_in_copy"]

PAGE, TITLE = "Gennemgang", "Gennemgang af medarbejderlisten"
"""What our page is called, and what its first cell says: it is never read as a list of people."""

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    expat.ExpatError,
    NoWorkbook,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def is_review(first_cell: object) -> bool:
    """Whether a sheet is our page in a copy that has come back, by its first cell."""
    return first_cell == TITLE


def names_in_copy(source: Path) -> dict[str, str]:
    """What a workbook's sheets are called in the copy, in their order: a CPR number in a name does not stay.

    A sheet whose name holds one is also known as `Ark 2`, by its position. Raises UnreadableFile.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            return _renamed(Book(Parts(archive)).sheets, Numbers())
    except _DAMAGED as error:
        raise UnreadableFile(workbook_unreadable(file_place(source))) from error


def annotate(
    source: Path, out: Path, marks: Sequence[Mark], front: FrontBook, cpr: Mapping[str, Set[Place]]
) -> None:
    """Writes the annotated copy to `out`; macros are in it only where it is an .xlsm.

    `cpr` holds for each sheet the cells (row, column from 0) with CPR numbers. Raises UnreadableFile for a file that is
    no workbook, MacroSheets for one that an .xlsx cannot hold, OSError where the copy cannot be written.
    """
    scratch = out.with_name(f".{out.name}.tmp")
    try:
        with zipfile.ZipFile(source) as archive, scratch.open("wb") as target:
            copy = _Copy(Parts(archive), out.suffix.lower() == ".xlsm")
            copy.plan(marks, front, cpr)
            write_parts(copy.parts, target, copy.passed)
        scratch.replace(out)
    except _DAMAGED as error:
        raise UnreadableFile(workbook_unreadable(file_place(source))) from error
    finally:
        scratch.unlink(missing_ok=True)


class MacroSheets(Exception):
    """The workbook has sheets of Excel 4 macros, which an .xlsx must not have; only an .xlsm can be made of it."""


class _Copy:
    """The copy while it is made."""

    def __init__(self, parts: Parts, macros: bool) -> None:
        self.parts, self._macros = parts, macros
        self._book = Book(parts)
        self._numbers = Numbers()
        self._names = _renamed(self._book.sheets, self._numbers)
        self._styles_part = self._book.styles(plain_styles(self._book.dialect.cells))
        self._styles = Styles(parts.xml(self._styles_part))

    def plan(self, marks: Sequence[Mark], front: FrontBook, cpr: Mapping[str, Set[Place]]) -> None:
        """Decides what is to change; the sheets themselves are read while they are written."""
        sheets = {self._names[name]: part for name, part in self._book.sheets.items() if part}
        emptied = self._by_part(sheets, cpr)
        self._take_out(emptied)
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
            Worksheet(shared, part, notes.get(part, Notes()), emptied.get(part, frozenset())).plan()
        name = free_sheet_name(PAGE, sheets)
        page = front_page(front, self._styles, self._book.dialect.cells, name)
        self._book.put_first(name, page, self._macros)

    def passed(self, name: str, data: bytes) -> bytes:
        """A part as it is written: with the formats that were asked for by then, and without CPR numbers."""
        if name == self._styles_part:
            data = written(self._styles.root)
        if not name.lower().endswith(XML_NAMES):
            return data
        if FREE_TEXT.match(name):
            data = text_left_out(data)
        return self._numbers.taken_out(data, suspicious=CACHES.match(name) is not None)

    def _by_part(self, sheets: Mapping[str, str], cpr: Mapping[str, Set[Place]]) -> dict[str, Set[Place]]:
        named = ((self._names.get(name, ""), places) for name, places in cpr.items())
        return {sheets[name]: places for name, places in named if name in sheets and places}

    def _take_out(self, emptied: Mapping[str, Set[Place]]) -> None:
        strings = next(iter(self.parts.related(self._book.part, "sharedStrings")), "")
        removed = collect_removed(self.parts, emptied, strings, self._numbers)
        if strings and self._numbers:
            self.parts.put(strings, without_strings(self.parts.read(strings), removed.strings, self._numbers))
        if removed.formulas:  # Excel calls a file broken whose chain names a cell without a formula
            self._book.drop("calcChain")

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
    """What each sheet is called in the copy, also by the name that the roster's reader calls it."""
    names = {}
    for position, name in enumerate(sheets, 1):
        if holds_cpr(name):
            numbers.add([name])
            names[f"Ark {position}"] = numbers.taken_out(name.encode()).decode()
    return {name: numbers.taken_out(name.encode()).decode() for name in sheets} | names
