"""All that a status depends on, each part as a digest: where all are what they were, nothing has to be done again.

A part that is forgotten here is a status that is stale, so the parts are wide and not clever: the whole forms folder, the
whole program, every file of the roster, and the count that the store itself keeps of its changes.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from pipeline.workspace import Workspace

_NOBODYS = ("~$", ".")
_PACKAGE = Path(__file__).resolve().parents[1]


def status_inputs(workspace: Workspace, today: date, changes: int) -> str:
    """The digest of all that a round's status follows from. `changes` is the store's own count of what changed in it."""
    return digest_of({**roster_inputs(workspace, today), "store": str(changes)})


def roster_inputs(workspace: Workspace, today: date) -> dict[str, str]:
    """The parts that the reading of the workspace's roster depends on. The day is one: some notes are about it."""
    return {
        "program": program(),
        "today": today.isoformat(),
        "key": digest_of_file(workspace.key),
        "round": f"{workspace.folder} {workspace.municipality} {workspace.year}",
        "settings": _digest_of_files([workspace.folder / "mus.toml"]),
        "forms": _digest_of_files(_below(workspace.forms)),
        "roster": _digest_of_files(_below(workspace.roster) if workspace.roster else []),
    }


def digest_of(parts: Mapping[str, str]) -> str:
    """One digest of all parts."""
    return hashlib.sha256(repr(sorted(parts.items())).encode()).hexdigest()


def digest_of_file(path: Path) -> str:
    """The digest of a file's bytes, "" where there is none or it is closed to us."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def rules_of(workspace: Workspace) -> str:
    """What is said of the same facts and people follows from these: the program, and all that HR owns and edits."""
    return digest_of({"program": program(), "forms": _digest_of_files(_below(workspace.forms))})


@cache
def program(package: Path = _PACKAGE) -> str:
    """The program as it is now: its own files, and the libraries beside it with their versions.

    Measured: 15 ms for the bytes of 360 files. Their times would be cheaper, and the same after some installations.
    """
    libraries = {path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")}
    own = [path for path in package.rglob("*") if path.suffix in (".py", ".sql")]
    return digest_of({"libraries": repr((sys.version, sorted(libraries))), "files": _digest_of_files(own)})


def _below(path: Path) -> Iterator[Path]:
    """The file itself, or every file in a folder, but for what Word, Explorer and Finder leave there."""
    if not path.is_dir():
        yield path
    for folder, _, names in os.walk(path, followlinks=True):  # a folder may be a link to a shared drive
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith(_NOBODYS))


def _digest_of_files(paths: Iterable[Path]) -> str:
    """One digest of names and bytes; folders count by what is in them."""
    found = {str(path): digest_of_file(path) for path in paths}
    return digest_of(found)
