"""Several calls in one transaction: whole or not at all, and each sees what those before it wrote."""

from __future__ import annotations

from threading import Thread

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


def test_what_is_written_among_look_ups_is_refused_and_not_lost(tmp_path):
    with open_store(tmp_path / "mus.db") as store, store.looking():
        assert store.notes() == {}
        with pytest.raises(AssertionError):
            store.save_notes({"a": "1"})


def test_a_transaction_that_reads_before_it_writes_is_not_overtaken(tmp_path):
    # SQLite refuses the write at once where another connection has written since the read, however long it would wait.
    with open_store(tmp_path / "mus.db") as store, open_store(tmp_path / "mus.db") as other:
        overtaking = Thread(target=other.save_output, args=("/other",))
        with store.together():
            store.events_of("1001", 2026)
            overtaking.start()
            overtaking.join(timeout=0.3)
            store.save_output("/ours")
        overtaking.join(timeout=20)
        assert not overtaking.is_alive()
        assert {"/ours", "/other"} <= set(store.outputs())
