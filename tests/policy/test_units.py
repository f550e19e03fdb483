"""What differs in some units: each `[[unit]]` is a policy of its own, checked like the municipality's."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_folder import NAME, copied_forms, problems_of, sound, wrong


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    return copied_forms(tmp_path)


def unit(*lines: str, units: str = '"Skolen"') -> str:
    """A `[[unit]]` for those units, after the municipality's name."""
    return "\n".join((f"[[unit]]\nunits = [{units}]", *lines, ""))


def test_a_unit_has_a_window_of_its_own_and_the_rest_of_the_municipalitys_rules(forms: Path) -> None:
    """SYD-2."""
    policy = sound(
        forms,
        f"{NAME}[handout]\ndays_before = 7\n" + unit('round.closes = { value = "06-30", rule = "SYD-2" }'),
    )
    school = policy.at("Skolen", "", 2026)
    assert (school.round.closes, school.rule("round.closes")) == ("06-30", "SYD-2")
    assert school.handout.days_before == 7
    assert policy.at("Biblioteket", "", 2026) is policy


@pytest.mark.parametrize(
    ("name", "code"), [("Skolen", ""), ("SKOLEN", ""), ("", "3300"), ("Et andet navn", "3300")]
)
def test_a_unit_is_known_by_its_name_or_its_code(forms: Path, name: str, code: str) -> None:
    policy = sound(forms, NAME + unit("handout.days_before = 21", units='" Skolen ", "3300"'))
    assert policy.at(name, code, 2026).handout.days_before == 21


def test_somebody_without_a_unit_follows_the_municipality(forms: Path) -> None:
    policy = sound(forms, NAME + unit("handout.days_before = 21"))
    assert policy.at("", "", 2026) is policy


def test_every_policy_of_a_municipality_is_told_apart_by_its_place(forms: Path) -> None:
    policy = sound(
        forms,
        NAME + unit("handout.days_before = 21") + unit("handout.days_before = 28", units='"Biblioteket"'),
    )
    units = ("Rådhuset", "Skolen", "Biblioteket")
    assert [policy.at(name, "", 2026).place for name in units] == ["", "unit.1", "unit.2"]


@pytest.mark.parametrize("turned", [False, True])
def test_the_rules_of_one_year_go_before_those_of_every_year_key_by_key(forms: Path, turned: bool) -> None:
    """HOL-11: a group talk in one year, wherever in the file it stands."""
    always = unit("handout.days_before = 21", "round.closes = '06-30'")
    once = unit("year = 2026", "handout.days_before = 28")
    policy = sound(forms, NAME + (once + always if turned else always + once))
    this, next_ = policy.at("Skolen", "", 2026), policy.at("Skolen", "", 2027)
    assert (this.handout.days_before, this.round.closes) == (28, "06-30")
    assert (next_.handout.days_before, next_.round.closes) == (21, "06-30")


# --- what can be wrong --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "spot"),
    [
        ("[[unit]]\nround.closes = '06-30'", "wrong-policy-value", "unit.1.units"),
        ("[[unit]]\nunits = []", "wrong-policy-value", "unit.1.units"),
        ('[[unit]]\nunits = [" "]', "wrong-policy-value", "unit.1.units"),
        ('[[unit]]\nunits = "Skolen"', "wrong-policy-value", "unit.1.units"),
        (unit("year = '2026'"), "wrong-policy-value", "unit.1.year"),
        (unit("year = 26"), "wrong-policy-value", "unit.1.year"),
        ('[unit]\nunits = ["Skolen"]', "wrong-policy-value", "unit"),
        (unit("round.closs = '06-30'"), "unknown-policy-key", "unit.1.round.closs"),
        (unit("round.closes = '31-06'"), "wrong-policy-value", "unit.1.round.closes"),
        (unit("round.closes = { value = '06-30', rule = 'SYD2' }"), "malformed-rule", "unit.1.round.closes"),
        (unit("municipality.name = 'Nordby'"), "policy-key-of-the-municipality", "unit.1.municipality"),
        (unit() + unit(), "repeated-unit", "unit.2.units"),
        (unit() + unit(units='"skolen", "Biblioteket"'), "repeated-unit", "unit.2.units"),
        (unit() + unit("year = 2026", units='"Skolen", "Biblioteket"'), "overlapping-units", "unit.2.units"),
    ],
)
def test_a_unit_that_cannot_be_read_is_a_problem_with_its_row(
    forms: Path, text: str, code: str, spot: str
) -> None:
    problem = wrong(forms, NAME + text)
    assert (problem.code, problem.place.spot) == (code, spot)
    assert problem.place.file.endswith("nordby.toml")


@pytest.mark.parametrize(
    ("text", "code", "spot"),
    [
        ("round.closes = '06-30'\nround.opens = '08-01'", "policy-wrong-order", "unit.1.round.closes"),
        ("confidentiality.access = ''", "confidentiality-unanswered", "unit.1.confidentiality.access"),
        ("senior.trigger = 'years'", "policy-number-missing", "unit.1.senior.years"),
        ("choose.themes = ['trivesl']", "unknown-theme", "unit.1.choose.themes"),
        (
            "[[unit.topics.MUS]]\nkey = 'loen'\ntitle = 'Løn'\nquestions = ['loen_forventning']",
            "salary-is-banned",
            "unit.1.topics.MUS.loen.questions",
        ),
        (
            "[[unit.packet.MUS]]\nform = 'kompetenceudviklingsplan'\nfor = 'alle'",
            "policy-choice-outside",
            "unit.1.packet.MUS.1.for",
        ),
    ],
)
def test_a_units_rules_are_checked_together_with_the_municipalitys(
    forms: Path, text: str, code: str, spot: str
) -> None:
    found = problems_of(forms, NAME + unit(text))
    assert (code, spot) in [(problem.code, problem.place.spot) for problem in found]
    assert all(problem.place.spot.startswith("unit.1.") for problem in found)


def test_a_file_with_nothing_but_a_unit_is_asked_for_the_municipalitys_name(forms: Path) -> None:
    text = "[municipality]\n" + unit("handout.days_before = 21")
    assert [problem.place.spot for problem in problems_of(forms, text)] == ["municipality.name"]


def test_the_helper_units_are_the_whole_municipalitys(forms: Path) -> None:
    """Where a helper unit's people count is settled before anybody has a unit."""
    problem = wrong(forms, NAME + unit('roster.helper_units = ["led-adm"]', 'roster.hourly = "take_in"'))
    assert (problem.code, problem.place.spot) == (
        "policy-key-of-the-municipality",
        "unit.1.roster.helper_units",
    )
