"""A workbook of plain values, each in the cell it was read from: what is annotated where there is no .xlsx to go by.

Text stays text, numbers and dates are numbers and dates; nothing is a formula. Written row by row, whatever the size.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from pipeline.sheets.annotating.book import LONGEST_NAME, free_sheet_name
from pipeline.sheets.annotating.parts import zip_member
from pipeline.sheets.cells import clean
from pipeline.sheets.read import Cell, Sheet, column_name

_CELLS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_GENERAL, _TEXT, _DATE, _MOMENT, _TIME, _LENGTH = range(6)
"""The styles of cells, in the order of `_STYLES`."""
_FORMATS = (0, 49, 164, 165, 166, 167)  # 49 is text (ECMA-376 18.8.30)
_STYLES = (
    f'{_DECLARED}<styleSheet xmlns="{_CELLS}"><numFmts count="4"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd\\-mm\\-yyyy\\ hh:mm"/><numFmt numFmtId="166" formatCode="hh:mm"/>'
    '<numFmt numFmtId="167" formatCode="[h]:mm"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(_FORMATS)}">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number in _FORMATS
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_EPOCH = datetime(1899, 12, 30)
_LOOKED_AT, _NARROWEST, _WIDEST = 200, 9, 45
_FORBIDDEN = re.compile(r"[\\/?*\[\]:]")


def write_values(sheets: Sequence[Sheet], path: Path) -> list[str]:
    """Writes the sheets into a new workbook, and returns what each is called in it: Excel forbids signs and twins."""
    names: dict[str, str] = {}
    for sheet in sheets:
        wanted = (_FORBIDDEN.sub("-", clean(sheet.name))[:LONGEST_NAME].strip("' ")) or "Ark"
        names[free_sheet_name(wanted, names)] = ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, sheet in enumerate(sheets, 1):
            with archive.open(
                zip_member(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True
            ) as stream:
                for piece in _page(sheet):
                    stream.write(piece.encode())
        for name, content in _around(list(names)):
            archive.writestr(zip_member(name), content)
    return list(names)


def _around(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts beside the sheets."""
    numbers = range(1, len(names) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" '
        f'ContentType="{_SHEET_TYPE}.styles+xml"/>{types}</Types>',
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'{_DECLARED}<workbook xmlns="{_CELLS}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{listed}</sheets></workbook>",
    )
    pages = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*pages, ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _page(sheet: Sheet) -> Iterator[str]:
    widths = _widths(sheet.columns)
    cols = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    yield f'{_DECLARED}<worksheet xmlns="{_CELLS}"><sheetFormatPr defaultRowHeight="15"/>'
    yield f"<cols>{cols}</cols><sheetData>" if cols else "<sheetData>"
    for number, row in enumerate(sheet.rows(), 1):
        cells = [_cell(f"{_letters(at)}{number}", value) for at, value in enumerate(row) if value is not None]
        if cells:
            yield f'<row r="{number}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _cell(name: str, value: Cell) -> str:
    if isinstance(value, str):
        text = escape(clean(value))
        return f'<c r="{name}" s="{_TEXT}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, bool):
        return f'<c r="{name}" t="b"><v>{int(value)}</v></c>'
    style, number = _number(value)
    return f'<c r="{name}" s="{style}"><v>{number!r}</v></c>'


def _number(value: Cell) -> tuple[int, int | float]:
    """A date is the days since the last of December 1899, a time a part of a day (18.17.4)."""
    if isinstance(value, datetime):
        return _MOMENT, (value.replace(tzinfo=None) - _EPOCH) / timedelta(days=1)
    if isinstance(value, date):
        return _DATE, (value - _EPOCH.date()).days
    if isinstance(value, time):
        return _TIME, (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, timedelta):
        return _LENGTH, value / timedelta(days=1)
    assert isinstance(value, int | float)
    return _GENERAL, value


@cache
def _letters(column: int) -> str:
    return column_name(column)


def _widths(columns: Sequence[Sequence[Cell]]) -> list[int]:
    """By the longest of the first rows, within reason."""
    longest = (max(map(_length, column[:_LOOKED_AT]), default=0) for column in columns)
    return [min(max(length + 2, _NARROWEST), _WIDEST) for length in longest]


def _length(value: Cell) -> int:
    return 0 if value is None else 10 if isinstance(value, date) else len(str(value))
