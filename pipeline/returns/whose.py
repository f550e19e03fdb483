"""Whose form a file is: the id it bears, and the person its head speaks of. The two must agree, or nothing is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pipeline.answers.returned import Returned
from pipeline.identity import form_ids_in, verifies
from pipeline.kinds import folded, same_person
from pipeline.model import EMPLOYEE_NAME, EMPLOYEE_NUMBER, Issued
from pipeline.problems import Place, Problem
from pipeline.problems.judging import (
    no_form_id,
    other_person,
    papers_destroyed,
    person_not_shown,
    row_of_another_form,
    two_forms,
    unknown_form_id,
)
from pipeline.returns.known import Known


def form_of(returned: Returned, known: Known, place: Place) -> tuple[Issued | None, list[Problem]]:
    """The form this is by its id, or why that is in doubt. Every place that bears an id must bear the same one."""
    ids = list(dict.fromkeys(form_id for text in returned.id_texts for form_id in form_ids_in(text)))
    if not ids:
        return None, [no_form_id(place)]
    if len(ids) > 1:
        return None, [two_forms(place)]
    issued = known.issued(ids[0])
    if known.destroyed(ids[0]):
        return None, [papers_destroyed(place)]
    if issued is None or not verifies(known.key, known.policy.slug, issued):
        return None, [unknown_form_id(place)]
    return issued, []


def head_problem(heads: Mapping[str, str], issued: Issued, place: Place) -> Problem | None:
    """What is wrong with the number and name in the head of a form, each "" where it is not shown; None if they fit.

    Somebody may have changed name since the form went out: any name it was issued under is theirs. A group's own form
    bears the group's id and name in their place. A name that is shortened fits only beside the number.
    """
    number, name = folded(heads.get(EMPLOYEE_NUMBER, "")), heads.get(EMPLOYEE_NAME, "").strip()
    if number and number != folded(issued.person or issued.group):
        return other_person(Place(place.file, EMPLOYEE_NUMBER))
    likeness = _likeness(name, issued)
    if likeness == "other":
        return other_person(Place(place.file, EMPLOYEE_NAME))
    return None if number or likeness == "same" else person_not_shown(place)


def foreign_row(returned: Returned, own: Mapping[str, Collection[str]], place: Place) -> Problem | None:
    """A row that bears the id of another form's row. `own` are the row ids the form went out with, by table.

    A row's id is made from its form's, or came with last year's goal; one copied within the form keeps its own.
    """
    for mark in returned.marks:
        table, _, rest = mark.key.partition("/")
        row, _, column = rest.partition("/")
        if column and table in own and row not in own[table]:
            return row_of_another_form(Place(place.file, f"{table}/{row}"))
    return None


def _likeness(name: str, issued: Issued) -> str:
    """How like the name in the head is to one the form was issued under: same, unclear or other; "" without one."""
    if not name:
        return ""
    mine = (issued.person_name, *issued.former_names)
    if folded(name) in map(folded, mine):
        return "same"
    found = {same_person(name, known) for known in mine}
    return next(outcome for outcome in ("same", "unclear", "other") if outcome in found)
