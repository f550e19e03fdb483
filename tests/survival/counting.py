"""How the answers of a form came back: right, in review, refused, or wrong, field by field.

Strict on ourselves: an answer that differs is wrong even where the file lies in review with it, and so is one that is
missing from a file that was accepted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.model import Answer, Reading, Value
from tests.survival.filling import NEW_ROW, Filled

_ABSENT = object()


@dataclass(slots=True)
class Tally:
    """Fields counted. `mistakes` tell the wrong ones: file, key, expected, got."""

    fields: int = 0
    right: int = 0
    review: int = 0
    refused: int = 0
    wrong: int = 0
    files: int = 0
    accepted: int = 0
    mistakes: list[tuple[str, str, str, str]] = field(default_factory=list)
    why: dict[str, int] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Counts the other's fields too."""
        for name in ("fields", "right", "review", "refused", "wrong", "files", "accepted"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.mistakes += other.mistakes
        for code, times in other.why.items():
            self.why[code] = self.why.get(code, 0) + times


def tally(
    form: Filled, reading: Reading | None, stored: Sequence[Answer], accepted: bool, squeezed: bool
) -> Tally:
    """The fields of one form as they were read, and as they were stored."""
    count = Tally(fields=len(form.expected), files=1, accepted=accepted)
    if reading is not None:
        count.why = {problem.code: 1 for problem in reading.problems if problem.blocks}
    if reading is None or reading.issued is None or not (reading.answers or reading.doubts or stored):
        count.refused = count.fields
        return count
    read, kept = _by_key(form, reading.answers), _by_key(form, stored)
    empty_rows = _empty_rows(form.expected)
    for key, value in form.expected.items():
        got = read.get(key, _ABSENT)
        if got is _ABSENT and key.rpartition("/")[0] in empty_rows:
            count.right += 1
        elif got is _ABSENT and not accepted:
            count.review += 1
        elif same(value, got, squeezed) and same(value, kept.get(key, value), squeezed):
            count.right += 1
        else:
            count.wrong += 1
            count.mistakes.append((form.name, key, repr(value), "(lost)" if got is _ABSENT else repr(got)))
    for key in [key for key, value in {**read, **kept}.items() if key not in form.expected and value]:
        count.wrong += 1
        count.mistakes.append((form.name, key, "(no such field)", repr(read.get(key, kept.get(key)))))
    return count


def same(expected: Value, got: object, squeezed: bool = False) -> bool:
    """Whether two values are one; texts without regard to kinds of space, and in a print to white space at all."""
    if isinstance(expected, str) and isinstance(got, str):
        return _tidy(expected, squeezed) == _tidy(got, squeezed)
    return type(expected) is type(got) and expected == got


def _tidy(text: str, squeezed: bool) -> str:
    plain = unicodedata.normalize("NFC", text).replace("\u00a0", " ").strip()
    return " ".join(plain.split()) if squeezed else plain


def _by_key(form: Filled, answers: Iterable[Answer]) -> dict[str, object]:
    """Values by key; the rows that were added are `+1`, `+2` in the order they stand."""
    issued = {key.split("/")[1] for key in form.expected if "/" in key}
    added: dict[tuple[str, str], str] = {}
    found: dict[str, object] = {}
    for answer in answers:
        table, _, rest = answer.key.partition("/")
        row, _, column = rest.partition("/")
        if rest and row not in issued:
            earlier = sum(known == table for known, _ in added)
            row = added.setdefault((table, row), f"+{earlier + 1}")
        found[f"{table}/{row}/{column}" if rest else table] = answer.value
    return found


def _empty_rows(expected: Mapping[str, Value]) -> set[str]:
    """The rows nobody wrote in: their fields need no answer."""
    rows: dict[str, bool] = {}
    for key, value in expected.items():
        if "/" in key:
            row = key.rpartition("/")[0]
            rows[row] = rows.get(row, True) and value in (None, False)
    return {row for row, empty in rows.items() if empty and NEW_ROW not in row}
