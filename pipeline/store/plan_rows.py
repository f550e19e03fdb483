"""Rows of plans, agreements and action plans, every version kept: the newest goes out again in the next form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, case, func, insert, select

from pipeline.model import FOLLOW_UP, GROUP_KINDS, Answer, Issued, PlanRow, Value
from pipeline.store import schema
from pipeline.store.rows import about, fetch
from pipeline.store.values import values_from_json, values_to_json

PLAN_TABLES = ("maal", "fokus", "handleplan")
"""The tables of a plan (goals), of an agreement (focus areas) and of a group's action plan."""


_YEAR: BindParameter[int] = bindparam("of_year")
_SUBJECT = about(schema.plan_rows, bindparam("subject"))
_IS_CURRENT = schema.returned_files.c.superseded_by.is_(None)


def _in_order(*wanted: ColumnElement[bool]) -> Select[Any]:
    """Rows in the order that counts: own goals after a group talk before the agreement they go into (SYD-19), and a
    follow-up copy after the plan it is a copy of (SYD-36); then as returned."""
    table, files, issued = schema.plan_rows, schema.returned_files, schema.issued
    copies = case((issued.c.kind.in_(GROUP_KINDS), -1), (issued.c.kind == FOLLOW_UP, 1), else_=0)
    return (
        select(table)
        .join(files, files.c.digest == table.c.digest)
        .outerjoin(issued, issued.c.form_id == table.c.form_id)
        .where(*wanted)
        .order_by(table.c.year, copies, files.c.serial, table.c.position)
    )


def _newest_before() -> Select[Any]:
    """The rows of the newest year before this one."""
    table, files = schema.plan_rows, schema.returned_files
    current = _SUBJECT & (table.c.year < _YEAR) & _IS_CURRENT
    newest = select(func.max(table.c.year)).select_from(table.join(files)).where(current).scalar_subquery()
    return _in_order(current, table.c.year == newest)


# Built once: see happenings.
_BEFORE, _VERSIONS = _newest_before(), _in_order(_SUBJECT, schema.plan_rows.c.year == _YEAR)
_INSERT = insert(schema.plan_rows)
_HAS_ROWS = select(schema.plan_rows.c.digest).where(_SUBJECT, schema.plan_rows.c.year <= _YEAR).limit(1)
_CURRENT = _in_order(schema.plan_rows.c.year == _YEAR, _IS_CURRENT)


def rows_in(answers: Sequence[Answer]) -> dict[tuple[str, str], dict[str, Value]]:
    """The filled rows among the answers, by table and row id; only what leader, employee and HR may share."""
    rows: dict[tuple[str, str], dict[str, Value]] = {}
    for answer in answers:
        table, _, rest = answer.key.partition("/")
        row_id, _, column = rest.partition("/")
        if table in PLAN_TABLES and column and answer.privacy == "shared":
            rows.setdefault((table, row_id), {})[column] = answer.value
    # A spare row nobody wrote in still holds its unticked boxes.
    return {
        key: values for key, values in rows.items() if any(v not in (None, False) for v in values.values())
    }


def insert_plan_rows(connection: Connection, digest: str, issued: Issued, answers: Sequence[Answer]) -> None:
    """Keeps the filled plan rows of one return as a version of their own."""
    of_form = {
        "digest": digest,
        "person": issued.person,
        "group": issued.group,
        "year": issued.year,
        "form_id": issued.form_id,
    }
    rows = [
        {**of_form, "position": position, "table": table, "id": row_id, "values": values_to_json(values)}
        for position, ((table, row_id), values) in enumerate(rows_in(answers).items())
    ]
    if rows:
        connection.execute(_INSERT, rows)


def find_plan_rows(connection: Connection, subject: str, before_year: int) -> list[PlanRow]:
    """The rows of the newest year before, of a person or of a group itself, as last returned."""
    return _latest(_found(connection, _BEFORE, before_year, subject))


def find_current_plan_rows(connection: Connection, year: int) -> dict[str, list[PlanRow]]:
    """The year's rows as last returned, by employee number or group's id."""
    rows: dict[str, list[PlanRow]] = {}
    for row in _latest(_found(connection, _CURRENT, year)):
        rows.setdefault(row.person or row.group, []).append(row)
    return rows


def find_plan_so_far(connection: Connection, subject: str, year: int) -> list[PlanRow]:
    """The rows of the newest year before, and every version of the year's own: mostly there are none, in one look."""
    if connection.execute(_HAS_ROWS, {"of_year": year, "subject": subject}).first() is None:
        return []
    return [*find_plan_rows(connection, subject, year), *find_plan_versions(connection, subject, year)]


def find_plan_versions(connection: Connection, subject: str, year: int) -> list[PlanRow]:
    """Every version of every row of one year, oldest first; a row that came back unchanged is no new version."""
    versions: list[PlanRow] = []
    last: dict[tuple[str, str], PlanRow] = {}
    for row in _found(connection, _VERSIONS, year, subject):
        before = last.get((row.table, row.id))
        if before is None or before.values != row.values:
            versions.append(row)
            last[row.table, row.id] = row
    return versions


def _found(connection: Connection, query: Select[Any], year: int, subject: str = "") -> list[PlanRow]:
    found = fetch(connection, schema.plan_rows, query, {"of_year": year, "subject": subject})
    return [_plan_row(row) for row in found]


def _latest(rows: Sequence[PlanRow]) -> list[PlanRow]:
    """The last version of each row, in the order the rows first came; a person's row is one, whichever talk it is from."""
    return list({(row.person or ("", row.group), row.table, row.id): row for row in rows}.values())


def _plan_row(row: dict[str, Any]) -> PlanRow:
    return PlanRow(
        person=row["person"],
        table=row["table"],
        id=row["id"],
        year=row["year"],
        form_id=row["form_id"],
        values=values_from_json(row["values"]),
        group=row["group"],
    )
