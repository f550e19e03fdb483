"""A Word file as a package of parts, opened with care, and written byte for byte the same.

In: a path or bytes from anybody. Out: a `Package`, or UnreadableFile with the Danish reason. A part is
inflated when it is asked for, so damage in a part nobody needs stops nothing; what has been inflated counts
against the limit, whatever the file declared.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

from lxml import etree

from pipeline.deflating import DAMAGED
from pipeline.packing import write_package
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
from pipeline.problems.word_files import picture_file, too_much_text
from pipeline.word.file_kind import FileKind, file_kind
from pipeline.word.hostile import (
    SIZE_LIMIT,
    TAG_LIMIT,
    refuse_crowded_zip,
    refuse_hostile_xml,
    refuse_hostile_zip,
    tags_in,
)
from pipeline.word.names import as_transitional, name
from pipeline.word.zipped import directory, inflated

__all__ = ["SIZE_LIMIT", "FileKind", "Package", "Relation", "file_kind", "write_package"]


Made = TypeVar("Made")
_KEPT = 20_000
_RELATIONSHIP = name("rel:Relationship")


@dataclass(frozen=True, slots=True)
class Relation:
    """One pointer of a part: the last word of its type (`footer`, `attachedTemplate`), its target, and whether outside."""

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """The parts of one Word file. `main` holds the text; it is found by relationship, not by name."""

    place: Place
    main: str
    _data: bytes
    _read: dict[str, bytes] = field(default_factory=dict)
    _tags: dict[str, int] = field(default_factory=dict)
    _spelt: dict[str, None] = field(default_factory=dict)
    _folded: dict[str, str] = field(default_factory=dict)
    _relations: dict[str, tuple[Relation, ...]] = field(default_factory=dict)
    _fresh: etree._Element | None = None

    @classmethod
    def open(cls, source: Path | bytes, file: str = "") -> Package:
        """The package of a path or of bytes; `file` names it in problems. Raises UnreadableFile."""
        package = cls.of_parts(source, file)
        package._fresh = package.xml(package.main)
        if package._fresh.tag != name("w:document"):
            raise UnreadableFile(not_a_word_file(package.place))
        return package

    @classmethod
    def of_parts(cls, source: Path | bytes, file: str = "") -> Package:
        """The package before its main part is looked at. Raises UnreadableFile."""
        place = file_place(source) if isinstance(source, Path) else Place(file)
        if (source.stat().st_size if isinstance(source, Path) else len(source)) > SIZE_LIMIT:
            raise UnreadableFile(too_large(place))
        data = source.read_bytes() if isinstance(source, Path) else source
        refuse_crowded_zip(data, place)
        _refuse_other_kinds(data, place)
        try:
            archive = directory(data)
        except DAMAGED as error:
            raise UnreadableFile(damaged_file(place)) from error
        refuse_hostile_zip(archive, place)
        package = cls(place, "", data)
        package._spelt = {info.filename: None for info in archive.infolist() if not info.is_dir()}
        package._folded = {spelt.casefold(): spelt for spelt in package._spelt}
        mains = package.related("", "officeDocument")
        if not mains:
            raise UnreadableFile(not_a_word_file(place))
        package.main = mains[0]
        return package

    def body(self) -> etree._Element:
        """The main part's XML, the caller's own to change."""
        root, self._fresh = self._fresh, None
        return self.xml(self.main) if root is None else root

    @property
    def names(self) -> list[str]:
        """The names of the parts, in the order of the file."""
        return list(self._spelt)

    @property
    def inflated(self) -> int:
        """The bytes of all parts that have been asked for."""
        return sum(map(len, self._read.values()))

    @property
    def members(self) -> Mapping[str, bytes]:
        """Every part, inflated."""
        return {part: self.read(part) for part in self.names}

    def read(self, part: str) -> bytes:
        """One part's bytes. Raises UnreadableFile for a damaged one, or when the limit is reached."""
        if part not in self._read:
            left = SIZE_LIMIT - sum(map(len, self._read.values()))
            try:
                data = inflated(self._data, part, left + 1)
            except DAMAGED as error:
                raise UnreadableFile(damaged_file(self.place)) from error
            if len(data) > left:
                raise UnreadableFile(too_large(self.place))
            self._read[part] = data
        return self._read[part]

    def xml(self, part: str) -> etree._Element:
        """One part's XML in the usual namespaces. A DOCTYPE is refused: Word writes none.

        All parts that are looked at count together against the limit of tags.
        """
        return self.made(part, parsed)

    def made(self, part: str, make: Callable[[bytes], Made]) -> Made:
        """What is made of the bytes of a part, by way of `parsed`; what many files have may be made once.

        Raises UnreadableFile.
        """
        data = self.read(part)
        refuse_hostile_xml(data, self.place)
        self._tags[part] = tags_in(data)
        if sum(self._tags.values()) > TAG_LIMIT:
            raise UnreadableFile(too_much_text(self.place))
        try:
            return make(data)
        except _DoctypeFound as error:
            raise UnreadableFile(unsafe_file(self.place)) from error
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableFile(damaged_file(self.place)) from error

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Where a part ("" for the package) points: parts by their full names, and what lies outside."""
        if part not in self._relations:
            folder, base = posixpath.split(part)
            relations = self._member(posixpath.join(folder, "_rels", f"{base}.rels"))
            found = self.made(relations, lambda data: _pointers_in(data, folder)) if relations else ()
            self._relations[part] = found
        return self._relations[part]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that `part` ("" for the package) points at with this kind of relationship.

        Word Online calls the main part `document2.xml`; one that points at nothing (`NULL`) is left out.
        """
        inside = (each.target for each in self.relations(part) if each.kind == kind and not each.external)
        return [member for target in inside if (member := self._member(target))]

    def _member(self, path: str) -> str:
        """The part of this name as it is spelt in the zip, or "": case does not count, nor do %-codes."""
        if path in self._spelt:
            return path
        return self._folded.get(path.casefold()) or self._folded.get(unquote(path).casefold(), "")


class _DoctypeFound(Exception):
    """A part declares a document type."""


def parsed(data: bytes) -> etree._Element:
    """XML that nothing is fetched for. Raises lxml's errors, and refuses a document type: for `made`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
    )
    root = etree.fromstring(as_transitional(data), parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise _DoctypeFound
    return root


# One program writes the same pointers into all its files: of 400 forms there were three such parts in all.
def _pointers_in(data: bytes, folder: str) -> tuple[Relation, ...]:
    return (_pointers if len(data) < _KEPT else _pointers.__wrapped__)(data, folder)


@lru_cache(maxsize=64)
def _pointers(data: bytes, folder: str) -> tuple[Relation, ...]:
    found = []
    for relation in parsed(data).iter(_RELATIONSHIP):
        kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
        external = relation.get("TargetMode") == "External"
        if not external:
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            target = posixpath.normpath(path)
        found.append(Relation(kind, target, external))
    return tuple(found)


_REFUSALS: Mapping[FileKind, Callable[[Place], Problem]] = {
    "empty": empty_file,
    "encrypted": password_protected,
    "docm": macros_in_file,
    "doc": needs_conversion,
    "odt": needs_conversion,
    "rtf": needs_conversion,
    "image": picture_file,
    "pdf": not_a_word_file,
    "zip": not_a_word_file,
    "other": not_a_word_file,
}


def _refuse_other_kinds(data: bytes, place: Place) -> None:
    refusal = _REFUSALS.get(file_kind(data))
    if refusal:
        raise UnreadableFile(refusal(place))
