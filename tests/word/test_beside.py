"""Text typed beside a control, and not in it, is told and never lost (facts 3.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from small_form import (
    DATE,
    box,
    control,
    form,
    goal,
    layout,
    line,
    paragraph,
    row,
    run,
    table,
    without_bookmarks,
)

from pipeline.answers.answering import answers_from
from pipeline.model import Layout, Value
from pipeline.word.pen import fill, strip_tags
from pipeline.word.reading import read_controls

STRAY = run("Skrevet ved siden af")
Given = tuple[dict[str, Value], list[tuple[str, str, bool]]]


def empty(tag: str, kind: str = "") -> str:
    return control(tag, kind, prompt=True)


def cell(*paragraphs: str) -> str:
    """A table of one row with a label and a cell of these paragraphs."""
    label = f"<w:tc>{paragraph(run('Deltagere'))}</w:tc>"
    return f"<w:tbl><w:tr>{label}<w:tc>{''.join(paragraphs)}</w:tc></w:tr></w:tbl><w:p/>"


def labelled(*more: str) -> str:
    """A cell of the plan: two controls, each under its label; `more` stands at its end."""
    parts = [run("Det gør vi"), empty("handling"), run("Frist"), empty("frist", DATE), *more]
    return cell(*map(paragraph, parts))


def read(issued: bytes, returned: bytes) -> Given:
    reading = answers_from(read_controls(returned, "Referat.docx"), layout(issued), 2026)
    answers, problems = list(reading.answers), list(reading.problems)
    return {a.key: a.value for a in answers}, [(p.code, p.place.spot, p.blocks) for p in problems]


ALONE = form(cell(paragraph(empty("deltagere"))))
LABELLED = form(labelled())
BESIDE: Given = ({}, [("text-beside", "deltagere", True)])


@pytest.mark.parametrize("strip", [bytes, strip_tags])
@pytest.mark.parametrize(
    "returned",
    [
        cell(paragraph(empty("deltagere") + STRAY)),
        cell(paragraph(STRAY + empty("deltagere"))),
        cell(paragraph(empty("deltagere")), paragraph(STRAY)),
        cell(paragraph(STRAY), paragraph(empty("deltagere"))),
        cell(paragraph(control("deltagere", "", "Anne") + STRAY)),
        cell(
            paragraph(empty("deltagere")), "<w:tbl><w:tr><w:tc><w:p>" + STRAY + "</w:p></w:tc></w:tr></w:tbl>"
        ),
    ],
)
def test_text_beside_a_control_that_stood_alone_in_its_cell_blocks(strip, returned) -> None:  # type: ignore[no-untyped-def]
    assert read(ALONE, strip(form(returned))) == BESIDE


def test_the_problem_names_the_field_and_the_remedy_and_does_not_quote() -> None:
    returned = form(cell(paragraph(empty("deltagere") + STRAY)))
    reading = answers_from(read_controls(returned), layout(ALONE), 2026)
    problems = list(reading.problems)
    assert problems[0].text == (
        "Der er skrevet ved siden af feltet »Titel deltagere«. Flyt teksten ind i feltet, "
        "og send formularen på ny."
    )


def test_text_beside_a_control_outside_a_table_is_looked_for_in_its_paragraph_only() -> None:
    issued = form(line("deltagere"))
    assert read(issued, form(paragraph(empty("deltagere") + STRAY))) == BESIDE
    assert read(issued, form(line("deltagere"), paragraph(STRAY))) == ({"deltagere": None}, [])


def test_a_field_that_went_out_with_text_around_it_may_come_back_so() -> None:
    ready = form(paragraph(control("forberedt", box(), "☐") + run("  Jeg har forberedt mig")))
    assert read(ready, ready) == ({"forberedt": False}, [])
    named = form(cell(paragraph(run("Navn:") + empty("deltagere"))))
    assert read(named, named) == ({"deltagere": None}, [])


def test_labels_in_a_cell_of_several_controls_are_no_answer() -> None:
    assert read(LABELLED, LABELLED) == ({"handling": None, "frist": None}, [])
    filled = fill(LABELLED, {"handling": "Kursus", "frist": date(2027, 5, 1)})
    assert read(LABELLED, filled) == ({"handling": "Kursus", "frist": date(2027, 5, 1)}, [])


def test_text_beside_a_labelled_control_is_told_of_that_field() -> None:
    label, due = paragraph(run("Det gør vi")), paragraph(run("Frist")) + paragraph(empty("frist", DATE))
    returned = form(cell(label, paragraph(empty("handling") + STRAY), due))
    told = [("text-beside", "handling", True), ("text-beside", "frist", True)]
    assert read(LABELLED, returned) == ({}, told)


def test_a_paragraph_typed_below_a_labelled_control_is_not_lost() -> None:
    label, due = paragraph(run("Det gør vi")), paragraph(run("Frist")) + paragraph(empty("frist", DATE))
    returned = form(cell(label, paragraph(empty("handling")), paragraph(run("Skrevet nedenunder")), due))
    assert [problem[0] for problem in read(LABELLED, returned)[1]] == ["text-beside", "text-beside"]


def test_a_full_stop_that_slipped_out_of_a_field_is_nobodys_answer() -> None:
    label, due = paragraph(run("Det gør vi")), paragraph(run("Frist")) + paragraph(empty("frist", DATE))
    returned = form(cell(label, paragraph(empty("handling") + run(" .")), due))
    assert read(LABELLED, returned) == ({"handling": None, "frist": None}, [])


def test_two_controls_without_labels_may_share_a_cell() -> None:
    issued = form(cell(paragraph(empty("handling") + empty("frist", DATE))))
    assert read(issued, issued) == ({"handling": None, "frist": None}, [])


def test_an_answer_of_several_paragraphs_is_all_in_its_field() -> None:
    inside = control("deltagere", inner=paragraph(run("Anne")) + paragraph(run("Bo")))
    for returned in (form(cell(inside)), strip_tags(form(cell(inside)))):
        assert read(ALONE, returned) == ({"deltagere": "Anne\nBo"}, [])


def test_a_control_that_was_removed_and_left_its_text_is_read_as_before() -> None:
    mark = f'<w:bookmarkStart w:id="900" w:name="deltagere"/>{run("Anne")}<w:bookmarkEnd w:id="900"/>'
    assert read(ALONE, form(cell(paragraph(mark)))) == ({"deltagere": "Anne"}, [])


def test_what_runs_on_behind_a_removed_controls_bookmark_is_told() -> None:
    mark = f'<w:bookmarkStart w:id="900" w:name="deltagere"/>{run("Anne")}<w:bookmarkEnd w:id="900"/>'
    assert read(ALONE, form(cell(paragraph(mark + run(" og Bo"))))) == BESIDE


def test_words_own_bookmarks_hold_no_answer() -> None:
    own = '<w:bookmarkStart w:id="901" w:name="_Hlk1"/>' + STRAY + '<w:bookmarkEnd w:id="901"/>'
    assert read(ALONE, form(cell(paragraph(empty("deltagere") + own)))) == BESIDE


@pytest.mark.parametrize("blank", [run(" \u00a0\u200b"), "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"])
def test_space_beside_a_control_is_no_text(blank: str) -> None:
    assert read(ALONE, form(cell(paragraph(empty("deltagere") + blank)))) == ({"deltagere": None}, [])


def test_a_deleted_insertion_beside_a_control_is_no_text() -> None:
    deleted = '<w:del w:id="7"><w:r><w:delText>væk</w:delText></w:r></w:del>'
    assert read(ALONE, form(cell(paragraph(empty("deltagere") + deleted)))) == ({"deltagere": None}, [])


def test_a_cell_of_a_row_is_told_by_its_row() -> None:
    issued = form(table("maal", goal("4f2a"), goal("9b1c")))
    stray = goal("9b1c").replace("</w:p></w:tc>", f"{STRAY}</w:p></w:tc>", 1)
    assert read(issued, form(table("maal", goal("4f2a"), stray)))[1] == [
        ("text-beside", "maal/9b1c/maal", True)
    ]


def test_rows_added_by_tab_or_plus_have_nothing_beside_their_fields() -> None:
    issued = form(table("maal", goal("4f2a")))
    tab = row(run("Mere"), run("3-5-2027"), run("Leder"), run("x"))
    plus = without_bookmarks(goal("4f2a", "To"))
    returned = form(table("maal", goal("4f2a", "Et"), plus, after=tab))
    assert read(issued, returned)[1] == []
    assert read(issued, strip_tags(returned))[1] == []


def test_a_layout_from_before_the_rule_asks_for_nothing() -> None:

    old = Layout("referat", tuple(replace(field, alone="") for field in layout(ALONE).fields))
    reading = answers_from(read_controls(form(cell(paragraph(empty("deltagere") + STRAY)))), old, 2026)
    answers, problems = list(reading.answers), list(reading.problems)
    assert ([a.value for a in answers], problems) == ([None], [])


def test_a_field_knows_how_alone_its_control_stood() -> None:
    inline = paragraph(control("forberedt", box(), "☐") + run("Jeg er klar"))
    issued = form(cell(paragraph(empty("deltagere"))), line("emne"), inline, labelled())
    assert {field.key: field.alone for field in layout(issued).fields} == {
        "deltagere": "cell",
        "emne": "paragraph",
        "forberedt": "",
        "handling": "paragraph",
        "frist": "paragraph",
    }
