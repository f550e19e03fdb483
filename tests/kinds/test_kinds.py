"""What people write in a field, and what it is taken to mean."""

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.kinds import (
    Unclear,
    as_json,
    composed,
    long_date,
    parse,
    parse_amount,
    parse_choice,
    parse_date,
    parse_number,
    parse_yes_no,
    show,
)
from pipeline.model import Choice, Field, FieldKind

THURSDAY = date(2026, 11, 12)
STATUS = (Choice("ikke_i_gang", "Ikke i gang"), Choice("gennemfoert", "Gennemført"))
KINDS: tuple[FieldKind, ...] = ("text", "date", "number", "amount", "choice", "combo", "check")


def a_field(kind: FieldKind) -> Field:
    return Field("felt", "Felt", kind, choices=STATUS)


# --- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-12",
        "2026-11-12T00:00:00Z",
        "12-11-2026",
        "12.11.2026",
        "12. 11. 2026",
        "12/11-2026",
        "12/11-26",
        "12/11 2026",
        "12-11-26",
        "d. 12/11-26",
        "12. november 2026",
        "12.november 2026",
        "12. nov. 2026",
        "12. nov 26",
        "12-nov-26",
        "12. NOVEMBER 2026.",
        "den 12. november 2026",
        "torsdag den 12. november 2026",
        "Torsdag, 12. november 2026",
        "tors. d. 12/11-2026",
        " 12.\u00a0november\u00a02026 ",
        "12. no\u00advember 2026",
    ],
)
def test_a_date_is_read_as_danes_write_it(text: str) -> None:
    assert parse_date(text) == THURSDAY


@pytest.mark.parametrize(
    "text",
    [
        "uge 46",
        "31-02-2026",
        "30. februar 2026",
        "00-11-2026",
        "11/26",
        "12. brumaire 2026",
        "12.-13. november 2026",
        "12-11-2206",
        "12-11-026",
        "snarest",
        "12. november eller 13. november 2026",
        "2026",
        "²-11-2026",
        "",
    ],
)
def test_what_is_no_date_or_more_than_one_is_not_read(text: str) -> None:
    assert parse_date(text, 2026) is None


def test_the_day_always_stands_before_the_month() -> None:
    assert parse_date("05-04-2026") == date(2026, 4, 5)
    assert parse_date("04/13/2026") is None


@pytest.mark.parametrize("text", ["12/11", "12.11.", "12-11", "12. november", "torsdag den 12. nov."])
def test_a_date_without_a_year_takes_the_year_it_is_given_and_is_unclear_without(text: str) -> None:
    assert parse_date(text, 2026) == THURSDAY
    assert parse_date(text) is None


def test_a_leap_day_needs_a_leap_year() -> None:
    assert parse_date("29. februar", 2028) == date(2028, 2, 29)
    assert parse_date("29. februar", 2026) is None


@pytest.mark.parametrize("text", ["fredag den 12. november 2026", "on. 12-11-2026", "mandag 2026-11-12"])
def test_a_weekday_that_contradicts_the_date_makes_it_unclear(text: str) -> None:
    assert parse(a_field("date"), text) == Unclear("unclear-date")


@given(st.integers(0, 6))
def test_every_weekday_is_known_in_full_and_with_ascii_letters(days: int) -> None:
    day = date(2026, 11, 9 + days)
    names = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "loerdag", "soendag"]
    assert parse_date(f"{names[days]} d. {day.day:02d}.{day.month:02d}.{day.year:04d}") == day


# --- amounts and numbers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12.500,00", "12500"),
        ("12500", "12500"),
        ("12.500", "12500"),
        ("12.500,-", "12500"),
        ("12.500,- kr.", "12500"),
        ("kr. 12.500,50", "12500.50"),
        ("Kr 12.500", "12500"),
        ("12 500 kr.", "12500"),
        ("12\u202f500\u00a0kr", "12500"),
        ("12500 DKK", "12500"),
        ("1.250,5", "1250.5"),
        ("1.250.000", "1250000"),
        ("0,75", "0.75"),
        ("-500", "-500"),
    ],
)
def test_an_amount_is_read_as_danes_write_it(text: str, amount: str) -> None:
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "12,500",
        "12.50",
        "12,500.00",
        "1.25.000",
        "1 250.000",
        "0.500",
        "ca. 5.000",
        "5-6000",
        "NaN",
        "1e5",
        "",
    ],
)
def test_an_amount_that_can_mean_two_things_is_not_read(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("2", 2), ("2 år", 2), ("2 AAR", 2), ("1.000", 1000), ("-3", -3)]
)
def test_a_number_may_be_counted_in_years(text: str, number: int) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["24 måneder", "2-3 år", "2,5", "et par", "²", ""])
def test_other_units_and_parts_of_a_number_are_not_read(text: str) -> None:
    assert parse_number(text) is None


# --- choices and ticks --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Gennemført", "GENNEMFØRT", " gennemført ", "gennemfoert", "Gennemfo\u0308rt"]
)
def test_a_choice_is_known_by_its_text_or_its_value(text: str) -> None:
    choices = (*STATUS, Choice("gennemfoert", "Gennemfört"))
    assert parse_choice(text, choices) == "gennemfoert"


def test_a_choice_outside_its_list_is_unclear_but_a_combo_box_takes_any_text() -> None:
    assert parse(a_field("choice"), "Måske") == Unclear("unclear-choice")
    assert parse(a_field("combo"), " Måske ") == "Måske"
    assert parse(a_field("combo"), "ikke  i gang") == "ikke_i_gang"


def test_a_choice_whose_value_is_empty_is_no_answer() -> None:
    field = Field("felt", "Felt", "choice", choices=(Choice("", "Vælg et element."),))
    assert parse(field, "Vælg et element.") is None


@pytest.mark.parametrize(
    "text", ["ja", "Ja.", "JA!", "j", "x", "X", "yes", "☒", "☑", "✓", "1", "sand", "true", "[x]"]
)
def test_yes_is_known_in_all_its_spellings(text: str) -> None:
    assert parse_yes_no(text) is True


@pytest.mark.parametrize("text", ["nej", "Nej.", "n", "no", "☐", "0", "falsk", "false", "[ ]"])
def test_no_is_known_in_all_its_spellings(text: str) -> None:
    assert parse_yes_no(text) is False


@pytest.mark.parametrize("text", ["måske", "ja og nej", "✗", "2"])
def test_what_is_neither_yes_nor_no_is_unclear(text: str) -> None:
    assert parse(a_field("check"), text) == Unclear("unclear-check")


# --- text and emptiness -------------------------------------------------------------------------


def test_text_keeps_its_lines_in_one_spelling() -> None:
    written = "\u00a0A\u030a ben\u00a0og\r\nlukket\x0bi dag\u2028 🙂 =1+1 \n"
    assert parse(a_field("text"), written) == "Å ben og\nlukket\ni dag\n 🙂 =1+1"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", "  ", "\r\n\t", "\u00a0", "\u200b", "\ufeff\u00ad "])
def test_nothing_but_blanks_is_an_empty_answer_of_every_kind(kind: FieldKind, text: str) -> None:
    assert parse(a_field(kind), text) is None


# --- showing ------------------------------------------------------------------------------------


def test_values_are_shown_as_danes_write_them() -> None:
    assert show(THURSDAY) == long_date(THURSDAY) == "12. november 2026"
    assert show(Decimal("12500")) == "12.500,00"
    assert [show(True), show(False), show(None), show(2), show("=1")] == ["ja", "nej", "", "2", "=1"]


def test_an_amount_is_not_rounded_when_shown() -> None:
    assert show(Decimal("1.2345")) == "1,2345"


def test_values_are_printed_as_the_contract_says() -> None:
    assert as_json(THURSDAY) == "2026-11-12"
    assert as_json(Decimal("1E+4")) == "10000"
    assert [as_json(True), as_json(None), as_json(2), as_json("a")] == [True, None, 2, "a"]


# --- there and back -----------------------------------------------------------------------------

working_days = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(working_days)
def test_a_date_shown_is_read_back(day: date) -> None:
    assert parse(a_field("date"), show(day)) == day
    assert parse_date(f"{day.day:02d}.{day.month:02d}.{day.year:04d}") == parse_date(day.isoformat()) == day


@given(st.decimals(Decimal("-1e12"), Decimal("1e12"), places=2))
def test_an_amount_shown_is_read_back(amount: Decimal) -> None:
    assert parse(a_field("amount"), show(amount)) == amount


@given(st.integers(-(10**14), 10**14))
def test_a_number_shown_is_read_back(number: int) -> None:
    assert parse(a_field("number"), show(number)) == number


@given(st.booleans())
def test_a_tick_shown_is_read_back(tick: bool) -> None:
    assert parse(a_field("check"), show(tick)) is tick


@given(st.text())
def test_a_text_read_once_is_read_the_same_again(text: str) -> None:
    once = parse(a_field("text"), text)
    assert once is None or parse(a_field("text"), show(once)) == once  # type: ignore[arg-type]


@given(
    st.sampled_from(KINDS),
    st.text() | st.text("0123456789.,-/ kr'dmandagnovembertorsåæø\u00a0", max_size=30),
    st.none() | st.integers(-1, 10000),
)
def test_no_text_makes_reading_fail(kind: FieldKind, text: str, year: int | None) -> None:
    value = parse(a_field(kind), text, year)
    assert value != ""


# --- letters ------------------------------------------------------------------------------------


def test_a_letter_with_a_hundred_thousand_accents_takes_no_time():
    began = time.process_time()
    assert len(composed("a" + "\u0301\u0323" * 50_000)) >= 100_000
    assert time.process_time() - began < 1


def test_letters_are_composed():
    assert composed("A\u030arhus") == "Århus"
