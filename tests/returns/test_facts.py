"""What a filled form proves, role by role: agreement, own goals, follow-up, a group's plan, the fund."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from filled_form import GROUP_HELD, HELD, TODAY, a_form, a_policy, happened, untold

from pipeline.returns.facts import events_of

ROW = "maal/r1"


def facts(form):
    return {event.what: event.on for event in events_of(form)}


# --- minutes and agreements ---------------------------------------------------------------------


def test_minutes_prove_the_talk_and_that_they_were_written():
    assert facts(a_form("referat", samtale_dato=HELD)) == {"held": HELD, "minutes": TODAY}


def test_minutes_handed_over_before_they_came_were_written_by_then():
    handed_over = date(2026, 11, 14)
    form = a_form("referat", samtale_dato=HELD, udleveret_dato=handed_over)
    assert facts(form) == {"held": HELD, "minutes": handed_over, "minutes-handed-over": handed_over}


def test_an_agreement_is_approved_by_the_leader_on_its_own_day():
    later = date(2026, 11, 19)
    form = a_form("udviklingsaftale", samtale_dato=HELD, godkendt_dato=later, **{"fokus/r1/handling": "Øve"})
    assert facts(form) == {"held": HELD, "plan": later, "plan-approved": later}


def test_an_agreement_without_rows_is_no_plan():
    assert facts(a_form("udviklingsaftale", samtale_dato=HELD, **{"fokus/r1/handling": None})) == {
        "held": HELD
    }


@pytest.mark.parametrize(
    ("rows", "until"),
    [
        ({f"{ROW}/horisont": "3"}, date(2029, 11, 12)),
        ({f"{ROW}/horisont": 2, "maal/r2/horisont": "1"}, date(2028, 11, 12)),
        ({f"{ROW}/frist": date(2027, 5, 1), "maal/r2/frist": date(2027, 3, 1)}, date(2027, 5, 1)),
        ({f"{ROW}/horisont": "1", "maal/r2/frist": date(2028, 3, 1)}, date(2028, 3, 1)),
        ({f"{ROW}/horisont": 6, f"{ROW}/frist": date(2027, 5, 1)}, date(2027, 5, 1)),
        ({f"{ROW}/maal": "Tale dansk"}, None),
    ],
)
def test_a_plan_reaches_as_far_as_its_longest_row(rows, until):
    form = a_form("kompetenceudviklingsplan", samtale_dato=HELD, **rows)
    assert next(event.until for event in events_of(form) if event.what == "plan") == until


def test_a_plan_that_tells_no_day_reaches_from_the_talk_that_is_known():
    form = a_form("kompetenceudviklingsplan", before=[happened("held")], **{f"{ROW}/horisont": "1"})
    assert next(event.until for event in events_of(form)) == date(2027, 11, 12)


def test_goals_that_only_went_out_with_the_plan_are_no_plan_until_there_was_a_talk():
    carried = {"fokus/r1": {"handling": "Øve", "status": "i_gang", "frist": None}}
    unchanged = {"fokus/r1/handling": "Øve", "fokus/r1/status": "i_gang", "fokus/r1/tegn": None}
    assert facts(a_form("udviklingsaftale", went_out=carried, **unchanged)) == {}
    changed = unchanged | {"fokus/r1/status": "gennemfoert"}
    assert facts(a_form("udviklingsaftale", went_out=carried, **changed)) == {"plan": TODAY}
    added = unchanged | {"fokus/r2/handling": "Lære fra sig"}
    assert facts(a_form("udviklingsaftale", went_out=carried, **added)) == {"plan": TODAY}
    held = facts(a_form("udviklingsaftale", went_out=carried, samtale_dato=HELD, **unchanged))
    assert held == {"held": HELD, "plan": TODAY}


def test_a_follow_up_agreed_has_the_day_it_was_agreed_and_the_day_it_is_for():
    form = a_form("referat", samtale_dato=HELD, opfoelgning_dato=date(2027, 5, 12))
    (agreed,) = [event for event in events_of(form) if event.what == "follow-up-agreed"]
    assert (agreed.on, agreed.until) == (HELD, date(2027, 5, 12))


def test_a_preparation_form_proves_nothing():
    assert facts(a_form("skema", forberedt=True)) == {}
    assert facts(a_form("spoergsmaal", valg_trivsel_energi=True)) == {}


# --- own goals and follow-up --------------------------------------------------------------------


def test_own_goals_are_a_plan_of_the_participant_in_the_group_and_move_no_day():
    form = a_form(
        "udviklingsaftale",
        kind="GRUS",
        group="G1",
        samtale_dato=HELD,
        godkendt_dato=HELD,
        **{"fokus/r1/handling": "Øve"},
    )
    assert facts(form) == {"plan": HELD, "plan-approved": HELD}
    assert {(e.person, e.group, e.kind) for e in events_of(form)} == {("0042", "G1", "GRUS")}


def test_a_follow_up_copy_proves_the_follow_up_and_no_new_plan():
    day, following = date(2027, 5, 10), date(2027, 10, 1)
    form = a_form(
        "udviklingsaftale",
        kind="opfølgning",
        samtale_dato=day,
        opfoelgning_dato=following,
        **{"fokus/r1/handling": "Øve"},
    )
    assert facts(form) == {"held": day, "follow-up-agreed": day}


# --- a group's plan -----------------------------------------------------------------------------


def group_plan(**answers):
    policy = a_policy("herlev")
    asked = replace(policy.group, row_needs=("ansvarlig", "opfoelgning_dato"))
    titles = {"handleplan/ansvarlig": "Ansvarlig", "handleplan/opfoelgning_dato": "Følges op den"}
    return a_form(
        "handleplan",
        kind="GRUS",
        person="",
        group="G1",
        policy=replace(policy, group=asked),
        titles=titles,
        samtale_dato=GROUP_HELD,
        **answers,
    )


WHOLE = {
    "handleplan/r1/indsats": "Fælles morgenmøde",
    "handleplan/r1/ansvarlig": "leder",
    "handleplan/r1/opfoelgning_dato": date(2027, 2, 1),
}


def test_a_groups_plan_counts_when_every_row_says_who_and_when():
    events = events_of(group_plan(**WHOLE))
    assert {event.what: event.on for event in events} == {"held": GROUP_HELD, "group-plan": TODAY}
    assert {(event.person, event.group, event.kind) for event in events} == {("", "G1", "GRUS")}


@pytest.mark.parametrize("lacks", ["ansvarlig", "opfoelgning_dato"])
def test_a_groups_plan_with_a_row_that_does_not_say_counts_only_as_held(lacks):
    assert facts(group_plan(**WHOLE, **{"handleplan/r2/indsats": "Støj"})) == {"held": GROUP_HELD}
    assert facts(group_plan(**(WHOLE | {f"handleplan/r1/{lacks}": None}))) == {"held": GROUP_HELD}


def test_a_groups_plan_without_rows_is_none():
    assert facts(group_plan()) == {"held": GROUP_HELD}


# --- the fund -----------------------------------------------------------------------------------

SIGNED = {
    "underskrift_medarbejder_dato": date(2026, 11, 16),
    "underskrift_leder_dato": date(2026, 11, 18),
    "underskrift_tr_dato": date(2026, 11, 17),
}


def test_an_application_is_signed_by_the_last_of_the_three():
    form = a_form("kompetencefond", row="r1", sagsnummer_dato=date(2026, 11, 15), **SIGNED)
    assert facts(form) == {"fund-applied": date(2026, 11, 15), "fund-signed": date(2026, 11, 18)}
    assert {event.row for event in events_of(form)} == {"r1"}


@pytest.mark.parametrize("missing", SIGNED)
def test_two_signatures_are_not_three(missing):
    assert facts(a_form("kompetencefond", row="r1", **untold(SIGNED, missing))) == {}
