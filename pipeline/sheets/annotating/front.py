"""A page of ours moved into somebody's workbook: its texts into its own cells, its formats into theirs.

The page is made as all our pages are (`pipeline.sheets.write`), as the only one of its book. A link to a cell is
written `#'Medarbejdere'!C7` (see `link_to_cell`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

from lxml import etree
from openpyxl.styles import Font

from pipeline.sheets.annotating.parts import XML, parsed, written
from pipeline.sheets.annotating.styles import Styles
from pipeline.sheets.cells import Book, Cell, Page, fill, put
from pipeline.sheets.look import Look
from pipeline.sheets.save import workbook_bytes

_PAGE, _STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_USUAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def link_to_cell(sheet: str, cell: str = "A1") -> str:
    """A hyperlink from a page of ours to a cell of the same workbook."""
    quoted = sheet.replace("'", "''")
    return f"#'{quoted}'!{cell}"


def write_title(page: Page, row: int, text: str, look: Look) -> None:
    """What the table below is about."""
    page.row_dimensions[row].height = 30
    put(page, row, 1, Cell(text)).font = Font(name="Calibri", size=14, bold=True, color=look.accent)


def write_ways(page: Page, row: int, ways: Sequence[tuple[str, int]], columns: int) -> None:
    """Links to rows further down the page, in a row that stays in sight."""
    page.row_dimensions[row].height = 24
    for column in range(1, columns + 1):
        page.cell(row, column).fill = fill("F4F6F8")
    for column, (title, to) in enumerate(ways, 1):
        cell = put(page, row, column, Cell(title, "group", link=f"#A{to}", tip="Gå til listen"))
        cell.font = Font(name="Calibri", size=10, underline="single", color="1F5C7A")


def front_page(book: Book, styles: Styles, namespace: str, name: str) -> bytes:
    """The XML of the book's only page, to be called `name`, once its formats are in the other workbook's `styles`.

    Its texts are in the cells themselves, where openpyxl writes them (3.1, cell/_writer.py).
    """
    data = workbook_bytes(book, date(1980, 1, 1))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = parsed(archive.read(_PAGE))
        here = styles.take_in(parsed(archive.read(_STYLES)))
        links = _links(parsed(archive.read(_RELATIONS))) if _RELATIONS in archive.namelist() else {}
    for cell in root.iter(f"{_SPACE}c"):
        cell.set("s", str(here[int(cell.get("s", "0"))]))
    for holder in [*root.iter(f"{_SPACE}row"), *root.iter(f"{_SPACE}col")]:
        for attribute in ("s", "style"):
            if (style := holder.get(attribute)) is not None:
                holder.set(attribute, str(here[int(style)]))
    for link in root.iter(f"{_SPACE}hyperlink"):
        location = links[str(link.attrib.pop(_OFFICE))].removeprefix("#")
        link.set("location", location if "!" in location else link_to_cell(name, location).removeprefix("#"))
    for view in root.iter(f"{_SPACE}sheetView"):
        view.set("tabSelected", "1")
    etree.cleanup_namespaces(root)
    return written(root).replace(_USUAL, namespace.encode(), 1)


def _links(relations: XML) -> Mapping[str, str]:
    return {each.get("Id", ""): each.get("Target", "") for each in relations}
