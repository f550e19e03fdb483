"""Drafts of mails in a folder: those that are wanted, and no others. A mail that says the same is left as it lies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

Drafts: TypeAlias = Mapping[str, str]
"""The text of each mail, headers and all, by the name of its file."""


def write_drafts(folder: Path, drafts: Drafts) -> list[Path]:
    """Writes the drafts that are new or have changed and returns them; a draft that is not wanted any more goes away."""
    mails = {folder / name: text.encode() for name, text in drafts.items()}
    for path in set(folder.glob("*.eml")) - mails.keys():
        path.unlink()
    changed = [path for path, mail in mails.items() if not path.is_file() or path.read_bytes() != mail]
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(mails[path])
        part.replace(path)
    return changed
