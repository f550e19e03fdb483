from __future__ import annotations

from datetime import date

import pytest
from small_form import (
    COMBO,
    DATE,
    FORM_ID,
    WHO,
    box,
    control,
    fields,
    form,
    layout,
    line,
    paragraph,
    parts,
    run,
)

from pipeline.answers.answering import answers_from
from pipeline.model import Field, Layout, Value
from pipeline.problems import Problem
from pipeline.word.package import write_package
from pipeline.word.pen import strip_tags
from pipeline.word.reading import read_controls

ISSUED = layout(form(line("emne"), line("dato", DATE), line("hvem", WHO), line("ansvarlig", COMBO)))
ISSUED_EMNE = fields(Field("emne", "Emne", "text", "Skriv her"))
TICK = fields(Field("forberedt", "Jeg har forberedt mig", "check"))


def read(docx: bytes, expected: Layout) -> tuple[dict[str, Value], list[Problem]]:
    reading = answers_from(read_controls(docx, "Referat.docx"), expected, 2026)
    answers, problems = list(reading.answers), list(reading.problems)
    return {answer.key: answer.value for answer in answers}, problems


def codes(problems: list[Problem]) -> list[tuple[str, str, bool]]:
    return [(problem.code, problem.place.spot, problem.blocks) for problem in problems]


def filled(emne: str = "Et emne", dato: str = "12. november 2026", hvem: str = "Leder") -> bytes:
    return form(
        line("emne", "", emne),
        line("dato", DATE, dato),
        line("hvem", WHO, hvem),
        line("ansvarlig", COMBO, "Anne"),
    )


def test_a_filled_form_gives_typed_answers() -> None:
    values, problems = read(filled(), ISSUED)
    assert values == {
        "emne": "Et emne",
        "dato": date(2026, 11, 12),
        "hvem": "leder",
        "ansvarlig": "Anne",
    }
    assert problems == []


def test_an_answer_remembers_that_it_was_found_by_tag() -> None:
    reading = answers_from(read_controls(filled()), ISSUED, 2026)
    answers = list(reading.answers)
    assert {answer.found_by for answer in answers} == {"tag"}


def test_a_form_without_tags_gives_the_same_answers_by_bookmark() -> None:
    stripped = strip_tags(filled())
    reading = answers_from(read_controls(stripped), ISSUED, 2026)
    answers, problems = list(reading.answers), list(reading.problems)
    assert read(stripped, ISSUED) == read(filled(), ISSUED)
    assert {answer.found_by for answer in answers} == {"bookmark"}
    assert problems == []


@pytest.mark.parametrize("strip", [bytes, strip_tags])
def test_an_untouched_form_has_only_empty_answers(strip) -> None:  # type: ignore[no-untyped-def]
    untouched = form(line("emne"), line("dato", DATE), line("hvem", WHO), line("ansvarlig", COMBO))
    assert read(strip(untouched), ISSUED) == (
        {"emne": None, "dato": None, "hvem": None, "ansvarlig": None},
        [],
    )


def test_a_prompt_that_lost_its_flag_is_empty_whatever_its_spaces() -> None:
    expected = fields(Field("emne", "Emne", "text", prompt="Skriv her"))
    assert read(form(line("emne", "", "Skriv\u00a0 her\u200b")), expected) == ({"emne": None}, [])


def test_text_that_kept_the_prompts_flag_but_not_its_style_is_an_answer() -> None:
    docx = form(paragraph(control("emne", "", inner=run("Mit svar"), prompt=True)))
    assert read(docx, fields(Field("emne", "Emne", "text", prompt="Skriv her")))[0] == {"emne": "Mit svar"}


def test_a_date_typed_over_wins_over_the_picked_one_and_is_noted() -> None:
    picked = DATE.replace("<w:date>", '<w:date w:fullDate="2026-11-12T00:00:00Z">')
    docx = form(line("dato", picked, "19. november 2026"))
    values, problems = read(docx, fields(Field("dato", "Dato", "date")))
    assert values == {"dato": date(2026, 11, 19)}
    assert codes(problems) == [("stale-date", "dato", False)]


def test_a_deleted_control_is_missing_and_not_empty() -> None:
    docx = form(line("dato", DATE, "12-11-2026"))
    wanted = fields(Field("emne", "Emne", "text"), Field("dato", "Dato", "date"))
    values, problems = read(docx, wanted)
    assert values == {"dato": date(2026, 11, 12)}
    assert codes(problems) == [("missing-field", "emne", True)]
    assert "Emne" in problems[0].text


def test_the_empty_bookmark_a_deleted_control_left_is_missing_too() -> None:
    hole = paragraph('<w:bookmarkStart w:id="900" w:name="emne"/><w:bookmarkEnd w:id="900"/>')
    wanted = fields(Field("emne", "Emne", "text"), Field("dato", "Dato", "date"))
    _, problems = read(form(hole, line("dato", DATE, "12-11-2026")), wanted)
    assert codes(problems) == [("missing-field", "emne", True)]


def test_a_removed_control_that_left_its_text_is_read_by_bookmark() -> None:
    bare = paragraph(
        f'<w:bookmarkStart w:id="900" w:name="emne"/>{run("Mit svar")}<w:bookmarkEnd w:id="900"/>'
    )
    assert read(form(bare, line("x")), fields(Field("emne", "Emne", "text")))[0] == {"emne": "Mit svar"}


@pytest.mark.parametrize(
    ("kind", "field", "text", "code"),
    [
        (DATE, Field("svar", "Svar", "date"), "snart en gang", "unclear-date"),
        (WHO, layout(form(line("svar", WHO))).fields[0], "Naboen", "unclear-choice"),
    ],
)
def test_an_answer_that_cannot_be_understood_blocks_and_is_not_quoted(
    kind: str, field: Field, text: str, code: str
) -> None:
    values, problems = read(form(line("svar", kind, text)), fields(field))
    assert values == {}
    assert codes(problems) == [(code, "svar", True)]
    assert text not in problems[0].text


def test_two_controls_of_one_tag_with_different_text_block() -> None:
    docx = form(line("emne", "", "Et"), line("emne", "", "To"))
    values, problems = read(docx, fields(Field("emne", "Emne", "text")))
    assert values == {}
    assert codes(problems) == [("copied-control", "emne", True)]


@pytest.mark.parametrize("other", ["", "Et"])
def test_of_two_controls_of_one_tag_the_filled_one_counts(other: str) -> None:
    docx = form(line("emne", "", other), line("emne", "", "Et"))
    assert read(docx, fields(Field("emne", "Emne", "text", "Skriv her"))) == ({"emne": "Et"}, [])


@pytest.mark.parametrize(
    ("state", "shown", "value"),
    [(True, "☒", True), (False, "☐", False), (False, "x", True), (False, "X", True), (True, "x", True)],
)
def test_a_box_is_ticked_by_a_click_or_by_an_x_typed_over_it(state: bool, shown: str, value: bool) -> None:
    assert read(form(line("forberedt", box(state), shown)), TICK) == ({"forberedt": value}, [])


@pytest.mark.parametrize(("state", "shown"), [(True, "☐"), (False, "☒"), (True, "nej")])
def test_a_box_whose_state_and_glyph_disagree_blocks(state: bool, shown: str) -> None:
    values, problems = read(form(line("forberedt", box(state), shown)), TICK)
    assert values == {}
    assert codes(problems) == [("checkbox-disagrees", "forberedt", True)]


def test_a_box_of_a_symbol_font_is_a_box() -> None:
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert read(form(line("forberedt", box(True), inner=symbol)), TICK) == ({"forberedt": True}, [])


def test_breaks_tabs_and_hyphens_are_read_as_they_are_seen() -> None:
    inner = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t>"
        "<w:noBreakHyphen/><w:t>e</w:t><w:softHyphen/><w:t>f</w:t></w:r>"
    )
    values, _ = read(form(line("emne", inner=inner)), fields(Field("emne", "Emne", "text")))
    assert values == {"emne": "a\tb\nc\nd-ef"}


def test_a_rich_text_control_around_paragraphs_is_read_with_newlines() -> None:
    block = (
        '<w:sdt><w:sdtPr><w:tag w:val="emne"/></w:sdtPr><w:sdtContent>'
        f"{paragraph(run('Et'))}{paragraph(run('To'))}</w:sdtContent></w:sdt>"
    )
    assert read(form(block), fields(Field("emne", "Emne", "text")))[0] == {"emne": "Et\nTo"}


def test_a_control_inside_another_is_a_field_of_its_own() -> None:
    outer = line("emne", inner=run("Før ") + control("dato", DATE, "12-11-2026"))
    wanted = fields(Field("emne", "Emne", "text"), Field("dato", "Dato", "date"))
    assert read(form(outer), wanted)[0] == {"emne": "Før 12-11-2026", "dato": date(2026, 11, 12)}


def test_the_forms_id_is_found_in_all_its_places() -> None:
    returned = read_controls(form(line("emne")), f"{FORM_ID} Referat.docx")
    assert set(returned.evidence) == {"control", "property", "keywords", "footer", "text", "file name"}
    assert all(FORM_ID in text for text in returned.id_texts)
    assert returned.texts["navn"] == "Åse Østergård"
    assert returned.layout == "0a1b"


def test_two_names_in_one_file_are_both_told() -> None:
    returned = read_controls(form(line("navn", "", "Bo Bendtsen")))
    assert returned.texts["navn"] == "Åse Østergård / Bo Bendtsen"


def test_the_main_part_is_found_by_its_relationship() -> None:
    online = write_package(parts(line("emne", "", "Svar"), main="word/document2.xml"))
    assert read(online, fields(Field("emne", "Emne", "text")))[0] == {"emne": "Svar"}


def test_a_strict_file_is_read_as_any_other() -> None:
    usual = "http://schemas.openxmlformats.org/"
    strict = {
        name: data.decode()
        .replace(f"{usual}wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(
            f"{usual}officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        .encode()
        for name, data in parts(line("emne", "", "Svar")).items()
    }
    assert read(write_package(strict), fields(Field("emne", "Emne", "text")))[0] == {"emne": "Svar"}
    assert FORM_ID in read_controls(write_package(strict)).evidence["property"]


def test_a_field_in_the_footer_is_read_too() -> None:
    members = parts()
    members["word/footer1.xml"] = members["word/footer1.xml"].replace(
        b"</w:ftr>", line("emne", "", "Svar").encode() + b"</w:ftr>"
    )
    assert read(write_package(members), fields(Field("emne", "Emne", "text")))[0] == {"emne": "Svar"}


def test_a_text_box_counts_once() -> None:
    inside = line("emne", "", "Svar")
    twice = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='w14'><w:pict><w:txbxContent>"
        f"{inside}</w:txbxContent></w:pict></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
        f"{inside.replace('Svar', 'Andet')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )
    assert read(form(twice), fields(Field("emne", "Emne", "text"))) == ({"emne": "Svar"}, [])


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("Skriv her", None),
        ("Klik eller tryk her for at skrive tekst.", None),
        ("Click or tap here to enter text.", None),
        ("Det går godt", "Det går godt"),
    ],
)
def test_a_prompt_is_known_by_its_text_and_an_answer_counts_though_the_flag_was_left(
    shown: str, value: str | None
) -> None:
    flagged = form(paragraph(control("emne", text=shown, prompt=True)))
    assert read(flagged, ISSUED_EMNE)[0] == {"emne": value}
