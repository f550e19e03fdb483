"""What happened outside the forms, told by hand: paper, another tool, a meeting.

In: whom it is about, what, and the day. Out: the event as stored, and what is worth saying about it. What cannot be
raises CannotRun and stores nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from pipeline.commands.opening import CannotRun, Round, take_roster
from pipeline.cpr import cpr_left_out
from pipeline.guidance import minutes_of
from pipeline.model import (
    FOLLOW_UP,
    GROUP_KINDS,
    INDIVIDUAL_KINDS,
    PARTIES,
    Event,
    Group,
    Person,
    Roster,
    Talk,
    TalkKind,
)
from pipeline.problems import Place, Problem, file_place
from pipeline.problems.recording import (
    already_individual,
    day_to_come,
    impossible_day,
    kind_not_held,
    not_by_the_other_party,
    not_of_this_subject,
    subject_is_both,
    unknown_party,
    unknown_subject,
)
from pipeline.topics import rules_for

RECORDABLE = (
    "held",
    "handed-out",
    "minutes-handed-over",
    "minutes-approved",
    "plan",
    "plan-approved",
    "follow-up",
    "consulted",
    "wants-individual",
    "evaluated",
)
"""What can be recorded by hand, for what happened on paper or in another tool."""

CONSULTED = ("MED", "TR", "AMIR")
"""With whom a group talk can have been discussed before it is held (SYD-4)."""

Sort = Literal["person", "group", "municipality"]
_ONLY: dict[str, tuple[Sort, ...]] = {
    "consulted": ("group",),
    "wants-individual": ("person",),
    "evaluated": ("municipality",),
}
_OTHERS: tuple[Sort, ...] = ("person", "group")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom something is recorded about: somebody, a group, or (with neither) the municipality."""

    person: Person | None = None
    group: Group | None = None

    @property
    def sort(self) -> Sort:
        """Which of the three it is."""
        if self.person:
            return "person"
        return "group" if self.group else "municipality"


def record_event(
    round_: Round, subject: str, what: str, on: date, kind: str = "", by: str = ""
) -> tuple[Event, list[Problem]]:
    """Stores what happened outside the forms. Raises CannotRun for what cannot be.

    SUBJECT is an employee number (leading zeros may be left out; another engagement's does as well) or a full name, a
    group's id, or for `evaluated` the municipality. `kind` is left to the subject's talks where it is not given; `by` is
    a party, somebody on the roster, or for `consulted` MED, TR or AMIR. A day to come is stored, and said to count when
    it has come.
    """
    place, roster = file_place(round_.workspace.folder), _roster(round_)
    talks = round_.store.talks(round_.year)
    found, notes = _find(subject, roster, talks, round_.policy.slug, place)
    if found.sort not in _ONLY.get(what, _OTHERS):
        raise CannotRun([not_of_this_subject(place, what)])
    if not round_.year - 1 <= on.year <= round_.year + 2:
        raise CannotRun([impossible_day(place)])
    event = Event(
        what="group-plan" if what == "plan" and found.sort == "group" else what,
        person=found.person.number if found.person else "",
        kind=(talk_kind := _kind(found, what, kind, roster, talks, place)),
        year=round_.year,
        on=on,
        by=_party(by, what, roster, place),
        group=_group_of(found, what, talk_kind),
    )
    if not _may_approve(event, found.person, talks, round_):
        raise CannotRun([not_by_the_other_party(place)])
    round_.store.record_event(event)
    notes += [day_to_come(place)] if on > round_.today else []
    notes += [already_individual(place)] if what == "wants-individual" and not event.group else []
    return event, notes


# --- whom it is about ---------------------------------------------------------------------------


def _find(
    written: str, roster: Roster, talks: Sequence[Talk], slug: str, place: Place
) -> tuple[Subject, list[Problem]]:
    """Whom somebody meant. Where a number is both an employee's and a group's, it is the employee's, and said."""
    folded = written.strip().casefold()
    number = _number(written.strip(), roster)
    groups = [group for group in roster.groups.values() if group.id.casefold() == folded]
    if number in roster.people and (not talks or any(talk.person == number for talk in talks)):
        return Subject(person=roster.people[number]), [subject_is_both(place)] if groups else []
    if groups:
        return Subject(group=groups[0]), []
    if folded == slug:
        return Subject(), []
    raise CannotRun([unknown_subject(place, cpr_left_out(written), [*roster.people, *roster.groups])])


def _roster(round_: Round) -> Roster:
    """The people the packets were made for; before that, the workspace's own roster."""
    return round_.store.roster(round_.year) or take_roster(round_, None)[0]


def _number(written: str, roster: Roster) -> str:
    """The employee number somebody meant: as written, without its zeros, by that of another engagement, or by a name.

    What could be two people's is nobody's: it is given back as written.
    """
    if written in roster.people:
        return written
    people = roster.people.values()
    bare = written.lstrip("0")
    ways: tuple[Callable[[Person], bool], ...] = (
        lambda p: bare == p.number.lstrip("0") or written in (*p.other_numbers, p.name),
        lambda p: bare in [number.lstrip("0") for number in p.other_numbers],
    )
    found = ([p.number for p in people if fits(p)] for fits in ways if bare)
    alike = next((numbers for numbers in found if numbers), [])
    return alike[0] if len(alike) == 1 else written


def _group_of(found: Subject, what: str, kind: str) -> str:
    """The group's id, of a group or of what somebody did as one of it: a wish, goals of their own."""
    if found.group:
        return found.group.id
    in_group = what == "wants-individual" or kind in GROUP_KINDS
    return found.person.group if found.person and in_group else ""


# --- which talk, and by whom --------------------------------------------------------------------


def _kind(
    found: Subject, what: str, written: str, roster: Roster, talks: Sequence[Talk], place: Place
) -> str:
    """The kind as given, or the one that is meant: a group's is its own, somebody's is the year's individual talk."""
    held = [""]
    if found.group:
        held = [found.group.kind]
    elif found.person:
        held = _kinds_of(found.person, what, roster, talks)
    if not written:
        return held[0]
    given = next((kind for kind in get_args(TalkKind) if kind.casefold() == written.casefold()), written)
    also = () if found.sort == "municipality" else (FOLLOW_UP,)
    if given not in (*held, *also):
        raise CannotRun([kind_not_held(place, written)])
    return given


def _kinds_of(person: Person, what: str, roster: Roster, talks: Sequence[Talk]) -> list[str]:
    """The kinds of somebody's talks, the likeliest first; by the roster, until the round has numbered its talks."""
    group = roster.groups.get(person.group)
    talked: list[str] = [talk.kind for talk in talks if talk.person == person.number]
    mine = talked or [group.kind if group else person.talk_kind or "MUS"]
    kinds = [kind for kind in mine if kind in INDIVIDUAL_KINDS]
    # The individual talk that a group talk may lead to, and the one that comes with an offer.
    kinds += [] if kinds else ["MUS"]
    if group:
        kinds.insert(0 if what == "wants-individual" else len(kinds), group.kind)
    return list(dict.fromkeys([*kinds, *mine]))


def _party(written: str, what: str, roster: Roster, place: Place) -> str:
    """Who did it: a party to the talk, somebody on the roster, or those consulted. "" where nobody was named."""
    if what == "consulted" and written.upper() in CONSULTED:
        return written.upper()
    who = written.casefold() if written.casefold() in PARTIES else _number(written, roster)
    if written and who not in (*PARTIES, *roster.people):
        raise CannotRun([unknown_party(place, CONSULTED if what == "consulted" else ())])
    return who


def _may_approve(event: Event, person: Person | None, talks: Sequence[Talk], round_: Round) -> bool:
    """Whether minutes were approved by the party that did not write them, where that is the rule (HER-13).

    Who wrote them is known once they have been sent in; an approval that names nobody is believed.
    """
    if event.what != "minutes-approved" or not event.by or person is None:
        return True
    kind = next(known for known in get_args(TalkKind) if known == event.kind)
    if minutes_of(rules_for(person, round_.policy, round_.year), kind).approval != "other":
        return True
    leaders = {
        person.leader,
        person.delegate,
        *(talk.leader for talk in talks if talk.person == person.number),
    }
    leaders |= {form.leader for form in round_.store.all_issued(round_.year) if form.person == person.number}
    side = "medarbejder" if event.by == person.number else "leder" if event.by in leaders else event.by
    events = round_.store.events_of(person.number, round_.year)
    writers = {other.by for other in events if other.what == "minutes" and other.kind == event.kind}
    return side in PARTIES and side not in writers
