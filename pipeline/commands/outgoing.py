"""Out: the roster planned, and the packets written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.catalog import try_out
from pipeline.commands.compared import Compared, compare_with_last, leavers_forms
from pipeline.commands.history import history_of, numbered_talks
from pipeline.commands.kept import forms_were_sound, keep_forms_sound
from pipeline.commands.opening import CannotRun, Round, policy_place, take_roster
from pipeline.commands.overviews import Overviews
from pipeline.commands.press import Press
from pipeline.commands.working import handed_out, in_batches, jobs_worth, open_executor
from pipeline.model import Event, Issued, Packet, Plan, Roster, Talk
from pipeline.packets import (
    MadeForm,
    late_problems,
    plan_writing,
    write_packets,
)
from pipeline.plan import History, Planning, all_at_once, make_plan, unapproved_materials
from pipeline.problems import Problem, file_place
from pipeline.roster import Progress as Reading
from pipeline.roster import silent
from pipeline.store import Store

_BATCH = 100
Progress = Callable[[Iterable[Packet], int], Iterable[Packet]]


@dataclass(frozen=True, slots=True)
class Planned:
    """A round planned: the people, their packets, what stands in the way, and what was known before.

    `compared` is the roster beside the round's last, where one was read.
    """

    roster: Roster
    plan: Plan
    problems: list[Problem]
    history: History = field(default_factory=History)
    compared: Compared | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What `mus packets` did: how many forms the round has, how many files were written now, and the problems.

    `issued` are the forms, unless they were handed on one by one.
    """

    planned: Planned
    forms: int
    files_written: int
    problems: list[Problem]
    issued: list[Issued] = field(default_factory=list)


def plan_round(
    round_: Round,
    roster_path: Path | None,
    partial: bool = False,
    anyway: bool = False,
    reading: Reading = silent,
    planning: Planning = all_at_once,
) -> Planned:
    """Who gets what and who is left out, from a roster file, and what is new since the last. Writes no file.

    With `partial` everybody who is not in the file stays as they were; with `anyway` it is used however many are gone.
    """
    roster, problems = take_roster(round_, roster_path, reading)
    place = file_place(roster_path or round_.workspace.roster or round_.workspace.folder)
    compared = compare_with_last(round_, roster, place, partial, anyway)
    planned = plan_people(round_, compared.roster, planning)
    problems = [*compared.refusals, *compared.unsettled(problems), *compared.notes]
    _try_out_forms(round_)
    problems += planned.problems
    if not compared.refusals:
        problems += leavers_forms(round_, planned.roster)
    return replace(planned, problems=problems, compared=compared)


def _try_out_forms(round_: Round) -> None:
    """Raises CannotRun where a form could not go out to everybody: nothing is issued then.

    That they could is kept in the store, and asked there before any template is compiled.
    """
    if forms_were_sound(round_):
        return
    if wrong := try_out(round_.catalog):
        raise CannotRun([*round_.problems, *wrong])
    keep_forms_sound(round_)


def plan_people(round_: Round, roster: Roster, planning: Planning = all_at_once) -> Planned:
    """Who gets what and who is left out, from people as read. Writes nothing."""
    history, numbered = history_of(round_), numbered_talks(round_)
    plan, problems = make_plan(roster, round_.policy, round_.year, round_.today, numbered, history, planning)
    policy_file = policy_place(round_.workspace, "materials")
    problems = [*round_.problems, *unapproved_materials(round_.policy, policy_file), *problems]
    return Planned(roster, plan, problems, history)


def write_round(
    round_: Round,
    planned: Planned,
    progress: Progress,
    jobs: int = 1,
    hand_on: Callable[[Issued], None] | None = None,
) -> Written:
    """Writes every packet that is missing or has changed, and each leader's overview; records what was issued.

    The forms are made by as many `jobs`, if there are enough; the store and the files are written here. Each form is
    handed on as it is done, so that nobody need keep those of a whole municipality. Raises CannotRun where the roster
    cannot be the right one: nothing is written then.
    """
    if planned.compared and planned.compared.refusals:
        raise CannotRun(planned.compared.refusals)
    store, year = round_.store, round_.year
    problems = [*planned.problems]
    if not planned.compared:
        _try_out_forms(round_)
    store.save_output(round_.workspace.output_as_known)
    if planned.compared:
        _hand_on(round_, planned.compared)
    store.save_roster(planned.roster, year)
    store.save_talks(talks_now(store.talks(year), store.events(year), planned.plan))
    issued: list[Issued] = []
    overviews = Overviews(round_, planned.roster, planned.plan)
    forms = written = 0
    for done, count, more in write_forms(round_, planned, progress, jobs):
        forms += len(done)
        written += count
        problems += more
        for form in done:
            (hand_on or issued.append)(form)
        overviews.take(done)
    overviews.finish()
    return Written(planned, forms, written + overviews.written, problems + overviews.problems, issued)


def write_forms(
    round_: Round, planned: Planned, progress: Progress, jobs: int = 1
) -> Iterator[tuple[list[Issued], int, list[Problem]]]:
    """The packets made, recorded and written batch by batch, a leader's all after one another.

    Of each batch the forms that lie there now, how many files were written, and what stood in the way. The year's roster
    is stored already.
    """
    order = {leader: n for n, leader in enumerate(dict.fromkeys(p.talk.leader for p in planned.plan.packets))}
    packets = sorted(planned.plan.packets, key=lambda packet: order[packet.talk.leader])
    press = Press(round_, planned.roster, planned.plan, planned.history)
    destroyed = round_.store.destroyed_forms()
    batches = map(press.batch, in_batches(progress(packets, len(packets)), _BATCH))
    jobs = jobs_worth(jobs, len(packets))
    with open_executor(jobs) as executor:
        for _, made in handed_out(executor, press.work(jobs), batches, jobs):
            for layout, specimen in made.layouts.values():
                round_.store.save_specimen(round_.store.save_layout(layout), specimen)
            forms = [form for form in made.forms if form.issued.form_id not in destroyed]
            done, count, problems = _write(round_, forms)
            yield done, count, [*made.problems, *problems]


def _hand_on(round_: Round, compared: Compared) -> None:
    """Puts the new holder's name on the round's forms of a number that somebody else had.

    So what the former holder sends in after all is not taken for theirs: the name in its head is no name of theirs.
    """
    names = {number: compared.roster.people[number].name for number in compared.handed_on}
    forms = round_.store.issued_to(names, round_.year).values()
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


def _write(round_: Round, made: list[MadeForm]) -> tuple[list[Issued], int, list[Problem]]:
    store, output = round_.store, round_.workspace.output
    writings, problems = plan_writing(made, output, lambda digest: _is_accepted(store, digest))
    # New forms are recorded before they are written, changed ones after: see `Writing`. A record and its skeleton are
    # kept in one go, so that no run is killed between the two.
    new = [writing.made for writing in writings if writing.new]
    store.record_issued([form.issued for form in new], _skeletons(new))
    problems += late_problems(writings, output)
    done, more = write_packets(writings, output)
    lies = {form.form_id: form for form in done}
    unwritten = [form.issued.form_id for form in new if form.issued.form_id not in lies]
    if unwritten:
        store.forget_issued(sorted(unwritten))
    changed = [
        form for form in made if form.previous and lies.get(form.issued.form_id) not in (None, form.previous)
    ]
    store.record_issued([form.issued for form in changed], _skeletons(_as_issued(made, lies)))
    written = sum(writing.write for writing in writings if writing.made.issued.form_id in lies)
    return done, written, problems + more


def _as_issued(made: Iterable[MadeForm], lies: Mapping[str, Issued]) -> list[MadeForm]:
    """The forms issued before that lie as they were made now.

    One that lies as it was issued, and would be made differently today, is none: its skeleton would tell of another form.
    """
    return [
        form
        for form in made
        if form.previous and (there := lies.get(form.issued.form_id)) and there.digest == form.issued.digest
    ]


def _skeletons(made: Iterable[MadeForm]) -> dict[str, str]:
    return {form.issued.form_id: form.skeleton for form in made if form.skeleton}


def _is_accepted(store: Store, digest: str) -> bool:
    seen = store.seen(digest)
    return seen is not None and seen.outcome == "accepted"
