"""Coverage by agreement, seniority and unit (EXT-3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sample_round import round_facts, talks

from pipeline.policy import read_policy
from pipeline.reports.coverage import BANDS, BY_AGREEMENT, BY_UNIT, seniority
from pipeline.reports.status import write_status

FORMS = Path(__file__).parents[2] / "forms"


@pytest.mark.parametrize(
    ("employed_on", "band"),
    [
        (None, "ukendt"),
        (date(2027, 1, 1), "under 1 år"),
        (date(2025, 11, 25), "under 1 år"),
        (date(2025, 11, 24), "1-5 år"),
        (date(2021, 11, 24), "1-5 år"),
        (date(2021, 11, 23), "over 5 år"),
    ],
)
def test_seniority_is_a_band_counted_to_the_day(employed_on: date | None, band: str) -> None:
    assert seniority(employed_on, date(2026, 11, 24)) == band


@pytest.fixture(scope="module")
def book(tmp_path_factory):  # type: ignore[no-untyped-def]
    policy, problems = read_policy(FORMS, "syddjurs")
    assert policy is not None, problems
    path = tmp_path_factory.mktemp("status") / "status.xlsx"
    write_status(round_facts(policy), path)
    return load_workbook(path)


@pytest.mark.parametrize(
    ("page", "heads"), [(BY_AGREEMENT, ("Overenskomst", "Anciennitet")), (BY_UNIT, ("Forvaltning", "Enhed"))]
)
def test_the_sums_and_the_lines_each_come_to_everybody(book, page: str, heads: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    head, *rows = book[page].iter_rows(min_row=4, values_only=True)
    assert head[:3] == (*heads, "Medarbejdere")
    everybody = len({talk.person for talk in talks()} - {"", "0021"})
    assert sum(row[2] for row in rows if row[1]) == everybody
    assert sum(row[2] for row in rows if not row[1]) == everybody


def test_seniority_goes_from_the_shortest_to_the_unknown(book) -> None:  # type: ignore[no-untyped-def]
    rows = list(book[BY_AGREEMENT].iter_rows(min_row=5, values_only=True))
    found = [row[1] for row in rows if row[0] == "FOA" and row[1]]
    assert found == [band for band in BANDS if band in found]
    assert {row[1] for row in rows if row[1]} == set(BANDS)
