"""The store that the benchmarks look through is what the pipeline itself would have written, and is read alike both ways."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from pipeline.commands.destroying import purge_report, waiting_for_purge
from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_people
from pipeline.commands.owing import Happened, happened, owed
from pipeline.commands.standing import facts_of
from pipeline.model import Event
from pipeline.workspace import Workspace
from tests.bench.stores import make_store

TODAY, PEOPLE = date(2026, 12, 1), 40


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_store(tmp_path_factory.mktemp("bulk") / "s", PEOPLE, TODAY)


def rows(workspace: Workspace, table: str) -> list[tuple[object, ...]]:
    """All rows of a table."""
    with closing(sqlite3.connect(workspace.store)) as store:
        return sorted(store.execute(f"select * from {table}"), key=repr)


def test_rows_written_in_bulk_are_those_written_one_by_one(made: Workspace, tmp_path: Path) -> None:
    (tmp_path / "each").mkdir()
    shutil.copy(made.key, tmp_path / "each")  # the ids of all forms follow from it
    each = make_store(tmp_path / "each", PEOPLE, TODAY, in_bulk=False)
    for table in (
        "returned_files",
        "answers_private",
        "answers_shared",
        "facts",
        "plan_rows",
        "events",
        "issued",
    ):
        assert rows(made, table) == rows(each, table), table
        assert rows(made, table), table


def test_what_is_read_in_bulk_owes_what_is_owed_by_every_noun_of_the_store(made: Workspace) -> None:
    with open_round(made, TODAY) as round_:
        store, year = round_.store, round_.year
        roster, talks, lean = store.roster(year), store.talks(year), happened(round_)
        assert roster is not None
        issued = [
            Event(
                "issued", f.person, f.kind, f.year, f.issued_on, source=f.form_id, form=f.form, group=f.group
            )
            for f in store.all_issued(year)
            if f.audience != "leader"
        ]
        whole = Happened(
            [*store.events(year), *issued],
            store.earlier_events(year),
            store.earlier_talks(year),
            lean.plan_rows,
        )
        assert owed(round_, roster, talks, lean) == owed(round_, roster, talks, whole)
        assert len(lean.earlier) < len(whole.earlier)


def test_whom_the_round_leaves_out_is_what_its_plan_says(made: Workspace) -> None:
    with open_round(made, TODAY) as round_:
        facts, roster = facts_of(round_), round_.store.roster(round_.year)
        assert roster is not None
        assert facts.excluded == plan_people(round_, roster).plan.excluded
        assert facts.excluded


def test_as_many_papers_wait_as_a_purge_would_tell_of(made: Workspace) -> None:
    with open_round(made, date(2027, 12, 1)) as round_:
        assert waiting_for_purge(round_) == len(purge_report(round_)) > 0
