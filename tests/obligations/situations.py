"""Small builders for situations that HR would recognise: one employee, one group, days written as HR writes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from pipeline.model import Event, Group, Obligation, Person, PlanRow, Talk
from pipeline.obligations import obligations
from pipeline.policy import Policy, read_policy
from pipeline.policy.nouns import Local
from pipeline.workspace import shipped_forms

ANNE, BO, LEADER = "0042", "0043", "1001"
UNIT = "Biblioteket"
GROUP = "G1"


def day(written: str) -> date:
    """`12-11-2026`, as HR writes it."""
    return date(*(int(part) for part in reversed(written.split("-"))))


# --- who ---------------------------------------------------------------------------------------------


def anne(**more: Any) -> Person:
    """The employee it is about."""
    return Person(ANNE, "Anne Bæk", **{"unit": UNIT, "leader": LEADER, "agreement": "FOA", **more})


def leader(**more: Any) -> Person:
    """Anne's leader."""
    return Person(LEADER, "Lene Vang", unit=UNIT, leader="1000", **more)


def group(**more: Any) -> Group:
    """The group that Anne and Bo are in."""
    return Group(GROUP, "Aftenvagten", leader=LEADER, **more)


# --- which talks -------------------------------------------------------------------------------------


def talk(kind: str = "MUS", on: str = "", year: int = 2026, **more: Any) -> Talk:
    """Anne's own talk."""
    planned = day(on) if on else None
    return Talk(ANNE, kind, year, more.pop("leader", LEADER), planned, **more)  # type: ignore[arg-type]


def group_talk(kind: str = "GRUS", on: str = "", year: int = 2026) -> list[Talk]:
    """The group's talk, and Anne's and Bo's parts in it."""
    planned = day(on) if on else None
    return [
        Talk(person, kind, year, LEADER, planned, group=GROUP)  # type: ignore[arg-type]
        for person in ("", ANNE, BO)
    ]


def after_group(**more: Any) -> Talk:
    """Anne's individual talk after the group's."""
    return replace(talk(**more), after_group=True)


# --- what happened -----------------------------------------------------------------------------------


def happened(what: str, on: str, kind: str = "MUS", year: int = 2026, **more: Any) -> Event:
    """Something that happened to Anne."""
    until = more.pop("until", "")
    return Event(what, ANNE, kind, year, day(on), until=day(until) if until else None, **more)


def group_did(what: str, on: str, kind: str = "GRUS", year: int = 2026, **more: Any) -> Event:
    """Something that happened to the whole group."""
    until = more.pop("until", "")
    return Event(what, "", kind, year, day(on), group=GROUP, until=day(until) if until else None, **more)


def fund_row(start: str = "", id: str = "r1", **values: Any) -> PlanRow:
    """A row of Anne's plan that is marked for the fund."""
    begins = day(start) if start else None
    return PlanRow(ANNE, "maal", id, 2026, "MUS26-0042-KUP", {"fond": True, "start": begins, **values})


# --- what is owed ------------------------------------------------------------------------------------


@cache
def policy_of(slug: str) -> Policy:
    """The real policy of a municipality."""
    policy, problems = read_policy(shipped_forms(), slug)
    assert policy is not None and not problems
    return policy


def unit_with(**sections: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What is different where Anne works, as a `[[unit]]` of the municipality's file would say it."""
    return sections


def in_unit(policy: Policy, sections: dict[str, dict[str, Any]]) -> Policy:
    """The policy with rules of its own for Anne's unit."""
    changed = {name: replace(getattr(policy, name), **keys) for name, keys in sections.items()}
    return replace(policy, local=(Local(frozenset({UNIT.casefold()}), 0, replace(policy, **changed)),))


@dataclass(frozen=True)
class Round:
    """A round as its facts say, and what is owed in it on a day."""

    policy: Policy
    facts: tuple[object, ...]

    def owed(self, today: str) -> list[Obligation]:
        """Everything owed on a day."""
        people = {p.number: p for p in (leader(), anne(), Person(BO, "Bo Lind", unit=UNIT, leader=LEADER))}
        people |= {p.number: p for p in self._of(Person)}
        talks, events = self._of(Talk), self._of(Event)
        if any(t.group for t in talks):
            members = (ANNE, BO)
            people |= {n: replace(p, group=GROUP) for n, p in people.items() if n in members}
        groups = {g.id: g for g in (group(), *self._of(Group))} if any(t.group for t in talks) else {}
        return obligations(
            people,
            [t for t in talks if t.year == 2026],
            [e for e in events if e.year == 2026],
            self.policy,
            day(today),
            groups,
            [e for e in events if e.year < 2026],
            self._of(PlanRow),
            [t for t in talks if t.year < 2026],
        )

    def _of(self, kind: type[Any]) -> list[Any]:
        return [fact for fact in _flat(self.facts) if isinstance(fact, kind)]


def _flat(facts: Iterable[object]) -> Iterable[object]:
    for fact in facts:
        yield from fact if isinstance(fact, list) else [fact]


def told(owed: Obligation) -> str:
    """How an obligation stands, as HR would say it."""
    on = f" {owed.done_on:%d-%m-%Y}" if owed.done_on else ""
    due = f" til {owed.due:%d-%m-%Y}" if owed.due else ""
    words = {"done": "for sent" if owed.late else "gjort", "open": "åben", "overdue": "overskredet"}
    if owed.state == "waived":
        return f"bortfaldet: {owed.reason}"
    return f"{words[owed.state]}{on}" if owed.done_on else f"{words[owed.state]}{due}"
