"""The leader report of OS2mo, XLSX, and the table that Aarhus' robots read from SD's database.

Leader report: headers and rows as in reports/RSD/Engagement_manager.py of OS2mo's public code. The path of units from the
top stands in seven columns, the unit itself last in it; the unit's leader stands by name in every row of the unit, also in
the leader's own; who leads a unit without being employed in it stands there as an extra row; a unit without anybody is a
row of eight cells; a vacant leader is an empty cell, or the word. `BVN (k)` is the number with its institution before it,
`Tjenestenummer` the same without: two institutions can have given one number to two people.
"""

from datetime import datetime

from exports.files import write_workbook

LEADER_REPORT_HEADERS = (
    *(f"Niveau {level}" for level in range(1, 8)),
    "Enhedsnavn",
    "Leder",
    "Medleder 1",
    "Medleder 2",
    "Administrator",
    "Administrativ ansvarlig",
    "Personaleledelse",
    "Uddannelsesansvarlig",
    "BVN (k)",
    "Tjenestenummer",
    "Medarbejder",
    "E-mail",
    "Stillingskode nuværende",
)

TOP, CHILDREN, NURSERY = "Bredby Kommune", "Børn og Unge", "Børnehuset Regnbuen"
SCHOOL, CARE, ARCHIVE = "Skolen ved Åen", "Hjemmepleje Nord", "Arkivet"
PATHS = {
    TOP: (TOP,),
    CHILDREN: (TOP, CHILDREN),
    NURSERY: (TOP, CHILDREN, NURSERY),
    SCHOOL: (TOP, CHILDREN, SCHOOL),
    CARE: (TOP, CARE),
    ARCHIVE: (TOP, ARCHIVE),
}
LEADERS = {
    TOP: ("Vera Holm", "", ""),
    CHILDREN: ("Per Skov", "", ""),
    NURSERY: ("Anna Marie Østergård", "Bo Lind", ""),
    SCHOOL: ("Ib Due", "", ""),
    CARE: ("Vakant", "", ""),
}
EMPLOYED = (
    (TOP, "XA-00001", "Vera Holm", "Kommunaldirektør"),
    (CHILDREN, "XA-00002", "Per Skov", "Direktør"),
    (CHILDREN, "XA-00102", "Lis Konge", "Konsulent"),
    (NURSERY, "XA-00210", "Anna Marie Østergård", "Daglig leder"),
    (NURSERY, "XA-00211", "Bo Lind", "Pædagog"),
    (NURSERY, "XA-00212", "Åse Ærø-O'Neill", "Pædagogmedhjælper"),
    (NURSERY, "XA-00213", "Mia Sørensen", "Pædagogstuderende"),
    (SCHOOL, "XA-00311", "Lene Dahl", "Lærer"),
    (SCHOOL, "XB-00311", "Jens Juhl", "Lærer"),
    (SCHOOL, "XA-00313", "Siff Bro", "Timelønnet lærer"),
    (CARE, "XA-00410", "Hanne Lund", "SOSU-assistent"),
    (CARE, "XA-00411", "Sofie Friis", "Sosu-elev"),
)
"""Lene Dahl and Jens Juhl have one number in two institutions."""
ELSEWHERE = ((SCHOOL, "XA-00103", "Ib Due", "Skoleleder"), (CHILDREN, "XA-00103", "Ib Due", "Skoleleder"))
"""Ib Due is employed with the administration and leads the school: two rows, one number."""


def write_leader_report(folder):
    """The leader report, sorted by unit and name as the program does."""
    rows = [_row(*employed) for employed in (*EMPLOYED, *ELSEWHERE)]
    rows.append((*_path(ARCHIVE), ARCHIVE, *[""] * 12))
    rows.sort(key=lambda row: (*row[:8], row[17]))
    return write_workbook(folder / "engagements_managers.xlsx", Personer=(LEADER_REPORT_HEADERS, *rows))


NEWER_HEADERS = (
    *LEADER_REPORT_HEADERS[:15],
    "lederniveau",
    *LEADER_REPORT_HEADERS[15:19],
    *("NY3", "Tekst NY3", "NY2", "Tekst NY2", "NY1", "Tekst NY1", "Stil.kode nuv.", "Tekst"),
    "Engagementstype",
    "Leders email",
)


def write_newer_leader_report(folder):
    """The report as its program writes it now: the levels NY3 to NY1 are of titles, not of units."""
    levels = ("300", "Pædagogisk personale", "310", "Pædagoger m.v.", "311", "Pædagoger")
    mails = {name: f"{bvn.lower()}@bredby.dk" for _, bvn, name, _ in (*EMPLOYED, *ELSEWHERE)}
    rows = []
    for unit, bvn, name, title in (*EMPLOYED, *ELSEWHERE):
        row, kind = _row(unit, bvn, name, title), "Timelønnet" if "Timelønnet" in title else "Månedslønnet"
        level = "Niveau 4" if name == row[8] else ""
        rows.append((*row[:15], level, *row[15:19], *levels, "3111", title, kind, mails.get(row[8], "")))
    rows.append((*_path(ARCHIVE), ARCHIVE, *[""] * 22))
    rows.sort(key=lambda row: (*row[:8], row[18]))
    return write_workbook(folder / "engagements_managers.xlsx", Personer=(NEWER_HEADERS, *rows))


def _row(unit, bvn, name, title):
    leader, co_leader, second = LEADERS[unit]
    mail = f"{bvn.lower()}@bredby.dk"
    roles = (leader, co_leader, second, "", "", leader, "")
    return (*_path(unit), unit, *roles, bvn, bvn[3:], name, mail, title)


def _path(unit):
    return (*PATHS[unit], *[""] * (7 - len(PATHS[unit])))


ROBOT_HEADERS = (
    "Tjenestenummer",
    "Overenskomst",
    "Afdeling",
    "Institutionskode",
    "Navn",
    "Startdato",
    "Slutdato",
    "Statuskode",
    "LOSID",
    "SDafdID",
    "CPR",
)
ROBOT = (
    (
        "04711",
        46001,
        "5F4A",
        "XA",
        "Vera Holm",
        datetime(1998, 2, 1),
        "9999-12-31",
        "1",
        1021,
        "5F4A",
        "0909624420",
    ),
    (
        "04712",
        46001,
        "5F4A",
        "XA",
        "Lene Dahl",
        datetime(2011, 8, 1),
        "9999-12-31",
        "1",
        1021,
        "5F4A",
        "0112834418",
    ),
    (
        "04713",
        46101,
        "5F4A",
        "XA",
        "Jens Juhl",
        datetime(2012, 8, 1),
        "9999-12-31",
        "3",
        1021,
        "5F4A",
        "1110794603",
    ),
    (
        "04714",
        46101,
        "5F4A",
        "XA",
        "Siff Bro",
        datetime(2021, 8, 1),
        "9999-12-31",
        "5",
        1021,
        "5F4A",
        "2711964414",
    ),
    (
        "04720",
        76001,
        "5F7B",
        "XA",
        "Bo Lind",
        datetime(2019, 1, 1),
        "2026-12-31",
        "1",
        1033,
        "5F7B",
        "0101904437",
    ),
    (
        "04721",
        76001,
        "5F7B",
        "XA",
        "Liv Nyborg",
        datetime(2027, 2, 1),
        "9999-12-31",
        "0",
        1033,
        "5F7B",
        "0404914422",
    ),
    (
        "04722",
        76001,
        "5F7B",
        "XA",
        "Ove Kjær",
        datetime(1999, 5, 1),
        "2026-08-31",
        "8",
        1033,
        "5F7B",
        "0603624447",
    ),
    (
        "04723",
        76001,
        "5F7B",
        "XD",
        "Åse Ærø",
        datetime(2020, 6, 1),
        "9999-12-31",
        "1",
        1033,
        "5F7B",
        "0203884462",
    ),
    (
        "09101",
        76001,
        "5F9C",
        "XD",
        "Åse Ærø",
        datetime(2023, 6, 1),
        "9999-12-31",
        "1",
        1044,
        "5F9C",
        "0203884462",
    ),
    (
        "04730",
        76001,
        "5F9C",
        "XA",
        "Hanne Lund",
        datetime(2001, 10, 1),
        "9999-12-31",
        "1",
        1044,
        "5F9C",
        "0707684438",
    ),
    (
        "04731",
        76001,
        "5F9C",
        "XA",
        "Mads Riis",
        datetime(2016, 4, 1),
        "9999-12-31",
        "1",
        1044,
        "5F9C",
        "0505724483",
    ),
    (
        "04732",
        76001,
        "5F9C",
        "XA",
        "Eva Krogh",
        datetime(2003, 1, 1),
        "9999-12-31",
        "1",
        1044,
        "5F9C",
        "1809674424",
    ),
)
"""`Afdeling` is SD's code of the unit, not its name. Åse Ærø has two employments with different
numbers. Mads Riis and Eva Krogh share a fictional CPR number, 0000 at its end, and are two."""


def write_robot(folder):
    """The table the robots get, saved as a workbook."""
    return write_workbook(folder / "ansættelser.xlsx", Sheet1=(ROBOT_HEADERS, *ROBOT))
