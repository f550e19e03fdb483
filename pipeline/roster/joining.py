"""Two tables read as one: engagements in one sheet, the people they are of in another (Plan2learn)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.model import LeftOut
from pipeline.roster.tables import Holds, Table

NO_ENGAGEMENT = "Har ingen ansættelse i udtrækket."


def beside_people(tables: Mapping[Holds, Table]) -> tuple[Table, list[LeftOut]]:
    """The table that has a row for each engagement, the people's beside it, and the people who have none.

    The people's own table where there is no sheet of engagements.
    """
    people = tables["people"]
    engagements = tables.get("engagements")
    if engagements is None:
        return people, []
    rows = {people.text(row, "person_id"): row for row in people.rows()}
    rows.pop("", None)
    beside = {
        row: rows[who] for row in engagements.rows() if (who := engagements.text(row, "person_id")) in rows
    }
    engaged = set(beside.values())
    without = [
        LeftOut(people.place(row, "person_id"), "", people.text(row, "name"), NO_ENGAGEMENT)
        for row in rows.values()
        if row not in engaged
    ]
    return replace(engagements, beside=people, rows_beside=beside), without


def titles_of(tables: Mapping[Holds, Table]) -> dict[str, str]:
    """The titles that codes stand for; nothing where there is no sheet of them."""
    table = tables.get("titles")
    if table is None:
        return {}
    return {table.text(row, "title_code"): table.text(row, "title") for row in table.rows()}
