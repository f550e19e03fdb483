"""What a night asks of all rounds at once: in bulk, and no more of it than it needs.

A store of three years holds twenty forms and ten events for everybody. Measured at 10,000 people: read noun by noun, with
all that each noun has, they took 30 of the 54 s and 450 of the 660 MB of `mus status`.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, exists, func, select

from pipeline.model import Event, Person, Talk
from pipeline.store import schema
from pipeline.store.streaming import stream

EARLIER = (
    "held",
    "minutes",
    "minutes-approved",
    "minutes-handed-over",
    "minutes-destroyed",
    "follow-up",
    "follow-up-agreed",
    "evaluated",
)
"""What of earlier rounds this round's obligations may depend on."""
ENDING = ("held", "plan", "plan-approved", "group-plan")
"""What may end the time that papers are kept."""


class Paper(NamedTuple):
    """Some forms of one talk that went out and are held still, alike in form."""

    form: str
    person: str
    group: str
    kind: str
    year: int


def find_papers(connection: Connection) -> list[Paper]:
    """The forms of all rounds that have not been destroyed, each sort once for a talk."""
    issued, gone = schema.issued.c, schema.destroyed.c
    destroyed = exists().where(and_(gone.form_id == issued.form_id, gone.digest == ""))
    query = select(issued.form, issued.person, issued.group, issued.kind, issued.year).where(~destroyed)
    return [Paper(*row) for row in stream(connection, query.distinct())]


class Refusal(NamedTuple):
    """A file that was not taken in."""

    digest: str
    person: str
    group: str
    year: int
    came_on: date


def find_refusals(connection: Connection) -> list[Refusal]:
    """Every file that waits for a person or was turned away; one of no known form is of the year it came in."""
    files = schema.returned_files.c
    told = (files.digest, files.person, files.group, files.year, files.received_on)
    query = select(*told).where(files.outcome.in_(("review", "rejected"))).order_by(files.serial)
    return [
        Refusal(digest, person, group, year or came_on.year, came_on)
        for digest, person, group, year, came_on in stream(connection, query)
    ]


def find_waiting(connection: Connection) -> list[str]:
    """Where the files that wait for a person lie, in the order they came; those that have been answered are left out."""
    files = schema.returned_files.c
    waiting = (files.outcome == "review", files.superseded_by.is_(None), files.kept_at != "")
    query = select(files.kept_at).where(*waiting).order_by(files.serial)
    return list(connection.execute(query).scalars())


def find_endings(connection: Connection, today: date) -> list[Event]:
    """The first day that each talk was held, and each plan written, in every round until today."""
    table = schema.events.c
    told = (table.what, table.person, table.kind, table.year, table.group)
    query = (
        select(*told, func.min(schema.events.c.on, type_=schema.events.c.on.type))
        .where(table.what.in_(ENDING), table.on <= today)
        .group_by(*told)
        .order_by(*told)
    )
    return [
        Event(what, person, kind, year, on, group=group)
        for what, person, kind, year, group, on in stream(connection, query)
    ]


def find_earlier_facts(connection: Connection, year: int) -> list[Event]:
    """What `EARLIER` names of all rounds before this one, by day: each fact once, without where it was read."""
    table = schema.events.c
    told = (table.what, table.person, table.kind, table.year, table.on, table.until, table.group)
    query = select(*told).where(table.year < year, table.what.in_(EARLIER)).distinct()
    return [
        Event(what, person, kind, of_year, on, until=until, group=group)
        for what, person, kind, of_year, on, until, group in stream(
            connection, query.order_by(table.on, *told)
        )
    ]


def find_earlier_groups(connection: Connection, year: int) -> list[Talk]:
    """Who took part in whose talk in the rounds before this one, the oldest round first."""
    table = schema.talks
    query = (
        select(table.c.person, table.c.kind, table.c.year, table.c.leader, table.c.group)
        .where(table.c.year < year, table.c.person != "", table.c.group != "")
        .order_by(table.c.year, table.c.position)
    )
    return [
        Talk(person, kind, of_year, leader, group=group)
        for person, kind, of_year, leader, group in stream(connection, query)
    ]


def find_issued_as(connection: Connection, form: str, year: int) -> list[Event]:
    """The issuing of every copy of one form that is not the leader's own."""
    table = schema.issued.c
    query = (
        select(table.person, table.kind, table.year, table.issued_on, table.form_id, table.group)
        .where(table.year == year, table.form == form, table.audience != "leader")
        .order_by(table.form_id)
    )
    return [
        Event("issued", person, kind, of_year, on, source=source, form=form, group=group)
        for person, kind, of_year, on, source, group in stream(connection, query)
    ]


def find_last_known(connection: Connection) -> dict[str, Person]:
    """Everybody of all rounds by number, as the last roster they are on had them: their unit, and whether they work here.

    Who is not on the newest roster has left.
    """
    table = schema.people.c
    query = select(
        table.year, table.number, table.unit, table.unit_code, table.status, table.leaves_on
    ).order_by(table.year.desc(), table.position)
    found: dict[str, Person] = {}
    newest: int | None = None
    for year, number, unit, code, status, leaves_on in stream(connection, query):
        newest = newest or year
        if number not in found:
            now: Any = status if year == newest else "left"
            found[number] = Person(number, "", unit=unit, unit_code=code, status=now, leaves_on=leaves_on)
    return found
