"""The folders that files were written to: rounds of several years may share a store and not a folder."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from pipeline.store import schema
from pipeline.store.rows import insert_new


def record_output(connection: Connection, folder: str) -> None:
    """Keeps a folder, once."""
    insert_new(connection, schema.outputs, [{"folder": folder}])


def forget_output(connection: Connection, folder: str) -> None:
    """Forgets a folder."""
    connection.execute(delete(schema.outputs).where(schema.outputs.c.folder == folder))


def find_outputs(connection: Connection) -> list[str]:
    """Every folder, by name."""
    return list(
        connection.execute(select(schema.outputs.c.folder).order_by(schema.outputs.c.folder)).scalars()
    )
