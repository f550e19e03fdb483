"""Files that stand for a document without being it: not downloaded from the cloud, or a link to it."""

from __future__ import annotations

import os
from pathlib import PurePath

_LINKS = {".url", ".webloc", ".lnk", ".desktop", ".gdoc", ".gsheet", ".gslides", ".gdocx", ".gform"}
_ICLOUD = ".icloud"

# Windows: OFFLINE, RECALL_ON_OPEN and RECALL_ON_DATA_ACCESS mark what OneDrive has not downloaded; opening such a
# file downloads it, or waits for a network that is not there. macOS marks it SF_DATALESS.
_WINDOWS_ELSEWHERE = 0x1000 | 0x40000 | 0x400000
_MACOS_ELSEWHERE = 0x40000000


def is_link(name: str) -> bool:
    """Whether a file is a shortcut, or the pointer that Google Drive leaves for an online document."""
    return PurePath(name).suffix.lower() in _LINKS


def is_icloud_placeholder(name: str) -> bool:
    """Whether it is the stub `.Referat.docx.icloud` that iCloud leaves for a document it has taken away."""
    return name.startswith(".") and name.lower().endswith(_ICLOUD)


def lies_elsewhere(status: os.stat_result) -> bool:
    """Whether the file system says that the content is not on this machine."""
    attributes: int = getattr(status, "st_file_attributes", 0)
    flags: int = getattr(status, "st_flags", 0)
    return elsewhere_by_marks(attributes, flags)


def elsewhere_by_marks(attributes: int, flags: int) -> bool:
    """What Windows' file attributes and macOS' flags say of it."""
    return bool(attributes & _WINDOWS_ELSEWHERE or flags & _MACOS_ELSEWHERE)


def is_hollow(content: bytes) -> bool:
    """Whether a file has its full length and nothing but zeros in it, as an interrupted synchronisation leaves it."""
    return bool(content) and not content.strip(b"\0")
