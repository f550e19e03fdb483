"""A small .xlsb, written record by record (MS-XLSB 2.1.4), since no program here writes one."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_LINKS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_LINK = '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'

_DATE_STYLE, _ZEROS_STYLE = 1, 2


def record(kind: int, content: bytes = b"") -> bytes:
    """One record: its kind, its size, its fields."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = bytearray(), len(content)
    while True:
        size.append(left & 0x7F | (0x80 if left > 0x7F else 0))
        left >>= 7
        if not left:
            return head + bytes(size) + content


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def write_xlsb(path: Path, cells: dict[tuple[int, int], object], since_1904=False, hidden_rows=(), merged=()):
    """A workbook with a sheet `Ark`. A cell is a text, a number, ("date", n) or ("zeros", n) shown as 00000."""
    shared: list[str] = []
    body = b"".join(_row(row, cells, shared, row in hidden_rows) for row in sorted({row for row, _ in cells}))
    blocks = b"".join(record(176, struct.pack("<4I", *block)) for block in merged)
    column_c_hidden = record(390) + record(60, struct.pack("<4IH", 2, 2, 2560, 0, 1)) + record(391)
    sheet = (
        record(129)
        + record(148, struct.pack("<4I", 0, 0, 0, 0))
        + column_c_hidden
        + record(145)
        + body
        + record(146)
        + blocks
        + record(130)
    )
    book = record(131) + record(153, struct.pack("<III", int(since_1904), 0, 0)) + record(143)
    book += record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Ark")) + record(144) + record(132)
    strings = record(159, struct.pack("<II", len(shared), len(shared)))
    strings += b"".join(record(19, b"\0" + text(value)) for value in shared) + record(160)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _LINKS.format(_LINK.format("officeDocument", "xl/workbook.bin")))
        links = _LINK.format("worksheet", "worksheets/sheet1.bin")
        package.writestr("xl/_rels/workbook.bin.rels", _LINKS.format(links))
        package.writestr("xl/workbook.bin", book)
        package.writestr("xl/worksheets/sheet1.bin", sheet)
        package.writestr("xl/sharedStrings.bin", strings)
        package.writestr("xl/styles.bin", _styles())
    return path


def _row(row: int, cells: dict[tuple[int, int], object], shared: list[str], hidden: bool) -> bytes:
    head = struct.pack("<IIHBBB", row, 0, 300, 0, 0x10 if hidden else 0, 0) + struct.pack("<I", 0)
    found = sorted((column, value) for (at, column), value in cells.items() if at == row)
    return record(0, head) + b"".join(_cell(column, value, shared) for column, value in found)


def _cell(column: int, value: object, shared: list[str]) -> bytes:
    if isinstance(value, str):
        shared.append(value)
        return record(7, struct.pack("<III", column, 0, len(shared) - 1))
    style, number = (
        (0, value) if not isinstance(value, tuple) else ({"date": 1, "zeros": 2}[value[0]], value[1])
    )
    return record(5, struct.pack("<IId", column, style, number))


def _styles() -> bytes:
    formats = (
        record(615, struct.pack("<I", 1)) + record(44, struct.pack("<H", 164) + text("00000")) + record(616)
    )
    xfs = b"".join(record(47, struct.pack("<HH", 0, used) + b"\0" * 12) for used in (0, 14, 164))
    return record(278) + formats + record(617, struct.pack("<I", 3)) + xfs + record(618) + record(279)
