"""A plan made of a few people and groups, and what it says of each; everybody is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model import Group, Person, PlanRow, Roster
from pipeline.plan import History, make_plan
from pipeline.policy import read_policy
from pipeline.workspace import shipped_forms

TODAY, GROUP_DAY, OWN_DAY = date(2026, 9, 14), date(2026, 11, 9), date(2026, 11, 23)
CHIEF = Person("1001", "Anna Holm")
GROUP = Group("G1", "Aftenvagten", "GRUS", "1001", GROUP_DAY, "TR", date(2026, 9, 1))


def policy(slug="herlev", **sections):
    """A shipped policy, some keys of its sections changed: `policy("herlev", group={"counts": "supplement"})`."""
    found, problems = read_policy(shipped_forms(), slug)
    assert found is not None, problems
    return replace(found, **{name: replace(getattr(found, name), **keys) for name, keys in sections.items()})


def member(number="0051", kind="GRUS", **more):
    """Somebody in the group G1."""
    return Person(number, f"Kaj {number}", leader="1001", talk_kind=kind, group="G1", **more)


def employee(kind="", **more):
    """Somebody in no group."""
    return Person("0042", "Bo Lind", leader="1001", talk_kind=kind, **more)


def row(number="0051", group="", **values):
    """A plan row that came back this year."""
    return PlanRow(number, "fokus", "abcd", 2026, "", {"fokusomraade": "Vagtplan", **values}, group)


def planned(*people, rules=None, groups=(GROUP,), **more):
    """The plan and its problems."""
    roster = Roster({p.number: p for p in (CHIEF, *people)}, {group.id: group for group in groups})
    history = History(**more.pop("history", {}))
    return make_plan(roster, rules or policy(), 2026, TODAY, more.pop("talks", ()), history)


def talks(plan, subject):
    """What one person or group has: kind, group, planned on, in the plan's order."""
    found = [packet.talk for packet in plan.packets if packet.talk.subject == subject]
    return [(talk.kind, talk.group, talk.planned_on) for talk in found]


def kinds(plan, subject):
    """The kinds of talk of one person or group, in the plan's order."""
    return [kind for kind, _, _ in talks(plan, subject)]


def forms(plan, subject, kind):
    """The forms of one packet, with whom they are for."""
    (packet,) = [p for p in plan.packets if (p.talk.subject, p.talk.kind) == (subject, kind)]
    return [(form.form, form.audience) for form in packet.forms]


def codes(problems):
    """The codes of the problems."""
    return [problem.code for problem in problems]


def reasons(plan):
    """Why somebody is left out, by employee number or group's id."""
    return {out.person: out.reason for out in plan.excluded if out.person != CHIEF.number}
