"""Review, the way back: what HR wrote in a review workbook becomes answers, or sends the form back.

A finished workbook is looked up by what stands in it, never by its name. The original is read again, HR's words are put in
the places of its doubts, and the form is judged like any other. The store is written first; then the original is
moved, and the workbook goes last: a run that is killed in between finds it again and finishes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.commands import originals
from pipeline.commands.opening import Round, look_of
from pipeline.commands.reviews import (
    ROOM,
    Read,
    is_review,
    layout_of,
    points,
    reasons_of,
    retire,
    review_of,
    saved_workbooks,
    without_workbook,
    workbook_of,
)
from pipeline.commands.surroundings import Surroundings
from pipeline.model import Issued, Outcome, Reading, ReturnedFile
from pipeline.problems import Place, Problem
from pipeline.problems import reviewing as say
from pipeline.problems.judging import file_not_moved
from pipeline.reports.review import Finished, read_review, same_rows, write_review, written_in
from pipeline.reports.review_words import REFUSE_ALL
from pipeline.returns import Arrived, Judged, Known, judge
from pipeline.returns.dates import date_problems
from pipeline.returns.points import Point
from pipeline.returns.reviewing import ALL, Decided, decide

__all__ = [
    "finish",
    "is_review",
    "saved_workbooks",
    "without_workbook",
    "workbook_of",
]


@dataclass(frozen=True, slots=True)
class _Case:
    """A workbook of ours that came back, the return it is about, and the original where that still lies."""

    arrived: Arrived
    finished: Finished
    seen: ReturnedFile
    original: Path
    round_: Round

    @property
    def waits(self) -> bool:
        """Whether the return is still to be decided; one refused by a run that was killed before it moved the file is."""
        lies_here = self.original.parent == self.round_.workspace.output / ROOM and self.original.is_file()
        return self.seen.outcome == "review" or (self.seen.outcome == "rejected" and lies_here)

    @property
    def content(self) -> bytes:
        """The original's bytes, b"" where it is gone."""
        try:
            return self.original.read_bytes()
        except OSError:
            return b""

    def left(self, *problems: Problem, reading: Reading | None = None) -> Judged:
        """The workbook stays where it is, and so does the original."""
        issued = reading.issued if reading else self.round_.store.issued(self.finished.form_id)
        return _left(self.arrived, "review", problems, issued)


def finish(
    arrived: Arrived, round_: Round, known: Known, surroundings: Surroundings, read: Read
) -> Judged | None:
    """Takes in a workbook that HR has finished, or says what is missing; None for a file that is no such workbook.

    Accepted or refused, the original is put where it belongs and the workbook is gone. With empty cells nothing is
    changed; where something cannot be used, the workbook is written anew with a remark beside HR's own words.
    """
    if not is_review(arrived):
        return None
    finished = read_review(arrived.content, round_.key)
    if finished is None:
        return _left(arrived, "rejected", [say.review_unreadable(arrived.place)])
    if not finished.is_sealed:
        return _left(arrived, "rejected", [say.review_altered(arrived.place)])
    seen = round_.store.seen(finished.digest)
    if seen is None or seen.form_id != finished.form_id:
        return _left(arrived, "rejected", [say.review_unknown(arrived.place)])
    case = _Case(arrived, finished, seen, _original(seen, round_), round_)
    if seen.superseded:
        return _retired(case, say.review_superseded(arrived.place))
    if not case.waits:
        return _retired(case, say.review_done(arrived.place))
    if _newer_waits(case):
        return case.left(say.newer_waits(arrived.place))
    return _decided(case, known, surroundings, read)


def _decided(case: _Case, known: Known, surroundings: Surroundings, read: Read) -> Judged:
    """The original read again, with HR's words in it, and what becomes of it."""
    finished, place = case.finished, case.arrived.place
    if hashlib.sha256(case.content).hexdigest() != finished.digest:
        return case.left(say.review_original_gone(place))
    reading = read(case.original)
    if reading.form_id != finished.form_id or reading.digest != finished.digest or reading.issued is None:
        return case.left(say.review_original_gone(place))
    issued, asked = reading.issued, points(reading, case.round_)
    alike = same_rows(finished, asked)
    if asked and (alike != {point.id for point in asked} or alike != finished.shown.keys()):
        words = {id: word for id, word in finished.words.items() if id in alike}
        _rewrite(case, reading, words, {})
        return case.left(say.review_outdated(place), reading=reading)
    at = Place(reading.file)
    decided = decide(
        reading,
        layout_of(reading, case.round_),
        asked,
        finished.typed,
        lambda answers: date_problems(answers, issued, known, at),
    )
    if decided.refused:
        return _put_away(case, _refused(case, reading, decided))
    if decided.remarks or decided.remaining:
        return _to_mend(case, reading, asked, decided)
    arrived = Arrived(case.original, case.seen.name, at, finished.digest, case.content)
    # It came when it came: what the form proves by its coming, it proved on that day and not on HR's.
    around = replace(surroundings.of(issued), today=case.seen.received_on)
    judged = judge(arrived, decided.reading, case.seen, around)
    if judged.outcome != "review":
        return _put_away(case, judged)
    return case.left(*(each for each in judged.reading.problems if each.blocks), reading=reading)


def _to_mend(case: _Case, reading: Reading, asked: Sequence[Point], decided: Decided) -> Judged:
    """What HR has still to do: empty cells, and words that cannot be used, each with a remark in its row."""
    place, cells = case.arrived.place, case.finished.cells
    titles = {ALL: REFUSE_ALL} | {point.id: point.title for point in asked}
    problems = [
        say.not_understood(Place(place.file, cells.get(id, "")), titles[id]) for id in decided.remarks
    ]
    if decided.remarks:
        _rewrite(case, reading, case.finished.words, decided.remarks)
    if decided.remaining:
        problems.append(say.rows_remain(place, decided.remaining))
    return case.left(*problems, reading=reading)


def _refused(case: _Case, reading: Reading, decided: Decided) -> Judged:
    """The form goes back to the leader: its letter names the fields."""
    place = Place(reading.file)
    problems = [say.form_refused(place), *reasons_of(reading, decided.refused)]
    arrived = Arrived(case.original, case.seen.name, place, reading.digest, case.content)
    notes = tuple(problem for problem in reading.problems if not problem.blocks)
    told = replace(reading, answers=(), doubts=(), problems=(*problems, *notes))
    return Judged(arrived, told, "rejected", f"rejected/{case.original.name}")


def _put_away(case: _Case, judged: Judged) -> Judged:
    """Keeps what was decided, moves the original, and takes the workbook away last."""
    judged = originals.with_free_place(judged, case.seen, case.round_)
    record = originals.record_of(judged, case.seen.received_on)
    case.round_.store.record_return(record, judged.reading, judged.events)
    told = replace(judged, arrived=case.arrived)
    try:
        originals.keep(judged, case.round_.store.answered_by(judged.reading.digest), case.round_)
        _remove(case)
    except OSError:  # open in Excel or Word, no rights: what was decided is stored, and the next run goes on
        problems = (*judged.reading.problems, file_not_moved(case.arrived.place))
        return replace(told, reading=replace(judged.reading, problems=problems))
    return told


def _retired(case: _Case, why: Problem) -> Judged:
    """A workbook that is needed no more is taken away; what a killed run left half done is finished first."""
    seen, place = case.seen, Place(str(case.original))
    reading = Reading(str(case.original), seen.digest, case.round_.store.issued(seen.form_id), (), (why,))
    arrived = Arrived(case.original, seen.name, place, seen.digest)
    try:
        if not seen.superseded and seen.kept_at and case.original.is_file():
            duplicate = Judged(arrived, reading, "duplicate", seen.kept_at)
            originals.keep(duplicate, case.round_.store.answered_by(seen.digest), case.round_)
        _remove(case)
    except OSError:
        reading = replace(reading, problems=(why, file_not_moved(case.arrived.place)))
    return Judged(case.arrived, reading, "duplicate", seen.kept_at)


def _left(
    arrived: Arrived, outcome: Outcome, problems: Sequence[Problem], issued: Issued | None = None
) -> Judged:
    """A workbook that stays where it lies, and why; what the form itself has said before is not said again."""
    told = Reading(arrived.place.file, arrived.digest, issued, (), tuple(problems))
    return Judged(arrived, told, outcome, "")


# --- where things lie ---------------------------------------------------------------------------


def _original(seen: ReturnedFile, round_: Round) -> Path:
    """Where the original lies: still among the files for review, or where the store has it."""
    here = round_.workspace.output / ROOM / Path(seen.kept_at).name
    return here if here.is_file() else round_.workspace.output / seen.kept_at


def _newer_waits(case: _Case) -> bool:
    """Whether a newer return of the same form waits for review too: it would be lost by deciding the older one."""
    every = case.round_.store.every_return()
    after = every[[file.digest for file in every].index(case.seen.digest) + 1 :]
    return any(
        file.form_id == case.seen.form_id and file.outcome == "review" and not file.superseded
        for file in after
    )


def _rewrite(
    case: _Case,
    reading: Reading,
    words: Mapping[str, str | date],
    remarks: Mapping[str, str],
) -> None:
    """Writes the workbook anew where it lies, with HR's words in it; somebody's own folder stays as it was."""
    round_ = case.round_
    path = case.arrived.path if _is_ours(case) else workbook_of(case.original)
    if not _is_ours(case) and written_in(path):
        return
    review = review_of(reading, round_, case.seen.received_on, case.seen.name, case.original)
    write_review(replace(review, words=words, remarks=remarks), look_of(round_.policy), round_.key, path)


def _remove(case: _Case) -> None:
    """Takes away the workbook that came, where it lies in a folder of ours, and the one beside the original."""
    if _is_ours(case):
        case.arrived.path.unlink(missing_ok=True)
    retire(case.round_.workspace.output / ROOM / case.original.name)


def _is_ours(case: _Case) -> bool:
    """Whether the workbook lies in a folder of ours; one out of a mail or a zip lies nowhere."""
    workspace = case.round_.workspace
    if case.arrived.bundle:
        return False
    path = case.arrived.path.absolute()
    return any(path.is_relative_to(room.absolute()) for room in (workspace.inbox, workspace.output / ROOM))
