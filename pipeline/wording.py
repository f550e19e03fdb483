"""What a talk, its two parties and its papers are called in Danish, by the kind of talk.

In comes a kind, out come words for the forms: nothing here knows a municipality. One surprise: in a LUS the
employee *is* the leader (`lederen`) and the leader is that leader's own (`lederens leder`, HER-30).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import GROUP_KINDS, Audience, TalkKind

KIND_NAMES: Mapping[TalkKind, str] = {
    "MUS": "medarbejderudviklingssamtale",
    "GRUS": "gruppeudviklingssamtale",
    "TUS": "teamudviklingssamtale",
    "LUS": "lederudviklingssamtale",
    "SUS": "seniorsamtale",
    "opfølgning": "opfølgningssamtale",
}
AUDIENCE_NAMES: Mapping[Audience, str] = {
    "employee": "medarbejder",
    "leader": "leder",
    "both": "medarbejder og leder",
    "group": "gruppe",
}
_DEFINITE = {"skema": "et", "dokument": "et", "referat": "et", "plan": "en", "aftale": "n"}
"""The ending of “the”, by how a form's title ends."""
_TALK_IN_SHORT: Mapping[str, str] = {
    "GRUS": "gruppesamtalen",
    "TUS": "teamsamtalen",
    "SUS": "seniorsamtalen",
    "opfølgning": "opfølgningen",
}
_COLUMNS: Mapping[str, str] = {
    "ansvarlig": "en ansvarlig",
    "frist": "en frist",
    "opfoelgning_dato": "en dato for opfølgningen",
    "opfoelgning": "en opfølgning (hvornår eller hvordan)",
    "prioritet": "en prioritet",
    "aktivitet": "en aktivitet",
    "handling": "en handling",
    "bidrag": "ledelsens bidrag",
    "horisont": "en horisont",
    "kobling": "en kobling til arbejdspladsens mål",
    "maal": "et mål",
    "start": "en startdato",
    "status": "en status",
}


@dataclass(frozen=True, slots=True)
class Parties:
    """The two parties of a talk: as they stand in a sentence (`lederen`) and at a line or in a list (`Leder`)."""

    employee: str
    leader: str
    employee_label: str
    leader_label: str


def parties(kind: TalkKind, of_group: bool = False) -> Parties:
    """Who sits on either side. On a group's own form the group sits in the employee's place."""
    if of_group:
        return Parties("gruppen", "lederen", "Gruppen", "Leder")
    if kind == "LUS":
        return Parties("lederen", "lederens leder", "Leder", "Leders leder")
    return Parties("medarbejderen", "lederen", "Medarbejder", "Leder")


def labels(
    kind: TalkKind, audience: Audience, *, of_group: bool, own_goals: bool, the_plan: str
) -> dict[str, str]:
    """The labels and lines of a form that differ by kind.

    `own_goals` says whether a participant's plan after a group talk is a sheet of own goals (SYD-19); `the_plan` is
    the plan form's title in running text.
    """
    two, talk = parties(kind, of_group), talk_in_short(kind)
    return {
        "name": "Gruppe" if of_group else "Navn",
        "number": "Gruppe-id" if of_group else "Tjenestenummer",
        "employee": two.employee_label,
        "leader": two.leader_label,
        "held_on": f"{capital(talk)} blev holdt den",
        "approved_on": f"Godkendt af {two.leader} den",
        "handed_over_on": f"Udleveret til {two.employee} den",
        "filled_by": _filled_by(two, audience, of_group),
        "preparation": _preparation(two, audience),
        "plan": _plan_line(kind, of_group, own_goals, the_plan),
    }


def talk_in_short(kind: TalkKind) -> str:
    """The talk in running text where the full name is too long: `gruppesamtalen`, `samtalen`."""
    return _TALK_IN_SHORT.get(kind, "samtalen")


def the_form(title: str) -> str:
    """A form's title in running text: “samtaleskemaet”, “udviklingsaftalen for gruppen”.

    “Formularen” where the ending is not known.
    """
    name, preposition, whose = title.lower().partition(" for ")
    for end, definite in _DEFINITE.items():
        if name.endswith(end):
            return name + definite + preposition + whose
    return "formularen"


def capital(text: str) -> str:
    """The text with a capital first letter, the rest as it was."""
    return text[:1].upper() + text[1:]


def enumerated(texts: Sequence[str], last: str = "og") -> str:
    """`a`, `a og b`, `a, b og c`."""
    return f" {last} ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def needed_columns(columns: Sequence[str]) -> str:
    """What each row must hold, in a sentence: `en ansvarlig og en dato for opfølgningen`; "" for nothing."""
    return enumerated([_COLUMNS.get(column, f"»{column}«") for column in columns])


def _filled_by(two: Parties, audience: Audience, of_group: bool) -> str:
    if audience == "employee":
        return capital(two.employee)
    if audience == "leader":
        return capital(two.leader)
    if audience == "group" or of_group:
        return "Gruppen og lederen sammen"
    return f"{two.leader_label} og {two.employee_label.lower()} sammen"


def _preparation(two: Parties, audience: Audience) -> str:
    if audience != "leader":
        return "Din forberedelse"
    return "Lederens forberedelse" if two.leader == "lederen" else f"Forberedelse for {two.leader}"


def _plan_line(kind: TalkKind, of_group: bool, own_goals: bool, the_plan: str) -> str:
    if kind == "opfølgning":
        return f"Opfølgning på {the_plan}"
    if kind in GROUP_KINDS and not of_group:
        return f"{'Egne mål' if own_goals else 'Din plan'} efter {talk_in_short(kind)}"
    return f"Aftalt ved {KIND_NAMES[kind]}n"
