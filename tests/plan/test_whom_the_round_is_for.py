"""Whom the round is for, and that those who are out of it still lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from round_of import CHIEF, employee, kinds, member, planned, policy, reasons

from pipeline.model import Person

STRICT = policy("herlev", roster={"min_weekly_hours": 15, "min_months": 6, "hourly_numbers": ("8",)})


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (employee(employment="hourly"), "Timelønnet: ikke med efter kommunens regler."),
        (Person("80042", "Bo Lind", leader="1001"), "Timelønnet: ikke med efter kommunens regler."),
        (employee(employment="student"), "Elev eller studerende: ikke med efter kommunens regler."),
        (
            employee(weekly_hours=Decimal("12.5")),
            "Ansat 12,5 timer om ugen, og kommunens regler kræver 15.",
        ),
        (
            employee(employed_on=date(2026, 9, 1)),
            "Ansat fra den 1. september 2026, og kommunens regler kræver 6 måneder, før runden slutter.",
        ),
        (employee(employment="hourly", status="left"), "Fratrådt."),
    ],
)
def test_somebody_the_round_is_not_for_gets_nothing_and_a_reason(person, expected):
    plan, problems = planned(person, rules=STRICT, groups=())
    assert reasons(plan) == {person.number: expected}
    assert (kinds(plan, person.number), problems) == ([], [])


@pytest.mark.parametrize("person", [employee(status="leave"), employee(senior=True)])
def test_leave_and_age_leave_nobody_out_however_strict_the_rules(person):
    """EXT-5, HOL-10."""
    assert reasons(planned(person, rules=STRICT, groups=())[0]) == {}


@pytest.mark.parametrize("employment", ["hourly", "student"])
def test_a_leader_who_is_left_out_still_leads(employment):
    plan, _ = planned(replace(CHIEF, employment=employment, leader="0042"), employee(), member("0051"))
    assert {out.person for out in plan.excluded} == {"1001"}
    talks = {(packet.talk.subject, packet.talk.leader) for packet in plan.packets}
    assert talks == {("0042", "1001"), ("0051", "1001"), ("G1", "1001")}


def test_a_group_meets_without_those_the_round_is_not_for():
    plan, _ = planned(member("0051"), member("0052", employment="hourly"))
    assert (kinds(plan, "G1"), kinds(plan, "0051"), kinds(plan, "0052")) == (["GRUS"], ["GRUS"], [])


def test_a_group_of_nobody_the_round_is_for_does_not_meet():
    plan, _ = planned(member("0051", employment="hourly"))
    assert reasons(plan)["G1"] == "Ingen på listen skal med til gruppens samtale."
