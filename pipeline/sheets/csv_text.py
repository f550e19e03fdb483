"""A CSV file as columns of text: which sign parts its cells, and what stands between them.

Whatever its name: payroll systems write text with tabs and call it .xls. Every value stays text, so `0042` keeps its zeros.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from math import log2

from pipeline.problems import Place, UnreadableFile
from pipeline.problems.sheets import quote_unclosed, stray_cell
from pipeline.sheets.facts.found import MOST_CELLS
from pipeline.sheets.plain import FarCell, Plain
from pipeline.sheets.sheet import CSV_SHEET, Cell, cell_name

DELIMITERS = ";\t|,"
"""In the order they are believed in where two part the lines equally well."""

_ENGLISH_ERRORS = ("#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_DANISH_ERRORS = ("#I/T", "#DIVISION/0!", "#NAVN?", "#NUL!", "#REFERENCE!", "#VÆRDI!")
ERRORS = frozenset((*_ENGLISH_ERRORS, *_DANISH_ERRORS))
"""What Excel writes for a formula without a result, which is an empty cell."""

_SAID = re.compile(r'"?sep=(.)"?[;,\t|]*(?:\r\n?|\n|$)', re.IGNORECASE)
"""Excel's own first line that tells the sign."""
_FORMULA = re.compile(r'="([^"]*)"')
"""What programs write so that Excel keeps the zeros of `0042`."""
_SAMPLE = 200
_END = "\0"
"""A line of its own after the last: it cannot stand in text, and a mark that is still open swallows it."""
_LONGEST = 2**31 - 1
"""No cell is too long for the csv module, whose limit is 131,072: the file is bounded, and so is the cell."""


def csv_columns(text: str, place: Place, plain: Plain) -> list[list[Cell]]:
    """The columns of a CSV text, a cell that is quoted over several lines being one.

    Text parted by tabs is read as it stands where its quotation marks part nothing: SAP does not quote. Otherwise a mark
    that is not closed refuses the file, `csv-quote-unclosed`, because it would swallow the rows after it. So does a line
    so long that all of them would be too large a sheet, `workbook-stray-cell`.
    """
    csv.field_size_limit(_LONGEST)
    plain.update(dict.fromkeys(ERRORS))
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    sign = said[1] if said else find_delimiter(text)
    try:
        return _plain_columns(_quoted_records(text, sign), text, place, plain)
    except _UnclosedError as unclosed:
        if sign != "\t":
            raise UnreadableFile(quote_unclosed(place, unclosed.line + bool(said))) from unclosed
    return _plain_columns(_reader(io.StringIO(text, newline=""), sign, quoted=False), text, place, plain)


def _plain_columns(records: Iterable[list[str]], text: str, place: Place, plain: Plain) -> list[list[Cell]]:
    if '="' in text:
        records = (list(map(_without_formula, record)) for record in records)
    try:
        return plain.columns(map(_without_end, records), MOST_CELLS)
    except FarCell as far:
        cell = cell_name(far.row, far.column)
        raise UnreadableFile(stray_cell(Place(place.file, f"{CSV_SHEET}!{cell}"), cell)) from far


def _without_end(record: list[str]) -> list[str]:
    """The record without the empty cells at its end: somebody's held key makes no column."""
    end = len(record)
    while end and not record[end - 1]:
        end -= 1
    return record[:end] if end < len(record) else record


def find_delimiter(text: str) -> str:
    """The sign that parts most of the first lines, most evenly, into most columns; inside quotes none counts.

    Names (`Holm, Anna`) and amounts (`37,5`) have commas too, but a header has none, and titles above it have
    neither; each line before the first full one speaks against a sign.
    """
    top = "".join(islice(io.StringIO(text, newline=""), _SAMPLE))[: 100 * _SAMPLE * _SAMPLE]
    return max(DELIMITERS, key=lambda sign: _evenness(top, sign))


def _evenness(top: str, sign: str) -> float:
    widths = [len(row) for row in _reader(io.StringIO(top, newline=""), sign) if any(row)]
    parted = Counter(width for width in widths if width > 1)
    if not parted:
        return 0.0
    width, count = max(parted.items(), key=lambda item: (item[1], item[0]))
    above = next(number for number, found in enumerate(widths) if found >= width)
    share, even = parted.total() / len(widths), count / len(widths)
    return float(share * (1 + even) * log2(width) * 0.9 ** min(above, 10))


# --- quotation marks ----------------------------------------------------------------------------


class _UnclosedError(Exception):
    """A quotation mark in this line is not closed."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _quoted_records(text: str, sign: str) -> Iterator[list[str]]:
    """The records, as long as each ends where it should."""
    lines: list[str] = []

    def fed() -> Iterator[str]:
        for line in chain(io.StringIO(text, newline=""), (_END,)):
            lines.append(line)
            yield line

    at, width = 1, 0
    for row in _reader(fed(), sign):
        if len(lines) > 1 and (lines[-1] is _END or _ran_together(lines, sign, width)):
            raise _UnclosedError(at)
        if lines[-1] is not _END:
            yield row
        at, width = at + len(lines), max(width, len(row) if len(lines) == 1 else 0)
        lines.clear()


def _ran_together(lines: Sequence[str], sign: str, width: int) -> bool:
    """Whether each line of one record is as long as a whole record: then a stray mark joined them."""
    return width > 2 and all(line.count(sign) == width - 1 for line in lines)


def _reader(lines: Iterable[str], sign: str, quoted: bool = True) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=sign, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)


def _without_formula(value: str) -> str:
    formula = _FORMULA.fullmatch(value) if value.startswith("=") else None
    return formula[1] if formula else value
