"""A filled form with what is known around it: what facts and doubts are drawn from.

In: a reading and its surroundings. Out: the answers as values, days and rows, and which role the form plays. The
role, not the form's name, decides what it can prove: the same plan form is an agreement after a talk, somebody's
own goals after a group talk, and the paper of a follow-up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipeline.model import FOLLOW_UP, GROUP_KINDS, HELD_ON, Event, Issued, Reading, Value
from pipeline.policy import Policy
from pipeline.problems import Place

Role = Literal["minutes", "agreement", "own-goals", "follow-up-copy", "group-plan", "fund", "preparation"]
Rows = Mapping[str, Mapping[str, Value]]

_PLANS = ("kompetenceudviklingsplan", "udviklingsaftale", "handleplan")
_ROLES: Mapping[str, Role] = {"referat": "minutes", "kompetencefond": "fund"}


@dataclass(frozen=True, slots=True)
class Around:
    """What a return is judged by: the rules of its unit, the day, and what is known already.

    `before` are the events of its person's or group's year, a participant's with the group's. `participants` are the
    names of its group's members, `titles` those of its fields by key, `went_out` what its rows said when it did, and
    `earlier` what the same form answered when it last came back. `protected` says that the name of one of the parties
    is, so that the file is kept under the form's id.
    """

    policy: Policy
    today: date
    before: Sequence[Event] = ()
    participants: Sequence[str] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    went_out: Rows = field(default_factory=dict)
    earlier: Mapping[str, Value] = field(default_factory=dict)
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled form. `rows` are those with something in them, by `table/id`, each value by column."""

    issued: Issued
    file: str
    around: Around
    values: Mapping[str, Value]
    days: Mapping[str, date]
    rows: Rows

    @property
    def role(self) -> Role:
        """What the form is used for."""
        return role_of(self.issued)

    @property
    def held(self) -> date | None:
        """The day of the talk as the form has it."""
        return self.days.get(HELD_ON)

    @property
    def yearly_talk_on(self) -> date | None:
        """The day of the year's own talk: the earliest day said. A follow-up is none, and a group's day is the group's."""
        said = {e.on for e in self.around.before if e.what == "held" and e.kind != FOLLOW_UP}
        if self.held and self.role != "follow-up-copy" and not (said and self.role == "own-goals"):
            said.add(self.held)
        return min(said, default=None)

    @property
    def has_new_rows(self) -> bool:
        """Whether a row says something it did not say when the form went out with last year's goals in it."""
        went_out = self.around.went_out
        return any(_said(row) != _said(went_out.get(key, {})) for key, row in self.rows.items())

    def place(self, key: str = "") -> Place:
        """The place of an answer, or of the form as a whole."""
        return Place(self.file, key)

    def event(self, what: str, on: date, *, by: str = "", until: date | None = None, row: str = "") -> Event:
        """Something this form proves, of whom it was issued to."""
        issued = self.issued
        return Event(
            what,
            issued.person,
            issued.kind,
            issued.year,
            on,
            by,
            issued.form_id,
            issued.form,
            until,
            issued.group,
            row,
        )

    def lacking(self, needs: Sequence[str]) -> dict[str, list[str]]:
        """The rows that lack one of these columns, by their key, with the titles of the columns they lack."""
        titles = self.around.titles
        lacks: dict[str, list[str]] = {}
        for key, row in self.rows.items():
            table = key.partition("/")[0]
            empty = [n for n in needs if f"{table}/{n}" in titles and not _holds(row, n)]
            if empty:
                lacks[key] = [titles[f"{table}/{name}"] for name in empty]
        return lacks


def _holds(row: Mapping[str, Value], need: str) -> bool:
    """Whether a row says it, in the column itself or in one of its kin: `opfoelgning` may be how or when (HER-29)."""
    kin = (value for column, value in row.items() if column == need or column.startswith(f"{need}_"))
    return any(value not in (None, "") for value in kin)


def make_filled(reading: Reading, file: str, around: Around) -> Filled:
    """The reading of one of our forms, as facts are drawn from it."""
    assert reading.issued is not None, "facts come from a known form"
    values = {answer.key: answer.value for answer in reading.answers}
    days = {key: value for key, value in values.items() if isinstance(value, date)}
    return Filled(reading.issued, file, around, values, days, _rows(values))


def role_of(issued: Issued) -> Role:
    """What a form is used for, by its name, the kind of its talk, and whether it is a group's own."""
    if issued.form not in _PLANS:
        return _ROLES.get(issued.form, "preparation")
    if issued.kind == "opfølgning":
        return "follow-up-copy"
    if not issued.person:
        return "group-plan"
    return "own-goals" if issued.kind in GROUP_KINDS else "agreement"


def _rows(values: Mapping[str, Value]) -> Rows:
    rows: dict[str, dict[str, Value]] = {}
    for key, value in values.items():
        row, _, column = key.rpartition("/")
        if row:
            rows.setdefault(row, {})[column] = value
    return {row: cells for row, cells in rows.items() if _said(cells)}


def _said(row: Mapping[str, Value]) -> dict[str, Value]:
    """The cells with something in them; a spare row nobody wrote in still holds its unticked boxes."""
    return {column: value for column, value in row.items() if value not in (None, False, "")}
