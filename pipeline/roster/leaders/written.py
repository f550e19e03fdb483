"""Leaders as people's own rows name them, and the circles that come of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.problems import Problem
from pipeline.problems import roster as problem
from pipeline.roster.cells import is_vacant
from pipeline.roster.directory import called, shown_name
from pipeline.roster.entries import Entry, bare_number
from pipeline.roster.leaders.case import Case
from pipeline.roster.leaders.the_one import the_one


def read_written(case: Case) -> None:
    """The leaders that people's own rows name: colleagues' rows mostly say the same, and are looked up once."""
    looked_up: dict[Hashable, _Named | None] = {}
    for entry in case.entries.used:
        number, asked = entry.number, (entry.leader, entry.institution)
        case.by_number[number] = entry
        case.leaders[number] = ""
        case.in_unit[entry.unit].append(number)
        if not entry.leader:
            continue
        if asked not in looked_up:
            looked_up[asked] = _look_up(case, *asked)
        named = looked_up[asked]
        if named is None:
            case.vacant.add(number)
        else:
            _follow(case, entry, named)


@dataclass(frozen=True, slots=True)
class _Named:
    """Whom a row's leader can be, by the word that counts; the columns that name others, and who is taken instead.

    `only` is the one they are found to be, where there is nothing to tell.
    """

    found: Sequence[Entry]
    written: str
    differing: Sequence[str]
    instead: str
    only: Entry | None


def _look_up(case: Case, leader: Sequence[tuple[str, str]], institution: str) -> _Named | None:
    """The leader by the first column that says anything; where that fits several, those after it tell them apart.

    None where all that is written says that nobody holds the post.
    """
    if all(is_vacant(text) or bare_number(text) in case.entries.vacant for _, text in leader):
        return None
    words = [text for _, text in leader if not is_vacant(text)]
    found = case.directory.find(words[0])
    if len(found) > 1 and institution:  # the number of an institution is its own people's
        found = [one for one in found if one.institution == institution] or found
    differing = _differing(case, leader, found)
    instead = called(found[0]) if found else ""
    for further in words[1:]:
        if len(found) > 1:
            found = [one for one in found if one in case.directory.find(further)] or found
    if len(found) > 1:
        flagged = [one for one in found if one.is_leader]
        found = flagged if len(flagged) == 1 else found
    is_plain = len(found) == 1 and not case.directory.is_left_out(found[0])
    return _Named(found, words[0], differing, instead, found[0] if is_plain else None)


def _follow(case: Case, entry: Entry, named: _Named) -> None:
    """Gives somebody the leader their row names. Where its columns name two the first counts, and it is told."""
    for field in named.differing:
        place = case.table.place(entry.row, field)
        case.problems.append(problem.leader_columns_differ(place, named.instead))
    found, wrong = (named.only, ()) if named.only else _one_of(case, entry, named)
    number = entry.number
    if found is entry:
        case.selves.add(number)
    elif found:
        case.leaders[number] = found.number
    else:
        case.wrong.add(number)
        case.problems += wrong if not entry.has_left(case.today) else ()


def _one_of(case: Case, entry: Entry, named: _Named) -> tuple[Entry | None, Sequence[Problem]]:
    unknown, ambiguous = problem.leader_unknown, problem.leader_ambiguous
    return the_one(case.directory, named.found, named.written, case.place(entry), unknown, ambiguous)


def _differing(case: Case, leader: Sequence[tuple[str, str]], found: Sequence[Entry]) -> list[str]:
    """The columns after the first that name wholly other people."""
    differing = []
    for field, text in leader[1:] if found else ():
        other = [] if field == "staff_leader" or is_vacant(text) else case.directory.find(text)
        if other and all(one is not each for one in found for each in other):
            differing.append(field)
    return differing


def break_circles(case: Case) -> None:
    """Whoever stands in a circle of leaders has none until it is broken, and is told of."""
    for circle in _circles(case.leaders):
        names = [shown_name(case.by_number[number]) for number in circle]
        for position, number in enumerate(circle):
            place = case.place(case.by_number[number])
            case.problems.append(problem.leader_cycle(place, names[position:] + names[:position]))
            case.leaders[number] = ""
            case.wrong.add(number)


def _circles(leaders: Mapping[str, str]) -> list[list[str]]:
    """The circles among people and their leaders, each once."""
    circles: list[list[str]] = []
    seen: set[str] = set()
    for start in leaders:
        path: dict[str, None] = {}
        number = start
        while number and number not in seen and number not in path:
            path[number] = None
            number = leaders.get(number, "")
        if number in path:
            walked = list(path)
            circles.append(walked[walked.index(number) :])
        seen.update(path)
    return circles
