"""Fills in a form as Word does: for the demo and the tests, which need returned forms nobody had to type.

In: an issued form's bytes. Out: new bytes; the same answers give the same bytes. Keys are given as issued
(`maal/4f2a/frist`); one that the form does not have is a programmer's mistake and raises KeyError.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import count

from lxml import etree

from pipeline.kinds import long_date, show
from pipeline.model import Value
from pipeline.word.controls import control_kind
from pipeline.word.names import name
from pipeline.word.package import Package, write_package

_VAL, _SDT, _RUN, _STYLE = name("w:val"), name("w:sdt"), name("w:r"), name("w:rStyle")
_PROPERTIES, _CONTENT = name("w:sdtPr"), name("w:sdtContent")
_SHOWS_PROMPT = name("w:showingPlcHdr")
_PLACEHOLDER_STYLE = "PlaceholderText"
# What Word shows where a form gives no prompt of its own.
_WORDS_PROMPT = "Klik eller tryk her for at skrive tekst."
TICKED, BLANK = "☒", "☐"
"""What a box shows, by its state."""
# Word writes these before the flag, and the type of the control after it.
_BEFORE_FLAG = frozenset(
    map(name, ("w:rPr", "w:alias", "w:tag", "w:id", "w:lock", "w:placeholder", "w:temporary"))
)


def fill(docx: bytes, values: Mapping[str, Value]) -> bytes:
    """The form with these answers typed in. None leaves a control as it is.

    A choice is given by its value; dates, amounts and numbers are written as Danes do.
    """
    left = set(values)

    def edit(root: etree._Element) -> None:
        for control in list(root.iter(_SDT)):
            key = _tag(control)
            if key in values:
                left.discard(key)
                _write(control, values[key])

    filled = _edit(docx, edit)
    if left:
        raise KeyError(f"the form has no control {', '.join(sorted(left))}")
    return filled


def add_row(docx: bytes, table: str, values: Mapping[str, Value] | None = None) -> bytes:
    """The form with one more row in a table, as Word's + adds it: last row's tags, prompts, no bookmarks.

    `values` are typed into it, by column.
    """
    repeating = f"{_PROPERTIES}/{name('w15:repeatingSection')}"
    sections: list[etree._Element] = []

    def edit(root: etree._Element) -> None:
        here = [sdt for sdt in root.iter(_SDT) if _tag(sdt) == table and sdt.find(repeating) is not None]
        for section in here:
            _repeat_last(root, section, values or {})
        sections.extend(here)

    added = _edit(docx, edit)
    if not sections:
        raise KeyError(f"the form has no repeating section {table}")
    return added


def strip_tags(docx: bytes) -> bytes:
    """The form with all tags gone, which is what LibreOffice 7.4 does to them on save; the bookmarks stay."""

    def edit(root: etree._Element) -> None:
        for tag in list(root.iter(name("w:tag"))):
            parent = tag.getparent()
            assert parent is not None
            parent.remove(tag)

    return _edit(docx, edit)


def _edit(docx: bytes, edit: Callable[[etree._Element], None]) -> bytes:
    """The package with the main part, headers and footers edited; the rest stays byte for byte."""
    package = Package.open(docx)
    members = dict(package.members)
    parts = [package.main, *package.related(package.main, "header"), *package.related(package.main, "footer")]
    for part in parts:
        root = package.xml(part)
        before = etree.tostring(root)
        edit(root)
        if etree.tostring(root) != before:
            members[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_package(members)


def _tag(control: etree._Element) -> str:
    found = control.find(f"{_PROPERTIES}/{name('w:tag')}")
    return "" if found is None else found.get(_VAL, "")


def _column(control: etree._Element) -> str:
    return _tag(control).rpartition("/")[2]


# --- one answer ---------------------------------------------------------------------------------


def _write(control: etree._Element, value: Value) -> None:
    properties = control.find(_PROPERTIES)
    assert properties is not None
    if value is None:
        return
    kind = control_kind(properties)
    if kind == "check":
        _tick(control, properties, bool(value))
        return
    text = show(value)
    if kind in ("choice", "combo"):
        text = _choose(properties, text)
    if kind == "date" and isinstance(value, date):
        picked = properties.find(name("w:date"))
        assert picked is not None
        picked.set(name("w:fullDate"), f"{value.isoformat()}T00:00:00Z")
        text = long_date(value)
    for flag in properties.findall(_SHOWS_PROMPT):
        properties.remove(flag)
    _type_text(control, text, styled=False)


def _choose(properties: etree._Element, value: str) -> str:
    """The text of the choice with this value; Word keeps the last one picked in `w:lastValue`."""
    for item in properties.iter(name("w:listItem")):
        if item.get(name("w:value")) == value:
            chosen = item.getparent()
            assert chosen is not None
            chosen.set(name("w:lastValue"), value)
            return item.get(name("w:displayText"), value)
    return value


def _tick(control: etree._Element, properties: etree._Element, on: bool) -> None:
    box = properties.find(name("w14:checkbox"))
    assert box is not None
    state = box.find(name("w14:checked"))
    if state is None:
        state = etree.Element(name("w14:checked"))
        box.insert(0, state)
    state.set(name("w14:val"), "1" if on else "0")
    for text in control.iter(name("w:t")):
        text.text = TICKED if on else BLANK


def _type_text(control: etree._Element, text: str, styled: bool) -> None:
    """Puts text in the place of what a control shows, in its first run's look without the prompt's style."""
    content = control.find(_CONTENT)
    assert content is not None
    first = next(content.iter(_RUN), None)
    home = content if first is None else first.getparent()
    assert home is not None
    look = None if first is None else first.find(name("w:rPr"))
    run = _run(text, look, styled)
    for old in home.findall(_RUN):
        home.remove(old)
    home.append(run)


def _run(text: str, look: etree._Element | None, styled: bool) -> etree._Element:
    run = etree.Element(_RUN)
    # A prompt's looks go with the prompt: what is typed takes the look of the form.
    is_prompt = look is None or look.find(_STYLE) is not None
    properties = etree.SubElement(run, name("w:rPr")) if look is None or is_prompt else copy.deepcopy(look)
    if styled:
        style = etree.Element(_STYLE)
        style.set(_VAL, _PLACEHOLDER_STYLE)
        properties.insert(0, style)
    if len(properties):
        run.insert(0, properties)
    elif properties.getparent() is not None:
        run.remove(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, name("w:br"))
        written = etree.SubElement(run, name("w:t"))
        written.text = line
        written.set(name("xml:space"), "preserve")
    return run


# --- one more row -------------------------------------------------------------------------------


def _repeat_last(root: etree._Element, section: etree._Element, values: Mapping[str, Value]) -> None:
    prompts = dict(_prompts(section))
    last = section.findall(f"{_CONTENT}/{_SDT}")[-1]
    new = copy.deepcopy(last)
    for mark in list(new.iter(name("w:bookmarkStart"), name("w:bookmarkEnd"))):
        parent = mark.getparent()
        assert parent is not None
        parent.remove(mark)
    taken = {element.get(_VAL) for element in root.iter(name("w:id"))}
    fresh = (str(number) for number in count(1) if str(number) not in taken)
    for control in new.iter(_SDT):
        _empty(control, prompts)
        if _tag(control):
            _write(control, values.get(_column(control)))
        number = control.find(f"{_PROPERTIES}/{name('w:id')}")
        if number is not None:
            number.set(_VAL, next(fresh))
    last.addnext(new)


def _prompts(section: etree._Element) -> Iterator[tuple[str, str]]:
    """By column, the prompt of any row that still shows it."""
    for control in section.iter(_SDT):
        if control.find(f"{_PROPERTIES}/{_SHOWS_PROMPT}") is not None:
            text = "".join(t.text or "" for t in control.iter(name("w:t")))
            yield _column(control), text


def _empty(control: etree._Element, prompts: Mapping[str, str]) -> None:
    properties = control.find(_PROPERTIES)
    if properties is None or not _tag(control):
        return
    kind = control_kind(properties)
    if kind == "check":
        _tick(control, properties, False)
    elif kind is not None:
        if properties.find(_SHOWS_PROMPT) is None:
            before = [child for child in properties if child.tag in _BEFORE_FLAG]
            properties.insert(len(before), etree.Element(_SHOWS_PROMPT))
        picked = properties.find(name("w:date"))
        if picked is not None:
            picked.attrib.pop(name("w:fullDate"), "")
        _type_text(control, prompts.get(_column(control), _WORDS_PROMPT), styled=True)
