"""Takes CPR numbers out of the parts of a workbook: those of the emptied cells wherever they are repeated, and others.

A number is kept here as digits, in memory and no longer than the copy is being written. In free text it is left out
and said so; elsewhere there comes a number that is none: the same signs, `00` for the day, so that a filter, a formula
or a link stays what it was. Ten bare digits may be anybody's number: outside free text they go only where a cell with
a CPR number has them. Bytes in which there is nothing to take out are given back as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape
from urllib.parse import unquote
from xml.sax.saxutils import escape

from pipeline.cpr import LEFT_OUT, cpr_left_out, holds_cpr, lost_its_zero

_DASH = "[-_./:‐-―−]"
_GAP = rf"(?:{_DASH}\s?|\s)?"
_NUMBER = re.compile(
    rf"(?<!\d)(?<!\b\d[.,])(?<!\b\d\d[.,])(?:\d\d{_GAP}\d\d{_GAP}(?:19|20)?\d\d\s{{0,2}}{_DASH}?\s{{0,2}}\d{{4}}|\d{{9}})"
    r"(?!\d)(?![.,]\d{1,3}(?!\d))"
)
"""What may be a CPR number; neither a decimal nor a part of a longer number."""
_BARE = re.compile(r"((?<!\d)\d{9,}(?!\d))")
_DIGIT = re.compile(r"\d")
_ENOUGH = re.compile(r"\d(?:\D*\d){8}")
_DIGITS_ONLY = re.compile(r"\s*[-+]?\d+\s*")
_POWER = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+|\d+\.0+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(Z|[-+]\d\d:\d\d)?)?")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LETTER = re.compile(r"[^\W\d_]")

_TOKEN = re.compile(
    rb"(?P<tag><(?:[\w.-]+:)?(?P<name>[\w.-]+)(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?>)|(?P<other><[^>]*>)|(?P<text>[^<]+)"
)
_ATTRIBUTE = re.compile(rb"(\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*)(\"[^\"]*\"|'[^']*')")
_RUNS = re.compile(rb"<((?:[\w.-]+:)?(?:si|is|text|p|div))(?=[\s>])[^>]*(?<!/)>.*?</\1\s*>", re.DOTALL)
"""One text kept in runs: strings (ECMA-376 18.4.8), comments (18.7.7), drawings (21.1.2.2.6)."""
_BETWEEN_TAGS = re.compile(rb"(?<=>)[^<>]+(?=<)")
_CELL_TEXT = re.compile(rb"(<(?:[\w.-]+:)?(f|t)(?:\s[^<>]*)?(?<!/)>)([^<]+)(?=<)")
_FORMULA_TEXT = re.compile(
    rb"(<(?:[\w.-]+:)?c\s[^<>]*\st\s*=\s*[\"']str[\"'][^<>]*>(?:<(?:[\w.-]+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</[^>]*>))?"
    rb"<(?:[\w.-]+:)?v[^<>]*>)([^<]+)(?=<)"
)
_APART = rb"[^0-9<>=\"]{0,12}"
_LIKELY = re.compile(rb"[0-9]{2}(?:[0-9]{7}|%(a)s[0-9]{2}%(a)s[0-9]{2}%(a)s[0-9]{4})" % {b"a": _APART})

_FORMULAS = frozenset(
    ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula", "location")
)  # fmt: skip
_FREE = frozenset(
    ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter", "prompt", "promptTitle", "error",
     "errorTitle", "descr", "title", "alt", "tooltip", "display", "comment", "val")
)  # fmt: skip
"""Elements and attributes with what people wrote, and the choices of a filter (18.3.2.6)."""
_FREE_PARTS = re.compile(
    r"(docProps/|customXml/|xl/(comments|threadedComments|drawings/|persons/))", re.IGNORECASE
)
_CACHES = re.compile(r"xl/(pivotCache|externalLinks)/", re.IGNORECASE)
"""Parts that keep values of sheets as they once were: a column deleted since lives on in them."""


class Numbers:
    """The CPR numbers of the emptied cells, each with the number that stands for it."""

    def __init__(self) -> None:
        self._stand_in: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._stand_in)

    def add(self, texts: Iterable[str]) -> bool:
        """Takes note of every CPR number in the texts, and of no other number; says whether there was any."""
        found = [number for text in texts for number in _numbers_in(text)]
        for number in found:
            self._stand_in.setdefault(number, len(self._stand_in) + 1)
        return bool(found)

    def knows(self, text: str) -> bool:
        """Whether one of the numbers stands in a text."""
        return bool(self) and any(_ten(match.group()) in self._stand_in for match in _NUMBER.finditer(text))

    def repeated(self, text: str) -> str:
        """The text with other numbers in the place of those that are known."""
        return self._replaced(text, lambda number: False) if self else text

    def in_value(self, text: str, bare: bool = False) -> str:
        """As `repeated`, and without numbers that are written as CPR numbers are; if `bare`, of ten digits alone too."""
        found = self._replaced(text, lambda number: (bare or not number.isdecimal()) and holds_cpr(number))
        return cpr_left_out(found) if bare else _written_left_out(found)

    def in_formula(self, text: str) -> str:
        """A formula or a reference. What it calculates with stays: 101112-1500 is a sum where it is not in quotes."""
        about = "cpr" in text.lower()
        return self.repeated(_QUOTED.sub(lambda quoted: self.in_value(quoted.group(), about), text))

    def _replaced(self, text: str, is_cpr: Callable[[str], bool]) -> str:
        def other(match: re.Match[str]) -> str:
            number = _ten(match.group())
            if number not in self._stand_in:
                if not is_cpr(match.group()):
                    return match.group()
                self._stand_in[number] = len(self._stand_in) + 1
            return _in_the_shape_of(match.group(), self._stand_in[number])

        return _NUMBER.sub(other, text)


def remark(text: str) -> str:
    """A cell's text with the CPR number left out, or "" where nothing else is said."""
    left = cpr_left_out(text)
    return left if left != text and _LETTER.search(left.replace(LEFT_OUT, "")) else ""


def free_text(text: str) -> str:
    """What somebody wrote, without CPR numbers. Digits alone may have to be a number: they become zeros."""
    if _MOMENT.fullmatch(text) or not holds_cpr(text):
        return text
    return re.sub(r"\d", "0", text) if _DIGITS_ONLY.fullmatch(text) else cpr_left_out(text)


def part_without_cpr(name: str, data: bytes, numbers: Numbers) -> bytes:
    """A part of text without CPR numbers, in its texts, its attributes and texts that are parted into runs."""
    if name.lower().endswith("calcchain.xml"):
        return data
    free, cached = _FREE_PARTS.match(name) is not None, _CACHES.match(name) is not None
    data = _RUNS.sub(lambda found: _joined_without_cpr(found.group(), numbers, free), data)
    links = name.lower().endswith(".rels")
    holder = ""

    def cleaned(token: re.Match[bytes]) -> bytes:
        nonlocal holder
        if token.group("tag"):
            holder = token.group("name").decode()
            if links and b"External" not in token.group():
                return token.group()
            return _tag_without_cpr(token.group(), numbers, cached)
        if token.group("other"):
            return token.group()
        return _escaped(
            token.group(), lambda text: _text_without_cpr(text, holder, numbers, free or cached, free)
        )

    return _TOKEN.sub(cleaned, data)


def cells_without_cpr(row: bytes, numbers: Numbers) -> bytes:
    """A row's XML: its formulas without CPR numbers, its texts without those that are known; other values stay."""
    if b"<f" not in row and b":f" not in row and not (numbers and _LIKELY.search(row)):
        return row

    def cleaned(match: re.Match[bytes]) -> bytes:
        clean = numbers.in_formula if match.group(2) == b"f" else numbers.repeated
        return match.group(1) + _escaped(match.group(3), clean)

    row = _CELL_TEXT.sub(cleaned, row)
    return _FORMULA_TEXT.sub(lambda match: match.group(1) + _escaped(match.group(2), numbers.repeated), row)


def text_of(runs: bytes) -> str:
    """All that is written in some XML."""
    return unescape(b"".join(_BETWEEN_TAGS.findall(runs)).decode("utf-8", "replace"))


def holds_written_cpr(data: bytes, numbers: Numbers) -> bool:
    """Whether CPR numbers can be read in a part that is no XML, in either of the ways in which Office keeps text."""
    for text in (
        data.decode("latin-1"),
        data.decode("utf-16-le", "replace"),
        data[1:].decode("utf-16-le", "replace"),
    ):
        if numbers.knows(text) or _written_left_out(text) != text:
            return True
    return False


def _text_without_cpr(text: str, holder: str, numbers: Numbers, bare: bool, free: bool) -> str:
    if holder in _FORMULAS:
        return numbers.in_formula(text)
    if free or holder in _FREE:
        return numbers.repeated(free_text(text))
    return numbers.in_value(text, bare)


def _tag_without_cpr(tag: bytes, numbers: Numbers, cached: bool) -> bytes:
    def cleaned(match: re.Match[bytes]) -> bytes:
        name, quote = match.group(2).decode(), match.group(3)[:1]
        bare = cached or name in _FREE
        inner = _escaped(match.group(3)[1:-1], lambda text: _attribute(text, name, numbers, bare), quote)
        return match.group(1) + quote + inner + quote

    return _ATTRIBUTE.sub(cleaned, tag)


def _attribute(text: str, name: str, numbers: Numbers, bare: bool) -> str:
    if name in _FORMULAS:
        return numbers.in_formula(text)
    if name == "Target" and "%" in text:
        plain = unquote(text)
        clean = numbers.in_value(plain, "cpr" in plain.lower())
        return text if clean == plain else clean.replace(" ", "%20")
    return numbers.in_value(text, bare or (name == "Target" and "cpr" in text.lower()))


def _joined_without_cpr(runs: bytes, numbers: Numbers, free: bool) -> bytes:
    """The text of several runs in the first of them, if a CPR number is in it that no single run holds."""
    if runs.count(b"<") < 5:
        return runs
    clean: Callable[[str], str] = (
        (lambda text: numbers.repeated(free_text(text))) if free else numbers.in_value
    )
    said = "".join(clean(unescape(run.decode("utf-8", "replace"))) for run in _BETWEEN_TAGS.findall(runs))
    if _ENOUGH.search(said) is None or (left := clean(said)) == said:
        return runs
    texts = iter([left])
    return _BETWEEN_TAGS.sub(lambda _: escape(next(texts, "")).encode(), runs)


def _escaped(data: bytes, clean: Callable[[str], str], quote: bytes = b"") -> bytes:
    """XML's text cleaned; as it is where there is nothing to clean."""
    text = unescape(data.decode("utf-8", "replace"))
    if _ENOUGH.search(text) is None or (left := clean(text)) == text:
        return data
    return escape(left, {'"': "&quot;"} if quote == b'"' else {"'": "&apos;"} if quote else {}).encode()


def _written_left_out(text: str) -> str:
    """Without CPR numbers that are written as such; ten digits in a row may be any number."""
    if _ENOUGH.search(text) is None:
        return text
    return "".join(each if n % 2 else cpr_left_out(each) for n, each in enumerate(_BARE.split(text)))


def _numbers_in(text: str) -> list[str]:
    """The CPR numbers as ten digits each. A number cell may hold them with a power of ten."""
    if _POWER.fullmatch(text):
        text = str(int(float(text)))
    if lost_its_zero(text.strip()):
        return [_ten(text)]
    return [_ten(match.group()) for match in _NUMBER.finditer(text) if holds_cpr(match.group())]


def _ten(number: str) -> str:
    digits = "".join(_DIGIT.findall(number))
    return digits[:4] + digits[6:] if len(digits) == 12 else digits.zfill(10)


def _in_the_shape_of(number: str, stand_in: int) -> str:
    """The digits of the stand-in, written as the number was: `010203-1234` becomes `000000-0001`."""
    digits = iter(f"{stand_in:012d}"[-len(_DIGIT.findall(number)) :])
    return _DIGIT.sub(lambda _: next(digits), number)
