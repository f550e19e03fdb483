"""Forms made: rendered for one person or group, under their id, with what is known filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pipeline.answers.skeleton import typed_in
from pipeline.catalog import Catalog, Variant
from pipeline.context import form_context, rows_of
from pipeline.identity import make_form_id
from pipeline.model import Issued, Layout, Packet, Person, PlannedForm, PlanRow, Roster, Talk, Value
from pipeline.packets.applications import application
from pipeline.packets.paths import form_path
from pipeline.packets.prefilled import prefilled_rows, row_values, shown_values
from pipeline.topics import rules_for, subject_of
from pipeline.word import pen


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier runs know of one packet's person or group.

    The forms issued by id, the plan rows of the newest year before and of this year, and the names of those who take
    part in the group's talk.
    """

    issued: Mapping[str, Issued]
    plan_rows: Sequence[PlanRow] = ()
    this_year: Sequence[PlanRow] = ()
    participants: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class MadeForm:
    """A form ready to be written: its record, its bytes, its fields, and its record from an earlier run.

    Its skeleton is drawn when it is asked for: of a form that has not changed it is kept already.
    """

    issued: Issued
    content: bytes
    previous: Issued | None
    layout: Layout
    draw: Callable[[], str] = field(repr=False, compare=False)
    draw_specimen: Callable[[], str] = field(repr=False, compare=False)

    @property
    def skeleton(self) -> str:
        """The skeleton of this very copy, as the compact text that `read_skeleton` takes."""
        return self.draw()

    @property
    def specimen(self) -> str:
        """The skeleton of a made-up person's copy: much like this one, with nobody's name in it."""
        return self.draw_specimen()


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that the forms of one packet have in common while they are made."""

    packet: Packet
    roster: Roster
    catalog: Catalog
    key: bytes
    today: date
    before: Before

    @property
    def talk(self) -> Talk:
        return self.packet.talk


def make_packet(
    packet: Packet, roster: Roster, catalog: Catalog, key: bytes, today: date, before: Before
) -> list[MadeForm]:
    """The forms of one packet, filled. The day of issue is the first day a form was issued.

    Raises UnreadableFile where a template's code fails on this person's data.
    """
    desk = _Desk(packet, roster, catalog, key, today, before)
    return [_make_form(planned, desk) for planned in packet.forms]


def _make_form(planned: PlannedForm, desk: _Desk) -> MadeForm:
    talk, roster, before = desk.talk, desk.roster, desk.before
    subject, leader = subject_of(talk, roster), roster.people[talk.leader]
    policy = rules_for(subject, desk.catalog.policy, talk.year)
    names = tuple(dict.fromkeys(form.form for form in desk.packet.forms if not form.row))
    variant = Variant(planned.form, talk.kind, planned.audience, policy.place, desk.packet.topics, names)
    fitted = desk.catalog.fitted(variant, policy)
    issued = _unsigned(planned, desk, subject, leader, fitted.digest)
    form_id = make_form_id(desk.key, policy.slug, issued, talk.serial, planned.code)
    previous = before.issued.get(form_id)
    template = desk.catalog.templates[planned.form]
    prefilled = prefilled_rows(planned.form, talk, policy, before.this_year, before.plan_rows)
    rows = rows_of(form_id, template.tables, before.plan_rows, prefilled)
    issued = replace(
        issued,
        form_id=form_id,
        path=form_path(policy.forms[planned.form].title, leader, subject, planned, form_id),
        issued_on=previous.issued_on if previous else desk.today,
        former_names=_former_names(previous, subject),
        rows={table: tuple(row["id"] for row in listed) for table, listed in rows.items()},
    )
    fund: dict[str, Any] | None = None
    values: dict[str, Value] = row_values((row for row in prefilled if row.table in rows), fitted.layout)
    if row := next((row for row in before.this_year if planned.row and row.id == planned.row), None):
        fund, values = application(row, subject, policy, issued.issued_on, before.this_year, fitted.layout)
    context = form_context(
        fitted.shared,
        policy,
        issued,
        talk,
        subject,
        leader,
        None if talk.group else roster.people.get(subject.delegate),
        rows,
        group=roster.groups.get(talk.group),
        participants=before.participants,
        fund=fund,
    )
    content = template.render(context)
    content = pen.fill(content, values) if values else content
    return MadeForm(
        replace(issued, digest=digest_of(content)),
        content,
        previous,
        fitted.layout,
        draw=lambda: typed_in(template.skeleton(context), shown_values(values, fitted.layout)),
        draw_specimen=lambda: desk.catalog.specimen_skeleton(variant, policy),
    )


def _unsigned(planned: PlannedForm, desk: _Desk, subject: Person, leader: Person, layout: str) -> Issued:
    """The form's record but for its id, and what follows from it."""
    talk = desk.talk
    return Issued(
        form_id="",
        form=planned.form,
        kind=talk.kind,
        year=talk.year,
        person=talk.person,
        person_name=subject.name,
        leader=leader.number,
        audience=planned.audience,
        path="",
        issued_on=desk.today,
        due=planned.due,
        group=talk.group,
        layout=layout,
        row=planned.row,
    )


def _former_names(previous: Issued | None, subject: Person) -> tuple[str, ...]:
    if previous is None:
        return ()
    names = dict.fromkeys((*previous.former_names, previous.person_name))
    return tuple(name for name in names if name != subject.name)


def digest_of(content: bytes) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(content).hexdigest()
