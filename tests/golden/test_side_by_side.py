"""The five municipalities side by side: one roster with one of each situation, what each person gets and owes.

To be checked by a person against the table of how the five differ. `make accept` rewrites the text.
"""

from __future__ import annotations

from datetime import date

import openpyxl
from test_golden import MUNICIPALITIES, accepted

from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.commands.recording import record_event
from pipeline.commands.standing import write_standing

SEPTEMBER, DECEMBER = date(2026, 9, 14), date(2026, 12, 20)
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
FOR = {"employee": "medarbejder", "leader": "leder", "both": "begge", "group": "gruppen"}


def test_what_each_person_gets_and_owes_in_each_municipality(workspace):
    told = {slug: _round(workspace(slug)) for slug in MUNICIPALITIES}
    lines = [f"Status den {DECEMBER:%d-%m-%Y}. Regel, frist og tilstand for hver forpligtelse.", ""]
    for subject, situation in SITUATIONS.items():
        name = next((row[1] for row in (*PEOPLE, *GROUPS) if row[0] == subject), "")
        lines += [f"## {subject} {name}: {situation}", ""]
        for slug in MUNICIPALITIES:
            gets, owes = told[slug][0].get(subject, []), told[slug][1].get(subject, [])
            lines += [
                f"{slug}",
                *(f"    får     {get}" for get in gets),
                *(f"    skylder {owed}" for owed in owes),
            ]
        lines.append("")
    text = "\n".join(lines)
    assert text == accepted("side-by-side", text)


def _round(made):
    """What everybody got and owes, by subject, after the events of the situations."""
    book = openpyxl.Workbook()
    book.active.title = "Medarbejdere"
    for row in (COLUMNS, *PEOPLE):
        book.active.append(list(row))
    groups = book.create_sheet("Grupper")
    for row in GROUPS:
        groups.append(list(row))
    book.save(made.folder / "medarbejdere.xlsx")
    with open_round(made, SEPTEMBER) as round_:
        written = write_round(round_, plan_round(round_, None), lambda items, _: items)
    with open_round(made, DECEMBER) as round_:
        for subject, what, on, kind in (
            ("0042", "held", MUS_ON, "MUS"),
            ("G1", "held", date(2026, 10, 5), ""),
            ("0053", "held", date(2026, 11, 20), "MUS"),
        ):
            record_event(round_, subject, what, on, kind)
        owed = write_standing(round_).obligations
    return _gets(written), _owes(owed)


def _gets(written):
    found = {}
    for form in written.issued:
        of_kind = found.setdefault(form.person or form.group, {}).setdefault(form.kind, [])
        of_kind.append(f"{form.form} ({FOR[form.audience]}{f', frist {form.due:%d-%m}' if form.due else ''})")
    gets = {
        who: [f"{kind}: {', '.join(forms)}" for kind, forms in kinds.items()] for who, kinds in found.items()
    }
    for out in written.planned.plan.excluded:
        gets.setdefault(out.person, []).append(f"intet: {out.reason}")
    return gets


def _owes(obligations):
    owes = {}
    for o in obligations:
        due = f"{o.due:%d-%m-%Y}" if o.due else "ingen dag"
        stands = f"{o.state}{' for sent' if o.late else ''}{f' {o.done_on:%d-%m-%Y}' if o.done_on else ''}"
        reason = f" ({o.reason})" if o.reason else ""
        owes.setdefault(o.person or o.group, []).append(
            f"{o.what:<20} {o.kind:<5} {o.rule or '-':<7} {due:<11} {stands}{reason}"
        )
    return owes
