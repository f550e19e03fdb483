"""Who leads whom: leaders, leaders' leaders and delegates resolved to people of the roster.

Comes in: the entries with leaders as written. Goes out: employee number → the leader's employee number. A
blank leader is the one all others of the unit have; whoever leads others and has no leader is the top of
the hierarchy. Somebody who has left needs no leader and gives no problem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pipeline.problems import Place, Problem
from pipeline.problems import roster as problem
from pipeline.roster.directory import Directory, called, numbers_of
from pipeline.roster.people import Entries, Entry
from pipeline.roster.spelling import fold
from pipeline.roster.tables import Table

Unknown = Callable[[Place, str], Problem]
Ambiguous = Callable[[Place, Sequence[str]], Problem]


def find_one(
    directory: Directory, written: str, place: Place, unknown: Unknown, ambiguous: Ambiguous
) -> tuple[Entry | None, list[Problem]]:
    """The one person that is meant; else None with the reason, or without one where nothing is written."""
    found = directory.find(written) if written else []
    if not written:
        return None, []
    if not found:
        return None, [unknown(place, directory.nearest(written))]
    if all(directory.is_left_out(entry) for entry in found):
        return None, [problem.leader_left_out(place, found[0].person.place.spot)]
    if len(found) > 1:
        return None, [ambiguous(place, numbers_of(found))]
    return found[0], []


def resolve_leaders(
    table: Table, entries: Entries, directory: Directory
) -> tuple[dict[str, str], list[Problem]]:
    """Everybody's leader by number, "" where there is none.

    Problems: `leader-unknown`, `-ambiguous`, `-left-out`, `-is-self`, `-cycle`, `-missing`; and, not
    blocking, `leader-from-unit` and `leader-left`.
    """
    leaders, problems = _written_leaders(table, entries.used, directory)
    by_number = {entry.person.number: entry for entry in entries.used}
    for circle in _circles(leaders):
        names = [by_number[number].person.name for number in circle]
        for position, number in enumerate(circle):
            place = leader_place(table, by_number[number].row)
            problems.append(problem.leader_cycle(place, names[position:] + names[:position]))
            leaders[number] = ""
    problems += _take_from_units(table, by_number, leaders)
    led_by = {*leaders.values(), *_leaders_of(entries.left_out, directory)}
    problems += [
        problem.leader_missing(leader_place(table, entry.row))
        for entry in _without(by_number.values(), leaders)
        if entry.person.number not in led_by
    ]
    return leaders, problems + _leaders_gone(table, by_number, leaders)


def resolve_delegates(
    table: Table, entries: list[Entry], directory: Directory
) -> tuple[dict[str, str], list[Problem]]:
    """Everybody's delegate by number, "" where there is none.

    Problems: `delegate-unknown`, `-ambiguous`, `-is-self`, and `leader-left-out`.
    """
    delegates, problems = {}, []
    for entry in entries:
        place = table.place(entry.row, "delegate")
        found, wrong = find_one(
            directory, entry.person.delegate, place, problem.delegate_unknown, problem.delegate_ambiguous
        )
        if found is entry:
            found, wrong = None, [problem.delegate_is_self(place)]
        delegates[entry.person.number] = found.person.number if found else ""
        problems += wrong
    return delegates, problems


def leader_place(table: Table, row: int) -> Place:
    """The cell the leader stands in, or should."""
    filled = [field for field in ("leader_number", "leader") if table.text(row, field)]
    there = [field for field in ("leader", "leader_number") if field in table.columns]
    return table.place(row, next(iter(filled + there), "number"))


def _written_leaders(
    table: Table, entries: list[Entry], directory: Directory
) -> tuple[dict[str, str], list[Problem]]:
    leaders, problems = {}, []
    for entry in entries:
        person, place = entry.person, leader_place(table, entry.row)
        found, wrong = find_one(
            directory, person.leader, place, problem.leader_unknown, problem.leader_ambiguous
        )
        if found is entry:
            found, wrong = None, [problem.leader_is_self(place)]
        leaders[person.number] = found.person.number if found else ""
        problems += wrong if person.status != "left" else []
    return leaders, problems


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


def _without(entries: Iterable[Entry], leaders: Mapping[str, str]) -> list[Entry]:
    """Those who still work here, have no leader, and for whom nobody wrote one."""
    return [
        entry
        for entry in entries
        if not (entry.person.leader or leaders[entry.person.number] or entry.person.status == "left")
    ]


def _leaders_of(left_out: list[Entry], directory: Directory) -> set[str]:
    """The leaders of those who could not be used: they lead somebody all the same."""
    return {found.person.number for entry in left_out for found in directory.find(entry.person.leader)}


def _take_from_units(table: Table, by_number: Mapping[str, Entry], leaders: dict[str, str]) -> list[Problem]:
    """Fills in leaders that nobody wrote where the unit tells, and says so; nobody is put under their own staff."""
    of_unit = _leaders_of_units(by_number.values(), leaders)
    problems = []
    for entry in _without(by_number.values(), leaders):
        taken = of_unit.get(_unit(entry), "")
        if taken and entry.person.number not in (taken, *_chain(taken, leaders)):
            leaders[entry.person.number] = taken
            problems.append(
                problem.leader_from_unit(leader_place(table, entry.row), called(by_number[taken]))
            )
    return problems


def _leaders_of_units(entries: Iterable[Entry], leaders: Mapping[str, str]) -> dict[str, str]:
    """Unit → the leader its people agree on.

    A leader who belongs to the unit has another leader and is not asked.
    """
    units: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in entries:
        number = entry.person.number
        if entry.person.status != "left" and _unit(entry) and leaders[number]:
            units[_unit(entry)][number] = leaders[number]
    agreed = {}
    for unit, votes in units.items():
        led = {leader for number, leader in votes.items() if number not in votes.values()}
        if len(led) == 1:
            agreed[unit] = led.pop()
    return agreed


def _unit(entry: Entry) -> str:
    """The unit by code, or by name within the unit above; "" where the roster names none."""
    person = entry.person
    return fold(person.unit_code) or (person.unit and f"{fold(person.parent_unit)}/{fold(person.unit)}")


def _chain(number: str, leaders: Mapping[str, str]) -> Iterator[str]:
    """The leaders above a person, nearest first. Circles were broken before."""
    while number := leaders.get(number, ""):
        yield number


def _leaders_gone(table: Table, by_number: Mapping[str, Entry], leaders: Mapping[str, str]) -> list[Problem]:
    gone = {number for number, entry in by_number.items() if entry.person.status == "left"}
    return [
        problem.leader_left(leader_place(table, entry.row), called(by_number[leaders[entry.person.number]]))
        for entry in by_number.values()
        if leaders[entry.person.number] in gone and entry.person.status != "left"
    ]
