"""The bytes of a text file as text, whichever Danish program wrote them.

UTF-8 proves itself: what is not UTF-8 practically never decodes as such. UTF-16 shows by its mark, or by every second byte
being zero. For the rest the letters decide: Windows-1252, unless æ, ø and å stand where DOS or old Macs have them and
nowhere else.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16's does, so it is asked for first
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ASCII = bytes(range(128))
_HEAD = 64 * 1024
_BINARY = re.compile(r"[\0-\x08\x0e-\x19\x1c-\x1f]")
"""What no program writes into a list; 1A ends a file of DOS, and 1B begins a printer's command."""

_WINDOWS = "æøåÆØÅ".encode("cp1252")
_OTHERS = tuple((encoding, "æøåÆØÅ".encode(encoding)) for encoding in ("cp865", "mac-roman"))
"""cp850, which Danish DOS used too, has these six where cp865 has them."""
_MIDDLE_CAPITAL = re.compile("[a-zæøå][ÆØÅ]")


def decoded(data: bytes) -> str | None:
    """The text without its byte order mark, or None where the bytes are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :].decode(encoding, errors="replace"))
    return _text(data.decode(wide) if (wide := _unmarked_utf16(data)) else _narrow(data))


def _text(text: str) -> str | None:
    text = text.rstrip("\x1a\0")
    return None if _BINARY.search(text) else text


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark: nearly every character of a Danish list has a zero as its upper byte."""
    head = data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(data) % 2 or max(even, odd) < len(head) * 0.4 or min(even, odd) > len(head) * 0.01:
        return ""
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return encoding


def _narrow(data: bytes) -> str:
    """One lone byte that is none of UTF-8's, late in a file that is, must not make mojibake of all the others."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        sound = len(data.decode("utf-8", errors="ignore").encode().translate(None, _ASCII))
        foreign = len(data.translate(None, _ASCII)) - sound
        if sound > 2 * foreign:
            return data.decode("utf-8", errors="windows-1252")
        return data.decode(_code_page(data), errors="replace")


def _code_page(data: bytes) -> str:
    """Windows-1252, unless at least two of the Danish letters, and little else, stand where another has them.

    Windows' quotation marks are æ and Æ in DOS, and its ® is Æ on a Mac: no word has a capital behind a small letter.
    """
    high = data.translate(None, _ASCII)
    for encoding, letters in () if any(byte in high for byte in _WINDOWS) else _OTHERS:
        danish = len(high) - len(high.translate(None, letters))
        small, kinds = (
            any(letter in high for letter in letters[:3]),
            sum(letter in high for letter in letters),
        )
        if small and kinds > 1 and danish >= 0.8 * len(high):
            return "cp1252" if _MIDDLE_CAPITAL.search(data.decode(encoding)) else encoding
    return "cp1252"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("windows-1252", _as_windows)
