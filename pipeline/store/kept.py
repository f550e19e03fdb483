"""What a run keeps for the next, and how that one knows whether the store has changed since.

The database itself counts every change of a row that a status may depend on, whoever makes it: a trigger cannot be
forgotten by new code, and sees what somebody mends by hand. A count lies in the store it counts, so a store that is put
back from a backup brings what was kept at that count.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from pipeline.store import schema
from pipeline.store.rows import upsert

COUNTED = (
    "people",
    "talk_groups",
    "talks",
    "issued",
    "returned_files",
    "plan_rows",
    "events",
    "destroyed",
    "notes",
)
"""The tables that a status depends on. No answer is among them: the facts in forms are events."""
_COUNT = "UPDATE changes SET number = number + 1"
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN {_COUNT}; RETURN NULL; END $$"
)


def count_changes(connection: Connection) -> None:
    """Has the database count the changes from now on; where it does already, nothing is done."""
    if connection.dialect.name == "sqlite":
        _count_in_sqlite(connection)
    elif connection.dialect.name == "postgresql":
        _count_in_postgresql(connection)


def find_changes(connection: Connection) -> int:
    """How often anything has changed that a status depends on."""
    number: int = connection.execute(select(schema.changes.c.number)).scalar_one()
    return number


def find_kept(connection: Connection, name: str) -> tuple[str, str] | None:
    """What was kept under a name: the digest of its inputs, and what was told; None where nothing was."""
    table = schema.kept.c
    row = connection.execute(select(table.inputs, table.told).where(table.name == name)).first()
    return (row.inputs, row.told) if row else None


def record_kept(connection: Connection, name: str, inputs: str, told: str) -> None:
    """Keeps this in place of what was kept under the name before."""
    upsert(connection, schema.kept, [{"name": name, "inputs": inputs, "told": told}])


def _count_in_sqlite(connection: Connection) -> None:
    there = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'count\\_%' ESCAPE '\\'"
    wanted = [(table, action) for table in COUNTED for action in ("INSERT", "UPDATE", "DELETE")]
    if connection.exec_driver_sql(there).scalar() == len(wanted):
        return
    for table, action in wanted:
        name = f"count_{action.lower()}_{table}"
        connection.exec_driver_sql(
            f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {action} ON {table} BEGIN {_COUNT}; END"
        )


def _count_in_postgresql(connection: Connection) -> None:
    there = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'count\\_%'"
    if connection.exec_driver_sql(there.replace("%", "%%")).scalar() == len(COUNTED):
        return
    connection.exec_driver_sql(_FUNCTION)
    for table in COUNTED:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS count_{table} ON {table}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER count_{table} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION count_change()"
        )
