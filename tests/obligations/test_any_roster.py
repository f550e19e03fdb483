"""What holds of every round, whatever the roster, the talks and the events."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from situations import in_unit, policy_of, unit_with

from pipeline.model import Event, Group, Person, PlanRow, Talk
from pipeline.obligations import obligations

SLUGS = ("ishoej", "ikast-brande", "holstebro", "syddjurs", "herlev")
NUMBERS, GROUPS = ("1", "2", "3"), ("A", "B")
WHATS = (
    *("held", "handed-out", "issued", "minutes", "minutes-approved", "minutes-handed-over", "plan"),
    *("plan-approved", "follow-up-agreed", "follow-up", "group-plan", "consulted", "wants-individual"),
    *("fund-applied", "fund-signed", "minutes-destroyed", "evaluated"),
)
DAYS = st.dates(date(2024, 1, 1), date(2028, 6, 1))
maybe = st.one_of(st.none(), DAYS)

people = st.lists(
    st.builds(
        Person,
        st.sampled_from(NUMBERS),
        st.just("N"),
        unit=st.sampled_from(("Biblioteket", "Rådhuset")),
        leader=st.just("9"),
        agreement=st.sampled_from(("", "FOA", "DLF")),
        leaves_on=maybe,
        employed_on=maybe,
        status=st.sampled_from(("active", "leave", "left")),
        talk_kind=st.sampled_from(("", "MUS", "GRUS", "TUS", "LUS", "SUS", "opfølgning")),
        group=st.sampled_from(("", *GROUPS)),
        wants_individual=st.booleans(),
    ),
    max_size=3,
    unique_by=lambda person: person.number,
)
individual = st.builds(
    Talk,
    st.sampled_from(NUMBERS),
    st.sampled_from(("MUS", "LUS", "SUS", "opfølgning")),
    st.just(2026),
    st.just("9"),
    maybe,
    after_group=st.booleans(),
)
shared = st.builds(
    Talk,
    st.sampled_from(("", *NUMBERS)),
    st.sampled_from(("GRUS", "TUS")),
    st.just(2026),
    st.just("9"),
    maybe,
    group=st.sampled_from(GROUPS),
)
talks = st.lists(st.one_of(individual, shared), min_size=1, max_size=8, unique_by=lambda talk: talk.key)
events = st.lists(
    st.builds(
        Event,
        st.sampled_from(WHATS),
        st.sampled_from(("", *NUMBERS)),
        st.sampled_from(("MUS", "GRUS", "TUS", "LUS", "SUS", "opfølgning")),
        st.sampled_from((2024, 2025, 2026)),
        DAYS,
        group=st.sampled_from(("", *GROUPS)),
        row=st.sampled_from(("", "r1")),
        until=maybe,
    ),
    max_size=15,
)
rows = st.lists(
    st.builds(
        PlanRow,
        st.sampled_from(NUMBERS),
        st.just("maal"),
        st.sampled_from(("r1", "r2")),
        st.just(2026),
        st.just(""),
        st.fixed_dictionaries({"fond": st.booleans(), "start": maybe}),
    ),
    max_size=3,
    unique_by=lambda row: (row.person, row.id),
)
policies = st.tuples(st.sampled_from(SLUGS), st.sampled_from(("replace", "supplement")))
a_round = st.tuples(people, talks, events, policies, DAYS, rows)


def reckon(round_, shuffled: random.Random | None = None):
    """The list, from the facts in the order they came or in another."""
    people, talks, events, (slug, counts), today, rows = round_
    lists = [list(people), list(talks), list(events), list(rows)]
    for facts in lists if shuffled else ():
        shuffled.shuffle(facts)
    people, talks, events, rows = lists
    return obligations(
        {person.number: person for person in people},
        talks,
        [event for event in events if event.year == 2026],
        in_unit(policy_of(slug), unit_with(group={"counts": counts})),
        today,
        {id: Group(id, id) for id in GROUPS},
        [event for event in events if event.year < 2026],
        rows,
    )


@settings(deadline=None, max_examples=150)
@given(a_round)
def test_everybody_has_exactly_one_yearly_talk(round_) -> None:
    owed = [o.person for o in reckon(round_) if o.what == "talk" and o.kind != "SUS"]
    assert sorted(owed) == sorted({talk.person for talk in round_[1]} - {""})


@settings(deadline=None, max_examples=150)
@given(a_round, st.randoms())
def test_the_order_of_the_facts_does_not_matter(round_, shuffled) -> None:
    assert reckon(round_, shuffled) == reckon(round_)


@settings(deadline=None, max_examples=150)
@given(a_round)
def test_states_are_what_they_say(round_) -> None:
    today = round_[4]
    for owed in reckon(round_):
        assert (owed.done_on is not None) == (owed.state == "done")
        assert owed.done_on is None or owed.done_on <= today
        assert owed.late == (owed.state == "done" and owed.due is not None and owed.done_on > owed.due)
        assert owed.state != "overdue" or (owed.due is not None and owed.due < today)
        assert owed.state != "waived" or owed.reason


@settings(deadline=None, max_examples=100)
@given(a_round, st.integers(1, 400))
def test_what_is_done_stays_done(round_, days) -> None:
    people, talks, events, policy, today, rows = round_
    later = reckon((people, talks, events, policy, today + timedelta(days), rows))
    done = {(o.person, o.group, o.what) for o in reckon(round_) if o.what == "talk" and o.state == "done"}
    assert {who for who, _, _ in done} <= {o.person for o in later if o.what == "talk" and o.state == "done"}


@settings(deadline=None, max_examples=150)
@given(a_round)
def test_nothing_is_owed_twice(round_) -> None:
    keys = [(o.person, o.group, o.kind, o.what, o.row) for o in reckon(round_)]
    assert len(keys) == len(set(keys))
