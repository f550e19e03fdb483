"""The command line: what a person types, and what they are told.

One command per step of the story, each ten lines that call `pipeline.commands` and print. Facts go to stdout,
problems to stderr; with --json each fact is one object a line. Heavy imports stand in the commands, so that
`mus --help` answers at once.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from pipeline.problems import Problem, UnreadableFile, has_blocking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.commands.opening import Round
    from pipeline.workspace import Workspace

_Item = TypeVar("_Item")
DONE, BLOCKED, CANNOT_RUN = 0, 1, 2
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_FILE = click.Path(path_type=Path)
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line on stdout.")


@dataclass(frozen=True)
class Setting:
    """What every command is told: where the workspace is, and what day it is."""

    folder: Path
    today: date

    def workspace(self) -> Workspace:
        """The workspace, or the end of the command."""
        from pipeline.workspace import read_workspace

        try:
            return read_workspace(self.folder)
        except UnreadableFile as error:
            _stop([error.problem])

    @contextmanager
    def round(self) -> Iterator[Round]:
        """The round, opened alone; what cannot run says why and ends with exit code 2."""
        from pipeline.commands.opening import CannotRun, open_round

        try:
            with open_round(self.workspace(), self.today) as round_:
                yield round_
        except CannotRun as error:
            _stop(error.problems)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--workspace", type=_FILE, default=Path(), envvar="MUS_WORKSPACE", help="The round's folder. [default: .]"
)
@click.option("--today", type=_DAY, help="Pretend it is this day (YYYY-MM-DD); for dry runs.")
@click.version_option(package_name="mus")
@click.pass_context
def main(context: click.Context, workspace: Path, today: datetime | None) -> None:
    """Development talks (MUS) from roster to follow-up: forms out, forms back, and who owes what.

    \b
    A round, from nothing:
      mus init herlev-2026 --municipality herlev --year 2026
      cd herlev-2026
      mus check roster.xlsx
      mus packets roster.xlsx
      mus nightly
    """
    if today and not 2000 <= today.year < 2100:
        raise click.BadParameter("choose a year from 2000 to 2099", param_hint="--today")
    context.obj = Setting(workspace, today.date() if today else date.today())


@main.command()
@click.argument("folder", type=_FILE)
@click.option("--municipality", required=True, help="A file in forms/municipalities, such as herlev.")
@click.option("--year", type=click.IntRange(2000, 2099), required=True, help="The round's year.")
@click.option(
    "--copy-forms", is_flag=True, help="Put a copy of the forms into the workspace, for HR to edit."
)
def init(folder: Path, municipality: str, year: int, copy_forms: bool) -> None:
    """Make a workspace.

    \b
    Example:  mus init herlev-2026 --municipality herlev --year 2026 --copy-forms
    """
    import shutil

    from pipeline.policy import read_policy
    from pipeline.workspace import make_workspace, shipped_forms

    policy, problems = read_policy(shipped_forms(), municipality)
    if policy is None:
        _stop(problems)
    try:
        path = make_workspace(folder, municipality, year, "forms" if copy_forms else None)
    except FileExistsError:
        _fail(f"{folder} is a workspace already; nothing was changed.")
    except OSError:
        _fail(f"{folder} cannot be made; choose another folder.")
    if copy_forms:
        parts = shutil.ignore_patterns("*.py", "build", "__pycache__")
        shutil.copytree(shipped_forms(), folder / "forms", ignore=parts, dirs_exist_ok=True)
    click.echo(f"Made {path}. Next: mus --workspace {folder} packets ROSTER.xlsx")


@main.command()
@click.argument("roster", type=_FILE, required=False)
@click.option("--fields", is_flag=True, help="List every field of every form.")
@_JSON
@click.pass_obj
def check(setting: Setting, roster: Path | None, fields: bool, as_json: bool) -> None:
    """Check forms, policies and a roster; writes nothing.

    \b
    Example:  mus check roster.xlsx
    """
    from pipeline.commands.checking import check_everything
    from pipeline.commands.opening import CannotRun

    try:
        checked = check_everything(setting.workspace(), roster, setting.today)
    except CannotRun as error:
        _stop(error.problems)
    if as_json:
        _print_rows(problem.as_json() for problem in checked.problems)
        sys.exit(_code(checked.problems))
    for line in checked.lines(fields):
        click.echo(line)
    _finish(checked.problems)


@main.command()
@click.argument("roster", type=_FILE, required=False)
@_JSON
@click.pass_obj
def plan(setting: Setting, roster: Path | None, as_json: bool) -> None:
    """Show who would get what, and who is left out and why; writes nothing.

    \b
    Example:  mus plan roster.xlsx
    """
    from pipeline.commands.outgoing import plan_round
    from pipeline.commands.rows import plan_rows

    with setting.round() as round_:
        planned = plan_round(round_, roster)
    if as_json:
        _print_rows(plan_rows(planned))
    else:
        for row in plan_rows(planned):
            talk = row["talk"]
            gets = (
                f"{talk['kind']} {talk['planned_on'] or 'no date yet'}, {len(row['forms'])} forms"
                if talk
                else ""
            )
            click.echo(f"{row['person']:>8}  {row['name']:<32}  {gets or 'left out: ' + row['excluded']}")
        click.echo(f"{len(planned.plan.packets)} packets, {len(planned.plan.excluded)} left out.")
    _finish(planned.problems)


@main.command()
@click.argument("roster", type=_FILE, required=False)
@_JSON
@click.pass_obj
def packets(setting: Setting, roster: Path | None, as_json: bool) -> None:
    """Write everyone's forms, in a folder per leader. Twice changes nothing.

    \b
    Example:  mus packets roster.xlsx
    """
    from pipeline.commands.outgoing import plan_round, write_round
    from pipeline.commands.rows import issued_row

    with setting.round() as round_:
        written = write_round(round_, plan_round(round_, roster), partial(_progress, "Packets"))
        output = round_.workspace.output
    if as_json:
        _print_rows(issued_row(issued, output) for issued in written.issued)
    else:
        click.echo(
            f"{len(written.planned.plan.packets)} packets with {len(written.issued)} forms in {output / 'packets'}."
        )
        click.echo(
            f"{written.files_written} files written, {len(written.planned.plan.excluded)} people left out."
        )
    _finish(written.problems)


@main.command()
@click.argument(
    "files", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1, required=True
)
@_JSON
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
            _print_rows([row])
            continue
        click.echo(f"{row['file']}: {row['form_id'] or 'no form of this round'}")
        for key, value in row["answers"].items():
            click.echo(f"  {key}: {value if value is not None else '(empty)'}")
    _finish([problem for reading in readings for problem in reading.problems])


@main.command()
@click.argument("paths", type=click.Path(exists=True, path_type=Path), nargs=-1)
@_JSON
@click.pass_obj
def returns(setting: Setting, paths: tuple[Path, ...], as_json: bool) -> None:
    """Take in returned forms: files or folders, by default the workspace's inbox.

    \b
    Example:  mus returns
    """
    from pipeline.commands.incoming import take_in
    from pipeline.commands.rows import judged_row

    with setting.round() as round_:
        taken = take_in(round_, paths, partial(_progress, "Returns"))
    if as_json:
        _print_rows(judged_row(judged) for judged in taken.judged)
    else:
        for judged in taken.judged:
            click.echo(f"{judged.outcome:<10} {judged.arrived.name}")
        click.echo(f"{len(taken.judged)} files taken in, {taken.ignored} stray files passed over.")
    _finish([problem for judged in taken.judged for problem in judged.reading.problems])


@main.command()
@click.argument("subject")
@click.argument("event")
@click.option("--on", "day", type=_DAY, required=True, help="The day it happened (YYYY-MM-DD).")
@click.option("--kind", default="", help="The kind of talk, where the person has more than one.")
@click.option("--by", default="", help="Who did it: leder, medarbejder, or an employee number.")
@_JSON
@click.pass_obj
def record(
    setting: Setting, subject: str, event: str, day: datetime, kind: str, by: str, as_json: bool
) -> None:
    """Record what happened outside the forms, for the employee with number SUBJECT.

    EVENT is held, handed-out, minutes-handed-over, minutes-approved, plan, plan-approved or follow-up.

    \b
    Example:  mus record 0042 held --on 2026-11-12
    """
    from pipeline.commands.rows import event_row
    from pipeline.commands.standing import RECORDABLE, record_event

    if event not in RECORDABLE:
        raise click.BadParameter(f"choose from {', '.join(RECORDABLE)}", param_hint="EVENT")
    with setting.round() as round_:
        stored, problems = record_event(round_, subject, event, day.date(), kind, by)
    if as_json:
        _print_rows([event_row(stored)])
    else:
        click.echo(f"Recorded: {stored.what} on {stored.on} for {stored.person}.")
    _finish(problems)


@main.command()
@_JSON
@click.pass_obj
def status(setting: Setting, as_json: bool) -> None:
    """Work out who owes what, and write the status workbooks.

    \b
    Example:  mus status
    """
    from pipeline.commands.rows import obligation_row
    from pipeline.commands.standing import STATUS, write_standing

    with setting.round() as round_:
        standing = write_standing(round_)
        folder = round_.workspace.status
    if as_json:
        _print_rows(obligation_row(owed) for owed in standing.obligations)
        return
    states = [owed.state for owed in standing.obligations]
    counts = ", ".join(f"{states.count(state)} {state}" for state in ("done", "open", "overdue", "waived"))
    click.echo(f"{len(states)} obligations: {counts}.")
    click.echo(f"{len(standing.written)} workbooks written; open {folder / STATUS}.")


@main.command()
@click.argument("slug")
@_JSON
@click.pass_obj
def explain(setting: Setting, slug: str, as_json: bool) -> None:
    """Show a municipality's policy value by value: where each comes from and the rule it follows.

    \b
    Example:  mus explain herlev
    """
    from pipeline.commands.checking import explain_policy
    from pipeline.commands.rows import explained_row

    values, problems = explain_policy(setting.folder, slug)
    if problems:
        _stop(problems)
    rows = [explained_row(value) for value in values]
    if as_json:
        _print_rows(rows)
        return
    for row in rows:
        shown = json.dumps(row["value"], ensure_ascii=False)
        click.echo(f"{row['key']:<28} {row['rule'] or '-':<8} {row['origin']:<20} {shown}")


@main.command()
@_JSON
@click.pass_obj
def nightly(setting: Setting, as_json: bool) -> None:
    """Take in the inbox and write the status workbooks. One run at a time; made for cron.

    \b
    Example:  mus --workspace /srv/herlev-2026 nightly
    """
    from pipeline.commands.incoming import take_in
    from pipeline.commands.opening import CannotRun
    from pipeline.commands.rows import summary_row
    from pipeline.commands.standing import Standing, write_standing

    problems: list[Problem] = []
    standing = Standing([], [])
    with setting.round() as round_:
        taken = take_in(round_, (), partial(_progress, "Returns"))
        try:
            standing = write_standing(round_)
        except CannotRun as error:
            problems += error.problems
    summary = summary_row(taken, standing)
    if as_json:
        _print_rows([summary])
    else:
        click.echo(
            f"{setting.today}: " + ", ".join(f"{count} {name}" for name, count in summary.items()) + "."
        )
    _finish([*problems, *(problem for judged in taken.judged for problem in judged.reading.problems)])


@main.command()
@click.argument("folder", type=_FILE)
@click.option("--municipality", default="herlev", show_default=True, help="Whose rules the round follows.")
def demo(folder: Path, municipality: str) -> None:
    """Play a whole round on made-up people in FOLDER, troublesome returns among them.

    \b
    Example:  mus demo output/demo
    """
    from pipeline.demo import play_round
    from pipeline.policy import read_policy
    from pipeline.workspace import shipped_forms

    policy, problems = read_policy(shipped_forms(), municipality)
    if policy is None:
        _stop(problems)
    try:
        for line in play_round(
            folder, municipality, partial(_progress, "Packets"), partial(_progress, "Returns")
        ):
            click.echo(line)
    except FileExistsError:
        _fail(f"{folder} holds something that is not a demo; choose another folder.")


# --- telling ------------------------------------------------------------------------------------


def _print_rows(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in dict.fromkeys(problems):
        place = " ".join(part for part in (problem.place.file, problem.place.spot) if part)
        click.echo(f"{'!' if problem.blocks else '·'} {place}: {problem.text} [{problem.code}]", err=True)


def _code(problems: list[Problem]) -> int:
    return BLOCKED if has_blocking(problems) else DONE


def _finish(problems: list[Problem]) -> None:
    """Tells the problems, and ends with the contract's exit code."""
    _print_problems(problems)
    sys.exit(_code(problems))


def _stop(problems: list[Problem]) -> NoReturn:
    """The command cannot run."""
    _print_problems(problems)
    sys.exit(CANNOT_RUN)


def _fail(message: str) -> NoReturn:
    """The command cannot run, for a reason that concerns the operator only."""
    click.echo(message, err=True)
    sys.exit(CANNOT_RUN)


def _progress(title: str, items: Iterable[_Item], total: int) -> Iterable[_Item]:
    """A progress bar on a terminal, nothing elsewhere: cron's mail has no use for it."""
    if not sys.stderr.isatty() or total < 2 or os.environ.get("CI"):
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, title, total, console=Console(stderr=True))
