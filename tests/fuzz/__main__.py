"""`make fuzz`: ten thousand mutated returns read and judged; what went wrong, the slowest file, the largest.

Exit code 1 where anything went wrong; the files that did it are kept in output/fuzz/ with what was done to them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.commands.opening import open_round
from pipeline.word import office
from pipeline.workspace import Workspace, read_workspace
from tests.fuzz.cases import make_case
from tests.fuzz.originals import TODAY, Original, fill_originals, make_workspace_with_packets
from tests.fuzz.reading import Reader, Verdict

KEPT = Path(__file__).parents[2] / "output" / "fuzz"
Prints = list[tuple[Original, bytes]]


def main() -> int:
    """Runs the cases and tells."""
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    wanted = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        workspace = make_workspace_with_packets(Path(folder) / "round")
        with open_round(workspace, TODAY) as round_:
            originals = fill_originals(round_)
        prints = make_prints(originals[::5], Path(folder))
        print(f"{len(originals)} forms and {len(prints)} prints to spoil", flush=True)
        numbers = range(wanted.first, wanted.first + wanted.cases)
        verdicts = list(told(run(workspace, originals, prints, numbers, Path(folder)), len(numbers)))
    faulty = [verdict for verdict in verdicts if verdict.faults]
    keep(faulty, originals, prints)
    print(summary(verdicts, time.monotonic() - began))
    return bool(faulty)


def make_prints(originals: Sequence[Original], folder: Path) -> Prints:
    """Some forms as PDF prints; none where LibreOffice is not installed."""
    if not office.available():
        return []
    files = {folder / original.name: original for original in originals}
    for file, original in files.items():
        file.write_bytes(original.content)
    made = office.convert(list(files), "pdf", folder / "prints")
    return [(files[file], made[file].read_bytes()) for file in files if file in made]


# --- the processes ------------------------------------------------------------------------------

_reader: Reader
_originals: Sequence[Original]
_prints: Prints


def run(
    workspace: Workspace, originals: Sequence[Original], prints: Prints, numbers: Sequence[int], folder: Path
) -> Iterator[Verdict]:
    """The verdicts in the order of the cases, worked out by as many processes as there are cores."""
    with multiprocessing.Pool(os.cpu_count(), _begin, (workspace, originals, prints, folder)) as pool:
        yield from pool.imap(_run_one, numbers, chunksize=20)


def _begin(workspace: Workspace, originals: Sequence[Original], prints: Prints, folder: Path) -> None:
    """A process has a workspace of its own: a round is open to one at a time."""
    global _reader, _originals, _prints
    room = folder / f"process-{os.getpid()}"
    shutil.copytree(workspace.folder, room, ignore=shutil.ignore_patterns("packets"))
    round_ = open_round(read_workspace(room), TODAY).__enter__()
    _reader, _originals, _prints = Reader(round_, room / "in"), originals, prints


def _run_one(number: int) -> Verdict:
    return _reader.read(make_case(number, _originals, _prints))


# --- telling ------------------------------------------------------------------------------------


def told(verdicts: Iterable[Verdict], whole: int) -> Iterator[Verdict]:
    """The same verdicts, with a line for every tenth of the way and for every fault."""
    faults = 0
    for number, verdict in enumerate(verdicts, 1):
        for fault in verdict.faults:
            faults += 1
            print(
                f"  case {verdict.number} ({', '.join(verdict.done)}): {fault.strip().splitlines()[-1]}",
                flush=True,
            )
        if number % max(1, whole // 10) == 0:
            print(f"{number} of {whole} returns read, {faults} faults", flush=True)
        yield verdict


def keep(faulty: Iterable[Verdict], originals: Sequence[Original], prints: Prints) -> None:
    """Saves the files that went wrong, in the place of those of the last run."""
    shutil.rmtree(KEPT, ignore_errors=True)
    for verdict in faulty:
        KEPT.mkdir(parents=True, exist_ok=True)
        case = make_case(verdict.number, originals, prints)
        (KEPT / f"{case.number:05d} {case.name}").write_bytes(case.content)
        text = "\n".join((", ".join(case.done), *verdict.faults))
        (KEPT / f"{case.number:05d}.txt").write_text(text, encoding="utf-8")


def summary(verdicts: Sequence[Verdict], seconds: float) -> str:
    """What there is to know of a run, in a few lines."""
    faults = Counter(fault.partition(":")[0] for verdict in verdicts for fault in verdict.faults)
    outcomes = Counter(outcome for verdict in verdicts for outcome in verdict.outcomes)
    slowest = max(verdicts, key=lambda verdict: verdict.seconds)
    largest = max(verdicts, key=lambda verdict: verdict.grown)
    peak = max(verdict.peak for verdict in verdicts)
    return "\n".join(
        [
            f"{len(verdicts)} mutated returns in {seconds:.0f} seconds: "
            + ", ".join(f"{times} {outcome}" for outcome, times in outcomes.most_common()),
            f"crashes: {faults['crash']}, answers on a wrong person: {faults['wrong person']},"
            f" answers on a wrong field: {faults['wrong field']}",
            f"slowest: {slowest.seconds:.2f} s, case {slowest.number} ({', '.join(slowest.done)})",
            f"largest: {largest.grown:.0f} MB more, case {largest.number} ({', '.join(largest.done)});"
            f" a process's peak {peak:.0f} MB",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
