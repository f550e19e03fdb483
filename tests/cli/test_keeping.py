"""`mus purge` and `mus export`: what must go is gone from every corner, and what goes out holds no free text."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.identity import read_key
from pipeline.model import (
    Answer,
    Choice,
    Event,
    Field,
    Issued,
    Layout,
    Person,
    Reading,
    ReturnedFile,
    Roster,
    Talk,
)
from pipeline.store import open_store
from pipeline.word import pen
from pipeline.word.layout import tags_of
from pipeline.workspace import Workspace, make_workspace, read_workspace

MARKER = "hemmeligt-ærligt-ord"
ANNA, BO = Person("1001", "Anna Holm"), Person("0042", "Bo Lind", leader="1001", unit="Regnbuen")
REF26, SKM26, KUP26 = "MUS26-0001-REF-AAAAAA", "MUS26-0001-SKM-AAAAAA", "MUS26-0001-KUP-AAAAAA"
REF27 = "MUS27-0001-REF-AAAAAA"
FORMS = {REF26: "referat", SKM26: "skema", KUP26: "kompetenceudviklingsplan", REF27: "referat"}
HELD26 = Event("held", "0042", "MUS", 2026, date(2026, 11, 12))
HELD27 = Event("held", "0042", "MUS", 2027, date(2027, 11, 10))
CHOICES = (Choice("leder", "Leder"), Choice("medarbejder", "Medarbejder"))
STATUSES = (Choice("i-gang", "I gang"), Choice("gennemfoert", "Gennemført"))
LAYOUT = Layout(
    "kompetenceudviklingsplan",
    (
        Field("maal/maal", "Mål", "text", privacy="shared"),
        Field("maal/ansvarlig", "Ansvarlig", "combo", choices=CHOICES, privacy="shared"),
        Field("maal/frist", "Frist", "date", privacy="shared"),
        Field("maal/fond", "Fond", "check", privacy="shared"),
        Field("maal/beloeb", "Beløb", "amount", privacy="shared"),
        Field("maal/status", "Status", "choice", choices=STATUSES, privacy="shared"),
    ),
)


def mus(folder, *words, today="2027-11-20", code=0):
    """Runs the command; gives the JSON objects it printed."""
    words = ("--workspace", folder, "--today", today, *words)
    result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == code, (result.exit_code, result.output)
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


def a_workspace(tmp_path: Path, year: int) -> Workspace:
    made = read_workspace(make_workspace(tmp_path / "herlev", "herlev", year).parent)
    read_key(made.key, needed=False)
    return made


def word_file(path: Path, form_id: str, text: str = MARKER) -> Path:
    """A Word file that bears a form's id where ours do, and something that somebody has written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    document.add_paragraph(f"{form_id}: {text}")
    document.core_properties.keywords = form_id
    document.save(str(path))
    return path


def issue(store, form_id: str, year: int = 2026, **changes) -> Issued:
    form = Issued(
        form_id=form_id,
        form=FORMS[form_id],
        kind="MUS",
        year=year,
        person="0042",
        person_name="Bo Lind",
        leader="1001",
        audience="both",
        path=f"packets/Anna Holm (1001)/Bo Lind (0042)/{FORMS[form_id]} - {form_id}.docx",
        issued_on=date(year, 9, 14),
        layout=store.save_layout(LAYOUT),
        rows={"maal": ("r1", "r2")} if FORMS[form_id] == "kompetenceudviklingsplan" else {},
        **changes,
    )
    store.record_issued([form])
    return form


def take_in(
    store, digest: str, form: Issued, answers=(), kept_at="", events=(), outcome="accepted", day=None
):
    file = ReturnedFile(
        digest,
        "plan.docx" if form.form == "kompetenceudviklingsplan" else f"{MARKER}.docx",
        day or date(form.year, 11, 20),
        outcome,
        form.form_id,
        form.form,
        "0042",
        kept_at=kept_at,
    )
    store.record_return(file, Reading(file.name, digest, form, tuple(answers)), events)


@pytest.fixture
def folder(tmp_path):
    """A workspace in its second year: 2026 with everything a talk leaves behind, and 2027 not yet held."""
    made = a_workspace(tmp_path, 2027)
    private = Answer("emne_trivsel", MARKER, "tag", "private")
    row = {"maal": "Excel", "frist": date(2027, 6, 1), "status": "gennemfoert"}
    plan = [Answer(f"maal/r1/{column}", value, "tag", "shared") for column, value in row.items()]
    with open_store(made.store) as store:
        for year in (2026, 2027):
            store.save_roster(Roster({"1001": ANNA, "0042": BO}), year)
            store.save_talks([Talk("0042", "MUS", year, "1001", date(year, 11, 12), 1)])
        forms = {form_id: issue(store, form_id) for form_id in (REF26, SKM26, KUP26)}
        forms[REF27] = issue(store, REF27, 2027)
        archive = f"archive/2026/{REF26}/0123 referat.docx"
        take_in(store, "d1", forms[REF26], [private], archive, [HELD26])
        take_in(store, "d2", forms[SKM26], [private], f"archive/2026/{SKM26}/4567 skema.docx")
        take_in(store, "d3", forms[KUP26], plan, f"archive/2026/{KUP26}/89ab plan.docx")
    for form in forms.values():
        word_file(made.output / form.path, form.form_id)
    word_file(made.output / archive, REF26)
    word_file(made.output / f"archive/2026/{SKM26}/4567 skema.docx", SKM26)
    word_file(made.output / f"archive/2026/{KUP26}/89ab plan.docx", KUP26, "Excel")
    return made.folder


@contextmanager
def the_store(folder):
    with open_store(read_workspace(folder).store) as store:
        yield store


def tell(folder, *events):
    with the_store(folder) as store:
        for event in events:
            store.record_event(event)


def files_of(folder, form_id: str) -> list[str]:
    """Every file that holds a form's id, by name or within."""
    found = []
    for path in (folder / "output").rglob("*"):
        if not path.is_file() or path.name.startswith((".mus", "mus.db")):
            continue
        parts = [path.read_bytes(), str(path).encode()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                parts += [package.read(name) for name in package.namelist()]
        found += [path.name] if any(form_id.encode() in part for part in parts) else []
    return sorted(found)


def on_disk(folder, text: str) -> list[str]:
    """Every file of the database that holds the text."""
    return [path.name for path in (folder / "output").glob("mus.db*") if text.encode() in path.read_bytes()]


def question(folder, query: str) -> list[tuple[object, ...]]:
    return sqlite3.connect(folder / "output" / "mus.db").execute(query).fetchall()


# --- purge --------------------------------------------------------------------------------------


def test_a_dry_run_tells_what_goes_and_why_and_changes_nothing(folder):
    tell(folder, HELD27)
    before = {path: path.read_bytes() for path in (folder / "output").rglob("*.docx")}
    rows = {row["what"]: row for row in mus(folder, "purge", "--json")}
    assert set(rows) == {"minutes", "preparation"}
    minutes = rows["minutes"]
    assert (minutes["person"], minutes["year"], minutes["rule"]) == ("0042", 2026, "HER-10")
    assert (minutes["forms"], minutes["files"]) == (1, 2)
    assert "slettes" in minutes["reason"] and MARKER not in json.dumps(rows)
    assert {path: path.read_bytes() for path in before} == before
    with the_store(folder) as store:
        assert not store.destroyed(REF26) and len(store.answers(REF26)) == 1


def test_minutes_are_destroyed_in_every_corner_when_next_years_talk_has_been_held(folder):
    """HER-10: file listing and store query before and after; the plan is kept."""
    output = folder / "output"
    word_file(output / "packets/Anna Holm (1001)/Bo Lind (0042)/Modtaget/0123 referat.docx", REF26)
    word_file(output / "packets/Anna Holm (1001)/mit navn til filen.docx", REF26)
    word_file(output / "review/0123 x.docx", REF26).with_name("0123 x.docx.txt").write_text("Kære leder")
    word_file(output / "inbox/Kopi af noget.docx", REF26)
    (output / f"packets/.{REF26}.docx.part").write_bytes(b"half of it")
    with zipfile.ZipFile(output / "inbox/to.zip", "w") as package:
        package.write(output / "inbox/Kopi af noget.docx", "referat.docx")
    assert len(files_of(folder, REF26)) == 7  # and the one within the zip
    assert on_disk(folder, MARKER)

    tell(folder, HELD27)
    assert {row["what"] for row in mus(folder, "purge", "--yes", "--json")} == {"minutes", "preparation"}

    assert files_of(folder, REF26) == files_of(folder, SKM26) == []
    assert list((output / "inbox").iterdir()) == list((output / "review").iterdir()) == []
    assert not (output / f"archive/2026/{REF26}").exists()
    assert len(files_of(folder, KUP26)) == 2 and len(files_of(folder, REF27)) == 1
    assert question(folder, "select * from answers_private") == []
    assert on_disk(folder, MARKER) == []
    with the_store(folder) as store:
        assert store.answers(REF26) == [] and len(store.answers(KUP26)) == 3
        assert [row.values["maal"] for row in store.plan_rows("0042", 2027)] == ["Excel"]


def test_the_proof_stays_and_tells_nothing(folder):
    tell(folder, HELD27)
    mus(folder, "purge", "--yes")
    with the_store(folder) as store:
        (proof,) = [event for event in store.events(2026) if event.what == "minutes-destroyed"]
        assert proof == Event(
            "minutes-destroyed", "0042", "MUS", 2026, date(2027, 11, 20), source="purge", form="referat"
        )
        assert HELD26 in store.events(2026)  # facts stay
        assert store.destroyed(REF26) and store.destroyed(SKM26)
        assert not store.destroyed(KUP26) and not store.destroyed("")
        issued = store.issued(REF26)
        assert issued is not None and issued.person == "0042"
        (returned,) = [file for file in store.returned_files(2026) if file.form_id == REF26]
        assert (returned.name, returned.kept_at) == (REF26, "")
    assert ("minutes", "HER-10") in question(folder, "select what, rule from destroyed")


def test_destroying_twice_changes_nothing_and_keeps_one_proof(folder):
    tell(folder, HELD27)
    mus(folder, "purge", "--yes")
    assert mus(folder, "purge", "--json", today="2027-11-25") == []
    assert mus(folder, "purge", "--yes", "--json", today="2027-11-25") == []
    proofs = question(folder, "select count(*) from events where what = 'minutes-destroyed'")
    assert proofs == [(1,)]


def test_a_copy_that_comes_back_after_that_goes_too(folder):
    tell(folder, HELD27)
    mus(folder, "purge", "--yes")
    word_file(folder / "output/inbox/fundet.docx", REF26)
    (row,) = mus(folder, "purge", "--json")
    assert row["files"] == 1 and "kopi" in row["reason"]
    mus(folder, "purge", "--yes", today="2027-12-01")
    assert files_of(folder, REF26) == []
    assert question(folder, "select count(*) from events where what = 'minutes-destroyed'") == [(1,)]


def test_a_skipped_year_destroys_no_minutes(folder):
    rows = mus(folder, "purge", "--json", today="2028-02-01")
    assert "minutes" not in {row["what"] for row in rows}


def test_minutes_of_two_leaders_are_found_wherever_they_lie(folder):
    """A leader change moves the packet; what somebody typed in stays in the former leader's folder."""
    old = word_file(
        folder / f"output/packets/Gamle Leder (1009)/Bo Lind (0042)/referat - {REF26}.docx", REF26
    )
    tell(folder, HELD27)
    mus(folder, "purge", "--yes")
    assert not old.exists() and not old.parent.exists()


def test_a_leaver_leaves_nothing_but_facts(folder):
    with the_store(folder) as store:
        store.save_roster(Roster({"1001": ANNA}), 2027)
    whats = {row["what"] for row in mus(folder, "purge", "--yes", "--json", today="2028-07-01")}
    assert whats == {"minutes", "preparation", "plan"}
    assert not list((folder / "output").rglob("*.docx"))
    for table in ("answers_private", "answers_shared", "facts", "plan_rows"):
        assert question(folder, f"select * from {table}") == []
    with the_store(folder) as store:
        assert HELD26 in store.events(2026)


def test_a_refused_file_goes_with_its_letter_and_its_record(folder):
    refused = word_file(folder / "output/rejected/0123 ukendt.docx", "intet id")
    refused.with_name(f"{refused.name}.txt").write_text("Vi har modtaget …", encoding="utf-8")
    digest = hashlib.sha256(refused.read_bytes()).hexdigest()
    file = ReturnedFile(
        digest, f"{MARKER}.docx", date(2027, 1, 5), "rejected", kept_at="rejected/0123 ukendt.docx"
    )
    with the_store(folder) as store:
        store.record_return(file, Reading(file.name, digest, None), ())
    (row,) = [row for row in mus(folder, "purge", "--yes", "--json") if row["what"] == "refused"]
    assert (row["person"], row["files"]) == ("", 1)
    assert list((folder / "output/rejected").iterdir()) == []
    with the_store(folder) as store:
        assert store.seen(digest) is None


def test_a_zip_that_holds_other_forms_too_is_left_and_said_and_has_no_proof(folder):
    both = folder / "output/inbox/begge.zip"
    both.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(both, "w") as package:
        for form_id in (REF26, KUP26):
            package.write(word_file(folder.parent / f"{form_id}.docx", form_id), f"{form_id}.docx")
    tell(folder, HELD27)
    destroyed = mus(folder, "purge", "--yes", "--json", code=1)
    assert [row["what"] for row in destroyed] == ["preparation"]
    assert both.exists()
    with the_store(folder) as store:
        assert not store.destroyed(REF26)
        assert "minutes-destroyed" not in {event.what for event in store.events(2026)}
    both.unlink()
    assert [row["what"] for row in mus(folder, "purge", "--yes", "--json")] == ["minutes"]


def test_nothing_of_other_people_and_no_workbook_is_touched(folder):
    output = folder / "output"
    log = output / "kørsel.log"
    log.write_text(f"{REF26} taget ind", encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append([REF26])
    book.save(output / "packets/Anna Holm (1001)/Overblik.xlsx")
    tell(folder, HELD27)
    mus(folder, "purge", "--yes")
    assert log.exists() and (output / "packets/Anna Holm (1001)/Overblik.xlsx").exists()


@pytest.mark.parametrize("left", [239, 60, 0])
def test_a_purge_killed_in_the_middle_is_finished_by_the_next(folder, left):
    output = folder / "output"
    copy = word_file(output / "packets/Anna Holm (1001)/000.docx", REF26)
    for number in range(1, 240):
        shutil.copy(copy, copy.with_name(f"{number:03d}.docx"))
    tell(folder, HELD27)
    words = ["--workspace", str(folder), "--today", "2027-11-20", "purge", "--yes"]
    run = subprocess.Popen([sys.executable, "-c", "from pipeline.cli import main; main()", *words])
    copies = output / "packets/Anna Holm (1001)"
    while run.poll() is None and sum(path.suffix == ".docx" for path in copies.iterdir()) > left:
        time.sleep(0.001)
    run.send_signal(signal.SIGKILL)
    run.wait()
    mus(folder, "purge", "--yes")
    assert files_of(folder, REF26) == [] and on_disk(folder, MARKER) == []
    assert question(folder, "select count(*) from events where what = 'minutes-destroyed'") == [(1,)]
    assert mus(folder, "purge", "--json") == []


# --- export -------------------------------------------------------------------------------------


def export(folder, what, *words, code=0, today="2026-12-01"):
    words = ("--workspace", folder, "--today", today, "export", what, *words)
    result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == code, (result.exit_code, result.output)
    return result.stdout


@pytest.fixture
def with_plans(tmp_path):
    """A round with two versions of a plan, in which somebody has written in every kind of field."""
    made = a_workspace(tmp_path, 2026)
    rows = {
        "maal/r1/maal": MARKER,
        "maal/r1/ansvarlig": f"={MARKER}",
        "maal/r1/frist": date(2027, 3, 1),
        "maal/r1/fond": True,
        "maal/r1/beloeb": Decimal("12500.00"),
        "maal/r1/status": "i-gang",
        "maal/r2/maal": MARKER,
        "maal/r2/ansvarlig": "leder",
        "maal/r2/beloeb": f"ca. {MARKER}",
        "maal/r2/status": MARKER,
    }
    newer = rows | {"maal/r1/status": "gennemfoert"}
    with open_store(made.store) as store:
        store.save_roster(Roster({"1001": ANNA, "0042": BO}), 2026)
        store.save_talks([Talk("0042", "MUS", 2026, "1001", date(2026, 11, 12), 1)])
        form = issue(store, KUP26)
        for digest, values in (("d1", rows), ("d2", newer)):
            answers = [Answer(key, value, "tag", "shared") for key, value in values.items()]
            take_in(store, digest, form, answers, events=[HELD26])
    return made.folder


def test_plan_rows_go_out_by_their_typed_columns_and_hold_no_word_of_the_plan(with_plans):
    for form in ("jsonl", "csv"):
        assert MARKER not in export(with_plans, "plan-rows", "--format", form, "--versions")
    first, second = (json.loads(line) for line in export(with_plans, "plan-rows").splitlines())
    assert first == {
        "year": 2026,
        "person": "0042",
        "group": "",
        "form_id": KUP26,
        "table": "maal",
        "id": "r1",
        "version": 2,
        "current": True,
        "completed": True,
        "ansvarlig": None,
        "frist": "2027-03-01",
        "fond": True,
        "beloeb": "12500.00",
        "status": "gennemfoert",
    }
    assert (second["ansvarlig"], second["beloeb"], second["status"]) == ("leder", None, None)
    assert second["completed"] is False


def test_earlier_versions_go_out_where_they_are_asked_for(with_plans):
    rows = [json.loads(line) for line in export(with_plans, "plan-rows", "--versions").splitlines()]
    assert [(row["id"], row["version"], row["current"], row["status"]) for row in rows] == [
        ("r1", 1, False, "i-gang"),
        ("r1", 2, True, "gennemfoert"),
        ("r2", 1, True, None),
    ]


def test_forms_talks_and_obligations_go_out_as_facts(with_plans):
    (form,) = (json.loads(line) for line in export(with_plans, "forms").splitlines())
    assert (form["form_id"], form["returned_on"], form["outcome"]) == (KUP26, "2026-11-20", "accepted")
    (talk,) = (json.loads(line) for line in export(with_plans, "talks").splitlines())
    assert (talk["person"], talk["planned_on"], talk["held_on"]) == ("0042", "2026-11-12", "2026-11-12")
    obligations = [json.loads(line) for line in export(with_plans, "obligations").splitlines()]
    assert {"talk"} <= {owed["what"] for owed in obligations}


def test_what_a_spreadsheet_would_run_is_made_harmless(with_plans):
    with the_store(with_plans) as store:
        person = Person("=1+1", "@Bo", leader="1001")
        store.save_roster(Roster({"1001": ANNA, person.number: person}), 2026)
        store.save_talks([Talk(person.number, "MUS", 2026, "-1001", None, 2)])
    (row,) = csv.DictReader(io.StringIO(export(with_plans, "talks", "--format", "csv")))
    assert (row["person"], row["leader"], row["held_on"]) == ("'=1+1", "'-1001", "")


def test_an_export_is_written_whole_to_its_file_and_for_its_owner_only(with_plans, tmp_path):
    out = tmp_path / "planer.csv"
    assert export(with_plans, "plan-rows", "--format", "csv", "--out", out) == ""
    assert out.read_text(encoding="utf-8").startswith("year,person,group,")
    assert out.stat().st_mode & 0o777 == 0o600
    assert export(with_plans, "talks", "--out", tmp_path / "no such folder" / "x", code=2) == ""


def test_nothing_to_export_is_no_rows_and_a_header(tmp_path):
    folder = make_workspace(tmp_path / "herlev", "herlev", 2026).parent
    assert export(folder, "plan-rows") == ""
    assert export(folder, "talks", "--format", "csv").strip().startswith("year,kind,person")


def test_parquet_holds_typed_columns_or_says_what_is_missing(with_plans, tmp_path):
    out = tmp_path / "planer.parquet"
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        export(with_plans, "plan-rows", "--format", "parquet", "--out", out, code=2)
        assert not out.exists()
        return
    export(with_plans, "plan-rows", "--format", "parquet", "--out", out)
    rows = parquet.read_table(out).to_pylist()
    assert (rows[0]["frist"], rows[0]["beloeb"], rows[0]["fond"]) == (
        date(2027, 3, 1),
        Decimal("12500.00"),
        True,
    )


# --- a real round, from the packets to the purge ------------------------------------------------


def test_two_real_years_end_with_the_first_years_minutes_gone_for_good(workspace):
    """HER-10, HER-14: out, back, next year's talk held, destroyed; sent in again it is refused, packets print it not."""
    made = workspace("herlev")
    roster = made.folder / "medarbejdere.xlsx"
    mus(made.folder, "packets", "--json", today="2026-09-14")
    with the_store(made.folder) as store:
        forms = {(f.person, f.form, f.audience): f for f in store.all_issued(2026)}
    minutes = forms["0042", "referat", "both"]
    blank = (made.output / minutes.path).read_bytes()
    answers = {"samtale_dato": date(2026, 11, 12), "referent": "leder", "deltagere": MARKER}
    topics = {key: MARKER for key in tags_of(blank) if key.startswith("emne_")}
    filled = pen.fill(blank, topics | answers)
    (made.inbox / "mit referat.docx").write_bytes(filled)
    (row,) = mus(made.folder, "returns", "--json", today="2026-11-20")
    assert row["outcome"] == "accepted"
    assert files_of(made.folder, minutes.form_id)

    toml = made.folder / "mus.toml"
    toml.write_text(toml.read_text().replace("year = 2026", "year = 2027"))
    mus(made.folder, "packets", roster, "--json", today="2027-09-14")
    mus(made.folder, "record", "0042", "held", "--on", "2027-11-10", today="2027-11-12")
    destroyed = mus(made.folder, "purge", "--yes", "--json", today="2027-11-12")
    assert ("minutes", "0042", 2026) in {(row["what"], row["person"], row["year"]) for row in destroyed}
    assert files_of(made.folder, minutes.form_id) == []
    assert on_disk(made.folder, MARKER) == []

    (made.inbox / "igen.docx").write_bytes(filled)
    (row,) = mus(made.folder, "returns", "--json", today="2027-11-13", code=1)
    assert row["outcome"] == "rejected"
    with the_store(made.folder) as store:
        assert store.answers(minutes.form_id) == []
    mus(made.folder, "purge", "--yes", today="2027-11-14")
    assert on_disk(made.folder, MARKER) == []
    assert files_of(made.folder, minutes.form_id) == []


def test_papers_of_a_round_with_a_folder_of_its_own_are_found_there(workspace):
    """HER-10: next year's round may write elsewhere; what must go is destroyed where it lies, or it is said."""
    made = workspace("herlev")
    roster = made.folder / "medarbejdere.xlsx"
    mus(made.folder, "packets", "--json", today="2026-09-14")
    mus(made.folder, "record", "0042", "held", "--on", "2026-11-12", today="2026-11-20")
    mus(made.folder, "record", "0042", "minutes-approved", "--on", "2026-11-13", today="2026-11-20")
    toml = made.folder / "mus.toml"
    moved = 'year = 2027\noutput = "output-2027"\nstore = "output/mus.db"'
    toml.write_text(toml.read_text().replace("year = 2026", moved))
    mus(made.folder, "packets", roster, "--json", today="2027-09-14")
    mus(made.folder, "record", "0042", "held", "--on", "2027-11-10", today="2027-11-12")
    (minutes,) = (made.folder / "output" / "packets").rglob("Referat - Bo Lind*.docx")
    mus(made.folder, "purge", "--yes", "--json", today="2027-11-12")
    assert not minutes.exists()
    assert list((made.folder / "output-2027" / "packets").rglob("Referat - Bo Lind*.docx"))


def test_nothing_is_proved_to_be_gone_that_may_lie_in_a_folder_out_of_reach(workspace):
    made = workspace("herlev")
    mus(made.folder, "packets", "--json", today="2026-09-14")
    with the_store(made.folder) as store:
        store.save_output("flyttet")
    shutil.rmtree(made.output / "packets")
    mus(made.folder, "record", "0042", "held", "--on", "2026-09-20", today="2026-11-20")
    command = ["--workspace", str(made.folder), "--today", "2026-11-20", "purge", "--yes"]
    result = CliRunner().invoke(main, command)
    assert (result.exit_code, "folder-out-of-reach" in result.stderr) == (1, True)
    with the_store(made.folder) as store:
        assert store.destroyed_forms() == {}
    assert CliRunner().invoke(main, [*command, "--forget", "andet"]).exit_code == 2
    assert CliRunner().invoke(main, [*command, "--forget", "flyttet"]).exit_code == 0
    with the_store(made.folder) as store:
        assert store.destroyed_forms()


def test_an_empty_file_that_was_refused_takes_no_other_empty_file_with_it(workspace):
    made = workspace("herlev")
    mus(made.folder, "packets", "--json", today="2026-09-14")
    (made.inbox / "tom.docx").touch()
    os.utime(made.inbox / "tom.docx", (1_700_000_000, 1_700_000_000))  # a fresh one may still be on its way
    mus(made.folder, "returns", "--json", today="2026-09-20", code=1)
    (refused,) = (made.output / "rejected").glob("*.docx")
    (made.output / "packets" / "husk.txt").touch()
    mus(made.folder, "purge", "--yes", "--json", today="2026-12-20")
    assert not refused.exists()
    assert (made.output / "packets" / "husk.txt").exists()
