"""How long a roster takes to read, check and plan, beside openpyxl's plain reading of the same file in the same run.

Usage: make bench (1,000 and 10,000 rows) or make bench SIZE=full (100,000 too). Each figure is a process of its own, so
that its peak memory is its own; seconds are of the processor, since the machines are noisy. What was read is checked too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.rosters import write_roster

QUICK, FULL = (1_000, 10_000), (1_000, 10_000, 100_000)
TASKS = ("openpyxl", "read", "plan")


def main(size: str) -> int:
    """Prints a row for each size; 1 where somebody was not read."""
    head = ("rows", "openpyxl s", "read s", "rows/s", "times faster", "planned s", "read MB", "planned MB")
    print(" | ".join(f"{title:>12}" for title in head))
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for rows in FULL if size == "full" else QUICK:
            path = Path(folder) / f"{rows}.xlsx"
            write_roster(path, rows)
            plain, read, planned = (_measured(task, path, Path(folder)) for task in TASKS)
            wrong += read["people"] != rows or planned["packets"] != rows - 1
            figures = (
                f"{rows:,}",
                f"{plain['seconds']:.2f}",
                f"{read['seconds']:.2f}",
                f"{rows / read['seconds']:,.0f}",
                f"{plain['seconds'] / read['seconds']:.1f}",
                f"{planned['seconds']:.2f}",
                f"{read['megabytes']:.0f}",
                f"{planned['megabytes']:.0f}",
            )
            print(" | ".join(f"{figure:>12}" for figure in figures), flush=True)
    print(
        "planned s: the reading and the plan of everybody's packets; the start of a round, 70 MB, is in planned MB"
    )
    return 1 if wrong else 0


def _measured(task: str, path: Path, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.task", task, str(path), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "quick"))
