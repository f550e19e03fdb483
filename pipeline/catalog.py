"""forms/ made sound: templates compiled, policy resolved, and the field list of every form the round issues.

In: a forms folder and a municipality. Out: a `Catalog`, or the problems that stand in the way. A template is
judged by what it renders to, with the same code that reads a returned form, so a form that passes can be read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.context import form_context, policy_context, rows_of, specimen_day, specimen_person
from pipeline.identity import layout_digest
from pipeline.model import (
    IDENTITY_KEYS,
    Audience,
    Field,
    FieldKind,
    Issued,
    Layout,
    Person,
    PlanRow,
    Talk,
    TalkKind,
)
from pipeline.policy import PacketForm, Policy, logo_of, read_policy
from pipeline.problems import Problem, UnreadableFile, file_place
from pipeline.problems.templates import (
    template_bad_key,
    template_key_twice,
    template_lacks_field,
    template_lost_field,
    template_wrong_kind,
)
from pipeline.word.layout import field_key, layout_of, tags_of
from pipeline.word.prepare import bookmark_name
from pipeline.word.template import Template, compile_template

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


@dataclass(frozen=True, slots=True)
class Variant:
    """A form as one audience gets it at one kind of talk: everything of it that is the same for everyone."""

    form: str
    kind: TalkKind
    audience: Audience


@dataclass(frozen=True, slots=True)
class Catalog:
    """A municipality's forms, ready to issue. `layouts` are by variant, `shared` the context all of a kind share."""

    policy: Policy
    templates: Mapping[str, Template]
    layouts: Mapping[Variant, Layout]
    digests: Mapping[Variant, str]
    shared: Mapping[TalkKind, Mapping[str, object]]


def read_catalog(forms: Path, slug: str) -> tuple[Catalog | None, list[Problem]]:
    """The catalog of one municipality, or None where a blocking problem stands in the way."""
    policy, problems = read_policy(forms, slug)
    if policy is None:
        return None, problems
    templates, more = _compile(forms, policy)
    problems += more
    if any(problem.blocks for problem in problems):
        return None, problems
    kinds: list[TalkKind] = list(policy.topics)
    shared = {
        kind: policy_context(policy, kind, [row.form for row in _packet(policy, kind)]) for kind in kinds
    }
    layouts: dict[Variant, Layout] = {}
    for kind in kinds:
        for packet in _packet(policy, kind):
            variant = Variant(packet.form, kind, packet.audience)
            layout, found = _try_out(templates[packet.form], variant, policy, shared[kind])
            problems += found
            if layout:
                layouts[variant] = layout
    if any(problem.blocks for problem in problems):
        return None, list(dict.fromkeys(problems))
    digests = {variant: layout_digest(layout) for variant, layout in layouts.items()}
    return Catalog(policy, templates, layouts, digests, shared), list(dict.fromkeys(problems))


def _packet(policy: Policy, kind: TalkKind) -> tuple[PacketForm, ...]:
    return policy.packet.get(kind, ())


def _compile(forms: Path, policy: Policy) -> tuple[dict[str, Template], list[Problem]]:
    logo = path.read_bytes() if (path := logo_of(forms, policy)) else None
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(row.form for rows in policy.packet.values() for row in rows):
        try:
            path = forms / f"{name}.docx"
            templates[name] = compile_template(path, policy.look.accent, policy.look.tint, logo)
        except UnreadableFile as error:
            problems.append(error.problem)
    return templates, problems


def _try_out(
    template: Template, variant: Variant, policy: Policy, shared: Mapping[str, object]
) -> tuple[Layout | None, list[Problem]]:
    """Issues the form to made-up people, and lists the fields the first one got."""
    person, talk = specimen_person(), Talk("0000", variant.kind, 2026, "0001", specimen_day(2026))
    issued = Issued(
        form_id=f"{variant.form}-specimen",
        form=variant.form,
        kind=variant.kind,
        year=2026,
        person=person.number,
        person_name=person.name,
        leader="0001",
        audience=variant.audience,
        path="",
        issued_on=specimen_day(2026),
    )
    rows = rows_of(issued.form_id, template.tables, [PlanRow("0000", "maal", "abcd", 2025, "", {})])
    # And to somebody of whom little is known, in a first year, undated, with a delegate: other code runs then.
    barest = Person(person.number, person.name, mandate="Alt")
    undated, no_rows = replace(talk, planned_on=None), rows_of(issued.form_id, template.tables, [])
    leader, delegate = specimen_person("0001"), specimen_person("0002")
    try:
        document = template.render(form_context(shared, policy, issued, talk, person, leader, None, rows))
        template.render(form_context(shared, policy, issued, undated, barest, leader, delegate, no_rows))
    except UnreadableFile as error:
        return None, [error.problem]
    tags = tags_of(document)
    rule = policy.forms[variant.form]
    layout = layout_of(document, variant.form, typed_fields(policy), rule.privacy_of)
    problems = [*_key_problems(template.path, tags), *_lacking(template, variant, policy, tags)]
    for field in layout.fields:
        wanted = _wanted_kind(field)
        if field.kind != wanted:
            place = file_place(template.path, field.key)
            problems.append(template_wrong_kind(place, field.key, rule.title, wanted, field.kind))
    return layout, problems


def _wanted_kind(field: Field) -> FieldKind:
    """The kind that the pipeline reckons with, or the one it has."""
    dated = field.privacy == "fact" and field.column.endswith("_dato")
    return "date" if dated else _KINDS.get(field.column, field.kind)


def lost_fields(catalog: Catalog, shipped: Path) -> list[Problem]:
    """Notes on the fields that the shipped templates would give this municipality, and its own do not.

    Only a comparison tells: what nothing needs may also have been taken out on purpose.
    """
    problems: list[Problem] = []
    policy = catalog.policy
    for variant, layout in catalog.layouts.items():
        template = compile_template(shipped / f"{variant.form}.docx")
        original, _ = _try_out(template, variant, policy, catalog.shared[variant.kind])
        assert original is not None, "a shipped template renders"
        own, rule = layout.by_key(), policy.forms[variant.form]
        path = catalog.templates[variant.form].path
        problems += [
            template_lost_field(file_place(path, field.key), field.key, rule.title, field.title)
            for field in original.fields
            if field.key not in own
        ]
    return list(dict.fromkeys(problems))


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
    rule = policy.forms[variant.form]
    found = {field_key(tag) for tag in tags}
    wanted = [*IDENTITY_KEYS, *policy.needed_keys(variant.form)]
    lacking = [key for key in wanted if key not in found]
    loop, answers = _answers(variant, policy)
    lost = [key for key in answers if key not in found]
    # A loop that is gone is one control to put back, whatever it asked.
    lacking += [loop] if len(lost) == len(answers) > 1 else lost
    return [template_lacks_field(file_place(template.path, key), key, rule.title, found) for key in lacking]


def _answers(variant: Variant, policy: Policy) -> tuple[str, list[str]]:
    """The keys a form has because of the policy's topics, and the tag of the control they all come from."""
    topics = policy.topics[variant.kind]
    if variant.form == "skema":
        return "{{ question.id }}", [question.id for topic in topics for question in topic.questions]
    if variant.form == "referat":
        return "emne_{{ topic.key }}", [f"emne_{topic.key}" for topic in topics if topic.in_minutes]
    return "", []


def typed_fields(policy: Policy) -> dict[str, FieldKind]:
    """Which text controls hold an amount or a number, by the last part of their key: Word has no such control."""
    amounts: dict[str, FieldKind] = dict.fromkeys(policy.fields.amount, "amount")
    return amounts | dict.fromkeys(policy.fields.number, "number")
