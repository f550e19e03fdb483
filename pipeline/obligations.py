"""Who owes what, by which rule and by when: every status sheet, reminder and list is a view of this.

In come the people, the talks of the round, what has happened (events) and the municipality's policy;
out comes one list of obligations. Nothing is read or written here, and the same facts give the same
list in the same order. An event dated after `today` has not happened yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.kinds import months_after
from pipeline.model import Event, Obligation, Person, Talk
from pipeline.policy import Policy

ON_LEAVE = "orlov: indkaldes ved tilbagekomst"
NOT_ON_ROSTER = "står ikke længere på medarbejderlisten"
NEEDS_PRESENCE = frozenset({"talk", "form-handed-out", "follow-up"})
"""What nobody can do for an employee on leave; papers about a talk already held still fall due."""


PROVED_BY: Mapping[str, tuple[str, ...]] = {
    "minutes": ("minutes-handed-over", "minutes-approved"),
    "plan": ("plan-approved",),
    "follow-up-agreed": ("follow-up",),
}
"""What is proved by something else: on paper, minutes that were approved were written (ISH-4)."""


def obligations(
    people: Mapping[str, Person],
    talks: Sequence[Talk],
    events: Sequence[Event],
    policy: Policy,
    today: date,
) -> list[Obligation]:
    """Everything the policy asks of these talks, by person, year and kind, then in rule book order."""
    happened = _by_talk(event for event in events if event.on <= today)
    found: list[Obligation] = []
    for talk in sorted(talks, key=lambda t: (t.person, t.year, t.kind, t.serial)):
        case = Case(talk, people.get(talk.person), happened.get(_talk_key(talk), ()), policy, today)
        found += [owed for rule in RULE_BOOK if (owed := rule(case)) is not None]
    return found


def deadlines(talk: Talk, policy: Policy) -> dict[str, date | None]:
    """What the policy will ask of a talk, with the days it falls due if the talk is held as planned.

    Without a planned date only the talk itself has a day. Keyed by `what`, in rule book order.
    """
    day = talk.planned_on or date(talk.year, 1, 1)
    held = Event("held", talk.person, talk.kind, talk.year, day)
    someone = {talk.person: Person(talk.person, "")}
    owed = obligations(someone, [talk], [held], policy, day)
    return {o.what: o.due if talk.planned_on or o.what == "talk" else None for o in owed}


def asked(policy: Policy) -> tuple[str, ...]:
    """The `what` of everything the policy asks of a talk, in rule book order."""
    return tuple(deadlines(Talk("", "MUS", 2000, ""), policy))


# --- one talk, and what is known of it --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """One talk with all a rule may look at. `person` is None when the roster no longer has them."""

    talk: Talk
    person: Person | None
    events: Sequence[Event]
    policy: Policy
    today: date

    def first(self, what: str) -> date | None:
        """The first day this happened, by its own event or by one that cannot be without it; None if it has not."""
        proofs = (what, *PROVED_BY.get(what, ()))
        return min((event.on for event in self.events if event.what in proofs), default=None)

    @property
    def held_on(self) -> date | None:
        """The day the talk was held, by the earliest form or record that says so."""
        return self.first("held")

    @property
    def talk_on(self) -> date | None:
        """The day that deadlines before the talk count from: held on, and until then planned on."""
        return self.held_on or self.talk.planned_on

    @property
    def gone(self) -> str:
        """Why the employee is out of reach for good, in Danish, or ""."""
        if self.person is None:
            return NOT_ON_ROSTER
        leaves = self.person.leaves_on
        if leaves and leaves < self.today:
            return f"fratrådt {leaves:%d-%m-%Y}"
        return "fratrådt" if self.person.status == "left" else ""

    def owes(self, what: str, key: str, due: date | None, done_on: date | None) -> Obligation:
        """The obligation that the policy's `key` asks for, with its state on the day of the case."""
        talk, person = self.talk, self.person
        owed = Obligation(
            rule=self.policy.rule(key),
            what=what,
            kind=talk.kind,
            person=talk.person,
            leader=talk.leader,
            unit=person.unit if person else "",
            due=due,
            state="open",
            done_on=done_on,
        )
        if done_on:
            return replace(owed, state="done", late=due is not None and done_on > due)
        if self.gone:
            return replace(owed, state="waived", reason=self.gone)
        if person and person.status == "leave" and what in NEEDS_PRESENCE:
            return replace(owed, reason=ON_LEAVE)
        return replace(owed, state="overdue") if due and due < self.today else owed


# --- the rules ----------------------------------------------------------------------------------


def talk_held(case: Case) -> Obligation | None:
    """A talk every year, before the round closes."""
    if not case.policy.round.yearly:
        return None
    return case.owes("talk", "round.yearly", case.policy.round.closes_on(case.talk.year), case.held_on)


def form_handed_out(case: Case) -> Obligation | None:
    """The form in the employee's hands so many days before the talk; the day itself is in time (ISH-3)."""
    days = case.policy.handout.days_before
    if days <= 0:
        return None
    due = case.talk_on - timedelta(days) if case.talk_on else None
    return case.owes("form-handed-out", "handout.days_before", due, _form_reached_employee(case))


def minutes(case: Case) -> Obligation | None:
    """Minutes written and sent back."""
    asked = case.policy.minutes
    return _after_talk(case, asked.required, "minutes", "minutes.required", asked.due_days)


def minutes_handed_over(case: Case) -> Obligation | None:
    """Minutes handed to the employee (ISH-5)."""
    asked = case.policy.minutes
    return _after_talk(
        case, asked.handed_over, "minutes-handed-over", "minutes.handed_over", asked.handed_over_days
    )


def minutes_approved(case: Case) -> Obligation | None:
    """Minutes approved by whom the policy says (HER-13: the party that did not write them)."""
    asked = case.policy.minutes
    return _after_talk(
        case, asked.approval != "none", "minutes-approved", "minutes.approval", asked.approval_days
    )


def plan_written(case: Case) -> Obligation | None:
    """A plan or agreement with at least one row."""
    asked = case.policy.plan
    return _after_talk(case, asked.required, "plan", "plan.required", asked.due_days)


def plan_approved(case: Case) -> Obligation | None:
    """The plan or agreement approved by the leader (SYD-12)."""
    asked = case.policy.plan
    return _after_talk(case, asked.approval != "none", "plan-approved", "plan.approval", asked.approval_days)


def follow_up_agreed(case: Case) -> Obligation | None:
    """When and how to follow up, agreed as the talk ends (SYD-13)."""
    return _after_talk(case, case.policy.follow_up.agreed, "follow-up-agreed", "follow_up.agreed", 0)


def follow_up_held(case: Case) -> Obligation | None:
    """The follow-up, on the day agreed on; without one, so many months after the talk."""
    asked = case.policy.follow_up
    if not asked.required or case.held_on is None:
        return None
    agreed = [event.until for event in case.events if event.what == "follow-up-agreed" and event.until]
    due = min(agreed, default=months_after(case.held_on, asked.months))
    return case.owes("follow-up", "follow_up.required", due, case.first("follow-up"))


RULE_BOOK: tuple[Callable[[Case], Obligation | None], ...] = (
    talk_held,
    form_handed_out,
    minutes,
    minutes_handed_over,
    minutes_approved,
    plan_written,
    plan_approved,
    follow_up_agreed,
    follow_up_held,
)


def _after_talk(case: Case, asked: bool, what: str, key: str, days: int) -> Obligation | None:
    """What falls due so many days after a talk that has been held; the event bears the obligation's name."""
    if not asked or case.held_on is None:
        return None
    return case.owes(what, key, case.held_on + timedelta(days), case.first(what))


def _form_reached_employee(case: Case) -> date | None:
    """The day recorded for the hand-out; where none is, the day the employee's own skema was issued."""
    leaders_code = case.policy.forms["skema"].code_leader
    issued = (
        event.on
        for event in case.events
        if event.what == "issued" and event.form == "skema" and leaders_code not in event.source.split("-")
    )
    return case.first("handed-out") or min(issued, default=None)


# --- days ---------------------------------------------------------------------------------------


def _talk_key(item: Talk | Event) -> tuple[str, str, int]:
    return item.person, item.kind, item.year


def _by_talk(events: Iterable[Event]) -> dict[tuple[str, str, int], list[Event]]:
    """Events by the talk they belong to."""
    grouped: dict[tuple[str, str, int], list[Event]] = {}
    for event in events:
        grouped.setdefault(_talk_key(event), []).append(event)
    return grouped
