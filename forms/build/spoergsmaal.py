"""The question bank with a box to tick before each question: both choose, and the form asks what they chose (HER-7)."""

from __future__ import annotations

from docx.document import Document

from forms.build.controls import checkbox
from forms.build.page import block, bullets, new_form, paragraph
from forms.build.passages import TALK, head, own_access
from forms.build.tables import ticks

AT_MOST = "fem"


def build_spoergsmaal() -> Document:
    """The same bank for employee and leader, each on their own copy."""
    document = new_form()
    head(document, f"Til {TALK}")
    paragraph(
        document,
        "Her kan du være med til at bestemme, hvad samtalen skal handle om. Læs spørgsmålene igennem, og sæt kryds ved "
        f"dem, der betyder noget for dig. Højst {AT_MOST} er passende – så bliver der tid til at tale om dem.",
        "Indledning",
    )
    own_access(document)
    _guidance(document)
    _themes(document)
    return document


def _guidance(document: Document) -> None:
    document.add_heading("Sådan gør du", 1)
    bullets(
        document,
        [
            "Sæt kryds i boksen ud for spørgsmålet, gem dokumentet, og send det tilbage i god tid før samtalen.",
            "Både {{ parties.employee }} og {{ parties.leader }} vælger. Jeres valg sættes sammen, og et spørgsmål, I "
            "begge har valgt, kommer kun med én gang.",
            "Spørgsmålene kommer til at stå under »Jeres egne valg« i jeres skema – ved siden af de emner, alle "
            "taler om.",
            "Er der ikke noget, der springer i øjnene, så lad være med at vælge. Det er også i orden.",
        ],
    )


def _themes(document: Document) -> None:
    with block(document, "for theme in bank"):
        document.add_heading("{{ theme.title }}", 1)
        box = checkbox("valg_{{ question.id }}", "{{ question.title }}")
        ticks(document, "question in theme.questions", "{{ theme.title }}", box, "{{ question.text }}")
