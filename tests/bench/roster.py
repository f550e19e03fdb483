"""A roster read and planned, beside openpyxl's plain reading of the same file: what `mus packets` does before it writes.

Seconds are of the processor, libraries loaded and the round opened before they count, the better of two runs where there
is time for two: the machines are noisy. The outcome is looked at each time: everybody is read, and all but the topmost
leader have a packet.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.bench.figures import TODAY, Figure, run_task, tell_task
from tests.bench.rosters import write_roster

_SIZES = {"quick": (1_000, 10_000), "full": (1_000, 10_000, 45_000, 100_000)}
_BESIDE = {"quick": (10_000,), "full": (45_000, 100_000)}
"""The sizes that are measured beside openpyxl too."""
_TWICE = 45_000
_FASTER, _GROWTH, _MEGABYTES, _AT = 4, 1.15, 300, 45_000

Done = dict[str, Any]


def measure(folder: Path, size: str) -> Iterator[Figure]:
    """Read and planned, and read alone, beside openpyxl; then what a row costs as rosters grow, and memory."""
    paths = {rows: folder / f"roster-{rows}.xlsx" for rows in _SIZES[size]}
    for rows, path in paths.items():
        write_roster(path, rows)

    @cache
    def done(task: str, rows: int) -> Done:
        runs = 2 if rows <= _TWICE else 1
        return min((run_task("roster", task, paths[rows], folder) for _ in range(runs)), key=_busy)

    for rows in _BESIDE[size]:
        yield _beside("read and planned", done("plan", rows), done("plain", rows), rows, f"{_FASTER}x")
        yield _beside("read", done("read", rows), done("plain", rows), rows, "")
    sizes = _SIZES[size]
    for few, many in pairwise(sizes):
        yield _growth(done("plan", few), done("plan", many), few, many)
    yield from (_memory(done("plan", rows), rows) for rows in sizes if rows in (10_000, _AT))


def _beside(work: str, ours: Done, others: Done, rows: int, asked: str) -> Figure:
    faster = _busy(others) / _busy(ours)
    return Figure(
        f"roster {work}, {rows:,} rows",
        "openpyxl read-only, rows alone",
        f"{_busy(ours):.2f} s",
        f"{_busy(others):.2f} s",
        f"{faster:.1f}x",
        asked,
        faster >= _FASTER if asked else None,
        ours["megabytes"],
        _wrong(ours, rows),
    )


def _growth(few: Done, many: Done, fewer: int, more: int) -> Figure:
    before, after = _busy(few) / fewer, _busy(many) / more
    return Figure(
        f"roster read and planned, a row of {more:,}",
        f"a row of {fewer:,}",
        f"{1e6 * after:.0f} µs",
        f"{1e6 * before:.0f} µs",
        f"{after / before:.2f}",
        f"<= {_GROWTH}",
        after / before <= _GROWTH,
        many["megabytes"],
        _wrong(many, more),
    )


def _memory(ours: Done, rows: int) -> Figure:
    megabytes = ours["megabytes"]
    return Figure(
        f"roster read and planned, {rows:,} rows: memory",
        "",
        f"{megabytes:.0f} MB",
        "",
        "",
        f"<= {_MEGABYTES} MB",
        megabytes <= _MEGABYTES,
        megabytes,
        _wrong(ours, rows),
    )


def _busy(done: Done) -> float:
    return float(done["busy"])


def _wrong(done: Done, rows: int) -> str:
    people, packets = done["people"], done.get("packets", rows - 1)
    expected = (rows, rows - 1)
    return "" if (people, packets) == expected else f"{people} people and {packets} packets of {rows} rows"


# --- in a process of its own --------------------------------------------------------------------


def plain(path: str, _folder: str) -> Done:
    """openpyxl's read-only rows, kept by nobody."""
    from openpyxl import load_workbook

    def rows() -> int:
        book = load_workbook(path, read_only=True)
        return sum(1 for _ in book["Medarbejdere"].iter_rows(values_only=True))

    return _timed(lambda: {"rows": rows()})


def read(path: str, _folder: str) -> Done:
    """The roster as people, with every check."""
    from pipeline.roster import read_roster

    return _timed(lambda: {"people": len(read_roster(Path(path), _today().year)[0].people)})


def plan(path: str, folder: str) -> Done:
    """The roster read in a round and planned."""
    from pipeline.commands.opening import open_round, take_roster
    from pipeline.commands.outgoing import plan_people
    from pipeline.days import is_working_day
    from pipeline.workspace import make_workspace, read_workspace

    is_working_day(_today())  # loads the library of holidays: 0.16 s once

    home = Path(folder) / f"round-{Path(path).stem}"
    if not home.exists():
        make_workspace(home, "herlev", _today().year)
    with open_round(read_workspace(home), _today()) as round_:

        def planned() -> Done:
            done = plan_people(round_, take_roster(round_, Path(path))[0])
            return {"people": len(done.roster.people), "packets": len(done.plan.packets)}

        return _timed(planned)


def _timed(work: Callable[[], Done]) -> Done:
    began, busy = time.perf_counter(), time.process_time()
    found = work()
    return found | {"seconds": time.perf_counter() - began, "busy": time.process_time() - busy}


def _today() -> date:
    return date.fromisoformat(TODAY)


if __name__ == "__main__":
    tell_task({"plain": plain, "read": read, "plan": plan})
