"""The round in the store: roster, talks, layouts, issued forms, notes and events told by hand."""

import stat
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.identity import layout_digest
from pipeline.model import Choice, Event, Field, Group, Issued, Layout, Person, Roster, Talk
from pipeline.problems import Place
from pipeline.store import Store, open_store

ANNE = Person(
    number="00017",
    name="Anne Ågård",
    email="anne@example.dk",
    title="Pædagog",
    unit="Solsikken",
    unit_code="412",
    parent_unit="Børn og Unge",
    leader="00002",
    agreement="BUPL",
    employed_on=date(2019, 8, 1),
    leaves_on=date(2027, 1, 31),
    status="leave",
    talk_kind="MUS",
    talk_on=date(2026, 11, 12),
    group="G1",
    wants_individual=True,
    senior=True,
    delegate="00003",
    mandate="Hele samtalen",
    delegated_from=date(2026, 9, 1),
    delegated_until=date(2026, 12, 31),
    employment="hourly",
    weekly_hours=Decimal("18.50"),
    protected=True,
    other_numbers=("80017", "00912"),
    place=Place("/roster.xlsx", "Medarbejdere!A7"),
)
LEDER = Person("00002", "Bo Leder")
GROUP = Group(
    "G1", "Stuen", "TUS", "00002", date(2026, 5, 1), "MED", date(2026, 3, 1), Place("r", "Grupper!A2")
)


def a_form(form_id: str = "MUS26-0042-KUP-7K3QX9", **changes: object) -> Issued:
    form = Issued(
        form_id=form_id,
        form="kompetenceudviklingsplan",
        kind="MUS",
        year=2026,
        person="00017",
        person_name="Anne Ågård",
        leader="00002",
        audience="both",
        path="packets/plan.docx",
        issued_on=date(2026, 10, 1),
        due=date(2026, 12, 1),
        group="G1",
        digest="d1",
        layout="l1",
        rows={"maal": ("4f2a", "9c1b"), "tom": ()},
        former_names=("Bo Birk",),
        row="4f2a",
        follows_from="f1",
    )
    return replace(form, **changes)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "mus.db")


def test_the_specimens_of_these_tests_leave_no_field_at_its_default() -> None:
    for noun in (ANNE, GROUP, a_form()):
        for field in fields(noun):
            assert getattr(noun, field.name) != field.default, field.name


def test_a_new_store_knows_nothing(store: Store) -> None:
    assert store.roster(2026) is None
    assert (
        store.talks(2026) == store.all_issued(2026) == store.events(2026) == store.returned_files(2026) == []
    )
    assert store.issued("x") is store.layout("x") is store.seen("x") is None
    assert store.notes() == {}


def test_a_roster_comes_back_as_it_was_in_its_order(store: Store) -> None:
    roster = Roster({"00017": ANNE, "00002": LEDER}, {"G1": GROUP})
    store.save_roster(roster, 2026)
    found = store.roster(2026)
    assert found == roster
    assert found is not None and list(found.people) == ["00017", "00002"]


def test_hours_come_back_as_they_were_and_unknown_ones_unknown(store: Store) -> None:
    store.save_roster(Roster({"00017": ANNE, "00002": LEDER}), 2026)
    found = store.roster(2026)
    assert found is not None
    assert [str(person.weekly_hours) for person in found.people.values()] == ["18.50", "None"]


def test_a_roster_saved_again_replaces_that_year_and_no_other(store: Store) -> None:
    store.save_roster(Roster({"00017": ANNE, "00002": LEDER}), 2026)
    store.save_roster(Roster({"00017": ANNE}), 2025)
    store.save_roster(Roster({"00002": LEDER}), 2026)
    assert store.roster(2026) == Roster({"00002": LEDER})
    assert store.roster(2025) == Roster({"00017": ANNE})


def test_talks_saved_again_replace_those_of_their_year(store: Store) -> None:
    first = Talk("00017", "MUS", 2026, "00002", date(2026, 11, 12), 42)
    second = Talk("00018", "MUS", 2026, "00002", None, 43)
    earlier = replace(first, year=2025)
    store.save_talks([earlier])
    store.save_talks([second, first])
    assert store.talks(2026) == [second, first]
    store.save_talks([first])
    assert store.talks(2026) == [first]
    assert store.talks(2025) == [earlier]
    assert store.earlier_talks(2026) == [earlier]
    assert store.earlier_talks(2025) == []
    assert store.years() == [2025, 2026]


def test_a_groups_talk_and_those_of_its_participants_come_back(store: Store) -> None:
    talks = [
        Talk("", "GRUS", 2026, "00002", date(2026, 5, 1), 1, group="G1"),
        Talk("00017", "GRUS", 2026, "00002", date(2026, 5, 1), 2, group="G1"),
        Talk("00017", "MUS", 2026, "00002", None, 3, after_group=True),
    ]
    store.save_talks(talks)
    assert store.talks(2026) == talks


def test_a_layout_comes_back_by_its_digest_and_is_kept_once(store: Store) -> None:
    choices = (Choice("1", "1 år"), Choice("2", "2 år"))
    layout = Layout("plan", (Field("maal/horisont", "Horisont", "number", "Vælg", choices, "shared"),))
    digest = store.save_layout(layout)
    assert digest == store.save_layout(layout) == layout_digest(layout)
    assert store.layout(digest) == layout


def test_issued_forms_come_back_by_id_and_by_year(store: Store) -> None:
    form, other = a_form(), a_form("MUS25-0001-KUP-7K3QX9", year=2025, due=None, rows={})
    store.record_issued([form, other])
    assert store.issued(form.form_id) == form
    assert store.all_issued(2026) == [form]
    assert store.all_issued(2025) == [other]


def test_a_form_recorded_again_keeps_its_first_day(store: Store) -> None:
    store.record_issued([a_form()])
    later = a_form(
        issued_on=date(2026, 10, 20), digest="d2", leader="00009", former_names=("Bo Lind", "Bo Birk")
    )
    store.record_issued([later])
    assert store.issued(later.form_id) == replace(later, issued_on=date(2026, 10, 1))


def test_a_form_that_was_never_written_is_forgotten(store: Store) -> None:
    store.record_issued([a_form()])
    store.forget_issued([a_form().form_id])
    assert store.all_issued(2026) == []


def test_recording_no_forms_is_nothing(store: Store) -> None:
    store.record_issued([])
    assert store.all_issued(2026) == []


def test_notes_survive_and_an_empty_one_is_removed(store: Store) -> None:
    store.save_notes({"00017": "Ringet den 3.\nPå orlov", "00018": "x"})
    store.save_notes({"00018": "  ", "00019": "y"})
    assert store.notes() == {"00017": "Ringet den 3.\nPå orlov", "00019": "y"}


def test_an_event_told_twice_counts_once(store: Store) -> None:
    held = Event("held", "00017", "MUS", 2026, date(2026, 11, 12), by="00002")
    store.record_event(held)
    store.record_event(held)
    store.record_event(replace(held, on=date(2026, 11, 1), until=date(2027, 5, 1)))
    assert store.events(2026) == [replace(held, on=date(2026, 11, 1), until=date(2027, 5, 1)), held]
    assert store.events(2025) == []


def test_events_are_found_by_whom_they_are_about_and_by_the_years_before(store: Store) -> None:
    group = Event("held", "", "GRUS", 2026, date(2026, 5, 1), group="G1")
    mine = Event("own-goals", "00017", "GRUS", 2026, date(2026, 5, 9), group="G1")
    applied = Event("fund-applied", "00017", "MUS", 2026, date(2026, 5, 9), row="4f2a")
    for event in (group, mine, applied, replace(applied, row="9c1b")):
        store.record_event(event)
    assert store.events_of("G1", 2026) == [group]
    assert set(store.events_of("00017", 2026)) == {mine, applied, replace(applied, row="9c1b")}
    assert len(store.earlier_events(2027)) == 4
    assert store.earlier_events(2026) == []


def test_the_first_day_of_issue_is_a_persons_or_a_groups_own(store: Store) -> None:
    store.record_issued([a_form(), a_form("GRUS26-0001-HPL-7K3QX9", person="", issued_on=date(2026, 4, 1))])
    assert store.first_issued("00017", 2026) == date(2026, 10, 1)
    assert store.first_issued("G1", 2026) == date(2026, 4, 1)
    assert store.first_issued("", 2026) is None


def test_the_store_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "mus.db"
    with open_store(path) as store:
        store.save_notes({"a": "b"})
        files = sorted(path.parent.iterdir())
        assert [file.name for file in files] == ["mus.db", "mus.db-shm", "mus.db-wal"]
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_store_that_others_could_read_is_closed_to_them_when_opened(tmp_path: Path) -> None:
    path = tmp_path / "mus.db"
    path.touch(mode=0o644)
    open_store(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_was_written_is_there_for_the_next_command_and_by_url(tmp_path: Path) -> None:
    path = tmp_path / "mus.db"
    with open_store(path) as store:
        store.save_notes({"a": "b"})
    assert not path.with_name("mus.db-wal").exists()
    with open_store(f"sqlite:///{path}") as store:
        assert store.notes() == {"a": "b"}
