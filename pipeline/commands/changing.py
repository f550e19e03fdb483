"""What a new roster does to the round, told before anything is written: to packets, and to what is owed.

In: the round, and a plan with its roster's changes. Out: each change with its effect. Nothing is written. One surprise:
a leader's new name stands in the forms of the staff; that effect stands at the leader, whose change it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from pipeline.commands.compared import Compared
from pipeline.commands.effects import Effect, effects_on_forms, effects_on_owing, together
from pipeline.commands.opening import Round
from pipeline.commands.outgoing import Planned
from pipeline.model import Change, Roster

_PRINTED = ("name", "details")
"""What others' forms say of a leader or a delegate."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change and its effect. Of somebody with several changes the effect of all stands at the first."""

    change: Change
    effect: Effect


def told_changes(round_: Round, planned: Planned) -> list[Told]:
    """What is new since the round's last roster, and what it does. Nothing where this is the first."""
    compared = planned.compared
    if compared is None or compared.before is None or not compared.changes:
        return []
    causes = causes_of(compared, compared.before)
    forms = effects_on_forms(round_, planned, causes.keys())
    owing = effects_on_owing(round_, planned, compared.before, causes.keys())
    effects: dict[str, list[Effect]] = defaultdict(list)
    for subject, cause in causes.items():
        effects[cause] += [forms[subject], owing[subject]]
    return [Told(change, together(effects.pop(change.subject, ()))) for change in compared.changes]


def causes_of(compared: Compared, before: Roster) -> dict[str, str]:
    """Whose forms and obligations may be touched, by employee number or group's id: and by whose change, perhaps theirs.

    Besides those who changed: whoever has a leader, delegate or group that did.
    """
    changed = {change.subject for change in compared.changes}
    printed = {change.person for change in compared.changes if change.what in _PRINTED}
    of_group = _causes_of_groups(compared, before, changed, printed)
    causes = of_group | {subject: subject for subject in changed}
    for number, person in compared.roster.people.items():
        near = [other for other in (person.leader, person.delegate) if other in printed]
        near += [of_group[person.group]] if person.group in of_group else []
        if near:
            causes.setdefault(number, near[0])
    return causes


def _causes_of_groups(
    compared: Compared, before: Roster, changed: Set[str], printed: Set[str]
) -> dict[str, str]:
    """The groups that may be touched: they changed, or their leader did, or somebody who is or was in them."""
    near: dict[str, list[str]] = {id: [id] if id in changed else [] for id in compared.roster.groups}
    for id, group in compared.roster.groups.items():
        near[id] += [group.leader] if group.leader in printed else []
    for person in (*compared.roster.people.values(), *before.people.values()):
        if person.group in near and person.number in changed:
            near[person.group].append(person.number)
    return {id: causes[0] for id, causes in near.items() if causes}


def change_row(told: Told) -> dict[str, Any]:
    """One change as `mus plan --changes --json` prints it."""
    change, effect = told.change, told.effect
    return {
        "change": change.what,
        "person": change.person,
        "group": change.group,
        "name": change.name,
        "was": change.was,
        "now": change.now,
        "forms_new": effect.new,
        "forms_anew": effect.anew,
        "forms_kept": effect.kept,
        "forms_out": effect.out,
        "obligations_new": effect.owed_new,
        "obligations_gone": effect.owed_gone,
        "obligations_changed": effect.owed_changed,
    }
