"""Returned forms in the store: what they say is kept by privacy, once, and superseded by what comes later."""

import sqlite3
import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from pipeline.model import Answer, Event, Issued, Outcome, PlanRow, Reading, ReturnedFile, Value
from pipeline.problems import Place, Problem
from pipeline.store import Store, open_store
from pipeline.store.values import value_from_json, value_to_json

FORM_ID = "MUS26-0042-KUP-7K3QX9"
TODAY = date(2026, 11, 20)
HELD = Event("held", "00017", "MUS", 2026, date(2026, 11, 12), source=FORM_ID, form="referat")
PRIVATE = "hemmeligt-ærligt-ord"


def a_form(form_id: str = FORM_ID, year: int = 2026) -> Issued:
    return Issued(form_id, "plan", "MUS", year, "00017", "Anne", "00002", "both", "p.docx", date(year, 10, 1))


def shared(key: str, value: Value) -> Answer:
    return Answer(key, value, "tag", "shared")


def a_return(
    store: Store, digest: str, *answers: Answer, events: tuple[Event, ...] = (), form: Issued | None = None
) -> bool:
    form = form or a_form()
    reading = Reading(f"/inbox/{digest}.docx", digest, form, answers)
    file = ReturnedFile(
        digest,
        f"{digest}.docx",
        TODAY,
        "accepted",
        form.form_id,
        form.form,
        form.person,
        "00002",
        group=form.group,
    )
    return store.record_return(file, reading, events)


def a_refusal(
    store: Store, digest: str, outcome: Outcome = "rejected", received_on: date = TODAY
) -> ReturnedFile:
    problem = Problem("no-form-id", Place("/inbox/x.docx", "maal"), "Formularen kendes ikke.", blocks=True)
    file = ReturnedFile(
        digest, "x.docx", received_on, outcome, kept_at="rejected/x.docx", problems=(problem,)
    )
    store.record_return(file, Reading("/inbox/x.docx", digest, None, (), (problem,)), ())
    return file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mus.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as opened:
        yield opened


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    return sqlite3.connect(path).execute(query).fetchall()


def dump(path: Path) -> list[str]:
    return list(sqlite3.connect(path).iterdump())


# --- answers ------------------------------------------------------------------------------------


def test_answers_come_back_in_their_order_with_type_and_evidence(store: Store) -> None:
    answers = (
        Answer("samtale_dato", date(2026, 11, 12), "bookmark", "fact"),
        Answer("trivsel_energi", "Linje 1\n=1+1 🙂 \x00", "tag", "private"),
        shared("maal/4f2a/beloeb", Decimal("12500.00")),
        shared("maal/4f2a/horisont", 2),
        shared("maal/4f2a/fond", True),
        Answer("bisidder", None, "tag", "private"),
    )
    a_return(store, "d1", *answers)
    found = store.answers(FORM_ID)
    assert tuple(found) == answers
    assert [type(answer.value) for answer in found] == [date, str, Decimal, int, bool, type(None)]


@given(st.none() | st.booleans() | st.integers() | st.dates() | st.decimals(allow_nan=False) | st.text())
def test_every_value_comes_back_as_it_was(value: Value) -> None:
    found = value_from_json(value_to_json(value))
    assert (type(found), found, str(found)) == (type(value), value, str(value))


def test_a_private_answer_is_in_no_other_table_than_its_own(store: Store, path: Path) -> None:
    private = Answer("trivsel_energi", PRIVATE, "tag", "private")
    tightened = Answer("maal/4f2a/maal", PRIVATE, "tag", "private")
    private_row = Answer("aftaler/4f2a/aftale", PRIVATE, "tag", "private")
    a_return(store, "d1", private, tightened, private_row, shared("maal/4f2a/horisont", 2), events=(HELD,))
    a_return(store, "d2", private, tightened)
    found = [line for line in dump(path) if PRIVATE in line]
    assert len(found) == 5
    assert {line.split("(")[0] for line in found} == {'INSERT INTO "answers_private" VALUES'}


def test_shared_answers_and_facts_have_tables_of_their_own(store: Store, path: Path) -> None:
    a_return(store, "d1", shared("maal/4f2a/maal", "M"), Answer("samtale_dato", TODAY, "tag", "fact"))
    assert rows(path, "select key from answers_shared") == [("maal/4f2a/maal",)]
    assert rows(path, "select key from facts") == [("samtale_dato",)]
    assert rows(path, "select key from answers_private") == []


@pytest.mark.parametrize("outcome", ["review", "rejected", "duplicate"])
def test_a_file_that_was_not_accepted_leaves_no_answers_rows_or_events(
    store: Store, path: Path, outcome: Outcome
) -> None:
    answers = (Answer("a", PRIVATE, "tag", "private"), shared("maal/4f2a/maal", PRIVATE))
    file = ReturnedFile("d1", "x.docx", TODAY, outcome, FORM_ID)
    store.record_return(file, Reading("x.docx", "d1", a_form(), answers), [HELD])
    assert not [line for line in dump(path) if PRIVATE in line]
    assert store.answers(FORM_ID) == store.events(2026) == store.plan_rows("00017", 2027) == []


# --- once, and superseded -----------------------------------------------------------------------


def test_the_same_file_again_changes_nothing(store: Store, path: Path) -> None:
    assert a_return(store, "d1", shared("maal/4f2a/maal", "M"), events=(HELD,))
    before = dump(path)
    assert not a_return(store, "d1", shared("maal/4f2a/maal", "Noget andet"))
    assert dump(path) == before


def test_a_newer_return_supersedes_and_the_older_is_kept_with_its_answers(store: Store, path: Path) -> None:
    a_return(store, "d1", shared("maal/4f2a/maal", "Første"), events=(HELD,))
    a_return(store, "d2", shared("maal/4f2a/maal", "Anden"))
    a_return(store, "d3", shared("maal/4f2a/maal", "Tredje"))
    assert [answer.value for answer in store.answers(FORM_ID)] == ["Tredje"]
    assert [file.digest for file in store.returned_files(2026)] == ["d3"]
    marks = rows(path, "select digest, superseded_by from returned_files order by serial")
    assert marks == [("d1", "d2"), ("d2", "d3"), ("d3", None)]
    assert len(rows(path, "select * from answers_shared")) == 3
    first = store.seen("d1")
    assert first is not None and first.outcome == "accepted"


def test_the_first_file_again_does_not_bring_back_what_was_superseded(store: Store) -> None:
    a_return(store, "d1", shared("maal/4f2a/maal", "Første"))
    a_return(store, "d2", shared("maal/4f2a/maal", "Anden"))
    a_return(store, "d1", shared("maal/4f2a/maal", "Første"))
    assert [answer.value for answer in store.answers(FORM_ID)] == ["Anden"]


def test_a_refused_return_does_not_supersede(store: Store) -> None:
    a_return(store, "d1", shared("maal/4f2a/maal", "Første"), events=(HELD,))
    review = ReturnedFile("d2", "x.docx", TODAY, "review", FORM_ID)
    store.record_return(review, Reading("x.docx", "d2", a_form()), ())
    assert [answer.value for answer in store.answers(FORM_ID)] == ["Første"]
    assert store.events(2026) == [HELD]


def test_another_form_of_the_same_person_is_left_alone(store: Store) -> None:
    a_return(store, "d1", shared("a", "1"), events=(HELD,))
    a_return(store, "d2", shared("a", "2"), form=a_form("MUS26-0042-REF-AAAAAA"))
    assert [answer.value for answer in store.answers(FORM_ID)] == ["1"]
    assert store.events(2026) == [HELD]


def test_events_of_a_superseded_return_are_gone_and_those_told_by_hand_stay(store: Store) -> None:
    told = replace(HELD, what="follow-up", on=date(2026, 11, 1), source="record")
    issued = replace(HELD, what="issued", on=date(2026, 11, 2))
    moved = replace(HELD, on=date(2026, 11, 13))
    store.record_event(told)
    store.record_event(issued)
    a_return(store, "d1", events=(HELD, replace(HELD, what="minutes")))
    a_return(store, "d2", events=(moved,))
    assert store.events(2026) == [told, issued, moved]


def test_a_return_is_recorded_whole_or_not_at_all(store: Store, path: Path) -> None:
    before = dump(path)
    nameless = replace(HELD, person=None)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError):
        a_return(store, "d1", shared("maal/4f2a/maal", "M"), events=(HELD, nameless))
    assert dump(path) == before


# --- files --------------------------------------------------------------------------------------


def test_a_returned_file_comes_back_with_its_problems(store: Store) -> None:
    file = a_refusal(store, "d1")
    assert store.seen("d1") == file
    assert store.returned_files(2026) == [file]


def test_a_file_of_no_known_form_is_shown_in_the_round_that_may_still_run(store: Store) -> None:
    file = a_refusal(store, "d1", received_on=date(2027, 1, 15))
    assert store.returned_files(2026) == store.returned_files(2027) == [file]
    assert store.returned_files(2025) == store.returned_files(2028) == []


def test_files_come_in_the_order_they_were_recorded(store: Store) -> None:
    for digest in ("c", "a", "b"):
        a_refusal(store, digest)
    assert [file.digest for file in store.returned_files(2026)] == ["c", "a", "b"]


# --- plan rows ----------------------------------------------------------------------------------


def test_plan_rows_are_the_filled_rows_of_the_newest_earlier_year(store: Store) -> None:
    older = a_form("MUS24-0001-KUP-AAAAAA", 2024)
    a_return(store, "d1", shared("maal/1111/maal", "Gammelt"), form=older)
    a_return(
        store,
        "d2",
        shared("maal/4f2a/maal", "Lære æ"),
        shared("maal/4f2a/frist", TODAY),
        shared("maal/4f2a/fond", False),
        shared("maal/5555/maal", None),
        shared("maal/5555/fond", False),
        shared("fokus/4f2a/tegn", "Ro"),
        shared("andet/4f2a/tegn", "Ikke en plan"),
        shared("opfoelgning_dato", TODAY),
    )
    assert store.plan_rows("00017", 2027) == [
        PlanRow("00017", "maal", "4f2a", 2026, FORM_ID, {"maal": "Lære æ", "frist": TODAY, "fond": False}),
        PlanRow("00017", "fokus", "4f2a", 2026, FORM_ID, {"tegn": "Ro"}),
    ]
    assert [row.id for row in store.plan_rows("00017", 2026)] == ["1111"]
    assert store.plan_rows("00017", 2024) == store.plan_rows("00018", 2027) == []


def test_an_earlier_version_of_a_plan_row_is_kept_but_the_newest_counts(store: Store, path: Path) -> None:
    a_return(store, "d1", shared("maal/4f2a/maal", "Første"), shared("maal/9c1b/maal", "Udgår"))
    a_return(store, "d2", shared("maal/4f2a/maal", "Anden"))
    assert [row.values for row in store.plan_rows("00017", 2027)] == [{"maal": "Anden"}]
    assert len(rows(path, "select * from plan_rows")) == 3


def test_a_row_that_went_out_again_on_another_form_counts_as_last_returned(store: Store) -> None:
    a_return(store, "d1", shared("maal/4f2a/maal", "Første"), shared("maal/9c1b/maal", "Står"))
    a_return(store, "d2", shared("maal/4f2a/maal", "Anden"), form=a_form("OPF26-0042-KUP-BBBBBB"))
    found = {row.id: row.values["maal"] for row in store.plan_rows("00017", 2027)}
    assert found == {"4f2a": "Anden", "9c1b": "Står"}


def test_a_follow_up_copys_rows_count_and_the_versions_before_are_kept(store: Store) -> None:
    """SYD-36: the rows of the copy are updates. The plan sent in once more does not put them back."""
    plan, copy = a_form(), replace(a_form("OPF26-0042-KUP-BBBBBB"), kind="opfølgning")
    store.record_issued([plan, copy])
    a_return(store, "d1", shared("maal/4f2a/status", "i-gang"), shared("maal/9c1b/status", "i-gang"))
    a_return(store, "d2", shared("maal/4f2a/status", "gennemfoert"), form=copy)
    a_return(store, "d3", shared("maal/4f2a/status", "i-gang"), shared("maal/9c1b/status", "opgivet"))
    (rows,) = store.current_plan_rows(2026).values()
    assert {row.id: row.values["status"] for row in rows} == {"4f2a": "gennemfoert", "9c1b": "opgivet"}
    told = [(row.id, row.values["status"]) for row in store.plan_versions("00017", 2026)]
    assert told == [("4f2a", "i-gang"), ("9c1b", "i-gang"), ("9c1b", "opgivet"), ("4f2a", "gennemfoert")]


def test_a_groups_rows_are_the_groups_and_a_participants_own_are_the_participants(store: Store) -> None:
    group = replace(a_form("GRUS26-0001-HPL-AAAAAA"), kind="GRUS", person="", group="G1")
    own = replace(a_form("GRUS26-0002-UAF-AAAAAA"), kind="GRUS", group="G1")
    a_return(store, "d1", shared("handleplan/1111/indsats", "Ro i hverdagen"), form=group)
    a_return(store, "d2", shared("fokus/2222/fokusomraade", "Struktur"), form=own)
    current = store.current_plan_rows(2026)
    assert {subject: [row.id for row in rows] for subject, rows in current.items()} == {
        "G1": ["1111"],
        "00017": ["2222"],
    }
    assert current["00017"][0].group == "G1"
    assert store.plan_rows("G1", 2027) == current["G1"]
    assert store.plan_rows("00017", 2027) == current["00017"]
    assert [file.group for file in store.returned_files(2026)] == ["G1", "G1"]


def test_own_goals_that_go_into_the_agreement_after_the_group_talk_are_one_row(store: Store) -> None:
    """SYD-19, SYD-3: the agreement of the individual talk goes out with them, and what comes back in it counts."""
    goals = replace(a_form("GRUS26-0002-UAF-AAAAAA"), kind="GRUS", group="G1")
    agreement = a_form("MUS26-0003-UAF-AAAAAA")
    store.record_issued([goals, agreement])
    a_return(store, "d1", shared("fokus/2222/handling", "Kursus"), form=goals)
    a_return(store, "d2", shared("fokus/2222/handling", "Makker"), form=agreement)
    a_return(store, "d3", shared("fokus/2222/handling", "Kursus i maj"), form=goals)
    for found in (store.current_plan_rows(2026)["00017"], store.plan_rows("00017", 2027)):
        assert [(row.id, row.group, row.values["handling"]) for row in found] == [("2222", "", "Makker")]


# --- chosen questions ---------------------------------------------------------------------------


def test_the_questions_that_leader_and_employee_chose_are_gathered_for_their_talk(store: Store) -> None:
    mine = replace(a_form("MUS26-0042-SPM-AAAAAA"), form="spoergsmaal")
    leaders = replace(a_form("MUS26-0042-SPL-AAAAAA"), form="spoergsmaal", audience="leader")
    groups = replace(a_form("GRUS26-0001-SPL-AAAAAA"), form="spoergsmaal", kind="GRUS", person="", group="G1")
    forms = (mine, leaders, groups)
    store.record_issued(forms)
    for digest, form in zip(("d1", "d2", "d3"), forms, strict=True):
        ticks = {"valg_fri_tid": True, "valg_ro": form is leaders, "valg_stoej": False, "andet": True}
        a_return(store, digest, *(Answer(key, on, "tag", "private") for key, on in ticks.items()), form=form)
    assert {talk: set(chosen) for talk, chosen in store.chosen_questions(2026).items()} == {
        ("00017", "", "MUS"): {"fri_tid", "ro"},
        ("", "G1", "GRUS"): {"fri_tid"},
    }
    assert store.chosen_questions(2025) == {}


def test_a_choice_that_was_sent_in_again_is_the_one_that_counts(store: Store) -> None:
    form = replace(a_form("MUS26-0042-SPM-AAAAAA"), form="spoergsmaal")
    store.record_issued([form])
    a_return(store, "d1", Answer("valg_ro", True, "tag"), Answer("valg_stoej", False, "tag"), form=form)
    a_return(store, "d2", Answer("valg_ro", False, "tag"), Answer("valg_stoej", True, "tag"), form=form)
    assert store.chosen_questions(2026) == {("00017", "", "MUS"): ("stoej",)}


def test_no_answer_stands_in_the_error_where_the_database_gives_up(path: Path, store: Store) -> None:
    full = "CREATE TRIGGER full BEFORE INSERT ON answers_private BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    with sqlite3.connect(path) as connection:
        connection.execute(full)
    with pytest.raises(IntegrityError) as raised:
        a_return(store, "d1", Answer("mere", PRIVATE, "tag", "private"))
    assert "disk full" in str(raised.value)
    assert PRIVATE not in "".join(traceback.format_exception(raised.value))
