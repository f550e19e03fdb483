"""What has happened by a day, found by whom it happened to: a person's own events, and those of a whole group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pipeline.model import Event

Owner = tuple[str, str]
"""An employee number and no group, or no number and a group's id: the two may look alike."""

PROVED_BY: Mapping[str, tuple[str, ...]] = {
    "minutes": ("minutes-handed-over", "minutes-approved"),
    "plan": ("plan-approved",),
    "follow-up-agreed": ("follow-up",),
}
"""What is proved by something else: on paper, minutes that were approved were written (ISH-4)."""


def by_owner(events: Iterable[Event], today: date) -> dict[Owner, list[Event]]:
    """Events by owner; one dated after `today` has not happened yet."""
    found: dict[Owner, list[Event]] = {}
    for event in events:
        if event.on <= today:
            owner = (event.person, "") if event.person else ("", event.group)
            found.setdefault(owner, []).append(event)
    return found


def first_day(events: Iterable[Event], *whats: str) -> date | None:
    """The first day one of these happened, None if none has."""
    return min((event.on for event in events if event.what in whats), default=None)


def of_kinds(events: Iterable[Event], kinds: Sequence[str]) -> list[Event]:
    """The events of these kinds of talk."""
    return [event for event in events if event.kind in kinds]


def earliest(*days: date | None) -> date | None:
    """The first of the days that are known."""
    return min((day for day in days if day), default=None)
