"""What a benchmark tells: a figure beside another of the same run, and a task in a process of its own to get them from."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TODAY = "2026-09-14"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    `ratio` is ours against the other, told as the issue tells it (»60x«); `asked` is the bound; `holds` whether it is
    kept, None where nothing is asked. `megabytes` is our peak. `wrong` says what was wrong with the outcome, if anything.
    """

    work: str
    beside: str
    ours: str
    others: str
    ratio: str
    asked: str = ""
    holds: bool | None = None
    megabytes: float = 0
    wrong: str = ""


def run_task(module: str, task: str, *args: str | Path) -> dict[str, Any]:
    """What a task of `tests.bench.<module>` gives, run in a process of its own: so its peak memory is its own.

    Beside what it returns: `seconds` on the clock, `busy` of the processor (children's too), `megabytes` at most.
    """
    command = [sys.executable, "-m", f"tests.bench.{module}", task, *map(str, args)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def tell_task(tasks: Mapping[str, Callable[..., dict[str, Any]]]) -> None:
    """The other end of `run_task`: runs the task named on the command line and prints what it gave.

    A task that must prepare something first does so and returns its own `seconds` and `busy`.
    """
    _, name, *args = sys.argv
    began, busy = time.perf_counter(), time.process_time()
    found = tasks[name](*args)
    figures = {
        "seconds": time.perf_counter() - began,
        "busy": time.process_time() - busy,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures | found))
