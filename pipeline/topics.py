"""What of the policy is one talk's own: the rules of its unit, the lines of its packet, and its topics this year.

In: the municipality's policy, the talk, the people. Out: a policy, forms, and topics with their questions. Nothing is
read or written, and the same talk gives the same topics. One surprise: a group is stood for by a person who bears
its id and name, in the unit that most of its members work in, so that one function does for both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from pipeline.kinds import months_after
from pipeline.model import (
    FOLLOW_UP,
    GROUP_KINDS,
    Audience,
    Group,
    Person,
    Question,
    Roster,
    Talk,
    TalkKind,
    Topic,
)
from pipeline.policy import PacketForm, Policy

Part = Literal["alone", "participant", "group"]
"""Whose packet it is: somebody's with a talk of their own, a participant's in a group talk, or the group's own."""

GROUP_PLAN, APPLICATION = "handleplan", "kompetencefond"

CHOSEN = "valgte"
"""The key of the topic that holds what leader and employee chose themselves (HER-7)."""
CHOSEN_TITLE = "Jeres egne valg"
_CHOSEN_INTRO = "Spørgsmål, som I selv har valgt til samtalen."
_AUDIENCES: Mapping[Part, tuple[Audience, ...]] = {
    "alone": ("employee", "leader", "both"),
    "participant": ("employee", "both"),
    "group": ("leader", "group"),
}
_JOINING = ("", *GROUP_KINDS, "SUS", FOLLOW_UP)
"""What stands in the column Samtaletype of somebody who is with their group: an offered talk comes on top."""
_SALARY = "loen"
"""The theme of the question bank about pay, and the key of a topic about it."""


def takes_part(person: Person, group: Group) -> bool:
    """Whether somebody belongs in the group's talk. Its own leader leads it, and is not one of it."""
    mine = person.group == group.id and person.number != group.leader
    return mine and person.talk_kind in _JOINING


def stand_in(group: Group, members: Iterable[Person]) -> Person:
    """The group as a person: its id and name, its leader, and the unit most of its members work in.

    Where two units have as many members, the first by name: in whatever order they come, it is the same.
    """
    units = Counter((person.unit, person.unit_code) for person in members)
    unit, code = min(units, key=lambda one: (-units[one], one), default=("", ""))
    return Person(group.id, group.name, unit=unit, unit_code=code, leader=group.leader, place=group.place)


def subject_of(talk: Talk, roster: Roster) -> Person:
    """Whom the talk is about: the employee, or on a group's own talk its stand-in."""
    if talk.person:
        return roster.people[talk.person]
    group = roster.groups[talk.group]
    return stand_in(group, (person for person in roster.people.values() if takes_part(person, group)))


def rules_for(subject: Person, policy: Policy, year: int) -> Policy:
    """The policy as it is in the subject's unit that year."""
    return policy.at(subject.unit, subject.unit_code, year)


def part_of(talk: Talk) -> Part:
    """Whose packet a talk's is."""
    if not talk.person:
        return "group"
    return "participant" if talk.kind in GROUP_KINDS else "alone"


def packet_lines(policy: Policy, kind: TalkKind, part: Part, group_kind: str = "") -> list[PacketForm]:
    """The lines of the policy's packet that are one talk's, in its order.

    The leader's copy and the group's own forms go with the group itself, what is an employee's with each participant
    (SYD-37). Where everybody writes goals of their own afterwards, the plan's form holds them (SYD-19). A group's
    follow-up is about the plan it made at its talk of `group_kind`. An application to the fund is no line of a packet:
    it goes out for a row of a plan that has come back.
    """
    if part == "group" and kind == FOLLOW_UP:
        plans = (GROUP_PLAN, policy.plan.form)
        return [line for line in packet_lines(policy, _kind(group_kind), part) if line.form in plans]
    lines = [
        line
        for line in policy.packet.get(kind, ())
        if line.audience in _AUDIENCES[part] and line.form != APPLICATION
    ]
    own_goals = part == "participant" and "own_goals" in policy.group.after
    if lines and own_goals and all(line.form != policy.plan.form for line in lines):
        lines.append(PacketForm(policy.plan.form, "both", policy.rule("group.after")))
    return lines


def _kind(group_kind: str) -> TalkKind:
    return "TUS" if group_kind == "TUS" else "GRUS"


def topics_of(
    policy: Policy, kind: TalkKind, subject: Person, year: int, chosen: Sequence[str] = ()
) -> tuple[Topic, ...]:
    """The topics of one talk's forms, in the policy's order. `policy` is that of the subject's unit.

    Those of other units are left out (HER-32), and those for seniors where the subject is none (ISH-8, ISH-15); of a
    topic that shows some questions a year this year's are kept (HOL-19). `chosen` are ids of the bank: they stand in
    a last topic, in the bank's order, without those already asked (HER-7). Pay is never a group's topic (HER-26).
    """
    topics = [
        replace(topic, questions=asked)
        for topic in policy.topics.get(kind, ())
        if _is_for(topic, subject, policy, year) and (asked := _asked(topic, kind, year))
    ]
    asked_ids = {question.id for topic in topics for question in topic.questions}
    own = tuple(
        question
        for theme in policy.to_choose(kind)
        for question in theme.questions
        if question.id in chosen and question.id not in asked_ids
    )
    if own:
        topics.append(Topic(CHOSEN, CHOSEN_TITLE, _CHOSEN_INTRO, own))
    return tuple(topics)


def topics_for(policy: Policy, kind: TalkKind, subject: Person, year: int) -> tuple[str, ...]:
    """The keys of the topics that are the subject's: whoever has the same, and chose the same, is asked the same."""
    return tuple(topic.key for topic in policy.topics.get(kind, ()) if _is_for(topic, subject, policy, year))


def is_senior(person: Person, policy: Policy, year: int) -> bool:
    """Whether the senior topics are theirs: by the roster's column, or by years at work when the round closes (ISH-15)."""
    trigger, years = policy.senior.trigger, policy.senior.years
    if trigger == "never":
        return False
    if trigger == "years" and person.employed_on:
        return person.senior or months_after(person.employed_on, 12 * years) <= policy.round.closes_on(year)
    return person.senior


def is_required(topic: Topic, policy: Policy) -> bool:
    """Whether a topic must be talked about: by itself, or by the rule that all of a kind must."""
    rule = policy.rule("round.all_topics")
    return topic.mandatory or (policy.round.all_topics and topic.rule == rule != "")


def chosen_for(talk: Talk, chosen: Mapping[tuple[str, str, str], Sequence[str]]) -> tuple[str, ...]:
    """The ids chosen for a talk, by both parties; for a group's talk by its leader and every participant."""
    if talk.kind not in GROUP_KINDS:
        return tuple(chosen.get(talk.key, ()))
    ours = [ids for (_, group, kind), ids in chosen.items() if (group, kind) == (talk.group, talk.kind)]
    return tuple(sorted({question for ids in ours for question in ids}))


def _is_for(topic: Topic, subject: Person, policy: Policy, year: int) -> bool:
    if topic.seniors and not is_senior(subject, policy, year):
        return False
    here = {subject.unit.casefold(), subject.unit_code.casefold()} - {""}
    return not topic.units or any(unit.casefold() in here for unit in topic.units)


def _asked(topic: Topic, kind: TalkKind, year: int) -> tuple[Question, ...]:
    """This year's questions of a topic, in the policy's order; none is left of one about pay in a group's talk."""
    questions = topic.questions
    if topic.show and topic.show < len(questions):
        start = year * topic.show % len(questions)
        shown = {(start + step) % len(questions) for step in range(topic.show)}
        questions = tuple(question for place, question in enumerate(questions) if place in shown)
    if kind not in GROUP_KINDS:
        return questions
    if topic.key == _SALARY:
        return ()
    return tuple(question for question in questions if not question.id.startswith(f"{_SALARY}_"))
