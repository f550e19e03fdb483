"""Files that came back, and what an accepted one says: answers by privacy, comments, plan rows, events.

A newer accepted return of a form supersedes the one before: the older stays with its answers and plan rows,
marked, and only its events go. Answers of a file that was not accepted are not kept at all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, insert, or_, select, update

from pipeline.model import Answer, Comment, Event, Issued, Privacy, Reading, ReturnedFile
from pipeline.problems import Place, Problem
from pipeline.store import schema
from pipeline.store.happenings import insert_events, remove_events
from pipeline.store.plan_rows import insert_plan_rows
from pipeline.store.rows import SqlRow, fetch, insert_if_new, row_of
from pipeline.store.values import dump, value_from_json, value_to_json

_STORE_ONLY = ("serial", "year", "superseded_by", "problems")
_FILES = schema.returned_files

# Built once: see happenings.
_OF_DIGEST = select(_FILES).where(_FILES.c.digest == bindparam("file"))
_ANSWERED = select(_FILES).where(_FILES.c.superseded_by == bindparam("file"), _FILES.c.outcome != "accepted")
_IS_ALIKE = or_(
    _FILES.c.digest == bindparam("file"),
    and_(_FILES.c.form_id == bindparam("form"), _FILES.c.form_id != ""),
)
_ALIKE = select(_FILES).where(_IS_ALIKE).order_by(_FILES.c.serial)
_ALIKE_NAMED = select(_FILES.c.digest, _FILES.c.form_id).where(_IS_ALIKE)
_NEXT = select(func.coalesce(func.max(_FILES.c.serial), 0) + 1).scalar_subquery()
_CURRENT = and_(
    _FILES.c.form_id == bindparam("form"), _FILES.c.outcome == "accepted", _FILES.c.superseded_by.is_(None)
)
"""The newest accepted return of a form."""
_HAS_CURRENT = select(_FILES.c.digest).where(_CURRENT)
_ANSWERS = {privacy: select(table).join(_FILES).where(_CURRENT) for privacy, table in schema.ANSWERS.items()}
_INSERTS = {privacy: insert(table) for privacy, table in schema.ANSWERS.items()}


def record_return(
    connection: Connection, returned: ReturnedFile, reading: Reading, events: Sequence[Event]
) -> bool:
    """Keeps a file and what it says, and tells whether it was new; a digest accepted already changes nothing.

    A file that was refused before and is judged anew takes the place of its old record.
    """
    alike = connection.execute(_ALIKE_NAMED, {"file": returned.digest, "form": returned.form_id}).all()
    if any(row.digest == returned.digest for row in alike):
        _forget_refusal(connection, returned.digest)
    if not insert_if_new(connection, schema.returned_files, _row(returned, reading.issued), serial=_NEXT):
        return False
    if returned.outcome == "accepted":
        assert reading.issued is not None, "a form that is accepted is one of ours"
        assert returned.form_id == reading.form_id, "the file is recorded as the form it was read as"
        if any(row.digest != returned.digest and row.form_id == returned.form_id for row in alike):
            _supersede(connection, returned)
        _insert_answers(connection, returned.digest, reading.answers)
        _insert_comments(connection, returned.digest, reading.comments)
        insert_plan_rows(connection, returned.digest, reading.issued, reading.answers)
        insert_events(connection, events, returned.digest)
    return True


def find_return(connection: Connection, digest: str) -> ReturnedFile | None:
    """The file with these bytes, superseded or not, or None where it never came."""
    found = _returned_files(connection, _OF_DIGEST, {"file": digest})
    return found[0] if found else None


def find_alike(connection: Connection, digest: str, form_id: str) -> list[ReturnedFile]:
    """The file with these bytes, and all that came of the form, in the order they came."""
    return _returned_files(connection, _ALIKE, {"file": digest, "form": form_id})


def find_answered(connection: Connection, digest: str) -> list[ReturnedFile]:
    """The refused and doubtful files that this accepted return has answered."""
    return _returned_files(connection, _ANSWERED, {"file": digest})


def record_kept_at(connection: Connection, digest: str, kept_at: str) -> None:
    """Keeps where a file has been moved to."""
    table = schema.returned_files
    connection.execute(update(table).where(table.c.digest == digest).values(kept_at=kept_at))


def find_returns(connection: Connection, year: int) -> list[ReturnedFile]:
    """The files that stand for the year's forms, in the order they came; superseded ones are left out.

    A file of no known form counts to the year it came in and to the year before, whose round may still run.
    """
    table = schema.returned_files
    came = table.c.received_on.between(date(year, 1, 1), date(year + 1, 12, 31))
    of_year = or_(table.c.year == year, and_(table.c.year.is_(None), came))
    query = select(table).where(of_year, table.c.superseded_by.is_(None)).order_by(table.c.serial)
    return _returned_files(connection, query)


def find_every_return(connection: Connection) -> list[ReturnedFile]:
    """All files that ever came back, superseded or not, in the order they came."""
    table = schema.returned_files
    return _returned_files(connection, select(table).order_by(table.c.serial))


def find_answers(connection: Connection, form_id: str) -> list[Answer]:
    """The answers of the form's newest accepted return, in layout order; none where it has not come."""
    found: list[tuple[int, Answer]] = []
    if connection.execute(_HAS_CURRENT, {"form": form_id}).first() is None:
        return []
    for privacy, table in schema.ANSWERS.items():
        for row in fetch(connection, table, _ANSWERS[privacy], {"form": form_id}):
            value = value_from_json(row["value"])
            answer = Answer(row["key"], value, row["found_by"], privacy, row["confidence"])
            found.append((row["position"], answer))
    return [answer for _, answer in sorted(found, key=lambda each: each[0])]


def find_comments(connection: Connection, form_id: str) -> list[Comment]:
    """What was written in the margin of the form's newest accepted return. As private as any answer."""
    table = schema.comments
    query = select(table).join(_FILES).where(_CURRENT).order_by(table.c.position)
    return [Comment(row["key"], row["text"]) for row in fetch(connection, table, query, {"form": form_id})]


def _forget_refusal(connection: Connection, digest: str) -> None:
    table = schema.returned_files
    connection.execute(delete(table).where(table.c.digest == digest, table.c.outcome != "accepted"))


def _supersede(connection: Connection, newer: ReturnedFile) -> None:
    """Marks every older file of the form: an accepted one is replaced, one that needed a look has been answered."""
    table = schema.returned_files
    older = (table.c.form_id == newer.form_id) & (table.c.digest != newer.digest)
    remove_events(connection, select(table.c.digest).where(older))
    mark = update(table).where(older, table.c.superseded_by.is_(None)).values(superseded_by=newer.digest)
    connection.execute(mark)


def _insert_answers(connection: Connection, digest: str, answers: Sequence[Answer]) -> None:
    rows: dict[Privacy, list[SqlRow]] = {privacy: [] for privacy in schema.ANSWERS}
    for position, answer in enumerate(answers):
        value = value_to_json(answer.value)
        row = {"digest": digest, "position": position, "key": answer.key, "value": value}
        told = {"found_by": answer.found_by, "confidence": answer.confidence}
        rows[answer.privacy].append({**row, **told})
    for privacy, statement in _INSERTS.items():
        if rows[privacy]:
            connection.execute(statement, rows[privacy])


def _insert_comments(connection: Connection, digest: str, comments: Sequence[Comment]) -> None:
    rows = [
        {"digest": digest, "position": position, **row_of(schema.comments, comment)}
        for position, comment in enumerate(comments)
    ]
    if rows:
        connection.execute(insert(schema.comments), rows)


def _row(returned: ReturnedFile, issued: Issued | None) -> SqlRow:
    return {
        **row_of(schema.returned_files, returned),
        "year": issued.year if issued else None,
        "problems": dump([problem.as_json() for problem in returned.problems]),
        "superseded_by": None,
    }


def _returned_files(
    connection: Connection, query: Select[Any], given: Mapping[str, Any] | None = None
) -> list[ReturnedFile]:
    return [
        ReturnedFile(
            **{key: row[key] for key in row if key not in _STORE_ONLY},
            problems=_problems(row),
            superseded=row["superseded_by"] is not None,
        )
        for row in fetch(connection, schema.returned_files, query, given)
    ]


def _problems(row: dict[str, Any]) -> tuple[Problem, ...]:
    return tuple(
        Problem(each["code"], Place(each["file"], each["spot"]), each["text"], each["blocks"])
        for each in json.loads(row["problems"])
    )
