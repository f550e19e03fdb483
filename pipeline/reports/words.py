"""The Danish words that the reports use for what the pipeline knows by English names."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pipeline.model import Obligation, Outcome

OWED = {
    "talk": "Hold samtalen",
    "form-handed-out": "Udlever samtaleskemaet",
    "minutes": "Skriv referatet, og send det ind",
    "minutes-handed-over": "Udlever referatet til medarbejderen",
    "minutes-approved": "Godkend referatet",
    "plan": "Skriv planen, og send den ind",
    "plan-approved": "Godkend planen",
    "follow-up-agreed": "Aftal, hvornår og hvordan I følger op",
    "follow-up": "Hold opfølgningen",
}
"""What is owed, as the one who owes it would be told."""
MINUTES_WITH_PARTIES = "Skriv referatet, og oplys datoerne"
"""The same of the minutes, where the two keep them to themselves (HER-14)."""

DONE = {
    "form-handed-out": "Skema udleveret",
    "talk": "Holdt",
    "minutes": "Referat",
    "minutes-handed-over": "Referat udleveret",
    "minutes-approved": "Referat godkendt",
    "plan": "Plan",
    "plan-approved": "Plan godkendt",
    "follow-up-agreed": "Opfølgning aftalt til",
    "follow-up": "Opfølgning holdt",
}
"""Column heads, in the order in which things happen."""

DUE = {
    "form-handed-out": "Udlever skema senest",
    "talk": "Hold samtale senest",
    "minutes": "Referat senest",
    "minutes-handed-over": "Udlever referat senest",
    "minutes-approved": "Referat godkendt senest",
    "plan": "Plan senest",
    "plan-approved": "Plan godkendt senest",
    "follow-up-agreed": "Aftal opfølgning senest",
    "follow-up": "Opfølgning senest",
}
"""Column heads for days that things fall due."""

OUTCOME: dict[Outcome, str] = {
    "rejected": "Afvist",
    "review": "Til gennemsyn",
    "accepted": "Indlæst – se efter",
    "duplicate": "Modtaget før",
}

NO_LEADER, NO_UNIT, NO_PARENT = "(uden leder)", "(uden enhed)", "(uden overordnet enhed)"


def what_is_owed(obligation: Obligation, minutes_kept: Literal["store", "parties"]) -> str:
    """What to do, in words that ask nobody to send in what the two keep to themselves."""
    if obligation.what == "minutes" and minutes_kept == "parties":
        return MINUTES_WITH_PARTIES
    return OWED[obligation.what]


def who_owes(obligation: Obligation, leader: str) -> str:
    """Who is to act, by the leader's name; only an approval can be the employee's to give."""
    if obligation.what == "minutes-approved":
        return "Den, der ikke skrev referatet"
    return leader or NO_LEADER


def number_of(count: int, one: str, many: str) -> str:
    """A count with its noun: `1 samtale`, `2 samtaler`."""
    return f"{count} {one if count == 1 else many}"


def day(value: date) -> str:
    """A date as it stands in the sheets: 12-11-2026."""
    return f"{value:%d-%m-%Y}"
