"""What every command is told, and the group they belong to."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.telling import stop
from pipeline.problems import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.commands.opening import Round
    from pipeline.workspace import Workspace

DAY = click.DateTime(formats=["%Y-%m-%d"])
FILE = click.Path(path_type=Path)
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line on stdout.")


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
            stop([error.problem])

    @contextmanager
    def round(self) -> Iterator[Round]:
        """The round, opened alone; what cannot run says why and ends with exit code 2."""
        from pipeline.commands.opening import CannotRun, open_round

        try:
            with open_round(self.workspace(), self.today) as round_:
                yield round_
        except CannotRun as error:
            stop(error.problems)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--workspace", type=FILE, default=Path(), envvar="MUS_WORKSPACE", help="The round's folder. [default: .]"
)
@click.option("--today", type=DAY, help="Pretend it is this day (YYYY-MM-DD); for dry runs.")
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
