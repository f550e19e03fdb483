"""What a file is, told by its content and not by its name.

In: the bytes of a file from anybody. Out: a word for it. A renamed .doc and an encrypted .docx begin alike, a .docx,
an .odt and a plain zip do too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pipeline.deflating import DAMAGED
from pipeline.packing import CONTENT_TYPES
from pipeline.word.zipped import directory, inflated

FileKind = Literal["docx", "docm", "odt", "doc", "rtf", "pdf", "image", "encrypted", "empty", "zip", "other"]

ENTRY = b"PK\x01\x02"
"""What every entry of a zip's directory begins with (APPNOTE 4.3.12)."""

MEMBER_LIMIT = 2_000

_CONTENT_TYPES_LIMIT = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024  # ISO 32000-1, annex H: readers accept the header within the first 1024 bytes
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
_PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_FIRST_IN_WORD = (CONTENT_TYPES.encode(), b"_rels/", b"word/", b"docProps/", b"customXml/")
_NAME_LENGTH = len(CONTENT_TYPES).to_bytes(2, "little")


@lru_cache(maxsize=1)
def file_kind(data: bytes) -> FileKind:
    """What a file is. `docm` is any Word file with macros in it; `zip` one that is no document of its own."""
    if not data:
        return "empty"
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith(b"PK"):
        return _zip_kind(data)
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if _is_picture(data):
        return "image"
    return "pdf" if b"%PDF-" in data[:_PDF_WITHIN] else "other"


def is_for_office(data: bytes) -> bool:
    """Whether it is a document that LibreOffice must read. A .docx is told from it at the first glance."""
    return (not data.startswith(b"PK") or _ODT in data[:200]) and file_kind(data) in ("odt", "doc", "rtf")


def is_package(data: bytes) -> bool:
    """Whether it is a zip with the one part that every file of Office has; one that is cut off, if it begins with that."""
    return data.startswith(b"PK") and (_begins_as_word_does(data) or CONTENT_TYPES in (_names(data) or ()))


def _begins_as_word_does(data: bytes) -> bool:
    """Whether that part comes first (APPNOTE 4.3.7): the directory need not be read for it then.

    With several jobs that was a tenth of what the process that stores has to do (measured).
    """
    return data[26:28] == _NAME_LENGTH and data.startswith(_FIRST_IN_WORD[0], 30)


def _ole_kind(data: bytes) -> FileKind:
    """The names of an OLE file's streams, UTF-16 in its directory, tell what it is."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    return "doc" if "WordDocument".encode("utf-16-le") in data else "other"


def _zip_kind(data: bytes) -> FileKind:
    if _ODT in data[:200]:
        return "odt"
    names = _names(data)
    if names is None:  # cut off: its directory stood at the end, its first part's name at the start
        return "docx" if any(name in data[:80] for name in _FIRST_IN_WORD) else "zip"
    if CONTENT_TYPES not in names:
        return "docx" if any(name.startswith("word/") for name in names) else "zip"
    return "docm" if _has_macros(data, names) else "docx"


def _names(data: bytes) -> list[str] | None:
    """The names in a zip's directory; None where there is no sound one of a size to look at."""
    if data.count(ENTRY) > MEMBER_LIMIT:
        return None
    try:
        return directory(data).namelist()
    except DAMAGED:
        return None


def _has_macros(data: bytes, names: list[str]) -> bool:
    """By the part that holds them, and by the type of the main part: a .docm may be renamed, or emptied of macros."""
    if any(name.lower().replace("\\", "/").rpartition("/")[2] == "vbaproject.bin" for name in names):
        return True
    try:
        return b"macroEnabled" in inflated(data, CONTENT_TYPES, _CONTENT_TYPES_LIMIT)
    except DAMAGED:
        return False


def _is_picture(data: bytes) -> bool:
    """JPEG, PNG, GIF, TIFF, BMP, WebP, and what telephones take: HEIC and AVIF (ISO/IEC 14496-12 `ftyp`)."""
    return (
        data.startswith(_PICTURES)
        or (data[4:8] == b"ftyp" and data[8:12] in _PICTURE_BRANDS)
        or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")
    )
