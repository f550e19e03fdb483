"""From what HR wrote in a review workbook to a reading without doubts.

In: a reading, its points, and what was typed for each. Out: `Decided`: the form refused, so many points left, remarks
where something cannot be used, and, when all is decided, the reading with HR's answers in it.

Surprises. A date is checked once more after the decision. HR overrules the check by writing the questioned date again,
picking it, or adding `ok`. A number names a candidate, except in a field where a number is itself an answer: there
candidates have letters. Text in quotation marks is taken as it stands: "tom" is then a word and no command.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.answers.years import Years
from pipeline.kinds import Unclear, squeezed, tidy_text
from pipeline.model import HELD_ON, Answer, Field, Layout, Reading, Value
from pipeline.problems import Place, Problem
from pipeline.problems import reviewing as say
from pipeline.problems.judging import returned_empty
from pipeline.problems.returns import kept_as_text
from pipeline.returns.dates import earliest_in
from pipeline.returns.points import BEFORE_TALK, UNLIKELY, Point
from pipeline.word.layout import field_key

__all__ = ["ALL", "EMPTY", "OK", "REFUSE", "Decided", "Point", "Typed", "decide"]

Typed = str | date | None
"""What stands in an input cell that is not blank; None for a formula and whatever else is no answer."""
Recheck = Callable[[Sequence[Answer]], Iterable[Problem]]

EMPTY, REFUSE, OK = "tom", "afvis", "ok"
ALL = "*"
"""The id of the line that sends back the whole form."""

_CONFIRMED = re.compile(r"(?P<date>.*\S)[ ,.]+ok[.!]?", re.IGNORECASE | re.DOTALL)
_QUOTED = re.compile("[\"»“”„'](?P<text>.+)[\"«“”']", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Decided:
    """What HR's words come to. `reading` is whole only where nothing is refused, left, or remarked on.

    `refused` are the points for which the form goes back, `remarks` what is wrong by the point's id.
    """

    reading: Reading
    refused: tuple[Point, ...] = ()
    remaining: int = 0
    remarks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Choice:
    """One decision: the value, and whether HR says that it stands whatever a check thinks of it."""

    value: Value
    confirmed: bool = False
    problem: Problem | None = None


class _Refused:
    """The form goes back."""


def decide(
    reading: Reading, layout: Layout, points: Sequence[Point], typed: Mapping[str, Typed], recheck: Recheck
) -> Decided:
    """What the words in the input cells come to, by the points' ids. `recheck` tells what is wrong with dates."""
    remarks: dict[str, str] = {}
    found = _choices(reading, layout, points, typed, remarks)
    back = [point for point in points if isinstance(found.get(point.id), _Refused)]
    if isinstance(typed.get(ALL), str) and _word(str(typed[ALL])) == REFUSE:
        back = back or list(points)
    elif ALL in typed:
        remarks[ALL] = say.REFUSE_ONLY
    if back:
        return Decided(reading, refused=tuple(back))
    choices = {key: choice for key, choice in found.items() if isinstance(choice, _Choice)}
    fields = {point.id: point.field for point in points if point.field}
    answers = _merged(reading, layout, fields, choices)
    left = _recheck(recheck(answers), points, choices, remarks)
    told = [choice.problem for choice in choices.values() if choice.problem]
    problems = [*(p for p in reading.problems if not p.blocks), *told, *left]
    if not any(answer.value not in (None, False) for answer in answers):
        problems += _nothing_said(layout, reading.file)
    remaining = sum(point.id not in typed for point in points)
    whole = replace(reading, answers=tuple(answers), problems=tuple(problems), doubts=())
    return Decided(whole, remaining=remaining, remarks=remarks)


# --- one cell -----------------------------------------------------------------------------------


def _choices(
    reading: Reading,
    layout: Layout,
    points: Sequence[Point],
    typed: Mapping[str, Typed],
    remarks: dict[str, str],
) -> dict[str, _Choice | _Refused]:
    """The decisions by id; a cell that gives none gets a remark. The talk's day goes first: it places the others."""
    assert reading.issued is not None, "only a form of ours is reviewed"
    held = next((answer.value for answer in reading.answers if answer.key == HELD_ON), None)
    years = Years(reading.issued.year, held if isinstance(held, date) else None, earliest_in(reading.issued))
    whole = _is_whole(reading, layout, points)
    found: dict[str, _Choice | _Refused] = {}
    for point in sorted(points, key=lambda point: point.id != HELD_ON):
        if point.id not in typed:
            continue
        choice = _chosen(point, typed[point.id], years, Place(reading.file, point.id), whole)
        if isinstance(choice, str):
            remarks[point.id] = choice
            continue
        found[point.id] = choice
        if point.id == HELD_ON and isinstance(choice, _Choice):
            years = replace(years, held=choice.value if isinstance(choice.value, date) else None)
    return found


def _is_whole(reading: Reading, layout: Layout, points: Sequence[Point]) -> bool:
    """Whether each field that stands alone was read or is asked about: of a form half read nothing can be said ok to."""
    known = {answer.key for answer in reading.answers} | {point.id for point in points}
    return all(each.table or each.key in known for each in layout.fields)


def _chosen(point: Point, typed: Typed, years: Years, place: Place, whole: bool) -> _Choice | _Refused | str:
    """What one cell says, or the remark that tells why it cannot be used."""
    if typed is None:
        return say.FORMULA
    if isinstance(typed, date):
        if point.field is None or point.field.kind != "date":
            return say.DATE_IN_TEXT
        typed = f"{typed:%d-%m-%Y}"
    text = tidy_text(typed)
    if text.startswith("="):
        return say.FORMULA
    word = _word(text)
    if word == REFUSE:
        return _Refused()
    if point.field is None:
        if word != OK:
            return say.OK_OR_REFUSE
        return _Choice(None) if whole else say.NOT_READ
    return _answer(point, point.field, text, years, place)


def _answer(point: Point, field: Field, text: str, years: Years, place: Place) -> _Choice | str:
    word = _word(text)
    if word == EMPTY:
        if text.startswith("T") and field.kind in ("text", "combo"):
            return say.PERSON_OR_EMPTY
        return _Choice(False if field.kind == "check" else None)
    if word.upper() in point.marks:
        candidate = point.candidates[point.marks.index(word.upper())]
        chosen = _typed(field, candidate.text, years, place)
        return say.CANDIDATE_UNCLEAR if isinstance(chosen, str) else chosen
    if word == OK and isinstance(point.questioned, date):
        return _Choice(point.questioned, confirmed=True)
    if word.isdigit() and point.marks and field.kind in ("text", "combo", "date"):
        return say.NO_SUCH_CANDIDATE
    confirmed = _CONFIRMED.fullmatch(text) if field.kind == "date" else None
    quoted = _QUOTED.fullmatch(text) if field.kind in ("text", "combo") else None
    plain = quoted["text"] if quoted and _is_command(quoted["text"]) else text
    chosen = _typed(field, confirmed["date"] if confirmed else plain, years, place)
    return replace(chosen, confirmed=True) if confirmed and isinstance(chosen, _Choice) else chosen


def _typed(field: Field, text: str, years: Years, place: Place) -> _Choice | str:
    """The value of a text, or the remark. As on a form, an amount may be words: »efter aftale« is an answer too."""
    value = years.parse(field, text)
    if not isinstance(value, Unclear):
        return _Choice(value)
    if field.kind in ("amount", "number") and not any(map(str.isdigit, text)):
        return _Choice(tidy_text(text), problem=kept_as_text(place, value.code, field.title))
    return say.UNCLEAR.get(value.code, say.OTHERWISE_UNCLEAR)


def _word(text: str) -> str:
    return squeezed(text).strip(" .!").lower()


def _is_command(text: str) -> bool:
    return _word(text) in (EMPTY, REFUSE, OK) or _word(text).isdigit()


# --- the whole form -----------------------------------------------------------------------------


def _merged(
    reading: Reading, layout: Layout, fields: Mapping[str, Field], choices: Mapping[str, _Choice]
) -> list[Answer]:
    """The reading's answers with HR's in their places, in layout order; a row with nothing in it is left out."""
    decided = {
        key: Answer(key, choices[key].value, "review", field.privacy)
        for key, field in fields.items()
        if key in choices
    }
    undecided = fields.keys() - decided.keys()
    kept = {answer.key: answer for answer in reading.answers if answer.key not in undecided}
    by_key = kept | decided
    rows = list(dict.fromkeys(_row_of(key) for key in (*(a.key for a in reading.answers), *decided)))
    issued = reading.issued.rows if reading.issued else {}
    rows.sort(key=lambda row: _number_of(row, issued))
    answers: list[Answer] = []
    tables: set[str] = set()
    for each in layout.fields:
        if not each.table:
            answers += [by_key[each.key]] if each.key in by_key else []
        elif each.table not in tables:
            tables.add(each.table)
            columns = [one.column for one in layout.fields if one.table == each.table]
            for table, row in rows:
                if table == each.table:
                    answers += _cells([by_key.get(f"{table}/{row}/{column}") for column in columns])
    # A copy that went out earlier may have fields that the form has no more.
    own = layout.by_key()
    return answers + [answer for key, answer in kept.items() if field_key(key) not in own]


def _row_of(key: str) -> tuple[str, str]:
    table, _, rest = key.partition("/")
    return (table, rest.partition("/")[0]) if rest else ("", "")


def _number_of(row: tuple[str, str], issued: Mapping[str, Sequence[str]]) -> int:
    """Where a row went out; those that people added keep their order, after the issued ones."""
    ids = issued.get(row[0], ())
    return list(ids).index(row[1]) if row[1] in ids else len(ids)


def _cells(cells: Sequence[Answer | None]) -> list[Answer]:
    found = [cell for cell in cells if cell]
    return found if any(cell.value not in (None, False) for cell in found) else []


def _recheck(
    found: Iterable[Problem],
    points: Sequence[Point],
    choices: Mapping[str, _Choice],
    remarks: dict[str, str],
) -> list[Problem]:
    """Puts a remark where a decided date cannot be, unless HR says that it is; what no decision bears stays a problem."""
    by_id = {point.id: point for point in points}
    left = []
    for problem in found:
        key = problem.place.spot
        at = key if key in choices else HELD_ON
        if at not in choices or (problem.code not in _DATE_REMARKS and at != key):
            left.append(problem)
        elif not _is_overruled(problem.code, at == key, by_id[at], choices[at]):
            remark = _DATE_REMARKS.get(problem.code, say.NOT_THIS_ROUND)
            remarks.setdefault(at, remark if at == key else say.OTHERS_BEFORE)
    return left


def _is_overruled(code: str, own: bool, point: Point, choice: _Choice) -> bool:
    """Whether HR keeps a date that a check thinks wrong: it is confirmed, or it is the questioned one written again."""
    if code not in _DATE_REMARKS:
        return False
    return choice.confirmed or (own and code in point.codes and choice.value == point.questioned)


_DATE_REMARKS = {UNLIKELY: say.UNLIKELY, BEFORE_TALK: say.BEFORE_TALK}


def _nothing_said(layout: Layout, file: str) -> list[Problem]:
    """A form of which nothing is left is empty; no tick among boxes is an answer."""
    boxes_only = all(each.kind == "check" for each in layout.fields)
    return [] if boxes_only else [returned_empty(Place(file))]
