"""Several calls in one transaction: whole or not at all, and each sees what those before it wrote."""

from __future__ import annotations

import pytest

from pipeline.store import open_store


def test_what_is_done_together_is_seen_at_once_and_kept(tmp_path):
    with open_store(tmp_path / "mus.db") as store:
        with store.together():
            store.save_notes({"a": "1"})
            assert store.notes() == {"a": "1"}
        assert store.notes() == {"a": "1"}


def test_where_one_of_them_fails_nothing_is_kept(tmp_path):
    with open_store(tmp_path / "mus.db") as store:
        with pytest.raises(ZeroDivisionError), store.together():
            store.save_notes({"a": "1"})
            raise ZeroDivisionError
        assert store.notes() == {}
