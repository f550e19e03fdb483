"""Filled forms as facts and doubts see them, built from answers. Everybody in them is made up."""

from __future__ import annotations

from datetime import date
from functools import cache

from pipeline.model import Answer, Event, Issued, Reading
from pipeline.policy import read_policy
from pipeline.returns.filled import Around, make_filled
from pipeline.workspace import shipped_forms

TODAY = date(2026, 11, 20)
HELD = date(2026, 11, 12)
GROUP_HELD = date(2026, 10, 8)


@cache
def a_policy(slug="syddjurs"):
    policy, _ = read_policy(shipped_forms(), slug)
    return policy


def happened(what, on=HELD, person="0042", kind="MUS", group=""):
    """An event told by hand."""
    return Event(what, person, kind, 2026, on, group=group)


def a_form(
    form,
    kind="MUS",
    person="0042",
    group="",
    row="",
    policy=None,
    before=(),
    participants=(),
    titles=(),
    went_out=(),
    earlier=(),
    today=TODAY,
    **answers,
):
    """A filled form of somebody or of a group, with these answers by key."""
    name = "Bo Lind" if person else "Køkkenet"
    issued = Issued(
        "MUS26-0001-XXX-000000",
        form,
        kind,
        2026,
        person,
        name,
        "1001",
        "both" if person else "group",
        "",
        date(2026, 9, 14),
        group=group,
        row=row,
    )
    found = tuple(Answer(key, value, "tag", "shared") for key, value in answers.items())
    around = Around(
        policy or a_policy(),
        today,
        tuple(before),
        tuple(participants),
        dict(titles),
        dict(went_out),
        dict(earlier),
    )
    return make_filled(Reading("/a.docx", "d1", issued, found), "/a.docx", around)


def untold(answers, missing):
    """The answers with one left empty."""
    return {key: None if key == missing else value for key, value in answers.items()}
