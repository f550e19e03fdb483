"""A workbook as a package of parts, changed part by part: what nobody changes goes out with the bytes it came in with.

In: somebody's .xlsx or .xlsm. Out: the same parts, some of them changed, added or dropped, in a zip whose bytes
depend on them alone. Names are compared without regard to case, as ECMA-376 part 2, 6.3.5 has it.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TypeAlias
from urllib.parse import unquote
from xml.sax.saxutils import escape

from lxml import etree

XML: TypeAlias = etree._Element

TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
_WHOLE = re.compile(r"[-+]?[0-9]{1,10}")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20
_MARKUP = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
XML_NAMES = (".xml", ".rels", ".vml")
"""How the names of parts with text in them end."""
UNSEALED = b"0" * 64
_SEAL = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
BROKEN = (zipfile.BadZipFile, zlib.error)
"""What zipfile says of a zip that is damaged."""


class NoWorkbook(Exception):
    """The package is no workbook whose parts we know."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One pointer of a part: its id, the last word of its type, and the part it points at ("" for one outside)."""

    id: str
    kind: str
    target: str


@dataclass(slots=True)
class Parts:
    """The parts of a workbook: read from the zip, or as they have been changed since."""

    archive: zipfile.ZipFile
    changed: dict[str, bytes] = field(default_factory=dict)
    streamed: dict[str, Callable[[], Iterator[bytes]]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    _spelt: dict[str, str] = field(default_factory=dict)
    _marked_up: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = (info.filename for info in self.archive.infolist() if not info.is_dir())
        self._spelt = {name.casefold(): name for name in names}

    def named(self, path: str) -> str:
        """The part of this name as it is spelt here, or ""."""
        path = path.lstrip("/")
        spelt = self._spelt.get(path.casefold()) or self._spelt.get(unquote(path).casefold(), "")
        return "" if spelt in self.gone else spelt

    def names(self) -> list[str]:
        """All parts, in the order of the file, new ones last."""
        return [name for name in self._spelt.values() if name not in self.gone]

    def read(self, part: str) -> bytes:
        """A part's bytes as they are now."""
        if part in self.changed:
            return self.changed[part]
        return b"".join(self._inflated(part))

    def text(self, part: str) -> bytes:
        """A part's XML in UTF-8, without comments and CDATA sections, which may stand anywhere in it."""
        return plain_xml(self.read(part))

    def chunks(self, part: str) -> Iterator[bytes]:
        """A part as it came, piece by piece, in UTF-8 and as `text` has it; for one that is too large to hold."""
        if part not in self._marked_up:
            self._marked_up[part] = self._is_marked_up(part)
        if self._marked_up[part]:
            yield plain_xml(b"".join(self._inflated(part)))
        else:
            yield from self._inflated(part)

    def _is_marked_up(self, part: str) -> bool:
        """Whether a part has to be read as a whole: it is no UTF-8, or has more than tags and text in it."""
        before = b""
        for chunk in self._inflated(part):
            if b"<!" in before + chunk or (not before and not _is_utf8(chunk)):
                return True
            before = chunk[-1:]
        return False

    def _inflated(self, part: str) -> Iterator[bytes]:
        """zipfile's own words for a part that is not there, is encrypted or compressed in another way."""
        try:
            with self.archive.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except (KeyError, RuntimeError, NotImplementedError, EOFError) as error:
            raise NoWorkbook from error

    def xml(self, part: str) -> XML:
        """A part's root element; entities are not resolved."""
        return parsed(self.read(part))

    def put(self, part: str, content: bytes | XML) -> None:
        """Gives a part new content; a part that was not there is added."""
        self.changed[part] = content if isinstance(content, bytes) else written(content)
        self._spelt.setdefault(part.casefold(), part)
        self.gone.discard(part)

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern such as `xl/comments{}.xml` that no part has."""
        numbers = (pattern.format(number) for number in range(1, 1_000_000))
        return next(name for name in numbers if name.casefold() not in self._spelt)

    def drop(self, part: str) -> None:
        """Takes a part away, with what it says of its relations and its content type."""
        self.gone |= {part, self.named(_relations_of(part))} - {""}
        types = self.xml(TYPES)
        for each in types.findall(f"{_TYPES}Override"):
            if each.get("PartName", "").lstrip("/").casefold() == part.casefold():
                types.remove(each)
        self.put(TYPES, types)

    # --- relations and content types --------------------------------------------------------

    def relations(self, part: str) -> list[Relation]:
        """Where a part ("" for the package) points, in the order of the file."""
        relations = self.named(_relations_of(part))
        found = self.xml(relations) if relations else ()
        return [
            Relation(
                each.get("Id", ""),
                each.get("Type", "").rpartition("/")[2],
                "" if each.get("TargetMode") == "External" else self._target(part, each.get("Target", "")),
            )
            for each in found
            if isinstance(each.tag, str)
        ]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that a part points at with this kind of relation."""
        return [each.target for each in self.relations(part) if each.kind == kind and each.target]

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation of a part to another, `kind` being its whole type; returns its id."""
        name = self.named(_relations_of(part)) or _relations_of(part)
        root = self.xml(name) if self.named(name) else parsed(_NO_RELATIONS)
        taken = {each.get("Id") for each in root}
        ident = next(f"rIdMus{n}" for n in range(1, 1_000_000) if f"rIdMus{n}" not in taken)
        where = posixpath.relpath(target, posixpath.dirname(part) or ".")
        etree.SubElement(root, _tag("Relationship"), Id=ident, Type=kind, Target=where)
        self.put(name, root)
        return ident

    def unrelate(self, part: str, targets: Iterable[str]) -> None:
        """Takes away a part's relations to these parts."""
        name, wanted = self.named(_relations_of(part)), set(targets)
        ids = {each.id for each in self.relations(part) if each.target in wanted}
        if ids:
            root = self.xml(name)
            for each in [each for each in root if each.get("Id") in ids]:
                root.remove(each)
            self.put(name, root)

    def set_type(self, part: str, content_type: str) -> None:
        """Says what a part is."""
        types = self.xml(TYPES)
        for each in types.findall(f"{_TYPES}Override"):
            if each.get("PartName", "").casefold() == f"/{part}".casefold():
                types.remove(each)
        etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{part}", ContentType=content_type)
        self.put(TYPES, types)

    def set_default_type(self, extension: str, content_type: str) -> None:
        """Says what all parts of an extension are, unless it is said already."""
        types = self.xml(TYPES)
        known = {each.get("Extension", "").casefold() for each in types.findall(f"{_TYPES}Default")}
        if extension not in known:
            types.insert(0, etree.Element(f"{_TYPES}Default", Extension=extension, ContentType=content_type))
            self.put(TYPES, types)

    def _target(self, part: str, target: str) -> str:
        folder = posixpath.dirname(part)
        path = target if target.startswith("/") else posixpath.join(folder, target)
        return self.named(posixpath.normpath(path.lstrip("/")))


def write_parts(parts: Parts, target: BinaryIO, passed: Callable[[str, bytes], bytes], last: str) -> None:
    """Writes the zip, content types first as Excel does. `passed` has the last word on each part.

    The streamed parts come before those that are held: formats, comments and relations follow from them. The `last`
    part has `UNSEALED` in it, in the place of which comes a digest of everything else.
    """
    digest = hashlib.sha256()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        _write(archive, digest, TYPES, passed(TYPES, parts.read(TYPES)))
        for name, pieces in parts.streamed.items():
            with archive.open(zip_member(name), "w", force_zip64=True) as stream:
                digest.update(name.encode())
                for piece in _joined(pieces()):
                    digest.update(piece)
                    stream.write(piece)
        for name in parts.names():
            if name not in parts.streamed and name not in (TYPES, last):
                _write(archive, digest, name, passed(name, parts.read(name)))
        end = passed(last, parts.read(last))
        digest.update(last.encode() + end)
        archive.writestr(zip_member(last), end.replace(UNSEALED, digest.hexdigest().encode(), 1))


def is_sealed(path: Path) -> bool:
    """Whether a file is as `write_parts` left it."""
    digest = hashlib.sha256()
    try:
        with zipfile.ZipFile(path) as archive:
            *names, last = archive.namelist() or [""]
            for name in names:
                digest.update(name.encode())
                with archive.open(name) as stream:
                    while chunk := stream.read(_CHUNK):
                        digest.update(chunk)
            end = archive.read(last)
    except (*BROKEN, KeyError, RuntimeError, NotImplementedError, EOFError, OSError):
        return False
    seals = _SEAL.findall(end)
    digest.update(last.encode() + _SEAL.sub(UNSEALED, end, count=1))
    return len(seals) == 1 and seals[0].decode() == digest.hexdigest()


def _write(archive: zipfile.ZipFile, digest: hashlib._Hash, name: str, content: bytes) -> None:
    digest.update(name.encode() + content)
    archive.writestr(zip_member(name), content)


def _joined(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Fewer, larger pieces."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) > _CHUNK:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def parsed(data: bytes) -> XML:
    """The root of some XML from anybody. Raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser)
    if (
        root.getroottree().docinfo.internalDTD is not None
    ):  # must not be in a package (ECMA-376 part 2, 8.1.4)
        raise NoWorkbook
    return root


def plain_xml(data: bytes) -> bytes:
    """XML in UTF-8 without comments, and with plain text for CDATA sections."""
    data = data if _is_utf8(data[:_CHUNK]) else written(parsed(data))
    if b"<!" not in data:
        return data
    if b"<!DOCTYPE" in data:
        raise NoWorkbook
    return _MARKUP.sub(
        lambda found: escape((found.group(1) or b"").decode("utf-8", "replace")).encode(), data
    )


def whole(element: XML, name: str, missing: int = 0) -> int:
    """An attribute that is a whole number, or `missing`. Raises NoWorkbook for anything else."""
    text = element.get(name, "").strip() if name in element.attrib else str(missing)
    if _WHOLE.fullmatch(text) is None:
        raise NoWorkbook
    return int(text)


def written(root: XML) -> bytes:
    """The XML as a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_utf8(beginning: bytes) -> bool:
    """Whether XML is in UTF-8, as nearly all is: another encoding is declared, or has a mark of its own."""
    said = _ENCODING.match(beginning)
    other = said is not None and said.group(1).lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
    return not other and not beginning.startswith((b"\xff\xfe", b"\xfe\xff"))


def _relations_of(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _tag(name: str) -> str:
    return f"{{{_RELATIONS}}}{name}"


def zip_member(name: str) -> zipfile.ZipInfo:
    """A zip member that tells nothing of the day or the machine it was written on."""
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    member.create_system = 3
    return member
