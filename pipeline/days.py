"""Working days and Danish holidays. In comes a day, out comes a day, an answer or a name; nothing is read or written.

The library `holidays` is used here only, and imported when it is first needed: it takes 0.1 s, and most
municipalities count calendar days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
_SATURDAY = 5

# Deadlines in Danish law treat these as holidays (forældelsesloven § 3 and others), though they are working days by
# name; the library calls them optional, together with 1 May, which the laws leave out.
_CLOSED = ((6, 5), (12, 24), (12, 31))


def days_before(day: date, number: int, working: bool) -> date:
    """The day so many days before another: calendar days, or only working days where `working`.

    Fourteen days before 12 November is 29 October (ISH-3); the first of so many working days is the last before `day`.
    """
    if not working:
        return day - number * _DAY
    while number > 0:
        day -= _DAY
        number -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Whether offices are open: Monday to Friday and no holiday."""
    return day.weekday() < _SATURDAY and not holiday_name(day)


def holiday_name(day: date) -> str:
    """The Danish name of the holiday (»Skærtorsdag«), or "".

    Grundlovsdag, 24 and 31 December count; Store bededag has been a working day since 2024.
    """
    return _holidays(day.year).get(day, "")


@cache
def _holidays(year: int) -> Mapping[date, str]:
    """The holidays of one year by day."""
    from holidays import country_holidays

    public = country_holidays("DK", years=year, language="da", categories="public")
    optional = country_holidays("DK", years=year, language="da", categories="optional")
    closed = {date(year, month, day) for month, day in _CLOSED}
    return {**{day: name for day, name in optional.items() if day in closed}, **dict(public.items())}
