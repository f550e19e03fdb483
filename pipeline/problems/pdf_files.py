"""Problems of a returned PDF as a file: why it cannot be read, and what to send instead."""

from __future__ import annotations

from pipeline.problems import Place, Problem

_SEND_WORD = "Send den Word-fil, som formularen blev udfyldt i"


def damaged_pdf(place: Place) -> Problem:
    """The PDF is cut off, or something in it that is needed cannot be read."""
    text = f"PDF'en er beskadiget eller ikke hentet helt ned. {_SEND_WORD}, eller gem den som PDF igen."
    return Problem("damaged-file", place, text)


def not_a_pdf(place: Place) -> Problem:
    """The file is no PDF, whatever its name says."""
    text = f"Filen er ikke en PDF, selv om den hedder det. {_SEND_WORD}."
    return Problem("not-a-pdf", place, text)


def pdf_too_large(place: Place) -> Problem:
    """The PDF is larger, has more pages or asks for more work than any form does."""
    text = f"PDF'en er for stor til at være en udfyldt formular. Fjern bilag, og send formularen alene. {_SEND_WORD}."
    return Problem("too-large", place, text)


def protected_pdf(place: Place) -> Problem:
    """The PDF is encrypted with a password, or in a way that cannot be read here."""
    text = (
        "PDF'en er beskyttet, så den ikke kan læses. Gem den uden adgangskode og begrænsninger. "
        f"{_SEND_WORD}, hvis I har den."
    )
    return Problem("password-protected", place, text)


def pdf_without_pages(place: Place) -> Problem:
    """The PDF has no pages."""
    return Problem("empty-file", place, f"Der er ingen sider i PDF'en. {_SEND_WORD}.")


def picture_pdf(place: Place) -> Problem:
    """The pages are pictures: a scanned or photographed paper, where no text can be read."""
    text = (
        "PDF'en er et billede af formularen, scannet eller fotograferet, og teksten kan ikke læses. "
        f"{_SEND_WORD}, eller skriv svarene ind i den udsendte formular."
    )
    return Problem("picture-pdf", place, text)


def pictures_among_pages(place: Place) -> Problem:
    """Some pages are text, others are pictures, which may hold answers."""
    text = (
        "Nogle af siderne i PDF'en er billeder, som ikke kan læses, så svar kan mangle. Intet er læst. "
        f"{_SEND_WORD}, eller skriv svarene på billederne ind i formularen."
    )
    return Problem("picture-pages", place, text)


def drawn_on_pdf(place: Place) -> Problem:
    """Somebody wrote by hand, struck out or drew on the pages: what it means cannot be read."""
    text = (
        "Der er skrevet i hånden, stemplet, streget eller tegnet i PDF'en, og det kan ikke læses sikkert. "
        f"Skriv ændringerne ind i formularen i stedet. {_SEND_WORD}."
    )
    return Problem("drawn-on-pdf", place, text)


def xfa_form(place: Place) -> Problem:
    """The form's fields are kept in XFA, which only Adobe's own programs show."""
    text = (
        "PDF'en er en Adobe-formular af en slags (XFA), som ikke kan læses her. "
        f"Vælg Udskriv og Gem som PDF, eller brug den udsendte formular. {_SEND_WORD}, hvis I har den."
    )
    return Problem("xfa-form", place, text)


def pdf_collection(place: Place) -> Problem:
    """The PDF is a folder of other files."""
    text = f"PDF'en er en samling af andre filer. Tag formularen ud af den, og send den alene. {_SEND_WORD}."
    return Problem("pdf-collection", place, text)
