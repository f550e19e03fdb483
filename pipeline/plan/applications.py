"""Applications to Den Kommunale Kompetencefond: one for each row of a returned plan that is marked for the fund.

An application is known by its plan row and its letter (KFA, KFB, …). Once issued it keeps both, and stays in the packet
it went out in, wherever the row is written next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import count

from pipeline.fund import advise, is_wanted
from pipeline.model import GROUP_KINDS, INDIVIDUAL_KINDS, Packet, Person, PlannedForm, PlanRow, TalkKey
from pipeline.plan.outlook import Outlook
from pipeline.topics import APPLICATION

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def with_applications(packets: Sequence[Packet], outlook: Outlook) -> Iterator[Packet]:
    """The packets, each with the applications that belong in it."""
    forms = dict(_placed(packets, outlook))
    for packet in packets:
        more = forms.get(packet.talk.key) if forms else None
        yield replace(packet, forms=(*packet.forms, *more)) if more else packet


def _placed(packets: Sequence[Packet], outlook: Outlook) -> Iterator[tuple[TalkKey, list[PlannedForm]]]:
    talks: dict[str, list[TalkKey]] = {}
    for packet in packets:
        if packet.talk.person in outlook.history.plan_rows:
            talks.setdefault(packet.talk.person, []).append(packet.talk.key)
    taken = _codes_taken(outlook)
    for number, keys in talks.items():
        person, rows = outlook.roster.people[number], outlook.history.plan_rows[number]
        yield from _of_person(person, rows, keys, taken[number], outlook)


def _codes_taken(outlook: Outlook) -> dict[str, set[str]]:
    """By employee, the letters of the applications that went out."""
    taken: dict[str, set[str]] = defaultdict(set)
    for (number, _), (_, code) in outlook.history.applications.items():
        taken[number].add(code)
    return taken


def _of_person(
    person: Person, rows: Sequence[PlanRow], keys: Sequence[TalkKey], taken: Set[str], outlook: Outlook
) -> Iterator[tuple[TalkKey, list[PlannedForm]]]:
    """The applications of one person by talk, in the order of the rows; none where no pool takes their agreement."""
    rules, issued = outlook.rules(person), outlook.history.applications
    if not rules.fund.offered or APPLICATION not in rules.forms:
        return
    free = (code for code in _codes() if code not in taken)
    found: dict[TalkKey, list[PlannedForm]] = {}
    for row in filter(is_wanted, rows):
        advice = advise(row, person, rules, outlook.today, rows)
        if not advice.eligible:
            continue
        key, code = issued.get((person.number, row.id), (_home(keys), ""))
        form = PlannedForm(APPLICATION, "both", code or next(free), advice.latest, row.id)
        found.setdefault(key if key in keys else _home(keys), []).append(form)
    yield from found.items()


def _home(keys: Sequence[TalkKey]) -> TalkKey:
    """The talk an application goes out with: the individual one of the year, else the first there is."""
    individual = [key for key in keys if key[2] in INDIVIDUAL_KINDS]
    together = [key for key in keys if key[2] in GROUP_KINDS]
    return [*individual, *together, *keys][0]


def _codes() -> Iterator[str]:
    """KFA to KFZ, then KGA, …"""
    for number in count():
        yield f"K{_LETTERS[5 + number // 26]}{_LETTERS[number % 26]}"
