"""The contract's JSON objects: one noun in, one flat object out. Dates ISO, amounts decimal strings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.kinds import as_json
from pipeline.model import Answer, Event, Issued, Obligation, Packet, Reading

if TYPE_CHECKING:  # a row is made of what a command has in hand: none needs the rooms of the others
    from pipeline.commands.incoming import TakenIn
    from pipeline.commands.kept import Standing
    from pipeline.commands.outgoing import Planned
    from pipeline.returns import Judged

Row = dict[str, Any]


def plan_rows(planned: Planned) -> Iterator[Row]:
    """Everyone on the roster, in its order, then every group: a row for each talk, or why there is none.

    Somebody's own kind of talk comes last of theirs; what others bring along stands before it.
    """
    packets: dict[str, list[Packet]] = {}
    for packet in planned.plan.packets:
        packets.setdefault(packet.talk.subject, []).append(packet)
    reasons = {out.person: out.reason for out in planned.plan.excluded}
    for number, person in planned.roster.people.items():
        of_group = person.group if number in reasons else ""
        row = {"person": number, "name": person.name, "group": of_group, "leader": person.leader}
        yield from (row | found for found in _talk_rows(packets.get(number, []), reasons.get(number)))
    for id, group in planned.roster.groups.items():
        row = {"person": "", "name": group.name, "group": id, "leader": group.leader}
        yield from (row | found for found in _talk_rows(packets.get(id, []), reasons.get(id)))


def _talk_rows(packets: Sequence[Packet], reason: str | None) -> Iterator[Row]:
    """What tells one row of a plan from the next of the same person: the talk, its group, leader and forms."""
    if not packets:
        yield {"talk": None, "forms": [], "excluded": reason}
    for packet in packets:
        talk = packet.talk
        yield {
            "group": talk.group,
            "leader": talk.leader,
            "talk": {"kind": talk.kind, "year": talk.year, "planned_on": as_json(talk.planned_on)},
            "forms": [{"form": f.form, "for": f.audience, "due": as_json(f.due)} for f in packet.forms],
            "excluded": None,
        }


def issued_row(issued: Issued, output: Path) -> Row:
    """One issued form; the path is absolute."""
    return {
        "form_id": issued.form_id,
        "form": issued.form,
        "kind": issued.kind,
        "person": issued.person,
        "group": issued.group,
        "leader": issued.leader,
        "for": issued.audience,
        "path": str(output / issued.path),
        "due": as_json(issued.due),
    }


def reading_row(reading: Reading) -> Row:
    """One file's answers by key; a table's answer is a list of rows, each with its `id`. An empty answer is null."""
    issued = reading.issued
    tables: Row = {table: [] for table in issued.rows} if issued and reading.answers else {}
    return {
        "file": reading.file,
        "form_id": reading.form_id,
        "form": issued.form if issued else "",
        "person": issued.person if issued else "",
        "group": issued.group if issued else "",
        "answers": tables | answers_by_key(reading.answers),
        "found_by": found_by_key(reading.answers),
        "problems": [problem.as_json() for problem in reading.problems],
    }


def answers_by_key(answers: Sequence[Answer]) -> Row:
    """Single answers by key, table answers as lists of row objects in reading order."""
    found: Row = {}
    for answer in answers:
        if "/" not in answer.key:
            found[answer.key] = as_json(answer.value)
            continue
        table, row, column = answer.key.split("/")
        rows = found.setdefault(table, {})
        rows.setdefault(row, {"id": row})[column] = as_json(answer.value)
    return {key: list(value.values()) if isinstance(value, dict) else value for key, value in found.items()}


def found_by_key(answers: Sequence[Answer]) -> dict[str, str]:
    """How each answer was found, cell by cell; a table as a whole bears the way its first cell was found."""
    found: dict[str, str] = {}
    for answer in answers:
        found[answer.key] = answer.found_by
        if "/" in answer.key:
            found.setdefault(answer.key.partition("/")[0], answer.found_by)
    return found


def judged_row(judged: Judged) -> Row:
    """One returned file and what became of it; no answers."""
    issued = judged.reading.issued
    return {
        "file": judged.arrived.place.file,
        "outcome": judged.outcome,
        "form_id": judged.reading.form_id,
        "form": issued.form if issued else "",
        "person": issued.person if issued else "",
        "group": issued.group if issued else "",
        "problems": [problem.as_json() for problem in judged.reading.problems],
    }


def event_row(event: Event) -> Row:
    """An event as stored. The subject is an employee, a whole group, or "" for the municipality."""
    return {
        "subject": event.person or event.group,
        "event": event.what,
        "on": as_json(event.on),
        "kind": event.kind,
        "group": event.group,
        "year": event.year,
        "by": event.by,
        "source": event.source,
    }


def obligation_row(owed: Obligation) -> Row:
    """One obligation, as the contract names its parts, its reason, and the plan row where it is about one."""
    names = ("rule", "what", "kind", "person", "group", "leader", "unit", "due", "state", "done_on", "late")
    return {name: as_json(getattr(owed, name)) for name in (*names, "reason", "row")}


def summary_row(taken: TakenIn, standing: Standing) -> Row:
    """A night in figures."""
    outcomes = [judged.outcome for judged in taken.judged]
    return {
        **{name: outcomes.count(name) for name in ("accepted", "duplicate", "review", "rejected")},
        "ignored": taken.ignored,
        **{name: standing.states.get(name, 0) for name in ("done", "open", "overdue", "waived")},
        "to_destroy": standing.doomed,
        "workbooks_written": len(standing.written),
        "reminders_written": standing.reminders,
    }
