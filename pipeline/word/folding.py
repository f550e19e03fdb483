"""A template with all that is the same for everyone worked out beforehand, so that a fill is only what is one's own.

In: Jinja's syntax tree of a template, and what is known of the context. Out: the tree with known values printed, known
tests decided, and loops over known lists written out. It renders to exactly what the whole template renders to with the
whole context, or fails as that does: whatever is not known for certain is left for each fill.

The numbers of controls, `{% set n = ids() %}`, are counted too, up to the first that some forms have and others have not.

One surprise: of a dictionary wrapped in `Partly` only some keys are known. Anything else that is asked of it (how long
it is, whether it is equal, what its keys are) is unknown.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

from jinja2 import Environment, Undefined, nodes
from markupsafe import escape

_IDS = "ids"


class _Unknown(Exception):
    """It takes one person's context to tell."""


class Partly(dict[str, Any]):
    """Some keys of a dictionary whose other keys are each person's own."""

    def _unknown(self, *_: Any, **__: Any) -> NoReturn:
        raise _Unknown

    __missing__ = __len__ = __iter__ = __contains__ = __eq__ = __ne__ = __or__ = __repr__ = __str__ = _unknown
    __hash__ = keys = values = items = get = copy = _unknown  # type: ignore[assignment]


class Numbers:
    """The numbers that `ids()` gives, for as long as it is certain which: `next` is the first that is not folded."""

    def __init__(self) -> None:
        self.next = 1
        self._certain = True

    def take(self) -> int | None:
        """The next one, or None."""
        if not self._certain:
            return None
        self.next += 1
        return self.next - 1

    def leave(self, node: nodes.Node, back_to: int) -> None:
        """Leaves the counting to each fill where a statement that stays as it is has numbers in it."""
        if any(name.name == _IDS for name in node.find_all(nodes.Name)):
            self.next, self._certain = back_to, False


def fold(
    tree: nodes.Template,
    language: Environment,
    known: Mapping[str, Any],
    names: Collection[str],
    numbers: Numbers,
) -> list[nodes.Node] | None:
    """The body of the template under what is known. `names` are all those that it is given when it is rendered.

    The `numbers` are those of a form, for all its parts in their order. None for a template that sets one of the names
    itself, or has a `block`: what such a name means where, Jinja settles by the whole template.
    """
    loops = {id(name) for loop in tree.find_all(nodes.For) for name in _all_names(loop.target)}
    own = {name for name, node in _settings(tree) if id(node) not in loops}
    if own & {*names, *known, _IDS} or tree.find(nodes.Block):
        return None
    asked = sum(name.name == _IDS for name in tree.find_all(nodes.Name))
    if asked != sum(_takes_number(each) for each in tree.find_all(nodes.Assign)):
        numbers.leave(tree, numbers.next)
    # Only a name that nothing else is ever called stands for its number wherever it is printed.
    set_once = {name for name, times in Counter(name for name, _ in _settings(tree)).items() if times == 1}
    return _Folder(language, own, numbers, set_once).body(tree.body, known)


class _Folder:
    """One pass. `known` goes down with each call, since a loop may take a name for itself."""

    def __init__(self, language: Environment, own: set[str], numbers: Numbers, set_once: set[str]) -> None:
        self._language, self._own = language, own
        self._numbers, self._set_once = numbers, set_once

    def body(self, statements: Iterable[nodes.Node], known: Mapping[str, Any]) -> list[nodes.Node]:
        """Statements in a row."""
        folded: list[nodes.Node] = []
        for each in statements:
            if isinstance(each, nodes.Assign) and _takes_number(each) and (number := self._numbers.take()):
                assert isinstance(each.target, nodes.Name)
                folded.append(nodes.Assign(each.target, nodes.Const(number), lineno=each.lineno))
                known = {**known, each.target.name: number} if each.target.name in self._set_once else known
            else:
                folded += self._statement(each, known)
        return folded

    def _statement(self, node: nodes.Node, known: Mapping[str, Any]) -> Iterator[nodes.Node]:
        if isinstance(node, nodes.Output):
            yield nodes.Output([self._printed(each, known) for each in node.nodes], lineno=node.lineno)
        elif isinstance(node, nodes.If):
            yield from self._if(node, known)
        elif isinstance(node, nodes.For):
            yield from self._for(node, known)
        else:
            self._numbers.leave(node, self._numbers.next)
            yield node

    def _printed(self, expression: nodes.Expr, known: Mapping[str, Any]) -> nodes.Expr:
        """What is printed for the expression as finished text, or the expression itself."""
        if isinstance(expression, nodes.TemplateData):
            return expression
        try:
            value = self._value(expression, known)
            finalize = self._language.finalize
            text = escape(finalize(value) if finalize else value)
        except (_Unknown, TypeError):
            return expression
        return nodes.TemplateData(str(text), lineno=expression.lineno)

    def _if(self, node: nodes.If, known: Mapping[str, Any]) -> Iterator[nodes.Node]:
        """The branch that is taken, or the branches that may be."""
        branches: list[nodes.If] = []
        otherwise: Sequence[nodes.Node] = node.else_
        for branch in (node, *node.elif_):
            try:
                taken = self._is_true(_expression(branch.test), known)
            except _Unknown:
                branches.append(branch)
                continue
            if taken:
                otherwise = branch.body
                break
        if not branches:
            yield from self.body(otherwise, known)
            return
        self._numbers.leave(node, self._numbers.next)
        last = self.body(otherwise, known)
        first, *rest = (
            nodes.If(branch.test, self.body(branch.body, known), [], [], lineno=branch.lineno)
            for branch in branches
        )
        first.elif_, first.else_ = rest, last
        yield first

    def _for(self, node: nodes.For, known: Mapping[str, Any]) -> Iterator[nodes.Node]:
        """The loop written out, each turn in a scope of its own, or the loop."""
        targets = _names_in(node.target)
        inside = {name: value for name, value in known.items() if name not in targets and name != "loop"}
        first = self._numbers.next
        try:
            turns = [self._turn(node, {**inside, **bound}) for bound in self._bound(node, known)]
        except _Unknown:
            self._numbers.leave(node, first)
            body, otherwise = self.body(node.body, inside), self.body(node.else_, known)
            yield nodes.For(
                node.target, node.iter, body, otherwise, node.test, node.recursive, lineno=node.lineno
            )
            return
        yield from turns or [nodes.Scope(self.body(node.else_, known), lineno=node.lineno)]

    def _bound(self, node: nodes.For, known: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """What the loop's name stands for, turn by turn."""
        values = self._value(_expression(node.iter), known)
        if not isinstance(values, list | tuple) or not isinstance(node.target, nodes.Name):
            raise _Unknown
        # Jinja gives a name of the loop another meaning outside of it, where the template sets or uses it there too.
        if node.target.name in self._own or any(node.target.name in _names_in(each) for each in node.else_):
            raise _Unknown
        for value in values:
            bound = {node.target.name: value}
            if node.test is None or self._is_true(_expression(node.test), {**known, **bound}):
                yield bound

    def _turn(self, node: nodes.For, known: Mapping[str, Any]) -> nodes.Node:
        body = self.body(node.body, known)
        left = {"loop", *_names_in(node.target)}
        if node.recursive or any(left & _names_in(each) for each in body):
            raise _Unknown
        return nodes.Scope(body, lineno=node.lineno)

    def _is_true(self, test: nodes.Expr, known: Mapping[str, Any]) -> bool:
        value = self._value(test, known)
        if isinstance(value, Undefined):
            raise _Unknown
        return bool(value)

    def _value(self, expression: nodes.Expr, known: Mapping[str, Any]) -> Any:
        # Jinja joins with ~ otherwise when it works a value out beforehand than when it renders (3.1.6).
        if not _names_in(expression) <= known.keys() or any(
            isinstance(each, nodes.Call | nodes.Concat)
            for each in (expression, *expression.find_all(nodes.Expr))
        ):
            raise _Unknown
        try:
            value = _bound(expression, known).as_const()
        except nodes.Impossible as error:
            raise _Unknown from error
        if isinstance(value, Undefined | Partly):
            raise _Unknown
        return value


def _takes_number(node: nodes.Assign) -> bool:
    call = node.node
    return (
        isinstance(node.target, nodes.Name)
        and isinstance(call, nodes.Call)
        and isinstance(call.node, nodes.Name)
        and call.node.name == _IDS
        and not (call.args or call.kwargs or call.dyn_args or call.dyn_kwargs)
    )


def _expression(node: nodes.Node) -> nodes.Expr:
    """What Jinja declares to be any node, and makes an expression of: what a loop is over, and its test."""
    assert isinstance(node, nodes.Expr)
    return node


def _bound(node: Any, known: Mapping[str, Any]) -> Any:
    """The expression again, with what is known in the place of names; from such constants no code is written."""
    if isinstance(node, list):
        return [_bound(each, known) for each in node]
    if not isinstance(node, nodes.Node):
        return node
    if isinstance(node, nodes.Name):
        return nodes.Const(known[node.name], lineno=node.lineno, environment=node.environment)
    again = copy.copy(node)
    for field, value in node.iter_fields():
        setattr(again, field, _bound(value, known))
    return again


def _names_in(node: nodes.Node) -> set[str]:
    own = {node.name} if isinstance(node, nodes.Name) else set()
    return own | {each.name for each in node.find_all(nodes.Name)}


def _settings(tree: nodes.Template) -> Iterator[tuple[str, nodes.Node]]:
    """Each place where the template gives a name a value itself: by `set`, a loop, a macro."""
    yield from ((name.name, name) for name in tree.find_all(nodes.Name) if name.ctx != "load")
    yield from ((macro.name, macro) for macro in tree.find_all(nodes.Macro))


def _all_names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)
