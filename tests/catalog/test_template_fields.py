"""A template HR has edited keeps every place for an answer, and every fact its kind of control."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from pipeline.catalog import read_catalog
from pipeline.commands.checking import check_everything
from pipeline.word.package import write_package
from pipeline.workspace import make_workspace, read_workspace, shipped_forms

TODAY = date(2026, 9, 14)
PLAIN = "<w:text/>"
DATE = r"<w:date>(?:(?!</w:date>).)*</w:date>"
DROPDOWN = r"<w:dropDownList>(?:(?!</w:dropDownList>).)*</w:dropDownList>"
BOX = r"<w14:checkbox>(?:(?!</w14:checkbox>).)*</w14:checkbox>"


@pytest.fixture
def forms(tmp_path):
    """A copy of the forms that a test may spoil."""
    ignored = shutil.ignore_patterns("build", "pictures", "*.py")
    return Path(shutil.copytree(shipped_forms(), tmp_path / "forms", ignore=ignored))


def edit(path, change):
    """Changes the main part of a template."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    before = members["word/document.xml"].decode()
    after = change(before)
    assert after != before
    members["word/document.xml"] = after.encode()
    path.write_bytes(write_package(members))


def delete(path, tag):
    """Deletes a control with its content."""
    pattern = rf'<w:sdt>(?:(?!</w:sdt>).)*<w:tag w:val="{re.escape(tag)}"/>.*?</w:sdt>'
    edit(path, lambda xml: re.sub(pattern, "", xml, flags=re.DOTALL))


def retype(path, tag, old, new=PLAIN):
    """Makes a control one of another type."""
    pattern = rf'(<w:tag w:val="{tag}"/>(?:(?!</w:sdtPr>).)*?){old}'
    edit(path, lambda xml: re.sub(pattern, rf"\g<1>{new}", xml, flags=re.DOTALL))


def found(forms, slug="herlev"):
    catalog, problems = read_catalog(forms, slug, 2026)
    assert (catalog is None) == any(problem.blocks for problem in problems)
    return [(problem.code, problem.place.spot) for problem in problems]


@pytest.mark.parametrize(
    ("form", "tag", "old"),
    [
        ("referat", "samtale_dato", DATE),
        ("referat", "naeste_samtale_dato", DATE),
        ("referat", "referent", DROPDOWN),
        ("referat", "godkendt_af", DROPDOWN),
        ("referat", "opfoelgning_form", DROPDOWN),
        ("referat", "aftaler/frist", DATE),
        ("kompetenceudviklingsplan", "samtale_dato", DATE),
        ("kompetenceudviklingsplan", "maal/frist", DATE),
        ("kompetenceudviklingsplan", "maal/fond", BOX),
        ("skema", "forberedt", BOX),
    ],
)
def test_a_fact_in_a_control_of_another_type_is_refused(forms, form, tag, old):
    retype(forms / f"{form}.docx", tag, old)
    assert found(forms) == [("template-wrong-kind", tag)]


def test_the_remedy_names_the_field_and_words_own_name_of_the_control(forms):
    retype(forms / "referat.docx", "samtale_dato", DATE)
    problem = read_catalog(forms, "herlev", 2026)[1][0]
    assert Path(problem.place.file).name == "referat.docx"
    assert "»samtale_dato«" in problem.text and "datovælger" in problem.text
    assert "tekst" in problem.text


def test_a_combo_box_lets_people_write_and_is_no_dropdown(forms):
    path = forms / "referat.docx"
    retype(path, "referent", DROPDOWN, '<w:comboBox><w:listItem w:displayText="A" w:value="a"/></w:comboBox>')
    assert found(forms) == [("template-wrong-kind", "referent")]


def test_a_form_without_any_question_is_told_once(forms):
    delete(forms / "skema.docx", "{{ question.id }}")
    assert found(forms) == [("template-lacks-field", "{{ question.id }}")]


def test_a_question_that_lost_its_place_is_told(forms):
    edit(
        forms / "skema.docx",
        lambda xml: xml.replace(
            "for question in topic.questions",
            "for question in topic.questions if question.id != 'trivsel_energi'",
        ),
    )
    assert found(forms) == [("template-lacks-field", "trivsel_energi")]


def test_minutes_without_a_place_for_the_topics_are_told_once(forms):
    delete(forms / "referat.docx", "emne_{{ topic.key }}")
    assert found(forms) == [("template-lacks-field", "emne_{{ topic.key }}")]


def test_a_topic_that_has_no_place_in_the_minutes_is_not_missed(forms):
    policy = forms / "municipalities" / "herlev.toml"
    policy.write_text(
        re.sub(r"(\[\[topics\.MUS\]\]\n)", r"\1in_minutes = false\n", policy.read_text(), count=1)
    )
    assert not any(code == "template-lacks-field" for code, _ in found(forms))


# --- what the shipped template has, and nobody needs ---------------------------------------------


def checked(tmp_path, forms, slug="herlev"):
    folder = tmp_path / "runde"
    make_workspace(folder, slug, 2026, str(forms))
    problems = check_everything(read_workspace(folder), None, TODAY).problems
    return [(p.code, Path(p.place.file).name, p.place.spot, p.blocks) for p in problems]


def test_a_field_that_nobody_needs_is_a_note_when_it_is_gone(tmp_path, forms):
    delete(forms / "referat.docx", "deltagere")
    delete(forms / "kompetenceudviklingsplan.docx", "maal/beloeb")
    assert checked(tmp_path, forms) == [
        ("template-lost-field", "referat.docx", "deltagere", False),
        ("template-lost-field", "kompetenceudviklingsplan.docx", "maal/beloeb", False),
    ]
    assert found(forms) == []


def test_only_the_fields_this_municipality_gets_are_missed(tmp_path, forms):
    delete(forms / "skema.docx", "opsamling_{{ topic.key }}")
    assert checked(tmp_path, forms, "herlev") == []
    assert "template-lost-field" in {code for code, *_ in checked(tmp_path / "to", forms, "syddjurs")}


def test_an_untouched_copy_has_lost_nothing(tmp_path, forms):
    assert checked(tmp_path, forms) == []


def test_the_shipped_forms_have_lost_nothing(tmp_path):
    assert checked(tmp_path, shipped_forms()) == []


# --- what only some people's forms print ---------------------------------------------------------


@pytest.mark.parametrize(
    "condition",
    ["delegate.name", "delegate.mandate", "not talk.planned_on", "not rows.sidst", "not person.title"],
)
def test_code_that_fails_in_some_peoples_forms_only_is_found(forms, condition):
    wrong = f"{{% if {condition} %}}{{{{ 1/0 }}}}{{% endif %}}"
    edit(forms / "skema.docx", lambda xml: xml.replace("{{ form.title }}", "{{ form.title }}" + wrong, 1))
    assert found(forms) == [("template-fails", "word/document.xml")]
