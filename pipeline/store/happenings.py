"""Events: facts read from returned forms, and facts recorded by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from sqlalchemy import Connection, Select, delete, select

from pipeline.model import Event
from pipeline.store import schema
from pipeline.store.rows import SqlRow, fetch, insert_new, row_of
from pipeline.store.values import dump


def insert_events(connection: Connection, events: Sequence[Event], digest: str | None = None) -> None:
    """Keeps the events, each once; `digest` is the return they were read from, None if told by hand."""
    insert_new(connection, schema.events, [_row(event, digest) for event in events])


def remove_events(connection: Connection, digests: Select[tuple[str]]) -> None:
    """Removes what was read from these returns; events recorded by hand are never among them."""
    connection.execute(delete(schema.events).where(schema.events.c.digest.in_(digests)))


def find_events(connection: Connection, year: int) -> list[Event]:
    """The round's events by day, in an order that is the same every time."""
    table = schema.events
    query = (
        select(table).where(table.c.year == year).order_by(table.c.on, table.c.person, table.c.fingerprint)
    )
    return [_event(row) for row in fetch(connection, table, query)]


def find_events_of(connection: Connection, person: str, year: int) -> list[Event]:
    """What is known of one person's year, by day."""
    table = schema.events
    query = select(table).where(table.c.year == year, table.c.person == person).order_by(table.c.on)
    return [_event(row) for row in fetch(connection, table, query)]


def _row(event: Event, digest: str | None) -> SqlRow:
    told = dump([digest, *(None if part is None else str(part) for part in astuple(event))])
    fingerprint = hashlib.sha256(told.encode()).hexdigest()
    return {**row_of(schema.events, event), "fingerprint": fingerprint, "digest": digest}


def _event(row: dict[str, Any]) -> Event:
    return Event(**{key: value for key, value in row.items() if key not in ("fingerprint", "digest")})
