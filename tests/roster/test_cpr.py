"""CPR numbers never get past the reading of a roster. All numbers here are made up."""

import pickle
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from roster_file import CHIEF, HEADERS, found, read, write

from pipeline.cpr import holds_cpr, lost_its_zero
from pipeline.roster import read_roster
from pipeline.roster.cpr import own_lengths

STAFF = [CHIEF, ("0011", "Bo Lind", "Stab", "1"), ("0012", "Ib Due", "Stab", "1")]


def with_column(values):
    return [(*person, value) for person, value in zip(STAFF, values, strict=True)]


@pytest.mark.parametrize("header", ["CPR", "Cpr-nr.", "CPR-NUMMER", "Personnr", "Medarbejders cpr nummer"])
def test_a_column_is_dropped_by_its_header_whatever_stands_in_it(tmp_path, header):
    _, problems = read(tmp_path, with_column(["x", "", "hemmeligt"]), (*HEADERS, header))
    assert found(problems) == [("cpr-dropped", "E1")]
    assert problems[0].text.startswith("Kolonne E er fjernet") and not problems[0].blocks


@pytest.mark.parametrize(
    "values",
    [
        ["0101701234", "240285-4321", None],
        [101701234, 2402854321, 3112991111],
        ["61 01 70 - 1234", "240285 4321", "24.02.85-4321"],
    ],
)
@pytest.mark.parametrize("header", ["Bemærkning", "Stilling", ""])
def test_a_column_is_dropped_by_its_values_read_or_not(tmp_path, header, values):
    roster, problems = read(tmp_path, with_column(values), (*HEADERS, header))
    assert found(problems) == [("cpr-dropped", "E1")]
    assert {person.title for person in roster.people.values()} == {""}


def test_a_cell_is_dropped_when_a_number_stands_inside_its_text(tmp_path):
    values = ["Chef", "Lærer (240285-4321)", "Kok"]
    roster, problems = read(tmp_path, with_column(values), (*HEADERS, "Stilling"))
    assert found(problems) == [("cpr-dropped", "E3")]
    assert [person.title for person in roster.people.values()] == ["Chef", "", "Kok"]


def test_a_roster_numbered_by_cpr_is_refused(tmp_path):
    roster, problems = read(tmp_path, [("240285-4321", "Vera", "Stab", ""), (101701234, "Bo", "Stab", "")])
    assert found(problems) == [("cpr-as-number", "A1"), ("cpr-dropped", "A1")]
    assert roster.people == {}


def test_one_cpr_among_employee_numbers_leaves_one_person_out(tmp_path):
    roster, problems = read(tmp_path, [*STAFF, (101701234, "Ea", "Stab", "1")])
    assert found(problems) == [("cpr-dropped", "A5"), ("number-missing", "A5")]
    assert list(roster.people) == ["0001", "0011", "0012"]


def test_phone_numbers_uuids_and_codes_are_no_cpr_numbers(tmp_path):
    headers = (*HEADERS, "Telefon", "Mobil", "E-mail", "P-nummer", "Org-enhed UUID", "Bemærkning")
    row = (
        "+45 12 34 56 78",
        4512345678,
        "a@example.dk",
        1012345678,
        "b1010170-1234-4abc-8def-0101701234ab",
        "2026-2027",
    )
    _, problems = read(tmp_path, [(*person, *row) for person in STAFF], headers)
    assert problems == []


@pytest.mark.parametrize(
    "text",
    ["+45 12 34 56 78", "12 12 12 12", "00 45 12 12 12 12", "01-01-1970", "1234567890123", "4512345678"],
)
def test_numbers_of_other_kinds_hold_no_cpr(text):
    assert not holds_cpr(text) and not lost_its_zero(text)


@pytest.mark.parametrize("first", [1_000_000_001, 1_012_345_001, 301_234_500, 100_000_001])
def test_long_employee_numbers_are_no_cpr_numbers(tmp_path, first):
    rows = [(first + n, f"Navn{n} Hvid", "Stab", first if n else "") for n in range(40)]
    roster, problems = read(tmp_path, rows)
    assert problems == []
    assert len(roster.people) == 40


def test_numbers_that_begin_like_many_days_are_nobodys_own():
    births = [f"{day:02}{month:02}701234" for day in range(1, 29) for month in (1, 5, 9)]
    assert own_lengths(births) == frozenset()
    assert own_lengths(["4400000001", "4400000002", "0101701234", "4400000003"]) == {10}


def test_a_sheet_named_by_a_cpr_number_is_called_by_its_position(tmp_path):
    _, problems = read(tmp_path, [CHIEF, ("", "Bo", "Stab", "1")], sheet="240285-4321")
    assert problems[0].place.spot == "Ark 1!A3"


def test_a_header_that_is_a_cpr_number_is_not_quoted(tmp_path):
    _, problems = read(tmp_path, [], ("Navn", "Leder", "Tjenestenummr 240285-4321", "Enhed"))
    assert "4321" not in problems[0].text
    headers = (*HEADERS, "Samtaledato (240285-4321)", "Samtaledato (240285-4321)")
    _, problems = read(tmp_path, [(*CHIEF, "snart"), ("2", "Bo", "Stab", "1")], headers)
    assert found(problems) == [("column-twice", "F1"), ("date-unreadable", "E2")]
    assert not any("4321" in problem.text for problem in problems)


@st.composite
def cpr_numbers(draw):
    """A made-up number with a valid day, in any of the ways people write one."""
    born = draw(st.dates(date(1930, 1, 1), date(2015, 12, 31)))
    day, serial = f"{born:%d%m%y}", f"{draw(st.integers(1, 9999)):04}"
    forms = (
        "{}{}",
        "{}-{}",
        "{} {}",
        "{} - {}",
        "{}–{}",
        "{}/{}",
        "CPR:{}{}",
        "Født {}-{}, deltid",
        "{}\u00ad{}",
    )
    written = draw(st.sampled_from(forms)).format(day, serial)
    return draw(st.sampled_from((written, int(day + serial)))), serial


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.dictionaries(
        st.tuples(st.integers(0, 2), st.integers(0, 6)), cpr_numbers(), min_size=1, max_size=8
    )
)
def test_a_cpr_number_typed_anywhere_is_found_nowhere(tmp_path, cells):
    headers = (*HEADERS, "Stilling", "Gruppe", "Beføjelser")
    rows = [[*person, "", "", "."] for person in STAFF]
    for (row, column), (cell, _) in cells.items():
        rows[row][column] = cell
    roster, problems = read_roster(write(tmp_path, rows, headers), 2026)
    said = repr(pickle.loads(pickle.dumps((roster, problems)))).replace(str(tmp_path), "")
    for cell, serial in cells.values():
        assert str(cell) not in said
        assert serial not in said.replace("0001", "").replace("0011", "").replace("0012", "")
    assert any(problem.code == "cpr-dropped" for problem in problems)
