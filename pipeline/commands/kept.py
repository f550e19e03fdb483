"""How the round stood when it was last worked out, kept in the store beside the digest of all that it followed from.

A night on which nothing has changed compares, and is done. Nothing is kept of what anybody wrote: counts, problems of
the roster, digests of workbooks, and the reminders, which name what is owed and since when.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.commands.inputs import digest_of, digest_of_file, roster_inputs, rules_of, status_inputs
from pipeline.problems import Place, Problem
from pipeline.reports.drafts import Drafts

if TYPE_CHECKING:
    from datetime import date

    from pipeline.commands.opening import Round
    from pipeline.model import Obligation
    from pipeline.workspace import Workspace

_SHAPE = "v1"
"""The shape of what is kept here: to be counted up when it changes."""
STATUS, EVALUATION, LEADERS, REMINDERS = "status.xlsx", "evaluering.xlsx", "ledere", "paamindelser"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the round stands, the workbooks and mails that were new or had changed, and what stood in the way.

    `states` are how many obligations stand how. The `obligations` themselves are None where nothing had changed since
    they were last worked out.
    """

    states: Mapping[str, int]
    written: list[Path]
    problems: list[Problem]
    doomed: int = 0
    reminders: int = 0
    obligations: list[Obligation] | None = None


class Kept(Protocol):
    """What a store tells of the last time."""

    def changes(self) -> int:
        """How often anything has changed in it."""

    def kept(self, name: str) -> tuple[str, str] | None:
        """What was kept under a name, with the digest of its inputs."""


def unchanged(workspace: Workspace, today: date, store: Kept) -> tuple[Standing, Drafts] | None:
    """The standing of the last time and the drafts of its reminders, where nothing it follows from has changed since.

    None too where a workbook is gone, was written in, or lies there that did not.
    """
    kept = store.kept(_name(workspace))
    if kept is None or kept[0] != status_inputs(workspace, today, store.changes()):
        return None
    told = json.loads(kept[1])
    if told["workbooks"] != _workbooks(workspace.status):
        return None
    problems = [_problem(each) for each in told["problems"]]
    return Standing(told["states"], [], problems, told["doomed"]), told["drafts"]


def keep(
    round_: Round, inputs: str, standing: Standing, drafts: Drafts, made_from: Mapping[str, str]
) -> None:
    """Keeps the standing for the next run. `inputs` is the digest of all it followed from, from before it was read.

    `made_from` is the digest of the facts that each leader's workbook was made from. A workbook that somebody has saved
    while the others were written is not known as ours: the next run looks at it.
    """
    from pipeline.sheets.save import saved_by_somebody

    folder = round_.workspace.status
    ours = {STATUS, EVALUATION, *(str(Path(LEADERS) / name) for name in made_from)}
    lying = _workbooks(folder)
    known = {name: lying[name] for name in lying if name not in ours or not saved_by_somebody(folder / name)}
    told = {
        "made_from": made_from,
        "states": standing.states,
        "doomed": standing.doomed,
        "problems": [problem.as_json() for problem in standing.problems],
        "workbooks": known,
        "drafts": drafts,
    }
    round_.store.keep(_name(round_.workspace), inputs, json.dumps(told, ensure_ascii=False))


def roster_problems(round_: Round) -> list[Problem] | None:
    """What was wrong with the workspace's roster when it was last read, None where it is another now."""
    kept = round_.store.kept(_name(round_.workspace, "roster"))
    if kept is None or kept[0] != digest_of(roster_inputs(round_.workspace, round_.today)):
        return None
    return [_problem(each) for each in json.loads(kept[1])]


def keep_roster_problems(round_: Round, inputs: str, problems: list[Problem]) -> None:
    """Keeps what is wrong with the roster; a roster that has not changed is not read again."""
    told = json.dumps([problem.as_json() for problem in problems], ensure_ascii=False)
    round_.store.keep(_name(round_.workspace, "roster"), inputs, told)


def forms_were_sound(round_: Round) -> bool:
    """Whether the forms as they are now have been tried out, and could all go out."""
    kept = round_.store.kept(_name(round_.workspace, "forms"))
    return kept is not None and kept[0] == _forms(round_)


def keep_forms_sound(round_: Round) -> None:
    """Keeps that they could. Not where somebody has edited them since the round was opened: which were tried out then?"""
    if rules_of(round_.workspace) == round_.rules:
        round_.store.keep(_name(round_.workspace, "forms"), _forms(round_), "")


def _forms(round_: Round) -> str:
    return f"{round_.policy.slug} {round_.rules}"


def made_from(round_: Round) -> dict[str, str]:
    """The digest of the facts that each leader's workbook was made from, where it lies as it was written."""
    kept = round_.store.kept(_name(round_.workspace))
    if kept is None:
        return {}
    told, now = json.loads(kept[1]), _workbooks(round_.workspace.status)
    paths = {name: str(Path(LEADERS) / name) for name in told["made_from"]}
    return {
        name: digest
        for name, digest in told["made_from"].items()
        if now.get(paths[name], "gone") == told["workbooks"].get(paths[name])
    }


def written_by_us(round_: Round, path: Path) -> bool:
    """Whether a workbook is the very one that the last status wrote, so that nobody can have written in it."""
    kept = round_.store.kept(_name(round_.workspace))
    return kept is not None and json.loads(kept[1])["workbooks"].get(path.name) == digest_of_file(path)


def _name(workspace: Workspace, what: str = "status") -> str:
    """Rounds of several years, and of several folders, may share a store; what is kept in another shape is not found."""
    return f"{what} {_SHAPE} {workspace.year} {workspace.output_as_known}"


def _workbooks(folder: Path) -> dict[str, str]:
    """The digest of every workbook of the status, by its path in the folder."""
    return {str(path.relative_to(folder)): digest_of_file(path) for path in _paths(folder)}


def _paths(folder: Path) -> Iterator[Path]:
    for room in (folder, folder / LEADERS):
        yield from (path for path in sorted(room.glob("*.xlsx")) if not path.name.startswith(("~", ".")))


def _problem(told: Mapping[str, object]) -> Problem:
    code, file, spot, text = (str(told[name]) for name in ("code", "file", "spot", "text"))
    return Problem(code, Place(file, spot), text, bool(told["blocks"]))
