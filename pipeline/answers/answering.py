"""The answers of a returned form, typed by the layout it was issued with.

In: what was found, and the layout; and, for a file that has lost its fields, a way to read by position. Out: `Found`,
in layout order. A field is found by its tag, or else by its bookmark or a PDF's field, or else by where it stands; one
that is found by none is missing, which is not the same as empty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from pipeline.answers.found import Found
from pipeline.answers.marks import marks_of, read_marks
from pipeline.answers.placing.placed import Placed
from pipeline.answers.positions import Positions
from pipeline.answers.returned import Returned
from pipeline.answers.rows import Row, rows_of
from pipeline.answers.years import Years
from pipeline.model import HELD_ON, Answer, Doubt, Field, FoundBy, Layout
from pipeline.problems import Place
from pipeline.problems.returns import missing_field, unclear_row

__all__ = ["Found", "Years", "answers_from"]


def answers_from(
    returned: Returned,
    layout: Layout,
    year: int,
    placed: Callable[[], Placed] | None = None,
    found_by: FoundBy = "position",
    earliest: date | None = None,
) -> Found:
    """The answers in layout order, rows in the order of the document, and what stands in their way.

    `year` completes a date written without one, which then lies neither before `earliest` nor before the talk. Rows
    with nothing in them are left out. A problem's place is the file and the answer's key. `placed` is called once, and
    only where a field has no mark; what it places is `found_by` position, or pdf in a PDF.
    """
    positions = Positions(returned, layout, placed, found_by)
    found, years = list[Found](), Years(year, earliest=earliest)
    columns = layout.by_table()
    for field in layout.fields:
        table = field.table
        if not table:
            read = _read_field(returned, field, years, positions)
            if field.key == HELD_ON and read.answers and isinstance(read.answers[0].value, date):
                years = replace(years, held=read.answers[0].value)
        elif field is columns[table][0]:
            read = _read_table(returned, columns[table], years, positions)
        else:
            continue
        found.append(read)
    return Found.joined([*found, positions.left_over()])


def _read_field(returned: Returned, field: Field, years: Years, positions: Positions) -> Found:
    place = Place(returned.file, field.key)
    marks = marks_of(returned, field.key)
    if marks:
        return positions.with_candidates(read_marks(returned, marks, field, place, years))
    return positions.read(field, field.key, years)


# --- a table ------------------------------------------------------------------------------------


def _read_table(returned: Returned, fields: Sequence[Field], years: Years, positions: Positions) -> Found:
    rows = rows_of(returned, fields[0].table) or positions.rows(fields[0].table)
    gone = [field for field in fields if not _has_place(field, rows, positions)]
    left = [field for field in fields if field not in gone] if gone else fields
    found = Found()
    for field in gone:
        found += _column_missing(returned, field, rows)
    for row in rows:
        found += _read_row(returned, row, left, years, positions)
    return found


def _has_place(field: Field, rows: Sequence[Row], positions: Positions) -> bool:
    """Whether any row has the column, by a mark or by where it stands."""
    return any(field.column in row.marks for row in rows) or any(
        positions.has(row.key(field.column)) for row in rows
    )


def _column_missing(returned: Returned, field: Field, rows: Sequence[Row]) -> Found:
    problem = missing_field(Place(returned.file, field.key), field.title)
    keys = [row.key(field.column) for row in rows if not row.is_new] or [field.key]
    return Found(problems=(problem,), doubts=tuple(Doubt(key, problem.code) for key in keys))


def _read_row(
    returned: Returned, row: Row, fields: Sequence[Field], years: Years, positions: Positions
) -> Found:
    """The row's answers; none of a row in which nothing was written."""
    if row.unplaced and not all(positions.is_sure(row.key(field.column)) for field in fields):
        problem = unclear_row(Place(returned.file, f"{row.table}/{row.id}"))
        return Found(problems=(problem,), doubts=tuple(positions.doubt(problem, row, f) for f in fields))
    cells = [_read_cell(returned, row, field, years, positions) for field in fields]
    missing = [
        cell for cell in cells if cell.problems and any(p.code == "missing-field" for p in cell.problems)
    ]
    said = any(answer.value not in (None, False) for cell in cells for answer in cell.answers)
    if not said and not any(cell.problems for cell in cells if cell not in missing):
        return Found()
    return Found.joined(cells)


def _read_cell(returned: Returned, row: Row, field: Field, years: Years, positions: Positions) -> Found:
    key = row.key(field.column)
    found = row.marks.get(field.column, ())
    marks = [mark if mark.key == key else replace(mark, key=key) for mark in found]
    if marks and not row.unplaced:
        return positions.with_candidates(read_marks(returned, marks, field, Place(returned.file, key), years))
    if row.is_new and not row.unplaced and not positions.has(key):
        return Found((Answer(key, None, "position", field.privacy),))
    return positions.read(field, key, years)
