"""Single cells of a roster as the values they mean.

Where a cell may be wrong its reader gives the value and whether the cell is clear. An empty cell means nothing and is
never unclear; whether it may be empty is for the row to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, get_args

from pipeline.kinds import parse_date, parse_yes_no
from pipeline.model import Employment, TalkKind
from pipeline.roster.spelling import as_text, fold, words
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

_NOTHING = "0-–./,: "
"""Signs that a cell of dates, hours or yes and no may consist of and say nothing: `-`, `00.00.0000`, `0,00`."""
_NO_LEAVE = frozenset(
    ("ingen", "ingenorlov", "ikkeorlov", "ikkepaaorlov", "ejpaaorlov", "ukendt", "ikkeangivet")
)
_UNPROTECTED = re.compile(
    r"(nej)?(ikke|ingen|ej|uden)((navne?|adresse|og|eller)*beskyt(tet|tede|telse)(navn|adresse)?)?"
    r"|ukendt|ikke(angivet|oplyst|relevant)|ubeskyttet"
)
_NEGATED = ("ikke", "ingen", "nej", "uden", "ophoert", "ubesky")
_HOURLY = re.compile(
    r"(?<!\bikke )(?<!\bej )(?<!\bingen )(?<!\bnon )(?<!\blaengere )"
    r"(timeloen(?!s(konsulent|koordinator|medarbejder|administrat|special))|timeansat|\btime (loen|ansat)|hourly)"
)
"""In folded words. Who reckons the pay of the hourly paid is not one of them."""
_ABOUT = re.compile(r" (?:for|til|af|hos) [^,(/]*", re.IGNORECASE)
"""What a title says of others: `Koordinator for timelønnede`."""
_LEARNING = ("elev", "studerende", "praktikant", "laerling", "studentermedhjaelp", "studentermedhjaelper")
_TITLE_HEAD = re.compile(r"[,(/]| (?:for|til|af|hos|i|med|på|år|trin|niveau|hold|modul) | \d", re.IGNORECASE)
"""What a title's head ends at: what it is about, or how far a learner has come (`Kontorelev 1. år`)."""
_VACANT = frozenset(("vakant", "ubesat", "ledig", "vacant", "nn", "ingen", "ingenleder", "xx", "xxx"))
_EXCEL_DAY_0 = date(1899, 12, 30)
_NUMBER = re.compile(r"'?([0-9A-Za-zÆØÅæøå](?:[0-9A-Za-zÆØÅæøå._-]{0,23}[0-9A-Za-zÆØÅæøå])?)")
_LONGEST_WORD = 25
_SERIAL_DAYS = range(20_000, 80_000)
"""Dates of 1954 to 2118 as Excel counts days, where a cell lost its date format."""
_NEVER = 2200
"""Payroll systems write 31-12-9999 for "no end", which Excel counts as day 2,958,465."""
_NEVER_DAY = 2_958_465
_ALWAYS = 1900
"""SAP writes 01-01-1800 for "from the beginning", .NET 01-01-0001, SQL Server 01-01-1753."""
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b.*")
_LONG_AGO = re.compile(r"(?<!\d)(?:0\d{3}|1[0-8]\d\d)(?!\d)")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?$")
_SHORT_YEAR = re.compile(r".*[-./ ]\d\d")
_AHEAD = 20
"""A date so many years ahead, its year written with two digits, is of the last century: 01-08-98."""


def read_number(cell: Cell) -> str:
    """An employee number as the text it was, or "" where the cell holds none. A number must have a digit."""
    number = read_word(cell)
    return number if number.isdecimal() or any(c.isdigit() for c in number) else ""


def read_word(cell: Cell) -> str:
    """A number or user name: one word of letters and digits, or ""."""
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        return ""
    text = as_text(cell)
    if len(text) <= _LONGEST_WORD and text.isascii() and text.isalnum():
        return text
    match = _NUMBER.fullmatch(text)
    return match[1] if match else ""


def read_day(cell: Cell, year: int, day_zero: date, slashes: bool = True) -> tuple[date | None, bool]:
    """The date in a cell, None where it is empty or means "never" or "always". Text is read as Danes write dates.

    `year` completes one without, `day_zero` is that of the sheet. Without `slashes` no slashed date is read, and none is
    unclear: in such a column some dates have the month first, which is told once.
    """
    if cell is None:
        return None, True
    if isinstance(cell, datetime):
        day: date | None = cell.date()
    elif isinstance(cell, date):
        day = cell
    elif cell == time():  # Excel's day 0 shown as a date
        day = date.min
    elif not slashes and slashed(as_text(cell)):
        return None, True
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        day = _counted(int(cell), day_zero)
    else:
        day = _written(as_text(cell), year)
    return (day if day and _ALWAYS <= day.year < _NEVER else None), day is not None


@lru_cache(maxsize=20_000)
def read_employment(text: str, title: str) -> Employment:
    """Whether somebody is paid by the hour, or is there to learn; "" for everybody else.

    The kind of employment and the title tell, each for itself. A title does not tell by what it is about: a `Sosu-elev`
    learns, a `Vejleder for studerende` does not, nor is a `Koordinator for timelønnede` paid by the hour.
    """
    if fold(text) == "t" or any(
        _HOURLY.search(" ".join(words(said))) for said in (text, _ABOUT.sub("", title))
    ):
        return "hourly"
    head = words(_TITLE_HEAD.split(title, maxsplit=1)[0])[-1:]
    learns = any(word.endswith(_LEARNING) for word in (*words(text), *head))
    return "student" if learns else ""


def is_vacant(text: str) -> bool:
    """Whether what stands for a name says that the post is vacant."""
    return means_vacant(fold(text))


def means_vacant(word: str) -> bool:
    """`is_vacant` of a text that is folded already."""
    return word in _VACANT or word.startswith(("vakant", "ubesat", "ledigstilling"))


def read_yes_no(cell: Cell) -> tuple[bool, bool]:
    """Whether a cell says yes; empty, and anything unclear, is no."""
    if cell is None or isinstance(cell, bool):
        return bool(cell), True
    said = parse_yes_no(as_text(cell))
    return bool(said), said is not None


def read_status(cell: Cell) -> tuple[Status, bool]:
    """The status; empty, and unknown ones, count as active."""
    known = "active" if cell is None else _STATUSES.get(fold(as_text(cell)))
    return known or "active", known is not None


def read_protected(cell: Cell) -> tuple[bool, bool]:
    """Whether a cell says that name or address is protected: by a yes, the word, or a date.

    What says neither yes nor no protects, the safe side.
    """
    said = _says_protected(as_text(cell))
    return said is not False, said is not None


def read_kind(cell: Cell, admitted: tuple[str, ...]) -> tuple[str, bool]:
    """The kind of talk among those admitted, "" where the cell is empty or unknown."""
    kind = _KINDS.get(fold(as_text(cell)), "")
    return (kind, True) if cell is None or kind in admitted else ("", False)


def _counted(number: int, day_zero: date) -> date | None:
    """The date a bare number stands for: a count of days, or `20140801` and `1082014` without their signs."""
    if number == _NEVER_DAY or number // 10_000 == 9999:
        return date.max
    if number in _SERIAL_DAYS:
        return day_zero + timedelta(days=number)
    return _digits(str(number)) if number > 0 else date.max


@lru_cache(maxsize=50_000)
def _written(text: str, year: int) -> date | None:
    """The date a text says; `date.max` for "never", `date.min` for "always", None where it says none."""
    text = _CLOCK.sub("", text)
    if not any(c.isalpha() for c in text) and ("9999" in text or not text.strip("0-./ ")):
        return date.max
    if text.isdecimal():
        return _counted(int(text), _EXCEL_DAY_0) if len(text) < 7 else _digits(text)
    day = parse_date(text, year)
    if day is None and parse_date(_LONG_AGO.sub("2000", text)):
        return date.min
    if day and day.year > year + _AHEAD and _SHORT_YEAR.fullmatch(text):
        return day.replace(year=day.year - 100) if (day.month, day.day) != (2, 29) else None
    return day


def _digits(text: str) -> date | None:
    """`20140801` as SAP writes it, or `01082014`, whose zero a number cell takes; `date.min` for `18000101`."""
    if len(text) not in (7, 8):
        return None
    text, always = text.zfill(8), None
    for form in ("%Y%m%d", "%d%m%Y"):
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if _ALWAYS <= day.year < _NEVER:
            return day
        if day.year < _ALWAYS:
            always = date.min
    return always


def slashed(text: str) -> tuple[int, int] | None:
    """The first two numbers of a date with slashes, of which either may be the month; None for any other text."""
    match = _SLASHED.fullmatch(text)
    return (int(match[1]), int(match[2])) if match else None


# --- yes and no ---------------------------------------------------------------------------------


def is_nothing(text: str) -> bool:
    """Whether a text is blank, noughts and dashes: what stands where there is nothing to say."""
    return not text.strip(_NOTHING)


def is_on_leave(cell: Cell) -> bool:
    """Whether a cell about leave says anything but no: yes, a date, a kind of leave."""
    text = as_text(cell)
    said = False if is_nothing(text) else parse_yes_no(text)
    if said is not None:
        return said
    word = fold(text)
    if word in _NO_LEAVE or words(text)[:1] == ["nej"]:
        return False
    return word.isdecimal() or _STATUSES.get(word) != "active"


def _says_protected(text: str) -> bool | None:
    """Whether a cell about protection says yes or no; None where it says neither."""
    said = False if is_nothing(text) else parse_yes_no(text)
    word = fold(text)
    if said is not None or _UNPROTECTED.fullmatch(word):
        return bool(said)
    if _written(text, _ALWAYS):
        return True
    says = "beskyt" in word or "hemmelig" in word or words(text)[:1] == ["ja"]
    return True if says and not any(no in word for no in _NEGATED) else None
