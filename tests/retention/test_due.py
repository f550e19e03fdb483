"""When papers must go: each class by its own event or backstop, and not a day before."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.model import Event, Issued, Person, ReturnedFile, Talk
from pipeline.policy import Policy, read_policy
from pipeline.policy.nouns import Destroy, Local
from pipeline.retention import Doomed, Kept, due_for_destruction, holdings
from pipeline.workspace import shipped_forms

ANNE = Person("0042", "Anne Ågård", unit="Solsikken", unit_code="412", leader="1001")
PEOPLE = {"0042": ANNE}
TODAY = date(2027, 12, 1)
MINUTES = Kept("minutes", "0042", 2026, "MUS", form_id="MUS26-0001-REF-AAAAAA", paths=("packets/r.docx",))
PLAN = Kept("plan", "0042", 2026, "MUS", form_id="MUS26-0001-KUP-AAAAAA")
SKEMA = Kept("preparation", "0042", 2026, "MUS", form_id="MUS26-0001-SKM-AAAAAA")
REFUSED = Kept("refused", "0042", 2026, digest="d1", came_on=date(2026, 11, 1))
HELD = Event("held", "0042", "MUS", 2026, date(2026, 11, 12))
NEXT = Event("held", "0042", "MUS", 2027, date(2027, 11, 10))
NEVER = Destroy()


@pytest.fixture(scope="module")
def herlev() -> Policy:
    policy, problems = read_policy(shipped_forms(), "herlev")
    assert policy is not None, problems
    return policy


@pytest.fixture
def due(herlev):
    """The doomed papers under some rules of destruction; everything not named is never."""

    def judge(kept, events, *, people=PEOPLE, talks=(), today=TODAY, local=(), **rules):
        policy = replace(herlev, destroy=replace(NEVER, **rules), local=local)
        return due_for_destruction(kept, talks, events, people, policy, today)

    return judge


# --- minutes ------------------------------------------------------------------------------------


def test_minutes_end_when_the_next_years_talk_has_been_held_and_the_plan_stays(due) -> None:
    """HER-10."""
    assert due([MINUTES, PLAN], [HELD]) == []
    (doomed,) = due([MINUTES, PLAN], [HELD, NEXT])
    assert (doomed.what, doomed.person, doomed.year, doomed.rule) == ("minutes", "0042", 2026, "HER-10")
    assert doomed.form_ids == ("MUS26-0001-REF-AAAAAA",) and doomed.paths == ("packets/r.docx",)
    assert doomed.reason == (
        "En senere samtale er holdt 10. november 2027, og referatet fra 2026 skal derfor slettes."
    )


def test_a_talk_that_is_yet_to_come_ends_nothing(due) -> None:
    assert due([MINUTES], [NEXT], today=date(2027, 11, 9)) == []
    assert len(due([MINUTES], [NEXT], today=date(2027, 11, 10))) == 1


def test_a_skipped_year_destroys_nothing_and_the_talk_after_it_does(due) -> None:
    """HER-10: an event, not a date."""
    assert due([MINUTES], [HELD], today=date(2031, 1, 1)) == []
    assert (
        len(due([MINUTES], [HELD, replace(NEXT, year=2028, on=date(2028, 11, 1))], today=date(2029, 1, 1)))
        == 1
    )


def test_this_years_minutes_stay_and_so_do_those_of_somebody_else(due) -> None:
    now = replace(MINUTES, year=2027, form_id="MUS27-0001-REF-AAAAAA")
    other = replace(MINUTES, person="0043", form_id="MUS26-0002-REF-AAAAAA")
    assert [doomed.form_ids for doomed in due([now, other, MINUTES], [HELD, NEXT])] == [(MINUTES.form_id,)]


@pytest.mark.parametrize("kind", ["SUS", "opfølgning"])
def test_a_talk_that_is_no_years_talk_ends_no_minutes(due, kind: str) -> None:
    assert due([MINUTES], [replace(NEXT, kind=kind)]) == []


@pytest.mark.parametrize(("counts", "number"), [(False, 0), (True, 1)])
def test_a_group_talk_is_next_years_talk_only_where_the_policy_says_so(
    due, counts: bool, number: int
) -> None:
    talks = [Talk("0042", "GRUS", 2027, "1001", group="G1", serial=1)]
    group = Event("held", "", "GRUS", 2027, date(2027, 5, 4), group="G1")
    assert len(due([MINUTES], [group], talks=talks, group_counts=counts)) == number


def test_the_talk_of_a_group_somebody_was_in_another_year_is_not_theirs(due) -> None:
    talks = [Talk("0042", "GRUS", 2026, "1001", group="G1", serial=1)]
    group = Event("held", "", "GRUS", 2027, date(2027, 5, 4), group="G1")
    assert due([MINUTES], [group], talks=talks, group_counts=True) == []


def test_a_groups_own_minutes_end_with_its_own_next_talk(due) -> None:
    kept = Kept("minutes", "", 2026, "GRUS", "G1", "GRUS26-0001-REF-AAAAAA")
    group = Event("held", "", "GRUS", 2027, date(2027, 5, 4), group="G1")
    assert due([kept], [replace(group, group="G2")]) == []
    assert [doomed.group for doomed in due([kept], [group])] == ["G1"]


def test_a_backstop_ends_minutes_that_no_talk_ends(due) -> None:
    rules = {"minutes": "next_talk", "minutes_months": 12}
    assert due([MINUTES], [HELD], today=date(2027, 11, 11), **rules) == []
    (doomed,) = due([MINUTES], [HELD], today=date(2027, 11, 12), **rules)
    assert doomed.reason == (
        "Referatet gemmes højst 12 måneder efter samtalen, regnet fra 12. november 2026."
    )


def test_minutes_of_a_talk_nobody_told_of_are_counted_from_the_rounds_close(due, herlev) -> None:
    closes = herlev.round.closes_on(2026)
    assert due([MINUTES], [], today=closes, minutes_months=1) == []
    assert len(due([MINUTES], [], today=date(2027, 3, 1), minutes_months=1)) == 1


def test_where_months_count_the_next_talk_does_not(due) -> None:
    assert due([MINUTES], [HELD, NEXT], minutes="months", minutes_months=24) == []


def test_a_change_of_leader_ends_nothing(due) -> None:
    """HOL-16 is for people to answer; the minutes are the two's until their event."""
    assert due([MINUTES, PLAN], [HELD], people={"0042": replace(ANNE, leader="1002")}) == []


# --- the other classes --------------------------------------------------------------------------


def test_preparation_ends_so_many_days_after_the_talk_and_all_of_it_together(due) -> None:
    leaders = replace(SKEMA, form_id="MUS26-0001-SKL-AAAAAA")
    kept = [SKEMA, leaders, MINUTES, PLAN]
    assert due(kept, [HELD], today=date(2026, 12, 11), preparation_days=30) == []
    (doomed,) = due(kept, [HELD], today=date(2026, 12, 12), preparation_days=30)
    assert doomed.what == "preparation" and doomed.form_ids == (SKEMA.form_id, leaders.form_id)


def test_preparation_for_a_talk_that_never_was_ends_after_the_next_one(due) -> None:
    assert due([SKEMA], [], preparation_days=14) == []
    assert len(due([SKEMA], [NEXT], preparation_days=14)) == 1


def test_a_participants_preparation_ends_with_the_groups_talk(due) -> None:
    kept = replace(SKEMA, kind="GRUS", group="G1")
    talks = [Talk("0042", "GRUS", 2026, "1001", group="G1", serial=1)]
    group = Event("held", "", "GRUS", 2026, date(2026, 5, 4), group="G1")
    assert len(due([kept], [group], talks=talks, preparation_days=14)) == 1


def test_a_plan_ends_so_many_years_after_a_newer_one_has_replaced_it(due) -> None:
    newer = Event("plan", "0042", "MUS", 2027, date(2027, 11, 20))
    assert due([PLAN], [HELD, NEXT, newer], plan_years=1) == []
    assert due([PLAN], [HELD, NEXT], today=date(2040, 1, 1), plan_years=1) == []
    assert len(due([PLAN], [HELD, newer], today=date(2028, 11, 20), plan_years=1)) == 1


def test_a_refused_file_ends_so_many_days_after_it_came(due) -> None:
    assert due([REFUSED], [], today=date(2026, 11, 30), refused_days=30) == []
    (doomed,) = due([REFUSED], [], today=date(2026, 12, 1), refused_days=30)
    assert doomed.digests == ("d1",) and doomed.form_ids == ()


def test_everything_about_a_leaver_ends_so_many_months_after(due) -> None:
    left = {"0042": replace(ANNE, leaves_on=date(2027, 1, 31))}
    kept = [SKEMA, MINUTES, PLAN, REFUSED]
    assert due(kept, [HELD], people=left, today=date(2027, 7, 30), leaver_months=6) == []
    gone = due(kept, [HELD], people=left, today=date(2027, 7, 31), leaver_months=6)
    assert {doomed.what for doomed in gone} == {"preparation", "minutes", "plan", "refused"}


def test_somebody_gone_from_the_roster_without_a_date_has_left_when_their_last_year_ended(due) -> None:
    gone = {"0042": replace(ANNE, status="left")}
    assert due([PLAN], [], people=gone, today=date(2027, 6, 29), leaver_months=6) == []
    assert len(due([PLAN], [], people=gone, today=date(2027, 6, 30), leaver_months=6)) == 1


def test_zero_is_never(due) -> None:
    gone = {"0042": replace(ANNE, status="left", leaves_on=date(2020, 1, 1))}
    kept = [SKEMA, PLAN, REFUSED, MINUTES]
    assert due(kept, [HELD], people=gone, today=date(2050, 1, 1)) == []


def test_a_unit_may_have_a_time_of_its_own(due, herlev) -> None:
    own = Local(frozenset({"solsikken"}), 0, replace(herlev, destroy=replace(NEVER, preparation_days=1)))
    assert due([SKEMA], [HELD], preparation_days=0, today=date(2026, 11, 13)) == []
    assert len(due([SKEMA], [HELD], preparation_days=0, today=date(2026, 11, 13), local=(own,))) == 1


# --- what is held -------------------------------------------------------------------------------

FORM = Issued(
    "MUS26-0001-REF-AAAAAA",
    "referat",
    "MUS",
    2026,
    "0042",
    "Anne",
    "1001",
    "both",
    "p",
    date(2026, 9, 1),
    digest="i",
)
CAME = ReturnedFile("d1", "r.docx", date(2026, 11, 20), "accepted", FORM.form_id, person="0042")


def test_a_form_is_held_with_every_copy_by_its_id_and_by_the_bytes_that_came_back() -> None:
    copies = {FORM.form_id: ["packets/r.docx"], "i": ["inbox/blank.docx"], "d1": ["archive/d1"], "x": ["y"]}
    (kept,) = holdings([FORM], [CAME], {}, copies)
    assert (kept.what, kept.paths) == ("minutes", ("archive/d1", "inbox/blank.docx", "packets/r.docx"))


def test_a_file_that_was_refused_is_held_for_itself() -> None:
    refused = replace(CAME, digest="d2", outcome="review")
    _, kept = holdings([FORM], [CAME, refused], {}, {"d2": ["review/d2.docx"]})
    assert (kept.what, kept.year, kept.digest, kept.paths) == ("refused", 2026, "d2", ("review/d2.docx",))


def test_a_form_sent_back_untouched_is_refused_and_the_packets_own_copy_is_left_alone() -> None:
    """The two are the same bytes; the one in the packet still waits to be filled in."""
    blank = replace(CAME, digest="i", outcome="rejected")
    form = replace(FORM, path="packets/Anna/r.docx")
    copies = {"i": ["packets/Anna/r.docx", "rejected/i.docx", "/2025/output/packets/Anna/r.docx"]}
    _, kept = holdings([form], [blank], {}, copies)
    assert (kept.what, kept.paths) == ("refused", ("rejected/i.docx",))


def test_a_destroyed_form_is_held_again_only_where_a_copy_lies_again(due) -> None:
    gone = {FORM.form_id: date(2027, 11, 12)}
    assert holdings([FORM], [CAME], gone, {}) == []
    kept = holdings([FORM], [CAME], gone, {FORM.form_id: ["inbox/again.docx"]})
    (doomed,) = due(kept, [])
    assert isinstance(doomed, Doomed) and doomed.again and doomed.paths == ("inbox/again.docx",)
    assert doomed.reason == "Papirerne blev slettet 12. november 2027, men der ligger en kopi igen."
