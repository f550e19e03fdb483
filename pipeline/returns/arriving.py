"""A file taken up to be read, by itself or out of the bundle it came in; or left, with the reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.bundles import is_bundle, open_bundle
from pipeline.bundles.nouns import Member
from pipeline.cpr import cpr_left_out
from pipeline.kinds import composed
from pipeline.problems import Place, Problem
from pipeline.problems.arriving import (
    file_changed,
    file_in_use,
    file_unfinished,
    link_to_document,
    not_downloaded,
)
from pipeline.problems.judging import unreadable_file
from pipeline.problems.returns import too_large
from pipeline.returns.finding import FoundFile, is_locked
from pipeline.returns.standins import is_hollow, is_icloud_placeholder, is_link, lies_elsewhere
from pipeline.returns.wholeness import is_whole
from pipeline.word.file_kind import is_package
from pipeline.word.package import SIZE_LIMIT, file_kind

FRESH_SECONDS = 60
_FORM_SUFFIXES = {".docx", ".dotx", ".docm", ".dotm", ".odt", ".ott", ".doc", ".rtf", ".pdf", ".pages"}


@dataclass(frozen=True, slots=True)
class Arrived:
    """One file as it came. `name` and `place` are for people: composed letters, and no CPR number.

    Out of a bundle, `bundle` is the file it came in, and `path` is that file's with the member's own name after it;
    nothing lies there. `at` is when it was last changed or sent, in seconds since 1970. `problem` says why the content
    is not to be read. The digest is "" for a file that is to be left where it lies. `docx` is the same file as LibreOffice
    made a .docx of it, where it takes LibreOffice to read it.
    """

    path: Path
    name: str
    place: Place
    digest: str = ""
    content: bytes = b""
    problem: Problem | None = None
    at: float | None = None
    bundle: Path | None = None
    docx: bytes = b""


def take_up(file: FoundFile, now: float) -> Arrived:
    """The file read into memory once, or the reason why it is left. `now` is in seconds since 1970.

    A file that somebody has open, or that was changed a moment ago and is not whole, is left for the next night,
    unless it was named. One that is larger than any form says so and costs nobody.
    """
    path = file.path
    name, place = _name_of(path), _place_of(file)
    nothing = Arrived(path, name, place)
    if is_icloud_placeholder(path.name):
        return replace(nothing, problem=not_downloaded(place))
    if is_link(path.name):
        return replace(nothing, problem=link_to_document(place))
    if not path.is_file():  # a folder behind a link, a pipe, a link to nothing
        return replace(nothing, problem=unreadable_file(place))
    if file.scanned and is_locked(path):
        return replace(nothing, problem=file_in_use(place))
    arrived = _read(nothing)
    if arrived.digest and file.scanned and not arrived.problem and _is_unfinished(arrived, now):
        return replace(nothing, problem=file_unfinished(place))
    return arrived


def _read(nothing: Arrived) -> Arrived:
    """The content, unless it is elsewhere or changes under our hands."""
    path, place = nothing.path, nothing.place
    try:
        before = path.stat()
        if lies_elsewhere(before):
            return replace(nothing, problem=not_downloaded(place))
        with path.open("rb") as stream:
            content = stream.read(SIZE_LIMIT + 1)
            digest = hashlib.sha256(content)
            while more := stream.read(1 << 20):
                digest.update(more)
        after = path.stat()
    except FileNotFoundError:
        return replace(nothing, problem=file_changed(place))
    except OSError:
        return replace(nothing, problem=unreadable_file(place))
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return replace(nothing, problem=file_changed(place))
    if is_hollow(content):
        return replace(nothing, problem=not_downloaded(place))
    taken = replace(nothing, digest=digest.hexdigest(), at=after.st_mtime)
    return (
        replace(taken, problem=too_large(place))
        if len(content) > SIZE_LIMIT
        else replace(taken, content=content)
    )


def _is_unfinished(arrived: Arrived, now: float) -> bool:
    assert arrived.at is not None, "a file that was read has a time"
    return abs(now - arrived.at) < FRESH_SECONDS and not is_whole(arrived.content, arrived.name)


# --- out of bundles -----------------------------------------------------------------------------


def holds_files(arrived: Arrived) -> bool:
    """Whether it is a zip or a mail, to be taken apart. A document of Office is a zip too, and none."""
    bundled = not is_package(arrived.content) and is_bundle(arrived.content, arrived.path.name)
    return not arrived.problem and bundled


def take_apart(arrived: Arrived) -> tuple[list[Arrived], int]:
    """The files in a bundle, and how many were passed over. Raises UnreadableFile for one that cannot be opened."""
    opened = open_bundle(arrived.content, arrived.path.name, arrived.place.file)
    return list(_members(arrived, opened.members)), opened.ignored


def may_be_form(arrived: Arrived) -> bool:
    """Whether somebody could have meant a file as a form: any document, and what we could not look into."""
    if arrived.problem or PurePosixPath(arrived.name.lower()).suffix in _FORM_SUFFIXES:
        return True
    return arrived.content.startswith((b"%PDF", b"{\\rtf")) or file_kind(arrived.content) in (
        "docx",
        "odt",
        "doc",
        "encrypted",
    )


def _members(bundle: Arrived, members: tuple[Member, ...]) -> Iterator[Arrived]:
    for member in members:
        shown = cpr_left_out(_as_text(member.name))
        place = Place(f"{bundle.place.file}/{shown}")
        problem = member.problem or _standing_in(member, place)
        yield Arrived(
            path=bundle.path / _as_text(member.name),
            name=PurePosixPath(shown).name.rstrip(" .") or shown,
            place=place,
            digest=hashlib.sha256(member.content).hexdigest(),
            content=member.content,
            problem=Problem(problem.code, place, problem.text, problem.blocks) if problem else None,
            at=member.at if member.at is not None else bundle.at,
            bundle=bundle.path,
        )


def _standing_in(member: Member, place: Place) -> Problem | None:
    if is_link(member.name):
        return link_to_document(place)
    return not_downloaded(place) if is_hollow(member.content) else None


# --- names --------------------------------------------------------------------------------------


def _name_of(path: Path) -> str:
    """The name without the full stop or the space that some programs leave at its end and Windows does not know."""
    name = cpr_left_out(_as_text(path.name))
    return name.rstrip(" .") or name


def _place_of(file: FoundFile) -> Place:
    """Where a file lies, for people: from the folder that was looked through, CPR numbers are left out of every part."""
    path, root = file.path.absolute(), (file.root or file.path.parent).absolute()
    parts = [cpr_left_out(_as_text(part)) for part in path.relative_to(root).parts]
    return Place(str(Path(_as_text(str(root)), *parts)))


def _as_text(name: str) -> str:
    """A name as text, in composed letters: macOS decomposes æøå, and old zips and network drives give names that are
    no UTF-8, which no store and no log can hold."""
    return composed(name.encode("utf-8", "replace").decode("utf-8"))
