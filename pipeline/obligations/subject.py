"""Whom a round is about: one employee, or one group, with all that is known of them that year.

A subject is put together once and read by every rule; nothing here decides what is owed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipeline.model import FOLLOW_UP, GROUP_KINDS, INDIVIDUAL_KINDS, Event, Group, Person, PlanRow, Talk
from pipeline.obligations.happened import earliest, first_day, of_kinds
from pipeline.policy import Policy


@dataclass(frozen=True)
class Subject:
    """One employee or one group in a year: their talks and what happened, this year and `earlier`.

    `group_events` are those of the whole groups an employee is in, `members_events` those of a group's members.
    `gone` is why nobody is there any more, `remark` what HR should know of an open matter; both Danish or "".
    """

    year: int
    policy: Policy
    talks: Sequence[Talk]
    events: Sequence[Event] = ()
    earlier: Sequence[Event] = ()
    person: Person | None = None
    group: Group | None = None
    unit: str = ""
    gone: str = ""
    remark: str = ""
    on_leave: bool = False
    group_events: Sequence[Event] = ()
    earlier_group_events: Sequence[Event] = ()
    members_events: Sequence[Event] = ()
    rows: Sequence[PlanRow] = ()

    # --- the yearly talk ------------------------------------------------------------------------

    @cached_property
    def group_counts(self) -> bool:
        """Whether a group talk is this year's talk: not where it only supplements (IKB-2), nor too soon after the
        last (HOL-11)."""
        asked = self.policy.group
        if asked.counts != "replace":
            return False
        before = of_kinds([*self.earlier, *self.earlier_group_events], GROUP_KINDS)
        recent = range(self.year - asked.every_years + 1, self.year)
        return not any(event.what == "held" and event.year in recent for event in before)

    @cached_property
    def counted_on(self) -> date | None:
        """The day the year's talk was held: an individual one, or a group talk that counts; either clears it (ISH-1).

        A senior talk, a follow-up and any other talk never do (SYD-38).
        """
        alone = first_day(of_kinds(self.events, INDIVIDUAL_KINDS), "held")
        return earliest(alone, self.group_held_on if self.group_counts else None)

    @cached_property
    def yearly(self) -> Talk | None:
        """The one talk that answers for the year, None for a group or where none of the talks can.

        One that was held comes before one that was not, then the kind the roster asks for, then an individual talk.
        """
        alone = [t for t in self.person_talks if t.kind in INDIVIDUAL_KINDS]
        counting = [t for t in alone if not t.after_group]
        if self.group_counts:
            counting += [t for t in self.person_talks if t.kind in GROUP_KINDS]
        return min(counting or alone, key=self._rank, default=None)

    def _rank(self, talk: Talk) -> tuple[bool, bool, bool, str, str]:
        held = self.held_on(talk.kind) is not None
        return not held, talk.kind != self.asked_kind, talk.kind in GROUP_KINDS, talk.kind, talk.group

    @cached_property
    def asked_kind(self) -> str:
        """The kind of talk the roster asks for as the year's: with a group its kind, also where the column says SUS."""
        if self.person is None:
            return ""
        kind = self.person.talk_kind
        together = self.group_talk
        if together and together.group == self.person.group and kind not in INDIVIDUAL_KINDS:
            return together.kind
        return kind if kind in (*INDIVIDUAL_KINDS, *GROUP_KINDS) else "MUS"

    @cached_property
    def wished_on(self) -> date | None:
        """The day an individual talk was wished for, None where it was not; by the roster's column it always was."""
        if self.person and self.person.wants_individual:
            return date.min
        return first_day(self.events, "wants-individual")

    @property
    def alone_after_group(self) -> bool:
        """Whether an individual talk follows a group's: for everybody (SYD-3), or on request (ISH-2, HER-6)."""
        after = self.policy.group.after
        return "individual_talk" in after or ("on_request" in after and self.wished_on is not None)

    def is_idle(self, talk: Talk) -> bool:
        """Whether a talk was planned that nobody asks for any more, and that was not held: it owes nothing.

        The roster asks for another kind now, or the wish for an individual talk is gone.
        """
        if talk is self.yearly or talk.kind not in INDIVIDUAL_KINDS or not talk.person:
            return False
        return self.held_on(talk.kind) is None and not (talk.after_group and self.alone_after_group)

    # --- what happened --------------------------------------------------------------------------

    @property
    def person_talks(self) -> list[Talk]:
        """The talks of an employee; a group has none."""
        return [talk for talk in self.talks if talk.person]

    @cached_property
    def group_talk(self) -> Talk | None:
        """The employee's part in a group's talk."""
        return next((talk for talk in self.talks if talk.kind in GROUP_KINDS), None)

    @cached_property
    def group_held_on(self) -> date | None:
        """The day a group talk was held with the employee, as they or the whole group say."""
        return first_day(of_kinds([*self.events, *self.group_events], GROUP_KINDS), "held")

    @cached_property
    def met_alone_on(self) -> date | None:
        """The first day of an individual talk or follow-up on or after the group's talk: it is to follow it (SYD-3)."""
        alone = of_kinds(self.events, ("MUS", FOLLOW_UP))
        return first_day((e for e in alone if self.group_held_on and e.on >= self.group_held_on), "held")

    def held_on(self, kind: str) -> date | None:
        """The day a talk of that kind was held. What happened to a whole group counts for each, and a member's paper
        tells that the group has met."""
        everything = [*self.events, *self.group_events, *self.members_events]
        return first_day(of_kinds(everything, (kind,)), "held")
