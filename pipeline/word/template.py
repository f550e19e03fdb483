"""A Word template compiled once and filled many times.

In: a .docx in docxtpl's dialect with tagged content controls. Out: the bytes of a finished form per
context. docxtpl's regular-expression pass, the Jinja compilation and the preparation of the controls
happen once per template; a fill renders only the parts that differ. Nothing is shared between two
fills: a reused docxtpl object has written the first person's data into everyone's file (docxtpl #381).

One surprise: the template holds one row of a repeating table and no bookmarks. Compiling makes the row a
loop over `rows.<table>`, puts the row id into the tags, and wraps every control in a bookmark, so that HR
can draw a form in Word without knowing any of it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from pipeline.packing import Packed, in_order, packed, zip_of
from pipeline.problems import UnreadableFile, file_place
from pipeline.problems.templates import template_syntax, template_unreadable
from pipeline.word.dialect import Part, ids_for, shortened, template_language
from pipeline.word.package import Package
from pipeline.word.prepare import PI, prepare_controls, unclosed_tag
from pipeline.word.skeletons import SkeletonTemplate

ACCENT, TINT = "1F5C7A", "E6EFF3"
"""The colours the templates are drawn in; compiling puts the municipality's in their place."""

_RENDERED = re.compile(r"word/(document|header\d*|footer\d*)\.xml|docProps/(core|custom)\.xml")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template: `render` gives the bytes of one finished .docx. `tables` are its repeating sections.

    `parts` are those of the package in their order: packed already, but for the `moving` ones.
    """

    path: Path
    parts: Sequence[tuple[str, Packed | None]]
    moving: Mapping[str, Part]
    tables: tuple[str, ...]
    bones: SkeletonTemplate = field(repr=False, compare=False)

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The finished form. The same context gives the same bytes; code that fails raises UnreadableFile."""
        names = ids_for(context)
        return self.put_together([part.render(names).encode() for part in self.moving.values()])

    def put_together(self, texts: Sequence[bytes]) -> bytes:
        """The form of the texts that the moving parts were rendered to, in their order."""
        moved = {
            name: packed(name, _DECLARATION + text) for name, text in zip(self.moving, texts, strict=True)
        }
        return zip_of(still or moved[name] for name, still in self.parts)

    def skeleton(self, context: Mapping[str, Any]) -> str:
        """The skeleton of the form this context gives, as the compact text that `read_skeleton` takes."""
        return self.bones.render(context)


def compile_template(
    path: Path, accent: str = ACCENT, tint: str = TINT, logo: bytes | None = None
) -> Template:
    """The template ready to fill, in the municipality's colours (hex, no #) and with its logo (PNG bytes).

    Raises UnreadableFile for a file Word's format cannot explain or a Jinja tag that does not parse.
    """
    try:
        parts = Package.open(path).members
    except (OSError, UnreadableFile) as error:
        raise UnreadableFile(template_unreadable(file_place(path))) from error
    members = {name: _painted(name, data, accent, tint) for name, data in parts.items()}
    if logo:
        _put_logo(members, logo)
    language = template_language()
    tables: list[str] = []
    moving = {
        name: _compiled(path, name, members.pop(name), language, tables)
        for name in sorted(members)
        if _RENDERED.fullmatch(name)
    }
    still = {name: packed(name, data) for name, data in members.items()}
    ordered = [(name, still.get(name)) for name in in_order((*members, *moving))]
    return Template(path, ordered, moving, tuple(tables), SkeletonTemplate(moving))


def _painted(name: str, data: bytes, accent: str, tint: str) -> bytes:
    if not name.endswith(".xml") or not name.startswith("word/"):
        return data
    painted = re.sub(ACCENT.encode(), accent.upper().encode(), data, flags=re.IGNORECASE)
    return re.sub(TINT.encode(), tint.upper().encode(), painted, flags=re.IGNORECASE)


def _compiled(path: Path, name: str, data: bytes, language: SandboxedEnvironment, tables: list[str]) -> Part:
    try:
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(template_unreadable(file_place(path))) from error
    if name.startswith("word/"):
        if unclosed := unclosed_tag(root):
            raise UnreadableFile(template_syntax(file_place(path, name), shortened(unclosed)))
        tables += prepare_controls(root)
    xml = DocxTemplate(str(path)).patch_xml(etree.tostring(root, encoding="unicode"))
    return Part.compile(re.sub(rf"<\?{PI} (.*?)\?>", r"{% \1 %}", xml), file_place(path, name), language)


# --- the logo -----------------------------------------------------------------------------------


def _put_logo(members: dict[str, bytes], logo: bytes) -> None:
    """Puts the PNG where the header has a picture named "logo", at the picture's height and its own proportions."""
    width, height = struct.unpack(">II", logo[16:24])  # PNG: IHDR is always the first chunk
    for name in [n for n in members if re.fullmatch(r"word/(header|document)\d*\.xml", n)]:
        found = re.search(
            rb'<wp:(inline|anchor)\b(?:(?!</wp:\1>).)*?name="logo".*?</wp:\1>', members[name], re.S
        )
        if not found:
            continue
        drawing = found.group()
        embed, tall = re.search(rb'r:embed="([^"]+)"', drawing), re.search(rb'cy="(\d+)"', drawing)
        assert embed and tall
        wide = round(int(tall.group(1)) * width / height)
        scaled = re.sub(rb'cx="\d+"', b'cx="%d"' % wide, drawing)
        members[name] = members[name].replace(drawing, scaled)
        folder, _, file = name.rpartition("/")
        links = members[f"{folder}/_rels/{file}.rels"].decode()
        link = re.search(rf'<Relationship [^>]*Id="{embed.group(1).decode()}"[^>]*>', links)
        target = re.search(r'Target="([^"]+)"', link.group()) if link else None
        assert target
        members[f"{folder}/{target.group(1)}"] = logo
