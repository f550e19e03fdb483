"""Sheet `Grupper`, and who belongs to which group.

The sheet is optional: without it every group that people are written into is taken to exist, of the kind
its members' talks are, with the leader they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from pipeline.model import GROUP_KINDS, Group, Person
from pipeline.problems import Problem
from pipeline.problems import roster as problem
from pipeline.roster.columns import Columns
from pipeline.roster.directory import Directory
from pipeline.roster.entries import Entry
from pipeline.roster.leaders import find_one
from pipeline.roster.spelling import fold, nearest
from pipeline.roster.tables import Table


def read_groups(table: Table, directory: Directory, year: int) -> tuple[dict[str, Group], list[Problem]]:
    """The groups by id in the order of the sheet. A group without an id, or a second row about one, is left
    out.

    An unknown kind is GRUS, an unknown leader none. Problems: `group-nameless`, `group-twice`,
    `kind-unknown`, `date-unreadable`, and those of leaders.
    """
    groups: dict[str, Group] = {}
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    read = Columns(table, year)
    said = zip(read.kinds("kind", GROUP_KINDS), read.days("talk_on"), read.days("consulted_on"), strict=True)
    for row, (kind, talk_on, consulted_on) in zip(table.rows(), said, strict=True):
        place = table.place(row, "id")
        group_id = table.text(row, "id")
        if table.is_filler(row):
            continue
        if not group_id:
            problems.append(problem.group_nameless(place))
            continue
        if fold(group_id) in seen:
            problems.append(problem.group_twice(place, seen[fold(group_id)]))
            continue
        seen[fold(group_id)] = place.spot
        leader, no_leader = _leader(table, row, directory)
        groups[group_id] = Group(
            id=group_id,
            name=table.text(row, "name") or group_id,
            kind=kind or "GRUS",
            leader=leader.number if leader else "",
            talk_on=talk_on,
            consulted_with=table.text(row, "consulted_with"),
            consulted_on=consulted_on,
            place=place,
        )
        problems += [*read.wrong.get(row, ()), *no_leader]
    return groups, problems


def place_members(
    groups: Mapping[str, Group] | None, table: Table, entries: list[Entry]
) -> tuple[dict[str, str], dict[str, Group], list[Problem]]:
    """Employee number → group id, and the groups. `groups` is None where the roster has no sheet of them.

    Problems: `group-unknown`, and `groups-implied`, which does not block.
    """
    known = _implied(entries) if groups is None else groups
    told = groups is None and known and not any(entry.person.talk_kind in GROUP_KINDS for entry in entries)
    ids = {fold(word): group.id for group in known.values() for word in (group.name, group.id)}
    belongs: dict[str, str] = {}
    problems = [_about_implied(table, len(known))] if told else []
    looks: dict[str, str] = {}
    for entry in entries:
        written = entry.person.group
        belongs[entry.number] = ids.get(fold(written), "") if written else ""
        if written and fold(written) not in ids:
            if written not in looks:
                looks[written] = ids.get(nearest(fold(written), ids), "")
            close = looks[written]
            problems.append(problem.group_unknown(table.place(entry.row, "group"), close))
    return belongs, dict(known), problems


def lead_groups(
    groups: Mapping[str, Group], people: Mapping[str, Person]
) -> tuple[dict[str, Group], list[Problem]]:
    """The groups, those without a leader given the one all their members share.

    Problems: `group-leader-missing`, and `group-empty`, which does not block.
    """
    members: dict[str, list[Person]] = defaultdict(list)
    for person in people.values():
        members[person.group].append(person)
    led, problems = {}, []
    for group in groups.values():
        leaders = {person.leader for person in members[group.id] if person.leader}
        if not members[group.id]:
            problems.append(problem.group_empty(group.place))
        elif not group.leader and len(leaders) != 1:
            problems.append(problem.group_leader_missing(group.place))
        shared = next(iter(leaders)) if len(leaders) == 1 else ""
        led[group.id] = replace(group, leader=group.leader or shared)
    return led, problems


def apart(
    people: Mapping[str, Person], groups: Mapping[str, Group]
) -> tuple[dict[str, Person], dict[str, Group], list[Problem]]:
    """People and groups without the groups whose id is also an employee number: what is said of one would land on the
    other.

    Problems: `group-id-is-number`.
    """
    alike = groups.keys() & people.keys()
    if not alike:
        return dict(people), dict(groups), []
    belong = {
        n: replace(person, group="") if person.group in alike else person for n, person in people.items()
    }
    problems = [problem.group_id_is_number(groups[id].place) for id in sorted(alike)]
    return belong, {id: group for id, group in groups.items() if id not in alike}, problems


def _leader(table: Table, row: int, directory: Directory) -> tuple[Entry | None, list[Problem]]:
    return find_one(
        directory,
        table.text(row, "leader"),
        table.place(row, "leader"),
        problem.leader_unknown,
        problem.leader_ambiguous,
    )


def _about_implied(table: Table, count: int) -> Problem:
    return problem.groups_implied(table.place(table.header, "group"), table.header_of("group"), count)


def _implied(entries: list[Entry]) -> dict[str, Group]:
    """The groups people are written into, each spelled as its first member spells it."""
    groups: dict[str, Group] = {}
    for entry in entries:
        person = entry.person
        if person.group and fold(person.group) not in groups:
            kind = person.talk_kind if person.talk_kind in GROUP_KINDS else "GRUS"
            groups[fold(person.group)] = Group(person.group, person.group, kind, place=person.place)
    return {group.id: group for group in groups.values()}
