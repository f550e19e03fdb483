"""What can be wrong with who stands on a roster: engagements of one person, and people who look alike."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.problems import Place, Problem


def number_twice(place: Place, other: str) -> Problem:
    """Two people have the same employee number, leading zeros aside; none of them is used."""
    text = (
        f"Samme tjenestenummer står også i {other} ved en anden medarbejder (nuller foran tæller ikke). Ingen af "
        "rækkerne er med, før det er rettet. Slet den ene, eller giv den sit rigtige nummer."
    )
    return Problem("number-twice", place, text)


def cpr_twice(place: Place, other: str) -> Problem:
    """Two rows have one CPR number and names that cannot be one person's; they stay two people."""
    text = (
        f"Rækken har samme CPR-nummer som {other}, men et andet navn. De er læst som to medarbejdere. Ret nummeret eller "
        "navnet i lønsystemet."
    )
    return Problem("cpr-twice", place, text, blocks=False)


def number_with_institution(place: Place, number: str) -> Problem:
    """Two institutions gave two people one number; the institution stands before it from now on."""
    text = (
        f"En medarbejder i en anden institution har samme nummer, så her bruges {number}. "
        "Brug samme slags liste hele runden, for nummeret står i formularerne."
    )
    return Problem("number-with-institution", place, text, blocks=False)


def engagements_joined(place: Place, who: str, others: Sequence[str]) -> Problem:
    """Somebody has several engagements and gets one packet, by the primary one."""
    shown = ", ".join(others[:5]) + (" …" if len(others) > 5 else "")
    text = (
        f"{who} har flere ansættelser (også {shown}) og får én pakke, efter denne række. "
        "Skal det være en anden, så sæt »Ja« i kolonnen »Primær« ud for den."
    )
    return Problem("engagements-joined", place, text, blocks=False)


def row_twice(place: Place, other: str) -> Problem:
    """Somebody stands on two rows under one number in one unit; counted once."""
    text = f"Medarbejderen står også i {other} med samme nummer og enhed, og den række gælder. Slet denne."
    return Problem("row-twice", place, text, blocks=False)


def row_elsewhere(place: Place, other: str) -> Problem:
    """Somebody stands under one number in two units: where they are employed, and often where they lead."""
    text = f"Medarbejderen står også i {other} i en anden enhed. Pakken følger den række, så medarbejderen får kun én."
    return Problem("engagements-joined", place, text, blocks=False)


def perhaps_same_person(place: Place, other: str) -> Problem:
    """Two rows have the same name in the same unit, and nothing tells whether they are one person or two."""
    text = (
        f"Samme navn står i samme enhed i {other}. Er det den samme, så giv rækkerne samme e-mail, eller slet den ene; "
        "er det to, så skriv deres e-mail. Indtil da får de hver sin pakke."
    )
    return Problem("perhaps-same-person", place, text, blocks=False)


def email_twice(place: Place, other: str) -> Problem:
    """Two people of different names have one e-mail address."""
    text = f"E-mailadressen står også ved en anden medarbejder i {other}. Ret den, hvis det ikke er en fælles postkasse."
    return Problem("email-twice", place, text, blocks=False)
