"""The same files read by two other libraries, as somebody would who knows the forms by heart.

python-docx has no content controls: its reader knows from the blank form in which cell of which table, or after which
words, each answer stands. docx-plus reads controls by their tags. Both are told the prompts, so that an untouched one is
no answer, and both may give a date, amount or choice as it was typed. White space does not count for either.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import docx
from docx.document import Document
from docx_plus.controls.read import list_controls

from pipeline.kinds import show
from pipeline.model import Value
from tests.survival.filling import NEW_ROW, Filled
from tests.survival.labels import Anchor, anchors_of

_WORDS_OWN = "Klik eller tryk her for at skrive tekst."
_GLYPHS = {"☒": True, "☐": False}
Read = Callable[[Document, Filled], dict[str, object]]


@dataclass(slots=True)
class Score:
    """Answers right, wrong and not found; `unopened` are files the library could not open."""

    fields: int = 0
    right: int = 0
    wrong: int = 0
    missing: int = 0
    unopened: int = 0

    def add(self, other: Score) -> None:
        """Counts the other's answers too."""
        for name in ("fields", "right", "wrong", "missing", "unopened"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def score(read: Read, form: Filled, path: Path) -> Score:
    """How many of a form's answers a reader finds under their keys in this .docx."""
    count = Score(fields=len(form.expected))
    try:
        found = read(docx.Document(io.BytesIO(path.read_bytes())), form)
    except Exception:  # whatever a library does on a file: it has not read it
        count.unopened, count.missing = 1, count.fields
        return count
    for key, value in form.expected.items():
        got = found.get(key)
        empty = got is None or _is_prompt(got, form, key)
        if key not in found:
            count.missing += 1
        elif (value is None and empty) or (not empty and _means(got, value, form, key)):
            count.right += 1
        elif empty:
            count.missing += 1
        else:
            count.wrong += 1
    return count


def by_docx_plus(document: Document, form: Filled) -> dict[str, object]:
    """Controls by tag; the second control of a tag is the added row's."""
    found: dict[str, object] = {}
    for control in list_controls(document):
        key = control.tag or ""
        if key in found and key.count("/") == 2:
            table, _, column = key.split("/")
            key = f"{table}/{NEW_ROW}/{column}"
        found.setdefault(key, control.value)
    return found


def by_python_docx(document: Document, form: Filled) -> dict[str, object]:
    """Cells by their place, and what follows a label's words; the added row is the one after the last issued."""
    anchors = anchors_of(form.blank)
    found: dict[str, object] = {}
    for number, anchor in enumerate(anchors):
        others = [other.label for other in anchors[number + 1 : number + 2] if other.inside]
        for key, row in _places(anchor, anchors, form):
            lines = _cell(document, anchor, row) if anchor.table >= 0 else _paragraphs(document, anchor)
            if lines is not None:
                found[key] = "\n".join(_after(lines, anchor.label if anchor.inside else "", others))
    return found


def _places(anchor: Anchor, anchors: list[Anchor], form: Filled) -> Iterator[tuple[str, int]]:
    """The key of a field and its row; for one in the last row of a table that grew, those of the new row too."""
    yield anchor.key, anchor.row
    table, _, rest = anchor.key.partition("/")
    new = f"{table}/{NEW_ROW}/{rest.partition('/')[2]}"
    last = max(other.row for other in anchors if other.table == anchor.table)
    if rest and anchor.row == last and new in form.expected:
        yield new, last + 1


def _cell(document: Document, anchor: Anchor, row: int) -> list[str] | None:
    try:
        return document.tables[anchor.table].rows[row].cells[anchor.cell].text.split("\n")
    except IndexError:
        return None


def _paragraphs(document: Document, anchor: Anchor) -> list[str] | None:
    """The paragraph that has the label's words in it, and those words taken out."""
    for paragraph in document.paragraphs:
        if anchor.label and anchor.label in paragraph.text:
            return [paragraph.text.replace(anchor.label, "").strip()]
    return None


def _after(lines: list[str], label: str, others: list[str]) -> list[str]:
    """What stands under a label in its cell, up to the next label."""
    below = lines[lines.index(label) + 1 :] if label and label in lines else lines
    end = next((number for number, line in enumerate(below) if line in others), len(below))
    return below[:end]


def _is_prompt(got: object, form: Filled, key: str) -> bool:
    text = _squeezed(got)
    return text in ("", _squeezed(form.fields[key].prompt), _WORDS_OWN)


def _means(got: object, value: Value, form: Filled, key: str) -> bool:
    if isinstance(value, bool):
        return value == (got if isinstance(got, bool) else _GLYPHS.get(str(got).strip()[:1]))
    if isinstance(got, datetime):
        return got.date() == value
    if isinstance(value, date) and _squeezed(got) == _squeezed(show(value)):
        return True
    named = [choice.text for choice in form.fields[key].choices if choice.value == value]
    return _squeezed(got) in {_squeezed(text) for text in (value, form.shown.get(key), *named)}


def _squeezed(text: object) -> str:
    return "" if text is None else " ".join(str(text).replace("\u00a0", " ").split())


RIVALS: dict[str, Read] = {"python-docx": by_python_docx, "docx-plus": by_docx_plus}
