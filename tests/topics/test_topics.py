"""The topics of one talk: whose unit, whose age at work, which year, and what they chose themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.model import Group, Person, Question, Roster, Talk, Theme, Topic
from pipeline.policy import read_policy
from pipeline.policy.nouns import Choose, Local, Senior
from pipeline.topics import chosen_for, rules_for, stand_in, subject_of, topics_of
from pipeline.workspace import shipped_forms

BO = Person("0042", "Bo Lind", unit="Biblioteket", unit_code="2300")


def questions(*ids):
    return tuple(Question(id, f"{id}?") for id in ids)


def topic(key, *ids, **more):
    return Topic(key, key.title(), questions=questions(*ids), **more)


def policy(*topics, kind="MUS", **more):
    return replace(read_policy(shipped_forms(), "herlev")[0], topics={kind: topics}, **more)


def keys(topics):
    return {t.key: [q.id for q in t.questions] for t in topics}


@pytest.mark.parametrize("unit", ["biblioteket", "Biblioteket", "2300"])
def test_a_units_extra_topic_stands_in_its_own_forms_only(unit):
    """HER-32."""
    rules = policy(topic("alle", "a_1"), topic("med", "m_1", units=(unit,)))
    assert list(keys(topics_of(rules, "MUS", BO, 2026))) == ["alle", "med"]
    elsewhere = replace(BO, unit="Kultur", unit_code="1")
    assert list(keys(topics_of(rules, "MUS", elsewhere, 2026))) == ["alle"]


@pytest.mark.parametrize(
    ("senior", "person", "shown"),
    [
        (Senior("flag"), replace(BO, senior=True), True),
        (Senior("flag"), replace(BO, employed_on=date(1980, 1, 1)), False),
        (Senior("years", 25), replace(BO, employed_on=date(2001, 12, 31)), True),
        (Senior("years", 25), replace(BO, employed_on=date(2002, 1, 1)), False),
        (Senior("years", 25), BO, False),
        (Senior("never"), replace(BO, senior=True), False),
    ],
)
def test_the_senior_topic_is_there_by_the_municipalitys_own_trigger(senior, person, shown):
    """ISH-8, ISH-15: no age stands in the code."""
    rules = policy(topic("senior", "s_1", seniors=True), senior=senior)
    assert bool(topics_of(rules, "MUS", person, 2026)) is shown


def test_a_topic_shows_other_questions_each_year_until_all_have_been_asked():
    """HOL-19."""
    rules = policy(topic("emne", "e_1", "e_2", "e_3", "e_4", "e_5", show=2))
    years = [keys(topics_of(rules, "MUS", BO, year))["emne"] for year in range(2025, 2030)]
    assert years[0] != years[1] and all(len(asked) == 2 for asked in years)
    assert {question for asked in years for question in asked} == {"e_1", "e_2", "e_3", "e_4", "e_5"}
    assert all(asked == sorted(asked) for asked in years)
    assert topics_of(rules, "MUS", BO, 2026) == topics_of(rules, "MUS", replace(BO, number="7"), 2026)


def test_what_both_chose_comes_last_once_in_the_banks_order_and_not_what_is_asked_already():
    """HER-7."""
    bank = (Theme("t", "T", questions("t_1", "t_2", "t_3", "t_4")),)
    rules = policy(topic("emne", "t_2"), bank=bank, choose=Choose(("t",)))
    told = topics_of(rules, "MUS", BO, 2026, ("t_4", "t_2", "t_1", "t_4", "x_9"))
    assert keys(told) == {"emne": ["t_2"], "valgte": ["t_1", "t_4"]}
    assert told[-1].title == "Jeres egne valg"


def test_pay_is_in_no_groups_talk_whatever_the_policy_and_the_choices_say():
    """HER-26."""
    topics = (topic("emne", "loen_1", "e_1"), topic("loen", "x_1"))
    bank = (Theme("loen", "Løn", questions("loen_2")),)
    for kind in ("GRUS", "TUS"):
        rules = policy(*topics, kind=kind, bank=bank)
        assert keys(topics_of(rules, kind, BO, 2026, ("loen_2",))) == {"emne": ["e_1"]}


def test_a_group_works_where_most_of_its_members_do():
    group = Group("G1", "Aftenvagten", "GRUS", "1001")
    people = {
        str(n): Person(str(n), "Kaj", unit=unit, group="G1") for n, unit in enumerate(("Nord", "Syd", "Syd"))
    }
    talk = Talk("", "GRUS", 2026, "1001", group="G1")
    stands = subject_of(talk, Roster(people, {"G1": group}))
    assert stands == stand_in(group, people.values())
    assert (stands.number, stands.name, stands.unit) == ("G1", "Aftenvagten", "Syd")
    assert stand_in(group, list(people.values())[:2]) == stand_in(group, list(people.values())[1::-1])


def test_who_is_written_into_a_group_and_not_in_its_talk_does_not_say_where_it_works():
    group = Group("G1", "Aftenvagten", "GRUS", "1001")
    chief = Person("1001", "Anna", unit="Stab", group="G1")
    alone = Person("0041", "Eva", unit="Stab", group="G1", talk_kind="LUS")
    member = Person("0051", "Kaj", unit="Syd", group="G1", talk_kind="SUS")
    roster = Roster({p.number: p for p in (chief, alone, member)}, {"G1": group})
    assert subject_of(Talk("", "GRUS", 2026, "1001", group="G1"), roster).unit == "Syd"


def test_a_units_own_rules_hold_for_its_year():
    herlev = policy()
    local = replace(herlev, place="unit.1")
    herlev = replace(herlev, local=(Local(frozenset({"2300"}), 2026, local),))
    assert rules_for(BO, herlev, 2026).place == "unit.1"
    assert rules_for(BO, herlev, 2027).place == rules_for(replace(BO, unit_code=""), herlev, 2026).place == ""


def test_a_group_talks_about_what_any_of_them_chose_and_nobody_else_does():
    chosen = {("0051", "G1", "GRUS"): ("a",), ("", "G1", "GRUS"): ("b", "a"), ("0052", "", "MUS"): ("c",)}
    assert chosen_for(Talk("0052", "GRUS", 2026, "1001", group="G1"), chosen) == ("a", "b")
    assert chosen_for(Talk("0051", "MUS", 2026, "1001"), chosen) == ()
    assert chosen_for(Talk("0052", "MUS", 2026, "1001"), chosen) == ("c",)
