"""Reads an export as a municipality would that has set nothing, and asks simple things of what came out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from pipeline.roster import Wanted, read_roster

YEAR = 2026


def read(path: Path, columns=None, sheet="", helper_units=("led-adm",)):
    """The roster and its problems."""
    return read_roster(path, YEAR, Wanted(columns=columns or {}, sheet=sheet, helper_units=helper_units))


def by_name(roster):
    """Name → person. Two of one name are both there, the second as `Name (number)`."""
    people = {}
    for person in roster.people.values():
        key = person.name if person.name not in people else f"{person.name} ({person.number})"
        people[key] = person
    return people


def leaders(roster):
    """Name → the leader's name, "" where there is none."""
    names = {number: person.name for number, person in roster.people.items()} | {"": ""}
    return {name: names[person.leader] for name, person in by_name(roster).items()}


def units(roster):
    """Name → the unit's name."""
    return {name: person.unit for name, person in by_name(roster).items()}


def codes(problems):
    """How often each problem is told."""
    return Counter(problem.code for problem in problems)


def blocking(problems):
    """How often each problem that blocks is told."""
    return codes(problem for problem in problems if problem.blocks)


def leaderless(problems):
    """How many times a unit is told to have no leader; one of a single person says it of the person."""
    return codes(problems)["unit-without-leader"] + codes(problems)["leader-missing"]


def said(problems, code):
    """The texts of the problems of one code, as one text."""
    return "\n".join(problem.text for problem in problems if problem.code == code)


def sheets_read(roster):
    """The sheets that something was read from: what as."""
    return {(Path(sheet.file).name, sheet.name): sheet.holds for sheet in roster.sources}


def cpr_of(*tables):
    """Every cell of the tables that is a CPR number."""
    cells = [cell for table in tables for row in table for cell in row if isinstance(cell, str)]
    return {cell for cell in cells if re.fullmatch(r"\d{6}-?\d{4}", cell)}


def holds_any(roster, problems, numbers) -> list[str]:
    """The CPR numbers of which anything is left, with hyphen or without, with the first zero or without."""
    text = repr((roster, problems))
    ways = {
        number: {
            digits := number.replace("-", ""),
            f"{digits[:6]}-{digits[6:]}",
            digits.lstrip("0"),
            f"{digits[:6]} {digits[6:]}",
        }
        for number in numbers
    }
    return [number for number, written in ways.items() if any(way in text for way in written)]
