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
from pipeline.model import Issued, Reading, ReturnedFile
from pipeline.problems import Problem, file_place
from pipeline.problems.returns import conversion_failed
from pipeline.returns import Judged, Known, find_files, judge, needs_office, read_returned
from pipeline.word import office

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
        return [_read(file, known, converted) for file in files]


def take_in(round_: Round, paths: Sequence[Path], progress: Progress) -> TakenIn:
    """Takes in files and folders (the inbox by default), oldest first."""
    inbox = round_.workspace.inbox
    if not paths:
        inbox.mkdir(parents=True, exist_ok=True)
    files, ignored = find_files(paths or [inbox])
    known = known_to(round_)
    judged = []
    with tempfile.TemporaryDirectory(prefix="mus-") as folder:
        converted = _convert(files, Path(folder))
        for file in progress(files, len(files)):
            judged.append(_take_in_one(round_, file, known, converted))
    return TakenIn(judged, ignored)


def known_to(round_: Round) -> Known:
    """The look-ups that reading needs."""
    store = round_.store
    return Known(store.issued, store.layout, round_.key, round_.policy, round_.year)


def _take_in_one(round_: Round, file: Path, known: Known, converted: dict[Path, Path]) -> Judged:
    reading = _read(file, known, converted)
    judged = judge(reading, round_.store.seen(reading.digest), round_.policy, round_.today)
    if judged.outcome != "duplicate":
        round_.store.record_return(_record(judged, round_.today), judged.reading, judged.events)
    _keep(judged, round_)
    return judged


def _read(file: Path, known: Known, converted: dict[Path, Path]) -> Reading:
    reading = read_returned(file, known, converted.get(file))
    if office.available() and file not in converted and needs_office(file):
        return replace(reading, problems=(conversion_failed(file_place(file)),))
    return reading


def _convert(files: Sequence[Path], into: Path) -> dict[Path, Path]:
    """The .odt and .doc files as .docx, through one call of LibreOffice; none where it is not installed."""
    waiting = [file for file in files if needs_office(file)]
    return office.convert(waiting, "docx", into) if waiting and office.available() else {}


def _record(judged: Judged, today: date) -> ReturnedFile:
    issued: Issued | None = judged.reading.issued
    return ReturnedFile(
        digest=judged.reading.digest,
        name=judged.path.name,
        received_on=today,
        outcome=judged.outcome,
        form_id=judged.reading.form_id,
        form=issued.form if issued else "",
        person=issued.person if issued else "",
        leader=issued.leader if issued else "",
        kept_at=judged.keep_at,
        problems=judged.reading.problems,
    )


def _keep(judged: Judged, round_: Round) -> None:
    """Puts the original where it belongs, its times kept; the reason beside it where it was not accepted."""
    target = round_.workspace.output / judged.keep_at
    target.parent.mkdir(parents=True, exist_ok=True)
    inside = judged.path.absolute().is_relative_to(round_.workspace.inbox.absolute())
    if not target.exists():
        part = target.with_name(f".{target.name}.part")
        shutil.copy2(judged.path, part)
        part.replace(target)
    if inside:
        judged.path.unlink()
    if judged.outcome in ("review", "rejected"):
        target.with_name(f"{target.name}.txt").write_text(
            reason_letter(judged.path.name, judged.reading.problems), encoding="utf-8"
        )


def reason_letter(name: str, problems: Sequence[Problem]) -> str:
    """The Danish note beside a file that was not taken in; it can be sent to the leader as it is."""
    reasons = "\n".join(f"  - {problem.text}" for problem in problems if problem.blocks)
    return (
        f"Vi har modtaget filen »{name}«, men kan ikke bruge den, som den er:\n\n{reasons}\n\n"
        "Intet fra filen er taget med, og den er gemt her ved siden af. Har du spørgsmål, så kontakt HR.\n"
    )
