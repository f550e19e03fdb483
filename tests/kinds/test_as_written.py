"""How a field's text is read, and what people are told about it: years, weeks, deadlines, round sums, dashes."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.kinds import Unclear, Written, long_date, parse, read, show
from pipeline.kinds.dates import FRIDAY
from pipeline.model import Choice, Field, FieldKind
from pipeline.problems import Place
from pipeline.problems.written import noted

HELD = Field("samtale_dato", "Samtalen blev holdt den", "date")
STARTS = Field("maal/start", "Starter den", "date")
BY_WHEN = Field("maal/frist", "Frist", "date")
SUM = Field("beloeb", "Beløb", "amount")
THURSDAY = date(2026, 11, 12)
UNCLEAR = Unclear("unclear-date")

PUBLIC = (
    *("12/11-26", "12/11 2026", "d. 12/11-2026", "12-11-2026", "12.11.26", "12. 11. 2026", "12 11 2026"),
    *(
        "12. november 2026",
        "12 november 2026",
        "den 12. nov. 2026",
        "12te november 2026",
        "den 12te nov 2026",
    ),
    *("den tolvte november 2026", "torsdag den 12. nov. 2026", "tors. d. 12/11-26", "2026-11-12"),
    *("November 12, 2026", "12th November 2026", "Thursday 12 november 2026", "12/11’26"),
    *(
        "12.11.2026 kl. 10",
        "12.11.2026 kl. 10.30-12",
        "12. november 2026, kl. 9",
        "12-11-2026 10:30",
        "12.11.2026.",
    ),
    *("torsdag i uge 46 2026", "tors. uge 46, 2026", "torsdag i uge 46 i 2026", "torsdag uge 46/2026"),
)
TWO_OR_NONE = (
    *("uge 46-47", "uge 46/26", "uge 54 2026", "uge 0", "uge", "3. kvartal", "efteråret 2026"),
    *(
        "medio november",
        "primo november 2026",
        "ultimo november",
        "i morgen",
        "snarest",
        "næste år",
        "november 2026",
    ),
    *("11/13/2026", "04/13/2026", "1/2/3", "31. februar 2026", "31/11-2026", "0/0-2026", "29. februar 2027"),
    *(
        "fredag den 12. november 2026",
        "mandag den 12/11",
        "10-11/12",
        "10-11.12.2026",
        "12.-13. november 2026",
    ),
    *("12/11 og 13/11", "12/11 eller 13/11", "12/11-13/11", "12. nov - 3. dec", "den tolvte brumaire 2026"),
    *("12/11 kl. 25", "12.11.2026 ca.", "?", "12/11?", "inden 12/11", "efter aftale", "121126"),
)


# --- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", PUBLIC)
def test_a_date_with_its_year_is_read_as_it_stands_and_nothing_is_said(text: str) -> None:
    assert read(HELD, text, 2031) == Written(THURSDAY)


@pytest.mark.parametrize("text", ["12/11", "12-11", "12. nov.", "d. 12/11", "12 november", "12te november"])
def test_a_year_nobody_wrote_is_the_rounds_and_that_is_said(text: str) -> None:
    assert read(HELD, text, 2026) == Written(THURSDAY, ("year-completed",))
    assert read(HELD, text) == Written(UNCLEAR)


@pytest.mark.parametrize("text", TWO_OR_NONE)
@pytest.mark.parametrize("field", [HELD, BY_WHEN], ids=lambda field: field.key)
def test_what_is_no_day_or_two_is_a_problem_and_not_a_guess(field: Field, text: str) -> None:
    assert read(field, text, 2026) == Written(UNCLEAR)


def test_the_day_comes_first() -> None:
    assert read(HELD, "3/4", 2026).value == date(2026, 4, 3)


def test_a_date_without_a_year_lies_in_the_round_and_not_in_the_year_before_it() -> None:
    assert read(HELD, "12/1", 2026, date(2026, 6, 1)) == Written(date(2027, 1, 12), ("year-completed",))
    assert read(HELD, "12/1-26", 2026, date(2026, 6, 1)) == Written(date(2026, 1, 12))
    assert read(HELD, "12/11", 2026, date(2026, 6, 1)).value == THURSDAY


def test_a_weekday_tells_the_year_where_it_fits_one_only() -> None:
    assert read(HELD, "torsdag den 14/1", 2026) == Written(date(2027, 1, 14), ("year-completed",))
    assert read(HELD, "onsdag den 14/1", 2026).value == date(2026, 1, 14)
    assert read(HELD, "mandag den 14/1", 2026).value == UNCLEAR


# --- weeks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["uge 46 2026", "Uge 46, 2026", "i uge 46/2026", "uge 46-2026", "2026-W46"])
def test_a_deadline_in_a_week_is_its_friday_and_that_is_said(text: str) -> None:
    assert read(BY_WHEN, text) == Written(date(2026, 11, 13), ("week-as-friday",))


@pytest.mark.parametrize("text", ["uge 46", "i uge 46", "u. 46", "Uge46"])
def test_a_week_without_a_year_is_the_rounds(text: str) -> None:
    assert read(BY_WHEN, text, 2026).notes == ("year-completed", "week-as-friday")
    assert read(BY_WHEN, "uge 3", 2026, THURSDAY).value == date(2027, 1, 22)


@pytest.mark.parametrize("field", [HELD, STARTS], ids=lambda field: field.key)
def test_what_has_happened_or_begins_has_a_day_and_no_week(field: Field) -> None:
    assert read(field, "uge 46", 2026) == Written(UNCLEAR)
    assert read(field, "fredag i uge 46", 2026) == Written(date(2026, 11, 13), ("year-completed",))


def test_only_a_long_year_has_a_week_53() -> None:
    assert read(BY_WHEN, "uge 53 2026").value == date(2027, 1, 1)
    assert read(BY_WHEN, "uge 53 2027").value == UNCLEAR


def test_the_last_day_is_said_of_deadlines_only() -> None:
    assert read(BY_WHEN, "senest den 1. december 2026") == Written(date(2026, 12, 1))
    assert read(HELD, "senest den 1. december 2026") == Written(UNCLEAR)


# --- amounts and numbers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        *(("12.500,-", 12500), ("12.500.-", 12500), ("kr. 12.500,50", "12500.5"), ("12500 kr", 12500)),
        *(
            ("kr 12 500", 12500),
            ("DKK 12.500", 12500),
            ("Kr.: 500", 500),
            ("12,5 tkr", 12500),
            ("12 t.kr.", 12000),
        ),
        *(
            ("1,2 mio. kr.", 1200000),
            ("0", 0),
            ("0,-", 0),
            ("gratis", 0),
            ("Ingen.", 0),
            ("nul", 0),
            ("-500", -500),
        ),
    ],
)
def test_a_sum_is_read_as_danes_write_it(text: str, amount: int | str) -> None:
    assert read(SUM, text) == Written(Decimal(amount))


@pytest.mark.parametrize(
    "text", ["ca. 10.000", "ca 10.000 kr.", "Cirka 10000", "omkring kr. 10.000", "~10.000"]
)
def test_a_round_sum_is_reckoned_with_and_said_to_be_one(text: str) -> None:
    assert read(SUM, text) == Written(Decimal(10000), ("amount-approximate",))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "12,500",
            "12.50",
            "10-12.000",
            "10.000-12.000 kr.",
            "á 1.000 kr x 3",
            "3 x 1.000",
            "10 %",
            "op til 5.000",
        ),
        *(
            "500 EUR",
            "€ 500",
            "$500",
            "1.000 + moms",
            "12.500 tkr",
            "min. 5.000",
            "ca.",
            "5.000?",
            "1.000 pr. md.",
        ),
    ],
)
def test_a_sum_that_may_be_two_is_none(text: str) -> None:
    assert read(SUM, text).value == Unclear("unclear-amount")


@pytest.mark.parametrize(("text", "number"), [("to år", 2), ("Et", 1), ("én", 1), ("tolv", 12), ("3 år", 3)])
def test_small_numbers_may_be_words(text: str, number: int) -> None:
    assert read(Field("antal", "Antal", "number"), text).value == number


# --- ticks, choices, dashes ---------------------------------------------------------------------

TICK = Field("fond", "Fond", "check")
STATUS = Field(
    "status", "Status", "choice", choices=(Choice("ikke_i_gang", "Ikke i gang"), Choice("2", "2 år"), Choice("3", "3 år"))
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "ja",
        "Ja!",
        "JA TAK",
        "ja, tak",
        "jep",
        "jo",
        "x",
        "X",
        "[x]",
        "(X)",
        "☒",
        "✓",
        "√",
        "1",
        "true",
        "sand",
        "Yes.",
    ],
)
def test_yes_in_all_its_spellings(text: str) -> None:
    assert read(TICK, text).value is True


@pytest.mark.parametrize(
    "text", ["nej", "Nej!", "nej tak", "Nej, tak.", "næ", "0", "false", "falsk", "no", "[ ]", "☐"]
)
def test_no_in_all_its_spellings(text: str) -> None:
    assert read(TICK, text).value is False


@pytest.mark.parametrize(
    "text", ["måske", "ikke endnu", "v?", "v", "ja?", "ja/nej", "✗", "-", "både og", "ja, men nej"]
)
def test_what_says_neither_is_unclear(text: str) -> None:
    assert read(TICK, text).value == Unclear("unclear-check")


@pytest.mark.parametrize(
    "text", ["Ikke i gang.", "»ikke i gang«", "IKKE I GANG", "ikke igang", "ikke-i-gang", "ikke_i_gang"]
)
def test_a_choice_is_known_whatever_the_signs_and_spaces_around_it(text: str) -> None:
    assert read(STATUS, text).value == "ikke_i_gang"


@pytest.mark.parametrize("text", ["gang", "i gang", "2-3 år", "2,3", "-2", "påbegyndt"])
def test_a_choice_is_one_of_the_list_or_unclear(text: str) -> None:
    assert read(STATUS, text).value == Unclear("unclear-choice")


@pytest.mark.parametrize(
    "field", [HELD, SUM, STATUS, Field("antal", "Antal", "number")], ids=lambda field: field.kind
)
@pytest.mark.parametrize("text", ["-", "–", " — ", "--", "___"])
def test_a_dash_alone_is_no_answer_but_a_text_is_kept(field: Field, text: str) -> None:
    assert read(field, text).value is None
    assert read(Field("emne", "Emne", "text"), text).value == text.strip()


# --- what people are told -----------------------------------------------------------------------


@pytest.mark.parametrize("note", ["year-completed", "week-as-friday", "amount-approximate"])
def test_a_note_stops_nothing_names_the_field_and_quotes_no_answer(note: str) -> None:
    problem = noted(Place("a.docx", "maal/4f2a/frist"), note, "Frist", 2027)
    assert (problem.code, problem.blocks, problem.place.spot) == (note, False, "maal/4f2a/frist")
    assert "»Frist«" in problem.text and "send formularen på ny" in problem.text
    assert ("2027" in problem.text) == (note == "year-completed")


# --- there and back, and bounds -----------------------------------------------------------------

KINDS: tuple[FieldKind, ...] = ("text", "date", "number", "amount", "choice", "combo", "check")
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
WRITTEN = (
    "{d}/{m}-{yy:02}", "{d}/{m} {y}", "{d}.{m}.{y}", "{d:02}.{m:02}.{yy:02}", "{d}-{m}-{y}", "d. {d}/{m}-{y}",
    "{d}. {name} {y}", "{d} {name} {y}", "den {d}. {short}. {y}", "{d}.{name} {y}", "{weekday} den {d}. {name} {y}",
    "{y}-{m:02}-{d:02}", "{d}/{m}-{y} kl. 10", "{d}. {name} {y} kl. 9.30-11", "{weekday} i uge {week} {iso}",
)  # fmt: skip
WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]


def spelled(pattern: str, day: date) -> str:
    iso, week, weekday = day.isocalendar()
    name = MONTHS[day.month - 1]
    return pattern.format(
        d=day.day, m=day.month, y=day.year, yy=day.year % 100, name=name, short=name[:3],
        weekday=WEEKDAYS[weekday - 1], week=week, iso=iso,
    )  # fmt: skip


@given(days, st.sampled_from(WRITTEN))
def test_any_day_in_any_of_the_written_forms_reads_back(day: date, pattern: str) -> None:
    assert read(HELD, spelled(pattern, day)) == Written(day)


@given(days, st.sampled_from(["{d}/{m}", "{d}. {name}", "d. {d}.{m}.", "{d}-{m}", "den {d}. {short}."]))
def test_any_day_without_its_year_reads_back_with_it(day: date, pattern: str) -> None:
    assert read(HELD, spelled(pattern, day), day.year) == Written(day, ("year-completed",))


@given(st.dates(date(2000, 1, 1), date(2098, 12, 31)), st.integers(0, 363))
def test_a_completed_date_is_never_before_the_earliest(earliest: date, ahead: int) -> None:
    day = earliest + timedelta(days=ahead)
    value = read(HELD, f"{day.day}/{day.month}", earliest.year, earliest).value
    assert value == day or (day.month, day.day) == (2, 29)


@given(days)
def test_any_week_reads_back_as_its_friday(day: date) -> None:
    iso, week, _ = day.isocalendar()
    value = read(BY_WHEN, f"uge {week} {iso}").value
    assert value == date.fromisocalendar(iso, week, FRIDAY + 1)


@given(
    st.sampled_from([HELD, BY_WHEN, SUM, STATUS, TICK]), st.text() | st.from_regex(r"[uge 0-9kr.,/-]{0,40}")
)
def test_what_is_shown_reads_back(field: Field, text: str) -> None:
    value = parse(field, text, 2026)
    if not isinstance(value, Unclear) and value is not None:
        assert parse(field, show(value)) == value


def test_a_day_is_shown_so_that_no_rule_is_needed_to_read_it() -> None:
    assert read(HELD, long_date(THURSDAY)) == Written(THURSDAY)


LONG = {
    "accents": "a" + "\u0301\u0327" * 50_000,
    "accents in blocks": "a" + "\u0301" * 50_000 + "\u0327" * 50_000,
    "digits": "1" * 100_000,
    "thousands": "12." * 33_000,
    "blanks": " " * 100_000 + "1" + " " * 100_000,
    "weeks": "uge 46 " * 15_000,
    "weekdays": "torsdag den " * 9_000,
    "kroner": "kr. " * 25_000 + "1",
    "dashes": "-" * 100_000 + "x",
    "emoji": "🙂" * 50_000,
    "lines": "12/11\r\n" * 15_000,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_no_text_costs_more_than_its_length(kind: FieldKind, text: str) -> None:
    began = time.process_time()
    value = parse(Field("frist", "Felt", kind, choices=STATUS.choices), text, 2026)
    assert time.process_time() - began < 0.5
    assert value is None or isinstance(value, Unclear) or kind in ("text", "combo") or text.strip() == "1"


def test_a_letter_keeps_all_its_accents() -> None:
    value = parse(Field("emne", "Emne", "text"), LONG["accents"])
    assert isinstance(value, str) and value.count("\u0327") >= 49_999
