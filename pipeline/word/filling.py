"""A template that is filled many times over with much the same: folded once it has been filled so often that it pays.

In: a template, and what all its copies have in common. Out: what the template itself gives for a context, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Template as Compiled
from jinja2 import nodes

from pipeline.word.dialect import FAILS, Ids, Part
from pipeline.word.folding import fold
from pipeline.word.template import Template

PAYS_AFTER = 300
"""Measured on Herlev's seven forms: to fold one and its skeleton takes 88 ms, and saves 0.27 ms of 0.43 at each fill."""
_SEAM = "\x00"
"""Between two parts. No value can hold one: XML forbids it, and it is taken out of what is printed."""


class Filler:
    """Fills a template for copies that share `known`."""

    def __init__(self, template: Template, known: Mapping[str, Any]) -> None:
        self._template, self._known = template, known
        self._fills = 0
        self._form: _Folded | None = None
        self._skeleton: _Folded | None = None

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The finished form, as `Template.render` gives it."""
        self._fills += 1
        if self._fills == PAYS_AFTER:
            self._form = _folded(tuple(self._template.moving.values()), self._known, context)
            self._skeleton = _folded(self._template.bones.parts, self._known, context)
        if self._form is None:
            return self._template.render(context)
        return self._template.put_together(self._form.render({**context, "ids": Ids()}))

    def skeleton(self, context: Mapping[str, Any]) -> str:
        """The skeleton of the form this context gives, as `Template.skeleton` does."""
        bones = self._template.bones
        return (
            bones.render(context) if self._skeleton is None else bones.joined(self._skeleton.render(context))
        )


def _folded(parts: Sequence[Part], known: Mapping[str, Any], context: Mapping[str, Any]) -> _Folded | None:
    """The parts folded into one template, or None where that cannot be done for certain."""
    language = parts[0].language
    body: list[nodes.Node] = []
    for part in parts:
        folded = fold(language.parse(part.source), language, known, context)
        if folded is None:
            return None
        body += [nodes.Output([nodes.TemplateData(_SEAM)]), nodes.Scope(folded)]
    tree = nodes.Template(body, lineno=1)
    tree.set_environment(language).set_lineno(1)
    return _Folded(parts, Compiled.from_code(language, language.compile(tree), {}))


class _Folded:
    """Parts in one template: what Jinja needs for each template is needed once for all of them."""

    def __init__(self, parts: Sequence[Part], compiled: Compiled) -> None:
        self._parts, self._compiled = parts, compiled
        self._globals = parts[0].language.globals

    def render(self, context: Mapping[str, Any]) -> list[str]:
        """The text of each part. Raises UnreadableFile where the template's code fails."""
        names = self._compiled.new_context({**self._globals, **context}, shared=True)
        try:
            texts = "".join(self._compiled.root_render_func(names)).split(_SEAM)[1:]
        except FAILS:
            texts = []
        if len(texts) == len(self._parts):
            return texts
        whole = {**context, "ids": Ids()}  # each part by itself tells which tag fails
        return [part.render(whole) for part in self._parts]
