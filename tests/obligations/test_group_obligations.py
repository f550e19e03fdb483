"""What a group owes, and its members by it, when people come and go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from situations import (
    ANNE,
    BO,
    GROUP,
    LEADER,
    Round,
    after_group,
    anne,
    day,
    group,
    group_did,
    group_talk,
    happened,
    in_unit,
    leader,
    policy_of,
    talk,
    told,
    unit_with,
)

from pipeline.model import Obligation, Person
from pipeline.obligations import asked, deadlines

SYDDJURS, HERLEV, ISHOEJ = policy_of("syddjurs"), policy_of("herlev"), policy_of("ishoej")
GRUS, HELD = group_talk(on="05-10-2026"), group_did("held", "05-10-2026")
BO_LEFT = Person(BO, "Bo Lind", leader=LEADER, leaves_on=day("01-09-2026"))


def owed(policy, *facts: object, today: str = "01-11-2026") -> dict[str, Obligation]:
    """What is owed, by subject and what (and kind, where it is not GRUS)."""
    found = Round(policy, facts).owed(today)
    return {f"{o.person or o.group} {o.what}{'' if o.kind == 'GRUS' else f' {o.kind}'}": o for o in found}


def test_before_the_group_has_met_only_the_preparation_is_owed() -> None:
    assert list(owed(SYDDJURS, GRUS)) == [
        f"{ANNE} talk",
        f"{BO} talk",
        f"{GROUP} consultation",
        " evaluation ",
    ]


def test_when_the_group_has_met_everybody_owes_their_part_and_the_group_its_own() -> None:
    assert list(owed(SYDDJURS, GRUS, HELD)) == [
        *(
            f"{who} {what}"
            for who in (ANNE, BO)
            for what in ("talk", "own-goals", "plan-approved", "individual-talk MUS")
        ),
        *(f"{GROUP} {what}" for what in ("consultation", "group-plan", "follow-up-agreed", "follow-up")),
        " evaluation ",
    ]


def test_what_a_group_owes_is_its_leaders_and_has_the_groups_id_and_no_person() -> None:
    plan = owed(SYDDJURS, GRUS, HELD)[f"{GROUP} group-plan"]
    assert (plan.person, plan.group, plan.leader, plan.unit) == ("", GROUP, LEADER, "Biblioteket")


def test_a_part_in_a_group_talk_bears_the_groups_id_and_the_individual_talk_does_not() -> None:
    found = owed(SYDDJURS, GRUS, HELD)
    assert (found[f"{ANNE} talk"].group, found[f"{ANNE} individual-talk MUS"].group) == (GROUP, "")


def test_the_individual_talk_is_owed_once_whether_it_has_been_planned_or_not() -> None:
    planned = owed(SYDDJURS, GRUS, after_group(leader="1002"), HELD)
    assert planned[f"{ANNE} individual-talk MUS"].leader == "1002"
    assert owed(SYDDJURS, GRUS, HELD)[f"{ANNE} individual-talk MUS"].leader == LEADER


def test_papers_of_the_individual_talk_are_owed_when_it_has_been_held_but_not_a_second_plan() -> None:
    found = owed(SYDDJURS, GRUS, after_group(), HELD, happened("held", "20-10-2026"))
    assert {key for key in found if key.startswith(ANNE) and key.endswith("MUS")} == {
        f"{ANNE} individual-talk MUS",
        f"{ANNE} follow-up-agreed MUS",
        f"{ANNE} follow-up MUS",
    }
    herlev = owed(
        HERLEV, GRUS, after_group(), HELD, happened("held", "20-10-2026"), anne(wants_individual=True)
    )
    assert f"{ANNE} minutes-approved MUS" in herlev
    assert f"{ANNE} plan MUS" not in herlev and f"{ANNE} plan" in herlev


def test_an_individual_talk_held_in_place_of_the_groups_brings_the_plan_along() -> None:
    found = owed(ISHOEJ, GRUS, after_group(), happened("held", "20-10-2026"), anne(wants_individual=True))
    assert told(found[f"{ANNE} plan MUS"]) == "åben til 03-11-2026"
    assert told(found[f"{ANNE} talk"]) == "gjort 20-10-2026"


def test_a_wish_that_is_taken_back_owes_nothing() -> None:
    found = owed(ISHOEJ, GRUS, after_group(on="01-12-2026"), HELD, today="31-12-2026")
    assert not [key for key in found if key.startswith(ANNE) and key.endswith("MUS")]


def test_a_wish_that_comes_after_the_round_has_closed_gets_a_month() -> None:
    wish = happened("wants-individual", "10-01-2027", "GRUS")
    found = owed(ISHOEJ, GRUS, HELD, wish, today="11-01-2027")
    assert told(found[f"{ANNE} individual-talk MUS"]) == "åben til 09-02-2027"


@pytest.mark.parametrize("column", ["GRUS", "", "SUS"])
def test_somebody_moved_from_mus_to_a_group_owes_no_mus(column: str) -> None:
    found = owed(ISHOEJ, talk(on="01-06-2026"), GRUS, anne(talk_kind=column))
    assert [key for key in found if key.startswith(ANNE)] == [f"{ANNE} talk", f"{ANNE} form-handed-out"]


def test_where_the_group_talk_only_supplements_there_is_one_plan_and_no_second_individual_talk() -> None:
    policy = in_unit(SYDDJURS, unit_with(group={"counts": "supplement", "after": ("individual_talk",)}))
    found = owed(policy, talk(), GRUS, HELD, happened("held", "20-10-2026"))
    mine = [key for key in found if key.startswith(ANNE)]
    assert [key for key in mine if "plan MUS" in key or key.endswith(" plan")] == [f"{ANNE} plan MUS"]
    assert not [key for key in mine if "individual" in key]


def test_one_participants_paper_tells_that_the_group_has_met() -> None:
    found = owed(HERLEV, GRUS, happened("held", "05-10-2026", "GRUS", group=GROUP))
    assert f"{GROUP} group-plan" in found
    assert told(found[f"{ANNE} talk"]) == "gjort 05-10-2026"
    assert found[f"{BO} talk"].state == "open", "another's paper does not say that Bo was there"


def test_a_form_handed_out_to_the_whole_group_reached_each_of_them() -> None:
    found = owed(ISHOEJ, GRUS, group_did("handed-out", "20-09-2026"))
    assert [told(found[f"{who} form-handed-out"]) for who in (ANNE, BO)] == ["gjort 20-09-2026"] * 2


def test_minutes_of_a_group_talk_are_the_groups_and_not_each_participants() -> None:
    policy = in_unit(HERLEV, unit_with(minutes={"kinds": ("MUS", "GRUS")}))
    found = owed(policy, GRUS, HELD)
    assert [key for key in found if key.endswith(" minutes")] == [f"{GROUP} minutes"]


def test_a_group_whose_members_have_all_left_owes_nothing_more() -> None:
    found = owed(SYDDJURS, GRUS, HELD, BO_LEFT, anne(status="left"))
    assert told(found[f"{GROUP} group-plan"]) == "bortfaldet: alle i gruppen er fratrådt"
    assert {o.state for o in found.values()} - {"waived", "open"} == {"done"}
    assert {key for key, o in found.items() if o.state == "open"} == {" evaluation "}


def test_a_group_is_a_group_while_one_is_left() -> None:
    assert owed(SYDDJURS, GRUS, HELD, BO_LEFT)[f"{GROUP} group-plan"].state == "overdue"


@pytest.mark.parametrize("gone", [{"status": "left"}, {"leaves_on": day("01-10-2026")}])
def test_a_groups_duties_stay_when_its_leader_has_left_and_say_so(gone: dict[str, object]) -> None:
    plan = owed(SYDDJURS, GRUS, HELD, leader(**gone))[f"{GROUP} group-plan"]
    assert (plan.state, plan.reason) == ("overdue", "gruppens leder er fratrådt: skriv en ny leder på listen")


def test_a_group_that_is_no_longer_on_the_roster_is_waived() -> None:
    other = [replace(t, group="G2") if t.group else t for t in GRUS]
    found = owed(SYDDJURS, other, replace(HELD, group="G2"))
    assert told(found["G2 group-plan"]) == "bortfaldet: gruppen står ikke længere på listen"


def test_a_groups_rules_are_those_of_the_unit_most_of_its_members_are_in() -> None:
    policy = in_unit(SYDDJURS, unit_with(group={"plan_due_days": 7}))
    elsewhere = Person("0044", "Cæcilie Dam", unit="Rådhuset", leader=LEADER, group=GROUP)
    part = replace(GRUS[1], person="0044")
    assert owed(policy, GRUS, part, elsewhere, HELD)[f"{GROUP} group-plan"].due == day("12-10-2026")


def test_a_consultation_written_for_a_day_to_come_has_not_happened() -> None:
    found = owed(SYDDJURS, GRUS, group(consulted_on=day("04-10-2026")), today="03-10-2026")
    assert found[f"{GROUP} consultation"].state == "open"


def test_who_has_an_employee_number_like_the_groups_id_is_somebody_else() -> None:
    namesake = Person(GROUP, "Gry Iversen", unit="Biblioteket", leader=LEADER)
    hers = replace(talk(), person=GROUP)
    found = Round(ISHOEJ, (GRUS, hers, namesake, HELD)).owed("01-11-2026")
    assert [o.state for o in found if o.person == GROUP and o.what == "talk"] == ["open"]


def test_deadlines_of_every_part_of_a_group_talk_are_told_ahead() -> None:
    own, part, _ = GRUS
    assert deadlines(own, SYDDJURS) == {
        "consultation": day("05-10-2026"),
        "group-plan": day("19-10-2026"),
        "follow-up-agreed": day("05-10-2026"),
        "follow-up": day("05-04-2027"),
    }
    assert deadlines(part, SYDDJURS) == {
        "talk": day("31-12-2026"),
        "individual-talk": day("31-12-2026"),
        "own-goals": day("04-11-2026"),
        "plan-approved": day("04-11-2026"),
    }
    assert deadlines(after_group(), SYDDJURS) == {
        "individual-talk": day("31-12-2026"),
        "follow-up-agreed": None,
        "follow-up": None,
    }
    assert deadlines(talk("SUS", on="01-06-2026"), SYDDJURS) == {"talk": None}
    assert deadlines(talk("opfølgning", on="01-06-2026"), SYDDJURS) == {}


def test_deadlines_know_the_persons_unit_and_the_day_of_the_group() -> None:
    policy = in_unit(SYDDJURS, unit_with(round={"closes": "06-30"}, group={"after": ("individual_talk",)}))
    assert deadlines(talk(), policy, anne())["talk"] == day("30-06-2026")
    later = deadlines(after_group(), policy, anne(), group_on=day("05-10-2026"))
    assert later["individual-talk"] == day("04-11-2026")


def test_asked_names_what_is_owed_by_kind_in_rule_book_order() -> None:
    assert asked(SYDDJURS, "MUS") == ("talk", "plan", "plan-approved", "follow-up-agreed", "follow-up")
    assert asked(SYDDJURS, "GRUS") == (
        "talk",
        "individual-talk",
        "consultation",
        "group-plan",
        "own-goals",
        "plan-approved",
        "follow-up-agreed",
        "follow-up",
    )
    assert asked(SYDDJURS, "SUS") == ("talk",)
    assert set(asked(SYDDJURS, "MUS", "GRUS")) == {*asked(SYDDJURS, "MUS"), *asked(SYDDJURS, "GRUS")}
