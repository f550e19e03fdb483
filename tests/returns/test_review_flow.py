"""A doubtful return and its review workbook: written, filled in by HR, and taken in; nothing lost and nothing unseen."""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from bundle_files import a_mail
from conftest import packed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.commands.destroying import purge
from pipeline.commands.incoming import take_in
from pipeline.commands.opening import open_round
from pipeline.model import Roster
from pipeline.word import pen
from pipeline.word.layout import tags_of

NIGHT, LATER = date(2026, 11, 20), date(2026, 11, 24)
HELD, SLIP = date(2026, 11, 12), date(2062, 11, 15)
MARKER = "hemmeligt-ærligt-ord"
MINUTES = {
    "samtale_dato": HELD,
    "referent": "leder",
    "deltagere": "Bo og Anna",
    "udleveret_dato": SLIP,
}


@pytest.fixture
def ishoej(workspace):
    """A round in which Bo's minutes have come back with a date that cannot be: the workspace and the form."""
    made = workspace("ishoej")
    with packed(made) as (_, forms):
        form = forms["0042", "referat", "both"]
    put(made, "Referat Bo.docx", filled(made, form))
    (judged,) = night(made, today=NIGHT)
    assert judged.outcome == "review"
    return made, form


def filled(made, form, **changes):
    """The minutes as issued with answers in them, and something private under every topic."""
    docx = (made.output / form.path).read_bytes()
    topics = {key: MARKER for key in tags_of(docx) if key.startswith("emne_")}
    return pen.fill(docx, topics | MINUTES | changes)


def put(made, name, content, order=0):
    made.inbox.mkdir(parents=True, exist_ok=True)
    path = made.inbox / name
    path.write_bytes(content)
    os.utime(path, (1_700_000_000 + order, 1_700_000_000 + order))
    return path


def night(made, *paths, today=LATER):
    with open_round(made, today) as round_:
        return take_in(round_, paths, lambda items, _: items).judged


def review(made):
    (path,) = (made.output / "review").glob("*.xlsx")
    return path


def write_in(path, *words):
    """HR opens the workbook, writes in its input cells from the top, and saves it."""
    book = openpyxl.load_workbook(path)
    page = book["Gennemsyn"]
    for row, word in enumerate(words, start=10):
        if word is not None:
            page.cell(row, 4).value = word
    book.save(path)
    return path


def answers(made, form):
    with open_round(made, LATER) as round_:
        return {answer.key: answer for answer in round_.store.answers(form.form_id)}


def codes(judged):
    return judged.outcome, [problem.code for problem in judged.reading.problems]


def files(made):
    """What lies in the rooms where doubtful files lie, by kind."""
    rooms = ("inbox", "review", "rejected", "archive")
    found = (path for room in rooms for path in (made.output / room).rglob("*") if path.is_file())
    return sorted(f"{path.relative_to(made.output).parts[0]}{path.suffix}" for path in found)


def test_a_doubtful_return_gets_a_workbook_beside_it_and_the_next_night_changes_nothing(ishoej):
    made, _ = ishoej
    assert files(made) == ["review.docx", "review.txt", "review.xlsx"]
    before = review(made).read_bytes()
    assert night(made) == []
    assert review(made).read_bytes() == before


def test_a_finished_workbook_takes_the_form_in_and_is_gone(ishoej):
    made, form = ishoej
    path = write_in(review(made), "15-11-2026")
    (judged,) = night(made)
    assert codes(judged) == ("accepted", [])
    assert (judged.arrived.place.file, judged.reading.form_id) == (str(path), form.form_id)
    stored = answers(made, form)
    assert (stored["udleveret_dato"].value, stored["udleveret_dato"].found_by) == (
        date(2026, 11, 15),
        "review",
    )
    assert (stored["deltagere"].value, stored["deltagere"].found_by) == ("Bo og Anna", "tag")
    assert files(made) == ["archive.docx"]
    assert night(made) == []


def test_the_form_came_on_the_day_it_came_and_not_when_hr_had_time(ishoej):
    made, _ = ishoej
    write_in(review(made), "tom")
    night(made)
    with open_round(made, LATER) as round_:
        (file,) = round_.store.returned_files(2026)
        happened = {event.what: event.on for event in round_.store.events(2026)}
    assert file.received_on == NIGHT == happened["minutes"]


def test_a_refused_form_goes_back_with_a_letter_that_names_the_field(ishoej):
    made, form = ishoej
    write_in(review(made), "afvis")
    (judged,) = night(made)
    assert codes(judged) == ("rejected", ["review-refused", "unlikely-date"])
    assert files(made) == ["rejected.docx", "rejected.txt"]
    (letter,) = (made.output / "rejected").glob("*.txt")
    assert "»Udleveret" in letter.read_text(encoding="utf-8")
    assert not answers(made, form)


def test_an_empty_cell_leaves_everything_as_it_was(ishoej):
    made, form = ishoej
    path = write_in(review(made))
    before = path.read_bytes()
    (judged,) = night(made)
    assert codes(judged) == ("review", ["review-unfinished"])
    assert path.read_bytes() == before and not answers(made, form)


def test_a_word_that_cannot_be_used_stays_and_gets_a_remark(ishoej):
    made, _ = ishoej
    path = write_in(review(made), "efter jul")
    (judged,) = night(made)
    assert codes(judged) == ("review", ["review-unclear"])
    assert judged.reading.problems[0].place.spot == "D10"
    page = openpyxl.load_workbook(path)["Gennemsyn"]
    assert page["D10"].value == "efter jul" and "12-11-2026" in page["E10"].value
    assert night(made) == []
    write_in(path, datetime(2026, 11, 15))
    assert codes(*night(made)) == ("accepted", [])


def test_a_formula_is_never_worked_out(ishoej):
    made, _ = ishoej
    path = write_in(review(made), "=DATE(2026,11,15)")
    assert codes(*night(made)) == ("review", ["review-unclear"])
    cell = openpyxl.load_workbook(path)["Gennemsyn"]["D10"]
    assert (cell.value, cell.data_type) == ("=DATE(2026,11,15)", "s")
    assert codes(*night(made, write_in(path))) == ("review", ["review-unclear"])


def test_a_date_that_hr_writes_again_stands(ishoej):
    made, form = ishoej
    write_in(review(made), "1")
    assert codes(*night(made)) == ("accepted", [])
    assert answers(made, form)["udleveret_dato"].value == SLIP


def test_another_date_before_the_talk_is_caught(ishoej):
    made, _ = ishoej
    write_in(review(made), "1-11-2026")
    assert codes(*night(made)) == ("review", ["review-unclear"])
    assert "ok efter datoen" in openpyxl.load_workbook(review(made))["Gennemsyn"]["E10"].value


def test_a_copy_in_the_inbox_is_known_under_any_name_and_both_are_gone(ishoej):
    made, _ = ishoej
    copy = made.inbox / "Fra Hanne.xlsx"
    shutil.copy(review(made), copy)
    write_in(copy, "15-11-2026")
    assert codes(*night(made)) == ("accepted", [])
    assert files(made) == ["archive.docx"]


def test_a_copy_in_a_zip_is_taken_in_too(ishoej, tmp_path):
    made, _ = ishoej
    copy = write_in(shutil.copy(review(made), tmp_path / "ark.xlsx"), "15-11-2026")
    with zipfile.ZipFile(made.inbox / "fra HR.zip", "w") as package:
        package.write(copy, "ark.xlsx")
    assert codes(night(made)[0]) == ("accepted", [])
    assert [name for name in files(made) if name.endswith(("docx", "xlsx"))] == ["archive.docx"]


def test_a_copy_in_a_mail_or_still_in_the_inbox_is_destroyed_with_its_form(ishoej):
    made, form = ishoej
    words = write_in(review(made), "15-11-2026").read_bytes()
    put(made, "gennemsyn.eml", a_mail(("gennemsyn.xlsx", words)).as_bytes())
    assert ("accepted", []) in map(codes, night(made))
    assert files(made) == ["archive.docx", "archive.eml"]
    put(made, "gennemsyn.xlsx", words)
    with open_round(made, LATER) as round_:
        others = {
            each: person for each, person in round_.store.roster(2026).people.items() if each != form.person
        }
        round_.store.save_roster(Roster(others), 2027)
    with open_round(replace(made, year=2027), date(2028, 7, 1)) as round_:
        assert purge(round_).problems == []
    assert files(made) == []


def test_a_workbook_elsewhere_is_read_and_left(ishoej, tmp_path):
    made, _ = ishoej
    copy = tmp_path / "ark.xlsx"
    shutil.copy(review(made), copy)
    write_in(copy, "efter jul")
    before = copy.read_bytes()
    assert codes(*night(made, copy)) == ("review", ["review-unclear"])
    assert copy.read_bytes() == before
    write_in(copy, "15-11-2026")
    assert codes(*night(made, copy)) == ("accepted", [])
    assert copy.exists() and files(made) == ["archive.docx"]


@pytest.mark.parametrize("cell", ["F10", "A10", "C10", "F9"])
def test_a_workbook_changed_outside_its_input_cells_is_refused(ishoej, cell):
    made, form = ishoej
    path = write_in(review(made), "15-11-2026")
    book = openpyxl.load_workbook(path)
    page = book["Gennemsyn"]
    page[cell].value = {"F10": "samtale_dato", "F9": page["F9"].value.replace("REF", "KUP")}.get(cell, "x")
    book.save(path)
    assert codes(*night(made)) == ("rejected", ["review-altered"])
    assert path.exists() and not answers(made, form)


def test_a_workbook_of_another_workspace_is_refused(ishoej, workspace):
    made, _ = ishoej
    other = workspace("syddjurs")
    path = write_in(review(made), "15-11-2026")
    assert codes(*night(other, path)) == ("rejected", ["review-altered"])


def test_a_newer_return_retires_the_workbook(ishoej):
    made, form = ishoej
    copy = write_in(shutil.copy(review(made), made.output / "gemt.xlsx"), "16-11-2026")
    write_in(review(made), "16-11-2026")
    put(made, "ny.docx", filled(made, form, udleveret_dato=date(2026, 11, 15)))
    judged = night(made)
    assert "accepted" in [each.outcome for each in judged]
    assert files(made) == ["archive.docx"] * 2
    assert answers(made, form)["udleveret_dato"].value in (date(2026, 11, 15), date(2026, 11, 16))
    shutil.move(copy, made.inbox / "gemt.xlsx")
    (again,) = night(made)
    assert again.outcome == "duplicate" and again.reading.problems[0].code in (
        "review-superseded",
        "review-done",
    )
    assert not list(made.inbox.iterdir())


def test_of_two_returns_that_wait_the_newer_is_decided_first(ishoej):
    made, form = ishoej
    older = review(made)
    put(made, "ny.docx", filled(made, form, deltagere="Bo, Anna og Mia"))
    night(made)
    (newer,) = (path for path in (made.output / "review").glob("*.xlsx") if path != older)
    write_in(older, "15-11-2026")
    assert codes(*night(made)) == ("review", ["review-newer-waits"])
    write_in(newer, "15-11-2026")
    night(made)
    assert answers(made, form)["deltagere"].value == "Bo, Anna og Mia"
    night(made)
    assert files(made) == ["archive.docx"] * 2


def test_a_form_that_comes_again_leaves_what_hr_has_written(ishoej):
    made, form = ishoej
    path = write_in(review(made), None)
    before = path.read_bytes()
    put(made, "Referat Bo.docx", filled(made, form))
    night(made)
    assert path.read_bytes() == before


def test_a_run_that_was_killed_after_the_store_was_written_is_finished(ishoej):
    made, form = ishoej
    write_in(review(made), "15-11-2026")
    waiting = {path: path.read_bytes() for path in (made.output / "review").iterdir()}
    night(made)
    shutil.rmtree(made.output / "archive")
    for path, content in waiting.items():  # as the run leaves it that is killed before it moves anything
        path.write_bytes(content)
    assert codes(*night(made)) == ("duplicate", ["review-done"])
    assert files(made) == ["archive.docx"]
    assert answers(made, form)["udleveret_dato"].value == date(2026, 11, 15)


def test_a_refusal_that_was_killed_is_finished(ishoej):
    made, _ = ishoej
    write_in(review(made), "afvis")
    waiting = {path: path.read_bytes() for path in (made.output / "review").iterdir()}
    night(made)
    shutil.rmtree(made.output / "rejected")
    for path, content in waiting.items():
        path.write_bytes(content)
    assert codes(*night(made))[0] == "rejected"
    assert files(made) == ["rejected.docx", "rejected.txt"]


def test_a_workbook_that_hr_deletes_is_written_again(ishoej):
    made, _ = ishoej
    before = review(made).read_bytes()
    review(made).unlink()
    night(made, today=NIGHT)
    assert review(made).read_bytes() == before


def test_nothing_private_stands_in_the_workbook(ishoej):
    made, form = ishoej
    put(made, "ny.docx", filled(made, form, samtale_dato=SLIP, deltagere=MARKER), 5)
    night(made)
    for path in (made.output / "review").glob("*.xlsx"):
        with zipfile.ZipFile(path) as package:
            assert not any(MARKER.encode() in package.read(name) for name in package.namelist())


def test_an_original_that_is_gone_is_told(ishoej):
    made, _ = ishoej
    write_in(review(made), "15-11-2026")
    (original,) = (made.output / "review").glob("*.docx")
    original.unlink()
    assert codes(*night(made)) == ("review", ["review-original-gone"])


WORDS = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12),
    st.sampled_from(["1", "2", "tom", "afvis", "ok", "15-11-2026", "15/11", "=A1", "1 ok", "'1", "ja"]),
    st.integers(-5, 60_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime(1901, 1, 1), datetime(2199, 1, 1)),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(word=WORDS, whole=WORDS)
def test_whatever_hr_types_the_form_is_in_one_place_and_no_other_answer_changes(
    ishoej, tmp_path, word, whole
):
    before, form = ishoej
    made = copied(before, tmp_path)
    write_in(review(made), word, whole)
    (judged,) = night(made)
    stored = answers(made, form)
    assert judged.outcome in ("accepted", "review", "rejected")
    assert (judged.outcome == "accepted") == bool(stored)
    if stored:
        assert {key: a.value for key, a in stored.items() if key in MINUTES and key != "udleveret_dato"} == {
            "samtale_dato": HELD,
            "referent": "leder",
            "deltagere": "Bo og Anna",
        }
        assert {key for key, answer in stored.items() if answer.found_by == "review"} == {"udleveret_dato"}
    room = {"accepted": "archive", "review": "review", "rejected": "rejected"}[judged.outcome]
    assert [name for name in files(made) if name.endswith(".docx")] == [f"{room}.docx"]


def copied(made, tmp_path):
    """The whole workspace as it was before anything was typed."""
    from pipeline.workspace import read_workspace

    there = tmp_path / "prøve"
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(made.folder, there)
    return read_workspace(there)
