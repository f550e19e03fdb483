"""Whatever the form and whatever is answered, no text is ever placed with confidence where it was not written.

Forms of few and often equal labels, answers made of those labels' own words: the worst that can come back. Fixed text
stays; prompts are left, answered or emptied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.answers.placing import SURE, place, reading
from pipeline.answers.placing.scoring import Scores
from pipeline.answers.placing.stretches import Stretch
from pipeline.answers.placing.tables import Cell
from pipeline.answers.returned import Line, Spot
from pipeline.answers.skeleton import Block, Skeleton, Slot
from pipeline.answers.years import Years
from pipeline.kinds import squeezed
from pipeline.model import Choice, Field, FieldKind, Layout
from tests.answers.issued_form import pasted_as_text, typed

LABELS = (
    "Mål",
    "Type",
    "Frist",
    "Ansvarlig",
    "Trivsel på arbejdet",
    "Det støtter målet",
    "Opfølgning fra sidst",
)
PROMPTS = ("Skriv her", "Vælg …", "")
CHOICES = (Choice("leder", "Leder"), Choice("andet", "Andet"))
KINDS: tuple[FieldKind, ...] = ("text", "text", "text", "date", "choice", "combo", "amount")
WORDS = (*LABELS, "Ja", "Nej", "Leder", "8000", "12. maj 2026", "Vi er enige", "- mere tid", "1. Kursus")
OTHER_WORDS = ("Vi er enige", "- mere tid", "1. Kursus", "Bodil Maj", "Det gik godt i år")
VALUES = {
    "date": ("12/11-26", "uge 46", "12. maj 2026"),
    "choice": ("Leder", "Andet"),
    "amount": ("8000", "12.500,-"),
}


@dataclass
class Filled:
    skeleton: Skeleton
    layout: Layout
    answers: dict[str, str]


@st.composite
def filled_forms(draw: st.DrawFn, words: tuple[str, ...] = WORDS) -> Filled:
    """A form of headings, fields, tables of labels and tables of rows, filled in with these words."""
    blocks: list[Block] = []
    fields: list[Field] = []
    tables = 0
    for section in range(draw(st.integers(2, 5))):
        blocks.append(Block((draw(st.sampled_from(LABELS)),), style="Heading"))
        shape = draw(st.sampled_from(("field", "box", "labels", "rows", "mixed")))
        if shape == "field":
            blocks.append(Block((_slot(draw, fields, f"f{section}"),), style="Answer"))
        elif shape != "rows":
            blocks += _labelled(draw, fields, f"t{section}", tables, shape)
        else:
            blocks += _rows(draw, fields, f"r{section}", tables)
        tables += shape != "field"
    answers = {
        slot.key: said
        for b in blocks
        for slot in b.slots
        if (said := _said(draw, slot, fields, words)) is not None
    }
    return Filled(Skeleton(tuple(blocks)), Layout("referat", tuple(fields)), answers)


def _slot(draw: st.DrawFn, fields: list[Field], key: str) -> Slot:
    kind = draw(st.sampled_from(KINDS))
    fields.append(
        Field(key, key, kind, draw(st.sampled_from(PROMPTS)), CHOICES if kind in ("choice", "combo") else ())
    )
    return Slot(key, fields[-1].prompt)


def _labelled(draw: st.DrawFn, fields: list[Field], key: str, table: int, shape: str) -> list[Block]:
    """Cells with an answer, a label beside it, or several labels and answers in one cell."""
    blocks = []
    for row in range(draw(st.integers(1, 3))):
        if shape == "box":
            return [Block((_slot(draw, fields, key),), Spot(table, 0, 0), "Answer")]
        for part in range(1 if shape == "labels" else 2):
            slot = _slot(draw, fields, f"{key}{row}{part}")
            beside = Spot(table, row, 1 if shape == "labels" else 0)
            blocks.append(Block((draw(st.sampled_from(LABELS)),), Spot(table, row, 0), "Label"))
            blocks.append(Block((slot,), beside, "Answer"))
    return blocks


def _rows(draw: st.DrawFn, fields: list[Field], key: str, table: int) -> list[Block]:
    """A heading row and some rows of two or three columns, alike."""
    width, labelled = draw(st.integers(2, 3)), draw(st.booleans())
    columns = [_slot(draw, fields, f"{key}/{column}") for column in "abc"[:width]]
    blocks = [
        Block((draw(st.sampled_from(LABELS)),), Spot(table, 0, cell), "Label", header=True)
        for cell in range(width)
    ]
    for row in range(1, draw(st.integers(2, 4))):
        for cell, column in enumerate(columns):
            spot = Spot(table, row, cell)
            blocks += [Block((LABELS[cell],), spot, "Label")] if labelled else []
            blocks.append(Block((Slot(column.key.replace("/", f"/x{row}/"), column.prompt),), spot, "Answer"))
    return blocks


def _said(draw: st.DrawFn, slot: Slot, fields: list[Field], words: tuple[str, ...]) -> str | None:
    """What is written in a field; None leaves its prompt."""
    how = draw(st.sampled_from(("left", "emptied", "one", "one", "many")))
    if how in ("left", "emptied"):
        return None if how == "left" else ""
    table, _, rest = slot.key.partition("/")
    key = f"{table}/{rest.rpartition('/')[2]}" if rest else table
    kind = next(field.kind for field in fields if field.key == key)
    if kind in VALUES:
        return draw(st.sampled_from(VALUES[kind]))
    return "\n".join(draw(st.lists(st.sampled_from(words), min_size=1, max_size=1 if how == "one" else 3)))


def wrong(form: Filled, lines: list[Line]) -> dict[str, tuple[str, str]]:
    """The fields that are read with confidence, and not as they were written; a prompt is nothing written."""
    placed = place(form.skeleton, lines, form.layout, Years(2026), "F1")
    found = {}
    for slot in (slot for block in form.skeleton.blocks for slot in block.slots):
        said = squeezed(form.answers.get(slot.key, "")).replace(slot.prompt or "\0", "")
        read = placed.found.get(slot.key)
        if (
            read is not None
            and read.confidence >= SURE
            and squeezed(read.text).replace(slot.prompt or "\0", "") != said
        ):
            found[slot.key] = (said, read.text)
    return found


@settings(max_examples=150, deadline=None)
@given(filled_forms(), st.booleans(), st.booleans())
def test_no_answer_is_placed_where_it_was_not_written(form: Filled, tables: bool, looks: bool) -> None:
    assert wrong(form, typed(form.skeleton, form.answers, tables=tables, looks=looks)) == {}


@settings(max_examples=100, deadline=None)
@given(filled_forms())
def test_nor_is_it_in_a_form_pasted_as_text(form: Filled) -> None:
    assert wrong(form, pasted_as_text(form.skeleton, form.answers)) == {}


@settings(max_examples=100, deadline=None)
@given(filled_forms(OTHER_WORDS), st.data())
def test_nor_is_it_in_a_form_of_which_parts_were_deleted(form: Filled, data: st.DataObject) -> None:
    lines = typed(form.skeleton, form.answers)
    start, count = data.draw(st.integers(0, len(lines))), data.draw(st.integers(0, 3))
    gone = {line.text for line in lines[start : start + count]}
    found = wrong(form, [*lines[:start], *lines[start + count :]])
    found = {key: each for key, each in found.items() if not _is_of_a_row_alike(form, key, *each)}
    assert not {key for key, (said, _) in found.items() if not any(text in said for text in gone)}


def _is_of_a_row_alike(form: Filled, key: str, said: str, read: str) -> bool:
    """Whether a blank row was filled with what stood in one that nothing tells from it: the first are filled first."""
    table, column = key.partition("/")[0], key.rpartition("/")[2]
    rows = (each for each in form.answers if each.startswith(f"{table}/") and each.endswith(f"/{column}"))
    return "/" in key and not said and any(squeezed(form.answers[each]) == squeezed(read) for each in rows)


def _with_lines_gone(lines: list[Line], data: st.DataObject) -> list[Line]:
    start, count = data.draw(st.integers(0, len(lines))), data.draw(st.integers(0, 2))
    return [*lines[:start], *lines[start + count :]]


def _as_a_whole(cell: Cell, _: Scores) -> Iterator[Stretch]:
    yield Stretch(cell.items, cell.units, in_cell=True, doubtful=cell.doubtful)


@pytest.mark.parametrize(
    ("short_way", "long_way"), [("read_plainly", lambda *_: None), ("_cell_stretches", _as_a_whole)]
)
@settings(max_examples=200, deadline=None)
@given(form=filled_forms(), looks=st.booleans(), data=st.data())
def test_the_short_ways_say_what_the_long_ones_do(
    short_way: str, long_way: object, form: Filled, looks: bool, data: st.DataObject
) -> None:
    """A lone field read plainly and weighed; a cell from label to label and as a whole."""
    lines = _with_lines_gone(typed(form.skeleton, form.answers, looks=looks), data)
    short = place(form.skeleton, lines, form.layout, Years(2026), "F1")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, short_way, long_way)
        assert place(form.skeleton, lines, form.layout, Years(2026), "F1") == short
