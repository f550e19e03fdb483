"""Problems of what is recorded by hand."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pipeline.problems import Place, Problem


def unknown_subject(place: Place, number: str, known: Iterable[str]) -> Problem:
    """The employee number is not on the round's roster."""
    nearest = get_close_matches(number, list(known), n=1)
    hint = f" Mente du {nearest[0]}?" if nearest and nearest[0] != number else ""
    text = f"Tjenestenummeret {number} findes ikke i denne runde.{hint} Ret nummeret, og prøv igen."
    return Problem("unknown-subject", place, text)


def kind_not_held(place: Place, kind: str) -> Problem:
    """The kind of talk is none the municipality holds."""
    text = f"Samtaletypen {kind} holdes ikke her. Udelad --kind, eller skriv en type, som kommunen holder."
    return Problem("kind-not-held", place, text)


def impossible_day(place: Place) -> Problem:
    """The day lies years from the round."""
    text = "Dagen ligger flere år fra runden og er sikkert skrevet forkert. Ret årstallet efter --on, og prøv igen."
    return Problem("impossible-day", place, text)


def day_to_come(place: Place) -> Problem:
    """The day has not come yet."""
    text = "Dagen ligger frem i tiden. Det er gemt, og det tæller først, når dagen er kommet."
    return Problem("day-to-come", place, text, blocks=False)


def unknown_party(place: Place) -> Problem:
    """Who is said to have done it is nobody known."""
    text = (
        "Den, der står efter --by, kendes ikke. Skriv leder, medarbejder eller et tjenestenummer fra listen."
    )
    return Problem("unknown-party", place, text)


def notes_not_found(place: Place) -> Problem:
    """HR has renamed the page or the columns that their notes are read from; the old workbook was put aside."""
    text = (
        "Arket »Følg op« eller en af dets kolonner har fået et andet navn, så bemærkningerne kan ikke læses. "
        "Den gamle fil er gemt her; skriv bemærkningerne over i den nye, og slet den gamle."
    )
    return Problem("notes-not-found", place, text, blocks=False)
