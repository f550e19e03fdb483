"""The application to Den Kommunale Kompetencefond: one for each plan row marked for it (HER-17 to HER-22).

What the plan and the rules of the fund say stands there already: pool, dates, ceiling, and the co-funding reckoned
both ways (EXT-10). Where the days and amounts are not known yet, the lines are left out.
"""

from __future__ import annotations

from docx.document import Document

from forms.build.controls import checkbox, date, text
from forms.build.page import block, bullets, new_form, paragraph
from forms.build.passages import TALK, dates, head, own_access
from forms.build.tables import Column, Line, grid, lines

_LABELS = 5.8
_AMOUNT = "Beløb i kr."
_FILLED_BY = "{{ labels.employee }} og {{ labels.leader | lower }} sammen, med TR"
_DATES = {
    "not_before": "Søg tidligst",
    "apply_by": "Søg senest",
    "sign_by": "Alle har skrevet under senest",
}


_READINGS = {"of_applied": "Regnet af det ansøgte beløb", "of_cost": "Regnet af de samlede udgifter"}


def build_kompetencefond() -> Document:
    """One application, for one person and one education."""
    document = new_form()
    head(document, f"Til en uddannelse aftalt ved {TALK}", filled_by=("Udfyldes af", _FILLED_BY))
    paragraph(
        document,
        "Ansøgningen begynder med jeres plan: Her står det, vi ved i forvejen, og I udfylder resten. Selve ansøgningen "
        "sendes på fondens hjemmeside. Fonden fordeler pengene i den rækkefølge, ansøgningerne kommer ind, så vent "
        "ikke længere end nødvendigt.",
        "Indledning",
    )
    _dates(document)
    _known(document)
    _education(document)
    _amounts(document)
    _case(document)
    _signatures(document)
    own_access(document)
    return document


def _dates(document: Document) -> None:
    with block(document, "if fund.not_before or fund.apply_by or fund.sign_by"):
        document.add_heading("Datoer at huske", 1)
        dates(document, [(label, f"**{{{{ fund.{key} or '–' }}}}**") for key, label in _DATES.items()])
        paragraph(document, "Er uddannelsen begyndt, kan I ikke længere søge.", "Småtekst")


def _known(document: Document) -> None:
    document.add_heading("Fra planen", 1)
    told = {
        "agreement": "Overenskomst",
        "pool": "Pulje",
        "goal": "Mål i planen",
        "activity": "Aktivitet i planen",
    }
    for key, label in told.items():
        with block(document, f"if fund.{key}"):
            paragraph(document, f"**{label}:** {{{{ fund.{key} }}}}")
    with block(document, "for note in fund.notes"):
        bullets(document, ["{{ note }}"])


def _education(document: Document) -> None:
    document.add_heading("Uddannelsen", 1)
    rows = [
        Line("Uddannelse", text("uddannelse", "Uddannelse", "Uddannelsens eller fagets navn")),
        Line("Udbyder", text("udbyder", "Udbyder", "Skolen eller institutionen")),
        Line("Link til beskrivelse", text("link", "Link til beskrivelse", "Sæt linket ind")),
        Line("Står på positivlisten", checkbox("positivliste", "Står på positivlisten")),
        Line("Begynder den", date("uddannelse_start", "Begynder den")),
        Line("Slutter den", date("uddannelse_slut", "Slutter den")),
        Line("Vi søger som gruppe", checkbox("gruppe_ansoegning", "Vi søger som gruppe")),
    ]
    lines(document, rows, "Uddannelsen", _LABELS)
    paragraph(
        document,
        "I kan søge som gruppe, når I har samme arbejdsplads, samme uddannelse og samme overenskomst.",
        "Småtekst",
    )


def _amounts(document: Document) -> None:
    document.add_heading("Økonomi", 1)
    with block(document, "if fund.ceiling"):
        paragraph(document, "**Loft:** {{ fund.ceiling }}", "Vejledning")
    for key, label in _READINGS.items():
        with block(document, f"if fund.{key}"):
            paragraph(document, f"**{label}:** {{{{ fund.{key} }}}}", "Vejledning")
    with block(document, "if fund.reading"):
        paragraph(document, "{{ fund.reading }}", "Vejledning")
    told = {
        "udgift_gebyr": "Kursus- eller deltagergebyr",
        "udgift_materialer": "Bøger og materialer",
        "udgift_transport": "Transport",
        "udgift_ophold": "Ophold",
        "ansoegt_beloeb": "Beløb, vi søger om",
        "egen_beloeb": "Beløb, arbejdspladsen betaler",
    }
    rows = [Line(label, text(key, label, _AMOUNT)) for key, label in told.items()]
    lines(document, rows, "Økonomi", _LABELS)


def _case(document: Document) -> None:
    document.add_heading("Sagen hos fonden", 1)
    paragraph(
        document,
        "Når ansøgningen er oprettet hos fonden, får I et sagsnummer. Fra den dag løber fristen for underskrifterne.",
        "Vejledning",
    )
    rows = [
        Line("Sagsnummer", text("sagsnummer", "Sagsnummer", "Skriv sagsnummeret")),
        Line("Sagsnummer fået den", date("sagsnummer_dato", "Sagsnummer fået den")),
        Line("Afgjort den", date("afgoerelse_dato", "Afgjort den")),
        Line("Bevilget beløb", text("bevilget_beloeb", "Bevilget beløb", _AMOUNT)),
    ]
    lines(document, rows, "Sagen hos fonden", _LABELS)


def _signatures(document: Document) -> None:
    """Three signatures, and the only ones the house asks for (HER-18)."""
    document.add_heading("Underskrifter", 1)
    paragraph(document, "Alle tre skal skrive under, før ansøgningen er gyldig.", "Vejledning")
    columns = [
        Column("Hvem", 2.8, []),
        Column("Navn", 4.6, []),
        Column("Underskrift", 5.6, []),
        Column("Dato", 4, []),
    ]
    tr_name = text("tr_navn", "TR's navn", "Skriv TR's navn")
    signing = [
        ("{{ labels.employee }}", "{{ person.name }}", "underskrift_medarbejder_dato"),
        ("{{ labels.leader }}", "{{ leader.name or '–' }}", "underskrift_leder_dato"),
        ("TR", tr_name, "underskrift_tr_dato"),
    ]
    rows = [[f"**{who}**", name, "", date(key, f"{who} skrev under den")] for who, name, key in signing]
    grid(document, "Underskrifter", columns, rows, 1.5)
