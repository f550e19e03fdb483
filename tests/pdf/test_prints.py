"""PDF prints of real forms, read line by line and compared with the Word files they were printed from."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from pipeline.pdf.reading import read_fields, read_lines
from pipeline.word import reading as word
from tests.pdf_form import turned

SPECIMENS = Path(__file__).parent / "specimens"
PLAN, SKEMA = (SPECIMENS / f"{name}.pdf" for name in ("plan", "skema"))


def cells(lines):
    """The text of every cell, white space squeezed, by table, row and cell."""
    found = defaultdict(list)
    for line in lines:
        if line.spot:
            found[line.spot.table, line.spot.row, line.spot.cell].append(line.text)
    return {spot: re.sub(r"\s+", " ", " ".join(texts)) for spot, texts in found.items()}


@pytest.mark.parametrize("print_", [PLAN, SKEMA], ids=lambda path: path.stem)
def test_every_cell_of_a_print_holds_what_it_holds_in_word(print_):
    in_word = cells(word.read_lines(print_.with_suffix(".docx").read_bytes(), ""))
    assert len(in_word) > 40
    assert cells(read_lines(print_.read_bytes())) == in_word


def test_a_table_that_goes_on_overleaf_is_one_table_and_its_heading_is_read_once():
    headings = [line.spot for line in read_lines(PLAN.read_bytes()) if line.text == "Aktivitet"]
    pages = {line.where.partition(",")[0] for line in read_lines(PLAN.read_bytes()) if line.spot}
    assert len(pages) > 2
    assert len(headings) == 1


def test_headers_and_footers_come_last_and_once():
    texts = [line.text for line in read_lines(SKEMA.read_bytes())]
    footers = [number for number, text in enumerate(texts) if "Side 1 af" in text]
    assert len(footers) == 1
    assert footers[0] >= len(texts) - 3
    assert not any("Side 2 af" in text for text in texts)


def test_lines_of_one_paragraph_run_on_and_a_new_paragraph_does_not():
    lines = {line.text: line.runs_on for line in read_lines(SKEMA.read_bytes())}
    begun = next(text for text in lines if text.startswith("Der er brug for ro til fordybelse"))
    following = list(lines)[list(lines).index(begun) + 1]
    assert (lines[begun], lines[following]) == (False, True)
    assert not any(
        runs_on for text, runs_on in lines.items() if text.startswith(("2. Kursus", "3. Vi følger op"))
    )


def test_boxes_and_emoji_come_out_as_they_are_seen():
    text = "\n".join(line.text for line in read_lines(SKEMA.read_bytes()) + read_lines(PLAN.read_bytes()))
    assert "☐" in text
    assert "☒" in text
    assert "👍🏽" in text
    assert "🎉" in text


def test_a_list_of_the_form_has_no_bullets_in_its_text():
    assert not any(line.text.startswith("• Skriv") for line in read_lines(SKEMA.read_bytes()))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_says_the_same(degrees):
    assert read_lines(turned(PLAN.read_bytes(), degrees)) == read_lines(PLAN.read_bytes())


def test_a_print_bears_its_id_in_its_keywords_and_its_text():
    evidence = read_fields(PLAN.read_bytes(), "plan.pdf").evidence
    assert evidence["keywords"] == evidence["text"] != ""
    assert evidence["file name"] == "plan.pdf"


def test_a_print_has_no_fields():
    assert read_fields(PLAN.read_bytes()).marks == ()


def test_people_are_told_the_page_and_the_line():
    lines = read_lines(PLAN.read_bytes())
    assert lines[0].where == "side 1, linje 2"
    assert all(re.fullmatch(r"side \d, (linje \d+|sidehoved eller sidefod)", line.where) for line in lines)


def test_an_answer_that_the_printing_program_cut_off_is_marked_and_no_other():
    lines = read_lines((SPECIMENS / "plan-cut-off.pdf").read_bytes())
    assert any(line.cut for line in lines)
    assert not any(line.cut for line in read_lines(SKEMA.read_bytes()))
