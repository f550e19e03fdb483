"""Who owes what in a round, from what the store knows: for the status of today, and for what a new roster would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.commands.opening import Round
from pipeline.model import Event, Obligation, PlanRow, Roster, Talk, TalkKind
from pipeline.obligations import obligations

COUNTS = "skema"
"""The form whose issuing is a hand-out, unless something else is recorded (ISH-3)."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What is known of a round besides its people and talks. Issuing a form counts as an event."""

    events: Sequence[Event]
    earlier: Sequence[Event]
    earlier_talks: Sequence[Talk]
    plan_rows: Sequence[PlanRow]


def happened(round_: Round) -> Happened:
    """What has happened so far."""
    store, year = round_.store, round_.year
    return Happened(
        events=[*store.events(year), *store.issued_as(COUNTS, year)],
        earlier=store.earlier_facts(year),
        earlier_talks=store.earlier_groups(year),
        plan_rows=[row for rows in store.current_plan_rows(year).values() for row in rows],
    )


def owed(
    round_: Round, roster: Roster, talks: Sequence[Talk], known: Happened
) -> tuple[list[Talk], list[Obligation]]:
    """The talks, and all that is owed; among the talks those that are owed and that no packet was made for yet.

    A wish for an individual talk, recorded after the packets were made, is owed the talk and its papers at once (ISH-2).
    """
    found = _owed(round_, roster, talks, known)
    unplanned = _unplanned(talks, found, round_.year)
    if not unplanned:
        return list(talks), found
    every = [*talks, *unplanned]
    return every, _owed(round_, roster, every, known)


def _owed(round_: Round, roster: Roster, talks: Sequence[Talk], known: Happened) -> list[Obligation]:
    return obligations(
        roster.people,
        talks,
        known.events,
        round_.policy,
        round_.today,
        roster.groups,
        known.earlier,
        known.plan_rows,
        known.earlier_talks,
    )


def _unplanned(talks: Iterable[Talk], found: Iterable[Obligation], year: int) -> list[Talk]:
    """The talks that employees are owed and that are not among the planned."""
    planned = {talk.key for talk in talks}
    asked = {
        talk.key: talk
        for one in found
        if one.person and one.what in ("talk", "individual-talk")
        for talk in [_talk_of(one, year)]
    }
    return [talk for key, talk in asked.items() if key not in planned]


def _talk_of(found: Obligation, year: int) -> Talk:
    """The talk that an obligation is about, without a day and a number: no form has gone out for it."""
    kind: TalkKind = found.kind  # type: ignore[assignment]  # an obligation bears the kind of its talk
    return Talk(
        found.person,
        kind,
        year,
        found.leader,
        group=found.group,
        after_group=found.what == "individual-talk",
    )
