"""Whether a name as somebody wrote it is the name we know: strict enough to keep two colleagues apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from pipeline.kinds.texts import folded

SamePerson = Literal["same", "unclear", "other"]

_LONGEST, _MOST_WORDS = 200, 12
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ü": "y", "ß": "ss", "ð": "d"}
)
_APOSTROPHES = re.compile("['’´`]")
_NO_NAME = re.compile(r"[^\w,]+|_")
_TITLES = frozenset(
    (
        *("hr", "herr", "fru", "frk", "froeken", "mr", "mrs", "ms"),
        *("dr", "prof", "professor", "phd", "cand", "mag"),
    )
)


def same_person(written: str, known: str) -> SamePerson:
    """Whether two spellings are one name.

    `same`: the same words, the surname first or last, whatever the case, the accents, hyphens and titles (»LIND, Bo«).
    `unclear`: one leaves out or shortens names of the other (»Bo Lind«, »Bo P. Lind«, »Bo Peter Lind«), or says
    nothing: most often one person, but two colleagues may be called so; the employee number tells. `other`: all else.
    """
    one, two = _words(written), _words(known)
    if not 0 < min(len(one), len(two)) <= max(len(one), len(two)) <= _MOST_WORDS:
        return "unclear"
    if two in _turns(one):
        return "same"
    pairs = [(turn, other) for turn in _turns(one) for other in _turns(two)]
    return "unclear" if any(_shortens(a, b) or _shortens(b, a) for a, b in pairs) else "other"


def _words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared; a surname before a comma is put last."""
    plain = _plain(name) if len(name) <= _LONGEST else ""
    last, comma, first = plain.partition(",")
    both = f"{first} {last}" if comma and first.strip() else plain.replace(",", " ")
    return tuple(word for word in both.split() if word not in _TITLES)


def _plain(name: str) -> str:
    spoken = _APOSTROPHES.sub("", folded(name).replace("ph.d", "phd").translate(_LETTERS))
    bare = "".join(c for c in unicodedata.normalize("NFD", spoken) if not unicodedata.combining(c))
    return _NO_NAME.sub(" ", bare).strip()


def _turns(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The name as it stands, and with the names that stand first put last (»Lind Bo«)."""
    return [words[n:] + words[:n] for n in range(len(words))]


def _shortens(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether `short` is `long` with names left out or only their first letters, in order; one name is whole in both."""
    rest = iter(long)
    in_order = all(any(_fits(word, name) for name in rest) for word in short)
    return in_order and any(len(word) > 1 and word in long for word in short)


def _fits(word: str, name: str) -> bool:
    return word == name or (len(word) == 1 and name.startswith(word))
