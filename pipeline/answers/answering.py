"""The answers of a returned form, typed by the layout it was issued with.

In: what was found, and the layout. Out: an `Answer` for every field in layout order, and the problems. A
field is found by its tag or else by its bookmark; one that is found by neither is missing, which is not the
same as empty. Nothing is guessed: a text that cannot be read as its kind is a blocking problem, and has no
answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.answers.returned import Mark, Returned
from pipeline.answers.rows import Row, rows_of
from pipeline.kinds import Unclear, parse, squeezed, tidy_text
from pipeline.model import HELD_ON, Answer, Field, Layout, Value
from pipeline.problems import Place, Problem
from pipeline.problems.returns import (
    checkbox_disagrees,
    copied_control,
    kept_as_text,
    missing_field,
    stale_date,
    text_beside,
    unclear_answer,
    unclear_row,
)

WORDS_OWN_PROMPTS = frozenset(
    {
        "Klik eller tryk her for at skrive tekst.",
        "Klik her for at angive tekst.",
        "Klik eller tryk for at angive en dato.",
        "Klik her for at angive en dato.",
        "Vælg et element.",
        "Click or tap here to enter text.",
        "Click here to enter text.",
        "Click or tap to enter a date.",
        "Click here to enter a date.",
        "Choose an item.",
    }
)
"""What Word shows in a control that somebody has emptied, in Danish and English, new and old."""

_BOXES = {"☒": True, "☑": True, "✓": True, "✔": True, "☐": False, "□": False}

Read = tuple[list[Answer], list[Problem]]


@dataclass(frozen=True, slots=True)
class Years:
    """How a date without a year is completed: in the round's year, or the next where that is before the talk."""

    year: int
    held: date | None = None

    def parse(self, field: Field, text: str) -> Value | Unclear:
        """The typed value of a text; see `kinds.parse`."""
        value = parse(field, text, self.year)
        if not (isinstance(value, date) and self.held and value < self.held):
            return value
        # Without a year to go by the text is unclear: then the year was not written.
        written = not isinstance(parse(field, text), Unclear)
        return value if written else parse(field, text, self.year + 1)


def answers_from(returned: Returned, layout: Layout, year: int) -> Read:
    """The answers in layout order, rows in the order of the document, and what stands in their way.

    `year` completes a date written without one, which is then not before the talk. Rows with nothing in them are
    left out. A problem's place is the file and the answer's key.
    """
    answers: list[Answer] = []
    problems: list[Problem] = []
    columns: dict[str, list[Field]] = {}
    years = Years(year)
    for field in layout.fields:
        if field.table:
            columns.setdefault(field.table, []).append(field)
    for field in layout.fields:
        if not field.table:
            read = _read_field(returned, field, years)
            if field.key == HELD_ON and read[0] and isinstance(read[0][0].value, date):
                years = Years(year, read[0][0].value)
        elif field is columns[field.table][0]:
            read = _read_table(returned, columns[field.table], years)
        else:
            continue
        answers += read[0]
        problems += read[1]
    return answers, problems


# --- a field that stands alone ------------------------------------------------------------------


def _read_field(returned: Returned, field: Field, years: Years) -> Read:
    place = Place(returned.file, field.key)
    marks = _marks_of(returned, field.key)
    if not marks:
        return [], [missing_field(place, field.title)]
    return _read_marks(marks, field, place, years)


def _marks_of(returned: Returned, key: str) -> list[Mark]:
    """The marks by tag, or else by bookmark.

    In a file that kept its tags, an empty bookmark without a control is the hole a deleted control left.
    """
    marks = [mark for mark in returned.marks if mark.key == key]
    tagged = [mark for mark in marks if mark.found_by == "tag"]
    if tagged:
        return tagged
    kept_tags = any(mark.found_by == "tag" for mark in returned.marks)
    return [mark for mark in marks if mark.in_control or squeezed(mark.text) or not kept_tags]


def _read_marks(marks: Sequence[Mark], field: Field, place: Place, years: Years) -> Read:
    """The one answer of a field's marks: copies may agree, or all but one be empty."""
    if any(_has_text_beside(mark, field) for mark in marks):
        return [], [text_beside(place, field.title)]
    filled = [mark for mark in marks if not _is_empty(mark, field)]
    if len({(squeezed(mark.text), mark.checked) for mark in filled}) > 1:
        return [], [copied_control(place, field.title)]
    mark = filled[0] if filled else marks[0]
    value, problems = _typed(mark, field, place, years)
    if isinstance(value, Unclear):
        return [], problems
    return [Answer(place.spot, value, mark.found_by, field.privacy)], problems


def _has_text_beside(mark: Mark, field: Field) -> bool:
    """Whether the field has less to itself than when it was issued. Outside a table there is no cell to share."""
    if not field.alone or mark.alone == "cell":
        return False
    in_cell = mark.spot is not None
    return not mark.alone or (field.alone == "cell" and in_cell) or (in_cell and mark.shared > field.shared)


def _is_empty(mark: Mark, field: Field) -> bool:
    """Whether nothing was written: a prompt is empty whether or not its flag survived.

    The flag alone empties nothing: a program that fills in a form may leave it standing beside an answer.
    """
    shown = squeezed(mark.text)
    if field.kind == "check":
        return not shown and mark.checked is None
    return shown in ("", squeezed(field.prompt)) or shown in WORDS_OWN_PROMPTS


def _typed(mark: Mark, field: Field, place: Place, years: Years) -> tuple[Value | Unclear, list[Problem]]:
    if field.kind == "check":
        return _ticked(mark, field, place)
    if _is_empty(mark, field):
        return None, []
    value = years.parse(field, mark.text)
    if isinstance(value, Unclear) and field.kind in ("amount", "number"):
        # »efter aftale« is an answer to how much; a date or a choice that is none would be read as a fact.
        return tidy_text(mark.text), [kept_as_text(place, value.code, field.title)]
    if isinstance(value, Unclear):
        return value, [unclear_answer(place, value.code, field.title)]
    # Typing over a date leaves w:fullDate as it was picked; what people see is what they agreed on.
    stale = field.kind == "date" and mark.picked is not None and mark.picked != value
    return value, [stale_date(place, field.title)] if stale else []


def _ticked(mark: Mark, field: Field, place: Place) -> tuple[Value | Unclear, list[Problem]]:
    """Whether a box is ticked. An x typed over the box is a tick, whatever the control's state."""
    shown = squeezed(mark.text)
    if not shown:
        return mark.checked, []
    box = _BOXES.get(shown)
    value = parse(field, shown) if box is None else box
    if isinstance(value, Unclear):
        return value, [unclear_answer(place, value.code, field.title)]
    typed_over = box is None and value is True
    if mark.checked is not None and mark.checked != value and not typed_over:
        return Unclear("checkbox-disagrees"), [checkbox_disagrees(place, field.title)]
    return value, []


# --- a table ------------------------------------------------------------------------------------


def _read_table(returned: Returned, fields: Sequence[Field], years: Years) -> Read:
    rows = rows_of(returned, fields[0].table)
    seen = {column for row in rows for column in row.marks}
    answers: list[Answer] = []
    problems = [missing_field(Place(returned.file, f.key), f.title) for f in fields if f.column not in seen]
    present = [field for field in fields if field.column in seen]
    for row in rows:
        if row.unplaced:
            problems.append(unclear_row(Place(returned.file, f"{row.table}/{row.id}")))
            continue
        found = list(_read_cells(returned, row, present, years))
        empty = all(answer.value in (None, False) for read in found for answer in read[0])
        if empty and not any(problem for read in found for problem in read[1]):
            continue
        for read, field in zip(found, present, strict=True):
            answers += read[0]
            problems += read[1]
            if field.column not in row.marks and not row.is_new:
                problems.append(missing_field(Place(returned.file, row.key(field.column)), field.title))
    return answers, problems


def _read_cells(returned: Returned, row: Row, fields: Sequence[Field], years: Years) -> Iterator[Read]:
    for field in fields:
        key = row.key(field.column)
        marks = [replace(mark, key=key) for mark in row.marks.get(field.column, ())]
        if marks:
            yield _read_marks(marks, field, Place(returned.file, key), years)
        else:
            yield [Answer(key, None, "position", field.privacy)] if row.is_new else [], []
