"""What a form asks for, read from its own controls: the control is the definition of the field.

In: an issued form of ours. Out: its `Layout`, with each table's columns once, and without the identity
controls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from pipeline.answers.returned import Mark
from pipeline.model import IDENTITY_KEYS, Alone, Field, FieldKind, Layout, Privacy
from pipeline.word.controls import find_marks
from pipeline.word.package import Package

_ALONE: tuple[Alone, ...] = ("", "paragraph", "cell")


def layout_of(
    docx: bytes, form: str, typed: Mapping[str, FieldKind], privacy: Callable[[str], Privacy]
) -> Layout:
    """The fields of a form in reading order. `typed` names the text columns that hold an amount or a number.

    The prompt is what a control shows while it is empty; in a table any empty row tells it.
    """
    fields: dict[str, Field] = {}
    marks = _tagged(docx)
    alone = _alone(marks)
    shared = _shared(marks)
    for mark in marks:
        key = field_key(mark.key)
        if key in IDENTITY_KEYS:
            continue
        prompt = mark.text if mark.placeholder else ""
        if key in fields:
            fields[key] = replace(fields[key], prompt=fields[key].prompt or prompt)
            continue
        kind = typed.get(key.rpartition("/")[2], mark.kind) if mark.kind == "text" else mark.kind
        fields[key] = Field(
            key, mark.title, kind, prompt, mark.choices, privacy(key), alone[key], shared[key]
        )
    return Layout(form, tuple(fields.values()))


def tags_of(docx: bytes) -> list[str]:
    """The tags of all fields as they stand, identity and repeats included; not those of sections."""
    return [mark.key for mark in _tagged(docx)]


def field_key(key: str) -> str:
    """The key of a field without the row id: `maal/4f2a/frist` is `maal/frist`."""
    parts = key.split("/")
    return f"{parts[0]}/{parts[2]}" if len(parts) == 3 else key


def _alone(marks: Iterable[Mark]) -> dict[str, Alone]:
    """What every field has to itself: of the rows of a table, the one where it has least."""
    least: dict[str, Alone] = {}
    for mark in marks:
        key = field_key(mark.key)
        least[key] = min(mark.alone, least.get(key, "cell"), key=_ALONE.index)
    return least


def _shared(marks: Iterable[Mark]) -> dict[str, int]:
    """In how many paragraphs of a field's cell labels stand: of the rows of a table, the one that has most."""
    most: dict[str, int] = {}
    for mark in marks:
        key = field_key(mark.key)
        most[key] = max(mark.shared, most.get(key, 0))
    return most


def _tagged(docx: bytes) -> list[Mark]:
    package = Package.open(docx)
    parts = [package.main]
    for kind in ("header", "footer"):
        parts += package.related(package.main, kind)
    marks = [mark for part in parts for mark in find_marks(package.xml(part))[0]]
    return [mark for mark in marks if mark.found_by == "tag"]
