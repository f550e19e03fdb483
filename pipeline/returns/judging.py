"""What becomes of a reading: the outcome, the place the original is kept, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.model import Event, Issued, Outcome, Reading, ReturnedFile
from pipeline.names import safe_name
from pipeline.policy import Policy
from pipeline.problems.judging import DESTROYED, RETURNED_EMPTY
from pipeline.returns.arriving import Arrived
from pipeline.returns.doubts import doubts_of
from pipeline.returns.facts import events_of
from pipeline.returns.filled import Around, make_filled

NAMED_BY = 12
"""With so many digits of its digest the name begins that a file is kept under."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A return with its outcome. `keep_at` is under the output folder, "" for a file that must stay where it lies.

    `events` are empty unless the file was accepted.
    """

    arrived: Arrived
    reading: Reading
    outcome: Outcome
    keep_at: str
    events: tuple[Event, ...] = ()


def judge(arrived: Arrived, reading: Reading, seen: ReturnedFile | None, around: Around) -> Judged:
    """The outcome of a reading: a file accepted before is a duplicate, a doubt about an answer goes to review.

    A file that was refused before is judged anew, unless a newer one has answered it since: what stood in its way may
    have been mended. What was destroyed is not kept, accepted before or not. A form that contradicts what is known is
    accepted, and the contradiction said.
    """
    blocking = [problem.code for problem in reading.problems if problem.blocks]
    if DESTROYED in blocking:
        return Judged(arrived, reading, "rejected", "")
    if seen is not None and (seen.outcome == "accepted" or seen.superseded):
        return Judged(arrived, reading, "duplicate", seen.kept_at)
    if not arrived.digest:
        return Judged(arrived, reading, "rejected", "")
    issued = reading.issued
    if issued is None or RETURNED_EMPTY in blocking:
        return Judged(arrived, reading, "rejected", _keep_at("rejected", arrived, issued, around))
    if blocking:
        return Judged(arrived, reading, "review", _keep_at("review", arrived, issued, around))
    form = make_filled(reading, arrived.place.file, around)
    accepted = replace(reading, problems=(*reading.problems, *doubts_of(form)))
    if left_with_parties(issued, around.policy):
        facts = tuple(answer for answer in reading.answers if answer.privacy == "fact")
        accepted = replace(accepted, answers=facts, comments=())
    return Judged(arrived, accepted, "accepted", _archive(arrived, issued, around), tuple(events_of(form)))


def left_with_parties(issued: Issued, policy: Policy) -> bool:
    """Whether the two keep the form themselves: only its facts are stored, and the file goes back (HER-14)."""
    return policy.minutes.keep == "parties" and issued.form == "referat"


def _archive(arrived: Arrived, issued: Issued, around: Around) -> str:
    if left_with_parties(issued, around.policy):
        return _keep_at(f"{Path(issued.path).parent.as_posix()}/Modtaget", arrived, issued, around)
    return _keep_at(f"archive/{issued.year}/{issued.form_id}", arrived, issued, around)


def _keep_at(folder: str, arrived: Arrived, issued: Issued | None, around: Around) -> str:
    """Under the name it came with, or the form's id where that could be a protected name."""
    name = Path(arrived.name)
    stem = issued.form_id if issued and around.protected else safe_name(name.stem)
    return f"{folder}/{arrived.digest[:NAMED_BY]} {stem}{name.suffix.lower()}"
