"""A workspace with rounds of several years in its store, without a single Word file: what a night must look through.

Each year's roster is planned by the real plan, every form gets its real id, and what came back is told by the pipeline's
own nouns. Rows go into the tables in bulk; a test holds them equal to what `record_return` writes one by one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select, update

from pipeline.commands.opening import Round, open_round, take_roster
from pipeline.commands.outgoing import plan_people
from pipeline.identity import make_form_id, row_id
from pipeline.model import (
    Answer,
    Event,
    Field,
    Issued,
    Layout,
    Packet,
    PlannedForm,
    Reading,
    ReturnedFile,
    Talk,
)
from pipeline.problems import Place, Problem
from pipeline.store import schema
from pipeline.store.happenings import _row as event_row
from pipeline.store.happenings import insert_events
from pipeline.store.plan_rows import rows_in
from pipeline.store.rows import insert_new, row_of
from pipeline.store.store import Store
from pipeline.store.values import dump, value_to_json, values_to_json
from pipeline.workspace import Workspace, make_workspace, read_workspace
from tests.bench.rosters import write_roster

YEAR = 2026
MINUTES, PLAN = "referat", "kompetenceudviklingsplan"
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Came:
    """A file that came back, as the store is told of it."""

    file: ReturnedFile
    reading: Reading
    events: tuple[Event, ...]


def make_store(folder: Path, people: int, today: date, years: int = 3, in_bulk: bool = True) -> Workspace:
    """A round of Herlev deep in its winter, with the rounds before it. Earlier rounds' private papers are destroyed."""
    make_workspace(folder, "herlev", YEAR)
    settings = folder / "mus.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("# roster = ", "roster = "), "utf-8")
    workspace = read_workspace(folder)
    assert workspace.roster is not None, "the line that names the roster stands in mus.toml"
    write_roster(workspace.roster, people)
    for year in range(YEAR - years + 1, YEAR + 1):
        with open_round(replace(workspace, year=year), min(today, date(year, 12, 31))) as round_:
            _fill(round_, in_bulk)
    return workspace


def _fill(round_: Round, in_bulk: bool) -> None:
    roster, _ = take_roster(round_, None)
    plan = plan_people(round_, roster).plan
    packets = [_in_its_year(packet, round_.year) for packet in plan.packets]
    store = round_.store
    store.save_output(round_.workspace.output_as_known)
    store.save_roster(roster, round_.year)
    store.save_talks([packet.talk for packet in packets])
    layouts = {form: store.save_layout(layout) for form, layout in LAYOUTS.items()}
    waiting = iter(packets)
    while batch := list(islice(waiting, _BATCH)):
        issued = [form for packet in batch for form in _issued(packet, round_, layouts)]
        store.record_issued(issued)
        came = [one for number, form in enumerate(issued) for one in _came(form, number, round_)]
        (_record_in_bulk if in_bulk else _record_each)(store, came)
        if round_.year < YEAR:
            _destroyed(store, [form for form in issued if form.form != PLAN], date(round_.year + 1, 12, 15))


def _in_its_year(packet: Packet, year: int) -> Packet:
    """The roster's days are those of the last round."""
    day = packet.talk.planned_on
    return replace(packet, talk=replace(packet.talk, planned_on=day and day.replace(year=year)))


def _issued(packet: Packet, round_: Round, layouts: dict[str, str]) -> Iterator[Issued]:
    for planned in packet.forms:
        yield _form(packet.talk, planned, round_, layouts)


def _form(talk: Talk, planned: PlannedForm, round_: Round, layouts: dict[str, str]) -> Issued:
    id = make_form_id(round_.key, round_.policy.slug, talk, planned)
    rows = {"maal": tuple(row_id(id, "maal", n) for n in range(3))} if planned.form == PLAN else {}
    return Issued(
        form_id=id,
        form=planned.form,
        kind=talk.kind,
        year=talk.year,
        person=talk.person,
        person_name=f"Navn {talk.person}",
        leader=talk.leader,
        audience=planned.audience,
        path=f"packets/Leder ({talk.leader})/Medarbejder {talk.person} - {planned.form} - {id}.docx",
        issued_on=date(talk.year, 9, 10),
        due=planned.due and planned.due.replace(year=talk.year),
        group=talk.group,
        digest=_digest(id, "issued"),
        layout=layouts.get(planned.form, ""),
        rows=rows,
    )


# --- what came back -----------------------------------------------------------------------------


def _came(form: Issued, number: int, round_: Round) -> Iterator[Came]:
    """Most of an earlier round's papers, and of this one's those of every third talk; one in fifty waits or was refused."""
    talk_on = date(form.year, 10, 1) + timedelta(days=int(form.form_id.split("-")[1]) % 80)
    share = 9 if form.year < YEAR else 3
    if form.form not in (MINUTES, PLAN) or int(form.form_id.split("-")[1]) % 10 >= share:
        return
    received = talk_on + timedelta(days=4)
    if received > round_.today:
        return
    if number % 50 == 0:
        yield _refused(form, received)
    else:
        yield _accepted(form, talk_on, received)


def _accepted(form: Issued, talk_on: date, received: date) -> Came:
    answers = _answers(form, talk_on)
    digest = _digest(form.form_id, "returned")
    told = {
        "person": form.person,
        "kind": form.kind,
        "year": form.year,
        "source": form.form_id,
        "form": form.form,
    }
    events = [Event("held", on=talk_on, **told)]
    if form.form == MINUTES:
        events += [Event(what, on=received, by="leder", **told) for what in ("minutes", "minutes-approved")]
    else:
        events += [Event("plan", on=received, until=talk_on.replace(year=form.year + 1), **told)]
    file = ReturnedFile(
        digest, f"{form.form_id}.docx", received, "accepted", form.form_id, form.form, form.person, form.leader,
        f"archive/{form.form_id}.docx",
    )  # fmt: skip
    return Came(file, Reading(file.name, digest, form, answers), tuple(events))


def _refused(form: Issued, received: date) -> Came:
    problem = Problem(
        "date-in-the-future",
        Place(f"{form.form_id}.docx", "samtale_dato"),
        "Datoen ligger i fremtiden.",
        True,
    )
    digest = _digest(form.form_id, "refused")
    file = ReturnedFile(
        digest, f"{form.form_id}.docx", received, "review", form.form_id, form.form, form.person, form.leader,
        f"review/{form.form_id}.docx", (problem,),
    )  # fmt: skip
    return Came(file, Reading(file.name, digest, form, (), (problem,)), ())


def _answers(form: Issued, talk_on: date) -> tuple[Answer, ...]:
    facts = (Answer("samtale_dato", talk_on, "tag", "fact"),)
    if form.form == MINUTES:
        return (*facts, Answer("referat_emner", "Det talte vi om. " * 20, "tag", "private"))
    return facts + tuple(
        answer
        for row in form.rows["maal"][:2]
        for answer in (
            Answer(f"maal/{row}/maal", "Et kursus i faget", "tag", "shared"),
            Answer(f"maal/{row}/frist", talk_on + timedelta(days=150), "tag", "shared"),
            Answer(f"maal/{row}/status", "i-gang", "tag", "shared"),
        )
    )


def _digest(form_id: str, what: str) -> str:
    return hashlib.sha256(f"{form_id} {what}".encode()).hexdigest()


_DAY = Field("samtale_dato", "Samtaledato", "date", privacy="fact")
LAYOUTS = {
    MINUTES: Layout(MINUTES, (_DAY, Field("referat_emner", "Emner", "text"))),
    PLAN: Layout(
        PLAN,
        (
            _DAY,
            Field("maal/maal", "Mål", "text", privacy="shared"),
            Field("maal/frist", "Frist", "date", privacy="shared"),
            Field("maal/status", "Status", "text", privacy="shared"),
        ),
    ),
}
"""The fields that these forms are answered in."""


# --- into the tables ----------------------------------------------------------------------------


def _record_each(store: Store, came: Sequence[Came]) -> None:
    for one in came:
        store.record_return(one.file, one.reading, one.events)


def _record_in_bulk(store: Store, came: Sequence[Came]) -> None:
    """The same rows as `record_return` writes of files that supersede nothing."""
    with store._engine.begin() as connection:
        last = connection.execute(select(func.max(schema.returned_files.c.serial))).scalar() or 0
        files = [_file_row(one, last + number) for number, one in enumerate(came, start=1)]
        insert_new(connection, schema.returned_files, files)
        for privacy, table in schema.ANSWERS.items():
            insert_new(connection, table, [row for one in came for row in _answer_rows(one, privacy)])
        insert_new(connection, schema.plan_rows, [row for one in came for row in _plan_rows(one)])
        insert_new(
            connection,
            schema.events,
            [event_row(event, one.file.digest) for one in came for event in one.events],
        )


def _file_row(one: Came, serial: int) -> dict[str, Any]:
    assert one.reading.issued is not None, "every file here is of a form"
    table = schema.returned_files
    problems = dump([problem.as_json() for problem in one.file.problems])
    told = {"serial": serial, "year": one.reading.issued.year, "problems": problems, "superseded_by": None}
    return {**row_of(table, one.file), **told}


def _answer_rows(one: Came, privacy: str) -> Iterator[dict[str, Any]]:
    for position, answer in enumerate(one.reading.answers):
        if answer.privacy == privacy:
            yield {
                "digest": one.file.digest,
                "position": position,
                "key": answer.key,
                "value": value_to_json(answer.value),
                "found_by": answer.found_by,
                "confidence": answer.confidence,
            }


def _plan_rows(one: Came) -> Iterator[dict[str, Any]]:
    form = one.reading.issued
    assert form is not None, "every file here is of a form"
    of_form = {**row_of(schema.plan_rows, form), "digest": one.file.digest}
    for position, ((table, id), values) in enumerate(rows_in(one.reading.answers).items()):
        yield {**of_form, "position": position, "table": table, "id": id, "values": values_to_json(values)}


def _destroyed(store: Store, forms: Sequence[Issued], on: date) -> None:
    """What retention let go of in the year after: words and file names gone, the proof there."""
    ids = [form.form_id for form in forms]
    files = schema.returned_files
    with store._engine.begin() as connection:
        for start in range(0, len(ids), _BATCH):
            of_form = select(files.c.digest).where(files.c.form_id.in_(ids[start : start + _BATCH]))
            for table in (*schema.ANSWERS.values(), schema.comments):
                connection.execute(delete(table).where(table.c.digest.in_(of_form)))
            some = files.c.form_id.in_(ids[start : start + _BATCH])
            connection.execute(delete(files).where(some, files.c.outcome != "accepted"))
            connection.execute(
                update(files).where(some).values({files.c.name: files.c.form_id, files.c.kept_at: ""})
            )
        insert_new(connection, schema.destroyed, [_proof(form, on) for form in forms])
        insert_events(
            connection,
            [
                Event(
                    "minutes-destroyed", form.person, form.kind, form.year, on, source="purge", form=MINUTES
                )
                for form in forms
                if form.form == MINUTES
            ],
        )


def _proof(form: Issued, on: date) -> dict[str, Any]:
    what = "minutes" if form.form == MINUTES else "preparation"
    told = {"form_id": form.form_id, "digest": "", "what": what, "person": form.person, "group": form.group}
    return {**told, "year": form.year, "rule": "HER-10", "destroyed_on": on}
