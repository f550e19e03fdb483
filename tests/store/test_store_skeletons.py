"""Skeletons in the store: small, by form, every copy, and gone with the form. Beside it, confidence and comments."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.model import Answer, Comment, Issued, Layout, Reading, ReturnedFile
from pipeline.store import Destruction, Store, migrations, open_store

FORM_ID, OTHER = "MUS26-0042-REF-AAAAAA", "MUS26-0043-REF-BBBBBB"
TODAY = date(2026, 11, 20)
WORDS = "".join(
    f"Spørgsmål {number} om arbejdet\x0f\x06svar_{number}\x0eSkriv her\x07\x0f" for number in range(40)
)
SPECIMEN = f"\x06navn\x0ePrøve Prøvesen\x07\x0f{WORDS}"
MINE = f"\x06navn\x0eBo Lind\x07\x0f{WORDS}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mus.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as opened:
        yield opened


def a_form(store: Store, form_id: str = FORM_ID, digest: str = "copy1", year: int = 2026) -> Issued:
    layout = store.save_layout(Layout("referat", ()))
    day = date(year, 9, 1)
    form = Issued(form_id, "referat", "MUS", year, "0042", "Bo Lind", "1001", "both", "p.docx", day)
    return replace(form, digest=digest, layout=layout)


def test_a_skeleton_comes_back_as_it_was(store: Store) -> None:
    store.record_issued([a_form(store)], {FORM_ID: MINE})
    assert store.skeletons(FORM_ID)[0] == MINE
    assert store.skeletons(FORM_ID) == [MINE]
    assert store.skeletons(OTHER) == []


def test_with_a_specimen_a_skeleton_takes_little_room(store: Store, path: Path) -> None:
    form = a_form(store)
    store.save_specimen(form.layout, SPECIMEN)
    store.record_issued([form], {FORM_ID: MINE})
    ((size,),) = sqlite3.connect(path).execute("select length(packed) from skeletons").fetchall()
    assert store.skeletons(FORM_ID)[0] == MINE
    assert size < len(MINE) / 15


def test_what_was_kept_before_there_was_a_specimen_is_still_read_and_the_first_specimen_stays(
    store: Store,
) -> None:
    form = a_form(store)
    store.record_issued([form], {FORM_ID: MINE})
    for specimen in (SPECIMEN, SPECIMEN + "ny"):
        store.save_specimen(form.layout, specimen)
        store.record_issued([a_form(store, OTHER)], {OTHER: MINE + specimen})
        assert store.skeletons(FORM_ID)[0] == MINE
        assert store.skeletons(OTHER)[0] == MINE + specimen


def test_a_form_issued_again_keeps_the_skeleton_of_the_copy_before(store: Store) -> None:
    for digest, words in (("copy1", "før"), ("copy2", "efter"), ("copy2", "efter")):
        store.record_issued([a_form(store, digest=digest)], {FORM_ID: words})
    assert store.skeletons(FORM_ID) == ["efter", "før"]
    store.record_issued([a_form(store, digest="copy1")], {FORM_ID: "før"})
    assert store.skeletons(FORM_ID) == ["før", "efter"]


def test_only_the_copy_that_went_out_last_counts_as_drawn(store: Store) -> None:
    store.record_issued([a_form(store), a_form(store, OTHER)], {FORM_ID: MINE, OTHER: MINE})
    assert store.drawn([FORM_ID, OTHER, "MUS25-0042-REF-CCCCCC"]) == {FORM_ID, OTHER}
    assert store.drawn([FORM_ID]) == {FORM_ID}
    store.record_issued([a_form(store, digest="copy2")])
    assert store.drawn([FORM_ID, OTHER]) == {OTHER}


def test_no_skeleton_is_kept_of_a_form_that_was_never_issued_or_is_forgotten(
    store: Store, path: Path
) -> None:
    store.record_issued([a_form(store)], {FORM_ID: MINE, OTHER: MINE})
    store.forget_issued([FORM_ID])
    assert sqlite3.connect(path).execute("select * from skeletons").fetchall() == []


@pytest.mark.parametrize("what", ["minutes", "preparation", "plan"])
def test_a_destroyed_form_leaves_no_skeleton_of_any_copy(store: Store, path: Path, what: str) -> None:
    for digest in ("copy1", "copy2"):
        store.record_issued(
            [a_form(store, digest=digest), a_form(store, OTHER)], {FORM_ID: digest, OTHER: MINE}
        )
    store.destroy(Destruction(what, "0042", "", 2026, "HER-10", TODAY, form_ids=(FORM_ID,)))
    assert store.skeletons(FORM_ID) == []
    assert sqlite3.connect(path).execute("select form_id from skeletons").fetchall() == [(OTHER,)]


# --- how sure an answer is, and what stands in the margin ---------------------------------------


def came_back(store: Store, digest: str, *comments: Comment, outcome: str = "accepted") -> None:
    answers = (Answer("emne", "A", "position", "private", 0.875), Answer("dag", TODAY, "tag", "fact"))
    file = ReturnedFile(digest, "x.docx", TODAY, outcome, FORM_ID)  # type: ignore[arg-type]
    store.record_return(file, Reading("x.docx", digest, a_form(store), answers, comments=comments), ())


REMARK = Comment("emne", "hemmeligt-ærligt-ord")


def test_an_answer_comes_back_as_sure_as_it_was(store: Store) -> None:
    came_back(store, "d1")
    assert [(answer.key, answer.confidence) for answer in store.answers(FORM_ID)] == [
        ("emne", 0.875),
        ("dag", 1),
    ]


def test_comments_are_those_of_the_newest_accepted_return(store: Store) -> None:
    came_back(store, "d1", REMARK, Comment("", "løst"))
    assert store.comments(FORM_ID) == [REMARK, Comment("", "løst")]
    came_back(store, "d2", outcome="review")
    assert store.comments(FORM_ID) == [REMARK, Comment("", "løst")]
    came_back(store, "d3", Comment("emne", "nyt"))
    assert store.comments(FORM_ID) == [Comment("emne", "nyt")]


def test_a_comment_lies_in_a_table_of_its_own_and_not_at_all_where_the_file_was_not_accepted(
    store: Store, path: Path
) -> None:
    came_back(store, "d1", REMARK, outcome="review")
    assert not [line for line in sqlite3.connect(path).iterdump() if REMARK.text in line]
    came_back(store, "d2", REMARK)
    (line,) = [line for line in sqlite3.connect(path).iterdump() if REMARK.text in line]
    assert line.startswith('INSERT INTO "comments"')


def test_comments_are_destroyed_with_the_answers_of_every_return(store: Store, path: Path) -> None:
    for digest in ("d1", "d2"):
        came_back(store, digest, REMARK)
    store.destroy(Destruction("minutes", "0042", "", 2026, "HER-10", TODAY, form_ids=(FORM_ID,)))
    assert store.comments(FORM_ID) == []
    assert sqlite3.connect(path).execute("select * from comments").fetchall() == []


def test_answers_from_before_confidence_was_kept_are_certain(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("create table migrations (name text primary key)")
    for migration in migrations.names()[:2]:
        for statement in migrations.statements(migration):
            database.execute(statement)
        database.execute("insert into migrations values (?)", (migration,))
    database.executescript(
        f"""insert into returned_files values ('d1', 1, 2026, 'a.docx', '2026-11-13', 'accepted', '{FORM_ID}',
            'referat', '0042', '1001', 'archive/a.docx', '[]', null, '');
        insert into facts values ('d1', 0, 'dag', '{{"kind":"text","value":"x"}}', 'tag');"""
    )
    database.close()
    with open_store(path) as store:
        assert store.answers(FORM_ID) == [Answer("dag", "x", "tag", "fact", 1.0)]
        assert store.comments(FORM_ID) == store.skeletons(FORM_ID) == []
