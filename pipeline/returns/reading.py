"""One file understood as far as it can be: whose it is, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pipeline.identity import form_ids_in, verifies
from pipeline.model import (
    EMPLOYEE_NAME,
    EMPLOYEE_NUMBER,
    HELD_ON,
    IDENTITY_KEYS,
    Answer,
    Issued,
    Layout,
    Reading,
)
from pipeline.policy import Policy
from pipeline.problems import Place, Problem, UnreadableFile
from pipeline.problems.judging import (
    date_before_talk,
    date_unlikely,
    last_years_form,
    no_form_id,
    none_chosen,
    nothing_to_fill,
    other_person,
    papers_destroyed,
    returned_empty,
    two_forms,
    unknown_field,
    unknown_form_id,
    wrong_type,
)
from pipeline.returns.arriving import Arrived
from pipeline.word.layout import field_key
from pipeline.word.package import file_kind
from pipeline.word.reading import Returned, answers_from, read_controls

_EARLY = timedelta(days=92)
"""A talk may be held before its form is issued, but one of last year long before is last year's typed wrong."""

_YEARS_ON = {HELD_ON: 1, "uddannelse_slut": 7}
"""How many years after the round a date may lie; two where nothing else is said."""

_AGREEMENT = "udviklingsaftale"
_READABLE = (".docx", ".dotx", ".odt", ".doc")


@dataclass(frozen=True, slots=True)
class Known:
    """What the store and the workspace know; the look-ups give None for what they do not."""

    issued: Callable[[str], Issued | None]
    layout: Callable[[str], Layout | None]
    key: bytes
    policy: Policy
    year: int
    first_issued: Callable[[str, int], date | None]
    destroyed: Callable[[str], bool]


def needs_office(arrived: Arrived) -> bool:
    """Whether a file is one to read through LibreOffice, by its content: a .doc may be named .docx."""
    return arrived.path.suffix.lower() in _READABLE and file_kind(arrived.content) in ("odt", "doc")


def read_returned(arrived: Arrived, known: Known, docx: Path | None = None) -> Reading:
    """One file understood as far as it can be. `docx` is the same file converted, where it was .odt or .doc."""
    place, path = arrived.place, arrived.path

    def refused(problems: Sequence[Problem]) -> Reading:
        return Reading(place.file, arrived.digest, None, (), tuple(problems))

    if arrived.problem:
        return refused([arrived.problem])
    if path.suffix.lower() not in _READABLE:
        return refused([wrong_type(place, path.suffix.lower())])
    try:
        returned = read_controls(docx.read_bytes() if docx else arrived.content, name=path.name)
    except UnreadableFile as error:
        return refused([_placed(error.problem, place)])
    issued, doubt = _whose(returned, known, place)
    if issued is None:
        return refused(doubt)
    layout = _layout(returned, issued, known)
    answers, found = answers_from(returned, layout, issued.year)
    problems = [_placed(problem, place) for problem in found]
    problems += _date_problems(answers, issued, known, place)
    untouched = arrived.digest == issued.digest  # one with last year's goals in it is not empty to look at
    if untouched or not (any(answer.value not in (None, False) for answer in answers) or problems):
        problems = [_unanswered(layout, place)]
    problems += _strange_fields(returned, layout, place)
    return Reading(place.file, arrived.digest, issued, tuple(answers), tuple(problems))


def _layout(returned: Returned, issued: Issued, known: Known) -> Layout:
    """The fields as this copy was sent, without the tables that went out with no rows."""
    layout = known.layout(returned.layout) or known.layout(issued.layout)
    assert layout is not None, "a form is recorded together with its layout"
    return Layout(layout.form, tuple(f for f in layout.fields if not f.table or issued.rows.get(f.table)))


def _unanswered(layout: Layout, place: Place) -> Problem:
    """What it means that nothing was filled in: no tick among boxes is a choice, and some forms have no fields."""
    if not layout.fields:
        return nothing_to_fill(place)
    boxes_only = all(field.kind == "check" for field in layout.fields)
    return none_chosen(place) if boxes_only else returned_empty(place)


def _strange_fields(returned: Returned, layout: Layout, place: Place) -> list[Problem]:
    """Whether an agreement has controls that it was not issued with (SYD-11)."""
    if layout.form != _AGREEMENT:
        return []
    issued = {*layout.by_key(), *IDENTITY_KEYS}
    tags = {mark.key for mark in returned.marks if mark.found_by == "tag" and mark.key}
    return [unknown_field(place)] if any(field_key(tag) not in issued for tag in tags) else []


def _placed(problem: Problem, place: Place) -> Problem:
    return Problem(problem.code, Place(place.file, problem.place.spot), problem.text, problem.blocks)


def _whose(returned: Returned, known: Known, place: Place) -> tuple[Issued | None, list[Problem]]:
    """The form this is, or why that is in doubt. Every place that bears an id must bear the same one."""
    ids = list(dict.fromkeys(form_id for text in returned.id_texts for form_id in form_ids_in(text)))
    if not ids:
        return None, [no_form_id(place)]
    if len(ids) > 1:
        return None, [two_forms(place)]
    issued = known.issued(ids[0])
    if known.destroyed(ids[0]):
        return None, [papers_destroyed(place)]
    if issued is None or not verifies(known.key, known.policy.slug, issued):
        return None, [unknown_form_id(place)]
    # Somebody may have changed name since the form went out: any name it was issued under is theirs.
    # A group's own form bears the group's id and name in their place.
    heads = {
        EMPLOYEE_NUMBER: {issued.person or issued.group},
        EMPLOYEE_NAME: {issued.person_name, *issued.former_names},
    }
    for key, mine in heads.items():
        written = returned.texts.get(key, "")
        if written and _folded(written) not in map(_folded, mine):
            return None, [other_person(Place(place.file, key))]
    return issued, []


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _date_problems(
    answers: Sequence[Answer], issued: Issued, known: Known, place: Place
) -> Iterator[Problem]:
    """A fact's date that cannot be: years from the round, or before the talk. Stored, it would be a deadline."""
    days = {a.key: a.value for a in answers if a.privacy == "fact" and isinstance(a.value, date)}
    held = days.get(HELD_ON)
    for key, day in days.items():
        spot = Place(place.file, key)
        if not -1 <= day.year - issued.year <= _YEARS_ON.get(key, 2) or (
            key == HELD_ON and day.year < issued.year and day < issued.issued_on - _EARLY
        ):
            yield date_unlikely(spot)
        elif held and day < held:
            yield date_before_talk(spot)
    if held and issued.year < known.year:
        this_year = known.first_issued(issued.person or issued.group, known.year)
        if this_year and held >= this_year:
            yield last_years_form(Place(place.file, HELD_ON))
