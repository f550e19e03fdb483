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
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2 import Template as JinjaTemplate
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from pipeline.problems import UnreadableFile, file_place
from pipeline.problems.templates import template_name, template_syntax, template_unreadable
from pipeline.word.package import Package, write_package
from pipeline.word.prepare import PI, prepare_controls

ACCENT, TINT = "1F5C7A", "E6EFF3"
"""The colours the templates are drawn in; compiling puts the municipality's in their place."""

_RENDERED = re.compile(r"word/(document|header\d*|footer\d*)\.xml|docProps/(core|custom)\.xml")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# XML 1.0 forbids these; one of them in a cell makes Word refuse the whole file.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template: `render` gives the bytes of one finished .docx. `tables` are its repeating sections."""

    path: Path
    still: Mapping[str, bytes]
    moving: Mapping[str, JinjaTemplate]
    tables: tuple[str, ...]

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The finished form. The same context gives the same bytes; an unknown name raises UnreadableFile."""
        members = dict(self.still)
        names = {**context, "ids": count(1).__next__}
        try:
            for name, template in self.moving.items():
                members[name] = _DECLARATION + template.render(names).encode()
        except UndefinedError as error:
            raise UnreadableFile(self._unknown_name(str(error), context)) from error
        return write_package(members)

    def _unknown_name(self, message: str, context: Mapping[str, Any]) -> Any:
        # Jinja: "'dict object' has no attribute 'naem'" or "'persn' is undefined"; the name is quoted last.
        name = re.findall(r"'([^']+)'", message)[-1]
        known = set(context)
        for value in context.values():
            known.update(value if isinstance(value, dict) else ())
        return template_name(file_place(self.path), name, known)


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
    environment = _environment()
    tables: list[str] = []
    moving = {
        name: _compiled(path, name, members.pop(name), environment, tables)
        for name in sorted(members)
        if _RENDERED.fullmatch(name)
    }
    return Template(path, members, moving, tuple(tables))


def _environment() -> SandboxedEnvironment:
    # Sandboxed: template code can reach Python otherwise (docxtpl #549, #632). Strict: an unknown name
    # would print as nothing. Autoescape: an & in a name would vanish.
    return SandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=_word_text, keep_trailing_newline=True
    )


def _word_text(value: object) -> object:
    """What a printed value becomes inside w:t: no forbidden characters, and a line break for each newline."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    lines = _LINE_END.split(_FORBIDDEN.sub("", value))
    return _BREAK.join(escape(line) for line in lines) if len(lines) > 1 else lines[0]


def _painted(name: str, data: bytes, accent: str, tint: str) -> bytes:
    if not name.endswith(".xml") or not name.startswith("word/"):
        return data
    painted = re.sub(ACCENT.encode(), accent.upper().encode(), data, flags=re.IGNORECASE)
    return re.sub(TINT.encode(), tint.upper().encode(), painted, flags=re.IGNORECASE)


def _compiled(
    path: Path, name: str, data: bytes, environment: SandboxedEnvironment, tables: list[str]
) -> JinjaTemplate:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    if name.startswith("word/"):
        tables += prepare_controls(root)
    xml = DocxTemplate(str(path)).patch_xml(etree.tostring(root, encoding="unicode"))
    xml = re.sub(rf"<\?{PI} (.*?)\?>", r"{% \1 %}", xml)
    try:
        return environment.from_string(xml)
    except TemplateSyntaxError as error:
        line = re.sub(r"<[^>]*>", "", xml.splitlines()[error.lineno - 1])
        near = re.search(r"\{[{%][^{}%]{0,40}", line)
        raise UnreadableFile(
            template_syntax(file_place(path, name), near.group().strip() if near else "")
        ) from error


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
