"""CPR numbers in a text: known when seen, and left out of whatever is stored, shown or logged.

A CPR number is ten digits that begin with a valid day, `ddmmyyxxxx`, `ddmmyy-xxxx` or parted otherwise, alone or
inside a longer text. The last four digits prove nothing: the check digit was given up in 2007.
"""

from __future__ import annotations

import re

_WRITTEN = (
    re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})\s?[-‐-―−_./:]?\s?\d{4}(?!\d)"),
    re.compile(r"(?<!\d)(\d{2})[ .](\d{2})[ .](\d{2}) ?[-‐-―−] ?\d{4}(?!\d)"),
    re.compile(r"(?<!\d)(\d{2}) (\d{2}) (\d{2}) \d{4}(?!\d)"),
)
_LOST_ZERO = re.compile(r"(\d)(\d{2})(\d{2})[-‐-―−]?\d{4}")
_UUID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"\d{4}")

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LEFT_OUT = "(cpr udeladt)"


def holds_cpr(text: str) -> bool:
    """Whether a CPR number stands anywhere in the text. A UUID is no CPR number, whatever its digits."""
    if not _FOUR_DIGITS.search(text):
        return False
    plain = _UUID.sub("", text)
    return any(_is_day(*match.groups()) for form in _WRITTEN for match in form.finditer(plain))


def lost_its_zero(text: str) -> bool:
    """Whether the whole text is a CPR number that a number cell has taken the leading zero of."""
    match = _LOST_ZERO.fullmatch(text)
    return match is not None and _is_day(*match.groups())


def cpr_left_out(text: str) -> str:
    """The text with every CPR number in it left out, and said so."""
    if not holds_cpr(text):
        return text
    for form in _WRITTEN:
        text = form.sub(lambda match: LEFT_OUT if _is_day(*match.groups()) else match.group(), text)
    return text


def _is_day(day: str, month: str, _year: str = "") -> bool:
    """Whether it is a day of the calendar; a replacement CPR number has 60 added to its day."""
    number = int(day) - 60 if int(day) > 60 else int(day)
    return 1 <= int(month) <= 12 and 1 <= number <= _DAYS[int(month) - 1]
