"""What an accepted form leaves open: notes that stop nothing, name no person and quote no answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from filled_form import GROUP_HELD, HELD, TODAY, a_form, a_policy, happened

from pipeline.returns.doubts import doubts_of

ROW = "maal/r1"
ALL_SAID = {
    f"emne_{key}": "Talt om"
    for key in ("opfoelgning", "kompetencer", "opgaver", "maal", "trivsel", "ledelse")
}


def codes(form):
    return [problem.code for problem in doubts_of(form)]


def spots(form):
    return [problem.place.spot for problem in doubts_of(form)]


def policy_with(slug="syddjurs", **sections):
    """A municipality's policy with some keys changed: `follow_up={"weeks_before_next": 8}`."""
    policy = a_policy(slug)
    return replace(
        policy, **{name: replace(getattr(policy, name), **keys) for name, keys in sections.items()}
    )


# --- topics and minute-taker --------------------------------------------------------------------


def minutes(**answers):
    said = {"samtale_dato": HELD, "referent": "leder"} | ALL_SAID
    return a_form("referat", policy=a_policy("herlev"), **(said | answers))


def test_whole_minutes_leave_nothing_open():
    assert codes(minutes()) == []


def test_topics_that_must_be_talked_about_are_named_by_their_titles_when_empty():
    (problem,) = doubts_of(minutes(emne_trivsel=None, emne_ledelse=None))
    titles = {topic.key: topic.title for topic in a_policy("herlev").topics["MUS"]}
    assert problem.code == "topic-unanswered"
    assert f"»{titles['trivsel']}« og »{titles['ledelse']}«" in problem.text
    assert problem.place.spot == "emne_trivsel"
    assert not problem.blocks


def test_topics_may_be_empty_where_no_rule_asks_for_them():
    policy = policy_with("herlev", round={"all_topics": False})
    optional = replace(
        policy, topics={"MUS": tuple(replace(t, mandatory=False) for t in policy.topics["MUS"])}
    )
    assert (
        codes(a_form("referat", policy=optional, samtale_dato=HELD, emne_trivsel=None, referent="leder"))
        == []
    )


def test_one_topic_may_be_asked_for_alone():
    policy = policy_with("herlev", round={"all_topics": False})
    topics = tuple(replace(topic, mandatory=topic.key == "maal") for topic in policy.topics["MUS"])
    form = a_form("referat", policy=replace(policy, topics={"MUS": topics}), referent="leder", emne_maal="")
    assert spots(form) == ["emne_maal"]


def test_minutes_of_a_talk_to_come_need_no_topics_yet():
    form = minutes(samtale_dato=date(2026, 12, 1), emne_trivsel=None)
    assert codes(form) == ["date-in-future"]


def test_the_minute_taker_must_be_named_where_it_is_to_be_agreed():
    assert codes(minutes(referent=None)) == ["taker-not-named"]
    policy = policy_with("herlev", minutes={"taker_agreed": False})
    assert codes(a_form("referat", policy=policy, samtale_dato=HELD, referent=None)) == []


def test_an_approval_without_a_writer_is_said_once():
    form = minutes(referent=None, godkendt_af="leder", godkendt_dato=date(2026, 11, 15))
    assert codes(form) == ["self-approval"]


# --- plans --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "expected"), [(0, 1), (1, 0), (5, 0), (6, 1), ("0", 1), ("3", 0), ("6", 1)]
)
def test_a_goal_reaches_one_to_five_years_ahead(years, expected):
    form = a_form(
        "kompetenceudviklingsplan", samtale_dato=HELD, **{f"{ROW}/maal": "Øve", f"{ROW}/horisont": years}
    )
    assert codes(form) == ["horizon-outside"] * expected


def test_a_row_that_lacks_what_each_must_say_is_told_by_its_columns():
    policy = policy_with("holstebro", plan={"row_needs": ("ansvarlig", "bidrag")})
    titles = {"maal/ansvarlig": "Ansvarlig", "maal/bidrag": "Ledelsens bidrag"}
    answers = {f"{ROW}/maal": "HEMMELIGT", f"{ROW}/ansvarlig": "leder", f"{ROW}/bidrag": None}
    form = a_form("kompetenceudviklingsplan", policy=policy, titles=titles, samtale_dato=HELD, **answers)
    (problem,) = doubts_of(form)
    assert (problem.code, problem.place.spot) == ("row-lacks", ROW)
    assert "»Ledelsens bidrag«" in problem.text and "»Ansvarlig«" not in problem.text
    assert "HEMMELIGT" not in problem.text


@pytest.mark.parametrize(
    ("agreed", "following", "late"),
    [
        (date(2027, 9, 17), None, False),
        (date(2027, 9, 18), None, True),
        (date(2027, 11, 12), None, True),
        (date(2028, 1, 5), None, True),
        (date(2027, 5, 12), None, False),
        (date(2027, 5, 12), date(2027, 6, 1), True),
    ],
)
def test_a_follow_up_lies_some_weeks_before_the_next_talk(agreed, following, late):
    policy = policy_with(follow_up={"weeks_before_next": 8})
    answers = {"samtale_dato": HELD, "opfoelgning_dato": agreed, "naeste_samtale_dato": following}
    form = a_form("udviklingsaftale", policy=policy, **answers)
    assert codes(form) == ["follow-up-too-late"] * late


def test_without_a_rule_a_follow_up_may_lie_where_it_will():
    policy = policy_with(follow_up={"weeks_before_next": 0})
    answers = {"samtale_dato": HELD, "opfoelgning_dato": date(2028, 1, 5)}
    assert codes(a_form("udviklingsaftale", policy=policy, **answers)) == []


def test_the_next_follow_up_is_measured_from_the_years_talk_and_not_from_the_last_follow_up():
    policy = policy_with(follow_up={"weeks_before_next": 8})
    form = a_form(
        "udviklingsaftale",
        kind="opfølgning",
        policy=policy,
        before=[happened("held")],
        today=date(2027, 5, 12),
        samtale_dato=date(2027, 5, 10),
        opfoelgning_dato=date(2027, 11, 1),
    )
    assert codes(form) == ["follow-up-too-late"]


def test_a_follow_up_tells_nothing_of_when_the_next_talk_is():
    policy = policy_with(follow_up={"weeks_before_next": 8})
    answers = {"samtale_dato": HELD, "opfoelgning_dato": date(2027, 11, 1)}
    assert codes(a_form("udviklingsaftale", kind="opfølgning", policy=policy, **answers)) == []


def test_a_follow_up_copy_without_its_day_says_that_it_does_not_count():
    form = a_form("udviklingsaftale", kind="opfølgning", **{"fokus/r1/handling": "Øve"})
    assert codes(form) == ["follow-up-day-missing"]


# --- groups -------------------------------------------------------------------------------------

PARTICIPANTS = ("Bo Lind", "Åse Ærø O'Neill", "Liv")


def group_paper(form="handleplan", needs=("ansvarlig",), **answers):
    return a_form(
        form,
        kind="GRUS",
        person="",
        group="G1",
        policy=policy_with(group={"about_group_only": True, "row_needs": needs}),
        participants=PARTICIPANTS,
        titles={"handleplan/ansvarlig": "Ansvarlig", "handleplan/opfoelgning": "Opfølgning"},
        samtale_dato=GROUP_HELD,
        **answers,
    )


@pytest.mark.parametrize(
    "typed",
    [
        "Bo Lind tager opvasken",
        "Aftalt med bo lind",
        "Bo Linds vagter",
        "Åse O'Neill",
        "Åse Ærø\nO'Neill",
        "(Bo Lind)",
    ],
)
def test_a_groups_paper_that_names_a_participant_is_noted_by_field_only(typed):
    (problem,) = doubts_of(
        group_paper(**{"handleplan/r1/indsats": typed, "handleplan/r1/ansvarlig": "leder"})
    )
    assert (problem.code, problem.place.spot) == ("names-a-participant", "handleplan/r1/indsats")
    assert "Lind" not in problem.text and "Neill" not in problem.text


@pytest.mark.parametrize(
    "typed",
    ["Bo tættere på skolen", "Liv og glade dage", "Lind ved indgangen", "Turbo Lindring", "Bo Lindgren"],
)
def test_a_word_that_is_also_a_first_name_names_nobody(typed):
    assert codes(group_paper(**{"handleplan/r1/indsats": typed, "handleplan/r1/ansvarlig": "leder"})) == []


def test_who_is_responsible_and_who_took_part_may_be_named():
    answers = {
        "handleplan/r1/indsats": "Støj",
        "handleplan/r1/ansvarlig": "Bo Lind",
        "deltagere": "Bo Lind, Liv",
    }
    assert codes(group_paper(**answers)) == []


def test_the_leaders_own_preparation_of_a_group_talk_is_about_the_group_too():
    assert codes(group_paper("skema", samarbejde_kolleger="Bo Lind og de andre")) == ["names-a-participant"]


def test_a_participants_own_paper_may_name_its_owner():
    form = a_form(
        "udviklingsaftale",
        kind="GRUS",
        group="G1",
        participants=PARTICIPANTS,
        **{"fokus/r1/handling": "Bo Lind på kursus"},
    )
    assert codes(form) == []


def test_a_groups_plan_tells_which_row_lacks_what():
    row = {"indsats": "Støj", "ansvarlig": None, "opfoelgning": "På mødet"}
    (problem,) = doubts_of(group_paper(**{f"handleplan/r1/{column}": told for column, told in row.items()}))
    assert (problem.code, problem.place.spot) == ("group-row-lacks", "handleplan/r1")
    assert "»Ansvarlig«" in problem.text and not problem.blocks


@pytest.mark.parametrize("column", ["opfoelgning", "opfoelgning_dato"])
def test_a_groups_row_says_how_or_when_it_is_followed_up(column):
    """HER-29: one of the two is enough."""
    row = {"handleplan/r1/indsats": "Støj", "handleplan/r1/ansvarlig": "Alle"}
    told = {"opfoelgning": "På personalemødet", "opfoelgning_dato": date(2027, 3, 1)}
    needs = ("ansvarlig", "opfoelgning")
    assert codes(group_paper(needs=needs, **row, **{f"handleplan/r1/{column}": told[column]})) == []
    assert codes(group_paper(needs=needs, **row)) == ["group-row-lacks"]


def test_own_goals_with_another_day_than_the_groups_say_so():
    group_day = happened("held", GROUP_HELD, person="", kind="GRUS", group="G1")
    goals = {"kind": "GRUS", "group": "G1", "before": [group_day]}
    assert codes(a_form("udviklingsaftale", samtale_dato=GROUP_HELD, **goals)) == []
    assert codes(a_form("udviklingsaftale", samtale_dato=HELD, **goals)) == ["group-day-disagrees"]


def test_a_group_held_another_day_by_another_paper_is_said():
    other = happened("held", HELD, person="", kind="GRUS", group="G1")
    form = replace(group_paper(), around=replace(group_paper().around, before=(other,)))
    assert codes(form) == ["dates-disagree"]


def test_a_talk_of_another_kind_is_no_disagreement():
    group_day = happened("held", GROUP_HELD, person="", kind="GRUS", group="G1")
    own = happened("held", GROUP_HELD, kind="opfølgning")
    assert codes(a_form("udviklingsaftale", samtale_dato=HELD, before=[group_day, own])) == []


# --- the fund -----------------------------------------------------------------------------------

START = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("applied", "expected"),
    [
        (date(2027, 2, 28), []),
        (date(2027, 3, 1), ["fund-applied-late"]),
        (date(2026, 6, 1), []),
        (date(2026, 5, 31), ["fund-applied-early"]),
    ],
)
def test_an_application_comes_within_nine_months_and_before_the_start(applied, expected):
    assert codes(a_form("kompetencefond", sagsnummer_dato=applied, uddannelse_start=START)) == expected


@pytest.mark.parametrize(
    ("last", "start", "expected"),
    [
        (date(2026, 12, 11), START, []),
        (date(2026, 12, 12), START, ["fund-signed-late"]),
        (date(2026, 11, 30), date(2026, 12, 1), []),
        (date(2026, 12, 1), date(2026, 12, 1), ["fund-signed-late"]),
    ],
)
def test_the_last_signature_comes_within_forty_days_and_before_the_start(last, start, expected):
    signed = {f"underskrift_{who}_dato": last for who in ("medarbejder", "leder", "tr")}
    form = a_form("kompetencefond", sagsnummer_dato=date(2026, 11, 1), uddannelse_start=start, **signed)
    assert codes(form) == expected


def test_nothing_is_reckoned_from_dates_that_are_not_there():
    assert codes(a_form("kompetencefond", today=TODAY, sagsnummer_dato=None, uddannelse_start=START)) == []


def test_answers_that_changed_since_the_form_last_came_are_named_by_field():
    titles = {"opfoelgning_dato": "Vi følger op den", "maal/frist": "Frist", "maal/maal": "Mål"}
    earlier = {"opfoelgning_dato": date(2027, 3, 1), "maal/r1/frist": date(2027, 1, 1), "maal/r1/maal": None}
    answers = {"opfoelgning_dato": date(2027, 4, 1), "maal/r1/frist": None, "maal/r1/maal": "Nyt"}
    form = a_form("kompetenceudviklingsplan", titles=titles, earlier=earlier, **answers)
    replaced = next(problem for problem in doubts_of(form) if problem.code == "answers-replaced")
    assert "»Vi følger op den« og »Frist«" in replaced.text
    assert not replaced.blocks


def test_answers_added_since_the_form_last_came_are_no_contradiction():
    earlier = {"emne_trivsel": None, "forberedt": False}
    form = a_form(
        "referat", titles={"emne_trivsel": "Trivsel"}, earlier=earlier, emne_trivsel="Godt", forberedt=True
    )
    assert "answers-replaced" not in {problem.code for problem in doubts_of(form)}
