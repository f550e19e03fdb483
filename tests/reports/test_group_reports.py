"""Groups, several talks of one person, and offers: each talk a row, each person counted once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sample_round import SENIOR, TODAY, WATCH, round_facts

from pipeline.model import Obligation
from pipeline.policy import Policy, read_policy
from pipeline.reports.counting import count
from pipeline.reports.facts import RoundFacts
from pipeline.reports.follow_up import due_soon
from pipeline.reports.notes import note_key, read_notes
from pipeline.reports.status import write_status
from pipeline.reports.undated import undated

FORMS = Path(__file__).parents[2] / "forms"
NAME = "Aftenvagten (gruppe)"


@pytest.fixture(scope="module")
def policy() -> Policy:
    found, problems = read_policy(FORMS, "syddjurs")
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def facts(policy: Policy) -> RoundFacts:
    return round_facts(policy)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "status" / "status.xlsx"


def rows_of(path: Path, page: str, top: int) -> list[Mapping[str, object]]:
    """The rows of a page's table by column head."""
    heads, *rows = load_workbook(path)[page].iter_rows(min_row=top, values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def owed(what: str, kind: str = "GRUS", person: str = "", group: str = "G1", **more: object) -> Obligation:
    """Something overdue of the night watch or one of it."""
    due = date(2026, 11, 1)
    made = Obligation("HER-27", what, kind, person, "1006", "Hjemmeplejen Nord", due, "overdue", group=group)
    return replace(made, **more)  # type: ignore[arg-type]


# --- names -----------------------------------------------------------------------------------------------


def test_a_group_stands_under_its_name_and_id_where_an_employee_would(facts: RoundFacts, path: Path) -> None:
    write_status(facts, path)
    rows = [row for row in rows_of(path, "Samtaler", 6) if row["Nr."] == "G1"]
    assert [(row["Medarbejder"], row["Samtale"], row["Enhed"]) for row in rows] == [
        (NAME, "GRUS", "Hjemmeplejen Nord")
    ]


def test_what_a_group_owes_stands_in_the_follow_up_list_under_its_name(facts: RoundFacts, path: Path) -> None:
    write_status(replace(facts, obligations=[owed("group-plan")]), path)
    (row,) = rows_of(path, "Følg op", 4)
    assert (row["Medarbejder"], row["Nr."]) == (NAME, "G1")
    assert row["Hvad mangler"] == "Skriv gruppens handleplan, og send den ind"


def test_a_participants_talk_is_held_when_the_groups_is(facts: RoundFacts, path: Path) -> None:
    write_status(facts, path)
    rows = [row for row in rows_of(path, "Samtaler", 6) if row["Gruppe"] == "G1" and row["Nr."] != "G1"]
    assert {str(row["Nr."]) for row in rows} == set(WATCH)
    assert {row["Holdt"] for row in rows} == {datetime(2026, 11, 3)}


# --- counting ----------------------------------------------------------------------------------------------


def test_one_person_counts_once_however_many_talks_they_are_in(facts: RoundFacts) -> None:
    watch = [talk for talk in facts.talks if talk.person in WATCH or talk.group == "G1"]
    assert len(watch) == 7
    assert count(facts, watch).talks == 4
    assert count(facts, watch).held == 4
    seniors = [talk for talk in facts.talks if talk.person == SENIOR]
    assert [talk.kind for talk in seniors] == ["MUS", "SUS"]
    assert count(facts, seniors).talks == 1


def test_where_a_group_talk_supplements_the_individual_one_that_is_what_counts(facts: RoundFacts) -> None:
    both = [talk for talk in facts.talks if talk.person == WATCH[0]]
    mine = [owed("talk", "MUS", WATCH[0], ""), owed("own-goals", "GRUS", WATCH[0])]
    some = replace(facts, talks=both, obligations=mine)
    assert some.yearly == {(WATCH[0], "", "MUS")}
    replacing = replace(some, obligations=[owed("talk", "GRUS", WATCH[0])])
    assert replacing.yearly == {(WATCH[0], "G1", "GRUS")}


def test_what_a_group_owes_is_counted_once_and_not_per_participant(facts: RoundFacts) -> None:
    some = replace(facts, obligations=[owed("group-plan"), owed("follow-up-agreed")])
    assert count(some, some.talks).overdue == 2


def test_what_the_municipality_owes_has_a_line_of_its_own(facts: RoundFacts, path: Path) -> None:
    evaluation = owed("evaluation", "", "", "", leader="", unit="", rule="HOL-6")
    write_status(replace(facts, obligations=[evaluation]), path)
    (row,) = rows_of(path, "Følg op", 4)
    assert (row["Medarbejder"], row["Hvem skal gøre det"]) == (
        "Hele kommunen",
        "HR og det øverste MED-udvalg",
    )
    *_, everybody, total = rows_of(path, "Overblik", 7)
    assert (everybody["Forvaltning"], everybody["Frister overskredet"]) == ("Hele kommunen", 1)
    assert total["Frister overskredet"] == 1


# --- several of one sort, and remarks ---------------------------------------------------------------------


def test_two_applications_of_one_person_are_two_rows_with_a_remark_each(
    facts: RoundFacts, path: Path
) -> None:
    two = [owed("fund-apply", "MUS", "0010", "", row=row) for row in ("4f2a", "9c1d")]
    noted = replace(facts, obligations=two, notes={note_key(two[1]): "ringet til TR"})
    write_status(noted, path)
    rows = rows_of(path, "Følg op", 4)
    assert sorted(str(row["Bemærkning"] or "") for row in rows) == ["", "ringet til TR"]
    assert read_notes(path) == {note_key(two[0]): "", note_key(two[1]): "ringet til TR"}
    talk = next(talk for talk in facts.talks if talk.key == ("0010", "", "MUS"))
    assert len(noted.owed_of(talk)) == 2


def test_a_remark_written_before_there_were_groups_still_finds_its_row() -> None:
    assert note_key(owed("plan", "MUS", "0010", "")) == "0010|MUS|plan"


def test_a_group_and_a_participant_have_remarks_of_their_own() -> None:
    keys = [note_key(owed("plan-approved", person=person)) for person in ("", *WATCH)]
    assert len(set(keys)) == 5


# --- offers, and days that are missing ---------------------------------------------------------------------


def test_a_senior_talk_is_an_offer_and_never_red(facts: RoundFacts, path: Path) -> None:
    offer = owed("talk", "SUS", SENIOR, "", due=None, state="open")
    write_status(replace(facts, obligations=[*facts.obligations, offer]), path)
    page = load_workbook(path)["Samtaler"]
    heads = [cell.value for cell in page[6]]
    rows = [row for row in page.iter_rows(min_row=7) if row[heads.index("Samtale")].value == "SUS"]
    (row,) = rows
    assert row[heads.index("Holdt")].value == "tilbud"
    fills = {cell.fill.fgColor.rgb for cell in row if cell.fill.fill_type}
    assert fills == set()


def test_a_talk_without_a_day_is_listed_a_groups_once_and_an_offer_never(facts: RoundFacts) -> None:
    waiting = [replace(talk, planned_on=None) for talk in facts.talks if talk.group or talk.kind == "SUS"]
    some = replace(facts, talks=waiting, events=[], obligations=[])
    assert [talk.key for talk in undated(some)] == [("", "G1", "GRUS")]


def test_whoever_is_on_leave_is_listed_to_be_invited_on_return(facts: RoundFacts) -> None:
    assert "0007" in {talk.person for talk in undated(facts)}
    assert "0021" not in {talk.person for talk in undated(facts)}


def test_the_rule_says_what_it_means_where_it_stands(facts: RoundFacts, path: Path) -> None:
    rule = due_soon(facts)[0].rule
    write_status(replace(facts, rules={rule: "Samtalen holdes hvert år."}), path)
    found = load_workbook(path)["Følg op"].data_validations.dataValidation
    assert [(one.promptTitle, one.prompt) for one in found] == [(rule, "Samtalen holdes hvert år.")]
    assert "I5" in str(found[0].sqref)


def test_papers_that_must_go_are_a_figure_on_the_first_page_only_where_there_are_any(
    facts: RoundFacts, path: Path
) -> None:
    def labels() -> list[object]:
        return [cell.value for cell in load_workbook(path)["Overblik"][5]]

    write_status(facts, path)
    assert not any("slettes" in str(label) for label in labels())
    write_status(replace(facts, doomed=3), path)
    assert "papirer at slette (mus purge)" in labels()
    assert facts.today == TODAY
