"""The rule book: every rule is a function from a case to what it owes, and a line in the list."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Obligation
from pipeline.obligations.applying import fund_applied, fund_signed
from pipeline.obligations.case import Case, Rule
from pipeline.obligations.following import earlier_follow_up, follow_up_agreed, follow_up_held
from pipeline.obligations.keeping import minutes_destroyed
from pipeline.obligations.papers import (
    consultation,
    form_handed_out,
    group_plan,
    minutes,
    minutes_approved,
    minutes_handed_over,
    own_goals,
    plan_approved,
    plan_written,
)
from pipeline.obligations.talks import individual_talk, senior_talk_offered, talk_held

RULE_BOOK: tuple[Rule, ...] = (
    talk_held,
    senior_talk_offered,
    individual_talk,
    consultation,
    form_handed_out,
    minutes,
    minutes_handed_over,
    minutes_approved,
    group_plan,
    own_goals,
    plan_written,
    plan_approved,
    follow_up_agreed,
    follow_up_held,
    earlier_follow_up,
    minutes_destroyed,
    fund_applied,
    fund_signed,
)

WHATS = (
    "talk",
    "individual-talk",
    "consultation",
    "form-handed-out",
    "minutes",
    "minutes-handed-over",
    "minutes-approved",
    "group-plan",
    "own-goals",
    "plan",
    "plan-approved",
    "follow-up-agreed",
    "follow-up",
    "minutes-destroyed",
    "fund-apply",
    "fund-sign",
    "evaluation",
)
"""The closed vocabulary of what can be owed, in the order of the rule book."""


def owed_of(case: Case) -> Iterator[Obligation]:
    """Everything owed of one talk, in rule book order."""
    for rule in RULE_BOOK:
        yield from rule(case)
