"""Parts that several forms share: the head with its facts, the steps, follow-up, and who can see what."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document

from forms.build.controls import date, dropdown, locked
from forms.build.page import block, choose, gap, paragraph, text_width
from forms.build.tables import Column, Fact, Line, facts, lines, told

FOLLOW_UP_FORMS = {
    "opfoelgningssamtale": "Opfølgningssamtale",
    "moede": "På et fast møde",
    "loebende": "Løbende i hverdagen",
    "andet": "Andet",
}
TALK = "{{ talk.kind_name }}n {{ talk.year }}"
_NAME, _NUMBER = "{{ labels.name }}", "{{ labels.number }}"
_UNIT = "{{ person.unit or '–' }}{% if person.parent_unit %} · {{ person.parent_unit }}{% endif %}"
_TALK_AND_GROUP = (
    "{{ talk.kind }} {{ talk.year }}"
    "{% if group.name and not form.of_group %} · {{ group.name }} ({{ group.id }}){% endif %}"
)
_FILLED_BY = (
    "{% if not delegate.name or form.audience == 'employee' or form.of_group %}{{ labels.filled_by }}"
    "{% elif form.audience == 'leader' %}{{ delegate.name }}"
    "{% else %}{{ delegate.name }} og {{ parties.employee }} sammen{% endif %}"
)
_POSITION = (
    "{{ 'Deltagere' if form.of_group else 'Stilling' }}",
    "{% if form.of_group %}{{ group.participants | length or '–' }}{% else %}{{ person.title or '–' }}{% endif %}",
)
_SOMETIMES = {
    "form.of_group and group.participants": ("Gruppens deltagere", "{{ group.participants | join(', ') }}"),
    "delegate.name": (
        "Holder samtalen",
        "**{{ delegate.name }}**{% if delegate.period %} ({{ delegate.period }}){% endif %}",
    ),
}
"""Facts that only some forms have, each in a row of its own."""
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


_VERSION = (
    "Materialet følger {{ version.rules }}.{% if version.approved_by %} Det er godkendt af "
    "{{ version.approved_by }}{% if version.approved_on %} den {{ version.approved_on }}{% endif %}.{% endif %}"
)


def head(
    document: Document,
    subtitle: str,
    *more: Fact,
    filled_by: tuple[str, str] = ("Udfyldes af", _FILLED_BY),
    title: str = "{{ form.title }}",
) -> None:
    """Title, subtitle, and the block that says whose form it is, with the three locked controls.

    On a group's own form they hold the group's name and id. Somebody who holds the talk in the leader's place has a
    line of their own in it; `more` are facts of the form.
    """
    paragraph(document, title, "Title")
    paragraph(document, subtitle, "Subtitle")
    values: list[Fact] = [
        (_NAME, locked("navn", _NAME, "{{ person.name }}")),
        _POSITION,
        ("Arbejdsplads", _UNIT),
        ("{{ labels.leader }}", "{{ leader.name or '–' }}"),
        ("Samtale", _TALK_AND_GROUP),
        ("Planlagt til", "{{ talk.planned_on or 'Aftales nærmere' }}"),
        (_NUMBER, locked("tjenestenummer", _NUMBER, "{{ person.number }}")),
        ("Formular-id", locked("form_id", "Formular-id", "{{ form.id }}")),
        filled_by,
        *more,
    ]
    width = text_width(document.sections[0]).cm
    facts(document, values, width, across=3 if width < 20 else 5, sometimes=_SOMETIMES)


def dates(document: Document, values: Sequence[Fact]) -> None:
    """A tinted block of days to keep, side by side."""
    facts(document, values, text_width(document.sections[0]).cm, across=len(values), sometimes={})


def notice(document: Document, text: str) -> None:
    """A box with a notice. Word draws two that follow each other as one, so each has air after it."""
    paragraph(document, text, "Bemærk")
    gap(document)


def delegation(document: Document) -> None:
    """Who holds the talk in the leader's place, with what powers and for how long, where somebody does (SYD-22)."""
    with block(document, "if delegate.name"):
        notice(
            document,
            "**{{ delegate.name }} holder samtalen** på vegne af {{ leader.name }}, som stadig har ansvaret "
            "for den.{% if delegate.mandate %} Beføjelser: {{ delegate.mandate }}.{% endif %}"
            "{% if delegate.period %} Det gælder {{ delegate.period }}.{% endif %}",
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
    with block(document, "if talk.in_group"):
        paragraph(
            document,
            "**I gruppen:** Det, der bliver sagt i gruppen, bliver mellem deltagerne og lederen. For det, I hver især "
            "skriver eller aftaler med lederen, gælder det, der står herunder.",
        )
    with block(document, "if talk.kind == 'LUS'"):
        paragraph(
            document,
            "**I denne samtale** er du »medarbejderen«, og din egen leder er »lederen«, når der står sådan herunder.",
        )
    for key, label in _CONFIDENTIALITY.items():
        with block(document, f"if confidentiality.{key}"):
            paragraph(document, f"**{label}:** {{{{ confidentiality.{key} }}}}")
    columns = [
        Column("Dokument", 4.6, ["**{{ line.what }}**"]),
        Column("Hvem kan se det", 6, ["{{ line.who }}"]),
        Column("Hvor længe det gemmes", 6.4, ["{{ line.kept }}"]),
    ]
    told(document, "line in access", "Hvem kan se hvad, og hvor længe", columns)
    paragraph(document, _VERSION, "Småtekst")


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


def needs(name: str) -> str:
    """What each row must hold, as the end of a guidance text; nothing where the policy asks for nothing."""
    return f"{{% if {name} %}} Hver række skal have {{{{ {name} }}}}.{{% endif %}}"


def held_on() -> Fact:
    """The day the talk was held, under the name the talk has in short."""
    return "{{ labels.held_on }}", date("samtale_dato", "{{ labels.held_on }}")


def plan_introduction(document: Document, otherwise: str) -> None:
    """What a plan form is for this time: a copy to be put right (SYD-36), own goals (SYD-19), or `otherwise`."""
    told = {
        "if talk.kind == 'opfølgning'": (
            "Her er {{ form.the_title }}, som I skrev den. Tag en række ad gangen: Er den i gang, er den nået, eller "
            "skal den laves om? Ret det, der har ændret sig, sæt status, og skriv nye rækker nederst, hvis der er "
            "brug for det."
        ),
        "elif ask.own_goals and not form.of_group": (
            "I har holdt {{ talk.short }} og sat mål for gruppen. Her skriver du dine egne mål: Hvad vil du lære "
            "eller blive bedre til, så det både passer til dig og til det, I skal sammen? {{ parties.leader | "
            "capitalize }} godkender målene."
        ),
        "else": otherwise,
    }
    choose(document, told, "Indledning")


def follow_up_lines() -> list[Line]:
    """When and how the agreements are followed up."""
    return [
        Line("Vi følger op den", date("opfoelgning_dato", "Vi følger op den")),
        Line("Det gør vi sådan", dropdown("opfoelgning_form", "Det gør vi sådan", FOLLOW_UP_FORMS)),
    ]


def plan_follow_up(document: Document, label_width: float, width: float) -> None:
    """The end of a plan: when and how it is followed up, and the leader's approval where asked for.

    A participant's own goals after a group talk have the leader's approval too (SYD-19).
    """
    document.add_heading("Opfølgning{% if ask.plan_approval %} og godkendelse{% endif %}", 1)
    follow_up_guidance(document)
    by_leader = "{{ labels.approved_on }}"
    approved = Line(by_leader, date("godkendt_dato", by_leader), when="ask.plan_approval")
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
