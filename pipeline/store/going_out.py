"""Forms that went out, by form id."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from pipeline.model import Issued
from pipeline.store import schema
from pipeline.store.rows import SqlRow, fetch, row_of, upsert
from pipeline.store.values import dump


def record_issued(connection: Connection, forms: Sequence[Issued], anew: bool) -> None:
    """Keeps the forms as they are now; the first day of issue stands unless they were handed out anew."""
    kept = () if anew else ("issued_on",)
    upsert(connection, schema.issued, [_row(form) for form in forms], kept)


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
    return {**row_of(schema.issued, form), "rows": dump(row_ids)}


def _issued(row: dict[str, Any]) -> Issued:
    row_ids = {table: tuple(ids) for table, ids in json.loads(row["rows"]).items()}
    return Issued(**{**row, "rows": row_ids})
