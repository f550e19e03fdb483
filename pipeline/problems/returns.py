"""What can be wrong with a file that came back, and with an answer in it.

A whole file that cannot be opened blocks everything in it; a doubt about one answer blocks the form, because
a form is read right or not at all. No text quotes an answer.
"""

from __future__ import annotations

from pipeline.problems import Place, Problem

TEXT_BESIDE = "text-beside"

_KIND_HINTS = {
    "unclear-date": "Skriv datoen som 12. november 2026 eller 12-11-2026.",
    "unclear-amount": "Skriv beløbet i kroner med tal, fx 12.500,00.",
    "unclear-number": "Skriv kun et helt tal.",
    "unclear-choice": "Vælg en af mulighederne på listen.",
    "unclear-check": "Sæt kryds i feltet, eller lad det stå tomt.",
}


# --- a whole file -------------------------------------------------------------------------------


def empty_file(place: Place) -> Problem:
    """The file holds nothing: zero bytes, often half-way through a synchronisation."""
    return Problem("empty-file", place, "Filen er tom. Gem formularen igen, og send den på ny.")


def not_a_word_file(place: Place) -> Problem:
    """The file is no Word document, whatever its name says."""
    text = "Filen er ikke et Word-dokument. Gem formularen som .docx i Word, og send den på ny."
    return Problem("not-a-word-file", place, text)


def needs_conversion(place: Place) -> Problem:
    """The file is an older or another office format (.doc, .odt) under the name of a .docx."""
    text = (
        "Filen er gemt i et andet format end .docx. Åbn den i Word, vælg Gem som og .docx, og send den på ny."
    )
    return Problem("needs-conversion", place, text)


def conversion_failed(place: Place) -> Problem:
    """LibreOffice could not turn the file into a .docx."""
    text = "Filen kunne ikke konverteres til .docx. Åbn den, gem den som .docx i Word, og send den på ny."
    return Problem("conversion-failed", place, text)


def password_protected(place: Place) -> Problem:
    """The file is encrypted."""
    text = "Filen er beskyttet med adgangskode. Fjern adgangskoden i Word, og send den på ny."
    return Problem("password-protected", place, text)


def damaged_file(place: Place) -> Problem:
    """The file is cut off or a part that is needed cannot be read."""
    text = "Filen er beskadiget eller ikke hentet helt ned. Åbn den i Word, gem den, og send den på ny."
    return Problem("damaged-file", place, text)


def macros_in_file(place: Place) -> Problem:
    """The file carries macros, which no form of ours does."""
    text = (
        "Filen indeholder makroer og er derfor ikke åbnet. Gem den som almindelig .docx, og send den på ny."
    )
    return Problem("macros-in-file", place, text)


def unsafe_file(place: Place) -> Problem:
    """The file's XML declares a DOCTYPE or its parts stand twice: Word writes neither."""
    text = (
        "Filen har indhold, som Word ikke selv skriver, og er ikke åbnet. "
        "Skriv svarene i den udsendte formular, og send den på ny."
    )
    return Problem("unsafe-file", place, text)


def too_large(place: Place) -> Problem:
    """The file is larger, packed or unpacked, than any form can be."""
    text = "Filen er for stor til at være en udfyldt formular. Fjern billeder og bilag, og send den på ny."
    return Problem("too-large", place, text)


# --- one answer ---------------------------------------------------------------------------------


def missing_field(place: Place, title: str) -> Problem:
    """A field of the form as issued is no longer there: a deleted field is not an empty answer."""
    text = f"Feltet »{title}« findes ikke længere i formularen. Udfyld den udsendte formular igen, og send den på ny."
    return Problem("missing-field", place, text)


def unclear_answer(place: Place, code: str, title: str) -> Problem:
    """What stands in a field cannot be read as its kind. `code` is `unclear-date` and the like."""
    return Problem(
        code, place, f"Svaret i feltet »{title}« kan ikke forstås. {_KIND_HINTS.get(code, '')}".strip()
    )


def copied_control(place: Place, title: str) -> Problem:
    """The same field stands twice with different content."""
    text = f"Feltet »{title}« står to gange med forskelligt indhold. Lad kun det rigtige stå, og send formularen på ny."
    return Problem("copied-control", place, text)


def checkbox_disagrees(place: Place, title: str) -> Problem:
    """A checkbox shows one thing and says another: somebody typed over the box."""
    text = f"Afkrydsningen i »{title}« er ikke entydig. Klik i feltet, så krydset står rigtigt, og send formularen på ny."
    return Problem("checkbox-disagrees", place, text)


def stale_date(place: Place, title: str) -> Problem:
    """A date typed over the one picked from the calendar; what is seen counts."""
    text = f"Datoen i »{title}« er rettet i hånden. Den viste dato er brugt."
    return Problem("stale-date", place, text, blocks=False)


def unclear_row(place: Place) -> Problem:
    """A row was added in a way that does not show which field its text belongs to."""
    text = (
        "En tilføjet række kan ikke læses sikkert. Brug en tom række, eller tilføj en med plustegnet i Word, "
        "og send formularen på ny."
    )
    return Problem("unclear-row", place, text)


def kept_as_text(place: Place, code: str, title: str) -> Problem:
    """An amount or a number that cannot be read as one. It is kept as written, and nothing is reckoned from it."""
    text = f"Feltet »{title}« er gemt, som det er skrevet, fordi det ikke kan læses som et tal. {_KIND_HINTS[code]}"
    return Problem(code, place, text, blocks=False)


def text_beside(place: Place, title: str) -> Problem:
    """Text stands beside a field that had its paragraph or cell to itself when the form went out."""
    text = (
        f"Der er skrevet ved siden af feltet »{title}«. Flyt teksten ind i feltet, og send formularen på ny."
    )
    return Problem(TEXT_BESIDE, place, text)
