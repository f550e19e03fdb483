"""What one policy file states: each dotted key with its value, its rule and the file it stands in.

Everything that can be said of a value by itself is said here; what must fit together is `soundness`' matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from pathlib import Path
from typing import Any

from pipeline.policy.values import is_rule_id, misfit, settled
from pipeline.policy.vocabulary import BY_KIND, TABLES, Entry, entries_of
from pipeline.problems import Problem, file_place
from pipeline.problems import forms as problems


@dataclass(frozen=True, slots=True)
class Stated:
    """A value and the file it comes from. In a list of tables each row carries its own rule."""

    value: Any
    file: Path
    rule: str = ""


def statements(
    document: Mapping[str, Any], file: Path, known: Mapping[str, Entry], within: str = ""
) -> tuple[dict[str, Stated], list[Problem]]:
    """What the file states, key by key; a value with something wrong is reported and left out.

    `within` is the part of the file that the document is (`unit.2`), "" for all of it; places name it.
    """
    stated: dict[str, Stated] = {}
    found: list[Problem] = []
    for key, written in _leaves(document, known):
        value, wrong = _statement(key, written, file, known)
        found += [_moved(problem, within) for problem in wrong] if within else wrong
        if value is not None and not wrong:
            stated[key] = value
    return stated, found


def _moved(problem: Problem, within: str) -> Problem:
    """The problem with its place in that part of the file."""
    place = problem.place
    return replace(problem, place=replace(place, spot=f"{within}.{place.spot}"))


def _leaves(
    table: Mapping[str, Any], known: Mapping[str, Entry], prefix: str = ""
) -> Iterator[tuple[str, Any]]:
    """The file's keys and what stands there, going into tables that are sections of the vocabulary."""
    for name, value in table.items():
        key = prefix + name
        if isinstance(value, dict) and any(other.startswith(f"{key}.") for other in known):
            yield from _leaves(value, known, f"{key}.")
        else:
            yield key, value


def _statement(
    key: str, written: Any, file: Path, known: Mapping[str, Entry]
) -> tuple[Stated | None, list[Problem]]:
    """One key: a plain value, `{ value = …, rule = "…" }`, or a list of tables."""
    place = file_place(file, key)
    if key in BY_KIND:
        expected = f"en liste for hver samtaletype: skriv fx [[{key}.MUS]] over hver"
        return None, [problems.wrong_policy_value(place, expected)]
    if key not in known:
        a_section = isinstance(written, dict) and "value" not in written
        near = {name.rpartition(".")[0] for name in known} if a_section else known
        return None, [problems.unknown_policy_key(place, key, near)]
    entry = known[key]
    if entry.house and not file.name.startswith("_"):
        return None, [problems.policy_key_of_the_house(place, key)]
    if (table := TABLES.get(key.partition(".")[0])) is not None:
        return _rows(key, written, file, table)
    value, rule, found = _unwrapped(key, written, file)
    if found:
        return None, found
    if not is_rule_id(rule):
        found.append(problems.malformed_rule(place))
    if wrong := misfit(value, entry, place):
        found.append(wrong)
    return Stated(settled(value), file, rule if isinstance(rule, str) else ""), found


def _unwrapped(key: str, written: Any, file: Path) -> tuple[Any, Any, list[Problem]]:
    """A value and its rule, however they are written."""
    if not isinstance(written, dict):
        return written, "", []
    choices = ("value", "rule")
    strange = [
        problems.unknown_policy_key(file_place(file, f"{key}.{name}"), name, choices)
        for name in written
        if name not in choices
    ]
    if "value" not in written:
        strange.append(problems.policy_key_missing(file_place(file, key), "value"))
    return written.get("value"), written.get("rule", ""), strange


def _rows(key: str, written: Any, file: Path, table: type[Any]) -> tuple[Stated | None, list[Problem]]:
    """A list of tables (`[[packet]]`, `[[topics.MUS]]`) as dataclasses, in the order of the file."""
    if not isinstance(written, list) or not all(isinstance(row, dict) for row in written):
        expected = f"en liste af tabeller: skriv {problems.table_header(key)} over hver"
        return None, [problems.wrong_policy_value(file_place(file, key), expected)]
    rows: list[Any] = []
    found: list[Problem] = []
    for number, row in enumerate(written, start=1):
        name = row.get("key", number)
        made, wrong = _row(f"{key}.{name}", row, file, table)
        rows += [] if made is None else [made]
        found += wrong
    return Stated(tuple(rows), file), found


def _row(key: str, row: Mapping[str, Any], file: Path, table: Any) -> tuple[Any, list[Problem]]:
    """One table of a list as its dataclass, or None and the reasons."""
    known = {entry.key: entry for entry in entries_of(table)}
    found: list[Problem] = []
    values: dict[str, Any] = {}
    for name in row.keys() - known.keys():
        found.append(problems.unknown_policy_key(file_place(file, f"{key}.{name}"), name, known))
    for one, entry in zip(fields(table), known.values(), strict=True):
        place = file_place(file, f"{key}.{entry.key}")
        if entry.key not in row:
            if one.default is MISSING:
                found.append(problems.policy_key_missing(place, entry.key))
        elif wrong := misfit(row[entry.key], entry, place):
            found.append(wrong)
        else:
            values[one.name] = settled(row[entry.key])
    return (None, found) if found else (table(**values), [])
