"""The group's action plan after a GRUS or TUS: what the group will do together, who sees to it, and how it is followed
up (HER-28, HER-29). On A4 lying down. It is about the group and names nobody but those who are responsible."""

from __future__ import annotations

from docx.document import Document

from forms.build.controls import PLAN_STATUS, combo, date, dropdown, text
from forms.build.page import new_form, paragraph
from forms.build.passages import head, held_on, needs, own_access, plan_follow_up, plan_introduction
from forms.build.tables import Column, Line, lines, repeating

PRIORITY = {"1": "1 – først", "2": "2 – dernæst", "3": "3 – når der er tid"}
RESPONSIBLE = ("Hele gruppen", "Leder")
_LABELS, _WIDTH = 6.0, 14.0
_INTRODUCTION = (
    "{{ form.the_title | capitalize }} samler det, gruppen vil gøre sammen. Vælg hellere få indsatser, som alle kan se "
    "sig selv i, end mange. Planen handler om gruppen, opgaverne og samarbejdet – ikke om den enkelte."
)


def build_handleplan() -> Document:
    """One plan for the whole group; every initiative has its own row."""
    document = new_form(landscape=True)
    head(document, "{{ labels.plan }} {{ talk.year }}", held_on())
    plan_introduction(document, _INTRODUCTION)
    taking_part = text("deltagere", "Deltagere i dag", "Skriv navnene på dem, der var med")
    lines(document, [Line("Deltagere i dag", taking_part)], "Deltagere", _LABELS, _WIDTH)
    _initiatives(document)
    plan_follow_up(document, _LABELS, _WIDTH)
    own_access(document)
    return document


def _initiatives(document: Document) -> None:
    document.add_heading("Indsatser", 1)
    paragraph(
        document,
        "Én indsats i hver række. Skriv, hvem der sørger for den, og hvornår og hvordan I følger op."
        + needs("ask.group_needs"),
        "Vejledning",
    )
    columns = [
        Column(
            "Indsats", 8.4, [("Det vil vi", text("handleplan/indsats", "Det vil vi", "Hvad skal der ske?"))]
        ),
        Column("Prioritet", 3.0, [dropdown("handleplan/prioritet", "Prioritet", PRIORITY)]),
        Column(
            "Ansvar og frist",
            4.6,
            [
                ("Ansvarlig", combo("handleplan/ansvarlig", "Ansvarlig", RESPONSIBLE)),
                ("Frist", date("handleplan/frist", "Frist")),
            ],
        ),
        Column(
            "Opfølgning",
            7.0,
            [
                ("Vi følger op den", date("handleplan/opfoelgning_dato", "Vi følger op den")),
                ("Sådan", text("handleplan/opfoelgning", "Sådan", "Hvordan ser vi, om det virker?")),
            ],
        ),
        Column("Status", 2.7, [dropdown("handleplan/status", "Status", PLAN_STATUS)]),
    ]
    repeating(document, "handleplan", "Indsatser", columns, 2.2)
