"""Holstebro's two exports from OS2mo: the intranet's, and the general one.

Headers and filling as in the public helpers for Holstebro. In the first a row has a column per level; a level that the
path lacks says »Samling« (a heading of nothing); the unit stands at its own level, in Afdelings-niveau, and in Stamafdeling.
Units called »… led-adm« hold a unit's leader and are no workplaces. In the second `gruppe` is the unit of the engagement,
`afdeling` the one of the nearest leader, `omraade` and `forvaltning` the ones above. Neither says who leads.
"""

from exports.files import uid, write_text

LEVELS = ("NY7-niveau", "NY6-niveau", "NY5-niveau", "NY4-niveau", "NY3-niveau", "NY2-niveau", "NY1-niveau")
INTRANET_HEADERS = (
    *LEVELS,
    "Afdelings-niveau",
    "Navn (for-/efternavn)",
    "Tjenestenummer",
    "CPR-nummer",
    "Ansættelsesdato",
    "Stamafdeling",
    "Stilling",
)
_NONE = "Samling"
PATHS = {
    "Direktionen": ("Direktionen", _NONE, _NONE, _NONE, _NONE, _NONE, _NONE),
    "Børn og Unge": ("Direktionen", "Børn og Unge", _NONE, _NONE, _NONE, _NONE, _NONE),
    "Børnehuset Regnbuen": (
        "Direktionen",
        "Børn og Unge",
        _NONE,
        _NONE,
        "Dagtilbud Nord",
        _NONE,
        "Børnehuset Regnbuen",
    ),
    "Skolen ved Åen": ("Direktionen", "Børn og Unge", _NONE, _NONE, _NONE, "Skolen ved Åen", _NONE),
    "Børnehuset Regnbuen led-adm": (
        "Direktionen",
        "Børn og Unge",
        _NONE,
        _NONE,
        "Dagtilbud Nord",
        _NONE,
        "Børnehuset Regnbuen",
    ),
}
INTRANET = (
    ("Direktionen", "Holm, Vera", "00001", "090962-4420", "01.02.1998", "Kommunaldirektør"),
    ("Børn og Unge", "Skov, Per", "00002", "170659-4461", "01.01.2015", "Direktør"),
    ("Børn og Unge", "Konge, Lis", "00102", "230277-4465", "01.11.2018", "Konsulent"),
    (
        "Børnehuset Regnbuen led-adm",
        "Østergård, Anna Marie",
        "00210",
        "121275-4490",
        "15.03.2005",
        "Daglig leder",
    ),
    ("Børnehuset Regnbuen", "Lind, Bo", "00211", "010190-4437", "01.01.2019", "Pædagog"),
    ("Børnehuset Regnbuen", "Ærø-O'Neill, Åse", "00212", "020388-4462", "01.06.2020", "Pædagogmedhjælper"),
    ("Børnehuset Regnbuen", "Sørensen, Mia", "00213", "150301-0000", "01.08.2026", "Pædagogstuderende"),
    ("Børnehuset Regnbuen", "Nyborg, Liv", "00214", "040491-4422", "01.02.2027", "Pædagog"),
    ("Skolen ved Åen", "Due, Ib", "00310", "300566-4509", "01.08.2009", "Skoleleder"),
    ("Skolen ved Åen", "Dahl, Lene", "00311", "011283-4418", "01.08.2011", "Lærer"),
    ("Skolen ved Åen", "Juhl, Jens", "00312", "111079-4603", "01.08.2012", "Lærer"),
    ("Skolen ved Åen", "Bro, Siff", "90313", "271196-4414", "01.08.2021", "Timelønnet lærer"),
)

GENERAL_HEADERS = (
    "uuid",
    "name",
    "email",
    "sam_account",
    "phone",
    "location",
    "mobile",
    "loen_nummer",
    "forvaltning",
    "omraade",
    "afdeling",
    "gruppe",
    "org_sti",
    "stilling",
    "engagements_type",
)


def write_intranet(folder, strip_zeros=False):
    """The intranet's CSV in Windows-1252; another export of the same people has lost the zeros."""
    rows = []
    for unit, name, number, cpr, start, title in INTRANET:
        shown = number.lstrip("0") if strip_zeros else number
        rows.append((*PATHS[unit], unit, name, shown, cpr, start, unit, title))
    return write_text(folder / "intranote.csv", (INTRANET_HEADERS, *rows), encoding="cp1252")


def write_general(folder):
    """The general CSV. The nursery's teams are the groups, with the nursery above them."""
    rows = []
    for place, (unit, name, number, _, _, title) in enumerate(INTRANET):
        unit = unit.removesuffix(" led-adm")
        last, _, first = name.partition(", ")
        user = f"{first[:2]}{last[:2]}".lower()
        team = f"Stue {place % 2 + 1}" if unit == "Børnehuset Regnbuen" else unit
        path = "/".join(level for level in PATHS[unit] if level != "Samling")
        kind = "Timelønnet" if number[0] == "9" else "Månedslønnet"
        above = ("Direktionen", "Børn og Unge" if place > 2 else "Direktionen", unit, team)
        here = (user, f"9610{place:04}", "Rådhusgade 1", f"2010{place:04}", number)
        rows.append(
            (uid(name), f"{first} {last}", f"{user}@bredby.dk", *here, *above, f"{path}/{team}", title, kind)
        )
    return write_text(folder / "holstebro.csv", (GENERAL_HEADERS, *rows))
