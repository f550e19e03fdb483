"""What can be wrong with a Word file as a whole: content a form never has, or that cannot be read.

The plain refusals of a file (empty, damaged, protected) are in `returns`. What blocks refuses the file; the rest
are notes: the file is read, and what could not be read in it is told.
"""

from __future__ import annotations

from pipeline.problems import Place, Problem


def too_much_text(place: Place) -> Problem:
    """There is more in the document than any form can hold: hundreds of thousands of elements, rows or cells."""
    text = (
        "Dokumentet er langt større end en udfyldt formular og er derfor ikke læst. "
        "Skriv svarene i den udsendte formular, og send den på ny."
    )
    return Problem("too-much-text", place, text)


def picture_file(place: Place) -> Problem:
    """The file is a photo or a scan."""
    text = (
        "Filen er et billede, og svar på et billede kan ikke læses. "
        "Skriv svarene i Word-formularen, og send den på ny."
    )
    return Problem("picture-file", place, text)


def text_elsewhere(place: Place) -> Problem:
    """Part of the document lies in another document (altChunk, subdocument) that no reader shows."""
    text = (
        "En del af dokumentet er sat ind som et andet dokument og kan ikke læses. "
        "Åbn filen i Word, gem den som .docx, og send den på ny."
    )
    return Problem("text-elsewhere", place, text)


def fetches_content(place: Place) -> Problem:
    """The document fetches a template or an object from the net when it is opened: no form does, attacks do."""
    text = (
        "Dokumentet henter selv indhold fra internettet, når det åbnes, og er derfor ikke læst. "
        "Skriv svarene i den udsendte formular, og send den på ny."
    )
    return Problem("fetches-content", place, text)


def form_twice(place: Place) -> Problem:
    """The same form stands twice in one file: which of the two counts is for people to say."""
    text = "Formularen står to gange i dokumentet. Lad kun den stå, der gælder, og send den på ny."
    return Problem("form-twice", place, text)


# --- notes --------------------------------------------------------------------------------------


def picture_in_answer(place: Place, title: str) -> Problem:
    """There is a picture, a drawing or an embedded object in an answer."""
    field = f"feltet »{title}«" if title else "et af svarene"
    text = f"Der er sat et billede eller objekt ind i {field}. Kun tekst er læst: Skriv med ord, hvad billedet viser."
    return Problem("picture-in-answer", place, text, blocks=False)


def hidden_text(place: Place) -> Problem:
    """There is text formatted as hidden: nobody sees it, so it is not read."""
    text = "Der er skjult tekst i dokumentet. Den er ikke læst. Gør den synlig i Word, hvis den er en del af svaret."
    return Problem("hidden-text", place, text, blocks=False)


def text_in_notes(place: Place) -> Problem:
    """There is text in footnotes or endnotes."""
    text = (
        "Der står tekst i en fodnote eller slutnote. Den er ikke læst. Flyt den op i feltet, "
        "hvis den er en del af svaret."
    )
    return Problem("text-in-notes", place, text, blocks=False)
