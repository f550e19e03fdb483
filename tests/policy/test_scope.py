"""Whom the round is for: the hourly paid, students, few hours and short employment, as each municipality says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from forms_folder import NAME, copied_forms, sound
from house import house_policies

from pipeline.model import Person
from pipeline.policy import Policy, outside_round

BO = Person("0042", "Bo Lind", unit="Skolen")
HOURLY = "timelønnet: ikke med efter kommunens regler"
STUDENT = "elev eller studerende: ikke med efter kommunens regler"
TAKE_IN = 'hourly = "take_in"\nstudents = "take_in"'


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    return copied_forms(tmp_path)


def reason(forms: Path, roster: str, person: Person) -> str:
    """Why somebody is not in Nordby's round, whose `[roster]` holds those lines."""
    policy = sound(forms, f"{NAME}[roster]\n{roster}")
    return outside_round(person, policy.at(person.unit, "", 2026), 2026)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (replace(BO, employment="hourly"), HOURLY),
        (replace(BO, employment="student"), STUDENT),
        (BO, ""),
        (replace(BO, weekly_hours=Decimal("2")), ""),
        (replace(BO, employed_on=date(2026, 12, 30)), ""),
        (replace(BO, number="80042"), ""),
    ],
    ids=["hourly", "student", "monthly", "few hours", "new", "a number of the hourly"],
)
def test_unless_a_municipality_says_otherwise_the_hourly_and_students_are_out_and_nobody_else(
    forms: Path, person: Person, expected: str
) -> None:
    assert reason(forms, "", person) == expected


@pytest.mark.parametrize("employment", ["hourly", "student"])
def test_a_municipality_may_take_them_in(forms: Path, employment: str) -> None:
    assert reason(forms, TAKE_IN, replace(BO, employment=employment)) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "expected"), [("80042", HOURLY), ("91", HOURLY), ("18", ""), ("08", ""), ("0042", "")]
)
def test_a_number_tells_the_hourly_by_its_beginning(forms: Path, number: str, expected: str) -> None:
    assert reason(forms, 'hourly_numbers = ["8", "9"]', replace(BO, number=number)) == expected


def test_a_number_of_the_hourly_is_no_reason_where_they_are_taken_in(forms: Path) -> None:
    written = f'hourly_numbers = ["8"]\n{TAKE_IN}'
    assert reason(forms, written, replace(BO, number="80042")) == ""


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("14.5", "ansat 14,5 timer om ugen, og kommunens regler kræver 15"),
        ("10.00", "ansat 10 timer om ugen, og kommunens regler kræver 15"),
        ("0", "ansat 0 timer om ugen, og kommunens regler kræver 15"),
        ("15", ""),
        ("37", ""),
        (None, ""),
    ],
)
def test_too_few_hours_are_a_reason_and_unknown_hours_are_none(
    forms: Path, hours: str | None, expected: str
) -> None:
    person = replace(BO, weekly_hours=Decimal(hours) if hours else None)
    assert reason(forms, "min_weekly_hours = 15", person) == expected


def test_leave_without_hours_is_no_reason(forms: Path) -> None:
    """EXT-5: the payroll sets the hours of somebody on unpaid leave to none."""
    away = replace(BO, status="leave", weekly_hours=Decimal(0))
    assert reason(forms, "min_weekly_hours = 15", away) == ""


@pytest.mark.parametrize(
    ("since", "out"),
    [(date(2026, 7, 1), False), (date(2026, 7, 2), True), (date(2019, 1, 1), False), (None, False)],
)
def test_employment_is_reckoned_to_the_day_the_round_closes(
    forms: Path, since: date | None, out: bool
) -> None:
    told = reason(forms, "min_months = 6", replace(BO, employed_on=since))
    assert bool(told) is out
    if out:
        assert told == (
            "ansat fra den 2. juli 2026, og kommunens regler kræver 6 måneder, før runden slutter"
        )


def test_the_months_are_reckoned_to_where_the_unit_closes_its_round(forms: Path) -> None:
    written = 'min_months = 6\n[[unit]]\nunits = ["Skolen"]\nround.closes = "06-30"'
    new = replace(BO, employed_on=date(2026, 3, 1))
    assert reason(forms, written, new) and not reason(forms, written, replace(new, unit="Biblioteket"))


def test_a_unit_may_take_in_whom_the_municipality_leaves_out(forms: Path) -> None:
    written = 'hourly = "leave_out"\n[[unit]]\nunits = ["Skolen"]\nyear = 2026\nroster.hourly = "take_in"'
    hourly = replace(BO, employment="hourly")
    assert reason(forms, written, hourly) == ""
    assert reason(forms, written, replace(hourly, unit="Biblioteket")) == HOURLY


def test_age_wish_and_leave_are_no_reasons() -> None:
    """HOL-10, EXT-5."""
    for policy in house_policies().values():
        for person in (
            replace(BO, senior=True),
            replace(BO, wants_individual=True),
            replace(BO, status="leave"),
        ):
            assert outside_round(person, policy, 2026) == ""


# --- helper units -------------------------------------------------------------------------------


def test_the_house_knows_the_helper_units_of_sd() -> None:
    for policy in house_policies().values():
        assert policy.roster.helper_units == ("led-adm", "leder-adm")


def test_a_municipality_names_its_own_helper_units(forms: Path) -> None:
    policy: Policy = sound(forms, f'{NAME}[roster]\nhelper_units = ["lønfælles"]')
    assert policy.roster.helper_units == ("lønfælles",)
