"""What is in the cells that are to be emptied: the numbers, the remarks beside them, and the shared strings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from html import unescape

from pipeline.cpr import holds_cpr
from pipeline.sheets.annotating.parts import Parts
from pipeline.sheets.annotating.rows import Place, cells_at, has_formula, pieces, text_element, texts_of
from pipeline.sheets.annotating.scrub import Numbers, remark

_ITEM = re.compile(rb"<((?:[\w.-]+:)?)si(?=[\s/>])[^>]*?(?:/>|>(.*?)</\1si\s*>)", re.DOTALL)
_RUN = re.compile(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)<")
_NINE_DIGITS = re.compile(rb"[0-9](?:[^0-9]*[0-9]){8}")
_POINTER = re.compile(rb"\st\s*=\s*[\"']s[\"'][^<>]*>\s*<(?:[\w.-]+:)?v[^<>]*>\s*(\d+)")


@dataclass(slots=True)
class Removed:
    """What was in the cells: which shared strings they point at, what is said beside the numbers, and any formula."""

    strings: dict[int, list[tuple[str, Place]]] = field(default_factory=dict)
    remarks: dict[str, dict[Place, str]] = field(default_factory=dict)
    formulas: bool = False

    def keep(self, part: str, place: Place, text: str) -> None:
        """Takes note of what a cell says but for its CPR number, if it says more."""
        if left := remark(text):
            self.remarks.setdefault(part, {})[place] = left


def by_row(places: Iterable[Place]) -> dict[int, set[int]]:
    """The columns of each row."""
    rows: dict[int, set[int]] = {}
    for row, column in places:
        rows.setdefault(row, set()).add(column)
    return rows


def collect_removed(
    parts: Parts, emptied: Mapping[str, Set[Place]], strings: str, numbers: Numbers
) -> Removed:
    """Looks into the cells of each sheet's part, and adds the CPR numbers in them to `numbers`."""
    removed = Removed()
    for part, place, match in _cells_of(parts, emptied):
        texts, shared = texts_of(match)
        numbers.add(texts)
        if shared is not None:
            removed.strings.setdefault(shared, []).append((part, place))
        elif has_formula(match):
            removed.formulas = True
        else:
            removed.keep(part, place, "".join(texts))
    if removed.strings and strings:
        for number, item in enumerate(_ITEM.finditer(parts.text(strings))):
            if number in removed.strings:
                text = _text(item.group(2))
                numbers.add([text])
                for part, place in removed.strings[number]:
                    removed.keep(part, place, text)
    return removed


def clean_strings(
    data: bytes, removed: Removed, numbers: Numbers, pointed_at: Callable[[], Set[int]]
) -> bytes:
    """The shared strings without CPR numbers: each keeps its position, which is what cells know it by (ECMA-376 18.4.8).

    A string that other cells point at, and none of the emptied, is no CPR number but where it repeats one of theirs.
    `pointed_at` says which those are; it is asked only where it matters.
    """
    changed: list[bytes] = []
    end, used = 0, None
    for number, item in enumerate(_ITEM.finditer(data)):
        if not item.group(2) or _NINE_DIGITS.search(item.group(2)) is None:
            continue
        text = _text(item.group(2))
        left = numbers.repeated(text)
        if number in removed.strings:
            left = remark(text) if left != text or holds_cpr(text) else text
        elif holds_cpr(text):
            used = pointed_at() if used is None else used
            left = left if number in used else remark(text)
        if left != text:
            changed += [data[end : item.start()], _item(item.group(1), left)]
            end = item.end()
    return b"".join([*changed, data[end:]]) if changed else data


def strings_pointed_at(parts: Parts, sheets: Iterable[str]) -> Set[int]:
    """The shared strings of all cells."""
    found: set[int] = set()
    for part in sheets:
        for piece in pieces(parts.chunks(part)):
            found.update(int(number) for number in _POINTER.findall(piece.data))
    return found


def _cells_of(
    parts: Parts, emptied: Mapping[str, Set[Place]]
) -> Iterator[tuple[str, Place, re.Match[bytes]]]:
    for part, places in emptied.items():
        rows = by_row(places)
        for piece in pieces(parts.chunks(part)):
            for column, match in cells_at(piece, sorted(rows[piece.row])) if piece.row in rows else ():
                if column in rows[piece.row]:
                    yield part, (piece.row, column), match


def _item(prefix: bytes, text: str) -> bytes:
    return b"<%ssi>%s</%ssi>" % (prefix, text_element(prefix, text), prefix)


def _text(item: bytes) -> str:
    return unescape("".join(run.decode("utf-8", "replace") for run in _RUN.findall(item)))
