"""`mus plan --json` row by row, and what a change of the roster does to the talks of a round."""

from __future__ import annotations

from datetime import date

import openpyxl
from conftest import AUTUMN, packed, person, write_roster

from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round
from pipeline.commands.recording import record_event
from pipeline.commands.rows import plan_rows

PEOPLE = [
    person("1001", "Anna Holm", "", Enhed="Stab"),
    person("0042", "Bo Lind", Samtaletype="SUS", Samtaledato=date(2026, 11, 12)),
    person("0051", "Kaj Lund", Samtaletype="GRUS", Gruppe="G1"),
]


def rows(made):
    book = openpyxl.load_workbook(made.folder / "medarbejdere.xlsx")
    page = book.create_sheet("Grupper")
    page.append(["Gruppe", "Navn", "Type", "Leder", "Samtaledato"])
    page.append(["G1", "Aftenvagten", "GRUS", "1001", date(2026, 11, 9)])
    page.append(["G2", "Køkkenet", "GRUS", "1001", None])
    book.save(made.folder / "medarbejdere.xlsx")
    with open_round(made, AUTUMN) as round_:
        return list(plan_rows(plan_round(round_, None)))


def test_a_row_for_each_talk_the_own_kind_last_then_the_groups_and_one_for_whoever_is_left_out(workspace):
    found = rows(workspace("syddjurs", PEOPLE))
    told = [(row["person"], row["group"], row["name"], row["talk"] and row["talk"]["kind"]) for row in found]
    assert told == [
        ("1001", "", "Anna Holm", None),
        ("0042", "", "Bo Lind", "MUS"),
        ("0042", "", "Bo Lind", "SUS"),
        ("0051", "", "Kaj Lund", "MUS"),
        ("0051", "G1", "Kaj Lund", "GRUS"),
        ("", "G1", "Aftenvagten", "GRUS"),
        ("", "G2", "Køkkenet", None),
    ]
    assert [bool(row["excluded"]) for row in found] == [row["talk"] is None for row in found]
    assert {tuple(row) for row in found} == {
        ("person", "name", "group", "leader", "talk", "forms", "excluded")
    }


def test_whoever_changes_to_another_kind_owes_the_years_talk_once_and_keeps_both_numbers(workspace):
    made = workspace("herlev", [*PEOPLE[:1], person("0042", "Bo Lind"), person("0043", "Åse Krog")])
    with packed(made) as (_, forms):
        first = forms["0042", "referat", "both"].form_id
    write_roster(
        made.folder / "medarbejdere.xlsx", [*PEOPLE[:1], person("0042", "Bo Lind", Samtaletype="LUS")]
    )
    with packed(made) as (round_, _):
        kinds = [talk.kind for talk in round_.store.talks(2026) if talk.person == "0042"]
        left = [talk.person for talk in round_.store.talks(2026)]
    assert kinds == ["LUS"] and "0043" in left
    write_roster(made.folder / "medarbejdere.xlsx", [*PEOPLE[:1], person("0042", "Bo Lind")])
    with packed(made) as (_, forms):
        assert forms["0042", "referat", "both"].form_id == first


def test_a_talk_that_was_held_is_not_dropped(workspace):
    made = workspace("herlev", [*PEOPLE[:1], person("0042", "Bo Lind")])
    with packed(made) as (round_, _):
        record_event(round_, "0042", "held", AUTUMN)
    write_roster(
        made.folder / "medarbejdere.xlsx", [*PEOPLE[:1], person("0042", "Bo Lind", Samtaletype="LUS")]
    )
    with packed(made) as (round_, _):
        assert {talk.kind for talk in round_.store.talks(2026) if talk.person == "0042"} == {"MUS", "LUS"}
