"""How a paragraph is set, as one string: two that are set alike have the same, and nothing else is said of it.

In: a package's styles and a paragraph. Out: the name of its style; for one without a style, as Google Docs and
a paste leave them, weight, slant, size and colour of most of its characters, reckoned down through the styles
(ECMA-376 17.7.2). The name and not the id, because LibreOffice gives new ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from pipeline.problems import UnreadableFile
from pipeline.word.names import name
from pipeline.word.package import Package, parsed
from pipeline.word.text import visible

_VAL, _RUN, _RPR, _BOX = name("w:val"), name("w:r"), name("w:rPr"), name("w:txbxContent")
_PPR, _PARAGRAPH_STYLE, _RUN_STYLE = name("w:pPr"), name("w:pStyle"), name("w:rStyle")
_SET = {"bold": name("w:b"), "italic": name("w:i"), "size": name("w:sz"), "colour": name("w:color")}
_OFF = frozenset({"", "0", "false", "off", "auto", "000000"})
_DEPTH = 20
_KEPT = 100_000
"""Styles of more bytes than that are not kept."""

Setting = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Style:
    title: str
    based_on: str
    setting: Setting


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of paragraphs by the styles of their file; `plain` is what one without a style is set in.

    Files of one program share them; nobody writes to them.
    """

    styles: Mapping[str, _Style]
    default: str
    plain: Setting

    @classmethod
    def of(cls, package: Package) -> Looks:
        """The looks as the file's styles tell them; without styles, as the runs themselves do."""
        for part in package.related(package.main, "styles"):
            try:
                return package.made(part, _looks_in)
            except UnreadableFile:
                continue
        return cls({}, "", {})

    def look(self, paragraph: etree._Element) -> str:
        """The look of a paragraph."""
        style = _named_in(paragraph, _PPR, _PARAGRAPH_STYLE)
        if style not in ("", self.default):
            return self.styles[style].title if style in self.styles else _folded(style)
        weights: dict[str, int] = {}
        for run in _runs_of(paragraph):
            length = sum(len(visible(child).strip()) for child in run)
            if length:
                shown = self._shown(run)
                weights[shown] = weights.get(shown, 0) + length
        return max(weights, key=lambda shown: weights[shown], default="")

    def _shown(self, run: etree._Element) -> str:
        named = _set_by(_named_in(run, _RPR, _RUN_STYLE), self.styles)
        setting = {**self.plain, **named, **_setting(run.find(_RPR))}
        told = (f"{kind} {value}" for kind, value in sorted(setting.items()) if value not in _OFF)
        return ", ".join(told) or "plain"


def _looks_in(styles: bytes) -> Looks:
    return (_learned if len(styles) < _KEPT else _learned.__wrapped__)(styles)


@lru_cache(maxsize=16)
def _learned(styles: bytes) -> Looks:
    """The looks by a part of styles. One program writes the same into all its files; to learn it takes a millisecond.

    What is kept, in this process alone, are the names of styles and how they are set: no text of a form.
    """
    root, known, default = parsed(styles), dict[str, _Style](), ""
    for style in root.iter(name("w:style")):
        key = style.get(name("w:styleId"), "")
        title, above = _folded(_value(style, "w:name") or key), _value(style, "w:basedOn")
        known[key] = _Style(title, above, _setting(style.find(_RPR)))
        on = style.get(name("w:default"), "0") not in _OFF
        if on and style.get(name("w:type")) == "paragraph":
            default = key
    ground = _setting(root.find(f"{name('w:docDefaults')}/{name('w:rPrDefault')}/{_RPR}"))
    return Looks(known, default, {**ground, **_set_by(default, known)})


def _named_in(element: etree._Element, properties: str, style: str) -> str:
    """The style that the properties of a paragraph or run name, or ""."""
    for inner in element.iterchildren(properties):
        for found in inner.iterchildren(style):
            return str(found.get(_VAL, ""))
    return ""


def _set_by(style: str, known: Mapping[str, _Style]) -> dict[str, str]:
    """What a style sets, the styles it is based on included."""
    chain: list[Setting] = []
    while style in known and len(chain) < _DEPTH:
        chain.append(known[style].setting)
        style = known[style].based_on
    return {kind: value for setting in reversed(chain) for kind, value in setting.items()}


def _runs_of(paragraph: etree._Element) -> Iterable[etree._Element]:
    """The paragraph's own runs, not those of a text box hung up in it."""
    for run in paragraph.iter(_RUN):
        above = run.getparent()
        while above is not None and above is not paragraph and above.tag != _BOX:
            above = above.getparent()
        if above is paragraph:
            yield run


def _setting(properties: etree._Element | None) -> dict[str, str]:
    if properties is None:
        return {}
    found = {kind: properties.find(tag) for kind, tag in _SET.items()}
    return {kind: element.get(_VAL, "1").lower() for kind, element in found.items() if element is not None}


def _value(element: etree._Element, short: str) -> str:
    found = element.find(name(short))
    return "" if found is None else found.get(_VAL, "")


def _folded(title: str) -> str:
    """A style's name without what its id lacks: `Field Label` is `fieldlabel`."""
    return "".join(title.split()).casefold()
