"""Rows to people: payroll has a row for each engagement, and a talk is held with a person.

Which rows are one person's is settled in `persons`. Of several engagements the primary one gives the person its number,
unit and leader; the rest are listed. Two people who look alike are told of and never joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pipeline.model import LeftOut
from pipeline.problems import Problem
from pipeline.problems import roster_people as problem
from pipeline.roster.directory import called
from pipeline.roster.entries import Entries, Entry, bare_number, sharing
from pipeline.roster.persons import find_persons

_Alike = list[tuple[int, Entry]]
"""Rows with the place of the person among the persons."""
_FROM_OTHERS = ("email", "talk_kind", "talk_on", "group", "agreement")
"""What the primary engagement's row may leave blank and another of the same person's rows says."""


def join_engagements(entries: Entries, today: date) -> tuple[Entries, list[Problem]]:
    """One entry for each person, in the order of the sheet, and those left out.

    Problems: `number-twice` (of two people, who are both left out), and, not blocking, `engagements-joined`,
    `row-twice`, `number-with-institution`, `cpr-twice`, `perhaps-same-person` and `email-twice`.
    """
    persons, problems = find_persons(entries.used)
    alike = _numbered_alike(persons)
    problems += _set_apart(alike)
    twice = _numbered_twice(_numbered_alike(persons)) if alike else {}
    several = [rows for rows in persons if any(entry.row in twice for entry in rows)] if twice else []
    mixed = [entry for rows in several for entry in rows]
    rows_mixed = {entry.row for entry in mixed}
    people = [_joined(rows, today) for rows in persons if rows[0].row not in rows_mixed]
    problems += [problem.number_twice(entry.person.place, other) for entry, other in twice.values()]
    problems += [told for entry in people if entry.others for told in _about_others(entry)]
    problems += _alike(people)
    left_out = [*entries.left_out, *_engagements_out(people), *_mixed_out(mixed)]
    left_out.sort(key=lambda left: _row_of(left.place.spot))
    return Entries(people, [*entries.unusable, *mixed], left_out, entries.vacant), problems


# --- numbers ------------------------------------------------------------------------------------


def _set_apart(alike: Iterable[_Alike]) -> list[Problem]:
    """Puts the institution before the numbers that two institutions have given to two people (SD Løn), and says so."""
    problems = []
    for same in alike:
        of_institution = {(person, entry.institution.casefold()) for person, entry in same}
        people, institutions = {who for who, _ in of_institution}, {where for _, where in of_institution}
        if len(people) < 2 or "" in institutions or len(institutions) < len(of_institution):
            continue
        for _, entry in same:
            entry.person = replace(entry.person, number=f"{entry.institution}-{entry.number}")
            problems.append(problem.number_with_institution(entry.person.place, entry.number))
    return problems


def _numbered_twice(alike: Iterable[_Alike]) -> dict[int, tuple[Entry, str]]:
    """Row → entry and the cell of another person's with the same number. 42 and 0042 are the same number."""
    found: dict[int, tuple[Entry, str]] = {}
    for same in alike:
        for person, entry in same:
            other = next((other for who, other in same if who != person), None)
            if other:
                found[entry.row] = entry, other.person.place.spot
    return found


def _numbered_alike(persons: Sequence[Sequence[Entry]]) -> list[_Alike]:
    """The rows that have a number in common."""
    rows_of = [(person, entry) for person, rows in enumerate(persons) for entry in rows]
    return sharing([bare_number(entry.number) for _, entry in rows_of], rows_of)


# --- the primary engagement ---------------------------------------------------------------------


def _joined(rows: list[Entry], today: date) -> Entry:
    """The primary engagement's entry with the others listed, and what only their rows say."""
    if len(rows) == 1:
        return rows[0]
    primary, *others = sorted(rows, key=lambda entry: _rank(entry, today))
    primary.others = others
    person = primary.person
    blank = {
        name: value
        for name in _FROM_OTHERS
        if not getattr(person, name)
        for value in [next((getattr(o.person, name) for o in others if getattr(o.person, name)), None)]
        if value
    }
    numbers = dict.fromkeys(other.number for other in others)
    primary.person = replace(
        person,
        **blank,
        other_numbers=tuple(n for n in numbers if bare_number(n) != bare_number(person.number)),
        senior=any(entry.person.senior for entry in rows),
        wants_individual=any(entry.person.wants_individual for entry in rows),
        protected=any(entry.person.protected for entry in rows),
    )
    primary.is_leader = any(entry.is_leader for entry in rows)
    return primary


def _rank(entry: Entry, today: date) -> tuple[object, ...]:
    """Lowest is primary: at work now, marked primary, in a unit, paid by the month, most hours, longest there, topmost."""
    person = entry.person
    ended = entry.has_left(today)
    begins = person.employed_on is not None and person.employed_on > today
    return (
        ended,
        begins,
        not entry.primary,
        not (person.unit or person.unit_code),
        person.employment != "",
        -(person.weekly_hours or Decimal(0)),
        person.employed_on or date.max,
        entry.row,
    )


def _about_others(primary: Entry) -> Iterable[Problem]:
    """What is told of somebody who stands on several rows.

    A row with the same number and no unit says that somebody is a leader (Viborg), and is nothing to tell of.
    """
    again = [other for other in primary.others if bare_number(other.number) == bare_number(primary.number)]
    more = [other for other in primary.others if all(other is not one for one in again)]
    if more:
        yield problem.engagements_joined(primary.person.place, called(primary), _spots(more))
    for other in again:
        if other.unit == primary.unit:
            yield problem.row_twice(other.person.place, primary.person.place.spot)
        elif other.unit:
            yield problem.row_elsewhere(other.person.place, primary.person.place.spot)


def _engagements_out(people: Iterable[Entry]) -> Iterable[LeftOut]:
    """The rows of other engagements; one under the person's own number is not left out, only counted once."""
    for entry in people:
        for other in entry.others:
            person = other.person
            if bare_number(person.number) == bare_number(entry.number):
                continue
            yield LeftOut(person.place, person.number, person.name, _second(entry))


def _second(primary: Entry) -> str:
    return f"Anden ansættelse af samme medarbejder; pakken følger {primary.number}."


def _mixed_out(mixed: Iterable[Entry]) -> Iterable[LeftOut]:
    for entry in mixed:
        person = entry.person
        yield LeftOut(person.place, person.number, person.name, "To medarbejdere har samme tjenestenummer.")


# --- people who look alike ----------------------------------------------------------------------


def _alike(people: Sequence[Entry]) -> Iterable[Problem]:
    """Namesakes of one unit whom nothing tells apart, and an e-mail address that two people have."""
    for same in sharing([(entry.name_key, entry.unit) for entry in people], people):
        for entry in same[1:]:
            if not _told_apart(same[0], entry):
                yield problem.perhaps_same_person(entry.person.place, same[0].person.place.spot)
    reached = [entry for entry in people if entry.person.email]
    for same in sharing([entry.person.email.casefold() for entry in reached], reached):
        if len(same) == 2:  # more share a mailbox
            yield problem.email_twice(same[1].person.place, same[0].person.place.spot)


def _told_apart(one: Entry, other: Entry) -> bool:
    """Whether something shows that two namesakes are two people."""
    pairs = (
        (one.token, other.token),
        (one.person_id, other.person_id),
        (one.username, other.username),
        (one.person.email.casefold(), other.person.email.casefold()),
    )
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


def _spots(entries: Iterable[Entry]) -> list[str]:
    return [entry.person.place.spot for entry in entries]


def _row_of(spot: str) -> int:
    """The row of a spot such as `Ark!C7`, for sorting."""
    digits = "".join(c for c in spot.rpartition("!")[2] if c.isdigit())
    return int(digits or 0)
