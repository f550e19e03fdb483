"""Parts that several forms share: the head with its facts, the steps, follow-up, and who can see what."""

from __future__ import annotations

from docx.document import Document

from forms.build.controls import date, dropdown, locked
from forms.build.page import block, paragraph, text_width
from forms.build.tables import Column, Fact, Line, facts, lines, told

FOLLOW_UP_FORMS = {
    "opfoelgningssamtale": "Opfølgningssamtale",
    "moede": "På et fast møde",
    "loebende": "Løbende i hverdagen",
    "andet": "Andet",
}
TALK = "{{ talk.kind_name }}n {{ talk.year }}"
_UNIT = "{{ person.unit or '–' }}{% if person.parent_unit %}, {{ person.parent_unit }}{% endif %}"
_FILLED_BY = (
    "{% if form.audience == 'leader' %}Lederen"
    "{% elif form.audience == 'employee' %}Medarbejderen"
    "{% else %}Leder og medarbejder sammen{% endif %}"
)
_CONFIDENTIALITY = {
    "access": "Adgang",
    "storage": "Opbevaring",
    "use": "Brug",
    "leader_leaves": "Hvis lederen skifter job",
}


def head(document: Document, subtitle: str, filled_by: tuple[str, str] = ("Udfyldes af", _FILLED_BY)) -> None:
    """Title, subtitle, and the block that says whose form it is, with the three locked controls."""
    paragraph(document, "{{ form.title }}", "Title")
    paragraph(document, subtitle, "Subtitle")
    values: list[Fact] = [
        ("Navn", locked("navn", "Navn", "{{ person.name }}")),
        ("Stilling", "{{ person.title or '–' }}"),
        ("Arbejdsplads", _UNIT),
        ("Leder", "{{ leader.name or '–' }}"),
        ("Samtale", "{{ talk.kind }} {{ talk.year }}"),
        ("Planlagt til", "{{ talk.planned_on or 'Aftales nærmere' }}"),
        ("Tjenestenummer", locked("tjenestenummer", "Tjenestenummer", "{{ person.number }}")),
        ("Formular-id", locked("form_id", "Formular-id", "{{ form.id }}")),
        filled_by,
    ]
    width = text_width(document.sections[0]).cm
    facts(document, values, width, across=3 if width < 20 else 5)


def delegation(document: Document) -> None:
    """Who holds the talk in the leader's place, and with what powers, where somebody does."""
    with block(document, "if delegate.name"):
        paragraph(
            document,
            "**{{ delegate.name }} holder samtalen** på vegne af {{ leader.name }}, som stadig har ansvaret "
            "for den.{% if delegate.mandate %} Det er aftalt, at {{ delegate.name }} kan: "
            "{{ delegate.mandate.rstrip('.') }}.{% endif %}",
            "Bemærk",
        )


def steps(document: Document) -> None:
    """What to do when, with the round's dates."""
    with block(document, "if steps"):
        document.add_heading("Hvad gør du hvornår?", 1)
        columns = [
            Column("Hvornår", 5.4, ["**{{ step.when }}**"]),
            Column("Hvad", 8.6, ["{{ step.what }}"]),
            Column("Hvem", 3, ["{{ step.who }}"]),
        ]
        told(document, "step in steps", "Hvad gør du hvornår", columns)


def access(document: Document) -> None:
    """The municipality's answers on confidentiality, and who can see which document for how long.

    It stays on one page. The table comes last: LibreOffice keeps no table with the paragraph after it.
    """
    document.add_heading("Hvem kan se hvad, og hvor længe?", 1)
    for key, label in _CONFIDENTIALITY.items():
        with block(document, f"if confidentiality.{key}"):
            line = paragraph(document, f"**{label}:** {{{{ confidentiality.{key} }}}}")
            line.paragraph_format.keep_with_next = True
    columns = [
        Column("Dokument", 4.6, ["**{{ line.what }}**"]),
        Column("Hvem kan se det", 6, ["{{ line.who }}"]),
        Column("Hvor længe det gemmes", 6.4, ["{{ line.kept }}"]),
    ]
    told(document, "line in access", "Hvem kan se hvad, og hvor længe", columns)


def own_access(document: Document) -> None:
    """The same for this one form: who can see it, and how long it is kept."""
    with block(document, "for line in access if line.what == form.title"):
        paragraph(
            document,
            "**Hvem kan se det?** {{ line.who }} **Hvor længe gemmes det?** {{ line.kept }}",
            "Bemærk",
        )


def follow_up_lines() -> list[Line]:
    """When and how the agreements are followed up."""
    return [
        Line("Vi følger op den", date("opfoelgning_dato", "Dato for opfølgning")),
        Line("Det gør vi sådan", dropdown("opfoelgning_form", "Form for opfølgning", FOLLOW_UP_FORMS)),
    ]


def plan_follow_up(document: Document, label_width: float, width: float) -> None:
    """The end of a plan: when and how it is followed up, and the leader's approval where asked for."""
    document.add_heading("Opfølgning{% if ask.plan_approval %} og godkendelse{% endif %}", 1)
    follow_up_guidance(document)
    approved = Line(
        "Godkendt af lederen den", date("godkendt_dato", "Dato for godkendelse"), when="ask.plan_approval"
    )
    lines(document, [*follow_up_lines(), approved], "Opfølgning", label_width, width)


def follow_up_guidance(document: Document) -> None:
    """What the municipality asks for about follow-up, in a sentence."""
    paragraph(
        document,
        "{% if ask.follow_up %}Aftal, inden I går fra hinanden, hvornår og hvordan I følger op."
        "{% else %}Aftal gerne allerede nu, hvornår og hvordan I følger op.{% endif %} "
        "Opfølgningen er kortere end selve samtalen, og I må gerne justere det, I har aftalt.",
        "Vejledning",
    )


def contact(document: Document) -> None:
    """Where to ask."""
    paragraph(
        document,
        "{% if form.audience == 'both' %}Har I spørgsmål, så kontakt "
        "{% elif form.audience == 'leader' %}Har du spørgsmål, så kontakt "
        "{% else %}Har du spørgsmål, så tal med din leder eller kontakt {% endif %}"
        "{{ kommune.contact or kommune.name }}.",
        "Indledning",
    )
