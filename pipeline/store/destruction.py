"""What is destroyed for good: answers, comments, plan rows, skeletons and file names go, and a proof of it stays.

The proof tells none of it. The facts (events) and the record of the form that went out stay: they hold dates and no
word of the talk. A returned file keeps its digest, so that the same file is known if it comes again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, bindparam, delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from pipeline.model import Event
from pipeline.store import schema
from pipeline.store.happenings import insert_events
from pipeline.store.rows import insert_new
from pipeline.store.skeletons import forget_skeletons

PLAN = "plan"
"""The class of documents whose plan rows go with them; the plan stays when minutes go (HER-10)."""


@dataclass(frozen=True, slots=True)
class Destruction:
    """What one decision of retention destroys: forms by id, and refused files by digest. `proof` is kept as an event."""

    what: str
    person: str
    group: str
    year: int
    rule: str
    on: date
    form_ids: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    proof: Event | None = None


_DESTROYED = select(schema.destroyed.c.form_id).where(
    schema.destroyed.c.form_id == bindparam("form"), schema.destroyed.c.digest == ""
)


_AMONG = select(schema.destroyed.c.form_id).where(
    schema.destroyed.c.form_id.in_(bindparam("forms", expanding=True)), schema.destroyed.c.digest == ""
)


def record_destruction(connection: Connection, gone: Destruction) -> None:
    """Removes what the forms and files said and keeps the proof; doing it again changes nothing."""
    files = schema.returned_files
    for form_id in gone.form_ids:
        of_form = select(files.c.digest).where(files.c.form_id == form_id)
        plan_rows = [schema.plan_rows] if gone.what == PLAN else []
        for table in (*schema.ANSWERS.values(), schema.comments, *plan_rows):
            connection.execute(delete(table).where(table.c.digest.in_(of_form)))
        connection.execute(delete(files).where(files.c.form_id == form_id, files.c.outcome != "accepted"))
        forget_skeletons(connection, [form_id])
        blank = {files.c.name: form_id, files.c.kept_at: "", files.c.problems: "[]"}
        connection.execute(update(files).where(files.c.form_id == form_id).values(blank))
    for digest in gone.digests:
        connection.execute(delete(files).where(files.c.digest == digest, files.c.outcome != "accepted"))
    insert_new(connection, schema.destroyed, _proofs(gone))
    # What a run kept for the next names people in its reminders; it is worked out anew.
    connection.execute(delete(schema.kept))
    if gone.proof:
        insert_events(connection, [gone.proof])


def find_destroyed(connection: Connection) -> dict[str, date]:
    """The day each destroyed form went, by form id."""
    table = schema.destroyed
    rows = connection.execute(select(table.c.form_id, table.c.destroyed_on).where(table.c.digest == ""))
    return {row.form_id: row.destroyed_on for row in rows}


def find_destroyed_among(connection: Connection, form_ids: Collection[str]) -> set[str]:
    """Those of the forms that have been destroyed."""
    return set(connection.execute(_AMONG, {"forms": list(form_ids)}).scalars())


def is_destroyed(connection: Connection, form_id: str) -> bool:
    """Whether the form with this id has been destroyed."""
    return bool(form_id) and connection.execute(_DESTROYED, {"form": form_id}).first() is not None


def sweep(engine: Engine) -> bool:
    """Rewrites the database without what was deleted, and tells whether that could be done.

    SQLite overwrites what is deleted (`secure_delete`), but older pages may stand in its write-ahead log until it is
    folded in. PostgreSQL keeps deleted rows in the file until a VACUUM FULL.
    """
    sqlite = engine.dialect.name == "sqlite"
    statements = ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM") if sqlite else ("VACUUM FULL",)
    connection = engine.raw_connection()
    try:
        if not sqlite:
            connection.driver_connection.autocommit = True  # type: ignore[union-attr]
        cursor = connection.cursor()
        # VACUUM itself writes through SQLite's log, so that is folded in once more after it.
        for statement in (*statements, *statements[:1]) if sqlite else statements:
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()
        cursor.close()
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error):
        return False
    finally:
        connection.invalidate()
    return True


def _proofs(gone: Destruction) -> list[dict[str, object]]:
    told = {
        "what": gone.what,
        "person": gone.person,
        "group": gone.group,
        "year": gone.year,
        "rule": gone.rule,
        "destroyed_on": gone.on,
    }
    forms = [{**told, "form_id": form_id, "digest": ""} for form_id in gone.form_ids]
    return forms + [{**told, "form_id": "", "digest": digest} for digest in gone.digests]
