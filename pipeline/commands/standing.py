"""How the round stands: obligations worked out, workbooks written, and events recorded by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from pipeline.commands.opening import CannotRun, Round, look_of, take_roster
from pipeline.model import Event, Issued, Obligation, Roster
from pipeline.obligations import asked, obligations
from pipeline.plan import make_plan
from pipeline.problems import Problem, UnreadableFile, file_place
from pipeline.problems.recording import (
    day_to_come,
    impossible_day,
    kind_not_held,
    notes_not_found,
    unknown_party,
    unknown_subject,
)
from pipeline.reports.facts import RoundFacts
from pipeline.reports.leaders import write_leaders
from pipeline.reports.notes import read_notes
from pipeline.reports.status import write_status

STATUS, LEADERS = "status.xlsx", "ledere"

RECORDABLE = (
    "held",
    "handed-out",
    "minutes-handed-over",
    "minutes-approved",
    "plan",
    "plan-approved",
    "follow-up",
)
"""What can be recorded by hand, for what happened on paper or in another tool."""

PARTIES = ("leder", "medarbejder")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the round stands, the workbooks that were new or had changed, and what stood in the way."""

    obligations: list[Obligation]
    written: list[Path]
    problems: list[Problem]


def write_standing(round_: Round) -> Standing:
    """Works out who owes what, and writes HR's workbook and one per leader where anything has changed.

    HR's notes are taken from the workbook into the store first, so that they outlive the row they stand in.
    """
    facts = _facts(round_)
    folder = round_.workspace.status
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / STATUS] if write_status(facts, folder / STATUS) else []
    written += write_leaders(facts, folder / LEADERS)
    return Standing(list(facts.obligations), written, list(facts.roster_problems))


def _facts(round_: Round) -> RoundFacts:
    store, policy, year, today = round_.store, round_.policy, round_.year, round_.today
    roster, problems = _roster(round_)
    notes, lost = _notes(round_)
    talks = store.talks(year)
    happened = [*store.events(year), *_issued_events(store.all_issued(year))]
    plan, _ = make_plan(roster, policy, year, today, talks)
    return RoundFacts(
        look=look_of(policy),
        year=year,
        today=today,
        people=roster.people,
        talks=talks,
        obligations=obligations(roster.people, talks, happened, policy, today),
        asked=asked(policy),
        minutes_kept=policy.minutes.keep,
        events=happened,
        returned=store.returned_files(year),
        excluded=plan.excluded,
        roster_problems=[*problems, *lost],
        notes=notes,
    )


def _roster(round_: Round) -> tuple[Roster, list[Problem]]:
    """The people the packets were made for; before that, the workspace's own roster.

    The workspace's roster is read for its problems too. One that cannot be read is a problem among them: the round
    goes on with the people it knows.
    """
    stored = round_.store.roster(round_.year)
    if stored and not (round_.workspace.roster and round_.workspace.roster.is_file()):
        return stored, []
    try:
        fresh, problems = take_roster(round_.workspace, None)
    except CannotRun as error:
        if stored is None:
            raise
        return stored, error.problems
    return stored or fresh, problems


def _issued_events(issued: Iterable[Issued]) -> list[Event]:
    """Issuing a packet counts as handing out the employee's forms that day, unless something else is recorded."""
    return [
        Event(
            "issued", form.person, form.kind, form.year, form.issued_on, source=form.form_id, form=form.form
        )
        for form in issued
        if form.audience != "leader"
    ]


def _notes(round_: Round) -> tuple[dict[str, str], list[Problem]]:
    """HR's notes of this round; an earlier round's stay in the store and off next year's rows.

    A workbook whose notes cannot be found any more is put aside before a new one takes its place, and said so for as
    long as it lies there.
    """
    path, prefix = round_.workspace.status / STATUS, f"{round_.year}|"
    try:
        written = read_notes(path)
    except UnreadableFile as error:
        raise CannotRun([error.problem]) from error
    if written is None:
        path.replace(_free_name(path, round_.today))
    problems = [
        notes_not_found(file_place(aside)) for aside in sorted(path.parent.glob(f"{path.stem} - gemt *"))
    ]
    round_.store.save_notes({prefix + key: note for key, note in (written or {}).items()})
    kept = round_.store.notes().items()
    return {key.removeprefix(prefix): note for key, note in kept if key.startswith(prefix)}, problems


def _free_name(path: Path, today: date) -> Path:
    """A name for a workbook put aside that no other bears."""
    names = (path.with_name(f"{path.stem} - gemt {today} {number}{path.suffix}") for number in count(1))
    return next(aside for aside in names if not aside.exists())


def record_event(
    round_: Round, subject: str, what: str, on: date, kind: str = "", by: str = ""
) -> tuple[Event, list[Problem]]:
    """Stores what happened outside the forms for one employee's talk. Raises CannotRun for what cannot be.

    Leading zeros may be left out. The kind is that of the person's talk in the round, where none is given; `by` is
    "leder", "medarbejder", or somebody on the roster. A day to come is stored, and said to count when it has come.
    """
    roster, _ = _roster(round_)
    number, place = _number(subject, roster), file_place(round_.workspace.folder)
    talks = round_.store.talks(round_.year)
    kinds = [talk.kind for talk in talks if talk.person == number]
    if number not in roster.people or (talks and not kinds):
        raise CannotRun([unknown_subject(place, subject, roster.people)])
    if kind and kind not in (kinds or round_.policy.topics):
        raise CannotRun([kind_not_held(place, kind)])
    if not round_.year - 1 <= on.year <= round_.year + 2:
        raise CannotRun([impossible_day(place)])
    who = by if by in PARTIES else _number(by, roster)
    if by and who not in (*PARTIES, *roster.people):
        raise CannotRun([unknown_party(place)])
    event = Event(what, number, kind or (kinds[0] if kinds else "MUS"), round_.year, on, who)
    round_.store.record_event(event)
    return event, [day_to_come(place)] if on > round_.today else []


def _number(written: str, roster: Roster) -> str:
    """The employee number somebody meant: as written, without its zeros, or by a name only one bears."""
    if written in roster.people:
        return written
    bare = written.lstrip("0")
    alike = [p.number for p in roster.people.values() if bare == p.number.lstrip("0") or written == p.name]
    return alike[0] if bare and len(alike) == 1 else written
