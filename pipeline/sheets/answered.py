"""A workbook of ours as it came back: every cell as somebody left it, a formula as a formula.

In: the bytes of a file from anybody. Out: `Answered`, or None for what cannot be opened. Nothing in it is evaluated, and a
file that inflates beyond any workbook of ours, or declares a DOCTYPE, is not opened at all.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

_LIMIT, _MEMBERS = 4 * 1024 * 1024, 100
_ENTRY = b"PK\x01\x02"
"""What every entry of a zip's directory begins with (APPNOTE 4.3.12): counted before zipfile takes memory for each."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_TEXTS = ("docProps/custom.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
"""Where a workbook may say what it is: openpyxl, Excel and LibreOffice name these parts alike."""

# What zipfile, an XML parser and openpyxl 3.1 let through on a damaged workbook, by flipping bytes and cutting.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that would be worked out, or that shows an error: never done, and no value. `text` is what was typed."""

    text: str = ""


Left = str | int | float | bool | date | datetime | time | timedelta | Formula | None
"""What somebody left in a cell; None where it is empty."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The cells of each page, `pages["Ark"][row - 1][column - 1]`, and the custom properties."""

    pages: Mapping[str, list[list[Left]]] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)


def says(content: bytes, mark: str) -> bool:
    """Whether a workbook bears a word where ours do: cheap, for any bytes."""
    if not content.startswith(b"PK") or b"xl/" not in content or _is_crowded(content):
        return False
    wanted = mark.encode()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [part for part in package.infolist() if part.filename in _TEXTS]
            return any(wanted in _inflated(package, part) for part in parts)
    except _DAMAGED:
        return False


def read_answered(content: bytes) -> Answered | None:
    """The workbook as it was left, or None where it cannot be opened."""
    try:
        if not _is_harmless(content):
            return None
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # openpyxl tells of extensions it does not keep; nothing is kept here
            book = load_workbook(io.BytesIO(content))
        pages = {page.title: _cells(page) for page in book.worksheets}
        properties = {prop.name: str(prop.value) for prop in book.custom_doc_props.props}  # type: ignore[attr-defined]
    except _DAMAGED:
        return None
    return Answered(pages, properties)


def _is_harmless(content: bytes) -> bool:
    """Whether its parts together are no larger than a workbook of ours can be, and declare nothing.

    openpyxl reads a part to its end, whatever size it declares: one that goes on beyond that is damaged.
    """
    if _is_crowded(content):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = package.infolist()
        if sum(member.file_size for member in members) > _LIMIT:
            return False
        return not any(b"<!DOCTYPE" in _inflated(package, member) for member in members)


def _is_crowded(content: bytes) -> bool:
    return content.count(_ENTRY) > _MEMBERS


def _inflated(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part's bytes, inflated no further than it declares. Raises BadZipFile for one that is larger, or declares too much.

    zipfile inflates all that is there before it cuts it at the declared size, unless it is asked for a size
    (CPython, ZipExtFile): so one byte more is declared and asked for.
    """
    declared = part.file_size
    if declared > _LIMIT or part.compress_type not in _METHODS:
        raise zipfile.BadZipFile(part.filename)
    part.file_size = declared + 1
    with package.open(part) as stream:
        data = stream.read(declared + 1)
    part.file_size = declared
    if len(data) > declared:
        raise zipfile.BadZipFile(part.filename)
    return data


def _cells(page: Worksheet) -> list[list[Left]]:
    """The cells row by row. A page of ours is small; one that somebody has stretched is read as far as ours reaches."""
    rows, columns = min(page.max_row, 1000), min(page.max_column, 60)
    return [[_left(page, row, column) for column in range(1, columns + 1)] for row in range(1, rows + 1)]


def _left(page: Worksheet, row: int, column: int) -> Left:
    cell = page.cell(row, column)
    value = cell.value
    if cell.data_type in ("f", "e"):
        return Formula(
            str(getattr(value, "text", None) or value)
        )  # an array formula is an object with a text
    if value is None or isinstance(value, str | bool | int | float | date | datetime | time | timedelta):
        return value
    return Formula(str(value))
