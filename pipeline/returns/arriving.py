"""The files that have arrived: found, passed over, or taken up to be read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.cpr import cpr_left_out
from pipeline.problems import Place, Problem
from pipeline.problems.judging import unreadable_file
from pipeline.problems.returns import too_large
from pipeline.word.package import SIZE_LIMIT

_IGNORED = {".ds_store", "thumbs.db", "desktop.ini", "overblik.xlsx"}


@dataclass(frozen=True, slots=True)
class Arrived:
    """One file as it came. `name` and `place` are for people: a CPR number in the file's name is left out of them.

    `problem` says why the content was not taken up; the digest is "" where the file could not be read at all.
    """

    path: Path
    name: str
    place: Place
    digest: str = ""
    content: bytes = b""
    problem: Problem | None = None


def find_files(paths: Sequence[Path], own: Sequence[Path] = ()) -> tuple[list[Path], int]:
    """The files to take in, oldest first so that a newer return comes last, and how many were passed over.

    Passed over are Word's lock files, hidden files, what operating systems leave in folders, and whatever lies in the
    `own` folders: what was taken in before is not taken in again, unless somebody points at it.
    """
    files, ignored = [], 0
    for path in paths:
        found = (
            sorted(p for p in path.rglob("*") if p.is_symlink() or not p.is_dir())
            if path.is_dir()
            else [path]
        )
        for file in found:
            passed = _is_leftover(file.name) or _is_kept(file.absolute(), path.absolute(), own)
            ignored += passed
            files += [] if passed else [file]
    return sorted(files, key=lambda file: (_modified(file), str(file))), ignored


def take_up(path: Path) -> Arrived:
    """The file read into memory once. One that cannot be read, or is larger than any form, says so and costs nobody."""
    name = cpr_left_out(_as_text(path.name))
    place = Place(str(Path(_as_text(str(path.absolute()))).with_name(name)))
    if not path.is_file():  # a folder behind a link, a pipe, a link to nothing
        return Arrived(path, name, place, problem=unreadable_file(place))
    try:
        with path.open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
            digest = hashlib.sha256(content)
            while more := file.read(1 << 20):
                digest.update(more)
    except OSError:
        return Arrived(path, name, place, problem=unreadable_file(place))
    if len(content) > SIZE_LIMIT:
        return Arrived(path, name, place, digest.hexdigest(), problem=too_large(place))
    return Arrived(path, name, place, digest.hexdigest(), content)


def _is_kept(file: Path, named: Path, own: Sequence[Path]) -> bool:
    """Whether a file lies in a folder of ours that nobody pointed at, or is a letter beside a file in one."""
    for room in own:
        if file.is_relative_to(room):
            return not named.is_relative_to(room) or file.suffix == ".txt"
    return "Modtaget" in file.parts and not named.is_relative_to(file.parent)


def _is_leftover(name: str) -> bool:
    return name.startswith(("~$", ".")) or name.lower() in _IGNORED


def _as_text(name: str) -> str:
    """A name as text: old zips and network drives give names that are no UTF-8, which no store and no log can hold."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _modified(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0
