"""A round opened: the workspace, its policy, its store, and the day it is.

The clock and the paths enter here and nowhere below.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from pipeline.commands.inputs import rules_of
from pipeline.identity import read_key
from pipeline.model import Roster
from pipeline.policy import Policy, known_policy
from pipeline.problems import Place, Problem, UnreadableFile, file_place
from pipeline.problems.workspace import already_running, folder_unusable, roster_missing
from pipeline.sheets.look import Look
from pipeline.store import Store, giving_up_told, open_store
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.catalog import Catalog
    from pipeline.roster import Progress, Wanted


class CannotRun(Exception):
    """The command cannot run, or cannot go on: the problems say why. Exit code 2."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Round:
    """Everything a command works on. `problems` are those of forms and policy that do not block.

    `rules` is the digest of the program and the forms folder, taken before anything of them was read: what is made from
    forms that are edited meanwhile is not taken for what the new ones give.
    """

    workspace: Workspace
    policy: Policy
    store: Store
    key: bytes
    today: date
    problems: tuple[Problem, ...]
    rules: str

    @cached_property
    def catalog(self) -> Catalog:
        """The forms, made ready when they are first asked for: who only looks at a round needs no template."""
        from pipeline.catalog import known_catalog

        return known_catalog(self.rules, self.workspace.forms, self.policy, self.year)

    @property
    def year(self) -> int:
        """The round's year."""
        return self.workspace.year


@contextmanager
def open_round(workspace: Workspace, today: date) -> Iterator[Round]:
    """Opens the round, alone: a second run in the same workspace waits for nobody and cannot run.

    Raises CannotRun; also where the store gives up while the round is worked on.
    """
    rules = rules_of(workspace)
    policy, problems = known_policy(rules, workspace.forms, workspace.municipality)
    if policy is None:
        raise CannotRun(problems)
    with ExitStack() as opened:
        try:
            workspace.output.mkdir(parents=True, exist_ok=True)
            opened.enter_context(FileLock(workspace.output / ".mus.lock").acquire(timeout=0))
            store = opened.enter_context(open_store(workspace.store))
            key = read_key(workspace.key, needed=store.has_issued())
        except Timeout as error:
            raise CannotRun([already_running(file_place(workspace.folder))]) from error
        except OSError as error:
            raise CannotRun([folder_unusable(file_place(workspace.output))]) from error
        except UnreadableFile as error:
            raise CannotRun([error.problem]) from error
        with giving_up_told(workspace.store, lambda problem: CannotRun([problem])):
            yield Round(workspace, policy, store, key, today, tuple(problems), rules)


def take_roster(
    round_: Round, named: Path | None, progress: Progress | None = None
) -> tuple[Roster, list[Problem]]:
    """The roster named, or the workspace's own. One that nobody can be read from stops the command."""
    from pipeline.roster import read_roster

    workspace = round_.workspace
    path = named or workspace.roster
    if path is None or not path.exists():
        raise CannotRun([roster_missing(file_place(path or workspace.folder))])
    roster, problems = read_roster(
        path, workspace.year, wanted_of(workspace, round_.policy, round_.today, progress)
    )
    if not roster.people:
        raise CannotRun(problems)
    return roster, problems


def wanted_of(
    workspace: Workspace, policy: Policy | None, today: date, progress: Progress | None = None
) -> Wanted:
    """How this municipality wants its roster read."""
    from pipeline.roster import Wanted, silent

    helpers = policy.roster.helper_units if policy else ()
    return Wanted(workspace.columns, workspace.sheet, helpers, today, progress or silent)


def look_of(policy: Policy) -> Look:
    """How the municipality's workbooks look."""
    return Look(policy.name, policy.look.accent, policy.look.tint)


def policy_place(workspace: Workspace, key: str) -> Place:
    """A key of the municipality's policy, as a place."""
    return file_place(workspace.forms / "municipalities" / f"{workspace.municipality}.toml", key)
