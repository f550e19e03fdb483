"""HR's own notes from the status workbook, which must survive the next night."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from pipeline.store import schema
from pipeline.store.rows import upsert


def record_notes(connection: Connection, notes: Mapping[str, str]) -> None:
    """Keeps the notes by key; an empty one removes what stood there, keys not named are left alone."""
    before = find_notes(connection)
    new = {key: note for key, note in notes.items() if note.strip() and note != before.get(key)}
    emptied = [key for key, note in notes.items() if not note.strip() and key in before]
    upsert(connection, schema.notes, [{"key": key, "note": note} for key, note in new.items()])
    for key in emptied:
        connection.execute(delete(schema.notes).where(schema.notes.c.key == key))


def find_notes(connection: Connection) -> dict[str, str]:
    """All notes by key, sorted by key."""
    table = schema.notes
    rows = connection.execute(select(table.c.key, table.c.note).order_by(table.c.key))
    return {row.key: row.note for row in rows}
