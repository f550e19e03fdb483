"""The conversation form: one template for employee and leader, its topics and questions from the policy."""

from __future__ import annotations

from docx.document import Document

from forms.build.controls import STATUS, checkbox, dropdown, text
from forms.build.page import block, bullets, new_form, paragraph, section
from forms.build.passages import TALK, delegation, head, notice, own_access, steps
from forms.build.tables import Column, Line, answer_box, lines, repeating
from forms.build.welcome import advice, after_group, purpose, welcome

_FOR_LEADER = "form.audience == 'leader'"
_WRAP_UP = "Opsamling – udfyldes ved samtalen"


def build_skema() -> Document:
    """The form both prepare with, each on their own copy."""
    document = new_form()
    head(document, f"{{{{ labels.preparation }}}} til {TALK}")
    _welcome(document)
    own_access(document)
    steps(document)
    _guidance(document)
    _last_time(document)
    _topics(document)
    _own_topics(document)
    _taking_part(document)
    _ready(document)
    return document


def _welcome(document: Document) -> None:
    welcome(document, _FOR_LEADER)
    purpose(document)
    # Jinja reads texts.values as the dictionary's own method; the name in brackets is the text.
    with block(document, "if texts['values']"):
        paragraph(document, "{{ texts['values'] }}")
    with block(document, f"if not {_FOR_LEADER}"):
        after_group(document)
    delegation(document)


def _guidance(document: Document) -> None:
    document.add_heading("Sådan bruger du {{ form.the_title }}", 1)
    bullets(
        document,
        [
            "Skriv i de hvide felter. Stikord er nok, og du behøver ikke svare på alt"
            "{% if ask.duty %} – men I skal tale om {{ ask.duty }}{% endif %}.",
            "{% if talk.in_group %}Alle deltagere og lederen forbereder sig på de samme spørgsmål, så I har et fælles "
            "udgangspunkt.{% else %}I forbereder jer begge på de samme spørgsmål, så I kan mødes om dem fra hver jeres "
            "side.{% endif %}",
            "Mangler der noget, så skriv det under »Egne emner« til sidst.",
        ],
    )
    advice(document)
    for key, label in (("life_phase", "Livsfase"), ("salary_notice", "Løn")):
        with block(document, f"if texts.{key}"):
            notice(document, f"**{label}:** {{{{ texts.{key} }}}}")


def _last_time(document: Document) -> None:
    with block(document, "if rows.sidst"):
        section(
            document,
            "Opfølgning fra sidst: jeres aftaler",
            "Dette aftalte I sidst. Vælg en status, og skriv kort, hvad der lykkedes, og hvad der skal ske nu.",
        )
        columns = [
            Column("Det aftalte I", 5.6, ["**{{ row.maal }}**", "{{ row.aktivitet }}"]),
            Column(
                "Ansvar og frist",
                3.2,
                [("Ansvarlig", "{{ row.ansvarlig or '–' }}"), ("Frist", "{{ row.frist or '–' }}")],
            ),
            Column("Status", 2.8, [dropdown("sidst/status", "Status", STATUS)]),
            Column("Bemærkning", 5.4, [text("sidst/bemaerkning", "Bemærkning")]),
        ]
        repeating(document, "sidst", "Opfølgning fra sidst", columns, 1.6)


def _topics(document: Document) -> None:
    with block(document, "for topic in topics"):
        section(document, "{{ topic.title }}", "{{ topic.intro }}", sometimes="topic.intro")
        with block(document, "for question in topic.questions"):
            document.add_heading("{{ question.text }}", 2)
            answer_box(document, text("{{ question.id }}", "{{ question.title }}", "{{ question.prompt }}"))
        with block(document, "if ask.wrap_up and topic.in_minutes"):
            document.add_heading(_WRAP_UP, 2)
            answer_box(document, text("opsamling_{{ topic.key }}", _WRAP_UP, "Skriv det, I blev enige om"))


def _taking_part(document: Document) -> None:
    """Where this form holds the minutes as well, an assistant's name has its line here (SYD-6, SYD-29)."""
    with block(document, "if ask.wrap_up"):
        document.add_heading("Ved samtalen", 2)
        helper = text("bisidder", "Eventuel bisidder", "Skriv navnet, hvis der var en bisidder")
        lines(document, [Line("Eventuel bisidder", helper)], "Ved samtalen", 5.2)


def _own_topics(document: Document) -> None:
    section(
        document,
        "Egne emner",
        "{% if talk.in_group %}Hvad skal gruppen ellers tale om? Skriv emner, der angår jer alle."
        "{% else %}Hvad vil du ellers gerne tale om? Her er plads til dine egne emner.{% endif %}",
    )
    columns = [
        Column("Emne", 5.5, [text("egne_emner/emne", "Emne")]),
        Column("Mine tanker", 11.5, [text("egne_emner/tanker", "Mine tanker")]),
    ]
    repeating(document, "egne_emner", "Egne emner", columns, 1.0, with_next=True)


def _ready(document: Document) -> None:
    document.add_heading("Klar til samtalen", 1)
    line = paragraph(document, "", "Bemærk")
    line._p.append(checkbox("forberedt", "Jeg har forberedt mig og er klar til samtalen"))
    line.add_run(
        "  Jeg har forberedt mig og er klar til samtalen. Du behøver ikke sende {{ form.the_title }} ind."
    )
