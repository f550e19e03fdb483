"""Parts that several forms share: the head with its facts, the steps, follow-up, and who can see what."""

from __future__ import annotations

from docx.document import Document

from forms.build.controls import date, dropdown, locked
from forms.build.page import block, gap, paragraph, text_width
from forms.build.tables import Column, Fact, Line, facts, lines, told

FOLLOW_UP_FORMS = {
    "opfoelgningssamtale": "Opfølgningssamtale",
    "moede": "På et fast møde",
    "loebende": "Løbende i hverdagen",
    "andet": "Andet",
}
TALK = "{{ talk.kind_name }}n {{ talk.year }}"
_UNIT = "{{ person.unit or '–' }}{% if person.parent_unit %} · {{ person.parent_unit }}{% endif %}"
_FILLED_BY = (
    "{% if form.audience == 'leader' %}{{ delegate.name or 'Lederen' }}"
    "{% elif form.audience == 'employee' %}Medarbejderen"
    "{% else %}{{ delegate.name or 'Leder' }} og {{ 'medarbejderen' if delegate.name else 'medarbejder' }} "
    "sammen{% endif %}"
)
_CONFIDENTIALITY = {
    "access": "Adgang",
    "storage": "Opbevaring",
    "use": "Brug",
    "leader_leaves": "Hvis lederen skifter job",
}
_CONTACT = (
    "{% if form.audience == 'employee' %}Tal med din leder, eller kontakt {% else %}Kontakt {% endif %}"
    "{{ kommune.contact or kommune.name }}."
)


def head(
    document: Document,
    subtitle: str,
    *more: Fact,
    filled_by: tuple[str, str] = ("Udfyldes af", _FILLED_BY),
) -> None:
    """Title, subtitle, and the block that says whose form it is, with the three locked controls.

    Somebody who holds the talk in the leader's place has a line of their own in it; `more` are facts of the form.
    """
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
        *more,
    ]
    width = text_width(document.sections[0]).cm
    holder = ("delegate.name", ("Holder samtalen", "**{{ delegate.name }}**"))
    facts(document, values, width, across=3 if width < 20 else 5, sometimes=holder)


def notice(document: Document, text: str) -> None:
    """A box with a notice. Word draws two that follow each other as one, so each has air after it."""
    paragraph(document, text, "Bemærk")
    gap(document)


def delegation(document: Document) -> None:
    """Who holds the talk in the leader's place, and with what powers, where somebody does."""
    with block(document, "if delegate.name"):
        notice(
            document,
            "**{{ delegate.name }} holder samtalen** på vegne af {{ leader.name }}, som stadig har ansvaret "
            "for den.{% if delegate.mandate %} Beføjelser: {{ delegate.mandate.rstrip('.')[:1] | upper }}"
            "{{ delegate.mandate.rstrip('.')[1:] }}.{% endif %}",
        )


def steps(document: Document, *, own_page: bool = False) -> None:
    """What to do when, with the round's dates; `own_page` begins a page with it."""
    with block(document, "if steps"):
        heading = document.add_heading("Hvem gør hvad – og hvornår?", 1)
        heading.paragraph_format.page_break_before = own_page
        columns = [
            Column("Hvornår", 6.4, ["**{{ step.when }}**"]),
            Column("Hvad", 7.9, ["{{ step.what }}"]),
            Column("Hvem", 2.7, ["{{ step.who }}"]),
        ]
        told(document, "step in steps", "Hvem gør hvad og hvornår", columns)


def access(document: Document) -> None:
    """The municipality's answers on confidentiality, and who can see which document for how long."""
    document.add_heading("Hvem kan se hvad, og hvor længe?", 1)
    for key, label in _CONFIDENTIALITY.items():
        with block(document, f"if confidentiality.{key}"):
            paragraph(document, f"**{label}:** {{{{ confidentiality.{key} }}}}")
    columns = [
        Column("Dokument", 4.6, ["**{{ line.what }}**"]),
        Column("Hvem kan se det", 6, ["{{ line.who }}"]),
        Column("Hvor længe det gemmes", 6.4, ["{{ line.kept }}"]),
    ]
    told(document, "line in access", "Hvem kan se hvad, og hvor længe", columns)


def own_access(document: Document) -> None:
    """The same for this one form: who can see it, how long it is kept, and where to ask."""
    with block(document, "for line in access if line.what == form.title"):
        paragraph(
            document,
            "**Hvem kan se det?** {{ line.who }} **Hvor længe gemmes det?** {{ line.kept }}"
            "{% if ask.invitation %} Hele oversigten står i indkaldelsen.{% endif %} **Spørgsmål?** "
            + _CONTACT,
            "Bemærk",
        )


def follow_up_lines() -> list[Line]:
    """When and how the agreements are followed up."""
    return [
        Line("Vi følger op den", date("opfoelgning_dato", "Vi følger op den")),
        Line("Det gør vi sådan", dropdown("opfoelgning_form", "Det gør vi sådan", FOLLOW_UP_FORMS)),
    ]


def plan_follow_up(document: Document, label_width: float, width: float) -> None:
    """The end of a plan: when and how it is followed up, and the leader's approval where asked for."""
    document.add_heading("Opfølgning{% if ask.plan_approval %} og godkendelse{% endif %}", 1)
    follow_up_guidance(document)
    approved = Line(
        "Godkendt af lederen den", date("godkendt_dato", "Godkendt af lederen den"), when="ask.plan_approval"
    )
    lines(document, [*follow_up_lines(), approved], "Opfølgning", label_width, width)


def follow_up_guidance(document: Document) -> None:
    """What the municipality asks for about follow-up, in a sentence."""
    line = paragraph(
        document,
        "{% if ask.follow_up %}Aftal, inden I går fra hinanden, hvornår og hvordan I følger op."
        "{% else %}Aftal gerne allerede nu, hvornår og hvordan I følger op.{% endif %} "
        "Opfølgningen {% if ask.short_follow_up %}er kortere end selve samtalen{% else %}kan være kort"
        "{% endif %}, og I må gerne justere det, I har aftalt.",
        "Vejledning",
    )
    line.paragraph_format.keep_with_next = True
