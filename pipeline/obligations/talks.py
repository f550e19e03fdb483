"""Talks that are owed: the yearly one, the individual one after a group's, and the senior talk, which is an offer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.kinds import months_after
from pipeline.model import INDIVIDUAL_KINDS, Obligation, Talk
from pipeline.obligations.case import Case, case_of

AFTER_THE_ROUND = 30
"""Days for an individual talk where the round closes before there is time for it: our proposal, by no rule."""


def talk_held(case: Case) -> Iterator[Obligation]:
    """One talk for everybody every year, before the round closes where they work (ISH-1, IKB-1, HOL-3, SYD-1, SYD-2,
    HER-3); nobody is too old and nobody can decline (HOL-10). Somebody new has some months from the first day.
    """
    if not case.is_yearly or not case.policy.round.yearly:
        return
    yield case.owes("talk", "round.yearly", _closes_on(case), case.subject.counted_on)


def senior_talk_offered(case: Case) -> Iterator[Obligation]:
    """A senior talk is an offer that the employee decides on: it has no last day (domain 2.6, ISH-15)."""
    if case.talk.kind == "SUS" and case.talk.person:
        yield case.owes("talk", "senior.trigger", None, case.held_on)


def individual_talk(case: Case) -> Iterator[Obligation]:
    """Once a group talk was held, an individual one: for everybody (SYD-3), or for whoever wishes (ISH-2, HER-6).

    An individual talk or follow-up on that day or after it is it. Where the group talk only supplements (IKB-2) the
    year's own talk is individual anyhow.
    """
    subject = case.subject
    start = subject.group_held_on
    if start is None or not subject.alone_after_group or not _bears_individual_talk(case):
        return
    if "individual_talk" not in case.policy.group.after and subject.wished_on:
        start = max(start, subject.wished_on)
    alone = _alone(case)
    yield alone.owes("individual-talk", "group.after", _individual_due(alone, start), subject.met_alone_on)


def _bears_individual_talk(case: Case) -> bool:
    """Whether the duty stands on this talk: the individual one where it is planned, else the part in the group's."""
    subject = case.subject
    if subject.yearly is None or subject.yearly.kind in INDIVIDUAL_KINDS:
        return False
    planned = any(talk.after_group and talk.kind in INDIVIDUAL_KINDS for talk in subject.person_talks)
    return case.is_individual and case.talk.after_group if planned else case.talk is subject.group_talk


def _alone(case: Case) -> Case:
    """The individual talk, also where it has not been planned yet: then with the employee's own leader."""
    talk = case.talk
    if talk.after_group:
        return case
    own = case.subject.person.leader if case.subject.person else ""
    alone = Talk(talk.person, "MUS", talk.year, own or talk.leader, after_group=True)
    return case_of(alone, case.subject, case.today)


def _individual_due(case: Case, start: date) -> date:
    days = case.policy.group.individual_days
    if days:
        return start + timedelta(days)
    closes = case.policy.round.closes_on(case.talk.year)
    return closes if closes >= start else start + timedelta(AFTER_THE_ROUND)


def _closes_on(case: Case) -> date:
    closes, person = case.policy.round.closes_on(case.talk.year), case.subject.person
    months = case.policy.round.newcomer_months
    if months and person and person.employed_on:
        return max(closes, months_after(person.employed_on, months))
    return closes
