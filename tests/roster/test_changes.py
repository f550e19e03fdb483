"""What is new on a roster since the last: two rosters in, changes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Group, LeftOut, Person, Roster
from pipeline.problems import Place
from pipeline.roster.changes import compare, lost, moved_names, other_holders
from pipeline.roster.people import VACANT
from pipeline.roster.same_people import (
    keep_numbers,
    keep_rest,
    keep_spelling,
    keep_unread,
    pair_up,
    unread,
)

VERA = Person("0001", "Vera Chef", unit="Stab")
CARL = Person("0002", "Carl Dam", unit="Stab", leader="0001")
BO = Person("0042", "Bo Lind", email="bo@x.dk", unit="Regnbuen", leader="0001")
EA = Person("0043", "Ea Friis", email="ea@x.dk", unit="Regnbuen", leader="0001", group="G1")
G1 = Group("G1", "Køkkenet", leader="0001", talk_on=date(2026, 11, 3))


def roster(*people, groups=(G1,)):
    return Roster({person.number: person for person in people}, {group.id: group for group in groups})


BEFORE = roster(VERA, CARL, BO, EA)


def changed(*people, groups=(G1,), before=BEFORE):
    """The changes as (what, whom, was, now) when these people are on the new roster."""
    return [(c.what, c.subject, c.was, c.now) for c in compare(before, roster(*people, groups=groups))]


def test_the_same_roster_is_no_change():
    assert compare(BEFORE, BEFORE) == []


def test_the_order_of_the_rows_is_no_change():
    assert changed(EA, BO, CARL, VERA) == []


def test_somebody_new_has_joined():
    assert changed(VERA, CARL, BO, EA, Person("0050", "Ib Juhl", unit="Regnbuen", leader="0001")) == [
        ("joiner", "0050", "", "Regnbuen")
    ]


def test_somebody_on_the_list_no_more_is_a_leaver():
    assert changed(VERA, CARL, EA) == [("leaver", "0042", "Regnbuen", "")]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (replace(BO, status="left"), ("left", "0042", "", "fratrådt")),
        (replace(BO, leaves_on=date(2026, 11, 30)), ("left", "0042", "", "fratræder 30-11-2026")),
        (replace(BO, status="leave"), ("leave", "0042", "", "orlov")),
        (replace(BO, leader="0002"), ("leader", "0042", "Vera Chef (0001)", "Carl Dam (0002)")),
        (replace(BO, leader=""), ("leader", "0042", "Vera Chef (0001)", "")),
        (replace(BO, unit="Solstrålen"), ("unit", "0042", "Regnbuen", "Solstrålen")),
        (replace(BO, unit_code="77"), ("unit", "0042", "Regnbuen", "Regnbuen (77)")),
        (replace(BO, name="Bo Holm"), ("name", "0042", "Bo Lind", "Bo Holm")),
        (replace(BO, group="G1"), ("group", "0042", "", "Køkkenet (G1)")),
        (replace(BO, talk_kind="LUS"), ("talk", "0042", "", "LUS")),
        (replace(BO, talk_on=date(2026, 12, 1)), ("talk", "0042", "", "01-12-2026")),
        (replace(BO, title="Kok"), ("details", "0042", "stilling: –", "stilling: Kok")),
        (replace(BO, senior=True), ("details", "0042", "senior: nej", "senior: ja")),
        (replace(BO, delegate="0002"), ("details", "0042", "delegeret leder: –", "delegeret leder: Carl Dam (0002)")),
        (replace(BO, other_numbers=("0077",)), ("number", "0042", "0042", "0042, 0077")),
    ],
)  # fmt: skip
def test_what_is_new_about_somebody_is_told_as_people_read_it(now, expected):
    assert changed(VERA, CARL, now, EA) == [expected]


def test_who_comes_back_from_leave_or_stays_after_all_is_back():
    on_leave = roster(VERA, CARL, replace(BO, status="leave"), replace(EA, leaves_on=date(2026, 12, 31)))
    assert changed(VERA, CARL, BO, EA, before=on_leave) == [
        ("returned", "0042", "orlov", ""),
        ("returned", "0043", "fratræder 31-12-2026", ""),
    ]


def test_a_group_that_is_new_gone_renamed_moved_or_led_by_another_is_told():
    new = Group("G2", "Vuggestuen")
    assert changed(VERA, CARL, BO, EA, groups=(G1, new)) == [("group", "G2", "", "Vuggestuen (G2)")]
    assert changed(VERA, CARL, BO, EA, groups=()) == [("group", "G1", "Køkkenet (G1)", "")]
    moved = replace(G1, name="Kantinen", leader="0002", talk_on=date(2026, 12, 3))
    assert changed(VERA, CARL, BO, EA, groups=(moved,)) == [
        ("name", "G1", "Køkkenet", "Kantinen"),
        ("leader", "G1", "Vera Chef (0001)", "Carl Dam (0002)"),
        ("talk", "G1", "GRUS 03-11-2026", "GRUS 03-12-2026"),
    ]


def test_a_change_knows_its_place_on_the_new_roster():
    placed = replace(BO, unit="Solstrålen", place=Place("dec.xlsx", "Medarbejdere!A7"))
    (change,) = compare(BEFORE, roster(VERA, CARL, placed, EA))
    assert change.place == placed.place


def test_the_name_of_somebody_protected_is_not_shown():
    boss = replace(VERA, protected=True)
    before = roster(boss, CARL, replace(BO, protected=True))
    now = roster(boss, CARL, replace(BO, protected=True, name="Bo Holm", leader="0002"))
    changes = compare(before, now)
    assert [(c.what, c.name, c.was, c.now) for c in changes] == [
        ("name", "", "", ""),
        ("leader", "", "nr. 0001", "Carl Dam (0002)"),
    ]


# --- one person, several numbers ----------------------------------------------------------------


def test_an_export_that_strips_zeros_changes_nobody():
    bare = roster(
        replace(VERA, number="1"),
        replace(CARL, number="2", leader="1"),
        replace(BO, number="42", leader="1"),
        replace(EA, number="43", leader="1"),
        groups=(replace(G1, leader="1"),),
    )
    assert compare(BEFORE, bare) == []
    assert keep_numbers(bare, BEFORE) == BEFORE


def test_who_left_one_number_and_joined_under_another_is_one_person():
    now = replace(BO, number="0077", email="BO@x.dk")
    assert [(c.what, c.person, c.was, c.now) for c in compare(BEFORE, roster(VERA, CARL, EA, now))] == [
        ("number", "0077", "0042", "0077"),
    ]


@pytest.mark.parametrize("other", [{"email": ""}, {"email": "ny@x.dk"}, {"name": "Bo Holm"}])
def test_the_same_name_or_the_same_address_alone_makes_nobody_one_person(other):
    now = replace(BO, number="0077", **other)
    assert changed(VERA, CARL, EA, now) == [
        ("joiner", "0077", "", "Regnbuen"),
        ("leaver", "0042", "Regnbuen", ""),
    ]


def test_two_with_the_same_name_and_a_shared_address_are_not_mixed_up():
    twin = replace(BO, number="0052")
    before = roster(VERA, BO, twin)
    now = roster(VERA, replace(BO, number="0077"), replace(BO, number="0078"))
    assert {c.what for c in compare(before, now)} == {"joiner", "leaver"}


def test_another_engagement_becoming_the_primary_one_keeps_the_number_that_the_forms_bear():
    primary = replace(BO, number="0077", other_numbers=("0042",))
    under = replace(CARL, leader="0077", delegate="0077")
    group = replace(G1, leader="0077")
    kept = keep_numbers(roster(VERA, under, primary, EA, groups=(group,)), BEFORE)
    assert list(kept.people) == ["0001", "0002", "0042", "0043"]
    assert kept.people["0042"] == replace(BO, other_numbers=("0077",))
    assert (kept.people["0002"].leader, kept.people["0002"].delegate) == ("0042", "0042")
    assert kept.groups["G1"].leader == "0042"
    assert [(c.what, c.subject, c.was, c.now) for c in compare(BEFORE, kept)] == [
        ("leader", "0002", "Vera Chef (0001)", "Bo Lind (0042)"),
        ("details", "0002", "delegeret leder: –", "delegeret leder: Bo Lind (0042)"),
        ("number", "0042", "0042", "0042, 0077"),
        ("leader", "G1", "Vera Chef (0001)", "Bo Lind (0042)"),
    ]


def test_the_number_is_kept_month_after_month():
    now = roster(VERA, CARL, replace(BO, number="0077"), EA)
    once = keep_numbers(now, BEFORE)
    assert compare(once, keep_numbers(now, once)) == []
    joined = roster(VERA, CARL, replace(BO, number="77", other_numbers=("42",)), EA)
    assert compare(once, keep_numbers(joined, once)) == []


def test_a_number_that_somebody_else_has_now_is_not_kept():
    other = Person("0042", "Ib Juhl", email="ib@x.dk", leader="0001")
    now = roster(VERA, CARL, EA, other, replace(BO, number="0077"))
    assert keep_numbers(now, BEFORE) == now


def test_a_second_row_that_is_joined_to_the_first_is_no_leaver():
    before = roster(VERA, CARL, BO, replace(BO, number="0077"), EA)
    now = roster(VERA, CARL, replace(BO, other_numbers=("0077",)), EA)
    assert changed(*now.people.values(), before=before) == [
        ("number", "0042", "0042", "0042, 0077"),
        ("number", "0077", "0077", "0042"),
    ]
    assert lost(before, compare(before, now)) == (0, 5)


def test_without_new_contracts_only_numbers_that_are_still_somebodys_are_kept():
    renumbered = roster(VERA, CARL, replace(BO, number="0077"), replace(EA, number="43"))
    kept = keep_numbers(renumbered, BEFORE, renumbered=False)
    assert list(kept.people) == ["0001", "0002", "0077", "0043"]


# --- the wrong file -----------------------------------------------------------------------------


def test_those_who_had_left_already_are_not_lost():
    before = roster(VERA, CARL, replace(BO, status="left"), EA)
    assert lost(before, compare(before, roster(VERA, CARL))) == (1, 3)


def test_a_married_name_is_no_other_person_and_a_wholly_other_name_is():
    assert other_holders(BEFORE, roster(VERA, CARL, replace(BO, name="Bo Holm", email=""), EA)) == {}
    assert other_holders(BEFORE, roster(VERA, CARL, replace(BO, name="Max Holm"), EA)) == {}
    somebody = Person("0042", "Ib Juhl", email="ib@x.dk")
    assert other_holders(BEFORE, roster(VERA, CARL, somebody, EA)) == {"0042": BO}
    assert other_holders(BEFORE, roster(VERA, CARL, replace(somebody, number="42"), EA)) == {"42": BO}


@pytest.mark.parametrize(
    ("was", "now"),
    [("Ali El Sayed", "Omar El Amin"), ("Bo P. Lind", "Kim P. Dam"), ("Mie van der Ley", "Per van der Os")],
)
def test_an_initial_or_a_particle_in_common_makes_nobody_the_same(was, now):
    assert other_holders(roster(Person("0042", was)), roster(Person("0042", now)))


@pytest.mark.parametrize("now", ["Anne Krog", "Lind, Anne", "ANNE-MARIE LIND", "Lind", "Annemarie"])
def test_a_part_of_the_name_in_common_makes_one_person(now):
    before = roster(Person("0042", "Anne Marie Lind"))
    assert other_holders(before, roster(Person("0042", now))) == {}


def test_a_mailbox_of_several_people_makes_nobody_the_same():
    box = "hus@x.dk"
    before = roster(replace(BO, email=box), replace(EA, email=box))
    kim = Person("0042", "Kim Ny", email=box)
    assert set(other_holders(before, roster(kim, replace(EA, email=box)))) == {"0042"}


def test_a_number_given_to_somebody_else_is_a_leaver_and_a_joiner():
    kim = Person("0042", "Kim Ny", unit="Solen", leader="0001")
    assert changed(VERA, CARL, kim, EA) == [
        ("joiner", "0042", "", "Solen"),
        ("leaver", "0042", "Regnbuen", ""),
    ]
    moved = roster(VERA, CARL, kim, replace(BO, number="0400"), EA)
    assert pair_up(BEFORE, moved)["0400"] == "0042" and "0042" not in pair_up(BEFORE, moved)
    assert keep_numbers(moved, BEFORE).people == moved.people, "nobody is lost under the same number"


def test_an_engagement_in_common_makes_nobody_of_another_name_the_same_person():
    before = roster(VERA, replace(BO, other_numbers=("0101",)))
    kim = Person("0101", "Kim Ny", email="kim@x.dk", leader="0001")
    assert list(keep_numbers(roster(VERA, kim), before).people) == ["0001", "0101"]
    assert {(c.what, c.person) for c in compare(before, roster(VERA, kim))} == {
        ("joiner", "0101"),
        ("leaver", "0042"),
    }
    both = Person("0500", "Kim Ny", email="kim@x.dk", leader="0001", other_numbers=("0042",))
    assert ("leaver", "0042") in {(c.what, c.person) for c in compare(before, roster(VERA, both))}


def test_names_that_slipped_a_row_are_seen_even_where_a_surname_is_shared():
    people = [Person(f"10{n}", f"{name} Hansen") for n, name in enumerate(("Ada", "Bea", "Cia"))]
    slipped = [
        replace(one, name=other.name) for one, other in zip(people, people[1:] + people[:1], strict=True)
    ]
    assert moved_names(roster(*people), roster(*slipped)) == {"100", "101", "102"}
    assert moved_names(roster(*people), roster(*reversed(people))) == set()
    namesake = [people[0], replace(people[1], name="Ada Hansen"), people[2]]
    assert moved_names(roster(*people), roster(*namesake)) == set(), "a colleague of that name is still there"


def test_an_export_in_capitals_changes_nobody():
    loud = roster(
        *(replace(p, name=p.name.upper(), email=p.email.upper(), unit=p.unit.upper()) for p in BEFORE.people.values()),
        groups=(replace(G1, name="KØKKENET"),),
    )  # fmt: skip
    assert compare(BEFORE, loud) == []
    assert keep_spelling(loud, BEFORE) == BEFORE
    turned = roster(VERA, CARL, replace(BO, name="Lind, Bo"), EA)
    assert keep_spelling(turned, BEFORE) == BEFORE
    joiner = Person("0050", "IB JUHL", unit="REGNBUEN")
    assert keep_spelling(roster(*loud.people.values(), joiner), BEFORE).people["0050"].unit == "Regnbuen"


def test_a_partial_roster_leaves_everybody_else_as_they_were():
    part = roster(
        replace(BO, unit="Solstrålen", leader=""), Person("0050", "Ib Juhl", leader="0042"), groups=()
    )
    whole = keep_rest(part, BEFORE)
    assert set(whole.people) == {"0001", "0002", "0042", "0043", "0050"}
    assert whole.groups == BEFORE.groups
    assert whole.people["0042"].leader == "0001"
    assert [(c.what, c.person) for c in compare(BEFORE, whole)] == [("unit", "0042"), ("joiner", "0050")]


def test_a_partial_roster_puts_nobody_under_their_own_staff():
    part = roster(replace(CARL, leader=""), replace(VERA, leader="0002"), groups=())
    assert keep_rest(part, BEFORE).people["0002"].leader == ""


@pytest.mark.parametrize(
    ("written", "leader"),
    [
        ("2", "0002"),
        ("Dam, Carl", "0002"),
        ("CARL@x.dk", "0002"),
        ("Carl Dam (0002)", "0002"),
        ("0777", ""),
        ("Bo Lind", ""),
    ],
)
def test_a_leader_who_is_on_the_last_roster_only_is_found_as_written_and_no_other(written, leader):
    before = roster(VERA, replace(CARL, email="carl@x.dk"), BO, EA)
    ib = Person("0050", "Ib Juhl")
    part = roster(replace(BO, leader=""), ib, groups=())
    said = {("0042", "leader"): written, ("0050", "leader"): written, ("0050", "delegate"): written}
    whole = keep_rest(replace(part, unresolved=said), before).people
    assert (whole["0042"].leader, whole["0050"].leader, whole["0050"].delegate) == (leader,) * 3


def test_who_stands_in_a_row_that_cannot_be_used_stays_as_they_were():
    file = roster(VERA, replace(BO, leader=""), EA)
    slip = replace(
        file, left_out=(LeftOut(Place(), "2", "Carl Dam", "To medarbejdere har samme tjenestenummer."),)
    )
    before = roster(VERA, CARL, replace(BO, leader="0002"), EA)
    assert compare(before, keep_unread(slip, before)) == []
    nameless = replace(file, left_out=(LeftOut(Place(), "", "Dam, Carl", "Nummeret mangler."),))
    assert compare(before, keep_unread(nameless, before)) == []
    assert [person.number for _, person in unread(nameless, before)] == ["0002"]


def test_somebody_whose_number_another_has_now_is_not_kept_in_their_place():
    kim = Person("0042", "Kim Ny", leader="0001")
    assert keep_rest(roster(kim, groups=()), BEFORE).people["0042"] == kim
    row = LeftOut(Place(), "42", "Kim Ny", "Nummeret står to gange.")
    assert keep_unread(replace(roster(VERA, CARL, kim, EA), left_out=(row,)), BEFORE).people["0042"] == kim


def test_a_vacant_post_keeps_nobody():
    file = replace(roster(VERA, BO, EA), left_out=(LeftOut(Place(), "0002", "", VACANT),))
    assert [(c.what, c.person) for c in compare(BEFORE, keep_unread(file, BEFORE))] == [("leaver", "0002")]


# --- any roster ---------------------------------------------------------------------------------

_NAMES = st.sampled_from(["Bo Lind", "Ea Friis", "Ib Juhl", "Åse Ærø", "Max Dam", "Mia Krog"])


@st.composite
def rosters(draw):
    numbers = draw(st.lists(st.integers(1, 400), min_size=2, max_size=25, unique=True))
    numbers = [f"{number:04}" for number in numbers]
    people = [
        Person(
            number,
            draw(_NAMES),
            email=draw(st.sampled_from(["", f"{number}@x.dk"])),
            unit=draw(st.sampled_from(["", "Regnbuen", "Stab"])),
            leader=draw(st.sampled_from(["", *(other for other in numbers if other != number)])),
            group=draw(st.sampled_from(["", "G1"])),
            talk_on=draw(st.sampled_from([None, date(2026, 11, 3)])),
        )
        for number in numbers
    ]
    return roster(*people, groups=(replace(G1, leader=numbers[0]),))


_EDITS = {
    "leader": lambda p, numbers: replace(p, leader=next(n for n in numbers if n not in (p.number, p.leader))),
    "unit": lambda p, _: replace(p, unit=p.unit + " nord"),
    "name": lambda p, _: replace(p, name=p.name + " Holm"),
    "group": lambda p, _: replace(p, group="" if p.group else "G1"),
    "talk": lambda p, _: replace(p, talk_on=date(2026, 12, 9)),
    "details": lambda p, _: replace(p, title=p.title + "leder"),
    "left": lambda p, _: replace(p, status="left"),
    "leave": lambda p, _: replace(p, status="leave"),
    "number": lambda p, _: replace(p, other_numbers=("9000" + p.number,)),
}


@given(rosters())
@settings(max_examples=60, deadline=None)
def test_no_roster_is_a_change_from_itself(any_roster):
    assert compare(any_roster, any_roster) == []
    assert keep_numbers(any_roster, any_roster) == any_roster
    assert keep_rest(any_roster, any_roster) == any_roster


@given(rosters(), st.data())
@settings(max_examples=80, deadline=None)
def test_whatever_is_edited_is_told_and_nothing_else(any_roster, data):
    numbers = [*any_roster.people, "0999"]
    people, expected = dict(any_roster.people), set()
    for number in any_roster.people:
        what = data.draw(st.sampled_from([None, None, "leaver", *_EDITS]), label=number)
        if what == "leaver":
            del people[number]
        elif what:
            people[number] = _EDITS[what](people[number], numbers)
        if what:
            expected.add((what, number))
    for number in data.draw(st.lists(st.integers(500, 520), max_size=3, unique=True)):
        people[f"0{number}"] = Person(f"0{number}", "Ny Nysen", email=f"{number}@x.dk")
        expected.add(("joiner", f"0{number}"))
    order = data.draw(st.permutations(list(people)))
    now = replace(any_roster, people={number: people[number] for number in order})
    assert {(c.what, c.subject) for c in compare(any_roster, now)} == expected
    stripped = Roster(
        {
            n.lstrip("0"): replace(p, number=n.lstrip("0"), leader=p.leader.lstrip("0"))
            for n, p in now.people.items()
        },
        {id: replace(g, leader=g.leader.lstrip("0")) for id, g in now.groups.items()},
    )
    assert {
        (c.what, c.subject.zfill(4) if c.person else c.subject) for c in compare(any_roster, stripped)
    } == expected
