"""Why somebody, or a group, gets no packet: a Danish reason, or "" where there is none."""

from __future__ import annotations

from datetime import date

from pipeline.kinds import long_date
from pipeline.model import Group, Person, TalkKind
from pipeline.plan.outlook import Outlook
from pipeline.policy import outside_round

NO_GROUP = "Står til gruppesamtale, men er ikke i en gruppe på listen."
NO_LEADER = "Har ingen leder på listen at holde samtalen med."
NO_GROUP_LEADER = "Gruppen har ingen leder på listen at holde samtalen med."
NO_PARTICIPANTS = "Ingen på listen skal med til gruppens samtale."


def away(person: Person, outlook: Outlook) -> str:
    """Why somebody is no part of the round. Age and wish are no reasons (HOL-10), nor is leave (EXT-5)."""
    rules = outlook.rules(person)
    opens, closes = outlook.window(rules)
    leaves = person.leaves_on
    if person.status == "left":
        return "Fratrådt."
    if leaves and leaves < max(opens, outlook.today):
        return f"Fratrådt den {long_date(leaves)}."
    talk_on = _day_of_talk(person, outlook) if leaves else None
    if leaves and talk_on and leaves < talk_on:
        return f"Fratræder den {long_date(leaves)}, før samtalen."
    if person.employed_on and person.employed_on > closes:
        return f"Begynder først den {long_date(person.employed_on)}."
    outside = outside_round(person, rules, outlook.year)
    return f"{outside[0].upper()}{outside[1:]}." if outside else ""


def no_individual(person: Person, kind: TalkKind, outlook: Outlook) -> str:
    """Why somebody cannot have an individual talk of a kind."""
    if not outlook.rules(person).packet.get(kind):
        return not_held(kind, outlook)
    return "" if person.leader in outlook.roster.people else NO_LEADER


def no_group_talk(group: Group, outlook: Outlook) -> str:
    """Why a group cannot hold its talk, whoever takes part."""
    if not outlook.rules(outlook.stand_ins[group.id]).packet.get(group.kind):  # type: ignore[call-overload]
        return not_held(group.kind, outlook)
    return "" if group.leader in outlook.roster.people else NO_GROUP_LEADER


def nobody_in(group: Group, outlook: Outlook) -> str:
    """Why a group that could hold a talk has nobody to hold it with this year."""
    members = [person for person in outlook.members[group.id] if not away(person, outlook)]
    lately = [
        outlook.history.last_group_year[person.number] for person in members if outlook.too_soon(person)
    ]
    if not members or len(lately) < len(members):
        return NO_PARTICIPANTS
    every = outlook.rules(outlook.stand_ins[group.id]).group.every_years
    return f"Holdt gruppesamtale i {max(lately)}. Den næste kan holdes i {max(lately) + every}."


def not_held(kind: str, outlook: Outlook) -> str:
    """The municipality has no forms for the kind of talk."""
    return f"Samtaletypen {kind} er ikke sat op for {outlook.policy.name}."


def _day_of_talk(person: Person, outlook: Outlook) -> date | None:
    group = outlook.group_of(person)
    return person.talk_on or (outlook.group_day(group) if group else None)
