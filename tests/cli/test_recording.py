"""`mus record`: what happened outside the forms, to an employee, a group, or the municipality."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import person, write_roster

from pipeline.cli import main
from pipeline.commands.opening import open_round
from pipeline.model import Person, Roster
from pipeline.word import pen
from pipeline.workspace import read_workspace

PEOPLE = (
    person("1001", "Anna Holm", leader=""),
    person("0042", "Bo Lind", Gruppe="G1"),
    person("0043", "Åse Ærø", Gruppe="G1"),
    person("0044", "Carl Dam"),
    person("0045", "Dina Friis", Samtaletype="LUS"),
)
GROUPS = (
    ("Gruppe", "Navn", "Type", "Leder", "Samtaledato"),
    ("G1", "Køkkenet", "GRUS", "1001", date(2026, 10, 8)),
)


def with_groups(path, groups):
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Grupper")
    for row in groups:
        sheet.append(row)
    book.save(path)


@pytest.fixture
def folder(tmp_path):
    """A workspace of Syddjurs whose roster is known and whose packets are not yet made."""
    folder = tmp_path / "round"
    words = ["init", str(folder), "--municipality", "syddjurs", "--year", "2026"]
    assert CliRunner().invoke(main, words).exit_code == 0
    with_groups(write_roster(folder / "medarbejdere.xlsx", PEOPLE), GROUPS)
    config = folder / "mus.toml"
    config.write_text(config.read_text().replace("# roster =", "roster ="))
    return folder


def mus(folder, *words, code=0):
    """Runs the command on 14 September 2026; gives the objects it printed, and what it said."""
    line = ["--workspace", str(folder), "--today", "2026-09-14", *words]
    result = CliRunner().invoke(main, line, catch_exceptions=False)
    assert result.exit_code == code, (result.exit_code, result.output)
    return [json.loads(row) for row in result.stdout.splitlines() if row.startswith("{")], result.stderr


def recorded(folder, *words, on="2026-09-10"):
    """The event as stored."""
    (event,), _ = mus(folder, "record", *words, "--on", on, "--json")
    return event


def refused(folder, *words, on="2026-09-10"):
    """What was said of a record that cannot be; nothing is stored."""
    events, said = mus(folder, "record", *words, "--on", on, "--json", code=2)
    assert events == []
    return said


def test_an_event_is_printed_as_stored(folder):
    assert recorded(folder, "0044", "held", "--by", "leder") == {
        "subject": "0044",
        "event": "held",
        "on": "2026-09-10",
        "kind": "MUS",
        "group": "",
        "year": 2026,
        "by": "leder",
        "source": "record",
    }


@pytest.mark.parametrize("packets_made", [False, True])
@pytest.mark.parametrize(
    ("words", "kind", "group"),
    [
        (("0044", "held"), "MUS", ""),
        (("0045", "held"), "LUS", ""),
        (("0042", "held"), "MUS", ""),
        (("0042", "wants-individual"), "GRUS", "G1"),
        (("0042", "plan-approved", "--kind", "grus"), "GRUS", "G1"),
        (("0044", "held", "--kind", "opfølgning"), "opfølgning", ""),
        (("G1", "held"), "GRUS", "G1"),
        (("g1", "follow-up"), "GRUS", "G1"),
    ],
)
def test_the_kind_is_that_of_the_talk_that_is_meant(folder, packets_made, words, kind, group):
    if packets_made:
        mus(folder, "packets")
    event = recorded(folder, *words)
    assert (event["kind"], event["group"]) == (kind, group)


def test_a_groups_talk_is_the_groups_and_nobodys(folder):
    event = recorded(folder, "g1", "held")
    assert (event["subject"], event["group"]) == ("G1", "G1")


def test_a_plan_of_a_group_is_a_group_plan(folder):
    assert recorded(folder, "G1", "plan")["event"] == "group-plan"
    assert recorded(folder, "0044", "plan")["event"] == "plan"


@pytest.mark.parametrize("by", ["MED", "TR", "AMIR", "amir"])
def test_a_group_talk_is_discussed_with_the_committee_or_a_representative(folder, by):
    event = recorded(folder, "G1", "consulted", "--by", by)
    assert (event["event"], event["by"], event["group"]) == ("consulted", by.upper(), "G1")


def test_only_a_consultation_is_by_a_committee(folder):
    assert "unknown-party" in refused(folder, "0044", "held", "--by", "MED")
    assert "MED, TR, AMIR" in refused(folder, "G1", "consulted", "--by", "Hoved-MED")


def test_the_municipality_has_evaluated(folder):
    event = recorded(folder, "syddjurs", "evaluated", on="2026-09-01")
    assert (event["subject"], event["kind"], event["group"]) == ("", "", "")


@pytest.mark.parametrize(
    ("subject", "event"),
    [
        ("G1", "wants-individual"),
        ("0042", "consulted"),
        ("0042", "evaluated"),
        ("G1", "evaluated"),
        ("syddjurs", "held"),
        ("syddjurs", "consulted"),
    ],
)
def test_what_cannot_happen_to_a_subject_is_refused_with_a_remedy(folder, subject, event):
    said = refused(folder, subject, event)
    assert "not-of-this-subject" in said and "skriv" in said


@pytest.mark.parametrize(("written", "nearest"), [("G2", "G1"), ("g11", "G1"), ("00422", "0042")])
def test_an_unknown_subject_is_told_the_nearest(folder, written, nearest):
    said = refused(folder, written, "held")
    assert "unknown-subject" in said and f"Mente du {nearest}?" in said


def test_a_cpr_number_for_a_subject_is_not_shown(folder):
    assert "010190" not in refused(folder, "010190-1234", "held")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("80044", "0044"), ("0912", "0044"), ("912", "0044"), ("0043", "0043"), ("43", "0043")),
        *(("77", ""), ("45", ""), ("0045", "0045")),
    ],
)
def test_the_number_of_another_engagement_is_its_persons(folder, written, meant):
    """A number that is somebody's own is theirs, whoever else has it too; what could be two people's is nobody's."""
    people = {
        "0043": Person("0043", "Åse Ærø"),
        "0044": Person("0044", "Carl Dam", other_numbers=("80044", "0912", "0043", "00077", "45")),
        "0045": Person("0045", "Dina Friis", other_numbers=("077",)),
    }
    with open_round(read_workspace(folder), date(2026, 9, 14)) as round_:
        round_.store.save_roster(Roster(people), 2026)
    if meant:
        assert recorded(folder, written, "held")["subject"] == meant
        assert recorded(folder, "0045", "held", "--by", written)["by"] == meant
    else:
        assert "unknown-subject" in refused(folder, written, "held")


@pytest.mark.parametrize(
    ("subject", "kind"), [("0044", "GRUS"), ("G1", "MUS"), ("G1", "TUS"), ("0045", "GRUS")]
)
def test_a_kind_the_subject_has_no_talk_of_is_refused(folder, subject, kind):
    assert "kind-not-held" in refused(folder, subject, "held", "--kind", kind)


def test_a_number_that_is_a_groups_id_too_is_the_employees(folder):
    with_groups(
        write_roster(folder / "medarbejdere.xlsx", PEOPLE),
        [*GROUPS, ("44", "Pedellerne", "TUS", "1001", None)],
    )
    (event,), said = mus(folder, "record", "44", "held", "--on", "2026-09-10", "--json")
    assert (event["subject"], event["group"]) == ("0044", "")
    assert "subject-is-both" in said


def test_a_wish_of_somebody_in_no_group_is_stored_and_said_to_be_met(folder):
    (event,), said = mus(folder, "record", "0044", "wants-individual", "--on", "2026-09-10", "--json")
    assert (event["kind"], event["group"]) == ("MUS", "")
    assert "already-individual" in said


def test_a_day_to_come_is_stored_and_said_to_count_later(folder):
    _, said = mus(folder, "record", "G1", "held", "--on", "2026-10-08")
    assert "day-to-come" in said


def test_a_day_years_away_is_refused(folder):
    assert "impossible-day" in refused(folder, "G1", "held", on="2062-09-10")


# --- minutes are approved by the party that did not write them (HER-13) ---------------------------


@pytest.fixture
def minutes_by_employee(tmp_path):
    """A round of Herlev in which Carl Dam has written and sent in the minutes of the talk with Anna Holm."""
    folder = tmp_path / "herlev"
    words = ["init", str(folder), "--municipality", "herlev", "--year", "2026"]
    assert CliRunner().invoke(main, words).exit_code == 0
    roster = write_roster(folder / "medarbejdere.xlsx", (PEOPLE[0], PEOPLE[3], person("0046", "Eva Fynbo")))
    issued, _ = mus(folder, "packets", str(roster), "--json")
    (blank,) = (form["path"] for form in issued if (form["form"], form["person"]) == ("referat", "0044"))
    written = {"samtale_dato": date(2026, 9, 8), "referent": "medarbejder"}
    inbox = folder / "output" / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / "referat.docx").write_bytes(pen.fill(Path(blank).read_bytes(), written))
    mus(folder, "returns")
    return folder


def minutes_state(folder):
    """How the approval of Carl Dam's minutes stands."""
    rows, _ = mus(folder, "status", "--json")
    (state,) = (r["state"] for r in rows if (r["person"], r["what"]) == ("0044", "minutes-approved"))
    return state


@pytest.mark.parametrize("by", ["0044", "medarbejder", "0046"])
def test_nobody_approves_their_own_minutes_and_no_third_party_does(minutes_by_employee, by):
    said = refused(minutes_by_employee, "0044", "minutes-approved", "--by", by)
    assert "not-by-the-other-party" in said
    assert minutes_state(minutes_by_employee) == "open"


@pytest.mark.parametrize("by", ["1001", "leder"])
def test_the_other_party_approves_the_minutes(minutes_by_employee, by):
    recorded(minutes_by_employee, "0044", "minutes-approved", "--by", by)
    assert minutes_state(minutes_by_employee) == "done"
