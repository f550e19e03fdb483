"""People, headers and cells of a roster."""

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from roster_file import CHIEF, HEADERS, found, read, write

from pipeline.model import Person
from pipeline.roster import read_roster
from pipeline.roster.vocabulary import LEVELS, PEOPLE


def test_people_are_read_in_the_order_of_the_file(tmp_path):
    roster, problems = read(tmp_path, [CHIEF, ("0042", "Bo Lind", "Stab", "0001")])
    assert problems == []
    assert [(p.number, p.name, p.unit, p.leader) for p in roster.people.values()] == [
        ("0001", "Vera Chef", "Stab", ""),
        ("0042", "Bo Lind", "Stab", "0001"),
    ]
    assert roster.people["0042"].place.spot == "Medarbejdere!A3"


def test_headers_may_stand_under_titles_and_notes(tmp_path):
    above = [("Medarbejdere pr. 1. september",), (), ("Navn på udtræk", "Leder")]
    roster, problems = read(tmp_path, [CHIEF, ("42", "Bo", "Stab", "1")], above=above)
    assert problems == []
    assert roster.people["42"].place.spot == "Medarbejdere!A6"


def test_totals_blank_rows_section_titles_and_repeated_headers_are_nobody(tmp_path):
    rows = [
        ("Direktionen",),
        CHIEF,
        (),
        HEADERS,
        ("0042", "Bo Lind", "Stab", "0001"),
        ("I alt", 2),
        ("Antal medarbejdere: 2",),
        ("Udtræk foretaget 12-10-2026",),
    ]
    roster, problems = read(tmp_path, rows)
    assert problems == []
    assert list(roster.people) == ["0001", "0042"]


def test_somebody_called_antal_is_no_total(tmp_path):
    headers = ("Fornavn", "Efternavn", "Tjenestenr.", "Leder")
    roster, _ = read(tmp_path, [("Antal", "Kovács", "7", ""), ("Bo", "Lind", "8", "7")], headers)
    assert roster.people["7"].name == "Antal Kovács"


def test_a_sheet_of_another_name_is_found_by_its_headers(tmp_path):
    roster, _ = read(tmp_path, [CHIEF], sheet="Ark1", groups=[("Navn", "Leder"), ("x", "y")])
    assert list(roster.people) == ["0001"]


def test_numbers_without_decimals_are_text_and_written_zeros_stay(tmp_path):
    roster, problems = read(
        tmp_path, [(1, "Vera Chef", "Stab", ""), ("0042", "Bo", "Stab", 1), ("A-7", "Ib", "Stab", "1")]
    )
    assert problems == []
    assert list(roster.people) == ["1", "0042", "A-7"]
    assert roster.people["0042"].leader == "1"


def test_first_and_last_name_are_joined_and_a_comma_turned_round(tmp_path):
    roster, _ = read(
        tmp_path, [("1", "Zoë", "D'Arcy", "")], ("Tjenestenummer", "Fornavn", "Efternavn", "Leder")
    )
    assert roster.people["1"].name == "Zoë D'Arcy"
    roster, _ = read(tmp_path, [("1", "Hansen, Anna  Marie", "x", "")])
    assert roster.people["1"].name == "Anna Marie Hansen"


def test_excel_dates_danish_dates_and_day_counts_are_dates_and_9999_is_none(tmp_path):
    headers = (*HEADERS, "Samtaledato", "Ansættelsesdato", "Fratrædelsesdato")
    rows = [
        (*CHIEF, date(2026, 11, 12), "1. august 2014", "31-12-9999"),
        ("2", "Bo", "Stab", "1", "12.11.2026", 44197, date(9999, 12, 31)),
    ]
    roster, problems = read(tmp_path, rows, headers)
    assert problems == []
    chief, bo = roster.people.values()
    assert (chief.talk_on, chief.employed_on, chief.leaves_on) == (date(2026, 11, 12), date(2014, 8, 1), None)
    assert (bo.talk_on, bo.employed_on, bo.leaves_on) == (date(2026, 11, 12), date(2021, 1, 1), None)


@pytest.mark.parametrize(
    ("written", "status"),
    [
        *((word, "active") for word in ("Ansat", "aktiv", "", 1)),
        *((word, "leave") for word in ("Barsel", "ORLOV", "På orlov", 3, "3")),
        *((word, "left") for word in ("Fratrådt", "fratraadt", "Opsagt", 8)),
    ],
)
def test_a_status_is_read_as_people_and_payroll_write_it(tmp_path, written, status):
    roster, problems = read(tmp_path, [CHIEF, ("2", "Bo", "Stab", "1", written)], (*HEADERS, "Status"))
    assert problems == []
    assert roster.people["2"].status == status


@pytest.mark.parametrize(
    ("written", "said"), [("ja", True), ("X", True), (1, True), (True, True), ("nej", False), (None, False)]
)
def test_a_cell_says_yes_or_no(tmp_path, written, said):
    roster, problems = read(tmp_path, [CHIEF, ("2", "Bo", "Stab", "1", written)], (*HEADERS, "Senior"))
    assert problems == []
    assert roster.people["2"].senior is said


def test_a_cell_that_cannot_be_read_is_a_problem_and_the_person_stays(tmp_path):
    headers = (*HEADERS, "Samtaledato", "Status", "Samtaletype", "Senior")
    roster, problems = read(
        tmp_path, [CHIEF, ("2", "Bo", "Stab", "1", "snart", "hmm", "Kaffe", "måske")], headers
    )
    assert found(problems) == [
        ("date-unreadable", "E3"),
        ("kind-unknown", "G3"),
        ("status-unknown", "F3"),
        ("yes-no-unclear", "H3"),
    ]
    bo = roster.people["2"]
    assert (bo.talk_on, bo.status, bo.talk_kind, bo.senior) == (None, "active", "", False)
    assert "hmm" not in "".join(problem.text for problem in problems)


def test_somebody_without_usable_number_or_name_is_left_out(tmp_path):
    rows = [
        CHIEF,
        ("", "Bo", "Stab", "1"),
        ("3", "", "Stab", "1"),
        (date(2026, 1, 1), "Ib", "Stab", "1"),
        ("4", "Ea", "Stab", "1"),
    ]
    roster, problems = read(tmp_path, rows)
    assert found(problems) == [("name-missing", "B4"), ("number-missing", "A3"), ("number-unusable", "A5")]
    assert list(roster.people) == ["0001", "4"]


def test_a_number_used_twice_leaves_all_of_them_out_and_names_the_other_cell(tmp_path):
    roster, problems = read(tmp_path, [CHIEF, ("0042", "Bo", "Stab", "1"), (42, "Ib", "Stab", "1")])
    assert found(problems) == [("number-twice", "A3"), ("number-twice", "A4")]
    assert "Medarbejdere!A4" in problems[0].text
    assert list(roster.people) == ["0001"]


def test_a_missing_column_names_the_header_that_looks_like_it(tmp_path):
    roster, problems = read(tmp_path, [CHIEF], ("Tjenestenumer", "Navn", "Enhed", "Leder"))
    assert found(problems) == [("column-missing", "A1")]
    assert "kolonne A" in problems[0].text and "»Tjenestenumer«" in problems[0].text
    assert roster.people == {}


def test_leader_or_unit_is_enough(tmp_path):
    _, problems = read(tmp_path, [("1", "Vera")], ("Tjenestenummer", "Navn"))
    assert found(problems) == [("column-missing", "A1")]
    _, problems = read(tmp_path, [("1", "Vera", "")], ("Tjenestenummer", "Navn", "Leder"))
    assert found(problems) == [("leader-missing", "C2")]


def test_a_header_that_stands_twice_is_said_and_the_left_one_read(tmp_path):
    roster, problems = read(
        tmp_path, [(*CHIEF, "Kantinen"), ("2", "Bo", "Stab", "1", "")], (*HEADERS, "ENHED")
    )
    assert found(problems) == [("column-twice", "E1")]
    assert roster.people["0001"].unit == "Stab"


def test_a_sheet_without_headers_or_people_says_so(tmp_path):
    assert found(read(tmp_path, [], ("a", "b"))[1]) == [("header-missing", "")]
    assert found(read(tmp_path, [])[1]) == [("roster-empty", "A1")]


def test_a_leader_yes_no_column_is_not_the_leader(tmp_path):
    headers = ("Tjenestenummer", "Navn", "Leder (J/N)", "Leders navn", "Samtaledato (dd-mm-åååå)")
    roster, problems = read(
        tmp_path, [("1", "Vera", "J", "", ""), ("2", "Bo", "N", "Vera", "1-11-2026")], headers
    )
    assert problems == []
    assert (roster.people["2"].leader, roster.people["2"].talk_on) == ("1", date(2026, 11, 1))


def test_a_file_that_is_no_workbook_is_one_problem(tmp_path):
    path = tmp_path / "medarbejdere.xlsx"
    assert read_roster(path, 2026)[1][0].code == "workbook-missing"
    path.write_bytes(b"PK not really")
    roster, problems = read_roster(path, 2026)
    assert [problem.code for problem in problems] == ["workbook-unreadable"]
    assert roster.people == {}


def test_a_csv_in_windows_1252_is_read_like_a_workbook(tmp_path):
    path = tmp_path / "udtræk.csv"
    text = "Tjenestenr.;Navn;Afdeling;Nærmeste leder\n0001;Åse Ærø;Stab;\n0042;Bo Lind;Stab;Åse Ærø\n"
    path.write_bytes(text.encode("cp1252"))
    roster, problems = read_roster(path, 2026)
    assert problems == []
    assert roster.people["0042"].leader == "0001"
    assert roster.people["0042"].place.spot == "Medarbejdere!A3"


WRITTEN = {
    "number": "0042",
    "name": "Åse Ærø-O'Neill",
    "email": "aase@example.dk",
    "title": "Pædagog",
    "unit": "Børnehuset",
    "unit_code": "0210",
    "parent_unit": "Børn og Unge",
    "leader": "",
    "agreement": "BUPL",
    "employed_on": date(2014, 8, 1),
    "leaves_on": date(2026, 12, 31),
    "status": "Orlov",
    "talk_kind": "MUS",
    "talk_on": date(2026, 11, 12),
    "group": "G1",
    "wants_individual": "ja",
    "senior": "x",
    "delegate": "0043",
    "mandate": "Må aftale kurser",
}
GROUPS = (("Gruppe", "Leder"), ("G1", "0043"))
EXPECTED = WRITTEN | {"status": "leave", "wants_individual": True, "senior": True, "leader": ""}


@st.composite
def spelled_headers(draw):
    """The fields in any order, each under any of its headers, spelled carelessly."""
    fields = draw(st.permutations(list(WRITTEN)))
    return {field: draw(st.sampled_from(PEOPLE[field]).map(_careless(draw))) for field in fields}


def _careless(draw):
    changes = (
        str.upper,
        str.lower,
        "  {} ".format,
        lambda h: h.replace(" ", "_"),
        lambda h: h.replace("-", " "),
    )
    plain = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
    return lambda header: draw(st.sampled_from((*changes, lambda h: h.translate(plain))))(header)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headers=spelled_headers())
def test_any_order_and_spelling_of_the_headers_gives_the_same_person(tmp_path, headers):
    rows = [
        [WRITTEN[field] for field in headers],
        [{"number": "0043", "name": "Ib Due", "leader": "42"}.get(field) for field in headers],
    ]
    roster, problems = read_roster(write(tmp_path, rows, list(headers.values()), groups=GROUPS), 2026)
    assert problems == []
    person = roster.people["0042"]
    assert {field: getattr(person, field) for field in EXPECTED} == EXPECTED
    assert roster.people["0043"].leader == "0042"


def test_every_field_of_a_person_has_a_header():
    of_leaders = {"leader_number", "leader_email", "staff_leader", "is_leader", "co_leader_1", "co_leader_2"}
    joined = {
        "first_name",
        "last_name",
        "rate",
        "on_leave",
        "primary",
        "institution",
        "long_number",
        "username",
        "person_id",
        "org_path",
        *LEVELS,
    }
    found = {"place", "other_numbers"}
    assert set(PEOPLE) - joined - of_leaders == set(Person.__dataclass_fields__) - found


def test_reading_twice_gives_the_same(tmp_path):
    rows = [CHIEF] + [(str(n), f"Navn {random.Random(n).random()}", "Stab", "1") for n in range(2, 30)]
    path = write(tmp_path, rows)
    assert read_roster(path, 2026) == read_roster(path, 2026)
