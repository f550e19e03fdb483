"""Values as Danes write them, and as the contract prints them."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from pipeline.model import Value

_LOCALE = "da"


def show(value: Value) -> str:
    """The value as Danes write it: `12. november 2026`, `12.500,00`, `ja`; "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, Decimal):
        return format_decimal(value, "#,##0.00##########", locale=_LOCALE)
    return str(value)


@lru_cache(maxsize=4096)  # a round's dates are a few hundred; Babel takes 40 µs for each
def long_date(day: date) -> str:
    """`12. november 2026`."""
    return format_date(day, "d. MMMM y", locale=_LOCALE)


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the month's last: 31 August + 6 is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def as_json(value: Value) -> str | bool | int | None:
    """The value as the contract prints it: ISO dates, amounts as decimal strings."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value
