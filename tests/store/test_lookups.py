"""What is asked for of one person or form is found by an index: no look-up goes through a whole year."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from pipeline.store import open_store

LOOKUPS = {
    "events_of": ("1001", 2026),
    "issued_to": (["1001", "G1"], 2026),
    "first_issued": ("1001", 2026),
    "people": (2026, ["1001", "1002"]),
    "plan_rows": ("1001", 2026),
    "plan_so_far": ("1001", 2026),
    "issued": ("MUS26-0001-REF-AAAAAA",),
    "known": (["MUS26-0001-REF-AAAAAA"],),
    "drawn": (["MUS26-0001-REF-AAAAAA"],),
    "answers": ("MUS26-0001-REF-AAAAAA",),
    "alike": ("0" * 64, "MUS26-0001-REF-AAAAAA"),
    "answered_by": ("0" * 64,),
    "seen": ("0" * 64,),
    "destroyed": ("MUS26-0001-REF-AAAAAA",),
}


@pytest.mark.parametrize("name", LOOKUPS)
def test_a_look_up_is_by_an_index_of_what_is_looked_up(tmp_path, name):
    asked = []
    with open_store(tmp_path / "mus.db") as store:
        engine = store._engine.plain
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
        getattr(store, name)(*LOOKUPS[name])
        selects = [(statement, given) for statement, given in asked if statement.startswith("SELECT")]
        with engine.connect() as connection:
            ways = [
                row[3]
                for statement, given in selects
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
            ]
    assert ways
    assert not [way for way in ways if way.startswith("SCAN ") or "_by_year" in way]
