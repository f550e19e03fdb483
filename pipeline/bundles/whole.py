"""Whether a file has come to its end: a copy or a download that is under way looks like a damaged file."""

from __future__ import annotations

import re
import struct

from pipeline.bundles.zips import CrowdedZip, open_zip
from pipeline.deflating import DAMAGED

_BOUNDARY = re.compile(rb'boundary\s*=\s*(?:"([^"\r\n]{1,100})"|([^\s";]{1,100}))', re.IGNORECASE)
_HEAD = 64 * 1024
_OLE_HEADER = 512
_SPECIAL, _FREE = 0xFFFFFFFA, 0xFFFFFFFF


def is_whole_zip(content: bytes) -> bool:
    """Whether the directory, which a zip has at its end, can be read. A crowded one has all it ever will."""
    try:
        with open_zip(content) as archive:
            return bool(archive.infolist()) or len(content) == 22
    except CrowdedZip:
        return True
    except DAMAGED:
        return False


def is_whole_mail(content: bytes) -> bool:
    """Whether the outermost boundary is closed (RFC 2046 5.1.1); a mail in one part has none."""
    match = _BOUNDARY.search(content[:_HEAD])
    if match is None:
        return True
    return b"--" + (match.group(1) or match.group(2)) + b"--" in content


def is_whole_ole(content: bytes) -> bool:
    """Whether every sector that the allocation table has in use lies inside the file (MS-CFB 2.2 and 2.3)."""
    if len(content) < _OLE_HEADER:
        return False
    size: int = 1 << min(struct.unpack_from("<H", content, 30)[0], 20)
    tables = [sector for sector in struct.unpack_from("<109I", content, 76) if sector < _SPECIAL]
    last: int = 0
    for number, sector in enumerate(tables):
        at = (sector + 1) * size
        if at + size > len(content):
            return False
        used = [
            i
            for i, (next_,) in enumerate(struct.iter_unpack("<I", content[at : at + size]))
            if next_ != _FREE
        ]
        last = max(last, number * (size // 4) + used[-1]) if used else last
    return bool((last + 1) * size < len(content))
