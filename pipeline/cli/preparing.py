"""Before a round: make a workspace, check it, see what a municipality wants, play a demo."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.setting import FILE, JSON, Setting, main
from pipeline.cli.telling import exit_code, fail, finish, print_rows, progress, stop

if TYPE_CHECKING:
    from pipeline.commands.checking_roster import CheckedRoster


@main.command()
@click.argument("folder", type=FILE)
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
        stop(problems)
    try:
        path = make_workspace(folder, municipality, year, "forms" if copy_forms else None)
    except FileExistsError:
        fail(f"{folder} is a workspace already; nothing was changed.")
    except OSError:
        fail(f"{folder} cannot be made; choose another folder.")
    if copy_forms:
        parts = shutil.ignore_patterns("*.py", "build", "__pycache__")
        shutil.copytree(shipped_forms(), folder / "forms", ignore=parts, dirs_exist_ok=True)
    click.echo(f"Made {path}. Next: mus --workspace {folder} packets ROSTER.xlsx")


def _annotator(roster: Path | None, out: Path) -> Callable[[CheckedRoster], bool]:
    """What writes the copy with the marks, where one may be written there; else the end of the command.

    Its rooms are imported only here: 0.6 s of a check of 3.9 s (measured).
    """
    from pipeline.commands.annotating import CannotAnnotate, annotate_roster, refuse_to_annotate

    def annotate(checked: CheckedRoster) -> bool:
        try:
            return annotate_roster(checked, out)
        except CannotAnnotate as error:
            fail(str(error))

    try:
        refuse_to_annotate(roster, out)
    except CannotAnnotate as error:
        fail(str(error))
    return annotate


@main.command()
@click.argument("roster", type=FILE, required=False)
@click.option("--fields", is_flag=True, help="List every field of every form.")
@click.option(
    "--annotate",
    "out",
    type=FILE,
    metavar="OUT.xlsx",
    help="Write a copy of the roster that says in each cell what is wrong with it.",
)
@JSON
@click.pass_obj
def check(setting: Setting, roster: Path | None, fields: bool, out: Path | None, as_json: bool) -> None:
    """Check forms, policies and a roster (a file, or a folder of them); changes nothing.

    \b
    Example:  mus check roster.xlsx --annotate mended-please.xlsx
    """
    from pipeline.commands.checking import check_everything
    from pipeline.commands.opening import CannotRun

    workspace = setting.workspace()
    try:
        annotate = _annotator(roster or workspace.roster, out) if out else None
        shown = partial(progress, "Roster"), partial(progress, "Plan")
        checked = check_everything(workspace, roster, setting.today, *shown)
        written = bool(annotate and checked.roster and annotate(checked.roster))
    except CannotRun as error:
        stop(error.problems)
    if as_json:
        print_rows(problem.as_json() for problem in checked.problems)
        sys.exit(exit_code(checked.problems))
    for line in checked.lines(fields):
        click.echo(line)
    if written:
        click.echo(f"Annotated copy in {out}: see its first sheet")
    finish(checked.problems)


@main.command()
@click.argument("slug")
@JSON
@click.pass_obj
def explain(setting: Setting, slug: str, as_json: bool) -> None:
    """Show a municipality's policy value by value: where each comes from and the rule it follows.

    \b
    Example:  mus explain herlev
    """
    from pipeline.commands.checking import explain_policy
    from pipeline.policy import told

    values, problems = explain_policy(setting.folder, slug)
    if problems:
        stop(problems)
    if as_json:
        print_rows(value.as_json() for value in values)
        return
    for line in told(values):
        click.echo(line)


@main.command()
@click.argument("folder", type=FILE)
@click.option(
    "--municipality", default="", help="Whose rules the round follows.  [default: the first by name]"
)
def demo(folder: Path, municipality: str) -> None:
    """Play a whole round on made-up people in FOLDER, troublesome returns among them.

    \b
    Example:  mus demo output/demo
    """
    from pipeline.demo import play_round
    from pipeline.policy import read_policy, slugs
    from pipeline.workspace import shipped_forms

    municipality = municipality or slugs(shipped_forms())[0]
    policy, problems = read_policy(shipped_forms(), municipality)
    if policy is None:
        stop(problems)
    try:
        for line in play_round(
            folder, municipality, partial(progress, "Packets"), partial(progress, "Returns")
        ):
            click.echo(line)
    except FileExistsError:
        fail(f"{folder} holds something that is not a demo; choose another folder.")
