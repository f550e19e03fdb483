"""What differs in some units: each `[[unit]]` of a municipality's file, in the vocabulary of the file itself.

[[unit]]
units = ["Plejecentret Solgården", "3300"]     # names or codes
year = 2026                                    # left out: every year
round.closes = { value = "06-30", rule = "SYD-2" }

A unit has at most one for a year and one for every year; the year's goes before it, key by key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.policy.stated import Stated, statements
from pipeline.policy.vocabulary import Entry
from pipeline.problems import Problem, file_place
from pipeline.problems import forms as problems

_ONLY_ALL = ("municipality", "forms", "fields", "evaluation")
"""Sections that are the whole municipality's: nothing asks a unit for its own."""
_YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Unit:
    """One `[[unit]]`: its spot in the file, the units as written, the year (0 is every year), and what it states."""

    spot: str
    names: tuple[str, ...]
    year: int
    stated: Mapping[str, Stated]

    @property
    def units(self) -> frozenset[str]:
        """The names or codes, folded for comparing."""
        return frozenset(name.casefold() for name in self.names)


def read_units(written: Any, file: Path, known: Mapping[str, Entry]) -> tuple[list[Unit], list[Problem]]:
    """Every `[[unit]]` that is sound by itself and beside the others, in the order of the file."""
    if not isinstance(written, list) or not all(isinstance(row, dict) for row in written):
        expected = "en liste af tabeller: skriv [[unit]] over hver"
        return [], [problems.wrong_policy_value(file_place(file, "unit"), expected)]
    units: list[Unit] = []
    found: list[Problem] = []
    for number, row in enumerate(written, start=1):
        unit, wrong = _unit(f"unit.{number}", row, file, known)
        found += wrong
        if unit is not None:
            found += _beside(units, unit, file)
            units.append(unit)
    return units, found


def in_effect(unit: Unit, units: Sequence[Unit]) -> dict[str, Stated]:
    """What is stated for the units that year: for every year first, and over it for the year."""
    always = next(
        (other for other in units if unit.year and not other.year and unit.units <= other.units), None
    )
    return {**(always.stated if always else {}), **unit.stated}


def by_precedence(units: Sequence[Unit]) -> list[Unit]:
    """Those of one year before those of every year, which is the order a policy looks in."""
    return sorted(units, key=lambda unit: unit.year == 0)


def _unit(
    spot: str, row: Mapping[str, Any], file: Path, known: Mapping[str, Entry]
) -> tuple[Unit | None, list[Problem]]:
    """One `[[unit]]`, or None where it does not say which units or what year."""
    names, year = row.get("units"), row.get("year", 0)
    if not isinstance(names, list) or not names or not all(isinstance(n, str) and n.strip() for n in names):
        expected = 'en liste af enheder (navne eller koder): ["…", "…"]'
        return None, [problems.wrong_policy_value(file_place(file, f"{spot}.units"), expected)]
    if type(year) is not int or (year and year not in _YEARS):
        return None, [problems.wrong_policy_value(file_place(file, f"{spot}.year"), "et årstal, fx 2026")]
    rules = {key: value for key, value in row.items() if key not in ("units", "year", *_ONLY_ALL)}
    stated, found = statements(rules, file, known, spot)
    for section in _ONLY_ALL:
        if section in row:
            found.append(problems.not_for_a_unit(file_place(file, f"{spot}.{section}"), section))
    for key in [key for key in stated if known[key].municipal]:
        found.append(problems.not_for_a_unit(file_place(file, f"{spot}.{key}"), key))
        del stated[key]
    return Unit(spot, tuple(name.strip() for name in names), year, stated), found


def _beside(units: Sequence[Unit], unit: Unit, file: Path) -> list[Problem]:
    """What is wrong with a unit's rules beside those already read: it would not be plain which of them hold."""
    found: list[Problem] = []
    for other in units:
        shared = unit.units & other.units
        if shared and unit.year == other.year:
            name = next(name for name in unit.names if name.casefold() in shared)
            found.append(problems.repeated_unit(file_place(file, f"{unit.spot}.units"), name))
        elif shared and 0 in (unit.year, other.year):
            one, every = (unit, other) if unit.year else (other, unit)
            if not one.units <= every.units:
                found.append(problems.overlapping_units(file_place(file, f"{one.spot}.units")))
    return found
