"""Leaders, leaders' leaders and delegates."""

from datetime import date

from roster_file import CHIEF, HEADERS, found, read

BOSS = ("0010", "Anna Marie Østergård", "Skolen", "0001")


def leaders(roster):
    return {number: person.leader for number, person in roster.people.items()}


def test_a_leader_is_found_by_number_with_and_without_zeros_by_name_and_by_mail(tmp_path):
    ways = ["0010", 10, "10", "Anna Marie Østergård", "Østergård, Anna Marie", "anna-marie oestergaard"]
    ways += ["Anna Marie Østergård (0010)", "0010 Anna Marie Østergård", "A@example.dk"]
    rows = [(*CHIEF, "v@example.dk"), (*BOSS, "a@example.dk")]
    rows += [(f"9{n}", f"Navn{n} Hvid", "Skolen", way, "") for n, way in enumerate(ways)]
    roster, problems = read(tmp_path, rows, (*HEADERS, "E-mail"))
    assert problems == []
    assert {person.leader for person in roster.people.values() if person.number[0] == "9"} == {"0010"}


def test_the_leaders_number_column_wins_over_the_name_which_is_told_and_the_name_fills_in(tmp_path):
    headers = ("Tjenestenummer", "Navn", "Leders medarbejdernummer", "Leder")
    rows = [("1", "Vera", "", ""), ("2", "Bo", "1", "Ib"), ("3", "Ib", "", "Vera")]
    roster, problems = read(tmp_path, rows, headers)
    assert found(problems) == [("leader-columns-differ", "D3")]
    assert not problems[0].blocks
    assert leaders(roster) == {"1": "", "2": "1", "3": "1"}


def test_the_top_of_the_hierarchy_needs_no_leader(tmp_path):
    roster, problems = read(tmp_path, [CHIEF, BOSS, ("11", "Bo", "Skolen", "10")])
    assert problems == []
    assert leaders(roster) == {"0001": "", "0010": "0001", "11": "0010"}


def test_a_blank_leader_is_the_one_all_others_of_the_unit_have(tmp_path):
    rows = [
        CHIEF,
        BOSS,
        ("11", "Bo", "Skolen", "10"),
        ("12", "Ib", "Skolen", "10"),
        ("13", "Ea", "skolen", ""),
    ]
    roster, problems = read(tmp_path, rows)
    assert found(problems) == [("leader-from-unit", "D6")]
    assert not problems[0].blocks and "Anna Marie Østergård (0010)" in problems[0].text
    assert roster.people["13"].leader == "0010"


def test_a_blank_leader_is_a_problem_where_the_unit_disagrees(tmp_path):
    rows = [
        CHIEF,
        BOSS,
        ("11", "Bo", "Kantinen", "10"),
        ("12", "Ib", "Kantinen", "1"),
        ("13", "Ea", "Kantinen", ""),
    ]
    roster, problems = read(tmp_path, rows)
    assert found(problems) == [("leader-missing", "D6")]
    assert problems[0].blocks
    assert roster.people["13"].leader == ""


def test_the_chief_is_not_placed_under_somebody_they_lead(tmp_path):
    rows = [
        ("0001", "Vera", "Sekretariat", ""),
        ("2", "Bo", "Sekretariat", "1"),
        ("3", "Ib", "Sekretariat", "2"),
    ]
    roster, problems = read(tmp_path, rows)
    assert problems == []
    assert roster.people["0001"].leader == ""


def test_units_of_the_same_name_in_two_administrations_are_two(tmp_path):
    headers = (*HEADERS, "Overordnet enhed")
    rows = [
        (*CHIEF, ""),
        (*BOSS, ""),
        ("11", "Bo", "Køkken", "10", "Skole"),
        ("12", "Ea", "Køkken", "", "Pleje"),
    ]
    _, problems = read(tmp_path, rows, headers)
    assert found(problems) == [("leader-missing", "D5")]


def test_an_unknown_leader_is_a_problem_that_names_the_nearest(tmp_path):
    roster, problems = read(
        tmp_path,
        [CHIEF, BOSS, ("11", "Bo", "Skolen", "Anna Marie Østergaardt"), ("12", "Ib", "Skolen", "777")],
    )
    assert found(problems) == [("leader-unknown", "D4"), ("leader-unknown", "D5")]
    assert "Anna Marie Østergård (0010)" in problems[0].text
    assert "Østergaardt" not in problems[0].text and "777" not in problems[1].text
    assert leaders(roster) == {"0001": "", "0010": "0001", "11": "", "12": ""}


def test_a_name_that_two_have_is_ambiguous(tmp_path):
    _, problems = read(
        tmp_path, [CHIEF, BOSS, ("11", "Anna Marie Østergård", "Stab", "1"), ("12", "Ib", "Skolen", BOSS[1])]
    )
    assert found(problems) == [("leader-ambiguous", "D5")]
    assert "0010 eller 11" in problems[0].text


def test_a_leader_in_a_faulty_row_is_not_called_unknown(tmp_path):
    _, problems = read(tmp_path, [CHIEF, ("10", "", "Skolen", "1"), ("11", "Bo", "Skolen", "10")])
    assert found(problems) == [("leader-left-out", "D4"), ("name-missing", "B3")]


def test_nobody_leads_themselves(tmp_path):
    roster, problems = read(tmp_path, [CHIEF, ("11", "Bo", "Skolen", "11"), ("12", "Ib", "Skolen", "1")])
    assert found(problems) == [("leader-is-self", "D3")]
    assert roster.people["11"].leader == ""


def test_a_circle_of_leaders_is_a_problem_of_everybody_in_it_and_of_nobody_under_it(tmp_path):
    rows = [CHIEF, ("2", "Bo", "x", "3"), ("3", "Ib", "y", "4"), ("4", "Ea", "z", "2"), ("5", "Al", "x", "2")]
    roster, problems = read(tmp_path, rows)
    assert [p for p in found(problems) if p[0] == "leader-cycle"] == [
        ("leader-cycle", f"D{n}") for n in (3, 4, 5)
    ]
    assert any("Bo → Ib → Ea → Bo" in problem.text for problem in problems)
    assert leaders(roster) == {"0001": "", "2": "", "3": "", "4": "", "5": "2"}


def test_somebody_who_has_left_gives_no_problem_but_a_leader_who_has_left_is_noted(tmp_path):
    headers = (*HEADERS, "Status")
    rows = [
        (*CHIEF, ""),
        (*BOSS, "Fratrådt"),
        ("11", "Bo", "Skolen", "10", ""),
        ("12", "Ib", "x", "999", "Fratrådt"),
    ]
    _, problems = read(tmp_path, rows, headers)
    assert found(problems) == [("leader-left", "D4")]
    assert not problems[0].blocks


def test_a_delegate_is_found_as_a_leader_is(tmp_path):
    headers = (*HEADERS, "Delegeret leder", "Beføjelser")
    rows = [
        (*CHIEF, "", ""),
        ("11", "Bo", "S", "1", "Ib Due", "Kurser"),
        ("12", "Ib Due", "S", "1", 12, ""),
        ("13", "Ea", "S", "1", "88", ""),
    ]
    roster, problems = read(tmp_path, rows, headers)
    assert found(problems) == [("delegate-is-self", "E4"), ("delegate-unknown", "E5")]
    assert [p.delegate for p in roster.people.values()] == ["", "12", "", ""]
    assert roster.people["11"].mandate == "Kurser"


def test_a_delegation_has_its_days(tmp_path):
    headers = (*HEADERS, "Delegeret leder", "Delegation fra", "Delegation til")
    rows = [(*CHIEF, "", "", ""), ("11", "Bo", "S", "1", "1", "1/9-2026", date(2026, 12, 31))]
    roster, _ = read(tmp_path, rows, headers)
    bo = roster.people["11"]
    assert (bo.delegated_from, bo.delegated_until) == (date(2026, 9, 1), date(2026, 12, 31))


def test_a_chain_of_three_thousand_leaders_is_followed(tmp_path):
    rows = [CHIEF] + [(str(n), f"N{n} A", "x", str(n - 1)) for n in range(2, 3000)]
    roster, problems = read(tmp_path, rows)
    assert problems == []
    assert roster.people["2999"].leader == "2998"
