"""What can be in doubt where answers are read by where they stand. No text quotes an answer."""

from __future__ import annotations

from pipeline.problems import Place, Problem


def unclear_place(place: Place, title: str) -> Problem:
    """A file without its fields, in which it does not show for certain which text belongs to this one."""
    text = (
        f"Det kan ikke ses sikkert, hvad der er svaret i »{title}«, fordi felterne er gået tabt, da filen blev gemt. "
        "Skriv svaret i den udsendte formular, og send den på ny."
    )
    return Problem("unclear-place", place, text)


def cut_answer(place: Place, title: str) -> Problem:
    """A field in a row that is broken over two pages of a print, where text may have been lost."""
    text = (
        f"Rækken med »{title}« er delt mellem to sider i PDF'en, og det kan ikke ses sikkert, om hele svaret er med. "
        "Skriv hele svaret, eller send den Word-fil, som formularen blev udfyldt i."
    )
    return Problem("cut-print", place, text)


def loose_text(place: Place) -> Problem:
    """Text that was added to the form, and that belongs to none of its fields."""
    text = "Der står tekst, som ikke hører til noget felt. Flyt den ind i et felt, hvis den er et svar, og send på ny."
    return Problem("loose-text", place, text)
