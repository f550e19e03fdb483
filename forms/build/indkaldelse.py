"""The invitation: a letter from the leader with what will happen. It goes out only."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Pt

from forms.build.page import block, bullets, new_form, paragraph
from forms.build.passages import TALK, access, delegation, head, notice, steps
from forms.build.welcome import after_group, purpose

_TITLE = "{% if talk.kind == 'SUS' %}Invitation{% else %}{{ form.title }}{% endif %}"


def build_indkaldelse() -> Document:
    """The letter on top of the packet: a page to read, and a page to look things up in."""
    document = new_form()
    head(document, f"Til {TALK}", filled_by=("Afsender", "{{ leader.name or kommune.name }}"), title=_TITLE)
    _invitation(document)
    _farewell(document)
    steps(document, own_page=True)
    access(document)
    return document


def _invitation(document: Document) -> None:
    paragraph(document, "Kære {{ person.first_name }}", "Indledning")
    paragraph(
        document,
        "{{ 'Jeg vil gerne tilbyde dig en' if talk.kind == 'SUS' else 'Jeg indkalder dig til' }} {{ talk.kind_name }}"
        "{% if talk.planned_on %} den **{{ talk.planned_on }}**.{% else %}. {{ delegate.name or 'Jeg' }} aftaler i god "
        "tid en dag med {{ 'jer' if talk.in_group else 'dig' }}.{% endif %}"
        "{% if talk.in_group and group.name %} Den holder du sammen med resten af {{ group.name }}.{% endif %}"
        "{% if talk.kind == 'SUS' %} Samtalen er frivillig. Sig til, om du har lyst til den, og sig endelig nej tak, hvis "
        "den ikke er noget for dig lige nu.{% else %} Sæt gerne tid af til at forberede dig, så du får mest muligt ud af "
        "samtalen.{% endif %}",
    )
    after_group(document)
    delegation(document)
    paragraph(
        document,
        "**Tid og sted:** {{ talk.planned_on + '. Klokkeslæt' if talk.planned_on else 'Dag, klokkeslæt' }} og "
        "sted aftales med {{ delegate.name or 'din leder' }}.",
    )
    paragraph(
        document,
        "**Deltagere:** {% if talk.in_group and group.participants %}{{ group.participants | join(', ') }}"
        "{% else %}{{ person.name }}{% endif %} og {{ delegate.name or leader.name or 'din leder' }}",
    )
    document.add_heading("Formålet med samtalen", 2)
    purpose(document)
    with block(document, "if topics"):
        line = paragraph(document, "{{ 'I' if delegate.name else 'Vi' }} kommer omkring disse emner:")
        line.paragraph_format.keep_with_next = True
        with block(document, "for topic in topics"):
            bullets(document, ["{{ topic.title }}"])
        paragraph(
            document,
            "Du er også velkommen til at {{ 'foreslå emner, der angår hele gruppen' if talk.in_group else "
            "'tage dine egne emner med' }}.",
        )
    with block(document, "if texts.salary_notice"):
        notice(document, "**Løn:** {{ texts.salary_notice }}")


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
