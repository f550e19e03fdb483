"""The facts of an .xlsx or .xlsm, read from its XML without building a tree: see `facts`.

Parts are told by their content, so that none that calamine would read is passed over. Tags are found as bytes, with any
prefix and any order of attributes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import date
from itertools import chain
from xml.etree.ElementTree import Element

from pipeline.problems import Place, UnreadableFile
from pipeline.problems.sheets import too_large
from pipeline.sheets.facts.found import MOST_CELLS, BookFacts, SheetFacts, pieces, zero_pattern
from pipeline.sheets.facts.xlsx_scan import SheetScan
from pipeline.sheets.package import Package, local
from pipeline.sheets.sheet import DAY_ZERO, DAY_ZERO_1904

_BOOK = "xl/workbook.xml"
_GREAT_COUNT = re.compile(rb"<(?:[\w.-]+:)?sst\s[^<>]*ount\s*=\s*[\"']\d{9}")
"""calamine takes memory for as many shared strings as a workbook declares, before it has seen one."""
_SHEET = re.compile(rb"<(?:[\w.-]+:)?worksheet[\s>]")


def xlsx_facts(package: Package, place: Place) -> BookFacts:
    """What the workbook says. Raises UnreadableFile for a sheet too large to be laid out."""
    book = package.tree(_BOOK)
    names = _sheet_names(book, package) if book is not None else {}
    zeros = _zero_styles(package.tree("xl/styles.xml"))
    found: dict[str, SheetFacts] = {}
    for part in package.parts:
        scanned = _scan(package, part, zeros, place)
        if scanned is None:
            continue
        name = names.get(part, part)
        if (
            scanned.extent.is_too_large()
        ):  # as far as formatted cells may go: now those with something in them
            SheetScan(zeros, exact=True).read(pieces(package.chunks(part))).extent.check(place, name)
        found[name] = scanned.facts
    return BookFacts(_day_zero(book), found)


def _scan(package: Package, part: str, zeros: Mapping[bytes, str], place: Place) -> SheetScan | None:
    """A worksheet scanned; None for another part, which is inflated all the same, so that it is known to be sane."""
    chunks = package.chunks(part)
    first = next(chunks, b"")
    if _SHEET.search(first):
        return SheetScan(zeros).read(pieces(chain((first,), chunks)))
    strings = 0
    for chunk in chain((first,), chunks):
        strings += chunk.count(b"<si") + chunk.count(b":si")
        if strings > MOST_CELLS:
            raise UnreadableFile(too_large(place))
        if (b"worksheet" in chunk and _SHEET.search(chunk)) or (
            b"sst" in chunk and _GREAT_COUNT.search(chunk)
        ):
            raise ValueError("a worksheet that begins late, or more texts than there can be")
    return None


def _sheet_names(book: Element, package: Package) -> dict[str, str]:
    """The sheets' names by the part each stands in (ECMA-376 18.2.19 and 12.3.24)."""
    links = package.tree("xl/_rels/workbook.xml.rels")
    targets = (
        {link.get("Id", ""): _part(link.get("Target", "")) for link in links} if links is not None else {}
    )
    found = {}
    for sheet in book.iter():
        if local(sheet.tag) == "sheet":
            link = next((value for key, value in sheet.items() if local(key) == "id"), "")
            found[targets.get(link, "")] = sheet.get("name", "")
    return found


def _part(target: str) -> str:
    """A link's target from the root of the package: from the workbook's folder, or from the root where it begins with /."""
    target = target.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _day_zero(book: Element | None) -> date:
    properties = (
        next((part for part in book if local(part.tag) == "workbookPr"), None) if book is not None else None
    )
    counts_from_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true", "on")
    return DAY_ZERO_1904 if counts_from_1904 else DAY_ZERO


def _zero_styles(styles: Element | None) -> dict[bytes, str]:
    """The pattern of each cell style that shows numbers by zeros alone, by the number cells name it with."""
    if styles is None:
        return {}
    patterns = {
        format_.get("numFmtId", ""): pattern
        for format_ in styles.iter()
        if local(format_.tag) == "numFmt" and (pattern := zero_pattern(format_.get("formatCode", "")))
    }
    cell_styles = next((part for part in styles if local(part.tag) == "cellXfs"), ())
    by_style = (
        (number, patterns.get(style.get("numFmtId", ""), "")) for number, style in enumerate(cell_styles)
    )
    return {str(number).encode(): pattern for number, pattern in by_style if pattern}
