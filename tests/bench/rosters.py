"""Rosters of any size, of made-up people: 20 columns, units of 25 under areas of 20 units, a CPR column."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

HEADERS = (
    "Tjenestenummer", "Navn", "E-mail", "Stilling", "Enhed", "Enhedskode", "Overordnet enhed", "Leder", "Overenskomst",
    "Ansættelsesdato", "Fratrædelsesdato", "Status", "Samtaletype", "Samtaledato", "Gruppe", "Ønsker individuel",
    "Senior", "Delegeret leder", "Beføjelser", "CPR-nummer",
)  # fmt: skip
FIRST = (
    "Anna",
    "Bo",
    "Carl",
    "Dorte",
    "Erik",
    "Frida",
    "Gert",
    "Hanne",
    "Ib",
    "Jens",
    "Karen",
    "Lars",
    "Mette",
)
LAST = (
    "Hansen",
    "Jensen",
    "Nielsen",
    "Lind",
    "Due",
    "Holm",
    "Krogh",
    "Berg",
    "Dahl",
    "Friis",
    "Juhl",
    "Ørsted",
)
TITLES = ("Pædagog", "Lærer", "Sosu-assistent", "Sagsbehandler")
STAFF = 25


def write_roster(path: Path, people: int) -> None:
    """A roster of so many people; the first leads the leaders of all units."""
    rng = random.Random(people)
    book = Workbook(write_only=True)
    page = book.create_sheet("Medarbejdere")
    page.append(HEADERS)
    for number in range(1, people + 1):
        page.append(_row(number, rng))
    book.save(path)


def _row(number: int, rng: random.Random) -> list[object]:
    unit = number // STAFF
    heads = unit * STAFF
    leader = "" if number == 1 else f"{heads if unit and number != heads else 1:05}"
    born = date(1955, 1, 1) + timedelta(days=number % 18_000)
    return [
        f"{number:05}",
        f"{rng.choice(FIRST)} {rng.choice(FIRST)} {rng.choice(LAST)}",
        f"m{number}@example.dk",
        rng.choice(TITLES),
        f"Enhed {unit}",
        f"{unit:05}",
        f"Område {unit // 20}",
        leader,
        "FOA",
        datetime(2000, 1, 1) + timedelta(days=number % 9_000),
        None,
        "Ansat",
        "MUS",
        datetime(2026, 10, 1) + timedelta(days=number % 80),
        *[None] * 5,
        f"{born:%d%m%y}-{1000 + number // 18_000:04}",
    ]
