"""Layouts by digest: the fields of every form as issued, so that a form is read as it was sent."""

from __future__ import annotations

from sqlalchemy import Connection, select

from pipeline.identity import layout_digest, layout_from_json, layout_to_json
from pipeline.model import Layout
from pipeline.store import schema
from pipeline.store.rows import insert_new


def record_layout(connection: Connection, layout: Layout) -> str:
    """Keeps the layout and returns its digest; one already there stays as it is."""
    digest = layout_digest(layout)
    row = {"digest": digest, "form": layout.form, "layout": layout_to_json(layout)}
    insert_new(connection, schema.layouts, [row])
    return digest


def find_layout(connection: Connection, digest: str) -> Layout | None:
    """The layout with this digest, or None."""
    wanted = select(schema.layouts.c.layout).where(schema.layouts.c.digest == digest)
    text = connection.execute(wanted).scalar()
    return None if text is None else layout_from_json(text)


def find_kept_layouts(connection: Connection) -> set[str]:
    """The digests of the layouts that are kept together with a specimen."""
    table = schema.layouts.c
    return set(connection.execute(select(table.digest).where(table.specimen != "")).scalars())
