"""Whatever lies where a roster should: folders, files of other kinds, damaged and hostile ones."""

import random
import struct
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from pipeline.problems import UnreadableFile
from pipeline.sheets import package
from pipeline.sheets.facts.xlsx_scan import SheetScan
from pipeline.sheets.read import read_sheets
from tests.sheets.rows import rows_in
from tests.sheets.small_ods import write_ods
from tests.sheets.small_xlsb import write_xlsb
from tests.sheets.small_xlsx import write_xlsx


def code_of(path):
    """The problem that reading the file ends in, which it does soon."""
    begun = time.monotonic()
    with pytest.raises(UnreadableFile) as raised:
        read_sheets(path)
    assert time.monotonic() - begun < 20
    assert raised.value.problem.place.file == str(path)
    return raised.value.problem.code


def save_book(path, *names):
    book = Workbook()
    book.remove(book.active)
    for name in names:
        book.create_sheet(name).append([name, 1])
    book.save(path)


# --- folders ------------------------------------------------------------------------------------


def test_a_folder_is_read_as_one_workbook(tmp_path):
    save_book(tmp_path / "b løn.xlsx", "Ark1")
    save_book(tmp_path / "c.xlsm", "Medarbejdere", "Enheder")
    (tmp_path / "a.csv").write_text("Nr;Navn\n1;Anna\n")
    (tmp_path / "~$c.xlsx").write_bytes(b"\x05Anna")
    (tmp_path / ".skjult.csv").write_text("Nr;Navn\n1;Anna\n")
    (tmp_path / "billede.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "mappe.csv").mkdir()
    sheets = read_sheets(tmp_path)
    assert [sheet.name for sheet in sheets] == ["a", "b løn", "Medarbejdere", "Enheder"]
    assert [sheet.file.name for sheet in sheets] == ["a.csv", "b løn.xlsx", "c.xlsm", "c.xlsm"]


def test_a_folder_with_nothing_to_read_is_a_problem(tmp_path):
    (tmp_path / "README.md").write_text("hej")
    assert code_of(tmp_path) == "folder-empty"


def test_a_damaged_workbook_in_a_folder_is_told_and_not_passed_over(tmp_path):
    (tmp_path / "a.csv").write_text("Nr;Navn\n1;Anna\n")
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 halv")
    with pytest.raises(UnreadableFile) as raised:
        read_sheets(tmp_path)
    assert raised.value.problem.place.file == str(tmp_path / "b.xlsx")


# --- other kinds --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb", "ods"])
def test_a_workbook_is_known_by_its_content(tmp_path, kind):
    save_book(tmp_path / "a.xlsx", "Ark")
    made = {"xlsx": tmp_path / "a.xlsx", "xlsb": write_xlsb(tmp_path / "a.xlsb", {(0, 0): "Ark", (0, 1): 1})}
    made["ods"] = write_ods(tmp_path / "a.ods", "<r><c>Ark</c><v>1</v></r>")
    source = made.get(kind, made["xlsx"])
    for name in ("a.csv", "b.xls", "c.xlsx", "d"):
        (tmp_path / name).write_bytes(source.read_bytes())
        assert rows_in(read_sheets(tmp_path / name)[0]) == [["Ark", 1]]


HTML = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>Nr</td></tr></table></html>"
XML = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (HTML.encode(), "workbook-other-kind", "webside"),
        (b"\r\n <TABLE border=1><tr>", "workbook-other-kind", "webside"),
        (HTML.encode("utf-16"), "workbook-other-kind", "webside"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "workbook-other-kind", "webside"),
        (XML.encode(), "workbook-other-kind", "XML-regneark 2003"),
        (b"<?xml version='1.0'?><data/>", "workbook-other-kind", "XML"),
        (b"%PDF-1.7\n%\xe2\xe3", "workbook-no-table", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "workbook-no-table", "billede"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "workbook-no-table", "billede"),
        (b"{\\rtf1\\ansi Nr}", "workbook-no-table", "Word"),
        (b"\x1f\x8b\x08\0\0", "workbook-packed", "Pak"),
        (b"", "workbook-unreadable", ".xlsx"),
        (b"\x09\x08\x10\0\0\x06\x05\0", "workbook-unreadable", ".xlsx"),
        (random.Random(1).randbytes(5000), "workbook-unreadable", ".xlsx"),
        (b"Nr;Navn\n1;\0\0\n", "workbook-unreadable", ".xlsx"),
    ],
)
@pytest.mark.parametrize("name", ["a.xls", "a.csv"])
def test_a_file_of_another_kind_says_what_it_is_and_what_to_do(tmp_path, name, content, code, says):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as raised:
        read_sheets(tmp_path / name)
    assert raised.value.problem.code == code and says in raised.value.problem.text


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("word/document.xml", "workbook-no-table"),
        ("a.csv", "workbook-packed"),
        ("Index/x.iwa", "workbook-other-kind"),
    ],
)
def test_a_zip_of_something_else_is_no_workbook(tmp_path, part, code):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert code_of(tmp_path / "a.xlsx") == code


def test_a_locked_workbook_asks_for_its_password_to_be_removed(tmp_path):
    name = "EncryptedPackage\0".encode("utf-16-le")
    entry = name.ljust(64, b"\0") + struct.pack("<H", len(name)) + b"\0" * 62
    (tmp_path / "a.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0") + entry)
    assert code_of(tmp_path / "a.xlsx") == "workbook-locked"


# --- hostile ------------------------------------------------------------------------------------

FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{0}">{2}<c r="{1}{0}"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("row", "column"), [(1048576, "XFD"), (3, "XFD"), (1048576, "CZ"), (99_999_999, "B")]
)
def test_a_cell_far_from_all_others_is_named(tmp_path, row, column):
    path = write_xlsx(tmp_path / "a.xlsx", FAR.format(row, column, ""))
    with pytest.raises(UnreadableFile) as raised:
        read_sheets(path)
    problem = raised.value.problem
    assert (problem.code, problem.place.spot) == ("workbook-stray-cell", f"Ark!{column}{row}")
    assert f"celle {column}{row}" in problem.text


@pytest.mark.parametrize(
    "cell",
    [
        '<c t="n" r="XFD1048576"><v>1</v></c>',
        "<c x='>' r = 'XFD1048576'><v>1</v></c>",
        '<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="XFD1048576"><v>1</v></x:c>',
        '<c r="xfd1048576"><v>1</v></c>',
        '<c\nr="XFD1048576"><v>1</v></c>',
    ],
)
def test_a_far_cell_is_seen_however_it_is_written_and_wherever(tmp_path, cell):
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 60_000))
    path = write_xlsx(tmp_path / "a.xlsx", rows + f'<row r="60000">{cell}</row>')
    assert code_of(path) == "workbook-stray-cell"


def test_a_far_cell_of_an_xlsb_or_an_ods_is_named(tmp_path):
    assert code_of(write_xlsb(tmp_path / "a.xlsb", {(0, 0): 1, (1048575, 16383): 1})) == "workbook-stray-cell"
    far = '<r><v>1</v></r><r table:number-rows-repeated="1048000"/><r><c table:number-columns-repeated="9999"/><v>1</v></r>'
    assert code_of(write_ods(tmp_path / "a.ods", far)) == "workbook-stray-cell"
    filled = '<r table:number-rows-repeated="1048576"><v table:number-columns-repeated="1024">1</v></r>'
    assert code_of(write_ods(tmp_path / "b.ods", filled)) == "workbook-stray-cell"


@pytest.mark.parametrize("end", ["</table:t1ble>", "", "</table:table><table:named-expressions>"])
def test_an_ods_whose_table_does_not_end_is_damaged(tmp_path, end):
    path = write_ods(tmp_path / "a.ods", "<r><v>1</v></r>", end)
    assert code_of(path) == "workbook-unreadable"


def test_blank_rows_and_columns_to_the_end_of_an_ods_do_not_count(tmp_path):
    tail = '<r table:number-rows-repeated="1048574"><c table:number-columns-repeated="16384"/></r>'
    path = write_ods(tmp_path / "a.ods", '<r><v>1</v><c table:number-columns-repeated="16383"/></r>' + tail)
    assert rows_in(read_sheets(path)[0]) == [[1]]


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_more_shared_texts_declared_than_there_can_be_take_no_memory(tmp_path):
    strings = f'<sst {MAIN} count="4000000000" uniqueCount="4000000000"><si><t>x</t></si></sst>'
    path = write_xlsx(tmp_path / "a.xlsx", FAR.format(2, "A", ""), parts=[("xl/sharedStrings.xml", strings)])
    assert code_of(path) == "workbook-unreadable"


def test_a_link_to_another_workbook_holds_cells_and_is_no_worksheet(tmp_path):
    cells = "<externalBook><sheetDataSet><sheetData sheetId='0'/></sheetDataSet></externalBook>"
    link = f"<externalLink {MAIN}>{cells}</externalLink>"
    path = write_xlsx(
        tmp_path / "a.xlsx", FAR.format(2, "A", ""), parts=[("xl/externalLinks/externalLink1.xml", link)]
    )
    assert rows_in(read_sheets(path)[0]) == [[1], [1]]


def test_a_zip_bomb_is_refused_wherever_it_lies(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "MOST_INFLATED", 50_000_000)
    for part in ("xl/sharedStrings.xml", "xl/media/a.png"):
        path = write_xlsx(tmp_path / "a.xlsx", FAR.format(2, "A", ""), parts=[(part, b" " * 60_000_000)])
        assert code_of(path) == "workbook-too-large"


def test_a_part_that_lies_about_its_size_is_inflated_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "MOST_INFLATED", 50_000_000)
    path = write_xlsx(tmp_path / "a.xlsx", FAR.format(2, "A", ""), parts=[("xl/x.bin", b" " * 60_000_000)])
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", 60_000_000), struct.pack("<I", 10)))
    assert code_of(path) in ("workbook-too-large", "workbook-unreadable")


def test_a_doctype_and_a_crowded_zip_are_refused(tmp_path, monkeypatch):
    path = write_xlsx(
        tmp_path / "a.xlsx", FAR.format(2, "A", ""), parts=[("xl/styles.xml", "<!DOCTYPE a []><a/>")]
    )
    assert code_of(path) == "workbook-unreadable"
    monkeypatch.setattr(package, "MOST_PARTS", 5)
    path = write_xlsx(
        tmp_path / "b.xlsx", FAR.format(2, "A", ""), parts=[(f"xl/{n}.xml", "") for n in range(9)]
    )
    assert code_of(path) == "workbook-too-large"


@pytest.mark.parametrize("kind", ["xlsx", "xlsb", "ods"])
def test_a_workbook_cut_short_or_spoilt_ends_in_a_problem_or_in_cells(tmp_path, kind):
    save_book(tmp_path / "a.xlsx", "Ark")
    write_xlsb(tmp_path / "a.xlsb", {(row, 0): f"x{row}" for row in range(20)})
    write_ods(tmp_path / "a.ods", "<r><c>Ark</c><v>1</v></r>")
    whole, chance = (tmp_path / f"a.{kind}").read_bytes(), random.Random(7)
    for _ in range(150):
        spoilt = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(1, 6)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        (tmp_path / "spoilt").write_bytes(spoilt)
        try:
            read_sheets(tmp_path / "spoilt")
        except UnreadableFile as unreadable:
            assert unreadable.problem.text


@given(st.integers(1, 9_999_999), st.integers(1, 9_999_999))
def test_a_row_that_the_scan_passes_over_is_within_what_it_says(here, there):
    first = "".join(f'<c r="{letter}1"/>' for letter in "ABC")
    pieces = [f"<worksheet><row>{first}".encode(), f'</row><row r="{here}"><c r="B{there}"/></row>'.encode()]
    assert SheetScan({}).read(pieces).extent.row >= there - 1
