"""A sixth municipality is a new file and no code: ten lines of TOML, and a round runs with it."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from conftest import AUTUMN, PEOPLE, packed, write_roster

import pipeline
from pipeline.commands.incoming import take_in
from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.commands.standing import write_standing
from pipeline.policy import read_policies, read_policy, slugs
from pipeline.word import pen
from pipeline.workspace import make_workspace, read_workspace, shipped_forms

NORDBY = """\
[municipality]
name = "Nordby Kommune"
contact = "HR i Nordby Kommune"
[look]
accent = "7A4B1F"
tint = "F3ECE6"
[minutes]
required = { value = true, rule = "NOR-4" }
[handout]
days_before = { value = 10, rule = "NOR-2" }
"""
PIPELINE = Path(pipeline.__file__).parent


@pytest.fixture
def nordby(tmp_path):
    """A workspace of a municipality that nobody has heard of before."""
    folder = tmp_path / "nordby"
    make_workspace(folder, "nordby", 2026, forms="forms")
    copytree(shipped_forms(), folder / "forms", ignore=ignore_patterns("build*", "pictures", "__pycache__"))
    (folder / "forms" / "municipalities" / "nordby.toml").write_text(NORDBY, encoding="utf-8")
    write_roster(folder / "roster.xlsx")
    with (folder / "mus.toml").open("a", encoding="utf-8") as settings:
        settings.write('roster = "roster.xlsx"\n')
    return read_workspace(folder)


def test_ten_lines_make_a_policy_with_every_kind_of_talk(nordby):
    policy, problems = read_policy(nordby.forms, "nordby")
    assert problems == []
    assert len(NORDBY.splitlines()) == 10
    herlev = read_policies(nordby.forms)[0]["herlev"]
    assert set(policy.packet) == set(herlev.packet)


def test_a_round_runs_with_it(nordby):
    with packed(nordby) as (_, forms):
        minutes = nordby.output / forms["0042", "referat", "both"].path
    held = {"samtale_dato": date(2026, 10, 2), "emne_opgaver": "Vi er enige."}
    (nordby.inbox / "retur.docx").write_bytes(pen.fill(minutes.read_bytes(), held))
    with open_round(nordby, date(2026, 10, 20)) as round_:
        (judged,) = take_in(round_, (), lambda files, _: files).judged
        assert (judged.outcome, judged.reading.issued.person) == ("accepted", "0042")
        owed = {(o.person, o.what): o for o in write_standing(round_).obligations}
    assert (owed["0042", "minutes"].rule, owed["0042", "minutes"].state) == ("NOR-4", "done")
    assert (owed["0042", "form-handed-out"].rule, owed["0042", "form-handed-out"].late) == ("NOR-2", False)
    assert owed["0042", "form-handed-out"].due == date(2026, 9, 22)
    assert owed["0043", "form-handed-out"].due is None


def test_the_example_roster_makes_packets_of_every_kind_in_it(nordby):
    with open_round(nordby, AUTUMN) as round_:
        written = write_round(
            round_, plan_round(round_, shipped_forms() / "example-roster.xlsx"), lambda items, _: items
        )
    assert {form.kind for form in written.issued} == {"MUS", "GRUS", "TUS", "LUS", "SUS"}


# --- no rule lives in code under a municipality's name ------------------------------------------


def test_no_module_knows_a_municipality_or_acts_on_a_rules_id():
    """Docstrings may cite a rule; code may not: where the five disagree there is a key."""
    names = "|".join((*slugs(shipped_forms()), "Ishøj", "Ikast", "Holstebro", "Syddjurs", "Herlev"))
    known = re.compile(rf"(?:{names})(?: Kommune)?|(?:ISH|IKB|HOL|SYD|HER)-\d*", re.IGNORECASE)
    guilty = [
        f"{path.relative_to(PIPELINE)}:{constant.lineno}"
        for path in sorted(PIPELINE.rglob("*.py"))
        for constant in _constants(ast.parse(path.read_text(encoding="utf-8")))
        if known.fullmatch(constant.value)
    ]
    assert guilty == []


def _constants(tree):
    """Every text in the code that is not a docstring."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [node for node in found if isinstance(node.value, str) and id(node) not in said]


def test_the_five_files_are_all_there_is_to_a_municipality():
    """Nothing under pipeline/ but the shipped forms' copy bears a municipality's name."""
    assert not [
        p for slug in slugs(shipped_forms()) for p in PIPELINE.rglob(f"*{slug}*") if p.suffix == ".py"
    ]
    assert len(slugs(shipped_forms())) == 5
    assert PEOPLE
