"""The workbook's own part: which sheets there are, which comes first, and the names that count them.

`Dialect` tells the two spellings of the format apart: Excel's usual one and »Strict Open XML« (ISO/IEC 29500-1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.sheets.annotating.parts import UNSEALED, XML, NoWorkbook, Parts, whole

OURS = "mus.gennemgang"
"""The hidden name that says which sheet is ours."""
SEAL = "mus.segl"
"""The hidden name with the digest of the copy: it is as we wrote it, or somebody has worked in it."""
LONGEST_NAME = 31
"""Of a sheet, in Excel."""

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PAGE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"

_BEFORE_NAMES = frozenset(
    ("fileVersion", "fileSharing", "workbookPr", "AlternateContent", "workbookProtection", "bookViews", "sheets",
     "functionGroups", "externalReferences", "revisionPtr", "absPath")
)  # fmt: skip
"""What stands before `definedNames` (ECMA-376 18.2.27)."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The namespaces of a workbook: its cells, and its relations, which also begin the types of relations."""

    cells: str
    relations: str


_STRICT = Dialect(
    "http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"
)
_USUAL = Dialect(
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)


class Book:
    """The part that lists the sheets. `sheets` are those of others, by name, with their parts."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        mains = parts.related("", "officeDocument")
        if not mains:
            raise NoWorkbook
        self.part = mains[0]
        self.root = parts.xml(self.part)
        space = etree.QName(self.root).namespace
        if etree.QName(self.root).localname != "workbook" or space not in (_STRICT.cells, _USUAL.cells):
            raise NoWorkbook
        self.dialect = _STRICT if space == _STRICT.cells else _USUAL
        self.was_ours = self._take_ours_away()

    @property
    def sheets(self) -> Mapping[str, str]:
        """The sheets in their order: name → part."""
        targets = {each.id: each.target for each in self.parts.relations(self.part)}
        ident = f"{{{self.dialect.relations}}}id"
        return {each.get("name", ""): targets.get(each.get(ident, ""), "") for each in self._sheets()}

    def styles(self, plain: bytes) -> str:
        """The part with the formats; `plain` makes one where there is none."""
        found = self.parts.related(self.part, "styles")
        if found:
            return found[0]
        name = "xl/styles.xml"  # where openpyxl looks, whatever the relation says (3.1, reader/excel.py)
        self.parts.put(name, plain)
        self.parts.set_type(name, _STYLES_TYPE)
        self.parts.relate(self.part, f"{self.dialect.relations}/styles", name)
        return name

    def put_first(self, name: str, page: bytes, macros: bool) -> str:
        """Puts our sheet in front of the others and opens the book at it; returns its part.

        Names and views count the sheets from 0 (18.2.5, 18.2.30): all move up by one.
        """
        part = self.parts.free_name("xl/worksheets/sheet{}.xml")
        self.parts.put(part, page)
        self.parts.set_type(part, _PAGE_TYPE)
        ident = self.parts.relate(self.part, f"{self.dialect.relations}/worksheet", part)
        sheets = self._sheets()
        used = [whole(each, "sheetId") for each in sheets]
        sheet = etree.Element(self._tag("sheet"), name=name, sheetId=str(max(used, default=0) + 1))
        sheet.set(f"{{{self.dialect.relations}}}id", ident)
        sheets.insert(0, sheet)
        for each in self._names():
            if "localSheetId" in each.attrib:
                each.set("localSheetId", str(whole(each, "localSheetId") + 1))
        for view in self.root.iter(self._tag("workbookView")):
            view.set("activeTab", "0")
            view.set("firstSheet", "0")
        self._add_name(name)
        self.parts.set_type(self.part, _MACRO_TYPE if macros else _SHEET_TYPE)
        self.parts.put(self.part, self.root)
        return part

    def drop(self, *kinds: str) -> None:
        """Takes away parts that hang on the workbook by these kinds of relation, and what hangs on them."""
        for part in [part for kind in kinds for part in self.parts.related(self.part, kind)]:
            for below in self.parts.relations(part):
                if below.target:
                    self.parts.drop(below.target)
            self.parts.unrelate(self.part, [part])
            self.parts.drop(part)

    def _take_ours_away(self) -> bool:
        """Takes away the first sheet of an earlier copy; says whether this is one."""
        said = [each for each in self._names() if each.get("name") == OURS]
        if not said:
            return False
        name = (said[0].text or "").rpartition("!")[0].strip("'").replace("''", "'")
        names = list(self.sheets)
        at = names.index(name) if name in names else -1
        for each in list(self._names()):
            local = whole(each, "localSheetId", -1)
            if each.get("name") in (OURS, SEAL) or (at >= 0 and local == at):
                self._names().remove(each)
            elif at >= 0 and local > at:
                each.set("localSheetId", str(local - 1))
        if at >= 0 and len(names) > 1:
            self._take_sheet_away(at, self.sheets[name])
        if not len(self._names()):
            self.root.remove(self._names())
        self.parts.put(self.part, self.root)
        return True

    def _take_sheet_away(self, at: int, part: str) -> None:
        sheets = self._sheets()
        sheets.remove(sheets[at])
        for below in self.parts.relations(part):
            if below.target:
                self.parts.drop(below.target)
        self.parts.unrelate(self.part, [part])
        self.parts.drop(part)

    def _add_name(self, sheet: str) -> None:
        names = self.root.find(self._tag("definedNames"))
        if names is None:
            names = etree.Element(self._tag("definedNames"))
            local = [etree.QName(each).localname if isinstance(each.tag, str) else "" for each in self.root]
            last = max((n for n, each in enumerate(local) if each in _BEFORE_NAMES), default=len(local) - 1)
            self.root.insert(last + 1, names)
        quoted = sheet.replace("'", "''")
        etree.SubElement(names, self._tag("definedName"), name=OURS, hidden="1").text = f"'{quoted}'!$A$1"
        seal = etree.SubElement(names, self._tag("definedName"), name=SEAL, hidden="1")
        seal.text = f'"{UNSEALED.decode()}"'

    def _sheets(self) -> XML:
        found = self.root.find(self._tag("sheets"))
        if found is None:
            raise NoWorkbook
        return found

    def _names(self) -> XML:
        found = self.root.find(self._tag("definedNames"))
        return found if found is not None else etree.Element("none")

    def _tag(self, name: str) -> str:
        return f"{{{self.dialect.cells}}}{name}"


def free_sheet_name(wanted: str, taken: Mapping[str, str]) -> str:
    """The name, numbered where a sheet has it: Excel does not tell case apart."""
    names = {name.casefold() for name in taken}
    ends = ("" if n == 1 else f" {n}" for n in range(1, len(names) + 2))
    numbered = (wanted[: LONGEST_NAME - len(end)] + end for end in ends)
    return next(name for name in numbered if name.casefold() not in names)
