"""Every copy of a form there is on the disk, by the form's id and by the file's digest.

A form bears its id in its properties, its footer and its controls, so a copy is found under any name: typed in,
renamed, put back, zipped, mailed, half-way through the inbox, or left by a run that was killed. Nothing is removed here.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.bundles import Member, is_bundle, open_bundle
from pipeline.identity import form_ids_in
from pipeline.problems import UnreadableFile
from pipeline.reports.review import is_review, read_review
from pipeline.word.file_kind import is_package
from pipeline.workspace import Workspace

_PROPERTIES = ("docProps/custom.xml", "docProps/core.xml", "meta.xml")
_NESTED = (".docx", ".dotx", ".odt", ".doc", ".pdf", ".zip")
_DOCUMENTS = (b"PK", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0")
_MAIL = (".eml", ".msg")
_MEMBER_LIMIT, _DEPTH = 20_000_000, 3
_LEFTOVERS = ("packets", "archive", "review", "rejected", "status")
TEMPORARY = "mus-*"
"""The folders that a run converts files in; they go with it, unless it is killed."""


@dataclass(slots=True)
class Copies:
    """Paths by form id and by digest, and the form ids in each; relative to the output folder where they lie in it.

    A zip or a mail stands under the digests of what it holds as well; `bundles` are their own. `folders` are the output
    folders that were looked through.
    """

    folders: tuple[Path, ...] = ()
    by_key: dict[str, list[str]] = field(default_factory=dict)
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bundles: dict[str, str] = field(default_factory=dict)


def find_copies(workspace: Workspace, folders: Sequence[Path]) -> Copies:
    """Every file of the output folders, and of folders left by killed runs, that is a form or holds one.

    `folders` are those of earlier rounds in the same store; the workspace's own is always looked through.
    """
    output, found = workspace.output.absolute(), Copies(tuple(folders))
    for path in _files(workspace, folders):
        shown = str(path.relative_to(output)) if path.is_relative_to(output) else str(path)
        try:
            content = path.read_bytes()
        except OSError:
            content = b""  # what cannot be read is known by its name; removing it will tell
        held = _held(path.name, content)
        within = [found_id for member in held for found_id in _ids_of(member)]
        ids = within or _ids_within(path.name, content) or form_ids_in(f"{path.parent.name} {path.name}")
        found.ids[shown] = tuple(dict.fromkeys(ids))
        # Empty files are all alike, so bytes that are none are nobody's.
        digests = [hashlib.sha256(each).hexdigest() for each in (content, *(m.content for m in held)) if each]
        if held:
            found.bundles[shown] = digests[0]
        for key in dict.fromkeys((*ids, *digests)):
            found.by_key.setdefault(key, []).append(shown)
    return found


def leftovers(output: Path) -> list[Path]:
    """What a killed run left half-written in the folders that only the pipeline writes in."""
    hidden = (path for room in _LEFTOVERS for path in sorted((output / room).rglob(".*")))
    return [path for path in hidden if path.suffix in (".part", ".tmp") and path.is_file()]


def _files(workspace: Workspace, folders: Sequence[Path]) -> Iterator[Path]:
    output = workspace.output.absolute()
    status = [room / workspace.status.name for room in (output, *folders)]
    own = (workspace.store, f"{workspace.store}-wal", f"{workspace.store}-shm")
    rooms = [*dict.fromkeys((output, *folders)), *sorted(Path(tempfile.gettempdir()).glob(TEMPORARY))]
    for room in rooms:
        for folder, _, names in os.walk(
            room
        ):  # passes over folders that vanish meanwhile or are closed to us
            paths = (Path(folder) / name for name in sorted(names))
            yield from (
                p
                for p in paths
                if not any(map(p.is_relative_to, status)) and str(p) not in own and p.is_file()
            )


def _held(name: str, content: bytes) -> tuple[Member, ...]:
    """What a zip or a mail holds, out of whatever it is coded in; nothing for any other file."""
    if is_package(content):
        return ()
    try:
        return open_bundle(content, name).members if is_bundle(content, name) else ()
    except UnreadableFile:
        return ()


def _ids_of(member: Member) -> list[str]:
    return _ids_within(member.name, member.content) or form_ids_in(member.name)


def _ids_within(name: str, content: bytes, depth: int = _DEPTH) -> list[str]:
    """The form ids in a document, and the one that a review workbook is about: HR's words on it may stand there.

    None for any other workbook, a log or a list, which may name forms without being one.
    """
    if not (content.startswith(_DOCUMENTS) or name.lower().endswith(_MAIL)):
        return []
    if not content.startswith(b"PK"):
        return _ids_in(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if any(name.startswith("xl/") for name in package.namelist()):
                return _ids_reviewed(content)
            return _ids_in_package(package, depth)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        return _ids_in(content)


def _ids_reviewed(workbook: bytes) -> list[str]:
    review = read_review(workbook, b"") if is_review(workbook) else None
    return form_ids_in(review.form_id) if review else []


def _ids_in_package(package: zipfile.ZipFile, depth: int) -> list[str]:
    """The properties say whose form it is; a program that drops them leaves the id in the text."""
    members = [member for member in package.infolist() if member.file_size <= _MEMBER_LIMIT]
    names = {member.filename for member in members}
    told = [found for name in _PROPERTIES if name in names for found in _ids_in(package.read(name))]
    if told:
        return list(dict.fromkeys(told))
    for member in members:
        content = package.read(member)
        if depth and member.filename.lower().endswith(_NESTED):
            told += _ids_within(member.filename, content, depth - 1) or form_ids_in(member.filename)
        else:
            told += _ids_in(content)
    return list(dict.fromkeys(told))


def _ids_in(content: bytes) -> list[str]:
    """The ids in plain bytes; old Word writes two bytes a letter, of which one is zero."""
    return form_ids_in(content.replace(b"\0", b"").decode("latin-1"))
