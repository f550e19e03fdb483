"""The invitation: a letter from the leader with what will happen. It goes out only."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Pt

from forms.build.page import block, new_form, paragraph
from forms.build.passages import TALK, access, delegation, head, steps


def build_indkaldelse() -> Document:
    """The letter on top of the packet."""
    document = new_form()
    head(document, f"Til {TALK}", filled_by=("Afsender", "{{ leader.name or kommune.name }}"))
    _invitation(document)
    steps(document)
    _farewell(document)
    access(document)
    return document


def _invitation(document: Document) -> None:
    paragraph(document, "Kære {{ person.first_name }}", "Indledning")
    paragraph(
        document,
        "{% if talk.planned_on %}Jeg indbyder dig til {{ talk.kind_name }} den **{{ talk.planned_on }}**."
        "{% else %}Det er ved at være tid til din {{ talk.kind_name }}. Vi finder i god tid en dag, der "
        "passer.{% endif %} Sæt gerne tid af til at forberede dig, så vi får mest muligt ud af samtalen.",
    )
    with block(document, "if texts.purpose"):
        paragraph(document, "{{ texts.purpose }}")
    with block(document, "if topics"):
        paragraph(
            document,
            "Vi kommer omkring disse emner: {{ topics | map(attribute='title') | join(', ') }}. Du er også "
            "velkommen til at tage dine egne emner med.",
        )
    delegation(document)
    with block(document, "if texts.salary_notice"):
        paragraph(document, "{{ texts.salary_notice }}", "Bemærk")


def _farewell(document: Document) -> None:
    paragraph(
        document,
        "Har du spørgsmål, er du altid velkommen til at komme til mig. Du kan også kontakte "
        "{{ kommune.contact or kommune.name }}.",
    )
    for text, before in (("Venlig hilsen", 10), ("**{{ leader.name or kommune.name }}**", 0)):
        line = paragraph(document, text).paragraph_format
        line.keep_with_next, line.space_before, line.space_after = True, Pt(before), 0
    paragraph(document, "{{ leader.title }}")
    with block(document, "if enclosed"):
        paragraph(document, "**Vedlagt:** {{ enclosed | join(', ') }}")
