"""What each kind's packet holds: forms that there are, and those that the rules need to come back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from pipeline.model import FOLLOW_UP, GROUP_KINDS
from pipeline.policy.nouns import PlanForm
from pipeline.policy.soundness.draft import Check, Draft
from pipeline.problems import Problem
from pipeline.problems import forms as problems


def _packets_hold_known_forms_once(draft: Draft) -> Iterator[Problem]:
    for key, rows in draft.packets():
        seen: set[tuple[str, str]] = set()
        for number, row in enumerate(rows, start=1):
            place = draft.place(key, f"{key}.{number}.form")
            if row.form not in draft.form_names:
                yield problems.unknown_form(place, row.form, draft.form_names)
            if (row.form, row.audience) in seen:
                yield problems.repeated_form(place, row.form)
            seen.add((row.form, row.audience))


def _forms_have_something_to_ask(draft: Draft) -> Iterator[Problem]:
    """A skema asks the topics of its kind (SYD-37)."""
    for key, _ in draft.packets():
        kind = key.partition(".")[2]
        if "skema" in draft.forms_of(kind) and not draft.value(f"topics.{kind}"):
            yield problems.form_without_topics(draft.place(key), "skema", kind)


def _packets_hold_what_is_asked_for(draft: Draft) -> Iterator[Problem]:
    """Plan and minutes of the yearly talk, and a group's action plan (HER-28)."""
    plan_form = draft.value("plan.form")
    if draft.value("plan.required"):
        yield from _missing(draft, "MUS", plan_form, "plan.required")
    for key in ("minutes.required", "minutes.handed_over"):
        for kind in draft.value("minutes.kinds") if draft.value(key) else ():
            yield from _missing(draft, kind, "referat", key)
    for kind in GROUP_KINDS:
        if draft.value("group.plan_required"):
            yield from _missing(draft, kind, "handleplan", "group.plan_required")
        if "own_goals" in draft.value("group.after"):
            yield from _missing(draft, kind, plan_form, "group.after")


def _follow_up_brings_the_plan_back(draft: Draft) -> Iterator[Problem]:
    """The copy is of the plan that the municipality uses (SYD-36)."""
    if not draft.value("follow_up.copy"):
        return
    key, plan_form = f"packet.{FOLLOW_UP}", draft.value("plan.form")
    rows = enumerate(draft.value(key), start=1)
    others = [
        (number, row.form) for number, row in rows if row.form in get_args(PlanForm) and row.form != plan_form
    ]
    for number, form in others:
        yield problems.another_plan_form(draft.place(key, f"{key}.{number}.form"), form, plan_form)
    if not others and plan_form not in draft.forms_of(FOLLOW_UP):
        yield problems.form_not_in_packet(draft.place(key), plan_form, "follow_up.copy", FOLLOW_UP)


def _choosing_has_its_form(draft: Draft) -> Iterator[Problem]:
    """Themes to choose from stand in a form of their own (HER-7)."""
    packed = {row.form for _, rows in draft.packets() for row in rows}
    if draft.value("choose.themes") and "spoergsmaal" not in packed:
        yield problems.form_not_in_packet(draft.place("packet.MUS"), "spoergsmaal", "choose.themes", "MUS")


def _missing(draft: Draft, kind: str, form: str, asked_by: str) -> Iterator[Problem]:
    """The problem of a form that a kind's packet lacks; a kind without any packet is not held here."""
    forms = draft.forms_of(kind)
    if forms and form not in forms:
        yield problems.form_not_in_packet(draft.place(f"packet.{kind}"), form, asked_by, kind)


CHECKS: tuple[Check, ...] = (
    _packets_hold_known_forms_once,
    _forms_have_something_to_ask,
    _packets_hold_what_is_asked_for,
    _follow_up_brings_the_plan_back,
    _choosing_has_its_form,
)
