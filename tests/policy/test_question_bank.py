"""The question bank: themes with titles, and what leader and employee may choose from (HER-7)."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_folder import copied_forms, sound, wrong

from pipeline.policy import read_bank

BANK = """
[titles]
trivsel = "Trivsel og arbejdsglæde"
loen = "Løn"

[trivsel]
energi = "Hvad giver energi?"
ro = { text = "Hvad giver ro?", prompt = "Et par ord" }

[opgaver]
nye = "Hvad er nyt?"

[loen]
forventning = "Hvilke forventninger er der?"
"""


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    return copied_forms(tmp_path)


def bank_of(folder: Path, text: str = BANK) -> Path:
    """A forms folder with nothing but that bank."""
    (folder / "questions.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_theme_has_its_title_and_its_questions_in_the_order_of_the_file(tmp_path: Path) -> None:
    bank, problems = read_bank(bank_of(tmp_path))
    assert problems == []
    assert [theme.key for theme in bank.themes] == ["trivsel", "opgaver", "loen"]
    trivsel = bank.themes[0]
    assert trivsel.title == "Trivsel og arbejdsglæde"
    assert [question.id for question in trivsel.questions] == ["trivsel_energi", "trivsel_ro"]
    assert list(bank.questions) == ["trivsel_energi", "trivsel_ro", "opgaver_nye", "loen_forventning"]


@pytest.mark.parametrize(
    ("line", "code", "spot"),
    [
        ('trivesl = "Trivsel"', "unknown-theme", "titles.trivesl"),
        ('opgaver = ""', "wrong-policy-value", "titles.opgaver"),
        ("opgaver = 3", "wrong-policy-value", "titles.opgaver"),
    ],
)
def test_a_title_that_is_no_themes_is_a_problem(tmp_path: Path, line: str, code: str, spot: str) -> None:
    _, (problem,) = read_bank(bank_of(tmp_path, BANK.replace('loen = "Løn"', line)))
    assert (problem.code, problem.place.spot) == (code, spot)


def choosing(*themes: str, topic: str = "not_stated") -> str:
    """A municipality that lets people choose from those themes."""
    listed = ", ".join(f'"{theme}"' for theme in themes)
    packet = "\n".join(
        f'[[packet.MUS]]\nform = "{form}"\nfor = "both"'
        for form in ("skema", "referat", "kompetenceudviklingsplan", "spoergsmaal")
    )
    return f'choose.themes = [{listed}]\n[salary]\ntopic = "{topic}"\n{packet}'


def test_a_policy_carries_the_themes_it_lets_people_choose_from_in_the_order_of_the_bank(forms: Path) -> None:
    policy = sound(forms, choosing("trivsel", "opgaver"))
    assert [theme.key for theme in policy.bank] == ["opgaver", "trivsel"]
    assert all(theme.title and theme.questions for theme in policy.bank)


def test_nothing_is_chosen_from_unless_the_municipality_says_so(forms: Path) -> None:
    assert sound(forms, "choose.themes = []").bank == ()


def test_pay_is_chosen_from_only_where_it_is_allowed_and_never_by_a_group(forms: Path) -> None:
    """ISH-9, HOL-13, HER-26."""
    bank = forms / "questions.toml"
    text = bank.read_text(encoding="utf-8").replace("[titles]\n", '[titles]\nloen = "Løn"\n')
    bank.write_text(text, encoding="utf-8")
    allowed = sound(forms, choosing("trivsel", "loen", topic="allowed"))
    assert [theme.key for theme in allowed.to_choose("MUS")] == ["trivsel", "loen"]
    assert [theme.key for theme in allowed.to_choose("GRUS")] == ["trivsel"]
    assert [theme.key for theme in sound(forms, choosing("trivsel", "loen")).bank] == ["trivsel"]
    assert [theme.key for theme in sound(forms, choosing("trivsel", "loen", topic="banned")).bank] == [
        "trivsel"
    ]


def test_a_theme_to_choose_from_is_in_the_bank_and_has_a_title(forms: Path) -> None:
    unknown = wrong(forms, choosing("trivesl"))
    assert (unknown.code, unknown.place.spot) == ("unknown-theme", "choose.themes")
    assert "Mente du »trivsel«?" in unknown.text
    bank = forms / "questions.toml"
    bank.write_text(bank.read_text(encoding="utf-8") + '\n[have]\nros = "Hvad gror?"\n', encoding="utf-8")
    untitled = wrong(forms, choosing("have"))
    assert untitled.code == "theme-without-title"
    assert "have" in untitled.text


def test_choosing_needs_the_form_to_choose_in(forms: Path) -> None:
    without, _, _ = choosing("trivsel").rpartition("[[packet.MUS]]")
    nowhere = "\n".join(f'packet."{kind}" = []' for kind in ("GRUS", "TUS", "LUS", "SUS"))
    problem = wrong(forms, f"{nowhere}\n{without}")
    assert (problem.code, problem.place.spot) == ("form-not-in-packet", "packet.MUS")
