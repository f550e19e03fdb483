"""Out: the roster planned, and the packets written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from pipeline.commands.opening import Round, look_of, take_roster
from pipeline.model import Issued, Packet, Plan, Roster, Talk
from pipeline.obligations import deadlines
from pipeline.packets import (
    FOLDER,
    Before,
    MadeForm,
    late_problems,
    leader_folder,
    make_packet,
    plan_writing,
    write_packets,
)
from pipeline.plan import make_plan
from pipeline.problems import Problem, UnreadableFile, file_place
from pipeline.problems.plan import packet_file_changed
from pipeline.reports.overview import NAME, LeaderPackets, write_overview
from pipeline.sheets.save import saved_by_somebody
from pipeline.store import Store

_BATCH = 100
Progress = Callable[[Iterable[Packet], int], Iterable[Packet]]


@dataclass(frozen=True, slots=True)
class Planned:
    """A round planned: the people, their packets, and what stands in the way."""

    roster: Roster
    plan: Plan
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Written:
    """What `mus packets` did: every form of the round, how many files were written now, and the problems."""

    planned: Planned
    issued: list[Issued]
    files_written: int
    problems: list[Problem]


def plan_round(round_: Round, roster_path: Path | None) -> Planned:
    """Who gets what and who is left out, from a roster file. Writes nothing."""
    roster, problems = take_roster(round_.workspace, roster_path)
    planned = plan_people(round_, roster)
    return Planned(roster, planned.plan, [*problems, *planned.problems])


def plan_people(round_: Round, roster: Roster) -> Planned:
    """Who gets what and who is left out, from people as read. Writes nothing."""
    talks = round_.store.talks(round_.year)
    plan, problems = make_plan(roster, round_.policy, round_.year, round_.today, talks)
    return Planned(roster, plan, [*round_.problems, *problems])


def write_round(round_: Round, planned: Planned, progress: Progress) -> Written:
    """Writes every packet that is missing or has changed, and each leader's overview; records what was issued."""
    store, year = round_.store, round_.year
    store.save_roster(planned.roster, year)
    store.save_talks(_all_talks(store.talks(year), planned.plan))
    for layout in dict.fromkeys(round_.catalog.layouts.values()):
        store.save_layout(layout)
    before = {issued.form_id: issued for issued in store.all_issued(year)}
    issued: list[Issued] = []
    problems = list(planned.problems)
    written = 0
    packets = planned.plan.packets
    for batch in _batches(progress(packets, len(packets)), _BATCH):
        done, count, more = _write_batch(round_, planned.roster, batch, before)
        issued += done
        written += count
        problems += more
    overviews, more = _write_overviews(round_, planned, issued)
    return Written(planned, issued, written + overviews, problems + more)


def _all_talks(before: list[Talk], plan: Plan) -> list[Talk]:
    """The plan's talks, and those planned before whose person has since left: their forms may still come back."""
    now = {(packet.talk.person, packet.talk.kind): packet.talk for packet in plan.packets}
    return [*now.values(), *(talk for talk in before if (talk.person, talk.kind) not in now)]


def _write_batch(
    round_: Round, roster: Roster, batch: list[Packet], before: dict[str, Issued]
) -> tuple[list[Issued], int, list[Problem]]:
    store, output = round_.store, round_.workspace.output
    made: list[MadeForm] = []
    problems: list[Problem] = []
    for packet in batch:
        rows = store.plan_rows(packet.talk.person, round_.year)
        try:
            made += make_packet(
                packet, roster, round_.catalog, round_.key, round_.today, Before(before, rows)
            )
        except UnreadableFile as error:  # template code that fails on this person's data only
            problems.append(error.problem)
    writings, found = plan_writing(made, output, lambda digest: _is_accepted(store, digest))
    problems += found
    # New forms are recorded before they are written, changed ones after: see `Writing`.
    store.record_issued([writing.made.issued for writing in writings if writing.new])
    problems += late_problems(writings, output)
    done, more = write_packets(writings, output)
    ids = {form.form_id for form in done}
    unwritten = {writing.made.issued.form_id for writing in writings if writing.new} - ids
    if unwritten:
        store.forget_issued(sorted(unwritten))
    store.record_issued([issued for issued in done if before.get(issued.form_id) not in (None, issued)])
    written = sum(writing.write for writing in writings if writing.made.issued.form_id in ids)
    return done, written, problems + more


def _is_accepted(store: Store, digest: str) -> bool:
    seen = store.seen(digest)
    return seen is not None and seen.outcome == "accepted"


def _write_overviews(round_: Round, planned: Planned, issued: list[Issued]) -> tuple[int, list[Problem]]:
    """Each leader's overview in their packet folder; gives how many were written. One with a leader's own notes stays."""
    people, policy, output = planned.roster.people, round_.policy, round_.workspace.output
    forms: dict[str, list[Issued]] = {}
    for form in issued:
        forms.setdefault(form.leader, []).append(replace(form, path=str(output / form.path)))
    talks: dict[str, list[Talk]] = {}
    for packet in planned.plan.packets:
        talks.setdefault(packet.talk.leader, []).append(packet.talk)
    titles = {name: rule.title for name, rule in policy.forms.items()}
    written, problems = 0, []
    for number in forms.keys() & talks.keys():
        path = output / leader_folder(people[number]) / NAME
        if saved_by_somebody(path):
            problems.append(packet_file_changed(file_place(path)))
            continue
        days = {talk.person: deadlines(talk, policy) for talk in talks[number]}
        packets = LeaderPackets(
            people[number], round_.year, talks[number], people, forms[number], titles, days
        )
        written += write_overview(packets, look_of(policy), path)
    _clear_overviews(output, {leader_folder(people[number]) for number in talks})
    return written, sorted(problems, key=lambda problem: problem.place)


def _clear_overviews(output: Path, current: set[str]) -> None:
    """Takes away the overview of somebody who leads nobody any more: it shows staff that are not theirs."""
    for overview in (output / FOLDER).glob(f"*/{NAME}"):
        if overview.parent.relative_to(output).as_posix() not in current and not saved_by_somebody(overview):
            overview.unlink()
            if not any(overview.parent.iterdir()):
                overview.parent.rmdir()


def _batches(packets: Iterable[Packet], size: int) -> Iterator[list[Packet]]:
    waiting = iter(packets)
    while batch := list(islice(waiting, size)):
        yield batch
