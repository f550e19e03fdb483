"""Problems of planning and writing packets."""

from __future__ import annotations

from pipeline.problems import Place, Problem


def outside_window(place: Place) -> Problem:
    """The talk is planned outside the municipality's window. Allowed, with a note (HER-3)."""
    return Problem(
        "outside-window",
        place,
        "Samtalen er planlagt uden for det tidsrum, hvor kommunen normalt holder dem. "
        "Det er tilladt; tjek, at datoen er rigtig.",
        blocks=False,
    )


def handed_out_late(place: Place, due: str) -> Problem:
    """The form goes out after the last day it should have reached the employee; `due` is that day in Danish."""
    return Problem(
        "handed-out-late",
        place,
        f"Skemaet skulle være udleveret senest {due}. Aftal med medarbejderen, om samtalen skal flyttes.",
        blocks=False,
    )


def packet_file_changed(place: Place) -> Problem:
    """A file in the packet folder is not as it was written: somebody has typed in it."""
    return Problem(
        "packet-file-changed",
        place,
        "Filen er ændret, siden den blev lavet, og er ikke skrevet over. Er den udfyldt, så læg en kopi i inbox; "
        "er den overflødig, så slet den, og kør igen.",
        blocks=False,
    )


def packet_file_locked(place: Place) -> Problem:
    """The file cannot be written: open in Word, no rights, or no room on the disk."""
    return Problem(
        "packet-file-locked",
        place,
        "Filen kunne ikke skrives. Luk den, hvis den er åben i Word, tjek rettigheder og plads, og kør igen.",
    )


def unlikely_talk_date(place: Place) -> Problem:
    """The talk is planned years from the round."""
    return Problem(
        "unlikely-talk-date",
        place,
        "Samtaledatoen ligger flere år fra runden og er ikke brugt. Ret årstallet på medarbejderlisten, og kør igen.",
    )


def delegate_without_mandate(place: Place) -> Problem:
    """Somebody else is to hold the talk, and the roster does not say what they may decide (SYD-22, ISH-11)."""
    return Problem(
        "delegate-without-mandate",
        place,
        "Samtalen er delegeret, men listen siger ikke, hvad den delegerede må beslutte. "
        "Skriv det i kolonnen »Beføjelser«, så det kommer med i formularerne.",
        blocks=False,
    )
