"""A Word file or a workbook put together: each part is deflated by itself, those that are the same for everyone once.

In: parts by name. Out: the bytes of a zip, content types first, then by name, dated 1 January 1980: the same parts give
the same bytes. `zipfile` cannot take over what is deflated already, which is what this room is for; the little that is
written by hand is a zip's two kinds of header (PKWARE's APPNOTE 4.3.7, 4.3.12, 4.3.16).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from pipeline.deflating import checksum, deflated, deflated_in_pieces

CONTENT_TYPES = "[Content_Types].xml"
_FIRST = (CONTENT_TYPES, "_rels/.rels")
_DATE = 1 << 5 | 1
"""1 January 1980, the first day a zip can tell."""
_VERSION, _UTF8, _DEFLATED, _UNIX, _RIGHTS = 20, 1 << 11, 8, 3 << 8, 0o644 << 16
_SMALL = 4_000
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


class Packed(NamedTuple):
    """A part as it lies in a zip: its entry, and its line in the directory before and after the place of the entry."""

    entry: bytes
    before: bytes
    after: bytes


def packed(name: str, content: bytes) -> Packed:
    """A part deflated."""
    data, check = _small(content) if len(content) < _SMALL else (deflated(content), checksum(content))
    return _entry(name, data, check, len(content))


def packed_in_pieces(name: str, pieces: Iterable[bytes]) -> Packed:
    """A part deflated that never lies in memory whole."""
    return _entry(name, *deflated_in_pieces(pieces))


def _entry(name: str, data: bytes, check: int, length: int) -> Packed:
    spelt = name.encode()
    flags = 0 if spelt.isascii() else _UTF8
    sizes = check, len(data), length
    head = struct.pack("<5H3I2H", _VERSION, flags, _DEFLATED, 0, _DATE, *sizes, len(spelt), 0)
    before = struct.pack("<4sH26s3HI", _CENTRAL, _VERSION | _UNIX, head, 0, 0, 0, _RIGHTS)
    return Packed(b"".join((_LOCAL, head, spelt, data)), before, spelt)


@lru_cache(maxsize=256)
def _small(content: bytes) -> tuple[bytes, int]:
    """A small part deflated: half of a form's are those of the form before, or of another of its parts."""
    return deflated(content), checksum(content)


def in_order(names: Iterable[str]) -> list[str]:
    """The names of parts in the order Office wants them: content types first, then by name."""
    waiting = set(names)
    return [name for name in _FIRST if name in waiting] + sorted(waiting - set(_FIRST))


def zip_of(parts: Iterable[Packed]) -> bytes:
    """The zip of these parts, in their order."""
    entries: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for entry, before, after in parts:
        entries.append(entry)
        directory += (before, at.to_bytes(4, "little"), after)
        at += len(entry)
    listed = b"".join(directory)
    end = struct.pack("<4s4H2IH", _END, 0, 0, len(entries), len(entries), len(listed), at, 0)
    return b"".join((*entries, listed, end))


def write_package(members: Mapping[str, bytes]) -> bytes:
    """The parts as a zip. The same parts give the same bytes."""
    return zip_of(packed(name, members[name]) for name in in_order(members))
