"""What people write and what it means: text, dates, amounts, numbers, choices and ticks.

In comes the text of a field as a person typed it, out comes a typed value, None where nothing was
written, or `Unclear` where the text cannot be read as its kind with certainty: nothing is guessed. The way
back, `show`, writes a value as Danes write it. Babel is used here only.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date, get_day_names, get_month_names
from babel.numbers import format_decimal

from pipeline.model import Choice, Field, Value

_LOCALE = "da"
_MONTHS = tuple(get_month_names("wide", locale=_LOCALE)[month] for month in range(1, 13))
_WEEKDAYS = tuple(get_day_names("wide", locale=_LOCALE)[day] for day in range(7))
_YEARS = range(1900, 2100)
"""Outside these a year is a slip of the hand (2206 for 2026) and not a date of working life."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200e\u200f\u2060\ufeff")
"""Soft hyphens, zero-width marks and byte order marks, which come along when text is pasted."""

_YES = frozenset(("ja", "ja tak", "jo", "j", "yes", "y", "x", "[x]", "1", "sand", "true", "✓", "✔", "☑", "☒"))
_NO = frozenset(("nej", "nej tak", "n", "no", "[]", "[ ]", "0", "falsk", "false", "ikke", "☐", "□"))
"""Word's ticked box is ☒; a bare ✗ says yes to one reader and no to the next, so it is on neither list."""

_YEAR = r"(?P<year>[0-9]{4}|[’']?[0-9]{2})"
_DATE_FORMS = (
    re.compile(
        r"(?P<year>[0-9]{4})[-./](?P<month>[0-9]{1,2})[-./](?P<day>[0-9]{1,2})"
        r"(?:[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?z?)?"
    ),
    re.compile(
        rf"(?P<day>[0-9]{{1,2}}) ?[-–./] ?(?P<month>[0-9]{{1,2}})(?:(?: ?[-–./] ?| ){_YEAR})?[., ]*",
    ),
    re.compile(
        rf"(?P<day>[0-9]{{1,2}})(?:\. ?| |-)?(?P<month>[a-z]{{3,9}})\.?,?(?:[ -]?{_YEAR})?[., ]*",
    ),
)
_WEEKDAY = re.compile(r"(?P<name>[a-zæøå]{2,7})(?:\., ?|[., ] ?)(?P<rest>.*)")
_DAY_PREFIX = re.compile(r"(?:den |d\. ?|d )")

_WHOLE = r"(?:[0-9]{1,15}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}|[1-9][0-9]{0,2}(?: [0-9]{3}){1,4})"
_AMOUNT = re.compile(
    rf"(?:(?:kr|dkk)\.? ?)?(?P<sign>[-−]?)(?P<whole>{_WHOLE})"
    r"(?:,(?:(?P<part>[0-9]{1,2})|[-–—]{1,2}))? ?(?:(?:kr|dkk|kroner)\.?)?"
)
_NUMBER = re.compile(rf"(?P<sign>[-−]?)(?P<whole>{_WHOLE})(?: ?(?:år|aar|stk\.?))?\.?")


@dataclass(frozen=True, slots=True)
class Unclear:
    """A text that cannot be read as its kind. `code` names the problem; the text itself is not repeated."""

    code: str


# --- reading ------------------------------------------------------------------------------------


def parse(field: Field, text: str, year: int | None = None) -> Value | Unclear:
    """The value of a field's text: None when empty, `Unclear` when it cannot be read as the field's kind.

    `year` completes a date written without one. A combo box takes any text; a choice takes only its own.
    """
    tidy = tidy_text(text)
    if not tidy:
        return None
    if field.kind == "text":
        return tidy
    if field.kind == "combo":
        chosen = parse_choice(tidy, field.choices)
        return tidy if chosen is None else chosen
    if field.kind == "choice":
        chosen = parse_choice(tidy, field.choices)
        return Unclear("unclear-choice") if chosen is None else chosen or None
    value = parse_date(tidy, year) if field.kind == "date" else _PARSERS[field.kind](tidy)
    return Unclear(f"unclear-{field.kind}") if value is None else value


def tidy_text(text: str) -> str:
    """The text as it is kept: NFC, ordinary spaces and line ends, nothing blank at either end."""
    plain = _LINE_ENDS.sub("\n", text).translate(_SPACES)
    kept = unicodedata.normalize("NFC", plain).strip()
    return kept if kept.translate(_INVISIBLE).strip() else ""


def squeezed(text: str) -> str:
    """The text for comparing with a prompt or a label: kinds of space, invisible marks and line ends do not count."""
    return " ".join(text.translate(_INVISIBLE).split())


def parse_date(text: str, year: int | None = None) -> date | None:
    """The date as Danes write it, day first, or None where it is none or says two things.

    Two digits of a year are 20xx; without a year, `year` is taken. A weekday must fit its date.
    """
    weekday, rest = _split_weekday(_folded(text))
    prefix = _DAY_PREFIX.match(rest)
    written = rest[prefix.end() :] if prefix else rest
    matches = (form.fullmatch(written) for form in _DATE_FORMS)
    match = next((found for found in matches if found), None)
    if match is None:
        return None
    day = _date_of(match["day"], match["month"], match["year"], year)
    if day is None or (weekday is not None and day.weekday() != weekday):
        return None
    return day


def parse_amount(text: str) -> Decimal | None:
    """An amount in kroner; dots and spaces part thousands, one comma parts at most two decimals.

    `12,500` is None: 12.5 by Danish rules, but more likely a twelve thousand five hundred from elsewhere.
    """
    match = _AMOUNT.fullmatch(_folded(text))
    if match is None:
        return None
    whole = _digits(match["whole"])
    return Decimal(f"{'-' if match['sign'] else ''}{whole}.{match['part'] or '0'}").quantize(Decimal("0.01"))


def parse_number(text: str) -> int | None:
    """A whole number, alone or counted in years (`2 år`); other units would change what it means."""
    match = _NUMBER.fullmatch(_folded(text))
    if match is None:
        return None
    whole = int(_digits(match["whole"]))
    return -whole if match["sign"] else whole


def parse_choice(text: str, choices: Sequence[Choice]) -> str | None:
    """The value of the choice that has this text, or this value; case and spacing do not matter."""
    wanted = _folded(text)
    by_text = [choice.value for choice in choices if _folded(choice.text) == wanted]
    by_value = [choice.value for choice in choices if _folded(choice.value) == wanted]
    return next(iter(by_text + by_value), None)


def parse_yes_no(text: str) -> bool | None:
    """Whether a tick or a word says yes; None where it says neither."""
    said = _folded(text).rstrip(".!")
    if said in _YES:
        return True
    return False if said in _NO else None


_PARSERS: Mapping[str, Callable[[str], Value]] = {
    "amount": parse_amount,
    "number": parse_number,
    "check": parse_yes_no,
}


# --- showing ------------------------------------------------------------------------------------


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


# --- the parts of a text ------------------------------------------------------------------------


def _folded(text: str) -> str:
    """The text for comparing: lower case, single spaces, no invisible marks."""
    return " ".join(tidy_text(text).translate(_INVISIBLE).lower().split())


def _digits(whole: str) -> str:
    return whole.replace(".", "").replace(" ", "")


def _split_weekday(folded: str) -> tuple[int | None, str]:
    """The weekday a date begins with (0 is Monday, None without one), and the text after it."""
    match = _WEEKDAY.match(folded)
    if match is None:
        return None, folded
    name = match["name"].replace("oe", "ø")
    days = [number for number, weekday in enumerate(_WEEKDAYS) if weekday.startswith(name)]
    return (days[0], match["rest"]) if days else (None, folded)


def _date_of(day: str, month: str, written_year: str | None, year: int | None) -> date | None:
    number = _month_number(month)
    if written_year is not None:
        year = int(written_year) if len(written_year) == 4 else 2000 + int(written_year[-2:])
    if number is None or year is None:
        return None
    try:
        found = date(year, number, int(day))
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def _month_number(month: str) -> int | None:
    """1 to 12 of digits, a month's name or its first three letters or more (`nov`, `sept`)."""
    if month.isdigit():
        return int(month)
    numbers = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(month)]
    return numbers[0] if numbers else None
