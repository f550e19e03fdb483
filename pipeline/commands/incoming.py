"""Back: returned files read, judged, stored, and put where they belong.

A file in the inbox is moved, a file elsewhere is copied: somebody's own folder stays as it was. The store is
written first and the file moved after, so a run that is killed in between finds the file again and only moves it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.commands.opening import Round
from pipeline.commands.surroundings import Surroundings
from pipeline.identity import form_ids_in
from pipeline.model import Issued, Reading, ReturnedFile
from pipeline.problems import Problem
from pipeline.problems.judging import file_not_moved
from pipeline.problems.returns import conversion_failed
from pipeline.returns import (
    Arrived,
    Judged,
    Known,
    find_files,
    judge,
    needs_office,
    read_returned,
    take_up,
)
from pipeline.word import office

_DOUBTFUL = ("review", "rejected")
_OWN_ROOMS = ("archive", "review", "rejected", "status", "mus.db", "mus.db-wal", "mus.db-shm")

Progress = Callable[[Iterable[Path], int], Iterable[Path]]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What `mus returns` did: each file judged, and how many stray files were passed over."""

    judged: list[Judged]
    ignored: int


def read_files(round_: Round, files: Sequence[Path]) -> list[Reading]:
    """The answers in some files. Stores nothing, moves nothing."""
    known = known_to(round_)
    with tempfile.TemporaryDirectory(prefix="mus-") as folder:
        converted = _convert(files, Path(folder))
        return [_read(take_up(file), known, converted) for file in files]


def take_in(round_: Round, paths: Sequence[Path], progress: Progress) -> TakenIn:
    """Takes in files and folders (the inbox by default), oldest first."""
    inbox = round_.workspace.inbox
    if not paths:
        inbox.mkdir(parents=True, exist_ok=True)
    output = round_.workspace.output.absolute()
    round_.store.save_output(round_.workspace.output_as_known)
    files, ignored = find_files(paths or [inbox], [output / room for room in _OWN_ROOMS])
    known, surroundings = known_to(round_), Surroundings(round_)
    judged = []
    with tempfile.TemporaryDirectory(prefix="mus-") as folder:
        converted = _convert(files, Path(folder))
        for file in progress(files, len(files)):
            arrived = take_up(file)
            if _lies_as_issued(arrived, round_):
                ignored += 1
                continue
            judged.append(_take_in_one(round_, arrived, known, surroundings, converted))
    return TakenIn(judged, ignored)


def _lies_as_issued(arrived: Arrived, round_: Round) -> bool:
    """Whether it is a packet's own file, untouched or taken in before: a packet folder may be taken in as it is filled."""
    if not arrived.path.absolute().is_relative_to(round_.workspace.packets.absolute()):
        return False
    ids = form_ids_in(arrived.name)
    issued = round_.store.issued(ids[0]) if ids else None
    seen = round_.store.seen(arrived.digest)
    return (issued is not None and issued.digest == arrived.digest) or (
        seen is not None and seen.outcome == "accepted"
    )


def known_to(round_: Round) -> Known:
    """The look-ups that reading needs."""
    store = round_.store
    return Known(
        issued=store.issued,
        layout=store.layout,
        key=round_.key,
        policy=round_.policy,
        year=round_.year,
        first_issued=store.first_issued,
        destroyed=store.destroyed,
    )


def _take_in_one(
    round_: Round, arrived: Arrived, known: Known, surroundings: Surroundings, converted: dict[Path, Path]
) -> Judged:
    store = round_.store
    reading = _read(arrived, known, converted)
    judged = judge(arrived, reading, store.seen(arrived.digest), surroundings.of(reading.issued))
    if judged.keep_at and judged.outcome != "duplicate":
        store.record_return(_record(judged, round_.today), judged.reading, judged.events)
    if not judged.keep_at:
        return judged
    try:
        _keep(judged, round_)
        _settle(judged, round_)
    except (
        OSError
    ):  # open in Word, no rights, no room: what was read is stored, and the next run moves the file
        problems = (*judged.reading.problems, file_not_moved(arrived.place))
        return replace(judged, reading=replace(judged.reading, problems=problems))
    return judged


def _read(arrived: Arrived, known: Known, converted: dict[Path, Path]) -> Reading:
    reading = read_returned(arrived, known, converted.get(arrived.path))
    if office.available() and arrived.path not in converted and needs_office(arrived):
        return replace(reading, problems=(conversion_failed(arrived.place),))
    return reading


def _convert(files: Sequence[Path], into: Path) -> dict[Path, Path]:
    """The .odt and .doc files as .docx, through LibreOffice; none where it is not installed."""
    waiting = [file for file in files if needs_office(take_up(file))]
    return office.convert(waiting, "docx", into) if waiting and office.available() else {}


def _record(judged: Judged, today: date) -> ReturnedFile:
    issued: Issued | None = judged.reading.issued
    return ReturnedFile(
        digest=judged.reading.digest,
        name=judged.arrived.name,
        received_on=today,
        outcome=judged.outcome,
        form_id=judged.reading.form_id,
        form=issued.form if issued else "",
        person=issued.person if issued else "",
        leader=issued.leader if issued else "",
        group=issued.group if issued else "",
        kept_at=judged.keep_at,
        problems=judged.reading.problems,
    )


def _keep(judged: Judged, round_: Round) -> None:
    """Puts the original where it belongs, its times kept; the reason beside it where it was not accepted.

    What is kept is for its owner only: a filled form is between two people.
    """
    path = judged.arrived.path
    target = round_.workspace.output / judged.keep_at
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        part = target.with_name(f".{target.name}.part")
        shutil.copy2(path, part)
        part.chmod(0o600)
        part.replace(target)
    ours = [round_.workspace.inbox, *(round_.workspace.output / room for room in _DOUBTFUL)]
    if path.resolve() != target.resolve() and any(
        path.absolute().is_relative_to(room.absolute()) for room in ours
    ):
        path.unlink()
        path.with_name(f"{path.name}.txt").unlink(missing_ok=True)
    if judged.outcome in ("review", "rejected"):
        letter = reason_letter(judged.arrived.name, judged.reading.problems)
        target.with_name(f"{target.name}.txt").write_text(letter, encoding="utf-8")


def _settle(judged: Judged, round_: Round) -> None:
    """Moves the doubtful files that an accepted one has answered to its side: minutes do not stay behind with HR.

    A duplicate finishes what a killed run left; a file that is not accepted has answered none.
    """
    output, folder = round_.workspace.output, Path(judged.keep_at).parent
    for file in round_.store.answered_by(judged.reading.digest):
        old = output / file.kept_at
        if not old.is_file() or not file.kept_at.startswith(_DOUBTFUL):
            continue
        kept_at = f"{folder.as_posix()}/{old.name}"
        old.replace(output / kept_at)
        old.with_name(f"{old.name}.txt").unlink(missing_ok=True)
        round_.store.moved(file.digest, kept_at)


def reason_letter(name: str, problems: Sequence[Problem]) -> str:
    """The Danish note beside a file that was not taken in; it can be sent to the leader as it is."""
    reasons = "\n".join(f"  - {problem.text}" for problem in problems if problem.blocks)
    return (
        f"Vi har modtaget filen »{name}«, men kan ikke bruge den, som den er:\n\n{reasons}\n\n"
        "Intet fra filen er taget med, og den er gemt her ved siden af. Har du spørgsmål, så kontakt HR.\n"
    )
