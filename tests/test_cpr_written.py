"""CPR numbers as people and spreadsheets write them, and what only looks like one. All numbers are made up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cpr import LEFT_OUT, cpr_left_out, holds_cpr, lost_its_zero, may_hold_cpr

WRITTEN = (
    "1203851234",
    "120385-1234",
    "12-03-85-1234",
    "12/03/85-1234",
    "12-03-85 1234",
    "12.03.85 1234",
    "12.03.851234",
    "12 03 85 1234",
    "12. 03. 85 - 1234",
    "12–03–85–1234",
    "12031985-1234",
    "12031985 1234",
    "12-03-1985-1234",
    "12-03-1985 1234",
    "12.03.2005-5234",
    "120385--1234",
    "120385 -- 1234",
    "120385-12 34",
    "120385 12 34",
    "12 03 85-12 34",
    "12\xa003\xa085\xa01234",
    "1.203.851.234",
    "1,203,851,234",
    "1\u202f203\u202f851\u202f234",
    "120.385.1234",
    "720385-1234",
    "12/03-85-1234",
    "1203-85-1234",
)


@pytest.mark.parametrize("text", WRITTEN)
@pytest.mark.parametrize("around", ["{}", "Kok ({}), deltid", "CPR:{}.", "kl. 10 {} og 20 10 10 10"])
def test_a_cpr_number_is_known_however_it_is_written(text, around):
    said = around.format(text)
    assert holds_cpr(said)
    assert cpr_left_out(said) == around.format(LEFT_OUT)


@pytest.mark.parametrize(
    "text",
    [
        "+45 12 34 56 78",
        "+45 12 03 85 12",
        "12 34 56 78",
        "12 03 85 12",
        "20 12 34 56 78",
        "20 12 10 10 10",
        "0045 12 03 85 12",
        "00 45 12 12 12 12",
        "+45 1203 8512",
        "20101010 20101011",
        "20 10 10 10 / 20 10 10 11",
        "20 10 10 10, 20 10 10 11",
        "20 10 10 10 / 2010 1011",
        "kl. 10 12-03-1985",
        "+46 70 123 45 67",
        "070-123 45 67",
        "12-03-2025",
        "12-03-2025 1430",
        "12.03.2025 14:30",
        "12-03-2025-1430",
        "120320251430",
        "12.03.25 14:30",
        "12.03.25 14.30",
        "12-03-1985 14:30:00",
        "2025-03-12 1430",
        "2026-2027",
        "2026 - 2027",
        "01.01.2026-2030",
        "01012026-2030",
        "01.01.2026 - 31.12.2030",
        "01.08.26-31.07.27",
        "010826-310727",
        "Født 12.03.85\n8600 Silkeborg",
        "b1010170-1234-4abc-8def-0101701234ab",
        "DK50 0040 0440 1162 43",
        "DK5000400440116243",
        "1203 851234",
        "1203 0000851234",
        "1203-0000851234",
        "5798000123456",
        "5 798000 123456",
        "1203.85",
        "1203.851234",
        "1203,85",
        "1.203.851.234.567",
        "MUS26-0042-REF-7K3QX9",
        "26/010190",
        "00.01.00-P00-1-26",
        "4512345678",
        "32 03 85-1234",
        "3202851234",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text):
    assert not holds_cpr(text) and not lost_its_zero(text)
    assert cpr_left_out(text) == text


@pytest.mark.parametrize("text", ["010126-2026", "01.01.26 - 2026", "01.01.26 1430", "12 12 12 12 1234"])
def test_what_cannot_be_told_from_a_cpr_number_is_taken_for_one(text):
    assert holds_cpr(text)


@pytest.mark.parametrize("text", ["103851234", "10385-1234", "103.851.234"])
def test_a_number_that_lost_its_zero_is_known_when_it_stands_alone(text):
    assert lost_its_zero(text) and not lost_its_zero(f"{text} kr.") and not holds_cpr(text)


def test_a_uuid_beside_a_cpr_number_stays():
    uuid = "b1010170-1234-4abc-8def-010170123456"
    assert cpr_left_out(f"{uuid} 120385-1234") == f"{uuid} {LEFT_OUT}"


def test_two_numbers_beside_one_another_both_go():
    assert cpr_left_out("120385-1234 130386-4321") == f"{LEFT_OUT} {LEFT_OUT}"
    assert cpr_left_out("12-03-85 1234/13-03-86 4321") == f"{LEFT_OUT}/{LEFT_OUT}"


@st.composite
def spelled(draw):
    """A number of a valid day in some spelling, and its last four digits as they stand there."""
    born = draw(st.dates(date(1925, 1, 1), date(2015, 12, 31)))
    replaced = draw(st.booleans())
    last = f"{draw(st.integers(0, 9999)):04}"
    if born.year >= 2000:
        last = draw(st.sampled_from("456789")) + last[1:]
    day = f"{born.day + 60 * replaced:02}"
    year = draw(st.sampled_from((f"{born:%y}", f"{born.year}")))
    gap = draw(st.sampled_from(("", " ", ".", "-", "–", "/", "\xa0", ". ")))
    second = draw(st.sampled_from((gap, "-", ".", "/", " "))) if gap.strip() else gap
    mark = st.sampled_from(("-", "–", "/", ".", ":", "_"))
    space = st.sampled_from(("", " "))
    marks = draw(st.sampled_from(("", " ", "x", "xx")))
    for _ in range(marks.count("x")):
        marks = marks.replace("x", draw(space) + draw(mark) + draw(space), 1)
    digits = draw(st.sampled_from((last, last[:2] + " " + last[2:])))
    if not marks or (gap.isspace() and marks.isspace()):
        digits = last  # pairs with nothing but spaces between them are a phone number
    return f"{day}{gap}{born:%m}{second}{year}{marks}{digits}", last


@given(
    spelled(),
    st.sampled_from(("{}", "Kok {}, deltid", "({})", "nr {}", "{}\n", "Født: {}. Ansat 01-08-2014")),
)
def test_every_spelling_is_found_and_leaves_nothing(number, around):
    written, last = number
    said = around.format(written)
    assert holds_cpr(said)
    left = cpr_left_out(said)
    assert left == around.format(LEFT_OUT)
    assert last not in left.replace("2014", "")


@given(spelled())
def test_a_thousands_separator_hides_nothing(number):
    written = "".join(c for c in number[0] if c.isdecimal())
    if len(written) == 10 and not written.startswith("0"):
        assert holds_cpr(f"{int(written):,}") and holds_cpr(f"{int(written):,}".replace(",", "."))


@given(
    st.lists(
        st.text("0123456789٣٨７-. xø\n\0", max_size=14)
        | st.sampled_from((*WRITTEN, "203851234", "203.851.234"))
    ),
)
def test_no_cpr_number_is_passed_over_when_all_texts_are_searched_as_one(texts):
    assert may_hold_cpr(texts) or not any(holds_cpr(text) or lost_its_zero(text) for text in texts)


def test_digits_of_several_texts_make_no_cpr_number_together():
    assert not may_hold_cpr(["anna.holm.1203@example.dk", "8512", "34 tre femoghalvfjerds", "12345678"])


@pytest.mark.parametrize("text", ["١٢٠٣٨٥١٢٣٤", "１２０３８５-１２３４", "tlf\x00120385-1234"])
def test_digits_of_any_script_are_counted_and_none_is_hidden_by_what_parts_the_texts(text):
    assert may_hold_cpr(["Anna", text])
