"""Dates as Danes write them, the day first; and weeks, which are no days until a weekday is named."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from babel.dates import get_day_names, get_month_names

from pipeline.kinds.texts import folded_short

_TONGUES = ("da", "en")
_MONTHS = tuple(
    tuple(get_month_names("wide", locale=tongue)[month].lower() for month in range(1, 13))
    for tongue in _TONGUES
)
_WEEKDAYS = tuple(
    tuple(get_day_names("wide", locale=tongue)[day].lower() for day in range(7)) for tongue in _TONGUES
)
_YEARS = range(1900, 2100)
"""Outside these a year is a slip of the hand (2206 for 2026) and not a date of working life."""
FRIDAY = 4

_ORDINALS = (
    *("første", "anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende", "tiende"),
    *(
        "ellevte",
        "tolvte",
        "trettende",
        "fjortende",
        "femtende",
        "sekstende",
        "syttende",
        "attende",
        "nittende",
    ),
    *("tyvende", "enogtyvende", "toogtyvende", "treogtyvende", "fireogtyvende", "femogtyvende"),
    *("seksogtyvende", "syvogtyvende", "otteogtyvende", "niogtyvende", "tredivte", "enogtredivte"),
)
_YEAR = r"(?P<year>[0-9]{4}|[’'´`]?[0-9]{2})"
_BEFORE_YEAR = r" ?[-–./] ?| |(?=[’'´`])"
_DAY, _MONTH = r"(?P<day>[0-9]{1,2})", r"(?P<month>[0-9]{1,2})"
_NAME = r"(?P<month>[a-z]{3,9})"
_DATE_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>[0-9]{4})[-./](?P<month>[0-9]{1,2})[-./](?P<day>[0-9]{1,2})",
        # A slash or a dot first, then anything; a dash only among dashes: »10-11/12« is two days of December.
        rf"{_DAY} ?[./] ?{_MONTH}(?:(?:{_BEFORE_YEAR}){_YEAR})?",
        rf"{_DAY} ?[-–] ?{_MONTH}(?:(?: ?[-–] ?| ){_YEAR})?",
        rf"{_DAY} {_MONTH} (?P<year>[0-9]{{4}})",
        rf"{_DAY}(?:'?(?:te|ste|den|nden|die|dje|rde|th|st|nd|rd))?(?:\. ?| |-)?{_NAME}\.?,?(?:[ -]?{_YEAR})?",
        rf"{_NAME}\.? {_DAY}(?:th|st|nd|rd)?,? (?P<year>[0-9]{{4}})",
        rf"(?P<ordinal>[a-zø]{{5,14}}) {_NAME}\.?,?(?: {_YEAR})?",
    )
)
_WEEK_FORMS = (
    # After a dash two digits would be the second week of two as likely as a year.
    re.compile(r"(?:i )?(?:uge|u\.?) ?(?P<week>[0-9]{1,2})(?:(?:, ?| ?[-/.] ?| i | )(?P<year>[0-9]{4}))?"),
    re.compile(r"(?P<year>[0-9]{4})-?w(?P<week>[0-9]{2})"),
)
_WEEKDAY = re.compile(r"(?P<name>[a-zæøå]{2,9})(?:\., ?|[., ] ?)(?P<rest>.*)")
_DAY_PREFIX = re.compile(r"(?:den |d\. ?|d )")
_HOUR = r"(?:[01]?[0-9]|2[0-4])"
_HOURS = rf"{_HOUR}(?:[.:][0-5][0-9])?(?: ?(?:-|–|til) ?{_HOUR}(?:[.:][0-5][0-9])?)?"
_TIME = re.compile(
    rf"(?:,? (?:kl\.? ?|klokken ){_HOURS}"
    rf"|,? {_HOUR}:[0-5][0-9](?::[0-5][0-9])?(?: ?[-–] ?{_HOUR}:[0-5][0-9])?"
    r"|t[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?z?)$"
)
_ENDS = "., "


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written. `completed` is true where the year is not written, `week` where no weekday is."""

    day: date
    completed: bool = False
    week: bool = False


def parse_date(text: str, year: int | None = None) -> date | None:
    """The date as Danes write it, day first, or None where it is none or says two things.

    Two digits of a year are 20xx; without a year, `year` is taken. A weekday must fit its date. A week is no date.
    """
    found = read_day(text, year)
    return None if found is None or found.week else found.day


def read_day(text: str, year: int | None = None, earliest: date | None = None) -> Day | None:
    """The day a text says, or the Friday of the week it says; None where it says neither or two things.

    Without a year it is `year`, or the next where that is before `earliest` or the weekday fits only there.
    """
    weekday, rest = _split_weekday(_without_time(folded_short(text)))
    found = _fitting(_read(rest, year), weekday)
    late_enough = found is not None and (earliest is None or found.day >= earliest)
    if year is None or late_enough or (found is not None and not found.completed):
        return found
    following = _fitting(_read(rest, year + 1), weekday)
    if following is None or not following.completed or (earliest is None and weekday is None):
        return found
    return following


def _fitting(found: Day | None, weekday: int | None) -> Day | None:
    """The day if it falls on the weekday written with it; a week takes its day from the weekday."""
    if found is None or weekday is None:
        return found
    if found.week:
        monday = found.day.toordinal() - FRIDAY
        return replace(found, day=date.fromordinal(monday + weekday), week=False)
    return found if found.day.weekday() == weekday else None


def _read(rest: str, year: int | None) -> Day | None:
    if week := _match(_WEEK_FORMS, rest):
        return _week_of(int(week["week"]), _year_of(week["year"]), year)
    prefix = _DAY_PREFIX.match(rest)
    match = _match(_DATE_FORMS, rest[prefix.end() :] if prefix else rest)
    if match is None:
        return None
    parts = match.groupdict()
    ordinal = parts.get("ordinal")
    if ordinal and ordinal not in _ORDINALS:
        return None
    day = _ORDINALS.index(ordinal) + 1 if ordinal else int(parts["day"])
    return _date_of(day, _month_number(parts["month"]), _year_of(parts["year"]), year)


def _match(forms: tuple[re.Pattern[str], ...], written: str) -> re.Match[str] | None:
    return next((found for form in forms if (found := form.fullmatch(written))), None)


def _without_time(written: str) -> str:
    """The text without the time of day after it, and without what ends a sentence."""
    return _TIME.sub("", written.strip(_ENDS)).rstrip(_ENDS)


def _split_weekday(written: str) -> tuple[int | None, str]:
    """The weekday a date begins with (0 is Monday, None without one), and the text after it."""
    match = _WEEKDAY.match(written)
    if match is None:
        return None, written
    name = match["name"].replace("oe", "ø")
    days = {n for names in _WEEKDAYS for n, weekday in enumerate(names) if weekday.startswith(name)}
    return (days.pop(), match["rest"]) if len(days) == 1 else (None, written)


def _year_of(written: str | None) -> int | None:
    if written is None:
        return None
    return int(written) if len(written) == 4 else 2000 + int(written[-2:])


def _week_of(week: int, written: int | None, year: int | None) -> Day | None:
    taken = written or year
    if taken is None or taken not in _YEARS:
        return None
    try:
        return Day(date.fromisocalendar(taken, week, FRIDAY + 1), completed=written is None, week=True)
    except ValueError:
        return None


def _date_of(day: int, month: int | None, written: int | None, year: int | None) -> Day | None:
    taken = year if written is None else written
    if month is None or taken is None:
        return None
    try:
        found = date(taken, month, day)
    except ValueError:
        return None
    return Day(found, completed=written is None) if found.year in _YEARS else None


def _month_number(month: str) -> int | None:
    """1 to 12 of digits, a month's name or its first three letters or more (`nov`, `sept`), Danish or English."""
    if month.isdigit():
        return int(month)
    numbers = {n for names in _MONTHS for n, name in enumerate(names, 1) if name.startswith(month)}
    return numbers.pop() if len(numbers) == 1 else None
