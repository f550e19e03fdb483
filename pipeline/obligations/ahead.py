"""What a policy will ask of a talk, told before it is held: for packets, leaders' overviews and headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pipeline.model import GROUP_KINDS, Event, Person, Talk, TalkKind
from pipeline.obligations.book import WHATS, owed_of
from pipeline.obligations.case import case_of
from pipeline.obligations.subject import Subject
from pipeline.policy import Policy
from pipeline.topics import rules_for

WITHOUT_A_DAY = ("talk", "individual-talk")
"""What may have a last day before the talk has one of its own."""


def deadlines(
    talk: Talk, policy: Policy, person: Person | None = None, group_on: date | None = None
) -> dict[str, date | None]:
    """What the policy will ask of a talk, with the days it falls due if the talk is held as planned.

    Without a planned date only the talk itself has a day. Keyed by `what`, in rule book order. With `person` the rules
    of their unit are meant, else `policy` is taken as it is; `group_on` is the day of the group talk that an individual
    one follows.
    """
    rules = rules_for(person, policy, talk.year) if person else policy
    day = talk.planned_on or date(talk.year, 1, 1)
    owed = owed_of(case_of(talk, _if_held(talk, rules, person, day, group_on), day))
    days = {o.what: o.due if talk.planned_on or o.what in WITHOUT_A_DAY else None for o in owed}
    unknown = talk.planned_on is None if talk.kind in GROUP_KINDS else group_on is None
    if "individual-talk" in days and unknown:
        days["individual-talk"] = None if rules.group.individual_days else rules.round.closes_on(talk.year)
    return days


def asked(policy: Policy, *kinds: TalkKind) -> tuple[str, ...]:
    """The `what` of everything the policy asks of talks of these kinds (of MUS, if none is named), in rule book order.

    Of a group talk: what each participant owes, and what the group does.
    """
    found = {what: None for talk in _examples(kinds or ("MUS",)) for what in deadlines(talk, policy)}
    return tuple(sorted(found, key=WHATS.index))


def _if_held(talk: Talk, rules: Policy, person: Person | None, day: date, group_on: date | None) -> Subject:
    """The subject as it will be when the talk has been held as planned, after the group's where it follows one."""
    events = [Event("held", talk.person, talk.kind, talk.year, day, group=talk.group)]
    talks, together = [talk], []
    if talk.after_group:
        part = replace(talk, kind="GRUS", group="-", after_group=False)
        talks.append(part)
        together.append(Event("held", "", "GRUS", talk.year, group_on or day, group="-"))
    someone = person or Person(talk.person, "")
    wishing = replace(someone, wants_individual=talk.after_group)
    return Subject(
        talk.year, rules, talks, events, person=wishing if talk.person else None, group_events=together
    )


def _examples(kinds: tuple[TalkKind, ...]) -> Iterator[Talk]:
    for kind in kinds:
        if kind in GROUP_KINDS:
            yield Talk("-", kind, 2000, "", group="-")
        yield Talk(
            "" if kind in GROUP_KINDS else "-", kind, 2000, "", group="-" if kind in GROUP_KINDS else ""
        )
