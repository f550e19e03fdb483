"""The Danish words that the reports use for what the pipeline knows by English names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pipeline.model import Obligation, Outcome

OWED: Mapping[str, str] = {
    "consultation": "Drøft med TR, AMIR eller lokal-MED, at samtalen holdes som gruppe",
    "talk": "Hold samtalen",
    "form-handed-out": "Udlever samtaleskemaet",
    "minutes": "Skriv referatet, og send det ind",
    "minutes-handed-over": "Udlever referatet til medarbejderen",
    "minutes-approved": "Godkend referatet",
    "group-plan": "Skriv gruppens handleplan, og send den ind",
    "own-goals": "Skriv egne udviklingsmål, og send dem ind",
    "individual-talk": "Hold den individuelle samtale efter gruppesamtalen",
    "plan": "Skriv planen, og send den ind",
    "plan-approved": "Godkend planen",
    "follow-up-agreed": "Aftal, hvornår og hvordan I følger op",
    "follow-up": "Hold opfølgningen",
    "fund-apply": "Søg Kompetencefonden",
    "fund-sign": "Underskriv ansøgningen til Kompetencefonden, og upload den",
    "minutes-destroyed": "Slet og makuler det forrige referat",
    "evaluation": "Evaluér brugen af samtalerne",
}
"""What is owed, as the one who owes it would be told, in the order in which things happen."""
OWED_OF_KIND: Mapping[tuple[str, str], str] = {
    ("talk", "GRUS"): "Hold gruppesamtalen",
    ("talk", "TUS"): "Hold teamsamtalen",
    ("talk", "LUS"): "Hold lederudviklingssamtalen",
    ("talk", "SUS"): "Tilbyd seniorsamtalen",
    ("plan-approved", "GRUS"): "Godkend medarbejderens egne mål",
    ("plan-approved", "TUS"): "Godkend medarbejderens egne mål",
}
"""The same where the kind of talk has words of its own."""
MINUTES_WITH_PARTIES = "Skriv referatet, og oplys datoerne"
"""The same of the minutes, where the two keep them to themselves (HER-14)."""

DONE: Mapping[str, str] = {
    "consultation": "Drøftet",
    "form-handed-out": "Skema udleveret",
    "talk": "Holdt",
    "minutes": "Referat",
    "minutes-handed-over": "Referat udleveret",
    "minutes-approved": "Referat godkendt",
    "group-plan": "Gruppens handleplan",
    "own-goals": "Egne mål",
    "individual-talk": "Individuel samtale",
    "plan": "Plan",
    "plan-approved": "Plan godkendt",
    "follow-up-agreed": "Opfølgning aftalt til",
    "follow-up": "Opfølgning holdt",
    "fund-apply": "Fonden søgt",
    "fund-sign": "Ansøgning underskrevet",
    "minutes-destroyed": "Forrige referat slettet",
}
"""Column heads, in the order in which things happen."""

DUE: Mapping[str, str] = {
    "consultation": "Drøft senest",
    "form-handed-out": "Udlever skema senest",
    "talk": "Hold samtale senest",
    "minutes": "Referat senest",
    "minutes-handed-over": "Udlever referat senest",
    "minutes-approved": "Referat godkendt senest",
    "group-plan": "Handleplan senest",
    "own-goals": "Egne mål senest",
    "individual-talk": "Individuel samtale senest",
    "plan": "Plan senest",
    "plan-approved": "Plan godkendt senest",
    "follow-up-agreed": "Aftal opfølgning senest",
    "follow-up": "Opfølgning senest",
}
"""Column heads for days that things fall due."""

OUTCOME: Mapping[Outcome, str] = {
    "rejected": "Afvist",
    "review": "Til gennemsyn",
    "accepted": "Indlæst – se efter",
    "duplicate": "Modtaget før",
}

NO_LEADER, NO_UNIT, NO_PARENT = "(uden leder)", "(uden enhed)", "(uden overordnet enhed)"
NO_AGREEMENT = "(uden overenskomst)"
EVERYBODY = "Hele kommunen"
"""Whom it is about when it is about nobody in particular."""


def what_is_owed(obligation: Obligation, minutes_kept: Literal["store", "parties"]) -> str:
    """What to do, in words that ask nobody to send in what the two keep to themselves."""
    if obligation.what == "minutes" and minutes_kept == "parties":
        return MINUTES_WITH_PARTIES
    return OWED_OF_KIND.get((obligation.what, obligation.kind), OWED[obligation.what])


def who_owes(obligation: Obligation, leader: str, employee: str) -> str:
    """Who is to act, by name: mostly the leader (SYD-21).

    An approval can be either's to give (HER-13), own goals are written by the employee (SYD-19), an application is the
    employee's with the leader and signed by TR too (HER-18), and the use of the talks is for MED to evaluate (HOL-6).
    """
    leader = leader or NO_LEADER
    others = {
        "minutes-approved": "Den, der ikke skrev referatet",
        "own-goals": employee,
        "fund-apply": f"{employee} og {leader}",
        "fund-sign": f"{employee}, {leader} og TR",
        "minutes-destroyed": f"HR og {leader}",
        "evaluation": "HR og det øverste MED-udvalg",
    }
    return others.get(obligation.what, leader)


def number_of(count: int, one: str, many: str) -> str:
    """A count with its noun: `1 samtale`, `2 samtaler`."""
    return f"{count} {one if count == 1 else many}"


def day(value: date) -> str:
    """A date as it stands in the sheets: 12-11-2026."""
    return f"{value:%d-%m-%Y}"
