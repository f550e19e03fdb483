"""What an accepted form leaves open: notes for HR and the two, none of which stops it.

Each role of a form has its list of doubts; a doubt is a function from the form to problems that do not block. They
name fields, topics and rows, never an answer and never a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from pipeline.guidance import minutes_of
from pipeline.kinds import months_after
from pipeline.problems import Problem
from pipeline.problems.answers import (
    answers_replaced,
    follow_up_day_missing,
    follow_up_too_late,
    group_day_disagrees,
    group_row_lacks,
    horizon_outside,
    names_a_participant,
    row_lacks,
    taker_not_named,
    topics_unanswered,
)
from pipeline.problems.judging import date_in_future, dates_disagree, self_approval
from pipeline.returns.facts import approved_by_its_writer, years_of
from pipeline.returns.filled import Filled, Role
from pipeline.returns.fund import fund_dates
from pipeline.topics import is_required
from pipeline.word.layout import field_key

Doubt = Callable[[Filled], Iterator[Problem]]

_NAMES_BELONG = ("ansvarlig", "deltagere", "bisidder")
"""Fields of a group's paper where a name is the answer."""


def doubts_of(form: Filled) -> list[Problem]:
    """Everything the form leaves open, by its role."""
    doubts = (*DOUBTS[form.role], required_topics_unanswered, participant_named, answers_other_than_before)
    return [problem for doubt in doubts for problem in doubt(form)]


def talk_to_come(form: Filled) -> Iterator[Problem]:
    """The talk lies in the future."""
    if form.held and form.held > form.around.today:
        yield date_in_future(form.place("samtale_dato"))


def held_another_day(form: Filled) -> Iterator[Problem]:
    """Another form or record of the same talk has another day."""
    issued = form.issued
    talk = (issued.person, issued.group, issued.kind)
    others = {
        event.on
        for event in form.around.before
        if event.what == "held"
        and (event.person, event.group, event.kind) == talk
        and event.source != issued.form_id
    }
    if form.held and others - {form.held}:
        yield dates_disagree(form.place("samtale_dato"))


def group_held_another_day(form: Filled) -> Iterator[Problem]:
    """A participant's own goals have another day than the group's talk."""
    group = form.issued.group
    days = {e.on for e in form.around.before if e.what == "held" and not e.person and e.group == group}
    if form.held and days and form.held not in days:
        yield group_day_disagrees(form.place("samtale_dato"))


def follow_up_undated(form: Filled) -> Iterator[Problem]:
    """The paper of a follow-up does not say when it was held, so it proves none."""
    if not form.held:
        yield follow_up_day_missing(form.place("samtale_dato"))


def approval_by_writer(form: Filled) -> Iterator[Problem]:
    """The minutes' writer approved them, or it does not show who did (HER-13)."""
    if form.days.get("godkendt_dato") and approved_by_its_writer(form):
        yield self_approval(form.place("godkendt_af"))


def taker_unnamed(form: Filled) -> Iterator[Problem]:
    """It was to be agreed who writes the minutes, and once the talk is held it does not show (HER-12)."""
    asked = minutes_of(form.around.policy, form.issued.kind).taker_agreed and "referent" in form.values
    said = any(approval_by_writer(form)) or any(talk_to_come(form))
    if asked and not form.values["referent"] and not said:
        yield taker_not_named(form.place("referent"))


def plan_rows_lack(form: Filled) -> Iterator[Problem]:
    """Rows without what the municipality wants in each (HOL-5)."""
    for row, titles in form.lacking(form.around.policy.plan.row_needs).items():
        yield row_lacks(form.place(row), titles)


def group_rows_lack(form: Filled) -> Iterator[Problem]:
    """Rows of a group's plan without what makes it count (HER-29)."""
    for row, titles in form.lacking(form.around.policy.group.row_needs).items():
        yield group_row_lacks(form.place(row), titles)


def horizon_out_of_bounds(form: Filled) -> Iterator[Problem]:
    """Rows that reach fewer or more years ahead than a plan may (IKB-4)."""
    asked = form.around.policy.plan
    for key, row in form.rows.items():
        years = years_of(row)
        if years is not None and not asked.horizon_min <= years <= asked.horizon_max:
            yield horizon_outside(form.place(f"{key}/horisont"), asked.horizon_min, asked.horizon_max)


def follow_up_late(form: Filled) -> Iterator[Problem]:
    """The follow-up lies after the next talk, or too close to it (SYD-13)."""
    weeks = form.around.policy.follow_up.weeks_before_next
    agreed, talk = form.days.get("opfoelgning_dato"), form.yearly_talk_on
    following = form.days.get("naeste_samtale_dato") or (talk and months_after(talk, 12))
    if weeks and agreed and following and agreed > following - timedelta(weeks=weeks):
        yield follow_up_too_late(form.place("opfoelgning_dato"), weeks)


def required_topics_unanswered(form: Filled) -> Iterator[Problem]:
    """Topics that must be talked about, and of which nothing is written (ISH-7, HER-2, SYD-7), once the talk is held."""
    policy, values = form.around.policy, form.values
    if any(talk_to_come(form)):
        return
    required = [t for t in policy.topics.get(form.issued.kind, ()) if is_required(t, policy)]
    # The minutes' own place for a topic, or the one in a conversation form that holds the minutes as well (SYD-6).
    for place in ("emne_", "opsamling_"):
        empty = [t for t in required if f"{place}{t.key}" in values and not values[f"{place}{t.key}"]]
        # A form that nobody has written the wrap-up in was sent as preparation, and lacks nothing.
        if empty and (place == "emne_" or len(empty) < len(required)):
            yield topics_unanswered(form.place(f"{place}{empty[0].key}"), [topic.title for topic in empty])


def answers_other_than_before(form: Filled) -> Iterator[Problem]:
    """The same form has come before and said something else. What was added since is no contradiction."""
    earlier = {key: value for key, value in form.around.earlier.items() if value not in (None, "", False)}
    changed = [key for key, value in earlier.items() if key in form.values and form.values[key] != value]
    titles = (form.around.titles.get(field_key(key)) for key in changed)
    named = list(dict.fromkeys(title for title in titles if title))
    if named:
        yield answers_replaced(form.place(changed[0]), named)


def participant_named(form: Filled) -> Iterator[Problem]:
    """A group's own paper names one of the group (SYD-16, HER-25): the first and last name, or all of it."""
    issued, policy = form.issued, form.around.policy
    if issued.person or not issued.group or not policy.group.about_group_only:
        return
    names = [pattern for name in form.around.participants if (pattern := _name_pattern(name))]
    for key, value in form.values.items():
        if key.rpartition("/")[2] in _NAMES_BELONG or not isinstance(value, str):
            continue
        if any(pattern.search(value) for pattern in names):
            yield names_a_participant(form.place(key))


DOUBTS: Mapping[Role, tuple[Doubt, ...]] = {
    "minutes": (talk_to_come, held_another_day, approval_by_writer, taker_unnamed, follow_up_late),
    "agreement": (talk_to_come, held_another_day, plan_rows_lack, horizon_out_of_bounds, follow_up_late),
    "own-goals": (group_held_another_day, plan_rows_lack, horizon_out_of_bounds, follow_up_late),
    "follow-up-copy": (
        talk_to_come,
        held_another_day,
        follow_up_undated,
        horizon_out_of_bounds,
        follow_up_late,
    ),
    "group-plan": (talk_to_come, held_another_day, group_rows_lack, follow_up_late),
    "fund": (fund_dates,),
    "preparation": (),
}


def _name_pattern(name: str) -> re.Pattern[str] | None:
    """Matches somebody's first and last name, with the middle names or without, and with the s of a genitive.

    None for a name of one word: many first names are words (»Liv«, »Bo«, »Stille«).
    """
    words = [re.escape(word) for word in name.split()]
    if len(words) < 2:
        return None
    middle = "".join(rf"(?:\s+{word})?" for word in words[1:-1])
    return re.compile(rf"(?<!\w){words[0]}{middle}\s+{words[-1]}s?(?!\w)", re.IGNORECASE)
