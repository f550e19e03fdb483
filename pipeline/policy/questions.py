"""The question bank, `forms/questions.toml`: a table for each theme, a line for each question.

`[trivsel]` with `energi = "…"` is the question `trivsel_energi`; its id is the key of the answer in Word, so
it is never reused for another question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.model import IDENTITY_KEYS, Question
from pipeline.policy.toml import read_toml
from pipeline.policy.values import settled
from pipeline.problems import Problem, UnreadableFile, file_place
from pipeline.problems import forms as problems

DEFAULT_PROMPT = "Skriv her"
LONGEST_KEY = 40
"""A bookmark's name in Word holds 40 characters (facts.md 1), and a field's key becomes one."""
RESERVED = frozenset({*IDENTITY_KEYS, "forberedt", "sidst", "egne_emner", "bisidder"})


def read_questions(forms: Path) -> tuple[dict[str, Question], list[Problem]]:
    """Every sound question by id, in the order of the file."""
    file = forms / "questions.toml"
    try:
        themes = read_toml(file)
    except UnreadableFile as unreadable:
        return {}, [unreadable.problem]
    bank: dict[str, Question] = {}
    found: list[Problem] = []
    for theme, name, written in _written(themes):
        question, wrong = _question(theme, name, written, file)
        found += wrong
        if question is not None and question.id in bank:
            found.append(problems.repeated_question(file_place(file, f"{theme}.{name}"), question.id))
        elif question is not None:
            bank[question.id] = question
    return bank, found


def is_key(written: str, longest: int = LONGEST_KEY) -> bool:
    """Whether it can be a segment of a field's key."""
    grammar = re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", written)
    return grammar is not None and len(written) <= longest


def _written(themes: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Theme, name and what stands there; a line above the first theme has no theme."""
    for theme, lines in themes.items():
        if isinstance(lines, dict):
            for name, written in lines.items():
                yield theme, name, written
        else:
            yield "", theme, lines


def _question(theme: str, name: str, written: Any, file: Path) -> tuple[Question | None, list[Problem]]:
    """One line of the bank as a question, or None and the reasons."""
    place = file_place(file, f"{theme}.{name}".lstrip("."))
    id = f"{theme}_{name}"
    if not is_key(id):
        return None, [problems.malformed_key(place, id, LONGEST_KEY)]
    if id in RESERVED:
        return None, [problems.reserved_key(place, id)]
    entry = {"text": written} if isinstance(written, str) else written
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        expected = 'spørgsmålet i anførselstegn, eller { text = "…", prompt = "…" }'
        return None, [problems.wrong_policy_value(place, expected)]
    if strange := entry.keys() - {"text", "prompt"}:
        known = ("text", "prompt")
        return None, [problems.unknown_policy_key(place, key, known) for key in sorted(strange)]
    text, prompt = settled(entry.get("text", "")), settled(entry.get("prompt", ""))
    if not text:
        return None, [problems.policy_text_empty(place, "text")]
    return Question(id, text, prompt or DEFAULT_PROMPT), []
