"""What the templates are given: rows under lasting ids, topics that must be talked about, words by kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.context import FUND_KEYS, NO_FUND, policy_context, rows_of
from pipeline.model import PlanRow, Topic
from pipeline.policy import read_policy
from pipeline.wording import KIND_NAMES, labels, needed_columns, the_form

FORMS = Path(__file__).parents[2] / "forms"


def duty(slug, *topics):
    """What a municipality says must be talked about, of these topics."""
    policy, _ = read_policy(FORMS, slug)
    assert policy is not None
    return policy_context(policy, "MUS", ["skema"], topics)["ask"]["duty"]


def topic(title, rule="", mandatory=False):
    return Topic(title.lower(), title, rule=rule, mandatory=mandatory)


def test_topics_of_the_municipalitys_rule_must_all_be_talked_about():
    assert duty("herlev", topic("Trivsel", "HER-2"), topic("Opgaver", "HER-2")) == "alle emnerne"


def test_a_voluntary_topic_among_them_is_named():
    told = duty("ishoej", topic("Situation", "ISH-7"), topic("Løn", "ISH-10"))
    assert told == "alle emnerne. Kun »Løn« er frivilligt"


def test_a_topic_agreed_on_in_med_must_be_talked_about_also_where_the_others_need_not():
    """HER-32."""
    free = [topic("Trivsel"), topic("Opgaver"), topic("Samarbejde")]
    assert duty("holstebro", *free, topic("Nattevagter", mandatory=True)) == "»Nattevagter«"
    assert duty("holstebro", *free) == ""


def test_a_tables_rows_keep_their_ids_and_a_prefilled_one_has_fewer_spare():
    kept = PlanRow("0042", "maal", "ab12", 2025, "", {})
    rows = rows_of("F1", ["maal", "aftaler"], [], [kept])
    assert rows["maal"][0]["id"] == "ab12" and len(rows["maal"]) == 3
    assert len(rows["aftaler"]) == 4
    assert rows_of("F1", ["maal", "aftaler"], [], [kept]) == rows


def test_what_a_group_agreed_on_last_time_reads_as_a_plan_row_does():
    values = {"indsats": "Rolige overgange", "ansvarlig": "Hele gruppen", "opfoelgning": "På personalemødet"}
    (row,) = rows_of("F1", ["sidst"], [PlanRow("", "handleplan", "ab12", 2025, "", values, group="G1")])[
        "sidst"
    ]
    assert (row["maal"], row["aktivitet"], row["frist"]) == ("Rolige overgange", "På personalemødet", "")


def test_the_fund_has_every_name_also_where_nothing_is_known():
    assert set(NO_FUND) == set(FUND_KEYS)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_label_of_every_kind_fits_a_controls_title(kind):
    """Word: a content control's title holds at most 64 characters."""
    for of_group in (False, True):
        told = labels(kind, "both", of_group=of_group, own_goals=True, the_plan="kompetenceudviklingsplanen")
        assert [text for text in told.values() if not 0 < len(text) <= 64] == []


@pytest.mark.parametrize(
    ("title", "definite"),
    [
        ("Samtaleskema", "samtaleskemaet"),
        ("Udviklingsaftale for gruppen", "udviklingsaftalen for gruppen"),
        ("Vælg spørgsmål", "formularen"),
    ],
)
def test_a_form_is_called_by_its_title_in_running_text(title, definite):
    assert the_form(title) == definite


def test_what_a_row_needs_reads_as_a_sentence():
    assert needed_columns(("ansvarlig", "frist", "opfoelgning_dato")) == (
        "en ansvarlig, en frist og en dato for opfølgningen"
    )
    assert needed_columns(()) == ""


def test_a_life_phase_is_nobodys_business_in_a_group():
    ikast, _ = read_policy(FORMS, "ikast-brande")
    assert ikast is not None
    loud = replace(
        ikast, salary=replace(ikast.salary, notice="Ingen løn", group_notice="Ingen løn i gruppen")
    )
    texts = {
        kind: policy_context(loud, kind, [], ())["texts"] for kind in ("MUS", "GRUS", "TUS", "LUS", "SUS")
    }
    assert texts["MUS"]["life_phase"] and not texts["GRUS"]["life_phase"]
    assert {kind: text["salary_notice"] for kind, text in texts.items()} == {
        "MUS": "Ingen løn",
        "LUS": "Ingen løn",
        "GRUS": "Ingen løn i gruppen",
        "TUS": "Ingen løn i gruppen",
        "SUS": "",
    }
