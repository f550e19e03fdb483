"""The overview in a leader's packet folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from sample_round import all_text, leader_packets

from pipeline.policy import Policy, read_policy
from pipeline.reports.overview import NAME, write_overview
from pipeline.sheets.write import Look, link_to

LOOK = Look("Ishøj Kommune")


@pytest.fixture(scope="module")
def policy() -> Policy:
    found, problems = read_policy(Path(__file__).parents[2] / "forms", "ishoej")
    assert found is not None, problems
    return found


def test_it_lists_the_staff_by_date_with_the_days_to_keep(policy: Policy, tmp_path: Path) -> None:
    packets = leader_packets(policy, "1001", tmp_path)
    write_overview(packets, LOOK)
    page = load_workbook(tmp_path / NAME)["Overblik"]
    heads = [cell.value for cell in page[4]]
    rows = [dict(zip(heads, row, strict=True)) for row in page.iter_rows(min_row=5, values_only=True)]
    assert len(rows) == len(packets.talks)
    planned = [row["Planlagt"] for row in rows if row["Planlagt"]]
    assert planned == sorted(planned)
    for row in rows:
        if isinstance(row["Planlagt"], datetime):
            assert row["Udlever skema senest"] == row["Planlagt"] - timedelta(14)
        else:
            assert row["Udlever skema senest"] is None


def test_every_form_is_one_relative_click_away(policy: Policy, tmp_path: Path) -> None:
    packets = leader_packets(policy, "1001", tmp_path)
    write_overview(packets, LOOK)
    cells = [cell for row in load_workbook(tmp_path / NAME)["Overblik"].iter_rows() for cell in row]
    targets = [cell.hyperlink.target for cell in cells if cell.hyperlink]
    assert len(targets) == len(packets.issued)
    assert not any(target.startswith(("/", "file:")) for target in targets)
    lie = {tmp_path.parent / form.path for form in packets.issued}
    assert {tmp_path / unquote(target) for target in targets} == lie


def test_a_second_run_leaves_it_as_it_was(policy: Policy, tmp_path: Path) -> None:
    packets = leader_packets(policy, "1001", tmp_path)
    assert write_overview(packets, LOOK)
    assert not write_overview(packets, LOOK)
    moved = [replace(talk, planned_on=date(2026, 12, 15)) for talk in packets.talks]
    assert write_overview(replace(packets, talks=moved), LOOK)


def test_links_escape_what_excel_wants_escaped_and_keep_danish_letters() -> None:
    workbook = Path("/w/status/status.xlsx")
    assert link_to(Path("/w/status/ledere/Åse Bæk (1001).xlsx"), workbook) == "ledere/Åse%20Bæk%20(1001).xlsx"
    assert link_to(Path("/w/review/50% [a].pdf"), workbook) == "../review/50%25%20%5Ba%5D.pdf"


def test_who_holds_the_talk_has_a_column_only_where_somebody_has_a_delegate(
    policy: Policy, tmp_path: Path
) -> None:
    packets = leader_packets(policy, "1001", tmp_path)
    write_overview(packets, LOOK)
    assert "Holder samtalen" not in [cell.value for cell in load_workbook(tmp_path / NAME)["Overblik"][4]]
    number = packets.talks[0].person
    people = {**packets.people, number: replace(packets.people[number], delegate="1002")}
    write_overview(replace(packets, people=people), LOOK)
    heads, *rows = load_workbook(tmp_path / NAME)["Overblik"].iter_rows(min_row=4, values_only=True)
    holder, nr = heads.index("Holder samtalen"), heads.index("Nr.")
    delegate, leader = people["1002"].name, packets.leader.name
    assert {row[nr]: row[holder] for row in rows} == {
        talk.person: delegate if talk.person == number else leader for talk in packets.talks
    }


def test_a_group_and_each_of_it_have_a_row_with_their_own_forms(policy: Policy, tmp_path: Path) -> None:
    packets = leader_packets(policy, "1006", tmp_path)
    write_overview(packets, LOOK)
    heads, *rows = load_workbook(tmp_path / NAME)["Overblik"].iter_rows(min_row=4, values_only=True)
    found = [dict(zip(heads, row, strict=True)) for row in rows]
    together = [row for row in found if row["Gruppe"] == "G1"]
    assert together[0]["Nr."] == "G1"
    assert (together[0]["Medarbejder"], together[0]["Stilling"]) == ("Aftenvagten (gruppe)", "4 deltagere")
    assert {row["Nr."] for row in together[1:]} == {"0035", "0036", "0037", "0038"}
    assert all(row["Samtaleskema"] == "Åbn" for row in found)


def test_two_applications_of_one_person_are_two_columns(policy: Policy, tmp_path: Path) -> None:
    packets = leader_packets(policy, "1001", tmp_path)
    first = packets.issued[0]
    two = [
        replace(first, form_id=f"MUS26-1-KF{letter}-X", form="kompetencefond", path=str(tmp_path / letter))
        for letter in "AB"
    ]
    packets = replace(packets, issued=[*packets.issued, *two])
    write_overview(packets, LOOK)
    page = load_workbook(tmp_path / NAME)["Overblik"]
    heads = [cell.value for cell in page[4]]
    columns = [heads.index(head) for head in ("kompetencefond", "kompetencefond 2")]
    row = next(row for row in page.iter_rows(min_row=5) if row[1].value == first.person)
    assert [row[column].hyperlink.target for column in columns] == ["A", "B"]


def test_a_form_that_stayed_with_another_leader_is_a_click_away_too(policy: Policy, tmp_path: Path) -> None:
    packets = leader_packets(policy, "1001", tmp_path)
    stayed = replace(packets.issued[0], path="En anden (1009)/Bo Lind (1002)/Skema 50%.docx")
    write_overview(replace(packets, issued=[stayed, *packets.issued[1:]]), LOOK)
    links = all_text(tmp_path / NAME)
    assert "../En%20anden%20(1009)/Bo%20Lind%20(1002)/Skema%2050%25.docx" in links
