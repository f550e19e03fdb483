"""Files that nobody sent on purpose: what systems and programs leave in folders, zips and mails.

They are counted by kind and never reported one by one.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

LOCK, SYSTEM, UNFINISHED = "lock files", "system files", "unfinished downloads"
"""The kinds, as the operator is told them."""

_SYSTEM = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx"}
_UNFINISHED = {".tmp", ".part", ".partial", ".crdownload", ".download"}
_MAIL_SUFFIXES = {".ics", ".vcf", ".p7s", ".asc", ".sig"}

# Outlook names the pictures of a signature so, and Exchange the pieces of text that follow an attachment.
_MAIL_NAME = re.compile(r"(?:image\d{3}\.(?:png|jpe?g|gif|bmp)|ATT\d{5}\.(?:html?|txt|bin))", re.IGNORECASE)


def leftover_kind(name: str) -> str:
    """Which kind of leftover a file is by its name, or "" for one that is to be read.

    A `.icloud` file stands for a document that is not downloaded, so it is none.
    """
    base = PurePosixPath(name).name
    lower = base.lower()
    if base.startswith("~$") or lower.startswith(".~lock."):
        return LOCK
    if lower.startswith(".") and not lower.endswith(".icloud"):
        return SYSTEM
    if lower in _SYSTEM or "__MACOSX" in PurePosixPath(name).parts:
        return SYSTEM
    # Word's own temporary files are called ~WRL0001.tmp.
    return UNFINISHED if PurePosixPath(lower).suffix in _UNFINISHED else ""


def is_leftover(name: str) -> bool:
    """Whether a file is to be passed over by its name."""
    return leftover_kind(name) != ""


def is_mail_trimming(name: str) -> bool:
    """Whether an attachment is part of a mail's look or its signing, not something somebody attached."""
    base = PurePosixPath(name).name
    return PurePosixPath(base.lower()).suffix in _MAIL_SUFFIXES or bool(_MAIL_NAME.fullmatch(base))


def plain_name(written: str) -> str:
    """The name of an attachment as it was written, without the folders some programs put before it; "" for none."""
    name = written.replace("\\", "/").rpartition("/")[2].replace("\0", "")
    return " ".join(name.split()) if name.strip(". ") else ""
