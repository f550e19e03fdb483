"""A round: plan it, write its packets, take in its returns, and see how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.setting import DAY, FILE, JSON, Setting, main
from pipeline.cli.telling import finish, print_rows, progress
from pipeline.problems import Problem

if TYPE_CHECKING:
    from pipeline.commands.kept import Standing
    from pipeline.model import Issued

_SHOWN = partial(progress, "Roster"), partial(progress, "Plan")
PARTIAL = click.option(
    "--partial",
    "is_partial",
    is_flag=True,
    help="The roster is about a part of the staff only: whoever is not on it stays as on the round's last roster.",
)
ANYWAY = click.option(
    "--anyway",
    is_flag=True,
    help="Use the roster although so many are gone, or are called something else, that it looks like the wrong file. "
    "Never where what came back from one person would become another's.",
)

JOBS = click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    help="How many processes share the work, of a thousand packets or files and more. More than the machine has cores "
    "is no help.",
)


@main.command()
@click.argument("roster", type=FILE, required=False)
@click.option(
    "--changes", "changes_only", is_flag=True, help="Only what is new since the round's last roster."
)
@PARTIAL
@ANYWAY
@JSON
@click.pass_obj
def plan(
    setting: Setting, roster: Path | None, changes_only: bool, is_partial: bool, anyway: bool, as_json: bool
) -> None:
    """Show who would get what, and who is left out and why; writes nothing.

    A second roster in the same round is compared with the last: who has joined, left, or got another leader or unit,
    and what that does to forms and obligations. It is told too why mus packets would not use it: too many are gone,
    or names stand at other numbers than they did.

    \b
    Example:  mus plan roster.xlsx
              mus plan --changes december.xlsx
    """
    from pipeline.cli.since import tell_changes
    from pipeline.commands.changing import change_row, told_changes
    from pipeline.commands.outgoing import plan_round
    from pipeline.commands.rows import plan_rows

    with setting.round() as round_:
        planned = plan_round(round_, roster, is_partial, anyway, *_SHOWN)
        told = told_changes(round_, planned) if changes_only or not as_json else []
    if as_json:
        print_rows(map(change_row, told) if changes_only else plan_rows(planned))
        finish(planned.problems)
    if not changes_only:
        _show_plan(plan_rows(planned))
        for out in planned.roster.left_out:
            click.echo(f"{out.number:>8}  {out.name:<32}  not taken in: {out.reason} ({out.place.spot})")
        rows = f", {len(planned.roster.left_out)} rows not taken in" if planned.roster.left_out else ""
        click.echo(f"{len(planned.plan.packets)} packets, {len(planned.plan.excluded)} left out{rows}.")
    tell_changes(planned, told)
    finish(planned.problems)


def _show_plan(rows: Iterable[dict[str, Any]]) -> None:
    """A line for each talk, or for who has none."""
    for row in rows:
        talk = row["talk"]
        gets = (
            f"{talk['kind']} {talk['planned_on'] or 'no date yet'}, {len(row['forms'])} forms" if talk else ""
        )
        subject = row["person"] or row["group"]
        click.echo(f"{subject:>8}  {row['name']:<32}  {gets or 'left out: ' + row['excluded']}")


@main.command()
@click.argument("roster", type=FILE, required=False)
@PARTIAL
@ANYWAY
@JOBS
@JSON
@click.pass_obj
def packets(
    setting: Setting, roster: Path | None, is_partial: bool, anyway: bool, jobs: int, as_json: bool
) -> None:
    """Write everyone's forms, in a folder per leader. Twice changes nothing.

    What is new since the round's last roster is told first; then only what must be made anew is. Nothing is written
    where more than a third of the last roster is gone (ten or more), or more than half (three or more): it is the
    wrong file, or one that was filtered. Nor where names stand at each other's numbers, or at more than a third of the
    numbers (two or more) there is wholly another name: a column was sorted by itself, or has slipped a row.
    Run again with --partial or --anyway. A number that has become somebody else's must be mended in the roster.

    \b
    Example:  mus packets roster.xlsx
              mus packets --partial daycare-only.xlsx
    """
    from pipeline.cli.since import FEW, tell_changes
    from pipeline.commands.changing import told_changes
    from pipeline.commands.outgoing import plan_round, write_round
    from pipeline.commands.rows import issued_row

    with setting.round() as round_:
        planned = plan_round(round_, roster, is_partial, anyway, *_SHOWN)
        if not as_json:
            tell_changes(planned, told_changes(round_, planned), FEW)
        output = round_.workspace.output

        def told(issued: Issued) -> None:
            if as_json:
                print_rows([issued_row(issued, output)])

        written = write_round(round_, planned, partial(progress, "Packets"), jobs, told)
    if not as_json:
        click.echo(
            f"{len(written.planned.plan.packets)} packets with {written.forms} forms in {output / 'packets'}."
        )
        click.echo(
            f"{written.files_written} files written, {len(written.planned.plan.excluded)} people left out."
        )
    finish(written.problems)


@main.command()
@click.argument(
    "files", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1, required=True
)
@JSON
@click.pass_obj
def read(setting: Setting, files: tuple[Path, ...], as_json: bool) -> None:
    """Read filled forms and print the answers; stores nothing. The answers are private: mind your screen.

    \b
    Example:  mus read --json "Referat - Bo Lind - MUS26-0042-REF-7K3QX9.docx"
    """
    from pipeline.commands.incoming import read_files
    from pipeline.commands.rows import reading_row

    with setting.round() as round_:
        readings = read_files(round_, files)
    for reading in readings:
        row = reading_row(reading)
        if as_json:
            print_rows([row])
            continue
        click.echo(f"{row['file']}: {row['form_id'] or 'no form of this round'}")
        for key, value in row["answers"].items():
            click.echo(f"  {key}: {value if value is not None else '(empty)'}")
    finish([problem for reading in readings for problem in reading.problems])


@main.command()
@click.argument("paths", type=click.Path(exists=True, path_type=Path), nargs=-1)
@JOBS
@JSON
@click.pass_obj
def returns(setting: Setting, paths: tuple[Path, ...], jobs: int, as_json: bool) -> None:
    """Take in returned forms: files or folders, by default the workspace's inbox and finished reviews.

    Zips and mails (.zip, .eml, .msg) are taken apart. A file that somebody has open, or that is still being copied,
    is left for the next time, unless it is named.

    \b
    Example:  mus returns
              mus returns ~/Downloads/returned.zip
    """
    from pipeline.commands.incoming import take_in
    from pipeline.commands.rows import judged_row

    with setting.round() as round_:
        taken = take_in(round_, paths, partial(progress, "Returns"), jobs)
    if as_json:
        print_rows(judged_row(judged) for judged in taken.judged)
    else:
        for judged in taken.judged:
            click.echo(f"{judged.outcome:<10} {judged.arrived.name}")
        kinds = ", ".join(f"{count} {kind}" for kind, count in taken.passed.most_common())
        click.echo(
            f"{len(taken.judged)} files taken in, {taken.ignored} stray files passed over"
            f"{f' ({kinds})' if kinds else ''}."
        )
    finish([problem for judged in taken.judged for problem in judged.reading.problems])


@main.command()
@click.argument("subject")
@click.argument("event")
@click.option("--on", "day", type=DAY, required=True, help="The day it happened (YYYY-MM-DD).")
@click.option("--kind", default="", help="The kind of talk, where the subject has more than one.")
@click.option(
    "--by", default="", help="Who: leder, medarbejder, an employee number; for consulted MED, TR or AMIR."
)
@JSON
@click.pass_obj
def record(
    setting: Setting, subject: str, event: str, day: datetime, kind: str, by: str, as_json: bool
) -> None:
    """Record what happened outside the forms, for SUBJECT: an employee number or a group's id.

    EVENT is held, handed-out, minutes-handed-over, minutes-approved, plan, plan-approved, follow-up, consulted (a
    group, before its talk), wants-individual (an employee), or evaluated (SUBJECT is the municipality).

    \b
    Example:  mus record 0042 held --on 2026-11-12
              mus record G1 consulted --on 2026-10-01 --by MED
              mus record syddjurs evaluated --on 2027-02-15
    """
    from pipeline.commands.recording import RECORDABLE, record_event
    from pipeline.commands.rows import event_row

    if event not in RECORDABLE:
        raise click.BadParameter(f"choose from {', '.join(RECORDABLE)}", param_hint="EVENT")
    with setting.round() as round_:
        stored, problems = record_event(round_, subject, event, day.date(), kind, by)
    row = event_row(stored)
    if as_json:
        print_rows([row])
    else:
        click.echo(f"Recorded: {stored.what} on {stored.on} for {row['subject'] or 'the municipality'}.")
    finish(problems)


@main.command()
@JSON
@click.pass_obj
def status(setting: Setting, as_json: bool) -> None:
    """Work out who owes what, and write the status workbooks.

    \b
    Example:  mus status
    """
    from pipeline.commands.kept import STATUS, unchanged
    from pipeline.store.glance import Glance

    workspace = setting.workspace()
    seen = None if as_json else unchanged(workspace, setting.today, Glance(workspace.store))
    standing = seen[0] if seen else _standing(setting, as_json)
    folder = workspace.status
    if as_json:
        finish(standing.problems)
    states = standing.states
    counts = ", ".join(f"{states.get(state, 0)} {state}" for state in ("done", "open", "overdue", "waived"))
    click.echo(f"{sum(states.values())} obligations: {counts}.")
    click.echo(f"{len(standing.written)} workbooks written; open {folder / STATUS}.")
    finish(standing.problems)


def _standing(setting: Setting, as_json: bool) -> Standing:
    """The standing worked out anew, with its obligations printed where they are asked for."""
    from pipeline.commands.rows import obligation_row
    from pipeline.commands.standing import obligations_of, write_standing

    with setting.round() as round_:
        standing = write_standing(round_)
        if as_json:
            print_rows(obligation_row(owed) for owed in obligations_of(round_, standing))
    return standing


@main.command()
@JOBS
@JSON
@click.pass_obj
def nightly(setting: Setting, jobs: int, as_json: bool) -> None:
    """Take in the inbox, write the status workbooks, and draft reminders. One run at a time; made for cron.

    What retention says must go is counted, and destroyed by mus purge --yes only.

    \b
    Example:  mus --workspace /srv/herlev-2026 nightly
    """
    from pipeline.commands.incoming import take_in
    from pipeline.commands.kept import Standing
    from pipeline.commands.opening import CannotRun
    from pipeline.commands.rows import summary_row
    from pipeline.commands.standing import write_standing

    problems: list[Problem] = []
    standing = Standing({}, [], [])
    with setting.round() as round_:
        taken = take_in(round_, (), partial(progress, "Returns"), jobs)
        try:
            standing = write_standing(round_, remind=True)
        except CannotRun as error:
            problems += error.problems
    summary = summary_row(taken, standing)
    if as_json:
        print_rows([summary])
    else:
        click.echo(
            f"{setting.today}: " + ", ".join(f"{count} {name}" for name, count in summary.items()) + "."
        )
    finish(
        [
            *problems,
            *standing.problems,
            *(problem for judged in taken.judged for problem in judged.reading.problems),
        ]
    )
