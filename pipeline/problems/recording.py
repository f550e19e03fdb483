"""Problems of what is recorded by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from pipeline.problems import Place, Problem

_BELONGS = {
    "consulted": "en gruppe: skriv gruppens id",
    "wants-individual": "en medarbejder: skriv tjenestenummeret",
    "evaluated": "hele kommunen: skriv dens korte navn, som det står i mus.toml",
}


def unknown_subject(place: Place, written: str, known: Iterable[str]) -> Problem:
    """What was written is neither an employee number nor a group's id in this round."""
    ids = {each.casefold(): each for each in known}
    nearest = get_close_matches(written.casefold(), ids, n=1, cutoff=0.5)
    hint = f" Mente du {ids[nearest[0]]}?" if nearest and ids[nearest[0]] != written else ""
    text = (
        f"{written} er hverken et tjenestenummer eller en gruppe i denne runde.{hint} Ret det, og prøv igen."
    )
    return Problem("unknown-subject", place, text)


def not_of_this_subject(place: Place, what: str) -> Problem:
    """What is recorded cannot happen to this subject: a group wishes for no individual talk."""
    belongs = _BELONGS.get(what, "en medarbejder eller en gruppe: skriv tjenestenummeret eller gruppens id")
    text = f"{what} kan kun gælde {belongs}. Intet er gemt."
    return Problem("not-of-this-subject", place, text)


def subject_is_both(place: Place) -> Problem:
    """A number that is both an employee's and a group's: it was taken as the employee's."""
    text = "Nummeret er både et tjenestenummer og en gruppes id. Det er gemt om medarbejderen; giv gruppen et andet id."
    return Problem("subject-is-both", place, text, blocks=False)


def already_individual(place: Place) -> Problem:
    """Somebody in no group wishes for an individual talk, which is what they get."""
    text = "Medarbejderen er ikke i en gruppe og får i forvejen en individuel samtale. Ønsket er gemt."
    return Problem("already-individual", place, text, blocks=False)


def kind_not_held(place: Place, kind: str) -> Problem:
    """The subject has no talk of that kind this year."""
    text = (
        f"Der er ingen samtale af typen {kind} her i år. Udelad --kind, eller skriv en type fra »mus plan«."
    )
    return Problem("kind-not-held", place, text)


def impossible_day(place: Place) -> Problem:
    """The day lies years from the round."""
    text = "Dagen ligger flere år fra runden og er sikkert skrevet forkert. Ret årstallet efter --on, og prøv igen."
    return Problem("impossible-day", place, text)


def day_to_come(place: Place) -> Problem:
    """The day has not come yet."""
    text = "Dagen ligger frem i tiden. Det er gemt, og det tæller først, når dagen er kommet."
    return Problem("day-to-come", place, text, blocks=False)


def unknown_party(place: Place, also: Sequence[str] = ()) -> Problem:
    """Who is said to have done it is nobody known. `also` are those who can have done just this."""
    words = ", ".join([*also, "leder", "medarbejder"])
    text = f"Den, der står efter --by, kendes ikke. Skriv {words} eller et tjenestenummer fra listen."
    return Problem("unknown-party", place, text)


def not_by_the_other_party(place: Place) -> Problem:
    """The one said to have approved the minutes wrote them, or is no party to the talk (HER-13)."""
    text = (
        "Referatet skal godkendes af den part, der ikke skrev det. Intet er gemt. Skriv den anden part efter --by: "
        "leder, medarbejder eller tjenestenummeret."
    )
    return Problem("not-by-the-other-party", place, text)


def notes_not_found(place: Place) -> Problem:
    """HR has renamed the page or the columns that their notes are read from; the old workbook was put aside."""
    text = (
        "Arket »Følg op« eller en af dets kolonner har fået et andet navn, så bemærkningerne kan ikke læses. "
        "Den gamle fil er gemt her; skriv bemærkningerne over i den nye, og slet den gamle."
    )
    return Problem("notes-not-found", place, text, blocks=False)
