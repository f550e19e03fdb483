"""Leaders of leaders see figures of all below them, and no employee (SYD-23)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sample_round import TODAY, all_text, round_facts

from pipeline.model import Person, Talk
from pipeline.policy import read_policy
from pipeline.reports.below import NAME, Hierarchy
from pipeline.reports.facts import RoundFacts
from pipeline.reports.leaders import leader_path, write_leaders
from pipeline.sheets.write import Look

FORMS = Path(__file__).parents[2] / "forms"


def made(*edges: tuple[str, str]) -> RoundFacts:
    """A round of (employee, leader) with a talk for each."""
    people = {number: Person(number, f"Navn {number}", leader=leader) for number, leader in edges}
    talks = [Talk(number, "MUS", 2026, leader) for number, leader in edges if leader]
    return RoundFacts(Look("Prøve"), 2026, TODAY, people, talks, [], ())


def figures(facts: RoundFacts, number: str) -> list[tuple[str, int, int, int]]:
    """Each leader below: number, depth, leaders below them, people."""
    found = Hierarchy(facts).below(number)
    return [(one.leader.number, one.depth, one.leaders, one.counted.talks) for one in found]


def test_all_levels_below_a_leader_are_summed() -> None:
    facts = made(("top", ""), ("mid", "top"), ("low", "mid"), ("a", "low"), ("b", "low"), ("c", "mid"))
    assert figures(facts, "top") == [("mid", 0, 1, 4), ("low", 1, 0, 2)]
    assert figures(facts, "mid") == [("low", 0, 0, 2)]
    assert figures(facts, "low") == []


def test_people_who_lead_each_other_in_a_ring_are_counted_once() -> None:
    facts = made(("a", "c"), ("b", "a"), ("c", "b"), ("x", "b"))
    assert figures(facts, "a") == [("b", 0, 1, 3), ("c", 1, 0, 1)]
    assert figures(facts, "b") == [("c", 0, 1, 2), ("a", 1, 0, 1)]


def test_the_page_shows_leaders_and_figures_and_no_employee(tmp_path: Path) -> None:
    policy, problems = read_policy(FORMS, "syddjurs")
    assert policy is not None, problems
    facts = round_facts(policy)
    write_leaders(facts, tmp_path)
    path = leader_path(tmp_path, facts.people["1000"])
    book = load_workbook(path)
    assert book.sheetnames[-1] == NAME
    shown = {cell.value for row in book[NAME].iter_rows() for cell in row}
    leaders = {leader.number for leader in facts.leaders}
    assert leaders - {"1000"} <= shown
    others = leader_path(tmp_path, facts.people["1003"])
    assert NAME not in load_workbook(others).sheetnames
    text = all_text(path)
    employees = [person for person in facts.people.values() if person.number not in leaders]
    leaders_names = {leader.name for leader in facts.leaders}
    assert not [p.number for p in employees if f">{p.number}<" in text]
    assert not [p.name for p in employees if p.name in text and p.name not in leaders_names]


@pytest.mark.parametrize("number", ["nobody", ""])
def test_below_nobody_there_is_nobody(number: str) -> None:
    assert figures(made(("a", "b"), ("b", "x")), number) == []


def test_a_protected_leader_is_not_named_to_those_above(tmp_path: Path) -> None:
    """Whoever reads the page may lead them from far above; their number tells who it is."""
    facts = made(("top", ""), ("mid", "top"), ("low", "mid"), ("a", "low"))
    people = {**facts.people, "low": replace(facts.people["low"], name="Hemmelig Navn", protected=True)}
    write_leaders(replace(facts, people=people), tmp_path)
    text = all_text(leader_path(tmp_path, people["top"]))
    assert "Hemmelig" not in text and "(navnebeskyttet)" in text and "low" in text
