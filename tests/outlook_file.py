"""A small writer of Outlook's .msg, for tests: the container of MS-CFB with the streams of MS-OXMSG in it."""

from __future__ import annotations

import struct
from datetime import UTC, datetime

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, TABLE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
BINARY, STRING, INTEGER, TIME = 0x0102, 0x001F, 0x0003, 0x0040


def message(attachments=(), sent=None, header=32):
    """The storage of a mail, as a dict of streams (bytes) and storages (dicts)."""
    values = {0x0039: (TIME, sent)} if sent else {}
    content = properties(values, header)
    for number, attached in enumerate(attachments):
        content[f"__attach_version1.0_#{number:08X}"] = attached
    return content


def attachment(name, data, mime="application/octet-stream", content_id="", method=1):
    """The storage of an attached file."""
    values = {
        0x3701: (BINARY, data),
        0x3705: (INTEGER, method),
        0x3707: (STRING, name),
        0x370E: (STRING, mime),
    }
    if content_id:
        values[0x3712] = (STRING, content_id)
    if method in (2, 7):
        del values[0x3701]
    return properties(values, 8)


def forwarded(name, mail):
    """The storage of an attached mail."""
    storage = properties({0x3705: (INTEGER, 5), 0x3001: (STRING, name)}, 8)
    return {**storage, "__substg1.0_3701000D": mail}


def properties(values, header):
    """The streams of some properties by id: short values in the table, long ones in a stream of their own."""
    streams, table = {}, b"\0" * header
    for pid, (kind, value) in sorted(values.items()):
        raw = value.encode("utf-16-le") if kind == STRING else value
        if kind == INTEGER:
            payload = struct.pack("<q", value)
        elif kind == TIME:
            since = value - datetime(1601, 1, 1, tzinfo=UTC)
            payload = struct.pack("<Q", int(since.total_seconds()) * 10_000_000)
        else:
            streams[f"__substg1.0_{pid:04X}{kind:04X}"] = raw
            payload = struct.pack("<Q", len(raw))
        table += struct.pack("<HHI", kind, pid, 6) + payload
    return {"__properties_version1.0": table, **streams}


def write_msg(root):
    """The bytes of a compound file with these streams and storages."""
    entries, small, sectors = [], bytearray(), []
    _add(entries, small, sectors, "Root Entry", root, 5)
    ministream = bytes(small)
    entries[0][3:5] = [_append(sectors, ministream), len(ministream)] if ministream else [END, 0]
    directory = b"".join(map(_entry, entries)).ljust(-(-len(entries) // 4) * SECTOR, b"\0")
    mini_table = b"".join(struct.pack("<I", link) for link in _mini_links(entries, len(ministream)))
    directory_at = _append(sectors, directory)
    mini_at = _append(sectors, mini_table.ljust(-(-len(mini_table) // SECTOR) * SECTOR, b"\xff"))
    number = 1
    while len(sectors) + number > number * (SECTOR // 4):
        number += 1
    first = len(sectors)
    links = [link for _, link in sectors] + [TABLE] * number
    links += [FREE] * (number * (SECTOR // 4) - len(links))
    places = [first + at for at in range(number)] + [FREE] * (109 - number)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, number, directory_at, 0, CUTOFF, mini_at, 1, END, 0)
    body = b"".join(data for data, _ in sectors)
    return head + struct.pack("<109I", *places) + body + struct.pack(f"<{len(links)}I", *links)


def _add(entries, small, sectors, name, content, kind):
    """Adds an entry with all below it, and gives its number. Siblings hang in a row, to the right."""
    number = len(entries)
    entries.append([name, kind, NONE, END, 0, NONE])
    if isinstance(content, bytes):
        entries[number][4] = len(content)
        if len(content) >= CUTOFF:
            entries[number][3] = _append(sectors, content)
        elif content:
            entries[number][3] = len(small) // MINI
            small.extend(content.ljust(-(-len(content) // MINI) * MINI, b"\0"))
        return number
    before = None
    for inner, each in sorted(content.items(), key=lambda item: (len(item[0]), item[0].upper())):
        child = _add(entries, small, sectors, inner, each, 2 if isinstance(each, bytes) else 1)
        if before is None:
            entries[number][5] = child
        else:
            entries[before][2] = child
        before = child
    return number


def _append(sectors, data):
    first = len(sectors)
    count = max(1, -(-len(data) // SECTOR))
    for at in range(count):
        piece = data[at * SECTOR : (at + 1) * SECTOR].ljust(SECTOR, b"\0")
        sectors.append((piece, first + at + 1 if at + 1 < count else END))
    return first


def _mini_links(entries, size):
    links = list(range(1, size // MINI + 1))
    for _, kind, _, start, length, _ in entries:
        if kind == 2 and 0 < length < CUTOFF:
            links[start + -(-length // MINI) - 1] = END
    return links


def _entry(entry):
    name, kind, right, start, size, child = entry
    raw = name.encode("utf-16-le") + b"\0\0"
    head = (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB", len(raw), kind, 1)
        + struct.pack("<III", NONE, right, child)
    )
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)
