"""Where the originals of returns are kept: whole, their reasons beside them, and only then gone from the inbox.

Whatever a run has to do with a file is done before the file leaves the inbox, so that one killed in between finds it
there again and does the rest. What is kept is for its owner only: a filled form is between two people.

An original that is nobody else's is moved and not copied. To copy it makes a file and deletes one, and ext4 steps over
every file deleted in the last five minutes when it makes a new one (fs/ext4/ialloc.c, RECENTCY_DIRTY): of 10,000 returns
the first cost 0.5 ms each in here, the last 0.9; a move takes 0.1 (measured).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Sequence
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
    if judged.outcome in DOUBTFUL:
        write_original(arrived, target)
        waits = judged.outcome == "review"
        reasons = reviews.reasons(judged.reading, round_) if waits else judged.reading.problems
        write_letter(target, _name_in_letter(arrived), [each.text for each in reasons if each.blocks])
    if judged.outcome == "review":
        reviews.write(judged, round_)
    target.parent.mkdir(parents=True, exist_ok=True)
    settle(judged, answered, round_)
    if not target.exists() and _made_private(arrived, target, round_):
        _retire(arrived.path, lambda: arrived.path.rename(target))
    else:
        write_original(arrived, target)
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
    path = arrived.path
    if arrived.bundle or _is_same(path, target) or not _is_to_be_emptied(path, round_):
        return
    if arrived.at is not None and path.stat().st_mtime != arrived.at:
        raise OSError("the file has changed since it was read")
    _retire(path, path.unlink)


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


def _is_to_be_emptied(path: Path, round_: Round) -> bool:
    """Whether a file lies where none stays: in the inbox, or among the doubtful ones."""
    rooms = [round_.workspace.inbox, *(round_.workspace.output / room for room in DOUBTFUL)]
    return any(path.absolute().is_relative_to(room.absolute()) for room in rooms)


def _made_private(arrived: Arrived, target: Path, round_: Round) -> bool:
    """Makes a file its owner's only, and tells whether it may be moved as it lies: on one disk with the target, and the
    very one that was read.

    One of another owner, one with a second name, and a link stay theirs, whatever is done to the file here.
    """
    path = arrived.path
    if arrived.bundle or arrived.at is None or not _is_to_be_emptied(path, round_):
        return False
    try:
        lies = path.lstat()
        if (
            not stat.S_ISREG(lies.st_mode)
            or lies.st_nlink > 1
            or (lies.st_mtime, lies.st_size) != (arrived.at, len(arrived.content))
            or (lies.st_uid, lies.st_dev) != (_user(), target.parent.stat().st_dev)
        ):
            return False
        path.chmod(0o600)
    except OSError:
        return False
    return True


def _user() -> int:
    """Who runs this; nobody on a system whose files have no owner by number."""
    return os.geteuid() if hasattr(os, "geteuid") else -1


def _retire(path: Path, leave: Callable[[], object]) -> None:
    """Empties a place: the letter, then the file, and last the workbook, by which a review that was killed is found."""
    path.with_name(f"{path.name}.txt").unlink(missing_ok=True)
    leave()
    reviews.retire(path)


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
