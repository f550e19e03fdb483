"""What HR's words in a review workbook mean, and the points they are about."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model import Answer, Candidate, Choice, Doubt, Field, Issued, Layout, Reading
from pipeline.problems import Place, Problem
from pipeline.problems.judging import date_before_talk, date_unlikely
from pipeline.problems.returns import missing_field, unclear_answer, unclear_row
from pipeline.returns.points import points_of
from pipeline.returns.reviewing import ALL, decide

HELD = date(2026, 11, 12)
STATUSES = (Choice("planlagt", "Planlagt"), Choice("i-gang", "I gang"))
LAYOUT = Layout(
    "kompetenceudviklingsplan",
    (
        Field("samtale_dato", "Samtalen blev holdt den", "date", privacy="fact"),
        Field("maal/maal", "Mål", "text", privacy="shared"),
        Field("maal/beloeb", "Beløb", "amount", privacy="shared"),
        Field("maal/status", "Status", "choice", choices=STATUSES, privacy="shared"),
        Field("emne", "Trivsel", "text"),
        Field("fond", "Kompetencefonden", "check", privacy="shared"),
        Field("godkendt_dato", "Godkendt den", "date", privacy="fact"),
    ),
)
ISSUED = Issued(
    "MUS26-0001-KUP-AAAAAA",
    "kompetenceudviklingsplan",
    "MUS",
    2026,
    "0042",
    "Bo Lind",
    "1001",
    "both",
    "",
    date(2026, 9, 14),
    rows={"maal": ("r1", "r2")},
)
READ = {
    "samtale_dato": HELD,
    "emne": "Godt",
    "fond": False,
    "godkendt_dato": date(2026, 11, 15),
    "maal/r1/maal": "Excel",
    "maal/r1/beloeb": None,
    "maal/r1/status": "planlagt",
}


def reading(*problems, doubts=(), **answers):
    """A reading of Bo's plan with these answers changed; what is in doubt has none."""
    in_doubt = {doubt.key for doubt in doubts} | {
        problem.place.spot
        for problem in problems
        if problem.code.startswith(("unclear-", "missing-")) and problem.blocks
    }
    values = {key: value for key, value in (READ | answers).items() if key not in in_doubt}
    privacy = {key: "private" if key == "emne" else "shared" for key in values}
    privacy |= dict.fromkeys(("samtale_dato", "godkendt_dato"), "fact")
    answers = tuple(Answer(key, value, "tag", privacy[key]) for key, value in values.items())
    return Reading("/a.docx", "d1", ISSUED, answers, tuple(problems), tuple(doubts))


def at(key):
    return Place("/a.docx", key)


def unclear(key, code="unclear-date"):
    return unclear_answer(at(key), code, key)


def checks(answers):
    """The checks of dates that every return goes through, as far as these tests need them."""
    days = {answer.key: answer.value for answer in answers if isinstance(answer.value, date)}
    for key, day in days.items():
        if not 2025 <= day.year <= 2028:
            yield date_unlikely(at(key))
        elif "samtale_dato" in days and day < days["samtale_dato"]:
            yield date_before_talk(at(key))


def decided(read, **typed):
    """What these words come to; `maal__r1__status` stands for the key with slashes."""
    words = {key.replace("__", "/"): value for key, value in typed.items()}
    return decide(read, LAYOUT, points_of(read, LAYOUT), words, checks)


def value(read, key, **typed):
    """The value that one key gets; the reading must come out whole."""
    found = decided(read, **typed)
    assert (found.remaining, dict(found.remarks), found.refused) == (0, {}, ())
    assert not [problem for problem in found.reading.problems if problem.blocks]
    return {answer.key: answer.value for answer in found.reading.answers}.get(key, "(no such answer)")


def remark(read, key, **typed):
    found = decided(read, **typed)
    return found.remarks.get(key.replace("__", "/"), "")


# --- one point for each field -------------------------------------------------------------------


def test_a_reading_without_doubts_has_no_points():
    assert points_of(reading(), LAYOUT) == ()


def test_each_doubt_and_each_blocking_problem_is_one_point_in_the_order_of_the_form():
    doubt = Doubt("emne", "unclear-place", (Candidate("Godt", "side 2", "position"),))
    loose = Doubt("", "loose-text", (Candidate("løst", "side 3", "position"),))
    read = reading(unclear("godkendt_dato"), unclear("samtale_dato"), doubts=(loose, doubt))
    assert [(point.id, point.title) for point in points_of(read, LAYOUT)] == [
        ("samtale_dato", "Samtalen blev holdt den"),
        ("emne", "Trivsel"),
        ("godkendt_dato", "Godkendt den"),
        ("?1", "Løs tekst"),
    ]


def test_a_problem_and_the_doubt_it_comes_with_are_one_point():
    doubt = Doubt("emne", "unclear-place", (Candidate("Godt", "side 2", "position"),))
    loose = Doubt("", "loose-text", (Candidate("løst", "side 3", "position"),))
    read = reading(
        Problem("unclear-place", at("emne"), "a"), Problem("loose-text", at(""), "b"), doubts=(doubt, loose)
    )
    assert [point.id for point in points_of(read, LAYOUT)] == ["emne", "?1"]


def test_a_row_in_doubt_is_a_point_for_each_of_its_cells():
    points = points_of(reading(unclear_row(at("maal/r2"))), LAYOUT)
    assert [(point.id, point.title) for point in points] == [
        ("maal/r2/maal", "Mål 2 · Mål"),
        ("maal/r2/beloeb", "Mål 2 · Beløb"),
        ("maal/r2/status", "Mål 2 · Status"),
    ]


def test_a_column_that_is_gone_is_a_point_in_each_row_with_something_in_it():
    points = points_of(reading(missing_field(at("maal/status"), "Status")), LAYOUT)
    assert [point.id for point in points] == ["maal/r1/status"]


def test_of_two_dates_that_do_not_fit_both_are_asked_about():
    early = date(2026, 11, 1)
    read = reading(date_before_talk(at("godkendt_dato")), godkendt_dato=early)
    assert [(point.id, point.questioned) for point in points_of(read, LAYOUT)] == [
        ("samtale_dato", HELD),
        ("godkendt_dato", early),
    ]


# --- what a word means --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["13-11-2026", "13. november 2026", "13/11-26", "den 13. nov.", date(2026, 11, 13)]
)
def test_a_date_is_read_as_danes_write_it(typed):
    assert value(reading(unclear("godkendt_dato")), "godkendt_dato", godkendt_dato=typed) == date(
        2026, 11, 13
    )


def test_what_hr_decides_is_found_by_review_and_keeps_its_privacy():
    found = decided(reading(unclear("godkendt_dato")), godkendt_dato="13-11-2026")
    answer = next(answer for answer in found.reading.answers if answer.key == "godkendt_dato")
    assert (answer.found_by, answer.confidence, answer.privacy) == ("review", 1.0, "fact")
    assert [answer.key for answer in found.reading.answers][-1] == "godkendt_dato"


def test_a_number_picks_the_candidate_with_all_of_its_text():
    doubt = Doubt("emne", "unclear-place", tuple(Candidate(text, "", "position") for text in ("A\nB", "C")))
    assert value(reading(doubts=(doubt,)), "emne", emne="1") == "A\nB"
    assert value(reading(doubts=(doubt,)), "emne", emne=" 2. ") == "C"
    assert remark(reading(doubts=(doubt,)), "emne", emne="3").startswith("Der er intet forslag")


def test_a_prompt_among_the_candidates_is_an_empty_field():
    doubt = Doubt("godkendt_dato", "x", (Candidate("Klik her for at angive en dato.", "", "position"),))
    assert value(reading(doubts=(doubt,)), "godkendt_dato", godkendt_dato="1") is None


def test_a_shared_field_shows_what_it_says_and_a_fact_only_what_may_be_one():
    said = (Candidate("snarest", "", "tag"),)
    read = reading(
        doubts=(Doubt("fond", "x", said), Doubt("godkendt_dato", "x", said), Doubt("emne", "x", said))
    )
    shown = {point.id: point.may_show(said[0]) for point in points_of(read, LAYOUT)}
    assert shown == {"fond": True, "godkendt_dato": False, "emne": False}


def test_no_number_is_offered_where_no_candidate_can_be_taken_as_it_stands():
    def marks(key, *texts):
        doubt = Doubt(key, "x", tuple(Candidate(text, "", "tag") for text in texts))
        return points_of(reading(doubts=(doubt,)), LAYOUT)[0].marks

    assert marks("godkendt_dato", "snarest") == ()
    assert marks("godkendt_dato", "snarest", "12-11-2026") == ("1", "2")
    assert marks("maal/r1/beloeb", "efter aftale") == ("A",)


def test_where_a_number_is_an_answer_candidates_have_letters():
    doubt = Doubt("maal/r1/beloeb", "unclear-place", (Candidate("12.500,-", "", "position"),))
    read = reading(doubts=(doubt,))
    assert value(read, "maal/r1/beloeb", maal__r1__beloeb="A") == 12_500
    assert value(read, "maal/r1/beloeb", maal__r1__beloeb="1") == 1


def test_words_in_quotation_marks_are_an_answer_and_no_command():
    doubt = Doubt("emne", "unclear-place", (Candidate("x", "", "position"),))
    for typed, said in (('"tom"', "tom"), ("»1«", "1"), ("”afvis”", "afvis"), ('"Ja"', '"Ja"')):
        assert value(reading(doubts=(doubt,)), "emne", emne=typed) == said


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("emne", "tom", None),
        ("fond", "Tom", False),
        ("fond", "ja", True),
        ("fond", "x", True),
        ("maal__r1__status", "i gang", "i-gang"),
        ("maal__r1__beloeb", "efter aftale", "efter aftale"),
        ("emne", "ok", "ok"),
    ],
)
def test_other_words_mean_what_they_say(key, typed, said):
    at_key = key.replace("__", "/")
    assert value(reading(Problem("x", at(at_key), "x"), **{at_key: "?"}), at_key, **{key: typed}) == said


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("emne", "Tom"),  # a name, or a sentence's first letter
        ("godkendt_dato", "efter jul"),
        ("godkendt_dato", "31-02-2026"),
        ("godkendt_dato", None),
        ("godkendt_dato", "=TODAY()"),
        ("godkendt_dato", date(9999, 1, 1)),
        ("maal__r1__status", "måske"),
        ("maal__r1__beloeb", "12,500"),
        ("fond", "måske"),
        ("fond", date(2026, 1, 1)),
        ("emne", "=HYPERLINK(1)"),
        ("emne", date(2026, 12, 11)),
        ("emne", None),
    ],
)
def test_what_cannot_be_used_gets_a_remark_and_no_value(key, typed):
    at_key = key.replace("__", "/")
    read = reading(Problem("x", at(at_key), "x"), doubts=(Doubt(at_key, "x"),))
    found = decided(read, **{key: typed})
    assert list(found.remarks) == [at_key]
    assert at_key not in {answer.key for answer in found.reading.answers}


def test_text_that_belongs_nowhere_is_ok_or_sends_the_form_back():
    loose = Doubt("", "loose-text", (Candidate("løst", "side 3", "position"),))
    read = reading(Problem("loose-text", at(""), "b"), doubts=(loose,))
    assert value(read, "emne", **{"?1": "OK"}) == "Godt"
    assert decided(read, **{"?1": "afvis"}).refused
    assert remark(read, "?1", **{"?1": "Det er et svar"}).startswith("Skriv ok")


def test_nothing_can_be_said_ok_to_where_the_form_was_not_read():
    read = Reading("/a.docx", "d1", ISSUED, (), (Problem("person-not-shown", Place("/a.docx"), "x"),))
    assert remark(read, "?1", **{"?1": "ok"}).startswith("Formularen er ikke læst")


def test_an_empty_cell_remains_and_its_field_has_no_answer():
    found = decided(reading(unclear("godkendt_dato"), unclear("samtale_dato")), samtale_dato="12-11-2026")
    assert found.remaining == 1
    assert "godkendt_dato" not in {answer.key for answer in found.reading.answers}


def test_one_word_of_refusal_refuses_the_form_whatever_else_is_written():
    read = reading(unclear("godkendt_dato"), unclear("samtale_dato"))
    assert [point.id for point in decided(read, godkendt_dato="Afvis.").refused] == ["godkendt_dato"]
    assert len(decided(read, **{ALL: "afvis"}).refused) == 2
    assert ALL in decided(read, **{ALL: "nej"}).remarks


def test_a_form_of_which_nothing_is_left_is_empty():
    read = Reading("/a.docx", "d1", ISSUED, (), (Problem("x", at("emne"), "x"),), (Doubt("emne", "x"),))
    assert [problem.code for problem in decided(read, emne="tom").reading.problems] == ["returned-empty"]


def test_a_row_that_is_decided_stands_in_its_place_and_an_empty_one_is_left_out():
    read = reading(unclear_row(at("maal/r2")))
    found = decided(read, maal__r2__maal="Word", maal__r2__beloeb="tom", maal__r2__status="1")
    assert found.remarks == {"maal/r2/status": "Det er ikke en af mulighederne. Vælg på listen i feltet."}
    found = decided(read, maal__r2__maal="Word", maal__r2__beloeb="tom", maal__r2__status="tom")
    keys = [answer.key for answer in found.reading.answers]
    assert keys.index("maal/r2/maal") == keys.index("maal/r1/status") + 1
    found = decided(read, maal__r2__maal="tom", maal__r2__beloeb="tom", maal__r2__status="tom")
    assert not [answer for answer in found.reading.answers if answer.key.startswith("maal/r2")]


# --- dates are checked once more ----------------------------------------------------------------

SLIP = date(2062, 11, 15)


@pytest.mark.parametrize("typed", ["15-11-2062", "1", "ok", SLIP])
def test_a_questioned_date_written_again_stands(typed):
    read = reading(date_unlikely(at("godkendt_dato")), godkendt_dato=SLIP)
    assert value(read, "godkendt_dato", godkendt_dato=typed) == SLIP


@pytest.mark.parametrize("typed", ["16-11-2062", "1-11-2026"])
def test_another_date_that_cannot_be_is_questioned_too_until_hr_says_ok(typed):
    read = reading(date_unlikely(at("godkendt_dato")), godkendt_dato=SLIP)
    assert "skriv ok efter datoen" in remark(read, "godkendt_dato", godkendt_dato=typed)
    assert value(read, "godkendt_dato", godkendt_dato=f"{typed} ok").day == int(typed.split("-")[0])


def test_a_new_day_of_the_talk_that_others_lie_before_is_questioned():
    read = reading(unclear("samtale_dato"))
    assert remark(read, "samtale_dato", samtale_dato="16-11-2026").startswith("En anden dato")
    assert value(read, "samtale_dato", samtale_dato="16-11-2026 ok") == date(2026, 11, 16)


def test_a_date_without_a_year_lies_after_the_talk_that_hr_has_just_dated():
    read = reading(unclear("samtale_dato"), unclear("godkendt_dato"))
    words = {"samtale_dato": "20-12-2026", "godkendt_dato": "5/1"}
    assert value(read, "godkendt_dato", **words) == date(2027, 1, 5)


ANYTHING = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "tom",
            "afvis",
            "ok",
            "1",
            "2",
            "A",
            "12-11-2026",
            "12/11",
            "ja",
            "nej",
            "=1+1",
            '"1"',
            " ok",
            "1 ok",
        ]
    ),
    st.dates(),
    st.none(),
)
DOUBTS = (
    Doubt("emne", "unclear-place", tuple(Candidate(t, "", "position") for t in ("hemmelig", "anden"))),
    Doubt("maal/r1/beloeb", "unclear-place", (Candidate("12.500", "", "position"),)),
    Doubt("", "loose-text", (Candidate("løst", "", "position"),)),
)


CELLS = ("samtale_dato", "godkendt_dato", "emne", "maal/r1/beloeb", "?1", ALL)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(CELLS), ANYTHING))
def test_whatever_is_typed_no_other_answer_changes(words):
    read = reading(
        date_before_talk(at("godkendt_dato")), doubts=DOUBTS, godkendt_dato=date(2026, 11, 1), fond=True
    )
    points = points_of(read, LAYOUT)
    found = decide(read, LAYOUT, points, words, checks)
    asked = {point.id for point in points}
    before = {answer.key: answer for answer in read.answers if answer.key not in asked}
    after = {answer.key: answer for answer in found.reading.answers}
    if not found.refused:
        assert {key: after[key] for key in before} == before
        assert all(answer.found_by == "review" for key, answer in after.items() if key not in before)
    assert found.remaining <= len(asked - words.keys())
