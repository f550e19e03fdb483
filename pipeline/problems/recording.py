"""Problems of what is recorded by hand."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pipeline.problems import Place, Problem


def unknown_subject(place: Place, number: str, known: Iterable[str]) -> Problem:
    """The employee number is not on the round's roster, or the kind of talk is none the municipality holds."""
    nearest = get_close_matches(number, list(known), n=1)
    hint = f" Mente du {nearest[0]}?" if nearest and nearest[0] != number else ""
    return Problem(
        "unknown-subject",
        place,
        f"Tjenestenummeret {number} findes ikke i denne runde, eller samtaletypen holdes ikke her.{hint}",
    )
