"""From the store to the workbooks: groups, wishes that come after the packets, and a second night without news."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from conftest import packed, person

from pipeline.commands.opening import open_round
from pipeline.commands.recording import record_event
from pipeline.commands.standing import facts_of, write_standing

PEOPLE = (
    person("1001", "Anna Holm", leader=""),
    person("0042", "Bo Lind", Gruppe="G1", Samtaletype="GRUS"),
    person("0043", "Åse Ærø", Gruppe="G1", Samtaletype="GRUS"),
    person("0044", "Carl Dam", Samtaledato=date(2026, 11, 12)),
)
GROUPS = (
    ("Gruppe", "Navn", "Type", "Leder", "Samtaledato"),
    ("G1", "Køkkenet", "GRUS", "1001", date(2026, 10, 8)),
)
LATER = date(2026, 10, 20)


@pytest.fixture
def herlev(workspace):
    """A round of Herlev, where an individual talk after a group's is on request (HER-6); its packets are out."""
    found = workspace("herlev", PEOPLE)
    book = openpyxl.load_workbook(found.roster)
    for row in GROUPS:
        (book["Grupper"] if "Grupper" in book.sheetnames else book.create_sheet("Grupper")).append(row)
    book.save(found.roster)
    with packed(found):
        pass
    return found


def rows_of(workspace, page="Samtaler", top=6):
    heads, *rows = openpyxl.load_workbook(workspace.status / "status.xlsx")[page].iter_rows(
        min_row=top, values_only=True
    )
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_a_groups_talk_stands_once_for_the_group_and_once_for_each_of_it(herlev):
    with open_round(herlev, LATER) as round_:
        record_event(round_, "G1", "held", date(2026, 10, 8))
        write_standing(round_)
    rows = [(row["Medarbejder"], row["Nr."]) for row in rows_of(herlev) if row["Samtale"] == "GRUS"]
    assert sorted(rows) == [("Bo Lind", "0042"), ("Køkkenet (gruppe)", "G1"), ("Åse Ærø", "0043")]
    assert {row["Holdt"].date() for row in rows_of(herlev) if row["Samtale"] == "GRUS"} == {date(2026, 10, 8)}


def test_a_wish_told_after_the_packets_is_a_talk_with_its_papers_at_once(herlev):
    with open_round(herlev, LATER) as round_:
        record_event(round_, "G1", "held", date(2026, 10, 8))
        assert "individual-talk" not in {owed.what for owed in facts_of(round_).obligations}
        record_event(round_, "0042", "wants-individual", date(2026, 10, 9))
        wished = facts_of(round_)
        assert [talk.key for talk in wished.talks if talk.after_group] == [("0042", "", "MUS")]
        record_event(round_, "0042", "held", date(2026, 10, 19), kind="MUS")
        facts = facts_of(round_)
        write_standing(round_)
    owed = {one.what for one in facts.obligations if (one.person, one.kind) == ("0042", "MUS")}
    assert {"individual-talk", "minutes"} <= owed
    row = next(row for row in rows_of(herlev) if (row["Nr."], row["Samtale"]) == ("0042", "MUS"))
    assert row["Individuel samtale"].date() == date(2026, 10, 19)
    assert len(facts.yearly) == 3


def test_a_second_night_without_news_writes_nothing(herlev):
    with open_round(herlev, LATER) as round_:
        names = {path.name for path in write_standing(round_).written}
        assert names == {"status.xlsx", "evaluering.xlsx", "Anna Holm (1001).xlsx"}
        assert write_standing(round_).written == []
