"""What is destroyed in the store: what was said goes, the proof stays, and nothing is left in the database's files."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.model import Answer, Event, Issued, Reading, ReturnedFile
from pipeline.store import Destruction, Store, open_store

MARKER = "hemmeligt-ærligt-ord"
TODAY = date(2027, 11, 12)
PLAN = "MUS26-0001-KUP-AAAAAA"
FORM = Issued(PLAN, "plan", "MUS", 2026, "0042", "Bo Lind", "1001", "both", "p.docx", date(2026, 9, 1))
HELD = Event("held", "0042", "MUS", 2026, date(2026, 11, 12), source=PLAN, form="plan")
GONE = Destruction("minutes", "0042", "", 2026, "HER-10", TODAY, form_ids=(PLAN,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mus.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A store with one form that came back, and a file that was put aside for it."""
    with open_store(path) as opened:
        opened.record_issued([FORM])
        answers = (
            Answer("emne", MARKER, "tag", "private"),
            Answer("maal/r1/maal", MARKER, "tag", "shared"),
            Answer("samtale_dato", HELD.on, "tag", "fact"),
        )
        came = ReturnedFile(
            "d1", f"{MARKER}.docx", HELD.on, "accepted", PLAN, "plan", "0042", kept_at="archive/x"
        )
        review = replace(came, digest="d2", outcome="review")
        opened.record_return(review, Reading("x", "d2", FORM), ())
        opened.record_return(came, Reading("x", "d1", FORM, answers), [HELD])
        yield opened


def test_answers_and_names_go_and_facts_and_the_form_stay(store: Store) -> None:
    store.destroy(GONE)
    assert store.answers(PLAN) == []
    assert store.events(2026) == [HELD]
    assert store.issued(PLAN) == FORM
    (came,) = store.every_return()
    assert (came.digest, came.name, came.kept_at, came.problems) == ("d1", PLAN, "", ())


@pytest.mark.parametrize(("what", "rows"), [("minutes", 1), ("preparation", 1), ("plan", 0)])
def test_plan_rows_go_with_the_plan_only(store: Store, what: str, rows: int) -> None:
    store.destroy(replace(GONE, what=what))
    assert len(store.plan_rows("0042", 2027)) == rows


def test_a_destroyed_form_is_known_as_such_and_its_proof_is_kept_once(store: Store) -> None:
    proof = Event("minutes-destroyed", "0042", "MUS", 2026, TODAY, source="purge", form="referat")
    assert not store.destroyed(PLAN)
    for day in (TODAY, date(2027, 12, 1)):
        store.destroy(replace(GONE, on=day, proof=proof))
    assert store.destroyed(PLAN)
    assert store.destroyed_forms() == {PLAN: TODAY}
    assert store.events(2026) == [HELD, proof]


def test_a_refused_file_is_forgotten_and_an_accepted_one_is_not(store: Store) -> None:
    store.destroy(Destruction("refused", "0042", "", 2026, "", TODAY, digests=("d1", "d2")))
    assert [file.digest for file in store.every_return()] == ["d1"]
    assert not store.destroyed(PLAN) and not store.destroyed("")


def test_after_a_sweep_nothing_destroyed_is_left_in_any_file_of_the_database(
    store: Store, path: Path
) -> None:
    def holding_it() -> list[str]:
        return [file.name for file in path.parent.iterdir() if MARKER.encode() in file.read_bytes()]

    store.destroy(replace(GONE, what="plan"))
    assert holding_it() == ["mus.db-wal"]
    assert store.sweep()
    assert holding_it() == []
