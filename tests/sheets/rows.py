"""A sheet's rows as lists, to be compared with."""

from __future__ import annotations

from pipeline.sheets.read import Cell, Sheet


def rows_in(sheet: Sheet) -> list[list[Cell]]:
    """All rows, each as long as the sheet is wide."""
    return list(map(list, sheet.rows()))
