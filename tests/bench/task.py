"""One measured task in a process of its own: prints seconds of the processor, peak megabytes, and what came out."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import date
from pathlib import Path

TODAY = date(2026, 9, 14)


def openpyxl_plain(path: Path, _folder: Path) -> dict[str, int]:
    """openpyxl's read-only rows, kept by nobody."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    return {"rows": sum(1 for _ in book["Medarbejdere"].iter_rows(values_only=True))}


def read(path: Path, _folder: Path) -> dict[str, int]:
    """The roster as people, with every check."""
    from pipeline.roster import read_roster

    roster, problems = read_roster(path, TODAY.year)
    return {"people": len(roster.people), "problems": len(problems)}


def plan(path: Path, folder: Path) -> dict[str, int]:
    """The roster read in a round and planned."""
    from pipeline.commands.opening import open_round, take_roster
    from pipeline.commands.outgoing import plan_people
    from pipeline.workspace import make_workspace, read_workspace

    home = folder / f"round-{path.stem}"
    make_workspace(home, "herlev", TODAY.year)
    with open_round(read_workspace(home), TODAY) as round_:
        planned = plan_people(round_, take_roster(round_, path)[0])
    return {"packets": len(planned.plan.packets)}


TASKS = {"openpyxl": openpyxl_plain, "read": read, "plan": plan}

if __name__ == "__main__":
    _, name, file, room = sys.argv
    began = time.process_time()
    found = TASKS[name](Path(file), Path(room))
    found |= {
        "seconds": time.process_time() - began,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(found))
