"""The development agreement: focus areas and the employee's development, and nothing else (SYD-11)."""

from __future__ import annotations

from docx.document import Document

from forms.build.controls import PLAN_STATUS, RESPONSIBLE, combo, date, dropdown, text
from forms.build.page import block, new_form, paragraph
from forms.build.passages import head, held_on, needs, own_access, plan_follow_up, plan_introduction
from forms.build.tables import Column, Line, lines, repeating

_LABELS, _WIDTH = 6.2, 17.0
_INTRODUCTION = (
    "Aftalen handler kun om udvikling: de fokusområder, I har valgt, og det, der skal ske med dem. Få, "
    "tydelige fokusområder er bedre end mange. Resten af samtalen hører ikke til her."
)


def build_udviklingsaftale() -> Document:
    """The agreement a talk ends with; it comes out again, with its rows, at the follow-up."""
    document = new_form()
    head(document, "{{ labels.plan }} {{ talk.year }}")
    plan_introduction(document, _INTRODUCTION)
    lines(document, [Line(*held_on())], "Samtalen", _LABELS, _WIDTH)
    _focus_areas(document)
    plan_follow_up(document, _LABELS, _WIDTH)
    own_access(document)
    return document


def _focus_areas(document: Document) -> None:
    document.add_heading("Fokusområder", 1)
    with block(document, "if ask.plan_needs"):
        paragraph(document, needs("ask.plan_needs").strip(), "Vejledning")
    columns = [
        Column("Fokusområde", 5.2, [text("fokus/fokusomraade", "Fokusområde", "Hvad vil vi udvikle?")]),
        Column(
            "Handling",
            7.6,
            [
                ("Det gør vi", text("fokus/handling", "Det gør vi", "Hvad skal der konkret ske?")),
                (
                    "Tegn på, at det lykkes",
                    text("fokus/tegn", "Tegn på, at det lykkes", "Hvad kan vi se og mærke?"),
                ),
            ],
        ),
        Column(
            "Ansvar og tid",
            4.2,
            [
                ("Ansvarlig", combo("fokus/ansvarlig", "Ansvarlig", RESPONSIBLE)),
                ("Frist", date("fokus/frist", "Frist")),
                ("Status", dropdown("fokus/status", "Status", PLAN_STATUS)),
            ],
        ),
    ]
    repeating(document, "fokus", "Fokusområder", columns, 4.3)
