"""What to do when, by kind of talk: no packet promises what its municipality's rules do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.guidance import what_to_do_when, who_sees_what
from pipeline.model import Talk
from pipeline.policy import read_policy

FORMS = Path(__file__).parents[2] / "forms"
HELD_ON = date(2026, 11, 12)


def policy_of(slug):
    policy, problems = read_policy(FORMS, slug)
    assert policy is not None, problems
    return policy


def steps(policy, kind, planned=HELD_ON, *, group="", after_group=False, issued_on=date(2026, 9, 14)):
    """The steps as `when: what`."""
    talk = Talk("0042", kind, 2026, "1001", planned, group=group, after_group=after_group)
    return [f"{step.when}: {step.what}" for step in what_to_do_when(policy, talk, issued_on)]


def test_consultation_comes_first_where_the_rules_ask_for_it():
    """SYD-4."""
    assert steps(policy_of("syddjurs"), "GRUS", group="G1")[0].startswith(
        "Først: Lederen drøfter med lokal-MED"
    )
    assert not [step for step in steps(policy_of("herlev"), "GRUS", group="G1") if "drøfter" in step]


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("herlev", "Deltagere, der ønsker en individuel samtale"),  # HER-6
        ("ishoej", "Deltagere, der ønsker en individuel samtale"),  # ISH-2
        ("syddjurs", "Hver deltager har desuden en individuel samtale"),  # SYD-3
        (
            "syddjurs",
            "Hver deltager har skrevet sine egne mål i udviklingsaftalen, og lederen har godkendt dem",
        ),
        ("herlev", "Hver deltager har også fået skrevet kompetenceudviklingsplanen"),  # HER-8
    ],
)
def test_after_a_group_talk_each_municipality_has_its_own_way(slug, told):
    assert [step for step in steps(policy_of(slug), "GRUS", group="G1") if told in step]


def test_where_nothing_follows_nothing_is_promised():
    """IKB-3: the group's plan is enough there."""
    told = "\n".join(steps(policy_of("ikast-brande"), "GRUS", group="G1"))
    assert "individuel" not in told and "Hver deltager" not in told


def test_a_group_talk_that_comes_on_top_says_that_mus_is_held_too():
    """IKB-2."""
    ikast = policy_of("ikast-brande")
    on_top = replace(ikast, group=replace(ikast.group, counts="supplement"))
    assert [step for step in steps(on_top, "TUS", group="G1") if "MUS holdes også i år" in step]
    assert not [step for step in steps(ikast, "TUS", group="G1") if "MUS holdes også i år" in step]


def test_a_senior_talk_has_no_deadline():
    for slug in ("herlev", "ishoej", "syddjurs"):
        told = steps(policy_of(slug), "SUS", None)
        assert not [step for step in told if "enest" in step or "Helst" in step]
        assert "Medarbejderen siger ja eller nej tak" in told[0]


def test_rules_on_minutes_hold_for_their_kinds_only():
    herlev = policy_of("herlev")
    assert [step for step in steps(herlev, "LUS") if "eferat" in step]
    assert not [step for step in steps(herlev, "GRUS", group="G1") if "eferat" in step]


def test_in_a_lus_the_leaders_leader_takes_the_leaders_place():
    """HER-30."""
    assert "Senest 31. december 2026: Lederens leder aftaler tid med lederen, og I holder samtalen." in steps(
        policy_of("herlev"), "LUS", None
    )


def test_an_agreement_that_holds_own_goals_is_not_asked_for_again():
    """SYD-19."""
    told = steps(policy_of("syddjurs"), "MUS", after_group=True)
    assert (
        "Ved samtalen: I tager udgangspunkt i udviklingsaftalen med de egne mål fra gruppesamtalen." in told
    )
    assert not [step for step in told if "sendt udviklingsaftalen ind" in step]


def test_working_days_count_no_weekend_where_the_policy_counts_so():
    ishoej = policy_of("ishoej")
    working = replace(ishoej, handout=replace(ishoej.handout, days_before=5, working_days=True))
    assert steps(working, "MUS")[0].startswith("Senest 5. november 2026:")
    assert steps(working, "MUS", None)[0].startswith("Senest 5 hverdage før samtalen:")


def test_the_follow_up_is_about_the_plan_row_by_row():
    """SYD-36."""
    told = steps(policy_of("syddjurs"), "opfølgning", date(2027, 5, 12))
    assert (
        "12. maj 2027: I tager en række ad gangen, sætter status og retter det, der har ændret sig." in told
    )
    assert told[-1].endswith("Lederen sender udviklingsaftalen ind igen.")


def test_every_document_that_is_filled_in_has_its_line_on_who_sees_it():
    policy = policy_of("herlev")
    filled_in = [form for form in policy.forms if form not in ("indkaldelse", "udviklingsaftale")]
    told = who_sees_what(policy, filled_in)
    assert {line.what for line in told} == {policy.forms[form].title for form in filled_in}
    assert all(line.who and line.kept for line in told)


def test_the_steps_of_a_group_stand_in_the_order_of_their_days():
    """The individual talk is due before the follow-up half a year later (SYD-3, SYD-14)."""
    told = steps(policy_of("syddjurs"), "GRUS", group="G3")
    individual = told.index(
        "Senest 31. december 2026: Hver deltager har desuden en individuel samtale med lederen."
    )
    assert individual < told.index("Omkring 12. maj 2027: I følger op og justerer aftalerne.")
    undated = steps(policy_of("syddjurs"), "GRUS", None, group="G3")
    assert undated[-1] == "Cirka 6 måneder efter samtalen: I følger op og justerer aftalerne."


def test_a_groups_plan_is_not_promised_deleted_when_somebody_leaves():
    """EXT-20: a leaver's own papers go, the group's plan stays."""
    access = {row.what: row.kept for row in who_sees_what(policy_of("herlev"), ["handleplan"])}
    assert access == {
        "Handleplan": "Gemmes, så I kan følge op på den. HR sletter den 5 år efter, at gruppens næste har afløst den."
    }
