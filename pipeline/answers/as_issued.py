"""The answers of a form in which nothing but answers differs from the copy that went out: every mark is its field's own.

In: its marks, and the layout. Out: what `answering.answers_from` gives of them, which a test holds it to, in half of
the time; or None where an answer is in doubt or a field is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipeline.answers.found import Found
from pipeline.answers.marks import typed
from pipeline.answers.returned import Mark, Returned
from pipeline.answers.years import Years
from pipeline.kinds import Unclear
from pipeline.model import HELD_ON, Answer, Field, Layout
from pipeline.problems import Place, Problem


def answers_as_issued(
    returned: Returned, layout: Layout, year: int, earliest: date | None = None
) -> Found | None:
    """The answers in layout order, rows in the order of the document. Rows with nothing in them are left out."""
    marks = {mark.key: mark for mark in returned.marks}
    sheet = _Sheet(returned.file, marks, Years(year, earliest=earliest))
    rows, columns = _rows(marks), layout.by_table()
    for field in layout.fields:
        table = field.table
        if not table:
            is_clear = sheet.take(field, field.key)
        elif table in columns:  # a table is read whole where its first column stands
            fields, ids = columns.pop(table), rows.get(table)
            is_clear = bool(ids) and all(sheet.take_row(fields, f"{table}/{row}/") for row in ids or ())
        else:
            continue
        if not is_clear:
            return None
    return Found(tuple(sheet.answers), tuple(sheet.problems))


class _Sheet:
    """The answers so far. What is taken in is clear, or else nothing of the form counts."""

    def __init__(self, file: str, marks: dict[str, Mark], years: Years) -> None:
        self.file, self.marks, self.years = file, marks, years
        self.answers: list[Answer] = []
        self.problems: list[Problem] = []

    def take(self, field: Field, key: str) -> bool:
        """Takes in one field, and tells whether its answer is clear."""
        mark = self.marks.get(key)
        if mark is None:
            return False
        value, problems = typed(mark, field, Place(self.file, key), self.years)
        if isinstance(value, Unclear):
            return False
        self.answers.append(Answer(key, value, mark.found_by, field.privacy))
        self.problems += problems
        if key == HELD_ON and isinstance(value, date):
            self.years = replace(self.years, held=value)
        return True

    def take_row(self, fields: Iterable[Field], start: str) -> bool:
        """Takes in a row, unless nothing was written in it."""
        before = len(self.answers), len(self.problems)
        is_clear = all(self.take(field, start + field.column) for field in fields)
        said = any(answer.value not in (None, False) for answer in self.answers[before[0] :])
        if is_clear and not said and len(self.problems) == before[1]:
            del self.answers[before[0] :]
        return is_clear


def _rows(marks: Iterable[str]) -> dict[str, dict[str, None]]:
    """The ids of the rows by table, in the order they stand in."""
    rows: dict[str, dict[str, None]] = {}
    for key in marks:
        if "/" in key:
            table, _, rest = key.partition("/")
            rows.setdefault(table, {})[rest.partition("/")[0]] = None
    return rows
