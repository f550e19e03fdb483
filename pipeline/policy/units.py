"""What differs in some units: each `[[unit]]` of a municipality's file, in the vocabulary of the file itself.

[[unit]]
units = ["Plejecentret Solgården", "3300"]     # names or codes
year = 2026                                    # left out: every year
round.closes = { value = "06-30", rule = "SYD-2" }
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.policy.stated import Stated, statements
from pipeline.policy.vocabulary import Entry
from pipeline.problems import Problem, file_place
from pipeline.problems import forms as problems

_ONLY_ALL = ("municipality", "forms", "fields")
"""Sections that are the whole municipality's."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One `[[unit]]`: the units by folded name or code, the year (0 is every year), and what it states."""

    units: frozenset[str]
    year: int
    stated: Mapping[str, Stated]


def read_units(written: Any, file: Path, known: Mapping[str, Entry]) -> tuple[list[Unit], list[Problem]]:
    """Every `[[unit]]` that is sound by itself, in the order of the file."""
    if not isinstance(written, list) or not all(isinstance(row, dict) for row in written):
        expected = "en liste af tabeller: skriv [[unit]] over hver"
        return [], [problems.wrong_policy_value(file_place(file, "unit"), expected)]
    found: list[Problem] = []
    units: list[Unit] = []
    allowed = {key: entry for key, entry in known.items() if key.partition(".")[0] not in _ONLY_ALL}
    for number, row in enumerate(written, start=1):
        spot = f"unit.{number}"
        names, year = row.pop("units", None), row.pop("year", 0)
        if (
            not isinstance(names, list)
            or not names
            or not all(isinstance(name, str) and name for name in names)
        ):
            expected = 'en liste af enheder (navne eller koder): ["…", "…"]'
            found.append(problems.wrong_policy_value(file_place(file, f"{spot}.units"), expected))
            continue
        if type(year) is not int:
            found.append(problems.wrong_policy_value(file_place(file, f"{spot}.year"), "et årstal, fx 2026"))
            continue
        stated, wrong = statements(row, file, allowed)
        found += wrong
        units.append(Unit(frozenset(name.casefold() for name in names), year, stated))
    return units, found
