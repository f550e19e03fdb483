"""Forms that went out, by form id."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, select

from pipeline.model import Issued
from pipeline.store import schema
from pipeline.store.rows import SqlRow, about, fetch, row_of, upsert
from pipeline.store.values import dump


def record_issued(connection: Connection, forms: Sequence[Issued]) -> None:
    """Keeps the forms as they are now; the first day of issue stands."""
    upsert(connection, schema.issued, [_row(form) for form in forms], ("issued_on",))


def forget_issued(connection: Connection, form_ids: Sequence[str]) -> None:
    """Forgets forms that were never written."""
    connection.execute(delete(schema.issued).where(schema.issued.c.form_id.in_(form_ids)))


def has_issued(connection: Connection) -> bool:
    """Whether there is any form at all."""
    return connection.execute(select(schema.issued.c.form_id).limit(1)).first() is not None


def find_first_issued(connection: Connection, subject: str, year: int) -> date | None:
    """The first day a form of the year was issued to a person or a group, or None."""
    table = schema.issued
    query = select(func.min(table.c.issued_on)).where(about(table, subject), table.c.year == year)
    first = connection.execute(query).scalar()
    return date.fromisoformat(first) if isinstance(first, str) else first


def find_issued(connection: Connection, form_id: str) -> Issued | None:
    """The form with this id, or None."""
    rows = fetch(connection, schema.issued, select(schema.issued).where(schema.issued.c.form_id == form_id))
    return _issued(rows[0]) if rows else None


def find_all_issued(connection: Connection, year: int) -> list[Issued]:
    """The year's forms by form id."""
    table = schema.issued
    query = select(table).where(table.c.year == year).order_by(table.c.form_id)
    return [_issued(row) for row in fetch(connection, table, query)]


def _row(form: Issued) -> SqlRow:
    row_ids = {table: list(ids) for table, ids in form.rows.items()}
    names = dump(list(form.former_names))
    return {**row_of(schema.issued, form), "rows": dump(row_ids), "former_names": names}


def _issued(row: dict[str, Any]) -> Issued:
    row_ids = {table: tuple(ids) for table, ids in json.loads(row["rows"]).items()}
    return Issued(**{**row, "rows": row_ids, "former_names": tuple(json.loads(row["former_names"]))})
