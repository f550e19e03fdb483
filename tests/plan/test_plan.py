"""Who gets what, who is left out and why, and by when."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.model import Person, Roster, Talk
from pipeline.plan import make_plan
from pipeline.policy import read_policy
from pipeline.workspace import shipped_forms

TODAY = date(2026, 9, 14)
CHIEF = Person("1001", "Anna Holm")


def policy(slug):
    return read_policy(shipped_forms(), slug)[0]


def plan_for(person, slug="herlev", **more):
    roster = Roster({p.number: p for p in (CHIEF, person)})
    return make_plan(roster, policy(slug), 2026, TODAY, **more)


def bo(**changes):
    return replace(Person("0042", "Bo Lind", leader="1001", talk_on=date(2026, 11, 12)), **changes)


def reason(person, slug="herlev"):
    plan, _ = plan_for(person, slug)
    return {out.person: out.reason for out in plan.excluded}.get(person.number)


def test_an_employee_gets_the_forms_of_the_policy_in_its_order():
    plan, problems = plan_for(bo())
    assert problems == []
    assert [(form.form, form.audience) for form in plan.packets[0].forms] == [
        ("indkaldelse", "employee"),
        ("spoergsmaal", "employee"),
        ("spoergsmaal", "leader"),
        ("skema", "employee"),
        ("skema", "leader"),
        ("referat", "both"),
        ("kompetenceudviklingsplan", "both"),
    ]


@pytest.mark.parametrize(
    ("talk_on", "due"),
    [
        (date(2026, 11, 12), date(2026, 10, 29)),
        (date(2026, 12, 5), date(2026, 11, 21)),
        (date(2027, 1, 7), date(2026, 12, 24)),
        (date(2026, 3, 10), date(2026, 2, 24)),
        (None, None),
    ],
)
def test_in_ishoej_the_form_is_due_14_days_before_the_talk(talk_on, due):
    plan, _ = plan_for(bo(talk_on=talk_on), "ishoej")
    assert {form.due for form in plan.packets[0].forms if form.form == "skema"} == {due}


def test_elsewhere_the_form_has_no_deadline():
    plan, _ = plan_for(bo(), "herlev")
    assert {form.due for form in plan.packets[0].forms if form.form == "skema"} == {None}


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (bo(status="left"), "Fratrådt."),
        (bo(leaves_on=date(2026, 8, 31)), "Fratrådt den 31. august 2026."),
        (bo(leaves_on=date(2026, 10, 31)), "Fratræder den 31. oktober 2026, før samtalen."),
        (bo(employed_on=date(2027, 2, 1)), "Begynder først den 1. februar 2027."),
        (bo(talk_kind="GRUS"), "Står til gruppesamtale, men er ikke i en gruppe på listen."),
        (bo(leader=""), "Har ingen leder på listen at holde samtalen med."),
    ],
)
def test_somebody_is_left_out_for_a_reason_that_is_told(person, expected):
    assert reason(person) == expected


def test_a_kind_the_municipality_has_no_forms_for_is_left_out():
    herlev = policy("herlev")
    without = replace(herlev, packet={kind: rows for kind, rows in herlev.packet.items() if kind != "LUS"})
    roster = Roster({p.number: p for p in (CHIEF, bo(talk_kind="LUS"))})
    plan, _ = make_plan(roster, without, 2026, TODAY)
    assert plan.excluded[-1].reason == "Samtaletypen LUS er ikke sat op for Herlev Kommune."


@pytest.mark.parametrize(
    "person",
    [
        bo(status="leave"),
        bo(senior=True),
        bo(leaves_on=date(2026, 12, 31)),
        bo(employed_on=date(2026, 11, 1)),
    ],
    ids=["on leave", "senior", "leaves after the talk", "starts before the round closes"],
)
def test_nobody_is_left_out_for_leave_or_age(person):
    assert reason(person) is None


def test_a_talk_outside_the_window_is_allowed_with_a_note():
    _, problems = plan_for(bo(talk_on=date(2026, 9, 30)), "herlev")
    assert [(problem.code, problem.blocks) for problem in problems] == [("outside-window", False)]
    assert plan_for(bo(talk_on=date(2026, 10, 1)), "herlev")[1] == []


def test_a_talk_planned_years_away_is_a_problem_and_has_no_day():
    plan, problems = plan_for(bo(talk_on=date(2062, 11, 12)))
    assert [(problem.code, problem.blocks) for problem in problems] == [("unlikely-talk-date", True)]
    assert plan.packets[0].talk.planned_on is None


def test_a_delegate_without_powers_is_said():
    _, problems = plan_for(bo(delegate="1001"))
    assert [problem.code for problem in problems] == ["delegate-without-mandate"]
    assert plan_for(bo(delegate="1001", mandate="Må aftale kurser"))[1] == []


def test_a_talk_keeps_its_serial_and_newcomers_get_the_next():
    roster = Roster(
        {p.number: p for p in (CHIEF, bo(), replace(bo(), number="0043"), replace(bo(), number="0044"))}
    )
    before = [Talk("0044", "MUS", 2026, "1001", serial=7), Talk("0042", "MUS", 2026, "1001", serial=2)]
    plan, _ = make_plan(roster, policy("herlev"), 2026, TODAY, before)
    assert {packet.talk.person: packet.talk.serial for packet in plan.packets} == {
        "0042": 2,
        "0043": 8,
        "0044": 7,
    }
