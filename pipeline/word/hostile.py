"""What no form of ours and no Word ever writes, and what would cost too much to look at.

In: the zip of a Word file, and the bytes of its parts, before they are opened. Out: a refusal with a Danish reason,
or nothing. The limits hold 2 seconds and 200 MB for any file, with room for ten times the longest form.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable

from pipeline.problems import Place, UnreadableFile
from pipeline.problems.returns import macros_in_file, password_protected, too_large, unsafe_file
from pipeline.problems.word_files import too_much_text
from pipeline.word.file_kind import ENTRY, MEMBER_LIMIT

SIZE_LIMIT = 50 * 1024 * 1024
"""Of the file, and of all of it that is inflated."""

XML_LIMIT, TAG_LIMIT = 8 * 1024 * 1024, 200_000
"""Of the XML parts that are read: bytes in one of them, and tags in all. The longest form issued has 4,000 tags."""

RATIO_LIMIT, RATIO_FREE = 250, 1024 * 1024
"""A part may inflate to 250 times its packed size; below one megabyte small XML may pack better."""

ATTRIBUTE_LIMIT = 2_000
"""Attributes in one tag, namespaces included: looking for two of one name costs the square of their number."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ACTIVE = "/activex/"
"""Where Word puts the parts of ActiveX controls, which are programs; ours are content controls."""

_WIDE = (b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']""")
_ENCODINGS = (b"utf-8", b"utf-16", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
_LONG_TAG = re.compile(rb"<[^<]{%d,}" % (5 * ATTRIBUTE_LIMIT))
_ATTRIBUTE = re.compile(rb"""=\s*["']""")


def refuse_crowded_zip(data: bytes, place: Place) -> None:
    """Refuses a zip with more entries than any document: before they are read, for each takes memory."""
    if data.count(ENTRY) > MEMBER_LIMIT:
        raise UnreadableFile(too_large(place))


def refuse_hostile_zip(archive: zipfile.ZipFile, place: Place) -> None:
    """Refuses a package that is a bomb, is encrypted, holds macros, or names its parts as no program does."""
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile(password_protected(place))
    if _has_strange_names(member.filename for member in members):
        raise UnreadableFile(unsafe_file(place))
    # Word packs with deflate or not at all; others may ask for gigabytes before the first byte comes out.
    if any(member.compress_type not in _METHODS for member in members):
        raise UnreadableFile(unsafe_file(place))
    packed_well = (m for m in members if m.file_size > RATIO_FREE)
    if sum(member.file_size for member in members) > SIZE_LIMIT or any(
        member.file_size > RATIO_LIMIT * max(member.compress_size, 1) for member in packed_well
    ):
        raise UnreadableFile(too_large(place))
    plain = [_plain(member.filename) for member in members]
    if any(part.rpartition("/")[2] == "vbaproject.bin" for part in plain):
        raise UnreadableFile(macros_in_file(place))
    if any(_ACTIVE in f"/{part}" for part in plain):
        raise UnreadableFile(unsafe_file(place))


def refuse_hostile_xml(data: bytes, place: Place) -> None:
    """Refuses a part's bytes before they are parsed: a DOCTYPE, an unusual encoding, a tag stuffed with attributes."""
    if len(data) > XML_LIMIT:
        raise UnreadableFile(too_much_text(place))
    declared = _DECLARED.match(data)
    if declared and declared.group(1).lower() not in _ENCODINGS:
        raise UnreadableFile(unsafe_file(place))  # ECMA-376-2, 8.1.1: UTF-8 or UTF-16
    plain = data.replace(b"\x00", b"") if data.startswith(_WIDE) or b"\x00" in data[:4] else data
    if b"<!DOCTYPE" in plain or _has_stuffed_tag(plain):
        raise UnreadableFile(unsafe_file(place))


def tags_in(data: bytes) -> int:
    """How many tags a part has, at most: what it costs to parse, to keep and to walk through."""
    return data.count(b"<")


def _has_stuffed_tag(data: bytes) -> bool:
    """Whether a tag has too many attributes. A value may hold a >, but no <: from one of these to the next is a tag."""
    long_ones = (match.group() for match in _LONG_TAG.finditer(data))
    return any(len(_ATTRIBUTE.findall(tag)) > ATTRIBUTE_LIMIT for tag in long_ones)


def _has_strange_names(names: Iterable[str]) -> bool:
    """Whether two names are one to some reader (case and slashes do not count, ECMA-376-2, 6.2.2.3), or lead out."""
    seen = set()
    for written in names:
        plain = _plain(written)
        if plain in seen or plain.startswith(("/", "../")) or plain == ".." or "\x00" in written:
            return True
        if re.match("[a-z]:", plain):
            return True
        seen.add(plain)
    return False


def _plain(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).casefold()
