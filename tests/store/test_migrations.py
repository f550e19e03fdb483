"""Migrations: applied in order, once, whole, and to exactly the tables that queries see."""

import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Table, create_engine, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateColumn

from pipeline.model import Event, Talk
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
def test_postgresql_would_give_every_column_the_type_the_scripts_give_it(table: Table) -> None:
    made = rf"CREATE TABLE {table.name} |ALTER TABLE {table.name} ADD COLUMN "
    statements = [s for name in migrations.names() for s in migrations.statements(name) if re.match(made, s)]
    for column in table.c:
        specification = re.escape(str(CreateColumn(column).compile(dialect=postgresql.dialect())))
        line = rf"^ *(ALTER TABLE {table.name} ADD COLUMN )?{specification}\b"
        assert any(re.search(line, s, re.MULTILINE) for s in statements), specification


# --- a store from before the second migration ---------------------------------------------------

FIRST = """
insert into people values (2025, '0042', 0, 'Bo Lind', '', '', 'Regnbuen', '', '', '1001', '', null, null, 'active',
    'MUS', '2025-11-12', '', 0, 0, '', '', 'roster.xlsx', 'A2');
insert into talks values (2025, '0042', 'MUS', 1, 0, '1001', '2025-11-12');
insert into issued values ('MUS25-0001-KUP-7K3QX9', 'kompetenceudviklingsplan', 'MUS', 2025, '0042', 'Bo Lind',
    '1001', 'both', 'packets/a.docx', '2025-10-01', null, '', 'd0', 'l0', '{"maal":["r1"]}', '[]');
insert into returned_files values ('d1', 1, 2025, 'a.docx', '2025-11-13', 'accepted', 'MUS25-0001-KUP-7K3QX9',
    'kompetenceudviklingsplan', '0042', '1001', 'archive/a.docx', '[]', null);
insert into answers_shared values ('d1', 0, 'maal/r1/maal', '{"kind":"text","value":"Excel"}', 'tag');
insert into plan_rows values ('d1', 0, '0042', 2025, 'MUS25-0001-KUP-7K3QX9', 'maal', 'r1',
    '{"maal":{"kind":"text","value":"Excel"}}');
insert into events values ('b6fa30f036e75d9ec0e3d5637c514bf1799f6b2312c5f1afcda067ef67fd9e6c', null, 'held', '0042',
    'MUS', 2025, '2025-11-12', '', 'record', '', null);
insert into notes values ('2025|0042', 'Ringet');
"""
"""What a store held before 0002; the fingerprint is the one that the code of then gave."""

HELD = Event("held", "0042", "MUS", 2025, date(2025, 11, 12))


def test_a_store_from_before_groups_is_brought_up_to_date_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "mus.db"
    database = sqlite3.connect(path)
    for statement in migrations.statements("0001-first-tables"):
        database.execute(statement)
    database.executescript("create table migrations (name text primary key);" + FIRST)
    database.execute("insert into migrations values ('0001-first-tables')")
    database.commit()
    database.close()
    with open_store(path) as store:
        store.record_event(HELD)  # told once more, it is still the same event
        assert store.events(2025) == [HELD]
        assert store.talks(2025) == [Talk("0042", "MUS", 2025, "1001", date(2025, 11, 12), 1)]
        roster = store.roster(2025)
        assert roster is not None and roster.people["0042"].delegated_from is None
        issued = store.issued("MUS25-0001-KUP-7K3QX9")
        assert issued is not None and (issued.group, issued.row) == ("", "")
        assert [(row.id, row.group, row.values) for row in store.plan_rows("0042", 2026)] == [
            ("r1", "", {"maal": "Excel"})
        ]
        assert [(file.name, file.group) for file in store.returned_files(2025)] == [("a.docx", "")]
        assert [answer.value for answer in store.answers("MUS25-0001-KUP-7K3QX9")] == ["Excel"]
        assert store.notes() == {"2025|0042": "Ringet"}


def test_people_from_before_engagements_have_none_and_are_not_protected(tmp_path: Path) -> None:
    """What is not known of somebody leaves them in the round, and their name where it was."""
    path = tmp_path / "mus.db"
    database = sqlite3.connect(path)
    database.execute("create table migrations (name text primary key)")
    for name in migrations.names()[:3]:
        for statement in migrations.statements(name):
            database.execute(statement)
        database.execute("insert into migrations values (?)", (name,))
    database.execute(FIRST.partition(";")[0].replace("'A2')", "'A2', null, null)"))
    database.commit()
    database.close()
    with open_store(path) as store:
        roster = store.roster(2025)
    assert roster is not None
    bo = roster.people["0042"]
    assert (bo.employment, bo.weekly_hours, bo.protected, bo.other_numbers) == ("", None, False, ())
    assert bo.name == "Bo Lind"
