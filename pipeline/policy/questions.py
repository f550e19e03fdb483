"""The question bank, `forms/questions.toml`: a table for each theme, a line for each question.

`[trivsel]` with `energi = "…"` is the question `trivsel_energi`; its id is the key of the answer in Word, so
it is never reused for another question. The table `[titles]` is no theme: it says what each theme is called where
leader and employee choose from it (HER-7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model import IDENTITY_KEYS, Question, Theme
from pipeline.policy.toml import read_toml
from pipeline.policy.values import settled
from pipeline.problems import Problem, UnreadableFile, file_place
from pipeline.problems import forms as problems

DEFAULT_PROMPT = "Skriv her"
LONGEST_KEY = 40
"""A bookmark's name in Word holds 40 characters (facts.md 1), and a field's key becomes one."""
RESERVED = frozenset({*IDENTITY_KEYS, "forberedt", "sidst", "egne_emner", "bisidder"})
TITLES = "titles"


@dataclass(frozen=True, slots=True)
class Bank:
    """The question bank: every question by id, and the themes they belong to, both in the order of the file.

    A theme nobody has given a title has none; it can be asked from, but not chosen from.
    """

    questions: Mapping[str, Question]
    themes: tuple[Theme, ...]


def read_bank(forms: Path) -> tuple[Bank, list[Problem]]:
    """Every sound question and the themes; what is not sound is reported and left out."""
    file = forms / "questions.toml"
    try:
        document = read_toml(file)
    except UnreadableFile as unreadable:
        return Bank({}, ()), [unreadable.problem]
    titles, found = _titles(document.pop(TITLES, {}), document, file)
    questions: dict[str, Question] = {}
    by_theme: dict[str, list[Question]] = {theme: [] for theme in document}
    for theme, name, written in _written(document):
        question, wrong = _question(theme, name, written, file)
        found += wrong
        if question is not None and question.id in questions:
            found.append(problems.repeated_question(file_place(file, f"{theme}.{name}"), question.id))
        elif question is not None:
            questions[question.id] = question
            by_theme[theme].append(question)
    themes = tuple(Theme(key, titles.get(key, ""), tuple(asked)) for key, asked in by_theme.items() if asked)
    return Bank(questions, themes), found


def read_questions(forms: Path) -> tuple[dict[str, Question], list[Problem]]:
    """Every sound question by id, in the order of the file."""
    bank, found = read_bank(forms)
    return dict(bank.questions), found


def is_key(written: str, longest: int = LONGEST_KEY) -> bool:
    """Whether it can be a segment of a field's key."""
    grammar = re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", written)
    return grammar is not None and len(written) <= longest


def _titles(written: Any, themes: Mapping[str, Any], file: Path) -> tuple[dict[str, str], list[Problem]]:
    """What each theme is called, by its key."""
    if not isinstance(written, dict):
        expected = 'en tabel med temaernes overskrifter: [titles], og under den fx trivsel = "Trivsel"'
        return {}, [problems.wrong_policy_value(file_place(file, TITLES), expected)]
    titles: dict[str, str] = {}
    found: list[Problem] = []
    for theme, title in written.items():
        place = file_place(file, f"{TITLES}.{theme}")
        if theme not in themes:
            found.append(problems.unknown_theme(place, theme, themes))
        elif not isinstance(title, str) or not settled(title):
            found.append(problems.wrong_policy_value(place, "temaets overskrift i anførselstegn"))
        else:
            titles[theme] = settled(title)
    return titles, found


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
