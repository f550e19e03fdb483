"""The fields of a PDF form, by their names.

In: a document. Out: one `Mark` per field, empty ones too; `maal__4f2a__frist` is the key `maal/4f2a/frist`, as in
Word's bookmarks. A field's name is its own after its parents', joined by dots (ISO 32000-1, 12.7.3.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from pipeline.answers.returned import Mark
from pipeline.model import Choice, FieldKind
from pipeline.pdf.budget import Budget
from pipeline.pdf.document import Document
from pipeline.pdf.drawing import Drawing
from pipeline.pdf.painting import Painter
from pipeline.pdf.sheet import IDENTITY
from pipeline.pdf.values import as_dictionary

_DEPTH, _MOST = 20, 3_000
_PUSH_BUTTON, _COMBO, _EDIT = 1 << 16, 1 << 17, 1 << 18
_OFF = ("/Off", "Off", "", "/Nej", "/No")
_ENDS = re.compile("\r\n?")
_OURS = re.compile(r"(?!undefined)[a-z][a-z0-9_]*(?:/[a-z0-9]+/[a-z0-9_]+)?")
"""What a key of ours looks like; programs that find the fields of a print themselves name them by the words beside."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its dictionary, its full name, and what it takes over from its parents."""

    name: str
    entry: DictionaryObject
    inherited: tuple[DictionaryObject, ...]

    def get(self, key: str) -> object:
        """An entry of its own or else of the nearest parent that has one."""
        for holder in (self.entry, *self.inherited):
            if key in holder:
                return holder[key].get_object()
        return None

    @property
    def key(self) -> str:
        """The key of the form's field that it stands for."""
        return self.name.replace("__", "/")


def find_marks(document: Document) -> tuple[Mark, ...]:
    """The fields of a form, in the order of the file."""
    top = document.form.get("/Fields")
    fields = top.get_object() if top is not None else None
    found = _walk(fields, "", (), set()) if isinstance(fields, ArrayObject) else iter(())
    return tuple(mark for field in found if (mark := _mark(field, document.budget)) is not None)


def field_of(widget: DictionaryObject) -> FormField:
    """The field that a widget on a page belongs to."""
    above: list[DictionaryObject] = []
    parent = as_dictionary(widget.get("/Parent"))
    while parent and len(above) < _DEPTH:
        above.append(parent)
        parent = as_dictionary(parent.get("/Parent"))
    names = [str(holder["/T"]) for holder in (*reversed(above), widget) if "/T" in holder]
    return FormField(".".join(names), widget, tuple(above))


def shown_in(widget: DictionaryObject) -> str:
    """What a filled widget shows, if it is none of our own fields: those are read by their keys."""
    field = field_of(widget)
    if _OURS.fullmatch(field.key):
        return ""
    mark = _mark(field, Budget())
    if mark is None:
        return ""
    return "☒" if mark.checked else mark.text


def _walk(
    kids: ArrayObject, name: str, above: tuple[DictionaryObject, ...], seen: set[int]
) -> Iterator[FormField]:
    for kid in kids:
        entry = as_dictionary(kid)
        if id(entry) in seen or len(seen) > _MOST or len(above) > _DEPTH:
            continue
        seen.add(id(entry))
        own = entry.get("/T")
        full = ".".join(part for part in (name, str(own) if own is not None else "") if part)
        below = as_kids(entry)
        # The kids of a field are its widgets, unless they have names of their own.
        if below is not None and any("/T" in as_dictionary(kid) for kid in below):
            yield from _walk(below, full, (entry, *above), seen)
        elif full:
            yield FormField(full, entry, above)


def as_kids(entry: DictionaryObject) -> ArrayObject | None:
    """The children of a node, if it has any."""
    kids = entry.get("/Kids")
    found = kids.get_object() if kids is not None else None
    return found if isinstance(found, ArrayObject) else None


def _mark(field: FormField, budget: Budget) -> Mark | None:
    kind, flags = field.get("/FT"), field.get("/Ff")
    flags = int(flags) if isinstance(flags, int) else 0
    title = field.get("/TU")
    heading = str(title) if isinstance(title, str) else ""
    if kind == "/Btn":
        return None if flags & _PUSH_BUTTON else _button(field, heading)
    if kind == "/Ch":
        choices = tuple(_choices(field.get("/Opt")))
        typed: FieldKind = "combo" if flags & _COMBO and flags & _EDIT else "choice"
        shown = ", ".join(_shown(value, choices) for value in _texts(field.get("/V")))
        return Mark(field.key, "pdf", shown, kind=typed, title=heading, choices=choices)
    if kind == "/Sig":
        return None
    value = field.get("/V")
    text = "\n".join(_texts(value)) if value is not None else _appearance(field, budget)
    return Mark(field.key, "pdf", _ENDS.sub("\n", text), title=heading)


def _button(field: FormField, title: str) -> Mark:
    """A box to tick, or one of several that exclude each other; those are read as a text."""
    value = field.get("/V")
    if value is None:
        value = field.entry.get("/AS")
    state = str(value) if isinstance(value, str) else "/Off"
    kids = as_kids(field.entry)
    if kids is not None and len(kids) > 1:
        return Mark(
            field.key, "pdf", "" if state in _OFF else state.removeprefix("/"), kind="choice", title=title
        )
    return Mark(field.key, "pdf", "", kind="check", title=title, checked=state not in _OFF)


def _texts(value: object) -> Iterator[str]:
    """A value as text: a string, several strings, or a stream for a long one."""
    if isinstance(value, ArrayObject):
        for part in value:
            yield from _texts(part.get_object())
    elif isinstance(value, StreamObject):
        yield value.get_data().decode("utf-8", "replace")
    elif isinstance(value, bytes):
        yield value.decode("latin-1")
    elif isinstance(value, str):
        yield str(value).removeprefix("/") if isinstance(value, NameObject) else str(value)


def _choices(options: object) -> Iterator[Choice]:
    if not isinstance(options, ArrayObject):
        return
    for option in options:
        parts = list(_texts(option.get_object()))
        if parts:
            yield Choice(parts[0], parts[-1])


def _shown(value: str, choices: tuple[Choice, ...]) -> str:
    """What people see of a choice; its value may be the export value or what is shown."""
    return next((choice.text for choice in choices if choice.value == value), value)


def _appearance(field: FormField, budget: Budget) -> str:
    """What is seen of a field that says nothing of its value: line by line as its picture shows it."""
    picture = as_dictionary(as_dictionary(field.entry.get("/AP")).get("/N"))
    if not isinstance(picture, StreamObject):
        return ""
    painter = Painter(budget, {}, Drawing(budget))
    painter.paint_form(picture, IDENTITY, DictionaryObject())
    lines: dict[int, str] = {}
    for shown in sorted(painter.shown, key=lambda shown: (-round(shown.start[1]), shown.start[0])):
        height = round(shown.start[1])
        lines[height] = f"{lines[height]} {shown.text}" if height in lines else shown.text
    return "\n".join(line.strip() for line in lines.values())
