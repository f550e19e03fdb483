"""Who was in a group talk in an earlier year, from the events and talks of those years (HOL-11)."""

from __future__ import annotations

from datetime import date

from pipeline.commands.history import last_group_years
from pipeline.model import Event, Talk


def held(year, person="", group="G1", kind="GRUS"):
    return Event("held", person, kind, year, date(year, 11, 9), group=group)


def talk(year, person, group="G1", kind="GRUS"):
    return Talk(person, kind, year, "1001", group=group)


def test_what_a_group_held_counts_for_all_who_were_to_take_part():
    talks = [talk(2024, ""), talk(2024, "0051"), talk(2024, "0052"), talk(2025, "0051", kind="TUS")]
    assert last_group_years([held(2024)], talks) == {"0051": 2024, "0052": 2024}


def test_the_newest_year_counts_and_a_talk_that_was_not_held_does_not():
    talks = [talk(2023, "0051"), talk(2024, "0051"), talk(2025, "0051")]
    assert last_group_years([held(2024), held(2023)], talks) == {"0051": 2024}


def test_an_individual_talk_is_no_group_talk():
    assert last_group_years([held(2025, "0051", "", "MUS"), held(2024, "0052", "")], []) == {"0052": 2024}
