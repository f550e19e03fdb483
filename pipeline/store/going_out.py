"""Forms that went out, by form id."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select

from pipeline.model import Issued, TalkKey, TalkKind
from pipeline.store import schema
from pipeline.store.rows import SqlRow, about, fetch, in_year, row_of, upsert
from pipeline.store.values import dump

_AT_A_TIME = 500
"""People asked for at once: SQLite takes so many parameters, and not any number."""


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
    query = select(func.min(table.c.issued_on)).where(about(table, subject), in_year(table, year))
    first = connection.execute(query).scalar()
    return date.fromisoformat(first) if isinstance(first, str) else first


def find_issued(connection: Connection, form_id: str) -> Issued | None:
    """The form with this id, or None."""
    rows = fetch(connection, schema.issued, _ISSUED, {"form": form_id})
    return _issued(rows[0]) if rows else None


def find_issued_among(connection: Connection, form_ids: Collection[str]) -> dict[str, Issued]:
    """Those of the forms that there are, by id."""
    found = fetch(connection, schema.issued, _AMONG, {"forms": list(form_ids)})
    return {row["form_id"]: _issued(row) for row in found}


def find_issued_to(connection: Connection, subjects: Collection[str], year: int) -> dict[str, Issued]:
    """The year's forms of some people and groups themselves, by form id."""
    some, found = list(subjects), dict[str, Issued]()
    for start in range(0, len(some), _AT_A_TIME):
        given = {"subjects": some[start : start + _AT_A_TIME], "of_year": year}
        rows = fetch(connection, schema.issued, _ISSUED_TO, given)
        found |= {row["form_id"]: _issued(row) for row in rows}
    return found


def find_issued_by_talk(connection: Connection, year: int) -> dict[tuple[str, str, TalkKind], str]:
    """One form's id of every talk that any went out for, by the talk's key: its person, group and kind."""
    table = schema.issued.c
    query = select(table.person, table.group, table.kind, func.min(table.form_id)).where(table.year == year)
    rows = connection.execute(query.group_by(table.person, table.group, table.kind))
    return {(person, group, kind): form_id for person, group, kind, form_id in rows}


def find_leaders_issued_to(connection: Connection, year: int) -> list[tuple[TalkKey, str]]:
    """Every talk that forms went out for, with each leader that any of them was issued to."""
    table = schema.issued.c
    query = select(table.person, table.group, table.kind, table.leader).where(table.year == year).distinct()
    return [((person, group, kind), leader) for person, group, kind, leader in connection.execute(query)]


def find_issued_of(connection: Connection, form: str, year: int) -> list[Issued]:
    """The year's copies of one form, by form id."""
    table = schema.issued
    query = select(table).where(table.c.year == year, table.c.form == form).order_by(table.c.form_id)
    return [_issued(row) for row in fetch(connection, table, query)]


def find_all_issued(connection: Connection, year: int) -> list[Issued]:
    """The year's forms by form id."""
    table = schema.issued
    query = select(table).where(table.c.year == year).order_by(table.c.form_id)
    return [_issued(row) for row in fetch(connection, table, query)]


_AMONG = select(schema.issued).where(schema.issued.c.form_id.in_(bindparam("forms", expanding=True)))
_ISSUED = select(schema.issued).where(schema.issued.c.form_id == bindparam("form"))
_ABOUT = schema.issued.c.person.in_(bindparam("subjects", expanding=True)) | (
    (schema.issued.c.person.concat("") == "")
    & schema.issued.c.group.in_(bindparam("subjects", expanding=True))
)
_ISSUED_TO = select(schema.issued).where(in_year(schema.issued, bindparam("of_year")), _ABOUT)


def _row(form: Issued) -> SqlRow:
    row_ids = {table: list(ids) for table, ids in form.rows.items()}
    names = dump(list(form.former_names))
    return {**row_of(schema.issued, form), "rows": dump(row_ids), "former_names": names}


def _issued(row: dict[str, Any]) -> Issued:
    row_ids = {table: tuple(ids) for table, ids in json.loads(row["rows"]).items()}
    return Issued(**{**row, "rows": row_ids, "former_names": tuple(json.loads(row["former_names"]))})
