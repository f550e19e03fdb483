"""Reads a returned Word form: what stands in it, before anything is concluded from it.

`read_controls` opens a file from anybody and finds the fields and the evidence of whose form it is. `read_lines` gives
the plain text, for fields that neither a control nor a bookmark tells, and `read_notes` what is in it that is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

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
from pipeline.word.names import name
from pipeline.word.notes import notes_on
from pipeline.word.outside import refuse_fetching, refuse_text_elsewhere
from pipeline.word.package import Package
from pipeline.word.remarks import remarks_in
from pipeline.word.text import text_of
from pipeline.word.walking import Walk

__all__ = [
    "read_controls",
    "read_lines",
    "read_notes",
]

FORM_ID_PROPERTY, LAYOUT_PROPERTY = "mus_form_id", "mus_layout"


def read_controls(source: Path | bytes, name: str = "") -> Returned:
    """Everything found in a returned .docx. `name` is the file's name where the source is bytes or a copy.

    Raises UnreadableFile for a file that is no sound Word document, or that holds the same form twice.
    """
    file = _file(source, name)
    opened = _Opened.of(source, file)
    _refuse_form_twice(opened)
    marks, tables, margins = _read_margins(opened)
    properties = _custom_properties(opened.package)
    head = dict.fromkeys(mark.text for mark in marks if mark.key == FORM_ID)
    keywords, titles = _core_properties(opened.package)
    evidence = {
        "control": "\n".join(head),
        "property": properties.get(FORM_ID_PROPERTY, ""),
        "keywords": keywords,
        "footer": "\n".join(margins),
        "text": "\n".join(_ids_seen(opened.walk)),
        "title": "\n".join(form_ids_in(titles)),
        "file name": file,
    }
    return Returned(
        file=file,
        marks=tuple(marks),
        tables=tuple(tables),
        evidence={place: text for place, text in evidence.items() if text},
        layout=properties.get(LAYOUT_PROPERTY, ""),
        remarks=remarks_in(opened.package, opened.walk, opened.fields),
    )


def read_lines(source: Path | bytes, name: str = "") -> tuple[Line, ...]:
    """The visible paragraphs of a .docx in reading order, for the fields that `read_controls` did not find.

    Those of headers and footers are not among them. Spots are numbered as those of the marks are. Raises
    UnreadableFile for a file that is no sound Word document.
    """
    opened = _Opened.of(source, _file(source, name))
    return lines_of(opened.walk, Looks.of(opened.package))


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
        body = package.xml(package.main)
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
        for root in _readable(package, package.related(package.main, kind)):
            accept(root)
            found, more = find_marks(root, len(tables))
            marks += found
            tables += more
            texts.append(text_of(root))
    return marks, tables, texts


def _custom_properties(package: Package) -> dict[str, str]:
    properties = {}
    for root in _readable(package, package.related("", "custom-properties")):
        for entry in root.iter(name("custom:property")):
            properties[entry.get("name", "")] = "".join(str(text) for text in entry.itertext()).strip()
    return properties


def _core_properties(package: Package) -> tuple[str, str]:
    """The keywords and the identifier; and the title, subject and comments, where other programs may put the former."""
    found: dict[str, list[str]] = {}
    for root in _readable(package, package.related("", "core-properties")):
        for element in root:
            found.setdefault(str(element.tag), []).append((element.text or "").strip())
    keywords = [text for tag in ("cp:keywords", "dc:identifier") for text in found.get(name(tag), ()) if text]
    titles = [
        text for tag in ("dc:title", "dc:subject", "dc:description") for text in found.get(name(tag), ())
    ]
    return "\n".join(keywords), "\n".join(titles)


def _readable(package: Package, parts: Iterable[str]) -> Iterator[etree._Element]:
    """The parts that can be read. Damage in one of these stops nothing: the id stands in four other places."""
    for part in parts:
        try:
            yield package.xml(part)
        except UnreadableFile:
            continue
