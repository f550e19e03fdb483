"""A skeleton's compact text: read back, and typed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.answers.returned import Spot
from pipeline.answers.skeleton import (
    BREAK,
    CELL,
    IS,
    MARGIN,
    PARAGRAPH_END,
    ROW,
    SLOT,
    SLOT_END,
    STYLE,
    TABLE,
    TABLE_END,
    Block,
    Slot,
    read_skeleton,
    typed_in,
)


def slot(key, prompt=""):
    return f"{SLOT}{key}{IS}{prompt}{SLOT_END}"


def line(*pieces, style=""):
    return (f"{STYLE}{style}{IS}" if style else "") + "".join(pieces) + PARAGRAPH_END


def test_words_and_fields_of_a_paragraph_come_in_turn():
    raw = line("Vi ses den ", slot("dag", "Vælg dato"), " kl. ", slot("kl"), style="Answer")
    (block,) = read_skeleton(raw).blocks
    assert block == Block(("Vi ses den ", Slot("dag", "Vælg dato"), " kl. ", Slot("kl")), style="Answer")
    assert block.slots == (Slot("dag", "Vælg dato"), Slot("kl"))
    assert block.text == "Vi ses den Vælg dato kl. "


def test_tables_are_counted_where_they_begin_and_cells_within_their_own_row():
    inner = TABLE + ROW + CELL + line("inderst") + TABLE_END
    raw = TABLE + ROW + CELL + line("a") + CELL + inner + line("b") + ROW + CELL + line("c") + TABLE_END
    raw += line("mellem") + TABLE + ROW + CELL + line("d") + TABLE_END
    assert {block.text: block.spot for block in read_skeleton(raw).blocks} == {
        "a": Spot(0, 0, 0),
        "inderst": Spot(1, 0, 0),
        "b": Spot(0, 0, 1),
        "c": Spot(0, 1, 0),
        "mellem": None,
        "d": Spot(2, 0, 0),
    }


def test_a_field_with_another_inside_it_only_groups():
    raw = line(f"{SLOT}ydre{IS}Ord ", slot("indre", "her"), " mere", SLOT_END)
    assert read_skeleton(raw).blocks == (Block(("Ord ", Slot("indre", "her"), " mere")),)


def test_blank_paragraphs_are_left_out_and_a_field_with_no_prompt_is_not():
    raw = line(style="Gap") + line("  ") + line(slot("tom"))
    assert read_skeleton(raw).blocks == (Block((Slot("tom"),)),)


def test_each_line_of_the_margins_stands_once():
    raw = (
        line("Brød")
        + MARGIN
        + line("Hoved")
        + MARGIN
        + line("Hoved")
        + line(slot("form_id", "MUS26"), "  Side")
    )
    skeleton = read_skeleton(raw)
    assert [block.text for block in skeleton.blocks] == ["Brød"]
    assert skeleton.margins == ("Hoved", "MUS26  Side")


def test_what_is_typed_takes_the_place_of_the_prompt():
    raw = line(slot("a", "Skriv her"), slot("b", "Skriv her")) + slot(
        "c", line("Første", style="Answer") + line("To")
    )
    typed = read_skeleton(typed_in(raw, {"a": "x\ny", "c": "z"}))
    assert typed.blocks == (
        Block((Slot("a", "x\ny"), Slot("b", "Skriv her"))),
        Block((Slot("c", "z\nTo"),), style="Answer"),
    )
    assert typed_in(raw, {}) == raw


@pytest.mark.parametrize("mark", [BREAK, TABLE, SLOT])
def test_marks_are_characters_that_no_xml_and_no_white_space_holds(mark):
    assert not mark.isspace() and ord(mark) < 0x20 and mark not in "\t\n\r"


@given(st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"]), min_size=1))
def test_every_text_comes_back_as_it_was(text):
    blocks = read_skeleton(line("x", text) + line(slot("k", text))).blocks
    assert [block.text for block in blocks] == ["x" + text, text]
