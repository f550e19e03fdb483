"""Everything the plan looks at, in one hand: the roster, the rules by unit, the days, and what is known from before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from pipeline.model import GROUP_KINDS, Group, Person, Roster, Talk, TalkKey
from pipeline.plan.history import History
from pipeline.policy import Policy
from pipeline.topics import chosen_for, rules_for, stand_in, takes_part

_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Outlook:
    """What a plan is made from. `policy` is the municipality's; `rules` and `group_rules` those of a unit."""

    roster: Roster
    policy: Policy
    year: int
    today: date
    history: History

    def rules(self, subject: Person) -> Policy:
        """The policy of an employee's unit, or of a group's stand-in's."""
        unit = subject.unit, subject.unit_code
        rules = self._rules.get(unit)
        if rules is None:
            rules = self._rules[unit] = rules_for(subject, self.policy, self.year)
        return rules

    def group_of(self, person: Person) -> Group | None:
        """The group whose talk somebody belongs in, or None."""
        group = self.roster.groups.get(person.group) if person.group else None
        return group if group and takes_part(person, group) else None

    @cached_property
    def members(self) -> dict[str, list[Person]]:
        """By group, those who belong in its talk, whether or not it can be held this year."""
        members: dict[str, list[Person]] = {group: [] for group in self.roster.groups}
        for person in self.roster.people.values():
            if group := self.group_of(person):
                members[group.id].append(person)
        return members

    @cached_property
    def stand_ins(self) -> dict[str, Person]:
        """By group, the person that stands for it where rules and topics are looked up."""
        return {id: stand_in(group, self.members[id]) for id, group in self.roster.groups.items()}

    @cached_property
    def leaders(self) -> frozenset[str]:
        """Everybody who leads somebody or a group."""
        people, groups = self.roster.people.values(), self.roster.groups.values()
        return frozenset({*(person.leader for person in people), *(group.leader for group in groups)} - {""})

    @cached_property
    def _rules(self) -> dict[tuple[str, str], Policy]:
        return {}

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}

    def once(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """What `make` gives, made once for each key."""
        made = self._made
        try:
            return made[key]  # type: ignore[no-any-return]
        except KeyError:
            return made.setdefault(key, make())  # type: ignore[no-any-return]

    def group_day(self, group: Group) -> date | None:
        """The day of a group's talk: its own, or the one all its members' rows have where it has none."""
        return self.once(("group day", group.id), lambda: self._group_day(group))

    def _group_day(self, group: Group) -> date | None:
        if group.talk_on:
            return self.likely(group.talk_on)
        days = {person.talk_on for person in self.members[group.id] if person.talk_kind in ("", *GROUP_KINDS)}
        return self.likely(next(iter(days))) if len(days) == 1 else None

    def likely(self, day: date | None) -> date | None:
        """The day, unless it lies years from the round: then it was mistyped, and is not used."""
        return day if day and abs(day.year - self.year) <= 1 else None

    def too_soon(self, person: Person) -> bool:
        """Whether they were in a group talk so lately that another does not count yet (HOL-11)."""
        last = self.history.last_group_year.get(person.number)
        return last is not None and self.year - last < self.rules(person).group.every_years

    def wishes_individual(self, person: Person) -> bool:
        """Whether they wish an individual talk, by the roster or by what was recorded (ISH-2, HER-6)."""
        return person.wants_individual or person.number in self.history.wishes

    def window(self, policy: Policy) -> tuple[date, date]:
        """The first and last day the round's talks are held."""
        return self.once(("window", policy.place), lambda: _window(policy, self.year))

    def chosen(self, talk: Talk) -> tuple[str, ...]:
        """The ids of the questions chosen for a talk, for a group's by its leader and every participant."""
        if not self.history.chosen:
            return ()
        if talk.kind not in GROUP_KINDS:
            return chosen_for(talk, self.history.chosen)
        return self.once(
            ("chosen", talk.group, talk.kind), lambda: chosen_for(talk, self._chosen_in[talk.group])
        )

    @cached_property
    def _chosen_in(self) -> dict[str, dict[TalkKey, Sequence[str]]]:
        found: dict[str, dict[TalkKey, Sequence[str]]] = defaultdict(dict)
        for key, ids in self.history.chosen.items():
            found[key[1]][key] = ids
        return found


def _window(policy: Policy, year: int) -> tuple[date, date]:
    return policy.round.opens_on(year), policy.round.closes_on(year)
