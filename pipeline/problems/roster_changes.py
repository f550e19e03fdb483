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
        f"{other} af {of} tjenestenumre står nu ved et helt andet navn end på den sidste liste. Er en kolonne sorteret "
        "for sig, så numre og navne ikke hører sammen? Intet er skrevet: formularerne kunne nå den forkerte. Ret listen; "
        "er den rigtig, så kør igen med --anyway.",
    )


def another_name(place: Place) -> Problem:
    """An employee number stands at a name that shares nothing with the one it had: perhaps it is somebody else now."""
    return Problem(
        "another-name",
        place,
        "Tjenestenummeret stod ved et helt andet navn på den sidste liste. Har medarbejderen skiftet navn, er alt i orden. "
        "Er det en anden medarbejder, så giv vedkommende sit eget nummer, før formularerne deles ud.",
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
