"""What a Word file says of itself outside of its text: its properties, and with them every place that may bear the id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.identity import form_ids_in
from pipeline.problems import UnreadableFile
from pipeline.word.names import name
from pipeline.word.package import Package

FORM_ID_PROPERTY, LAYOUT_PROPERTY = "mus_form_id", "mus_layout"
_PROPERTY = name("custom:property")


@dataclass(frozen=True, slots=True)
class Properties:
    """The form's id and its layout as our own properties have them; keywords and identifier; title, subject, comments."""

    form_id: str
    layout: str
    keywords: str
    titles: str

    def evidence(
        self, head: Iterable[str], margins: Sequence[str], seen: Sequence[str], file: str
    ) -> dict[str, str]:
        """The texts that may bear the form's id, by place, the most trustworthy first."""
        evidence = {
            "control": "\n".join(dict.fromkeys(head)),
            "property": self.form_id,
            "keywords": self.keywords,
            "footer": "\n".join(margins),
            "text": "\n".join(seen),
            "title": "\n".join(form_ids_in(self.titles)),
            "file name": file,
        }
        return {place: text for place, text in evidence.items() if text}


def properties_of(package: Package) -> Properties:
    """The properties. One that cannot be read says nothing: the id stands in four other places."""
    own = _custom_properties(package)
    keywords, titles = _core_properties(package)
    return Properties(own.get(FORM_ID_PROPERTY, ""), own.get(LAYOUT_PROPERTY, ""), keywords, titles)


def readable(package: Package, parts: Iterable[str]) -> Iterator[etree._Element]:
    """The parts that can be read. Damage in one of these stops nothing."""
    for part in parts:
        try:
            yield package.xml(part)
        except UnreadableFile:
            continue


def _custom_properties(package: Package) -> dict[str, str]:
    properties = {}
    for root in readable(package, package.related("", "custom-properties")):
        for entry in root.iter(_PROPERTY):
            properties[entry.get("name", "")] = "".join(str(text) for text in entry.itertext()).strip()
    return properties


def _core_properties(package: Package) -> tuple[str, str]:
    """The keywords and the identifier; and the title, subject and comments, where other programs may put the former."""
    found: dict[str, list[str]] = {}
    for root in readable(package, package.related("", "core-properties")):
        for element in root:
            found.setdefault(str(element.tag), []).append((element.text or "").strip())
    keywords = [text for tag in ("cp:keywords", "dc:identifier") for text in found.get(name(tag), ()) if text]
    titles = [
        text for tag in ("dc:title", "dc:subject", "dc:description") for text in found.get(name(tag), ())
    ]
    return "\n".join(keywords), "\n".join(titles)
