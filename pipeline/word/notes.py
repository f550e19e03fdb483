"""What stands in a Word file and is not read, told so that nobody thinks it was.

In: an opened form. Out: notes, which stop nothing: pictures in answers, hidden text, foot- and endnotes.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import IDENTITY_KEYS
from pipeline.problems import Place, Problem, UnreadableFile
from pipeline.problems.word_files import hidden_text, picture_in_answer, text_in_notes
from pipeline.word.accepted import accept
from pipeline.word.anchors import Fields, field_at
from pipeline.word.names import name
from pipeline.word.package import Package
from pipeline.word.text import text_of
from pipeline.word.walking import Walk

_TYPE = name("w:type")


def notes_on(package: Package, walk: Walk, fields: Fields, hidden: bool) -> Iterator[Problem]:
    """The notes. `hidden`: text that nobody sees was left out on the way."""
    if hidden:
        yield hidden_text(package.place)
    if _has_foot_text(package):
        yield text_in_notes(package.place)
    marks = (field_at(fields, walk.extent(stretch), stretch.spot) for stretch in walk.pictures)
    told = {mark.key: mark for mark in marks if mark and mark.key not in IDENTITY_KEYS}
    for key, mark in told.items():
        yield picture_in_answer(Place(package.place.file, key), mark.title)


def _has_foot_text(package: Package) -> bool:
    """Whether a note has text; the ones of a type are Word's own lines between text and notes (ECMA-376 17.11)."""
    for kind in ("footnote", "endnote"):
        for part in package.related(package.main, f"{kind}s"):
            try:
                root = package.xml(part)
            except UnreadableFile:
                continue
            accept(root)
            own = (note for note in root.iter(name(f"w:{kind}")) if note.get(_TYPE, "normal") == "normal")
            if any(text_of(note).strip() for note in own):
                return True
    return False
