"""A template HR has edited is sound, or says what is missing; a sound one is known field by field."""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.catalog import Variant, known_catalog, open_catalog, read_catalog, try_out
from pipeline.guidance import what_to_do_when
from pipeline.model import Person, Talk
from pipeline.policy import read_policy
from pipeline.topics import rules_for, topics_of
from pipeline.word.package import write_package
from pipeline.workspace import shipped_forms

ANYBODY = Person("0042", "Bo Lind")
MUNICIPALITIES = ("herlev", "holstebro", "ikast-brande", "ishoej", "syddjurs")


@pytest.fixture
def forms(tmp_path):
    """A copy of the forms that a test may spoil."""
    ignored = shutil.ignore_patterns("build", "pictures", "*.py")
    return Path(shutil.copytree(shipped_forms(), tmp_path / "forms", ignore=ignored))


def edit(path, old, new, count=1):
    """Replaces a regular expression in the main part of a template."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    xml, made = re.subn(old, new, members["word/document.xml"].decode(), count=count, flags=re.DOTALL)
    assert made, old
    members["word/document.xml"] = xml.encode()
    path.write_bytes(write_package(members))


def codes(forms, slug="herlev"):
    catalog, problems = read_catalog(forms, slug, 2026)
    assert (catalog is None) == any(problem.blocks for problem in problems)
    return [(problem.code, Path(problem.place.file).name) for problem in problems]


def layout(catalog, form, audience="both", kind="MUS", person=ANYBODY, chosen=()):
    """The fields of a form as somebody gets it."""
    policy = rules_for(person, catalog.policy, catalog.year)
    topics = topics_of(policy, kind, person, catalog.year, chosen)
    packet = tuple(dict.fromkeys(line.form for line in policy.packet[kind]))
    return catalog.fitted(Variant(form, kind, audience, policy.place, topics, packet), policy).layout


@pytest.mark.parametrize("slug", MUNICIPALITIES)
def test_the_shipped_forms_are_sound(slug):
    catalog, problems = read_catalog(shipped_forms(), slug, 2026)
    assert problems == []
    assert catalog is not None
    for variant, layout in catalog.layouts.items():
        keys = [field.key for field in layout.fields]
        assert len(keys) == len(set(keys))
        assert all(field.title for field in layout.fields), variant


def test_a_deleted_control_is_missed(forms):
    edit(forms / "referat.docx", r'<w:sdt>(?:(?!</w:sdt>).)*<w:tag w:val="samtale_dato"/>.*?</w:sdt>', "")
    assert codes(forms) == [("template-lacks-field", "referat.docx")]


def test_a_misspelt_key_is_missed_and_the_nearest_named(forms):
    edit(forms / "referat.docx", 'w:val="samtale_dato"', 'w:val="samtaledato"')
    _, problems = read_catalog(forms, "herlev", 2026)
    assert "samtaledato" in problems[0].text and "samtale_dato" in problems[0].text


def test_a_control_that_only_one_municipality_needs_is_missed_there_only(forms):
    edit(forms / "referat.docx", 'w:val="godkendt_af"', 'w:val="noget_andet"')
    assert codes(forms, "herlev") == [("template-lacks-field", "referat.docx")]
    assert codes(forms, "ishoej") == []


@pytest.mark.parametrize("key", ["Deltagere", "del tagere", "delta__gere", "9deltagere", "d" * 41])
def test_a_key_that_cannot_be_a_bookmark_is_refused(forms, key):
    edit(forms / "referat.docx", 'w:val="deltagere"', f'w:val="{key}"')
    assert ("template-bad-key", "referat.docx") in codes(forms)


def test_a_key_used_twice_is_refused(forms):
    edit(forms / "referat.docx", 'w:val="bisidder"', 'w:val="deltagere"')
    assert ("template-key-twice", "referat.docx") in codes(forms)


def test_a_misspelt_merge_field_is_named(forms):
    edit(forms / "indkaldelse.docx", r"\{\{ ?person\.first_name ?\}\}", "{{ person.fist_name }}")
    _, problems = read_catalog(forms, "herlev", 2026)
    assert problems[0].code == "template-name"
    assert "first_name" in problems[0].text


def test_a_template_that_is_no_word_file_is_a_problem(forms):
    (forms / "skema.docx").write_bytes(b"not a zip")
    assert codes(forms) == [("template-unreadable", "skema.docx")]


def test_a_template_that_is_gone_is_a_problem(forms):
    (forms / "skema.docx").unlink()
    assert codes(forms) == [("template-unreadable", "skema.docx")]


def test_a_new_question_is_a_new_field(forms):
    bank = forms / "questions.toml"
    bank.write_text(bank.read_text() + '\n[nyt]\nemne = "Hvad er nyt?"\n')
    policy = forms / "municipalities" / "herlev.toml"
    policy.write_text(re.sub(r"questions = \[", 'questions = ["nyt_emne", ', policy.read_text(), count=1))
    catalog, problems = read_catalog(forms, "herlev", 2026)
    assert problems == []
    assert "nyt_emne" in layout(catalog, "skema", "employee").by_key()


def test_what_is_said_in_the_talk_is_private_and_hr_gets_the_facts():
    catalog, _ = read_catalog(shipped_forms(), "herlev", 2026)
    minutes, plan = layout(catalog, "referat"), layout(catalog, "kompetenceudviklingsplan")
    assert {field.key for field in minutes.fields if field.privacy == "fact"} == {
        "samtale_dato",
        "referent",
        "opfoelgning_dato",
        "opfoelgning_form",
        "naeste_samtale_dato",
        "godkendt_af",
        "godkendt_dato",
    }
    assert {field.privacy for field in minutes.fields} == {"fact", "private"}
    assert {field.privacy for field in plan.fields} == {"fact", "shared"}
    free = {"text", "combo"}
    assert not [
        f.key
        for layout in catalog.layouts.values()
        for f in layout.fields
        if f.privacy == "fact" and f.kind in free
    ]


def steps(slug, planned=None, issued_on=date(2026, 9, 14)):
    policy, _ = read_policy(shipped_forms(), slug)
    return [
        (step.when, step.what)
        for step in what_to_do_when(policy, Talk("0042", "MUS", 2026, "1001", planned), issued_on)
    ]


def test_the_steps_bear_the_talks_own_dates_in_order():
    told = steps("ishoej", date(2026, 11, 12))
    assert told[0] == ("Senest 29. oktober 2026", "Medarbejderen har samtaleskemaet i hånden.")
    assert ("12. november 2026", "I holder samtalen.") in told


def test_without_a_date_the_steps_tell_distances():
    assert steps("ishoej")[0][0] == "Senest 14 dage før samtalen"
    assert any(when == "Senest 31. december 2026" for when, _ in steps("herlev"))


def test_no_packet_promises_what_the_policy_does_not_ask():
    assert not [what for _, what in steps("holstebro", date(2026, 11, 12)) if "eferat" in what]
    assert [what for _, what in steps("syddjurs", date(2026, 11, 12)) if "godkender" in what]
    assert not [what for _, what in steps("ikast-brande", date(2026, 11, 12)) if "godkendt" in what]


def test_a_form_that_goes_out_too_late_says_what_to_do_about_it():
    told = steps("ishoej", date(2026, 9, 22), issued_on=date(2026, 9, 14))
    assert told[0][1].startswith("Samtaleskemaet skulle være udleveret senest 8. september 2026.")
    in_time = steps("ishoej", date(2026, 9, 28), issued_on=date(2026, 9, 14))
    assert in_time[0] == ("Senest 14. september 2026", "Medarbejderen har samtaleskemaet i hånden.")


def test_only_a_deadline_with_a_rule_behind_it_is_told_as_one():
    told = dict(steps("ishoej", date(2026, 11, 12)))
    assert "Senest 29. oktober 2026" in told
    assert "Helst inden 26. november 2026" in told and "Senest 26. november 2026" not in told
    assert ("Senest 12. november 2027", "I følger op og justerer aftalerne.") in steps(
        "holstebro", date(2026, 11, 12)
    )


def test_an_agreement_approved_at_the_talk_is_written_there():
    told = steps("syddjurs", date(2026, 11, 12))
    written = ("Når samtalen slutter", "I skriver udviklingsaftalen, og lederen godkender den.")
    sent = ("Helst inden 26. november 2026", "Lederen har sendt udviklingsaftalen ind.")
    assert told.index(written) < told.index(sent)
    assert ("Omkring 12. maj 2027", "I følger op og justerer aftalerne.") in told


def test_who_writes_the_minutes_is_agreed_before_the_talk_begins():
    whens = [when for when, _ in steps("herlev", date(2026, 11, 12))]
    assert whens.index("Inden samtalen begynder") < whens.index("12. november 2026")


# --- every combination a policy can give --------------------------------------------------------


def state(forms, slug, text):
    """Adds lines to the end of a municipality's file."""
    path = forms / "municipalities" / f"{slug}.toml"
    path.write_text(f"{path.read_text()}\n{text}\n")


MED = '[[topics.MUS]]\nkey = "med"\ntitle = "Fra MED"\nquestions = ["dialog_aendre"]\nrule = "HER-32"\n'


def test_a_units_extra_topic_is_in_its_own_forms_only(forms):
    state(forms, "herlev", MED + 'units = ["Biblioteket"]')
    catalog, problems = read_catalog(forms, "herlev", 2026)
    assert problems == []
    there = replace(ANYBODY, unit="Biblioteket")
    assert "dialog_aendre" in layout(catalog, "skema", "employee", person=there).by_key()
    assert "emne_med" in layout(catalog, "referat", person=there).by_key()
    assert "dialog_aendre" not in layout(catalog, "skema", "employee").by_key()


@pytest.mark.parametrize("asked_of", ['units = ["Biblioteket"]', "seniors = true"])
def test_what_only_some_peoples_forms_lack_is_told_before_the_round(forms, asked_of):
    state(forms, "herlev", MED + asked_of)
    edit(
        forms / "skema.docx",
        "for question in topic.questions",
        "for question in topic.questions if question.id != 'dialog_aendre'",
        count=0,
    )
    assert codes(forms) == [("template-lacks-field", "skema.docx")]


def test_a_bad_form_in_one_unit_only_is_told_before_the_round(forms):
    state(
        forms,
        "herlev",
        '[[unit]]\nunits = ["Biblioteket"]\nsalary.notice = "Kun her."',
    )
    edit(
        forms / "skema.docx",
        r"\{\{ ?texts\.salary_notice ?\}\}",
        "{{ 1 // (texts.salary_notice != 'Kun her.') }}",
        0,
    )
    assert ("template-fails", "skema.docx") in codes(forms)


def test_a_unit_may_have_its_rules_in_another_year_only(forms):
    state(forms, "herlev", '[[unit]]\nunits = ["Biblioteket"]\nyear = 2027\nsalary.notice = "Kun da."')
    places = {
        year: {variant.place for variant in read_catalog(forms, "herlev", year)[0].fits}
        for year in (2026, 2027)
    }
    assert places == {2026: {""}, 2027: {"", "unit.1"}}


def test_the_questions_change_with_the_year():
    """HOL-19."""
    asked = []
    for year in (2026, 2027):
        catalog, problems = read_catalog(shipped_forms(), "holstebro", year)
        assert problems == []
        asked.append(set(layout(catalog, "skema", "employee").by_key()))
    assert asked[0] != asked[1] and asked[0] & asked[1]


def test_a_form_with_questions_of_their_own_choice_is_fitted_when_it_is_asked_for():
    catalog, _ = read_catalog(shipped_forms(), "herlev", 2026)
    plain = layout(catalog, "skema", "employee")
    chosen = next(
        q.id for theme in catalog.policy.bank for q in theme.questions if q.id not in plain.by_key()
    )
    known = set(catalog.fits)
    fields = layout(catalog, "skema", "employee", chosen=(chosen,))
    assert {field.key for field in fields.fields} - {field.key for field in plain.fields} >= {chosen}
    assert set(catalog.fits) > known
    assert layout(catalog, "referat", chosen=(chosen,)).by_key().keys() >= {"emne_valgte"}


def test_whoever_issues_nothing_need_not_try_every_form(forms):
    edit(forms / "indkaldelse.docx", r"\{\{ ?person\.first_name ?\}\}", "{{ person.fist_name }}")
    catalog, problems = open_catalog(forms, "herlev", 2026)
    assert problems == [] and catalog.fits == {}
    assert [problem.code for problem in try_out(catalog)] == ["template-name"]


def test_a_round_opened_again_has_the_same_forms_until_anything_in_them_changes(forms, monkeypatch):
    monkeypatch.setattr("pipeline.catalog.reading._KNOWN", {})
    policy, _ = read_policy(forms, "herlev")
    first = known_catalog("rules", forms, policy, 2026)
    assert known_catalog("rules", forms, policy, 2026) is first
    assert known_catalog("other rules", forms, policy, 2026) is not first
    assert known_catalog("rules", forms, policy, 2027) is not first


def test_five_rounds_forms_are_kept_and_the_oldest_go_first(forms, monkeypatch):
    monkeypatch.setattr("pipeline.catalog.reading._KNOWN", {})
    policy, _ = read_policy(forms, "herlev")
    first = known_catalog("first", forms, policy, 2026)
    others = [known_catalog(f"rules {number}", forms, policy, 2026) for number in range(4)]
    assert known_catalog("first", forms, policy, 2026) is first
    last = known_catalog("a sixth", forms, policy, 2026)
    assert known_catalog("rules 3", forms, policy, 2026) is others[3]
    assert known_catalog("a sixth", forms, policy, 2026) is last
    assert known_catalog("first", forms, policy, 2026) is not first
