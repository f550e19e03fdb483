"""`mus check ROSTER`: what it tells of a list, and the copy that `--annotate` writes, of every kind of file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from pipeline.cli import main
from pipeline.sheets.annotating import PAGE, TITLE
from pipeline.word import office
from tests.sheets.rosters_of_others import CPR, CPR_DIGITS, write_rich

HEADERS = ("Medarb.nr.", "Navn", "Enhed", "Leder", "Samtaledatto", "Kostalias", "CPR-nr")
ROWS = (
    ("0001", "Vera Chef", "Stab", "", "", "7", CPR[0]),
    ("0042", "Anna Hansen", "Skolen", "0001", "", "7", CPR[1]),
    ("0043", "Bo Bang", "Skolen", "9999", "", "7", CPR[2]),
    ("", "Carl Dam", "Skolen", "0001", "", "7", ""),
)


@pytest.fixture
def folder(tmp_path):
    run("init", tmp_path / "round", "--municipality", "herlev", "--year", 2026)
    return tmp_path / "round"


def run(*words, code=0):
    result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == code, (result.exit_code, result.output)
    return result


def check(folder, *words, code=1):
    return run("--workspace", folder, "--today", "2026-09-14", "check", *words, code=code)


def workbook(path: Path, rows=ROWS, headers=HEADERS) -> Path:
    book = Workbook()
    page = book.active
    page.title = "Medarbejdere"
    for row in (("Udtræk",), (), (), headers, *rows):
        page.append([value or None for value in row])
    book.save(path)
    return path


def text_file(path: Path) -> Path:
    path.write_text("\n".join(";".join(row) for row in (HEADERS, *ROWS)), encoding="utf-8-sig")
    return path


def holds_no_cpr(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        texts = [archive.read(name) for name in archive.namelist()]
    found = [bytes(b for b in text if 48 <= b <= 57) for text in texts]
    return not any(number.encode() in digits for digits in found for number in CPR_DIGITS)


# --- what is told -------------------------------------------------------------------------------


def test_the_terminal_says_what_each_column_was_read_as(folder, tmp_path):
    told = check(folder, workbook(tmp_path / "liste.xlsx")).stdout
    assert 'Columns of Medarbejdere (headers in row 4):\n  Tjenestenummer         A   "Medarb.nr."\n' in told
    assert 'Removed (CPR): G "CPR-nr"' in told
    assert 'Not read: E "Samtaledatto", F "Kostalias"' in told
    assert '\n  "Samtaledatto" = "Samtaledato"  # column E\n' in told
    assert '\n  "Kostalias" = ""                # column F: not read, do not ask again\n' in told


def test_the_terminal_counts_people_those_left_out_and_problems(folder, tmp_path):
    told = check(folder, workbook(tmp_path / "liste.xlsx")).stdout
    assert "\nroster: 3 people, 0 groups\nLeft out: 1\n       1  Tjenestenummer" in told
    assert "       1  ! leader-unknown\n" in told and "       1  · cpr-dropped\n" in told


def test_json_is_one_problem_a_line_and_nothing_else(folder, tmp_path):
    told = check(folder, workbook(tmp_path / "liste.xlsx"), "--annotate", tmp_path / "kopi.xlsx", "--json")
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert {"leader-unknown", "number-missing"} <= {row["code"] for row in rows}
    assert all(list(row) == ["code", "file", "spot", "text", "blocks"] for row in rows)


def test_a_list_with_nothing_wrong_is_0_and_still_gets_its_copy(folder, tmp_path):
    headers = ("Tjenestenummer", "Navn", "Enhed", "Leder")
    source = workbook(tmp_path / "liste.xlsx", [row[:4] for row in ROWS[:2]], headers)
    check(folder, source, "--annotate", tmp_path / "kopi.xlsx", code=0)
    page = load_workbook(tmp_path / "kopi.xlsx")[PAGE]
    assert "ingen fejl" in page["A8"].value


# --- the copy -----------------------------------------------------------------------------------


def test_the_copy_marks_each_cell_and_links_to_it(folder, tmp_path):
    told = check(folder, write_rich(tmp_path / "rig.xlsx"), "--annotate", tmp_path / "kopi.xlsx")
    assert f"Annotated copy in {tmp_path / 'kopi.xlsx'}" in told.stdout
    book = load_workbook(tmp_path / "kopi.xlsx")
    page = book["Liste 'alle' 26"]
    assert "Lederen findes ikke" in page["D6"].comment.text
    links = {
        cell.value: cell.hyperlink.location
        for row in book[PAGE].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links["Liste 'alle' 26!D6"] == "'Liste ''alle'' 26'!D6"
    for location in links.values():
        sheet, _, cell = location.rpartition("!")
        assert book[sheet.strip("'").replace("''", "'")][cell] is not None
    assert holds_no_cpr(tmp_path / "kopi.xlsx")


def test_a_copy_that_comes_back_is_read_as_the_list_it_is_a_copy_of(folder, tmp_path):
    first, second = tmp_path / "kopi.xlsx", tmp_path / "igen.xlsx"
    check(folder, workbook(tmp_path / "liste.xlsx"), "--annotate", first)
    told = check(folder, first, "--annotate", second).stdout
    assert "roster: 3 people, 0 groups" in told and "Gennemgang" not in told.replace("Gennemgang!", "")
    book = load_workbook(second)
    assert book.sheetnames == [PAGE, "Medarbejdere"] and book[PAGE]["A1"].value == TITLE


def test_text_becomes_a_workbook_of_the_same_cells(folder, tmp_path):
    source = text_file(tmp_path / "liste.csv")
    check(folder, source, "--annotate", tmp_path / "kopi.xlsx")
    page = load_workbook(tmp_path / "kopi.xlsx")["Medarbejdere"]
    assert [page["A3"].value, page["A3"].data_type, page["A3"].number_format] == ["0042", "s", "@"]
    assert "Lederen findes ikke" in page["D4"].comment.text
    assert page["G3"].value is None and holds_no_cpr(tmp_path / "kopi.xlsx")


def test_a_folder_becomes_one_workbook(folder, tmp_path):
    source = tmp_path / "udtræk"
    source.mkdir()
    text_file(source / "Medarbejdere.csv")
    (source / "Grupper.csv").write_text("Gruppe;Navn;Leder;Type\nG1;Team;0001;GRUS\n", encoding="utf-8")
    check(folder, source, "--annotate", tmp_path / "kopi.xlsx")
    book = load_workbook(tmp_path / "kopi.xlsx")
    assert set(book.sheetnames) == {PAGE, "Medarbejdere", "Grupper"}
    assert "Lederen findes ikke" in book["Medarbejdere"]["D4"].comment.text
    assert holds_no_cpr(tmp_path / "kopi.xlsx")


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_older_formats_come_by_way_of_libreoffice(folder, tmp_path, kind):
    if not office.available():
        pytest.skip("LibreOffice is not installed")
    source = as_saved_by_libreoffice(workbook(tmp_path / "liste.xlsx"), kind)
    check(folder, source, "--annotate", tmp_path / "kopi.xlsx")
    page = load_workbook(tmp_path / "kopi.xlsx")["Medarbejdere"]
    assert "Lederen findes ikke" in page["D7"].comment.text
    assert page["B6"].value == "Anna Hansen" and page["G6"].value is None
    assert holds_no_cpr(tmp_path / "kopi.xlsx")


def as_saved_by_libreoffice(path: Path, kind: str) -> Path:
    import shutil
    import subprocess

    program = shutil.which("soffice") or shutil.which("libreoffice")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [
        program,
        "--headless",
        profile,
        "--convert-to",
        kind,
        "--outdir",
        str(path.parent / "old"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.parent / "old" / f"{path.stem}.{kind}"


def test_a_list_that_nobody_can_be_read_from_still_gets_its_copy(folder, tmp_path):
    source = workbook(tmp_path / "liste.xlsx", [("a", "b")], ("Farve", "Form"))
    check(folder, source, "--annotate", tmp_path / "kopi.xlsx")
    assert load_workbook(tmp_path / "kopi.xlsx")[PAGE]["A1"].value == TITLE


def test_a_file_that_cannot_be_opened_leaves_no_copy(folder, tmp_path):
    source = tmp_path / "liste.xlsx"
    source.write_bytes(b"PK\x03\x04 broken")
    told = check(folder, source, "--annotate", tmp_path / "kopi.xlsx")
    assert "Annotated" not in told.stdout and not (tmp_path / "kopi.xlsx").exists()


# --- where it may go ----------------------------------------------------------------------------


def test_the_roster_itself_is_never_written_over(folder, tmp_path):
    source = workbook(tmp_path / "liste.xlsx")
    before = source.read_bytes()
    told = check(folder, source, "--annotate", source, code=2)
    assert "never written over" in told.output and source.read_bytes() == before


@pytest.mark.parametrize("name", ["kopi.xls", "kopi", "kopi.csv"])
def test_a_copy_must_be_an_excel_workbook(folder, tmp_path, name):
    told = check(folder, workbook(tmp_path / "liste.xlsx"), "--annotate", tmp_path / name, code=2)
    assert ".xlsx" in told.output and not (tmp_path / name).exists()


def test_a_folder_that_is_not_there_is_said_at_once(folder, tmp_path):
    out = tmp_path / "findes-ikke" / "kopi.xlsx"
    assert (
        "choose another" in check(folder, workbook(tmp_path / "liste.xlsx"), "--annotate", out, code=2).output
    )


def test_a_copy_into_the_folder_that_is_read_is_refused(folder, tmp_path):
    source = tmp_path / "udtræk"
    source.mkdir()
    text_file(source / "Medarbejdere.csv")
    assert "part of the roster" in check(folder, source, "--annotate", source / "kopi.xlsx", code=2).output


def test_there_must_be_a_roster_to_annotate(folder, tmp_path):
    assert "no roster" in check(folder, "--annotate", tmp_path / "kopi.xlsx", code=2).output
    assert (
        "roster-missing"
        in check(folder, tmp_path / "x.xlsx", "--annotate", tmp_path / "k.xlsx", code=2).output
    )


def test_a_copy_of_ours_that_nobody_has_touched_is_replaced(folder, tmp_path):
    out, source = tmp_path / "kopi.xlsx", workbook(tmp_path / "liste.xlsx")
    check(folder, source, "--annotate", out)
    check(folder, workbook(source, ROWS[:3]), "--annotate", out)
    assert load_workbook(out)["Medarbejdere"]["B8"].value is None


@pytest.mark.parametrize("kind", ["a roster", "a copy worked in", "a text"])
def test_what_is_there_already_is_not_written_over(folder, tmp_path, kind):
    out, source = tmp_path / "kopi.xlsx", workbook(tmp_path / "liste.xlsx")
    if kind == "a text":
        out.write_text("gammel")
    elif kind == "a roster":
        workbook(out, ROWS[:2])
    else:
        check(folder, source, "--annotate", out)
        book = load_workbook(out)
        book["Medarbejdere"]["D7"] = "0001"
        book.save(out)
    before = out.read_bytes()
    told = check(folder, source, "--annotate", out, code=2).output
    assert "choose another name" in told and out.read_bytes() == before
    assert not list(tmp_path.glob(".kopi*"))


# --- what the copy must not say, and what it must still say -------------------------------------


def two_sheets(path: Path, rows) -> Path:
    book = Workbook()
    book.active.title = "Ark1"
    for row in rows:
        book.active.append(row)
    book.create_sheet("Noter")["A1"] = "n"
    book.save(path)
    return path


def test_two_files_of_a_folder_with_sheets_of_the_same_names_are_told_apart(folder, tmp_path):
    source = tmp_path / "udtræk"
    source.mkdir()
    people = [
        ("Tjenestenummer", "Navn", "Leder", "CPR"),
        ("0001", "Vera Chef", "", CPR[0]),
        ("0002", "Bo", "9", CPR[1]),
    ]
    units = [
        ("CPR", "Enhed", "Overordnet enhed", "Leder"),
        (CPR[2], "Rådhuset", "", "0001"),
        ("", "Skole", "Rådhuset", "0001"),
    ]
    two_sheets(source / "a.xlsx", people)
    two_sheets(source / "b.xlsx", units)
    check(folder, source, "--annotate", tmp_path / "kopi.xlsx")
    book = load_workbook(tmp_path / "kopi.xlsx")
    assert book.sheetnames == [PAGE, "Ark1", "Noter", "Ark1 2", "Noter 2"]
    assert [cell.value for cell in book["Ark1"][2]][:2] == ["0001", "Vera Chef"] and book["Ark1"][
        "D2"
    ].value is None
    assert [cell.value for cell in book["Ark1 2"][2]] == [None, "Rådhuset", None, "0001"]
    assert holds_no_cpr(tmp_path / "kopi.xlsx")
    links = {cell.value: cell.hyperlink.location for row in book[PAGE] for cell in row if cell.hyperlink}
    assert links["Ark1!D1"] == "'Ark1'!D1" and links["Ark1 2!A1"] == "'Ark1 2'!A1"


def test_names_of_files_that_are_too_long_for_a_sheet_are_cut_and_told_apart(folder, tmp_path):
    source = tmp_path / "udtræk"
    source.mkdir()
    for name in ("Medarbejdere i hele kommunen 2026 a", "medarbejdere i hele kommunen 2026 a"):
        text_file(source / f"{name}.csv")
    check(folder, source, "--annotate", tmp_path / "kopi.xlsx")
    names = load_workbook(tmp_path / "kopi.xlsx").sheetnames
    assert len({name.casefold() for name in names}) == 3 and max(map(len, names)) <= 31


def test_the_name_of_the_file_is_told_without_a_cpr_number(folder, tmp_path):
    check(folder, text_file(tmp_path / f"liste {CPR[0]}.csv"), "--annotate", tmp_path / "kopi.xlsx")
    assert "(cpr udeladt)" in load_workbook(tmp_path / "kopi.xlsx")[PAGE]["A2"].value
    assert holds_no_cpr(tmp_path / "kopi.xlsx")


def test_other_numbers_keep_their_values_and_remarks_stay(folder, tmp_path):
    headers = ("Tjenestenummer", "Navn", "Leder", "CPR", "EAN", "Konto")
    said = f"ukendt, se sag 9912345678 og {CPR[0]}"
    rows = [
        ("0001", "Vera", "", said, "5798000123456", 9912345678),
        ("0002", "Bo", "9", "1234567890", "", 0.123456789),
    ]
    source = workbook(
        tmp_path / "liste.xlsx", [*rows, ("0003", "Ib", "9", "", "", "=G2*1234567890")], headers
    )
    check(folder, source, "--annotate", tmp_path / "kopi.xlsx")
    page = load_workbook(tmp_path / "kopi.xlsx")["Medarbejdere"]
    assert [page[f"F{n}"].value for n in (5, 6, 7)] == [9912345678, 0.123456789, "=G2*1234567890"]
    assert page["D5"].value == "ukendt, se sag 9912345678 og (cpr udeladt)" and page["D6"].value is None


@pytest.mark.parametrize("broken", ["no types", "no font"])
def test_a_roster_that_can_be_read_but_not_copied_is_said(folder, tmp_path, broken):
    source = workbook(tmp_path / "liste.xlsx")
    with zipfile.ZipFile(source) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    if broken == "no types":
        del members["[Content_Types].xml"]
    else:
        members["xl/styles.xml"] = members["xl/styles.xml"].replace(b'fontId="0"', b'fontId=""')
    with zipfile.ZipFile(source, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    told = check(folder, source, "--annotate", tmp_path / "kopi.xlsx", code=2).output
    assert "not copied" in told and [each.name for each in tmp_path.glob("*kopi*")] == []


def test_a_copy_in_which_a_cpr_number_is_left_is_not_handed_out(folder, tmp_path):
    source = workbook(tmp_path / "liste.xlsx")
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("xl/embeddings/x.bin", f"noget {CPR[0]} andet")
    told = check(folder, source, "--annotate", tmp_path / "kopi.xlsx", code=2).output
    assert "cannot be taken out" in told and [each.name for each in tmp_path.glob("*kopi*")] == []
