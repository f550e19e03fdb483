"""Where the originals of returns are kept: copied there whole, their reasons beside them, and only then taken away.

Whatever a run has to do with a file is done before the file leaves the inbox, so that one killed in between finds it
there again and does the rest. What is kept is for its owner only: a filled form is between two people.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.commands import reviews
from pipeline.commands.opening import Round
from pipeline.model import ReturnedFile
from pipeline.returns import Arrived, Judged

DOUBTFUL = ("review", "rejected")


def with_free_place(judged: Judged, seen: ReturnedFile | None, round_: Round) -> Judged:
    """The same with a place that is its own: where the same bytes lie already, or a name that nothing else has.

    A file that HR has written in where it was kept is not the original any more, and both are kept.
    """
    if not judged.keep_at or judged.outcome == "duplicate":
        return judged
    output, digest = round_.workspace.output, judged.arrived.digest
    wanted = Path(judged.keep_at)
    if seen and seen.kept_at and Path(seen.kept_at).parent == wanted.parent:
        wanted = Path(seen.kept_at)
    place, number = wanted, 1
    while (output / place).exists() and _digest(output / place) != digest:
        number += 1
        place = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return replace(judged, keep_at=place.as_posix())


def under_its_own_name(arrived: Arrived, seen: ReturnedFile | None, round_: Round) -> Arrived:
    """A file that is read again where it is kept bears the name it came under, not the one it is kept under."""
    kept_here = (
        seen
        and seen.kept_at
        and arrived.path.absolute() == (round_.workspace.output / seen.kept_at).absolute()
    )
    return replace(arrived, name=seen.name) if seen and kept_here else arrived


def give_up_old_place(judged: Judged, seen: ReturnedFile | None, round_: Round) -> None:
    """Takes away where a file was kept that was refused before and is to be kept elsewhere now.

    The same bytes have just come again, so nothing is lost; the file itself, pointed at where it lies, stays.
    """
    if seen is None or not seen.kept_at.startswith(DOUBTFUL) or seen.kept_at == judged.keep_at:
        return
    old = round_.workspace.output / seen.kept_at
    if old.is_file() and not _is_same(old, judged.arrived.path) and _digest(old) == seen.digest:
        reviews.retire(old)
        old.unlink()


def keep(judged: Judged, answered: Sequence[ReturnedFile], round_: Round) -> None:
    """Puts the original where it belongs, says what is the matter beside it, and takes it out of the inbox.

    `answered` are the doubtful files that it has answered: they follow it. Raises OSError where that cannot be done now;
    doing it again does the rest.
    """
    arrived, target = judged.arrived, round_.workspace.output / judged.keep_at
    write_original(arrived, target)
    if judged.outcome in DOUBTFUL:
        waits = judged.outcome == "review"
        reasons = reviews.reasons(judged.reading, round_) if waits else judged.reading.problems
        write_letter(target, _name_in_letter(arrived), [each.text for each in reasons if each.blocks])
    if judged.outcome == "review":
        reviews.write(judged, round_)
    settle(judged, answered, round_)
    take_away(arrived, target, round_)


def write_original(arrived: Arrived, target: Path) -> None:
    """Copies the bytes as they came, with their time, whole or not at all."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    try:
        if arrived.content:  # as it was read, and once: the digest is that of these bytes
            _write_privately(part, arrived.content)
            if arrived.at is not None:
                os.utime(part, (arrived.at, arrived.at))
        else:
            shutil.copy2(arrived.path, part)
            if _digest(part) != arrived.digest:
                raise OSError("the file has changed since it was read")
            part.chmod(0o600)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def take_away(arrived: Arrived, target: Path, round_: Round) -> None:
    """Removes a file from the inbox, or from where it lay as doubtful. A file that lies elsewhere is somebody's own.

    One that has been saved again since it was read is a newer return, and is not removed.
    """
    path, output = arrived.path, round_.workspace.output
    ours = [round_.workspace.inbox, *(output / room for room in DOUBTFUL)]
    if arrived.bundle or _is_same(path, target):
        return
    if any(path.absolute().is_relative_to(room.absolute()) for room in ours):
        if arrived.at is not None and path.stat().st_mtime != arrived.at:
            raise OSError("the file has changed since it was read")
        # The workbook goes last: a finished review that was killed is found again by it.
        path.with_name(f"{path.name}.txt").unlink(missing_ok=True)
        path.unlink()
        reviews.retire(path)


def record_of(judged: Judged, received_on: date) -> ReturnedFile:
    """What the store keeps of a file that came back."""
    issued = judged.reading.issued
    return ReturnedFile(
        digest=judged.reading.digest,
        name=judged.arrived.name,
        received_on=received_on,
        outcome=judged.outcome,
        form_id=judged.reading.form_id,
        form=issued.form if issued else "",
        person=issued.person if issued else "",
        leader=issued.leader if issued else "",
        group=issued.group if issued else "",
        kept_at=judged.keep_at,
        problems=judged.reading.problems,
    )


def write_letter(original: Path, name: str, reasons: Sequence[str]) -> None:
    """Puts the Danish note beside a file that was not taken in; it can be sent to the leader as it is."""
    listed = "\n".join(f"  - {reason}" for reason in reasons)
    letter = (
        f"Vi har modtaget filen »{name}«, men kan ikke bruge den, som den er:\n\n{listed}\n\n"
        "Intet fra filen er taget med, og den er gemt her ved siden af. Har du spørgsmål, så kontakt HR.\n"
    )
    original.with_name(f"{original.name}.txt").write_text(letter, encoding="utf-8")


def settle(judged: Judged, answered: Sequence[ReturnedFile], round_: Round) -> None:
    """Moves the doubtful files that an accepted one has answered to its side: minutes do not stay behind with HR.

    A duplicate finishes what a killed run left; a file that is not accepted has answered none.
    """
    output, folder = round_.workspace.output, Path(judged.keep_at).parent
    for file in answered:
        old = output / file.kept_at
        if not file.kept_at.startswith(DOUBTFUL):
            continue
        kept_at = f"{folder.as_posix()}/{old.name}"
        reviews.retire(old)
        if old.is_file():
            old.replace(output / kept_at)
        if (output / kept_at).is_file():
            round_.store.moved(file.digest, kept_at)


def _name_in_letter(arrived: Arrived) -> str:
    """The file's name, and what it came in: a leader knows the mail, not every file that lay in it."""
    if arrived.bundle is None:
        return arrived.name
    return f"{arrived.name}« fra »{Path(arrived.place.file).parent.name}"


def _write_privately(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)  # what a killed run left
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, how, 0o600), "wb") as file:
        file.write(content)


def _is_same(path: Path, other: Path) -> bool:
    # Of two names that differ, only a link can be the same file; to resolve both takes 0.2 ms (measured).
    if path.name != other.name and not path.is_symlink() and not other.is_symlink():
        return False
    return path.resolve() == other.resolve()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
