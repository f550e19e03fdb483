"""What stands for somebody's name in a row, first name first."""

from __future__ import annotations

import re

from pipeline.roster.spelling import as_text
from pipeline.roster.tables import Table

_COMMA = re.compile(r"\s*,\s*")
_REMARK = re.compile(r"\s*\([^)]*\)")
_PARTICLES = frozenset(
    (
        *("af", "al", "bin", "da", "de", "del", "den", "der", "di", "dos"),
        *("du", "el", "la", "le", "ten", "ter", "van", "von", "y", "zu"),
    )
)
_INITIALS = re.compile(r"(?:\w\.-?)+")


def read_names(table: Table) -> list[str]:
    """The names below the headers: see `read_name`."""
    names = list(map(as_text, table.cells("name")))
    if table.has("first_name") or table.has("last_name"):
        parts = zip(names, table.cells("first_name"), table.cells("last_name"), strict=True)
        names = [name or _joined(as_text(first), as_text(last)) for name, first, last in parts]
    return list(map(_as_name, names))


def read_name(table: Table, row: int) -> str:
    """First name first; "" where there is no letter. `Hansen, Anna` is turned round, `Bo Dam, sygeplejerske` cut short."""
    name = table.text(row, "name")
    return _as_name(name or _joined(table.text(row, "first_name"), table.text(row, "last_name")))


def _joined(first: str, last: str) -> str:
    return f"{first} {last}" if first and last else first or last


def _as_name(name: str) -> str:
    if "," in name:
        name = _turned(name)
    return name if any(map(str.isalpha, name)) and not name.startswith("=") else ""


def _turned(name: str) -> str:
    """A name with commas as one without: what follows the first is a first name, or no part of the name."""
    last, first, *_ = _COMMA.split(name)
    first = _REMARK.sub("", first)
    return f"{first} {last}".strip() if not last or _is_first_name(first, last) else last


def _is_first_name(text: str, last: str) -> bool:
    """Whether each word begins with a capital, as names do, or is a particle. Some people write all names small."""
    names = [word for word in text.split() if word not in _PARTICLES]
    if last.islower() or not names:
        return bool(names)
    plain = (word for word in names if not _INITIALS.fullmatch(word))
    return all(word[0].isalpha() and not word[0].islower() and "." not in word for word in plain)
