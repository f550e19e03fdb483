"""The catalog itself: templates ready to fill, and each form as one kind of packet gets it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pipeline.catalog.specimens import render_specimen, specimen_skeleton
from pipeline.catalog.variants import Variant
from pipeline.context import copy_context, policy_context, steps_of
from pipeline.identity import layout_digest
from pipeline.model import FieldKind, Layout, Talk
from pipeline.policy import Policy
from pipeline.problems import Problem
from pipeline.word.filling import Filler
from pipeline.word.folding import Partly
from pipeline.word.layout import layout_of
from pipeline.word.template import Template

_TOPICS = re.compile(r"\btopics\b")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A variant ready to issue: its fields, their digest, the context all its copies share, and what fills them."""

    layout: Layout
    digest: str
    shared: Mapping[str, Any]
    filler: Filler = field(repr=False, compare=False)
    _steps: dict[object, list[dict[str, str]]] = field(default_factory=dict, repr=False, compare=False)

    def steps(self, policy: Policy, talk: Talk, issued_on: date) -> list[dict[str, str]]:
        """`steps_of` the talk, worked out once for all talks on one day."""
        day = talk.planned_on, issued_on, talk.year, talk.after_group, bool(talk.group), bool(talk.person)
        if day not in self._steps:
            self._steps[day] = steps_of(policy, talk, issued_on)
        return self._steps[day]


@dataclass(slots=True)
class Catalog:
    """A municipality's forms in a year. `policy` is the whole municipality's; a unit's own is asked for by talk.

    What a variant looks like is found out when it is first asked for and then kept in `fits`: there are as many as
    there are ways to choose questions, and a round needs few of them. `found` are the problems of all forms, None as
    long as they have not been tried out.
    """

    policy: Policy
    year: int
    templates: Mapping[str, Template]
    fits: dict[Variant, Fitted] = field(default_factory=dict, repr=False, compare=False)
    found: list[Problem] | None = field(default=None, compare=False)
    _shared: dict[Variant, str] = field(default_factory=dict, repr=False, compare=False)
    _by_layout: dict[str, tuple[Variant, Policy]] = field(default_factory=dict, repr=False, compare=False)

    def fitted(self, variant: Variant, policy: Policy) -> Fitted:
        """The variant under the rules of its unit. Raises UnreadableFile where the template fails."""
        fitted = self.fits.get(variant)
        if fitted is None:
            fitted = self.fits[variant] = self._fit(variant, policy)
        self._by_layout.setdefault(fitted.digest, (variant, policy))
        return fitted

    def shared_digest(self, variant: Variant, policy: Policy) -> str:
        """The digest of the context that all copies of the variant share. No template is needed for it."""
        if variant not in self._shared:
            shared = shared_by(variant, policy, self.year)
            self._shared[variant] = hashlib.sha256(repr(shared).encode()).hexdigest()
        return self._shared[variant]

    def _fit(self, variant: Variant, policy: Policy) -> Fitted:
        template = self.templates[variant.form]
        if variant.topics and not asks_topics(template):
            alike = self.fitted(replace(variant, topics=()), policy)
            return _fitted(alike.layout, template, shared_by(variant, policy, self.year))
        return fit(template, variant, policy, self.year)[0]

    def kept_with(self, digest: str) -> tuple[Layout, str]:
        """What the store keeps of a layout that a form was fitted to: its fields, and a made-up person's skeleton of it.

        That skeleton is much like everybody's, with nobody's name in it.
        """
        variant, policy = self._by_layout[digest]
        fitted = self.fits[variant]
        skeleton = specimen_skeleton(self.templates[variant.form], variant, policy, fitted.shared)
        return fitted.layout, skeleton

    @property
    def layouts(self) -> Mapping[Variant, Layout]:
        """The fields of every variant found out so far."""
        return {variant: fitted.layout for variant, fitted in self.fits.items()}


def fit(template: Template, variant: Variant, policy: Policy, year: int) -> tuple[Fitted, bytes]:
    """The variant, and the specimen it was found out from. Raises UnreadableFile where the template fails."""
    shared = shared_by(variant, policy, year)
    document = render_specimen(template, variant, policy, shared)
    return _fitted(layout_in(document, variant.form, policy), template, shared), document


def _fitted(layout: Layout, template: Template, shared: Mapping[str, Any]) -> Fitted:
    known = {**shared, "form": Partly(shared["form"]), "talk": Partly(shared["talk"])}
    return Fitted(layout, layout_digest(layout), shared, Filler(template, known))


def shared_by(variant: Variant, policy: Policy, year: int) -> dict[str, Any]:
    """The context that all copies of a variant share; of »form« and »talk« each copy has more."""
    return {
        **policy_context(policy, variant.kind, variant.packet, variant.topics),
        **copy_context(policy, year, variant.kind, variant.form, variant.audience, variant.of_group),
    }


def asks_topics(template: Template) -> bool:
    """Whether a template's fields may depend on the topics."""
    return any(_TOPICS.search(part.source) for part in template.moving.values())


def layout_in(document: bytes, form: str, policy: Policy) -> Layout:
    """The fields of a form as issued."""
    return layout_of(document, form, typed_fields(policy), policy.forms[form].privacy_of)


def typed_fields(policy: Policy) -> dict[str, FieldKind]:
    """Which text controls hold an amount or a number, by the last part of their key: Word has no such control."""
    amounts: dict[str, FieldKind] = dict.fromkeys(policy.fields.amount, "amount")
    return amounts | dict.fromkeys(policy.fields.number, "number")
