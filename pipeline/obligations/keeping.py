"""What must be destroyed: an earlier year's minutes, once the next talk has been held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.model import INDIVIDUAL_KINDS, Obligation
from pipeline.obligations.case import Case
from pipeline.obligations.happened import earliest, first_day, of_kinds

MINUTES = ("minutes", "minutes-approved", "minutes-handed-over")


def minutes_destroyed(case: Case) -> Iterator[Obligation]:
    """Earlier years' minutes are destroyed when the next talk has been held (HER-10); a skipped year destroys nothing.

    Whether a group talk is that talk is the policy's. They may serve until this talk's own minutes are due (HER-9).
    """
    policy = case.policy
    if policy.destroy.minutes != "next_talk" or not policy.rule("destroy.minutes"):
        return
    if not (case.is_yearly or case.is_groups_own):
        return
    held_on = _next_talk_on(case)
    earlier = [event for event in case.subject.earlier if event.year < case.talk.year]
    kept = {(event.year, event.kind) for event in earlier if event.what in MINUTES}
    if held_on is None or not kept:
        return
    destroyed = {(e.year, e.kind): e.on for e in earlier if e.what == "minutes-destroyed"}
    done_on = max(destroyed[key] for key in kept) if kept <= destroyed.keys() else None
    due = held_on + timedelta(policy.minutes.due_days)
    yield case.owes("minutes-destroyed", "destroy.minutes", due, done_on)


def _next_talk_on(case: Case) -> date | None:
    """The day of the talk that ends the earlier minutes: an individual one, or a group's where that counts."""
    if case.is_groups_own:
        return case.held_on
    alone = first_day(of_kinds(case.subject.events, INDIVIDUAL_KINDS), "held")
    group = case.subject.group_held_on if case.policy.destroy.group_counts else None
    return earliest(alone, group)
