from __future__ import annotations

from datetime import date

import pytest
from small_form import box, control, form, goal, layout, row, run, table, without_bookmarks

from pipeline.answers.answering import answers_from
from pipeline.model import Answer
from pipeline.problems import Problem
from pipeline.word.pen import add_row, fill, strip_tags
from pipeline.word.reading import read_controls

ISSUED = form(table("maal", goal("4f2a"), goal("9b1c")))
LAYOUT = layout(ISSUED)


def read(docx: bytes) -> tuple[list[dict[str, object]], list[Answer], list[Problem]]:
    """The rows as objects without their ids, the answers, and the problems."""
    reading = answers_from(read_controls(docx), LAYOUT, 2026)
    answers, problems = list(reading.answers), list(reading.problems)
    rows: dict[str, dict[str, object]] = {}
    for answer in answers:
        _, row_id, column = answer.key.split("/")
        rows.setdefault(row_id, {})[column] = answer.value
    return list(rows.values()), answers, problems


def ids(answers: list[Answer]) -> list[str]:
    return list(dict.fromkeys(answer.key.split("/")[1] for answer in answers))


def blank(**values: object) -> dict[str, object]:
    return {"maal": None, "frist": None, "ansvarlig": None, "fond": False} | values


def test_spare_rows_that_stayed_empty_are_left_out() -> None:
    assert read(ISSUED) == ([], [], [])


def test_a_filled_row_keeps_the_id_it_was_issued_with() -> None:
    docx = fill(
        ISSUED, {"maal/9b1c/maal": "Lær dansk", "maal/9b1c/frist": date(2027, 5, 1), "maal/9b1c/fond": True}
    )
    rows, answers, problems = read(docx)
    assert rows == [blank(maal="Lær dansk", frist=date(2027, 5, 1), fond=True)]
    assert ids(answers) == ["9b1c"]
    assert problems == []


def test_a_row_with_nothing_but_a_tick_is_kept() -> None:
    assert read(fill(ISSUED, {"maal/4f2a/fond": True}))[0] == [blank(fond=True)]


def test_a_row_added_by_words_plus_is_a_new_row() -> None:
    first = goal("4f2a", "Et", "1. maj 2027", "Begge")
    plus = goal("4f2a", "To", "2. maj 2027", "Anne", True)
    rows, answers, problems = read(form(table("maal", first, without_bookmarks(plus))))
    assert rows == [
        blank(maal="Et", frist=date(2027, 5, 1), ansvarlig="Begge"),
        {"maal": "To", "frist": date(2027, 5, 2), "ansvarlig": "Anne", "fond": True},
    ]
    assert ids(answers)[0] == "4f2a"
    assert len(ids(answers)[1]) == 6
    assert problems == []


def test_a_row_inserted_before_the_issued_one_does_not_take_its_id() -> None:
    copied = without_bookmarks(goal("4f2a", "Ny"))
    _, answers, _ = read(form(table("maal", copied, goal("4f2a", "Udsendt"))))
    assert {answer.key: answer.value for answer in answers}["maal/4f2a/maal"] == "Udsendt"


def test_a_row_the_pen_adds_with_answers_is_a_new_row() -> None:
    added = add_row(
        fill(ISSUED, {"maal/9b1c/maal": "Sidste"}), "maal", {"maal": "Ny", "frist": date(2027, 5, 2)}
    )
    assert read(added)[0] == [blank(maal="Sidste"), blank(maal="Ny", frist=date(2027, 5, 2))]


def test_the_pens_added_row_is_empty_until_it_is_filled() -> None:
    assert read(add_row(fill(ISSUED, {"maal/9b1c/maal": "Sidste"}), "maal"))[0] == [blank(maal="Sidste")]


def test_rows_added_by_tab_are_read_by_position() -> None:
    tab = row(run("Mere"), run("3-5-2027"), run("Leder"), run("x"))
    rows, answers, problems = read(form(table("maal", goal("4f2a", "Et"), after=tab)))
    assert rows[1] == {"maal": "Mere", "frist": date(2027, 5, 3), "ansvarlig": "Leder", "fond": True}
    assert {answer.found_by for answer in answers[4:]} == {"position"}
    assert problems == []


def test_rows_added_by_tab_are_read_where_only_bookmarks_are_left() -> None:
    tab = row(run("Mere"), "", "", "")
    rows, _, problems = read(strip_tags(form(table("maal", goal("4f2a", "Et"), goal("9b1c"), after=tab))))
    assert rows == [blank(maal="Et"), blank(maal="Mere", fond=None)]
    assert problems == []


def test_a_row_of_words_plus_that_lost_its_tags_is_read_control_by_control() -> None:
    plus = without_bookmarks(goal("4f2a", "To", "2. maj 2027"))
    rows, _, problems = read(strip_tags(form(table("maal", goal("4f2a", "Et"), plus))))
    assert rows == [blank(maal="Et"), blank(maal="To", frist=date(2027, 5, 2))]
    assert problems == []


def test_a_new_rows_id_is_the_same_every_time() -> None:
    docx = form(table("maal", goal("4f2a", "Et"), after=row(run("Mere"), "", "", "")))
    assert ids(read(docx)[1]) == ids(read(docx)[1])


def test_an_empty_row_added_by_tab_is_left_out() -> None:
    assert len(read(form(table("maal", goal("4f2a", "Et"), after=row("", "", "", ""))))[0]) == 1


def test_an_added_row_is_refused_where_several_fields_share_its_cell() -> None:
    def two(row_id: str) -> str:
        return row(
            control(f"maal/{row_id}/maal", "", "A") + control(f"maal/{row_id}/frist", "", "B"), run("x")
        )

    shared = layout(form(table("maal", two("4f2a"))))
    docx = form(table("maal", two("4f2a"), after=row(run("Et svar"), "")))
    reading = answers_from(read_controls(docx), shared, 2026)
    answers, problems = list(reading.answers), list(reading.problems)
    assert ids(answers) == ["4f2a"]
    assert [problem.code for problem in problems] == ["unclear-row"]
    assert problems[0].blocks


def test_a_control_deleted_from_a_row_in_use_is_missing() -> None:
    holed = row(control("maal/4f2a/maal", "", "Et"), "", run("Anne"), control("maal/4f2a/fond", box(), "☐"))
    rows, _, problems = read(form(table("maal", holed, goal("9b1c"))))
    assert [(p.code, p.place.spot) for p in problems] == [("missing-field", "maal/4f2a/frist")]
    assert rows[0]["ansvarlig"] == "Anne"  # the control is gone, its text is still in its cell


def test_a_column_that_is_gone_altogether_is_missing_once() -> None:
    docx = form(
        table("maal", row(control("maal/4f2a/maal", "", "Et"), "", "", control("maal/4f2a/fond", box(), "☐")))
    )
    assert [p.place.spot for p in read(docx)[2]] == ["maal/frist", "maal/ansvarlig"]


@pytest.mark.parametrize("frist", ["engang", "32. maj 2027"])
def test_an_unclear_cell_names_its_row(frist: str) -> None:
    _, _, problems = read(form(table("maal", goal("4f2a", "Et", frist))))
    assert [(p.code, p.place.spot) for p in problems] == [("unclear-date", "maal/4f2a/frist")]
