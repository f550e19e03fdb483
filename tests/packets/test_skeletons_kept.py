"""Every form that goes out leaves its skeleton: of that very copy, once, and whatever became of the run before."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date

import pytest
from conftest import AUTUMN, PEOPLE, packed, person, write_roster
from form_blocks import skeleton_of
from test_coming_back import LATER, agreement

from pipeline.answers.skeleton import read_skeleton
from pipeline.word import pen

MANY = [*PEOPLE, *(person(f"2{n:03d}", f"Prøve{n:03d} Prøvesen", Enhed="Regnbuen") for n in range(60))]
MARRIED = [PEOPLE[0], {**PEOPLE[1], "Navn": "Bo Holm"}]
REFERAT = ("0042", "referat", "both")


def blocks_in(made, form):
    return skeleton_of((made.output / form.path).read_bytes()).blocks


def kept(round_, form):
    return [read_skeleton(raw).blocks for raw in round_.store.skeletons(form.form_id)]


def in_database(made, query):
    with closing(sqlite3.connect(made.store)) as database:
        return database.execute(query).fetchall()


def without_skeletons(made):
    """The store as it was before skeletons were kept."""
    with closing(sqlite3.connect(made.store)) as database:
        database.execute("delete from skeletons")
        database.execute("update layouts set specimen = ''")
        database.commit()


def test_a_form_that_goes_out_leaves_its_own_skeleton(workspace):
    made = workspace()
    with packed(made) as (round_, forms):
        for form in forms.values():
            assert kept(round_, form) == [blocks_in(made, form)]


def test_a_run_that_changes_nothing_draws_and_writes_no_skeleton(workspace, monkeypatch):
    made = workspace()
    with packed(made):
        pass
    before = in_database(made, "select * from skeletons order by form_id")
    monkeypatch.setattr(
        "pipeline.word.skeletons.stripped", lambda source: pytest.fail("a skeleton was drawn")
    )
    with packed(made, LATER):
        pass
    assert in_database(made, "select * from skeletons order by form_id") == before


def test_a_form_issued_again_with_other_words_keeps_the_skeletons_of_both_copies(workspace):
    made = workspace()
    with packed(made) as (_, forms):
        before = blocks_in(made, forms[REFERAT])
    write_roster(made.folder / "medarbejdere.xlsx", MARRIED)
    with packed(made, LATER) as (round_, forms):
        after = blocks_in(made, forms[REFERAT])
        assert before != after
        assert kept(round_, forms[REFERAT]) == [after, before]


def test_what_is_filled_in_beforehand_stands_in_the_skeleton(workspace):
    """SYD-36."""
    made = workspace("syddjurs")
    row = agreement(made)
    with packed(made, LATER) as (round_, forms):
        copy = forms["0042", "udviklingsaftale", "both", "opfølgning"]
        (blocks,) = kept(round_, copy)
        assert blocks == blocks_in(made, copy)
    prompts = {slot.key: slot.prompt for block in blocks for slot in block.slots}
    assert prompts[f"fokus/{row}/fokusomraade"] == "Vagtplan"
    assert prompts[f"fokus/{row}/frist"] == "1. marts 2027"


# --- forms that have none yet -------------------------------------------------------------------


def test_forms_from_before_skeletons_were_kept_get_theirs_if_they_would_be_made_the_same_today(workspace):
    made = workspace()
    with packed(made):
        pass
    without_skeletons(made)
    with packed(made, LATER) as (round_, forms):
        for form in forms.values():
            assert kept(round_, form) == [blocks_in(made, form)]


def test_a_form_that_would_be_made_differently_today_gets_no_skeleton_while_the_old_copy_is_out(workspace):
    made = workspace()
    with packed(made) as (_, forms):
        path = made.output / forms[REFERAT].path
    path.write_bytes(pen.fill(path.read_bytes(), {"samtale_dato": date(2026, 11, 12)}))
    without_skeletons(made)
    write_roster(made.folder / "medarbejdere.xlsx", [PEOPLE[0], {**PEOPLE[1], "Stilling": "Lærer"}])
    with packed(made, LATER) as (round_, forms):
        assert kept(round_, forms[REFERAT]) == []
        other = forms["0042", "kompetenceudviklingsplan", "both"]
        assert kept(round_, other) == [blocks_in(made, other)]


def test_a_form_somebody_has_typed_in_gets_its_skeleton_if_it_would_be_made_the_same_today(workspace):
    made = workspace()
    with packed(made) as (_, forms):
        form = forms[REFERAT]
        blank = blocks_in(made, form)
    path = made.output / form.path
    path.write_bytes(pen.fill(path.read_bytes(), {"samtale_dato": date(2026, 11, 12)}))
    without_skeletons(made)
    with packed(made, LATER) as (round_, _):
        assert kept(round_, form) == [blank]


# --- runs that come to grief --------------------------------------------------------------------


def test_a_form_that_could_not_be_written_leaves_no_skeleton(workspace):
    made = workspace()
    folder = made.packets / "Anna Holm (1001)"
    folder.mkdir(parents=True)
    (folder / "Bo Lind (0042)").write_text("en fil, hvor mappen skulle være")
    with packed(made) as (round_, forms):
        assert REFERAT not in forms
        ids = {form.form_id for form in round_.store.all_issued(2026)}
        assert round_.store.drawn(sorted(ids)) == ids == {form.form_id for form in forms.values()}
    ids = in_database(made, "select form_id from skeletons")
    assert {id for (id,) in ids} == {form.form_id for form in forms.values()}


def test_a_changed_form_that_could_not_be_written_keeps_the_skeleton_of_the_copy_that_lies_there(workspace):
    made = workspace()
    with packed(made) as (round_, forms):
        before = kept(round_, forms[REFERAT])
    write_roster(made.folder / "medarbejdere.xlsx", [PEOPLE[0], {**PEOPLE[1], "Stilling": "Lærer"}])
    part = made.output / forms[REFERAT].path
    part.with_name(f".{part.name}.part").mkdir()
    with packed(made, LATER) as (round_, now):
        assert REFERAT not in now
        assert kept(round_, forms[REFERAT]) == before


@pytest.mark.parametrize("after", [1, 60, 200])
def test_a_run_killed_halfway_leaves_every_form_with_its_skeleton_or_with_neither(workspace, after):
    made = workspace(people=MANY)
    words = ["--workspace", str(made.folder), "--today", AUTUMN.isoformat(), "packets"]
    run = subprocess.Popen(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *words], stderr=subprocess.DEVNULL
    )
    while run.poll() is None and sum(1 for _ in made.output.rglob("*.docx")) < after:
        time.sleep(0.005)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    recorded = {id for (id,) in in_database(made, "select form_id from issued")}
    assert {id for (id,) in in_database(made, "select form_id from skeletons")} == recorded
    with packed(made, date(2026, 9, 20)) as (round_, forms):
        ids = {form.form_id for form in round_.store.all_issued(2026)}
        assert round_.store.drawn(sorted(ids)) == ids == {form.form_id for form in forms.values()}
        for form in list(forms.values())[::20]:
            assert kept(round_, form) == [blocks_in(made, form)]
