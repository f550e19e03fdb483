"""Finds the fields in a part: content controls by tag, and the spans that bookmarks hold.

In: a part's XML in its accepted view, or the walk through it. Out: marks and table texts in reading order.

One surprise, measured with LibreOffice 7.4: a bookmark that is copied along with its text is renamed `…_Copy_1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from lxml import etree

from pipeline.answers.returned import Mark, Table
from pipeline.model import Choice, FieldKind
from pipeline.word.alone import Extent, Loose
from pipeline.word.names import name
from pipeline.word.walking import Stretch, Walk

_VAL = name("w:val")
_COPY = re.compile(r"_Copy_\d+$")

_KINDS: dict[str, FieldKind | None] = {
    name("w:date"): "date",
    name("w:dropDownList"): "choice",
    name("w:comboBox"): "combo",
    name("w14:checkbox"): "check",
    name("w15:repeatingSection"): None,
    name("w15:repeatingSectionItem"): None,
    name("w:picture"): None,
    name("w:group"): None,
    name("w:docPartObj"): None,
    name("w:docPartList"): None,
}


def find_marks(root: etree._Element, first_table: int = 0) -> tuple[list[Mark], list[Table]]:
    """The fields and the table texts of a part, in reading order; tables are numbered from `first_table`."""
    walk = Walk.through(root, first_table)
    return [mark for _, mark in marks_of(walk)], walk.tables


def marks_of(walk: Walk) -> list[tuple[Extent, Mark]]:
    """All fields found, each with where it stands; a bookmark takes over what the control there says of itself.

    A control with neither tag nor bookmark has no key; its place in a row may still tell what it is.
    """
    controls = list(_controls(walk))
    by_extent: dict[Extent, Mark] = {}
    for extent, mark in controls:
        by_extent.setdefault(extent, mark)  # of controls inside one another, the innermost
    found = [(extent, mark) for extent, mark in controls if mark.key]
    tagged = {mark.key for _, mark in found}
    bookmarks = [_bookmark(walk, each, by_extent) for each in walk.bookmarks.items()]
    found += bookmarks
    held = {extent for extent, _ in bookmarks}
    nameless = [(at, mark) for at, mark in by_extent.items() if not mark.key and at not in held]
    # A bookmark whose control has its tag adds nothing; those that begin with _ are Word's own.
    fields = [
        at for at, m in found if m.found_by == "tag" or (m.key not in tagged and not m.key.startswith("_"))
    ]
    found += [(at, replace(mark, found_by="position")) for at, mark in nameless]
    found.sort(key=lambda each: each[0][0])
    return _told_how_alone(walk, found, fields)


def control_kind(properties: etree._Element) -> FieldKind | None:
    """What a control asks for; None for one that only groups others, such as a repeating section."""
    return next((_KINDS[str(p.tag)] for p in properties if p.tag in _KINDS), "text")


def _controls(walk: Walk) -> Iterator[tuple[Extent, Mark]]:
    for control, stretch in walk.controls:
        properties = control.find(name("w:sdtPr"))
        kind = None if properties is None else control_kind(properties)
        if properties is not None and kind is not None:
            yield walk.extent(stretch), _control(walk, control, properties, kind, stretch)


def _control(
    walk: Walk, control: etree._Element, properties: etree._Element, kind: FieldKind, stretch: Stretch
) -> Mark:
    text = walk.text(stretch)
    return Mark(
        key=_value(properties, "w:tag").strip(),
        found_by="tag",
        text=text,
        kind=kind,
        title=_value(properties, "w:alias"),
        placeholder=_shows_prompt(control, properties, text),
        picked=_picked(properties),
        checked=_checked(properties) if kind == "check" else None,
        choices=_choices(properties),
        spot=stretch.spot,
    )


def _bookmark(
    walk: Walk, bookmark: tuple[str, Stretch], by_extent: Mapping[Extent, Mark]
) -> tuple[Extent, Mark]:
    label, stretch = bookmark
    extent, text, key = walk.extent(stretch), walk.text(stretch), _COPY.sub("", label).replace("__", "/")
    control = by_extent.get(extent)
    if control:
        return extent, replace(control, key=key, found_by="bookmark", text=text, spot=stretch.spot)
    return extent, Mark(key, "bookmark", text, in_control=False, spot=stretch.spot)


def _told_how_alone(
    walk: Walk, found: Sequence[tuple[Extent, Mark]], fields: list[Extent]
) -> list[tuple[Extent, Mark]]:
    """The marks, each with what it has to itself; one without a key is judged as if it were a field."""
    nameless = [extent for extent, mark in found if not mark.key]
    loose = Loose(walk.pieces, walk.line_ends, fields)
    looser = Loose(walk.pieces, walk.line_ends, [*fields, *nameless]) if nameless else loose
    marks = []
    for extent, mark in found:
        cell = walk.cells.get(mark.spot) if mark.spot else None
        text = loose if mark.key else looser
        around = walk.extent(cell) if cell else None
        shared = text.lines_in(around) if around else 0
        marks.append((extent, replace(mark, alone=text.beside(extent, around), shared=shared)))
    return marks


def _value(properties: etree._Element, short: str) -> str:
    found = properties.find(name(short))
    return "" if found is None else found.get(_VAL, "")


def _is_on(element: etree._Element | None, attribute: str) -> bool:
    return element is not None and element.get(attribute, "1") not in ("0", "false", "off")


def _shows_prompt(control: etree._Element, properties: etree._Element, text: str) -> bool:
    # Word sets the flag and a character style together. A program that fills in a form may leave the flag:
    # text without the style is then an answer.
    if not _is_on(properties.find(name("w:showingPlcHdr")), _VAL):
        return False
    return not text or next(control.iter(name("w:rStyle")), None) is not None


def _picked(properties: etree._Element) -> date | None:
    found = properties.find(name("w:date"))
    try:
        return None if found is None else date.fromisoformat(found.get(name("w:fullDate"), "")[:10])
    except ValueError:
        return None


def _checked(properties: etree._Element) -> bool:
    state = properties.find(f"{name('w14:checkbox')}/{name('w14:checked')}")
    return _is_on(state, name("w14:val"))


def _choices(properties: etree._Element) -> tuple[Choice, ...]:
    """The list of a dropdown or combo box; an entry without a value is its prompt (ECMA-376 17.5.2.21)."""
    choices = []
    for item in properties.iter(name("w:listItem")):
        text = item.get(name("w:displayText"), "")
        value = item.get(name("w:value"), text)
        if value:
            choices.append(Choice(value, text or value))
    return tuple(choices)
