"""Leaders by the unit: where a row names none, whoever leads the unit, or the nearest above that is led."""

from __future__ import annotations

from collections import defaultdict

from pipeline.problems import roster as problem
from pipeline.roster.directory import called
from pipeline.roster.entries import Entry
from pipeline.roster.leaders.case import Case, chain, unit_name


def lead_units(case: Case) -> None:
    """Unit → the leader its people agree on: a leader who belongs to the unit has another leader and is not asked.

    Somebody who stands as their own leader leads the unit, if nobody else does.
    """
    votes: dict[str, dict[str, str]] = defaultdict(dict)
    selves: dict[str, set[str]] = defaultdict(set)
    for number, entry in case.by_number.items():
        if not entry.unit or entry.has_left(case.today):
            continue
        if case.leaders[number]:
            votes[entry.unit][number] = case.leaders[number]
        elif number in case.selves:
            selves[entry.unit].add(number)
    for unit in votes.keys() | selves.keys():
        cast = votes[unit]
        leading = set(cast.values())
        led = {leader for number, leader in cast.items() if number not in leading} or selves[unit]
        if len(led) == 1:
            case.agreed[unit] = next(iter(led))


def take_from_units(case: Case) -> None:
    """Gives those without a leader the one of their unit, and leaders the one of the unit above theirs.

    Said where it is not plain: where only the colleagues tell, and, once a unit, where it has no leader of its own.
    """
    several: dict[str, list[Entry]] = defaultdict(list)
    above: dict[str, list[Entry]] = defaultdict(list)
    for entry in case.unsettled():
        unit, leaders = _leaders_for(case, entry)
        if len(leaders) > 1:
            several[unit].append(entry)
        if len(leaders) != 1 or entry.number in chain(leaders[0].number, case.leaders):
            continue
        agreed = unit == entry.unit and not case.units.leaders(unit)
        if entry.number in case.vacant or (agreed and entry.number in case.selves):
            continue  # somebody must say who: the row says that nobody does, or another than the colleagues say
        case.leaders[entry.number] = leaders[0].number
        if agreed:
            colleagues = sum(case.leaders[n] == leaders[0].number for n in case.in_unit[unit])
            case.problems.append(problem.leader_from_unit(case.place(entry), called(leaders[0]), colleagues))
        elif (passed := _leaderless(case, entry)) and unit != passed:
            above[passed].append(entry)
    for unit, led in above.items():
        leader = case.by_number[case.leaders[led[0].number]]
        case.problems.append(
            problem.leader_from_above(case.place(led[0]), unit_name(case, unit), called(leader), len(led))
        )
    for unit, led in several.items():
        names = [called(leader) for leader in case.leaders_of(unit)]
        case.problems.append(problem.leaders_two(case.place(led[0]), names, len(led)))
        case.wrong.update(entry.number for entry in led)


def _leaders_for(case: Case, entry: Entry) -> tuple[str, list[Entry]]:
    """The leaders of the nearest unit, from somebody's own upwards, that has any and is not led by them.

    OS2mo calls such leaders inherited. So a leader's own talk is with the leader of the parent unit.
    """
    unit, seen = entry.unit, set()
    while unit and unit not in seen:
        seen.add(unit)
        leaders = case.leaders_of(unit)
        if leaders and all(leader is not entry for leader in leaders):
            return unit, leaders
        unit = case.units.above(unit)
    return "", []


def _leaderless(case: Case, entry: Entry) -> str:
    """The unit whose leader somebody should have: their own, or of its leader the one above; "" where that has one."""
    own = any(entry is leader for leader in case.leaders_of(entry.unit))
    unit = case.units.above(entry.unit) if own else entry.unit
    return "" if case.leaders_of(unit) else unit
