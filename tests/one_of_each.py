"""A small roster with one of each situation; the tests of rules and the side-by-side text use it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

SEPTEMBER = date(2026, 9, 14)
COLUMNS = (
    *("Tjenestenummer", "Navn", "Stilling", "Enhed", "Leder", "Overenskomst", "Ansættelsesdato"),
    *("Fratrædelsesdato", "Status", "Samtaletype", "Samtaledato", "Gruppe", "Ønsker individuel", "Senior"),
    *("Delegeret leder", "Beføjelser"),
)
SITUATIONS = {
    "1000": "øverste leder uden egen leder",
    "1001": "leder med LUS hos sin leder",
    "0042": "MUS med dato; holdt 12-11",
    "0043": "MUS uden dato; på orlov",
    "0044": "MUS uden dato; 69 år og aldrig holdt",
    "0045": "tilbudt seniorsamtale (SUS)",
    "0046": "ny siden 15-11",
    "0047": "fratrådt 1-10",
    "0048": "samtale delegeret",
    "0051": "i gruppe; gruppesamtale holdt 5-10",
    "0052": "i gruppe; ønsker en individuel samtale",
    "0053": "i gruppe; ønsker og har fået en individuel samtale 20-11",
    "G1": "gruppen selv",
}
MUS_ON = date(2026, 11, 12)
PEOPLE = (
    ("1000", "Dorthe Dal", "Direktør", "Stab", None, "Chefaftalen", date(2010, 1, 1)),
    ("1001", "Anna Holm", "Leder", "Regnbuen", "1000", "BUPL", date(2012, 1, 1), None, None, "LUS"),
    ("0042", "Bo Lind", "Pædagog", "Regnbuen", "1001", "BUPL", date(2015, 1, 1), None, None, "MUS", MUS_ON),
    ("0043", "Eva Toft", "Pædagog", "Regnbuen", "1001", "BUPL", date(2018, 1, 1), None, "Orlov", "MUS"),
    ("0044", "Finn Birk", "Pedel", "Regnbuen", "1001", "3F", date(1984, 1, 1), None, None, "MUS"),
    ("0045", "Gerda Eng", "Pædagog", "Regnbuen", "1001", "BUPL", date(1990, 1, 1), None, None, "SUS",
     date(2026, 11, 20), None, None, "Ja"),
    ("0046", "Hans Krat", "Pædagog", "Regnbuen", "1001", "BUPL", date(2026, 11, 15), None, None, "MUS"),
    ("0047", "Ida Mose", "Pædagog", "Regnbuen", "1001", "BUPL", date(2016, 1, 1), date(2026, 10, 1), None, "MUS"),
    ("0048", "Jens Vig", "Kok", "Regnbuen", "1001", "FOA", date(2019, 1, 1), None, None, "MUS",
     date(2026, 12, 1), None, None, None, "0042", "Kurser op til 5.000 kr."),
    *(
        (number, name, "Assistent", "Regnbuen", "1001", "FOA", date(2017, 1, 1), None, None, "GRUS", None, "G1", wish)
        for number, name, wish in (
            ("0051", "Kaj Lund", None),
            ("0052", "Lone Sø", "Ja"),
            ("0053", "Mia Bro", "Ja"),
        )
    ),
)  # fmt: skip
GROUPS = (
    ("Gruppe", "Navn", "Type", "Leder", "Samtaledato", "Drøftet med", "Drøftet dato"),
    ("G1", "Aftenvagten", "GRUS", "1001", date(2026, 10, 5), "TR", date(2026, 9, 1)),
)


def write_one_of_each(path: Path) -> None:
    """The roster as a workbook."""
    book = openpyxl.Workbook()
    book.active.title = "Medarbejdere"
    for row in (COLUMNS, *PEOPLE):
        book.active.append(list(row))
    groups = book.create_sheet("Grupper")
    for row in GROUPS:
        groups.append(list(row))
    book.save(path)
