"""How the command line tells things: facts to stdout, problems to stderr, and the contract's exit codes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

import click

from pipeline.problems import Problem, has_blocking

Item = TypeVar("Item")
DONE, BLOCKED, CANNOT_RUN = 0, 1, 2


def print_rows(rows: Iterable[dict[str, Any]]) -> None:
    """One JSON object a line on stdout."""
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))


def print_problems(problems: Iterable[Problem]) -> None:
    """One problem a line on stderr: `!` blocks, `·` does not."""
    for problem in dict.fromkeys(problems):
        place = " ".join(part for part in (problem.place.file, problem.place.spot) if part)
        click.echo(f"{'!' if problem.blocks else '·'} {place}: {problem.text} [{problem.code}]", err=True)


def exit_code(problems: list[Problem]) -> int:
    """0 all well; 1 done, but something blocks."""
    return BLOCKED if has_blocking(problems) else DONE


def finish(problems: list[Problem]) -> NoReturn:
    """Tells the problems, and ends with the contract's exit code."""
    print_problems(problems)
    sys.exit(exit_code(problems))


def stop(problems: list[Problem]) -> NoReturn:
    """The command cannot run."""
    print_problems(problems)
    sys.exit(CANNOT_RUN)


def fail(message: str) -> NoReturn:
    """The command cannot run, for a reason that concerns the operator only."""
    click.echo(message, err=True)
    sys.exit(CANNOT_RUN)


def progress(title: str, items: Iterable[Item], total: int) -> Iterable[Item]:
    """A progress bar on a terminal, nothing elsewhere: cron's mail has no use for it."""
    if not sys.stderr.isatty() or total < 2 or os.environ.get("CI"):
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, title, total, console=Console(stderr=True))
