"""A night compares before it works: whatever has changed since the last, the status is that of a run from scratch."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from conftest import packed, person, write_roster

from pipeline.commands import inputs
from pipeline.commands.kept import keep, unchanged
from pipeline.commands.opening import open_round
from pipeline.commands.recording import record_event
from pipeline.commands.standing import obligations_of, write_standing
from pipeline.model import Answer, Event, Reading, ReturnedFile
from pipeline.store.glance import Glance
from pipeline.workspace import Workspace, read_workspace, shipped_forms

PEOPLE = (
    person("1001", "Anna Holm", leader=""),
    person("1002", "Dorte Lund", leader="1001", Enhed="Stab"),
    person("0042", "Bo Lind", Samtaledato=date(2026, 10, 8)),
    person("0043", "Åse Ærø", Samtaledato=date(2026, 11, 12)),
    person("0044", "Carl Dam", leader="1002"),
)
TODAY = date(2026, 10, 26)
SECRET = "hemmeligt-marsvin"


@pytest.fixture
def herlev(workspace):
    """A round with its packets out, its own forms, one talk held, and a first night behind it."""
    found = workspace("herlev", PEOPLE)
    shutil.copytree(shipped_forms(), found.folder / "forms")
    settings = found.folder / "mus.toml"
    settings.write_text(settings.read_text().replace('# forms = "forms"', 'forms = "forms"'))
    found = read_workspace(found.folder)
    with packed(found):
        pass
    with open_round(found, TODAY) as round_:
        record_event(round_, "0042", "held", date(2026, 10, 8))
    night(found)
    return found


def night(workspace: Workspace, today: date = TODAY):
    with open_round(workspace, today) as round_:
        return write_standing(round_, remind=True)


def files_in(workspace: Workspace) -> dict[str, bytes]:
    paths = (path for path in workspace.status.rglob("*") if path.is_file())
    return {str(path.relative_to(workspace.status)): path.read_bytes() for path in paths}


def from_scratch(workspace: Workspace, today: date) -> dict[str, bytes]:
    """The status of a copy of the workspace that has kept nothing and written nothing."""
    folder = workspace.folder.with_name("from-scratch")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(workspace.folder, folder)
    copy = read_workspace(folder)
    shutil.rmtree(copy.status)
    by_hand(copy, "delete from kept")
    night(copy, today)
    return files_in(copy)


def by_hand(workspace: Workspace, statement: str) -> None:
    with closing(sqlite3.connect(workspace.store)) as store, store:
        store.execute(statement)


def told(workspace: Workspace, today: date = TODAY):
    with open_round(workspace, today) as round_:
        return obligations_of(round_, write_standing(round_))


# --- what may change between two nights ---------------------------------------------------------


def a_return(workspace: Workspace) -> None:
    with open_round(workspace, TODAY) as round_:
        form = next(f for f in round_.store.all_issued(2026) if f.person == "0043" and f.form == "referat")
        file = ReturnedFile("d1", "a.docx", TODAY, "accepted", form.form_id, form.form, "0043", "1001")
        events = [Event("held", "0043", "MUS", 2026, date(2026, 10, 19), source=form.form_id, form="referat")]
        reading = Reading("a.docx", "d1", form, (Answer("referat_emner", SECRET, "tag"),))
        round_.store.record_return(file, reading, events)


def an_event(workspace: Workspace) -> None:
    with open_round(workspace, TODAY) as round_:
        record_event(round_, "0043", "held", date(2026, 10, 19))


def a_policy_key(workspace: Workspace) -> None:
    path = workspace.forms / "municipalities" / "herlev.toml"
    path.write_text(
        path.read_text().replace('value = "12-31", rule = "HER-3"', 'value = "10-15", rule = "HER-3"')
    )


def the_words_of_a_rule(workspace: Workspace) -> None:
    path = workspace.forms / "rules.toml"
    path.write_text(path.read_text().replace("[HER-3]", "[HER-3]\n# set"), encoding="utf-8")


def a_question(workspace: Workspace) -> None:
    path = workspace.forms / "questions.toml"
    path.write_text(path.read_text() + "\n# et nyt spørgsmål\n", encoding="utf-8")


def a_template(workspace: Workspace) -> None:
    path = workspace.forms / "referat.docx"
    path.write_bytes(path.read_bytes() + b"\0")


def a_row_of_the_roster(workspace: Workspace) -> None:
    write_roster(workspace.roster, (*PEOPLE, person("0099", "Ny Mand", leader="findes ikke")))


def a_new_name_in_the_round(workspace: Workspace) -> None:
    with open_round(workspace, TODAY) as round_:
        roster = round_.store.roster(2026)
        people = {**roster.people, "0044": replace(roster.people["0044"], name="Carl Dam Holm")}
        round_.store.save_roster(replace(roster, people=people), 2026)


def another_leader_for_a_talk(workspace: Workspace) -> None:
    with open_round(workspace, TODAY) as round_:
        talks = round_.store.talks(2026)
        round_.store.save_talks([replace(t, leader="1002") if t.person == "0043" else t for t in talks])


def something_by_hand_in_the_store(workspace: Workspace) -> None:
    by_hand(workspace, "delete from events where what = 'held'")


def a_deleted_workbook(workspace: Workspace) -> None:
    (workspace.status / "ledere" / "Anna Holm (1001).xlsx").unlink()


def a_leaders_workbook_written_in(workspace: Workspace) -> None:
    path = workspace.status / "ledere" / "Anna Holm (1001).xlsx"
    book = openpyxl.load_workbook(path)
    book["Samtaler"]["B7"] = "9999"
    book.save(path)


def a_workbook_of_nobody(workspace: Workspace) -> None:
    shutil.copy(workspace.status / "evaluering.xlsx", workspace.status / "ledere" / "Ib Bo (1).xlsx")


def a_deleted_reminder(workspace: Workspace) -> None:
    next((workspace.status / "paamindelser").glob("*.eml")).unlink()


def nothing(_: Workspace) -> None:
    pass


CHANGES = (
    a_return,
    an_event,
    a_policy_key,
    the_words_of_a_rule,
    a_question,
    a_template,
    a_row_of_the_roster,
    a_new_name_in_the_round,
    another_leader_for_a_talk,
    something_by_hand_in_the_store,
    a_deleted_workbook,
    a_leaders_workbook_written_in,
    a_workbook_of_nobody,
    a_deleted_reminder,
    nothing,
)
SEEN = (
    a_return,
    an_event,
    a_policy_key,
    a_row_of_the_roster,
    a_new_name_in_the_round,
    another_leader_for_a_talk,
    something_by_hand_in_the_store,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_changed_the_status_is_that_of_a_run_from_scratch(
    herlev: Workspace, change: Callable[[Workspace], None]
) -> None:
    before = files_in(herlev)
    change(herlev)
    night(herlev)
    after = files_in(herlev)
    assert after == from_scratch(herlev, TODAY)
    assert (after != before) == (change in SEEN)


@pytest.mark.parametrize("today", [date(2026, 10, 27), date(2026, 11, 2), date(2027, 1, 1)])
def test_on_a_later_day_with_nothing_else_new_states_and_days_are_those_of_that_day(
    herlev: Workspace, today: date
) -> None:
    night(herlev, today)
    assert files_in(herlev) == from_scratch(herlev, today)
    night(herlev)
    assert files_in(herlev) == from_scratch(herlev, TODAY)


def test_with_nothing_new_nothing_is_worked_out_and_all_is_told_as_before(herlev: Workspace) -> None:
    a_row_of_the_roster(herlev)
    first = night(herlev)
    stamps = {path: path.stat().st_mtime_ns for path in herlev.status.rglob("*")}
    second = night(herlev)
    assert first.obligations is not None and second.obligations is None
    assert second == replace(first, written=[], reminders=0, obligations=None)
    assert second.problems and second.states["overdue"]
    assert {path: path.stat().st_mtime_ns for path in herlev.status.rglob("*")} == stamps
    assert told(herlev) == first.obligations


def test_only_the_workbooks_of_those_it_is_about_are_made_anew(herlev: Workspace) -> None:
    an_event(herlev)
    assert {path.name for path in night(herlev).written} == {"status.xlsx", "Anna Holm (1001).xlsx"}


def test_another_program_works_everything_out_anew(herlev: Workspace, monkeypatch, tmp_path: Path) -> None:
    assert night(herlev).obligations is None
    monkeypatch.setattr(inputs, "program", lambda: "the next version")
    assert night(herlev).obligations is not None


def test_every_file_of_the_program_counts(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    for name in ("a.py", "room/b.py", "room/0001.sql"):
        (tmp_path / name).write_text("x = 1\n")
    found = [inputs.program(tmp_path)]
    for name in ("a.py", "room/b.py", "room/0001.sql"):
        (tmp_path / name).write_text("x = 2\n")
        inputs.program.cache_clear()
        found.append(inputs.program(tmp_path))
    assert len(set(found)) == len(found)


def test_hrs_remark_is_taken_into_the_store_though_nothing_else_is_new(herlev: Workspace) -> None:
    path = herlev.status / "status.xlsx"
    book = openpyxl.load_workbook(path)
    page = book["Følg op"]
    head = {cell.value: cell.column for cell in page[4]}
    page.cell(5, head["Bemærkning"]).value = "Ringet"
    book.save(path)
    night(herlev)
    rows = openpyxl.load_workbook(path)["Følg op"].iter_rows(min_row=5, values_only=True)
    assert "Ringet" in {row[head["Bemærkning"] - 1] for row in rows}
    assert night(herlev).obligations is None


def test_what_somebody_saved_while_a_night_was_writing_is_looked_at_by_the_next(herlev: Workspace) -> None:
    path = herlev.status / "status.xlsx"
    an_event(herlev)
    with open_round(herlev, TODAY) as round_:
        standing = write_standing(round_)
        book = openpyxl.load_workbook(path)
        head = {cell.value: cell.column for cell in book["Følg op"][4]}
        book["Følg op"].cell(5, head["Bemærkning"]).value = "Ringet"
        book.save(path)
        keep(round_, "", standing, {}, {})
    assert night(herlev).obligations is not None
    with open_round(herlev, TODAY) as round_:
        assert "Ringet" in round_.store.notes().values()


def test_a_store_put_back_from_a_backup_brings_back_what_it_knew(herlev: Workspace, tmp_path: Path) -> None:
    backup = shutil.copy(herlev.store, tmp_path / "backup.db")
    an_event(herlev)
    night(herlev)
    shutil.copy(backup, herlev.store)
    night(herlev)
    assert files_in(herlev) == from_scratch(herlev, TODAY)
    by_hand(herlev, "update events set happened_on = '2026-10-02' where what = 'held'")
    night(herlev)
    assert files_in(herlev) == from_scratch(herlev, TODAY)


def test_a_glance_tells_what_an_opened_store_tells(herlev: Workspace, tmp_path: Path) -> None:
    assert unchanged(herlev, TODAY, Glance(herlev.store)) is not None
    assert unchanged(herlev, date(2026, 10, 27), Glance(herlev.store)) is None
    an_event(herlev)
    assert unchanged(herlev, TODAY, Glance(herlev.store)) is None
    (tmp_path / "no.db").write_text("no database")
    for store in (str(tmp_path / "no.db"), str(tmp_path / "missing.db"), "postgresql://nobody@nowhere/x"):
        assert unchanged(herlev, TODAY, Glance(store)) is None


def test_what_is_kept_holds_nothing_that_is_said_in_a_talk(herlev: Workspace) -> None:
    a_return(herlev)
    night(herlev)
    with closing(sqlite3.connect(herlev.store)) as store:
        kept = "".join(told for (told,) in store.execute("select told from kept"))
        said = "".join(value for (value,) in store.execute("select value from answers_private"))
    assert SECRET in said and SECRET not in kept
