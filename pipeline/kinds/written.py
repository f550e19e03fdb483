"""The text of a field read as the field's kind, with a note of every rule of the house that helped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pipeline.kinds.amounts import parse_number, read_amount
from pipeline.kinds.choices import parse_choice, parse_yes_no
from pipeline.kinds.dates import read_day
from pipeline.kinds.texts import tidy_text
from pipeline.model import Field, Value
from pipeline.nouns import Noun

Note = Literal["year-completed", "week-as-friday", "amount-approximate"]

DEADLINES = frozenset(("frist", "opfoelgning_dato", "naeste_samtale_dato"))
"""Fields that say by when: in these a week has its last working day. What has happened, or begins, has a day."""

_DASHES = frozenset("-–—_ ")


class Unclear(Noun):
    """A text that cannot be read as its kind. `code` names the problem; the text itself is not repeated."""

    code: str


class Written(Noun):
    """What a text means, and what people must be told about how it was read (`problems.written.noted`)."""

    value: Value | Unclear
    notes: tuple[Note, ...] = ()


def parse(field: Field, text: str, year: int | None = None) -> Value | Unclear:
    """The value of a field's text: None when empty, `Unclear` when it cannot be read as the field's kind.

    `year` completes a date written without one. A combo box takes any text; a choice takes only its own.
    """
    return read(field, text, year).value


def read(field: Field, text: str, year: int | None = None, earliest: date | None = None) -> Written:
    """As `parse`, with the notes. A date without a year that would lie before `earliest` is of the year after.

    A dash and nothing else is no answer, except in a text, where it is kept as written.
    """
    tidy = tidy_text(text)
    if not tidy:
        return Written(None)
    if field.kind == "text":
        return Written(tidy)
    if field.kind == "combo":
        chosen = parse_choice(tidy, field.choices)
        return Written(tidy if chosen is None else chosen)
    if field.kind != "check" and _DASHES.issuperset(tidy):
        return Written(None)
    if field.kind == "choice":
        chosen = parse_choice(tidy, field.choices)
        return Written(Unclear("unclear-choice") if chosen is None else chosen or None)
    if field.kind == "date":
        return _dated(field, tidy, year, earliest)
    if field.kind == "amount":
        return _costed(tidy)
    value = parse_number(tidy) if field.kind == "number" else parse_yes_no(tidy)
    return Written(Unclear(_UNCLEAR[field.kind]) if value is None else value)


_UNCLEAR: Mapping[str, str] = {"number": "unclear-number", "check": "unclear-check"}


def _dated(field: Field, text: str, year: int | None, earliest: date | None) -> Written:
    by_when = field.column in DEADLINES
    found = read_day(_without_latest(text) if by_when else text, year, earliest)
    if found is None or (found.week and not by_when):
        return Written(Unclear("unclear-date"))
    notes: tuple[Note, ...] = ("year-completed",) if found.completed else ()
    return Written(found.day, (*notes, "week-as-friday") if found.week else notes)


def _without_latest(text: str) -> str:
    """A deadline without the word that makes it one (»senest 1. december«)."""
    word, _, rest = text.partition(" ")
    return rest if word.lower() == "senest" else text


def _costed(text: str) -> Written:
    amount, about = read_amount(text)
    if amount is None:
        return Written(Unclear("unclear-amount"))
    return Written(amount, ("amount-approximate",) if about else ())
