"""The files that lie where returns are put: found in folders however deep, oldest first, leftovers counted by kind."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.bundles import leftover_kind
from pipeline.returns.standins import is_icloud_placeholder

KEPT, OVERVIEW = "files of ours", "overviews"
_OVERVIEW = "overblik.xlsx"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that lies somewhere. `root` is the folder that was looked through, None for a file that was named."""

    path: Path
    root: Path | None = None

    @property
    def scanned(self) -> bool:
        """Whether it was come upon; a file that somebody named is taken at once."""
        return self.root is not None


@dataclass(frozen=True, slots=True)
class Found:
    """The files to take in, oldest first, how many were passed over by kind, and the folders that are closed to us."""

    files: list[FoundFile]
    ignored: Counter[str] = field(default_factory=Counter)
    closed: list[Path] = field(default_factory=list)


def find_files(paths: Sequence[Path], own: Sequence[Path] = ()) -> Found:
    """The files to take in, oldest first so that a newer return comes last.

    Passed over are lock files, hidden files, what systems leave in folders, and whatever lies in the `own` folders:
    what was taken in before is not taken in again, unless somebody points at it.
    """
    found = Found([])
    for named in paths:
        if not named.is_dir():
            found.files.append(FoundFile(named))
            continue
        for path in _below(named, found.closed):
            kind = _passed_over(path, named, own)
            if kind:
                found.ignored[kind] += 1
            else:
                found.files.append(FoundFile(path, named))
    found.files.sort(key=lambda file: (modified(file.path), str(file.path)))
    return found


def modified(path: Path) -> float:
    """When a file was last changed, in seconds since 1970; 0 for one that is gone."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def is_locked(path: Path) -> bool:
    """Whether a lock file lies beside it: LibreOffice's, or Word's, which drops up to two letters of a longer name."""
    name, folder = path.name, path.parent
    locks = (f".~lock.{name}#", f"~${name}", f"~${name[1:]}", f"~${name[2:]}")
    return any(os.path.lexists(folder / lock) for lock in locks)


def _below(folder: Path, closed: list[Path]) -> Iterator[Path]:
    """Every file below a folder, links that lead nowhere and other oddities included; links to folders are not followed."""
    walk = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)))
    for parent, folders, names in walk:
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        yield from (Path(parent) / name for name in sorted([*names, *links]))


def _passed_over(path: Path, named: Path, own: Sequence[Path]) -> str:
    if is_icloud_placeholder(path.name):
        return ""
    if path.name.lower() == _OVERVIEW:
        return OVERVIEW
    kind = leftover_kind(str(path.relative_to(named)))
    return kind or (KEPT if _is_kept(path.absolute(), named.absolute(), own) else "")


def _is_kept(file: Path, named: Path, own: Sequence[Path]) -> bool:
    """Whether a file lies in a folder of ours that nobody pointed at, or is a letter beside a file in one."""
    for room in own:
        if file.is_relative_to(room):
            return not named.is_relative_to(room) or file.suffix == ".txt"
    return "Modtaget" in file.parts and not named.is_relative_to(file.parent)
