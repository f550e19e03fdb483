"""The shipped forms: built the same each time, sound in Word, and asking exactly what was agreed."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from specimens import SHIPPED, W, issue, part, text

from forms.build.package import to_bytes
from forms.build.shipped import FORMS
from pipeline.model import Audience, PlanRow

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"

IDENTITY = {"form_id": "locked", "tjenestenummer": "locked", "navn": "locked"}
FOLLOW_UP = {"opfoelgning_dato": "date", "opfoelgning_form": "choice"}
ASKED = {
    "skema": {
        "sidst/status": "choice",
        "sidst/bemaerkning": "text",
        "{{ question.id }}": "text",
        "opsamling_{{ topic.key }}": "text",
        "bisidder": "text",
        "egne_emner/emne": "text",
        "egne_emner/tanker": "text",
        "forberedt": "check",
    },
    "referat": {
        "samtale_dato": "date",
        "referent": "choice",
        "deltagere": "text",
        "bisidder": "text",
        "emne_{{ topic.key }}": "text",
        "aftaler/aftale": "text",
        "aftaler/ansvarlig": "combo",
        "aftaler/frist": "date",
        "parkeret/emne": "text",
        "parkeret/dato": "date",
        **FOLLOW_UP,
        "naeste_samtale_dato": "date",
        "udleveret_dato": "date",
        "godkendt_af": "choice",
        "godkendt_dato": "date",
    },
    "udviklingsaftale": {
        "samtale_dato": "date",
        "fokus/fokusomraade": "text",
        "fokus/handling": "text",
        "fokus/tegn": "text",
        "fokus/ansvarlig": "combo",
        "fokus/frist": "date",
        "fokus/status": "choice",
        **FOLLOW_UP,
        "godkendt_dato": "date",
    },
    "kompetenceudviklingsplan": {
        "samtale_dato": "date",
        "maal/maal": "text",
        "maal/kobling": "text",
        "maal/aktivitet": "text",
        "maal/type": "combo",
        "maal/ansvarlig": "combo",
        "maal/bidrag": "text",
        "maal/start": "date",
        "maal/frist": "date",
        "maal/horisont": "choice",
        "maal/fond": "check",
        "maal/beloeb": "text",
        "maal/status": "choice",
        **FOLLOW_UP,
        "godkendt_dato": "date",
    },
    "indkaldelse": {},
    "handleplan": {
        "samtale_dato": "date",
        "deltagere": "text",
        "handleplan/indsats": "text",
        "handleplan/prioritet": "choice",
        "handleplan/ansvarlig": "combo",
        "handleplan/frist": "date",
        "handleplan/opfoelgning_dato": "date",
        "handleplan/opfoelgning": "text",
        "handleplan/status": "choice",
        **FOLLOW_UP,
        "godkendt_dato": "date",
    },
    "spoergsmaal": {"valg_{{ question.id }}": "check"},
    "kompetencefond": {
        "uddannelse": "text",
        "udbyder": "text",
        "link": "text",
        "positivliste": "check",
        "uddannelse_start": "date",
        "uddannelse_slut": "date",
        "gruppe_ansoegning": "check",
        "udgift_gebyr": "text",
        "udgift_materialer": "text",
        "udgift_transport": "text",
        "udgift_ophold": "text",
        "ansoegt_beloeb": "text",
        "egen_beloeb": "text",
        "sagsnummer": "text",
        "sagsnummer_dato": "date",
        "afgoerelse_dato": "date",
        "bevilget_beloeb": "text",
        "underskrift_medarbejder_dato": "date",
        "tr_navn": "text",
        "underskrift_leder_dato": "date",
        "underskrift_tr_dato": "date",
    },
}


def shipped(form: str) -> bytes:
    return (SHIPPED / f"{form}.docx").read_bytes()


def value(element: etree._Element, path: str) -> str:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


def controls(docx: bytes) -> list[etree._Element]:
    """The tagged controls of the body, sections of repeating rows left out."""
    return [
        sdt
        for sdt in part(docx).iter(f"{W}sdt")
        if value(sdt, "sdtPr/tag") and sdt.find(f"{W}sdtPr/{W15}repeatingSection") is None
    ]


def kind(control: etree._Element) -> str:
    properties = control.find(f"{W}sdtPr")
    assert properties is not None
    if value(properties, "lock") == "sdtContentLocked":
        return "locked"
    kinds = {"text": "text", "date": "date", "dropDownList": "choice", "comboBox": "combo"}
    names = [kinds[local] for local in kinds if properties.find(f"{W}{local}") is not None]
    names += ["check"] if properties.find(f"{W14}checkbox") is not None else []
    assert len(names) == 1
    return names[0]


def keys(docx: bytes) -> list[str]:
    return [value(sdt, "sdtPr/tag") for sdt in controls(docx)]


def filled(
    form: str,
    slug: str = "herlev",
    audience: Audience = "both",
    last_time: tuple[PlanRow, ...] = (),
    ask: dict[str, Any] | None = None,
) -> bytes:
    """The form as Anne gets it for her MUS."""
    return issue(form, slug, audience, last_time=last_time, ask=ask)


def complaints(docx: bytes, folder: Path) -> list[str]:
    path = folder / "form.docx"
    path.write_bytes(docx)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


@pytest.mark.parametrize("form", FORMS)
def test_building_a_form_again_gives_the_committed_bytes(form: str) -> None:
    assert to_bytes(FORMS[form]()) == shipped(form)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_carries_nothing_of_a_library_template(form: str) -> None:
    with zipfile.ZipFile(BytesIO(shipped(form))) as package:
        names = package.namelist()
    assert names[0] == "[Content_Types].xml"
    assert not [name for name in names if re.search("stylesWithEffects|thumbnail|customXml|app.xml", name)]
    assert len(shipped(form)) < 80_000


@pytest.mark.parametrize("form", FORMS)
def test_a_form_asks_for_the_agreed_keys_and_kinds(form: str) -> None:
    found = {value(sdt, "sdtPr/tag"): kind(sdt) for sdt in controls(shipped(form))}
    assert found == IDENTITY | ASKED[form]
    assert len(keys(shipped(form))) == len(found)


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_has_a_title_a_lock_and_a_grey_prompt(form: str) -> None:
    for sdt in controls(shipped(form)):
        assert 0 < len(value(sdt, "sdtPr/alias")) <= 64
        if kind(sdt) == "locked":
            continue
        assert value(sdt, "sdtPr/lock") == "sdtLocked"
        if kind(sdt) != "check":
            assert sdt.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
            assert value(sdt, "sdtContent/r/rPr/rStyle") == "PlaceholderText"


@pytest.mark.parametrize("form", FORMS)
def test_a_prompt_is_the_same_for_everyone(form: str) -> None:
    prompts = {
        "".join(t.text or "" for t in sdt.iter(f"{W}t"))
        for sdt in controls(shipped(form))
        if kind(sdt) != "locked"
    }
    assert {prompt for prompt in prompts if "{" in prompt} <= {"{{ question.prompt }}"}


@pytest.mark.parametrize("form", FORMS)
def test_rows_of_one_answer_a_cell_may_break_and_all_others_stay_whole(form: str) -> None:
    """LibreOffice 7.4 prints no more than a page of a row that may not break."""
    body = part(shipped(form))
    for row in body.iter(f"{W}tr"):
        cells = [[style.get(f"{W}val") for style in cell.iter(f"{W}pStyle")] for cell in row.iter(f"{W}tc")]
        answers = any("Answer" in styles for styles in cells)
        one_each = all(len(styles) == 1 for styles in cells)
        is_whole = row.find(f"{W}trPr/{W}cantSplit") is not None
        is_written_in = answers and any(kind(sdt) in ("text", "richText") for sdt in row.iter(f"{W}sdt"))
        assert is_whole or (answers and one_each)
        assert not is_whole or not (is_written_in and one_each)
    for section in body.iter(f"{W15}repeatingSection"):
        table = next(parent for parent in section.iterancestors(f"{W}tbl"))
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


@pytest.mark.parametrize("form", FORMS)
def test_a_template_opens_cleanly_in_word(form: str, tmp_path: Path) -> None:
    assert complaints(shipped(form), tmp_path) == []


@pytest.mark.parametrize("slug", ["herlev", "syddjurs"])
@pytest.mark.parametrize("form", FORMS)
def test_a_filled_form_opens_cleanly_and_leaves_no_template_code(
    form: str, slug: str, tmp_path: Path
) -> None:
    docx = filled(form, slug)
    assert complaints(docx, tmp_path) == []
    with zipfile.ZipFile(BytesIO(docx)) as package:
        parts = [name for name in package.namelist() if name.endswith(".xml")]
        assert not [name for name in parts if re.search(rb"\{\{|\{%", package.read(name))]
    ids = [value(sdt, "sdtPr/id") for sdt in part(docx).iter(f"{W}sdt")]
    assert [number for number, times in Counter(ids).items() if times > 1] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_form_id_stands_in_head_footer_and_properties(form: str) -> None:
    docx = filled(form)
    with zipfile.ZipFile(BytesIO(docx)) as package:
        footers = [name for name in package.namelist() if name.startswith("word/footer")]
    places = [*footers, "docProps/core.xml", "docProps/custom.xml", "word/document.xml"]
    assert len(footers) == 2
    for place in places:
        assert "MUS26-0042-REF-7K3QX9" in "".join(part(docx, place).itertext()), place


def test_the_development_agreement_asks_for_focus_areas_and_nothing_else() -> None:
    single = {key for key in ASKED["udviklingsaftale"] if not key.startswith("fokus/")}
    assert single == {"samtale_dato", "opfoelgning_dato", "opfoelgning_form", "godkendt_dato"}
    assert "Trivsel" not in text(filled("udviklingsaftale", "syddjurs"))


def test_what_was_agreed_last_time_is_followed_up_only_where_something_was() -> None:
    row = PlanRow(
        "004211", "maal", "ab12", 2025, "", {"maal": "Lede svære samtaler", "frist": date(2026, 3, 1)}
    )
    with_rows = filled("skema", audience="employee", last_time=(row,))
    assert {"sidst/ab12/status", "sidst/ab12/bemaerkning"} <= set(keys(with_rows))
    assert "Lede svære samtaler" in text(with_rows)
    without = filled("skema", audience="employee")
    assert not [key for key in keys(without) if key.startswith("sidst/")]
    assert "jeres aftaler" not in text(without)


def test_the_conversation_form_speaks_to_the_one_who_fills_it_in() -> None:
    employees, leaders = (filled("skema", "syddjurs", audience) for audience in ("employee", "leader"))
    assert "Din forberedelse" in text(employees) and "Lederens forberedelse" not in text(employees)
    assert "Lederens forberedelse" in text(leaders)
    questions = [key for key in keys(employees) if "/" not in key]
    assert questions == [key for key in keys(leaders) if "/" not in key]
    assert "resultater_naaet" in questions


def test_pay_may_be_talked_about_but_has_no_place_in_the_minutes() -> None:
    """ISH-10: a box for what was agreed on pay would invite the promise nobody may give."""
    assert {"loen_forventning", "loen_sammenhaeng"} <= set(keys(filled("skema", "ishoej", "employee")))
    minutes = keys(filled("referat", "ishoej"))
    assert "emne_loen" not in minutes and "emne_relationer" in minutes


def test_where_no_minutes_go_out_the_conversation_form_holds_the_wrap_up() -> None:
    """SYD-6."""
    wrap_up = {"opsamling_resultatansvar", "opsamling_samarbejde", "opsamling_udviklingsomraader", "bisidder"}
    for audience in ("employee", "leader"):
        assert wrap_up <= set(keys(filled("skema", "syddjurs", audience)))  # type: ignore[arg-type]
    others = keys(filled("skema", "herlev", "employee"))
    assert not [key for key in others if key.startswith("opsamling_") or key == "bisidder"]


def test_nobody_is_told_to_skip_a_topic_that_must_be_talked_about() -> None:
    assert "I skal tale om alle emnerne." in text(filled("referat", "herlev"))
    assert "Skriv kun om de emner, I kom ind på" in text(filled("referat", "holstebro"))
    assert "I skal tale om alle emnerne." in text(filled("skema", "herlev", "employee"))
    assert "alle emnerne. Kun »Løn« er frivilligt." in text(filled("skema", "ishoej", "employee"))
    assert "alle emnerne" not in text(filled("skema", "holstebro", "employee"))


@pytest.mark.parametrize(
    ("slug", "voluntary"), [("holstebro", True), ("ikast-brande", True), ("herlev", False)]
)
def test_minutes_that_nobody_asks_for_say_so(slug: str, voluntary: bool) -> None:
    assert ("Referatet er frivilligt" in text(filled("referat", slug))) is voluntary


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_who_holds_the_talk_in_the_leaders_place(form: str) -> None:
    assert "Holder samtalen\nMette Holm" in text(filled(form, "syddjurs"))


@pytest.mark.parametrize("form", FORMS)
def test_what_a_control_is_called_stands_beside_it(form: str) -> None:
    shown = text(shipped(form))
    titles = {value(sdt, "sdtPr/alias") for sdt in controls(shipped(form))}
    hidden = {"TR's navn", "TR skrev under den"}  # the row and the column of the table say so
    assert {title for title in titles if "{" not in title and title not in shown} <= hidden


def test_the_minutes_ask_only_for_what_the_policy_wants() -> None:
    nothing = {"referent": False, "handed_over": False, "approval": "none"}
    conditional = {"referent", "udleveret_dato", "godkendt_af", "godkendt_dato"}
    assert not conditional & set(keys(filled("referat", ask=nothing)))
    assert conditional <= set(keys(filled("referat", ask={"handed_over": True, "approval": "other"})))
    handed_over = set(keys(filled("referat", ask=nothing | {"handed_over": True})))
    assert handed_over & conditional == {"udleveret_dato"}


def test_a_plan_is_approved_only_where_the_policy_wants_it() -> None:
    for form in ("udviklingsaftale", "kompetenceudviklingsplan"):
        assert "godkendt_dato" in keys(filled(form, ask={"plan_approval": True}))
        assert "godkendt_dato" not in keys(filled(form, ask={"plan_approval": False}))


def test_the_colours_are_the_municipalitys() -> None:
    with zipfile.ZipFile(BytesIO(filled("skema", "herlev"))) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"1F5C7A" not in everything and b"E6EFF3" not in everything


def test_a_form_is_protected_without_a_password() -> None:
    protection = part(shipped("skema"), "word/settings.xml").find(f"{W}documentProtection")
    assert protection is not None
    assert dict(protection.attrib) == {f"{W}edit": "forms", f"{W}enforcement": "1"}
