"""Out: the roster planned, and the packets written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from pipeline.catalog import try_out
from pipeline.commands.compared import Compared, compare_with_last, leavers_forms
from pipeline.commands.history import history_of, numbered_talks
from pipeline.commands.opening import CannotRun, Round, look_of, policy_place, take_roster
from pipeline.commands.press import Press
from pipeline.model import Event, Issued, Packet, Plan, Roster, Talk, TalkKey
from pipeline.obligations import deadlines
from pipeline.packets import (
    FOLDER,
    MadeForm,
    late_problems,
    leader_folder,
    plan_writing,
    write_packets,
)
from pipeline.plan import History, Planning, all_at_once, make_plan, unapproved_materials
from pipeline.policy import Policy
from pipeline.problems import Problem, UnreadableFile, file_place, has_blocking
from pipeline.problems.plan import packet_file_changed
from pipeline.reports.overview import NAME, LeaderPackets, write_overview
from pipeline.roster import Progress as Reading
from pipeline.roster import silent
from pipeline.sheets.save import saved_by_somebody
from pipeline.store import Store
from pipeline.topics import subject_of

_BATCH = 100
Progress = Callable[[Iterable[Packet], int], Iterable[Packet]]


@dataclass(frozen=True, slots=True)
class Planned:
    """A round planned: the people, their packets, what stands in the way, and what was known before.

    `issued` are the forms that have gone out. `compared` is the roster beside the round's last, where one was read.
    """

    roster: Roster
    plan: Plan
    problems: list[Problem]
    history: History = field(default_factory=History)
    issued: Sequence[Issued] = ()
    compared: Compared | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What `mus packets` did: every form of the round, how many files were written now, and the problems."""

    planned: Planned
    issued: list[Issued]
    files_written: int
    problems: list[Problem]


def plan_round(
    round_: Round,
    roster_path: Path | None,
    partial: bool = False,
    anyway: bool = False,
    reading: Reading = silent,
    planning: Planning = all_at_once,
) -> Planned:
    """Who gets what and who is left out, from a roster file, and what is new since the last. Writes nothing.

    With `partial` everybody who is not in the file stays as they were; with `anyway` it is used however many are gone.
    """
    roster, problems = take_roster(round_, roster_path, reading)
    place = file_place(roster_path or round_.workspace.roster or round_.workspace.folder)
    compared = compare_with_last(round_, roster, place, partial, anyway)
    planned = plan_people(round_, compared.roster, planning)
    problems = [*compared.refusals, *compared.unsettled(problems), *compared.notes]
    problems += [*_sound(round_), *planned.problems]
    if not compared.refusals:
        problems += leavers_forms(round_, planned.roster, planned.issued)
    return replace(planned, problems=problems, compared=compared)


def _sound(round_: Round) -> list[Problem]:
    """The notes on the forms. Raises CannotRun where one could not go out to everybody: nothing is issued then."""
    wrong = try_out(round_.catalog)
    if has_blocking(wrong):
        raise CannotRun([*round_.problems, *wrong])
    return wrong


def plan_people(round_: Round, roster: Roster, planning: Planning = all_at_once) -> Planned:
    """Who gets what and who is left out, from people as read. Writes nothing."""
    issued = round_.store.all_issued(round_.year)
    history, numbered = history_of(round_, issued), numbered_talks(round_, issued)
    plan, problems = make_plan(roster, round_.policy, round_.year, round_.today, numbered, history, planning)
    policy_file = policy_place(round_.workspace, "materials")
    problems = [*round_.problems, *unapproved_materials(round_.policy, policy_file), *problems]
    return Planned(roster, plan, problems, history, issued)


def write_round(round_: Round, planned: Planned, progress: Progress) -> Written:
    """Writes every packet that is missing or has changed, and each leader's overview; records what was issued.

    Raises CannotRun where the roster cannot be the right one: nothing is written then.
    """
    if planned.compared and planned.compared.refusals:
        raise CannotRun(planned.compared.refusals)
    store, year = round_.store, round_.year
    problems = [*planned.problems, *(() if planned.compared else _sound(round_))]
    store.save_output(round_.workspace.output_as_known)
    if planned.compared:
        _hand_on(round_, planned.compared)
    store.save_roster(planned.roster, year)
    store.save_talks(talks_now(store.talks(year), store.events(year), planned.plan))
    before = {issued.form_id: issued for issued in store.all_issued(year)}
    press = Press(round_, planned.roster, planned.plan, planned.history, before)
    issued: list[Issued] = []
    written = 0
    packets = planned.plan.packets
    for batch in _batches(progress(packets, len(packets)), _BATCH):
        done, count, more = _write_batch(press, batch)
        issued += done
        written += count
        problems += more
    overviews, more = _write_overviews(round_, planned, issued)
    return Written(planned, issued, written + overviews, problems + more)


def _hand_on(round_: Round, compared: Compared) -> None:
    """Puts the new holder's name on the round's forms of a number that somebody else had.

    So what the former holder sends in after all is not taken for theirs: the name in its head is no name of theirs.
    """
    names = {number: compared.roster.people[number].name for number in compared.handed_on}
    forms = round_.store.all_issued(round_.year) if names else []
    round_.store.record_issued(
        [replace(f, person_name=names[f.person], former_names=()) for f in forms if f.person in names]
    )


def talks_now(before: list[Talk], events: list[Event], plan: Plan) -> list[Talk]:
    """The plan's talks, and those planned before that still count.

    The forms of somebody who has left the plan may still come back. Of somebody who has another kind of talk now only
    a talk that was held stays: nobody owes the year's talk twice.
    """
    now = {packet.talk.key: packet.talk for packet in plan.packets}
    subjects = {talk.subject for talk in now.values()}
    held = {(event.person, event.group, event.kind) for event in events if event.what == "held"}
    kept = [t for t in before if t.key not in now and (t.subject not in subjects or t.key in held)]
    return [*now.values(), *kept]


def _write_batch(press: Press, batch: list[Packet]) -> tuple[list[Issued], int, list[Problem]]:
    store, output, before = press.round.store, press.round.workspace.output, press.issued
    made: list[MadeForm] = []
    problems: list[Problem] = []
    for packet in batch:
        try:
            made += press.make(packet)
        except UnreadableFile as error:  # template code that fails on this person's data only
            problems.append(error.problem)
    press.keep_layouts(made)
    writings, found = plan_writing(made, output, lambda digest: _is_accepted(store, digest))
    problems += found
    # New forms are recorded before they are written, changed ones after: see `Writing`. A record and its skeleton are
    # kept in one go, so that no run is killed between the two.
    new = [writing.made for writing in writings if writing.new]
    store.record_issued([form.issued for form in new], press.draw(new))
    problems += late_problems(writings, output)
    done, more = write_packets(writings, output)
    ids = {form.form_id for form in done}
    unwritten = {writing.made.issued.form_id for writing in writings if writing.new} - ids
    if unwritten:
        store.forget_issued(sorted(unwritten))
    changed = {issued.form_id: issued for issued in done if before.get(issued.form_id) not in (None, issued)}
    store.record_issued(list(changed.values()), press.draw(_left_no_skeleton(made, done, press)))
    written = sum(writing.write for writing in writings if writing.made.issued.form_id in ids)
    return done, written, problems + more


def _left_no_skeleton(made: Iterable[MadeForm], done: Iterable[Issued], press: Press) -> list[MadeForm]:
    """The forms issued before whose skeleton must be drawn: their copy is another now, or none was ever kept.

    One that lies as it was issued, and would be made differently today, gets none: it would tell of another form.
    """
    lies = {issued.form_id: issued.digest for issued in done}
    return [
        form
        for form in made
        if form.previous
        and lies.get(form.issued.form_id) == form.issued.digest
        and (form.issued.form_id not in press.drawn or form.previous.digest != form.issued.digest)
    ]


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
        packets = LeaderPackets(
            people[number],
            round_.year,
            talks[number],
            people,
            forms[number],
            titles,
            _deadlines(talks[number], planned, round_.policy),
            planned.roster.groups,
        )
        written += write_overview(packets, look_of(policy), path)
    _clear_overviews(output, {leader_folder(people[number]) for number in talks})
    return written, sorted(problems, key=lambda problem: problem.place)


def _deadlines(
    talks: Iterable[Talk], planned: Planned, policy: Policy
) -> dict[TalkKey, dict[str, date | None]]:
    """By talk, what the rules of its unit will ask for, and when."""
    group_days = {packet.talk.subject: packet.talk.planned_on for packet in planned.plan.packets}
    found = {}
    for talk in talks:
        subject = subject_of(talk, planned.roster)
        group_on = group_days.get(subject.group) if talk.after_group else None
        found[talk.key] = deadlines(talk, policy, subject, group_on)
    return found


def _clear_overviews(output: Path, current: set[str]) -> None:
    """Takes away the overview of somebody who leads nobody any more: it shows staff that are not theirs."""
    for overview in (output / FOLDER).glob(f"*/{NAME}"):
        if not _is_one_of(overview.parent, output, current) and not saved_by_somebody(overview):
            overview.unlink()
            if not any(overview.parent.iterdir()):
                overview.parent.rmdir()


def _is_one_of(folder: Path, output: Path, current: set[str]) -> bool:
    """Whether it is one of these folders, under whatever name: Windows and macOS take »ANNA« and »Anna« for one."""
    if folder.relative_to(output).as_posix() in current:
        return True
    return any((output / one).exists() and folder.samefile(output / one) for one in current)


def _batches(packets: Iterable[Packet], size: int) -> Iterator[list[Packet]]:
    waiting = iter(packets)
    while batch := list(islice(waiting, size)):
        yield batch
