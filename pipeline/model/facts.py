"""What follows from what came back: events, obligations, and the rows of plans."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pipeline.model.words import State, Value
from pipeline.nouns import Noun


class Event(Noun):
    """Something that happened, on a day: a fact without any text from the talk.

    `what` is the vocabulary of `mus record` plus `issued`, `follow-up-agreed`, `group-plan`, `fund-applied`,
    `fund-signed`, `minutes-destroyed`; `source` is the form id it was read from, "record" or "purge". `until` is the
    day agreed on (`follow-up-agreed`) or the last day a plan reaches (`plan`). What happened to a whole group has the
    group's id and no person; `row` is the plan row of an application.
    """

    what: str
    person: str
    kind: str
    year: int
    on: date
    by: str = ""
    source: str = "record"
    form: str = ""
    until: date | None = None
    group: str = ""
    row: str = ""


class Obligation(Noun):
    """Something owed by rule: `what` of the closed vocabulary, who owes it, about whom, by when, and how it stands.

    What a whole group owes has the group's id and no person; what the municipality owes (`evaluation`) has neither.
    """

    rule: str
    what: str
    kind: str
    person: str
    leader: str
    unit: str
    due: date | None
    state: State
    group: str = ""
    done_on: date | None = None
    late: bool = False
    reason: str = ""
    row: str = ""


class PlanRow(Noun):
    """One row of a plan or agreement as last returned. `values` by column; `form_id` is where it stands."""

    person: str
    table: str
    id: str
    year: int
    form_id: str
    values: Mapping[str, Value]
    group: str = ""
