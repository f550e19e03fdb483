"""A whole round on made-up people: what `mus demo` plays.

Last year's plans, this year's packets, and three nights of returns from leaders who do what leaders do: fill
forms, rename them, send them twice, leave them blank, save them in other programs, and send the wrong file.
Everybody in it is invented; every day is given, so the same demo comes out the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.commands.destroying import purge
from pipeline.commands.incoming import take_in
from pipeline.commands.kept import STATUS, Standing
from pipeline.commands.opening import Round, open_round, take_roster
from pipeline.commands.outgoing import Written, plan_people, plan_round, write_round
from pipeline.commands.recording import record_event
from pipeline.commands.standing import write_standing
from pipeline.demo.leaders import fill_last_years_plans, send_back
from pipeline.model import Roster
from pipeline.workspace import Workspace, make_workspace, read_workspace, shipped_forms

YEAR = 2026
HANDED_OUT = date(YEAR, 9, 14)
NIGHTS = (date(YEAR, 10, 16), date(YEAR, 11, 6), date(YEAR, 11, 20))
ROSTER = "medarbejdere.xlsx"
_MARKER = ".mus-demo"
# The demo's ids are the same every time; a real workspace gets a key of its own.
_KEY = "00" * 32

Progress = Callable[[Iterable[Any], int], Iterable[Any]]


def play_round(folder: Path, municipality: str, packing: Progress, reading: Progress) -> Iterator[str]:
    """Plays the round in a folder of its own, and tells it line by line. A former demo there is cleared away."""
    workspace = _fresh_workspace(folder.absolute(), municipality)
    yield f"Workspace for {municipality} {YEAR} in {workspace.folder}"
    yield _play_last_year(workspace)
    with open_round(workspace, HANDED_OUT) as round_:
        written = write_round(round_, plan_round(round_, None), packing)
        yield _tell_packets(written)
    for night, day in enumerate(NIGHTS):
        with open_round(workspace, day) as round_:
            sent = send_back(round_, night, NIGHTS)
            taken = take_in(round_, (), reading)
            outcomes = [judged.outcome for judged in taken.judged]
            counts = ", ".join(
                f"{outcomes.count(o)} {o}" for o in ("accepted", "duplicate", "review", "rejected")
            )
            yield f"{day}: {sent} files came back: {counts}, {taken.ignored} stray passed over"
    with open_round(workspace, NIGHTS[-1]) as round_:
        _record_by_hand(round_)
        again = write_round(round_, plan_round(round_, None), packing)
        yield f"{NIGHTS[-1]}: packets again: {again.files_written} files for what has come back since"
        yield _tell_standing(write_standing(round_, remind=True))
        purged = purge(round_)
        yield f"Purged: {len(purged.destroyed)} papers whose time was up, {purged.files_removed} files"
    yield f"Open {workspace.status / STATUS} and a packet in {workspace.packets}"


def _fresh_workspace(folder: Path, municipality: str) -> Workspace:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARKER).exists():
            raise FileExistsError(f"{folder} holds something that is not a demo")
        shutil.rmtree(folder)
    path = make_workspace(folder, municipality, YEAR)
    (folder / _MARKER).touch()
    path.write_text(path.read_text(encoding="utf-8").replace("# roster =", "roster ="), encoding="utf-8")
    (folder / "mus.key").write_text(_KEY + "\n", encoding="ascii")
    (folder / "mus.key").chmod(0o600)
    shutil.copyfile(shipped_forms() / "example-roster.xlsx", folder / ROSTER)
    return read_workspace(folder)


def _play_last_year(workspace: Workspace) -> str:
    """Issues and takes in last year's plans for two leaders' staff, so that this year has something to follow up."""
    last_year = replace(workspace, year=YEAR - 1, output=workspace.folder / f"output-{YEAR - 1}")
    with open_round(last_year, date(YEAR - 1, 10, 1)) as round_:
        roster, _ = take_roster(round_, None)
        written = write_round(round_, plan_people(round_, _some_staff(roster)), lambda items, _: items)
        fill_last_years_plans(round_, written.issued)
    with open_round(last_year, date(YEAR - 1, 12, 1)) as round_:
        taken = take_in(round_, (), lambda items, _: items)
    return f"Last year: {len(taken.judged)} plans came back and are carried into this year's forms"


def _some_staff(roster: Roster) -> Roster:
    """The staff of the first two leaders who have any, and the leaders themselves; last year's talk dates."""
    leaders = list(dict.fromkeys(person.leader for person in roster.people.values() if person.leader))[:2]
    people = {
        number: replace(person, talk_on=None, talk_kind="")
        for number, person in roster.people.items()
        if person.leader in leaders or number in leaders
    }
    return Roster(people)


def _record_by_hand(round_: Round) -> None:
    """Two talks were held on paper, and somebody wishes a talk of their own after the group's; HR records them."""
    held = {event.person for event in round_.store.events(YEAR) if event.what == "held"}
    waiting = [
        talk.person for talk in round_.store.talks(YEAR) if talk.kind == "MUS" and talk.person not in held
    ]
    for person in waiting[:2]:
        record_event(round_, person, "held", date(YEAR, 11, 18), "MUS", "leder")
    in_groups = [talk.person for talk in round_.store.talks(YEAR) if talk.person and talk.group]
    for person in in_groups[:1]:
        record_event(round_, person, "wants-individual", date(YEAR, 11, 19))


def _tell_packets(written: Written) -> str:
    packets, excluded = written.planned.plan.packets, written.planned.plan.excluded
    return f"{len(packets)} packets with {len(written.issued)} forms written; {len(excluded)} people left out"


def _tell_standing(standing: Standing) -> str:
    states = standing.states
    counts = ", ".join(f"{states.get(s, 0)} {s}" for s in ("done", "open", "overdue", "waived"))
    return f"{sum(states.values())} obligations: {counts}; {len(standing.written)} workbooks written"
