"""LibreOffice, for the formats that are not .docx, and for looking at what we write.

In: files. Out: the same files in another format; one that LibreOffice could not read is left out of the
answer. Every call has a profile of its own, so that it neither waits for nor disturbs an office that
somebody has open.

The files are anybody's. The profile forbids all macros, never updates a link, and fetches nothing that a document
points at; whatever would still go out on the net is sent to a proxy that is not there.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

if sys.platform == "linux":
    import resource

Format = Literal["docx", "pdf", "odt", "doc", "rtf", "xlsx"]

_FILTERS: Mapping[Format, str] = {
    "docx": "docx:MS Word 2007 XML",
    "pdf": "pdf:writer_pdf_Export",
    "odt": "odt:writer8",
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
}

# Names and values as in LibreOffice's own schema (officecfg, Common.xcs, Writer.xcs, Calc.xcs, Inet.xcs).
_NOWHERE = ("127.0.0.1", "9")
_SETTINGS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "org.openoffice.Office.Common/Security/Scripting": {
        "DisableMacrosExecution": ("boolean", "true"),
        "MacroSecurityLevel": (
            "int",
            "3",
        ),  # very high: signed macros of trusted places only, and there are none
        "BlockUntrustedRefererLinks": (
            "boolean",
            "true",
        ),  # pictures and objects of anywhere but trusted places
        "DisableActiveContent": (
            "boolean",
            "true",
        ),  # from 24.2 on; earlier ones pass over what they do not know
    },
    "org.openoffice.Office.Writer/Content/Update": {
        "Link": ("int", "0"),  # 0 never, 1 on request, 2 always
        "Field": ("boolean", "false"),
        "Chart": ("boolean", "false"),
    },
    "org.openoffice.Office.Calc/Content/Update": {"Link": ("int", "1")},  # 0 always, 1 never, 2 on request
    "org.openoffice.Inet/Settings": {
        "ooInetProxyType": ("int", "2"),  # set by hand
        "ooInetHTTPProxyName": ("string", _NOWHERE[0]),
        "ooInetHTTPProxyPort": ("int", _NOWHERE[1]),
        "ooInetHTTPSProxyName": ("string", _NOWHERE[0]),
        "ooInetHTTPSProxyPort": ("int", _NOWHERE[1]),
        "ooInetFTPProxyName": ("string", _NOWHERE[0]),
        "ooInetFTPProxyPort": ("int", _NOWHERE[1]),
        "ooInetNoProxy": ("string", ""),
    },
}
_START_SECONDS, _FILE_SECONDS = 60, 5
"""How long a call may last. Measured, LibreOffice 7.4 on two busy cores: a start 2 seconds, a filled form 0.3."""

_BUSY_SECONDS, _FILE_BUSY_SECONDS = 15, 1
"""How long it may keep the processor busy, whatever else the machine does. Measured: a start 1 second."""

_MEMORY = 1024 * 1024 * 1024
"""What it may take for data. Measured: 160 MB for a filled form, over 2 GB for a hostile one."""

_BOOKMARK = re.compile(rb"\{\\\*\\bkmk(start|end) ([^{}\\\r\n]{1,80})\}")
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
    copy = Path(shutil.copyfile(path, folder / f"{number:05d}{path.suffix.lower()}"))
    content = copy.read_bytes()
    if content.lstrip().startswith(b"{\\rtf"):
        copy.write_bytes(_mended_rtf(content))
    return copy


def _mended_rtf(rtf: bytes) -> bytes:
    """The file with each bookmark begun once.

    LibreOffice begins one around several paragraphs twice, and reads it from the second start: what stands before
    would be lost to the field.
    """
    begun: set[bytes] = set()

    def keep(mark: re.Match[bytes]) -> bytes:
        ends, label = mark.group(1) == b"end", mark.group(2)
        if not ends and label in begun:
            return b""
        begun.discard(label) if ends else begun.add(label)
        return mark.group()

    return _BOOKMARK.sub(keep, rtf)


def _free_name(folder: Path, stem: str, suffix: str, taken: set[Path]) -> Path:
    name, number = folder / f"{stem}.{suffix}", 1
    while name in taken:
        number += 1
        name = folder / f"{stem}-{number}.{suffix}"
    return name


def _make_profile(profile: Path) -> None:
    """A new user's settings, before LibreOffice has been started for them."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{prop}" oor:op="fuse">'
        f'<value xsi:type="xs:{kind}">{value}</value></prop></item>'
        for path, settings in _SETTINGS.items()
        for prop, (kind, value) in settings.items()
    )
    file = profile / "user" / "registrymodifications.xcu"
    if not file.exists():
        file.parent.mkdir(parents=True)
        file.write_text(
            '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
            'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"{items}</oor:items>",
            encoding="utf-8",
        )


def _surroundings() -> dict[str, str]:
    """The environment with the proxies that lead nowhere, for what asks the system and not the profile."""
    nowhere = f"http://{':'.join(_NOWHERE)}"
    proxies = {f"{kind}_proxy": nowhere for kind in ("http", "https", "ftp", "all")}
    proxies |= {kind.upper(): value for kind, value in proxies.items()}
    return {**os.environ, **proxies, "no_proxy": "", "NO_PROXY": ""}


def _run(program: str, files: Sequence[Path], to: Format, room: Path) -> None:
    """One call for all files. Its exit code says nothing of the single file."""
    _make_profile(room / "profile")
    command = [
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        "--convert-to",
        _FILTERS[to],
        "--outdir",
        str(room / "out"),
        *map(str, files),
    ]
    # In a group of its own: the program that is started is a script, and killing it alone leaves the office running.
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_surroundings(),
        start_new_session=True,
    ) as process:
        try:
            _limit(process.pid, len(files))
            process.wait(_START_SECONDS + _FILE_SECONDS * len(files))
        except subprocess.TimeoutExpired:
            pass
        finally:
            _end(process)


def _limit(pid: int, files: int) -> None:
    """What the office may take; its own processes come by the same limits. Linux only: elsewhere the time limit is all."""
    if sys.platform == "linux":
        busy = _BUSY_SECONDS + _FILE_BUSY_SECONDS * files
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_CPU, (busy, busy))
            resource.prlimit(pid, resource.RLIMIT_DATA, (_MEMORY, _MEMORY))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends what is left of a call: nothing, most often."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
