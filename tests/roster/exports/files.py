"""Writes tables as the files they come in: workbooks, and text parted by one sign or another."""

from __future__ import annotations

import csv
import io
import uuid
from pathlib import Path

from openpyxl import Workbook


def write_workbook(path: Path, **sheets) -> Path:
    """A workbook with a sheet per keyword, its rows from the first row on. Underscores in a name are blanks."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name.replace("_", " "))
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path


def write_text(path: Path, rows, *, delimiter=";", encoding="utf-8", quote_all=False, end="\r\n") -> Path:
    """A text file with a row a line. A delimiter of several signs is never quoted, as SafetyNet's is not."""
    rows = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if len(delimiter) > 1:
        text = "".join(delimiter.join(row) + end for row in rows)
    else:
        held = io.StringIO(newline="")
        quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
        csv.writer(held, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
        text = held.getvalue()
    path.write_bytes(text.encode(encoding))
    return path


def make_folder(folder: Path) -> Path:
    """A folder of its own for an export of several files."""
    inner = folder / "udtræk"
    inner.mkdir(exist_ok=True)
    return inner


def uid(word: str) -> str:
    """A UUID that is always the same for the same word."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, word))
