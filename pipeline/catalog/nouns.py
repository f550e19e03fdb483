"""The catalog itself: templates ready to fill, and each form as one kind of packet gets it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.catalog.specimens import render_specimen, specimen_skeleton
from pipeline.catalog.variants import Variant
from pipeline.context import policy_context
from pipeline.identity import layout_digest
from pipeline.model import FieldKind, Layout
from pipeline.policy import Policy
from pipeline.word.layout import layout_of
from pipeline.word.template import Template

_TOPICS = re.compile(r"\btopics\b")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A variant ready to issue: its fields, their digest, and the context all its copies share."""

    layout: Layout
    digest: str
    shared: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Catalog:
    """A municipality's forms in a year. `policy` is the whole municipality's; a unit's own is asked for by talk.

    What a variant looks like is found out when it is first asked for and then kept in `fits`: there are as many as
    there are ways to choose questions, and a round needs few of them.
    """

    policy: Policy
    year: int
    templates: Mapping[str, Template]
    fits: dict[Variant, Fitted] = field(default_factory=dict, repr=False, compare=False)

    def fitted(self, variant: Variant, policy: Policy) -> Fitted:
        """The variant under the rules of its unit. Raises UnreadableFile where the template fails."""
        if variant not in self.fits:
            self.fits[variant] = self._fit(variant, policy)
        return self.fits[variant]

    def _fit(self, variant: Variant, policy: Policy) -> Fitted:
        template = self.templates[variant.form]
        if variant.topics and not asks_topics(template):
            alike = self.fitted(replace(variant, topics=()), policy)
            return replace(alike, shared=shared_by(variant, policy))
        return fit(template, variant, policy)[0]

    def specimen_skeleton(self, variant: Variant, policy: Policy) -> str:
        """The skeleton of a made-up person's copy of the variant: much like everybody's, with nobody's name in it."""
        shared = self.fitted(variant, policy).shared
        return specimen_skeleton(self.templates[variant.form], variant, policy, shared)

    @property
    def layouts(self) -> Mapping[Variant, Layout]:
        """The fields of every variant found out so far."""
        return {variant: fitted.layout for variant, fitted in self.fits.items()}


def fit(template: Template, variant: Variant, policy: Policy) -> tuple[Fitted, bytes]:
    """The variant, and the specimen it was found out from. Raises UnreadableFile where the template fails."""
    shared = shared_by(variant, policy)
    document = render_specimen(template, variant, policy, shared)
    layout = layout_in(document, variant.form, policy)
    return Fitted(layout, layout_digest(layout), shared), document


def shared_by(variant: Variant, policy: Policy) -> dict[str, Any]:
    """The context that all copies of a variant share."""
    return policy_context(policy, variant.kind, variant.packet, variant.topics)


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
