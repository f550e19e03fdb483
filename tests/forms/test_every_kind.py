"""Every form of every kind of talk, in all five municipalities: it renders, Word opens it, and a reader finds its fields."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from io import BytesIO

import pytest
from openxml_audit import OpenXmlValidator
from specimens import FUND, KINDS, MUNICIPALITIES, W, every_form, issue, part, policy_of, template_of, text

from forms.build.shipped import FORMS
from pipeline.model import GROUP_KINDS, IDENTITY_KEYS, PlanRow
from pipeline.word.layout import field_key, layout_of, tags_of

CASES = [(slug, *case) for slug in MUNICIPALITIES for case in dict.fromkeys(every_form(slug))]
NAMES = ["-".join((slug, kind, form, audience)) for slug, form, audience, kind, _ in CASES]
every = pytest.mark.parametrize(("slug", "form", "audience", "kind", "of_group"), CASES, ids=NAMES)


def issued(slug, form, audience, kind, of_group, **more):
    fund = FUND if form == "kompetencefond" else None
    return issue(form, slug, audience, kind, of_group=of_group, fund=fund, **more)


@every
def test_a_form_is_whole_in_word_and_every_field_of_it_can_be_read(
    slug, form, audience, kind, of_group, tmp_path
):
    docx = issued(slug, form, audience, kind, of_group)
    path = tmp_path / "form.docx"
    path.write_bytes(docx)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    with zipfile.ZipFile(BytesIO(docx)) as package:
        parts = [name for name in package.namelist() if name.endswith(".xml")]
        assert not [name for name in parts if re.search(rb"\{\{|\{%", package.read(name))]
    ids = [number.get(f"{W}val") for number in part(docx).iterfind(f".//{W}sdtPr/{W}id")]
    tags = tags_of(docx)
    assert [repeated for repeated, times in Counter([*ids, *tags]).items() if times > 1] == []
    fields = layout_of(docx, form, {}, lambda _: "private").by_key()
    assert set(fields) == {field_key(tag) for tag in tags} - set(IDENTITY_KEYS)
    assert [field.key for field in fields.values() if not 0 < len(field.title) <= 64] == []


@every
def test_a_form_has_what_its_policy_needs_of_it(slug, form, audience, kind, of_group):
    row = PlanRow("1", "maal", "ab12", 2025, "", {})
    fields = {
        field_key(tag) for tag in tags_of(issued(slug, form, audience, kind, of_group, last_time=[row]))
    }
    assert set(policy_of(slug).forms[form].needs) - fields == set()


@every
def test_a_form_renders_where_nothing_is_known_yet(slug, form, audience, kind, of_group):
    """Strict templates: a name that is missing anywhere would fail here."""
    issue(form, slug, audience, kind, of_group=of_group, planned_on=None, delegate=None, after_group=True)


@pytest.mark.parametrize("kind", KINDS)
def test_no_form_of_any_kind_hands_on_pay_by_accident(kind):
    """HOL-13, SYD-15: where pay is banned, only the notice that says so may name it."""
    for slug in ("holstebro", "syddjurs"):
        for form, audience, its_kind, own in every_form(slug):
            if its_kind == kind:
                fields = [tag for tag in tags_of(issued(slug, form, audience, kind, own)) if "loen" in tag]
                assert fields == [], (slug, form)


@pytest.mark.parametrize("slug", MUNICIPALITIES)
@pytest.mark.parametrize("kind", GROUP_KINDS)
def test_a_group_talk_is_told_that_it_is_about_the_group(slug, kind):
    """HER-25, SYD-16."""
    told = text(issue("skema", slug, "employee", kind))
    assert "Den handler ikke om den enkelte." in told
    assert "årlige udviklingssamtale" not in told and "MUS" not in told


def test_every_shipped_form_is_one_that_a_policy_knows():
    assert set(FORMS) == set(policy_of("herlev").forms)
    for form in FORMS:
        template_of(form, "herlev")
