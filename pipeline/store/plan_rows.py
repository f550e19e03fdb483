"""Rows of plans and agreements, every version kept: the newest goes out again in next year's form."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select

from pipeline.model import Answer, Issued, PlanRow, Value
from pipeline.store import schema
from pipeline.store.rows import fetch
from pipeline.store.values import values_from_json, values_to_json

PLAN_TABLES = ("maal", "fokus")
"""The tables of a plan (goals) and of an agreement (focus areas)."""


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
    of_form = {"digest": digest, "person": issued.person, "year": issued.year, "form_id": issued.form_id}
    rows = [
        {**of_form, "position": position, "table": table, "id": row_id, "values": values_to_json(values)}
        for position, ((table, row_id), values) in enumerate(rows_in(answers).items())
    ]
    if rows:
        connection.execute(insert(schema.plan_rows), rows)


def find_plan_rows(connection: Connection, person: str, before_year: int) -> list[PlanRow]:
    """The person's rows of the newest year before, as last returned; a row on two forms counts once."""
    table, files = schema.plan_rows, schema.returned_files
    current = (table.c.person == person) & (table.c.year < before_year) & files.c.superseded_by.is_(None)
    newest = select(func.max(table.c.year)).select_from(table.join(files)).where(current).scalar_subquery()
    query = select(table).join(files).where(current, table.c.year == newest)
    newest_last = query.order_by(files.c.serial, table.c.position)
    latest = {(row["table"], row["id"]): row for row in fetch(connection, table, newest_last)}
    return [
        PlanRow(person, row["table"], row["id"], row["year"], row["form_id"], values_from_json(row["values"]))
        for row in latest.values()
    ]
