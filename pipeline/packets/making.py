"""Forms made: rendered for one person or group, under their id, with what is known filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.answers.skeleton import typed_in
from pipeline.catalog import Catalog, Fitted, Variant
from pipeline.context import form_context, rows_of
from pipeline.identity import make_form_id
from pipeline.model import (
    Group,
    Issued,
    Packet,
    Person,
    PlannedForm,
    PlanRow,
    Roster,
    Talk,
    TalkKind,
    Topic,
    Value,
)
from pipeline.packets.applications import application
from pipeline.packets.paths import form_path
from pipeline.packets.prefilled import prefilled_rows, row_values, shown_values
from pipeline.policy import Policy
from pipeline.topics import rules_for, subject_of
from pipeline.word import pen


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier runs know of some people and groups.

    By form id, the forms issued this year; `drawn` are those whose copy issued last has left its skeleton. By employee
    number or group's id, the plan rows of the newest year before and of this year. By group, who takes part in its talk.
    """

    issued: Mapping[str, Issued] = field(default_factory=dict)
    drawn: Collection[str] = frozenset()
    plan_rows: Mapping[str, Sequence[PlanRow]] = field(default_factory=dict)
    this_year: Mapping[str, Sequence[PlanRow]] = field(default_factory=dict)
    participants: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Pattern(NamedTuple):
    """All that the variants of a packet's forms have in common. Packets of one pattern are alike but for the person."""

    kind: TalkKind
    place: str
    topics: tuple[Topic, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bench:
    """All that forms are made with. `inputs` is the digest of what they follow from beside the person and the talk.

    `coming` is how many packets of a pattern the run has at most, as far as is known.
    """

    roster: Roster
    catalog: Catalog
    key: bytes
    today: date
    before: Before
    inputs: str
    output: Path
    coming: Mapping[Pattern, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MadeForm:
    """A form ready to be written: its record, its bytes, and its record from an earlier run.

    Its skeleton is the compact text that `read_skeleton` takes; "" where the one kept already is this copy's. The bytes
    are b"" where the form lies there already and follows from the same as it did: it has not been made again.
    """

    issued: Issued
    content: bytes
    previous: Issued | None
    skeleton: str = ""


def make_packet(packet: Packet, bench: Bench) -> list[MadeForm]:
    """The forms of one packet, filled. The day of issue is the first day a form was issued.

    Raises UnreadableFile where a template's code fails on this person's data.
    """
    about = _about(packet, bench)
    return [_make_form(planned, about, bench) for planned in packet.forms]


def pattern_of(packet: Packet, policy: Policy) -> Pattern:
    """The packet's pattern; `policy` is that of its person's or group's unit."""
    names = tuple(dict.fromkeys(form.form for form in packet.forms if not form.row))
    return Pattern(packet.talk.kind, policy.place, packet.topics, names)


@dataclass(frozen=True, slots=True)
class _About:
    """Whom and what the forms of a packet are about. `told` is the digest of all of it, and of the run's `inputs`.

    It is wide on purpose, as those are: a leader's hours are in it, which no form tells. Then the forms are made again, and
    none is written, for their bytes are the same.
    """

    talk: Talk
    subject: Person
    leader: Person
    delegate: Person | None
    group: Group | None
    participants: Sequence[str]
    earlier: Sequence[PlanRow]
    this_year: Sequence[PlanRow]
    policy: Policy
    pattern: Pattern
    told: str


def _about(packet: Packet, bench: Bench) -> _About:
    talk, people, before = packet.talk, bench.roster.people, bench.before
    subject = subject_of(talk, bench.roster)
    policy = rules_for(subject, bench.catalog.policy, talk.year)
    leader, delegate = people[talk.leader], None if talk.group else people.get(subject.delegate)
    group, participants = bench.roster.groups.get(talk.group), before.participants.get(talk.group, ())
    earlier, this_year = before.plan_rows.get(talk.subject, ()), before.this_year.get(talk.subject, ())
    # Where somebody stands in the roster is no fact about them: a new row above would make everybody's forms anew.
    named = [each and _without_place(each) for each in (subject, leader, delegate, group)]
    told = _digest((bench.inputs, policy.slug, talk, named, participants, earlier, this_year))
    pattern = pattern_of(packet, policy)
    return _About(
        talk, subject, leader, delegate, group, participants, earlier, this_year, policy, pattern, told
    )


def _make_form(planned: PlannedForm, about: _About, bench: Bench) -> MadeForm:
    talk, policy, pattern = about.talk, about.policy, about.pattern
    variant = Variant(planned.form, talk.kind, planned.audience, policy.place, pattern.topics, pattern.forms)
    form_id = make_form_id(bench.key, policy.slug, talk, planned)
    previous = bench.before.issued.get(form_id)
    issued_on = previous.issued_on if previous else bench.today
    shared = bench.catalog.shared_digest(variant, policy)
    follows_from = _digest((about.told, shared, planned, form_id, issued_on))
    if previous and previous.follows_from == follows_from and _is_there(previous, bench):
        return MadeForm(previous, b"", previous)
    fitted = bench.catalog.fitted(variant, policy)
    prefilled = prefilled_rows(planned.form, talk, policy, about.this_year, about.earlier)
    rows = rows_of(form_id, bench.catalog.templates[planned.form].tables, about.earlier, prefilled)
    issued = _issued(planned, about, form_id, issued_on, previous, fitted, rows, follows_from)
    fund: dict[str, Any] | None = None
    values: dict[str, Value] = row_values([row for row in prefilled if row.table in rows], fitted.layout)
    if row := next((row for row in about.this_year if planned.row and row.id == planned.row), None):
        fund, values = application(row, about.subject, policy, issued_on, about.this_year, fitted.layout)
    context = form_context(
        fitted.shared,
        fitted.steps(policy, talk, issued_on),
        issued,
        talk,
        about.subject,
        about.leader,
        about.delegate,
        rows,
        group=about.group,
        participants=about.participants,
        fund=fund,
    )
    content = fitted.filler.render(context, bench.coming.get(pattern, 0))
    content = pen.fill(content, values) if values else content
    issued = replace(issued, digest=digest_of(content))
    if previous and previous.digest == issued.digest and form_id in bench.before.drawn:
        return MadeForm(issued, content, previous)
    skeleton = typed_in(fitted.filler.skeleton(context), shown_values(values, fitted.layout))
    return MadeForm(issued, content, previous, skeleton)


def _issued(
    planned: PlannedForm,
    about: _About,
    form_id: str,
    issued_on: date,
    previous: Issued | None,
    fitted: Fitted,
    rows: Mapping[str, Sequence[Mapping[str, str]]],
    follows_from: str,
) -> Issued:
    """The form's record, but for the digest of its bytes."""
    talk, subject, leader = about.talk, about.subject, about.leader
    return Issued(
        form_id=form_id,
        form=planned.form,
        kind=talk.kind,
        year=talk.year,
        person=talk.person,
        person_name=subject.name,
        leader=leader.number,
        audience=planned.audience,
        path=form_path(about.policy.forms[planned.form].title, leader, subject, planned, form_id),
        issued_on=issued_on,
        due=planned.due,
        group=talk.group,
        layout=fitted.digest,
        row=planned.row,
        former_names=_former_names(previous, subject),
        rows={table: tuple(row["id"] for row in listed) for table, listed in rows.items()},
        follows_from=follows_from,
    )


def _without_place(about: Person | Group) -> tuple[Any, ...]:
    """All that a row of the roster says of somebody."""
    return tuple(getattr(about, name) for name in about.__struct_fields__ if name != "place")


def _digest(told: object) -> str:
    """The digest of what a form follows from; nouns and plain values say all of themselves."""
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _is_there(previous: Issued, bench: Bench) -> bool:
    """Whether the form lies where it was written, and has left its skeleton. What it follows from says where that is."""
    return previous.form_id in bench.before.drawn and (bench.output / previous.path).is_file()


def _former_names(previous: Issued | None, subject: Person) -> tuple[str, ...]:
    if previous is None:
        return ()
    names = dict.fromkeys((*previous.former_names, previous.person_name))
    return tuple(name for name in names if name != subject.name)


def digest_of(content: bytes) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(content).hexdigest()
