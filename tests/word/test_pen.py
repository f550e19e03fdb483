from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from lxml import etree
from small_form import COMBO, DATE, WHO, box, form, goal, layout, line, table

from pipeline.answers.answering import answers_from
from pipeline.model import Value
from pipeline.word.names import name
from pipeline.word.package import Package
from pipeline.word.pen import add_row, fill, strip_tags
from pipeline.word.reading import read_controls

ISSUED = form(
    line("emne"),
    line("dato", DATE),
    line("hvem", WHO),
    line("ansvarlig", COMBO),
    line("forberedt", box(), "☐"),
)
VALUES: dict[str, Value] = {
    "emne": "Æbler & <pærer>\nog mere",
    "dato": date(2026, 11, 12),
    "hvem": "medarbejder",
    "ansvarlig": "En helt anden",
    "forberedt": True,
}


def body(docx: bytes) -> etree._Element:
    package = Package.open(docx)
    return package.xml(package.main)


def test_what_the_pen_writes_is_what_is_read() -> None:
    reading = answers_from(read_controls(fill(ISSUED, VALUES)), layout(ISSUED), 2026)
    answers, problems = list(reading.answers), list(reading.problems)
    assert {answer.key: answer.value for answer in answers} == VALUES
    assert problems == []


def test_the_pen_writes_the_same_bytes_every_time() -> None:
    assert fill(ISSUED, VALUES) == fill(ISSUED, dict(reversed(VALUES.items())))


def test_the_pen_takes_the_prompts_flag_and_style_away() -> None:
    filled = body(fill(ISSUED, {"emne": "Svar"}))
    flags = [
        len(list(root.iter(name("w:showingPlcHdr"), name("w:rStyle")))) for root in (body(ISSUED), filled)
    ]
    assert flags == [8, 6]


def test_a_date_is_picked_as_word_picks_it() -> None:
    picked = next(body(fill(ISSUED, {"dato": date(2026, 11, 12)})).iter(name("w:date")))
    assert picked.get(name("w:fullDate")) == "2026-11-12T00:00:00Z"


def test_a_key_the_form_does_not_have_is_told() -> None:
    with pytest.raises(KeyError, match="emnet"):
        fill(ISSUED, {"emnet": "x"})
    with pytest.raises(KeyError, match="aftaler"):
        add_row(ISSUED, "aftaler")


def test_an_added_row_repeats_tags_but_no_number_and_no_bookmark() -> None:
    before = form(table("maal", goal("4f2a", "Et", "1. maj 2027")))
    root = body(add_row(before, "maal"))
    tags = Counter(tag.get(name("w:val")) for tag in root.iter(name("w:tag")))
    numbers = Counter(number.get(name("w:val")) for number in root.iter(name("w:id")))
    bookmarks = Counter(mark.get(name("w:name")) for mark in root.iter(name("w:bookmarkStart")))
    assert tags["maal/4f2a/maal"] == tags["maal/4f2a/frist"] == 2
    assert set(numbers.values()) == set(bookmarks.values()) == {1}


def test_tags_are_stripped_and_bookmarks_stay() -> None:
    root = body(strip_tags(ISSUED))
    assert list(root.iter(name("w:tag"))) == []
    assert "emne" in [mark.get(name("w:name")) for mark in root.iter(name("w:bookmarkStart"))]
