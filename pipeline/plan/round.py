"""The round's packets made from the roster: talks found, numbered, and given their forms and topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from pipeline.collecting import no_collecting
from pipeline.model import Excluded, Group, Packet, Person, Plan, Roster, Talk, Topic
from pipeline.plan.applications import with_applications
from pipeline.plan.doubts import doubts_about_group, doubts_about_person
from pipeline.plan.forms import forms_of
from pipeline.plan.history import History
from pipeline.plan.outlook import Outlook
from pipeline.plan.talks import Attempt, talks_of, talks_of_group
from pipeline.policy import Policy
from pipeline.problems import Problem
from pipeline.problems.plan import talk_left_out
from pipeline.topics import is_senior, part_of, topics_for, topics_of

Planning = Callable[[Iterable[Person], int], Iterable[Person]]
"""Shows how far the planning has come: takes the people and their number, and gives the people back."""


def all_at_once(people: Iterable[Person], _total: int) -> Iterable[Person]:
    """Shows nothing."""
    return people


def make_plan(
    roster: Roster,
    policy: Policy,
    year: int,
    today: date,
    talks: Sequence[Talk] = (),
    history: History = History(),  # noqa: B008  # frozen and empty
    progress: Planning = all_at_once,
) -> tuple[Plan, list[Problem]]:
    """The round's packets: people in roster order, everybody's own kind of talk last, then the groups.

    `talks` are those numbered before; the rest get the next numbers. Whoever gets no packet is among the excluded, a
    group under its id. Of the problems only a day years away blocks; it is not used. The others are notes: on days
    (HER-3, SYD-32), delegates (SYD-22, ISH-11), groups (SYD-4, HOL-11), wishes and talks that cannot be held.
    """
    with no_collecting():
        return _plan(Outlook(roster, policy, year, today, history), talks, progress)


def _plan(outlook: Outlook, talks: Sequence[Talk], progress: Planning) -> tuple[Plan, list[Problem]]:
    roster = outlook.roster
    asked: list[Talk] = []
    excluded: list[Excluded] = []
    problems: list[Problem] = []
    for person in progress(roster.people.values(), len(roster.people)):
        found, out, left = _settle(talks_of(person, outlook), person)
        asked += found
        excluded += out
        problems += [*left, *(doubts_about_person(person, found, outlook) if found else ())]
    participants = Counter(talk.group for talk in asked)
    for group in roster.groups.values():
        found, out, left = _settle(talks_of_group(group, participants[group.id], outlook), group)
        asked += found
        excluded += out
        problems += [*left, *(doubts_about_group(group, found, outlook) if found else ())]
    packets = [_packet(talk, outlook) for talk in _numbered(asked, talks)]
    return Plan(tuple(with_applications(packets, outlook)), tuple(excluded)), problems


def _settle(
    attempts: Sequence[Attempt], subject: Person | Group
) -> tuple[list[Talk], list[Excluded], list[Problem]]:
    """The talks there will be. Who has none is excluded with the reason for the last, which is the roster's own kind;
    who has another is told why one is left out."""
    if len(attempts) == 1 and (talk := attempts[0].talk):
        return [talk], [], []
    found = [attempt.talk for attempt in attempts if attempt.talk]
    reasons = [attempt.reason for attempt in attempts if not attempt.talk]
    if not found:
        subject_id = subject.number if isinstance(subject, Person) else subject.id
        return [], [Excluded(subject_id, reasons[-1])], []
    return found, [], [talk_left_out(subject.place, reason) for reason in reasons]


def _numbered(asked: Sequence[Talk], before: Sequence[Talk]) -> Iterator[Talk]:
    """The talks under the serials they had; new ones get the numbers after the highest."""
    serials = {talk.key: talk.serial for talk in before}
    following = max(serials.values(), default=0) + 1
    for talk in asked:
        serial = serials.get(talk.key, following)
        following += serial == following
        yield _numbered_talk(talk, serial)


def _numbered_talk(talk: Talk, serial: int) -> Talk:
    """The talk under its serial: `dataclasses.replace` takes four times as long, and there is one for everybody."""
    person, kind, year, leader, day = talk.person, talk.kind, talk.year, talk.leader, talk.planned_on
    return Talk(person, kind, year, leader, day, serial, talk.group, talk.after_group)


def _packet(talk: Talk, outlook: Outlook) -> Packet:
    subject = outlook.roster.people[talk.person] if talk.person else outlook.stand_ins[talk.group]
    rules, year = outlook.rules(subject), outlook.year
    group = outlook.roster.groups.get(talk.group) if talk.group else None
    group_kind = group.kind if group else ""
    chosen, senior = outlook.chosen(talk), is_senior(subject, rules, year)
    # The same for many, so made once and shared: at 10,000 people 2.9 s of profiled time became 0.4 s, and the lists of
    # forms and topics take no memory of their own.
    forms = outlook.once(
        ("forms", rules.place, talk.kind, part_of(talk), talk.planned_on, group_kind),
        lambda: forms_of(talk, rules, group_kind),
    )
    topics = outlook.once(
        ("topics", rules.place, talk.kind, subject.unit, subject.unit_code, senior, chosen),
        lambda: _topics(talk, subject, chosen, outlook),
    )
    return Packet(talk, forms, topics)


def _topics(talk: Talk, subject: Person, chosen: tuple[str, ...], outlook: Outlook) -> tuple[Topic, ...]:
    """The topics of a talk; units that have the same share them."""
    rules, year = outlook.rules(subject), outlook.year
    own = topics_for(rules, talk.kind, subject, year)
    return outlook.once(
        ("own", rules.place, talk.kind, own, chosen),
        lambda: topics_of(rules, talk.kind, subject, year, chosen),
    )
