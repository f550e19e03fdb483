"""The questions that leader and employee have chosen for their talk, from the returned forms `spoergsmaal` (HER-7)."""

from __future__ import annotations

from sqlalchemy import Connection, select

from pipeline.model import TalkKey
from pipeline.store import schema
from pipeline.store.values import value_from_json

FORM, CHOSEN = "spoergsmaal", "valg_"
"""The form they choose in, and what the key of each question's box begins with."""


def find_chosen_questions(connection: Connection, year: int) -> dict[TalkKey, tuple[str, ...]]:
    """The ids of the questions ticked by either, once each, by talk; no talk where nothing is ticked."""
    issued, files = schema.issued, schema.returned_files
    ticked: list[tuple[TalkKey, str, int, str]] = []
    for table in schema.ANSWERS.values():
        query = (
            select(issued.c.person, issued.c.group, issued.c.kind, issued.c.form_id)
            .add_columns(table.c.position, table.c.key, table.c.value)
            .join_from(table, files, files.c.digest == table.c.digest)
            .join(issued, issued.c.form_id == files.c.form_id)
            .where(
                issued.c.year == year, issued.c.form == FORM, table.c.key.startswith(CHOSEN, autoescape=True)
            )
            .where(files.c.outcome == "accepted", files.c.superseded_by.is_(None))
        )
        for person, group, kind, form_id, position, key, value in connection.execute(query):
            if value_from_json(value) is True:
                ticked.append(((person, group, kind), form_id, position, key.removeprefix(CHOSEN)))
    found: dict[TalkKey, dict[str, None]] = {}
    for talk, _, _, question in sorted(ticked):
        found.setdefault(talk, {})[question] = None
    return {talk: tuple(questions) for talk, questions in found.items()}
