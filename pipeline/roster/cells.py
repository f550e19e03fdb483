"""Single cells of a roster as the values they mean, and what is wrong with them.

An empty cell means nothing and is never a problem here; whether it may be empty is for the row to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from pipeline.kinds import parse_date, parse_yes_no
from pipeline.model import TalkKind
from pipeline.problems import Problem
from pipeline.problems.roster import date_unreadable, kind_unknown, status_unknown, yes_no_unclear
from pipeline.roster.spelling import as_text, fold
from pipeline.roster.tables import Table
from pipeline.sheets.read import Cell

Status = Literal["active", "leave", "left"]

_STATUSES: Mapping[str, Status] = {
    **dict.fromkeys(("ansat", "aktiv", "aktive", "igang", "active", "fastansat", "0", "1"), "active"),
    **dict.fromkeys(("orlov", "paaorlov", "barsel", "barselsorlov", "paabarsel", "leave", "3", "4"), "leave"),
    **dict.fromkeys(("foraeldreorlov", "sygeorlov", "orlovudenloen", "orlovmedloen"), "leave"),
    **dict.fromkeys(("fratraadt", "opsagt", "ophoert", "afskediget", "stoppet", "inaktiv", "left"), "left"),
    **dict.fromkeys(("pensioneret", "paapension", "doed", "slettet", "7", "8", "9", "s"), "left"),
}
"""Folded words, and SD Løn's codes: 0, 1 employed; 3, 4 leave; 7 gone, 8 resigned, 9 retired, S deleted."""

_KINDS: Mapping[str, TalkKind] = {fold(kind): kind for kind in get_args(TalkKind)} | {
    "medarbejderudviklingssamtale": "MUS",
    "gruppeudviklingssamtale": "GRUS",
    "teamudviklingssamtale": "TUS",
    "lederudviklingssamtale": "LUS",
    "seniorudviklingssamtale": "SUS",
    "seniorsamtale": "SUS",
    "opfoelgningssamtale": "opfølgning",
}

_NUMBER = re.compile(r"'?([0-9A-Za-zÆØÅæøå](?:[0-9A-Za-zÆØÅæøå._-]{0,23}[0-9A-Za-zÆØÅæøå])?)")
_SERIAL_DAYS = range(20_000, 80_000)
"""Dates of 1954 to 2118 as Excel counts days, where a cell lost its date format."""
_EXCEL_DAY_0 = date(1899, 12, 30)
_NEVER = 2200
"""Payroll systems write 31-12-9999 for "no end"."""


def read_number(cell: Cell) -> str:
    """An employee number as the text it was, or "" where the cell holds none. A number must have a digit."""
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        return ""
    match = _NUMBER.fullmatch(as_text(cell))
    return match[1] if match and any(c.isdigit() for c in match[1]) else ""


def read_date(table: Table, row: int, field: str, year: int) -> tuple[date | None, list[Problem]]:
    """The date in a cell, None where it is empty or means "never". Text is read as Danes write dates."""
    cell = table.cell(row, field)
    if not as_text(cell):
        return None, []
    day = _date(cell, year)
    if day is None:
        return None, [date_unreadable(table.place(row, field), table.header_of(field))]
    return (day if day.year < _NEVER else None), []


def read_yes_no(table: Table, row: int, field: str) -> tuple[bool, list[Problem]]:
    """Whether a cell says yes; empty, and anything unclear, is no."""
    cell = table.cell(row, field)
    said = cell if isinstance(cell, bool) else parse_yes_no(as_text(cell) or "nej")
    if said is None:
        return False, [yes_no_unclear(table.place(row, field), table.header_of(field))]
    return said, []


def read_status(table: Table, row: int) -> tuple[Status, list[Problem]]:
    """The status; empty, and unknown ones, count as active."""
    text = table.text(row, "status")
    status = _STATUSES.get(fold(text) if text else "ansat")
    return (status, []) if status else ("active", [status_unknown(table.place(row, "status"))])


def read_kind(table: Table, row: int, field: str, admitted: tuple[str, ...]) -> tuple[str, list[Problem]]:
    """The kind of talk among those admitted, "" where the cell is empty or unknown."""
    text = table.text(row, field)
    kind = _KINDS.get(fold(text), "")
    if text and kind not in admitted:
        return "", [kind_unknown(table.place(row, field), admitted)]
    return kind, []


def _date(cell: Cell, year: int) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _EXCEL_DAY_0 + timedelta(days=int(cell)) if int(cell) in _SERIAL_DAYS else None
    text = as_text(cell).removesuffix(" 00:00:00").removesuffix(" 00:00")
    never = "9999" in text and not any(c.isalpha() for c in text)
    return date.max if never else parse_date(text, year)
