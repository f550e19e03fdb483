"""A form whose fields are lost is read by position, typed as ever; one that kept some is read by both, or asked about."""

from __future__ import annotations

from datetime import date

from pipeline.answers.answering import Found, answers_from
from pipeline.answers.placing import Placed, place
from pipeline.answers.years import Years
from pipeline.word.pen import fill
from pipeline.word.reading import read_controls, read_lines
from tests.answers.issued_form import skeleton_of, strip_controls, typed_over
from tests.word.small_form import DATE, FORM_ID, WHO, control, form, layout, paragraph, row, run

LABELS = {
    "samtale_dato": "Samtalen blev holdt den",
    "referent": "Hvem skrev referatet",
    "emne": "Det talte vi om",
}


ISSUED = form(
    paragraph(run("Referat af samtalen i år"))
    + "<w:tbl>"
    + row(run(LABELS["samtale_dato"]), control("samtale_dato", DATE, "Vælg dato", prompt=True))
    + row(run(LABELS["referent"]), control("referent", WHO, "Vælg …", prompt=True))
    + row(run(LABELS["emne"]), control("emne", prompt=True))
    + "</w:tbl>"
    + paragraph(run("Tak for en god samtale"))
)
ANSWERS = {"samtale_dato": date(2026, 11, 12), "referent": "leder", "emne": "Mål\nHvem skrev referatet"}


def read(docx: bytes) -> Found:
    fields = layout(ISSUED)

    def placed() -> Placed:
        return place(skeleton_of(ISSUED), read_lines(docx), fields, Years(2026), FORM_ID)

    return answers_from(read_controls(docx), fields, 2026, placed)


def values(found: Found) -> dict[str, object]:
    return {answer.key: answer.value for answer in found.answers}


def test_a_form_without_controls_gives_the_same_answers_as_with_them() -> None:
    filled = fill(ISSUED, ANSWERS)
    stripped = read(strip_controls(filled))
    assert values(stripped) == values(read(filled)) == ANSWERS
    assert stripped.problems == () and stripped.doubts == ()


def test_an_answer_by_position_says_so_and_how_sure_it_is() -> None:
    found = read(strip_controls(fill(ISSUED, ANSWERS)))
    assert {answer.found_by for answer in found.answers} == {"position"}
    assert all(0.9 <= answer.confidence < 1 for answer in found.answers)


def test_an_untouched_form_without_controls_is_empty() -> None:
    assert values(read(strip_controls(ISSUED))) == dict.fromkeys(ANSWERS)


def test_by_position_an_answer_that_is_none_of_its_kind_is_a_doubt_with_its_text() -> None:
    found = read(typed_over(strip_controls(fill(ISSUED, ANSWERS)), "12. november 2026", "ved lejlighed"))
    (doubt,) = found.doubts
    assert (doubt.key, doubt.code) == ("samtale_dato", "unclear-date")
    assert [candidate.text for candidate in doubt.candidates] == ["ved lejlighed"]
    assert doubt.candidates[0].where == "tabel 1, række 1, kolonne 2"


def test_a_control_removed_with_its_text_left_is_read_where_the_others_agree() -> None:
    filled = fill(ISSUED, ANSWERS)
    found = read(strip_controls(filled, only="referent"))
    assert values(found) == ANSWERS
    assert {a.key: a.found_by for a in found.answers} == {
        "samtale_dato": "tag",
        "referent": "position",
        "emne": "tag",
    }


def test_a_control_deleted_with_its_text_is_missing_and_not_empty() -> None:
    found = read(strip_controls(ISSUED, only="referent", text=False))
    assert [(p.code, p.place.spot) for p in found.problems] == [("missing-field", "referent")]
    assert [(d.key, d.candidates) for d in found.doubts] == [("referent", ())]


def test_text_outside_the_form_of_a_file_without_controls_is_a_doubt_of_its_own() -> None:
    docx = strip_controls(fill(ISSUED, ANSWERS))
    found = read(typed_over(docx, "Tak for en god samtale", "Tak for en god samtale", then="Ring til Bo"))
    assert values(found) == ANSWERS
    assert [(d.key, d.code, d.candidates[0].text) for d in found.doubts] == [
        ("", "loose-text", "Ring til Bo")
    ]


def test_a_date_without_its_year_is_placed_by_the_round_and_said_so() -> None:
    found = read(typed_over(fill(ISSUED, ANSWERS), "12. november 2026", "12/11"))
    assert values(found) == ANSWERS
    assert "year-completed" in [problem.code for problem in found.problems]
    assert not any(problem.blocks for problem in found.problems)
