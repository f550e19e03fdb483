"""Brings a store up to date: every script of `sql/`, in order of name, once each.

A script is frozen when it has been released; a change of the tables is a new script. All that are missing
run in one transaction with their records, so a store is wholly up to date or as it was.
"""

from __future__ import annotations

from importlib import resources

from sqlalchemy import Column, Connection, MetaData, Table, Text, insert, select

from pipeline.store.kept import count_changes

migrations = Table("migrations", MetaData(), Column("name", Text, primary_key=True))


def names() -> list[str]:
    """The names of all migrations in the order they are applied (`0001-first-tables`)."""
    scripts = (resources.files(__package__) / "sql").iterdir()
    return sorted(script.name.removesuffix(".sql") for script in scripts if script.name.endswith(".sql"))


def migrate(connection: Connection) -> list[str]:
    """Applies what is missing and returns the names applied; the caller's transaction holds them all."""
    migrations.create(connection, checkfirst=True)
    applied = set(connection.execute(select(migrations.c.name)).scalars())
    missing = [name for name in names() if name not in applied]
    for name in missing:
        for statement in statements(name):
            connection.exec_driver_sql(statement)
        connection.execute(insert(migrations), {"name": name})
    count_changes(connection)
    return missing


def statements(name: str) -> list[str]:
    """The statements of a script. Its lines beginning with `--` are comments, and `;` stands nowhere else."""
    script = (resources.files(__package__) / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    code = "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("--"))
    return [statement.strip() for statement in code.split(";") if statement.strip()]
