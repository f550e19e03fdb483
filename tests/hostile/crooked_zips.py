"""Zips that no program writes: bombs, crowds, and names that point elsewhere. All built here, none downloaded."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

MEGABYTE = 1024 * 1024
Members = dict[str, bytes]
Parts = Iterable[tuple[str, bytes]]


def members_of(data: bytes) -> Members:
    """The parts of a sound package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zip_of(parts: Mapping[str, bytes] | Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts in this order; a name may stand twice."""
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method, compresslevel=6) as package:
        warnings.simplefilter("ignore")
        for name, content in pairs:
            package.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def with_zeros(parts: Mapping[str, bytes], name: str, megabytes: int) -> bytes:
    """The package and a part of zeros that is honest about its size; a thousandth of it is on the disk."""
    buffer = io.BytesIO()
    block = bytes(MEGABYTE)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for other, content in parts.items():
            package.writestr(other, content)
        with package.open(zipfile.ZipInfo(name), "w", force_zip64=True) as stream:
            for _ in range(megabytes):
                stream.write(block)
    return buffer.getvalue()


def lying_about(parts: Mapping[str, bytes], name: str, megabytes: int) -> bytes:
    """The package with a part that declares a thousand bytes and inflates to so many megabytes."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(squeeze.compress(b" " * MEGABYTE) for _ in range(megabytes)) + squeeze.flush()
    head = parts[name]
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = raw.compress(head) + raw.flush(zlib.Z_FULL_FLUSH) + packed
    return _raw_zip([*((n, c) for n, c in parts.items() if n != name), (name, packed)], {name: 1000})


def overlapping(parts: Mapping[str, bytes], copies: int, megabytes: int) -> bytes:
    """A directory of many names that all point at one packed part (Fifield 2019): small, and endless when unpacked."""
    zeros = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(zeros.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + zeros.flush()
    names = [f"word/media/{n}.bin" for n in range(copies)]
    listed = [*parts.items(), (names[0], packed)]
    return _raw_zip(listed, {names[0]: megabytes * MEGABYTE}, also=names[1:])


def crowded(parts: Mapping[str, bytes], count: int) -> bytes:
    """The package and so many empty parts."""
    return zip_of([*parts.items(), *((f"word/media/{n}.x", b"") for n in range(count))], zipfile.ZIP_STORED)


def nested(innermost: bytes, depth: int, name: str = "inner.zip") -> bytes:
    """A zip in a zip in a zip."""
    for _ in range(depth):
        innermost = zip_of({name: innermost})
    return innermost


def encrypted(data: bytes) -> bytes:
    """The package with the encryption bit set on every part."""
    flagged = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = data.find(signature)
        while found >= 0:
            flagged[found + at] |= 1
            found = data.find(signature, found + 4)
    return bytes(flagged)


def flipped(data: bytes, seed: int, count: int = 20) -> bytes:
    """The file with some bits turned over, the same ones every time."""
    broken = bytearray(data)
    for n in range(count):
        place = zlib.crc32(f"{seed}/{n}".encode()) % len(broken)
        broken[place] ^= 1 << (n % 8)
    return bytes(broken)


def _raw_zip(parts: Parts, packed: Mapping[str, int], also: Iterable[str] = ()) -> bytes:
    """A zip written by hand. `packed` are parts that are deflated already, with the size they claim to have.

    `also` are further names for the last part.
    """
    body, directory, count = bytearray(), bytearray(), 0
    for name, content in parts:
        data = content if name in packed else _deflated(content)
        size = packed.get(name, len(content))
        check = zlib.crc32(content) if name not in packed else 0
        last = (check, len(data), size, len(body))
        body += _local(name, *last[:3]) + data
        directory += _entry(name, *last)
        count += 1
    for name in also:
        directory += _entry(name, *last)
        count += 1
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def _local(name: str, check: int, packed: int, size: int) -> bytes:
    raw = name.encode()
    return struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, check, packed, size, len(raw), 0) + raw


def _entry(name: str, check: int, packed: int, size: int, at: int) -> bytes:
    raw = name.encode()
    fields = (b"PK\x01\x02", 20, 20, 0, 8, 0, 33, check, packed, size, len(raw), 0, 0, 0, 0, 0, at)
    return struct.pack("<4s6H3L5H2L", *fields) + raw


def _deflated(content: bytes) -> bytes:
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    return squeeze.compress(content) + squeeze.flush()


Build = Callable[[bytes], bytes]
"""From a sound, filled form of ours to a hostile file that still bears its id where it can."""
