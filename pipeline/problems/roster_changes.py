"""What is wrong between a roster and the last one in the same round.

Texts name nobody: the place is the roster, a row of it, or the folder that the forms lie in.
"""

from __future__ import annotations

from pipeline.problems import Place, Problem


def many_missing(place: Place, gone: int, of: int) -> Problem:
    """So many are gone that it is most likely the wrong export, or one that was filtered. Nothing is written."""
    return Problem(
        "many-missing",
        place,
        f"{gone} af {of} medarbejdere fra den sidste liste står ikke på denne. Er det den rigtige fil, og er hele "
        "kommunen med? Intet er skrevet. Dækker listen kun en del af kommunen, så kør igen med --partial: alle andre "
        "bliver stående som på den sidste liste. Er de virkelig fratrådt, så kør igen med --anyway.",
    )


def names_moved(place: Place, other: int, of: int) -> Problem:
    """So many numbers have got wholly another name that a column was most likely sorted by itself. Nothing is written."""
    return Problem(
        "names-moved",
        place,
        f"{other} af {of} tjenestenumre står nu ved et andet navn end på den sidste liste. Er en kolonne sorteret for "
        "sig eller rykket en række, så numre og navne ikke hører sammen? Intet er skrevet: formularerne kunne nå den "
        "forkerte. Ret listen; er den rigtig, så kør igen med --anyway.",
    )


def another_name(place: Place) -> Problem:
    """A number stands at a name that shares nothing with the one it had, and nothing has come back under it."""
    return Problem(
        "another-name",
        place,
        "Tjenestenummeret stod sidst ved et helt andet navn, og intet er kommet tilbage på det. Er det en anden "
        "medarbejder, så slet den mappe med formularer, der bærer det gamle navn, før lederen deler dem ud.",
        blocks=False,
    )


_OWN_NUMBER = (
    "Er det en ny medarbejder, så skriv et andet nummer i rækken, fx med et N bagefter, og brug det resten af runden. Er "
    "det den samme med nyt navn, så skriv den samme e-mail som før, eller skriv det gamle navn i parentes efter det nye"
)


def number_reused(place: Place) -> Problem:
    """A number stands at somebody else than it did, and what came back or happened under it would become theirs."""
    return Problem(
        "number-reused",
        place,
        "Tjenestenummeret stod sidst ved et helt andet navn, og der er kommet formularer tilbage eller noteret noget på "
        f"det. Det ville blive den nye medarbejders, så intet er skrevet. {_OWN_NUMBER}. Kør så igen; --anyway hjælper "
        "ikke her.",
    )


def number_has_forms_out(place: Place) -> Problem:
    """A number stands at somebody else than it did, whose forms are out and none of them back."""
    return Problem(
        "number-has-forms-out",
        place,
        "Tjenestenummeret stod sidst ved et helt andet navn, og den medarbejders formularer er ude. Intet er skrevet: de "
        f"kunne komme tilbage som den nyes. {_OWN_NUMBER}. Kommer den forriges formularer aldrig tilbage, så kør igen "
        "med --anyway: så er numret den nyes, og de gamle kan ikke læses ind mere.",
    )


def kept_as_before(place: Place) -> Problem:
    """A row cannot be used, and whoever stands in it stays in the round as they were."""
    return Problem(
        "kept-as-before",
        place,
        "Indtil rækken er rettet, står medarbejderen som på den sidste liste.",
        blocks=False,
    )


def protected_name_in_path(place: Place, without: str) -> Problem:
    """A file that somebody has typed in bears a name that is protected now. `without` is its path without it."""
    return Problem(
        "protected-name-in-path",
        place,
        "Navnet er beskyttet nu og står stadig i navnet på filen eller dens mappe. Filen er udfyldt, så programmet flytter "
        f"den ikke. Flyt den til »{without}«, og slet mappen med navnet, når den er tom.",
        blocks=False,
    )


def forms_of_leaver(place: Place, forms: int) -> Problem:
    """Somebody who has left, or is on the list no more, has forms that still lie in a leader's folder."""
    many = "1 formular er ude og ikke kommet" if forms == 1 else f"{forms} formularer er ude og ikke kommet"
    return Problem(
        "leaver-has-forms",
        place,
        f"Medarbejderen er fratrådt eller står ikke længere på listen. {many} tilbage. Er samtalen holdt, så bed lederen "
        "sende referat og plan ind, og slet derefter mappen; programmet sletter den ikke.",
        blocks=False,
    )
