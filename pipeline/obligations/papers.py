"""Papers that are owed: the form before the talk, minutes and plan after it, and what a group's talk brings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.days import days_before
from pipeline.model import Obligation
from pipeline.obligations.case import Case
from pipeline.obligations.happened import earliest, first_day, of_kinds


def consultation(case: Case) -> Iterator[Obligation]:
    """A group talk discussed with MED, TR or AMIR before it is held; the day of the talk is in time (SYD-4)."""
    if not case.is_groups_own or not case.policy.group.consultation:
        return
    group = case.subject.group
    written = (
        group.consulted_on if group and group.consulted_on and group.consulted_on <= case.today else None
    )
    done_on = earliest(written, case.first("consulted"))
    yield case.owes("consultation", "group.consultation", case.talk_on, done_on)


def form_handed_out(case: Case) -> Iterator[Obligation]:
    """The form in the employee's hands so many days before the talk; the day itself is in time (ISH-3)."""
    asked = case.policy.handout
    if asked.days_before <= 0 or not (case.is_individual or case.is_group_part):
        return
    due = days_before(case.talk_on, asked.days_before, asked.working_days) if case.talk_on else None
    yield case.owes("form-handed-out", "handout.days_before", due, _form_reached_employee(case))


def minutes(case: Case) -> Iterator[Obligation]:
    """Minutes written and sent back (ISH-5, HER-9)."""
    asked = case.policy.minutes
    if asked.required and _has_minutes(case):
        yield from _after_talk(case, "minutes", "minutes.required", asked.due_days)


def minutes_handed_over(case: Case) -> Iterator[Obligation]:
    """Minutes handed to the employee (ISH-5)."""
    asked = case.policy.minutes
    if asked.handed_over and _has_minutes(case):
        yield from _after_talk(case, "minutes-handed-over", "minutes.handed_over", asked.handed_over_days)


def minutes_approved(case: Case) -> Iterator[Obligation]:
    """Minutes approved by whom the policy says (HER-13: the party that did not write them)."""
    asked = case.policy.minutes
    if asked.approval == "none" or not _has_minutes(case) or case.held_on is None:
        return
    writers = {event.by for event in case.events if event.what == "minutes" and event.by}
    # An approval recorded before the minutes told who wrote them does not count, if it was the writer's own.
    approved = (e for e in case.events if not (asked.approval == "other" and e.by in writers))
    due = case.held_on + timedelta(asked.approval_days)
    yield case.owes("minutes-approved", "minutes.approval", due, first_day(approved, "minutes-approved"))


def group_plan(case: Case) -> Iterator[Obligation]:
    """A joint plan from a group's talk (HER-28, SYD-18)."""
    asked = case.policy.group
    if case.is_groups_own and asked.plan_required:
        yield from _after_talk(case, "group-plan", "group.plan_required", asked.plan_due_days)


def plan_written(case: Case) -> Iterator[Obligation]:
    """A plan or agreement with at least one row for everybody, once a year (ISH-6, IKB-3, HOL-7, SYD-10, HER-8).

    A group's plan is one where the policy says so (IKB-3), and so is an earlier year's that reaches past the talk
    (IKB-4). Own goals after a group talk are the plan (SYD-19).
    """
    asked = case.policy.plan
    if not asked.required or case.held_on is None or not _owes_plan(case):
        return
    done_on = earliest(_plan_on(case), _covered_by_group(case), _still_reaches(case, case.held_on))
    yield case.owes("plan", "plan.required", case.held_on + timedelta(asked.due_days), done_on)


def own_goals(case: Case) -> Iterator[Obligation]:
    """Goals of one's own after a group talk, beside the group's (SYD-19)."""
    if _asks_own_goals(case):
        days = case.policy.group.own_goals_days
        yield from _after_talk(case, "own-goals", _own_goals_key(case), days, _plan_on(case))


def plan_approved(case: Case) -> Iterator[Obligation]:
    """The plan or agreement approved by the leader (SYD-12), and the own goals after a group talk (SYD-19)."""
    asked, group = case.policy.plan, case.policy.group
    if _asks_own_goals(case):
        days = group.own_goals_days + asked.approval_days
        yield from _after_talk(case, "plan-approved", _own_goals_key(case), days)
    elif asked.approval != "none" and case.is_individual and _owes_plan(case):
        yield from _after_talk(case, "plan-approved", "plan.approval", asked.approval_days)


# --- which talk has which paper ---------------------------------------------------------------------


def _has_minutes(case: Case) -> bool:
    """Whether the rules on minutes are for this talk. A group's minutes are the group's, not each participant's."""
    alone = not (case.is_group_part and case.talk.group)
    return case.talk.kind in case.policy.minutes.kinds and alone


def _asks_own_goals(case: Case) -> bool:
    return case.is_group_part and "own_goals" in case.policy.group.after


def _own_goals_key(case: Case) -> str:
    """Where the policy says by which rule: at the days for it, else with all that follows a group talk."""
    key = "group.own_goals_days"
    return key if case.policy.rule(key) else "group.after"


def _owes_plan(case: Case) -> bool:
    """Whether the year's plan stands on this talk: the yearly one, or the one held in place of a group's that was not."""
    if case.is_group_part:
        return case.is_yearly and not _asks_own_goals(case)
    instead = case.talk.after_group and case.subject.group_held_on is None
    return case.is_individual and (case.is_yearly or instead)


def _plan_on(case: Case) -> date | None:
    """The day of the plan: of this talk, or for a part in a group talk of the individual talk after it."""
    if case.is_group_part:
        return first_day(of_kinds(case.subject.events, (case.talk.kind, "MUS")), "plan", "plan-approved")
    return case.first("plan")


def _covered_by_group(case: Case) -> date | None:
    """The day of the group's plan, where it is a plan for each of them (IKB-3; not HER-8)."""
    if not case.is_group_part or not case.policy.group.plan_covers:
        return None
    return first_day(of_kinds(case.subject.group_events, (case.talk.kind,)), "group-plan")


def _still_reaches(case: Case, held_on: date) -> date | None:
    """The day of an earlier year's plan that reaches past this year's talk (IKB-4)."""
    if not case.policy.plan.spans_years:
        return None
    whats = {"plan": case.subject.earlier}
    if case.policy.group.plan_covers:
        whats["group-plan"] = case.subject.earlier_group_events
    reaching = (
        event.on
        for what, events in whats.items()
        for event in events
        if event.what == what and event.until and event.until > held_on
    )
    return max(reaching, default=None)


def _after_talk(
    case: Case, what: str, key: str, days: int, done_on: date | None = None
) -> Iterator[Obligation]:
    """What falls due so many days after a talk that has been held; the event bears the obligation's name."""
    if case.held_on is not None:
        yield case.owes(what, key, case.held_on + timedelta(days), done_on or case.first(what))


def _form_reached_employee(case: Case) -> date | None:
    """The day recorded for the hand-out; where none is, the day the employee's own skema was issued."""
    leaders_code = case.policy.forms["skema"].code_leader
    issued = (
        event.on
        for event in case.events
        if event.what == "issued" and event.form == "skema" and leaders_code not in event.source.split("-")
    )
    together = first_day(of_kinds(case.subject.group_events, (case.talk.kind,)), "handed-out")
    return earliest(case.first("handed-out"), together if case.is_group_part else None) or min(
        issued, default=None
    )
