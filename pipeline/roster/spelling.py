"""How words on a roster are cleaned and compared: people write æ or ae, two spaces, a hyphen or none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from pipeline.sheets.read import Cell

_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"} | dict.fromkeys("'’`´"))
_WORD = re.compile(r"[^\W_]+")


def as_text(cell: Cell) -> str:
    """What a cell says as text: an employee number in a number cell is its digits, an empty cell is "".

    The text of a sheet is clean as it comes: see `pipeline.sheets.read.clean`.
    """
    if isinstance(cell, str):
        return cell
    return "" if cell is None else str(cell)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The letters and digits alone, in lower case, Danish letters and accents spelled plainly."""
    return "".join(words(text))


def words(text: str) -> list[str]:
    """The folded words, parted by anything that is neither letter nor digit; an apostrophe parts nothing."""
    return [word for part in text.split() for word in _folded(part)]


@lru_cache(maxsize=50_000)
def _folded(part: str) -> tuple[str, ...]:
    """The words of a part without blanks. Names are made of few: so a name is folded in a third of the time."""
    plain = part.casefold().translate(_PLAIN)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return tuple(_WORD.findall(plain))


def name_key(name: str) -> tuple[str, ...]:
    """A name's words in a fixed order, so that `Hansen, Anna` and `Anna Hansen` are one."""
    return tuple(sorted(words(name)))


def nearest(word: str, known: Iterable[str], cutoff: float = 0.7) -> str:
    """The known folded word that looks most like this one, or "". Alike is at least `cutoff` of 1."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=100 * cutoff)
    return found[0] if found else ""
