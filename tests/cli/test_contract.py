"""The public contract: what each command prints with --json, and how it ends."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import PEOPLE, person, write_roster

from pipeline.cli import main
from pipeline.store import store
from pipeline.word import pen


def mus(*words, code=0):
    """Runs the command; gives the JSON objects it printed."""
    result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == code, (result.exit_code, result.output)
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


@pytest.fixture
def folder(tmp_path):
    mus("init", tmp_path / "round", "--municipality", "herlev", "--year", 2026)
    write_roster(tmp_path / "roster.xlsx")
    return tmp_path / "round"


def at(folder, *words, today="2026-09-14", code=0):
    return mus("--workspace", folder, "--today", today, *words, code=code)


def roster(folder, people=PEOPLE):
    return write_roster(folder.parent / "roster.xlsx", people)


def test_init_makes_a_workspace_once(tmp_path):
    mus("init", tmp_path / "new", "--municipality", "ishoej", "--year", 2026)
    assert 'municipality = "ishoej"' in (tmp_path / "new" / "mus.toml").read_text()
    mus("init", tmp_path / "new", "--municipality", "herlev", "--year", 2027, code=2)
    assert 'municipality = "ishoej"' in (tmp_path / "new" / "mus.toml").read_text()


def test_init_can_copy_the_forms_for_hr_to_edit(tmp_path):
    mus("init", tmp_path / "new", "--municipality", "ishoej", "--year", 2026, "--copy-forms")
    copied = tmp_path / "new" / "forms"
    assert (copied / "skema.docx").exists() and (copied / "municipalities" / "ishoej.toml").exists()
    assert not list(copied.rglob("*.py"))
    assert at(tmp_path / "new", "check", "--json") == []


def test_init_refuses_a_municipality_nobody_knows(tmp_path):
    mus("init", tmp_path / "new", "--municipality", "herlef", "--year", 2026, code=2)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_no_workspace_cannot_run(tmp_path):
    assert at(tmp_path, "plan", "--json", code=2) == []


def test_check_prints_problems_and_ends_by_them(folder):
    assert at(folder, "check", roster(folder), "--json") == []
    people = [*PEOPLE, person("0044", "Carl Dam", leader="9999")]
    (problem,) = at(folder, "check", roster(folder, people), "--json", code=1)
    assert set(problem) == {"code", "file", "spot", "text", "blocks"}
    assert problem["blocks"] is True
    assert problem["spot"].startswith("Medarbejdere!")
    assert Path(problem["file"]).is_absolute()


def test_plan_tells_who_gets_what_and_who_does_not(folder):
    rows = {row["person"]: row for row in at(folder, "plan", roster(folder), "--json")}
    assert list(rows) == ["1001", "0042", "0043"]
    assert rows["0042"]["talk"] == {"kind": "MUS", "year": 2026, "planned_on": "2026-11-12"}
    assert rows["0042"]["forms"][0] == {"form": "indkaldelse", "for": "employee", "due": None}
    assert rows["0042"]["excluded"] is None
    assert rows["1001"]["talk"] is None and rows["1001"]["forms"] == []
    assert rows["1001"]["excluded"]
    assert not (folder / "output" / "packets").exists()


def test_packets_tells_every_form_with_an_absolute_path(folder):
    rows = at(folder, "packets", roster(folder), "--json")
    assert len(rows) == 14
    for row in rows:
        assert set(row) == {"form_id", "form", "kind", "person", "group", "leader", "for", "path", "due"}
        assert Path(row["path"]).is_absolute() and Path(row["path"]).exists()
    assert at(folder, "packets", roster(folder), "--json") == rows


def filled(folder, form="referat", **values):
    (row,) = [
        r
        for r in at(folder, "packets", roster(folder), "--json")
        if (r["person"], r["form"]) == ("0042", form)
    ]
    path = folder.parent / "Mit referat.docx"
    path.write_bytes(pen.fill(Path(row["path"]).read_bytes(), values))
    return path, row


def test_read_prints_the_answers_and_how_they_were_found(folder):
    path, row = filled(
        folder, samtale_dato=date(2026, 11, 12), referent="leder", deltagere="Bo & Anna\nTo linjer"
    )
    (read,) = at(folder, "read", path, "--json")
    assert (read["form_id"], read["form"], read["person"]) == (row["form_id"], "referat", "0042")
    assert read["answers"]["samtale_dato"] == "2026-11-12"
    assert read["answers"]["deltagere"] == "Bo & Anna\nTo linjer"
    assert read["answers"]["godkendt_dato"] is None
    assert read["answers"]["aftaler"] == []
    assert read["found_by"]["referent"] == "tag"
    assert read["problems"] == []


def test_read_gives_a_table_as_a_list_of_rows(folder):
    (row,) = [
        r
        for r in at(folder, "packets", roster(folder), "--json")
        if (r["person"], r["form"]) == ("0042", "kompetenceudviklingsplan")
    ]
    blank = Path(row["path"]).read_bytes()
    from pipeline.word.layout import tags_of

    first = next(tag.split("/")[1] for tag in tags_of(blank) if tag.startswith("maal/"))
    path = folder.parent / "plan.docx"
    values = {
        f"maal/{first}/maal": "Tale dansk",
        f"maal/{first}/beloeb": "12.500,00",
        f"maal/{first}/fond": True,
    }
    path.write_bytes(pen.fill(blank, values))
    (read,) = at(folder, "read", path, "--json")
    (goal,) = read["answers"]["maal"]
    assert goal["id"] == first
    assert (goal["maal"], goal["beloeb"], goal["fond"], goal["frist"]) == (
        "Tale dansk",
        "12500.00",
        True,
        None,
    )
    assert read["found_by"][f"maal/{first}/beloeb"] == "tag"


def test_returns_tells_each_files_outcome(folder):
    path, row = filled(folder, samtale_dato=date(2026, 11, 12))
    at(folder, "returns", path, today="2026-11-20")
    (judged,) = at(folder, "returns", path, "--json", today="2026-11-20")
    assert set(judged) == {"file", "outcome", "form_id", "form", "person", "group", "problems"}
    assert (judged["outcome"], judged["form_id"]) == ("duplicate", row["form_id"])


def test_returns_ends_with_1_when_a_file_was_refused(folder):
    at(folder, "packets", roster(folder))
    (folder / "output" / "inbox" / "note.txt").write_text("hej")
    (judged,) = at(folder, "returns", "--json", code=1)
    assert judged["outcome"] == "rejected"
    assert judged["problems"][0]["code"] == "wrong-file-type"


def test_record_stores_an_event_once(folder):
    at(folder, "packets", roster(folder))
    words = ("record", "42", "held", "--on", "2026-11-12", "--json")
    (event,) = at(folder, *words)
    assert (event["subject"], event["event"], event["on"], event["kind"]) == (
        "0042",
        "held",
        "2026-11-12",
        "MUS",
    )
    at(folder, *words)
    talk = next(row for row in at(folder, "status", "--json", today="2026-11-20") if row["person"] == "0042")
    assert (talk["what"], talk["state"], talk["done_on"]) == ("talk", "done", "2026-11-12")


def test_record_refuses_what_it_does_not_know(folder):
    at(folder, "packets", roster(folder))
    at(folder, "record", "7777", "held", "--on", "2026-11-12", code=2)
    at(folder, "record", "0042", "danced", "--on", "2026-11-12", code=2)
    at(folder, "record", "0042", "held", "--on", "12/11-2026", code=2)


def test_status_tells_obligations_by_rule_and_writes_the_workbooks(folder):
    path, _ = filled(folder, samtale_dato=date(2026, 11, 12), referent="leder")
    at(folder, "returns", path, today="2026-11-20")
    rows = at(folder, "status", "--json", today="2026-12-20")
    names = {
        "rule",
        "what",
        "kind",
        "person",
        "group",
        "leader",
        "unit",
        "due",
        "state",
        "done_on",
        "late",
        "reason",
        "row",
    }
    assert all(set(row) == names for row in rows)
    mine = {row["what"]: row for row in rows if row["person"] == "0042"}
    assert (mine["talk"]["rule"], mine["talk"]["state"]) == ("HER-3", "done")
    assert (mine["minutes-approved"]["rule"], mine["minutes-approved"]["state"]) == ("HER-13", "overdue")
    assert (mine["plan"]["rule"], mine["plan"]["due"]) == ("HER-8", "2026-11-26")
    assert (folder / "output" / "status" / "status.xlsx").exists()
    assert (folder / "output" / "status" / "ledere" / "Anna Holm (1001).xlsx").exists()


def test_status_twice_writes_nothing_the_second_time(folder):
    at(folder, "packets", roster(folder))
    at(folder, "status")
    book = folder / "output" / "status" / "status.xlsx"
    before = (book.read_bytes(), book.stat().st_mtime_ns)
    at(folder, "status")
    assert (book.read_bytes(), book.stat().st_mtime_ns) == before


def test_explain_names_the_rule_and_the_file_of_a_value(folder):
    rows = {row["key"]: row for row in at(folder, "explain", "ishoej", "--json")}
    told = rows["handout.days_before"]
    assert (told["key"], told["value"], told["rule"]) == ("handout.days_before", 14, "ISH-3")
    assert "000" in told["seed"] and "14 dage" in told["text"]
    assert {"valid_from", "valid_to"} <= set(told)
    assert "ishoej.toml" in rows["handout.days_before"]["origin"]
    at(folder, "explain", "ishøj", code=2)


def test_nightly_takes_in_the_inbox_and_writes_status(folder):
    path, _ = filled(folder, samtale_dato=date(2026, 11, 12))
    (folder / "output" / "inbox" / "a.docx").write_bytes(path.read_bytes())
    (summary,) = at(folder, "nightly", "--json", today="2026-11-20")
    assert summary["accepted"] == 1
    assert (folder / "output" / "status" / "status.xlsx").exists()
    (again,) = at(folder, "nightly", "--json", today="2026-11-20")
    assert (again["accepted"], again["workbooks_written"]) == (0, 0)


def test_only_one_run_at_a_time(folder):
    from filelock import FileLock

    at(folder, "packets", roster(folder))
    with FileLock(folder / "output" / ".mus.lock"):
        at(folder, "nightly", code=2)


def test_a_store_that_somebody_else_holds_stops_the_run_and_says_so(folder, monkeypatch):
    """As a backup or a database browser does that leaves its transaction open."""
    at(folder, "packets", roster(folder))
    path, _ = filled(folder, samtale_dato=date(2026, 11, 12))
    inbox = folder / "output" / "inbox"
    (inbox / "a.docx").write_bytes(path.read_bytes())
    monkeypatch.setattr("pipeline.store.opening._SECONDS_TO_WAIT", 0.1)
    migrate = store.migrate
    holder = sqlite3.connect(folder / "output" / "mus.db")

    def migrate_and_hold(connection):
        migrate(connection)
        connection.commit()
        holder.execute("BEGIN IMMEDIATE")

    monkeypatch.setattr(store, "migrate", migrate_and_hold)
    result = CliRunner().invoke(main, ["--workspace", str(folder), "returns"])
    assert (result.exit_code, "Traceback" in result.output) == (2, False)
    assert "store-gave-up" in result.output and "kør kommandoen igen" in result.output
    assert (inbox / "a.docx").exists()
    holder.rollback()
    monkeypatch.setattr(store, "migrate", migrate)
    assert [row["outcome"] for row in at(folder, "returns", "--json")] == ["accepted"]


@pytest.mark.parametrize(
    "command",
    [
        "init",
        "check",
        "plan",
        "packets",
        "read",
        "returns",
        "record",
        "status",
        "explain",
        "export",
        "purge",
        "nightly",
        "demo",
    ],
)
def test_every_command_has_help_with_an_example(command):
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert "Example:  mus" in result.output


def test_help_names_only_what_is_there():
    result = CliRunner().invoke(main, ["--help"])
    named = [line.split()[0] for line in result.output.partition("Commands:")[2].splitlines() if line.strip()]
    assert sorted(named) == sorted(main.commands)


# --- what goes wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "year = 26",
        'year = "2026"',
        'store = "foo://bar"',
        'store = "postgresql://nobody@localhost:1/none"',
        'store = "output"',
        'output = "mus.toml"',
        'munici = "herlev"',
        "year = ",
    ],
)
def test_a_workspace_that_cannot_be_used_says_so(folder, line):
    config = folder / "mus.toml"
    key = line.split(" ")[0]
    kept = [text for text in config.read_text().splitlines() if not text.startswith(key)]
    config.write_text("\n".join([*kept, line]) + "\n")
    result = CliRunner().invoke(main, ["--workspace", str(folder), "status", "--json"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit), result.exception
    assert "[" in result.stderr


def test_a_workspace_written_in_notepad_is_read(folder):
    config = folder / "mus.toml"
    config.write_text(config.read_text(), encoding="utf-8-sig")
    assert at(folder, "plan", roster(folder), "--json")


def test_a_relative_store_lies_in_the_workspace_wherever_the_command_runs(folder, monkeypatch, tmp_path):
    config = folder / "mus.toml"
    config.write_text(config.read_text() + 'store = "sqlite:///rel.db"\n')
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    at(folder, "packets", roster(folder))
    assert (folder / "rel.db").exists() and not (tmp_path / "elsewhere" / "rel.db").exists()


@pytest.mark.parametrize("content", [None, "", "00", "x" * 64])
def test_a_lost_or_spoilt_key_stops_everything_once_forms_are_out(folder, content):
    at(folder, "packets", roster(folder))
    before = sorted(path.name for path in (folder / "output" / "packets").rglob("*.docx"))
    (folder / "mus.key").unlink()
    if content is not None:
        (folder / "mus.key").write_text(content)
    at(folder, "packets", roster(folder), code=2)
    assert sorted(path.name for path in (folder / "output" / "packets").rglob("*.docx")) == before


def test_a_roster_nobody_can_read_does_not_stop_the_night(folder):
    config = folder / "mus.toml"
    config.write_text(config.read_text() + 'roster = "r.xlsx"\n')
    write_roster(folder / "r.xlsx")
    at(folder, "packets")
    (folder / "r.xlsx").write_bytes(b"half a file")
    (summary,) = at(folder, "nightly", "--json", today="2026-11-20", code=1)
    assert summary["open"] == 3


def test_a_spoilt_status_workbook_is_left_and_the_night_is_told(folder):
    path, _ = filled(folder, samtale_dato=date(2026, 11, 12))
    book = folder / "output" / "status" / "status.xlsx"
    book.parent.mkdir(parents=True)
    book.write_text("garbage")
    (folder / "output" / "inbox" / "a.docx").write_bytes(path.read_bytes())
    (summary,) = at(folder, "nightly", "--json", today="2026-11-20", code=1)
    assert summary["accepted"] == 1
    assert book.read_text() == "garbage"


def notes_page(folder):
    book = openpyxl.load_workbook(folder / "output" / "status" / "status.xlsx")
    page = book["Følg op"]
    (head,) = [row for row in page.iter_rows() if any(cell.value == "Nøgle" for cell in row)]
    return book, page, next(cell for cell in head if cell.value == "Bemærkning")


def test_hrs_notes_survive_the_night_and_a_cpr_number_in_them_does_not(folder):
    at(folder, "packets", roster(folder))
    at(folder, "record", "0042", "held", "--on", "2026-11-12")
    at(folder, "status", today="2026-12-20")
    book, page, head = notes_page(folder)
    page.cell(head.row + 1, head.column).value = "Ringet til Anna om 010190-1234"
    book.save(folder / "output" / "status" / "status.xlsx")
    at(folder, "status", today="2026-12-21")
    _, page, head = notes_page(folder)
    assert page.cell(head.row + 1, head.column).value == "Ringet til Anna om (cpr udeladt)"
    assert b"010190-1234" not in (folder / "output" / "mus.db").read_bytes()


def test_a_workbook_whose_notes_cannot_be_found_is_put_aside(folder):
    at(folder, "packets", roster(folder))
    at(folder, "status", today="2026-12-20")
    book, page, _ = notes_page(folder)
    page.title = "Min liste"
    book.save(folder / "output" / "status" / "status.xlsx")
    at(folder, "status", today="2026-12-21")
    aside = folder / "output" / "status" / "status - gemt 2026-12-21 1.xlsx"
    assert "Min liste" in openpyxl.load_workbook(aside).sheetnames
    book.save(folder / "output" / "status" / "status.xlsx")
    result = CliRunner().invoke(main, ["--workspace", str(folder), "--today", "2026-12-21", "nightly"])
    assert result.stderr.count("notes-not-found") == 2
    assert aside.exists() and aside.with_name("status - gemt 2026-12-21 2.xlsx").exists()
    assert "Følg op" in openpyxl.load_workbook(folder / "output" / "status" / "status.xlsx").sheetnames


def test_a_leaders_own_notes_in_the_overview_are_left(folder):
    at(folder, "packets", roster(folder))
    (path,) = (folder / "output" / "packets").rglob("Overblik.xlsx")
    book = openpyxl.load_workbook(path)
    book.active["A20"] = "min note"
    book.save(path)
    at(folder, "packets", roster(folder))
    assert openpyxl.load_workbook(path).active["A20"].value == "min note"


def test_the_overview_of_somebody_who_leads_nobody_any_more_goes(folder):
    people = [*PEOPLE, person("1002", "Carl Dam")]
    at(folder, "packets", roster(folder, people))
    moved = [row | {"Leder": "" if row["Tjenestenummer"] == "1002" else "1002"} for row in people]
    at(folder, "packets", roster(folder, moved))
    names = [path.parent.name for path in (folder / "output" / "packets").rglob("Overblik.xlsx")]
    assert names == ["Carl Dam (1002)"]


@pytest.mark.parametrize(
    "words",
    [
        ("0042", "held", "--on", "2062-11-12"),
        ("0042", "held", "--on", "2026-11-12", "--by", "nobody"),
        ("0042", "held", "--on", "2026-11-12", "--kind", "XX"),
        ("1001", "held", "--on", "2026-11-12"),
    ],
)
def test_record_refuses_what_cannot_be(folder, words):
    at(folder, "packets", roster(folder))
    at(folder, "record", *words, today="2026-11-20", code=2)


def test_record_takes_a_day_to_come_and_counts_it_when_it_has_come(folder):
    at(folder, "packets", roster(folder))
    at(folder, "record", "0042", "held", "--on", "2026-12-01", today="2026-11-20")
    for today, state in (("2026-11-30", "open"), ("2026-12-01", "done")):
        (talk,) = [
            r
            for r in at(folder, "status", "--json", today=today)
            if (r["person"], r["what"]) == ("0042", "talk")
        ]
        assert talk["state"] == state


@pytest.mark.parametrize(
    ("slug", "recorded", "proved"),
    [
        ("ishoej", "minutes-handed-over", "minutes"),
        ("herlev", "minutes-approved", "minutes"),
        ("syddjurs", "plan-approved", "plan"),
        ("syddjurs", "follow-up", "follow-up-agreed"),
    ],
)
def test_what_was_done_on_paper_leaves_nothing_that_cannot_be_cleared(tmp_path, slug, recorded, proved):
    made = tmp_path / slug
    mus("init", made, "--municipality", slug, "--year", 2026)
    at(made, "packets", write_roster(tmp_path / "roster.xlsx"))
    at(made, "record", "0042", "held", "--on", "2026-11-12")
    at(made, "record", "0042", recorded, "--on", "2026-11-13")
    rows = {r["what"]: r for r in at(made, "status", "--json", today="2027-06-01") if r["person"] == "0042"}
    assert (rows[proved]["state"], rows[proved]["done_on"]) == ("done", "2026-11-13")
    if proved == "plan":
        page = openpyxl.load_workbook(made / "output" / "status" / "status.xlsx")["Overblik"]
        assert "med plan (1)" in [cell.value for row in page.iter_rows() for cell in row]


def test_demo_refuses_a_folder_that_is_not_a_demo(tmp_path):
    (tmp_path / "mine.txt").write_text("mit")
    assert CliRunner().invoke(main, ["demo", str(tmp_path)]).exit_code == 2
    assert (tmp_path / "mine.txt").read_text() == "mit"
    assert CliRunner().invoke(main, ["demo", str(tmp_path / "new"), "--municipality", "nope"]).exit_code == 2
    assert not (tmp_path / "new").exists()
