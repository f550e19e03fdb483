"""How the round stands: obligations worked out, workbooks written, and events recorded by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.commands.opening import CannotRun, Round, look_of, take_roster
from pipeline.model import Event, Issued, Obligation, Roster
from pipeline.obligations import asked, obligations
from pipeline.plan import make_plan
from pipeline.problems import Problem, UnreadableFile, file_place
from pipeline.problems.recording import unknown_subject
from pipeline.problems.workspace import roster_missing
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


@dataclass(frozen=True, slots=True)
class Standing:
    """How the round stands, and the workbooks that were new or had changed."""

    obligations: list[Obligation]
    written: list[Path]


def write_standing(round_: Round) -> Standing:
    """Works out who owes what, and writes HR's workbook and one per leader where anything has changed.

    HR's notes are taken from the workbook into the store first, so that they outlive the row they stand in.
    """
    facts = _facts(round_)
    folder = round_.workspace.status
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / STATUS] if write_status(facts, folder / STATUS) else []
    written += write_leaders(facts, folder / LEADERS)
    return Standing(list(facts.obligations), written)


def _facts(round_: Round) -> RoundFacts:
    store, policy, year, today = round_.store, round_.policy, round_.year, round_.today
    roster, problems = _roster(round_)
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
        events=happened,
        returned=store.returned_files(year),
        excluded=plan.excluded,
        roster_problems=problems,
        notes=_notes(round_),
    )


def _roster(round_: Round) -> tuple[Roster, list[Problem]]:
    """The people the packets were made for; before that, the workspace's own roster."""
    problems: list[Problem] = []
    if round_.workspace.roster and round_.workspace.roster.is_file():
        fresh, problems = take_roster(round_.workspace, None)
    else:
        fresh = None
    stored = round_.store.roster(round_.year)
    roster = stored or fresh
    if roster is None:
        raise CannotRun([roster_missing(file_place(round_.workspace.folder))])
    return roster, problems


def _issued_events(issued: Iterable[Issued]) -> list[Event]:
    """Issuing a packet counts as handing out the employee's forms that day, unless something else is recorded."""
    return [
        Event(
            "issued", form.person, form.kind, form.year, form.issued_on, source=form.form_id, form=form.form
        )
        for form in issued
        if form.audience != "leader"
    ]


def _notes(round_: Round) -> dict[str, str]:
    """HR's notes of this round; an earlier round's stay in the store and off next year's rows."""
    try:
        written = read_notes(round_.workspace.status / STATUS)
    except UnreadableFile as error:
        raise CannotRun([error.problem]) from error
    prefix = f"{round_.year}|"
    round_.store.save_notes({prefix + key: note for key, note in written.items()})
    kept = round_.store.notes().items()
    return {key.removeprefix(prefix): note for key, note in kept if key.startswith(prefix)}


def record_event(round_: Round, subject: str, what: str, on: date, kind: str = "", by: str = "") -> Event:
    """Stores what happened outside the forms for one employee's talk. Raises CannotRun for an unknown number.

    Leading zeros may be left out. The kind is that of the person's talk in the round, where none is given.
    """
    roster, _ = _roster(round_)
    number = _number(subject, roster)
    talks = [talk for talk in round_.store.talks(round_.year) if talk.person == number]
    kinds = [talk.kind for talk in talks]
    if number not in roster.people or (kind and kind not in round_.policy.topics):
        raise CannotRun([unknown_subject(file_place(round_.workspace.folder), subject, roster.people)])
    event = Event(what, number, kind or (kinds[0] if kinds else "MUS"), round_.year, on, by)
    round_.store.record_event(event)
    return event


def _number(subject: str, roster: Roster) -> str:
    if subject in roster.people:
        return subject
    alike = [number for number in roster.people if number.lstrip("0") == subject.lstrip("0")]
    return alike[0] if len(alike) == 1 else subject
