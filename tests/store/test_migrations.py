"""Migrations: applied in order, once, whole, and to exactly the tables that queries see."""

import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Table, create_engine, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateColumn

from pipeline.store import migrations, open_store, schema
from pipeline.store.opening import open_engine


def described(path: Path) -> dict[str, object]:
    """All that SQLite says about a file's tables, the record of migrations left out."""
    found, database = inspect(create_engine(f"sqlite:///{path}")), sqlite3.connect(path)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)],
            found.get_pk_constraint(table)["constrained_columns"],
            database.execute(f"PRAGMA foreign_key_list({table})").fetchall(),
            [(index["name"], index["column_names"]) for index in found.get_indexes(table)],
        )
        for table in found.get_table_names()
        if table != "migrations"
    }


def test_migrations_make_exactly_the_tables_that_queries_see(tmp_path: Path) -> None:
    open_store(tmp_path / "migrated.db").close()
    schema.metadata.create_all(create_engine(f"sqlite:///{tmp_path}/created.db"))
    migrated = described(tmp_path / "migrated.db")
    assert migrated == described(tmp_path / "created.db")
    assert {"answers_private", "answers_shared", "facts"} <= set(migrated)


def test_every_migration_is_recorded_and_applied_once(tmp_path: Path) -> None:
    path = tmp_path / "mus.db"
    open_store(path).close()
    before = list(sqlite3.connect(path).iterdump())
    open_store(path).close()
    assert list(sqlite3.connect(path).iterdump()) == before
    recorded = sqlite3.connect(path).execute("select name from migrations").fetchall()
    assert [name for (name,) in recorded] == migrations.names()
    assert migrations.names()[0] == "0001-first-tables"


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "mus.db"
    sqlite3.connect(path).execute("create table notes (other text)")
    engine = open_engine(path)
    with pytest.raises(Exception, match="notes already exists"), engine.begin() as connection:
        migrations.migrate(connection)
    tables = sqlite3.connect(path).execute("select name from sqlite_master where type = 'table'").fetchall()
    assert tables == [("notes",)]


def test_sqlite_keeps_a_write_ahead_log_and_its_foreign_keys(tmp_path: Path) -> None:
    with open_engine(tmp_path / "mus.db").connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1


@pytest.mark.parametrize("table", schema.metadata.sorted_tables, ids=lambda table: table.name)
def test_postgresql_would_give_every_column_the_type_the_script_gives_it(table: Table) -> None:
    script = next(s for s in migrations.statements("0001-first-tables") if f"CREATE TABLE {table.name} " in s)
    for column in table.c:
        specification = str(CreateColumn(column).compile(dialect=postgresql.dialect()))
        assert re.search(rf"^ *{re.escape(specification)}\b", script, re.MULTILINE), specification
