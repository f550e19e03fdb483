"""One value of a policy file against its entry in the vocabulary: what is wrong, and the value as kept."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal, get_args, get_origin

from pipeline.policy.nouns import RULE_ID, Among, Between, Mark, Shaped
from pipeline.policy.vocabulary import Entry
from pipeline.problems import Place, Problem
from pipeline.problems import forms as problems

_EXPECTED = {
    bool: "ja eller nej: true eller false uden anførselstegn",
    int: "et helt tal uden anførselstegn",
    str: "en tekst i anførselstegn",
    tuple: 'en liste af tekster: ["…", "…"]',
}
_A_COMMON_YEAR = 2001


def misfit(value: object, entry: Entry, place: Place) -> Problem | None:
    """What is wrong with a value, or None where it may stand at the key."""
    if get_origin(entry.type) is Literal:
        choices = get_args(entry.type)
        return None if value in choices else problems.choice_outside(place, value, choices)
    wanted = get_origin(entry.type) or entry.type
    if not _is_a(value, wanted):
        return problems.wrong_policy_value(place, _EXPECTED[wanted])
    for mark in entry.marks:
        if mark is RULE_ID and not is_rule_id(value):
            return problems.malformed_rule(place)
        if isinstance(mark, Among):
            for item in value if isinstance(value, list) else ():
                if item not in mark.items:
                    return problems.choice_outside(place, item, mark.items)
        if isinstance(mark, Between | Shaped) and not _within(value, mark):
            return problems.wrong_policy_value(place, _expected(mark))
    return None


def is_rule_id(written: object) -> bool:
    """Whether it is written as a rule id (`HER-13`); "" stands for none."""
    return isinstance(written, str) and re.fullmatch(RULE_ID.pattern, written) is not None


def is_day(written: str) -> bool:
    """Whether it is a day of the calendar, written ÅÅÅÅ-MM-DD."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def settled(value: Any) -> Any:
    """The value as a policy keeps it: lists as tuples, texts with their line breaks mended.

    HR may break a long text over several lines; only an empty line begins a new paragraph.
    """
    if isinstance(value, list):
        return tuple(settled(item) for item in value)
    if isinstance(value, str):
        paragraphs = re.split(r"\n\s*\n", value.strip())
        return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    return value


def is_empty(value: object, entry: Entry) -> bool:
    """Whether a text that must be there is not."""
    return Mark.FILLED in entry.marks and value == ""


def _is_a(value: object, wanted: type) -> bool:
    """Whether TOML's value is of that type. A bool is no number here, though Python counts it as one."""
    if wanted is tuple:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return type(value) is wanted


def _within(value: Any, mark: Between | Shaped) -> bool:
    """Whether a value of the right type is also within its bounds or of its shape."""
    if isinstance(mark, Between):
        return bool(mark.low <= value <= mark.high)
    return re.fullmatch(mark.pattern, value) is not None and _is_day_where_it_looks_like_one(value)


def _is_day_where_it_looks_like_one(value: str) -> bool:
    """False for a day no calendar has, such as 2026-02-30; a month and day must be one of every year."""
    if re.fullmatch(r"\d\d-\d\d", value):
        return is_day(f"{_A_COMMON_YEAR}-{value}")
    return is_day(value) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value)


def _expected(mark: Between | Shaped) -> str:
    """What should have stood there, in Danish."""
    return mark.expected if isinstance(mark, Shaped) else f"et tal fra {mark.low} til {mark.high}"
