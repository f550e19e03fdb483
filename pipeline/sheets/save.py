"""A workbook to disk: same content, same bytes; whole or not at all; unchanged ones stay untouched."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from pipeline.sheets.cells import Book
from pipeline.sheets.rows import LongRows, page_chunks, relationships

_RELATIONS = "xl/worksheets/_rels/sheet{}.xml.rels"


def save_workbook(workbook: Workbook, path: Path, stamp: date) -> bool:
    """Writes the workbook only if its bytes differ from what stands there; says whether it wrote."""
    data = workbook_bytes(workbook, stamp)
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.tmp")
    scratch.write_bytes(data)
    scratch.replace(path)
    return True


def saved_by_somebody(path: Path) -> bool:
    """Whether a workbook of ours has been saved by somebody since: every program but this sets the time of day."""
    if not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as source:
            core = source.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        return True
    return re.search(rb"<dcterms:modified[^>]*>\d{4}-\d\d-\d\dT00:00:00Z<", core) is None


def workbook_bytes(workbook: Workbook, stamp: date) -> bytes:
    """The workbook's bytes; `stamp` is the only date in its properties."""
    workbook.properties.created = datetime(stamp.year, stamp.month, stamp.day)
    raw, steady = io.BytesIO(), io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(raw, "w")).save()  # not packed: it is taken apart again below
    long = _long_rows(workbook)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(steady, "w", compresslevel=6) as target:
        links = {
            _RELATIONS.format(number): named
            for number, rows in long.items()
            if (named := relationships(rows))
        }
        names = {*source.namelist(), *links}
        for name in sorted(names, key=lambda n: (n != "[Content_Types].xml", n)):
            content = links[name] if name in links else source.read(name)
            if name == "docProps/core.xml":
                content = _with_modified(content, stamp)
            page = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            rows = long.get(int(page[1])) if page else None
            with target.open(_member(name), "w") as part:
                for chunk in page_chunks(content, rows) if rows else (content,):
                    part.write(chunk)
    return steady.getvalue()


def _long_rows(workbook: Workbook) -> dict[int, LongRows]:
    """The rows that go round openpyxl, by the number of their page."""
    found = workbook.long_rows if isinstance(workbook, Book) else {}
    return {n: found[page.title] for n, page in enumerate(workbook.worksheets, 1) if page.title in found}


def _member(name: str) -> zipfile.ZipInfo:
    """A zip member that tells nothing of the day or the machine it was written on."""
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    member.create_system = 3
    return member


def _with_modified(core: bytes, stamp: date) -> bytes:
    """openpyxl sets `modified` to the clock when saving (3.1, writer/excel.py), whatever stood there."""
    moment = f"{stamp:%Y-%m-%d}T00:00:00Z".encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, core)
