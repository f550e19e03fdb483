"""Plan2learn's five files: people, units, engagements, leaders, titles; everything is known by UUID.

Headers, file names and the quoting of every cell as in exporters/plan2learn/plan2learn.py of OS2mo's public code. In
Viborg's variant only an engagement to come has a start date, and `AktivStatus` is 1 for everybody. A title stands with the
person where there is one, else only as the code of the engagement.
"""

from exports.files import make_folder, uid, write_text, write_workbook

PERSON_HEADERS = ("BrugerId", "CPR", "Navn", "E-mail", "Mobil", "Stilling")
PEOPLE = (
    ("vera", "0909624420", "Vera Holm", "veho@bredby.dk", "20101010", "Kommunaldirektør"),
    ("per", "1706594461", "Per Skov", "pesk@bredby.dk", "20101011", "Direktør"),
    ("anna", "1212754490", "Anna Marie Østergård", "anma@bredby.dk", "20101012", "Daglig leder"),
    ("bo", "0101904437", "Bo Lind", "boli@bredby.dk", "", "Pædagog"),
    ("åse", "0203884462", "Åse Ærø-O'Neill", "aase@bredby.dk", "", ""),
    ("kim", "2808994435", "Kim Vang", "", "", "Vikar"),
    ("liv", "0404914422", "Liv Nyborg", "liny@bredby.dk", "", "Pædagog"),
    ("ib", "3005664509", "Ib Due", "ibdu@bredby.dk", "20101015", "Skoleleder"),
    ("lene", "0112834418", "Lene Dahl", "leda@bredby.dk", "", "Lærer"),
    ("jens", "1110794603", "Jens Juhl", "jeju@bredby.dk", "", "Lærer"),
    ("mia", "1503010000", "Mia Sørensen", "miso@bredby.dk", "", "Pædagogstuderende"),
    ("lis", "2302774465", "Lis Konge", "liko@bredby.dk", "", "Konsulent"),
)

UNIT_HEADERS = ("AfdelingsID", "Afdelingsnavn", "Parentid", "Gade", "Postnr", "By")
UNITS = (
    ("top", "Direktionen", "", "Rådhuspladsen 1", "8800", "Bredby"),
    ("børn", "Børn og Unge", "top", "Rådhuspladsen 1", "8800", "Bredby"),
    ("regnbue", "Børnehuset Regnbuen", "børn", "Engvej 4", "8800", "Bredby"),
    ("skole", "Skolen ved Åen", "børn", "Åvej 12", "8831", "Løgby"),
)

ENGAGEMENT_HEADERS = (
    "EngagementId",
    "BrugerId",
    "AfdelingsId",
    "AktivStatus",
    "StillingskodeId",
    "Primær",
    "Engagementstype",
    "StartdatoEngagement",
)
ENGAGEMENTS = (
    ("vera", "top", "chef", 1, "Månedslønnet", ""),
    ("per", "børn", "chef", 1, "Månedslønnet", ""),
    ("anna", "regnbue", "leder", 1, "Månedslønnet", ""),
    ("bo", "regnbue", "pædagog", 1, "Månedslønnet", ""),
    ("åse", "regnbue", "medhjælper", 1, "Månedslønnet", ""),
    ("kim", "regnbue", "medhjælper", 1, "Timelønnet", ""),
    ("liv", "regnbue", "pædagog", 1, "Månedslønnet", "2027-02-01"),
    ("ib", "skole", "leder", 1, "Månedslønnet", ""),
    ("lene", "skole", "lærer", 1, "Månedslønnet", ""),
    ("jens", "regnbue", "pædagog", 0, "Timelønnet", ""),
    ("jens", "skole", "lærer", 1, "Månedslønnet", ""),
    ("mia", "regnbue", "studerende", 1, "Månedslønnet", ""),
    ("lis", "børn", "konsulent", 1, "Månedslønnet", ""),
)
"""Jens Juhl's second job, paid by the hour, stands before his primary one."""

LEADER_HEADERS = ("BrugerId", "AfdelingsID", "AktivStatus", "Titel")
LEADERS = (("vera", "top"), ("per", "børn"), ("anna", "regnbue"), ("ib", "skole"))

TITLE_HEADERS = ("StillingskodeID", "AktivStatus", "Stillingskode", "Stillingskode#")
TITLES = {
    "chef": "Chef",
    "leder": "Leder",
    "pædagog": "Pædagog",
    "medhjælper": "Pædagogmedhjælper",
    "lærer": "Lærer",
    "studerende": "Pædagogstuderende",
    "konsulent": "Konsulent",
}


def write_files(folder):
    """The five CSV files in a folder."""
    inner = make_folder(folder)
    for name, rows in _tables().items():
        write_text(inner / f"plan2learn_{name}.csv", rows, quote_all=True)
    return inner


def write_sheets(folder):
    """The same as the sheets of one workbook."""
    return write_workbook(folder / "plan2learn.xlsx", **_tables())


def _tables():
    people = [(_bruger(who), *rest) for who, *rest in PEOPLE]
    units = [
        (uid(f"unit {u}"), name, uid(f"unit {above}") if above else "", *at) for u, name, above, *at in UNITS
    ]
    engagements = [
        (
            uid(f"job {who} {unit}"),
            _bruger(who),
            uid(f"unit {unit}"),
            1,
            uid(f"title {title}"),
            primary,
            kind,
            start,
        )
        for who, unit, title, primary, kind, start in ENGAGEMENTS
    ]
    leaders = [(_bruger(who), uid(f"unit {unit}"), 1, "Personaleledelse") for who, unit in LEADERS]
    titles = [(uid(f"title {t}"), 1, text, uid(f"title {t}")) for t, text in TITLES.items()]
    return {
        "organisation": (UNIT_HEADERS, *units),
        "engagement": (ENGAGEMENT_HEADERS, *engagements),
        "stillingskode": (TITLE_HEADERS, *titles),
        "leder": (LEADER_HEADERS, *leaders),
        "bruger": (PERSON_HEADERS, *people),
    }


def _bruger(who):
    return uid(f"person {who}")
