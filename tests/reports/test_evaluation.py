"""The workbook for MED: figures of groups, and nobody to be made out of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sample_round import all_text, round_facts

from pipeline.policy import read_policy
from pipeline.reports.evaluation import HIDDEN, shown_by_area, write_evaluation
from pipeline.reports.facts import RoundFacts
from pipeline.reports.suppression import hidden, hides_sum

FORMS = Path(__file__).parents[2] / "forms"


@pytest.fixture(scope="module")
def facts() -> RoundFacts:
    policy, problems = read_policy(FORMS, "holstebro")
    assert policy is not None, problems
    return round_facts(policy)


def tables(path: Path) -> list[list[object]]:
    """Every row of the page below its title."""
    page = load_workbook(path)["Evaluering"]
    return [list(row) for row in page.iter_rows(min_row=4, values_only=True)]


def with_areas(facts: RoundFacts, *sizes: int) -> RoundFacts:
    """The round of so many people in each area, A, B, C …"""
    talks = [talk for talk in facts.talks if talk.kind == "MUS" and not talk.after_group][: sum(sizes)]
    areas = [chr(ord("A") + at) for at, size in enumerate(sizes) for _ in range(size)]
    people = {
        talk.person: replace(facts.people[talk.person], parent_unit=area, status="active", leaves_on=None)
        for talk, area in zip(talks, areas, strict=True)
    }
    return replace(facts, people=people, talks=talks, obligations=[], events=[])


# --- what is hidden -------------------------------------------------------------------------------------


def test_small_groups_are_hidden_and_large_ones_shown() -> None:
    assert hidden({"A": 40, "B": 5, "C": 12}, 5) == frozenset()
    assert hidden({"A": 40, "B": 4, "C": 3}, 5) == {"B", "C"}


def test_one_hidden_part_of_a_sum_takes_the_next_smallest_with_it() -> None:
    assert hidden({"A": 40, "B": 4, "C": 12}, 5) == {"B", "C"}


def test_two_hidden_parts_too_small_together_take_a_third() -> None:
    assert hidden({"A": 40, "B": 1, "C": 2, "D": 9}, 5) == {"B", "C", "D"}


def test_where_nothing_is_left_to_hide_behind_the_sum_is_hidden_too() -> None:
    alone = {"A": 3}
    assert hides_sum(alone, hidden(alone, 5), 5)
    assert hides_sum({"A": 2, "B": 1}, {"A", "B"}, 5)
    assert not hides_sum({"A": 4, "B": 9}, {"A", "B"}, 5)
    assert not hides_sum({"A": 9}, (), 5)


def test_no_hidden_figure_can_be_worked_out_from_those_shown() -> None:
    """Whatever the sizes: the hidden ones are none, or two at least and together as many as a group must be."""
    for sizes in ((3, 8, 20), (1, 1, 30), (4, 4, 4), (2, 6, 6, 9), (5, 7), (4, 0, 9)):
        counts = dict(zip("ABCD", sizes, strict=False))
        out = hidden(counts, 5)
        if out and not hides_sum(counts, out, 5):
            assert len(out) >= 2
            assert sum(counts[name] for name in out) >= 5


# --- the workbook -----------------------------------------------------------------------------------------


def test_a_small_area_and_the_next_smallest_show_no_figure(facts: RoundFacts, tmp_path: Path) -> None:
    path = tmp_path / "evaluering.xlsx"
    write_evaluation(with_areas(facts, 3, 20, 8), path)
    head, a, b, c, total, *_ = tables(path)
    assert head[:2] == ["Område", "Medarbejdere"]
    assert a == ["A", *[HIDDEN] * 7]
    assert c == ["C", *[HIDDEN] * 7]
    assert (b[1], total[1]) == (20, 31)


def test_a_figure_of_few_people_is_hidden_in_a_large_area(facts: RoundFacts) -> None:
    some = with_areas(facts, 15, 20, 12)
    held = [event for event in facts.events if event.what == "held"]
    few = [event for event in held if some.people.get(event.person, None)]
    by_area: dict[str, int] = {}
    kept = []
    for event in few:
        area = some.people[event.person].parent_unit
        by_area[area] = by_area.get(area, 0) + 1
        if area != "A" or by_area[area] <= 2:
            kept.append(event)
    shown = shown_by_area(replace(some, events=kept))
    assert shown.hidden_people == frozenset()
    assert "A" in shown.hidden_measures[0]
    assert len(shown.hidden_measures[0]) >= 2
    assert shown.row("A")[1].value == 15
    assert shown.row("A")[2].value == shown.row("A")[3].value == HIDDEN


def test_it_names_nobody(facts: RoundFacts, tmp_path: Path) -> None:
    path = tmp_path / "evaluering.xlsx"
    write_evaluation(facts, path)
    text = all_text(path)
    assert not [person.name for person in facts.people.values() if person.name in text]
    areas = " ".join(person.parent_unit for person in facts.people.values())
    assert not {p.unit for p in facts.people.values() if p.unit not in areas and p.unit in text}
    assert "færre end 5 medarbejdere er skjult" in text


def test_everybody_is_counted_once_and_the_sum_is_that_of_the_areas(facts: RoundFacts) -> None:
    shown = shown_by_area(facts)
    people = {talk.person for talk in facts.talks} - {"", "0021"}
    assert shown.whole.people == sum(use.people for use in shown.parts.values()) == len(people)


def test_written_twice_it_is_written_once(facts: RoundFacts, tmp_path: Path) -> None:
    path = tmp_path / "evaluering.xlsx"
    assert write_evaluation(facts, path)
    assert not write_evaluation(facts, path)
