"""Back: returned files read, judged, stored, and put where they belong.

A file in the inbox is moved, a file elsewhere is copied: somebody's own folder stays as it was. The store is
written first and the file moved after, so a run that is killed in between finds the file again and only moves it.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.commands import originals, reviewing
from pipeline.commands.arrivals import Arrival, Arrivals, BundleEnd, Turn, converted, windows
from pipeline.commands.bundled import finish_bundle
from pipeline.commands.opening import Round
from pipeline.commands.surroundings import Surroundings
from pipeline.identity import form_ids_in
from pipeline.model import Reading
from pipeline.problems import file_place
from pipeline.problems.arriving import folder_closed
from pipeline.problems.judging import file_not_moved
from pipeline.problems.returns import conversion_failed
from pipeline.returns import (
    Arrived,
    Found,
    FoundFile,
    Judged,
    Known,
    find_files,
    judge,
    may_be_form,
    needs_office,
    read_returned,
    take_up,
)
from pipeline.returns.finding import KEPT
from pipeline.word import office

_OWN_ROOMS = ("archive", "review", "rejected", "status", "mus.db", "mus.db-wal", "mus.db-shm")
BUNDLED, AS_ISSUED = "parts of mails and zips", "forms as they went out"

Progress = Callable[[Iterable[Turn], int], Iterable[Turn]]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What `mus returns` did: each file judged, and how many stray files were passed over, by kind."""

    judged: list[Judged]
    passed: Counter[str] = field(default_factory=Counter)

    @property
    def ignored(self) -> int:
        """How many stray files were passed over."""
        return self.passed.total()


def read_files(round_: Round, files: Sequence[Path]) -> list[Reading]:
    """The answers in some files, and in the files that came in them. Stores nothing, moves nothing."""
    known = known_to(round_)
    arrivals = Arrivals(time.time(), _may_be_ours)
    turns = [turn for file in files for turn in arrivals.turns([FoundFile(file)])]
    return [
        _read(arrival, known, docx)
        for arrival, docx in _with_conversions(each for turn in turns for each in arrivals.of(turn))
        if isinstance(arrival, Arrived)
    ]


def take_in(round_: Round, paths: Sequence[Path], progress: Progress) -> TakenIn:
    """Takes in files and folders (the inbox and finished reviews by default), oldest first."""
    round_.store.save_output(round_.workspace.output_as_known)
    found = _find(round_, paths)
    bare = [] if paths else reviewing.without_workbook(round_)
    found.files.extend(FoundFile(path, path.parent) for path in bare)
    arrivals = Arrivals(time.time(), _may_be_ours)
    turns = arrivals.turns(found.files)
    intake = Intake(
        round_, known_to(round_), Surroundings(round_), TakenIn([], found.ignored), frozenset(bare)
    )
    intake.taken.judged.extend(map(_closed, found.closed))
    for arrival, docx in _with_conversions(
        each for turn in progress(turns, len(turns)) for each in arrivals.of(turn)
    ):
        if isinstance(arrival, Arrived):
            intake.take(arrival, docx)
        else:
            intake.finish(arrival)
    intake.taken.passed.update({BUNDLED: arrivals.ignored} if arrivals.ignored else {})
    return intake.taken


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
        skeletons=store.skeletons,
    )


@dataclass(slots=True)
class Intake:
    """Takes in one file after another, and keeps account of what came in which bundle.

    `bare` are the files that wait for review without their workbook.
    """

    round_: Round
    known: Known
    surroundings: Surroundings
    taken: TakenIn
    bare: frozenset[Path] = frozenset()
    _bundles: dict[Path, list[Judged]] = field(default_factory=dict)

    def take(self, arrived: Arrived, docx: Path | None) -> None:
        """One file: read, judged, stored, and put where it belongs."""
        if _lies_as_issued(arrived, self.round_):
            self.taken.passed[AS_ISSUED] += 1
            return
        if arrived.path in self.bare and not self._is_bare(arrived):
            return  # the same bytes, or a newer return, came before its turn
        if _is_workbook(arrived.path, self.round_.workspace.output) and not arrived.path.exists():
            return  # its form has been answered by a newer return in this very run
        judged = self._reviewed(arrived) or self._judged(arrived, docx)
        self.taken.judged.append(_without_content(judged))
        if arrived.bundle:
            self._bundles.setdefault(arrived.bundle, []).append(self.taken.judged[-1])

    def finish(self, end: BundleEnd) -> None:
        """A bundle all of whose files are taken in."""
        members = self._bundles.pop(end.bundle.path, [])
        told = finish_bundle(end.bundle, members, self.round_, self.surroundings)
        self.taken.judged.extend([told] if told else [])

    def _is_bare(self, arrived: Arrived) -> bool:
        return arrived.digest != "" and not reviewing.workbook_of(arrived.path).exists()

    def _reviewed(self, arrived: Arrived) -> Judged | None:
        """A review workbook that HR has finished, taken in; None where the file is none."""
        if arrived.problem or not reviewing.is_review(arrived):
            return None
        return reviewing.finish(arrived, self.round_, self.known, self.surroundings, self._read_kept)

    def _read_kept(self, path: Path) -> Reading:
        """The answers in a file that lies in the review folder."""
        arrived = take_up(FoundFile(path), time.time())
        for each, docx in _with_conversions([arrived]):
            assert isinstance(each, Arrived), "a file by itself is no bundle's end"
            return _read(each, self.known, docx)
        raise AssertionError("one file gives one reading")

    def _judged(self, arrived: Arrived, docx: Path | None) -> Judged:
        round_, store = self.round_, self.round_.store
        seen = store.seen(arrived.digest)
        arrived = originals.under_its_own_name(arrived, seen, round_)
        reading = _read(arrived, self.known, docx)
        judged = judge(arrived, reading, seen, self.surroundings.of(reading.issued))
        if not judged.keep_at:
            return judged
        try:
            judged = originals.with_free_place(judged, seen, round_)
            if judged.outcome != "duplicate":
                originals.give_up_old_place(judged, seen, round_)
                # One that waited for a person came when it came, and not on the day it is looked at again.
                received = seen.received_on if seen and seen.outcome == "review" else round_.today
                store.record_return(originals.record_of(judged, received), judged.reading, judged.events)
            originals.keep(judged, round_)
        except (
            OSError
        ):  # open in Word, no rights, no room: what was read is stored, and the next run moves the file
            problems = (*judged.reading.problems, file_not_moved(arrived.place))
            return replace(judged, reading=replace(judged.reading, problems=problems))
        return judged


def _find(round_: Round, paths: Sequence[Path]) -> Found:
    """The files to take in: those named; by default the inbox, and the review workbooks that somebody has saved."""
    inbox, output = round_.workspace.inbox, round_.workspace.output.absolute()
    if not paths:
        inbox.mkdir(parents=True, exist_ok=True)
    found = find_files(paths or [inbox], [output / room for room in _OWN_ROOMS])
    saved = [path.absolute() for path in reviewing.saved_workbooks(round_)]
    idle = [
        file
        for file in found.files
        if file.scanned and _is_workbook(file.path, output) and file.path.absolute() not in saved
    ]
    for file in idle:  # nobody has written in it: there is nothing to take in
        found.files.remove(file)
        found.ignored[KEPT] += 1
    if not paths:
        found.files.extend(FoundFile(path, path.parent) for path in saved)
    return found


def _is_workbook(path: Path, output: Path) -> bool:
    """Whether it is a workbook that lies among the files for review."""
    return path.suffix.lower() == ".xlsx" and path.absolute().is_relative_to(output.absolute() / "review")


def _with_conversions(arrivals: Iterable[Arrival]) -> Iterator[tuple[Arrival, Path | None]]:
    """Each arrival with the file that LibreOffice made of it, where it needed that."""
    for window in windows(arrivals):
        with tempfile.TemporaryDirectory(prefix="mus-") as folder:
            made = converted(window, Path(folder) / "in")
            for arrival in window:
                yield arrival, made.get(arrival.path) if isinstance(arrival, Arrived) else None


def _read(arrived: Arrived, known: Known, docx: Path | None) -> Reading:
    reading = read_returned(arrived, known, docx)
    if docx is None and office.available() and needs_office(arrived):
        return replace(reading, problems=(conversion_failed(arrived.place),))
    return reading


def _may_be_ours(arrived: Arrived) -> bool:
    return may_be_form(arrived) or reviewing.is_review(arrived)


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


def _closed(folder: Path) -> Judged:
    """A folder that nobody could look into, told as the files in it would be."""
    place = file_place(folder)
    arrived = Arrived(folder, folder.name, place, problem=folder_closed(place))
    return Judged(arrived, Reading(place.file, "", None, problems=(folder_closed(place),)), "rejected", "")


def _without_content(judged: Judged) -> Judged:
    return replace(judged, arrived=replace(judged.arrived, content=b""))
