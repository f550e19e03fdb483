"""One talk as a rule sees it: whose, by which policy, on which day, and how an obligation on it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.model import GROUP_KINDS, INDIVIDUAL_KINDS, Event, Obligation, State, Talk
from pipeline.obligations.happened import PROVED_BY, first_day, of_kinds
from pipeline.obligations.subject import Subject
from pipeline.policy import Policy

ON_LEAVE = "orlov: indkaldes ved tilbagekomst"
NEEDS_PRESENCE = frozenset({"talk", "individual-talk", "form-handed-out", "own-goals", "follow-up"})
"""What nobody can do for an employee on leave; papers about a talk already held still fall due."""


@dataclass(frozen=True, slots=True)
class Case:
    """One talk and its subject, on a day. `events` are those of this talk."""

    talk: Talk
    subject: Subject
    today: date
    events: Sequence[Event]
    held_on: date | None

    @property
    def policy(self) -> Policy:
        """The policy where the subject works, this year."""
        return self.subject.policy

    @property
    def is_yearly(self) -> bool:
        """Whether this is the talk that answers for the employee's year."""
        return self.subject.yearly is self.talk

    @property
    def is_individual(self) -> bool:
        """Whether an employee and a leader hold it alone, as the yearly talk or after a group's."""
        return bool(self.talk.person) and self.talk.kind in INDIVIDUAL_KINDS

    @property
    def is_group_part(self) -> bool:
        """Whether it is an employee's part in a group talk."""
        return bool(self.talk.person) and self.talk.kind in GROUP_KINDS

    @property
    def is_groups_own(self) -> bool:
        """Whether it is the talk of a group as such."""
        return not self.talk.person and self.talk.kind in GROUP_KINDS

    @property
    def talk_on(self) -> date | None:
        """The day that deadlines before the talk count from: held on, and until then planned on."""
        return self.held_on or self.talk.planned_on

    def first(self, what: str) -> date | None:
        """The first day this happened, by its own event or by one that cannot be without it; None if it has not."""
        return first_day(self.events, what, *PROVED_BY.get(what, ()))

    def owes(
        self,
        what: str,
        key: str,
        due: date | None,
        done_on: date | None,
        *,
        reason: str = "",
        row: str = "",
    ) -> Obligation:
        """The obligation that the policy's `key` asks for, with its state on the day of the case.

        `reason` is what HR should know while it is open.
        """
        talk = self.talk
        state, why = self._state(what, due, done_on)
        return Obligation(
            rule=self.policy.rule(key),
            what=what,
            kind=talk.kind,
            person=talk.person,
            leader=talk.leader,
            unit=self.subject.unit,
            due=due,
            state=state,
            group=talk.group,
            done_on=done_on,
            late=bool(done_on and due and done_on > due),
            reason=why or ("" if state == "done" else reason or self.subject.remark),
            row=row,
        )

    def _state(self, what: str, due: date | None, done_on: date | None) -> tuple[State, str]:
        """How it stands, and why where the employee or group is away."""
        if done_on:
            return "done", ""
        if self.subject.gone:
            return "waived", self.subject.gone
        if self.subject.on_leave and what in NEEDS_PRESENCE:
            return "open", ON_LEAVE
        return "overdue" if due and due < self.today else "open", ""


Rule = Callable[[Case], Iterator[Obligation]]


def case_of(talk: Talk, subject: Subject, today: date) -> Case:
    """The talk with what happened to it."""
    return Case(talk, subject, today, of_kinds(subject.events, (talk.kind,)), subject.held_on(talk.kind))
