"""How long a status takes, and how much of that a night with nothing new is spared.

A store of three years is made without Word (see `stores`); then the commands run on it as somebody would type them,
each in a process of its own, measured in seconds of the processor. What a night wrote is held against a run from scratch.
"""

from __future__ import annotations

import hashlib
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure, run_task, tell_task

TODAY, TOMORROW = "2026-12-01", "2026-12-02"
QUICK, FULL = (150, 600), (1_000, 10_000, 45_000, 100_000)
WHOLE = 45_000
"""A whole municipality; in a smaller one a night is mostly the start of the program, a second."""
NIGHT = {"quick": 600, "full": WHOLE}
"""The size at which a night is held against the first status."""
_TENTH, _GROWTH, _MEGABYTES, _STARTUP = 0.1, 1.15, 300, 150
_TRIES = 5


def measure(folder: Path, size: str) -> Iterator[Figure]:
    """The figures of status and nightly. Takes less than a minute unless `size` is full."""
    first: dict[int, dict[str, Any]] = {}
    for people in FULL if size == "full" else QUICK:
        home = folder / f"s{people}"
        run_task("standing", "make", home, str(people))
        first[people] = run_task("standing", "mus", home, TODAY, "status")
        yield _first(people, first)
        if people == NIGHT[size]:
            yield from _nights(home, people, first[people])
        if people == min(first):
            yield from _start_up(home)


def _first(people: int, found: dict[int, dict[str, Any]]) -> Figure:
    """The first status: time for each person, beside that of the smallest round."""
    smallest = min(found)
    mine, least = found[people]["busy"] / people, found[smallest]["busy"] / smallest
    megabytes = found[people]["megabytes"]
    asked = f"at most {_GROWTH}x of {smallest:,}" + (f", {_MEGABYTES} MB" if people <= WHOLE else "")
    return Figure(
        work=f"status, {people:,} people, first",
        beside=f"{smallest:,} people",
        ours=f"{mine * 1000:.2f} ms a person, {found[people]['busy']:.1f} s",
        others=f"{least * 1000:.2f} ms a person",
        ratio=f"{mine / least:.2f}x",
        asked=asked,
        holds=mine <= _GROWTH * least and (people > WHOLE or megabytes <= _MEGABYTES),
        megabytes=megabytes,
        wrong="" if found[people]["code"] == 0 else "the status did not end well",
    )


def _nights(home: Path, people: int, first: dict[str, Any]) -> Iterator[Figure]:
    """A night with nothing new, the same day and the next, beside the first status."""
    before = _digests(home, drafts=False)
    for when, today in (("the same day", TODAY), ("the next day", TOMORROW)):
        if today == TODAY:
            run_task(
                "standing", "mus", home, today, "nightly"
            )  # drafts the reminders, which a status does not
        night = run_task("standing", "mus", home, today, "nightly")
        wrong = "" if night["code"] == 0 else "the night did not end well"
        if today == TODAY:
            wrong = wrong or ("" if _digests(home, drafts=False) == before else "a workbook was written anew")
        else:
            wrong = wrong or _from_scratch(home, today)
        yield Figure(
            work=f"nightly, nothing new, {when}",
            beside="the first status",
            ours=f"{night['busy']:.2f} s",
            others=f"{first['busy']:.1f} s",
            ratio=f"1/{first['busy'] / night['busy']:.0f}",
            asked=f"at most 1/10 at {WHOLE:,}" if today == TODAY else "",
            holds=night["busy"] <= _TENTH * first["busy"] if today == TODAY and people == WHOLE else None,
            megabytes=night["megabytes"],
            wrong=wrong,
        )


def _from_scratch(home: Path, today: str) -> str:
    """What is wrong with the workbooks and mails, beside those of a night that knows nothing of the last."""
    found = _digests(home)
    (home / "output" / "status").rename(home / "status-before")
    with closing(sqlite3.connect(home / "output" / "mus.db")) as store, store:
        store.execute("delete from kept")
    run_task("standing", "mus", home, today, "nightly")
    return "" if _digests(home) == found else "not what a run from scratch writes"


def _digests(home: Path, drafts: bool = True) -> dict[str, str]:
    status = home / "output" / "status"
    return {
        str(path.relative_to(status)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in status.rglob("*")
        if path.is_file() and (drafts or path.suffix != ".eml")
    }


# --- start-up -----------------------------------------------------------------------------------


def _start_up(home: Path) -> Iterator[Figure]:
    """What the commands take before they do anything, beside an interpreter that does nothing."""
    python, mus = sys.executable, str(Path(sys.executable).parent / "mus")
    nothing = _busy([python, "-c", "pass"])
    status = [mus, "--workspace", str(home), "--today", TODAY, "status"]
    for name, command in (
        ("mus --help", [mus, "--help"]),
        ("mus status, nothing new, a small store", status),
    ):
        ours = _busy(command)
        above = (ours - nothing) * 1000
        yield Figure(
            work=name,
            beside="python -c pass",
            ours=f"{ours * 1000:.0f} ms",
            others=f"{nothing * 1000:.0f} ms",
            ratio=f"+{above:.0f} ms",
            asked=f"at most +{_STARTUP} ms",
            holds=above <= _STARTUP,
        )


def _busy(command: list[str]) -> float:
    """The least seconds of the processor that a command took, of some tries: the machines are noisy."""
    found = []
    for _ in range(_TRIES):
        before = _of_children()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        found.append(_of_children() - before)
    return min(found)


def _of_children() -> float:
    """Seconds of the processor that all children together took; `os.times` tells them in hundredths."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# --- in a process of its own --------------------------------------------------------------------


def make(home: str, people: str) -> dict[str, Any]:
    """The workspace and its store."""
    from tests.bench.stores import make_store

    make_store(Path(home), int(people), date.fromisoformat(TODAY))
    return {}


def mus(home: str, today: str, command: str) -> dict[str, Any]:
    """A command, as typed."""
    from pipeline.cli import main

    try:
        main(["--workspace", home, "--today", today, command])
    except SystemExit as end:
        return {"code": end.code or 0}
    return {"code": 0}


if __name__ == "__main__":
    tell_task({"make": make, "mus": mus})
