"""The exports of every system as they come, read without anybody having set anything."""

import shutil
import subprocess
from datetime import date
from decimal import Decimal

import pytest
from exports import aarhus, haderslev, holstebro, opus, os2mo, plan2learn, safetynet, sd_loen, viborg
from exports.reading import (
    blocking,
    by_name,
    codes,
    cpr_of,
    holds_any,
    leaderless,
    leaders,
    read,
    said,
    sheets_read,
    units,
)

WITHOUT_LEADERS = {"unit-without-leader", "leader-missing"}


def dates(person):
    return person.employed_on, person.leaves_on


# --- what holds for all of them -----------------------------------------------------------------

EXPORTS = {
    "OS2mo employees": (os2mo.write_employees, cpr_of(os2mo.EMPLOYEES)),
    "OS2mo two sheets": (os2mo.write_both_sheets, cpr_of(os2mo.EMPLOYEES)),
    "OS2mo two files": (os2mo.write_both_files, cpr_of(os2mo.EMPLOYEES)),
    "OS2mo detailed": (os2mo.write_detailed, cpr_of(os2mo.DETAILED)),
    "OS2mo actual": (os2mo.write_actual, cpr_of(os2mo.ACTUAL)),
    "Aarhus newer leaders": (aarhus.write_newer_leader_report, set()),
    "Haderslev newer": (haderslev.write_newer, cpr_of(haderslev.ROWS)),
    "Aarhus leaders": (aarhus.write_leader_report, set()),
    "Aarhus robot": (aarhus.write_robot, cpr_of(aarhus.ROBOT)),
    "SafetyNet employees": (safetynet.write_employees, cpr_of(safetynet.EMPLOYEES)),
    "SafetyNet folder": (safetynet.write_all, cpr_of(safetynet.EMPLOYEES, safetynet.MED)),
    "Plan2learn folder": (plan2learn.write_files, cpr_of(plan2learn.PEOPLE)),
    "Plan2learn sheets": (plan2learn.write_sheets, cpr_of(plan2learn.PEOPLE)),
    "SD Løn": (sd_loen.write, cpr_of(sd_loen.ROWS)),
    "Opus workbook": (opus.write_workbook_of_both, cpr_of(opus.EMPLOYEES)),
    "Opus from SAP": (opus.write_sap_files, cpr_of(opus.EMPLOYEES)),
    "Holstebro intranet": (holstebro.write_intranet, cpr_of(holstebro.INTRANET)),
    "Holstebro general": (holstebro.write_general, set()),
    "Haderslev": (haderslev.write, cpr_of(haderslev.ROWS)),
    "Viborg employees": (viborg.write_employees, cpr_of(viborg.EMPLOYEES)),
    "Viborg with units": (viborg.write_with_units, cpr_of(viborg.EMPLOYEES)),
}


@pytest.fixture(params=EXPORTS.values(), ids=EXPORTS.keys())
def export(request, tmp_path):
    write, numbers = request.param
    return write(tmp_path), numbers


def test_nothing_but_a_missing_leader_stops_an_export(export):
    roster, problems = read(export[0])
    assert set(blocking(problems)) <= {*WITHOUT_LEADERS, "leader-vacant", "number-missing"}
    assert len(roster.people) >= 9


def test_no_cpr_number_is_left_of_an_export(export):
    path, numbers = export
    roster, problems = read(path)
    assert holds_any(roster, problems, numbers) == []
    told = [column for sheet in roster.sources for column in sheet.columns if column.how == "cpr"]
    assert bool(told) == bool(numbers)


def test_an_export_is_read_the_same_twice(export):
    assert read(export[0]) == read(export[0])


def test_everybody_led_is_led_by_somebody_on_the_roster(export):
    roster, _ = read(export[0])
    assert {person.leader for person in roster.people.values()} <= {*roster.people, ""}


def test_nobodys_unit_or_name_is_a_code(export):
    roster, _ = read(export[0])
    for person in roster.people.values():
        assert person.name == " ".join(person.name.split())
        assert len(person.unit) != 36 and len(person.parent_unit) != 36


def test_no_unit_is_under_itself(export):
    roster, _ = read(export[0])
    assert [p.name for p in roster.people.values() if p.unit and p.unit == p.parent_unit] == []


def test_a_sheet_that_was_read_is_not_told_to_be_unread(export):
    roster, problems = read(export[0])
    text = said(problems, "sheet-chosen").partition("er læst")[2]
    assert not [sheet.name for sheet in roster.sources if f"»{sheet.name}«" in text]


def test_every_header_of_the_list_of_people_is_told_of(export):
    roster, _ = read(export[0])
    people = [sheet for sheet in roster.sources if sheet.holds == "people"]
    assert len(people) == 1
    assert people[0].header == 1
    assert all(column.header and column.letter for column in people[0].columns)


# --- OS2mo --------------------------------------------------------------------------------------


def test_os2mo_knows_people_by_their_mail_where_there_is_no_number(tmp_path):
    roster, problems = read(os2mo.write_employees(tmp_path))
    people = by_name(roster)
    assert len(people) == 11
    assert people["Bo Lind"].title == "Pædagog"
    assert people["Bo Lind"].email == "boli@bredby.dk"
    assert people["Åse Ærø-O'Neill"].unit == "Børnehuset Regnbuen"
    assert people["Sofie Friis"].employment == "student"
    assert codes(problems)["number-from-other"] == 1
    assert all(len(person.number) <= 16 for person in people.values())


def test_os2mo_leaves_out_whom_only_cpr_could_tell_apart(tmp_path):
    roster, _ = read(os2mo.write_employees(tmp_path))
    assert [out.name for out in roster.left_out if out.name == "Kim Vang"] == ["Kim Vang"]
    assert "Kim Vang" not in by_name(roster)


def test_os2mo_counts_somebody_with_two_engagements_once(tmp_path):
    roster, problems = read(os2mo.write_employees(tmp_path))
    assert [name for name in by_name(roster) if name.startswith("Jens Juhl")] == ["Jens Juhl"]
    assert codes(problems)["engagements-joined"] == 1


def test_os2mo_without_its_leaders_is_one_problem_a_unit(tmp_path):
    _, problems = read(os2mo.write_employees(tmp_path))
    assert leaderless(problems) == 4
    text = said(problems, "unit-without-leader")
    for unit in ("Direktionen", "Skolen ved Åen", "Børnehuset Regnbuen", "Hjemmepleje Nord"):
        assert unit in text


@pytest.mark.parametrize("write", [os2mo.write_both_sheets, os2mo.write_both_files])
def test_os2mo_takes_leaders_from_their_own_report(tmp_path, write):
    roster, problems = read(write(tmp_path))
    assert leaders(roster) == {
        "Dorte Bech": "",
        "Lene Dahl": "Ib Due",
        "Ib Due": "",
        "Sofie Friis": "Dorte Bech",
        "Vera Holm": "",
        "Jens Juhl": "Ib Due",
        "Bo Lind": "Anna Marie Østergård",
        "Hanne Lund": "Dorte Bech",
        "Per Skov": "Vera Holm",
        "Åse Ærø-O'Neill": "Anna Marie Østergård",
        "Anna Marie Østergård": "",
    }
    assert leaderless(problems) == 0
    assert sorted(sheets_read(roster).values()) == ["leaders", "people"]


def test_os2mo_detailed_knows_people_by_account_and_else_by_uuid(tmp_path):
    roster, problems = read(os2mo.write_detailed(tmp_path))
    people = by_name(roster)
    assert people["Bo Lind"].number == "BOLI"
    assert dates(people["Bo Lind"]) == (date(2019, 1, 1), date(2026, 12, 31))
    assert dates(people["Liv Nyborg"]) == (date(2027, 2, 1), None)
    assert people["Anna Marie Østergård"].unit == "Børnehuset Regnbuen"
    assert people["Kim Vang"].employment == "hourly"
    assert people["Kim Vang"].number and len(people["Kim Vang"].number) <= 16
    assert codes(problems)["number-from-other"] == 1


def test_os2mo_detailed_joins_the_engagements_of_one_uuid(tmp_path):
    roster, problems = read(os2mo.write_detailed(tmp_path))
    assert len(roster.people) == 11
    assert by_name(roster)["Jens Juhl"].unit == "Skolen ved Åen"
    assert codes(problems)["engagements-joined"] == 1


def test_two_units_of_one_name_and_different_uuids_are_two(tmp_path):
    roster, problems = read(os2mo.write_detailed(tmp_path))
    people = by_name(roster)
    assert people["Liv Nyborg"].unit == people["Mads Riis"].unit == "Køkken"
    assert people["Liv Nyborg"].unit_code != people["Mads Riis"].unit_code
    assert leaderless(problems) == 5


def test_os2mo_newer_report_has_numbers_and_the_path_of_units(tmp_path):
    roster, problems = read(os2mo.write_actual(tmp_path))
    people = by_name(roster)
    assert people["Bo Lind"].number == "00211"
    assert (people["Bo Lind"].unit, people["Bo Lind"].parent_unit) == ("Regnbuen", "Børn og Unge")
    assert (people["Per Skov"].unit, people["Per Skov"].parent_unit) == ("Børn og Unge", "Bredby")
    assert {people["Jens Juhl"].number, *people["Jens Juhl"].other_numbers} == {"00312", "00216"}
    assert people["Kim Vang"].employment == "hourly"
    assert codes(problems)["number-from-other"] == 0
    assert leaderless(problems) == 4


# --- Aarhus -------------------------------------------------------------------------------------


def test_aarhus_leaders_are_found_by_name_and_lead_up_the_path(tmp_path):
    roster, _ = read(aarhus.write_leader_report(tmp_path))
    assert leaders(roster) == {
        "Vera Holm": "",
        "Per Skov": "Vera Holm",
        "Lis Konge": "Per Skov",
        "Ib Due": "Per Skov",
        "Anna Marie Østergård": "Per Skov",
        "Bo Lind": "Anna Marie Østergård",
        "Åse Ærø-O'Neill": "Anna Marie Østergård",
        "Mia Sørensen": "Anna Marie Østergård",
        "Lene Dahl": "Ib Due",
        "Jens Juhl": "Ib Due",
        "Siff Bro": "Ib Due",
        "Hanne Lund": "",
        "Sofie Friis": "",
    }


def test_aarhus_newer_report_says_the_same_of_leaders_and_units(tmp_path):
    older, newer = (tmp_path / name for name in ("older", "newer"))
    older.mkdir()
    newer.mkdir()
    before, now = read(aarhus.write_leader_report(older))[0], read(aarhus.write_newer_leader_report(newer))[0]
    assert leaders(now) == leaders(before)
    assert units(now) == units(before)
    assert by_name(now)["Siff Bro"].employment == "hourly"
    assert by_name(now)["Lene Dahl"].employment == ""


def test_aarhus_newer_report_has_its_titles_under_a_header_that_must_be_told(tmp_path):
    roster, _ = read(aarhus.write_newer_leader_report(tmp_path), columns={"Tekst": "Stilling"})
    assert by_name(roster)["Bo Lind"].title == "Pædagog"
    assert by_name(roster)["Mia Sørensen"].employment == "student"


def test_aarhus_has_one_number_for_two_people_in_two_institutions(tmp_path):
    roster, problems = read(aarhus.write_leader_report(tmp_path))
    people = by_name(roster)
    assert people["Lene Dahl"].number != people["Jens Juhl"].number
    assert "00311" in people["Lene Dahl"].number and "00311" in people["Jens Juhl"].number
    assert people["Bo Lind"].number == "00211"
    assert codes(problems)["number-twice"] == 0


def test_aarhus_leader_who_stands_in_two_units_is_one_person(tmp_path):
    roster, problems = read(aarhus.write_leader_report(tmp_path))
    assert by_name(roster)["Ib Due"].number == "00103"
    assert by_name(roster)["Ib Due"].other_numbers == ()
    assert codes(problems)["perhaps-same-person"] == 0


def test_aarhus_tells_of_a_vacant_leader_once_a_unit_and_of_co_leaders(tmp_path):
    _, problems = read(aarhus.write_leader_report(tmp_path))
    assert codes(problems)["leader-vacant"] == 1
    assert "Hjemmepleje Nord" in said(problems, "leader-vacant")
    assert codes(problems)["co-leaders"] == 1
    assert "Anna Marie Østergård" in said(problems, "co-leaders")


def test_aarhus_unit_without_anybody_is_nobody(tmp_path):
    roster, problems = read(aarhus.write_leader_report(tmp_path))
    assert len(roster.people) == 13
    assert roster.left_out == ()
    assert not set(codes(problems)) & {"number-missing", "name-missing", "number-unusable"}


def test_aarhus_path_gives_the_unit_above(tmp_path):
    people = by_name(read(aarhus.write_leader_report(tmp_path))[0])
    assert (people["Bo Lind"].unit, people["Bo Lind"].parent_unit) == ("Børnehuset Regnbuen", "Børn og Unge")
    assert (people["Vera Holm"].unit, people["Vera Holm"].parent_unit) == ("Bredby Kommune", "")


def test_aarhus_robots_see_codes_for_units_and_numbers_for_states(tmp_path):
    roster, problems = read(aarhus.write_robot(tmp_path))
    people = by_name(roster)
    assert people["Vera Holm"].number == "04711"
    assert people["Vera Holm"].unit_code == "5F4A"
    assert people["Bo Lind"].agreement == "76001"
    assert (people["Jens Juhl"].status, people["Ove Kjær"].status) == ("leave", "left")
    assert people["Siff Bro"].status in ("active", "leave")
    assert dates(people["Bo Lind"]) == (date(2019, 1, 1), date(2026, 12, 31))
    assert dates(people["Lene Dahl"]) == (date(2011, 8, 1), None)
    assert leaderless(problems) == 3
    assert codes(problems)["status-unknown"] == 0


def test_aarhus_robots_employments_of_one_cpr_number_are_one_person(tmp_path):
    roster, problems = read(aarhus.write_robot(tmp_path))
    assert len(roster.people) == 11
    aase = by_name(roster)["Åse Ærø"]
    assert {aase.number, *aase.other_numbers} == {"04723", "09101"}
    assert codes(problems)["engagements-joined"] == 1


def test_a_fictional_cpr_number_makes_nobody_the_same_person(tmp_path):
    people = by_name(read(aarhus.write_robot(tmp_path))[0])
    assert (people["Mads Riis"].number, people["Eva Krogh"].number) == ("04731", "04732")


# --- SafetyNet ----------------------------------------------------------------------------------

SAFETYNET_LEADERS = {
    "Vera Holm": "",
    "Per Skov": "Vera Holm",
    "Anna Marie Østergård": "Per Skov",
    "Bo Lind": "Anna Marie Østergård",
    "Åse Ærø-O'Neill": "Anna Marie Østergård",
    "Kim Vang": "Anna Marie Østergård",
    "Liv Nyborg": "Anna Marie Østergård",
    "Ib Due": "Per Skov",
    "Lene Dahl": "Ib Due",
    "Jens Juhl": "Ib Due",
    "Ove Kjær": "Ib Due",
}


@pytest.mark.parametrize("delimiter", ["||", ";"])
@pytest.mark.parametrize("documented", [False, True])
def test_safetynet_employees_alone_have_their_leaders_by_number(tmp_path, delimiter, documented):
    roster, problems = read(safetynet.write_employees(tmp_path, delimiter, documented))
    assert leaders(roster) == SAFETYNET_LEADERS
    people = by_name(roster)
    assert people["Kim Vang"].employment == "hourly"
    assert dates(people["Bo Lind"]) == (date(2019, 1, 1), date(2026, 12, 31))
    assert dates(people["Kim Vang"]) == (date(2025, 5, 1), None)
    assert dates(people["Liv Nyborg"]) == (date(2027, 2, 1), None)
    assert people["Bo Lind"].title == "Pædagog"
    assert set(codes(problems)) <= {"cpr-dropped", "engagements-joined"}


@pytest.mark.parametrize("delimiter", ["||", ";"])
def test_safetynet_units_and_med_stand_beside_the_employees(tmp_path, delimiter):
    roster, _ = read(safetynet.write_all(tmp_path, delimiter))
    assert leaders(roster) == SAFETYNET_LEADERS
    people = by_name(roster)
    assert (people["Bo Lind"].unit, people["Bo Lind"].parent_unit) == ("Børnehuset Regnbuen", "Børn og Unge")
    assert people["Vera Holm"].unit == "Direktionen"
    assert sheets_read(roster)["adm-engagements.csv", "adm-engagements"] == "people"
    assert sheets_read(roster)["adm-ous.csv", "adm-ous"] == "units"


def test_safetynet_two_engagements_with_two_numbers_are_one_person(tmp_path):
    roster, problems = read(safetynet.write_employees(tmp_path))
    jens = by_name(roster)["Jens Juhl"]
    assert {jens.number, *jens.other_numbers} == {"00312", "00313"}
    assert codes(problems)["engagements-joined"] == 1


# --- Plan2learn ---------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [plan2learn.write_files, plan2learn.write_sheets])
def test_plan2learn_is_put_together_from_five_tables(tmp_path, write):
    roster, problems = read(write(tmp_path))
    assert leaders(roster) == {
        "Vera Holm": "",
        "Per Skov": "Vera Holm",
        "Anna Marie Østergård": "Per Skov",
        "Bo Lind": "Anna Marie Østergård",
        "Åse Ærø-O'Neill": "Anna Marie Østergård",
        "Kim Vang": "Anna Marie Østergård",
        "Liv Nyborg": "Anna Marie Østergård",
        "Ib Due": "Per Skov",
        "Lene Dahl": "Ib Due",
        "Jens Juhl": "Ib Due",
        "Mia Sørensen": "Anna Marie Østergård",
        "Lis Konge": "Per Skov",
    }
    assert units(roster)["Lene Dahl"] == "Skolen ved Åen"
    assert by_name(roster)["Bo Lind"].parent_unit == "Børn og Unge"
    assert codes(problems)["number-from-other"] == 1


@pytest.mark.parametrize("write", [plan2learn.write_files, plan2learn.write_sheets])
def test_plan2learn_takes_the_primary_engagement(tmp_path, write):
    people = by_name(read(write(tmp_path))[0])
    assert (people["Jens Juhl"].unit, people["Jens Juhl"].employment) == ("Skolen ved Åen", "")
    assert people["Kim Vang"].employment == "hourly"
    assert people["Mia Sørensen"].employment == "student"
    assert dates(people["Liv Nyborg"]) == (date(2027, 2, 1), None)


def test_plan2learn_title_comes_from_its_code_where_it_is_not_written(tmp_path):
    people = by_name(read(plan2learn.write_files(tmp_path))[0])
    assert people["Lene Dahl"].title == "Lærer"
    assert people["Åse Ærø-O'Neill"].title == "Pædagogmedhjælper"


def test_plan2learn_files_and_sheets_give_the_same_people(tmp_path):
    files, sheets = read(plan2learn.write_files(tmp_path))[0], read(plan2learn.write_sheets(tmp_path))[0]
    assert list(files.people) == list(sheets.people)
    assert leaders(files) == leaders(sheets)
    assert all(len(number) <= 16 for number in files.people)


# --- SD Løn -------------------------------------------------------------------------------------


def test_sd_one_number_in_two_institutions_is_two_people(tmp_path):
    roster, problems = read(sd_loen.write(tmp_path))
    people = by_name(roster)
    assert people["Bo Lind"].number != people["Lene Dahl"].number
    assert "04711" in people["Bo Lind"].number and "04711" in people["Lene Dahl"].number
    assert people["Ib Due"].number == "00310"
    assert codes(problems)["number-twice"] == 0


def test_sd_two_numbers_with_one_cpr_number_are_one_person(tmp_path):
    roster, problems = read(sd_loen.write(tmp_path))
    assert len(roster.people) == 11
    jens = by_name(roster)["Jens Juhl"]
    assert (jens.number, jens.other_numbers, jens.unit) == ("00312", ("00216",), "Skolen ved Åen")
    assert codes(problems)["engagements-joined"] == 1


def test_sd_reads_employment_and_not_seniority(tmp_path):
    people = by_name(read(sd_loen.write(tmp_path))[0])
    assert dates(people["Vera Holm"]) == (date(1998, 2, 1), None)
    assert dates(people["Bo Lind"]) == (date(2019, 1, 1), date(2026, 12, 31))
    assert dates(people["Liv Nyborg"]) == (date(2027, 2, 1), None)
    assert (people["Åse Ærø-O'Neill"].status, people["Ove Kjær"].status) == ("leave", "left")
    assert (people["Kim Vang"].employment, people["Mia Sørensen"].employment) == ("hourly", "student")
    assert people["Vera Holm"].weekly_hours == 37
    assert abs(people["Bo Lind"].weekly_hours - 30) < Decimal("0.1")
    assert (people["Bo Lind"].unit, people["Bo Lind"].unit_code) == ("Børnehuset Regnbuen", "5F4A")


def test_sd_says_nothing_of_leaders_once_a_unit(tmp_path):
    _, problems = read(sd_loen.write(tmp_path))
    assert leaderless(problems) == 3


# --- KMD Opus -----------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [opus.write_workbook_of_both, opus.write_sap_files])
def test_opus_leaders_are_the_managers_of_their_units(tmp_path, write):
    roster, problems = read(write(tmp_path))
    assert leaders(roster) == {
        "Vera Holm": "",
        "Per Skov": "Vera Holm",
        "Lis Konge": "Per Skov",
        "Anna Marie Østergård": "Per Skov",
        "Bo Lind": "Anna Marie Østergård",
        "Åse Ærø-O'Neill": "Anna Marie Østergård",
        "Kim Vang": "Anna Marie Østergård",
        "Liv Nyborg": "Anna Marie Østergård",
        "Mia Sørensen": "Anna Marie Østergård",
        "Ib Due": "Per Skov",
        "Lene Dahl": "Ib Due",
        "Jens Juhl": "Ib Due",
        "Hanne Lund": "Vera Holm",
        "Mads Riis": "Vera Holm",
    }
    assert codes(problems)["leader-from-above"] == 1
    assert "Træningscenteret" in said(problems, "leader-from-above")
    assert "Vera Holm" in said(problems, "leader-from-above")
    assert leaderless(problems) == 0


@pytest.mark.parametrize("write", [opus.write_workbook_of_both, opus.write_sap_files])
def test_opus_p_numbers_of_units_are_no_cpr_numbers(tmp_path, write):
    _, problems = read(write(tmp_path))
    assert codes(problems)["cpr-dropped"] == 1


@pytest.mark.parametrize("write", [opus.write_workbook_of_both, opus.write_sap_files])
def test_opus_people_have_units_dates_and_ways_of_pay(tmp_path, write):
    roster, _ = read(write(tmp_path))
    people = by_name(roster)
    assert people["Bo Lind"].number == "00002101"
    assert (people["Bo Lind"].unit, people["Bo Lind"].parent_unit) == ("Børnehuset Regnbuen", "Børn og Unge")
    assert dates(people["Bo Lind"]) == (date(2019, 1, 1), date(2026, 12, 31))
    assert dates(people["Åse Ærø-O'Neill"]) == (date(2020, 6, 1), None)
    assert dates(people["Vera Holm"]) == (date(1998, 2, 1), None)
    assert (people["Kim Vang"].employment, people["Mia Sørensen"].employment) == ("hourly", "student")
    assert people["Jens Juhl"].number == "00003102"
    assert people["Jens Juhl"].other_numbers == ("00003103",)


# --- Holstebro ----------------------------------------------------------------------------------


def test_holstebro_intranet_turns_names_round_and_looks_up_the_levels(tmp_path):
    roster, problems = read(holstebro.write_intranet(tmp_path))
    people = by_name(roster)
    assert len(people) == 12
    assert (people["Bo Lind"].number, people["Bo Lind"].unit) == ("00211", "Børnehuset Regnbuen")
    assert people["Bo Lind"].parent_unit == "Dagtilbud Nord"
    assert people["Lene Dahl"].parent_unit == "Børn og Unge"
    assert dates(people["Liv Nyborg"]) == (date(2027, 2, 1), None)
    assert people["Mia Sørensen"].employment == "student"
    assert "Samling" not in {person.parent_unit for person in people.values()}
    assert leaderless(problems) == 4


def test_holstebro_helper_unit_is_folded_into_the_real_one(tmp_path):
    people = by_name(read(holstebro.write_intranet(tmp_path))[0])
    assert people["Anna Marie Østergård"].unit == "Børnehuset Regnbuen"
    assert people["Anna Marie Østergård"].parent_unit == "Dagtilbud Nord"


def test_holstebro_export_without_zeros_is_about_the_same_people(tmp_path):
    full, _ = read(holstebro.write_intranet(tmp_path))
    stripped, problems = read(holstebro.write_intranet(tmp_path, strip_zeros=True))
    assert [number.lstrip("0") for number in full.people] == list(stripped.people)
    assert units(full) == units(stripped)
    assert set(blocking(problems)) <= WITHOUT_LEADERS


def test_holstebro_gruppe_is_a_unit_and_no_group_that_talks(tmp_path):
    roster, problems = read(holstebro.write_general(tmp_path))
    assert roster.groups == {}
    assert {person.group for person in roster.people.values()} == {""}
    people = by_name(roster)
    assert (people["Bo Lind"].unit, people["Bo Lind"].parent_unit) == ("Stue 1", "Børnehuset Regnbuen")
    assert people["Bo Lind"].number == "00211"
    assert (people["Siff Bro"].employment, people["Bo Lind"].employment) == ("hourly", "")
    assert codes(problems)["number-from-other"] == 0


# --- Haderslev ----------------------------------------------------------------------------------


def test_haderslev_canteen_list_is_a_roster_without_leaders(tmp_path):
    roster, problems = read(haderslev.write(tmp_path))
    people = by_name(roster)
    assert len(people) == 11
    assert dates(people["Vera Holm"]) == (date(1998, 2, 1), None)
    assert dates(people["Bo Lind"]) == (date(2019, 1, 1), date(2026, 12, 31))
    assert (people["Bo Lind"].unit, people["Bo Lind"].unit_code) == ("Regnbuen", "5F4A")
    assert (people["Kim Vang"].employment, people["Mia Sørensen"].employment) == ("hourly", "student")
    assert (people["Jens Juhl"].number, people["Jens Juhl"].other_numbers) == ("00312", ("00216",))
    assert leaderless(problems) == 3


def test_haderslev_newer_list_says_how_much_somebody_works(tmp_path):
    people = by_name(read(haderslev.write_newer(tmp_path))[0])
    assert abs(people["Bo Lind"].weekly_hours - 30) < Decimal("0.1")
    assert (people["Jens Juhl"].number, people["Jens Juhl"].other_numbers) == ("00312", ("00216",))


# --- Viborg -------------------------------------------------------------------------------------


def test_viborg_leader_rows_without_a_unit_are_the_same_people(tmp_path):
    roster, problems = read(viborg.write_employees(tmp_path))
    people = by_name(roster)
    assert len(people) == 12
    assert people["Anna Marie Østergård"].number == "10210"
    assert people["Anna Marie Østergård"].unit_code
    assert people["Anna Marie Østergård"].other_numbers == ()
    assert people["Siff Bro"].employment == "hourly"
    assert leaderless(problems) == 4
    assert not set(codes(problems)) & {"number-twice", "engagements-joined"}


def test_viborg_units_name_their_manager_by_uuid(tmp_path):
    roster, problems = read(viborg.write_with_units(tmp_path))
    assert leaders(roster) == {
        "Vera Holm": "",
        "Per Skov": "Vera Holm",
        "Lis Konge": "Per Skov",
        "Anna Marie Østergård": "Per Skov",
        "Bo Lind": "Anna Marie Østergård",
        "Åse Ærø-O'Neill": "Anna Marie Østergård",
        "Liv Nyborg": "Anna Marie Østergård",
        "Mia Sørensen": "Anna Marie Østergård",
        "Ib Due": "Per Skov",
        "Lene Dahl": "Ib Due",
        "Jens Juhl": "Ib Due",
        "Siff Bro": "Ib Due",
    }
    assert by_name(roster)["Bo Lind"].unit == "Børnehuset Regnbuen"
    assert leaderless(problems) == 0


# --- saved by another program -------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_an_export_saved_anew_by_libreoffice_says_the_same(tmp_path, suffix):
    office = shutil.which("soffice") or pytest.skip("LibreOffice is not installed")
    written = opus.write_workbook_of_both(tmp_path)
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        suffix,
    ]
    subprocess.run([*command, "--outdir", tmp_path, written], check=True, capture_output=True, timeout=120)
    before, after = read(written)[0], read(written.with_suffix(f".{suffix}"))[0]
    assert list(after.people) == list(before.people)
    assert leaders(after) == leaders(before)
    assert [dates(person) for person in after.people.values()] == [dates(p) for p in before.people.values()]


# --- folders ------------------------------------------------------------------------------------


def test_what_else_lies_in_a_folder_stops_nothing(tmp_path):
    folder = os2mo.write_both_files(tmp_path)
    (folder / "~$OS2mo Ansatte.xlsx").write_bytes(b"\x07HR" + b"\0" * 160)
    (folder / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (folder / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "Læs mig.docx").write_bytes(b"PK")
    roster, problems = read(folder)
    assert len(roster.people) == 11
    assert set(blocking(problems)) <= {"number-missing"}


def test_a_folder_without_tables_is_a_problem_and_no_traceback(tmp_path):
    (tmp_path / "tom").mkdir()
    roster, problems = read(tmp_path / "tom")
    assert roster.people == {}
    assert blocking(problems).total() == 1
