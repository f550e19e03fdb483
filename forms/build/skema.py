"""The conversation form: one template for employee and leader, its topics and questions from the policy."""

from __future__ import annotations

from docx.document import Document

from forms.build.controls import STATUS, checkbox, dropdown, text
from forms.build.page import block, bullets, new_form, paragraph
from forms.build.passages import TALK, access, contact, delegation, head, steps
from forms.build.tables import Column, answer_box, repeating

_FOR_LEADER = "form.audience == 'leader'"


def build_skema() -> Document:
    """The form both prepare with, each on their own copy."""
    document = new_form()
    whose = f"{{% if {_FOR_LEADER} %}}Lederens{{% else %}}Din{{% endif %}}"
    head(document, f"{whose} forberedelse til {TALK}")
    _welcome(document)
    steps(document)
    _guidance(document)
    _last_time(document)
    _topics(document)
    _own_topics(document)
    _ready(document)
    contact(document)
    access(document)
    return document


def _welcome(document: Document) -> None:
    welcome = f"texts.welcome_leader if {_FOR_LEADER} else texts.welcome_employee"
    paragraph(document, f"{{{{ {welcome} }}}}", "Indledning")
    # Jinja reads texts.values as the dictionary's own method; the name in brackets is the text.
    for name in ("texts.purpose", "texts['values']"):
        with block(document, f"if {name}"):
            paragraph(document, f"{{{{ {name} }}}}")
    delegation(document)


def _guidance(document: Document) -> None:
    document.add_heading("Sådan bruger du skemaet", 1)
    bullets(
        document,
        [
            "Skriv i de hvide felter. Stikord er nok, og du behøver ikke svare på alt.",
            "I forbereder jer begge på de samme spørgsmål, så I kan mødes om dem fra hver jeres side.",
            "Mangler der noget, så skriv det under »Egne emner« til sidst.",
        ],
    )
    with block(document, "if texts.advice"):
        document.add_heading("Gode råd til samtalen", 2)
        with block(document, "for advice in texts.advice"):
            bullets(document, ["{{ advice }}"])
    for key in ("life_phase", "salary_notice"):
        with block(document, f"if texts.{key}"):
            paragraph(document, f"{{{{ texts.{key} }}}}", "Bemærk")


def _last_time(document: Document) -> None:
    with block(document, "if rows.sidst"):
        document.add_heading("Opfølgning fra sidst: jeres aftaler", 1)
        paragraph(
            document,
            "Det her aftalte I sidst. Sæt status, og skriv kort, hvad der lykkedes, og hvad der skal til nu.",
            "Vejledning",
        )
        columns = [
            Column("Det aftalte I", 5.6, ["**{{ row.maal }}**", "{{ row.aktivitet }}"]),
            Column(
                "Ansvar og frist",
                3.2,
                [("Ansvarlig", "{{ row.ansvarlig or '–' }}"), ("Frist", "{{ row.frist or '–' }}")],
            ),
            Column("Status", 2.8, [dropdown("sidst/status", "Status på aftalen fra sidst", STATUS)]),
            Column("Bemærkning", 5.4, [text("sidst/bemaerkning", "Bemærkning til aftalen fra sidst")]),
        ]
        repeating(document, "sidst", "Opfølgning fra sidst", columns, 1.6)


def _topics(document: Document) -> None:
    with block(document, "for topic in topics"):
        document.add_heading("{{ topic.title }}", 1)
        with block(document, "if topic.intro"):
            paragraph(document, "{{ topic.intro }}", "Vejledning")
        with block(document, "for question in topic.questions"):
            document.add_heading("{{ question.text }}", 2)
            answer_box(document, text("{{ question.id }}", "{{ question.title }}", "{{ question.prompt }}"))


def _own_topics(document: Document) -> None:
    document.add_heading("Egne emner", 1)
    paragraph(document, "Hvad vil du ellers gerne tale om? Her er plads til dine egne emner.", "Vejledning")
    columns = [
        Column("Emne", 5.5, [text("egne_emner/emne", "Eget emne")]),
        Column("Mine tanker", 11.5, [text("egne_emner/tanker", "Tanker om emnet")]),
    ]
    repeating(document, "egne_emner", "Egne emner", columns, 1.3)


def _ready(document: Document) -> None:
    document.add_heading("Klar til samtalen", 1)
    line = paragraph(document, "", "Bemærk")
    line._p.append(checkbox("forberedt", "Jeg har forberedt mig"))
    line.add_run("  Jeg har forberedt mig og er klar til samtalen.")
