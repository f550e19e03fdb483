"""Which rows are one person's, and which are two people's. Everybody is made up, CPR numbers too."""

import pytest
from exports.reading import codes
from roster_file import found, read

HEADERS = ("Tjenestenummer", "Navn", "Enhed", "Leder")
CHIEF = ("1", "Vera Chef", "Stab", "")


def people(tmp_path, extra, *rows):
    """The people of a roster with some columns more, and its problems; the chief's cells there are blank."""
    chief = (*CHIEF, *[""] * len(extra))
    return read(tmp_path, [chief, *rows], (*HEADERS, *extra))


def numbers(roster):
    return {number: person.other_numbers for number, person in roster.people.items() if number != "1"}


@pytest.mark.parametrize("header", ["Initialer", "Brugernavn", "Bruger-ID", "E-mail"])
@pytest.mark.parametrize("shared", ["AH", "-", "vikar", "Ukendt"])
@pytest.mark.parametrize("other", ["Anna Holm", "Carl Dam"])
def test_what_people_of_other_names_share_joins_nobody(tmp_path, header, shared, other):
    rows = [("2", "Anna Hansen", "A", "1", shared), ("3", other, "B", "1", shared)]
    roster, _ = people(tmp_path, (header,), *rows)
    assert numbers(roster) == {"2": (), "3": ()}


def test_a_user_name_that_two_have_is_nobodys_as_a_leader(tmp_path):
    rows = [("2", "Anna Hansen", "A", "1", "AH"), ("3", "Arne Holm", "A", "1", "AH")]
    roster, problems = people(tmp_path, ("Brugernavn",), *rows, ("4", "Bo Lind", "B", "AH", "bl"))
    assert roster.people["4"].leader == ""
    assert found(problems) == [("leader-ambiguous", "D5")]
    roster, problems = people(
        tmp_path, ("Brugernavn",), ("2", "Bo Dam", "A", "1", "-"), ("4", "Ib", "B", "-", "-")
    )
    assert roster.people["4"].leader == ""


@pytest.mark.parametrize("header", ["Chefens CPR", "Barns CPR", "Lederens CPR-nr"])
def test_the_cpr_numbers_of_others_join_nobody(tmp_path, header):
    rows = [
        (str(n), name, "A", "1", "120385-1234") for n, name in enumerate(("Anna Jensen", "Anna Krogh"), 2)
    ]
    roster, _ = people(tmp_path, (header,), *rows)
    assert numbers(roster) == {"2": (), "3": ()}


def test_numbers_found_by_their_values_alone_join_nobody(tmp_path):
    rows = [(str(n), f"Anna {name}", "A", "1", "1203851234") for n, name in enumerate(("Jensen", "Krogh"), 2)]
    roster, _ = people(tmp_path, ("Produktionssted",), *rows)
    assert numbers(roster) == {"2": (), "3": ()}


def test_father_and_son_with_one_mailbox_are_two_whatever_row_has_no_cpr_number(tmp_path):
    rows = [
        ("2", "Jens Holm", "A", "1", "", "holm@k.dk"),
        ("3", "Jens Holm", "A", "1", "120370-1234", "holm@k.dk"),
        ("4", "Jens Holm", "A", "1", "120395-1235", "holm@k.dk"),
    ]
    for order in (rows, rows[::-1], [rows[1], rows[0], rows[2]]):
        roster, _ = people(tmp_path, ("CPR", "E-mail"), *order)
        assert len(numbers(roster)) == 3


def test_one_cpr_number_at_two_names_is_told_and_joins_nobody(tmp_path):
    rows = [("2", "Ann Holm", "A", "1", "120370-1234"), ("3", "Mette Krogh", "B", "1", "120370-1234")]
    roster, problems = people(tmp_path, ("CPR",), *rows)
    assert numbers(roster) == {"2": (), "3": ()}
    assert codes(problems) == {"cpr-dropped": 1, "cpr-twice": 1}
    assert "1234" not in "".join(problem.text for problem in problems)


def test_somebody_who_has_married_is_one_by_the_cpr_number(tmp_path):
    rows = [("2", "Mette Dam", "A", "1", "120370-1234"), ("3", "Mette Krogh", "B", "1", "120370-1234")]
    roster, problems = people(tmp_path, ("CPR",), *rows)
    assert numbers(roster) == {"2": ("3",)}
    assert codes(problems)["engagements-joined"] == 1


def test_a_mailbox_that_others_have_too_joins_no_namesakes(tmp_path):
    names = ("Anne Jensen", "Bo Krogh", "Carl Dam", "Anne Jensen")
    rows = [(str(n), name, f"U{n}", "1", "sol@k.dk") for n, name in enumerate(names, 2)]
    roster, _ = people(tmp_path, ("E-mail",), *rows)
    assert list(numbers(roster)) == ["2", "3", "4", "5"]


def test_the_id_of_a_unit_joins_nobody(tmp_path):
    unit = "b1010170-1234-4abc-8def-0101701234ab"
    rows = [
        (str(n), name, "A", "1", unit) for n, name in enumerate(("Lis Lund", "Anne Lund", "Anne Krogh"), 2)
    ]
    roster, _ = people(tmp_path, ("UUID",), *rows)
    assert list(numbers(roster)) == ["2", "3", "4"]


def test_one_number_and_name_in_two_institutions_is_two(tmp_path):
    rows = [("00311", "Anne Jensen", "A", "1", "XA"), ("00311", "Anne Jensen", "B", "1", "XB")]
    roster, _ = people(tmp_path, ("InstitutionIdentifier",), *rows)
    assert list(numbers(roster)) == ["XA-00311", "XB-00311"]


def test_a_leaders_number_is_that_of_the_rows_own_institution(tmp_path):
    rows = [
        ("00311", "Anne Jensen", "A", "1", "XA"),
        ("00311", "Bo Krogh", "B", "1", "XB"),
        ("00312", "Ib Due", "B", "00311", "XB"),
        ("00313", "Ea Riis", "B", "XA-00311", "XB"),
    ]
    roster, problems = people(tmp_path, ("InstitutionIdentifier",), *rows)
    assert roster.people["00312"].leader == "XB-00311"
    assert roster.people["00313"].leader == "XA-00311"
    assert codes(problems) == {"number-with-institution": 2}


def test_a_leader_who_has_left_by_the_day_is_told_and_taken_for_nobody(tmp_path):
    rows = [
        ("2", "Lis Lund", "A", "1", "31-12-2024"),
        ("3", "Bo Lind", "A", "2", ""),
        ("4", "Ib Due", "A", "", ""),
    ]
    roster, problems = people(tmp_path, ("Fratrædelsesdato",), *rows)
    assert roster.people["4"].leader == ""
    assert ("leader-left", "D4") in found(problems)


def test_many_of_one_mailbox_take_no_longer_than_many_mailboxes(tmp_path):
    rows = [(str(n), f"Navn{n} Hvid", "A", "1", "alle@k.dk") for n in range(2, 3000)]
    roster, _ = people(tmp_path, ("E-mail",), *rows)
    assert len(roster.people) == 2999
