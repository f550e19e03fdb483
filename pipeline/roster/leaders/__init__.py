"""Who leads whom: leaders, leaders' leaders and delegates resolved to people of the roster.

Comes in: the entries with leaders as written, and the units. Goes out: employee number → the leader's employee number.
What a row says of its leader counts first. Where it says nothing, says that the post is vacant, or names the person
themselves, the leader of the unit is taken, or of the nearest unit above that has one: so a leader's own talk is with
the leader of the parent unit. Whoever leads others and has no leader is the top of the hierarchy. Somebody who has left
needs no leader and gives no problem.
"""

from __future__ import annotations

from datetime import date

from pipeline.problems import Problem
from pipeline.problems import roster as problem
from pipeline.roster.directory import Directory
from pipeline.roster.entries import Entries, Entry
from pipeline.roster.leaders.by_unit import lead_units, take_from_units
from pipeline.roster.leaders.case import Case
from pipeline.roster.leaders.named import name_leaders
from pipeline.roster.leaders.telling import tell_co_leaders, tell_leaders_gone, tell_who_has_none
from pipeline.roster.leaders.the_one import find_one
from pipeline.roster.leaders.written import break_circles, read_written
from pipeline.roster.tables import Table
from pipeline.roster.units import Units

__all__ = ["find_one", "name_leaders", "resolve_delegates", "resolve_leaders"]


def resolve_leaders(
    table: Table, entries: Entries, directory: Directory, units: Units, today: date
) -> tuple[dict[str, str], list[Problem]]:
    """Everybody's leader by number, "" where there is none.

    Problems: `leader-unknown`, `-ambiguous`, `-left-out`, `-is-self`, `-cycle`, `-missing`, `-vacant`, `leaders-two`,
    `unit-without-leader`; and, not blocking, `leader-from-unit`, `-from-above`, `-left`, `leader-columns-differ`,
    `co-leaders` and `leaders-without-leader`.
    """
    case = Case(table, entries, directory, units, today)
    read_written(case)
    break_circles(case)
    lead_units(case)
    take_from_units(case)
    tell_who_has_none(case)
    tell_co_leaders(case)
    return case.leaders, case.problems + tell_leaders_gone(case)


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
