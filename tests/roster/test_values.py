"""What single cells mean: dates, hours, leave, pay, protection and names, as lists write them. Everybody is made up."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from exports.files import write_workbook
from exports.reading import blocking, by_name, codes, read, said

HEADERS = ("Tjenestenummer", "Navn", "Enhed", "Leder")
VERA = ("0001", "Vera Holm", "Stab", "")
BO = ("0042", "Bo Lind", "Stab", "0001")
IB = ("0043", "Ib Due", "Stab", "0001")
STAFF = (VERA, BO, IB)


def sheet_of(folder, headers, *more):
    """Reads the staff with more columns, a tuple of cells for each."""
    rows = [(*person, *cells) for person, cells in zip(STAFF, more, strict=False)]
    return read(write_workbook(folder / "liste.xlsx", Medarbejdere=((*HEADERS, *headers), *rows)))


def column_of(folder, header, *cells):
    """Reads the staff with one more column."""
    return sheet_of(folder, (header,), *((cell,) for cell in cells))


def hours_of(roster):
    return [person.weekly_hours for person in roster.people.values()]


# --- dates --------------------------------------------------------------------------------------


def test_months_first_in_one_column_make_the_sheets_other_dates_doubtful(tmp_path):
    roster, problems = sheet_of(
        tmp_path, ("Startdato", "Slutdato"), ("3/14/2020", "5/1/2026"), ("4/5/2017", "31-12-2026")
    )
    assert blocking(problems) == {"dates-month-first": 2}
    assert {problem.place.spot[-2:] for problem in problems} == {"E1", "F1"}
    vera, bo = roster.people.values()
    assert (vera.leaves_on, bo.employed_on) == (None, None)
    assert bo.leaves_on == date(2026, 12, 31)


def test_a_column_without_slashed_dates_is_not_doubted(tmp_path):
    roster, problems = sheet_of(
        tmp_path,
        ("Startdato", "Slutdato", "Samtaledato"),
        ("3/14/2020", "05-01-2026", ""),
        ("4/5/2017", date(2026, 1, 5), "12-11-2026"),
    )
    assert codes(problems) == {"dates-month-first": 1}
    assert {person.leaves_on for person in roster.people.values()} == {date(2026, 1, 5)}


def test_a_column_that_proves_the_day_first_is_read(tmp_path):
    roster, problems = sheet_of(
        tmp_path, ("Startdato", "Slutdato"), ("3/14/2020", "5/1/2026"), ("4/5/2017", "31/12/2026")
    )
    assert codes(problems) == {"dates-month-first": 1}
    assert [person.leaves_on for person in roster.people.values()] == [date(2026, 1, 5), date(2026, 12, 31)]


def test_a_column_that_proves_both_is_doubtful(tmp_path):
    roster, problems = column_of(tmp_path, "Startdato", "3/14/2020", "14/3/2020", "4/5/2017")
    assert codes(problems) == {"dates-month-first": 1}
    assert by_name(roster)["Ib Due"].employed_on is None


@pytest.mark.parametrize(
    "always",
    [
        *("01.01.1800", "01-01-1800", "1800-01-01", "1800-01-01T00:00:00", "18000101", 18000101, "01011800"),
        *("0001-01-01", "01-01-0001", "00010101", "1753-01-01 00:00:00", "30-12-1899", "1. januar 1800"),
        *("1/1/1800", datetime(1899, 12, 31), "29.02.1800"),
    ],
)
def test_the_beginning_of_time_is_no_date_and_no_problem(tmp_path, always):
    roster, problems = column_of(tmp_path, "Ansættelsesdato", always, "01-08-2014", always)
    assert problems == []
    assert [p.employed_on for p in roster.people.values()] == [None, date(2014, 8, 1), None]


@pytest.mark.parametrize("none", ["32-01-1800", "1800", "siden 1800", "01-08-2206", "18001301"])
def test_what_is_no_full_date_is_still_told(tmp_path, none):
    _, problems = column_of(tmp_path, "Ansættelsesdato", "", none)
    assert codes(problems) == {"date-unreadable": 1}


# --- hours --------------------------------------------------------------------------------------

HALF = Decimal("18.5")


@pytest.mark.parametrize(
    ("header", "cells", "hours"),
    [
        ("Beskæftigelsesgrad", (37, 30, "18,5"), [37, 30, HALF]),
        ("Beskæftigelsesgrad", (1, 0.5, "1,2"), [37, HALF, Decimal("44.4")]),
        ("Beskæftigelsesgrad", (100, 50, "30"), [37, HALF, Decimal("11.1")]),
        ("Beskæftigelsesgrad", (100, 50, 105), [37, HALF, Decimal("38.85")]),
        ("Beskæftigelsesgrad", (10000, 8649, "5000"), [37, 32, HALF]),
        ("Beskæftigelsesgrad", (160.33, "80,17", None), [37, HALF, None]),
        ("Beskæftigelsesprocent", (40, 20, 10), [Decimal("14.8"), Decimal("7.4"), Decimal("3.7")]),
        ("Beskæftigelsesprocent", (1, 0.5, None), [37, HALF, None]),
        ("Beskæftigelsesgrad", ("37 t", "30/37", "50 %"), [37, 30, HALF]),
        ("Beskæftigelsesgrad", ("100 pct.", "50 procent", "50%"), [37, HALF, HALF]),
        ("Stillingsbrøk", ("37/37", "30/37", "18,5 / 37"), [37, 30, HALF]),
        ("Beskæftigelsesgrad", (1, "30/37", 0.5), [37, 30, HALF]),
        ("Ugentlige timer", ("37:00", "7:24", "18:30"), [37, Decimal("7.4"), HALF]),
        ("Ugentlige timer", (timedelta(hours=37), timedelta(hours=18, minutes=30), None), [37, HALF, None]),
        ("Ugentlige timer", ("15,5 t/uge", "37 timer/uge", "37 t"), [Decimal("15.5"), 37, 37]),
        ("Ugentlige timer", ("37 timer pr. uge", "30 t. pr. uge", "30/37"), [37, 30, 30]),
        ("Ugentlige timer", (37, "160,33", "80,17 t/md"), [37, 37, HALF]),
        ("Ugentlige timer", (160.33, 160.33, "43,33"), [37, 37, 10]),
        ("Ugentlige timer", (37, 1, "0,5"), [37, 1, Decimal("0.5")]),
        ("Ugentlige timer", ("100 %", 37, None), [37, 37, None]),
        ("Ugentlige timer", (0, "-", "0,00"), [None, None, None]),
    ],
)
def test_hours_are_read_by_the_scale_of_their_column(tmp_path, header, cells, hours):
    roster, problems = column_of(tmp_path, header, *cells)
    assert problems == []
    assert hours_of(roster) == hours


@pytest.mark.parametrize("header", ["Ugentlige timer", "Beskæftigelsesgrad"])
@pytest.mark.parametrize("unclear", ["fuldtid", "ca. 30", "30-37", "37/0", 1924000, "1924 timer", True, -5])
def test_hours_that_cannot_be_read_are_told_and_block_nothing(tmp_path, header, unclear):
    roster, problems = column_of(tmp_path, header, "37 timer", "30 timer", unclear)
    assert codes(problems) == {"hours-unreadable": 1}
    assert not problems[0].blocks and problems[0].place.spot.endswith("!E4")
    assert "37" in problems[0].text and str(unclear) not in problems[0].text
    assert hours_of(roster) == [37, 30, None]


def test_hours_that_another_column_tells_are_no_problem(tmp_path):
    headers = ("Ugentlige timer", "Beskæftigelsesgrad")
    roster, problems = sheet_of(tmp_path, headers, ("fuldtid", 1), (None, 0.5), (30, None))
    assert problems == []
    assert hours_of(roster) == [37, HALF, 30]


def test_a_total_below_and_one_slip_among_many_leave_the_scale(tmp_path):
    rows = [(f"1{n:03}", f"Navn{n} Efternavn{n}", "Stab", "0001", 37) for n in range(60)]
    rows += [
        ("2000", "Eva Fejl", "Stab", "0001", 3700),
        ("I alt", None, None, None, 2257),
        (None,) * 4 + (9,),
    ]
    path = write_workbook(
        tmp_path / "liste.xlsx", Ark1=((*HEADERS, "Beskæftigelsesgrad"), (*VERA, 37), *rows)
    )
    roster, problems = read(path)
    assert codes(problems)["hours-unreadable"] == 1
    assert set(hours_of(roster)) == {37, None}


def test_two_lists_after_each_other_have_each_their_scale(tmp_path):
    for cells, hours in (((1, 0.5), [37, HALF]), ((37, 18.5), [37, HALF]), ((100, 50), [37, HALF])):
        assert hours_of(column_of(tmp_path, "Beskæftigelsesgrad", *cells)[0]) == hours


# --- leave --------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["Orlov", "På orlov"])
@pytest.mark.parametrize(
    "yes",
    ["Ja", "x", 1, True, "1", "01-09-2026", date(2026, 9, 1), "Barsel til 1/9", "Barsel", "Uden løn", "3"],
)
def test_a_column_of_leave_stands_beside_the_status(tmp_path, header, yes):
    roster, problems = sheet_of(tmp_path, ("Status", header), ("Ansat", None), ("Ansat", yes), ("", yes))
    assert problems == []
    assert [person.status for person in roster.people.values()] == ["active", "leave", "leave"]


@pytest.mark.parametrize(
    "no",
    [
        "Nej",
        "N",
        0,
        False,
        "-",
        None,
        "00.00.0000",
        "Ingen",
        "Ikke på orlov",
        "Ingen orlov",
        "Ansat",
        "Aktiv",
    ],
)
def test_a_column_of_leave_may_say_no(tmp_path, no):
    roster, problems = sheet_of(tmp_path, ("Status", "Orlov"), ("Ansat", no), ("Barsel", no), (None, no))
    assert problems == []
    assert [person.status for person in roster.people.values()] == ["active", "leave", "active"]


def test_whoever_has_left_is_on_no_leave(tmp_path):
    roster, problems = sheet_of(tmp_path, ("Status", "Orlov"), ("Ansat", ""), ("Fratrådt", "Ja"))
    assert problems == []
    assert by_name(roster)["Bo Lind"].status == "left"


def test_a_column_of_leave_needs_no_status(tmp_path):
    roster, problems = column_of(tmp_path, "Orlov", "Nej", "Barsel", "Ja")
    assert problems == []
    assert [person.status for person in roster.people.values()] == ["active", "leave", "leave"]


# --- pay and learning ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "title", "employment"),
    [
        ("Ikke timelønnet", "", ""),
        ("Ikke-timelønnet", "Lærer", ""),
        ("Månedslønnet (ikke timelønnet)", "", ""),
        ("Ikke fastansat, timelønnet", "", "hourly"),
        ("", "Koordinator for timelønnede", ""),
        ("", "Koordinator for vikarer og timelønnede", ""),
        ("", "Leder af timelønnede lærere", ""),
        ("", "Timelønskonsulent", ""),
        ("Deltime", "Lønkonsulent", ""),
        ("Time-løn", "", "hourly"),
        ("", "Timelønnet vikar", "hourly"),
        ("Timelønnede", "", "hourly"),
        ("Timelønsansat", "", "hourly"),
        ("Timeansat", "Koordinator for timelønnede", "hourly"),
        ("", "Vikar, timelønnet", "hourly"),
        ("", "Pædagogmedhjælper (timelønnet)", "hourly"),
        ("", "Vikar på timeløn", "hourly"),
        ("", "Vikar i dagtilbud, timelønnet", "hourly"),
        ("", "Kontorelev 1. år", "student"),
        ("", "SOSU-hjælperelev trin 1", "student"),
        ("", "Elev, 2. år", "student"),
        ("", "Elev 2", "student"),
        ("", "Kokkelærling 3. hovedforløb", "student"),
        ("", "Pædagogstuderende 2. praktikperiode", "student"),
        ("", "Studerende i praktik", "student"),
        ("", "2. års elev", "student"),
        ("", "Elevkoordinator", ""),
        ("", "Elevkoordinator 1", ""),
        ("", "Vejleder for studerende", ""),
        ("", "Vejleder trin 2 for elev", ""),
    ],
)
def test_pay_and_learning_are_told_by_whole_words_and_the_head_of_a_title(tmp_path, kind, title, employment):
    headers = ("Ansættelsesform", "Stilling")
    roster, problems = sheet_of(tmp_path, headers, ("Fast", "Chef"), (kind, title))
    assert problems == []
    assert by_name(roster)["Bo Lind"].employment == employment


# --- protection ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "protected"),
    [
        *((no, False) for no in ("-", "Ikke beskyttet", "Ukendt", "Nej", "0", 0, False, "Ingen", None, "n")),
        *(
            (no, False)
            for no in ("Ingen beskyttelse", "ikke navnebeskyttet", "00.00.0000", "Nej, ikke beskyttet")
        ),
        *((yes, True) for yes in ("Ja", "1", 1, "x", True, "Beskyttet", "Navnebeskyttet", "✓")),
        *(
            (yes, True)
            for yes in ("01-01-2024", date(2024, 1, 1), "31-12-9999", "Navne- og adressebeskyttelse")
        ),
        *((yes, True) for yes in ("Ja, navn", "Beskyttet til 1/9", "Hemmelig")),
    ],
)
def test_protection_is_told_by_a_yes_or_a_date(tmp_path, written, protected):
    roster, problems = column_of(tmp_path, "Navnebeskyttelse", None, written)
    assert problems == []
    assert by_name(roster)["Bo Lind"].protected is protected


@pytest.mark.parametrize(
    "unclear",
    ["?", "måske", "se sag 12", "Må ikke videregives", "Ikke længere beskyttet", "Ikke offentlig adresse"],
)
def test_what_says_neither_protects_and_is_told(tmp_path, unclear):
    roster, problems = column_of(tmp_path, "Navnebeskyttelse", None, unclear)
    assert codes(problems) == {"protection-unclear": 1}
    assert not problems[0].blocks and problems[0].place.spot.endswith("!E3")
    text = said(problems, "protection-unclear")
    assert "»Ja«" in text and "»Nej«" in text and unclear not in text.replace("Navnebeskyttelse«", "")
    assert by_name(roster)["Bo Lind"].protected


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Bo Dam, sygeplejerske", "Bo Dam"),
        ("Bo Dam, souschef og Lærer", "Bo Dam"),
        ("Bo Dam, cand.mag.", "Bo Dam"),
        ("Bo Dam, Ph.D.", "Bo Dam"),
        ("Dam, Bo", "Bo Dam"),
        ("Dam,Bo", "Bo Dam"),
        ("Dam, Bo, sygeplejerske", "Bo Dam"),
        ("Dam, Bo (barselsvikar)", "Bo Dam"),
        ("Dam, Bo M.", "Bo M. Dam"),
        ("Cruz, Ana de la", "Ana de la Cruz"),
        ("Moltke, Bo af", "Bo af Moltke"),
        ("von Dam, Åse Øe", "Åse Øe von Dam"),
        ("O'Neill-Dam, Anne-Marie", "Anne-Marie O'Neill-Dam"),
        ("DAM, BO", "BO DAM"),
        ("dam, bo", "bo dam"),
        ("Dam,", "Dam"),
        ("Bo Dam", "Bo Dam"),
        ("Bo Dam, af", "Bo Dam"),
    ],
)
def test_a_name_is_turned_round_only_where_a_first_name_follows(tmp_path, written, name):
    rows = (HEADERS, VERA, ("0042", written, "Stab", "0001"))
    roster, _ = read(write_workbook(tmp_path / "liste.xlsx", Medarbejdere=rows))
    assert roster.people["0042"].name == name


def test_a_ticked_cell_is_not_taken_for_a_number_in_the_same_column(tmp_path):
    roster, problems = column_of(tmp_path, "Senior", 12, True, 1)
    assert [person.senior for person in roster.people.values()] == [False, True, True]
    assert codes(problems) == {"yes-no-unclear": 1}


def test_the_same_cell_is_read_anew_in_another_column(tmp_path):
    rows = ((46310, 37), (37, 46310), (None, None))
    roster, problems = sheet_of(tmp_path, ("Samtaledato", "Ugentlige timer"), *rows)
    assert [person.talk_on for person in roster.people.values()] == [date(2026, 10, 15), None, None]
    assert hours_of(roster) == [37, None, None]
    assert codes(problems) == {"date-unreadable": 1, "hours-unreadable": 1}
