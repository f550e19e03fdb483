"""The shipped example: reads without a problem, holds every situation, and is built the same each time."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook

from forms.build_example_roster import STAMP, example_roster
from pipeline.roster import read_roster
from pipeline.sheets.save import save_workbook

EXAMPLE = Path(__file__).parents[2] / "forms" / "example-roster.xlsx"
TODAY = date(2026, 11, 20)


def parts(path):
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_reads_without_any_problem():
    roster, problems = read_roster(EXAMPLE, 2026)
    assert problems == []
    assert len(roster.people) == 60
    assert [(group.kind, group.leader) for group in roster.groups.values()] == [
        ("GRUS", "0221"),
        ("GRUS", "0221"),
        ("TUS", "0051"),
    ]


def test_it_is_what_its_builder_writes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        save_workbook(example_roster(), tmp_path / name, STAMP)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert parts(tmp_path / "a.xlsx") == parts(EXAMPLE)


def test_every_situation_is_in_it():
    roster, _ = read_roster(EXAMPLE, 2026)
    people = list(roster.people.values())
    leading = {person.leader for person in people}
    assert {person.status for person in people} == {"active", "leave", "left"}
    assert {person.talk_kind for person in people} == {"MUS", "GRUS", "TUS", "LUS", "SUS"}
    assert {person.parent_unit for person in people} == {
        "Stab og Teknik",
        "Børn, Unge og Kultur",
        "Sundhed og Ældre",
    }
    assert [person.number for person in people if not person.leader] == ["0001"]
    assert any(roster.people[number].leader in leading for number in leading if number)
    assert any(person.leaves_on and person.leaves_on > TODAY for person in people)
    assert any(person.employed_on > date(2026, 12, 31) for person in people)
    assert any(date(2026, 9, 1) <= person.employed_on < TODAY for person in people)
    assert any(person.senior for person in people) and any(person.wants_individual for person in people)
    assert any(person.delegate and person.mandate and person.delegated_until for person in people)
    assert any(not group.talk_on and not group.consulted_on for group in roster.groups.values())
    assert any(not person.email for person in people) and any(not person.talk_on for person in people)
    assert any(len(person.name) > 60 for person in people) and any("'" in person.name for person in people)
    assert any(person.talk_on and person.talk_on < TODAY for person in people)
    same = [(person.name, person.unit) for person in people]
    assert len(set(same)) == len(same) - 1


def test_talks_are_on_working_days():
    roster, _ = read_roster(EXAMPLE, 2026)
    assert {person.talk_on.weekday() for person in roster.people.values() if person.talk_on} <= set(range(5))


def test_it_is_pleasant_to_open():
    page = load_workbook(EXAMPLE)["Medarbejdere"]
    assert page.freeze_panes == "C5"
    assert page.auto_filter.ref == "A4:U64"
    assert page["A5"].value == "0001"
    assert page["N6"].is_date
