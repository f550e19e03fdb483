"""What is told of leaders: who has none and why, who leads beside, and who leads and is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.problems import Problem
from pipeline.problems import roster as problem
from pipeline.roster.cells import is_vacant
from pipeline.roster.directory import called
from pipeline.roster.entries import Entry
from pipeline.roster.leaders.case import Case, unit_name
from pipeline.roster.units import unit_place

_CO_LEADERS = ("co_leader_1", "co_leader_2")
_LEADER_COLUMNS = ("leader", "leader_number", "leader_email", "staff_leader")


def tell_who_has_none(case: Case) -> None:
    """Those without a leader, once a unit where it is the same for all, and the tops of the hierarchy."""
    leading = {*case.leaders.values(), *_leaders_of_unusable(case)}
    without = case.unsettled()
    tops = {e.number: e for e in without if e.number in leading or _leads_unit(case, e)}
    case.problems += [
        problem.leader_is_self(case.place(entry))
        for number, entry in tops.items()
        if number in case.selves and not _is_top(case, entry)
    ]
    if len(tops) > 1 and not tops.keys() <= case.selves:
        first = next(iter(tops.values()))
        names = [called(entry) for entry in tops.values()]
        case.problems.append(problem.tops(case.place(first), names, len(tops)))
    by_unit: dict[str, list[Entry]] = defaultdict(list)
    for entry in without:
        if entry.number not in tops:
            by_unit[entry.unit or f"\0{entry.row}"].append(entry)
    led_units = {entry.unit for number, entry in case.by_number.items() if case.leaders[number]}
    for unit, members in by_unit.items():
        case.problems += _about_unit(case, unit, members, led=unit in led_units)


def _about_unit(case: Case, unit: str, members: Sequence[Entry], led: bool) -> Iterator[Problem]:
    """What is said of a unit's people without a leader: one thing where it is the same for all, else of each."""
    vacant = [entry for entry in members if entry.number in case.vacant]
    if vacant:
        above = case.leaders_of(case.units.above(unit))
        hint = called(above[0]) if len(above) == 1 else ""
        name, place = unit_name(case, unit), case.place(vacant[0])
        yield problem.leader_vacant(place, name, len(vacant), hint)
    rest = [entry for entry in members if entry.number not in case.vacant]
    alone = len(rest) == 1 and any(case.table.has(name) for name in _LEADER_COLUMNS)
    if rest and not led and not alone and not unit.startswith("\0") and not vacant:
        yield problem.unit_without_leader(unit_place(case.table, rest[0]), unit_name(case, unit), len(rest))
        return
    for entry in rest:
        is_self = entry.number in case.selves
        yield (problem.leader_is_self if is_self else problem.leader_missing)(case.place(entry))


def _is_top(case: Case, entry: Entry) -> bool:
    """Whether the roster tells which unit lies above which, and none lies above theirs."""
    layered = any(unit.above for unit in case.units.by_key.values())
    return layered and not case.units.above(entry.unit)


def _leads_unit(case: Case, entry: Entry) -> bool:
    return any(entry is leader for leader in case.leaders_of(entry.unit)) if entry.unit else False


def _leaders_of_unusable(case: Case) -> set[str]:
    """The leaders of those who could not be used: they lead somebody all the same."""
    return {
        found.number
        for entry in case.entries.unusable
        for _, text in entry.leader
        for found in case.directory.find(text)
    }


def tell_co_leaders(case: Case) -> None:
    """Once for each unit whose rows name leaders beside the one who holds its talks."""
    told: set[str] = set()
    if not any(map(case.table.has, _CO_LEADERS)):
        return
    for number, entry in case.by_number.items():
        beside = [text for text in entry.co_leaders if not is_vacant(text)]
        if beside and case.leaders[number] and entry.unit not in told:
            told.add(entry.unit)
            of_unit = case.leaders_of(entry.unit) or [case.by_number[case.leaders[number]]]
            leader = called(of_unit[0])
            place = case.table.place(entry.row, "co_leader_1")
            case.problems.append(problem.co_leaders(place, leader, len(beside)))


def tell_leaders_gone(case: Case) -> list[Problem]:
    """The note on everybody whose leader has left."""
    leading = case.by_number.keys() & set(case.leaders.values())
    gone = {number for number in leading if case.by_number[number].has_left(case.today)}
    if not gone:
        return []
    return [
        problem.leader_left(case.place(entry), called(case.by_number[case.leaders[number]]))
        for number, entry in case.by_number.items()
        if case.leaders[number] in gone and not entry.has_left(case.today)
    ]
