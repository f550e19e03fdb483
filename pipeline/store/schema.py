"""The tables as queries see them; `sql/` makes them, and a test holds the two equal.

A column's key is the noun's own field name (`group`, `on`); its name in the database avoids words that
SQL keeps for itself (`group_id`, `happened_on`). Private answers, shared answers and facts have a table each.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    false,
    text,
)
from sqlalchemy.types import UserDefinedType

from pipeline.model import Privacy

metadata = MetaData()


class _Bytes(UserDefinedType[bytes]):
    """Bytes under PostgreSQL's name for them: SQLite takes any name, and one script makes the tables of both."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "BYTEA"


def _text(name: str, key: str = "", nullable: bool = False) -> Column[str]:
    return Column(name, Text, key=key or name, nullable=nullable)


def _number(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def _day(name: str, key: str = "", nullable: bool = True) -> Column[object]:
    return Column(name, Date, key=key or name, nullable=nullable)


def _yes_no(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _added_text(name: str, key: str = "") -> Column[str]:
    """A text that a later migration added: rows from before it have ""."""
    return Column(name, Text, key=key or name, nullable=False, server_default="")


def _of_return(nullable: bool = False) -> Column[str]:
    """The return a row was read from; it goes when the return goes."""
    return Column("digest", Text, ForeignKey("returned_files.digest", ondelete="CASCADE"), nullable=nullable)


def _answers(name: str) -> Table:
    return Table(
        name,
        metadata,
        _of_return(),
        _number("position"),
        _text("key"),
        _text("value"),
        _text("found_by"),
        Column("confidence", Float, nullable=False, server_default=text("1")),
        PrimaryKeyConstraint("digest", "position"),
    )


people = Table(
    "people",
    metadata,
    _number("year"),
    _text("number"),
    _number("position"),
    _text("name"),
    _text("email"),
    _text("title"),
    _text("unit"),
    _text("unit_code"),
    _text("parent_unit"),
    _text("leader"),
    _text("agreement"),
    _day("employed_on"),
    _day("leaves_on"),
    _text("status"),
    _text("talk_kind"),
    _day("talk_on"),
    _text("group_id", key="group"),
    _yes_no("wants_individual"),
    _yes_no("senior"),
    _text("delegate"),
    _text("mandate"),
    _text("place_file"),
    _text("place_spot"),
    _day("delegated_from"),
    _day("delegated_until"),
    _added_text("employment"),
    _text("weekly_hours", nullable=True),
    Column("protected", Boolean, nullable=False, server_default=false()),
    Column("other_numbers", Text, nullable=False, server_default="[]"),
    PrimaryKeyConstraint("year", "number"),
)

talk_groups = Table(
    "talk_groups",
    metadata,
    _number("year"),
    _text("id"),
    _number("position"),
    _text("name"),
    _text("kind"),
    _text("leader"),
    _day("talk_on"),
    _text("consulted_with"),
    _day("consulted_on"),
    _text("place_file"),
    _text("place_spot"),
    PrimaryKeyConstraint("year", "id"),
)

talks = Table(
    "talks",
    metadata,
    _number("year"),
    _text("person"),
    _text("kind"),
    _number("serial"),
    _number("position"),
    _text("leader"),
    _day("planned_on"),
    _added_text("group_id", key="group"),
    Column("after_group", Boolean, nullable=False, server_default=false()),
    PrimaryKeyConstraint("year", "person", "kind", "serial"),
)

layouts = Table(
    "layouts",
    metadata,
    _text("digest"),
    _text("form"),
    _text("layout"),
    _added_text("specimen"),
    PrimaryKeyConstraint("digest"),
)

issued = Table(
    "issued",
    metadata,
    _text("form_id"),
    _text("form"),
    _text("kind"),
    _number("year"),
    _text("person"),
    _text("person_name"),
    _text("leader"),
    _text("audience"),
    _text("path"),
    _day("issued_on", nullable=False),
    _day("due"),
    _text("group_id", key="group"),
    _text("digest"),
    _text("layout"),
    _text("row_ids", key="rows"),
    _text("former_names"),
    _added_text("row_id", key="row"),
    _added_text("follows_from"),
    PrimaryKeyConstraint("form_id"),
)
Index("issued_by_year", issued.c.year)
Index("issued_by_person", issued.c.person, issued.c.year)
Index("issued_by_group", issued.c.group, issued.c.year)

skeletons = Table(
    "skeletons",
    metadata,
    _text("form_id"),
    _number("serial"),
    _text("digest"),
    _text("layout"),
    Column("packed", _Bytes, nullable=False),
    PrimaryKeyConstraint("form_id", "serial"),
)

returned_files = Table(
    "returned_files",
    metadata,
    _text("digest"),
    _number("serial"),
    _number("year", nullable=True),
    _text("name"),
    _day("received_on", nullable=False),
    _text("outcome"),
    _text("form_id"),
    _text("form"),
    _text("person"),
    _text("leader"),
    _text("kept_at"),
    _text("problems"),
    Column("superseded_by", Text, ForeignKey("returned_files.digest")),
    _added_text("group_id", key="group"),
    PrimaryKeyConstraint("digest"),
)
Index("returned_files_by_form", returned_files.c.form_id)
Index("returned_files_by_serial", returned_files.c.serial)
Index("returned_files_by_newer", returned_files.c.superseded_by)

answers_private = _answers("answers_private")
answers_shared = _answers("answers_shared")
facts = _answers("facts")

comments = Table(
    "comments",
    metadata,
    _of_return(),
    _number("position"),
    _text("key"),
    _text("comment", key="text"),
    PrimaryKeyConstraint("digest", "position"),
)

plan_rows = Table(
    "plan_rows",
    metadata,
    _of_return(),
    _number("position"),
    _text("person"),
    _number("year"),
    _text("form_id"),
    _text("plan_table", key="table"),
    _text("row_id", key="id"),
    _text("row_values", key="values"),
    _added_text("group_id", key="group"),
    PrimaryKeyConstraint("digest", "position"),
)
Index("plan_rows_by_person", plan_rows.c.person, plan_rows.c.year)
Index("plan_rows_by_group", plan_rows.c.group, plan_rows.c.year)

events = Table(
    "events",
    metadata,
    _text("fingerprint"),
    _of_return(nullable=True),
    _text("what"),
    _text("person"),
    _text("kind"),
    _number("year"),
    _day("happened_on", key="on", nullable=False),
    _text("by_person", key="by"),
    _text("source"),
    _text("form"),
    _day("until_day", key="until"),
    _added_text("group_id", key="group"),
    _added_text("row_id", key="row"),
    PrimaryKeyConstraint("fingerprint"),
)
Index("events_by_year", events.c.year)
Index("events_by_return", events.c.digest)
Index("events_by_person", events.c.person)
Index("events_by_group", events.c.group)

destroyed = Table(
    "destroyed",
    metadata,
    _text("form_id"),
    _text("digest"),
    _text("what"),
    _text("person"),
    _text("group_id", key="group"),
    _number("year"),
    _text("rule"),
    _day("destroyed_on", nullable=False),
    PrimaryKeyConstraint("form_id", "digest"),
)

notes = Table("notes", metadata, _text("key"), _text("note"), PrimaryKeyConstraint("key"))

changes = Table("changes", metadata, _text("name"), _number("number"), PrimaryKeyConstraint("name"))

kept = Table("kept", metadata, _text("name"), _text("inputs"), _text("told"), PrimaryKeyConstraint("name"))

outputs = Table("outputs", metadata, _text("folder"), PrimaryKeyConstraint("folder"))

ANSWERS: dict[Privacy, Table] = {"private": answers_private, "shared": answers_shared, "fact": facts}
"""The tables that answers lie in, by their class."""
