"""Every kind of talk: who has which, and exactly one of them is the year's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from round_of import (
    CHIEF,
    GROUP,
    GROUP_DAY,
    OWN_DAY,
    TODAY,
    codes,
    employee,
    forms,
    kinds,
    member,
    planned,
    policy,
    reasons,
    row,
    talks,
)

from pipeline.model import Person, Talk


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("", [("MUS", "", OWN_DAY)]),
        ("MUS", [("MUS", "", OWN_DAY)]),
        ("LUS", [("LUS", "", OWN_DAY)]),
        ("SUS", [("MUS", "", None), ("SUS", "", OWN_DAY)]),
        ("opfølgning", [("MUS", "", None), ("opfølgning", "", OWN_DAY)]),
    ],
)
def test_what_is_offered_or_follows_up_comes_on_top_of_the_years_talk(kind, expected):
    plan, _ = planned(employee(kind, talk_on=OWN_DAY))
    assert talks(plan, "0042") == expected


def test_a_groups_talk_is_one_for_the_group_and_one_for_each_participant():
    plan, problems = planned(member("0051"), member("0052"))
    assert talks(plan, "G1") == [("GRUS", "G1", GROUP_DAY)]
    assert talks(plan, "0051") == talks(plan, "0052") == [("GRUS", "G1", GROUP_DAY)]
    assert problems == []
    serials = [packet.talk.serial for packet in plan.packets]
    assert len(set(serials)) == len(serials)


def test_each_participant_prepares_and_the_leader_prepares_for_the_group():
    """SYD-37."""
    plan, _ = planned(member(), rules=policy("syddjurs"))
    assert ("skema", "employee") in forms(plan, "0051", "GRUS")
    assert ("skema", "leader") not in forms(plan, "0051", "GRUS")
    assert forms(plan, "G1", "GRUS") == [("skema", "leader"), ("handleplan", "group")]


def test_the_groups_leader_leads_the_talk_of_somebody_from_another_team():
    plan, _ = planned(
        Person("1002", "Carl Dam", leader="1001"), member(), groups=(replace(GROUP, leader="1002"),)
    )
    leaders = {packet.talk.subject: packet.talk.leader for packet in plan.packets}
    assert (leaders["0051"], leaders["G1"]) == ("1002", "1002")


def test_a_member_without_a_kind_is_with_the_group_and_one_with_mus_is_not():
    plan, _ = planned(member("0051", ""), member("0052", "MUS"))
    assert (kinds(plan, "0051"), kinds(plan, "0052")) == (["GRUS"], ["MUS"])


def test_the_leader_of_a_group_is_not_one_of_it():
    chief = replace(CHIEF, group="G1", leader="0051")
    plan, _ = planned(member(), chief)
    assert kinds(plan, "1001") == ["MUS"]


def test_a_group_without_a_day_takes_the_one_its_members_share():
    undated = replace(GROUP, talk_on=None)
    plan, problems = planned(
        member("0051", talk_on=OWN_DAY), member("0052", talk_on=OWN_DAY), groups=(undated,)
    )
    assert talks(plan, "G1") == [("GRUS", "G1", OWN_DAY)] and problems == []
    plan, problems = planned(
        member("0051", talk_on=OWN_DAY), member("0052", talk_on=GROUP_DAY), groups=(undated,)
    )
    assert talks(plan, "G1") == [("GRUS", "G1", None)]
    assert codes(problems) == ["group-days-differ"]


# --- what a group's talk brings with it ---------------------------------------------------------


def test_a_group_talk_replaces_the_individual_one_or_supplements_it():
    """IKB-2."""
    replacing, _ = planned(member(), rules=policy("ikast-brande"))
    assert kinds(replacing, "0051") == ["GRUS"]
    beside, _ = planned(member(talk_on=OWN_DAY), rules=policy("ikast-brande", group={"counts": "supplement"}))
    assert talks(beside, "0051") == [("MUS", "", OWN_DAY), ("GRUS", "G1", GROUP_DAY)]
    assert not any(packet.talk.after_group for packet in beside.packets)


def test_in_syddjurs_an_individual_talk_follows_for_everybody():
    """SYD-3, with a sheet for own goals (SYD-19)."""
    plan, _ = planned(member("0051", talk_on=OWN_DAY), member("0052"), rules=policy("syddjurs"))
    assert talks(plan, "0051") == [("MUS", "", OWN_DAY), ("GRUS", "G1", GROUP_DAY)]
    assert talks(plan, "0052") == [("MUS", "", None), ("GRUS", "G1", GROUP_DAY)]
    assert {p.talk.after_group for p in plan.packets if p.talk.kind == "MUS"} == {True}
    assert ("udviklingsaftale", "both") in forms(plan, "0051", "GRUS")


@pytest.mark.parametrize("slug", ["ishoej", "herlev"])
def test_an_individual_talk_follows_for_whoever_wishes_it(slug):
    """ISH-2, HER-6: "even one"; by the roster, or by what was recorded since."""
    people = (member("0051", wants_individual=True), member("0052"), member("0053"))
    plan, _ = planned(*people, rules=policy(slug), history={"wishes": frozenset({"0053"})})
    assert [kinds(plan, p.number) for p in people] == [["MUS", "GRUS"], ["GRUS"], ["MUS", "GRUS"]]


def test_a_wish_that_no_rule_hears_is_told_and_nothing_is_invented():
    plan, problems = planned(member(wants_individual=True), rules=policy("ikast-brande"))
    assert kinds(plan, "0051") == ["GRUS"]
    assert [(p.code, p.blocks) for p in problems] == [("wish-without-rule", False)]
    assert planned(employee(wants_individual=True), rules=policy("ikast-brande"))[1] == []


@pytest.mark.parametrize(
    ("kind", "last", "expected", "told"),
    [
        ("", None, ["GRUS"], []),
        ("", 2024, ["GRUS"], []),
        ("", 2025, ["MUS"], []),
        ("GRUS", 2025, ["MUS", "GRUS"], ["group-too-soon"]),
        ("GRUS", 2024, ["GRUS"], []),
    ],
)
def test_in_holstebro_a_group_talk_counts_every_second_year(kind, last, expected, told):
    """HOL-11: last year's talk decides this year's, and asking for it too soon gives both."""
    history = {"last_group_year": {"0051": last} if last else {}}
    plan, problems = planned(member(kind=kind), rules=policy("holstebro"), history=history)
    assert kinds(plan, "0051") == expected
    assert codes(problems) == told


def test_a_group_that_met_last_year_is_left_out_and_told_when():
    plan, _ = planned(member(kind=""), rules=policy("holstebro"), history={"last_group_year": {"0051": 2025}})
    assert reasons(plan) == {"G1": "Holdt gruppesamtale i 2025. Den næste kan holdes i 2027."}


# --- nobody is dropped in silence, and nobody has a kind twice ----------------------------------


def test_a_group_without_a_leader_is_left_out_with_its_participants():
    plan, _ = planned(member(), groups=(replace(GROUP, leader=""),))
    assert reasons(plan) == dict.fromkeys(
        ("0051", "G1"), "Gruppen har ingen leder på listen at holde samtalen med."
    )


def test_a_group_nobody_is_in_is_left_out():
    plan, _ = planned(employee())
    assert reasons(plan) == {"G1": "Ingen på listen skal med til gruppens samtale."}


def test_who_has_another_talk_is_told_what_is_left_out():
    herlev = policy()
    without = replace(herlev, packet={kind: rows for kind, rows in herlev.packet.items() if kind != "SUS"})
    plan, problems = planned(employee("SUS"), groups=(), rules=without)
    assert kinds(plan, "0042") == ["MUS"] and reasons(plan) == {}
    assert codes(problems) == ["talk-left-out"] and "SUS" in problems[0].text


@pytest.mark.parametrize("slug", ["herlev", "holstebro", "ikast-brande", "ishoej", "syddjurs"])
def test_everybody_has_a_talk_or_a_reason_and_no_kind_twice(slug):
    people = [
        *(
            replace(employee(kind), number=f"01{n:02d}")
            for n, kind in enumerate(("", "MUS", "LUS", "SUS", "opfølgning"))
        ),
        *(
            member(f"02{n:02d}", kind, wants_individual=True)
            for n, kind in enumerate(("", "GRUS", "MUS", "SUS", "LUS"))
        ),
        employee("TUS"),
        replace(employee(status="left"), number="0301"),
    ]
    rows = {person.number: [row(person.number)] for person in people}
    plan, _ = planned(*people, rules=policy(slug), history={"plan_rows": rows})
    keys = [packet.talk.key for packet in plan.packets]
    assert len(set(keys)) == len(keys)
    got = {packet.talk.subject for packet in plan.packets}
    assert got | {out.person for out in plan.excluded} == {p.number for p in (CHIEF, *people)} | {"G1"}
    assert not got & {out.person for out in plan.excluded}


# --- what comes back and goes out again ---------------------------------------------------------


def test_a_plan_that_has_come_back_goes_out_again_for_the_follow_up():
    """SYD-36: on the day that was agreed."""
    history = {"plan_rows": {"0042": [row("0042")]}, "follow_up_on": {"0042": date(2027, 5, 12)}}
    plan, _ = planned(employee(), groups=(), rules=policy("syddjurs"), history=history)
    assert talks(plan, "0042") == [("opfølgning", "", date(2027, 5, 12)), ("MUS", "", None)]
    assert forms(plan, "0042", "opfølgning") == [("udviklingsaftale", "both")]
    elsewhere, _ = planned(employee(), groups=(), rules=policy("herlev"), history=history)
    assert kinds(elsewhere, "0042") == ["MUS"]


def test_goals_written_after_a_group_talk_wait_for_the_talk_that_follows():
    own_goals = {"plan_rows": {"0051": [row(group="G1")]}}
    assert kinds(planned(member(), rules=policy("syddjurs"), history=own_goals)[0], "0051") == ["MUS", "GRUS"]
    agreed = {"plan_rows": {"0051": [row(group="G1"), row()]}}
    plan, _ = planned(member(), rules=policy("syddjurs"), history=agreed)
    assert kinds(plan, "0051") == ["opfølgning", "MUS", "GRUS"]


def test_a_groups_plan_goes_out_again_for_the_groups_follow_up():
    rows = {"plan_rows": {"G1": [row("", group="G1")]}}
    plan, _ = planned(member(), rules=policy("syddjurs"), history=rows)
    assert kinds(plan, "G1") == ["opfølgning", "GRUS"]
    assert forms(plan, "G1", "opfølgning") == [("handleplan", "group")]


def test_every_row_marked_for_the_fund_gets_an_application_that_keeps_its_letter():
    """HER-17: the last day to apply is the day before the education starts (EXT-7)."""
    marked = [
        replace(row("0042", fond=True, start=date(2027, 2, 1)), table="maal", id="aaaa"),
        replace(row("0042", fond=False), table="maal", id="bbbb"),
        replace(row("0042", fond=True), table="maal", id="cccc"),
    ]
    person = employee(agreement="HK Kommunal")
    plan, _ = planned(person, groups=(), history={"plan_rows": {"0042": marked}})
    assert applications(plan) == [("KFA", "aaaa", date(2027, 1, 31)), ("KFB", "cccc", None)]
    known = {("0042", "cccc"): (("0042", "", "MUS"), "KFA")}
    again, _ = planned(person, groups=(), history={"plan_rows": {"0042": marked}, "applications": known})
    assert applications(again) == [("KFB", "aaaa", date(2027, 1, 31)), ("KFA", "cccc", None)]


def applications(plan):
    found = [form for packet in plan.packets for form in packet.forms if form.form == "kompetencefond"]
    return [(form.code, form.row, form.due) for form in found]


# --- numbers ------------------------------------------------------------------------------------


def test_every_talk_keeps_its_number_whatever_is_added():
    first, _ = planned(member("0052"), rules=policy("syddjurs"))
    before = [packet.talk for packet in first.packets]
    second, _ = planned(
        employee("SUS"), member("0051"), member("0052"), rules=policy("syddjurs"), talks=before
    )
    now = {packet.talk.key: packet.talk.serial for packet in second.packets}
    assert {talk.key: talk.serial for talk in before}.items() <= now.items()
    assert len(set(now.values())) == len(now)


def test_a_number_is_not_given_twice_when_a_talk_is_dropped():
    dropped = [Talk("0099", "MUS", 2026, "1001", serial=9)]
    plan, _ = planned(employee(), groups=(), talks=dropped)
    assert [packet.talk.serial for packet in plan.packets] == [10]


# --- days ---------------------------------------------------------------------------------------


def test_somebody_new_this_autumn_is_part_of_the_round():
    plan, _ = planned(employee(employed_on=date(2026, 11, 15)), groups=())
    assert kinds(plan, "0042") == ["MUS"]


def test_where_the_rules_count_working_days_so_does_the_deadline():
    rules = policy("ishoej", handout={"days_before": 3, "working_days": True})
    plan, _ = planned(employee(talk_on=date(2026, 11, 9)), groups=(), rules=rules)
    assert {form.due for form in plan.packets[0].forms if form.form == "skema"} == {date(2026, 11, 4)}
    assert date(2026, 11, 4) > TODAY
