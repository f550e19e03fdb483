"""Nothing is owed about somebody the round is not for, whether or not packets were made for them before."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import AUTUMN

from pipeline.cli import main
from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_people, write_round
from pipeline.commands.recording import record_event
from pipeline.model import Person, Roster

LATE = "2027-02-01"
REASON = "timelønnet: ikke med efter kommunens regler"
STAFF = (
    Person("1001", "Anna Holm", leader="", unit="Stab"),
    Person("0042", "Bo Lind", leader="1001", unit="Regnbuen"),
    Person("0043", "Åse Ærø", leader="1001", unit="Regnbuen"),
)


@pytest.fixture
def made(workspace):
    """A round of Herlev whose roster is what the store says."""
    made = workspace("herlev")
    (made.folder / "medarbejdere.xlsx").unlink()
    return made


def sent(made, *people, today=AUTUMN):
    """Writes the packets of these people."""
    with open_round(made, today) as round_:
        planned = plan_people(round_, Roster({person.number: person for person in people}))
        return write_round(round_, planned, lambda items, _: items)


def owed(made, number):
    """What is owed about somebody long after the round, by `mus status`."""
    words = ["--workspace", str(made.folder), "--today", LATE, "status", "--json"]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    rows = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert rows
    return {row["what"]: (row["state"], row["reason"]) for row in rows if row["person"] == number}


@pytest.mark.parametrize("employment", ["hourly", "student"])
def test_nothing_is_owed_about_somebody_who_never_was_in_the_round(made, employment):
    sent(made, *STAFF[:2], replace(STAFF[2], employment=employment, wants_individual=True))
    assert owed(made, "0043") == {}
    assert owed(made, "0042")["talk"][0] == "overdue"


def test_what_was_planned_falls_away_when_somebody_becomes_hourly_paid(made):
    sent(made, *STAFF)
    sent(made, *STAFF[:2], replace(STAFF[2], employment="hourly"), today=date(2026, 10, 1))
    found = owed(made, "0043")
    assert "talk" in found and set(found.values()) == {("waived", REASON)}


def test_a_talk_that_was_held_stays_held(made):
    sent(made, *STAFF)
    with open_round(made, date(2026, 10, 20)) as round_:
        record_event(round_, "0043", "held", date(2026, 10, 12))
    sent(made, *STAFF[:2], replace(STAFF[2], employment="hourly"), today=date(2026, 11, 1))
    assert owed(made, "0043")["talk"] == ("done", "")


def test_those_left_out_stand_in_the_status_workbook_with_the_reason(made):
    sent(made, *STAFF[:2], replace(STAFF[2], employment="student"))
    owed(made, "0043")
    page = openpyxl.load_workbook(made.status / "status.xlsx")["Uden for runden"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert [
        "Åse Ærø",
        "0043",
        "Regnbuen",
        "Anna Holm",
        "Elev eller studerende: ikke med efter kommunens regler.",
    ] in rows


def test_the_staff_of_a_leader_who_is_left_out_are_owed_their_talks_by_them(made):
    hourly_chief = replace(STAFF[0], employment="hourly")
    written = sent(made, hourly_chief, *STAFF[1:])
    assert {form.leader for form in written.issued} == {"1001"}
    assert owed(made, "0042")["talk"][0] == owed(made, "0043")["talk"][0] == "overdue"
    assert [path.name for path in sorted(Path(made.status / "ledere").iterdir())] == ["Anna Holm (1001).xlsx"]
