"""Reading by position without tables to go by: what stands between a form's own texts is what was answered."""

from __future__ import annotations

import pytest

from pipeline.answers.placing import SURE, Placed, place
from pipeline.answers.returned import Line
from pipeline.answers.skeleton import Block, Skeleton, Slot
from pipeline.answers.years import Years
from pipeline.model import Choice, Field, FieldKind, Layout

FORM_ID = "MUS26-0042-REF-7K3QX9"
WHO = (Choice("leder", "Leder"), Choice("medarbejder", "Medarbejder"))


def field(key: str, kind: FieldKind = "text", prompt: str = "Skriv her") -> Field:
    return Field(key, key, kind, prompt, WHO if kind in ("choice", "combo") else ())


def form(*rows: str | Field | tuple[str | Field, ...]) -> tuple[Skeleton, Layout]:
    """A form of paragraphs: a text, a field, or both in one."""
    blocks, fields = [], []
    for row in rows:
        pieces = row if isinstance(row, tuple) else (row,)
        fields += [piece for piece in pieces if isinstance(piece, Field)]
        blocks.append(Block(tuple(p if isinstance(p, str) else Slot(p.key, p.prompt) for p in pieces)))
    return Skeleton(tuple(blocks)), Layout("referat", tuple(fields))


def read(made: tuple[Skeleton, Layout], *lines: str | Line) -> Placed:
    skeleton, layout = made
    shown = [Line(line) if isinstance(line, str) else line for line in lines]
    return place(skeleton, shown, layout, Years(2026), FORM_ID)


def sure(placed: Placed) -> dict[str, str]:
    return {key: each.text for key, each in placed.found.items() if each.confidence >= SURE}


MINUTES = form(
    "Opfølgning fra sidste år", field("sidst"), "Trivsel på arbejdspladsen", field("trivsel"), "Godkendelse"
)


def test_what_stands_under_a_heading_is_the_answer_to_it() -> None:
    placed = read(
        MINUTES, "Opfølgning fra sidste år", "Det gik godt", "Trivsel på arbejdspladsen", "Ja", "Godkendelse"
    )
    assert sure(placed) == {"sidst": "Det gik godt", "trivsel": "Ja"}
    assert placed.loose == ()


def test_an_answer_of_many_paragraphs_keeps_them_all() -> None:
    long = ("Tre ting:", "1. Mere tid", "2. Færre møder", "- og ro")
    placed = read(MINUTES, "Opfølgning fra sidste år", *long, "Trivsel på arbejdspladsen", "Godkendelse")
    assert sure(placed) == {"sidst": "\n".join(long), "trivsel": ""}


def test_an_untouched_prompt_stays_the_fields_text() -> None:
    placed = read(
        MINUTES, "Opfølgning fra sidste år", "Skriv her", "Trivsel på arbejdspladsen", "God", "Godkendelse"
    )
    assert sure(placed) == {"sidst": "Skriv her", "trivsel": "God"}


def test_a_prompt_left_standing_beside_an_answer_is_no_part_of_it() -> None:
    placed = read(
        MINUTES, "Opfølgning fra sidste år", "Skriv her", "Godt", "Trivsel på arbejdspladsen", "Godkendelse"
    )
    assert placed.found["sidst"].text == "Godt"


def test_an_answer_that_repeats_the_next_heading_is_in_doubt_and_both_readings_are_told() -> None:
    placed = read(
        MINUTES,
        "Opfølgning fra sidste år",
        "Trivsel på arbejdspladsen",
        "Trivsel på arbejdspladsen",
        "God",
        "Godkendelse",
    )
    assert sure(placed) == {}
    assert set(placed.found["sidst"].candidates) == {"", "Trivsel på arbejdspladsen"}
    assert "God" in placed.found["trivsel"].candidates


def test_looks_tell_the_heading_from_the_answer_that_repeats_it() -> None:
    lines = [
        Line("Opfølgning fra sidste år", look="Heading"),
        Line("Trivsel på arbejdspladsen", look="Answer"),
        Line("Trivsel på arbejdspladsen", look="Heading"),
        Line("Vi tager den til foråret", look="Answer"),
        Line("Godkendelse", look="Heading"),
    ]
    assert sure(read(MINUTES, *lines)) == {
        "sidst": "Trivsel på arbejdspladsen",
        "trivsel": "Vi tager den til foråret",
    }


def test_with_a_heading_gone_the_answers_on_both_its_sides_are_in_doubt() -> None:
    placed = read(MINUTES, "Opfølgning fra sidste år", "Det gik godt", "Bedre end sidst", "Godkendelse")
    assert sure(placed) == {}
    assert "Det gik godt\nBedre end sidst" in placed.found["sidst"].candidates


def test_two_fields_with_nothing_between_them_are_in_doubt() -> None:
    two = form("Det aftalte vi i dag", field("aftale"), field("ansvarlig"), "Tak for denne gang")
    assert sure(read(two, "Det aftalte vi i dag", "Kursus", "Bo Maj", "Tak for denne gang")) == {}


def test_a_prompt_that_is_left_says_which_of_two_fields_was_filled() -> None:
    two = form(
        "Det aftalte vi i dag",
        field("aftale", prompt="Hvad?"),
        field("hvem", prompt="Hvem?"),
        "Tak for i dag",
    )
    placed = read(two, "Det aftalte vi i dag", "Kursus", "Hvem?", "Tak for i dag")
    assert sure(placed) == {"aftale": "Kursus", "hvem": "Hvem?"}


def test_a_value_that_only_one_of_two_fields_can_hold_is_placed() -> None:
    two = form("Økonomi i planen", field("beloeb", "amount"), field("hvem", "choice"), "Tak for i dag")
    placed = read(two, "Økonomi i planen", "12.500,-", "Leder", "Tak for i dag")
    assert sure(placed) == {"beloeb": "12.500,-", "hvem": "Leder"}


def test_text_where_no_field_is_belongs_to_none() -> None:
    placed = read(
        MINUTES,
        "HUSK",
        "Opfølgning fra sidste år",
        "Godt",
        "Trivsel på arbejdspladsen",
        "God",
        "Godkendelse",
        "OK",
    )
    assert [line.text for line in placed.loose] == ["HUSK", "OK"]
    assert sure(placed) == {"sidst": "Godt", "trivsel": "God"}


def test_a_heading_broken_over_printed_lines_is_one_text() -> None:
    placed = read(
        MINUTES,
        "Opfølgning fra",
        Line("sidste år", runs_on=True),
        "Vi nåede det",
        Line("meste", runs_on=True),
        "Trivsel på arbejdspladsen",
        "Godkendelse",
    )
    assert sure(placed) == {"sidst": "Vi nåede det meste", "trivsel": ""}


def test_a_heading_that_was_corrected_is_still_known() -> None:
    placed = read(
        MINUTES, "Opfølgning fra sidste år:", "Godt", "Trivsel på arbejds­pladsen", "God", "Godkendelse"
    )
    assert sure(placed) == {"sidst": "Godt", "trivsel": "God"}


def test_a_box_and_its_text_in_one_paragraph_are_parted() -> None:
    ready = form(
        "Forberedelsen er slut", (field("klar", "check", "☐"), " Jeg har forberedt mig"), "Tak for i dag"
    )
    placed = read(ready, "Forberedelsen er slut", "☒ Jeg har forberedt mig", "Tak for i dag")
    assert sure(placed) == {"klar": "☒"}


@pytest.mark.parametrize("name", ["Bodil Maj", "Anders And", "Mål"])
def test_a_paragraph_of_texts_and_fields_is_read_between_its_texts(name: str) -> None:
    row = form(
        "Om samtalen i år", ("Holdt den ", field("den", "date"), " med ", field("med")), "Tak for i dag"
    )
    placed = read(row, "Om samtalen i år", f"Holdt den 12/11-26 med {name}", "Tak for i dag")
    assert sure(placed) == {"den": "12/11-26", "med": name}


PRINTED = (Skeleton(MINUTES[0].blocks, ("Herlev Kommune", "Side af")), MINUTES[1])
OTHER_HALF = ("Trivsel på arbejdspladsen", "God", "Godkendelse")


def test_the_pages_header_and_footer_are_passed_over() -> None:
    body = ("Opfølgning fra sidste år", "Første del", *OTHER_HALF)
    placed = read(PRINTED, "Herlev Kommune", *body, "Herlev Kommune", "Side 2 af 2")
    assert sure(placed) == {"sidst": "Første del", "trivsel": "God"}
    assert placed.loose == ()


def test_a_line_of_the_pages_header_among_answers_may_be_one() -> None:
    placed = read(PRINTED, "Opfølgning fra sidste år", "Herlev Kommune", *OTHER_HALF)
    assert sure(placed) == {"trivsel": "God"}
    assert set(placed.found["sidst"].candidates) == {"", "Herlev Kommune"}


def test_another_forms_text_gives_no_answer() -> None:
    placed = read(
        MINUTES, "Referat af bestyrelsesmøde", "Valg af dirigent", "Trivsel på arbejdspladsen", "God"
    )
    assert sure(placed) == {}


def test_of_more_text_than_any_form_has_nothing_is_placed() -> None:
    placed = read(
        MINUTES, "Opfølgning fra sidste år", *["Mere"] * 5000, "Trivsel på arbejdspladsen", "Godkendelse"
    )
    assert sure(placed) == {} and set(placed.found) == {"sidst", "trivsel"}


@pytest.mark.parametrize("text", ["x" * 500_000, "\t" * 5_000, "Ja\n" * 5_000])
def test_nor_is_it_of_one_endless_line(text: str) -> None:
    placed = read(MINUTES, "Opfølgning fra sidste år", text, "Trivsel på arbejdspladsen", "Godkendelse")
    assert sure(placed) == {}
