"""What happens after the talk: the follow-up agreed on and held, and one that last year's talk still waits for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pipeline.kinds import months_after
from pipeline.model import FOLLOW_UP, GROUP_KINDS, INDIVIDUAL_KINDS, Event, Obligation
from pipeline.obligations.case import Case
from pipeline.obligations.happened import earliest, first_day, of_kinds


def follow_up_agreed(case: Case) -> Iterator[Obligation]:
    """When and how to follow up, agreed as the talk ends (SYD-13)."""
    if case.policy.follow_up.agreed and _is_followed_up(case) and case.held_on:
        yield case.owes("follow-up-agreed", "follow_up.agreed", case.held_on, case.first("follow-up-agreed"))


def follow_up_held(case: Case) -> Iterator[Obligation]:
    """The follow-up, on the day agreed on; without one, so many months after the talk (SYD-14, HOL-8).

    A follow-up talk that was held is one. What was followed up before the talk was an earlier year's.
    """
    if not case.policy.follow_up.required or not _is_followed_up(case) or case.held_on is None:
        return
    due = _due(case.events, case.held_on, case.policy.follow_up.months)
    done_on = _followed_up(case.events, case.subject.events, since=case.held_on)
    yield case.owes("follow-up", "follow_up.required", due, done_on)


def earlier_follow_up(case: Case) -> Iterator[Obligation]:
    """An earlier year's follow-up that nobody has held, until this year's talk takes its place (HOL-8).

    Of the latest year in which a talk was held. It stands on this year's talk, with the leader there is now.
    """
    subject, asked = case.subject, case.policy.follow_up
    if not asked.required or not (case.is_yearly or case.is_groups_own):
        return
    if case.held_on or (case.is_yearly and subject.counted_on):
        return
    kinds = INDIVIDUAL_KINDS if case.is_yearly else GROUP_KINDS
    past = [event for event in of_kinds(subject.earlier, kinds) if event.year < case.talk.year]
    year = max((event.year for event in past if event.what == "held"), default=None)
    of_year = [event for event in past if event.year == year]
    held_on = first_day(of_year, "held")
    if held_on is None:
        return
    everything = [*subject.earlier, *subject.events]
    if _followed_up([*of_year, *subject.events], everything, held_on) is None:
        yield case.owes("follow-up", "follow_up.required", _due(of_year, held_on, asked.months), None)


def _is_followed_up(case: Case) -> bool:
    """A follow-up belongs to a talk between two and to a group's as a whole (SYD-20), not to each participant's part."""
    return case.is_individual or case.is_groups_own


def _due(events: Iterable[Event], held_on: date, months: int) -> date:
    agreed = (event.until for event in events if event.what == "follow-up-agreed" and event.until)
    return min(agreed, default=months_after(held_on, months))


def _followed_up(events: Iterable[Event], others: Sequence[Event], since: date) -> date | None:
    """The first follow-up since a day, recorded on the talk or held as a talk of its own."""
    recorded = first_day((event for event in events if event.on >= since), "follow-up")
    met = first_day((event for event in of_kinds(others, (FOLLOW_UP,)) if event.on >= since), "held")
    return earliest(recorded, met)
