"""Opens the database: SQLite in a file only its owner can read, or whatever a SQLAlchemy URL names.

What it is asked through while it is open, and what is told where it gives up, is here too.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from pipeline.problems import Place, Problem
from pipeline.problems.workspace import store_gave_up

_OWNER_ONLY = 0o600
_SECONDS_TO_WAIT = 30
_WRITES = "mus_writes"
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what retention removes is overwritten, not only unlinked
)


def open_engine(where: Path | str) -> Engine:
    """An engine for a path (a SQLite file, made if missing) or a SQLAlchemy URL.

    Its errors do not show what was about to be written, as SQLAlchemy's do: that may be answers, and a log would keep
    them. PostgreSQL's own word on a row without what it must have quotes the row; no row of ours lacks it.
    """
    url = _url_of(where)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, hide_parameters=True)
    if url.database and url.database != ":memory:":
        _make_private_file(Path(url.database))
    engine = create_engine(url, connect_args={"timeout": _SECONDS_TO_WAIT}, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _url_of(where: Path | str) -> URL:
    if isinstance(where, str) and "://" in where:
        return make_url(where)
    return URL.create("sqlite", database=str(where))


def _make_private_file(path: Path) -> None:
    """The file, and the -wal and -shm that SQLite makes with the same mode, are the owner's alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, _OWNER_ONLY))
    path.chmod(_OWNER_ONLY)


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # sqlite3 commits before CREATE TABLE unless its own transactions are off; `_begin` opens them instead.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def for_writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take their turn at writing when they begin.

    One that reads first and writes then fails at once where another has written in between, however long SQLite would
    wait for a lock (SQLITE_BUSY_SNAPSHOT, sqlite.org/rescode.html): what it has read would be out of date.
    """
    return engine.execution_options(**{_WRITES: True})


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Engines:
    """The engine for whoever looks something up, and once more for whoever writes."""

    def __init__(self, engine: Engine) -> None:
        self.plain = engine
        self.connect, self.dispose = engine.connect, engine.dispose
        self.begin = for_writing(engine).begin


class Joined:
    """Stands in for the engine inside of a transaction: whoever begins one joins it."""

    def __init__(self, connection: Connection, writes: bool) -> None:
        self._connection, self._writes = connection, writes

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        assert self._writes, "what is written in a transaction of look-ups would be lost"
        yield self._connection

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        yield self._connection

    def dispose(self) -> None:
        """Nothing is given back before the transaction has ended."""


@contextmanager
def giving_up_told(path: Path | str, told: Callable[[Problem], Exception]) -> Iterator[None]:
    """Raises what `told` makes of the problem where an open store gives up: a full disk, a lock held for too long, damage.

    A query that is wrong, or rows that contradict each other, are faults of this program and stay errors.
    """
    try:
        yield
    except DatabaseError as error:
        gave_up = isinstance(error, OperationalError) or type(error) is DatabaseError
        if gave_up and getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:
            raise told(store_gave_up(place_of(path))) from error
        raise


def place_of(path: Path | str) -> Place:
    """Where the store lies; a URL may hold a password, so it is not told."""
    return Place("" if "://" in str(path) else str(path))
