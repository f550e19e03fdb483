"""How fast everything is, beside others who do the same, in one run. What came out is checked, not only timed.

Usage: make bench (two to four minutes) or make bench SIZE=full (45,000 people and more: about an hour). Each task is a
process of its own, so that its peak memory is its own. Ratios are what to trust: the seconds drift from run to run.
Give names of lines to measure only these: python -m tests.bench quick packets roster.

Nothing is deleted before the end, and no run should follow within five minutes of another: ext4 steps over each inode
that was deleted in that time (RECENTCY_DIRTY in Linux' fs/ext4/ialloc.c), and after 7,000 deleted files a new one takes
629 µs instead of 53 (measured). What a file takes is printed with the table, so that one can tell.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from tests.bench import packets, returns, roster, standing
from tests.bench.figures import Figure

Measure = Callable[[Path, str], Iterator[Figure]]
LINES: dict[str, Measure] = {
    "packets": packets.measure,
    "returns": returns.measure,
    "roster": roster.measure,
    "standing": standing.measure,
}
HEAD = ("work", "beside", "ratio", "asked", "kept", "ours", "others", "MB")


def main(size: str, names: list[str]) -> int:
    """Prints a row for each figure as it comes; 1 where something came out wrong."""
    cores = os.cpu_count()
    wrong = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        print(f"{date.today()}, {cores} cores, Python {platform.python_version()}, {size};", end=" ")
        print(f"a file of 20 kB is made in {_making_a_file(Path(folder) / 'files') * 1e6:.0f} µs\n")
        print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
        for name in names or LINES:
            for figure in LINES[name](Path(folder), size):
                print(_row(figure), flush=True)
                wrong += [f"{figure.work}: {figure.wrong}"] if figure.wrong else []
    print("".join(f"\nWRONG {line}" for line in wrong))
    return 1 if wrong else 0


def _making_a_file(folder: Path) -> float:
    """Seconds of the processor, over some hundred of them."""
    folder.mkdir()
    content, count = os.urandom(20_000), 500
    began = time.process_time()
    for number in range(count):
        (folder / str(number)).write_bytes(content)
    return (time.process_time() - began) / count


def _row(figure: Figure) -> str:
    kept = {True: "yes", False: "no", None: ""}[figure.holds]
    memory = f"{figure.megabytes:.0f}" if figure.megabytes else ""
    cells = figure.work, figure.beside, figure.ratio, figure.asked, kept, figure.ours, figure.others, memory
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    _, *given = sys.argv
    sys.exit(main(given[0] if given else "quick", given[1:]))
