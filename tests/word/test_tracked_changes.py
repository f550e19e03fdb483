from __future__ import annotations

import pytest
from small_form import control, fields, form, goal, layout, line, paragraph, run, table

from pipeline.answers.answering import answers_from
from pipeline.model import Field
from pipeline.word.reading import read_controls

EMNE = fields(Field("emne", "Emne", "text"))
GOALS = layout(form(table("maal", goal("4f2a"), goal("9b1c"))))


def answer(docx: bytes) -> object:
    reading = answers_from(read_controls(docx), EMNE, 2026)
    answers, problems = list(reading.answers), list(reading.problems)
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
    reading = answers_from(read_controls(form(paragraph(tracked))), EMNE, 2026)
    problems = list(reading.problems)
    assert [problem.code for problem in problems] == ["missing-field"]


@pytest.mark.parametrize(("mark", "kept"), [("ins", ["4f2a", "9b1c"]), ("del", ["4f2a"])])
def test_a_tracked_row_is_there_when_inserted_and_gone_when_deleted(mark: str, kept: list[str]) -> None:
    tracked = goal("9b1c", "To").replace("<w:tr>", f'<w:tr><w:trPr><w:{mark} w:id="1"/></w:trPr>')
    reading = answers_from(read_controls(form(table("maal", goal("4f2a", "Et"), tracked))), GOALS, 2026)
    answers, problems = list(reading.answers), list(reading.problems)
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


@pytest.mark.parametrize(
    "between", ['<w:bookmarkStart w:id="90" w:name="_x"/>', "<w:proofErr w:type='spellEnd'/>"]
)
def test_a_mark_between_two_paragraphs_does_not_keep_them_apart(between: str) -> None:
    first = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("Et ")}</w:p>'
    block = (
        '<w:sdt><w:sdtPr><w:tag w:val="emne"/></w:sdtPr><w:sdtContent>'
        f"{first}{between}{paragraph(run('svar'))}</w:sdtContent></w:sdt>"
    )
    assert answer(form(block)) == "Et svar"


def test_many_paragraphs_whose_marks_were_deleted_run_on_into_one() -> None:
    joined = "".join(
        f'<w:p><w:pPr><w:rPr><w:del w:id="{n}"/></w:rPr></w:pPr>{run(f"{n} ")}</w:p>' for n in range(50)
    )
    block = (
        '<w:sdt><w:sdtPr><w:tag w:val="emne"/></w:sdtPr><w:sdtContent>'
        f"{joined}{paragraph(run('slut'))}</w:sdtContent></w:sdt>"
    )
    assert answer(form(block)) == " ".join(map(str, range(50))) + " slut"


def test_a_paragraph_that_was_moved_away_stands_once() -> None:
    away = (
        '<w:moveFromRangeStart w:id="1" w:name="move1"/>'
        f'<w:p><w:pPr><w:rPr><w:moveFrom w:id="2"/></w:rPr></w:pPr><w:moveFrom w:id="3">{run("flyttet")}</w:moveFrom></w:p>'
        '<w:moveFromRangeEnd w:id="1"/>'
    )
    here = (
        '<w:moveToRangeStart w:id="4" w:name="move1"/><w:p><w:pPr><w:rPr><w:moveTo w:id="5"/></w:rPr></w:pPr>'
        f'<w:moveTo w:id="6">{run("flyttet")}</w:moveTo></w:p><w:moveToRangeEnd w:id="4"/>'
    )
    block = (
        '<w:sdt><w:sdtPr><w:tag w:val="emne"/></w:sdtPr><w:sdtContent>'
        f"{away}{paragraph(run('først'))}{here}</w:sdtContent></w:sdt>"
    )
    assert answer(form(block)) == "først\nflyttet"


def test_a_change_of_looks_alone_changes_no_answer() -> None:
    inner = (
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="1"><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr></w:rPrChange>'
        "</w:rPr><w:t>Skriv mere</w:t></w:r>"
    )
    changed = (
        '<w:p><w:pPr><w:numPr><w:ins w:id="2"/></w:numPr><w:pPrChange w:id="3"><w:pPr><w:pStyle w:val="x"/></w:pPr>'
        f"</w:pPrChange></w:pPr>{control('emne', inner=inner, prompt=True)}</w:p>"
        '<w:p><w:pPr><w:sectPr><w:sectPrChange w:id="4"><w:sectPr/></w:sectPrChange></w:sectPr></w:pPr></w:p>'
    )
    assert answer(form(changed)) == "Skriv mere"
    mark = next(mark for mark in read_controls(form(changed)).marks if mark.key == "emne")
    assert not mark.placeholder


@pytest.mark.parametrize(("change", "kept"), [("cellIns", True), ("cellMerge", True), ("cellDel", False)])
def test_a_tracked_cell_is_there_unless_it_was_deleted(change: str, kept: bool) -> None:
    cell = f'<w:tc><w:tcPr><w:{change} w:id="1"/></w:tcPr>{line("emne", "", "Svar")}</w:tc>'
    docx = form(f"<w:tbl><w:tr>{cell}<w:tc><w:p/></w:tc></w:tr></w:tbl>")
    assert [mark.text for mark in read_controls(docx).marks if mark.key == "emne"] == ["Svar", "Svar"] * kept


def test_a_bookmark_that_began_in_a_deletion_still_holds_its_answer() -> None:
    gone = '<w:del w:id="1"><w:bookmarkStart w:id="900" w:name="emne"/><w:r><w:delText>væk</w:delText></w:r></w:del>'
    assert answer(form(paragraph(f'{gone}{run("Svar")}<w:bookmarkEnd w:id="900"/>'))) == "Svar"


def test_an_insertion_that_was_deleted_again_is_gone() -> None:
    both = f'<w:ins w:id="1">{deleted("fortrudt")}{run("nyt")}</w:ins>'
    assert answer(form(line("emne", inner=both))) == "nyt"
