"""What the municipality as such owes: that the use of the talks is evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.model import Event, Obligation
from pipeline.obligations.happened import first_day
from pipeline.policy import Policy


def evaluation(year: int, events: Iterable[Event], policy: Policy, today: date) -> Iterator[Obligation]:
    """The use of the year's talks evaluated by the top MED committee, by a day in the year after (HOL-6, EXT-1)."""
    asked = policy.evaluation
    if not asked.required:
        return
    due = date.fromisoformat(f"{year + 1}-{asked.due}")
    done_on = first_day((e for e in events if e.year == year and e.on <= today), "evaluated")
    yield Obligation(
        rule=policy.rule("evaluation.required"),
        what="evaluation",
        kind="",
        person="",
        leader="",
        unit="",
        due=due,
        state="done" if done_on else "overdue" if due < today else "open",
        done_on=done_on,
        late=done_on is not None and done_on > due,
    )
