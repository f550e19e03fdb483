"""CSV text in any encoding, parted by any sign, whatever the file is called."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.problems import UnreadableFile
from pipeline.sheets.csv_text import ERRORS
from pipeline.sheets.decoding import decoded
from pipeline.sheets.plain import clean
from pipeline.sheets.read import cell_name, read_sheets
from tests.sheets.rows import rows_in

ROSTER = "Nr;Navn;Timer\r\n0042;Åse Ærø;37,00\r\n0043;Bø, Søren;30,50\r\n"
UNMARKED = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "cp865", "mac-roman")


def rows_of(tmp_path, content, name="a.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (sheet,) = read_sheets(path)
    assert (sheet.name, sheet.file) == ("Medarbejdere", path)
    return rows_in(sheet)


@pytest.mark.parametrize("encoding", [*UNMARKED, "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.xlsx", "a.dat"])
def test_text_is_read_in_any_encoding_under_any_name(tmp_path, encoding, name):
    expected = [["Nr", "Navn", "Timer"], ["0042", "Åse Ærø", "37,00"], ["0043", "Bø, Søren", "30,50"]]
    assert rows_of(tmp_path, ROSTER.encode(encoding), name) == expected


def test_one_foreign_byte_late_in_a_long_file_makes_no_mojibake(tmp_path):
    content = b"Nr;Navn\n" + "7;Åse Ærø\n".encode() * 50_000 + b"8;Bl\xe5\n"
    rows = rows_of(tmp_path, content)
    assert rows[1] == ["7", "Åse Ærø"] and rows[-1] == ["8", "Blå"]


def test_windows_text_with_quotation_marks_and_dashes_is_not_taken_for_dos():
    text = "Nr;Note\n1;O’Neill – ‘chef’ †\n2;“Stab”…\n"
    assert decoded(text.encode("cp1252")) == text


def test_windows_text_with_letters_of_other_countries_stays_what_it_is():
    text = "Nr;Navn\n1;Müller\n2;Ibáñez\n3;Ångström\n4;Søren\n"
    assert decoded(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nr;Navn\n1;Holm, Anna\n2;Lind, Bo\n3;Ærø, Åse\n", ["1", "Holm, Anna"]),
        (
            "Nr;Navn;Timer;Løn\n1;Holm, Anna;37,00;1,5\n2;Lind, Bo;30,0;2,5\n",
            ["1", "Holm, Anna", "37,00", "1,5"],
        ),
        ("Nr,Navn,Roller\n1,Anna,a;b;c\n2,Bo,a;b\n3,Eva,a\n", ["1", "Anna", "a;b;c"]),
        ('"Nr","Navn"\n"1","Holm; Anna"\n"2","Lind; Bo"\n', ["1", "Holm; Anna"]),
        ("Nr|Navn\n1|Holm, Anna\n", ["1", "Holm, Anna"]),
        ("Nr\tNavn\n1\tHolm, Anna; chef\n", ["1", "Holm, Anna; chef"]),
        ("sep=|\r\nNr|Navn\r\n1|a;b\r\n", ["1", "a;b"]),
        ("Nr\n1\n", ["1"]),
    ],
)
def test_the_sign_that_parts_the_cells_is_found(tmp_path, text, expected):
    assert rows_of(tmp_path, text)[1] == expected


@pytest.mark.parametrize(
    "above", ["Medarbejdere\n", "Liste, udtrukket 1. november 2026, af HR\n\n", "a\nb, c\nd\ne\n\n"]
)
def test_titles_above_the_headers_do_not_mislead(tmp_path, above):
    rows = rows_of(tmp_path, above + "Nr;Navn;Enhed\n" + "1;Holm, Anna;Stab\n" * 20)
    assert rows[-1] == ["1", "Holm, Anna", "Stab"]


def test_rows_that_end_early_do_not_mislead(tmp_path):
    rows = rows_of(
        tmp_path, "Nr;Navn;Enhed;Gruppe;Note\n" + "1;Holm, Anna;Stab\n2;Lind, Bo;Stab;G1\n3;Ærø, Åse\n" * 9
    )
    assert rows[1] == ["1", "Holm, Anna", "Stab", None, None]


def test_a_line_far_longer_than_a_list_refuses_the_file_and_is_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Nr;Navn;Enhed\n" + "1;Holm;Stab\n" * 400 + ";" * 200_000 + "x\n")
    with pytest.raises(UnreadableFile) as raised:
        read_sheets(path)
    assert raised.value.problem.code == "workbook-stray-cell"
    assert raised.value.problem.place.spot == f"Medarbejdere!{cell_name(401, 200_000)}"


def test_separators_at_the_end_of_a_line_are_no_columns(tmp_path):
    rows = rows_of(
        tmp_path, "Nr;Navn;Enhed;\n" + "1;Holm;Stab\n" * 400 + "2;Lind;Stab" + ";" * 200_000 + "\n"
    )
    assert rows[0] == ["Nr", "Navn", "Enhed"] and rows[-1] == ["2", "Lind", "Stab"] and len(rows) == 402


def test_a_column_that_begins_far_down_stands_in_its_rows(tmp_path):
    rows = rows_of(
        tmp_path, "Nr;Navn;Enhed\n" + "1;Holm;Stab\n" * 1200 + "2;Lind;Stab;Note\n" + "3;Bo\n" * 600
    )
    assert [row for row in rows if row[3]] == [["2", "Lind", "Stab", "Note"]] == [rows[1201]]
    assert rows[-1] == ["3", "Bo", None, None] and len(rows) == 1802


def test_a_number_written_as_a_formula_is_its_digits_and_an_error_is_empty(tmp_path):
    rows = rows_of(tmp_path, 'Nr;Navn;Leder\n="0042";"=""0043""";#I/T\n')
    assert rows[1] == ["0042", "0043", None]


def test_a_cell_over_several_lines_is_one_cell(tmp_path):
    rows = rows_of(tmp_path, 'Nr;Note;Enhed\r\n1;"linje 1;\r\n\r\nlinje ""2""";Stab\r\n2;x;Stab\r\n')
    assert rows[1:] == [["1", 'linje 1; linje "2"', "Stab"], ["2", "x", "Stab"]]


@pytest.mark.parametrize(
    "stray", ['2;"Huset;Stab\n3;Bo;Stab\n', '2;"Huset;Stab\n3;"Bo";Stab\n', '2;"Huset;Stab\n3;Bo";Stab\n']
)
def test_a_stray_quotation_mark_swallows_nobody(tmp_path, stray):
    with pytest.raises(UnreadableFile) as raised:
        rows_of(tmp_path, "sep=;\nNr;Navn;Enhed\n1;Anna;Stab\n" + stray + "4;Eva;Stab\n")
    assert raised.value.problem.code == "csv-quote-unclosed"
    assert "linje 4 " in raised.value.problem.text


def test_text_parted_by_tabs_need_not_quote(tmp_path):
    rows = rows_of(tmp_path, 'Nr\tNavn\tEnhed\n1\t"Huset\tStab\n2\tBo\tStab\n', "a.xls")
    assert rows[1:] == [["1", '"Huset', "Stab"], ["2", "Bo", "Stab"]]


cells = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters=";,\t|"), max_size=12
)
tables = st.lists(st.lists(cells, min_size=3, max_size=3), max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    tables,
    st.sampled_from(";,\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.booleans(),
)
def test_any_table_of_text_reads_back(tmp_path, table, delimiter, encoding, quoted):
    """Without errors and formulas, which are not text; a header like a roster's tells the sign."""
    table = [["Nr", "Navn", "Enhed på ærø"], *([f"x{a}", b, c] for a, b, c in table)]
    table = [[value.encode(encoding, "ignore").decode(encoding) for value in row] for row in table]
    written = io.StringIO(newline="")
    csv.writer(
        written, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    ).writerows(table)
    expected = [[_expected(value) for value in row] for row in table]
    assert rows_of(tmp_path, written.getvalue().encode(encoding)) == expected


def _expected(value):
    text = clean(value)
    return None if not text or text in ERRORS or value.startswith('="') else text
