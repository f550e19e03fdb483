"""Who gets what this round, and who is left out and why. Nothing is written.

In: the roster, the policy, the talks already numbered. Out: a packet per person with the forms the policy
puts in it and their deadlines. A talk keeps its serial for the whole round, so a form keeps its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pipeline.kinds import long_date
from pipeline.model import PREPARATION, Excluded, Packet, Person, Plan, PlannedForm, Roster, Talk, TalkKind
from pipeline.policy import Policy
from pipeline.problems import Problem
from pipeline.problems.plan import delegate_without_mandate, outside_window, unlikely_talk_date


def make_plan(
    roster: Roster, policy: Policy, year: int, today: date, talks: Sequence[Talk] = ()
) -> tuple[Plan, list[Problem]]:
    """The round's packets in roster order. `talks` are those numbered before; the rest get the next numbers.

    Problems: a planned day years away (it is left out), or outside the municipality's window (never blocks, HER-3),
    and a delegate whose powers nobody has written down (SYD-22, ISH-11).
    """
    serials = {(talk.person, talk.kind): talk.serial for talk in talks}
    following = max(serials.values(), default=0) + 1
    packets, excluded = [], []
    problems: list[Problem] = []
    for person in roster.people.values():
        reason = left_out(person, policy, year, today)
        if reason:
            excluded.append(Excluded(person.number, reason))
            continue
        kind = kind_of(person)
        serial = serials.get((person.number, kind), following)
        following += serial == following
        problems += _doubts(person, policy, year)
        planned = person.talk_on if person.talk_on and _is_likely(person.talk_on, year) else None
        talk = Talk(person.number, kind, year, person.leader, planned, serial)
        packets.append(Packet(talk, forms_of(talk, policy)))
    return Plan(tuple(packets), tuple(excluded)), problems


def _doubts(person: Person, policy: Policy, year: int) -> Iterator[Problem]:
    if person.talk_on and not _is_likely(person.talk_on, year):
        yield unlikely_talk_date(person.place)
    elif person.talk_on and not within_window(person.talk_on, policy, year):
        yield outside_window(person.place)
    if person.delegate and not person.mandate:
        yield delegate_without_mandate(person.place)


def _is_likely(day: date, year: int) -> bool:
    return abs(day.year - year) <= 1


def kind_of(person: Person) -> TalkKind:
    """The kind of talk the roster asks for; MUS where it says nothing."""
    return person.talk_kind or "MUS"  # type: ignore[return-value]  # the roster reader admits kinds only


def left_out(person: Person, policy: Policy, year: int, today: date) -> str:
    """The Danish reason why somebody gets no packet, or "". Age and wish are none (HOL-10); leave is none (EXT-5)."""
    opens, closes = window(policy, year)
    if person.status == "left":
        return "Fratrådt."
    if person.leaves_on and person.leaves_on < max(opens, today):
        return f"Fratrådt den {long_date(person.leaves_on)}."
    if person.leaves_on and person.talk_on and person.leaves_on < person.talk_on:
        return f"Fratræder den {long_date(person.leaves_on)}, før samtalen."
    if person.employed_on and person.employed_on > closes:
        return f"Begynder først den {long_date(person.employed_on)}."
    if kind_of(person) not in policy.topics:
        return f"Samtaletypen {kind_of(person)} er ikke sat op for {policy.municipality.name}."
    if not person.leader:
        return "Har ingen leder på listen at holde samtalen med."
    return ""


def window(policy: Policy, year: int) -> tuple[date, date]:
    """The first and last day the round's talks are held."""
    return policy.round.opens_on(year), policy.round.closes_on(year)


def within_window(day: date, policy: Policy, year: int) -> bool:
    """Whether a talk on that day falls within the round; other days are allowed, and noted."""
    opens, closes = window(policy, year)
    return opens <= day <= closes


def forms_of(talk: Talk, policy: Policy) -> tuple[PlannedForm, ...]:
    """The forms of one packet with their deadlines."""
    return tuple(
        PlannedForm(packet.form, packet.audience, policy.forms[packet.form].code_for(packet.audience), due)
        for packet in policy.packet.get(talk.kind, ())
        for due in [form_due(packet.form, talk, policy)]
    )


def form_due(form: str, talk: Talk, policy: Policy) -> date | None:
    """The last day a preparation form may reach the employee, or minutes and plan be written.

    None where the talk has no day yet or the policy sets no deadline. The day itself is in time (ISH-3).
    """
    if talk.planned_on is None:
        return None
    if form in PREPARATION:
        days = policy.handout.days_before
        return talk.planned_on - timedelta(days=days) if days else None
    if form == policy.plan.form:
        return talk.planned_on + timedelta(days=policy.plan.due_days)
    if form == "referat" and policy.minutes.required:
        return talk.planned_on + timedelta(days=policy.minutes.due_days)
    return None
