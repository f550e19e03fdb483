"""What is known around a form that came back: the rules of its unit, its year's events, the group it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.commands.opening import Round
from pipeline.model import Event, Group, Issued, Person, Roster, Value
from pipeline.policy import Policy
from pipeline.returns import Around
from pipeline.topics import rules_for, stand_in, takes_part


@dataclass(slots=True)
class Surroundings:
    """Looks up what a return is judged by. A whole roster is read for a group's form only, and once."""

    round_: Round
    _people: dict[tuple[int, str], Person | None] = field(default_factory=dict)
    _rosters: dict[int, Roster] = field(default_factory=dict)
    _layouts: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def look_ahead(self, forms: Iterable[Issued]) -> None:
        """Looks up at once whom some forms are about and from. They are kept until it is asked for others."""
        wanted: dict[int, dict[str, None]] = {}
        for issued in forms:
            wanted.setdefault(issued.year, {}).update({issued.person: None, issued.leader: None})
        self._people = {}
        for year, numbers in wanted.items():
            found = self.round_.store.people(year, numbers)
            self._people |= {(year, number): found.get(number) for number in numbers}

    def of(self, issued: Issued | None, is_first: bool = False) -> Around:
        """What is known around a form; of one that is none of ours only the municipality's rules.

        `is_first`: it is known that the form has not been accepted before.
        """
        round_ = self.round_
        if issued is None:
            return Around(round_.policy, round_.today)
        members = self._members(issued)
        return Around(
            policy=self._policy(issued, members),
            today=round_.today,
            before=self._before(issued),
            participants=[person.name for person in members],
            went_out=self._went_out(issued),
            titles=self._titles(issued.layout),
            earlier={} if is_first else self._earlier(issued),
            protected=self._has_protected_party(issued),
        )

    def _has_protected_party(self, issued: Issued) -> bool:
        """Whether the employee's or the leader's name is protected, and must stand in no file name."""
        parties = (self._person(issued.year, number) for number in (issued.person, issued.leader))
        return any(person.protected for person in parties if person)

    def _titles(self, layout: str) -> Mapping[str, str]:
        """The titles of a form's fields by key. A layout is named by what is in it, so it is looked up once."""
        if layout not in self._layouts:
            found = self.round_.store.layout(layout)
            self._layouts[layout] = {key: each.title for key, each in found.by_key().items()} if found else {}
        return self._layouts[layout]

    def _earlier(self, issued: Issued) -> Mapping[str, Value]:
        """What the form said when it last came back."""
        return {answer.key: answer.value for answer in self.round_.store.answers(issued.form_id)}

    def _before(self, issued: Issued) -> list[Event]:
        """The events of the person's year, and those of their whole group."""
        store, year = self.round_.store, issued.year
        subjects = [subject for subject in (issued.person, issued.group) if subject]
        return [event for subject in subjects for event in store.events_of(subject, year)]

    def _went_out(self, issued: Issued) -> dict[str, Mapping[str, Value]]:
        """What its rows said when it went out: what other forms had told of them, the last of it."""
        rows = self.round_.store.plan_so_far(issued.person or issued.group, issued.year)
        return {f"{row.table}/{row.id}": row.values for row in rows if row.form_id != issued.form_id}

    def _policy(self, issued: Issued, members: Sequence[Person]) -> Policy:
        """The rules where the person works; a group works where most of it does."""
        person = self._person(issued.year, issued.person)
        return rules_for(person or stand_in(self._group(issued), members), self.round_.policy, issued.year)

    def _members(self, issued: Issued) -> list[Person]:
        """Those who take part in the group's talk."""
        if not issued.group:
            return []
        people, group = self._roster(issued.year).people.values(), self._group(issued)
        return [person for person in people if takes_part(person, group)]

    def _group(self, issued: Issued) -> Group:
        """The group as on the roster, or one by its id where it is on it no more."""
        return self._roster(issued.year).groups.get(issued.group) or Group(issued.group, issued.person_name)

    def _person(self, year: int, number: str) -> Person | None:
        if (year, number) not in self._people:
            self._people[year, number] = self.round_.store.people(year, [number]).get(number)
        return self._people[year, number]

    def _roster(self, year: int) -> Roster:
        if year not in self._rosters:
            self._rosters[year] = self.round_.store.roster(year) or Roster({})
        return self._rosters[year]
