"""Workbooks of every format and date system, as Excel, Calc and other programs write them."""

import subprocess
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline.sheets.read import read_sheets
from tests.sheets.rows import rows_in
from tests.sheets.small_xlsb import write_xlsb
from tests.sheets.small_xlsx import write_xlsx

DAY = date(2026, 11, 20)
ZERO, ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)


def make_book(path, since_1904=False):
    """A roster with dates, zeros, hidden and merged cells, and a hidden sheet."""
    book = Workbook()
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    page = book.active
    page.title = "Medarbejdere"
    page.append(["Nr", "Navn", "Ansat", "Enhed", "Født", "Tid", "Ok"])
    page.append([42, " Åse  Ærø\n", DAY, "Regnbuen", date(1955, 1, 1), datetime(2026, 11, 20, 13, 5), True])
    page.append([7, "Åse Ærø", 46346, None, None, time(8, 30), False])
    page.append([12345678, "Å", 1.5, None, None, None, None])
    page.append(["0042", "#N/A", None, "Stab"])
    for row in range(2, 6):
        page.cell(row, 1).number_format = "00000"
    page.merge_cells("D2:D4")
    page.merge_cells("A7:C7")
    page["A7"] = "I alt"
    page.row_dimensions[3].hidden = page.row_dimensions[4].hidden = True
    page.column_dimensions["E"].hidden = True
    book.create_sheet("Skjult").sheet_state = "hidden"
    book.save(path)
    return path


def converted(path, kind, tmp_path):
    """The workbook as LibreOffice saves it in another format."""
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(tmp_path / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return tmp_path / "out" / f"{path.stem}.{kind}"


@pytest.fixture(scope="module", params=[False, True], ids=["1900", "1904"])
def books(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("books")
    path = make_book(folder / "liste.xlsx", request.param)
    found = {kind: converted(path, kind, folder) for kind in ("xls", "ods")}
    return found | {"xlsx": path, "calc": converted(path, "xlsx", folder)}, request.param


@pytest.mark.parametrize("kind", ["xlsx", "calc", "xls", "ods"])
def test_a_workbook_says_the_same_in_every_format_and_date_system(books, kind):
    paths, since_1904 = books
    sheet, hidden = read_sheets(paths[kind])
    assert (sheet.name, sheet.hidden, hidden.name, hidden.hidden) == ("Medarbejdere", False, "Skjult", True)
    assert sheet.day_zero == (ZERO_1904 if since_1904 else ZERO)
    assert sheet.file == paths[kind]
    assert sheet.row(1)[1:6] == ["Åse Ærø", DAY, "Regnbuen", date(1955, 1, 1), datetime(2026, 11, 20, 13, 5)]
    assert sheet.row(2)[2] == 46346 and sheet.row(2)[5] == time(8, 30)
    assert sheet.row(4)[:2] == ["0042", None]
    assert sheet.columns[6][1:3] == [True, False]


@pytest.mark.parametrize("kind", ["xlsx", "calc", "xls", "ods"])
def test_what_is_hidden_is_known_and_a_unit_written_once_stands_in_each_row(books, kind):
    sheet, _ = read_sheets(books[0][kind])
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((2, 3), (4,))
    assert sheet.columns[3] == ["Enhed", "Regnbuen", "Regnbuen", "Regnbuen", "Stab", None, None]
    assert sheet.row(6)[:3] == ["I alt", None, None]


@pytest.mark.parametrize("kind", ["xlsx", "calc", "xls"])
def test_a_number_shown_with_zeros_in_front_is_the_text_one_sees(books, kind):
    sheet, _ = read_sheets(books[0][kind])
    assert sheet.columns[0][1:5] == ["00042", "00007", "12345678", "0042"]


@pytest.mark.parametrize("since_1904", [False, True])
def test_an_xlsb_is_read_with_its_dates_zeros_and_hidden_rows(tmp_path, since_1904):
    serial = (DAY - (ZERO_1904 if since_1904 else ZERO)).days
    cells = {
        (0, 0): "Nr",
        (0, 1): "Dag",
        (1, 0): ("zeros", 42),
        (1, 1): ("date", serial),
        (2, 0): 7.0,
        (2, 1): serial,
    }
    path = write_xlsb(tmp_path / "a.xlsb", cells, since_1904, hidden_rows=(2,))
    (sheet,) = read_sheets(path)
    assert (sheet.name, rows_in(sheet)) == ("Ark", [["Nr", "Dag"], ["00042", DAY], [7, serial]])
    assert sheet.day_zero == (ZERO_1904 if since_1904 else ZERO)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((2,), ())


def test_merged_cells_of_an_xlsb_are_filled_down(tmp_path):
    path = write_xlsb(tmp_path / "a.xlsb", {(0, 0): "Stab", (0, 1): 1, (2, 1): 2}, merged=[(0, 2, 0, 0)])
    assert [row[0] for row in rows_in(read_sheets(path)[0])] == ["Stab"] * 3


ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>Nr</t></is></c></row><row r="2" hidden="1"><c r="A2"><v>42</v></c></row>'


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (ROW, {}),
        (ROW, {"prefix": "x:"}),
        (ROW, {"strict": True}),
        (ROW.replace(' r="A1"', "").replace(' r="A2"', ""), {}),
        (ROW.replace(' r="1"', "").replace(' r="2"', "").replace(' r="A1"', "").replace(' r="A2"', ""), {}),
        (ROW.replace('"', "'").replace("c r=", "c  x = '>' r = "), {}),
        (ROW.replace("hidden='1'", "hidden='true'"), {"prefix": "p:"}),
    ],
    ids=["plain", "Open XML SDK", "strict", "no cell names", "no names at all", "single quotes", "true"],
)
def test_a_worksheet_is_understood_however_it_is_written(tmp_path, body, more):
    (sheet,) = read_sheets(write_xlsx(tmp_path / "a.xlsx", body, **more))
    assert (rows_in(sheet), sheet.hidden_rows) == ([["Nr"], [42]], (1,))


def test_a_tail_of_formatted_empty_cells_costs_nothing(tmp_path):
    tail = '<row r="1048576" s="0"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"></c></row>'
    (sheet,) = read_sheets(write_xlsx(tmp_path / "a.xlsx", ROW + tail))
    assert rows_in(sheet) == [["Nr"], [42]]


def test_equal_texts_are_one_object_and_as_typed_keeps_line_breaks(tmp_path):
    book = Workbook()
    book.active.append(["Pædagog", "Pædagog ", "a\nb"])
    book.save(tmp_path / "a.xlsx")
    first, second, third = rows_in(read_sheets(tmp_path / "a.xlsx")[0])[0]
    assert first is second and third == "a b"
    assert rows_in(read_sheets(tmp_path / "a.xlsx", as_typed=True)[0]) == [["Pædagog", "Pædagog ", "a\nb"]]


def test_the_number_one_and_the_word_true_are_not_mixed_up(tmp_path):
    book = Workbook()
    for row in ([1, True, 0, False], [True, 1, False, 0], [1, 0, 1.0, 0.0]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    kinds = [[type(cell) for cell in row] for row in rows_in(read_sheets(tmp_path / "a.xlsx")[0])]
    assert kinds == [[int, bool, int, bool], [bool, int, bool, int], [int] * 4]


def test_hidden_rows_are_found_all_through_a_long_sheet(tmp_path):
    hidden = [" hidden='1'" if row % 3 == 0 else "" for row in range(60_001)]
    rows = "".join(
        f'<row r="{row}"{hidden[row]}><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 60_001)
    )
    (sheet,) = read_sheets(write_xlsx(tmp_path / "a.xlsx", rows))
    assert rows_in(sheet) == [[row] for row in range(1, 60_001)]
    assert sheet.hidden_rows == tuple(range(2, 60_000, 3))


def test_formatted_empty_columns_of_a_long_sheet_are_no_cells(tmp_path):
    """Their number asks for a second, closer look."""
    tail = '<row r="1"><c r="A1"><v>1</v></c>' + "".join(
        f'<c r="{name}1" s="0"/>' for name in ("B", "ZZ", "XFD")
    )
    (sheet,) = read_sheets(
        write_xlsx(tmp_path / "a.xlsx", tail + '</row><row r="70000"><c r="B70000"><v>2</v></c></row>')
    )
    assert (sheet.height, sheet.row(0), sheet.row(-1)) == (70_000, [1, None], [None, 2])


def test_an_error_is_empty_and_text_that_looks_like_one_stays_text(tmp_path):
    cells = '<c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="inlineStr"><is><t>#N/A</t></is></c>'
    assert rows_in(read_sheets(write_xlsx(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>'))[0]) == [
        [None, "#N/A"]
    ]
