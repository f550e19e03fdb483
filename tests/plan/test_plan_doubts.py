"""What HR is told about days, delegates, groups and materials before anything goes out; none of it blocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from round_of import CHIEF, GROUP, OWN_DAY, codes, employee, member, planned, policy

from pipeline.plan import unapproved_materials
from pipeline.policy.nouns import Blackout
from pipeline.problems import Place


def told(*people, **more):
    """The codes, after seeing that nothing blocks."""
    _, problems = planned(*people, **more)
    assert not any(problem.blocks for problem in problems)
    return codes(problems)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 31), ["closed-day"]),  # a Saturday
        (date(2026, 10, 30), ["within-blackout"]),
        (date(2026, 10, 19), ["within-blackout"]),
        (date(2026, 10, 16), []),
        (date(2026, 12, 25), ["closed-day"]),
        (None, []),
    ],
)
def test_a_talk_in_a_free_period_or_on_a_day_off_is_noted(day, expected):
    """SYD-32."""
    survey = Blackout("Trivselsmåling", "2026-10-19", "2026-10-30")
    rules = replace(policy("syddjurs"), blackout=(survey,))
    assert told(employee(talk_on=day), groups=(), rules=rules) == expected


def test_the_period_is_named():
    rules = replace(policy("syddjurs"), blackout=(Blackout("Trivselsmåling", "2026-10-19", "2026-10-30"),))
    _, (problem,) = planned(employee(talk_on=date(2026, 10, 20)), groups=(), rules=rules)
    assert "Trivselsmåling" in problem.text


def test_a_groups_day_is_doubted_once_and_not_by_each_participant():
    saturday = replace(GROUP, talk_on=date(2026, 11, 7))
    assert told(member("0051"), member("0052"), groups=(saturday,)) == ["closed-day"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 1), []),
        (date(2026, 10, 2), ["outside-delegation"]),
        (date(2026, 9, 1), []),
        (date(2026, 8, 31), ["outside-delegation"]),
        (None, []),
    ],
)
def test_a_talk_outside_the_period_of_the_delegation_is_noted(day, expected):
    """SYD-22, ISH-11: both ends belong to the period."""
    period = {"delegated_from": date(2026, 9, 1), "delegated_until": date(2026, 10, 1)}
    bo = employee(delegate="1001", mandate="Kurser", talk_on=day, **period)
    assert told(bo, groups=(), rules=policy("ishoej")) == expected


def test_a_leaders_talk_for_somebody_who_leads_nobody_is_noted():
    """HER-30."""
    assert told(employee("LUS"), groups=()) == ["lus-without-staff"]
    assert told(replace(CHIEF, talk_kind="LUS", leader="0042"), employee(), groups=()) == []


@pytest.mark.parametrize("slug", ["syddjurs", "holstebro"])
def test_a_group_talk_that_was_not_discussed_is_noted_until_it_is(slug):
    """SYD-4, HOL-3: with whom and when; recorded by hand will do."""
    silent = replace(GROUP, consulted_with="", consulted_on=None)
    asked = {"rules": policy(slug), "groups": (silent,)}
    assert told(member(), **asked) == ["consultation-missing"]
    assert told(member(), **asked, history={"consulted": frozenset({"G1"})}) == []
    assert told(member(), rules=policy(slug)) == []
    assert told(member(), rules=policy("herlev"), groups=(silent,)) == []


def test_a_day_that_is_neither_the_groups_nor_another_talks_is_noted():
    assert told(member(talk_on=OWN_DAY)) == ["group-day-differs"]
    assert told(member(talk_on=OWN_DAY), rules=policy("syddjurs")) == []


def test_materials_that_nobody_has_approved_are_noted():
    """SYD-25."""
    rules = policy("syddjurs", materials={"approved_by": "", "approved_on": ""})
    assert codes(unapproved_materials(rules, Place())) == ["materials-not-approved"]
    approved = policy("syddjurs", materials={"approved_by": "Hoved-MED", "approved_on": "2026-08-20"})
    assert codes(unapproved_materials(approved, Place())) == []
    assert codes(unapproved_materials(policy("herlev"), Place())) == []
