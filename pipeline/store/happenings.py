"""Events: facts read from returned forms, and facts recorded by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, select

from pipeline.model import Event
from pipeline.store import schema
from pipeline.store.rows import SqlRow, about, fetch, in_year, insert_new, row_of
from pipeline.store.streaming import stream_rows
from pipeline.store.values import dump

_ORDER = (schema.events.c.on, schema.events.c.person, schema.events.c.fingerprint)
_PARTS = attrgetter(*(each.name for each in fields(Event)))
# A statement is built once and not per call: building takes five times as long as SQLite does (measured).
_OF_SUBJECT = (
    select(schema.events)
    .where(about(schema.events, bindparam("subject")), in_year(schema.events, bindparam("of_year")))
    .order_by(*_ORDER)
)


def insert_events(connection: Connection, events: Sequence[Event], digest: str | None = None) -> None:
    """Keeps the events, each once; `digest` is the return they were read from, None if told by hand."""
    insert_new(connection, schema.events, [_row(event, digest) for event in events])


def remove_events(connection: Connection, digests: Select[tuple[str]]) -> None:
    """Removes what was read from these returns; events recorded by hand are never among them."""
    connection.execute(delete(schema.events).where(schema.events.c.digest.in_(digests)))


def find_events(connection: Connection, year: int) -> list[Event]:
    """The round's events by day, in an order that is the same every time."""
    return _find(connection, schema.events.c.year == year)


def find_earlier_events(connection: Connection, year: int) -> list[Event]:
    """The events of all rounds before this one, by day."""
    return _find(connection, schema.events.c.year < year)


def find_events_of(connection: Connection, subject: str, year: int) -> list[Event]:
    """What is known of one person's year, or of a group's own, by day."""
    found = fetch(connection, schema.events, _OF_SUBJECT, {"subject": subject, "of_year": year})
    return [_event(row) for row in found]


def _find(connection: Connection, *wanted: ColumnElement[bool]) -> list[Event]:
    query = select(schema.events).where(*wanted).order_by(*_ORDER)
    return [_event(row) for row in stream_rows(connection, schema.events, query)]


def _row(event: Event, digest: str | None) -> SqlRow:
    # `group` and `row` came with 0002 and count only where they are set: what was told before it is told still.
    *parts, group, row = _PARTS(event)
    parts += [group, row] if group or row else []
    told = dump([digest, *(None if part is None else str(part) for part in parts)])
    fingerprint = hashlib.sha256(told.encode()).hexdigest()
    return {**row_of(schema.events, event), "fingerprint": fingerprint, "digest": digest}


def _event(row: dict[str, Any]) -> Event:
    return Event(**{key: value for key, value in row.items() if key not in ("fingerprint", "digest")})
