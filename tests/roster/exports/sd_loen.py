"""SD Løn's employments as a table with the names of its web service.

There is a row per employment. The same EmploymentIdentifier can be two people's, in two institutions; one person can have
several. EmploymentStatusCode: 0 and 1 employed, 3 leave, 8 left. AnniversaryDate counts seniority and is no start.
OccupationRate is the part of full time, 37 hours. Nothing says who leads.
"""

from exports.files import write_workbook

HEADERS = (
    "InstitutionIdentifier",
    "DepartmentIdentifier",
    "DepartmentName",
    "PersonCivilRegistrationIdentifier",
    "PersonGivenName",
    "PersonSurnameName",
    "EmploymentIdentifier",
    "EmploymentStatusCode",
    "EmploymentName",
    "JobPositionIdentifier",
    "ActivationDate",
    "DeactivationDate",
    "AnniversaryDate",
    "OccupationRate",
    "SalaryClassIdentifier",
)
NEVER = "9999-12-31"
CHIEF = ("XA", "1AA0", "Direktionen")
NURSERY = ("XA", "5F4A", "Børnehuset Regnbuen")
SCHOOL = ("XB", "7C2B", "Skolen ved Åen")
ROWS = (
    (*CHIEF, "0909624420", "Vera", "Holm", "00001", "1", "Kommunaldirektør", "1998-02-01", NEVER, "1988-08-01", 1),
    (*NURSERY, "1212754490", "Anna Marie", "Østergård", "00210", "1", "Leder", "2005-03-15", NEVER, "2001-01-01", 1),
    (*NURSERY, "0101904437", "Bo", "Lind", "04711", "1", "Pædagog", "2019-01-01", "2026-12-31", "2010-08-01", 0.8108),
    (*NURSERY, "0203884462", "Åse", "Ærø-O'Neill", "00212", "3", "Pædagog", "2020-06-01", NEVER, "2020-06-01", 0.9459),
    (*NURSERY, "2808994435", "Kim", "Vang", "90213", "1", "Timelønnet vikar", "2025-05-01", NEVER, "2025-05-01", 0),
    (*NURSERY, "0404914422", "Liv", "Nyborg", "00214", "0", "Pædagog", "2027-02-01", NEVER, "2027-02-01", 1),
    (*NURSERY, "1503010000", "Mia", "Sørensen", "00215", "1", "PAU-elev", "2026-08-01", "2027-01-31", NEVER, 0.8784),
    (*NURSERY, "1110794603", "Jens", "Juhl", "00216", "1", "Tilsynsførende", "2024-01-01", NEVER, "2012-08-01", 0.2),
    (*SCHOOL, "3005664509", "Ib", "Due", "00310", "1", "Skoleleder", "2009-08-01", NEVER, "1999-08-01", 1),
    (*SCHOOL, "0112834418", "Lene", "Dahl", "04711", "1", "Lærer", "2011-08-01", NEVER, "2004-08-01", 1),
    (*SCHOOL, "1110794603", "Jens", "Juhl", "00312", "1", "Lærer", "2012-08-01", NEVER, "2012-08-01", 0.8),
    (*SCHOOL, "0607684425", "Ove", "Kjær", "00314", "8", "Pedel", "1999-05-01", "2026-08-31", "1999-05-01", 1),
)  # fmt: skip
"""Bo Lind and Lene Dahl are both 04711. Jens Juhl is one person with two employments, the bigger one at the school."""


def write(folder):
    """The employments as a workbook."""
    rows = [(*row[:9], f"10{place:02}", *row[9:], "K00") for place, row in enumerate(ROWS)]
    return write_workbook(folder / "SD ansættelser.xlsx", Ansættelser=(HEADERS, *rows))
