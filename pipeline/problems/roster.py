"""What can be wrong with a roster: the file, its headers, its cells, and how people hang together.

Texts are Danish and point; they name people, headers and numbers that were found sound, never what stands in
the cell that is wrong, so a CPR number cannot reach a screen through them.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.problems import Place, Problem

# --- the file -----------------------------------------------------------------------------------


def workbook_missing(place: Place) -> Problem:
    """There is no such file."""
    return Problem("workbook-missing", place, "Filen findes ikke. Kontrollér mappe og filnavn.")


def workbook_locked(place: Place) -> Problem:
    """The workbook asks for a password."""
    text = "Filen er beskyttet med adgangskode. Åbn den i Excel, fjern adgangskoden, og gem den igen."
    return Problem("workbook-locked", place, text)


def workbook_unreadable(place: Place) -> Problem:
    """The file is no workbook, or a broken one."""
    text = (
        "Filen kan ikke læses som et regneark. Åbn den i Excel, gem den som »Excel-projektmappe (.xlsx)«, "
        "og prøv igen."
    )
    return Problem("workbook-unreadable", place, text)


# --- cells --------------------------------------------------------------------------------------


def number_missing(place: Place, instead: str) -> Problem:
    """A person without an employee number cannot be told from others and is left out.

    `instead` is the header of what people are known by where the roster has no employee numbers, else "".
    """
    what = f"»{instead}« er tom, og listen har ingen tjenestenumre" if instead else "Tjenestenummeret mangler"
    return Problem("number-missing", place, f"{what}. Medarbejderen er ikke med, før det er skrevet.")


def number_unusable(place: Place) -> Problem:
    """The employee number is no number: a date, a sentence, odd signs."""
    text = (
        "Tjenestenummeret kan ikke bruges. Skriv det med tal (og evt. bogstaver og bindestreg) uden "
        "mellemrum, og giv kolonnen formatet Tekst i Excel. Medarbejderen er ikke med, før det er rettet."
    )
    return Problem("number-unusable", place, text)


def name_missing(place: Place) -> Problem:
    """A person without a name cannot be written to and is left out."""
    return Problem("name-missing", place, "Navnet mangler. Medarbejderen er ikke med, før det er skrevet.")


def date_unreadable(place: Place, header: str) -> Problem:
    """A cell that should hold a date does not."""
    text = f"»{header}« kan ikke læses som en dato. Skriv den som 12-11-2026."
    return Problem("date-unreadable", place, text)


def status_unknown(place: Place) -> Problem:
    """The status is none we know; the person counts as employed."""
    text = (
        "Status er ukendt. Skriv »Ansat«, »Orlov« eller »Fratrådt«. Indtil da regnes medarbejderen som ansat."
    )
    return Problem("status-unknown", place, text)


def kind_unknown(place: Place, kinds: Sequence[str]) -> Problem:
    """The kind of talk, or of group, is none we know."""
    return Problem("kind-unknown", place, f"Typen er ukendt. Skriv {_or(kinds)}.")


def yes_no_unclear(place: Place, header: str) -> Problem:
    """A cell that should say yes or no does not; it counts as no."""
    text = f"»{header}« siger hverken ja eller nej. Skriv »Ja«, eller lad cellen stå tom for nej."
    return Problem("yes-no-unclear", place, text)


# --- leaders and delegates ----------------------------------------------------------------------


def leader_unknown(place: Place, nearest: str) -> Problem:
    """The roster names a leader who is not on it. `nearest` is somebody who is, by name and number, or ""."""
    return Problem("leader-unknown", place, f"Lederen findes ikke på listen.{_meant(nearest)} {_MEND_LEADER}")


def leader_ambiguous(place: Place, numbers: Sequence[str]) -> Problem:
    """Several people have the leader's name (or number, leading zeros aside)."""
    text = f"Flere på listen kan være lederen: tjenestenummer {_or(numbers)}. Skriv lederens tjenestenummer."
    return Problem("leader-ambiguous", place, text)


def leader_left_out(place: Place, other: str) -> Problem:
    """The leader stands on the roster, in a row that could not be used."""
    text = f"Lederen står på listen, men rækken er ikke med, før {other} er rettet."
    return Problem("leader-left-out", place, text)


def leader_is_self(place: Place) -> Problem:
    """Somebody is written as their own leader."""
    text = (
        "Medarbejderen står som sin egen leder. Skriv nærmeste leder, eller lad cellen stå tom for den "
        "øverste chef."
    )
    return Problem("leader-is-self", place, text)


def leader_cycle(place: Place, names: Sequence[str]) -> Problem:
    """People lead each other in a circle; none of them has a leader until it is broken."""
    shown = " → ".join([*names[:4], "…"] if len(names) > 5 else names)
    text = f"Lederne går i ring: {shown} → {names[0]}. Ret lederen hos en af dem."
    return Problem("leader-cycle", place, text)


def leader_missing(place: Place) -> Problem:
    """No leader is written, the unit does not tell, and the person leads nobody."""
    text = "Leder mangler, og kollegerne i enheden peger ikke på én. Skriv lederens tjenestenummer."
    return Problem("leader-missing", place, text)


def leader_vacant(place: Place, unit: str, count: int, above: str) -> Problem:
    """The roster says that there is no leader now. `above` leads the unit above, or "" where nobody is known to."""
    where = f" i »{unit}«" if unit else ""
    hint = f" Er det {above}, der leder enheden over?" if above else ""
    text = (
        f"Lederstillingen{where} er ubesat, så {_people(count)} har ingen at holde samtalen med. Skriv tjenestenummeret "
        f"på den, der holder samtalerne imens.{hint}"
    )
    return Problem("leader-vacant", place, text)


def leader_from_above(place: Place, unit: str, leader: str, count: int) -> Problem:
    """Nobody leads the unit; the leader of the unit above was taken for those who should have its leader."""
    text = (
        f"»{unit}« har ingen leder på listen. {leader}, der leder enheden over, er valgt til {_people(count)}. "
        "Er det en anden, så skriv lederen i kolonnen »Leder«."
    )
    return Problem("leader-from-above", place, text, blocks=False)


def leaders_two(place: Place, leaders: Sequence[str], count: int) -> Problem:
    """Several people are named as the unit's leader, and its people do not say which is theirs."""
    text = (
        f"Enheden har flere ledere: {_or(leaders)}. Skriv i kolonnen »Leder«, hvem der holder samtalen med "
        f"{_people(count)}."
    )
    return Problem("leaders-two", place, text)


def co_leaders(place: Place, leader: str, count: int) -> Problem:
    """The unit has leaders beside the one who holds its talks."""
    text = (
        f"Enheden har også {'en medleder' if count == 1 else f'{count} medledere'}. Samtalerne er lagt hos {leader}. "
        "Skal nogen af dem holdes af en anden, så skriv det i kolonnen »Delegeret leder«."
    )
    return Problem("co-leaders", place, text, blocks=False)


def unit_without_leader(place: Place, unit: str, count: int) -> Problem:
    """Nobody in the unit has a leader, and nothing says who leads it. `unit` is "" where it has no name on the roster."""
    where = f"»{unit}«" if unit else "enheden"
    whom = (
        f"Den eneste medarbejder i {where}" if count == 1 else f"Ingen af de {count} medarbejdere i {where}"
    )
    nameless = "" if unit else " Enheden har intet navn på listen: Læg filen med enheder ved siden af."
    text = (
        f"{whom} har {'ingen' if count == 1 else 'en'} leder. Skriv lederens tjenestenummer i kolonnen »Leder«, "
        f"eller læg et ark »Ledere« med »Enhed« og »Tjenestenummer« i filen.{nameless}"
    )
    return Problem("unit-without-leader", place, text)


def tops(place: Place, leaders: Sequence[str], count: int) -> Problem:
    """Several leaders have no leader above them on the roster."""
    shown = ", ".join(leaders[:5]) + (" …" if count > 5 else "")
    text = (
        f"{count} ledere har selv ingen leder på listen: {shown}. Deres egen samtale er ikke med, før lederen over dem "
        "er skrevet i kolonnen »Leder«, eller enheden over i »Overordnet enhed«."
    )
    return Problem("leaders-without-leader", place, text, blocks=False)


def unit_unknown(place: Place) -> Problem:
    """The sheet of leaders names a unit that nobody works in, or that two units are called."""
    text = "Enheden findes ikke på medarbejderlisten, eller flere hedder det samme. Skriv enhedens kode."
    return Problem("unit-unknown", place, text, blocks=False)


def leader_from_unit(place: Place, leader: str, colleagues: int) -> Problem:
    """No leader is written; the one that all others in the unit have was taken."""
    why = "den eneste anden" if colleagues == 1 else f"alle {colleagues} andre"
    text = f"Leder mangler. {leader} er valgt, fordi {why} i enheden har den leder. Ret cellen, hvis det er forkert."
    return Problem("leader-from-unit", place, text, blocks=False)


def leader_columns_differ(place: Place, leader: str) -> Problem:
    """One column names one leader and another a different one; the first counts."""
    text = f"Cellen nævner en anden leder end {leader}, som er valgt. Ret den af dem, der er forkert."
    return Problem("leader-columns-differ", place, text, blocks=False)


def leader_left(place: Place, leader: str) -> Problem:
    """The leader is on the roster as somebody who has left."""
    text = f"Lederen {leader} er fratrådt ifølge listen. Skriv den nye leder."
    return Problem("leader-left", place, text, blocks=False)


def delegate_unknown(place: Place, nearest: str) -> Problem:
    """Whoever should hold the talk instead of the leader is not on the roster."""
    text = f"Den delegerede leder findes ikke på listen.{_meant(nearest)} {_MEND_LEADER}"
    return Problem("delegate-unknown", place, text)


def delegate_ambiguous(place: Place, numbers: Sequence[str]) -> Problem:
    """Several people have the delegate's name."""
    text = (
        f"Flere på listen kan være den delegerede leder: tjenestenummer {_or(numbers)}. "
        "Skriv tjenestenummeret."
    )
    return Problem("delegate-ambiguous", place, text)


def delegate_is_self(place: Place) -> Problem:
    """Somebody is written as the one who holds their own talk."""
    text = "Medarbejderen kan ikke holde sin egen samtale. Skriv en anden delegeret leder, eller tøm cellen."
    return Problem("delegate-is-self", place, text)


# --- groups -------------------------------------------------------------------------------------


def group_unknown(place: Place, nearest: str) -> Problem:
    """A person's group is not on the sheet of groups."""
    text = f"Gruppen findes ikke i arket Grupper.{_meant(nearest)} Ret cellen, eller tilføj gruppen i arket."
    return Problem("group-unknown", place, text)


def group_nameless(place: Place) -> Problem:
    """A row of the sheet of groups has no id; it is left out."""
    return Problem(
        "group-nameless", place, "Kolonnen »Gruppe« er tom. Gruppen er ikke med, før den har et kort navn."
    )


def group_twice(place: Place, other: str) -> Problem:
    """Two rows describe the same group; the first is used."""
    return Problem(
        "group-twice", place, f"Gruppen står allerede i {other}, og den række gælder. Slet denne række."
    )


def group_leader_missing(place: Place) -> Problem:
    """Nobody is written as the group's leader, and the members have different ones."""
    text = (
        "Gruppens leder mangler, og medlemmerne har ikke samme leder. Skriv tjenestenummeret på den, "
        "der holder samtalen."
    )
    return Problem("group-leader-missing", place, text)


def group_id_is_number(place: Place) -> Problem:
    """A group bears the number of an employee."""
    text = "Gruppens id er også et tjenestenummer, så de to kan forveksles. Giv gruppen et andet id, fx »G1«."
    return Problem("group-id-is-number", place, text)


def groups_implied(place: Place, header: str, count: int) -> Problem:
    """No sheet of groups and no kind of talk says that the column's groups hold talks; they are taken to."""
    text = (
        f"Kolonnen »{header}« er læst som {count} grupper, der holder gruppesamtale (GRUS). Er den noget andet, fx en "
        f'personalegruppe, så skriv "{header}" = "" under [columns] i mus.toml.'
    )
    return Problem("groups-implied", place, text, blocks=False)


def group_empty(place: Place) -> Problem:
    """No person belongs to the group."""
    text = "Ingen medarbejdere står i gruppen. Skriv gruppen i kolonnen »Gruppe« ud for medlemmerne."
    return Problem("group-empty", place, text, blocks=False)


_MEND_LEADER = "Ret cellen, eller sæt den manglende række på listen."


def _meant(nearest: str) -> str:
    return f" Er det {nearest}?" if nearest else ""


def _or(words: Sequence[str]) -> str:
    shown = list(words[:6])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} eller {shown[-1]}"


def _people(count: int) -> str:
    return "én medarbejder" if count == 1 else f"{count} medarbejdere"


# --- values in doubt ----------------------------------------------------------------------------


def hours_unreadable(place: Place, header: str) -> Problem:
    """A cell that should tell how much somebody works does not; nothing is known of their hours."""
    text = (
        f"»{header}« kan ikke læses. Skriv timer om ugen som »37 timer« eller »18,5 timer«, eller en del af fuld tid som "
        "»50 %« eller »30/37«. Indtil da regnes timerne som ukendte."
    )
    return Problem("hours-unreadable", place, text, blocks=False)


def protection_unclear(place: Place, header: str) -> Problem:
    """A cell says neither that a name is protected nor that it is not; it counts as protected."""
    text = f"»{header}« siger hverken ja eller nej. Skriv »Ja« eller »Nej«. Indtil da regnes navnet som beskyttet."
    return Problem("protection-unclear", place, text, blocks=False)
