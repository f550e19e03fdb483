"""How the round stands: obligations worked out, and workbooks written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from pipeline.commands.destroying import waiting_for_purge
from pipeline.commands.opening import CannotRun, Round, look_of, take_roster
from pipeline.commands.outgoing import plan_people
from pipeline.commands.owing import happened, owed
from pipeline.model import Obligation, Roster, TalkKind
from pipeline.obligations import asked
from pipeline.policy import read_rule_book
from pipeline.problems import Problem, UnreadableFile, file_place
from pipeline.problems.recording import notes_not_found
from pipeline.reports.evaluation import NAME as EVALUATION
from pipeline.reports.evaluation import write_evaluation
from pipeline.reports.facts import RoundFacts
from pipeline.reports.funding import fund_rows
from pipeline.reports.leaders import write_leaders
from pipeline.reports.notes import read_notes
from pipeline.reports.reminders import write_reminders
from pipeline.reports.status import write_status

STATUS, LEADERS, REMINDERS = "status.xlsx", "ledere", "paamindelser"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the round stands, the workbooks and mails that were new or had changed, and what stood in the way."""

    obligations: list[Obligation]
    written: list[Path]
    problems: list[Problem]
    doomed: int = 0
    reminders: int = 0


def write_standing(round_: Round, remind: bool = False) -> Standing:
    """Works out who owes what, and writes HR's workbook, MED's, and one per leader where anything has changed.

    HR's notes are taken from the workbook into the store first, so that they outlive the row they stand in. With
    `remind` a mail is drafted for every leader who is late.
    """
    facts = facts_of(round_)
    folder = round_.workspace.status
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / STATUS] if write_status(facts, folder / STATUS) else []
    written += [folder / EVALUATION] if write_evaluation(facts, folder / EVALUATION) else []
    written += write_leaders(facts, folder / LEADERS)
    mails = write_reminders(facts, folder / REMINDERS) if remind else []
    return Standing(
        list(facts.obligations), written, list(facts.roster_problems), facts.doomed, reminders=len(mails)
    )


def facts_of(round_: Round) -> RoundFacts:
    """The round as the reports are told it. HR's notes are taken from the workbook on the way."""
    store, policy, year, today = round_.store, round_.policy, round_.year, round_.today
    roster, problems = _roster(round_)
    notes, lost = _notes(round_)
    known = happened(round_, store.all_issued(year))
    talks, found = owed(round_, roster, store.talks(year), known)
    kinds: list[TalkKind] = sorted({talk.kind for talk in talks})
    rules, _ = read_rule_book(round_.workspace.forms)
    return RoundFacts(
        look=look_of(policy),
        year=year,
        today=today,
        people=roster.people,
        talks=talks,
        obligations=found,
        asked=asked(policy, *kinds),
        groups=roster.groups,
        minutes_kept=policy.minutes.keep,
        events=known.events,
        returned=store.returned_files(year),
        excluded=plan_people(round_, roster).plan.excluded,
        roster_problems=[*problems, *lost],
        notes=notes,
        fund=fund_rows(known.plan_rows, roster.people, known.events, policy, today, year),
        rules={id: rule.text for id, rule in rules.rules.items()},
        smallest=policy.evaluation.smallest,
        doomed=waiting_for_purge(round_),
    )


def _roster(round_: Round) -> tuple[Roster, list[Problem]]:
    """The people the packets were made for; before that, the workspace's own roster.

    The workspace's roster is read for its problems too. One that cannot be read is a problem among them: the round
    goes on with the people it knows.
    """
    stored = round_.store.roster(round_.year)
    if stored and not (round_.workspace.roster and round_.workspace.roster.exists()):
        return stored, []
    try:
        fresh, problems = take_roster(round_, None)
    except CannotRun as error:
        if stored is None:
            raise
        return stored, error.problems
    return stored or fresh, problems


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
