"""Where the five municipalities differ (domain.md 1.6), as a table that HR can check against their own rules.

A line is one setting: what it is where nothing else is said, then what it is in each municipality that says something
of its own, with the rule it follows from ("" where it follows from none). Whoever changes a policy file changes the
line here as well.
"""

from __future__ import annotations

import pytest
from house import PREFIX, house_policies, value_at

SAID = object()
"""A text or a list is there; its wording is the municipality's own."""
Said = tuple[object, str]
"""A value, and the rule it follows from."""


def line(key: str, elsewhere: Said | None, **own: Said) -> tuple[str, dict[str, Said]]:
    """A setting, and what each of the five has: its own, or what the others have."""
    cells = {slug: own.get(prefix, elsewhere) for slug, prefix in PREFIX.items()}
    return key, {slug: said for slug, said in cells.items() if said is not None}


DIFFER = [
    # how often, and when
    line(
        "round.yearly",
        None,
        ISH=(True, "ISH-1"),
        IKB=(True, "IKB-1"),
        HOL=(True, "HOL-3"),
        SYD=(True, "SYD-1"),
        HER=(True, "HER-3"),
    ),
    line("round.opens", ("01-01", ""), SYD=("01-01", "SYD-2"), HER=("10-01", "HER-3")),
    line("round.closes", ("12-31", ""), SYD=("12-31", "SYD-2"), HER=("12-31", "HER-3")),
    line("round.all_topics", (False, ""), ISH=(True, "ISH-7"), SYD=(True, "SYD-7"), HER=(True, "HER-2")),
    line("handout.days_before", (0, ""), ISH=(14, "ISH-3")),
    # group talks
    line(
        "group.counts",
        None,
        ISH=("replace", "ISH-1"),
        IKB=("replace", "IKB-2"),
        HOL=("replace", "HOL-3"),
        SYD=("replace", "SYD-3"),
        HER=("replace", "HER-23"),
    ),
    line(
        "group.after",
        ((), ""),
        ISH=(("on_request",), "ISH-2"),
        SYD=(("individual_talk", "own_goals"), "SYD-3"),
        HER=(("on_request",), "HER-6"),
    ),
    line("group.individual_days", (0, ""), SYD=(0, "SYD-3")),
    line("group.own_goals_days", (30, ""), SYD=(30, "SYD-19")),
    line("group.every_years", (1, ""), HOL=(2, "HOL-11")),
    line("group.consultation", (False, ""), HOL=(True, "HOL-3"), SYD=(True, "SYD-4")),
    line("group.plan_required", (False, ""), IKB=(True, "IKB-3"), SYD=(True, "SYD-18"), HER=(True, "HER-28")),
    line(
        "group.plan_covers",
        None,
        ISH=(False, "ISH-6"),
        IKB=(True, "IKB-3"),
        HOL=(False, "HOL-7"),
        SYD=(False, "SYD-19"),
        HER=(False, "HER-8"),
    ),
    line("group.row_needs", ((), ""), HER=(("ansvarlig", "opfoelgning"), "HER-29")),
    line("group.about_group_only", (True, ""), SYD=(True, "SYD-16"), HER=(True, "HER-25")),
    # pay
    line(
        "salary.topic",
        ("not_stated", ""),
        ISH=("allowed", "ISH-9"),
        HOL=("banned", "HOL-13"),
        SYD=("banned", "SYD-15"),
    ),
    line("salary.notice", ("", ""), ISH=(SAID, "ISH-10"), HOL=(SAID, "HOL-13"), SYD=(SAID, "SYD-15")),
    line(
        "salary.group_notice",
        None,
        ISH=(SAID, ""),
        IKB=("", ""),
        HOL=(SAID, "HOL-13"),
        SYD=(SAID, "SYD-15"),
        HER=(SAID, "HER-26"),
    ),
    # minutes
    line("minutes.required", (False, ""), ISH=(True, "ISH-5"), SYD=(False, "SYD-6"), HER=(True, "HER-9")),
    line("minutes.handed_over", (False, ""), ISH=(True, "ISH-5")),
    line("minutes.approval", ("none", ""), HER=("other", "HER-13")),
    line("minutes.taker_agreed", (False, ""), HER=(True, "HER-12")),
    line("minutes.keep", ("store", ""), HER=("parties", "HER-14")),
    # plan
    line("plan.form", ("kompetenceudviklingsplan", ""), SYD=("udviklingsaftale", "SYD-5")),
    line(
        "plan.required",
        None,
        ISH=(True, "ISH-6"),
        IKB=(True, "IKB-3"),
        HOL=(True, "HOL-7"),
        SYD=(True, "SYD-10"),
        HER=(True, "HER-8"),
    ),
    line("plan.approval", ("none", ""), SYD=("leader", "SYD-12")),
    line("plan.approval_days", (0, ""), SYD=(0, "SYD-12")),
    line("plan.horizon_min", (1, ""), IKB=(1, "IKB-4")),
    line("plan.horizon_max", (5, ""), IKB=(5, "IKB-4")),
    line("plan.spans_years", (False, ""), IKB=(True, "IKB-4")),
    line("plan.carry_over", (False, ""), IKB=(True, "IKB-5")),
    line("plan.row_needs", ((), ""), HOL=(("ansvarlig", "bidrag"), "HOL-5")),
    # follow-up
    line("follow_up.agreed", (False, ""), SYD=(True, "SYD-13")),
    line("follow_up.required", (False, ""), HOL=(True, "HOL-8"), SYD=(True, "SYD-14")),
    line("follow_up.months", (12, ""), HOL=(12, "HOL-8"), SYD=(6, "SYD-14")),
    line("follow_up.weeks_before_next", (0, ""), SYD=(8, "SYD-13")),
    line("follow_up.copy", (False, ""), SYD=(True, "SYD-36")),
    # seniors, choosing, MED
    line("senior.trigger", ("flag", "EXT-13"), ISH=("flag", "ISH-15")),
    line("choose.themes", ((), ""), HER=(SAID, "HER-7")),
    line("evaluation.required", (True, "EXT-1"), HOL=(True, "HOL-6")),
    line("evaluation.smallest", (5, ""), SYD=(5, "SYD-27")),
    line("materials.approval_required", (False, ""), SYD=(True, "SYD-25")),
    # how long things are kept
    line("destroy.preparation_days", (30, "EXT-15"), SYD=(365, "")),
    line("destroy.minutes", ("next_talk", ""), HER=("next_talk", "HER-10")),
    line("destroy.minutes_months", (24, "EXT-15"), HER=(0, "HER-10")),
    line("destroy.group_counts", (False, ""), HER=(False, "HER-10")),
    line("destroy.leaver_months", (6, "EXT-15")),
    line("destroy.plan_years", (5, "EXT-15")),
    line(
        "confidentiality.access",
        None,
        ISH=(SAID, "ISH-14"),
        IKB=(SAID, "EXT-20"),
        HOL=(SAID, "HOL-16"),
        SYD=(SAID, "SYD-27"),
        HER=(SAID, "HER-14"),
    ),
    line(
        "confidentiality.storage",
        None,
        ISH=(SAID, ""),
        IKB=(SAID, "EXT-20"),
        HOL=(SAID, "HOL-16"),
        SYD=(SAID, "SYD-5"),
        HER=(SAID, "HER-11"),
    ),
    line("confidentiality.leader_leaves", (SAID, ""), HOL=(SAID, "HOL-16")),
    line("retention.referat", (SAID, "EXT-15"), ISH=(SAID, ""), SYD=(SAID, "SYD-6"), HER=(SAID, "HER-10")),
    # words of their own
    line("texts.values", ("", ""), IKB=(SAID, "IKB-8"), SYD=(SAID, "SYD-9")),
    line("texts.life_phase", ("", ""), ISH=(SAID, "ISH-17"), IKB=(SAID, "IKB-6")),
    # Den Kommunale Kompetencefond
    line("fund.offered", (False, ""), HER=(True, "HER-22")),
    line("fund.reading", ("of_cost", "EXT-10"), HER=("of_applied", "HER-19")),
    line("fund.co_funding", (20, "EXT-10"), HER=(20, "HER-19")),
    line("fund.earliest_months", (9, "EXT-7")),
    line("fund.upload_days", (40, "EXT-7")),
]


@pytest.mark.parametrize(
    ("key", "slug", "value", "rule"),
    [pytest.param(key, slug, *said, id=f"{key}-{slug}") for key, row in DIFFER for slug, said in row.items()],
)
def test_a_setting_is_what_the_municipalitys_rule_says(key: str, slug: str, value: object, rule: str) -> None:
    policy = house_policies()[slug]
    if value is SAID:
        assert value_at(policy, key)
    else:
        assert value_at(policy, key) == value
    assert policy.rule(key) == rule


def test_each_line_says_something_of_all_five() -> None:
    assert [key for key, row in DIFFER if row.keys() != PREFIX.keys()] == []


def test_every_setting_on_which_the_five_differ_has_a_line() -> None:
    """Names, colours and texts are each municipality's own and differ anyway."""
    texts = ("municipality", "look", "texts", "confidentiality", "access", "retention", "forms")
    policies = house_policies().values()
    ruled = {key for policy in policies for key in policy.rules}
    settings = {key for key in ruled if key.count(".") == 1 and not key.startswith((*texts, "fund_"))}
    differing = {
        key
        for key in settings
        if len({(str(value_at(policy, key)), policy.rule(key)) for policy in policies}) > 1
    }
    assert sorted(differing - {key for key, _ in DIFFER}) == []
