"""EG SafetyNet's four files from OS2mo: employees, units, and the same two for the MED organisation.

Headers and form as in reports/safetynet/safetynet.py and OS2mo/os2mo-safetynet: cells parted by two bars, nothing quoted,
ISO dates, units by UUID, `LedersMedarbejdernummer` in one word. The documentation writes it as three words, and a
municipality that saves it from Excel gets semicolons. The leader of a unit has the leader of the unit above.
"""

from exports.files import make_folder, uid, write_text

EMPLOYEE_HEADERS = (
    "Medarbejdernummer",
    "CPR",
    "Fornavn",
    "Efternavn",
    "Mail",
    "Afdelingskode",
    "Startdato",
    "Slutdato",
    "LedersMedarbejdernummer",
    "Brugernavn",
    "Titel",
    "Faggruppe",
)
EMPLOYEES = (
    (
        "00001",
        "0909624420",
        "Vera",
        "Holm",
        "veho@bredby.dk",
        "direktion",
        "1998-02-01",
        "",
        "",
        "Kommunaldirektør",
    ),
    ("00002", "1706594461", "Per", "Skov", "pesk@bredby.dk", "børn", "2015-01-01", "", "00001", "Direktør"),
    (
        "00210",
        "1212754490",
        "Anna Marie",
        "Østergård",
        "anma@bredby.dk",
        "regnbue",
        "2005-03-15",
        "",
        "00002",
        "Leder",
    ),
    (
        "00211",
        "0101904437",
        "Bo",
        "Lind",
        "boli@bredby.dk",
        "regnbue",
        "2019-01-01",
        "2026-12-31",
        "00210",
        "Pædagog",
    ),
    (
        "00212",
        "0203884462",
        "Åse",
        "Ærø-O'Neill",
        "aase@bredby.dk",
        "regnbue",
        "2020-06-01",
        "",
        "00210",
        "Pædagog",
    ),
    (
        "00213",
        "2808994435",
        "Kim",
        "Vang",
        "",
        "regnbue",
        "2025-05-01",
        "9999-12-31",
        "00210",
        "Timelønnet vikar",
    ),
    (
        "00214",
        "0404914422",
        "Liv",
        "Nyborg",
        "liny@bredby.dk",
        "regnbue",
        "2027-02-01",
        "",
        "00210",
        "Pædagog",
    ),
    ("00310", "3005664509", "Ib", "Due", "ibdu@bredby.dk", "skole", "2009-08-01", "", "00002", "Skoleleder"),
    ("00311", "0112834418", "Lene", "Dahl", "leda@bredby.dk", "skole", "2011-08-01", "", "00310", "Lærer"),
    ("00312", "1110794603", "Jens", "Juhl", "jeju@bredby.dk", "skole", "2012-08-01", "", "00310", "Lærer"),
    (
        "00313",
        "1110794603",
        "Jens",
        "Juhl",
        "jeju@bredby.dk",
        "regnbue",
        "2024-01-01",
        "",
        "00210",
        "Tilsynsførende",
    ),
    (
        "00314",
        "0607680000",
        "Ove",
        "Kjær",
        "ovkj@bredby.dk",
        "skole",
        "1999-05-01",
        "2026-08-31",
        "00310",
        "Pedel",
    ),
)
"""Jens Juhl has two engagements, each with its number and leader. Ove Kjær has left; his CPR number is a fictional one."""

UNIT_HEADERS = ("Afdelingsnavn", "Afdelingskode", "Forældreafdelingskode", "Pnummer")
UNITS = (
    ("Direktionen", "direktion", "", "1003344551"),
    ("Børn og Unge", "børn", "direktion", "1003344552"),
    ("Børnehuset Regnbuen", "regnbue", "børn", "1012345678"),
    ("Skolen ved Åen", "skole", "børn", "1003344554"),
)
"""The P-number of the nursery could be a CPR number to look at."""

MED_HEADERS = ("CPR", "Afdelingskode", "Startdato", "Slutdato", "Hverv", "Hovedorganisation")
MED = (
    ("0112834418", "med-skole", "2022-01-06", "", "TR", "FH"),
    ("0203884462", "med-regnbue", "2022-01-06", "", "AMR", "Ej relevant"),
    ("0101904437", "med-regnbue", "2023-01-01", "2026-12-31", "MED-medlem", "FH"),
)
MED_UNIT_HEADERS = ("Afdelingsnavn", "Afdelingskode", "Forældreafdelingskode")
MED_UNITS = (("Hoved-MED", "hoved-med", ""), ("Lokal-MED Regnbuen", "med-regnbue", "hoved-med"))


def write_employees(folder, delimiter="||", documented=False):
    """The file of employees; `documented` spells the leader's header as the documentation does."""
    headers = list(EMPLOYEE_HEADERS)
    if documented:
        headers[8] = "Leders medarbejdernummer"
    rows = []
    for number, cpr, first, last, mail, unit, start, end, leader, title in EMPLOYEES:
        user = mail.partition("@")[0]
        rows.append((number, cpr, first, last, mail, uid(unit), start, end, leader, user, title, title))
    return write_text(folder / "adm-engagements.csv", (headers, *rows), delimiter=delimiter, end="\n")


def write_all(folder, delimiter="||"):
    """The four files in a folder."""
    inner = make_folder(folder)
    write_employees(inner, delimiter)
    med = [(cpr, uid(unit), *rest) for cpr, unit, *rest in MED]
    for name, rows in {
        "adm-ous.csv": (UNIT_HEADERS, *_coded(UNITS)),
        "med-associations.csv": (MED_HEADERS, *med),
        "med-ous.csv": (MED_UNIT_HEADERS, *_coded(MED_UNITS)),
    }.items():
        write_text(inner / name, rows, delimiter=delimiter, end="\n")
    return inner


def _coded(units):
    return [(name, uid(code), uid(above) if above else "", *rest) for name, code, above, *rest in units]
