from __future__ import annotations

from small_form import COMBO, DATE, WHO, box, control, form, goal, line, row, table

from pipeline.model import Choice, Field
from pipeline.word.layout import layout_of, tags_of


def test_a_control_is_the_definition_of_its_field() -> None:
    issued = form(
        line("emne"), line("dato", DATE), line("hvem", WHO), line("hvad", COMBO), line("klar", box(), "☐")
    )
    who = (Choice("leder", "Leder"), Choice("medarbejder", "Medarbejder"))
    combo = (Choice("Leder", "Leder"), Choice("Begge", "Begge"))
    assert layout_of(issued, "referat", {}, lambda key: "private").fields == (
        Field("emne", "Titel emne", "text", "Skriv her", alone="paragraph"),
        Field("dato", "Titel dato", "date", "Skriv her", alone="paragraph"),
        Field("hvem", "Titel hvem", "choice", "Skriv her", who, alone="paragraph"),
        Field("hvad", "Titel hvad", "combo", "Skriv her", combo, alone="paragraph"),
        Field("klar", "Titel klar", "check", alone="paragraph"),
    )


def test_a_tables_columns_stand_once_without_row_ids() -> None:
    layout = layout_of(form(table("maal", goal("4f2a"), goal("9b1c"))), "plan", {}, lambda key: "shared")
    assert [field.key for field in layout.fields] == [
        "maal/maal",
        "maal/frist",
        "maal/ansvarlig",
        "maal/fond",
    ]


def test_the_prompt_of_a_column_is_told_by_a_row_that_still_shows_it() -> None:
    layout = layout_of(
        form(table("maal", goal("4f2a", "Fra sidste år"), goal("9b1c"))), "plan", {}, lambda key: "shared"
    )
    assert layout.fields[0].prompt == "Skriv her"


def test_an_amount_is_a_text_control_that_the_policy_names() -> None:
    issued = form(line("beloeb"), table("maal", row(control("maal/4f2a/beloeb"))))
    layout = layout_of(issued, "plan", {"beloeb": "amount"}, lambda key: "shared")
    assert [field.kind for field in layout.fields] == ["amount", "amount"]


def test_privacy_is_asked_by_the_fields_key() -> None:
    issued = form(line("klar", box(), "☐"), table("maal", goal("4f2a")))
    layout = layout_of(issued, "plan", {}, lambda key: "fact" if key == "klar" else "shared")
    assert {field.key: field.privacy for field in layout.fields}["maal/maal"] == "shared"
    assert layout.fields[0].privacy == "fact"


def test_tags_are_told_as_they_stand_without_those_of_sections() -> None:
    tags = tags_of(form(line("emne"), line("emne"), table("maal", goal("4f2a"))))
    assert tags[:4] == ["form_id", "navn", "emne", "emne"]
    assert tags[4] == "maal/4f2a/maal"
    assert "maal" not in tags
