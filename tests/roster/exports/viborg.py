"""Viborg's rows for a talk system (EMUS), the XML laid out as tables: employees, and units with their managers.

Columns as in OS2mo's EMUS exporter. A secret phone says so; leaders stand once more without a unit; a unit names its
manager by the person's UUID. The employees' table alone does not say who leads.
"""

from exports.files import uid, write_text, write_workbook

EMPLOYEE_HEADERS = (
    "personUUID",
    "entryDate",
    "leaveDate",
    "cpr",
    "firstName",
    "lastName",
    "workPhone",
    "workContract",
    "workContractText",
    "positionId",
    "position",
    "orgUnit",
    "email",
    "username",
    "employee_id",
)
EMPLOYEES = (
    (
        "vera",
        "1998-02-01",
        "",
        "0909624420",
        "Vera",
        "Holm",
        "+4596100001",
        "Ansat",
        "Kommunaldirektør",
        "top",
        "10001",
    ),
    ("per", "2015-01-01", "", "1706594461", "Per", "Skov", "hemmelig", "Ansat", "Direktør", "børn", "10002"),
    (
        "lis",
        "2018-11-01",
        "",
        "2302774465",
        "Lis",
        "Konge",
        "+4596100102",
        "Ansat",
        "Konsulent",
        "børn",
        "10102",
    ),
    (
        "anna",
        "2005-03-15",
        "",
        "1212754490",
        "Anna Marie",
        "Østergård",
        "",
        "Ansat",
        "Leder",
        "regnbue",
        "10210",
    ),
    (
        "bo",
        "2019-01-01",
        "2026-12-31",
        "0101904437",
        "Bo",
        "Lind",
        "",
        "Ansat",
        "Pædagog",
        "regnbue",
        "10211",
    ),
    (
        "åse",
        "2020-06-01",
        "",
        "0203884462",
        "Åse",
        "Ærø-O'Neill",
        "hemmelig",
        "Ansat",
        "Pædagog",
        "regnbue",
        "10212",
    ),
    ("liv", "2027-02-01", "", "0404914422", "Liv", "Nyborg", "", "Ansat", "Pædagog", "regnbue", "10214"),
    (
        "mia",
        "2026-08-01",
        "2027-01-31",
        "1503010000",
        "Mia",
        "Sørensen",
        "",
        "Ansat",
        "Sosu-elev",
        "regnbue",
        "10215",
    ),
    ("ib", "2009-08-01", "", "3005664509", "Ib", "Due", "", "Ansat", "Skoleleder", "skole", "10310"),
    ("lene", "2011-08-01", "", "0112834418", "Lene", "Dahl", "", "Ansat", "Lærer", "skole", "10311"),
    ("jens", "2012-08-01", "", "1110794603", "Jens", "Juhl", "", "Ansat", "Lærer", "skole", "10312"),
    (
        "siff",
        "2021-08-01",
        "",
        "2711964414",
        "Siff",
        "Bro",
        "",
        "Ansat",
        "Timelønnet lærer",
        "skole",
        "90313",
    ),
)
LEADERS_AGAIN = ("vera", "per", "anna", "ib")

UNIT_HEADERS = (
    "id",
    "startDate",
    "endDate",
    "parentOrgUnit",
    "manager",
    "longName",
    "street",
    "zipCode",
    "city",
)
UNITS = (
    ("top", "", "vera", "Direktionen"),
    ("børn", "top", "per", "Børn og Unge"),
    ("regnbue", "børn", "anna", "Børnehuset Regnbuen"),
    ("skole", "børn", "ib", "Skolen ved Åen"),
)


def write_employees(folder):
    """The employees' table alone."""
    return write_text(folder / "emus.csv", (EMPLOYEE_HEADERS, *_employees()))


def write_with_units(folder):
    """Employees and units as two sheets."""
    units = [
        (uid(f"unit {unit}"), "1960-01-01", "", uid(f"unit {above}") if above else "", uid(leader), name)
        for unit, above, leader, name in UNITS
    ]
    rows = [(*unit, "Engvej 4", "8800", "Bredby") for unit in units]
    return write_workbook(
        folder / "emus.xlsx", employee=(EMPLOYEE_HEADERS, *_employees()), orgUnit=(UNIT_HEADERS, *rows)
    )


def _employees():
    rows = [_row(*employee) for employee in EMPLOYEES]
    again = [_row(*employee) for employee in EMPLOYEES if employee[0] in LEADERS_AGAIN]
    return [*rows, *((*row[:11], "", *row[12:]) for row in again)]


def _row(who, start, end, cpr, first, last, phone, contract, position, unit, number):
    user = f"{first[:2]}{last[:2]}".lower()
    job = (uid(contract), contract, uid(position), position, uid(f"unit {unit}"))
    return (uid(who), start, end, cpr, first, last, phone, *job, f"{user}@bredby.dk", user, number)
