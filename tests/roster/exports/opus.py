"""KMD Opus: the nightly file's employees and units as tables, in a workbook or as SAP's list export.

Names of the columns as in OS2mo's integrations/opus. A unit's leader is the employee there with isManager; a leader's own
leader is that of the unit above. SAP saves a list as ".xls" that is text: UTF-16, parted by tabs, dates without signs,
00000000 for no date.
"""

from exports.files import make_folder, write_text, write_workbook

EMPLOYEE_HEADERS = (
    "id",
    "firstName",
    "lastName",
    "cpr",
    "entryDate",
    "leaveDate",
    "position",
    "orgUnit",
    "isManager",
    "superiorLevel",
    "subordinateLevel",
    "workContract",
    "workContractText",
    "workPhone",
    "email",
    "userId",
)
NEVER = "9999-12-31"
EMPLOYEES = (
    (
        "00001000",
        "Vera",
        "Holm",
        "0909624420",
        "1998-02-01",
        NEVER,
        "Kommunaldirektør",
        "100",
        "true",
        "1",
        "Månedsløn",
    ),
    (
        "00001001",
        "Per",
        "Skov",
        "1706594461",
        "2015-01-01",
        NEVER,
        "Direktør",
        "200",
        "true",
        "2",
        "Månedsløn",
    ),
    (
        "00001002",
        "Lis",
        "Konge",
        "2302774465",
        "2018-11-01",
        NEVER,
        "Konsulent",
        "200",
        "false",
        "0",
        "Månedsløn",
    ),
    (
        "00002100",
        "Anna Marie",
        "Østergård",
        "1212754490",
        "2005-03-15",
        NEVER,
        "Leder",
        "210",
        "true",
        "3",
        "Månedsløn",
    ),
    (
        "00002101",
        "Bo",
        "Lind",
        "0101904437",
        "2019-01-01",
        "2026-12-31",
        "Pædagog",
        "210",
        "false",
        "0",
        "Månedsløn",
    ),
    (
        "00002102",
        "Åse",
        "Ærø-O'Neill",
        "0203884462",
        "2020-06-01",
        "",
        "Pædagog",
        "210",
        "false",
        "0",
        "Månedsløn",
    ),
    (
        "00002103",
        "Kim",
        "Vang",
        "2808994435",
        "2025-05-01",
        NEVER,
        "Vikar",
        "210",
        "false",
        "0",
        "Timelønnet",
    ),
    (
        "00002104",
        "Liv",
        "Nyborg",
        "0404914422",
        "2027-02-01",
        NEVER,
        "Pædagog",
        "210",
        "false",
        "0",
        "Månedsløn",
    ),
    (
        "00002105",
        "Mia",
        "Sørensen",
        "1503010000",
        "2026-08-01",
        "2027-01-31",
        "Sosu-elev",
        "210",
        "false",
        "0",
        "Elev",
    ),
    (
        "00003100",
        "Ib",
        "Due",
        "3005664509",
        "2009-08-01",
        NEVER,
        "Skoleleder",
        "310",
        "true",
        "3",
        "Månedsløn",
    ),
    (
        "00003101",
        "Lene",
        "Dahl",
        "0112834418",
        "2011-08-01",
        NEVER,
        "Lærer",
        "310",
        "false",
        "0",
        "Månedsløn",
    ),
    (
        "00003102",
        "Jens",
        "Juhl",
        "1110794603",
        "2012-08-01",
        NEVER,
        "Lærer",
        "310",
        "false",
        "0",
        "Månedsløn",
    ),
    (
        "00003103",
        "Jens",
        "Juhl",
        "1110794603",
        "2024-01-01",
        NEVER,
        "Tilsyn",
        "210",
        "false",
        "0",
        "Timelønnet",
    ),
    (
        "00004101",
        "Hanne",
        "Lund",
        "0707684438",
        "2001-10-01",
        NEVER,
        "Ergoterapeut",
        "410",
        "false",
        "0",
        "Månedsløn",
    ),
    (
        "00004102",
        "Mads",
        "Riis",
        "0505724483",
        "2016-04-01",
        NEVER,
        "Ergoterapeut",
        "410",
        "false",
        "0",
        "Månedsløn",
    ),
)
"""Nobody is manager in unit 410."""

UNIT_HEADERS = ("id", "startDate", "endDate", "parentOrgUnit", "shortName", "longName", "pNr")
UNITS = (
    ("100", "1900-01-01", NEVER, "", "BRB.K", "Bredby Kommune", "0000000000"),
    ("200", "1900-01-01", NEVER, "100", "BRN.UNG", "Børn og Unge", "1003344552"),
    ("210", "1900-01-01", NEVER, "200", "REGNB", "Børnehuset Regnbuen", "1012345678"),
    ("310", "1900-01-01", NEVER, "200", "SKOLEN", "Skolen ved Åen", "1003344554"),
    ("410", "1900-01-01", NEVER, "100", "TRÆN", "Træningscenteret", "1003344555"),
)


def write_workbook_of_both(folder):
    """Employees and units as two sheets."""
    sheets = {"employee": (EMPLOYEE_HEADERS, *_employees()), "orgUnit": (UNIT_HEADERS, *UNITS)}
    return write_workbook(folder / "ZLPE20261101.xlsx", **sheets)


def write_sap_files(folder):
    """The two lists as SAP saves them."""
    inner = make_folder(folder)
    for name, rows in {
        "ZLPE_EMPLOYEE.xls": (EMPLOYEE_HEADERS, *map(_sap_dates, _employees())),
        "ZLPE_ORGUNIT.xls": (UNIT_HEADERS, *map(_sap_dates, UNITS)),
    }.items():
        write_text(inner / name, rows, delimiter="\t", encoding="utf-16")
    return inner


def _employees():
    rows = []
    for number, first, last, cpr, start, end, position, unit, manager, level, contract in EMPLOYEES:
        mail = f"{first[:2]}{last[:2]}@bredby.dk".lower()
        contracts = ("08" if contract == "Månedsløn" else "07", contract)
        levels = (manager, level, "00")
        rows.append(
            (number, first, last, cpr, start, end, position, unit, *levels, *contracts, "", mail, first[:3])
        )
    return rows


def _sap_dates(row):
    """20140801, and 00000000 where a date column is empty."""
    plain = [cell.replace("-", "") if cell[4:5] == "-" and cell[7:8] == "-" else cell for cell in row]
    return [*plain[:4], plain[4] or "00000000", plain[5] or "00000000", *plain[6:]] if len(row) > 7 else plain
