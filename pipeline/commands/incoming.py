"""Back: returned files read, judged, stored, and put where they belong.

A file in the inbox is moved, a file elsewhere is copied: somebody's own folder stays as it was. The store is
written first and the file moved after, so a run that is killed in between finds the file again and only moves it.

Files are taken in by batches: all of a batch are read, then judged and recorded one after the other in one transaction,
then moved. The first one that is not accepted ends the transaction, so that what is written about it is written when
nothing after it has been recorded.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import Path

from pipeline.commands import originals, reviewing
from pipeline.commands.arrivals import Arrival, Arrivals, BundleEnd, Turn, weight, with_conversions
from pipeline.commands.bundled import finish_bundle
from pipeline.commands.opening import Round
from pipeline.commands.readers import batch_of, known_to, read_elsewhere, read_here, read_one
from pipeline.commands.surroundings import Surroundings
from pipeline.commands.working import handed_out, in_batches, jobs_worth, open_executor
from pipeline.identity import form_ids_in
from pipeline.model import Reading, ReturnedFile
from pipeline.problems import file_place
from pipeline.problems.arriving import folder_closed
from pipeline.problems.judging import file_not_moved
from pipeline.returns import (
    Arrived,
    Found,
    FoundFile,
    Judged,
    Known,
    find_files,
    judge,
    may_be_form,
    take_up,
)
from pipeline.returns.finding import KEPT
from pipeline.returns.judging import NAMED_BY

_OWN_ROOMS = ("archive", "review", "rejected", "status", "mus.db", "mus.db-wal", "mus.db-shm")
BUNDLED, AS_ISSUED = "parts of mails and zips", "forms as they went out"
_BATCH, _BATCH_BYTES = 50, 8 * 1024 * 1024
ALONE = open_executor(1)

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
    arriving = with_conversions(each for turn in turns for each in arrivals.of(turn))
    return [read_one(arrival, known) for arrival in arriving if isinstance(arrival, Arrived)]


def take_in(round_: Round, paths: Sequence[Path], progress: Progress, jobs: int = 1) -> TakenIn:
    """Takes in files and folders (the inbox and finished reviews by default), oldest first.

    As many `jobs` read, where enough files wait; the store and the files are written here.
    """
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
    arriving = with_conversions(each for turn in progress(turns, len(turns)) for each in arrivals.of(turn))
    jobs = jobs_worth(jobs, len(turns))
    with open_executor(jobs) as executor:
        for is_special, some in groupby(arriving, intake.is_special):
            if is_special:
                for arrival in some:
                    intake.take_alone(arrival)
            else:
                intake.take_files(_files(some), executor, jobs)
    intake.taken.passed.update({BUNDLED: arrivals.ignored} if arrivals.ignored else {})
    return intake.taken


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

    def is_special(self, arrival: Arrival) -> bool:
        """Whether what becomes of it depends on what was moved before it: it is taken in by itself."""
        if isinstance(arrival, BundleEnd) or reviewing.is_review(arrival):
            return True
        path, workspace = arrival.path.absolute(), self.round_.workspace
        return path.is_relative_to(workspace.output.absolute()) and not path.is_relative_to(
            workspace.inbox.absolute()
        )

    def take_alone(self, arrival: Arrival) -> None:
        """The end of a bundle, a review workbook, or a file out of a folder of ours."""
        if isinstance(arrival, BundleEnd):
            self._finish(arrival)
        elif _lies_as_issued(arrival, self.round_):
            self.taken.passed[AS_ISSUED] += 1
        elif arrival.path in self.bare and not self._is_bare(arrival):
            return  # the same bytes, or a newer return, came before its turn
        elif _is_workbook(arrival.path, self.round_.workspace.output) and not arrival.path.exists():
            return  # its form has been answered by a newer return in this very run
        elif reviewed := self._reviewed(arrival):
            self._tell(reviewed)
        else:
            self.take_files([arrival])

    def take_files(self, files: Iterable[Arrived], executor: Executor = ALONE, jobs: int = 1) -> None:
        """Files that are not special: batch by batch read, then judged and stored, and put where they belong."""
        batches = (batch_of(some, self.round_) for some in in_batches(files, _BATCH, weight, _BATCH_BYTES))
        work = read_elsewhere if jobs > 1 else partial(read_here, self.round_, self.known)
        for batch, readings in handed_out(executor, work, batches, jobs):
            self._take(deque(zip(batch.files, readings, strict=True)))

    def _take(self, waiting: deque[tuple[Arrived, Reading]]) -> None:
        """A batch that has been read: judged and stored, and put where it belongs."""
        self.surroundings.look_ahead(reading.issued for _, reading in waiting if reading.issued)
        while waiting:
            with self.round_.store.together():
                recorded = list(self._recorded(waiting))
            for each in recorded:
                self._tell(self._kept(each))

    def _finish(self, end: BundleEnd) -> None:
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
        (arrived,) = _files(with_conversions([take_up(FoundFile(path), time.time())]))
        return read_one(arrived, self.known)

    def _recorded(self, waiting: deque[tuple[Arrived, Reading]]) -> Iterator[_Recorded]:
        """The files that wait, judged and recorded in turn; the first one that is not accepted is the last."""
        names = set[str]()
        # Of two that begin with the same digits, the second could come to lie in the first one's place.
        while waiting and waiting[0][0].digest[:NAMED_BY] not in names:
            arrived, reading = waiting.popleft()
            recorded = self._judged(arrived, reading)
            names.add(arrived.digest[:NAMED_BY])
            yield recorded
            if recorded.judged.outcome != "accepted":
                return

    def _judged(self, arrived: Arrived, reading: Reading) -> _Recorded:
        round_, store = self.round_, self.round_.store
        alike = store.alike(arrived.digest, reading.form_id)
        seen = next((file for file in alike if file.digest == arrived.digest), None)
        arrived = originals.under_its_own_name(arrived, seen, round_)
        is_first = not any(file.outcome == "accepted" for file in alike)
        judged = judge(arrived, reading, seen, self.surroundings.of(reading.issued, is_first))
        if not judged.keep_at:
            return _Recorded(judged, ())
        try:
            judged = originals.with_free_place(judged, seen, round_)
            if judged.outcome == "duplicate":
                return _Recorded(judged, store.answered_by(judged.reading.digest))
            originals.give_up_old_place(judged, seen, round_)
        except OSError:
            return _Recorded(_not_moved(judged))
        # One that waited for a person came when it came, and not on the day it is looked at again.
        received = seen.received_on if seen and seen.outcome == "review" else round_.today
        store.record_return(originals.record_of(judged, received), judged.reading, judged.events)
        return _Recorded(judged, store.answered_by(judged.reading.digest) if alike else ())

    def _kept(self, recorded: _Recorded) -> Judged:
        judged = recorded.judged
        if not judged.keep_at or recorded.answered is None:
            return judged
        try:
            originals.keep(judged, recorded.answered, self.round_)
        except OSError:
            return _not_moved(judged)
        return judged

    def _tell(self, judged: Judged) -> None:
        arrived, reading = replace(judged.arrived, content=b"", docx=b""), judged.reading
        if judged.outcome == "accepted":
            # What was said is in the store; of ten thousand files it would take more memory than all else.
            reading = replace(reading, answers=(), comments=())
        self.taken.judged.append(replace(judged, arrived=arrived, reading=reading))
        if arrived.bundle:
            self._bundles.setdefault(arrived.bundle, []).append(self.taken.judged[-1])


@dataclass(frozen=True, slots=True)
class _Recorded:
    """A file judged and recorded, and the doubtful files it has answered; None where it could not be made room for."""

    judged: Judged
    answered: Sequence[ReturnedFile] | None = None


def _not_moved(judged: Judged) -> Judged:
    """Open in Word, no rights, no room: what could not be stored or moved now is by the next run."""
    problems = (*judged.reading.problems, file_not_moved(judged.arrived.place))
    return replace(judged, reading=replace(judged.reading, problems=problems))


def _files(arrivals: Iterable[Arrival]) -> Iterator[Arrived]:
    for arrival in arrivals:
        assert isinstance(arrival, Arrived), "the end of a bundle is special"
        yield arrival


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
