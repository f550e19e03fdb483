"""A Word file as a package of parts, opened with care, and written byte for byte the same.

In: a path or bytes from anybody. Out: a `Package`, or UnreadableFile with the Danish reason. A part is
inflated when it is asked for, so damage in a part nobody needs stops nothing; what has been inflated counts
against the limit, whatever the file declared.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lxml import etree

from pipeline.problems import Place, Problem, UnreadableFile, file_place
from pipeline.problems.returns import (
    damaged_file,
    empty_file,
    macros_in_file,
    needs_conversion,
    not_a_word_file,
    password_protected,
    too_large,
    unsafe_file,
)
from pipeline.word.names import as_transitional, name

MEMBER_LIMIT = 2_000
SIZE_LIMIT = 50 * 1024 * 1024
RATIO_LIMIT, RATIO_FREE = 250, 1024 * 1024
"""A part may inflate to 250 times its packed size; below one megabyte small XML may pack better."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# All that zipfile lets through on a damaged archive: found by flipping bytes and by cutting pieces out.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ArithmeticError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)

FileKind = Literal["docx", "odt", "doc", "encrypted", "empty", "zip", "other"]


def file_kind(data: bytes) -> FileKind:
    """What a file is by its content, whatever its name: a renamed .doc and an encrypted .docx begin alike."""
    if not data:
        return "empty"
    if data.startswith(_OLE):
        # Both are OLE files; the names of their streams, UTF-16 in the directory, tell them apart.
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "encrypted"
        return "doc" if "WordDocument".encode("utf-16-le") in data else "other"
    if not data.startswith(b"PK"):
        return "other"
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        return "odt"
    return "docx" if b"[Content_Types].xml" in data or b"word/" in data else "zip"


@dataclass(slots=True)
class Package:
    """The parts of one Word file. `main` holds the text; it is found by relationship, not by name."""

    place: Place
    main: str
    _zip: zipfile.ZipFile
    _read: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def open(cls, source: Path | bytes, file: str = "") -> Package:
        """The package of a path or of bytes; `file` names it in problems. Raises UnreadableFile."""
        place = file_place(source) if isinstance(source, Path) else Place(file)
        if isinstance(source, Path) and source.stat().st_size > SIZE_LIMIT:
            raise UnreadableFile(too_large(place))
        data = source.read_bytes() if isinstance(source, Path) else source
        _refuse_other_kinds(data, place)
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise UnreadableFile(damaged_file(place)) from error
        _refuse_hostile(archive, place)
        package = cls(place, "", archive)
        mains = package.related("", "officeDocument")
        if not mains:
            raise UnreadableFile(not_a_word_file(place))
        package.main = mains[0]
        if package.xml(package.main).tag != name("w:document"):
            raise UnreadableFile(not_a_word_file(place))
        return package

    @property
    def names(self) -> list[str]:
        """The names of the parts, in the order of the file."""
        return [info.filename for info in self._zip.infolist() if not info.is_dir()]

    @property
    def members(self) -> Mapping[str, bytes]:
        """Every part, inflated."""
        return {part: self.read(part) for part in self.names}

    def read(self, part: str) -> bytes:
        """One part's bytes. Raises UnreadableFile for a damaged one, or when the limit is reached."""
        if part not in self._read:
            left = SIZE_LIMIT - sum(map(len, self._read.values()))
            try:
                with self._zip.open(part) as stream:
                    data = stream.read(left + 1)
            except _DAMAGED as error:
                raise UnreadableFile(damaged_file(self.place)) from error
            if len(data) > left:
                raise UnreadableFile(too_large(self.place))
            self._read[part] = data
        return self._read[part]

    def xml(self, part: str) -> etree._Element:
        """One part's XML in the usual namespaces. A DOCTYPE is refused: Word writes none."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
        )
        try:
            root = etree.fromstring(as_transitional(self.read(part)), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(damaged_file(self.place)) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile(unsafe_file(self.place))
        return root

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that `part` ("" for the package) points at with this kind of relationship.

        Word Online calls the main part `document2.xml`; one that points at nothing (`NULL`) is left out.
        """
        folder, base = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self.names:
            return []
        found = []
        for relation in self.xml(relations).iter(name("rel:Relationship")):
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                found.append(posixpath.normpath(path))
        return [path for path in found if path in self.names]


def write_package(members: Mapping[str, bytes]) -> bytes:
    """The package as a zip: content types first, as Word wants it, then by name, dated 1 January 1980."""
    order = [part for part in _FIRST if part in members] + sorted(set(members) - set(_FIRST))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in order:
            info = zipfile.ZipInfo(part, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, members[part], compresslevel=6)
    return buffer.getvalue()


_REFUSALS: Mapping[FileKind, Callable[[Place], Problem]] = {
    "empty": empty_file,
    "encrypted": password_protected,
    "doc": needs_conversion,
    "odt": needs_conversion,
    "zip": not_a_word_file,
    "other": not_a_word_file,
}


def _refuse_other_kinds(data: bytes, place: Place) -> None:
    refusal = _REFUSALS.get(file_kind(data))
    if refusal:
        raise UnreadableFile(refusal(place))


def _refuse_hostile(archive: zipfile.ZipFile, place: Place) -> None:
    members = archive.infolist()
    parts = [member.filename for member in members]
    if len(set(parts)) < len(parts):
        raise UnreadableFile(
            unsafe_file(place)
        )  # two parts of one name: which one is read depends on the reader
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile(password_protected(place))
    packed_well = (m for m in members if m.file_size > RATIO_FREE)
    if (
        len(members) > MEMBER_LIMIT
        or sum(member.file_size for member in members) > SIZE_LIMIT
        or any(member.file_size > RATIO_LIMIT * max(member.compress_size, 1) for member in packed_well)
    ):
        raise UnreadableFile(too_large(place))
    if any(part.lower().rpartition("/")[2] == "vbaproject.bin" for part in parts):
        raise UnreadableFile(macros_in_file(place))
