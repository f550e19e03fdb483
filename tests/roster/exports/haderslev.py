"""Haderslev's canteen list: a CSV of employments, from the public code of its integrations.

Dates are ISO, 9999-12-31 is no end, `Jubi` counts seniority, `P` marks the primary employment. Nothing says who leads.
"""

from exports.files import write_text

HEADERS = (
    "Tjenestenummer",
    "Cpr",
    "Fornavn",
    "Efternavn",
    "Titel",
    "Afdeling",
    "StartDato",
    "SlutDato",
    "P",
    "Jubi",
    "Afdelingskode",
)
NEVER = "9999-12-31"
ROWS = (
    ("00001", "0909624420", "Vera", "Holm", "Kommunaldirektør", "Direktionen", "1998-02-01", NEVER, 1, "1988-08-01", "1AA0"),
    ("00210", "1212754490", "Anna Marie", "Østergård", "Leder", "Regnbuen", "2005-03-15", NEVER, 1, "2001-01-01", "5F4A"),
    ("00211", "0101904437", "Bo", "Lind", "Pædagog", "Regnbuen", "2019-01-01", "2026-12-31", 1, "2010-08-01", "5F4A"),
    ("00212", "0203884462", "Åse", "Ærø-O'Neill", "Pædagog", "Regnbuen", "2020-06-01", NEVER, 1, "2020-06-01", "5F4A"),
    ("00213", "2808994435", "Kim", "Vang", "Timelønnet vikar", "Regnbuen", "2025-05-01", NEVER, 1, "2025-05-01", "5F4A"),
    ("00214", "0404914422", "Liv", "Nyborg", "Pædagog", "Regnbuen", "2027-02-01", NEVER, 1, "2027-02-01", "5F4A"),
    ("00215", "1503010000", "Mia", "Sørensen", "PAU-elev", "Regnbuen", "2026-08-01", "2027-01-31", 1, "2026-08-01", "5F4A"),
    ("00310", "3005664509", "Ib", "Due", "Skoleleder", "Skolen ved Åen", "2009-08-01", NEVER, 1, "1999-08-01", "7C2B"),
    ("00311", "0112834418", "Lene", "Dahl", "Lærer", "Skolen ved Åen", "2011-08-01", NEVER, 1, "2004-08-01", "7C2B"),
    ("00312", "1110794603", "Jens", "Juhl", "Lærer", "Skolen ved Åen", "2012-08-01", NEVER, 1, "2012-08-01", "7C2B"),
    ("00216", "1110794603", "Jens", "Juhl", "Tilsynsførende", "Regnbuen", "2024-01-01", NEVER, 0, "2012-08-01", "5F4A"),
    ("00314", "0607684425", "Ove", "Kjær", "Pedel", "Skolen ved Åen", "1999-05-01", "2026-08-31", 1, "1999-05-01", "7C2B"),
)  # fmt: skip

NEWER_HEADERS = (
    *("Tjenestenummer", "Cpr", "Afdelingskode", "Beskæftigelsesdecimal", "Fornavn", "Efternavn", "Afdeling"),
    *("StartDato", "SlutDato", "Jubi"),
)


def write_newer(folder):
    """The canteen's CSV as the public code writes it now: no titles, but the part of full time."""
    rows = [
        (number, cpr, code, "0,8108" if main else "0,2000", first, last, unit, start, end, jubilee)
        for number, cpr, first, last, _, unit, start, end, main, jubilee, code in ROWS
    ]
    return write_text(folder / "kantine.csv", (NEWER_HEADERS, *rows))


def write(folder):
    """The canteen's CSV, in Windows-1252."""
    return write_text(folder / "kantine.csv", (HEADERS, *ROWS), encoding="cp1252")
