"""Filled forms with what they must be read as: every field of every chosen form, by one filler or the other."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Field, Issued, Value
from pipeline.word import pen
from tests.survival import typist
from tests.survival.answers import Around, Typed, typed_for
from tests.survival.labels import anchors_of, headings_of
from tests.survival.rounds import Sent

NEW_ROW = "+1"


@dataclass(frozen=True, slots=True)
class Filled:
    """A form somebody has filled in. By key: what is `expected` to be read, and what was typed and is `shown`.

    The row added by hand is `maal/+1/frist`.
    """

    issued: Issued
    name: str
    blank: bytes
    content: bytes
    fields: dict[str, Field]
    expected: dict[str, Value]
    shown: dict[str, str]

    def without_new_row(self) -> Filled:
        """The same form where no row could be added."""
        return replace(
            self, expected={key: value for key, value in self.expected.items() if NEW_ROW not in key}
        )


def fill_all(forms: Sequence[Sent]) -> list[Filled]:
    """The forms filled, by our own pen and by the typist in turn."""
    return [fill(form, number) for number, form in enumerate(forms)]


def fill(form: Sent, number: int) -> Filled:
    """One form filled; even numbers by our pen, odd ones by the typist. Every other two get a row more."""
    seed = zlib.crc32(f"{form.issued.form_id[:-7]}{number}".encode()) % 1000
    around = _words(form)
    typed = {
        key: typed_for(field, around[key], seed + index * 3 + index // 13)
        for index, (key, field) in enumerate(form.fields.items())
    }
    typed |= dict(_overwritten(form, typed))
    table = _growing_table(form) if number % 4 < 2 else ""
    row = _new_row(form, table, around, seed) if table else {}
    content = (_by_typist if number % 2 else _by_pen)(form, typed, table, row)
    typed |= {f"{table}/{NEW_ROW}/{column}": answer for column, answer in row.items()}
    expected = {key: answer.value for key, answer in typed.items()}
    shown = {key: answer.text for key, answer in typed.items() if isinstance(answer.text, str)}
    added = {f"{table}/{NEW_ROW}/{column}": form.fields[_last(form, table, column)] for column in row}
    return Filled(form.issued, form.name, form.content, content, form.fields | added, expected, shown)


def _new_row(form: Sent, table: str, around: Mapping[str, Around], seed: int) -> dict[str, Typed]:
    """What is typed into a row added to a table, by column; never nothing at all."""
    fields = {field.column: field for field in form.fields.values() if field.table == table}
    row = {
        column: typed_for(field, around[_last(form, table, column)], seed + 7 * index + 1)
        for index, (column, field) in enumerate(fields.items())
    }
    first = next(column for column, field in fields.items() if field.kind == "text")
    return row | {first: Typed(f"Tilføjet linje {seed}", f"Tilføjet linje {seed}")}


def _by_pen(form: Sent, typed: Mapping[str, Typed], table: str, row: Mapping[str, Typed]) -> bytes:
    content = pen.fill(form.content, {key: _for_pen(answer) for key, answer in typed.items()})
    return pen.add_row(content, table, {c: _for_pen(a) for c, a in row.items()}) if table else content


def _for_pen(answer: Typed) -> Value:
    """A date picked from the calendar is one for the pen too; all else is typed as it is spelled."""
    return answer.value if answer.picked else answer.text


def _by_typist(form: Sent, typed: Mapping[str, Typed], table: str, row: Mapping[str, Typed]) -> bytes:
    """The typist adds the row while the form is blank, so that the new row shows its prompts, and then fills the rest."""
    grown = typist.add_row(form.content, table) if table else form.content
    return typist.type_into(
        grown, typed, {_last(form, table, column): answer for column, answer in row.items()}
    )


def _words(form: Sent) -> dict[str, Around]:
    """What a label-like answer may say, by key."""
    anchors = anchors_of(form.content)
    headings = headings_of(form.content) or ["Mål"]
    labels = [anchor.label or "Frist" for anchor in anchors]
    words = {}
    for number, anchor in enumerate(anchors):
        neighbour = next((label for label in labels[number:] if label != labels[number]), labels[number - 1])
        words[anchor.key] = Around(labels[number], neighbour, headings)
    return words


def _overwritten(form: Sent, typed: dict[str, Typed]) -> Iterator[tuple[str, Typed]]:
    """A field that went out with words in it is always written anew: left as it is, it is not empty."""
    prefilled = typist.filled_tags(form.content)
    for key, field in form.fields.items():
        if typed[key].text is None and key in prefilled:
            yield key, _something(field)


def _something(field: Field) -> Typed:
    for seed in range(60):
        answer = typed_for(field, Around("Ja", "Nej", ["Mål"]), seed)
        if answer.text is not None:
            return answer
    raise AssertionError(field.key)


def _growing_table(form: Sent) -> str:
    """A table that grows by Word's +, in the form as issued."""
    names = typist.repeating_tables(form.content)
    return next((table for table in names if any(key.startswith(f"{table}/") for key in form.fields)), "")


def _last(form: Sent, table: str, column: str) -> str:
    """The key of a column in the last row that was issued: the one that Word's + copies."""
    return [key for key in form.fields if key.startswith(f"{table}/") and key.endswith(f"/{column}")][-1]
