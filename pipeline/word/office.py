"""LibreOffice, for the formats that are not .docx, and for looking at what we write.

In: files. Out: the same files in another format; one that LibreOffice could not read is left out of the
answer. Every call has a profile of its own, so that it neither waits for nor disturbs an office that
somebody has open.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

Format = Literal["docx", "pdf", "odt", "doc"]

_FILTERS: Mapping[Format, str] = {
    "docx": "docx:MS Word 2007 XML",
    "pdf": "pdf:writer_pdf_Export",
    "odt": "odt:writer8",
    "doc": "doc:MS Word 97",
}
_START_SECONDS, _FILE_SECONDS = 90, 20
# Measured, LibreOffice 7.4: of 275 files in one call the last 28 were passed over in silence.
_BATCH = 100


def available() -> bool:
    """Whether LibreOffice is installed."""
    return _program() is not None


def convert(paths: Sequence[Path], to: Format, into: Path) -> dict[Path, Path]:
    """The converted files by their originals, written to the folder `into` under the same stem, in few calls.

    Two originals of one stem get `-2` and so on. Where one file brings LibreOffice down, those left
    over are tried again one by one. Raises FileNotFoundError where LibreOffice is not installed.
    """
    program = _program()
    if program is None:
        raise FileNotFoundError("soffice")
    into.mkdir(parents=True, exist_ok=True)
    done: dict[Path, Path] = {}
    with tempfile.TemporaryDirectory(prefix="mus-office-") as folder:
        room = Path(folder)
        copies = {path: _numbered_copy(path, number, room / "in") for number, path in enumerate(paths, 1)}
        waiting = list(copies.values())
        for start in range(0, len(waiting), _BATCH):
            _run(program, waiting[start : start + _BATCH], to, room)
        for path, copy in copies.items():
            made = room / "out" / f"{copy.stem}.{to}"
            if not made.exists() and len(copies) > 1:
                _run(program, [copy], to, room)
            if made.exists():
                done[path] = Path(shutil.move(made, _free_name(into, path.stem, to, set(done.values()))))
    return done


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _numbered_copy(path: Path, number: int, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return Path(shutil.copyfile(path, folder / f"{number:05d}{path.suffix.lower()}"))


def _free_name(folder: Path, stem: str, suffix: str, taken: set[Path]) -> Path:
    name, number = folder / f"{stem}.{suffix}", 1
    while name in taken:
        number += 1
        name = folder / f"{stem}-{number}.{suffix}"
    return name


def _run(program: str, files: Sequence[Path], to: Format, room: Path) -> None:
    """One call for all files. Its exit code says nothing of the single file."""
    command = [
        program,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        "--convert-to",
        _FILTERS[to],
        "--outdir",
        str(room / "out"),
        *map(str, files),
    ]
    limit = _START_SECONDS + _FILE_SECONDS * len(files)
    try:
        subprocess.run(command, capture_output=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return
