"""The forms of one packet, in the policy's order, and the day each must be handed out or written by."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.days import days_before
from pipeline.model import FOLLOW_UP, GROUP_KINDS, PREPARATION, PlannedForm, Talk
from pipeline.policy import Policy
from pipeline.topics import GROUP_PLAN, packet_lines, part_of


def forms_of(talk: Talk, policy: Policy, group_kind: str = "") -> tuple[PlannedForm, ...]:
    """The forms of one packet. `group_kind` is the kind of its group's talk, where it has a group."""
    return tuple(
        PlannedForm(line.form, line.audience, policy.forms[line.form].code_for(line.audience), due)
        for line in packet_lines(policy, talk.kind, part_of(talk), group_kind)
        for due in [form_due(line.form, talk, policy)]
    )


def form_due(form: str, talk: Talk, policy: Policy) -> date | None:
    """The last day a preparation form may reach the employee, or minutes and plan be written.

    None where the talk has no day yet or the policy sets no deadline. The day itself is in time (ISH-3).
    """
    held_on = talk.planned_on
    if held_on is None or talk.kind == FOLLOW_UP:
        return None
    if form in PREPARATION:
        days = policy.handout.days_before
        return days_before(held_on, days, policy.handout.working_days) if days else None
    days_after = _days_to_write(form, talk, policy)
    return None if days_after is None else held_on + timedelta(days=days_after)


def _days_to_write(form: str, talk: Talk, policy: Policy) -> int | None:
    """How many days after the talk the form is to be written, None where nothing asks for it."""
    if form == GROUP_PLAN:
        return policy.group.plan_due_days if policy.group.plan_required else None
    if form == policy.plan.form:
        own_goals = talk.kind in GROUP_KINDS and "own_goals" in policy.group.after
        return policy.group.own_goals_days if own_goals else policy.plan.due_days
    asked = policy.minutes.required and talk.kind in policy.minutes.kinds
    return policy.minutes.due_days if form == "referat" and asked else None
