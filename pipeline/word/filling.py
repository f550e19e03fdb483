"""A template that is filled many times over with much the same: folded once it has been filled so often that it pays.

In: a template, and what all its copies have in common. Out: what the template itself gives for a context, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Template as Compiled
from jinja2 import nodes

from pipeline.word.dialect import FAILS, Part, ids_for
from pipeline.word.folding import Numbers, fold
from pipeline.word.template import Template

PAYS_AFTER = 200
"""Measured on Herlev's seven forms: to fold one and its skeleton takes 125 ms, and saves 0.6 ms of 0.95 at each fill."""
BELIEVED_AFTER = 10
"""So many are filled before it is believed that others are coming: most runs find all but a few forms made already."""
_SEAM = "\x00"
"""Between two parts. No value can hold one: XML forbids it, and it is taken out of what is printed."""


class Filler:
    """Fills a template for copies that share `known`."""

    def __init__(self, template: Template, known: Mapping[str, Any]) -> None:
        self._template, self._known = template, known
        self._fills = 0
        self._is_tried = False
        self._form: _Folded | None = None
        self._skeleton: _Folded | None = None

    def render(self, context: Mapping[str, Any], coming: int = 0) -> bytes:
        """The finished form, as `Template.render` gives it. `coming` is how many fills there may be in all."""
        self._fills += 1
        pays = self._fills >= PAYS_AFTER or (coming >= PAYS_AFTER and self._fills >= BELIEVED_AFTER)
        if pays and not self._is_tried:
            self._is_tried = True
            self._form = _folded(tuple(self._template.moving.values()), self._known, context)
            self._skeleton = _folded(self._template.bones.parts, self._known, context)
        if self._form is None:
            return self._template.render(context)
        return self._template.put_together(self._form.encoded(context))

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
    numbers = Numbers()
    for part in parts:
        folded = fold(language.parse(part.source), language, known, context, numbers)
        if folded is None:
            return None
        body += [nodes.Output([nodes.TemplateData(_SEAM)]), nodes.Scope(folded)]
    tree = nodes.Template(body, lineno=1)
    tree.set_environment(language).set_lineno(1)
    return _Folded(parts, Compiled.from_code(language, language.compile(tree), {}), numbers.next)


class _Folded:
    """Parts in one template: what Jinja needs for each template is needed once for all of them."""

    def __init__(self, parts: Sequence[Part], compiled: Compiled, first_id: int) -> None:
        self._parts, self._compiled, self._first_id = parts, compiled, first_id
        self._globals = parts[0].language.globals
        own = compiled.root_render_func.__code__.co_consts
        self._encoded = {text: text.encode(errors="ignore") for text in own if isinstance(text, str)}

    def render(self, context: Mapping[str, Any]) -> list[str]:
        """The text of each part. Raises UnreadableFile where the template's code fails."""
        try:
            texts = "".join(self._pieces(context)).split(_SEAM)[1:]
        except FAILS:
            texts = []
        return texts if len(texts) == len(self._parts) else self._one_by_one(context)

    def encoded(self, context: Mapping[str, Any]) -> list[bytes]:
        """The text of each part, encoded. Raises UnreadableFile where the template's code fails.

        Most of it are the template's own pieces, which are encoded once. Measured: 0.07 ms less of 0.38 a form.
        """
        encoded = self._encoded.get
        try:
            pieces = [encoded(piece) or piece.encode() for piece in self._pieces(context)]
            texts = b"".join(pieces).split(_SEAM.encode())[1:]
        except FAILS:
            texts = []
        if len(texts) == len(self._parts):
            return texts
        return [text.encode() for text in self._one_by_one(context)]

    def _pieces(self, context: Mapping[str, Any]) -> Iterator[str]:
        names = self._compiled.new_context({**self._globals, **ids_for(context, self._first_id)}, shared=True)
        return self._compiled.root_render_func(names)

    def _one_by_one(self, context: Mapping[str, Any]) -> list[str]:
        """Each part by itself, which tells which tag fails."""
        whole = ids_for(context)
        return [part.render(whole) for part in self._parts]
