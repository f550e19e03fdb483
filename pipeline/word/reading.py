"""Reads a returned Word form: what stands in it, before anything is concluded from it.

`read_controls` opens a file from anybody and finds the fields and the evidence of whose form it is. `read_lines` gives
the plain text, for fields that neither a control nor a bookmark tells, and `read_notes` what is in it that is not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.answers.returned import Line, Mark, Returned, Table
from pipeline.identity import form_ids_in
from pipeline.model import FORM_ID
from pipeline.problems import Problem, UnreadableFile
from pipeline.problems.word_files import form_twice
from pipeline.word.accepted import accept
from pipeline.word.anchors import Fields, fields_only
from pipeline.word.controls import find_marks, marks_of
from pipeline.word.lines import lines_of
from pipeline.word.looks import Looks
from pipeline.word.notes import notes_on
from pipeline.word.outside import refuse_fetching, refuse_text_elsewhere
from pipeline.word.package import Package
from pipeline.word.properties import properties_of, readable
from pipeline.word.remarks import remarks_in
from pipeline.word.text import text_of
from pipeline.word.walking import Walk

__all__ = [
    "read_controls",
    "read_lines",
    "read_notes",
]


def read_controls(source: Path | bytes, name: str = "") -> Returned:
    """Everything found in a returned .docx. `name` is the file's name where the source is bytes or a copy.

    Raises UnreadableFile for a file that is no sound Word document, or that holds the same form twice.
    """
    file = _file(source, name)
    opened = _Opened.of(source, file)
    _refuse_form_twice(opened)
    marks, tables, margins = _read_margins(opened)
    properties = properties_of(opened.package)
    head = [mark.text for mark in marks if mark.key == FORM_ID]
    return Returned(
        file=file,
        marks=tuple(marks),
        tables=tuple(tables),
        evidence=properties.evidence(head, margins, _ids_seen(opened.walk), file),
        layout=properties.layout,
        remarks=remarks_in(opened.package, opened.walk, opened.fields),
    )


def read_lines(source: Path | bytes, name: str = "", looks: bool = True) -> tuple[Line, ...]:
    """The visible paragraphs of a .docx in reading order, for the fields that `read_controls` did not find.

    Those of headers and footers are not among them. Spots are numbered as those of the marks are. Without `looks` it
    is not told how they are set. Raises UnreadableFile for a file that is no sound Word document.
    """
    opened = _Opened.of(source, _file(source, name))
    return lines_of(opened.walk, Looks.of(opened.package) if looks else None)


def read_notes(source: Path | bytes, name: str = "") -> list[Problem]:
    """What stands in a .docx and is not read: pictures in answers, hidden text, footnotes. None of it blocks.

    Raises UnreadableFile for a file that is no sound Word document.
    """
    opened = _Opened.of(source, _file(source, name))
    return list(notes_on(opened.package, opened.walk, opened.fields, opened.hidden))


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file with its main part in the accepted view, and what was found there. `hidden`: hidden text was left out."""

    package: Package
    walk: Walk
    found: Fields
    hidden: bool

    @classmethod
    def of(cls, source: Path | bytes, file: str) -> _Opened:
        """The file opened. The last one is kept, for whoever asks first for its fields and then for its lines."""
        return _open_once(source, file) if isinstance(source, bytes) else cls._open(source, file)

    @classmethod
    def _open(cls, source: Path | bytes, file: str) -> _Opened:
        package = Package.open(source, file)
        refuse_fetching(package)
        body = package.body()
        hidden = accept(body)
        refuse_text_elsewhere(package, body)
        walk = Walk.through(body, file=package.place.file)
        return cls(package, walk, marks_of(walk), hidden)

    @property
    def fields(self) -> Fields:
        """What was found with a key of the form's."""
        return fields_only(self.found)


@lru_cache(maxsize=1)
def _open_once(content: bytes, file: str) -> _Opened:
    return _Opened._open(content, file)


def _file(source: Path | bytes, name: str) -> str:
    return name or (source.name if isinstance(source, Path) else "")


def _refuse_form_twice(opened: _Opened) -> None:
    """Raises UnreadableFile where one id heads two forms; two ids are for the caller to tell."""
    for found_by in ("tag", "bookmark"):
        heads = [m.text for _, m in opened.found if m.key == FORM_ID and m.found_by == found_by and m.text]
        if len(heads) > 1 and len(set(heads)) == 1:
            raise UnreadableFile(form_twice(opened.package.place))


def _ids_seen(walk: Walk) -> list[str]:
    """The ids in the visible text, and no more of it: what stands around them may be an answer."""
    return form_ids_in("\n".join(paragraph.text for paragraph in walk.paragraphs))


def _read_margins(opened: _Opened) -> tuple[list[Mark], list[Table], list[str]]:
    """The fields and tables of the main part, its headers and footers; the text of the latter two."""
    package = opened.package
    marks, tables = [mark for _, mark in opened.found], opened.walk.tables
    texts = []
    for kind in ("header", "footer"):
        # A field that stood in a part that cannot be read is found missing.
        for root in readable(package, package.related(package.main, kind)):
            accept(root)
            found, more = find_marks(root, len(tables))
            marks += found
            tables += more
            texts.append(text_of(root))
    return marks, tables, texts
