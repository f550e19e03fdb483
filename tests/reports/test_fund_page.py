"""The fund's page: what to apply for, by when, and no word of what the plan says."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sample_round import all_text, round_facts

from pipeline.policy import read_policy
from pipeline.reports.fund import NAME
from pipeline.reports.status import write_status

FORMS = Path(__file__).parents[2] / "forms"


def status_of(slug: str, folder: Path) -> Path:
    """The status workbook of the sample round in a municipality."""
    policy, problems = read_policy(FORMS, slug)
    assert policy is not None, problems
    write_status(round_facts(policy), folder / "status.xlsx")
    return folder / "status.xlsx"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return status_of("herlev", tmp_path_factory.mktemp("status"))


def rows_of(path: Path) -> list[dict[object, object]]:
    """The rows of the page by column head."""
    heads, *rows = load_workbook(path)[NAME].iter_rows(min_row=4, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_what_waits_for_somebody_stands_first(path: Path) -> None:
    assert [(row["Status"], row["Nr."]) for row in rows_of(path)] == [
        ("Kan søges nu", "0014"),
        ("Kan søges nu", "0010"),
        ("Søgt – mangler underskrifter", "0022"),
        ("Mangler startdato i planen", "0031"),
        ("Fristen er passeret", "0026"),
    ]


def test_it_tells_days_and_amounts_by_both_readings(path: Path) -> None:
    first, _, applied, *_ = rows_of(path)
    days = [first[head] for head in ("Starter", "Søg tidligst", "Søg senest", "Underskriv senest")]
    assert days == [datetime(2027, 2, 1), datetime(2026, 5, 1), datetime(2027, 1, 31), None]
    assert (first["Støtte (andel af det ansøgte)"], first["Støtte (andel af udgiften)"]) == (25_000, 24_000)
    assert (first["Udgift"], first["Loft"]) == (30_000, 30_000)
    assert applied["Underskriv senest"] == datetime(2026, 12, 5)  # 40 days after 26 October (EXT-7)


def test_colleagues_who_could_apply_together_are_marked(path: Path) -> None:
    assert [row["Mulig fælles ansøgning"] for row in rows_of(path)] == [
        "Fælles 1",
        "Fælles 1",
        None,
        None,
        None,
    ]


def test_what_the_education_is_stays_in_the_plan(path: Path) -> None:
    assert "HEMMELIGT" not in all_text(path)


def test_where_the_fund_is_not_offered_there_is_no_page(tmp_path: Path) -> None:
    assert NAME not in load_workbook(status_of("holstebro", tmp_path)).sheetnames
