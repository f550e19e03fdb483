"""Writes small rosters as HR would and reads them back."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from pipeline.roster import read_roster

HEADERS = ("Tjenestenummer", "Navn", "Enhed", "Leder")
CHIEF = ("0001", "Vera Chef", "Stab", "")


def write(folder: Path, rows, headers=HEADERS, above=(), sheet="Medarbejdere", groups=()) -> Path:
    """A workbook with `above` over the headers and the rows under them; `groups` are rows of sheet Grupper."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in (*above, headers, *rows):
        page.append(list(row))
    if groups:
        second = book.create_sheet("Grupper")
        for row in groups:
            second.append(list(row))
    path = folder / "medarbejdere.xlsx"
    book.save(path)
    return path


def read(folder: Path, rows, headers=HEADERS, **more):
    """The roster and its problems, after writing it."""
    return read_roster(write(folder, rows, headers, **more), 2026)


def found(problems):
    """What is wrong where: pairs of code and cell, sorted."""
    return sorted((problem.code, problem.place.spot.partition("!")[2]) for problem in problems)
