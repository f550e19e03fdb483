"""Jinja as the templates speak it: sandboxed, strict, and with a place for every mistake.

In: one part's XML after docxtpl's pass. Out: a `Part` that renders, or UnreadableFile with what HR can mend.

One surprise: Word writes a part on one line, so Jinja's line numbers say nothing. After a mistake the same
source is tried once more with every tag on a line of its own; then the line is the tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from types import TracebackType
from typing import Any

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from pipeline.problems import Place, Problem, UnreadableFile
from pipeline.problems.templates import template_fails, template_filter, template_name, template_syntax

# What template code can end in: Jinja's own errors, and those of the Python operations it does (measured, 3.1.6).
FAILS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)

# XML 1.0 forbids these; one of them in a cell makes Word refuse the whole file.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_BEFORE_TAG = re.compile(r"(?=\{[{%])")
_BLOCK = re.compile(
    r"\{%[-+]?\s*(?P<end>end)?(?P<name>for|if|macro|call|filter|with|autoescape|set)\b(?P<rest>.*)"
)
_UNKNOWN = re.compile(r"(?:has no attribute '(\w+)'|^'(\w+)' is undefined)$")
_NOT_CLOSED = re.compile("Unexpected end of template|Encountered unknown tag '(end|el)")
_NO_FILTER = re.compile(r"^No (filter|test) named '([^']+)'")
_SHOWN = 60


FIRST_IN_ROWS = 1_000_001
"""The first number of a control in a row: beyond all that the others of a form can need."""


class Ids:
    """The numbers of a form's controls, each once."""

    def __init__(self, first: int = 1) -> None:
        self.next = count(first).__next__

    def __call__(self) -> int:
        """The next one."""
        return self.next()


def ids_for(context: Mapping[str, Any], first: int = 1) -> dict[str, Any]:
    """The context of one form, with numbers for its controls: `ids()` and, in the rows of a table, `row_ids()`.

    Two, because how many rows a form has is its own: they move the numbers of nothing else.
    """
    return {**context, "ids": Ids(first), "row_ids": Ids(FIRST_IN_ROWS)}


class _Writer(CodeGenerator):
    """Jinja's own, but a value is printed by one call instead of two; `jinja2.nativetypes` does it the same way.

    Measured, with the short ways of `_Sandbox`: Herlev's forms are rendered in 0.29 ms instead of 1.10.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.printed(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


class _Sandbox(SandboxedEnvironment):
    """Template code can reach Python otherwise (docxtpl #549, #632). A power may take hours to reckon."""

    intercepted_binops = frozenset({"**"})
    code_generator_class = _Writer

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"the operator {operator} is not for templates")

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An entry of a dictionary at once, where Jinja looks for an attribute first."""
        if type(obj) is dict and attribute in obj and attribute not in _OF_EVERY_DICT:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """The numbers of controls at once: they are our own, and there are sixty in a form."""
        if type(__obj) is Ids:
            return __obj.next()
        return super().call(__context, __obj, *args, **kwargs)

    @staticmethod
    def printed(value: object) -> str:
        """The value as it stands in the XML."""
        if type(value) is int:
            return str(value)
        return _printed_text(value) if type(value) is str else str(escape(_word_text(value)))


_OF_EVERY_DICT = frozenset(dir(dict))


def template_language() -> SandboxedEnvironment:
    """The language itself. Strict: an unknown name would print as nothing. Autoescape: an & would vanish."""
    return _Sandbox(
        autoescape=True, undefined=StrictUndefined, finalize=_word_text, keep_trailing_newline=True
    )


@lru_cache(maxsize=4096)
def _printed_text(text: str) -> str:
    """A text in the XML. Most texts of a form stand there several times."""
    return str(escape(_word_text(text)))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a template, compiled. `place` names the file and the part in problems."""

    place: Place
    source: str
    language: SandboxedEnvironment
    _compiled: Template = field(repr=False)

    @classmethod
    def compile(cls, source: str, place: Place, language: SandboxedEnvironment) -> Part:
        """The part ready to render. Raises UnreadableFile for what is no Jinja."""
        try:
            return cls(place, source, language, language.from_string(source))
        except TemplateSyntaxError as error:
            raise UnreadableFile(_misspelt(source, place, language, error)) from error
        except (SyntaxError, *FAILS) as error:  # Python's own limits, such as twenty blocks in one another
            raise UnreadableFile(template_fails(place, "")) from error

    def render(self, context: Mapping[str, Any]) -> str:
        """The finished XML. Raises UnreadableFile where the template's code fails."""
        try:
            return self._compiled.render(context)
        except FAILS as error:
            raise UnreadableFile(self._failed(error, context)) from error

    def _failed(self, error: BaseException, context: Mapping[str, Any]) -> Problem:
        unknown = _UNKNOWN.search(str(error)) if isinstance(error, UndefinedError) else None
        name = (unknown.group(1) or unknown.group(2)) if unknown else ""
        if name and name in self.source:
            known = set(context)
            for value in context.values():
                known.update(value if isinstance(value, dict) else ())
            return template_name(self.place, name, known)
        return _no_filter(self.place, str(error), self.language) or template_fails(
            self.place, self._failing_tag(context)
        )

    def _failing_tag(self, context: Mapping[str, Any]) -> str:
        lines = _one_tag_a_line(self.source)
        try:
            self.language.from_string("\n".join(lines)).render(context)
        except FAILS as error:
            return _tag_of(lines, next(reversed([0, *_template_lines(error.__traceback__)])))
        return ""


def _word_text(value: object) -> object:
    """What a printed value becomes inside w:t: no forbidden characters, and a line break for each newline.

    Anything but text and numbers, such as a whole person, is no value to print.
    """
    if isinstance(value, Markup | int | float | Undefined):
        return value
    if not isinstance(value, str):
        raise TypeError("only text and numbers can be printed")
    lines = _LINE_END.split(_FORBIDDEN.sub("", value))
    return _BREAK.join(escape(line) for line in lines) if len(lines) > 1 else lines[0]


# --- where a mistake stands ---------------------------------------------------------------------


def _misspelt(
    source: str, place: Place, language: SandboxedEnvironment, error: TemplateSyntaxError
) -> Problem:
    found = _no_filter(place, error.message or "", language)
    if found:
        return found
    lines = _one_tag_a_line(source)
    try:
        language.from_string("\n".join(lines))
    except TemplateSyntaxError as again:
        return template_syntax(place, _mistaken_tag(lines, again))
    return template_syntax(place, "")


def _mistaken_tag(lines: list[str], error: TemplateSyntaxError) -> str:
    """The block that is not closed, where that is the mistake, or else the tag Jinja stopped at."""
    open_blocks = _open_blocks(lines[: error.lineno])
    if open_blocks and _NOT_CLOSED.match(error.message or ""):
        return _tag_of(lines, open_blocks[-1])
    return _tag_of(lines, error.lineno)


def _open_blocks(lines: list[str]) -> list[int]:
    """The lines of the blocks that nothing has closed, the innermost last."""
    open_blocks: list[tuple[str, int]] = []
    for number, line in enumerate(lines, 1):
        block = _BLOCK.match(line)
        if not block or (
            block["name"] == "set" and not block["end"] and "=" in block["rest"].partition("%}")[0]
        ):
            continue
        if not block["end"]:
            open_blocks.append((block["name"], number))
        elif open_blocks and open_blocks[-1][0] == block["name"]:
            open_blocks.pop()
    return [number for _, number in open_blocks]


def _one_tag_a_line(source: str) -> list[str]:
    return _BEFORE_TAG.sub("\n", " ".join(source.splitlines())).split("\n")


def _tag_of(lines: list[str], number: int) -> str:
    """The tag that a line begins with, as HR sees it. Lines count from 1."""
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    if not _BEFORE_TAG.match(line):
        return ""
    whole = _TAG.match(line)
    return shortened(whole.group() if whole else re.sub(r"<[^>]*>", " ", line))


def shortened(tag: str) -> str:
    """A tag as it is shown in a problem: on one line, and not too long."""
    shown = " ".join(tag.split())
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"


def _template_lines(traceback: TracebackType | None) -> Iterator[int]:
    # Jinja puts the template's own lines into the traceback, under this file name.
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            yield traceback.tb_lineno
        traceback = traceback.tb_next


def _no_filter(place: Place, message: str, language: SandboxedEnvironment) -> Problem | None:
    found = _NO_FILTER.match(message)
    if not found:
        return None
    kind, name = found.groups()
    return template_filter(place, name, language.filters if kind == "filter" else language.tests)
