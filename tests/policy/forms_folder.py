"""A forms folder of HR's own, and municipalities written into it."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.policy import Policy, read_policy
from pipeline.problems import Problem

SHIPPED = Path(__file__).parents[2] / "forms"
NAME = '[municipality]\nname = "Nordby Kommune"\n'


def copied_forms(folder: Path) -> Path:
    """Policies, questions and rule book as shipped, in that folder."""
    shutil.copytree(SHIPPED / "municipalities", folder / "municipalities")
    for name in ("questions.toml", "rules.toml"):
        shutil.copy(SHIPPED / name, folder)
    return folder


def write(forms: Path, text: str, slug: str = "nordby") -> Path:
    """A municipality's file with that text."""
    file = forms / "municipalities" / f"{slug}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def problems_of(forms: Path, text: str) -> list[Problem]:
    """What is wrong with a municipality that is sound but for that text."""
    write(forms, text if "[municipality]" in text else f"{text}\n{NAME}")
    policy, problems = read_policy(forms, "nordby")
    assert (policy is None) == bool(problems)
    return problems


def wrong(forms: Path, text: str) -> Problem:
    """The one problem of a municipality that is sound but for that text."""
    problems = problems_of(forms, text)
    assert len(problems) == 1, problems
    assert problems[0].blocks
    return problems[0]


def sound(forms: Path, text: str) -> Policy:
    """The policy of a municipality with that text, in which nothing is wrong."""
    assert problems_of(forms, text) == []
    policy, _ = read_policy(forms, "nordby")
    assert policy is not None
    return policy


def topics(*rows: str, kind: str = "MUS") -> str:
    """Topics as a municipality writes them, each with a title."""
    return "\n".join(f'[[topics.{kind}]]\ntitle = "Emne"\n{row}' for row in rows)
