"""How the round stands: obligations worked out, and workbooks written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from pipeline.commands.destroying import waiting_for_purge
from pipeline.commands.history import last_group_years
from pipeline.commands.inputs import digest_of, roster_inputs, status_inputs
from pipeline.commands.kept import (
    EVALUATION,
    LEADERS,
    REMINDERS,
    STATUS,
    Standing,
    keep,
    keep_roster_problems,
    made_from,
    roster_problems,
    unchanged,
    written_by_us,
)
from pipeline.commands.opening import CannotRun, Round, look_of, take_roster
from pipeline.commands.owing import Happened, happened, owed
from pipeline.model import Excluded, Obligation, PlanRow, Roster, TalkKind
from pipeline.obligations import asked
from pipeline.plan import History, make_plan
from pipeline.policy import read_rule_book
from pipeline.problems import Problem, UnreadableFile, file_place
from pipeline.problems.recording import notes_not_found
from pipeline.reports.drafts import Drafts, write_drafts
from pipeline.reports.evaluation import write_evaluation
from pipeline.reports.facts import RoundFacts
from pipeline.reports.funding import fund_rows
from pipeline.reports.leaders import Rendered, write_leaders
from pipeline.reports.notes import read_notes
from pipeline.reports.reminders import make_drafts
from pipeline.reports.status import write_status


def write_standing(round_: Round, remind: bool = False) -> Standing:
    """Works out who owes what, and writes HR's workbook, MED's, and one per leader where anything has changed.

    Where nothing has changed since the last time, neither what it depends on nor a workbook, nothing is worked out.
    HR's notes are taken from the workbook into the store first, so that they outlive the row they stand in. With
    `remind` a mail is drafted for every leader who is late.
    """
    folder = round_.workspace.status
    standing, drafts = unchanged(round_.workspace, round_.today, round_.store) or _worked_out(round_)
    mails = write_drafts(folder / REMINDERS, drafts) if remind else []
    return replace(standing, reminders=len(mails))


def _worked_out(round_: Round) -> tuple[Standing, Drafts]:
    """The standing and its workbooks, and the drafts of the reminders; what the next run may compare is kept."""
    notes, lost = _notes(round_)
    inputs = status_inputs(round_.workspace, round_.today, round_.store.changes())
    facts = _facts(round_, notes, lost)
    folder = round_.workspace.status
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / STATUS] if write_status(facts, folder / STATUS) else []
    written += [folder / EVALUATION] if write_evaluation(facts, folder / EVALUATION) else []
    rendered = Rendered(round_.rules, made_from(round_))
    written += write_leaders(facts, folder / LEADERS, rendered)
    standing = Standing(
        states=Counter(owed.state for owed in facts.obligations),
        written=written,
        problems=list(facts.roster_problems),
        doomed=facts.doomed,
        obligations=list(facts.obligations),
    )
    drafts = make_drafts(facts)
    keep(round_, inputs, standing, drafts, rendered.now)
    return standing, drafts


def obligations_of(round_: Round, standing: Standing) -> list[Obligation]:
    """Everything owed, also where it did not have to be worked out anew."""
    if standing.obligations is None:
        roster, _ = _roster(round_)
        return owed(round_, roster, round_.store.talks(round_.year), happened(round_))[1]
    return standing.obligations


def facts_of(round_: Round) -> RoundFacts:
    """The round as the reports are told it. HR's notes are taken from the workbook on the way."""
    return _facts(round_, *_notes(round_))


def _facts(round_: Round, notes: dict[str, str], lost: list[Problem]) -> RoundFacts:
    store, policy, year, today = round_.store, round_.policy, round_.year, round_.today
    doomed = waiting_for_purge(round_)  # what is only looked at comes first: its memory is used again
    roster, problems = _roster(round_)
    known = happened(round_)
    excluded = _excluded(round_, roster, known)
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
        returned=[file for file in store.returned_files(year) if file.outcome != "accepted" or file.problems],
        excluded=excluded,
        roster_problems=[*problems, *lost],
        notes=notes,
        fund=fund_rows(known.plan_rows, roster.people, known.events, policy, today, year),
        rules={id: rule.text for id, rule in rules.rules.items()},
        smallest=policy.evaluation.smallest,
        doomed=doomed,
    )


def _excluded(round_: Round, roster: Roster, known: Happened) -> tuple[Excluded, ...]:
    """Whom the round leaves out. The plan is made for that alone: what its forms would ask is not looked up."""
    told = [event for event in known.events if event.on <= round_.today]
    agreed = sorted((event for event in told if event.what == "follow-up-agreed"), key=lambda event: event.on)
    rows: dict[str, list[PlanRow]] = {}
    for row in known.plan_rows:
        rows.setdefault(row.person or row.group, []).append(row)
    history = History(
        wishes=frozenset(event.person for event in told if event.what == "wants-individual"),
        consulted=frozenset(event.group for event in told if event.what == "consulted"),
        last_group_year=last_group_years(known.earlier, known.earlier_talks),
        plan_rows=rows,
        follow_up_on={event.person or event.group: event.until for event in agreed if event.until},
    )
    return make_plan(roster, round_.policy, round_.year, round_.today, (), history)[0].excluded


def _roster(round_: Round) -> tuple[Roster, list[Problem]]:
    """The people the packets were made for; before that, the workspace's own roster.

    The workspace's roster is read for its problems too. One that cannot be read is a problem among them: the round
    goes on with the people it knows.
    """
    stored = round_.store.roster(round_.year)
    if stored and (problems := roster_problems(round_)) is not None:
        return stored, problems
    if stored and not (round_.workspace.roster and round_.workspace.roster.exists()):
        return stored, []
    inputs = digest_of(roster_inputs(round_.workspace, round_.today))
    try:
        fresh, problems = take_roster(round_, None)
    except CannotRun as error:
        if stored is None:
            raise
        return stored, error.problems
    keep_roster_problems(round_, inputs, problems)
    return stored or fresh, problems


def _notes(round_: Round) -> tuple[dict[str, str], list[Problem]]:
    """HR's notes of this round; an earlier round's stay in the store and off next year's rows.

    A workbook whose notes cannot be found any more is put aside before a new one takes its place, and said so for as
    long as it lies there.
    """
    path, prefix = round_.workspace.status / STATUS, f"{round_.year}|"
    try:
        written = {} if written_by_us(round_, path) else read_notes(path)
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
