"""The parts of a workbook that is a zip (.xlsx, .xlsb, .ods), inflated piece by piece and no further than is sane."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Self
from xml.etree import ElementTree

from pipeline.problems import Place, UnreadableFile
from pipeline.problems.roster import workbook_unreadable
from pipeline.problems.sheets import too_large

MOST_INFLATED, MOST_PARTS = 2 * 1024**3, 10_000
CHUNK = 1024 * 1024
_SMALL = 64 * 1024 * 1024
_ENTRY = b"PK\x01\x02"
"""What every entry of a zip's directory begins with (APPNOTE 4.3.12): counted before zipfile takes memory for each."""

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
    ArithmeticError,
    MemoryError,
)
"""What zipfile, olefile and an XML parser let through on a damaged file: by flipping bytes and cutting."""


class Package:
    """A zip's parts by name. Together they inflate to no more than `MOST_INFLATED`, whatever they declare."""

    def __init__(self, path: Path, place: Place) -> None:
        self._place, self._left = place, MOST_INFLATED
        self._zip = zipfile.ZipFile(path)
        self.parts = {part.filename.replace("\\", "/"): part for part in self._zip.infolist()}
        if len(self.parts) < len(self._zip.infolist()):
            raise UnreadableFile(workbook_unreadable(place))  # two parts of one name: who knows which is read

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part's bytes. zipfile stops at the size that a part declares; calamine does not, so neither does this."""
        part = self.parts[name]
        part.file_size = self._left + 2 * CHUNK
        with self._zip.open(part) as stream:
            while chunk := stream.read(CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise UnreadableFile(too_large(self._place))
                yield chunk

    def tree(self, name: str) -> ElementTree.Element | None:
        """A small part as XML, or None where it is not there. One that declares a DOCTYPE is damaged."""
        if name not in self.parts:
            return None
        content = b""
        for chunk in self.chunks(name):
            content += chunk
            if len(content) > _SMALL:
                raise UnreadableFile(too_large(self._place))
        if b"<!DOCTYPE" in content:
            raise ValueError("a DOCTYPE")
        return ElementTree.fromstring(content)


def is_crowded(path: Path) -> bool:
    """Whether a zip has more parts than any workbook: each costs memory before one is looked at."""
    with path.open("rb") as file:
        count = 0
        while (chunk := file.read(CHUNK)) and count <= MOST_PARTS:
            count += chunk.count(_ENTRY)
    return count > MOST_PARTS


def local(tag: str) -> str:
    """`sheet` for `{http://…}sheet`: strict and transitional workbooks differ in namespaces alone."""
    return tag.rpartition("}")[2]
