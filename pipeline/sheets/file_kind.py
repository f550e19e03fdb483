"""What kind of file it is, by its content alone: names lie, above all .xls, under which text, webpages and XML are sent."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Literal

from pipeline.problems import Place, Problem
from pipeline.problems.roster import workbook_locked, workbook_unreadable
from pipeline.problems.sheets import no_table, other_kind, packed_up, too_large
from pipeline.sheets.decoding import decoded
from pipeline.sheets.package import DAMAGED, is_crowded

Kind = Literal["xlsx", "xlsb", "ods", "xls", "text"]

HEAD = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh")
_ENTRY = 128
"""A directory entry of an OLE file begins at a multiple of this, whatever its sectors' size (MS-CFB 2.6)."""

_STREAMS: Mapping[str, Kind | Literal["locked", "word"]] = {
    "EncryptedPackage": "locked",
    "Workbook": "xls",
    "Book": "xls",
    "WordDocument": "word",
}
_MARKUP = re.compile(r"<(html|!doctype html|table|head|body|meta|style|div)\b", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(r"MIME-Version:", re.IGNORECASE)


def kind_of(path: Path, place: Place) -> Kind | Problem:
    """What the file is, or what to do with one that is no workbook and no text."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        if head.startswith(b"PK"):
            return too_large(place) if is_crowded(path) else _zip_kind(file, place)
        if head.startswith(_OLE):
            file.seek(0)
            return _ole_kind(file.read(), place)
    return _told_apart(head, place) or _text_kind(head, place)


def _zip_kind(file: BinaryIO, place: Place) -> Kind | Problem:
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
            mimetype = package.open("mimetype").read(200) if "mimetype" in names else b""
    except DAMAGED:
        return workbook_unreadable(place)
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.lower().startswith("xl/") for name in names):
        return "xlsx"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if b"opendocument.text" in mimetype or any(name.startswith("word/") for name in names):
        return no_table(place, "et Word-dokument")
    if any(name.endswith(".iwa") for name in names):
        return other_kind(place, "fra Apple Numbers", "Numbers")
    return packed_up(place)


def _ole_kind(data: bytes, place: Place) -> Kind | Problem:
    for stream, kind in _STREAMS.items():
        if _has_stream(data, stream):
            if kind == "locked":
                return workbook_locked(place)
            return no_table(place, "et Word-dokument") if kind == "word" else kind
    return workbook_unreadable(place)


def _has_stream(data: bytes, name: str) -> bool:
    """Whether an entry of the directory has the name: UTF-16 with a zero behind (MS-CFB 2.6.1)."""
    wanted, at = (name + "\0").encode("utf-16-le"), -1
    while (at := data.find(wanted, at + 1)) >= 0:
        if at % _ENTRY == 0 and data[at + 64 : at + 66] == len(wanted).to_bytes(2, "little"):
            return True
    return False


def _told_apart(head: bytes, place: Place) -> Problem | None:
    """The kinds that are neither workbook nor text, by what they begin with."""
    if not head:
        return workbook_unreadable(place)
    if b"%PDF-" in head[:1024]:
        return no_table(place, "en PDF")
    if head.startswith(_PICTURES) or head[4:12] in (b"ftypheic", b"ftypmif1") or head[8:12] == b"WEBP":
        return no_table(place, "et billede")
    if head.startswith(b"{\\rtf"):
        return no_table(place, "et Word-dokument")
    return packed_up(place) if head.startswith(_ARCHIVES) else None


def _text_kind(head: bytes, place: Place) -> Kind | Problem:
    """CSV, or markup that Excel opens as if it were a workbook."""
    text = decoded(head)
    if text is None:
        return workbook_unreadable(place)
    top = text.lstrip()[:4096]
    if top.startswith("<") and (
        "schemas-microsoft-com:office:spreadsheet" in top or "mso-application" in top
    ):
        return other_kind(place, "i det ældre format XML-regneark 2003")
    if (top.startswith("<") and _MARKUP.search(top)) or _WEB_ARCHIVE.match(top):
        return other_kind(place, "en webside (HTML)")
    return other_kind(place, "i formatet XML") if top.startswith("<?xml") else "text"
