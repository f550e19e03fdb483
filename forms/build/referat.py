"""The minutes: what was said in few words, what was agreed, and when it is followed up."""

from __future__ import annotations

from docx.document import Document

from forms.build.controls import RESPONSIBLE, combo, date, dropdown, text
from forms.build.page import block, new_form, paragraph
from forms.build.passages import (
    TALK,
    delegation,
    follow_up_guidance,
    follow_up_lines,
    head,
    held_on,
    own_access,
)
from forms.build.tables import Column, Line, answer_box, lines, repeating

_LABELS = 5.8
EITHER = {"leder": "{{ labels.leader }}", "medarbejder": "{{ labels.employee }}"}
_HANDED_OVER = "{{ labels.handed_over_on }}"
_TAKER = "ask.referent or ask.approval != 'none'"


def build_referat() -> Document:
    """The minutes of one talk; what is asked for beyond the talk itself depends on the policy."""
    document = new_form()
    head(document, f"Fra {TALK}")
    paragraph(
        document,
        "{% if not ask.minutes %}Referatet er frivilligt. Brug det, hvis det hjælper jer med at huske det, I "
        "blev enige om. {% endif %}"
        "Referatet samler det, I er enige om. Skriv kort og med ord, I begge kan stå ved – det er nok "
        "med nogle få linjer under hvert emne.{% if ask.referent %} Aftal, inden I begynder, hvem af jer "
        "der skriver.{% endif %}",
        "Indledning",
    )
    delegation(document)
    _the_talk(document)
    _topics(document)
    _agreements(document)
    _parked(document)
    _follow_up(document)
    _closing(document)
    own_access(document)
    return document


def _the_talk(document: Document) -> None:
    document.add_heading("Om samtalen", 1)
    rows = [
        Line(*held_on()),
        Line("Referent", dropdown("referent", "Referent", EITHER), when=_TAKER),
        Line("Deltagere", text("deltagere", "Deltagere", "Skriv navnene på dem, der var med")),
        Line(
            "Eventuel bisidder",
            text("bisidder", "Eventuel bisidder", "Skriv navnet, hvis der var en bisidder"),
        ),
    ]
    lines(document, rows, "Om samtalen", _LABELS)


def _topics(document: Document) -> None:
    document.add_heading("Det talte vi om", 1)
    paragraph(
        document,
        "Skriv konklusionen, ikke hele samtalen. {% if ask.duty_in_minutes %}Skriv lidt under hvert emne. I skal "
        "tale om {{ ask.duty_in_minutes }}.{% else %}Skriv kun om de emner, I kom ind på.{% endif %}",
        "Vejledning",
    )
    with block(document, "for topic in topics if topic.in_minutes"):
        document.add_heading("{{ topic.title }}", 2)
        control = text(
            "emne_{{ topic.key }}", "{{ topic.title[:64] }}", "Skriv det vigtigste, I blev enige om"
        )
        answer_box(document, control, 1.6)


def _agreements(document: Document) -> None:
    document.add_heading("Det aftalte vi", 1)
    paragraph(document, "Én aftale pr. linje: Hvad sker der, hvem sørger for det, og hvornår?", "Vejledning")
    columns = [
        Column("Aftale", 9.4, [text("aftaler/aftale", "Aftale")]),
        Column("Ansvarlig", 3.6, [combo("aftaler/ansvarlig", "Ansvarlig", RESPONSIBLE)]),
        Column("Frist", 4.0, [date("aftaler/frist", "Frist")]),
    ]
    repeating(document, "aftaler", "Det aftalte vi", columns, 1.1)


def _parked(document: Document) -> None:
    document.add_heading("Det tager vi en anden dag", 1)
    paragraph(
        document,
        "Kom der emner op, som fortjener deres egen samtale? Skriv dem her, og aftal hvornår.",
        "Vejledning",
    )
    columns = [
        Column("Emne", 13.0, [text("parkeret/emne", "Emne")]),
        Column("Vi taler om det den", 4.0, [date("parkeret/dato", "Vi taler om det den")]),
    ]
    repeating(document, "parkeret", "Emner til senere", columns, 0.9)


def _follow_up(document: Document) -> None:
    document.add_heading("Opfølgning", 1)
    follow_up_guidance(document)
    following = Line(
        "Næste års samtale", date("naeste_samtale_dato", "Næste års samtale"), when="talk.kind != 'SUS'"
    )
    lines(document, [*follow_up_lines(), following], "Opfølgning", _LABELS)


def _closing(document: Document) -> None:
    with block(document, "if ask.handed_over or ask.approval != 'none'"):
        document.add_heading(
            "{% if ask.handed_over %}Udlevering{% if ask.approval != 'none' %} og godkendelse{% endif %}"
            "{% else %}Godkendelse{% endif %}",
            1,
        )
        paragraph(
            document,
            "{% if ask.handed_over %}{{ parties.employee | capitalize }} får referatet udleveret. {% endif %}"
            "{% if ask.approval == 'other' %}Den af jer, der ikke har skrevet referatet, læser det igennem "
            "og godkender det.{% elif ask.approval == 'leader' %}{{ parties.leader | capitalize }} godkender "
            "referatet.{% endif %}",
            "Vejledning",
        )
        rows = [
            Line(_HANDED_OVER, date("udleveret_dato", _HANDED_OVER), when="ask.handed_over"),
            Line(
                "Godkendt af",
                dropdown("godkendt_af", "Godkendt af", EITHER),
                when="ask.approval != 'none'",
            ),
            Line("Godkendt den", date("godkendt_dato", "Godkendt den"), when="ask.approval != 'none'"),
        ]
        lines(document, rows, "Udlevering og godkendelse", _LABELS)
