"""Made-up people and groups that a template is tried on, and what their copies look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.catalog.variants import Variant
from pipeline.context import form_context, rows_of, specimen_day, specimen_person, steps_of
from pipeline.model import GROUP_KINDS, Group, Issued, Person, PlanRow, Talk
from pipeline.policy import Policy
from pipeline.word.template import Template

_YEAR = 2026
_NUMBER, _LEADER, _DELEGATE = "0000", "0001", "0002"
_GROUP = Group("G0", "Prøvegruppen")


def render_specimen(
    template: Template, variant: Variant, policy: Policy, shared: Mapping[str, Any], *, bare: bool = False
) -> bytes:
    """The form issued to somebody made up, about whom everything is known; `bare` takes somebody new of whom little
    is, undated, with a delegate: other code of the template runs then. Raises UnreadableFile where it fails."""
    return template.render(_context(template, variant, policy, shared, bare))


def specimen_skeleton(template: Template, variant: Variant, policy: Policy, shared: Mapping[str, Any]) -> str:
    """The skeleton of a made-up person's form: much like everybody's, and with nobody's name in it."""
    return template.skeleton(_context(template, variant, policy, shared, bare=False))


def _context(
    template: Template, variant: Variant, policy: Policy, shared: Mapping[str, Any], bare: bool
) -> dict[str, Any]:
    group = _GROUP if variant.of_group or variant.kind in GROUP_KINDS else None
    subject = specimen_person() if not variant.of_group else Person(_GROUP.id, _GROUP.name)
    talk = Talk(
        "" if variant.of_group else _NUMBER,
        variant.kind,
        _YEAR,
        _LEADER,
        specimen_day(_YEAR),
        group=_GROUP.id if group else "",
    )
    issued = Issued(
        form_id=f"{variant.form}-specimen",
        form=variant.form,
        kind=variant.kind,
        year=_YEAR,
        person=talk.person,
        person_name=subject.name,
        leader=_LEADER,
        audience=variant.audience,
        path="",
        issued_on=specimen_day(_YEAR),
        group=talk.group,
    )
    last_time = [] if bare else [PlanRow(_NUMBER, "maal", "abcd", _YEAR - 1, "", {})]
    rows = rows_of(issued.form_id, template.tables, last_time)
    delegate = None
    if bare:
        talk = replace(talk, planned_on=None)
        subject = Person(subject.number, subject.name, mandate="Alt")
        delegate = None if variant.of_group else specimen_person(_DELEGATE)
    leader = specimen_person(_LEADER)
    names = [] if bare or not group else [specimen_person().name]
    return form_context(
        shared,
        steps_of(policy, talk, issued.issued_on),
        issued,
        talk,
        subject,
        leader,
        delegate,
        rows,
        group=group,
        participants=names,
    )
