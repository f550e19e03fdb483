"""How much somebody works, as hours a week: from hours a week or a month, parts of a full-time job, or per cent.

Systems write the same job as 37, 160,33, 1.0000, 100 or 10000. Where a cell names no scale, its column tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pipeline.roster.cells import is_nothing
from pipeline.roster.spelling import as_text
from pipeline.roster.tables import Table
from pipeline.sheets.read import Cell

_FULL_TIME = Decimal(37)
"""Hours a week of a full-time job in the Danish public sector."""
_PER_MONTH = Decimal("160.33")
"""Hours a month of a full-time job, as payroll reckons them."""
_MOST_A_WEEK = 60
"""More hours than that are those of a month."""
_LIKELY = (Decimal("0.005"), Decimal(2))
"""Between these parts of a full-time job is what somebody works; anything else is a slip, or of another scale."""
_AMOUNT = re.compile(
    r"(?P<amount>\d+(?:[.,]\d+)?)(?: ?/ ?(?P<of>\d+(?:[.,]\d+)?))? ?"
    r"(?:(?P<percent>%|pct\.?|procent)|(?P<hours>timer|tim\.?|t\.?|h)?"
    r"(?: ?(?:/|pr\.?|om|i) ?(?:(?P<week>u\.?|ugen?)|(?P<month>md\.?|måned(?:en)?)))?)",
    re.IGNORECASE,
)
_CLOCKED = re.compile(r"(\d{1,3}):([0-5]\d)(?::\d\d)?")
_WHO = ("number", "name", "first_name", "last_name", "person_id", "username", "email")
_Scale = Literal["column", "share", "hours", "week", "month", "percent"]
_SCALES: Mapping[_Scale, Decimal] = {
    "share": Decimal(1),
    "week": _FULL_TIME,
    "month": _PER_MONTH,
    "percent": Decimal(100),
}
"""What full time is where a cell names its scale."""


def hours_of(cell: Cell, full: Decimal) -> tuple[Decimal | None, bool]:
    """Hours a week, None where the cell says none; `full` is what a number without a sign says for full time."""
    if is_nothing(as_text(cell)):
        return None, True
    hours = _hours(cell, full)
    return hours, hours is not None


def scales_of(table: Table) -> dict[str, Decimal]:
    """What a full-time job is in the columns of hours and rates, where a number names no scale itself."""
    scales = {}
    if table.has("weekly_hours"):
        scales["weekly_hours"] = _scale_of_hours(sorted(_bare_numbers(table, "weekly_hours")))
    if table.has("rate"):
        scales["rate"] = _scale_of_rates(table, sorted(_bare_numbers(table, "rate")))
    return scales


def _bare_numbers(table: Table, field: str) -> Iterator[Decimal]:
    """The numbers above 0 that a column has for people; a total is nobody's."""
    scales = ("column", "hours") if field == "weekly_hours" else ("column",)
    for row, cell in zip(table.rows(), table.cells(field), strict=True):
        amount, scale = _amount(cell)
        if not amount or scale not in scales or table.is_filler(row):
            continue
        if any(table.cell(row, who) is not None for who in _WHO):
            yield amount


def _scale_of_hours(numbers: Sequence[Decimal]) -> Decimal:
    """Hours are a week's, or a month's where most of them are too many for a week."""
    of_month = sum(number > _MOST_A_WEEK for number in numbers)
    return _PER_MONTH if of_month * 2 > len(numbers) else _FULL_TIME


def _scale_of_rates(table: Table, numbers: Sequence[Decimal]) -> Decimal:
    """By the greatest number, slips aside: parts of one, hours, per cent, or per cent with two decimals and no comma.

    SD Løn writes 1.0000 or 10000, others 100 or 37.
    """
    greatest = numbers[-1 - len(numbers) // 50] if numbers else Decimal(1)
    header = table.header_of("rate").casefold()
    if greatest <= Decimal("1.5"):
        return Decimal(1)
    if any(sign in header for sign in ("procent", "pct", "%")):
        return Decimal(100 if greatest <= 200 else 10_000)
    if greatest <= 40:
        return _FULL_TIME
    if greatest <= 150:
        return Decimal(100)
    return _PER_MONTH if greatest <= 200 else Decimal(10_000)


def _hours(cell: Cell, full: Decimal) -> Decimal | None:
    """Hours a week, where `full` is what a number without a sign says for full time; None for what cannot be."""
    amount, scale = _amount(cell)
    if amount is None:
        return None
    if scale == "hours":
        full = full if full in (_FULL_TIME, _PER_MONTH) else _FULL_TIME
    elif scale != "column":
        full = _SCALES[scale]
    if full == _FULL_TIME and scale != "week" and amount > _MOST_A_WEEK:
        full = _PER_MONTH
    share = amount / full
    least, most = _LIKELY
    return (share * _FULL_TIME).quantize(Decimal("0.01")).normalize() + 0 if least <= share <= most else None


def _amount(cell: Cell) -> tuple[Decimal | None, _Scale]:
    """A number with or without decimals, or a time, and the scale it names."""
    if isinstance(cell, timedelta):
        return Decimal(round(cell.total_seconds())) / 3600, "hours"
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None, "column"
    return _said_amount(as_text(cell))


@lru_cache(maxsize=20_000)
def _said_amount(text: str) -> tuple[Decimal | None, _Scale]:
    if clocked := _CLOCKED.fullmatch(text):
        return Decimal(clocked[1]) + Decimal(clocked[2]) / 60, "hours"
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None, "column"
    amount = Decimal(match["amount"].replace(",", "."))
    if match["of"]:  # 30/37
        of = Decimal(match["of"].replace(",", "."))
        return (amount / of if of else None), "share"
    scales: tuple[_Scale, ...] = ("percent", "week", "month", "hours")
    return amount, next((scale for scale in scales if match[scale]), "column")
