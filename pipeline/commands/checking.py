"""Checked before anything goes out: every policy, the workspace's own forms, and a roster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.catalog import Catalog, lost_fields, read_catalog
from pipeline.commands.checking_roster import CheckedRoster
from pipeline.commands.opening import CannotRun, look_of, policy_place, wanted_of
from pipeline.model import Excluded
from pipeline.plan import Planning, all_at_once, make_plan, unapproved_materials
from pipeline.policy import ExplainedValue, Policy, doubtful_rules, explain, read_policies, read_policy
from pipeline.problems import Problem, UnreadableFile, file_place
from pipeline.problems.workspace import roster_missing
from pipeline.roster import Progress, read_roster, silent
from pipeline.sheets.write import Look
from pipeline.workspace import FILE, Workspace, read_workspace, shipped_forms


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and every problem found."""

    municipality: str
    catalog: Catalog | None
    roster: CheckedRoster | None
    problems: list[Problem]

    def lines(self, fields: bool) -> Iterator[str]:
        """The operator's summary; every field of every form where asked for."""
        seen = set()
        for variant, layout in (self.catalog.layouts if self.catalog else {}).items():
            line = f"{variant.form} ({variant.kind}, {variant.audience}): {len(layout.fields)} fields"
            if line in seen:  # the same form in another unit, or with other topics
                continue
            seen.add(line)
            yield line
            for field in layout.fields if fields else ():
                yield f"    {field.key:<36} {field.kind:<7} {field.privacy:<8} {field.title}"
        if self.roster:
            yield from self.roster.lines()
        blocking = sum(problem.blocks for problem in self.problems)
        yield f"{self.municipality}: {blocking} problems that block, {len(self.problems) - blocking} notes."


def check_everything(
    workspace: Workspace,
    roster_path: Path | None,
    today: date,
    reading: Progress = silent,
    planning: Planning = all_at_once,
) -> Checked:
    """Checks all policies of the forms folder, the municipality's own templates, and the roster where there is one."""
    policies, problems = read_policies(workspace.forms)
    catalog, found = read_catalog(workspace.forms, workspace.municipality, workspace.year)
    problems = [*problems, *found]
    if catalog and workspace.forms.resolve() != shipped_forms().resolve():
        problems += lost_fields(catalog, shipped_forms())
    policy = policies.get(workspace.municipality)
    roster = None
    path = roster_path or workspace.roster
    if path is not None:
        roster = check_roster(workspace, path, policy, today, reading, planning)
        problems += roster.problems
    problems += doubtful_rules(workspace.forms, today)
    if policy:
        problems += unapproved_materials(policy, policy_place(workspace, "materials"))
    return Checked(workspace.municipality, catalog, roster, list(dict.fromkeys(problems)))


def check_roster(
    workspace: Workspace,
    path: Path,
    policy: Policy | None,
    today: date,
    reading: Progress = silent,
    planning: Planning = all_at_once,
) -> CheckedRoster:
    """Reads a roster and plans its round. Raises CannotRun where there is no such file or folder."""
    if not path.exists():
        raise CannotRun([roster_missing(file_place(path))])
    roster, problems = read_roster(path, workspace.year, wanted_of(workspace, policy, today, reading))
    excluded: tuple[Excluded, ...] = ()
    if policy and roster.people:
        plan, found = make_plan(roster, policy, workspace.year, today, progress=planning)
        excluded = plan.excluded
        problems = [*problems, *found]
    look = look_of(policy) if policy else Look(workspace.municipality)
    return CheckedRoster(path, roster, list(dict.fromkeys(problems)), excluded, look, workspace.year, today)


def explain_policy(folder: Path, slug: str) -> tuple[list[ExplainedValue], list[Problem]]:
    """A policy value by value, from the workspace's forms; from the shipped ones where there is no workspace."""
    try:
        forms = read_workspace(folder).forms if (folder / FILE).exists() else shipped_forms()
    except UnreadableFile as error:
        return [], [error.problem]
    policy, problems = read_policy(forms, slug)
    return (explain(forms, slug), []) if policy else ([], problems)
