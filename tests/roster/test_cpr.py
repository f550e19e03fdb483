"""CPR numbers never get past the reading of a roster. All numbers here are made up."""

import pickle
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from roster_file import CHIEF, HEADERS, found, read, write

from pipeline.cpr import holds_cpr, is_cpr, lost_its_zero
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


def test_many_engagements_of_a_few_people_are_no_numbering(tmp_path):
    numbers = ["1203851234", "1203851235"] * 6
    assert own_lengths(numbers) == frozenset()
    roster, problems = read(tmp_path, [(n, f"Navn{n[-1]} Hvid", "Stab", "") for n in numbers])
    assert found(problems) == [("cpr-as-number", "A1"), ("cpr-dropped", "A1")]
    assert roster.people == {}


@pytest.mark.parametrize("header", ["Pers.nr", "Pers.nr.", "Persnr", "Pers. nummer"])
def test_under_pers_nr_few_birthdays_are_no_numbering_either(tmp_path, header):
    rows = [(1_203_851_230 + n, f"Navn{n} Hvid", "Stab", "") for n in range(12)]
    roster, problems = read(tmp_path, rows, (header, *HEADERS[1:]))
    assert ("cpr-dropped", "A1") in found(problems)
    assert roster.people == {}


@pytest.mark.parametrize("first", [1_000_000_001, 4_400_000_001, 1_012_345_001, 441_000_001])
@pytest.mark.parametrize("count", [5, 12, 40])
@pytest.mark.parametrize("cpr", ["1203851234", "0203851234"])
def test_one_cpr_number_among_long_employee_numbers_is_dropped(tmp_path, first, count, cpr):
    if first == 1_012_345_001 and count == 5:
        return  # five numbers of one day are no numbering of their own
    stray = cpr if first > 1_000_000_000 else str(int(cpr))
    rows = [(first + n, f"Navn{n} Hvid", "Stab", first if n else "") for n in range(count)]
    roster, problems = read(tmp_path, [*rows, (stray, "Ea Riis", "Stab", first)])
    assert ("cpr-dropped", f"A{count + 2}") in found(problems)
    assert len(roster.people) == count


def test_one_cpr_number_among_the_leaders_numbers_is_dropped(tmp_path):
    first = 1_000_000_001
    rows = [(first + n, f"Navn{n} Hvid", "Stab", first if n else "") for n in range(12)]
    rows[5] = (*rows[5][:3], "1203851234")
    _, problems = read(tmp_path, rows)
    assert ("cpr-dropped", "D7") in found(problems)


@pytest.mark.parametrize(
    "others", [range(4_400_000_001, 4_500_000_000, 9_000_017), range(5_500_000_001, 5_500_000_030)]
)
def test_one_cpr_number_among_several_series_is_dropped(tmp_path, others):
    numbers = [*others, *range(4_600_000_001, 4_600_000_020), 1_203_851_234]
    _, problems = read(tmp_path, [(n, f"Navn{at} Hvid", "Stab", "") for at, n in enumerate(numbers)])
    assert ("cpr-dropped", f"A{len(numbers) + 1}") in found(problems)


def test_a_second_series_that_begins_like_a_day_stays(tmp_path):
    numbers = [*range(1_012_345_001, 1_012_345_020), *range(3_012_345_001, 3_012_345_006)]
    roster, problems = read(tmp_path, [(n, f"Navn{at} Hvid", "Stab", "") for at, n in enumerate(numbers)])
    assert not any(problem.code == "cpr-dropped" for problem in problems)
    assert len(roster.people) == len(numbers)


def test_numbers_drawn_at_random_stay_though_some_begin_like_a_day(tmp_path):
    numbers = [1_000_000_019 + (n * 6_180_339_887) % 8_999_999_999 for n in range(400)]
    roster, _ = read(tmp_path, [(n, f"Navn{at} Hvid", "Stab", "") for at, n in enumerate(numbers)])
    assert len(roster.people) == len(numbers)


@pytest.mark.parametrize(
    "header",
    ["P-nr", "P-nr.", "P.nr.", "p-nr (produktionsenhed)", "Produktionsenhed", "Produktionsenhedsnummer"],
)
def test_numbers_of_production_units_are_no_cpr_numbers(tmp_path, header):
    _, problems = read(tmp_path, with_column([1012345678, "1003344552", 1012345678]), (*HEADERS, header))
    assert problems == []


@pytest.mark.parametrize("header", ["P-nr", "PNR", "Pnr.", "P-nummer", "Produktionsenhed"])
def test_cpr_numbers_are_no_numbers_of_production_units(tmp_path, header):
    _, problems = read(tmp_path, with_column(["0101701234", "240285-4321", None]), (*HEADERS, header))
    assert found(problems) == [("cpr-dropped", "E1")]


@pytest.mark.parametrize("header", ["PNR", "Pnr"])
def test_pnr_is_of_production_units_where_many_share_a_few(tmp_path, header):
    rows = [(f"{n:04}", f"Navn{n} Hvid", "Stab", "") for n in range(1, 9)]
    headers = (*HEADERS, header)
    shared = [(*row, 1_012_345_678 + n % 2) for n, row in enumerate(rows)]
    assert not any(code == "cpr-dropped" for code, _ in found(read(tmp_path, shared, headers)[1]))
    each = [(*row, 1_012_345_678 + n) for n, row in enumerate(rows)]
    assert ("cpr-dropped", "E1") in found(read(tmp_path, each, headers)[1])


@pytest.mark.parametrize(
    "text", ["12-03-85-1234", "12.03.85 1234", "12031985-1234", "120385--1234", "1.203.851.234"]
)
@pytest.mark.parametrize("header", ["Stilling", "Bemærkning"])
def test_a_cpr_number_in_another_spelling_is_dropped_with_its_cell(tmp_path, text, header):
    roster, problems = read(tmp_path, with_column(["Chef", f"Kok {text}", "Kok"]), (*HEADERS, header))
    assert found(problems) == [("cpr-dropped", "E3")]
    assert "1234" not in repr(roster).replace(str(tmp_path), "")


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
        "{}--{}",
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


@given(st.from_regex(r"[0-9]{10}", fullmatch=True))
def test_ten_digits_alone_are_a_cpr_number_where_a_search_finds_one(digits):
    assert is_cpr(digits) == holds_cpr(digits)
