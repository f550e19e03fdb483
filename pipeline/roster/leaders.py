"""Who leads whom: leaders, leaders' leaders and delegates resolved to people of the roster.

Comes in: the entries with leaders as written, and the units. Goes out: employee number → the leader's employee number.
What a row says of its leader counts first. Where it says nothing, says that the post is vacant, or names the person
themselves, the leader of the unit is taken, or of the nearest unit above that has one: so a leader's own talk is with
the leader of the parent unit. Whoever leads others and has no leader is the top of the hierarchy. Somebody who has left
needs no leader and gives no problem.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.problems import Place, Problem
from pipeline.problems import roster as problem
from pipeline.roster.cells import is_vacant
from pipeline.roster.directory import Directory, called, numbers_of, shown_name
from pipeline.roster.entries import Entries, Entry, bare_number
from pipeline.roster.spelling import fold
from pipeline.roster.tables import Holds, Table
from pipeline.roster.units import FLAG, LEADER_SHEET, UNIT_SHEET, Units, unit_place

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
Unknown = Callable[[Place, str], Problem]
Ambiguous = Callable[[Place, Sequence[str]], Problem]


def find_one(
    directory: Directory, written: str, place: Place, unknown: Unknown, ambiguous: Ambiguous
) -> tuple[Entry | None, list[Problem]]:
    """The one person that is meant; else None with the reason, or without one where nothing is written."""
    if not written:
        return None, []
    return _the_one(directory, directory.find(written), written, place, unknown, ambiguous)


def resolve_leaders(
    table: Table, entries: Entries, directory: Directory, units: Units
) -> tuple[dict[str, str], list[Problem]]:
    """Everybody's leader by number, "" where there is none.

    Problems: `leader-unknown`, `-ambiguous`, `-left-out`, `-is-self`, `-cycle`, `-missing`, `-vacant`, `leaders-two`,
    `unit-without-leader`; and, not blocking, `leader-from-unit`, `-from-above`, `-left`, `co-leaders` and
    `leaders-without-leader`.
    """
    case = _Case(table, entries, directory, units)
    _read_written(case)
    _break_circles(case)
    _lead_units(case)
    _take_from_units(case)
    _tell_who_has_none(case)
    _tell_co_leaders(case)
    return case.leaders, case.problems + _leaders_gone(case)


def resolve_delegates(
    table: Table, entries: list[Entry], directory: Directory
) -> tuple[dict[str, str], list[Problem]]:
    """Everybody's delegate by number, "" where there is none.

    Problems: `delegate-unknown`, `-ambiguous`, `-is-self`, and `leader-left-out`.
    """
    delegates, problems = {}, []
    for entry in entries:
        if not entry.person.delegate:
            delegates[entry.number] = ""
            continue
        place = table.place(entry.row, "delegate")
        found, wrong = find_one(
            directory, entry.person.delegate, place, problem.delegate_unknown, problem.delegate_ambiguous
        )
        if found is entry:
            found, wrong = None, [problem.delegate_is_self(place)]
        delegates[entry.number] = found.number if found else ""
        problems += wrong
    return delegates, problems


def leader_place(table: Table, entry: Entry) -> Place:
    """The cell the leader stands in, or should."""
    filled = [name for name, _ in entry.leader]
    there = [name for name in ("leader", "leader_number", "leader_email", "unit") if table.has(name)]
    return table.place(entry.row, next(iter(filled + there), "number"))


@dataclass(slots=True)
class _Case:
    """One roster's leaders while they are found. `selves` and `vacant` are by number: their rows do not tell the leader."""

    table: Table
    entries: Entries
    directory: Directory
    units: Units
    leaders: dict[str, str] = field(default_factory=dict)
    selves: set[str] = field(default_factory=set)
    vacant: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    agreed: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    by_number: dict[str, Entry] = field(default_factory=dict)

    def place(self, entry: Entry) -> Place:
        return leader_place(self.table, entry)

    def unsettled(self) -> list[Entry]:
        """Those who still work here, have no leader, and whose rows name none that is wrong."""
        return [
            entry
            for number, entry in self.by_number.items()
            if not self.leaders[number] and number not in self.wrong and entry.person.status != "left"
        ]

    def leaders_of(self, unit: str) -> list[Entry]:
        """Those who lead a unit: as somebody has said, else the one its people agree on. Who has left leads nothing."""
        named = self.units.leaders(unit)
        if not named and unit in self.agreed:
            named = [self.by_number[self.agreed[unit]]]
        return [leader for leader in named if leader.person.status != "left"]


# --- as written ---------------------------------------------------------------------------------


def _read_written(case: _Case) -> None:
    """The leaders that people's own rows name."""
    for entry in case.entries.used:
        number = entry.number
        case.by_number[number] = entry
        case.leaders[number] = ""
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
            case.problems += wrong if entry.person.status != "left" else []


def _named(case: _Case, entry: Entry) -> tuple[Entry | None, list[Problem]]:
    """The leader by the first column that says anything; where that fits several, those after it tell them apart."""
    words = [text for _, text in entry.leader if not is_vacant(text)]
    found = case.directory.find(words[0])
    for further in words[1:]:
        if len(found) > 1:
            found = [one for one in found if one in case.directory.find(further)] or found
    if len(found) > 1:
        flagged = [one for one in found if one.is_leader]
        found = flagged if len(flagged) == 1 else found
    return _the_one(
        case.directory, found, words[0], case.place(entry), problem.leader_unknown, problem.leader_ambiguous
    )


def _the_one(
    directory: Directory,
    found: Sequence[Entry],
    written: str,
    place: Place,
    unknown: Unknown,
    ambiguous: Ambiguous,
) -> tuple[Entry | None, list[Problem]]:
    if not found:
        return None, [unknown(place, directory.nearest(written))]
    if all(directory.is_left_out(entry) for entry in found):
        return None, [problem.leader_left_out(place, found[0].person.place.spot)]
    if len(found) > 1:
        return None, [ambiguous(place, numbers_of(found))]
    return found[0], []


def _break_circles(case: _Case) -> None:
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


# --- by the unit --------------------------------------------------------------------------------


def _lead_units(case: _Case) -> None:
    """Unit → the leader its people agree on: a leader who belongs to the unit has another leader and is not asked.

    Somebody who stands as their own leader leads the unit, if nobody else does.
    """
    votes: dict[str, dict[str, str]] = defaultdict(dict)
    selves: dict[str, set[str]] = defaultdict(set)
    for number, entry in case.by_number.items():
        if not entry.unit or entry.person.status == "left":
            continue
        if case.leaders[number]:
            votes[entry.unit][number] = case.leaders[number]
        elif number in case.selves:
            selves[entry.unit].add(number)
    for unit in votes.keys() | selves.keys():
        cast = votes[unit]
        led = {leader for number, leader in cast.items() if number not in cast.values()} or selves[unit]
        if len(led) == 1:
            case.agreed[unit] = next(iter(led))


def _take_from_units(case: _Case) -> None:
    """Gives those without a leader the one of their unit, and leaders the one of the unit above theirs.

    Said where it is not plain: where only the colleagues tell, and, once a unit, where it has no leader of its own.
    """
    several: dict[str, list[Entry]] = defaultdict(list)
    above: dict[str, list[Entry]] = defaultdict(list)
    for entry in case.unsettled():
        unit, leaders = _leaders_for(case, entry)
        if len(leaders) > 1:
            several[unit].append(entry)
        if len(leaders) != 1 or entry.number in _chain(leaders[0].number, case.leaders):
            continue
        agreed = unit == entry.unit and not case.units.leaders(unit)
        if entry.number in case.vacant or (agreed and entry.number in case.selves):
            continue  # somebody must say who: the row says that nobody does, or another than the colleagues say
        case.leaders[entry.number] = leaders[0].number
        if agreed:
            case.problems.append(problem.leader_from_unit(case.place(entry), called(leaders[0])))
        elif (passed := _leaderless(case, entry)) and unit != passed:
            above[passed].append(entry)
    for unit, led in above.items():
        leader = case.by_number[case.leaders[led[0].number]]
        case.problems.append(
            problem.leader_from_above(case.place(led[0]), _unit_name(case, unit), called(leader), len(led))
        )
    for unit, led in several.items():
        names = [called(leader) for leader in case.leaders_of(unit)]
        case.problems.append(problem.leaders_two(case.place(led[0]), names, len(led)))
        case.wrong.update(entry.number for entry in led)


def _leaders_for(case: _Case, entry: Entry) -> tuple[str, list[Entry]]:
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


def _leaderless(case: _Case, entry: Entry) -> str:
    """The unit whose leader somebody should have: their own, or of its leader the one above; "" where that has one."""
    own = any(entry is leader for leader in case.leaders_of(entry.unit))
    unit = case.units.above(entry.unit) if own else entry.unit
    return "" if case.leaders_of(unit) else unit


# --- who has none -------------------------------------------------------------------------------


def _tell_who_has_none(case: _Case) -> None:
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


def _about_unit(case: _Case, unit: str, members: Sequence[Entry], led: bool) -> Iterator[Problem]:
    """What is said of a unit's people without a leader: one thing where it is the same for all, else of each."""
    vacant = [entry for entry in members if entry.number in case.vacant]
    if vacant:
        above = case.leaders_of(case.units.above(unit))
        hint = called(above[0]) if len(above) == 1 else ""
        name, place = _unit_name(case, unit), case.place(vacant[0])
        yield problem.leader_vacant(place, name, len(vacant), hint)
    rest = [entry for entry in members if entry.number not in case.vacant]
    alone = len(rest) == 1 and any(case.table.has(name) for name in _LEADER_COLUMNS)
    if rest and not led and not alone and not unit.startswith("\0") and not vacant:
        yield problem.unit_without_leader(unit_place(case.table, rest[0]), _unit_name(case, unit), len(rest))
        return
    for entry in rest:
        is_self = entry.number in case.selves
        yield (problem.leader_is_self if is_self else problem.leader_missing)(case.place(entry))


_LEADER_COLUMNS = ("leader", "leader_number", "leader_email", "staff_leader")


def _unit_name(case: _Case, unit: str) -> str:
    """The unit's name, or its code where that is one people use."""
    known = case.units.by_key.get(unit)
    if known is None:
        return ""
    return known.name or ("" if _UUID.fullmatch(known.code) else known.code)


def _is_top(case: _Case, entry: Entry) -> bool:
    """Whether the roster tells which unit lies above which, and none lies above theirs."""
    layered = any(unit.above for unit in case.units.by_key.values())
    return layered and not case.units.above(entry.unit)


def _leads_unit(case: _Case, entry: Entry) -> bool:
    return any(entry is leader for leader in case.leaders_of(entry.unit)) if entry.unit else False


def _leaders_of_unusable(case: _Case) -> set[str]:
    """The leaders of those who could not be used: they lead somebody all the same."""
    return {
        found.number
        for entry in case.entries.unusable
        for _, text in entry.leader
        for found in case.directory.find(text)
    }


def _tell_co_leaders(case: _Case) -> None:
    """Once for each unit whose rows name leaders beside the one who holds its talks."""
    told: set[str] = set()
    for number, entry in case.by_number.items():
        beside = [text for text in entry.co_leaders if not is_vacant(text)]
        if beside and case.leaders[number] and entry.unit not in told:
            told.add(entry.unit)
            of_unit = case.leaders_of(entry.unit) or [case.by_number[case.leaders[number]]]
            leader = called(of_unit[0])
            place = case.table.place(entry.row, "co_leader_1")
            case.problems.append(problem.co_leaders(place, leader, len(beside)))


def _chain(number: str, leaders: Mapping[str, str]) -> Iterator[str]:
    """The person and the leaders above, nearest first. Circles were broken before."""
    while number:
        yield number
        number = leaders.get(number, "")


def _leaders_gone(case: _Case) -> list[Problem]:
    gone = {number for number, entry in case.by_number.items() if entry.person.status == "left"}
    return [
        problem.leader_left(case.place(entry), called(case.by_number[case.leaders[number]]))
        for number, entry in case.by_number.items()
        if case.leaders[number] in gone and entry.person.status != "left"
    ]


# --- leaders named for units --------------------------------------------------------------------


def name_leaders(
    units: Units, directory: Directory, entries: Iterable[Entry], tables: Mapping[Holds, Table]
) -> list[Problem]:
    """Tells the units who leads them: people's own flags, and the rows of the sheets of units and of leaders.

    Problems: `leader-unknown`, `-ambiguous`, `-left-out`, and, not blocking, `unit-unknown`.
    """
    for entry in entries:
        if entry.is_leader and entry.unit and entry.person.status != "left":
            units.lead(entry.unit, entry, FLAG)
    problems: list[Problem] = []
    if table := tables.get("units"):
        for row in table.rows():
            problems += _name_leader(units, directory, table, row, UNIT_SHEET, ("leader_number", "leader"))
    if table := tables.get("leaders"):
        staff_units = _units_of_staff_leaders(units, table)
        for row in table.rows():
            if _unit_of(units, table, row) not in staff_units or _leads_staff(table, row):
                problems += _name_leader(units, directory, table, row, LEADER_SHEET, _OF_LEADERS)
    return list(dict.fromkeys(problems))


_OF_LEADERS = ("number", "person_id", "username", "email", "name")
_STAFF = ("personale", "mus", "medarbejder")
"""What responsibilities of OS2mo that have to do with talks are called: `Personale: MUS-kompetence`."""


def _name_leader(
    units: Units, directory: Directory, table: Table, row: int, rank: int, columns: Sequence[str]
) -> list[Problem]:
    column, written = next(((name, text) for name in columns if (text := table.text(row, name))), ("", ""))
    if not written or table.is_filler(row) or is_vacant(written):
        return []
    key = _unit_of(units, table, row)
    if not key:
        return [problem.unit_unknown(table.place(row, "unit" if "unit" in table.columns else "unit_code"))]
    found = directory.find(written)
    if not found and column != "name" and (name := table.text(row, "name")) and rank == LEADER_SHEET:
        found = directory.find(name)
    leader, wrong = _the_one(
        directory, found, written, table.place(row, column), problem.leader_unknown, problem.leader_ambiguous
    )
    if leader:
        units.lead(key, leader, rank)
    return wrong


def _unit_of(units: Units, table: Table, row: int) -> str:
    """The key of the unit that a row of either sheet is about, "" for none that is known."""
    columns = ("unit_code", "unit") if table.has("unit_code") or table.has("unit") else ("code", "name")
    codes = (text for name in columns if (text := table.text(row, name)))
    return next((key for text in codes if (key := units.find(text))), "")


def _units_of_staff_leaders(units: Units, table: Table) -> set[str]:
    """The units of which some row names the leader of the staff: other responsibilities do not count there."""
    return {_unit_of(units, table, row) for row in table.rows() if _leads_staff(table, row)}


def _leads_staff(table: Table, row: int) -> bool:
    return any(word in fold(table.text(row, "responsibility")) for word in _STAFF)
