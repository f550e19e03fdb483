"""What is wrong with a form that renders: keys that cannot be, fields that are missing or of the wrong kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.catalog.variants import Variant
from pipeline.model import IDENTITY_KEYS, Field, FieldKind, Layout
from pipeline.policy import Policy
from pipeline.problems import Problem, file_place
from pipeline.problems.templates import (
    template_bad_key,
    template_key_twice,
    template_lacks_field,
    template_wrong_kind,
)
from pipeline.word.layout import field_key
from pipeline.word.prepare import bookmark_name
from pipeline.word.template import Template

_KEY = re.compile(r"[a-z](?:_?[a-z0-9])*(?:/[a-z0-9]+(?:_[a-z0-9]+)*)*")
_KINDS: Mapping[str, FieldKind] = {
    "referent": "choice",
    "godkendt_af": "choice",
    "opfoelgning_form": "choice",
    "forberedt": "check",
    "frist": "date",
    "fond": "check",
}
"""The kind a control must have, by the last part of its key; so must a fact that is a date. Text is no fact."""
_BOOKMARK_LIMIT = 40  # Word: a bookmark's name holds at most 40 characters.


def problems_in(
    template: Template, variant: Variant, policy: Policy, layout: Layout, tags: Sequence[str]
) -> list[Problem]:
    """Everything wrong with a form as issued: `layout` are its fields, `tags` its controls one by one."""
    problems = [*_key_problems(template.path, tags), *_lacking(template, variant, policy, tags)]
    title = policy.forms[variant.form].title
    for field in layout.fields:
        wanted = _wanted_kind(field)
        if field.kind != wanted:
            place = file_place(template.path, field.key)
            problems.append(template_wrong_kind(place, field.key, title, wanted, field.kind))
    return problems


def _wanted_kind(field: Field) -> FieldKind:
    """The kind that the pipeline reckons with, or the one it has."""
    dated = field.privacy == "fact" and field.column.endswith("_dato")
    return "date" if dated else _KINDS.get(field.column, field.kind)


def _key_problems(path: Path, tags: Sequence[str]) -> list[Problem]:
    place = file_place(path)
    problems = []
    for tag in dict.fromkeys(tags):
        if not _KEY.fullmatch(tag) or len(bookmark_name(tag)) > _BOOKMARK_LIMIT:
            problems.append(template_bad_key(place, tag))
        elif tags.count(tag) > 1:
            problems.append(template_key_twice(place, tag))
    return problems


def _lacking(template: Template, variant: Variant, policy: Policy, tags: Sequence[str]) -> list[Problem]:
    title = policy.forms[variant.form].title
    found = {field_key(tag) for tag in tags}
    wanted = [*IDENTITY_KEYS, *_needed(variant, policy)]
    lacking = [key for key in wanted if key not in found]
    loop, answers = _answers(variant, policy)
    lost = [key for key in answers if key not in found]
    # A loop that is gone is one control to put back, whatever it asked.
    lacking += [loop] if len(lost) == len(answers) > 1 else lost
    return [template_lacks_field(file_place(template.path, key), key, title, found) for key in lacking]


def _needed(variant: Variant, policy: Policy) -> tuple[str, ...]:
    """The keys the form must have; the rules about minutes ask nothing of the kinds of talk they do not hold for."""
    if variant.form == "referat" and variant.kind not in policy.minutes.kinds:
        return policy.forms[variant.form].needs
    return policy.needed_keys(variant.form)


def _answers(variant: Variant, policy: Policy) -> tuple[str, list[str]]:
    """The keys a form has because of topics and questions, and the tag of the control they all come from."""
    topics = variant.topics
    if variant.form == "skema":
        return "{{ question.id }}", [question.id for topic in topics for question in topic.questions]
    if variant.form == "referat":
        return "emne_{{ topic.key }}", [f"emne_{topic.key}" for topic in topics if topic.in_minutes]
    if variant.form == "spoergsmaal":
        asked = [question.id for theme in policy.to_choose(variant.kind) for question in theme.questions]
        return "valg_{{ question.id }}", [f"valg_{id}" for id in asked]
    return "", []
