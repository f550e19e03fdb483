"""What is in the cells that are to be emptied: the numbers, and the shared strings that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from html import unescape

from pipeline.cpr import holds_cpr
from pipeline.sheets.annotating.parts import Parts
from pipeline.sheets.annotating.rows import cells_at, has_formula, pieces, texts_of
from pipeline.sheets.annotating.scrub import Numbers

_ITEM = re.compile(rb"<((?:[\w.-]+:)?)si(?=[\s/>])[^>]*?(?:/>|>(.*?)</\1si\s*>)", re.DOTALL)
_RUN = re.compile(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)<")

Place = tuple[int, int]


@dataclass(slots=True)
class Removed:
    """The shared strings of the cells, by their position, and whether a formula was among the cells."""

    strings: set[int] = field(default_factory=set)
    formulas: bool = False


def by_row(places: Iterable[Place]) -> dict[int, set[int]]:
    """The columns of each row."""
    rows: dict[int, set[int]] = {}
    for row, column in places:
        rows.setdefault(row, set()).add(column)
    return rows


def collect_removed(
    parts: Parts, emptied: Mapping[str, Set[Place]], strings: str, numbers: Numbers
) -> Removed:
    """Looks into the cells of each sheet's part, and adds the numbers in them to `numbers`."""
    removed = Removed()
    for part, places in emptied.items():
        rows = by_row(places)
        for piece in pieces(parts.chunks(part)) if rows else ():
            for column, match in cells_at(piece, sorted(rows[piece.row])) if piece.row in rows else ():
                if column in rows[piece.row]:
                    texts, shared = texts_of(match)
                    numbers.add(texts)
                    removed.strings |= {shared} - {None}  # type: ignore[arg-type]
                    removed.formulas |= has_formula(match)
    if removed.strings and strings:
        found = enumerate(_ITEM.finditer(parts.read(strings)))
        told = {n: _text(match.group(2)) for n, match in found if n in removed.strings}
        removed.strings = {n for n, text in told.items() if numbers.add([text]) or holds_cpr(text)}
    return removed


def without_strings(data: bytes, gone: Set[int], numbers: Numbers) -> bytes:
    """The shared strings, those that are `gone` empty: others keep their position, which is what cells know them by."""
    count = iter(range(len(data)))

    def kept(item: re.Match[bytes]) -> bytes:
        if next(count) in gone or (
            item.group(2) and _is_split(item.group(2)) and numbers.knows(_text(item.group(2)))
        ):
            return b"<%ssi><%st/></%ssi>" % ((item.group(1),) * 3)
        return item.group()

    return _ITEM.sub(kept, data) if gone else data


def _is_split(item: bytes) -> bool:
    return item.count(b"<") > 2


def _text(item: bytes | None) -> str:
    return unescape("".join(run.decode("utf-8", "replace") for run in _RUN.findall(item or b"")))
