"""What the pipeline holds, and what of it is doomed: the nouns of retention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.model import PREPARATION, Issued, ReturnedFile

What = Literal["preparation", "minutes", "plan", "refused"]
"""The classes of papers that have a time of their own."""

MINUTES = "referat"
_PREPARATION = (*PREPARATION, "spoergsmaal")
_REFUSED = ("review", "rejected")


@dataclass(frozen=True, slots=True)
class Kept:
    """A form of a talk with every copy there is, or a file that was not taken in. `paths` are under the output folder.

    `came_on` is the day a refused file came; `destroyed_on` the day a form was destroyed of which a copy lies there again.
    """

    what: What
    person: str
    year: int
    kind: str = ""
    group: str = ""
    form_id: str = ""
    digest: str = ""
    paths: tuple[str, ...] = ()
    came_on: date | None = None
    destroyed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Doomed:
    """Papers of one talk that must go: whose, by which rule, and why in Danish. `again` for a copy that came back."""

    what: What
    person: str
    group: str
    kind: str
    year: int
    rule: str
    reason: str
    form_ids: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    again: bool = False


def holdings(
    issued: Iterable[Issued],
    returned: Sequence[ReturnedFile],
    destroyed: Mapping[str, date],
    copies: Mapping[str, Sequence[str]],
) -> list[Kept]:
    """Everything held: each form that went out and each refused file. `copies` are paths by form id and by digest.

    A form destroyed before is held only where a copy of it lies there again.
    """
    forms = list(issued)
    years = {form.form_id: form.year for form in forms}
    digests: dict[str, list[str]] = {}
    for file in returned:
        digests.setdefault(file.form_id, []).append(file.digest)
    kept = []
    for form in forms:
        keys = (form.form_id, form.digest, *digests.get(form.form_id, ()))
        paths = tuple(sorted({path for key in keys if key for path in copies.get(key, ())}))
        if form.form_id not in destroyed or paths:
            kept.append(
                Kept(
                    what=class_of(form.form),
                    person=form.person,
                    year=form.year,
                    kind=form.kind,
                    group=form.group,
                    form_id=form.form_id,
                    paths=paths,
                    destroyed_on=destroyed.get(form.form_id),
                )
            )
    went_out = {form.digest: form.path for form in forms if form.digest}
    return kept + [
        _refused(file, years, _besides(copies.get(file.digest, ()), went_out.get(file.digest, "")))
        for file in returned
        if file.outcome in _REFUSED
    ]


def class_of(form: str) -> What:
    """The class of a form by its template's name; what is neither preparation nor minutes is kept as a plan."""
    if form == MINUTES:
        return "minutes"
    return "preparation" if form in _PREPARATION else "plan"


def _besides(paths: Sequence[str], issued_at: str) -> list[str]:
    """The paths but the packet's own: a form sent back untouched is the same bytes, and still waits to be filled in."""
    return [path for path in paths if not (issued_at and f"/{path}".endswith(f"/{issued_at}"))]


def _refused(file: ReturnedFile, years: Mapping[str, int], paths: Sequence[str]) -> Kept:
    return Kept(
        what="refused",
        person=file.person,
        year=years.get(file.form_id, file.received_on.year),
        group=file.group,
        digest=file.digest,
        paths=tuple(sorted({*paths, file.kept_at} - {""})),
        came_on=file.received_on,
    )
