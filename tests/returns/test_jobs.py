"""Several processes read, and one hand writes: what comes of it is what comes of one process."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from conftest import packed

from pipeline.commands import arrivals, incoming, working
from pipeline.commands.incoming import take_in
from pipeline.commands.opening import open_round
from pipeline.demo.answers import answers_for
from pipeline.store import Store
from pipeline.word import office, pen
from pipeline.word.layout import tags_of
from pipeline.workspace import read_workspace

NIGHT = date(2026, 11, 20)


def fill_inbox(round_, forms):
    inbox = round_.workspace.inbox
    inbox.mkdir(parents=True, exist_ok=True)
    for number, issued in enumerate(forms.values()):
        blank, layout = (
            (round_.workspace.output / issued.path).read_bytes(),
            round_.store.layout(issued.layout),
        )
        said = answers_for(layout, tags_of(blank), date(2026, 10, 20), number)
        (inbox / f"{number}.docx").write_bytes(pen.fill(blank, said))
    shutil.copy(inbox / "0.docx", inbox / "0 (2).docx")
    (inbox / "foto.docx").write_bytes(b"\xff\xd8\xff photo")


def told(folder, jobs):
    with open_round(read_workspace(folder), NIGHT) as round_:
        taken = take_in(round_, (), lambda turns, _: turns, jobs)
        outcomes = sorted((judged.arrived.name, judged.outcome) for judged in taken.judged)
        ids = {judged.reading.form_id for judged in taken.judged}
        return outcomes, {form_id: round_.store.answers(form_id) for form_id in ids}


def test_two_jobs_take_in_what_one_does(workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(working, "WORTH", 0)
    with packed(workspace("ishoej")) as (round_, forms):
        fill_inbox(round_, forms)
        folder = round_.workspace.folder
    again = shutil.copytree(folder, tmp_path / "again")
    alone, together = told(folder, 1), told(again, 2)
    assert alone == together
    assert {outcome for _, outcome in alone[0]} >= {"accepted", "duplicate", "rejected"}


def test_what_two_jobs_read_ahead_is_read_with_what_libreoffice_made_of_it(workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(working, "WORTH", 0)
    monkeypatch.setattr(arrivals, "_WINDOW_FILES", 2)
    monkeypatch.setattr(incoming, "_BATCH", 1)
    with packed(workspace("ishoej")) as (round_, forms):
        fill_inbox(round_, forms)
        folder, inbox = round_.workspace.folder, round_.workspace.inbox
    turned = [inbox / f"{number}.docx" for number in (1, 2, 5)]
    for docx, odt in office.convert(turned, "odt", tmp_path / "turned").items():
        docx.unlink()
        shutil.copy(odt, inbox / f"{docx.stem}.odt")
    again = shutil.copytree(folder, tmp_path / "again")
    alone, together = told(folder, 1), told(again, 2)
    assert alone == together
    assert {dict(alone[0])[f"{docx.stem}.odt"] for docx in turned} == {"accepted"}


def test_a_batch_ends_at_so_many_or_where_it_weighs_enough():
    assert list(working.in_batches(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(working.in_batches([5, 1, 1, 9, 1], 3, int, 6)) == [[5, 1], [1, 9], [1]]


def test_for_a_few_files_no_other_process_is_started(workspace, monkeypatch):
    with packed(workspace("ishoej")) as (round_, forms):
        fill_inbox(round_, forms)
        folder = round_.workspace.folder
    monkeypatch.setattr(working, "ProcessPoolExecutor", lambda *_, **__: pytest.fail("it takes two seconds"))
    outcomes, _ = told(folder, 2)
    assert "accepted" in {outcome for _, outcome in outcomes}


def test_no_whole_roster_is_read_for_one_persons_forms(workspace, monkeypatch):
    with packed(workspace("ishoej")) as (round_, forms):
        fill_inbox(round_, forms)
        folder = round_.workspace.folder
    monkeypatch.setattr(Store, "roster", lambda *_: pytest.fail("of 45,000 people it takes two seconds"))
    outcomes, _ = told(folder, 1)
    assert "accepted" in {outcome for _, outcome in outcomes}
