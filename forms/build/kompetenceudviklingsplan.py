"""The competence development plan: goals, how they are reached, who does what, and when. On A4 lying down."""

from __future__ import annotations

from docx.document import Document

from forms.build.controls import PLAN_STATUS, RESPONSIBLE, checkbox, combo, date, dropdown, text
from forms.build.page import block, new_form, paragraph
from forms.build.passages import head, held_on, needs, own_access, plan_follow_up, plan_introduction
from forms.build.tables import Column, repeating

_GOAL = "Det skal {{ parties.employee }} kunne"
ACTIVITY_TYPES = (
    "Sidemandsoplæring",
    "Mentor",
    "Kollegial feedback",
    "Praktik",
    "Nye opgaver",
    "Jobrotation",
    "Kursus",
    "Uddannelse",
    "Supervision eller coaching",
    "Netværk",
    "Andet",
)
HORIZON = {str(years): f"{years} år" for years in range(1, 6)}
_LABELS, _WIDTH = 6.0, 14.0
_INTRODUCTION = (
    "Planen viser, hvad {{ parties.employee }} skal udvikle, og hvordan I når det sammen. Begge har en del i den: "
    "Ledelsen skaber rammerne, og {{ parties.employee }} arbejder hen mod målene. Husk, at læring i hverdagen "
    "tæller lige så meget som kurser."
)


def build_kompetenceudviklingsplan() -> Document:
    """The written plan for one employee; every goal has its own row."""
    document = new_form(landscape=True)
    head(document, "{{ labels.plan }} {{ talk.year }}", held_on())
    plan_introduction(document, _INTRODUCTION)
    _goals(document)
    plan_follow_up(document, _LABELS, _WIDTH)
    own_access(document)
    return document


def _goals(document: Document) -> None:
    document.add_heading("Mål og aktiviteter", 1)
    with block(document, "if ask.plan_needs"):
        paragraph(document, needs("ask.plan_needs").strip(), "Vejledning")
    columns = [
        Column(
            "Mål",
            6.2,
            [
                (
                    _GOAL,
                    text("maal/maal", _GOAL, "Hvad skal læres eller udvikles?"),
                ),
                (
                    "Det støtter arbejdspladsens mål",
                    text("maal/kobling", "Det støtter arbejdspladsens mål", "Hvilket mål bidrager det til?"),
                ),
            ],
        ),
        Column(
            "Aktivitet",
            5.6,
            [
                ("Det gør vi", text("maal/aktivitet", "Det gør vi", "Hvordan skal det læres?")),
                ("Type", combo("maal/type", "Type", ACTIVITY_TYPES)),
            ],
        ),
        Column(
            "Ansvar",
            5.0,
            [
                ("Ansvarlig", combo("maal/ansvarlig", "Ansvarlig", RESPONSIBLE)),
                ("Ledelsens bidrag", text("maal/bidrag", "Ledelsens bidrag", "Tid, rammer, støtte …")),
            ],
        ),
        Column(
            "Tid",
            3.2,
            [
                ("Starter den", date("maal/start", "Starter den")),
                ("Frist", date("maal/frist", "Frist")),
                ("Horisont", dropdown("maal/horisont", "Horisont", HORIZON)),
            ],
        ),
        Column(
            "Økonomi",
            3.0,
            [
                ("Kompetencefonden", checkbox("maal/fond", "Kompetencefonden")),
                ("Beløb i kr.", text("maal/beloeb", "Beløb i kr.", "Skriv beløb")),
            ],
        ),
        Column("Status", 2.7, [dropdown("maal/status", "Status", PLAN_STATUS)]),
    ]
    repeating(document, "maal", "Mål og aktiviteter", columns, 2.4)
