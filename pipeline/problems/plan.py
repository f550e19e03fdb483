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


def outside_delegation(place: Place) -> Problem:
    """The talk is planned on a day on which the delegation does not hold (SYD-22, ISH-11)."""
    return Problem(
        "outside-delegation",
        place,
        "Samtalen ligger uden for den periode, den er delegeret i. Ret »Delegation fra« og »Delegation til«, "
        "eller flyt samtalen.",
        blocks=False,
    )


def within_blackout(place: Place, name: str) -> Problem:
    """The talk lies in a period that the municipality keeps free of talks (SYD-32); `name` is the policy's."""
    return Problem(
        "within-blackout",
        place,
        f"Samtalen ligger i en periode, der er holdt fri: {name}. Find gerne en anden dag.",
        blocks=False,
    )


def closed_day(place: Place, name: str) -> Problem:
    """The talk is planned on a Saturday, a Sunday or a holiday; `name` is the day's in Danish."""
    return Problem(
        "closed-day",
        place,
        f"Samtalen er planlagt på en fridag ({name}). Det er tilladt; tjek, at datoen er rigtig.",
        blocks=False,
    )


def talk_left_out(place: Place, reason: str) -> Problem:
    """One of the talks asked for somebody cannot be held; the others go out. `reason` is in Danish."""
    return Problem(
        "talk-left-out",
        place,
        f"En af samtalerne er ikke kommet med. {reason} Ret listen, hvis den skal holdes.",
        blocks=False,
    )


def lus_without_staff(place: Place) -> Problem:
    """A leader's talk for somebody whom nobody on the roster has as leader (HER-30)."""
    return Problem(
        "lus-without-staff",
        place,
        "Står til lederudviklingssamtale (LUS), men er ikke leder for nogen på listen. "
        "Tjek kolonnerne »Samtaletype« og »Leder«.",
        blocks=False,
    )


def wish_without_rule(place: Place) -> Problem:
    """Somebody in a group wishes an individual talk, and the municipality's rules give no right to one."""
    return Problem(
        "wish-without-rule",
        place,
        "Medarbejderen ønsker en individuel samtale efter gruppesamtalen. Jeres regler siger ikke noget om det, så "
        "programmet lægger ingen. Lederen og medarbejderen aftaler det selv; skal der formularer med, så skriv MUS i "
        "kolonnen »Samtaletype«.",
        blocks=False,
    )


def group_too_soon(place: Place, last: int) -> Problem:
    """A group talk sooner than the rules reckon with (HOL-11): it does not stand in for this year's talk."""
    return Problem(
        "group-too-soon",
        place,
        f"Medarbejderen var til gruppesamtale i {last}, og det er for nyligt til, at gruppesamtalen kan træde i stedet "
        "for årets MUS. Medarbejderen har fået begge dele.",
        blocks=False,
    )


def group_days_differ(place: Place) -> Problem:
    """The group has no day of its own, and its members' rows do not agree on one."""
    return Problem(
        "group-days-differ",
        place,
        "Gruppen har ingen samtaledato, og medlemmernes rækker siger ikke det samme. "
        "Skriv gruppens dato på arket »Grupper«.",
        blocks=False,
    )


def group_day_differs(place: Place) -> Problem:
    """The day on a participant's row is not the group's, and is the day of no other talk of theirs."""
    return Problem(
        "group-day-differs",
        place,
        "Datoen er en anden end gruppens og er ikke brugt. Gruppens samtale holdes på gruppens dato; "
        "slet datoen her, eller ret den.",
        blocks=False,
    )


def consultation_missing(place: Place) -> Problem:
    """A group talk is planned, and it is not told with whom and when it was discussed before (SYD-4, HOL-3)."""
    return Problem(
        "consultation-missing",
        place,
        "Beslutningen om gruppesamtale skal drøftes først, fx med MED, TR eller AMIR. Udfyld »Drøftet med« og "
        "»Drøftet dato«, når det er sket.",
        blocks=False,
    )


def materials_not_approved(place: Place) -> Problem:
    """The municipality's forms must be approved before they are used, and nobody has said that they are (SYD-25)."""
    return Problem(
        "materials-not-approved",
        place,
        "Formularerne skal være godkendt, før de bruges. Skriv hvem der har godkendt dem, og hvornår, i "
        "materials.approved_by og materials.approved_on.",
        blocks=False,
    )
