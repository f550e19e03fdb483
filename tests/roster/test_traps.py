"""What lists of people do to those who read them: one trap a test. Everybody and every number is made up."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from exports.files import write_text, write_workbook
from exports.reading import blocking, by_name, codes, holds_any, leaders, read, said
from openpyxl import Workbook
from openpyxl.styles.numbers import FORMAT_TEXT
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline.sheets.annotating import TITLE

HEADERS = ("Tjenestenummer", "Navn", "Enhed", "Leder")
VERA = ("0001", "Vera Holm", "Stab", "")
BO = ("0042", "Bo Lind", "Regnbuen", "0001")
ANNA = ("0010", "Anna Marie Østergård", "Regnbuen", "0001")
STAFF = (VERA, ANNA, BO)


def sheet_of(folder, *rows, headers=HEADERS, **wanted):
    """Reads a workbook of one sheet with the headers and rows."""
    return read(write_workbook(folder / "liste.xlsx", Medarbejdere=(headers, *rows)), **wanted)


def staff_with(folder, header, *cells):
    """Reads the staff with one more column, a cell for each; the last cells may be left out."""
    rows = [(*person, cell) for person, cell in zip(STAFF, cells, strict=False)]
    return sheet_of(folder, *rows, headers=(*HEADERS, header))


def new_book(*rows, headers=HEADERS):
    """A workbook to spoil before it is saved, and its page."""
    book = Workbook()
    book.active.title = "Medarbejdere"
    for row in (headers, *rows):
        book.active.append(list(row))
    return book, book.active


def saved(book, folder):
    """Reads the workbook after saving it."""
    book.save(folder / "liste.xlsx")
    return read(folder / "liste.xlsx")


def text_file(folder, text, name="liste.csv", encoding="cp1252", **wanted):
    """Reads a text file."""
    (folder / name).write_bytes(text.encode(encoding))
    return read(folder / name, **wanted)


# --- where the table stands ---------------------------------------------------------------------


def test_the_headers_may_stand_under_merged_titles(tmp_path):
    titles = [("Bredby Kommune",), ("Medarbejdere pr. 1. november 2026", None, None, "Løn og Personale"), ()]
    book = Workbook()
    for row in (*titles, HEADERS, *STAFF):
        book.active.append(list(row))
    book.active.merge_cells("A1:D1")
    book.active.merge_cells("A2:C2")
    roster, problems = saved(book, tmp_path)
    assert problems == []
    assert roster.people["0042"].place.spot.endswith("!A7")
    assert roster.sources[0].header == 4


def test_the_headers_may_stand_on_two_rows_of_which_one_groups_them(tmp_path):
    above = ("Medarbejder", None, "Organisation", None)
    path = write_workbook(tmp_path / "liste.xlsx", Medarbejdere=(above, HEADERS, *STAFF))
    roster, problems = read(path)
    assert list(roster.people) == ["0001", "0010", "0042"]
    assert problems == []


@pytest.mark.parametrize(
    "below",
    [
        ("I alt", 3),
        ("Antal ansatte:", None, 3),
        (None, "Antal ansatte", 3),
        ("Udtrukket den 01-11-2026 kl. 08.30 af Løn og Personale",),
        ("Udtrukket den", "01-11-2026"),
        ("Underskrift:", "____________"),
        ("Kontrolleret af:", "Lone Lund"),
        ("Med venlig hilsen", "Lone Lund", "Løn og Personale"),
        ("* timelønnede er ikke med",),
        ("Side 1 af 1",),
        (None, None, None, "Kilde: SD Løn"),
    ],
)
def test_what_stands_below_the_list_is_nobody(tmp_path, below):
    roster, problems = sheet_of(tmp_path, *STAFF, (), below)
    assert list(roster.people) == ["0001", "0010", "0042"]
    assert problems == []
    assert all(out.reason for out in roster.left_out)


def test_blank_rows_between_people_are_nobody(tmp_path):
    roster, problems = sheet_of(tmp_path, VERA, (), (None, " ", "\u00a0"), ANNA, ("", "", "", ""), BO)
    assert problems == []
    assert list(roster.people) == ["0001", "0010", "0042"]


def test_blank_columns_before_and_between_are_nothing(tmp_path):
    path = write_workbook(
        tmp_path / "liste.xlsx", Ark1=[(None, *row[:2], None, *row[2:]) for row in (HEADERS, *STAFF)]
    )
    roster, problems = read(path)
    assert problems == []
    assert leaders(roster)["Bo Lind"] == "Vera Holm"


# --- what is hidden -----------------------------------------------------------------------------


def test_hidden_rows_are_read_and_told(tmp_path):
    book, page = new_book(*STAFF)
    page.row_dimensions[3].hidden = True
    roster, problems = saved(book, tmp_path)
    assert list(roster.people) == ["0001", "0010", "0042"]
    assert codes(problems) == {"rows-hidden": 1}
    assert "3" in said(problems, "rows-hidden") and not problems[0].blocks


def test_rows_that_a_filter_hides_are_read_and_told_once(tmp_path):
    book, page = new_book(*STAFF)
    page.auto_filter.ref = "A1:D4"
    page.auto_filter.add_filter_column(2, ["Stab"])
    for row in (3, 4):
        page.row_dimensions[row].hidden = True
    roster, problems = saved(book, tmp_path)
    assert len(roster.people) == 3
    assert codes(problems) == {"rows-hidden": 1}


def test_hidden_columns_are_read_and_told(tmp_path):
    book, page = new_book(*STAFF)
    page.column_dimensions["D"].hidden = True
    roster, problems = saved(book, tmp_path)
    assert leaders(roster)["Bo Lind"] == "Vera Holm"
    assert codes(problems) == {"columns-hidden": 1}
    assert "D" in said(problems, "columns-hidden")


@pytest.mark.parametrize("name", ["Medarbejdere", "Sidste år"])
def test_a_hidden_sheet_is_not_chosen_where_a_visible_one_fits(tmp_path, name):
    book, old = new_book(
        ("1", "Gamle Gerda", "Arkiv", ""), *[(n, f"N{n} A", "x", "1") for n in range(50, 60)]
    )
    old.title, old.sheet_state = name, "hidden"
    page = book.create_sheet("Liste")
    for row in (HEADERS, *STAFF):
        page.append(list(row))
    book.active = 1
    roster, problems = saved(book, tmp_path)
    assert list(roster.people) == ["0001", "0010", "0042"]
    assert blocking(problems) == {}


# --- which sheet, which column ------------------------------------------------------------------


def test_the_sheet_of_people_is_found_among_others_and_told(tmp_path):
    sheets = {
        "Vejledning": (("Sådan bruges listen",), ("Filtrér på enhed",)),
        "Ferie": (("Navn", "Feriedage"), ("Bo Lind", 25)),
        "Medarbejdere_2025": (HEADERS, VERA),
        "Medarbejdere_2026": (HEADERS, *STAFF),
    }
    roster, problems = read(write_workbook(tmp_path / "liste.xlsx", **sheets))
    assert list(roster.people) == ["0001", "0010", "0042"]
    assert codes(problems) == {"sheet-chosen": 1}
    assert "Medarbejdere 2026" in said(problems, "sheet-chosen") and not problems[0].blocks


def test_a_single_list_among_notes_needs_no_telling(tmp_path):
    sheets = {
        "Forside": (("Bredby Kommune",),),
        "Ark1": (HEADERS, *STAFF),
        "Koder": (("Kode", "Tekst"), (1, "x")),
    }
    roster, problems = read(write_workbook(tmp_path / "liste.xlsx", **sheets))
    assert len(roster.people) == 3
    assert problems == []


def test_the_sheet_may_be_named(tmp_path):
    path = write_workbook(tmp_path / "liste.xlsx", Alle=(HEADERS, *STAFF), Stab=(HEADERS, VERA))
    roster, problems = read(path, sheet="Stab")
    assert list(roster.people) == ["0001"]
    assert codes(problems)["sheet-chosen"] == 0


def test_a_column_that_stands_twice_is_told_and_the_left_one_read(tmp_path):
    rows = [(*person, "Kantinen") for person in STAFF]
    roster, problems = sheet_of(tmp_path, *rows, headers=(*HEADERS, "Enhed"))
    assert codes(problems) == {"column-twice": 1}
    assert by_name(roster)["Bo Lind"].unit == "Regnbuen"


def test_a_column_is_read_as_somebody_said(tmp_path):
    headers = ("MA", "Hvem", "Hus", "Boss")
    columns = {"MA": "Tjenestenummer", "Hvem": "Navn", "Hus": "Enhed", "Boss": "Leder"}
    roster, problems = sheet_of(tmp_path, *STAFF, headers=headers, columns=columns)
    assert problems == []
    assert leaders(roster)["Bo Lind"] == "Vera Holm"
    assert [(c.header, c.meaning, c.how) for c in roster.sources[0].columns][1] == (
        "Hvem",
        "Navn",
        "mus.toml",
    )


def test_what_somebody_said_wins_over_the_header(tmp_path):
    headers = ("Tjenestenummer", "Navn", "Enhed", "Leder", "Daglig leder")
    rows = [VERA, ANNA, BO]
    rows = [(*row[:3], "Hans Hvem", row[3]) for row in rows]
    columns = {"Daglig leder": "Leder", "Leder": ""}
    roster, problems = sheet_of(tmp_path, *rows, headers=headers, columns=columns)
    assert problems == []
    assert leaders(roster)["Bo Lind"] == "Vera Holm"


def test_a_column_that_somebody_silenced_is_not_read(tmp_path):
    rows = [(*person, "noget") for person in STAFF]
    roster, problems = sheet_of(tmp_path, *rows, headers=(*HEADERS, "Gruppe"), columns={"Gruppe": ""})
    assert problems == []
    assert roster.groups == {} and by_name(roster)["Bo Lind"].group == ""


def test_a_header_with_a_slip_is_told_and_not_read(tmp_path):
    roster, problems = staff_with(tmp_path, "Ansætelsesdato", *["01-08-2014"] * 3)
    assert codes(problems) == {"column-unsure": 1}
    text = said(problems, "column-unsure")
    assert '"Ansætelsesdato" = "Ansættelsesdato"' in text and "mus.toml" in text
    assert not problems[0].blocks
    assert {person.employed_on for person in roster.people.values()} == {None}
    column = roster.sources[0].columns[-1]
    assert (column.letter, column.how, column.meaning) == ("E", "unsure", "Ansættelsesdato")


def test_a_header_of_something_else_is_no_slip(tmp_path):
    for header in (
        "Telefon",
        "Adresse",
        "Kontonummer",
        "Lokale",
        "Fødselsdag",
        "Løntrin",
        "Anciennitetsdato",
    ):
        _, problems = staff_with(tmp_path, header, "a", "b", "c")
        assert problems == [], header


def test_a_required_header_with_a_slip_stops_and_says_the_line(tmp_path):
    roster, problems = sheet_of(tmp_path, *STAFF, headers=("Tjenestenumer", *HEADERS[1:]))
    assert blocking(problems) == {"column-missing": 1}
    assert '"Tjenestenumer" = "Tjenestenummer"' in said(problems, "column-missing")
    assert roster.people == {}


# --- cells --------------------------------------------------------------------------------------


def test_trailing_and_hard_blanks_are_nothing(tmp_path):
    headers = ("Tjenestenummer\u00a0", "  Navn ", "Enhed\u200b", "Leder \t")
    rows = [
        ("0001 ", "Vera\u00a0Holm ", " Stab", " "),
        ("0042\u00a0", "Bo  Lind", "Stab ", "\u00a0Vera Holm"),
    ]
    roster, problems = sheet_of(tmp_path, *rows, headers=headers)
    assert problems == []
    assert leaders(roster) == {"Vera Holm": "", "Bo Lind": "Vera Holm"}
    assert {person.unit for person in roster.people.values()} == {"Stab"}


def test_numbers_as_text_and_text_as_numbers_are_the_same_numbers(tmp_path):
    rows = [(1, "Vera Holm", "Stab", None), ("42", "Bo Lind", "Stab", 1), (43.0, "Ib Due", "Stab", "0001")]
    roster, problems = sheet_of(tmp_path, *rows)
    assert problems == []
    assert list(roster.people) == ["1", "42", "43"]
    assert leaders(roster)["Ib Due"] == leaders(roster)["Bo Lind"] == "Vera Holm"


def test_an_apostrophe_before_a_number_is_excels(tmp_path):
    book, page = new_book(VERA, ("'0042", "Bo Lind", "Stab", "'0001"))
    page["A2"].quotePrefix = True
    roster, problems = saved(book, tmp_path)
    assert problems == []
    assert list(roster.people) == ["0001", "0042"]
    assert leaders(roster)["Bo Lind"] == "Vera Holm"


def test_a_number_in_a_formula_of_text_keeps_its_zeros(tmp_path):
    lines = 'Tjenestenummer;Navn;Enhed;Leder\n="0001";Vera Holm;Stab;\n="0042";Bo Lind;Stab;="0001"\n'
    roster, problems = text_file(tmp_path, lines)
    assert problems == []
    assert list(roster.people) == ["0001", "0042"]
    assert leaders(roster)["Bo Lind"] == "Vera Holm"


def test_a_number_is_what_its_format_shows(tmp_path):
    book, page = new_book((1, "Vera Holm", "Stab", None), (42, "Bo Lind", "Stab", 1))
    for cell in (page["A2"], page["A3"], page["D3"]):
        cell.number_format = "00000"
    roster, problems = saved(book, tmp_path)
    assert problems == []
    assert list(roster.people) == ["00001", "00042"]
    assert leaders(roster)["Bo Lind"] == "Vera Holm"


def test_a_number_formatted_as_text_is_its_digits(tmp_path):
    book, page = new_book((1001, "Vera Holm", "Stab", None), (1042, "Bo Lind", "Stab", 1001))
    page["A2"].number_format = page["A3"].number_format = FORMAT_TEXT
    roster, problems = saved(book, tmp_path)
    assert problems == []
    assert list(roster.people) == ["1001", "1042"]


def test_a_merged_unit_holds_for_every_row_beside_it(tmp_path):
    headers = ("Enhed", "Tjenestenummer", "Navn", "Leder")
    rows = [("Stab", "0001", "Vera Holm", ""), ("Regnbuen", "0010", "Anna Holt", "0001")]
    rows += [(None, "0042", "Bo Lind", "0010"), (None, "0043", "Ib Due", "0010")]
    book, page = new_book(*rows, headers=headers)
    page.merge_cells("A3:A5")
    roster, problems = saved(book, tmp_path)
    assert problems == []
    assert [person.unit for person in roster.people.values()] == ["Stab", "Regnbuen", "Regnbuen", "Regnbuen"]


def test_an_empty_unit_that_is_not_merged_stays_empty(tmp_path):
    roster, _ = sheet_of(tmp_path, VERA, ANNA, ("0042", "Bo Lind", None, "0010"))
    assert by_name(roster)["Bo Lind"].unit == ""


def test_a_formula_as_text_is_neither_number_nor_name(tmp_path):
    lines = "Tjenestenummer;Navn;Enhed;Leder\n0001;Vera Holm;Stab;\n=B2;Bo Lind;Stab;0001\n0043;=C2&D2;Stab;0001\n"
    roster, problems = text_file(tmp_path, lines)
    assert list(roster.people) == ["0001"]
    assert len(roster.left_out) == 2 and all(out.reason for out in roster.left_out)
    assert set(blocking(problems)) <= {"number-unusable", "name-missing"}


def test_a_formula_that_was_never_reckoned_is_an_empty_cell(tmp_path):
    roster, problems = sheet_of(tmp_path, VERA, ("=1+1", "Bo Lind", "Stab", "0001"))
    assert list(roster.people) == ["0001"]
    assert set(blocking(problems)) <= {"number-missing", "number-unusable"}


# --- text files ---------------------------------------------------------------------------------

PLAIN = "Tjenestenummer;Navn;Enhed;Leder\r\n0001;Vera Holm;Stab;\r\n0042;Åse Ærø;Stab;0001\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_file_says_the_same_in_any_encoding(tmp_path, encoding):
    roster, problems = text_file(tmp_path, PLAIN, encoding=encoding)
    assert problems == []
    assert [person.name for person in roster.people.values()] == ["Vera Holm", "Åse Ærø"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|", "||"])
@pytest.mark.parametrize("name", ["liste.csv", "liste.txt", "liste.tsv", "liste.CSV"])
def test_a_text_file_is_parted_by_any_sign(tmp_path, delimiter, name):
    roster, problems = text_file(tmp_path, PLAIN.replace(";", delimiter), name)
    assert problems == []
    assert leaders(roster) == {"Vera Holm": "", "Åse Ærø": "Vera Holm"}


def test_excels_line_that_names_the_sign_is_no_row(tmp_path):
    roster, problems = text_file(tmp_path, "sep=;\r\n" + PLAIN)
    assert problems == []
    assert len(roster.people) == 2


def test_signs_and_lines_inside_quotes_part_nothing(tmp_path):
    rows = (HEADERS, VERA, ("0042", "Bo Lind", "Løn; HR\nog Personale", "0001"))
    roster, problems = read(write_text(tmp_path / "liste.csv", rows))
    assert problems == []
    assert by_name(roster)["Bo Lind"].unit == "Løn; HR og Personale"


def test_lines_of_empty_cells_and_signs_too_many_are_nothing(tmp_path):
    lines = PLAIN.replace("\r\n", ";;;\r\n") + ";;;;;;\r\n;;;;;;\r\n"
    roster, problems = text_file(tmp_path, lines)
    assert problems == []
    assert len(roster.people) == 2


def test_a_list_of_commas_may_have_decimals_of_points(tmp_path):
    lines = "Tjenestenummer,Navn,Enhed,Leder,Ugentlige timer\n1,Vera Holm,Stab,,37.0\n2,Bo Lind,Stab,1,32.5\n"
    roster, problems = text_file(tmp_path, lines)
    assert problems == []
    assert by_name(roster)["Bo Lind"].weekly_hours == Decimal("32.5")


# --- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        *("01-08-2014", "1-8-2014", "01.08.2014", "1.8.2014", "01/08/2014", "1/8-2014", "01-08-14", "1.8.14"),
        *("2014-08-01", "2014-08-01 00:00:00", "2014-08-01T00:00:00", "2014-08-01T00:00:00+02:00"),
        *("01-08-2014 00:00", "01-08-2014 00:00:00", "20140801", 20140801, "1. august 2014", "1. aug. 2014"),
        *("den 1. august 2014", "1 aug 2014", "01-aug-14", "fredag den 1. august 2014", 41852, "41852"),
        *(date(2014, 8, 1), datetime(2014, 8, 1, 0, 0), datetime(2014, 8, 1, 23, 59)),
    ],
)
def test_every_way_to_write_a_date_is_that_day(tmp_path, written):
    roster, problems = staff_with(tmp_path, "Ansættelsesdato", written, written, written)
    assert problems == []
    assert {person.employed_on for person in roster.people.values()} == {date(2014, 8, 1)}


def test_dates_that_a_mac_counts_from_1904_are_the_same_days(tmp_path):
    book, page = new_book(*[(*person, None) for person in STAFF], headers=(*HEADERS, "Ansættelsesdato"))
    book.epoch = CALENDAR_MAC_1904
    for row in (2, 3, 4):
        page.cell(row, 5, date(2014, 8, 1))
    roster, problems = saved(book, tmp_path)
    assert problems == []
    assert {person.employed_on for person in roster.people.values()} == {date(2014, 8, 1)}


@pytest.mark.parametrize(
    "never",
    [
        *("31-12-9999", "31.12.9999", "9999-12-31", "99991231", 99991231, "9999-12-31T00:00:00", 2958465),
        *("00.00.0000", "00-00-0000", "0000-00-00", "00000000", 0, "", "-", date(9999, 12, 31)),
    ],
)
def test_no_end_is_no_date_and_no_problem(tmp_path, never):
    roster, problems = staff_with(tmp_path, "Fratrædelsesdato", never, never, "31-12-2026")
    assert problems == []
    assert [p.leaves_on for p in roster.people.values()] == [None, None, date(2026, 12, 31)]


def test_two_digits_of_a_year_are_the_past_where_employment_began(tmp_path):
    roster, problems = staff_with(tmp_path, "Ansættelsesdato", "01-08-98", "15.05.71", "01-08-14")
    assert problems == []
    began = [person.employed_on for person in roster.people.values()]
    assert began == [date(1998, 8, 1), date(1971, 5, 15), date(2014, 8, 1)]


def test_two_digits_of_a_year_are_this_century_where_a_talk_is_planned(tmp_path):
    roster, _ = staff_with(tmp_path, "Samtaledato", "12-11-26", "13-11-26", "")
    assert by_name(roster)["Vera Holm"].talk_on == date(2026, 11, 12)


def test_who_begins_next_year_in_two_digits_is_not_of_the_last_century(tmp_path):
    roster, problems = staff_with(tmp_path, "Ansættelsesdato", "01-08-98", "01-02-27", "01-08-26")
    assert problems == []
    assert by_name(roster)["Anna Marie Østergård"].employed_on == date(2027, 2, 1)


def test_months_first_make_the_whole_column_doubtful(tmp_path):
    roster, problems = staff_with(tmp_path, "Ansættelsesdato", "4/5/2017", "3/14/2016", "12/1/2018")
    assert blocking(problems) == {"dates-month-first": 1}
    people = by_name(roster)
    assert people["Vera Holm"].employed_on is None and people["Bo Lind"].employed_on is None
    assert people["Anna Marie Østergård"].employed_on in (None, date(2016, 3, 14))


def test_months_first_in_one_column_say_nothing_of_another(tmp_path):
    rows = [(*VERA, "3/14/2016", "01/02/2027"), (*BO, "4/5/2017", "13/02/2027")]
    roster, problems = sheet_of(tmp_path, *rows, headers=(*HEADERS, "Ansættelsesdato", "Fratrædelsesdato"))
    assert blocking(problems) == {"dates-month-first": 1}
    assert by_name(roster)["Vera Holm"].leaves_on == date(2027, 2, 1)


def test_a_date_that_is_none_is_told_and_the_person_stays(tmp_path):
    roster, problems = staff_with(tmp_path, "Ansættelsesdato", "31-02-2014", "snart", "1. august 2014")
    assert codes(problems) == {"date-unreadable": 2}
    assert len(roster.people) == 3


# --- posts, pay and hours -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "vacant", ["Vakant", "VAKANT stilling", "Ubesat", "Vakant (opslag nr. 26-114)", "N.N."]
)
def test_a_vacant_post_is_left_out_with_its_reason(tmp_path, vacant):
    roster, problems = sheet_of(tmp_path, *STAFF, ("0099", vacant, "Regnbuen", "0001"))
    assert list(roster.people) == ["0001", "0010", "0042"]
    assert [out.number for out in roster.left_out] == ["0099"]
    assert roster.left_out[0].reason
    assert blocking(problems) == {}


def test_a_vacant_post_without_a_number_is_no_problem(tmp_path):
    roster, problems = sheet_of(tmp_path, *STAFF, (None, "Vakant", "Regnbuen", "0001"))
    assert len(roster.people) == 3 and len(roster.left_out) == 1
    assert blocking(problems) == {}


@pytest.mark.parametrize("vacant", ["Vakant", "Ubesat", "vakant pr. 1.11"])
def test_a_vacant_leader_is_told_as_that(tmp_path, vacant):
    roster, problems = sheet_of(tmp_path, VERA, ANNA, ("0042", "Bo Lind", "Skolen", vacant))
    assert codes(problems)["leader-vacant"] == 1
    assert codes(problems)["leader-unknown"] == 0
    assert by_name(roster)["Bo Lind"].leader == ""


def test_a_vacant_leader_of_a_whole_unit_is_told_once(tmp_path):
    rows = [(f"004{n}", f"Navn{n} Efternavn{n}", "Skolen", "Vakant") for n in range(5)]
    _, problems = sheet_of(tmp_path, VERA, ANNA, *rows)
    assert codes(problems) == {"leader-vacant": 1}


def test_a_leader_whose_row_is_a_vacant_post_is_vacant(tmp_path):
    rows = [VERA, ("0010", "Vakant", "Skolen", "0001"), ("0042", "Bo Lind", "Skolen", "0010"), ANNA]
    roster, problems = sheet_of(tmp_path, *rows)
    assert codes(problems)["leader-vacant"] == 1
    assert by_name(roster)["Bo Lind"].leader == ""


def test_somebody_called_vagn_is_not_vacant(tmp_path):
    roster, _ = sheet_of(
        tmp_path, VERA, ("0042", "Vagn Kanth", "Regnbuen", "0001"), ("0043", "Nanna N. Nissen", "x", 1)
    )
    assert len(roster.people) == 3


@pytest.mark.parametrize(
    ("header", "written", "employment"),
    [
        ("Ansættelsesform", "Timelønnet", "hourly"),
        ("Ansættelsesform", "Time-løn", "hourly"),
        ("Ansættelsesform", "Timelønnede tilkaldevikarer", "hourly"),
        ("Ansættelsesform", "Månedslønnet", ""),
        ("Ansættelsesform", "Fastansat, månedsløn", ""),
        ("Ansættelsesform", "Elev", "student"),
        ("Engagementstype", "Ansat - timeløn", "hourly"),
        ("Engagementstype", "Ansat", ""),
        ("Månedsløn/Timeløn", "T", "hourly"),
        ("Månedsløn/Timeløn", "M", ""),
        ("Stilling", "Timelønnet vikar", "hourly"),
        ("Stilling", "Sosu-elev", "student"),
        ("Stilling", "SOSU-assistentelev", "student"),
        ("Stilling", "Social- og sundhedshjælperelev", "student"),
        ("Stilling", "Pædagogstuderende", "student"),
        ("Stilling", "Pædagogstuderende, 2. praktikperiode", "student"),
        ("Stilling", "Kontorelev", "student"),
        ("Stilling", "Kokkelærling", "student"),
        ("Stilling", "Elevkoordinator", ""),
        ("Stilling", "Elevadministrator", ""),
        ("Stilling", "Praktikvejleder for elever", ""),
        ("Stilling", "Studievejleder", ""),
        ("Stilling", "Lærer", ""),
    ],
)
def test_hourly_paid_and_students_are_known_by_their_pay_or_title(tmp_path, header, written, employment):
    roster, problems = staff_with(tmp_path, header, None, None, written)
    assert problems == []
    assert by_name(roster)["Bo Lind"].employment == employment


@pytest.mark.parametrize(
    ("header", "written", "hours"),
    [
        ("Ugentlige timer", 30, 30),
        ("Ugentlige timer", "32,5", Decimal("32.5")),
        ("Ugentlige timer", "32.5", Decimal("32.5")),
        ("Ugentlige timer", "37 timer", 37),
        ("Beskæftigelsesgrad", "1,0000", 37),
        ("Beskæftigelsesgrad", 0.5, Decimal("18.5")),
        ("Beskæftigelsesgrad", "100 %", 37),
        ("Beskæftigelsesgrad", "50", Decimal("18.5")),
        ("Stillingsbrøk", "30/37", 30),
        ("OccupationRate", "1.0000", 37),
        ("Ugentlige timer", None, None),
    ],
)
def test_weekly_hours_are_hours_or_a_part_of_thirty_seven(tmp_path, header, written, hours):
    roster, problems = staff_with(tmp_path, header, 37 if "timer" in header else 1, None, written)
    assert problems == []
    assert by_name(roster)["Bo Lind"].weekly_hours == hours


def test_a_percentage_format_is_a_part_of_full_time(tmp_path):
    book, page = new_book((*VERA, 1), (*BO, 0.5), headers=(*HEADERS, "Beskæftigelsesgrad"))
    page["E2"].number_format = page["E3"].number_format = "0%"
    roster, problems = saved(book, tmp_path)
    assert problems == []
    assert [person.weekly_hours for person in roster.people.values()] == [37, Decimal("18.5")]


@pytest.mark.parametrize("written", ["Ja", "J", "X", 1, True])
def test_a_protected_person_is_known_as_that(tmp_path, written):
    roster, problems = staff_with(tmp_path, "Navne- og adressebeskyttelse", None, "Nej", written)
    assert problems == []
    assert [person.protected for person in roster.people.values()] == [False, False, True]


# --- the same person, and others ----------------------------------------------------------------


def test_two_engagements_with_one_mail_and_name_are_one_person(tmp_path):
    headers = (*HEADERS, "E-mail", "Ugentlige timer")
    rows = [
        (*VERA, "vh@bredby.dk", 37),
        ("0043", "Bo Lind", "Kantinen", "0001", "bl@bredby.dk", 7),
        ("0042", "Bo Lind", "Regnbuen", "0001", "BL@bredby.dk", 30),
    ]
    roster, problems = sheet_of(tmp_path, *rows, headers=headers)
    assert codes(problems) == {"engagements-joined": 1}
    bo = by_name(roster)["Bo Lind"]
    assert (bo.number, bo.other_numbers, bo.unit) == ("0042", ("0043",), "Regnbuen")
    assert [out.number for out in roster.left_out] == ["0043"]


def test_a_leader_is_found_by_the_number_of_their_other_engagement(tmp_path):
    headers = (*HEADERS, "E-mail", "Primær")
    rows = [
        (*VERA, "vh@bredby.dk", "Ja"),
        ("0010", "Anna Holt", "Regnbuen", "0001", "ah@bredby.dk", "Ja"),
        ("0011", "Anna Holt", "Kantinen", "0001", "ah@bredby.dk", "Nej"),
        ("0042", "Bo Lind", "Kantinen", "0011", "bl@bredby.dk", "Ja"),
    ]
    roster, problems = sheet_of(tmp_path, *rows, headers=headers)
    assert blocking(problems) == {}
    assert roster.people["0042"].leader == "0010"


def test_a_post_box_that_many_share_makes_them_nobody_else(tmp_path):
    rows = [(*person, "regnbuen@bredby.dk") for person in STAFF]
    roster, problems = sheet_of(tmp_path, *rows, headers=(*HEADERS, "E-mail"))
    assert blocking(problems) == {}
    assert not set(codes(problems)) & {"engagements-joined", "perhaps-same-person"}
    assert len(roster.people) == 3


def test_the_same_row_twice_is_one_person(tmp_path):
    roster, problems = sheet_of(tmp_path, *STAFF, BO)
    assert list(roster.people) == ["0001", "0010", "0042"]
    assert blocking(problems) == {}


def test_two_people_with_one_number_are_both_left_out_and_told(tmp_path):
    roster, problems = sheet_of(tmp_path, VERA, BO, ("42", "Ib Due", "Stab", "0001"))
    assert codes(problems)["number-twice"] == 2
    assert list(roster.people) == ["0001"]
    assert sorted(out.name for out in roster.left_out) == ["Bo Lind", "Ib Due"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jens Peter Hansen", "Jens Peter Hansen"),
        ("Anna-Marie Østergård", "Anna Marie Oestergaard"),
    ],
)
def test_two_who_may_be_one_are_told_and_stay_two(tmp_path, one, other):
    rows = [VERA, ("0051", one, "Regnbuen", "0001"), ("0052", other, "Regnbuen", "0001")]
    roster, problems = sheet_of(tmp_path, *rows)
    assert codes(problems) == {"perhaps-same-person": 1}
    assert not problems[0].blocks
    assert len(roster.people) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Jens Hansen", "jha1@bredby.dk"), ("Jens Hansen", "jha2@bredby.dk")),
        (("Jens Hansen", None), ("Jens Jensen", None)),
        (("Mia Holm", None), ("Pia Holm", None)),
    ],
)
def test_namesakes_and_people_of_like_names_give_no_alarm(tmp_path, one, other):
    rows = [(*VERA, "vh@bredby.dk")]
    rows += [(f"005{n}", name, "Regnbuen", "0001", mail) for n, (name, mail) in enumerate((one, other))]
    roster, problems = sheet_of(tmp_path, *rows, headers=(*HEADERS, "E-mail"))
    assert problems == []
    assert len(roster.people) == 3


# --- leaders ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [("Leder (J/N)", "J", "N"), ("isManager", "true", "false"), ("Leder (J/N)", "x", None)],
)
def test_who_is_marked_a_leader_leads_their_unit(tmp_path, header, yes, no):
    headers = ("Tjenestenummer", "Navn", "Enhed", header, "Overordnet enhed")
    rows = [
        ("0001", "Vera Holm", "Stab", yes, None),
        ("0010", "Anna Holt", "Regnbuen", yes, "Stab"),
        ("0042", "Bo Lind", "Regnbuen", no, "Stab"),
        ("0002", "Lis Konge", "Stab", no, None),
    ]
    roster, problems = sheet_of(tmp_path, *rows, headers=headers)
    assert problems == []
    assert leaders(roster) == {
        "Vera Holm": "",
        "Anna Holt": "Vera Holm",
        "Bo Lind": "Anna Holt",
        "Lis Konge": "Vera Holm",
    }


def test_two_marked_leaders_in_a_unit_are_told_and_neither_is_guessed(tmp_path):
    headers = ("Tjenestenummer", "Navn", "Enhed", "Leder (J/N)")
    rows = [
        ("0010", "Anna Holt", "Regnbuen", "J"),
        ("0011", "Per Skov", "Regnbuen", "J"),
        ("0042", "Bo Lind", "Regnbuen", "N"),
    ]
    roster, problems = sheet_of(tmp_path, *rows, headers=headers)
    assert codes(problems)["leaders-two"] == 1
    assert "Anna Holt" in said(problems, "leaders-two") and "Per Skov" in said(problems, "leaders-two")
    assert roster.people["0042"].leader == ""


def test_who_is_their_own_leader_has_the_leader_of_the_unit_above(tmp_path):
    headers = (*HEADERS, "Overordnet enhed")
    rows = [
        (*VERA[:3], "Vera Holm", None),
        ("0010", "Anna Holt", "Regnbuen", "Anna Holt", "Stab"),
        ("0042", "Bo Lind", "Regnbuen", "Anna Holt", "Stab"),
    ]
    roster, problems = sheet_of(tmp_path, *rows, headers=headers)
    assert leaders(roster)["Anna Holt"] == "Vera Holm"
    assert codes(problems)["leader-is-self"] <= 1
    assert "0010" not in said(problems, "leader-is-self")


def test_who_is_their_own_leader_and_has_no_unit_above_is_told(tmp_path):
    roster, problems = sheet_of(tmp_path, VERA, ("0010", "Anna Holt", "Regnbuen", "0010"), BO)
    assert codes(problems) == {"leader-is-self": 1}
    assert roster.people["0010"].leader == ""


def test_leaders_in_a_ring_are_told(tmp_path):
    rows = [
        VERA,
        BO,
        ("0002", "Ib Due", "A", "0003"),
        ("0003", "Ea Riis", "B", "0002"),
        ("0004", "Al Bro", "A", "0002"),
    ]
    roster, problems = sheet_of(tmp_path, *rows)
    assert set(blocking(problems)) == {"leader-cycle"}
    assert leaders(roster) == {
        "Vera Holm": "",
        "Bo Lind": "Vera Holm",
        "Ib Due": "",
        "Ea Riis": "",
        "Al Bro": "Ib Due",
    }


def test_a_leader_who_is_not_on_the_list_is_told(tmp_path):
    roster, problems = sheet_of(tmp_path, VERA, ANNA, ("0042", "Bo Lind", "Skolen", "0777"))
    assert blocking(problems) == {"leader-unknown": 1}
    assert roster.people["0042"].leader == ""


def test_a_leader_not_on_the_list_is_the_only_thing_told_of_a_large_unit(tmp_path):
    rows = [VERA, ANNA, *((f"1{n:03}", f"Navn{n} Efternavn{n}", "Skolen", "Hans Hansen") for n in range(30))]
    _, problems = sheet_of(tmp_path, *rows)
    assert set(blocking(problems)) == {"leader-unknown"}


def test_two_of_the_leaders_name_are_told(tmp_path):
    rows = [(*VERA, "a@bredby.dk"), ("0010", "Anna Holt", "A", "0001", "b@bredby.dk")]
    rows += [
        ("0011", "Anna Holt", "B", "0001", "c@bredby.dk"),
        ("0042", "Bo Lind", "A", "Anna Holt", "d@bredby.dk"),
    ]
    roster, problems = sheet_of(tmp_path, *rows, headers=(*HEADERS, "E-mail"))
    assert blocking(problems) == {"leader-ambiguous": 1}
    assert roster.people["0042"].leader == ""


@pytest.mark.parametrize("header", ["Leder", "Leders e-mail"])
def test_a_leader_is_found_by_mail(tmp_path, header):
    headers = ("Tjenestenummer", "Navn", "E-mail", "Enhed", header)
    rows = [
        ("0001", "Vera Holm", "VH@bredby.dk", "Stab", ""),
        ("0042", "Bo Lind", None, "Stab", "vh@bredby.dk"),
    ]
    roster, problems = sheet_of(tmp_path, *rows, headers=headers)
    assert problems == []
    assert roster.people["0042"].leader == "0001"


def test_a_leader_is_found_by_the_sheet_of_units(tmp_path):
    people = (("Tjenestenummer", "Navn", "Enhed"), VERA[:3], ANNA[:3], BO[:3])
    unit_rows = (
        ("Enhed", "Overordnet enhed", "Leder"),
        ("Stab", None, "Vera Holm"),
        ("Regnbuen", "Stab", "Anna Marie Østergård"),
    )
    roster, problems = read(write_workbook(tmp_path / "liste.xlsx", Medarbejdere=people, Enheder=unit_rows))
    assert problems == []
    assert leaders(roster)["Anna Marie Østergård"] == "Vera Holm"
    assert leaders(roster)["Bo Lind"] == "Anna Marie Østergård"


def test_units_without_any_leader_are_one_problem_each(tmp_path):
    rows = [(f"1{n:03}", f"Navn{n} Efternavn{n}", "Skolen" if n % 2 else "Regnbuen") for n in range(40)]
    roster, problems = sheet_of(tmp_path, *rows, headers=("Tjenestenummer", "Navn", "Enhed"))
    assert len(roster.people) == 40
    assert codes(problems) == {"unit-without-leader": 2}


# --- CPR ----------------------------------------------------------------------------------------

CPRS = ("010190-4437", "0203884462", "2808994435")


@pytest.mark.parametrize("header", ["CPR", "CPR-nr.", "Personnummer", "Leders CPR", "Cpr nummer (10 cifre)"])
def test_a_cpr_column_is_dropped_by_its_header(tmp_path, header):
    roster, problems = staff_with(tmp_path, header, *CPRS)
    assert codes(problems) == {"cpr-dropped": 1}
    assert holds_any(roster, problems, CPRS) == []
    assert roster.sources[0].columns[-1].how == "cpr"


@pytest.mark.parametrize("header", ["Bemærkning", "Stilling", "Enhedskode", "Pers. id", "Adresse", "Telefon"])
def test_a_cpr_column_is_dropped_by_what_stands_in_it(tmp_path, header):
    roster, problems = staff_with(tmp_path, header, *CPRS)
    assert holds_any(roster, problems, CPRS) == []
    assert codes(problems)["cpr-dropped"] >= 1 or header == "Telefon"


def test_a_cpr_number_in_free_text_is_dropped_with_its_cell(tmp_path):
    roster, problems = staff_with(tmp_path, "Stilling", "Chef", "Leder", "Pædagog (010190-4437), deltid")
    assert codes(problems) == {"cpr-dropped": 1}
    assert holds_any(roster, problems, CPRS) == []
    assert by_name(roster)["Anna Marie Østergård"].title == "Leder"


def test_a_cpr_number_in_a_name_leaves_nothing_of_itself(tmp_path):
    roster, problems = sheet_of(tmp_path, *STAFF, ("0050", "Ea Riis 0101904437", "Stab", "0001"))
    assert holds_any(roster, problems, CPRS) == []


def test_cpr_numbers_that_lost_their_zero_are_dropped(tmp_path):
    numbers = (101904437, 203884462, 2808994435)
    roster, problems = staff_with(tmp_path, "Nr. 2", *numbers)
    assert codes(problems)["cpr-dropped"] == 1
    assert not any(str(number) in repr((roster, problems)) for number in numbers)


def test_a_hidden_cpr_column_is_dropped(tmp_path):
    rows = [(*person, cpr) for person, cpr in zip(STAFF, CPRS, strict=True)]
    book, page = new_book(*rows, headers=(*HEADERS, "Person"))
    page.column_dimensions["E"].hidden = True
    roster, problems = saved(book, tmp_path)
    assert codes(problems)["cpr-dropped"] == 1
    assert holds_any(roster, problems, CPRS) == []


def test_a_cpr_number_in_the_name_of_a_sheet_is_not_said(tmp_path):
    book, page = new_book(*STAFF)
    page.title = "Bo 010190-4437"
    roster, problems = saved(book, tmp_path)
    assert len(roster.people) == 3
    assert holds_any(roster, problems, CPRS) == []


def test_a_cpr_number_in_a_header_is_not_said(tmp_path):
    roster, problems = staff_with(tmp_path, "Stilling 010190-4437", "Chef", "Leder", "Pædagog")
    assert holds_any(roster, problems, CPRS) == []


def test_a_cpr_number_in_the_name_of_a_file_in_a_folder_is_not_said(tmp_path):
    write_text(tmp_path / "ansatte 010190-4437.csv", (HEADERS, *STAFF, ("0050", "Ea Riis", "Stab", "0777")))
    roster, problems = read(tmp_path)
    assert len(roster.people) == 4
    spots = [person.place.spot for person in roster.people.values()]
    assert "010190" not in repr((spots, [(problem.place.spot, problem.text) for problem in problems]))
    assert "010190" not in repr([sheet.name for sheet in roster.sources])


def test_a_cpr_number_above_and_below_the_table_is_not_said(tmp_path):
    rows = (("Udtrukket til 010190-4437",), HEADERS, *STAFF, ("Rettet for 0203884462", None, 2808994435))
    roster, problems = read(write_workbook(tmp_path / "liste.xlsx", Medarbejdere=rows))
    assert len(roster.people) == 3
    assert holds_any(roster, problems, CPRS) == []


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Telefon", ("12 12 12 12", "+45 20 10 10 10", 4520101010)),
        ("Mobil", ("0045 1212 1212", "2010-1010", "20101010")),
        ("P-nummer", (1012345678, 1003344552, 1112345679)),
        ("EAN", ("5798000123456", "5798001010101", "5798002020202")),
        ("Startdato", ("20140801", 20150101, "20160301")),
        ("Anciennitet", ("01082014", 12031999, "31121998")),
        ("Omkostningssted", ("4400000001", "0101990001", "4400000002")),
        ("Afdelingskode", ("1234567890", "1234567891", "1234567892")),
        ("Kontonummer", ("1234 0101901234", "0400 4012345678", "5301 0000244500")),
        ("Person UUID", tuple(f"b101017{n}-1234-4abc-8def-0101701234ab" for n in range(3))),
        ("Journalnummer", ("26/010190", "2026-010190", "00.01.00-P00-1-26")),
    ],
)
def test_long_numbers_of_another_kind_are_no_cpr_numbers(tmp_path, header, cells):
    roster, problems = staff_with(tmp_path, header, *cells)
    assert codes(problems)["cpr-dropped"] == 0
    assert len(roster.people) == 3


@pytest.mark.parametrize("first", [10_000_001, 30_123_456, 301_234_500, 1_012_345_001, 4_400_000_001])
def test_long_employee_numbers_are_no_cpr_numbers(tmp_path, first):
    rows = [(first + n, f"Navn{n} Efternavn{n}", "Stab", first if n else None) for n in range(30)]
    roster, problems = sheet_of(tmp_path, *rows)
    assert problems == []
    assert len(roster.people) == 30


def test_a_list_that_knows_people_by_cpr_alone_is_refused(tmp_path):
    rows = [(cpr, *person[1:]) for person, cpr in zip(STAFF, CPRS, strict=True)]
    roster, problems = sheet_of(tmp_path, *rows, headers=("CPR-nummer", *HEADERS[1:]))
    assert roster.people == {}
    assert set(blocking(problems)) & {"column-missing", "cpr-as-number"}
    assert holds_any(roster, problems, CPRS) == []


@pytest.mark.parametrize("header", ["Tjenestenummer", "Medarbejdernr.", "Pers.nr", "id", "Lønnr"])
def test_a_column_of_employee_numbers_that_are_cpr_numbers_is_refused(tmp_path, header):
    rows = [(cpr, *person[1:3], "") for person, cpr in zip(STAFF, CPRS, strict=True)]
    roster, problems = sheet_of(tmp_path, *rows, headers=(header, *HEADERS[1:]))
    assert roster.people == {}
    assert set(blocking(problems)) & {"column-missing", "cpr-as-number"}
    assert holds_any(roster, problems, CPRS) == []


def test_mus_toml_cannot_make_cpr_the_number(tmp_path):
    rows = [(cpr, *person[1:3], "") for person, cpr in zip(STAFF, CPRS, strict=True)]
    columns = {"CPR-nummer": "Tjenestenummer"}
    roster, problems = sheet_of(tmp_path, *rows, headers=("CPR-nummer", *HEADERS[1:]), columns=columns)
    assert roster.people == {}
    assert set(blocking(problems)) & {"column-missing", "cpr-as-number"}
    assert holds_any(roster, problems, CPRS) == []


def test_pers_nr_that_holds_numbers_is_the_number(tmp_path):
    roster, problems = sheet_of(tmp_path, *STAFF, headers=("Pers.nr", *HEADERS[1:]))
    assert problems == []
    assert list(roster.people) == ["0001", "0010", "0042"]


def test_cpr_numbers_in_the_leaders_column_lead_nowhere(tmp_path):
    rows = [
        VERA,
        ("0010", "Anna Holt", "Regnbuen", "010190-4437"),
        ("0042", "Bo Lind", "Regnbuen", "010190-4437"),
    ]
    roster, problems = sheet_of(tmp_path, *rows)
    assert holds_any(roster, problems, CPRS) == []
    assert len(roster.people) == 3


def test_temps_who_share_an_account_stay_two(tmp_path):
    headers = (*HEADERS, "Brugernavn")
    rows = [(*VERA, "veho"), (*ANNA, "anna")]
    rows += [
        ("0051", "Mia Hansen", "Regnbuen", "0010", "vikar"),
        ("0052", "Bo Hansen", "Regnbuen", "0010", "vikar"),
    ]
    roster, problems = sheet_of(tmp_path, *rows, headers=headers)
    assert list(roster.people) == ["0001", "0010", "0051", "0052"]
    assert codes(problems)["engagements-joined"] == 0


def test_the_first_page_of_an_annotated_copy_is_no_list(tmp_path):
    page = ((TITLE,), ("Tjenestenummer", "Navn", "E-mail", "Enhed", "Leder"), *STAFF)
    path = write_workbook(tmp_path / "liste.xlsx", Gennemgang=page, Udtræk=(HEADERS, VERA))
    roster, problems = read(path)
    assert list(roster.people) == ["0001"]
    assert codes(problems)["sheet-chosen"] == 0


# --- what a reading with fresh eyes found -------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        (2, "I alt"),
        (3, "Hovedtotal"),
        (2026, "Udtræk fra SD"),
        ("Underskrift", 2026, "HR-chef Lone"),
        ("Stab Antal", 1),
        (1, None, "Stab I alt"),
    ],
)
def test_totals_and_notes_with_a_number_are_nobody_and_cost_nobody_their_own(tmp_path, row):
    rows = [("0001", "Vera Holm", "Stab", ""), ("0002", "Bo Dam", "Stab", "1"), row]
    roster, problems = sheet_of(tmp_path, *rows)
    assert list(roster.people) == ["0001", "0002"]
    assert codes(problems)["number-twice"] == 0 and roster.people["0002"].leader == "0001"


def test_the_last_person_without_a_number_is_no_note(tmp_path):
    _, problems = sheet_of(tmp_path, VERA, ANNA, (None, "Sidste Mand", "Regnbuen"))
    assert codes(problems)["number-missing"] == 1


def test_a_column_team_makes_no_group_talks(tmp_path):
    rows = [(*VERA, ""), (*ANNA, "Team Nord"), (*BO, "Team Syd")]
    roster, problems = sheet_of(tmp_path, *rows, headers=(*HEADERS, "Team"))
    assert roster.groups == {} and {person.group for person in roster.people.values()} == {""}
    roster, problems = sheet_of(tmp_path, *rows, headers=(*HEADERS, "Gruppe"))
    assert codes(problems)["groups-implied"] == 1
    assert '"Gruppe" = ""' in said(problems, "groups-implied")


def test_the_name_is_the_employees_and_not_the_units(tmp_path):
    headers = ("Enhedskode", "Navn", "Tjenestenr", "Medarbejder", "Leder")
    rows = [("10", "Solsikken", "0001", "Vera Holm", ""), ("10", "Solsikken", "0042", "Bo Lind", "1")]
    roster, _ = sheet_of(tmp_path, *rows, headers=headers)
    assert [person.name for person in roster.people.values()] == ["Vera Holm", "Bo Lind"]


def test_an_id_that_counts_the_rows_is_nobodys_number(tmp_path):
    headers = ("id", "Navn", "Brugernavn", "Enhed", "Leder")
    rows = [
        (1, "Vera Holm", "veho", "Stab", ""),
        (2, "Bo Lind", "boli", "Stab", "veho"),
        (3, "Ib Due", "ibdu", "Stab", "veho"),
    ]
    roster, problems = sheet_of(tmp_path, *rows, headers=headers)
    assert list(roster.people) == ["veho", "boli", "ibdu"]
    assert codes(problems)["number-from-other"] == 1


def test_headers_in_two_rows_are_read_together(tmp_path):
    rows = [("Medarbejder", None, None, "Leder", None), ("Tjenestenr", "Navn", "Enhed", "Tjenestenr", "Navn")]
    rows += [("0001", "Vera Holm", "Stab", None, None), ("0042", "Bo Lind", "Stab", "0001", "Vera Holm")]
    roster, problems = read(write_workbook(tmp_path / "liste.xlsx", Medarbejdere=rows))
    assert problems == []
    assert roster.people["0042"].leader == "0001"


def test_codes_of_units_meet_though_one_list_has_lost_the_zeros(tmp_path):
    people = (("Tjenestenummer", "Navn", "Enhedskode"), ("1", "Vera Holm", "0012"), ("2", "Bo Lind", "0012"))
    unit_rows = (("Enhedskode", "Enhed", "Leder"), (12, "Stab", "1"))
    roster, problems = read(write_workbook(tmp_path / "liste.xlsx", Medarbejdere=people, Enheder=unit_rows))
    assert roster.people["2"].leader == "1" and roster.people["2"].unit == "Stab"
    assert blocking(problems) == {}


def test_two_columns_mapped_to_one_and_a_mapping_that_hides_the_headers_are_told(tmp_path):
    path = write_workbook(
        tmp_path / "liste.xlsx", Ark=(("Nr", "Navn", "Chef 1", "Chef 2"), ("1", "Vera", "", ""))
    )
    columns = {"Nr": "Tjenestenummer", "Chef 1": "Leder", "Chef 2": "Leder"}
    assert codes(read(path, columns)[1])["mapping-twice"] == 1
    columns = {"Nr": "", "Navn": "Fulde navne"}
    assert codes(read(path, columns)[1])["mapping-unknown"] == 1


def test_a_leaders_column_of_ones_and_noughts_tells_who_is_one(tmp_path):
    headers = ("Tjenestenummer", "Navn", "Enhed", "Leder")
    rows = [("1", "Vera Holm", "Stab", 1), ("2", "Bo Lind", "Stab", 0), ("3", "Ib Due", "Stab", 0)]
    roster, _ = sheet_of(tmp_path, *rows, headers=headers)
    assert {person.leader for person in roster.people.values()} == {"", "1"}


@pytest.mark.parametrize("beside", ["Side 2", ""])
def test_headers_printed_again_with_a_page_beside_them_are_nobody(tmp_path, beside):
    lines = [";".join(row) for row in (HEADERS, VERA, BO)] + [";".join((*HEADERS, beside)), ";".join(ANNA)]
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(lines), "utf-8")
    roster, problems = read(path)
    assert list(roster.people) == ["0001", "0042", "0010"]
    assert not blocking(problems) and not roster.left_out
