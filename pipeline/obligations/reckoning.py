"""The list itself: the rule book held against every talk of a round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.model import Event, Group, Obligation, Person, PlanRow, Talk
from pipeline.obligations.book import owed_of
from pipeline.obligations.case import case_of
from pipeline.obligations.municipality import evaluation
from pipeline.obligations.subject import Subject
from pipeline.obligations.subjects import Known, Subjects
from pipeline.policy import Policy

_NO_GROUPS: Mapping[str, Group] = {}


def obligations(
    people: Mapping[str, Person],
    talks: Sequence[Talk],
    events: Sequence[Event],
    policy: Policy,
    today: date,
    groups: Mapping[str, Group] = _NO_GROUPS,
    earlier: Sequence[Event] = (),
    plan_rows: Sequence[PlanRow] = (),
    earlier_talks: Sequence[Talk] = (),
) -> list[Obligation]:
    """Everything owed in a round: by person, then by group, each by kind and in rule book order; last by the municipality.

    `policy` is the municipality's; each unit's own rules are looked up in it. `earlier` are events of earlier years
    and `earlier_talks` their talks, `plan_rows` this year's rows as last returned.
    """
    known = Known(people, groups, talks, events, policy, today, earlier, plan_rows, earlier_talks)
    found = [owed for subject in Subjects(known) for owed in _owed_of(subject, today)]
    if talks:
        year = max(talk.year for talk in talks)
        found += evaluation(year, (*events, *earlier), policy, today)
    return found


def _owed_of(subject: Subject, today: date) -> list[Obligation]:
    cases = (case_of(talk, subject, today) for talk in subject.talks if not subject.is_idle(talk))
    return sorted(
        (owed for case in cases for owed in owed_of(case)), key=lambda owed: (owed.kind, owed.group)
    )
