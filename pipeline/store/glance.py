"""What a store keeps from the last run, read without the rest of this room: for who only asks whether anything is new.

SQLAlchemy takes a quarter of a second to import, ten times what the two rows take to read.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

_SECONDS_TO_WAIT = 1


class Glance:
    """A look at a SQLite store. What cannot be looked at, a store of PostgreSQL too, tells nothing."""

    def __init__(self, store: str) -> None:
        self._path = None if "://" in store or not Path(store).is_file() else Path(store)

    def changes(self) -> int:
        """How often anything has changed in the store."""
        row = self._first("SELECT number FROM changes")
        return int(row[0]) if row else -1

    def kept(self, name: str) -> tuple[str, str] | None:
        """What was kept under a name: the digest of all it came from, and what was told."""
        return self._first("SELECT inputs, told FROM kept WHERE name = ?", name)

    def _first(self, query: str, *given: str) -> tuple[str, str] | None:
        if self._path is None:
            return None
        try:
            database = sqlite3.connect(f"{self._path.as_uri()}?mode=ro", _SECONDS_TO_WAIT, uri=True)
        except sqlite3.Error:
            return None
        try:
            found: tuple[str, str] | None = database.execute(query, given).fetchone()
        except sqlite3.Error:
            return None  # not brought up to date yet, or no store at all: who opens it says so
        finally:
            database.close()
        return found
