"""Rows that are written as they come look like those that openpyxl is given one cell at a time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.sheets import rows as long_rows
from pipeline.sheets.cells import TONES
from pipeline.sheets.read import read_sheets
from pipeline.sheets.write import (
    Cell,
    Column,
    Look,
    add_tips,
    new_book,
    new_page,
    save_workbook,
    write_long_table,
    write_table,
)

LOOK, DAY = Look("Herlev Kommune"), date(2026, 11, 24)
COLUMNS = (
    Column("Medarbejder"),
    Column("Frist", "date", 13),
    Column("Antal", "number"),
    Column("Andel", "share"),
    Column("Beløb", "amount"),
    Column("Bemærk", width=20, wrap=True),
    Column("Nøgle", hidden=True),
)
ROWS = [
    *([Cell("Bo Lind", tone), Cell(DAY, tone), 3, 0.25, Decimal("30000.50"), None, "k"] for tone in TONES),
    ["=1+1", None, 0, 1, 12345678, "to linjer\nog en meget lang en, der må deles", "<&>\"'"],
    [Cell("Åse", link="ledere/Åse%20(1).xlsx", tip="Åbn »Åse«"),
     Cell(DAY, format='"frist "dd\\-mm\\-yyyy'), None, None, None, "", " plads "],
    [Cell("Indrykket", indent=4), None, Cell(None, "total"), None, None, "tab\tog\rretur", "\x00skjult\ud800"],
    [Cell("Mere", link="ledere/Åse%20(1).xlsx"), None, 1.5, None, None, "x" * 33_000, "ærø"],
]  # fmt: skip


def written(path: Path, write, rows=ROWS):
    book = new_book("Prøve", LOOK)
    page = new_page(book, "Ark", LOOK, "Titel", "Undertitel", len(COLUMNS))
    write(page, 4, COLUMNS, rows, LOOK)
    add_tips(
        page, 7, 5, ["HER-1", "HER-1", "", "HER-2", "HER-1"], {"HER-1": "Den ene.", "HER-2": "Den anden."}
    )
    save_workbook(book, path, DAY)
    return openpyxl.load_workbook(path)["Ark"]


def cells(page):
    return {
        cell.coordinate: (
            cell.value, cell.data_type, cell.number_format, cell.quotePrefix, repr(cell.font), repr(cell.fill),
            repr(cell.border), repr(cell.alignment), cell.hyperlink and (cell.hyperlink.target, cell.hyperlink.tooltip),
        )
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style
    }  # fmt: skip


def test_a_long_table_looks_in_every_cell_like_any_other(tmp_path: Path) -> None:
    short, long = (written(tmp_path / f"{w.__name__}.xlsx", w) for w in (write_table, write_long_table))
    assert cells(long) == cells(short)
    assert long.dimensions == short.dimensions
    assert (long.freeze_panes, long.auto_filter.ref) == (short.freeze_panes, short.auto_filter.ref)
    for dimensions in ("row_dimensions", "column_dimensions"):
        mine, theirs = getattr(long, dimensions), getattr(short, dimensions)
        assert {k: (d.height if "row" in dimensions else d.width, d.hidden) for k, d in mine.items()} == {
            k: (d.height if "row" in dimensions else d.width, d.hidden) for k, d in theirs.items()
        }


def test_other_readers_find_the_rows_as_well(tmp_path: Path) -> None:
    written(tmp_path / "a.xlsx", write_long_table)
    (sheet,) = read_sheets(tmp_path / "a.xlsx", as_typed=True)
    assert sheet.height == 4 + len(ROWS)
    assert sheet.row(4 + len(TONES))[0] == "=1+1"


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        written(tmp_path / name, write_long_table)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_table_without_rows_is_its_header(tmp_path: Path) -> None:
    page = written(tmp_path / "a.xlsx", write_long_table, ())
    assert [cell.value for cell in page[4]] == [column.title for column in COLUMNS]
    assert page.max_row == 4


def test_a_page_has_no_more_links_than_excel_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_rows, "MOST_LINKS", 3)
    rows = [[Cell(f"Leder {n}", link="a.xlsx"), *[None] * 6] for n in range(5)]
    page = written(tmp_path / "a.xlsx", write_long_table, rows)
    assert [bool(page.cell(row, 1).hyperlink) for row in range(5, 10)] == [True] * 3 + [False] * 2
    assert page["A9"].value == "Leder 4" and page["A9"].font.underline is None


def test_a_small_workbook_is_made_without_a_file_beside_it(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert written(tmp_path / "bog.xlsx", write_long_table, ROWS[:3])["A5"].value == "Bo Lind"
    assert [path.name for path in tmp_path.iterdir()] == ["bog.xlsx"]
