"""What becomes of a zip or a mail once all that came in it is taken in: kept as it came, apart from its members.

A bundle bears what its members bear, so it lies where they may lie, and goes with the first of them that must go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.commands import originals
from pipeline.commands.opening import Round
from pipeline.commands.surroundings import Surroundings
from pipeline.model import Outcome, Reading, ReturnedFile
from pipeline.names import safe_name
from pipeline.problems.bundles import bundle_not_kept
from pipeline.problems.judging import file_not_moved
from pipeline.returns import Arrived, Judged
from pipeline.returns.judging import left_with_parties

TAKEN_APART: Outcome = "duplicate"
"""The outcome a bundle is recorded with: all that is in it is there a second time."""


def finish_bundle(
    bundle: Arrived, members: Sequence[Judged], round_: Round, surroundings: Surroundings
) -> Judged | None:
    """Keeps a bundle and takes it out of the inbox; gives a row for it only where there is something to say.

    It stays where a member has to: papers that were destroyed, or that could not be put away.
    """
    if not all(member.keep_at and _is_kept(member, round_) for member in members):
        return None
    seen = round_.store.seen(bundle.digest)
    keep_at = _place_before(seen, _keep_at(bundle, members, surroundings, round_))
    reading = Reading(bundle.place.file, bundle.digest, None)
    judged = Judged(bundle, reading, TAKEN_APART, keep_at)
    try:
        originals.give_up_old_place(judged, seen, round_)
        if keep_at:
            originals.write_original(bundle, round_.workspace.output / keep_at)
            _say_why(bundle, members, keep_at, round_)
        round_.store.record_return(_record(judged, round_.today), reading, ())
        originals.take_away(bundle, round_.workspace.output / (keep_at or "nowhere"), round_)
    except OSError:
        return replace(judged, reading=replace(reading, problems=(file_not_moved(bundle.place),)))
    if keep_at:
        return None
    return replace(judged, reading=replace(reading, problems=(bundle_not_kept(bundle.place),)))


def _say_why(bundle: Arrived, members: Sequence[Judged], keep_at: str, round_: Round) -> None:
    """Puts a letter beside a bundle that is kept as refused: what is the matter with each file in it."""
    if keep_at.startswith("rejected/"):
        told = [(member.arrived.name, each) for member in members for each in member.reading.problems]
        reasons = [f"»{name}«: {problem.text}" for name, problem in told if problem.blocks]
        originals.write_letter(round_.workspace.output / keep_at, bundle.name, reasons)


def _place_before(seen: ReturnedFile | None, place: str) -> str:
    """Where the same bytes are kept already, if they may lie there still."""
    if seen is None or not seen.kept_at:
        return place
    stays = seen.outcome == TAKEN_APART or Path(seen.kept_at).parent == Path(place).parent
    return seen.kept_at if stays else place


def _is_kept(member: Judged, round_: Round) -> bool:
    return (round_.workspace.output / member.keep_at).is_file()


def _parties(members: Sequence[Judged], surroundings: Surroundings) -> set[str]:
    """The leaders' folders of the members that are left with the parties (HER-14), accepted or not."""
    issued = [member.reading.issued for member in members if member.reading.issued]
    return {
        "/".join(Path(form.path).parts[:2])
        for form in issued
        if left_with_parties(form, surroundings.of(form).policy)
    }


def _keep_at(bundle: Arrived, members: Sequence[Judged], surroundings: Surroundings, round_: Round) -> str:
    """Under the output folder; "" where it may lie nowhere. One with no form of ours in it is kept as refused."""
    rooms, own = _parties(members, surroundings), _own_name(bundle, members, surroundings)
    if len(rooms) > 1:
        return ""
    if rooms:
        (room,) = rooms
        return f"{room}/Modtaget/{own}"
    if any(member.reading.issued for member in members):
        return f"archive/{round_.year}/bundles/{own}"
    return f"rejected/{own}"


def _own_name(bundle: Arrived, members: Sequence[Judged], surroundings: Surroundings) -> str:
    """The name it came with, or none where that could be the protected name of somebody whose form is in it."""
    name = Path(bundle.name)
    protected = any(surroundings.of(member.reading.issued).protected for member in members)
    return f"{bundle.digest[:12]} {'samlet' if protected else safe_name(name.stem)}{name.suffix.lower()}"


def _record(judged: Judged, today: date) -> ReturnedFile:
    return ReturnedFile(
        digest=judged.arrived.digest,
        name=judged.arrived.name,
        received_on=today,
        outcome="rejected" if judged.keep_at.startswith("rejected") else TAKEN_APART,
        kept_at=judged.keep_at,
    )
