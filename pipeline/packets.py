"""Packets: each person's forms made and written to their leader's folder.

In: the plan, the catalog, and what was issued before. Out: `packets/<leader>/<person>/<form>.docx`, each file whole
or not at all. Running twice changes nothing: the id, the day of issue and the bytes of a form are the same.

One surprise: a file that somebody has typed in is never written over. It is left, and said so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.catalog import Catalog, Variant
from pipeline.context import form_context, rows_of
from pipeline.identity import make_form_id
from pipeline.kinds import long_date
from pipeline.model import PREPARATION, Issued, Packet, Person, PlannedForm, PlanRow, Roster
from pipeline.names import safe_name
from pipeline.problems import Problem, file_place
from pipeline.problems.plan import handed_out_late, packet_file_changed, packet_file_locked

FOLDER = "packets"


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier runs know of one person: the forms issued by id, and last year's plan rows."""

    issued: Mapping[str, Issued]
    plan_rows: Sequence[PlanRow] = ()


@dataclass(frozen=True, slots=True)
class MadeForm:
    """A form ready to be written: its record, its bytes, and its record from an earlier run."""

    issued: Issued
    content: bytes
    previous: Issued | None


def make_packet(
    packet: Packet, roster: Roster, catalog: Catalog, key: bytes, today: date, before: Before
) -> list[MadeForm]:
    """The forms of one packet, filled. The day of issue is the first day a form was issued."""
    return [_make_form(packet, planned, roster, catalog, key, today, before) for planned in packet.forms]


def _make_form(
    packet: Packet,
    planned: PlannedForm,
    roster: Roster,
    catalog: Catalog,
    key: bytes,
    today: date,
    before: Before,
) -> MadeForm:
    talk, policy = packet.talk, catalog.policy
    person, leader = roster.people[talk.person], roster.people[talk.leader]
    variant = Variant(planned.form, talk.kind, planned.audience)
    issued = Issued(
        form_id="",
        form=planned.form,
        kind=talk.kind,
        year=talk.year,
        person=person.number,
        person_name=person.name,
        leader=leader.number,
        audience=planned.audience,
        path="",
        issued_on=today,
        due=planned.due,
        layout=catalog.digests[variant],
    )
    form_id = make_form_id(key, policy.slug, issued, talk.serial, planned.code)
    previous = before.issued.get(form_id)
    template = catalog.templates[planned.form]
    rows = rows_of(form_id, template.tables, before.plan_rows)
    issued = replace(
        issued,
        form_id=form_id,
        path=form_path(policy.forms[planned.form].title, leader, person, planned, form_id),
        issued_on=previous.issued_on if previous else today,
        former_names=_former_names(previous, person),
        rows={table: tuple(row["id"] for row in listed) for table, listed in rows.items()},
    )
    delegate = roster.people.get(person.delegate)
    shared = catalog.shared[talk.kind]
    content = template.render(form_context(shared, policy, issued, talk, person, leader, delegate, rows))
    return MadeForm(replace(issued, digest=digest_of(content)), content, previous)


def _former_names(previous: Issued | None, person: Person) -> tuple[str, ...]:
    if previous is None:
        return ()
    names = dict.fromkeys((*previous.former_names, previous.person_name))
    return tuple(name for name in names if name != person.name)


def leader_folder(leader: Person) -> str:
    """The folder of a leader's packets, under the output folder."""
    return f"{FOLDER}/{_folder_of(leader)}"


def form_path(title: str, leader: Person, person: Person, planned: PlannedForm, form_id: str) -> str:
    """Where a form is written, under the output folder: at most 190 characters, of the 260 that Windows allows."""
    reader = {"employee": " til medarbejder", "leader": " til leder"}.get(planned.audience, "")
    shown = f"{title}{reader if planned.form == 'skema' else ''} - {person.name}"
    return f"{leader_folder(leader)}/{_folder_of(person)}/{safe_name(shown)} - {form_id}.docx"


def _folder_of(person: Person) -> str:
    return f"{safe_name(person.name, 36)} ({safe_name(person.number, 12)})"


def digest_of(content: bytes) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


# --- plan, then act -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Writing:
    """What is to be done about one made form: `new` forms are recorded before they are written, changed ones after.

    So a run that is killed at any moment leaves nothing that the next one takes for somebody's typing.
    """

    made: MadeForm
    new: bool
    write: bool


def plan_writing(
    made: Iterable[MadeForm], output: Path, accepted: Callable[[str], bool]
) -> tuple[list[Writing], list[Problem]]:
    """What must be written, by what lies on the disk. A file that is neither ours as before nor as now is left.

    It is said, unless it has been taken in: `accepted` tells that of a digest.
    """
    writings, problems = [], []
    for form in made:
        path = output / form.issued.path
        lies = _digest_at(path)
        ours = ("", form.issued.digest, form.previous.digest if form.previous else "")
        typed_in = path if lies not in ours else _typed_in_before_it_moved(form, output)
        if typed_in:
            problems += [] if accepted(_digest_at(typed_in)) else [packet_file_changed(file_place(typed_in))]
            if form.previous:
                # It stays issued as it was, so that it can still come back and be read.
                writings.append(Writing(replace(form, issued=form.previous), new=False, write=False))
            continue
        writings.append(Writing(form, form.previous is None, lies != form.issued.digest))
    return writings, problems


def _typed_in_before_it_moved(form: MadeForm, output: Path) -> Path | None:
    """The file at its former place, where somebody has typed in it: a blank twin elsewhere would only confuse."""
    previous = form.previous
    if previous is None or previous.path == form.issued.path:
        return None
    old = output / previous.path
    return old if _digest_at(old) not in ("", previous.digest) else None


def _digest_at(path: Path) -> str:
    """The digest of what lies there, "" for nothing."""
    return digest_of(path.read_bytes()) if path.is_file() else ""


def write_packets(writings: Sequence[Writing], output: Path) -> tuple[list[Issued], list[Problem]]:
    """Writes what must be written, and gives the forms that now lie where their record says.

    A form that moved with its person to another leader is removed from the old place, if nobody has typed in it.
    """
    done, problems = [], []
    for writing in writings:
        issued = writing.made.issued
        path = output / issued.path
        try:
            if writing.write:
                write_whole(path, writing.made.content)
        except OSError:
            problems.append(packet_file_locked(file_place(path)))
            continue
        done.append(issued)
        _remove_moved(writing.made, output)
    return done, problems


def late_problems(writings: Iterable[Writing], output: Path) -> Iterator[Problem]:
    """A problem for each form that goes out for the first time after its last day."""
    for writing in writings:
        issued = writing.made.issued
        preparation = issued.form in PREPARATION and issued.audience == "employee"
        if writing.new and preparation and issued.due and issued.issued_on > issued.due:
            yield handed_out_late(file_place(output / issued.path), long_date(issued.due))


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all. What a killed run left half-written is written over by the next."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.chmod(0o640)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _remove_moved(made: MadeForm, output: Path) -> None:
    """Takes away the file at its former place; `plan_writing` has seen that nobody typed in it."""
    previous = made.previous
    if previous is None or previous.path == made.issued.path:
        return
    old = output / previous.path
    old.unlink(missing_ok=True)
    if old.parent.is_dir() and not any(old.parent.iterdir()):
        old.parent.rmdir()
