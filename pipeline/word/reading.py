"""Reads a returned Word form: first what stands in it, then what it answers.

`read_controls` opens a file from anybody and finds the fields and the evidence of whose form it is;
`answers_from` reads the fields by the layout that was issued. Between the two the caller finds out which
layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from pipeline.answers.answering import answers_from
from pipeline.answers.returned import Mark, Returned, Table
from pipeline.model import FORM_ID
from pipeline.problems import UnreadableFile
from pipeline.word.accepted import accept
from pipeline.word.controls import find_marks
from pipeline.word.names import name
from pipeline.word.package import Package
from pipeline.word.text import text_of

__all__ = ["FORM_ID_PROPERTY", "LAYOUT_PROPERTY", "Returned", "answers_from", "read_controls"]

FORM_ID_PROPERTY, LAYOUT_PROPERTY = "mus_form_id", "mus_layout"


def read_controls(source: Path | bytes, name: str = "") -> Returned:
    """Everything found in a returned .docx. `name` is the file's name where the source is bytes or a copy.

    Raises UnreadableFile for a file that is no sound Word document.
    """
    file = name or (source.name if isinstance(source, Path) else "")
    package = Package.open(source, file)
    marks, tables, margins = _read_parts(package)
    properties = _custom_properties(package)
    head = dict.fromkeys(mark.text for mark in marks if mark.key == FORM_ID)
    evidence = {
        "control": "\n".join(head),
        "property": properties.get(FORM_ID_PROPERTY, ""),
        "keywords": _keywords(package),
        "footer": "\n".join(margins),
        "file name": file,
    }
    return Returned(
        file=file,
        marks=tuple(marks),
        tables=tuple(tables),
        evidence={place: text for place, text in evidence.items() if text},
        layout=properties.get(LAYOUT_PROPERTY, ""),
    )


def _read_parts(package: Package) -> tuple[list[Mark], list[Table], list[str]]:
    """The fields and tables of the main part, its headers and footers; the text of the latter two."""
    body = package.xml(package.main)
    accept(body)
    marks, tables = find_marks(body)
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


def _keywords(package: Package) -> str:
    found = []
    for root in _readable(package, package.related("", "core-properties")):
        found += [element.text or "" for element in root.iter(name("cp:keywords"))]
    return "\n".join(found).strip()


def _readable(package: Package, parts: Iterable[str]) -> Iterator[etree._Element]:
    """The parts that can be read. Damage in one of these stops nothing: the id stands in four other places."""
    for part in parts:
        try:
            yield package.xml(part)
        except UnreadableFile:
            continue
