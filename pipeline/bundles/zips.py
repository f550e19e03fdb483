"""A zip taken apart. Nothing is written to disk under a name that stands in it."""

from __future__ import annotations

import io
import stat
import struct
import time
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.bundles.nouns import MEMBER_LIMIT, RATIO_FREE, RATIO_LIMIT, Allowance, Member
from pipeline.bundles.passed import is_leftover
from pipeline.deflating import DAMAGED
from pipeline.problems import Place, UnreadableFile
from pipeline.problems.bundles import bundle_encrypted, bundle_too_large, damaged_bundle, unsafe_bundle

ENTRY_LIMIT = 4_000
"""Entries in a directory, folders and leftovers of systems with them. Measured: 100,000 take zipfile five seconds."""

_ENTRY = b"PK\x01\x02"
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_UNIX, _TIMESTAMP = 3, 0x5455
_NO_DATE = 1980


class CrowdedZip(Exception):
    """A zip with more entries than any that forms come in. It has not been read."""


class _Counted(io.BytesIO):
    """A zip's bytes for zipfile, which reads the whole directory in one go (CPython, ZipFile._RealGetContents).

    What the end of the zip says of its own size is not asked: it may lie. `opening` is over once the directory is read.
    """

    opening = True

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        if self.opening and data.count(_ENTRY) > ENTRY_LIMIT:
            raise CrowdedZip
        return data


def open_zip(content: bytes) -> zipfile.ZipFile:
    """The zip with its directory read. Raises CrowdedZip before a crowd of entries is, or one of `DAMAGED`."""
    counted = _Counted(content)
    archive = zipfile.ZipFile(counted)
    counted.opening = False
    return archive


def read_zip(content: bytes, place: Place, allowance: Allowance) -> Iterator[Member | None]:
    """The members, None for each that is passed over. Raises UnreadableFile for the whole zip.

    What it declares is looked at before anything is unpacked, and no member is unpacked further than it declares.
    """
    try:
        with open_zip(content) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_hostile(members, place, allowance)
            for info in members:
                name = _name(info)
                if is_leftover(name):
                    yield None
                    continue
                with archive.open(info) as stream:
                    data = stream.read(info.file_size + 1)
                allowance.take(len(data))
                yield Member(name, data, _time(info))
    except CrowdedZip as error:
        raise UnreadableFile(bundle_too_large(place)) from error
    except DAMAGED as error:
        raise UnreadableFile(damaged_bundle(place)) from error


def _refuse_hostile(members: list[zipfile.ZipInfo], place: Place, allowance: Allowance) -> None:
    names = [_name(info) for info in members]
    if any(map(_is_link, members)) or any(map(_leads_out, names)) or len(set(names)) < len(names):
        raise UnreadableFile(unsafe_bundle(place))
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in members):
        raise UnreadableFile(bundle_encrypted(place))
    if (
        len(members) > MEMBER_LIMIT
        or sum(info.file_size for info in members) > allowance.size
        or any(info.file_size > max(RATIO_FREE, RATIO_LIMIT * max(info.compress_size, 1)) for info in members)
    ):
        raise UnreadableFile(bundle_too_large(place))


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was written: APPNOTE 4.4.17 wants slashes, but .NET before 4.6.1 wrote backslashes.

    Without the flag for UTF-8 zipfile takes names for code page 437; Danish Windows wrote them in 850, macOS in UTF-8.
    """
    name = info.orig_filename if "\0" not in info.orig_filename else info.filename
    if not info.flag_bits & _UTF8_FLAG:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp850")
    return name.replace("\\", "/")


def _leads_out(name: str) -> bool:
    """Whether a name points at anything but a place inside the folder it is unpacked to."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":" or "\0" in name or not path.name


def _is_link(info: zipfile.ZipInfo) -> bool:
    return info.create_system == _UNIX and stat.S_ISLNK(info.external_attr >> 16)


def _time(info: zipfile.ZipInfo) -> float | None:
    """When the member was last changed, None where the zip does not say.

    DOS dates (APPNOTE 4.4.6) are local and begin in 1980, which is what programs write that leave them out; the
    extended timestamp that Info-ZIP and macOS add is in UTC.
    """
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == _TIMESTAMP and size >= 5 and len(extra) >= 9 and extra[4] & 1:
            return float(struct.unpack("<i", extra[5:9])[0])
        extra = extra[4 + size :]
    if info.date_time[0] <= _NO_DATE:
        return None
    try:
        return time.mktime((*info.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return None
