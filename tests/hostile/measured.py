"""Runs `mus` on a file as HR does, in a process of its own, and measures what it took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HANGS = 60
_HOME = Path(__file__).parents[2]

# Between the tests and `mus` stands a small process: what a process is said to have needed counts the memory of the
# one it was forked from (Linux, fs/exec.c), and the tests hold bombs. It kills a run that hangs, children and all.
_BETWEEN = """
import json, os, signal, subprocess, sys, tempfile, threading, time
hangs, command = int(sys.argv[1]), sys.argv[2:]
with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=out, stderr=err, start_new_session=True)
    guard = threading.Timer(hangs, os.killpg, (process.pid, signal.SIGKILL))
    guard.start()
    _, status, used = os.wait4(process.pid, 0)
    guard.cancel()
    out.seek(0), err.seek(0)
    print(json.dumps({
        "code": os.waitstatus_to_exitcode(status),
        "out": out.read().decode(errors="replace"),
        "err": err.read().decode(errors="replace"),
        "seconds": time.monotonic() - began,
        "busy": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
    }))
"""
_MUS = (sys.executable, "-c", "from pipeline.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: what came out, and what it took. `busy` is time of the processor, waited-for children's too."""

    code: int
    out: str
    err: str
    seconds: float
    busy: float
    megabytes: float

    @property
    def rows(self) -> list[dict[str, object]]:
        """The JSON objects on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


def run_mus(workspace: Path, *args: str | Path, today: str = "2026-11-20") -> Run:
    """`mus` with these arguments. Killed with all its children after a minute: then the code is negative."""
    command = (*_MUS, "--workspace", workspace, "--today", today, *args)
    between = (sys.executable, "-S", "-c", _BETWEEN, str(HANGS), *map(str, command))
    told = subprocess.run(between, cwd=_HOME, stdout=subprocess.PIPE, check=True).stdout
    return Run(**json.loads(told))


def beyond(run: Run, base: Run) -> float:
    """Seconds that a run took beyond another; on a machine with more to do than it can, those it was busy."""
    crowded = os.getloadavg()[0] > (os.cpu_count() or 1)
    return run.busy - base.busy if crowded else run.seconds - base.seconds


def best_of(tries: int, base: Run, seconds: float, workspace: Path, *args: str | Path) -> Run:
    """The quickest of some runs: another one only where the last took so many seconds more than the base."""
    runs: list[Run] = []
    while len(runs) < tries and not (runs and beyond(runs[-1], base) <= seconds):
        runs.append(run_mus(workspace, *args))
    return min(runs, key=lambda run: run.busy)


def note_figures(name: str, command: str, run: Run, base: Run, failures: Sequence[str]) -> None:
    """Adds the figures of a run to the file that MUS_HOSTILE_FIGURES names, where it does."""
    if path := os.environ.get("MUS_HOSTILE_FIGURES"):
        line = {
            "case": name,
            "command": command,
            "seconds": round(run.seconds - base.seconds, 2),
            "busy": round(run.busy - base.busy, 2),
            "megabytes": round(run.megabytes - base.megabytes),
            "code": run.code,
            "told": _told(run),
            "failures": list(failures),
        }
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _told(run: Run) -> list[object]:
    try:
        return [p["code"] for row in run.rows for p in row["problems"]][:4]  # type: ignore[attr-defined]
    except (ValueError, KeyError):
        return [run.err[-300:]]
