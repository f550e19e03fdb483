"""Dates that cannot be: stored, they would be deadlines and proofs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pipeline.model import HELD_ON, Answer, Issued
from pipeline.problems import Place, Problem
from pipeline.problems.judging import date_before_talk, date_unlikely, last_years_form
from pipeline.returns.known import Known

_EARLY = timedelta(days=92)
"""A talk may be held before its form is issued, but one of last year long before is last year's typed wrong."""

_YEARS_ON = {HELD_ON: 1, "uddannelse_slut": 7}
"""How many years after the round a date may lie; two where nothing else is said."""


def earliest_in(issued: Issued) -> date:
    """The first day that a date in a form may lie on, where it bears no year to say so."""
    return issued.issued_on - _EARLY


def date_problems(answers: Sequence[Answer], issued: Issued, known: Known, place: Place) -> Iterator[Problem]:
    """A fact's date that cannot be: years from the round, or before the talk. Stored, it would be a deadline."""
    days = {a.key: a.value for a in answers if a.privacy == "fact" and isinstance(a.value, date)}
    held = days.get(HELD_ON)
    for key, day in days.items():
        spot = Place(place.file, key)
        if not -1 <= day.year - issued.year <= _YEARS_ON.get(key, 2) or (
            key == HELD_ON and day.year < issued.year and day < earliest_in(issued)
        ):
            yield date_unlikely(spot)
        elif held and day < held:
            yield date_before_talk(spot)
    if held and issued.year < known.year:
        this_year = known.first_issued(issued.person or issued.group, known.year)
        if this_year and held >= this_year:
            yield last_years_form(Place(place.file, HELD_ON))
