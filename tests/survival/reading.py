"""Takes the files of one route in as HR does, in a copy of the workspace, and counts what came of every form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.commands.incoming import read_files, take_in
from pipeline.commands.opening import Round, open_round
from pipeline.model import Reading
from pipeline.returns import Judged
from pipeline.workspace import Workspace
from tests.survival.counting import Tally, tally
from tests.survival.filling import Filled
from tests.survival.rivals import RIVALS, Score, score
from tests.survival.rounds import LATER, copy_workspace
from tests.survival.routes import Route


@dataclass(slots=True)
class Survived:
    """What came of the forms of one municipality by one route: by form for us, in all for the other libraries."""

    slug: str
    route: str
    forms: dict[str, Tally] = field(default_factory=dict)
    rivals: dict[str, Score] = field(default_factory=dict)
    crashed: bool = False


def take_route(workspace: Workspace, forms: Sequence[Filled], route: Route, room: Path) -> Survived:
    """How the fields of some forms came back by this route. `room` is an empty folder for a copy of the workspace."""
    forms = forms if route.grows else [form.without_new_row() for form in forms]
    copy = copy_workspace(workspace, room / "workspace")
    copy.inbox.mkdir(parents=True, exist_ok=True)
    files = route.deliver(forms, copy.inbox)
    survived = Survived(workspace.municipality, route.name, rivals=_by_rivals(forms, files))
    counts = survived.forms
    with open_round(copy, LATER) as round_:
        whole = _read_whole(round_, copy.inbox, forms, route)
        taken = take_in(round_, (), lambda items, _: items)
        judged = {each.reading.form_id: each for each in taken.judged if each.reading.form_id}
        for form in forms:
            found = judged.get(form.issued.form_id)
            stored = round_.store.answers(form.issued.form_id) if found else []
            told = replace(found.reading, answers=found.reading.answers or tuple(stored)) if found else None
            reading = whole.get(form.issued.form_id) or told
            count = tally(form, reading, stored, _accepted(found), route.squeezed)
            counts.setdefault(form.issued.form, Tally()).add(count)
        unknown = [each for each in taken.judged if not each.reading.form_id]
        _tell_refusals(counts, unknown)
    return survived


def _by_rivals(forms: Sequence[Filled], files: Mapping[str, Path]) -> dict[str, Score]:
    """The same files read by the other libraries; nothing where they are no .docx of their own."""
    scores: dict[str, Score] = {}
    for form in forms:
        path = files.get(form.issued.form_id)
        if path is not None and path.suffix == ".docx":
            for name, read in RIVALS.items():
                scores.setdefault(name, Score()).add(score(read, form, path))
    return scores


def _read_whole(round_: Round, inbox: Path, forms: Sequence[Filled], route: Route) -> dict[str, Reading]:
    """What `mus read` says. Through LibreOffice only of minutes: of those left with the two, the store has only facts."""
    minutes = {form.issued.form_id for form in forms if form.issued.form == "referat"}
    files = sorted(inbox.iterdir())
    if route.office:
        files = [file for file in files if any(form_id in file.name for form_id in minutes)]
    return {reading.form_id: reading for reading in read_files(round_, files) if reading.form_id}


def _accepted(judged: Judged | None) -> bool:
    return judged is not None and judged.outcome == "accepted"


def _tell_refusals(counts: dict[str, Tally], unknown: Sequence[Judged]) -> None:
    """Adds why files without a form were refused to the first form's reasons; they cannot be told apart."""
    first = next(iter(counts.values()))
    for judged in unknown:
        for problem in judged.reading.problems:
            first.why[problem.code] = first.why.get(problem.code, 0) + 1
