"""Takes the CPR numbers that were removed from a workbook's cells out of everything else that repeats them.

A number is kept here as digits, in memory and no longer than the copy is being written. In its place comes a number
that is none: the same signs, `00` for the day, so that a cached value, a filter or a formula stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from xml.sax.saxutils import escape

from pipeline.cpr import cpr_left_out, holds_cpr

_SPACE = rb"(?:\s|\xc2\xa0)"
_DASH = rb"(?:[-_./:]|\xe2\x80[\x90-\x95]|\xe2\x88\x92)"  # as in pipeline.cpr, in UTF-8
# Two digits first and only then what stands before them: a pattern that begins with a look behind is four times slower.
_NUMBER = re.compile(
    rb"[0-9]{2}(?<![0-9]{3})(?:[0-9]{4}%(s)s?%(d)s?%(s)s?[0-9]{4}|"
    rb"[ .][0-9]{2}[ .][0-9]{2} ?%(d)s? ?[0-9]{4}|[0-9]{7})(?![0-9])" % {b"s": _SPACE, b"d": _DASH}
)
_DIGIT = re.compile(rb"\d")
_BETWEEN_TAGS = re.compile(rb">([^<>]*\d{2}[^<>]*)<")
_WHOLE_NUMBER = re.compile(r"\s*[-+]?\d+\s*")
_POWER = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+|\d+\.0+")

FREE_TEXT = re.compile(r"(docProps/|xl/(comments|threadedComments|drawings/|persons/))", re.IGNORECASE)
"""Parts in which people write, where anything that looks like a CPR number goes."""

CACHES = re.compile(r"xl/(pivotCache|externalLinks)/", re.IGNORECASE)
"""Parts that keep values of sheets as they once were: a column deleted since lives on in them."""


class Numbers:
    """The numbers removed, each with the number that stands for it."""

    def __init__(self) -> None:
        self._stand_in: dict[bytes, int] = {}

    def __bool__(self) -> bool:
        return bool(self._stand_in)

    def add(self, texts: Iterable[str]) -> bool:
        """Takes note of every number of ten digits in the texts, and of nine where there is no more; says whether any."""
        found = [digits for text in texts for digits in _numbers_in(text)]
        for digits in found:
            self._stand_in.setdefault(digits, len(self._stand_in) + 1)
        return bool(found)

    def knows(self, text: str) -> bool:
        """Whether one of the numbers stands in a text."""
        return any(digits in self._stand_in for digits in _numbers_in(text))

    def taken_out(self, data: bytes, suspicious: bool = False) -> bytes:
        """The bytes without the numbers; where `suspicious` without any that look like one either.

        Bytes in which none stands are given back as they are.
        """
        if not self._stand_in and not suspicious:
            return data

        def other(match: re.Match[bytes]) -> bytes:
            digits = b"".join(_DIGIT.findall(match.group())).zfill(10)
            if digits not in self._stand_in:
                if not suspicious or not holds_cpr(match.group().decode()):
                    return match.group()
                self._stand_in[digits] = len(self._stand_in) + 1
            return _in_the_shape_of(match.group(), self._stand_in[digits])

        return _NUMBER.sub(other, data)


def text_left_out(data: bytes) -> bytes:
    """XML whose texts are without CPR numbers, and say so; as it was where there are none.

    A text that is nothing but digits may have to be a number: it becomes zeros.
    """

    def other(match: re.Match[bytes]) -> bytes:
        text = unescape(match.group(1).decode("utf-8", "replace"))
        if not holds_cpr(text):
            return match.group()
        left = re.sub(r"\d", "0", text) if _WHOLE_NUMBER.fullmatch(text) else cpr_left_out(text)
        return b">" + escape(left).encode() + b"<"

    return _BETWEEN_TAGS.sub(other, data)


def _numbers_in(text: str) -> list[bytes]:
    """As ten digits each. A number cell may hold them with a power of ten."""
    if _POWER.fullmatch(text):
        text = str(int(float(text)))
    found = [b"".join(_DIGIT.findall(match.group())) for match in _NUMBER.finditer(text.encode())]
    long = [digits for digits in found if len(digits) == 10]
    return long or [digits.zfill(10) for digits in found if digits == text.strip().encode()]


def _in_the_shape_of(number: bytes, stand_in: int) -> bytes:
    """The digits of the stand-in, written as the number was: `010203-1234` becomes `000000-0001`."""
    digits = iter(f"{stand_in:010d}"[-len(_DIGIT.findall(number)) :].encode())
    return _DIGIT.sub(lambda _: bytes([next(digits)]), number)
