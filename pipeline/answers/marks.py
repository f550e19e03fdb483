"""One field's answer from the marks it was found by.

In: the marks of a field, and the field as issued. Out: its one typed answer, or the problem and the doubt: what the
field may say, for a person to choose from. Nothing is guessed: a text that cannot be read as its kind is a blocking
problem, and has no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from pipeline.answers.found import Found
from pipeline.answers.returned import Mark, Returned
from pipeline.answers.years import Years
from pipeline.kinds import Unclear, parse, squeezed, tidy_text
from pipeline.model import Answer, Candidate, Doubt, Field, FoundBy, Value
from pipeline.problems import Place, Problem
from pipeline.problems.returns import (
    checkbox_disagrees,
    copied_control,
    kept_as_text,
    stale_date,
    text_beside,
    unclear_answer,
)
from pipeline.problems.written import noted

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

_prompt = lru_cache(maxsize=4_096)(squeezed)
_BOXES = {"☒": True, "☑": True, "✓": True, "✔": True, "☐": False, "□": False}


def marks_of(returned: Returned, key: str) -> list[Mark]:
    """The marks by tag, or else by bookmark or a PDF's field.

    In a file that kept its tags, an empty bookmark without a control is the hole a deleted control left.
    """
    marks = [mark for mark in returned.marks if mark.key == key]
    tagged = [mark for mark in marks if mark.found_by == "tag"]
    if tagged:
        return tagged
    kept_tags = any(mark.found_by == "tag" for mark in returned.marks)
    return [mark for mark in marks if mark.in_control or squeezed(mark.text) or not kept_tags]


def read_marks(returned: Returned, marks: Sequence[Mark], field: Field, place: Place, years: Years) -> Found:
    """The one answer of a field's marks: copies may agree, or all but one be empty."""
    beside = [mark for mark in marks if _has_text_beside(mark, field)]
    if beside:
        whole = [_cell_text(returned, mark) or mark.text for mark in beside]
        texts = [(mark.text, mark) for mark in marks] + list(zip(whole, beside, strict=True))
        return in_doubt(text_beside(place, field.title), field, texts)
    filled = marks if len(marks) == 1 else [mark for mark in marks if not is_empty(mark, field)]
    if len(filled) > 1 and len({(squeezed(mark.text), mark.checked) for mark in filled}) > 1:
        return in_doubt(copied_control(place, field.title), field, [(mark.text, mark) for mark in filled])
    mark = filled[0] if filled else marks[0]
    value, problems = typed(mark, field, place, years)
    if isinstance(value, Unclear):
        said = [mark.text] if value.code != "checkbox-disagrees" else ["ja", "nej"]
        return in_doubt(problems[0], field, [(text, mark) for text in said])
    answer = Answer(place.spot, value, mark.found_by, field.privacy, mark.confidence)
    return Found((answer,), tuple(problems))


def in_doubt(problem: Problem, field: Field, texts: Sequence[tuple[str, Mark]]) -> Found:
    """A blocking problem and its doubt: the texts that the field may hold, each once, and where they stand."""
    by_text = {squeezed(text): (text, mark) for text, mark in reversed(texts)}
    candidates = (
        Candidate(tidy_text(text), where_is(mark, field), mark.found_by)
        for text, mark in reversed(by_text.values())
    )
    return Found(problems=(problem,), doubts=(Doubt(problem.place.spot, problem.code, tuple(candidates)),))


def where_is(mark: Mark, field: Field) -> str:
    """The place of a mark for people: its table, row and cell, or else the field's title."""
    return mark.spot.where if mark.spot else f"feltet »{field.title}«"


def is_empty(mark: Mark, field: Field) -> bool:
    """Whether nothing was written: a prompt is empty whether or not its flag survived.

    The flag alone empties nothing: a program that fills in a form may leave it standing beside an answer.
    """
    shown = squeezed(mark.text)
    if field.kind == "check":
        return not shown and mark.checked is None
    return shown in ("", _prompt(field.prompt)) or shown in WORDS_OWN_PROMPTS


def placed_mark(key: str, text: str, found_by: FoundBy, confidence: float) -> Mark:
    """A mark for a text that was found by where it stands. It has its place to itself."""
    return Mark(key, found_by, text, in_control=False, confidence=confidence)


def _has_text_beside(mark: Mark, field: Field) -> bool:
    """Whether the field has less to itself than when it was issued. Outside a table there is no cell to share."""
    if not field.alone or mark.alone == "cell":
        return False
    in_cell = mark.spot is not None
    return not mark.alone or (field.alone == "cell" and in_cell) or (in_cell and mark.shared > field.shared)


def _cell_text(returned: Returned, mark: Mark) -> str:
    """All that stands in the field's cell; "" where there is none, or another field's answer stands in it too."""
    spot = mark.spot
    others = (m for m in returned.marks if m.key and m.key != mark.key)
    if spot is None or any(other.spot == spot for other in others):
        return ""
    return returned.tables[spot.table][spot.row][spot.cell]


def typed(mark: Mark, field: Field, place: Place, years: Years) -> tuple[Value | Unclear, Sequence[Problem]]:
    """What one mark says, as the field's kind, and what must be told about it; a value that is `Unclear` blocks."""
    if field.kind == "check":
        return _ticked(mark, field, place)
    if is_empty(mark, field):
        return None, []
    written = years.read(field, mark.text)
    value = written.value
    if isinstance(value, Unclear) and field.kind in ("amount", "number"):
        # »efter aftale« is an answer to how much; a date or a choice that is none would be read as a fact.
        return tidy_text(mark.text), [kept_as_text(place, value.code, field.title)]
    if isinstance(value, Unclear):
        return value, [unclear_answer(place, value.code, field.title)]
    # Typing over a date leaves w:fullDate as it was picked; what people see is what they agreed on.
    stale = field.kind == "date" and mark.picked is not None and mark.picked != value
    year = value.year if isinstance(value, date) else 0
    told = [noted(place, note, field.title, year) for note in written.notes]
    return value, [stale_date(place, field.title), *told] if stale else told


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
