from __future__ import annotations

import pytest
from small_form import control, fields, form, goal, layout, line, paragraph, run, table

from pipeline.model import Field
from pipeline.word.reading import answers_from, read_controls

EMNE = fields(Field("emne", "Emne", "text"))
GOALS = layout(form(table("maal", goal("4f2a"), goal("9b1c"))))


def answer(docx: bytes) -> object:
    answers, problems = answers_from(read_controls(docx), EMNE, 2026)
    assert problems == []
    return answers[0].value


def deleted(text: str) -> str:
    return f'<w:del w:id="1"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="2">{run(text)}</w:ins>'


def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    assert answer(
        form(line("emne", inner=run("Et ") + deleted("gammelt ") + inserted("nyt ") + run("svar")))
    ) == ("Et nyt svar")


def test_moved_text_counts_once_where_it_went() -> None:
    moved = (
        f'<w:moveFrom w:id="1">{run("flyttet ")}</w:moveFrom>{run("først ")}'
        f'<w:moveTo w:id="2">{run("flyttet")}</w:moveTo>'
    )
    assert answer(form(line("emne", inner=moved))) == "først flyttet"


def test_smart_tags_and_custom_xml_are_seen_through() -> None:
    smart = f'<w:smartTag w:element="x">{run("Et ")}</w:smartTag>'
    custom = f'<w:customXml w:element="y">{run("svar")}</w:customXml>'
    assert answer(form(line("emne", inner=smart + custom))) == "Et svar"


def test_a_control_inserted_with_its_edges_tracked_is_read() -> None:
    tracked = (
        '<w:customXmlInsRangeStart w:id="1"/><w:sdt><w:sdtPr><w:tag w:val="emne"/></w:sdtPr><w:sdtContent>'
        f'<w:customXmlInsRangeEnd w:id="1"/>{inserted("Svar")}<w:customXmlInsRangeStart w:id="2"/>'
        '</w:sdtContent></w:sdt><w:customXmlInsRangeEnd w:id="2"/>'
    )
    assert answer(form(paragraph(tracked))) == "Svar"


def test_a_control_deleted_under_tracked_changes_is_missing() -> None:
    tracked = (
        '<w:customXmlDelRangeStart w:id="1"/><w:sdt><w:sdtPr><w:tag w:val="emne"/></w:sdtPr><w:sdtContent>'
        f'<w:customXmlDelRangeEnd w:id="1"/>{deleted("Svar")}<w:customXmlDelRangeStart w:id="2"/>'
        '</w:sdtContent></w:sdt><w:customXmlDelRangeEnd w:id="2"/>'
    )
    _, problems = answers_from(read_controls(form(paragraph(tracked))), EMNE, 2026)
    assert [problem.code for problem in problems] == ["missing-field"]


@pytest.mark.parametrize(("mark", "kept"), [("ins", ["4f2a", "9b1c"]), ("del", ["4f2a"])])
def test_a_tracked_row_is_there_when_inserted_and_gone_when_deleted(mark: str, kept: list[str]) -> None:
    tracked = goal("9b1c", "To").replace("<w:tr>", f'<w:tr><w:trPr><w:{mark} w:id="1"/></w:trPr>')
    answers, problems = answers_from(
        read_controls(form(table("maal", goal("4f2a", "Et"), tracked))), GOALS, 2026
    )
    assert list(dict.fromkeys(a.key.split("/")[1] for a in answers)) == kept
    assert problems == []


def test_a_paragraph_whose_mark_was_deleted_runs_on_into_the_next() -> None:
    first = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("Et ")}</w:p>'
    block = (
        '<w:sdt><w:sdtPr><w:tag w:val="emne"/></w:sdtPr><w:sdtContent>'
        f"{first}{paragraph(run('svar'))}</w:sdtContent></w:sdt>"
    )
    assert answer(form(block)) == "Et svar"


def test_an_inserted_paragraph_mark_changes_nothing() -> None:
    marked = control("emne", "", "Svar")
    assert answer(form(f'<w:p><w:pPr><w:rPr><w:ins w:id="1"/></w:rPr></w:pPr>{marked}</w:p>')) == "Svar"
