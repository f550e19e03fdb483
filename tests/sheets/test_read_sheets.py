"""Workbooks and CSV files as plain values."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.problems import UnreadableFile
from pipeline.sheets.read import cell_name, column_name, read_sheets
from tests.sheets.rows import rows_in


def test_cells_stand_where_excel_has_them(tmp_path):
    book = Workbook()
    book.active.title = "Ark 1"
    book.active["C5"], book.active["D7"] = 42, "0042"
    book.active["E7"], book.active["F7"], book.active["G7"] = date(2026, 11, 20), True, 1.5
    book.create_sheet("tomt")
    book.save(tmp_path / "a.xlsx")
    sheet, empty = read_sheets(tmp_path / "a.xlsx")
    assert (sheet.name, empty.name, rows_in(empty)) == ("Ark 1", "tomt", [])
    assert sheet.row(4)[2] == 42 and isinstance(sheet.row(4)[2], int)
    assert sheet.row(6)[3:7] == ["0042", date(2026, 11, 20), True, 1.5]
    assert sheet.row(0) == [None] * 7


def test_cell_names_are_excels():
    assert cell_name(6, 2) == "C7"
    assert [column_name(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_in_any_danish_encoding(tmp_path, encoding, delimiter):
    path = tmp_path / "a.csv"
    path.write_bytes(
        f'Nr{delimiter}Navn\r\n007{delimiter}"Ærø{delimiter}Åse"\r\n8{delimiter}\r\n'.encode(encoding)
    )
    (sheet,) = read_sheets(path)
    assert sheet.name == "Medarbejdere"
    assert rows_in(sheet) == [["Nr", "Navn"], ["007", f"Ærø{delimiter}Åse".replace("\t", " ")], ["8", None]]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "workbook-unreadable"),
        ("a.csv", b"PK\x03\x04\0\0", "workbook-unreadable"),
        ("a.xlsx", None, "workbook-missing"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name, content, code):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as raised:
        read_sheets(tmp_path / name)
    assert raised.value.problem.code == code
    assert raised.value.problem.place.file == str(tmp_path / name)
