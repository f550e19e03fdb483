"""Days as a Danish calendar has them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.days import days_before, holiday_name, is_working_day

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "Nytårsdag"),
        (date(2026, 4, 2), "Skærtorsdag"),
        (date(2026, 4, 3), "Langfredag"),
        (date(2026, 4, 6), "Anden påskedag"),
        (date(2026, 5, 14), "Kristi himmelfartsdag"),
        (date(2026, 5, 25), "Anden pinsedag"),
        (date(2026, 12, 25), "Juledag"),
        # offices are closed, and deadlines in Danish law do not end on these
        (date(2026, 6, 5), "Grundlovsdag"),
        (date(2026, 12, 24), "Juleaftensdag"),
        (date(2026, 12, 31), "Nytårsaften"),
        # Store bededag was a holiday for the last time in 2023
        (date(2023, 5, 5), "Store bededag"),
        (date(2024, 4, 26), ""),
        (date(2026, 5, 1), ""),
        (date(2026, 11, 12), ""),
    ],
)
def test_each_holiday_has_its_danish_name(day: date, name: str) -> None:
    assert holiday_name(day) == name


def test_a_weekend_is_no_working_day_and_no_holiday() -> None:
    saturday = date(2026, 11, 14)
    assert (is_working_day(saturday), holiday_name(saturday)) == (False, "")
    assert is_working_day(date(2026, 11, 13))


@pytest.mark.parametrize(
    ("day", "number", "working", "expected"),
    [
        (date(2026, 11, 12), 14, False, date(2026, 10, 29)),
        (date(2027, 1, 5), 14, False, date(2026, 12, 22)),
        (date(2026, 11, 12), 10, True, date(2026, 10, 29)),
        # over Easter: Thursday, Friday and Monday are holidays
        (date(2026, 4, 8), 2, True, date(2026, 4, 1)),
        # over Christmas and New Year: 24, 25, 31 December and 1 January
        (date(2027, 1, 5), 5, True, date(2026, 12, 23)),
        (date(2026, 11, 15), 0, True, date(2026, 11, 15)),
    ],
)
def test_so_many_days_before(day: date, number: int, working: bool, expected: date) -> None:
    assert days_before(day, number, working) == expected


@given(DAYS, st.integers(1, 60))
def test_counting_working_days_ends_on_one_and_passes_as_many(day: date, number: int) -> None:
    end = days_before(day, number, working=True)
    between = (date.fromordinal(o) for o in range(end.toordinal(), day.toordinal()))
    assert is_working_day(end) and sum(map(is_working_day, between)) == number


def test_calendar_days_do_not_load_the_library() -> None:
    code = (
        "import sys; from datetime import date; from pipeline.days import days_before;"
        "days_before(date(2026, 11, 12), 14, False); sys.exit('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
