"""What retention says must go: told in a dry run, and destroyed in every copy the pipeline holds.

Files go first, what the store knows after, and the proof with it: a run that is killed in between finds the same
papers again and finishes. A zip or a mail that was taken apart goes with the first of what it held: all of it is kept
on its own. Backups of the workspace are outside; they must be let go of where they are made.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.commands import reviews
from pipeline.commands.bundled import TAKEN_APART
from pipeline.commands.copies import Copies, find_copies, leftovers
from pipeline.commands.opening import Round
from pipeline.model import Event
from pipeline.problems import Problem, file_place
from pipeline.problems.keeping import (
    file_holds_others,
    file_not_destroyed,
    folder_out_of_reach,
    store_not_swept,
)
from pipeline.retention import Doomed, due_for_destruction, holdings
from pipeline.retention.holdings import MINUTES, Kept, class_of
from pipeline.store import Destruction

PROVED, BY = "minutes-destroyed", "purge"
"""The event that proves that minutes are gone, and its source."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What was destroyed, in how many files, and what could not be."""

    destroyed: list[Doomed]
    files_removed: int
    problems: list[Problem]


def purge_report(round_: Round) -> list[Doomed]:
    """What must go today, of all rounds in the store. Changes nothing."""
    return _due(round_, find_copies(round_.workspace, _folders(round_)))


def waiting_for_purge(round_: Round) -> int:
    """How many papers must go, by what the store knows: no file is opened, so a night may ask."""
    store = round_.store
    papers = {(class_of(paper.form), *paper[1:]) for paper in store.papers()}
    kept = [Kept(what, person, year, kind, group) for what, person, group, kind, year in sorted(papers)]
    kept += [
        Kept("refused", one.person, one.year, group=one.group, digest=one.digest, came_on=one.came_on)
        for one in store.refusals()
    ]
    talks, events = store.earlier_groups(_after_all(round_)), store.endings(round_.today)
    return len(due_for_destruction(kept, talks, events, store.last_known(), round_.policy, round_.today))


def purge(round_: Round) -> Purged:
    """Destroys what must go. What cannot be removed is a problem, has no proof, and is tried again next time."""
    folders = _folders(round_)
    output, copies = round_.workspace.output.absolute(), find_copies(round_.workspace, folders)
    for path in leftovers(output):
        path.unlink(missing_ok=True)
    due = _due(round_, copies)
    gone = {form_id for doomed in due for form_id in doomed.form_ids} | round_.store.destroyed_forms().keys()
    bundles = _taken_apart(round_)
    destroyed, removed, problems = [], 0, []
    missing = [folder_out_of_reach(file_place(folder)) for folder in folders if not folder.is_dir()]
    for doomed in due:
        if missing and not doomed.paths:
            # They may lie in the folder that is gone: nothing is said to be destroyed that nobody has seen.
            problems += [problem for problem in missing if problem not in problems]
            continue
        count, found = _remove(doomed, output, copies, gone, bundles.keys())
        removed += count
        problems += found
        if not found:
            empty = [bundles[path] for path in doomed.paths if path in bundles]
            round_.store.destroy(_destruction(doomed, empty, round_))
            destroyed.append(doomed)
    if not round_.store.sweep():
        problems.append(store_not_swept(file_place(round_.workspace.folder)))
    return Purged(destroyed, removed, problems)


def _taken_apart(round_: Round) -> dict[str, str]:
    """The digests of bundles whose files were all taken in, by where they are kept."""
    files = round_.store.every_return()
    return {file.kept_at: file.digest for file in files if file.outcome == TAKEN_APART and file.kept_at}


def _folders(round_: Round) -> list[Path]:
    """Where files of this and earlier rounds in the store were written."""
    own, base = round_.workspace.output.absolute(), round_.workspace.folder
    return list(dict.fromkeys((own, *(base / folder for folder in round_.store.outputs()))))


def forget_folder(round_: Round, folder: Path) -> bool:
    """Forgets a folder that is gone for good, and tells whether it was known; its papers are then out of our hands."""
    base = round_.workspace.folder
    known = [written for written in round_.store.outputs() if (base / written) == (base / folder).absolute()]
    for written in known:
        round_.store.forget_output(written)
    return bool(known)


def doomed_row(doomed: Doomed) -> dict[str, object]:
    """What must go, or is gone, as the contract names its parts; no path and no name of a file."""
    return {
        "what": doomed.what,
        "person": doomed.person,
        "group": doomed.group,
        "kind": doomed.kind,
        "year": doomed.year,
        "rule": doomed.rule,
        "reason": doomed.reason,
        "forms": len(doomed.form_ids),
        "files": len(doomed.paths),
    }


def _due(round_: Round, copies: Copies) -> list[Doomed]:
    store = round_.store
    years, after_all = store.years(), _after_all(round_)
    issued = [form for year in years for form in store.all_issued(year)]
    kept = holdings(issued, store.every_return(), store.destroyed_forms(), copies.by_key)
    talks, events = store.earlier_talks(after_all), store.earlier_events(after_all)
    return due_for_destruction(kept, talks, events, store.last_known(), round_.policy, round_.today)


def _after_all(round_: Round) -> int:
    """The year after all rounds in the store."""
    return max(round_.store.years(), default=round_.year) + 1


def _remove(
    doomed: Doomed, output: Path, copies: Copies, gone: set[str], bundles: Collection[str]
) -> tuple[int, list[Problem]]:
    """Removes every copy, and how many there were. A file that holds other forms as well is left and said."""
    removed, problems = 0, []
    for shown in doomed.paths:
        path = output / shown
        if shown not in bundles and _holds_others(shown, doomed, copies, gone):
            problems.append(file_holds_others(file_place(path)))
            continue
        try:
            removed += path.is_file()
            path.unlink(missing_ok=True)
            reviews.retire(path)  # the letter beside a refused file, the workbook beside one in doubt
        except OSError:
            problems.append(file_not_destroyed(file_place(path)))
            continue
        for folder in copies.folders:
            _remove_empty(path.parent, folder)
    return removed, problems


def _holds_others(shown: str, doomed: Doomed, copies: Copies, gone: set[str]) -> bool:
    """Whether there is more in a file than what must go. A file that was refused goes whole, whatever it holds."""
    refused = doomed.digests and copies.bundles.get(shown, doomed.digests[0]) in doomed.digests
    return not refused and not gone.issuperset(copies.ids.get(shown, ()))


def _remove_empty(folder: Path, output: Path) -> None:
    """Takes away folders that nothing is left in, below the rooms of the output folder."""
    while folder.is_relative_to(output) and len(folder.relative_to(output).parts) > 1:
        if folder.relative_to(output).parts[0] == "inbox":  # a leader's own folder may be synced there
            return
        try:
            folder.rmdir()
        except OSError:  # something is left in it
            return
        folder = folder.parent


def _destruction(doomed: Doomed, bundles: Sequence[str], round_: Round) -> Destruction:
    proof = None
    if doomed.what == "minutes" and not doomed.again:
        proof = Event(
            PROVED,
            doomed.person,
            doomed.kind,
            doomed.year,
            round_.today,
            source=BY,
            form=MINUTES,
            group=doomed.group,
        )
    return Destruction(
        what=doomed.what,
        person=doomed.person,
        group=doomed.group,
        year=doomed.year,
        rule=doomed.rule,
        on=round_.today,
        form_ids=doomed.form_ids,
        digests=(*doomed.digests, *bundles),
        proof=proof,
    )
