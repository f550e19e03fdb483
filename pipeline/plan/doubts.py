"""What HR should look at before the round goes out: days, delegates, groups and wishes. Only a mistyped year blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from pipeline.days import holiday_name, is_working_day
from pipeline.model import FOLLOW_UP, GROUP_KINDS, Group, Person, Talk
from pipeline.plan.outlook import Outlook
from pipeline.plan.talks import wants_individual_after
from pipeline.policy import Policy
from pipeline.problems import Place, Problem
from pipeline.problems import plan as problems

_SATURDAY, _WEEKEND = 5, ("lørdag", "søndag")


def doubts_about_person(person: Person, talks: Sequence[Talk], outlook: Outlook) -> Iterator[Problem]:
    """What is doubtful about somebody's talks. The day of a group's talk is the group's doubt, and told once."""
    if person.talk_on and not outlook.likely(person.talk_on):
        yield problems.unlikely_talk_date(person.place)
    alone = [talk for talk in talks if not talk.group]
    for talk in alone:
        if talk.planned_on:
            yield from _about_day(talk, talk.planned_on, outlook.rules(person), person.place, outlook)
    if person.delegate and alone:
        yield from _about_delegate(person, alone)
    if "LUS" in [talk.kind for talk in talks] and person.number not in outlook.leaders:
        yield problems.lus_without_staff(person.place)
    if len(alone) < len(talks):
        yield from _about_participant(person, alone, outlook)


def doubts_about_group(group: Group, talks: Sequence[Talk], outlook: Outlook) -> Iterator[Problem]:
    """What is doubtful about a group's talk."""
    rules = outlook.rules(outlook.stand_ins[group.id])
    if group.talk_on and not outlook.likely(group.talk_on):
        yield problems.unlikely_talk_date(group.place)
    for talk in talks:
        if talk.planned_on:
            yield from _about_day(talk, talk.planned_on, rules, group.place, outlook)
    day = outlook.group_day(group)
    to_come = day is None or day >= outlook.today
    told = (group.consulted_with and group.consulted_on) or group.id in outlook.history.consulted
    if rules.group.consultation and not told and to_come:
        yield problems.consultation_missing(group.place)
    days = {person.talk_on for person in outlook.members[group.id] if person.talk_kind in ("", *GROUP_KINDS)}
    if not group.talk_on and len(days - {None}) > 1:
        yield problems.group_days_differ(group.place)


def unapproved_materials(policy: Policy, place: Place) -> Iterator[Problem]:
    """The forms need an approval that the policy does not tell of (SYD-25); `place` is the policy's file."""
    materials = policy.materials
    if materials.approval_required and not (materials.approved_by and materials.approved_on):
        yield problems.materials_not_approved(place)


def _about_day(talk: Talk, day: date, rules: Policy, place: Place, outlook: Outlook) -> list[Problem]:
    """A planned day is noted outside the window (HER-3), in a blackout (SYD-32), and where offices are closed."""
    any_day = talk.kind in ("SUS", FOLLOW_UP)
    doubts = outlook.once(("day", rules.place, day, any_day), lambda: _of_day(day, any_day, rules, outlook))
    return [doubt(place) for doubt in doubts] if doubts else []


def _of_day(day: date, any_day: bool, rules: Policy, outlook: Outlook) -> list[Callable[[Place], Problem]]:
    """The doubts about a day, for any place; talks that come on top are held on any day of the year."""
    doubts: list[Callable[[Place], Problem]] = []
    opens, closes = outlook.window(rules)
    if not any_day and not opens <= day <= closes:
        doubts.append(problems.outside_window)
    for blackout in rules.blackout:
        if (blackout.first or "0") <= day.isoformat() <= (blackout.last or "9"):
            doubts.append(partial(problems.within_blackout, name=blackout.name))
    if not is_working_day(day):
        doubts.append(partial(problems.closed_day, name=_closed_name(day)))
    return doubts


def _closed_name(day: date) -> str:
    """What the day is called: a holiday's name, or the day of the week."""
    return holiday_name(day) or _WEEKEND[day.weekday() - _SATURDAY]


def _about_delegate(person: Person, alone: Sequence[Talk]) -> Iterator[Problem]:
    """Whoever holds the talk in the leader's place has powers that are written down, on the day of the talk."""
    if not person.mandate:
        yield problems.delegate_without_mandate(person.place)
    first, last = person.delegated_from, person.delegated_until
    days = [talk.planned_on for talk in alone if talk.planned_on]
    if any((first and day < first) or (last and day > last) for day in days):
        yield problems.outside_delegation(person.place)


def _about_participant(person: Person, alone: Sequence[Talk], outlook: Outlook) -> Iterator[Problem]:
    group = outlook.group_of(person)
    if group is None:
        return
    if outlook.too_soon(person):
        yield problems.group_too_soon(person.place, outlook.history.last_group_year[person.number])
    yearly = [talk for talk in alone if talk.kind == "MUS"]
    if outlook.wishes_individual(person) and not yearly and not wants_individual_after(person, outlook):
        yield problems.wish_without_rule(person.place)
    day = outlook.likely(person.talk_on)
    if day and group.talk_on and day != group.talk_on and day not in [talk.planned_on for talk in alone]:
        yield problems.group_day_differs(person.place)
