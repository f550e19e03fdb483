"""Sheet Grupper and who belongs to which group."""

from datetime import date

from roster_file import CHIEF, HEADERS, found, read

GROUP_HEADERS = ("Gruppe", "Navn", "Type", "Leder", "Samtaledato", "Drøftet med", "Drøftet dato")
WITH_GROUP = (*HEADERS, "Gruppe", "Samtaletype")


def rows(*groups):
    people = [(f"{n}", f"Navn{n} Hvid", "Stab", "1", group, "GRUS") for n, group in enumerate(groups, 11)]
    return [(*CHIEF, "", ""), *people]


def test_a_group_is_read_with_leader_talk_and_consultation(tmp_path):
    groups = [
        ("Grupper",),
        GROUP_HEADERS,
        (7, "Aftenvagten", "tus", "Vera Chef", date(2026, 11, 9), "TR", "8.9.2026"),
    ]
    roster, problems = read(tmp_path, rows("7", 7, "aftenvagten"), WITH_GROUP, groups=groups)
    assert problems == []
    group = roster.groups["7"]
    assert (group.name, group.kind, group.leader, group.talk_on) == (
        "Aftenvagten",
        "TUS",
        "0001",
        date(2026, 11, 9),
    )
    assert (group.consulted_with, group.consulted_on) == ("TR", date(2026, 9, 8))
    assert group.place.spot == "Grupper!A3"
    assert [person.group for person in roster.people.values()] == ["", "7", "7", "7"]


def test_an_unknown_group_and_what_is_wrong_with_groups_is_said_in_its_cell(tmp_path):
    groups = [
        GROUP_HEADERS,
        ("G1", "Nat", "KAFFE", "99", "snart"),
        ("g1", "Igen", "GRUS"),
        ("", "Uden", "GRUS"),
        ("G2", "Tom", "GRUS", "1"),
        ("I alt", 3),
    ]
    roster, problems = read(tmp_path, rows("G1", "G9"), WITH_GROUP, groups=groups)
    assert found(problems) == [
        ("date-unreadable", "E2"),
        ("group-empty", "A5"),
        ("group-nameless", "A4"),
        ("group-twice", "A3"),
        ("group-unknown", "E4"),
        ("kind-unknown", "C2"),
        ("leader-unknown", "D2"),
    ]
    assert list(roster.groups) == ["G1", "G2"]
    assert roster.people["12"].group == ""


def test_without_a_sheet_of_groups_the_groups_people_are_in_exist(tmp_path):
    roster, problems = read(tmp_path, rows("Natholdet", "natholdet"), WITH_GROUP)
    assert problems == []
    assert [(g.id, g.kind, g.leader) for g in roster.groups.values()] == [("Natholdet", "GRUS", "0001")]
    assert roster.people["12"].group == "Natholdet"


def test_a_group_whose_members_have_different_leaders_needs_one(tmp_path):
    people = [*rows("G1"), ("12", "Ib", "Stab", "11", "G1", "GRUS")]
    _, problems = read(tmp_path, people, WITH_GROUP, groups=[GROUP_HEADERS, ("G1", "Nat", "GRUS")])
    assert found(problems) == [("group-leader-missing", "A2")]


def test_a_group_that_bears_an_employees_number_is_left_out(tmp_path):
    groups = [GROUP_HEADERS, ("12", "Nat", "GRUS", "1")]
    roster, problems = read(tmp_path, rows("12", ""), WITH_GROUP, groups=groups)
    assert found(problems) == [("group-id-is-number", "A2")]
    assert (roster.groups, roster.people["11"].group) == ({}, "")
