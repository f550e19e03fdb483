"""A text as it is kept, and as it is compared: what programs add on the way does not count."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
"""Soft hyphens, zero-width marks and byte order marks, which come along when text is pasted. Measured: in a Danish text
that has none, a pattern finds that out in a tenth of the time of `translate`."""

_UNUSUAL = re.compile("[\r\x0b\x0c\x85\u00a0\u00ad\u0300-\U0010ffff]")
"""What there is to tidy up. Below U+0300 no sign joins another, and every text is composed (UAX #15, NFC_Quick_Check)."""

_JOINER = "\u034f"
_ACCENTS = 30
_MANY_SIGNS = re.compile(rf"[^\w\s\x00-\x7f]{{{_ACCENTS + 1},}}")
_SHORT = 120
"""No date, amount, choice or yes in the world is longer than this; a longer text is none, and costs no time."""


def tidy_text(text: str) -> str:
    """The text as it is kept: NFC, ordinary spaces and line ends, nothing blank at either end."""
    if not _UNUSUAL.search(text):
        return text.strip()
    kept = composed(_SPACES.sub(" ", _LINE_ENDS.sub("\n", text))).strip()
    return kept if _INVISIBLE.sub("", kept).strip() else ""


def composed(text: str) -> str:
    """The text in composed letters (NFC), in a time that grows with its length and not with its square.

    A letter with more than 30 accents on it is parted: measured, normalizing 100,000 accents takes 8 seconds.
    """
    return unicodedata.normalize("NFC", _stream_safe(text))


def squeezed(text: str) -> str:
    """The text for comparing with a prompt or a label: kinds of space, invisible marks and line ends do not count."""
    return " ".join(_INVISIBLE.sub("", text).split())


def folded(text: str) -> str:
    """The text for comparing: lower case, single spaces, no invisible marks."""
    return " ".join(_INVISIBLE.sub("", tidy_text(text)).lower().split())


def folded_short(text: str) -> str:
    """A short text as `folded`; "" for one that is too long to be anything but prose."""
    short = folded(text)
    return short if len(short) <= _SHORT else ""


def _stream_safe(text: str) -> str:
    """The text with never more than 30 accents on one letter (UAX #15, section 13).

    Normalizing sorts the accents of a letter, which for a hundred thousand of them takes many seconds.
    """
    return text if text.isascii() else _MANY_SIGNS.sub(lambda found: _parted(found[0]), text)


def _parted(signs: str) -> str:
    pieces, accents = [], 0
    for sign in signs:
        accents = accents + 1 if unicodedata.combining(sign) else 0
        if accents > _ACCENTS:
            pieces.append(_JOINER)
            accents = 1
        pieces.append(sign)
    return "".join(pieces)
