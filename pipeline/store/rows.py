"""Writing rows in batches, the same way for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Insert,
    Row,
    ScalarSelect,
    Select,
    Table,
    and_,
    bindparam,
    or_,
)
from sqlalchemy.dialects import postgresql, sqlite

SqlRow = Mapping[str, Any]


def row_of(table: Table, noun: Any) -> dict[str, Any]:
    """The noun's fields that the table has columns for, by column key."""
    return {key: getattr(noun, key) for key in _shared(table, type(noun))}  # type: ignore[arg-type]  # it is hashable


@cache
def _shared(table: Table, noun: type) -> list[str]:
    """The keys of the table's columns that are fields of such nouns."""
    known = {each.name for each in fields(noun)}
    return [key for key in table.c.keys() if key in known]  # noqa: SIM118


def about(table: Table, subject: str | BindParameter[str]) -> ColumnElement[bool]:
    """Rows about an employee number, or about a group itself; a participant's own rows are the participant's."""
    person, group = table.c.person, table.c.group
    return or_(and_(person == subject, person != ""), and_(person == "", group == subject, group != ""))


def in_year(table: Table, year: int | BindParameter[int]) -> ColumnElement[bool]:
    """Rows of the year among those of a few people.

    `+ 0` keeps SQLite from taking them out of everybody's by its index of years, which it otherwise prefers where there
    are two ways to be about somebody (sqlite.org/optoverview.html, 2.1): of 300,000 rows that took 0.3 s a time.
    """
    return table.c.year + 0 == year


def upsert(connection: Connection, table: Table, rows: Sequence[SqlRow], kept: Collection[str] = ()) -> None:
    """Inserts the rows; where the primary key is taken, the new row replaces all columns but `kept`."""
    if not rows:
        return
    statement = _insert(connection.dialect.name, table)
    keys = [column.key for column in table.primary_key]
    new = {c: statement.excluded[c.key] for c in table.c if c.key not in keys and c.key not in kept}
    connection.execute(statement.on_conflict_do_update(index_elements=table.primary_key, set_=new), rows)


def insert_new(connection: Connection, table: Table, rows: Sequence[SqlRow]) -> None:
    """Inserts the rows whose primary key is free and leaves the others as they are."""
    if rows:
        connection.execute(_insert_unless_there(connection.dialect.name, table), rows)


def insert_if_new(connection: Connection, table: Table, row: SqlRow, **reckoned: ScalarSelect[Any]) -> bool:
    """Inserts one row if its primary key is free, and tells whether it was. The database reckons some columns."""
    statement = _insert_unless_there(connection.dialect.name, table, **reckoned)
    return connection.execute(statement, row).rowcount == 1


def fetch(
    connection: Connection, table: Table, query: Select[Any], given: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """The rows of a `select(table)` as dictionaries by column key. `given` are the values of its parameters."""
    keys = table.c.keys()
    rows: Sequence[Row[Any]] = connection.execute(query, given).all()
    return [dict(zip(keys, row, strict=True)) for row in rows]


@cache
def _insert_unless_there(dialect: str, table: Table, **reckoned: ScalarSelect[Any]) -> Insert:
    statement = _insert(dialect, table)
    if reckoned:
        given: dict[str, Any] = {key: bindparam(key) for key in table.c.keys()}  # noqa: SIM118
        statement = statement.values(given | reckoned)
    statement = statement.on_conflict_do_nothing(index_elements=table.primary_key)
    # Without the option SQLAlchemy keeps the count of an INSERT for SQLite only; for psycopg it says -1.
    return statement.execution_options(preserve_rowcount=True)


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    if dialect == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
