"""What an accepted form leaves open: every one of these is a note, and stops nothing.

A note names a field, a topic or a row by what was printed; never an answer, never a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.problems import Place, Problem


def topics_unanswered(place: Place, titles: Sequence[str]) -> Problem:
    """Nothing is written about topics that must be talked about (ISH-7, HER-2, SYD-7)."""
    text = f"Der står ikke noget om {_quoted(titles)}, som I skal omkring. Skriv lidt om det, og send formularen på ny."
    return Problem("topic-unanswered", place, text, blocks=False)


def taker_not_named(place: Place) -> Problem:
    """It does not show who wrote the minutes, which is to be agreed before the talk (HER-12)."""
    text = (
        "Det fremgår ikke, hvem der skrev referatet. Det aftaler I, før samtalen begynder. Vælg »Referent«."
    )
    return Problem("taker-not-named", place, text, blocks=False)


def row_lacks(place: Place, titles: Sequence[str]) -> Problem:
    """A row of a plan lacks what the municipality wants in each (HOL-5)."""
    text = f"Rækken mangler {_quoted(titles)}. Planen er taget med; udfyld resten, og send den på ny."
    return Problem("row-lacks", place, text, blocks=False)


def group_row_lacks(place: Place, titles: Sequence[str]) -> Problem:
    """A row of a group's plan lacks what makes the plan count (HER-29)."""
    text = (
        f"Rækken mangler {_quoted(titles)}, så gruppens handleplan tæller endnu ikke som skrevet. "
        "Udfyld hver række, og send planen på ny."
    )
    return Problem("group-row-lacks", place, text, blocks=False)


def horizon_outside(place: Place, least: int, most: int) -> Problem:
    """A goal reaches fewer or more years ahead than a plan may (IKB-4)."""
    text = (
        f"Et mål skal række mellem {least} og {most} år frem. Ret »Horisont« i rækken, og send planen på ny."
    )
    return Problem("horizon-outside", place, text, blocks=False)


def follow_up_too_late(place: Place, weeks: int) -> Problem:
    """The follow-up lies after the next talk, or too close to it to be of use (SYD-13)."""
    text = (
        f"Opfølgningen ligger mindre end {weeks} uger før næste samtale eller efter den. "
        "Aftal en tidligere dag, så I kan nå at bruge den."
    )
    return Problem("follow-up-too-late", place, text, blocks=False)


def follow_up_day_missing(place: Place) -> Problem:
    """The paper of a follow-up has come back without the day it was held."""
    text = (
        "Det fremgår ikke, hvornår opfølgningen blev holdt, så den tæller ikke endnu. "
        "Skriv dagen, og send formularen på ny."
    )
    return Problem("follow-up-day-missing", place, text, blocks=False)


def group_day_disagrees(place: Place) -> Problem:
    """A participant's own sheet has another day than the group's talk."""
    text = "Dagen er en anden end gruppens. Gruppens dag er brugt; ret dagen her, hvis det er den, der er forkert."
    return Problem("group-day-disagrees", place, text, blocks=False)


def answers_replaced(place: Place, titles: Sequence[str]) -> Problem:
    """The form has come back before with other answers; the newest count."""
    text = (
        f"Formularen er kommet før med andre svar i {_quoted(titles)}. De nyeste svar gælder nu, og den tidligere fil "
        "er gemt. Var det den tidligere, der var rigtig, så åbn den, gem den, og send den på ny."
    )
    return Problem("answers-replaced", place, text, blocks=False)


def names_a_participant(place: Place) -> Problem:
    """A group's paper names one of the group; it is to be about the group (SYD-16, HER-25)."""
    text = (
        "Feltet nævner en af gruppens deltagere ved navn. Gruppesamtalen handler om gruppen; "
        "skriv det om, så det ikke peger på en enkelt."
    )
    return Problem("names-a-participant", place, text, blocks=False)


def fund_applied_late(place: Place) -> Problem:
    """The fund was applied to on the first day of the education or later (EXT-7)."""
    text = "Ansøgningen er sendt, efter at uddannelsen er begyndt, og så kan fonden ikke give støtte. Tjek begge datoer."
    return Problem("fund-applied-late", place, text, blocks=False)


def fund_applied_early(place: Place, months: int) -> Problem:
    """The fund was applied to before it takes applications for that start (EXT-7)."""
    text = (
        f"Ansøgningen er sendt mere end {months} måneder før start, og så tidligt tager fonden ikke imod den."
    )
    return Problem("fund-applied-early", place, text, blocks=False)


def fund_signed_late(place: Place, days: int) -> Problem:
    """The last signature came after the last day for it (EXT-7, HER-18)."""
    text = (
        f"Den sidste underskrift er sat for sent. Alle tre skal være på plads inden {days} dage efter sagsnummeret "
        "og før uddannelsens første dag. Hør fonden, om sagen stadig er åben."
    )
    return Problem("fund-signed-late", place, text, blocks=False)


def _quoted(titles: Sequence[str]) -> str:
    """`»A«, »B« og »C«`."""
    *most, last = (f"»{title}«" for title in titles)
    return f"{', '.join(most)} og {last}" if most else last
