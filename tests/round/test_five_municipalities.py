"""Out and back for all five municipalities: every value typed by tag is read again, on its right person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import PEOPLE, packed

from pipeline.commands.incoming import read_files
from pipeline.demo.answers import answers_for
from pipeline.model import IDENTITY_KEYS
from pipeline.word import office, pen
from pipeline.word.layout import tags_of
from pipeline.workspace import shipped_forms

MUNICIPALITIES = ("herlev", "holstebro", "ikast-brande", "ishoej", "syddjurs")
HELD = date(2026, 11, 12)


def example_workspace(workspace, slug):
    made = workspace(slug)
    (made.folder / "medarbejdere.xlsx").write_bytes((shipped_forms() / "example-roster.xlsx").read_bytes())
    return made


def filled_forms(round_, forms, folder):
    """Every form that comes back, filled: the file and the answers typed into it."""
    folder.mkdir(exist_ok=True)
    for form in forms.values():
        blank = (round_.workspace.output / form.path).read_bytes()
        typed = answers_for(
            round_.store.layout(form.layout), tags_of(blank), HELD, len(form.form_id) + ord(form.form_id[-1])
        )
        if typed:
            path = folder / Path(form.path).name
            path.write_bytes(pen.fill(blank, typed))
            yield path, form, typed


def differences(reading, form, typed):
    """What was read otherwise than typed: empty and unticked fields read as None and False."""
    read = {answer.key: answer.value for answer in reading.answers}
    wrong = {key: (value, read.get(key)) for key, value in typed.items() if read.get(key) != value}
    return wrong | {
        key: (None, value) for key, value in read.items() if key not in typed and value not in (None, False)
    }


@pytest.mark.parametrize("slug", MUNICIPALITIES)
def test_every_value_of_the_example_roster_is_read_back_by_tag(slug, workspace, tmp_path):
    with packed(example_workspace(workspace, slug)) as (round_, forms):
        sent = list(filled_forms(round_, forms, tmp_path / "filled"))
        readings = read_files(round_, [path for path, _, _ in sent])
    assert len({form.person for _, form, _ in sent}) > 40
    for reading, (_, form, typed) in zip(readings, sent, strict=True):
        assert reading.problems == ()
        assert reading.issued == form
        assert differences(reading, form, typed) == {}
        assert {answer.found_by for answer in reading.answers} == {"tag"}


@pytest.mark.parametrize("slug", MUNICIPALITIES)
def test_every_value_is_read_back_after_libreoffice_has_saved_it(slug, workspace, tmp_path):
    with packed(workspace(slug, PEOPLE[:2])) as (round_, forms):
        sent = list(filled_forms(round_, forms, tmp_path / "filled"))
        for suffix in ("docx", "odt", "doc"):
            saved = office.convert([path for path, _, _ in sent], suffix, tmp_path / suffix)
            readings = read_files(round_, [saved[path] for path, _, _ in sent])
            for reading, (_, form, typed) in zip(readings, sent, strict=True):
                assert [p.code for p in reading.problems if p.blocks] == [], (suffix, form.form)
                assert reading.issued == form
                assert differences(reading, form, typed) == {}, (suffix, form.form)
                assert {answer.found_by for answer in reading.answers} <= {"tag", "bookmark"}


def test_a_form_that_nobody_touched_has_no_answers_whatever_saved_it(workspace, tmp_path):
    with packed(workspace("herlev", PEOPLE[:2])) as (round_, forms):
        blank = [round_.workspace.output / form.path for form in forms.values() if form.form != "indkaldelse"]
        saved = [
            path
            for suffix in ("docx", "odt", "doc")
            for path in office.convert(blank, suffix, tmp_path / suffix).values()
        ]
        readings = read_files(round_, [*blank, *saved])
    assert len(readings) == 4 * len(blank)
    for reading in readings:
        assert reading.issued is not None, reading.file
        said = "none-chosen" if reading.issued.form == "spoergsmaal" else "returned-empty"
        assert [problem.code for problem in reading.problems] == [said], reading.file


def test_the_answers_bear_their_types(workspace, tmp_path):
    with packed(workspace("herlev", PEOPLE[:2])) as (round_, forms):
        sent = {form.form: (path, typed) for path, form, typed in filled_forms(round_, forms, tmp_path)}
        reading = read_files(round_, [sent["kompetenceudviklingsplan"][0]])[0]
    by_column = {answer.key.rpartition("/")[2]: answer.value for answer in reading.answers}
    assert type(by_column["frist"]) is date
    assert type(by_column["beloeb"]) is Decimal
    assert type(by_column["fond"]) is bool
    assert not set(IDENTITY_KEYS) & {answer.key for answer in reading.answers}
