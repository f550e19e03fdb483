"""Two tables read as one: engagements in one sheet, the people they are of in another (Plan2learn)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.model import LeftOut
from pipeline.problems import Problem
from pipeline.problems.roster import number_missing
from pipeline.roster.naming import read_name
from pipeline.roster.tables import Holds, Table

NO_ENGAGEMENT = "Har ingen ansættelse i udtrækket."


def beside_people(tables: Mapping[Holds, Table]) -> tuple[Table, list[LeftOut], list[Problem]]:
    """The table that has a row for each engagement, the people's beside it, and the people who have none.

    The people's own table where there is no sheet of engagements. Problems: `number-missing`, of people without an id.
    """
    people = tables["people"]
    engagements = tables.get("engagements")
    if engagements is None:
        return people, [], []
    rows = {who: row for row in people.rows() if (who := people.text(row, "person_id"))}
    nameless = [row for row in people.rows() if not people.text(row, "person_id") and read_name(people, row)]
    beside = {
        row: rows[who] for row in engagements.rows() if (who := engagements.text(row, "person_id")) in rows
    }
    engaged = set(beside.values())
    without = [
        LeftOut(people.place(row, "person_id"), "", read_name(people, row), NO_ENGAGEMENT)
        for row in (*rows.values(), *nameless)
        if row not in engaged
    ]
    header = people.header_of("person_id")
    problems = [number_missing(people.place(row, "person_id"), header) for row in nameless]
    return replace(engagements, beside=people, rows_beside=beside), without, problems


def titles_of(tables: Mapping[Holds, Table]) -> dict[str, str]:
    """The titles that codes stand for; nothing where there is no sheet of them."""
    table = tables.get("titles")
    if table is None:
        return {}
    return {table.text(row, "title_code"): table.text(row, "title") for row in table.rows()}
