"""Single cells of a roster as the values they mean, and what is wrong with them.

An empty cell means nothing and is never a problem here; whether it may be empty is for the row to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal, get_args

from pipeline.kinds import parse_date, parse_yes_no
from pipeline.model import Employment, TalkKind
from pipeline.problems import Problem
from pipeline.problems.roster import date_unreadable, kind_unknown, status_unknown, yes_no_unclear
from pipeline.roster.spelling import as_text, fold, words
from pipeline.roster.tables import Table, is_slashed
from pipeline.sheets.read import Cell

Status = Literal["active", "leave", "left"]

_STATUSES: Mapping[str, Status] = {
    **dict.fromkeys(("ansat", "aktiv", "aktive", "igang", "active", "fastansat", "0", "1", "5"), "active"),
    **dict.fromkeys(("orlov", "paaorlov", "barsel", "barselsorlov", "paabarsel", "leave", "3", "4"), "leave"),
    **dict.fromkeys(("foraeldreorlov", "sygeorlov", "orlovudenloen", "orlovmedloen"), "leave"),
    **dict.fromkeys(("fratraadt", "opsagt", "ophoert", "afskediget", "stoppet", "inaktiv", "left"), "left"),
    **dict.fromkeys(("pensioneret", "paapension", "doed", "slettet", "7", "8", "9", "s"), "left"),
}
"""Folded words, and SD Løn's codes: 0, 1, 5 employed; 3, 4 leave; 7 gone, 8 resigned, 9 retired, S deleted."""

_KINDS: Mapping[str, TalkKind] = {fold(kind): kind for kind in get_args(TalkKind)} | {
    "medarbejderudviklingssamtale": "MUS",
    "gruppeudviklingssamtale": "GRUS",
    "teamudviklingssamtale": "TUS",
    "lederudviklingssamtale": "LUS",
    "seniorudviklingssamtale": "SUS",
    "seniorsamtale": "SUS",
    "opfoelgningssamtale": "opfølgning",
}

_HOURLY = ("timeloen", "timeansat", "hourly")
_LEARNING = ("elev", "studerende", "praktikant", "laerling", "studentermedhjaelp", "studentermedhjaelper")
_TITLE_HEAD = re.compile(r"[,(/]| (?:for|til|af|hos|i|med|på) ", re.IGNORECASE)
_VACANT = frozenset(("vakant", "ubesat", "ledig", "vacant", "nn", "ingen", "ingenleder", "xx", "xxx"))
_EXCEL_DAY_0 = date(1899, 12, 30)
_NUMBER = re.compile(r"'?([0-9A-Za-zÆØÅæøå](?:[0-9A-Za-zÆØÅæøå._-]{0,23}[0-9A-Za-zÆØÅæøå])?)")
_SERIAL_DAYS = range(20_000, 80_000)
"""Dates of 1954 to 2118 as Excel counts days, where a cell lost its date format."""
_NEVER = 2200
"""Payroll systems write 31-12-9999 for "no end", which Excel counts as day 2,958,465."""
_NEVER_DAY = 2_958_465
_ALWAYS = 1900
"""SAP writes 01-01-1800 for "from the beginning"."""
_CLOCK = re.compile(r"[ T]\d{1,2}:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?$")
_SHORT_YEAR = re.compile(r".*[-./ ]\d\d")
_AHEAD = 20
"""A date so many years ahead, its year written with two digits, is of the last century: 01-08-98."""
_FULL_TIME = Decimal(37)
"""Hours a week of a full-time job in the Danish public sector."""
_AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)(?:/(\d+(?:[.,]\d+)?))? ?(%|timer|t\.?|pct\.?)?", re.IGNORECASE)


def read_number(cell: Cell) -> str:
    """An employee number as the text it was, or "" where the cell holds none. A number must have a digit."""
    number = read_word(cell)
    return number if any(c.isdigit() for c in number) else ""


def read_word(cell: Cell) -> str:
    """A number or user name: one word of letters and digits, or ""."""
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        return ""
    match = _NUMBER.fullmatch(as_text(cell))
    return match[1] if match else ""


def read_date(table: Table, row: int, field: str, year: int) -> tuple[date | None, list[Problem]]:
    """The date in a cell, None where it is empty or means "never". Text is read as Danes write dates.

    In a column where some dates have the month first no slashed date is read; that is told once, of the column.
    """
    cell = table.cell(row, field)
    if cell is None or cell == "":
        return None, []
    if isinstance(cell, datetime):
        day: date | None = cell.date()
    elif isinstance(cell, date):
        day = cell
    elif field in table.month_first and is_slashed(as_text(cell)):
        return None, []
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        day = _counted(int(cell), table.sheet.day_zero)
    else:
        day = _written(as_text(cell), year)
    if day is None:
        return None, [date_unreadable(table.place(row, field), table.header_of(field))]
    return (day if _ALWAYS <= day.year < _NEVER else None), []


def read_hours(table: Table, row: int) -> Decimal | None:
    """Hours a week, from a column of hours or of how much of a full-time job it is; None where neither tells."""
    if not (table.has("weekly_hours") or table.has("rate")):
        return None
    hours, unit = _amount(table.cell(row, "weekly_hours"))
    if hours is not None and 0 < hours <= 60 and unit != "%":
        return hours
    rate, unit = _amount(table.cell(row, "rate"))
    if rate is None or rate <= 0:
        return None
    share = rate / 100 if unit in ("%", "pct", "pct.") or rate > Decimal("1.5") else rate
    return (share * _FULL_TIME).quantize(Decimal("0.01")).normalize() + 0 if share <= 2 else None


@lru_cache(maxsize=20_000)
def read_employment(text: str, title: str) -> Employment:
    """Whether somebody is paid by the hour, or is there to learn; "" for everybody else.

    The kind of employment and the title both tell. A title tells of a learner by its head: a `Sosu-elev` is one, a
    `Vejleder for studerende` is none.
    """
    said = f"{text} {title}"
    if any(word in fold(said) for word in _HOURLY) or fold(text) == "t":
        return "hourly"
    head = words(_TITLE_HEAD.split(title, maxsplit=1)[0])[-1:]
    learns = any(word.endswith(_LEARNING) for word in (*words(text), *head))
    return "student" if learns else ""


def is_vacant(text: str) -> bool:
    """Whether what stands for a name says that the post is vacant."""
    word = fold(text)
    return word in _VACANT or word.startswith(("vakant", "ubesat", "ledigstilling"))


def read_yes_no(table: Table, row: int, field: str) -> tuple[bool, list[Problem]]:
    """Whether a cell says yes; empty, and anything unclear, is no."""
    cell = table.cell(row, field)
    if cell is None:
        return False, []
    said = cell if isinstance(cell, bool) else parse_yes_no(as_text(cell))
    if said is None:
        return False, [yes_no_unclear(table.place(row, field), table.header_of(field))]
    return said, []


def read_status(table: Table, row: int) -> tuple[Status, list[Problem]]:
    """The status; empty, and unknown ones, count as active. A column `Orlov` says yes of those on leave."""
    text = table.text(row, "status")
    if not text:
        return "active", []
    status = _STATUSES.get(fold(text))
    if status is None and fold(table.header_of("status")) == "orlov":
        said = parse_yes_no(text)
        status = None if said is None else "leave" if said else "active"
    return (status, []) if status else ("active", [status_unknown(table.place(row, "status"))])


def read_kind(table: Table, row: int, field: str, admitted: tuple[str, ...]) -> tuple[str, list[Problem]]:
    """The kind of talk among those admitted, "" where the cell is empty or unknown."""
    text = table.text(row, field)
    kind = _KINDS.get(fold(text), "")
    if text and kind not in admitted:
        return "", [kind_unknown(table.place(row, field), admitted)]
    return kind, []


def _counted(number: int, day_zero: date) -> date | None:
    """The date a bare number stands for: a count of days, or `20140801` and `1082014` without their signs."""
    if number == _NEVER_DAY or number // 10_000 == 9999:
        return date.max
    if number in _SERIAL_DAYS:
        return day_zero + timedelta(days=number)
    return _digits(str(number)) if number > 0 else date.max


@lru_cache(maxsize=50_000)
def _written(text: str, year: int) -> date | None:
    """The date a text says; `date.max` for "never", None where it says none."""
    text = _CLOCK.sub("", text)
    if not any(c.isalpha() for c in text) and ("9999" in text or not text.strip("0-./ ")):
        return date.max
    if text.isdecimal():
        return _counted(int(text), _EXCEL_DAY_0) if len(text) < 7 else _digits(text)
    day = parse_date(text, year)
    if day and day.year > year + _AHEAD and _SHORT_YEAR.fullmatch(text):
        return day.replace(year=day.year - 100) if (day.month, day.day) != (2, 29) else None
    return day


def _digits(text: str) -> date | None:
    """`20140801` as SAP writes it, or `01082014`, whose zero a number cell takes."""
    if len(text) not in (7, 8):
        return None
    text = text.zfill(8)
    for form in ("%Y%m%d", "%d%m%Y"):
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if _ALWAYS <= day.year < _NEVER:
            return day
    return None


def _amount(cell: Cell) -> tuple[Decimal | None, str]:
    """A number with or without decimals, and the sign behind it."""
    if isinstance(cell, bool) or cell is None:
        return None, ""
    match = _AMOUNT.fullmatch(as_text(cell)) if isinstance(cell, str | int | float) else None
    if match is None:
        return None, ""
    whole, part, unit = match.groups()
    amount = Decimal(whole.replace(",", "."))
    if part and (of := Decimal(part.replace(",", "."))):  # 30/37
        amount /= of
    return amount, (unit or "").lower()
