"""Leaders as people's own rows name them, and the circles that come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.problems import Problem
from pipeline.problems import roster as problem
from pipeline.roster.cells import is_vacant
from pipeline.roster.directory import called, shown_name
from pipeline.roster.entries import Entry, bare_number
from pipeline.roster.leaders.case import Case
from pipeline.roster.leaders.the_one import the_one


def read_written(case: Case) -> None:
    """The leaders that people's own rows name."""
    for entry in case.entries.used:
        number = entry.number
        case.by_number[number] = entry
        case.leaders[number] = ""
        case.in_unit[entry.unit].append(number)
        if not entry.leader:
            continue
        if all(is_vacant(text) or bare_number(text) in case.entries.vacant for _, text in entry.leader):
            case.vacant.add(number)
            continue
        found, wrong = _named(case, entry)
        if found is entry:
            case.selves.add(number)
        elif found:
            case.leaders[number] = found.number
        else:
            case.wrong.add(number)
            case.problems += wrong if not entry.has_left(case.today) else []


def _named(case: Case, entry: Entry) -> tuple[Entry | None, list[Problem]]:
    """The leader by the first column that says anything; where that fits several, those after it tell them apart."""
    words = [text for _, text in entry.leader if not is_vacant(text)]
    found = case.directory.find(words[0])
    if len(found) > 1 and entry.institution:  # the number of an institution is its own people's
        found = [one for one in found if one.institution == entry.institution] or found
    _tell_if_columns_differ(case, entry, found)
    for further in words[1:]:
        if len(found) > 1:
            found = [one for one in found if one in case.directory.find(further)] or found
    if len(found) > 1:
        flagged = [one for one in found if one.is_leader]
        found = flagged if len(flagged) == 1 else found
    return the_one(
        case.directory, found, words[0], case.place(entry), problem.leader_unknown, problem.leader_ambiguous
    )


def _tell_if_columns_differ(case: Case, entry: Entry, found: Sequence[Entry]) -> None:
    """The row names one leader by number and another by name: the first counts, and it is told."""
    for field, text in entry.leader[1:]:
        other = [] if field == "staff_leader" or is_vacant(text) else case.directory.find(text)
        if found and other and all(one is not each for one in found for each in other):
            place = case.table.place(entry.row, field)
            case.problems.append(problem.leader_columns_differ(place, called(found[0])))


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
