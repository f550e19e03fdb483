"""Who owes what and by when, as HR would check it with a calendar."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from policy_asking import policy_asking

from pipeline.kinds import months_after
from pipeline.model import Event, Obligation, Person, Talk
from pipeline.obligations import ON_LEAVE, asked, deadlines, obligations
from pipeline.policy import Policy

ANNE = Person("0042", "Anne Bæk", unit="Børnehuset Solen", leader="1001")
TALK = Talk("0042", "MUS", 2026, "1001", planned_on=date(2026, 11, 12))
HANDOUT = policy_asking({"handout.days_before": "ISH-3"}, handout={"days_before": 14})
EVERYTHING = policy_asking(
    {
        "handout.days_before": "ISH-3",
        "minutes.required": "HER-9",
        "minutes.handed_over": "ISH-5",
        "minutes.approval": "HER-13",
        "plan.required": "HER-8",
        "plan.approval": "SYD-12",
        "follow_up.agreed": "SYD-13",
        "follow_up.required": "SYD-14",
    },
    handout={"days_before": 14},
    minutes={
        "required": True,
        "due_days": 14,
        "handed_over": True,
        "handed_over_days": 21,
        "approval": "other",
        "approval_days": 30,
    },
    plan={"required": True, "due_days": 14, "approval": "leader", "approval_days": 0},
    follow_up={"agreed": True, "required": True, "months": 6},
)


def day(text: str) -> date:
    """`12-11-2026`, as HR writes it."""
    return date(*(int(part) for part in reversed(text.split("-"))))


def event(what: str, on: str, **more: object) -> Event:
    """Something that happened to Anne."""
    return Event(what, "0042", "MUS", 2026, day(on), **more)  # type: ignore[arg-type]


def owed(
    *events: Event,
    policy: Policy = EVERYTHING,
    today: str = "15-11-2026",
    person: Person | None = ANNE,
    talk: Talk = TALK,
) -> dict[str, Obligation]:
    """What is owed on Anne's talk, by what."""
    people = {person.number: person} if person else {}
    return {o.what: o for o in obligations(people, [talk], events, policy, day(today))}


def state(obligation: Obligation) -> str:
    """The state in one word: late is done after due."""
    return "late" if obligation.late else obligation.state


HELD = event("held", "12-11-2026")


# what, its rule, the day it falls due when the talk is held on 12-11-2026, and the event that discharges it
CALENDAR = [
    ("talk", "ISH-1", "31-12-2026", "held"),
    ("form-handed-out", "ISH-3", "29-10-2026", "handed-out"),
    ("minutes", "HER-9", "26-11-2026", "minutes"),
    ("minutes-handed-over", "ISH-5", "03-12-2026", "minutes-handed-over"),
    ("minutes-approved", "HER-13", "12-12-2026", "minutes-approved"),
    ("plan", "HER-8", "26-11-2026", "plan"),
    ("plan-approved", "SYD-12", "12-11-2026", "plan-approved"),
    ("follow-up-agreed", "SYD-13", "12-11-2026", "follow-up-agreed"),
    ("follow-up", "SYD-14", "12-05-2027", "follow-up"),
]


@pytest.mark.parametrize(("what", "rule", "due", "_"), CALENDAR)
def test_each_duty_has_its_rule_and_its_day(what: str, rule: str, due: str, _: str) -> None:
    found = owed(HELD)[what]
    assert (found.rule, found.due) == (rule, day(due))
    assert (found.person, found.leader, found.unit, found.kind) == ("0042", "1001", "Børnehuset Solen", "MUS")


def test_the_duties_stand_in_the_order_of_the_rule_book() -> None:
    assert list(owed(HELD)) == [row[0] for row in CALENDAR]


@pytest.mark.parametrize(
    ("what", "happened_on", "today", "expected"),
    [
        # the day it is due is in time, the day after is not
        ("talk", None, "31-12-2026", "open"),
        ("talk", None, "01-01-2027", "overdue"),
        ("talk", "31-12-2026", "31-12-2026", "done"),
        ("talk", "01-01-2027", "01-01-2027", "late"),
        # handed out 14 days before the talk is in time, 13 days before is late
        ("form-handed-out", "29-10-2026", "29-10-2026", "done"),
        ("form-handed-out", "30-10-2026", "30-10-2026", "late"),
        ("form-handed-out", None, "29-10-2026", "open"),
        ("form-handed-out", None, "30-10-2026", "overdue"),
        # what is recorded for tomorrow has not happened today
        ("talk", "16-11-2026", "15-11-2026", "open"),
        ("form-handed-out", "31-10-2026", "30-10-2026", "overdue"),
    ],
)
def test_before_the_talk(what: str, happened_on: str | None, today: str, expected: str) -> None:
    sort = {"talk": "held", "form-handed-out": "handed-out"}[what]
    happened = [event(sort, happened_on)] if happened_on else []
    assert state(owed(*happened, today=today)[what]) == expected


@pytest.mark.parametrize(("what", "_", "due", "sort"), CALENDAR[2:])
def test_after_the_talk_the_last_day_is_in_time_and_the_next_is_not(
    what: str, _: str, due: str, sort: str
) -> None:
    after = f"{months_later(due)}"
    assert state(owed(HELD, today=due)[what]) == "open"
    assert state(owed(HELD, today=after)[what]) == "overdue"
    assert state(owed(HELD, event(sort, due), today=after)[what]) == "done"
    assert state(owed(HELD, event(sort, after), today=after)[what]) == "late"


def months_later(written: str) -> str:
    """A month after a day, as HR writes it."""
    return f"{months_after(day(written), 1):%d-%m-%Y}"


def test_nothing_is_owed_on_paper_until_the_talk_is_held() -> None:
    assert list(owed()) == ["talk", "form-handed-out"]


def test_a_policy_that_asks_for_little_is_owed_little() -> None:
    assert list(owed(HELD, policy=policy_asking())) == ["talk"]
    assert list(owed(HELD, policy=policy_asking(round={"yearly": False}))) == []


@pytest.mark.parametrize(
    ("employed_on", "due"),
    [("15-11-2026", "15-02-2027"), ("01-03-2026", "31-12-2026"), ("01-01-2010", "31-12-2026")],
)
def test_a_newcomer_has_some_months_also_past_the_round(employed_on: str, due: str) -> None:
    policy = policy_asking(round={"newcomer_months": 3})
    assert owed(policy=policy, person=replace(ANNE, employed_on=day(employed_on)))["talk"].due == day(due)


# --- the form in the employee's hands -------------------------------------------------------------


def test_without_a_date_the_form_has_no_deadline_but_may_be_done() -> None:
    undated = replace(TALK, planned_on=None)
    waiting = owed(talk=undated, today="30-12-2026")["form-handed-out"]
    assert (waiting.due, waiting.state) == (None, "open")
    handed = owed(event("handed-out", "01-10-2026"), talk=undated)["form-handed-out"]
    assert (handed.due, handed.state, handed.late) == (None, "done", False)


def test_issuing_the_packet_hands_out_the_form_that_day() -> None:
    issued = event("issued", "01-10-2026", form="skema", source="MUS26-0042-SKM-7K3QX9")
    assert owed(issued)["form-handed-out"].done_on == day("01-10-2026")


def test_a_recorded_hand_out_counts_before_the_issuing() -> None:
    issued = event("issued", "01-10-2026", form="skema", source="MUS26-0042-SKM-7K3QX9")
    handed_out = event("handed-out", "05-11-2026")
    found = owed(issued, handed_out)["form-handed-out"]
    assert (found.done_on, found.late) == (day("05-11-2026"), True)


def test_the_earliest_of_two_recorded_hand_outs_counts() -> None:
    found = owed(event("handed-out", "05-11-2026"), event("handed-out", "20-10-2026"))["form-handed-out"]
    assert (found.done_on, found.late) == (day("20-10-2026"), False)


@pytest.mark.parametrize(
    ("form", "source"), [("skema", "MUS26-0042-SKL-7K3QX9"), ("referat", "MUS26-0042-REF-7K3QX9")]
)
def test_the_leaders_own_form_and_other_forms_are_no_hand_out(form: str, source: str) -> None:
    assert owed(event("issued", "01-10-2026", form=form, source=source))["form-handed-out"].done_on is None


def test_a_talk_that_was_moved_counts_from_the_day_it_was_held() -> None:
    moved = owed(event("held", "01-12-2026"), event("handed-out", "12-11-2026"), today="02-12-2026")
    assert (moved["form-handed-out"].due, moved["form-handed-out"].late) == (day("17-11-2026"), False)


def test_the_deadline_crosses_months_and_years() -> None:
    talk = replace(TALK, planned_on=date(2026, 1, 5))
    assert owed(talk=talk, policy=HANDOUT)["form-handed-out"].due == day("22-12-2025")


# --- the follow-up ----------------------------------------------------------------------------------


def test_the_follow_up_is_due_on_the_day_that_was_agreed() -> None:
    agreed = event("follow-up-agreed", "12-11-2026", until=day("01-03-2027"))
    assert owed(HELD, agreed)["follow-up"].due == day("01-03-2027")


def test_six_months_after_the_end_of_august_is_the_end_of_february() -> None:
    assert months_after(day("31-08-2026"), 6) == day("28-02-2027")
    assert months_after(day("31-08-2027"), 6) == day("29-02-2028")
    assert months_after(day("15-12-2026"), 12) == day("15-12-2027")


# --- people who are away ------------------------------------------------------------------------------


def test_who_left_before_the_talk_owes_none() -> None:
    gone = replace(ANNE, leaves_on=day("31-10-2026"))
    found = owed(person=gone, today="01-01-2027")
    assert {o.state for o in found.values()} == {"waived"}
    assert found["talk"].reason == "fratrådt 31-10-2026"


def test_the_last_day_at_work_is_still_a_day_at_work() -> None:
    assert owed(person=replace(ANNE, leaves_on=day("15-11-2026")))["talk"].state == "open"


def test_who_left_after_the_talk_keeps_it_done_and_owes_nothing_more() -> None:
    found = owed(HELD, person=replace(ANNE, status="left"), today="01-06-2027")
    assert found["talk"].state == "done"
    assert {o.state for what, o in found.items() if what != "talk"} == {"waived"}


def test_who_is_no_longer_on_the_roster_is_waived_with_a_reason() -> None:
    found = owed(person=None)["talk"]
    assert (found.state, found.reason, found.unit) == ("waived", "står ikke længere på medarbejderlisten", "")


def test_leave_keeps_the_talk_open_and_never_overdue() -> None:
    away = replace(ANNE, status="leave")
    found = owed(person=away, today="01-03-2027")
    assert {what: (o.state, o.reason) for what, o in found.items()} == {
        "talk": ("open", ON_LEAVE),
        "form-handed-out": ("open", ON_LEAVE),
    }


def test_leave_does_not_excuse_the_minutes_of_a_talk_already_held() -> None:
    found = owed(HELD, person=replace(ANNE, status="leave"), today="01-12-2027")
    assert found["minutes"].state == "overdue"
    assert (found["follow-up"].state, found["follow-up"].reason) == ("open", ON_LEAVE)


# --- the list as a whole ------------------------------------------------------------------------------


def test_the_order_of_the_input_does_not_matter() -> None:
    people = {number: Person(number, number) for number in ("0007", "0042", "1001")}
    talks = [Talk(number, kind, 2026, "9") for number in people for kind in ("MUS", "opfølgning")]
    events = [Event("held", number, "MUS", 2026, date(2026, 9, d)) for number in people for d in (1, 2)]
    expected = obligations(people, talks, events, EVERYTHING, date(2026, 10, 1))
    shuffle = random.Random(7).shuffle
    for _ in range(5):
        shuffle(talks)
        shuffle(events)
        assert obligations(people, talks, events, EVERYTHING, date(2026, 10, 1)) == expected


@pytest.mark.parametrize(
    "change", [{"person": "0043"}, {"year": 2025}, {"kind": "SUS"}, {"kind": "opfølgning"}]
)
def test_another_persons_another_years_and_another_kinds_talk_discharge_nothing(
    change: dict[str, object],
) -> None:
    other = replace(HELD, **change)  # type: ignore[arg-type]
    assert owed(other)["talk"].state == "open"


def test_deadlines_tell_ahead_what_a_planned_talk_will_ask() -> None:
    assert deadlines(TALK, EVERYTHING) == {what: day(due) for what, _, due, _ in CALENDAR}
    undated = deadlines(replace(TALK, planned_on=None), EVERYTHING)
    assert undated.pop("talk") == day("31-12-2026")
    assert set(undated.values()) == {None}


def test_asked_names_what_a_policy_wants() -> None:
    assert asked(policy_asking(plan={"required": True})) == ("talk", "plan")
