"""Which talks somebody, or a group, has this round. Exactly one of them is the year's talk.

A group's talk replaces or supplements the individual one (IKB-2), and brings with it what the unit's rules say: an
individual talk for everybody (SYD-3), for those who wish it (ISH-2, HER-6), or none. What comes on top, an offered talk
or a follow-up, never takes the place of the year's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pipeline.model import FOLLOW_UP, GROUP_KINDS, Group, Person, Talk, TalkKind
from pipeline.nouns import Noun
from pipeline.plan.outlook import Outlook
from pipeline.plan.reasons import NO_GROUP, away, no_group_talk, no_individual, nobody_in

_ON_TOP = ("SUS", FOLLOW_UP)


class Attempt(Noun):
    """A talk that is asked for, or the Danish reason why it cannot be."""

    talk: Talk | None
    reason: str = ""


def talks_of(person: Person, outlook: Outlook) -> list[Attempt]:
    """Every talk asked of somebody, the roster's own kind last, each kind once; a lone reason for who is away."""
    if reason := away(person, outlook):
        return [Attempt(None, reason)]
    asked = [*_follow_up(person, outlook), *_yearly(person, outlook)]
    if person.talk_kind == "SUS":
        asked.append(_individual(person, "SUS", outlook, outlook.likely(person.talk_on)))
    if person.talk_kind == FOLLOW_UP:
        agreed = outlook.likely(person.talk_on) or outlook.history.follow_up_on.get(person.number)
        asked.append(_individual(person, FOLLOW_UP, outlook, agreed))
    return asked


def talks_of_group(group: Group, participants: int, outlook: Outlook) -> list[Attempt]:
    """The talks of a group itself: its follow-up where its plan has come back, and the group's talk."""
    if reason := no_group_talk(group, outlook):
        return [Attempt(None, reason)]
    if not participants:
        return [Attempt(None, nobody_in(group, outlook))]
    history, rules = outlook.history, outlook.rules(outlook.stand_ins[group.id])
    day = outlook.group_day(group)
    talk = Talk("", _kind(group), outlook.year, group.leader, day, group=group.id)
    if not (rules.follow_up.copy and rules.packet.get(FOLLOW_UP) and history.plan_rows.get(group.id)):
        return [Attempt(talk)]
    agreed = history.follow_up_on.get(group.id)
    return [
        Attempt(Talk("", FOLLOW_UP, outlook.year, group.leader, agreed, group=group.id)),
        Attempt(talk),
    ]


def _yearly(person: Person, outlook: Outlook) -> list[Attempt]:
    """The year's talk of somebody, and what a group talk brings along, the group's last."""
    group, kind = outlook.group_of(person), person.talk_kind
    if kind in GROUP_KINDS and group is None:
        return [Attempt(None, NO_GROUP)]
    too_soon = group is not None and outlook.too_soon(person)
    if group is None or (kind not in GROUP_KINDS and too_soon):
        alone: TalkKind = "LUS" if kind == "LUS" else "MUS"
        return [_individual(person, alone, outlook, _own_day(person, group, outlook))]
    together = _in_group(person, group, outlook)
    rules = outlook.rules(person).group
    if rules.counts == "supplement" or too_soon:
        return [_individual(person, "MUS", outlook, _own_day(person, group, outlook)), together]
    if together.talk and wants_individual_after(person, outlook):
        return [_after_group(person, group, outlook), together]
    return [together]


def wants_individual_after(person: Person, outlook: Outlook) -> bool:
    """Whether an individual talk follows a group talk that counts: for everybody, or on request, by the unit's rules."""
    after = outlook.rules(person).group.after
    return "individual_talk" in after or ("on_request" in after and outlook.wishes_individual(person))


def _in_group(person: Person, group: Group, outlook: Outlook) -> Attempt:
    if reason := no_group_talk(group, outlook):
        return Attempt(None, reason)
    day = outlook.group_day(group)
    return Attempt(Talk(person.number, _kind(group), outlook.year, group.leader, day, group=group.id))


def _after_group(person: Person, group: Group, outlook: Outlook) -> Attempt:
    """The individual talk that follows the group's, on the day of the row where that is a later one."""
    together, day = outlook.group_day(group), _own_day(person, group, outlook)
    asked = _individual(person, "MUS", outlook, day if together and day and day > together else None)
    return Attempt(asked.talk and replace(asked.talk, after_group=True), asked.reason)


def _follow_up(person: Person, outlook: Outlook) -> Iterator[Attempt]:
    """The follow-up talk whose form is a copy of the plan, once that has come back (SYD-36)."""
    rows = outlook.history.plan_rows.get(person.number)
    if not rows:
        return
    rules = outlook.rules(person)
    if person.talk_kind == FOLLOW_UP or not rules.follow_up.copy or not rules.packet.get(FOLLOW_UP):
        return
    group = outlook.group_of(person)
    waits = group is not None and wants_individual_after(person, outlook)
    # The goals written after a group talk go into the agreement of the talk that follows; that one is followed up.
    if any(not row.group for row in rows) or not waits:
        yield _individual(person, FOLLOW_UP, outlook, outlook.history.follow_up_on.get(person.number))


def _individual(person: Person, kind: TalkKind, outlook: Outlook, day: date | None) -> Attempt:
    if reason := no_individual(person, kind, outlook):
        return Attempt(None, reason)
    return Attempt(Talk(person.number, kind, outlook.year, person.leader, day))


def _own_day(person: Person, group: Group | None, outlook: Outlook) -> date | None:
    """The day on somebody's row, where it is the day of an individual talk: not an offered one's, nor the group's."""
    if person.talk_kind in _ON_TOP:
        return None
    day = outlook.likely(person.talk_on)
    if group is None or (not person.talk_kind and outlook.too_soon(person) and not group.talk_on):
        return day
    return day if group.talk_on and day != group.talk_on else None


def _kind(group: Group) -> TalkKind:
    return group.kind  # type: ignore[return-value]  # the roster reader admits GRUS and TUS only
