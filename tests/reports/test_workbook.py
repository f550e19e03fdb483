"""The small vocabulary in which workbooks are written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.sheets.read import read_sheets
from pipeline.sheets.write import Cell, Column, Look, clean, new_book, new_page, save_workbook, write_table

LOOK = Look("Kultur & Fritid")
DAY = date(2026, 11, 24)


def write(path: Path, *rows: list[Cell | str | int | float | date | None]) -> bool:
    """A workbook with one table of one text, one date and one share column."""
    book = new_book("Prøve", LOOK)
    columns = [Column("Tekst", width=30, wrap=True), Column("Dag", "date"), Column("Andel", "share")]
    write_table(new_page(book, "Ark", LOOK, "Titel", "Undertitel", 3), 4, columns, rows, LOOK)
    return save_workbook(book, path, DAY)


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+45 12 34 56 78", "-1", "@navn", "#N/A", "0042", "1e5"])
def test_text_stays_the_text_it_was(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, [text, None, None])
    cell = load_workbook(path)["Ark"]["A5"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    assert cell.quotePrefix
    assert read_sheets(path)[0].row(4)[0] == text


def test_dates_and_shares_are_values_not_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, ["a", DAY, 0.25])
    assert read_sheets(path)[0].row(4)[1:] == [DAY, 0.25]


def test_what_a_workbook_cannot_hold_is_left_out_and_a_cut_is_said() -> None:
    assert clean("a\x00b\ud800c\nd") == "abc\nd"
    long = clean("x" * 40_000)
    assert len(long) == 32_767
    assert long.endswith("… (forkortet)")


def test_a_wrapped_text_gets_the_height_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, ["kort", None, None], ["ord " * 30, None, None])
    rows = load_workbook(path)["Ark"].row_dimensions
    assert rows[6].height >= 4 * rows[5].height


def test_an_ampersand_in_the_name_is_no_code_in_the_footer(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, ["a", None, None])
    # openpyxl reads the footer back as it is stored: && prints one &
    assert load_workbook(path)["Ark"].oddFooter.left.text == "Kultur && Fritid – Titel"


def test_it_is_written_once_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "mappe" / "a.xlsx"
    assert write(path, ["a", None, None])
    assert not write(path, ["a", None, None])
    assert write(path, ["b", None, None])
    assert [file.name for file in path.parent.iterdir()] == ["a.xlsx"]
