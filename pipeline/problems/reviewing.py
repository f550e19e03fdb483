"""Problems of a review workbook, and the remarks in its rows. Texts name fields and cells, never what was written."""

from __future__ import annotations

from pipeline.problems import Place, Problem

REFUSED = "review-refused"
"""The code of a form that HR has sent back."""


# --- the workbook as a whole --------------------------------------------------------------------


def review_unreadable(place: Place) -> Problem:
    """The workbook says it is ours and cannot be opened."""
    return Problem(
        "review-unreadable",
        place,
        "Gennemsynsarket kan ikke åbnes. Slet det; ved næste indlæsning bliver der lagt et nyt ved siden af originalen.",
    )


def review_altered(place: Place) -> Problem:
    """What stands outside the input cells is not what was written here."""
    return Problem(
        "review-altered",
        place,
        "Gennemsynsarket er ændret uden for de gule felter, eller det hører til et andet sted, og er derfor ikke brugt. "
        "Slet det; ved næste indlæsning bliver der lagt et nyt ved siden af originalen.",
    )


def review_unknown(place: Place) -> Problem:
    """No file that waits for review has this digest and this form."""
    return Problem(
        "review-unknown",
        place,
        "Gennemsynsarket passer ikke til en fil, der venter på gennemsyn her. Det er ikke brugt. "
        "Ligger det i en forkert mappe, så flyt det; ellers kan det slettes.",
    )


def review_original_gone(place: Place) -> Problem:
    """The original is not where it was kept, is not the same bytes, or cannot be read now."""
    return Problem(
        "review-original-gone",
        place,
        "Den formular, arket handler om, ligger ikke længere uændret i mappen »review« eller kan ikke læses nu. "
        "Læg originalen tilbage, eller bed lederen sende den igen.",
    )


def review_outdated(place: Place) -> Problem:
    """The file is read otherwise now than when the workbook was written."""
    return Problem(
        "review-outdated",
        place,
        "Formularen læses anderledes nu, end da gennemsynsarket blev skrevet. Arket er skrevet på ny, og det, "
        "der stadig passer, er beholdt. Se det igennem, og gem det.",
        blocks=False,
    )


def review_superseded(place: Place) -> Problem:
    """A newer return of the form has been accepted."""
    return Problem(
        "review-superseded",
        place,
        "Der er taget en nyere udgave af formularen ind, så arket skal ikke bruges mere. Intet fra det er taget med.",
        blocks=False,
    )


def review_done(place: Place) -> Problem:
    """The form was decided on before."""
    return Problem(
        "review-done",
        place,
        "Formularen er allerede gennemset, så arket skal ikke bruges mere. Intet nyt er taget med.",
        blocks=False,
    )


def newer_waits(place: Place) -> Problem:
    """A newer return of the same form waits for review too."""
    return Problem(
        "review-newer-waits",
        place,
        "En nyere udgave af samme formular venter også på gennemsyn. Gør det nyeste ark færdigt, eller afvis det først.",
        blocks=False,
    )


def rows_remain(place: Place, count: int) -> Problem:
    """Some input cells are still empty."""
    left = "1 gult felt mangler" if count == 1 else f"{count} gule felter mangler"
    return Problem(
        "review-unfinished",
        place,
        f"Gennemsynet er ikke færdigt: {left} at blive udfyldt. Intet er taget med endnu.",
        blocks=False,
    )


def not_understood(place: Place, title: str) -> Problem:
    """What stands in one input cell cannot be used; the row of the workbook says why."""
    return Problem(
        "review-unclear",
        place,
        f"Det, der er skrevet ved »{title}« i gennemsynsarket, kan ikke bruges. Se bemærkningen i rækken, og ret den.",
    )


# --- the form itself ----------------------------------------------------------------------------


def form_refused(place: Place) -> Problem:
    """HR has looked at the form and sends it back."""
    return Problem(
        REFUSED,
        place,
        "HR har set formularen igennem og sender den tilbage. Ret det, der står her, og send formularen på ny.",
    )


def refused_because(place: Place, code: str, title: str, matter: str) -> Problem:
    """What was the matter with one field of a form that was sent back, by the field's title."""
    return Problem(code, place, matter if title in matter else f"»{title}«: {matter}")


# --- remarks in a row ---------------------------------------------------------------------------

FORMULA = "Her står en formel eller et klokkeslæt. Skriv svaret som almindelig tekst."
DATE_IN_TEXT = "Excel har gjort svaret til en dato. Skriv det igen som tekst."
PERSON_OR_EMPTY = (
    'Skriv tom med små bogstaver, hvis feltet er tomt. Hedder nogen Tom, så skriv "Tom" i anførselstegn.'
)
NO_SUCH_CANDIDATE = "Der er intet forslag med det nummer. Vælg et af forslagene, eller skriv svaret."
OK_OR_REFUSE = "Skriv ok, hvis det ikke er et svar, eller afvis."
CANDIDATE_UNCLEAR = "Det forslag kan ikke læses som et svar i feltet. Skriv svaret i stedet."
NOT_READ = "Formularen er ikke læst helt, så den kan ikke godtages. Skriv afvis, så lederen får besked."
REFUSE_ONLY = "Skriv afvis, hvis hele formularen skal sendes tilbage. Ellers skal feltet være tomt."
UNLIKELY = "Datoen ligger flere år fra runden. Er den rigtig, så skriv ok efter datoen."
BEFORE_TALK = "Datoen ligger før samtalen. Er den rigtig, så skriv ok efter datoen."
OTHERS_BEFORE = "En anden dato i formularen ligger før denne. Er den rigtig, så skriv ok efter datoen."
NOT_THIS_ROUND = (
    "Formularen er fra en tidligere runde, men datoen ligger i denne. Skriv en anden dato, eller afvis."
)

UNCLEAR = {
    "unclear-date": "Det kan ikke læses som en dato. Skriv den som 12-11-2026.",
    "unclear-amount": "Det kan ikke læses som et beløb. Skriv det som 12.500,00.",
    "unclear-number": "Det kan ikke læses som et helt tal. Skriv kun cifrene.",
    "unclear-choice": "Det er ikke en af mulighederne. Vælg på listen i feltet.",
    "unclear-check": "Skriv ja, hvis der er sat kryds, ellers nej.",
}
OTHERWISE_UNCLEAR = "Det kan ikke læses som et svar i feltet. Skriv det på en anden måde."
