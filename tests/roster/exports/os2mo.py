"""OS2mo's reports: everybody with title and unit, the leaders of units, and the detailed list.

Headers: OS2mo/os2mo docs/src/features/reports.md. The workbooks have one sheet each; the detailed list is a CSV with
every cell quoted (reports/shared_reports.py), where the blank before the last name is the program's own. There is a row
per engagement, a leader stands once per responsibility, and nothing says which unit is under which.
"""

from exports.files import make_folder, uid, write_text, write_workbook

EMPLOYEE_HEADERS = ("Navn på person", "Stilling", "CPR-Nummer", "AD-email", "AD-telefonnummer", "Enhed")
LEADER_HEADERS = ("Enhed", "Navn", "Ansvar", "Telefon", "E-mail")

EMPLOYEES = (
    ("Dorte Bech", "Leder af hjemmeplejen", "2403714521", "dobe@bredby.dk", "96101010", "Hjemmepleje Nord"),
    ("Lene Dahl", "Lærer", "0112834418", "leda@bredby.dk", "96102020", "Skolen ved Åen"),
    ("Ib Due", "Skoleleder", "3005664509", "ibdu@bredby.dk", "96102021", "Skolen ved Åen"),
    (
        "Sofie Friis",
        "Social- og sundhedsassistentelev",
        "1402054608",
        "sofr@bredby.dk",
        None,
        "Hjemmepleje Nord",
    ),
    ("Vera Holm", "Kommunaldirektør", "0909624420", "veho@bredby.dk", "96100001", "Direktionen"),
    ("Jens Juhl", "Lærer", "1110794603", "jeju@bredby.dk", "96102022", "Skolen ved Åen"),
    ("Jens Juhl", "Tilsynsførende", "1110794603", "jeju@bredby.dk", "96102022", "Børnehuset Regnbuen"),
    ("Bo Lind", "Pædagog", "0101904437", "boli@bredby.dk", "96103030", "Børnehuset Regnbuen"),
    ("Hanne Lund", "SOSU-assistent", "0707680000", "halu@bredby.dk", "+45 96 10 10 11", "Hjemmepleje Nord"),
    ("Per Skov", "Direktør", "1706594461", "pesk@bredby.dk", "96100002", "Direktionen"),
    ("Kim Vang", "Timelønnet vikar", "2808994435", None, None, "Børnehuset Regnbuen"),
    ("Åse Ærø-O'Neill", "Pædagogmedhjælper", "0203884462", "aase@bredby.dk", None, "Børnehuset Regnbuen"),
    (
        "Anna Marie Østergård",
        "Daglig leder",
        "1212754490",
        "anma@bredby.dk",
        "96103031",
        "Børnehuset Regnbuen",
    ),
)
"""Sorted by last name. Kim Vang, paid by the hour, has no e-mail and thus nothing to be known by but CPR."""

LEADERS = (
    ("Direktionen", "Vera Holm", "Personaleledelse", "96100001", "veho@bredby.dk"),
    ("Børnehuset Regnbuen", "Anna Marie Østergård", "Personaleledelse", "96103031", "anma@bredby.dk"),
    ("Børnehuset Regnbuen", "Anna Marie Østergård", "Beredskabsledelse", "96103031", "anma@bredby.dk"),
    ("Børnehuset Regnbuen", "Anna Marie Østergård", "Driftsansvar", "96103031", "anma@bredby.dk"),
    ("Skolen ved Åen", "Lene Dahl", "Driftsansvar", "96102020", "leda@bredby.dk"),
    ("Skolen ved Åen", "Ib Due", "Personaleledelse", "96102021", "ibdu@bredby.dk"),
    ("Hjemmepleje Nord", "Dorte Bech", "Personaleledelse", "96101010", "dobe@bredby.dk"),
)

DETAILED_HEADERS = (
    "CPR",
    "Ansættelse gyldig fra",
    "Ansættelse gyldig til",
    "Fornavn",
    "Efternavn",
    "Person UUID",
    "Brugernavn",
    "Org-enhed",
    "Org-enhed UUID",
    "E-mail",
    "Telefon",
    "Stillingsbetegnelse",
    "Engagement UUID",
)

DETAILED = (
    ("0909624420", "1998-02-01", "", "Vera", " Holm", "VEHO", "Direktionen", "direktion", "Kommunaldirektør"),
    ("3005664509", "2009-08-01", "", "Ib", " Due", "IBDU", "Skolen ved Åen", "skole", "Skoleleder"),
    ("0112834418", "2011-08-01", "", "Lene", " Dahl", "LEDA", "Skolen ved Åen", "skole", "Lærer"),
    ("1110794603", "2012-08-01", "", "Jens", " Juhl", "JEJU", "Skolen ved Åen", "skole", "Lærer"),
    (
        "1110794603",
        "2024-01-01",
        "",
        "Jens",
        " Juhl",
        "JEJU",
        "Børnehuset Regnbuen",
        "regnbue",
        "Tilsynsførende",
    ),
    (
        "1212754490",
        "2005-03-15",
        "",
        "Anna Marie",
        " Østergård",
        "ANMA",
        "Børnehuset Regnbuen",
        "regnbue",
        "Leder",
    ),
    (
        "0101904437",
        "2019-01-01",
        "2026-12-31",
        "Bo",
        " Lind",
        "BOLI",
        "Børnehuset Regnbuen",
        "regnbue",
        "Pædagog",
    ),
    (
        "0203884462",
        "2020-06-01",
        "",
        "Åse",
        " Ærø-O'Neill",
        "AASE",
        "Børnehuset Regnbuen",
        "regnbue",
        "Pædagog",
    ),
    (
        "2808994435",
        "2025-05-01",
        "",
        "Kim",
        " Vang",
        "",
        "Børnehuset Regnbuen",
        "regnbue",
        "Timelønnet vikar",
    ),
    (
        "0404914422",
        "2027-02-01",
        "",
        "Liv",
        " Nyborg",
        "LINY",
        "Køkken",
        "koekken-regnbue",
        "Køkkenassistent",
    ),
    ("0505724483", "2016-04-01", "", "Mads", " Riis", "MARI", "Køkken", "koekken-pleje", "Kok"),
    (
        "0707680000",
        "2001-10-01",
        "",
        "Hanne",
        " Lund",
        "HALU",
        "Køkken",
        "koekken-pleje",
        "Ernæringsassistent",
    ),
)
"""Kim Vang has no account. Two kitchens have the same name and are two units. One number is a fictional one, on 0000."""

ACTUAL_HEADERS = (
    *("UUID", "Navn", "CPR", "AD-Email", "AD-Telefonnummer", "Enhed", "Stilling", "MA-nummer"),
    *("Enhed 1", "Enhed 2", "Enhed 3"),
)
ACTUAL = (
    (
        "Lene Dahl",
        "0112834418",
        "leda@bredby.dk",
        "Lærer",
        "00311",
        "Bredby",
        "Børn og Unge",
        "Skolen ved Åen",
    ),
    (
        "Ib Due",
        "3005664509",
        "ibdu@bredby.dk",
        "Skoleleder",
        "00310",
        "Bredby",
        "Børn og Unge",
        "Skolen ved Åen",
    ),
    (
        "Jens Juhl",
        "1110794603",
        "jeju@bredby.dk",
        "Lærer",
        "00312",
        "Bredby",
        "Børn og Unge",
        "Skolen ved Åen",
    ),
    ("Jens Juhl", "1110794603", "jeju@bredby.dk", "Tilsyn", "00216", "Bredby", "Børn og Unge", "Regnbuen"),
    ("Vera Holm", "0909624420", "veho@bredby.dk", "Kommunaldirektør", "00001", "Bredby", None, None),
    ("Bo Lind", "0101904437", "boli@bredby.dk", "Pædagog", "00211", "Bredby", "Børn og Unge", "Regnbuen"),
    ("Per Skov", "1706594461", "pesk@bredby.dk", "Direktør", "00002", "Bredby", "Børn og Unge", None),
    ("Kim Vang", "2808994435", None, "Timelønnet vikar", "90213", "Bredby", "Børn og Unge", "Regnbuen"),
    (
        "Åse Ærø-O'Neill",
        "0203884462",
        "aase@bredby.dk",
        "Pædagog",
        "00212",
        "Bredby",
        "Børn og Unge",
        "Regnbuen",
    ),
    (
        "Anna Østergård",
        "1212754490",
        "anma@bredby.dk",
        "Leder",
        "00210",
        "Bredby",
        "Børn og Unge",
        "Regnbuen",
    ),
)
"""The newer report of all employees (reports/query_actualstate.py): with the employee number, and the path at the end."""


def write_actual(folder):
    """The newer report of all employees."""
    rows = []
    for name, cpr, mail, title, number, *path in ACTUAL:
        unit = [level for level in path if level][-1]
        rows.append((uid(name), name, cpr, mail, None, unit, title, number, *path))
    return write_workbook(folder / "Ansatte.xlsx", Ansatte=(ACTUAL_HEADERS, *rows))


def write_employees(folder):
    """The report of all employees alone."""
    return write_workbook(folder / "OS2mo Ansatte.xlsx", Ansatte=(EMPLOYEE_HEADERS, *EMPLOYEES))


def write_both_sheets(folder):
    """Employees and leaders put into one workbook."""
    sheets = {"Ansatte": (EMPLOYEE_HEADERS, *EMPLOYEES), "Ledere": (LEADER_HEADERS, *LEADERS)}
    return write_workbook(folder / "OS2mo.xlsx", **sheets)


def write_both_files(folder):
    """Employees and leaders as the two files that come."""
    inner = make_folder(folder)
    write_employees(inner)
    write_workbook(inner / "OS2mo Alle lederfunktioner.xlsx", Lederfunktioner=(LEADER_HEADERS, *LEADERS))
    return inner


def write_detailed(folder):
    """The detailed list."""
    rows = []
    for place, (cpr, start, end, first, last, user, unit, code, title) in enumerate(DETAILED):
        mail = f"{user.lower()}@bredby.dk" if user else ""
        person, engagement = uid(cpr), uid(f"engagement {place}")
        rows.append(
            (cpr, start, end, first, last, person, user, unit, uid(code), mail, "", title, engagement)
        )
    return write_text(folder / "Alle Stillinger OS2mo.csv", (DETAILED_HEADERS, *rows), quote_all=True)
