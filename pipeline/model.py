"""The nouns of the house: frozen, typed, and free of any file format.

Everything that passes from one step to the next is here. A date is a `date`, money a `Decimal`, a
person is known by an employee number kept as the text it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from decimal import Decimal
from typing import Literal

from pipeline.nouns import Noun, field
from pipeline.problems import Place, Problem

TalkKind = Literal["MUS", "GRUS", "TUS", "LUS", "SUS", "opfølgning"]
TalkKey = tuple[str, str, str]
"""A talk within its round: employee number, group's id, kind."""
Audience = Literal["employee", "leader", "group", "both"]
Privacy = Literal["private", "shared", "fact"]
FieldKind = Literal["text", "date", "number", "amount", "choice", "combo", "check"]
FoundBy = Literal["tag", "bookmark", "position", "pdf", "review"]
Outcome = Literal["accepted", "duplicate", "review", "rejected"]
Alone = Literal["", "paragraph", "cell"]
State = Literal["done", "open", "overdue", "waived"]
Employment = Literal["", "hourly", "student"]
ChangeKind = Literal[
    "joiner",
    "leaver",
    "left",
    "leave",
    "returned",
    "number",
    "name",
    "leader",
    "unit",
    "group",
    "talk",
    "details",
]
Value = str | bool | int | date | Decimal | None

FORM_ID, EMPLOYEE_NUMBER, EMPLOYEE_NAME = "form_id", "tjenestenummer", "navn"
GROUP_KINDS = ("GRUS", "TUS")
"""The kinds of talk that a group holds together."""
INDIVIDUAL_KINDS = ("MUS", "LUS")
"""The kinds that are the year's talk wherever they are held; a group's is one where the policy says so."""
FOLLOW_UP: TalkKind = "opfølgning"

PARTIES = ("leder", "medarbejder")
"""The two parties to an individual talk, as the forms name them."""

IDENTITY_KEYS = (FORM_ID, EMPLOYEE_NUMBER, EMPLOYEE_NAME)
"""Locked controls in every form's head: they say whose form it is and are never answers."""


PREPARATION = ("indkaldelse", "skema")
"""The forms that reach the employee before the talk; the others are written at it or after."""

HELD_ON = "samtale_dato"
"""The day the talk was held, in minutes and plan: every other date of a form comes after it."""


# --- people -------------------------------------------------------------------------------------


class Person(Noun):
    """One employee of the roster. `leader` is the leader's employee number, "" where there is none.

    Somebody with several engagements is one person, under the number of the primary one; those of the rest are
    `other_numbers`. `employment` is "" for the monthly paid. The name of somebody `protected` stands in no file name.
    """

    number: str
    name: str
    email: str = ""
    title: str = ""
    unit: str = ""
    unit_code: str = ""
    parent_unit: str = ""
    leader: str = ""
    agreement: str = ""
    employed_on: date | None = None
    leaves_on: date | None = None
    status: Literal["active", "leave", "left"] = "active"
    talk_kind: str = ""
    talk_on: date | None = None
    group: str = ""
    wants_individual: bool = False
    senior: bool = False
    delegate: str = ""
    mandate: str = ""
    delegated_from: date | None = None
    delegated_until: date | None = None
    employment: Employment = ""
    weekly_hours: Decimal | None = None
    protected: bool = False
    other_numbers: tuple[str, ...] = ()
    place: Place = Place()


class Group(Noun):
    """A group of the roster's sheet `Grupper`, with the talk it holds together."""

    id: str
    name: str
    kind: str = "GRUS"
    leader: str = ""
    talk_on: date | None = None
    consulted_with: str = ""
    consulted_on: date | None = None
    place: Place = Place()


class LeftOut(Noun):
    """A row of the roster that is about somebody and is not taken in, and the Danish reason."""

    place: Place
    number: str
    name: str
    reason: str


class RosterColumn(Noun):
    """What was made of one column of a roster.

    `meaning` is the contract's header for what it holds, "" where it is not read. `how` says by what it was chosen;
    `unsure` columns are not read: `meaning` is then only what it looks like, for a person to confirm.
    """

    letter: str
    header: str
    meaning: str
    how: Literal["header", "mus.toml", "unsure", "unread", "repeated", "cpr"]


class RosterSheet(Noun):
    """A sheet that a roster was read from, what it was read as, the row of its headers (from 1), and its columns."""

    file: str
    name: str
    holds: Literal["people", "groups", "units", "leaders", "engagements", "titles"]
    header: int
    columns: tuple[RosterColumn, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster as read: people and groups in the order of the file, keyed by number and id.

    `left_out` are the rows that are about somebody and became nobody, `sources` the sheets it was read from,
    `unresolved` what is written of a "leader" or "delegate" who is nobody in the file, by employee number and which; a
    roster from the store has none of them.
    """

    people: Mapping[str, Person]
    groups: Mapping[str, Group] = dataclass_field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    sources: tuple[RosterSheet, ...] = ()
    unresolved: Mapping[tuple[str, str], str] = dataclass_field(default_factory=dict, compare=False)


class Change(Noun):
    """What is new about somebody since the roster before, or about a group (then `person` is ""), at its place now.

    `leaver` is on the list no more, `left` has got an end date or status; `number` is the same person under another.
    `was` and `now` are short texts in Danish; somebody protected is a number without a name.
    """

    what: ChangeKind
    person: str
    name: str
    was: str = ""
    now: str = ""
    group: str = ""
    place: Place = Place()

    @property
    def subject(self) -> str:
        """Whom it is about: an employee number, or a group's id."""
        return self.person or self.group


# --- forms --------------------------------------------------------------------------------------


class Choice(Noun):
    """One entry of a dropdown or combo box: what is stored, and what people see."""

    value: str
    text: str


class Field(Noun):
    """One content control of a form. In a table `key` is `table/column`; the row id comes between when issued.

    `alone` is what it had to itself when issued: text that comes back beside it there was meant as an answer.
    `shared` is in how many paragraphs of its cell labels stood; more of them on return were typed there.
    """

    key: str
    title: str
    kind: FieldKind
    prompt: str = ""
    choices: tuple[Choice, ...] = ()
    privacy: Privacy = "private"
    alone: Alone = ""
    shared: int = 0

    @property
    def table(self) -> str:
        """The table the field is a column of, or "" for a field that stands alone."""
        return self.key.partition("/")[0] if "/" in self.key else ""

    @property
    def column(self) -> str:
        """The field's own name: the last part of its key."""
        return self.key.rpartition("/")[2]


class Layout(Noun):
    """The fields of a form as issued, in reading order. Kept by digest, so a form is read as it was sent."""

    form: str
    fields: tuple[Field, ...]

    def by_key(self) -> dict[str, Field]:
        """The fields by key."""
        return {f.key: f for f in self.fields}


class Question(Noun):
    """One question of the bank. Its id (`trivsel_energi`) is the key of the answer."""

    id: str
    text: str
    prompt: str = ""


class Theme(Noun):
    """A theme of the question bank, its questions in the order of the file."""

    key: str
    title: str
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of the talk, its questions, and whether the minutes have a place for it.

    `mandatory` means it must be talked about. With `units` it stands in the forms of those units only (HER-32), with
    `seniors` in those of seniors only (ISH-8). Of its questions `show` are asked each year, others the next; 0 is all.
    """

    key: str
    title: str
    intro: str = ""
    questions: tuple[Question, ...] = ()
    rule: str = ""
    in_minutes: bool = True
    mandatory: bool = False
    units: tuple[str, ...] = ()
    seniors: bool = False
    show: int = 0

    def __hash__(self) -> int:
        """Of the key alone: with all their questions the topics of a packet take 19 µs a time (measured), and 0.8 so."""
        return hash(self.key)


# --- the round ----------------------------------------------------------------------------------


class Talk(Noun):
    """One talk that a round asks for: whose, with whom, when. `serial` numbers it within the round.

    A group's talk is one Talk with no `person`, and one for each participant; all bear the group's id. An individual
    talk that follows from a group talk has no group of its own: it is `after_group`.
    """

    person: str
    kind: TalkKind
    year: int
    leader: str
    planned_on: date | None = None
    serial: int = 0
    group: str = ""
    after_group: bool = False

    @property
    def key(self) -> TalkKey:
        """What tells one talk of a round from another."""
        return self.person, self.group, self.kind

    @property
    def subject(self) -> str:
        """Whom it is about: an employee number, or a group's id."""
        return self.person or self.group


class PlannedForm(Noun):
    """A form that belongs in a packet: which, for whom, and the day it must be handed out by.

    `row` is the plan row it is about, for an application to the fund.
    """

    form: str
    audience: Audience
    code: str
    due: date | None = None
    row: str = ""


class Packet(Noun):
    """What one talk needs on paper: a person's, or the group's own. `topics` are those of its forms, this year."""

    talk: Talk
    forms: tuple[PlannedForm, ...]
    topics: tuple[Topic, ...] = ()


class Excluded(Noun):
    """Somebody on the roster who gets no packet, and the Danish reason. A group that gets none stands under its id."""

    person: str
    reason: str


class Plan(Noun):
    """The whole round before anything is written."""

    packets: tuple[Packet, ...]
    excluded: tuple[Excluded, ...]


class Issued(Noun):
    """A form that went out. `digest` is of its bytes, `layout` of its field list, `rows` the row ids by table.

    `former_names` are names it was issued under before its person changed name. A group's own form has no `person`,
    the group's id in `group` and its name in `person_name`. `row` is the plan row it is about. `follows_from` is the
    digest of all that its bytes follow from.
    """

    form_id: str
    form: str
    kind: TalkKind
    year: int
    person: str
    person_name: str
    leader: str
    audience: Audience
    path: str
    issued_on: date
    due: date | None = None
    group: str = ""
    digest: str = ""
    layout: str = ""
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    former_names: tuple[str, ...] = ()
    row: str = ""
    follows_from: str = ""


# --- what comes back ----------------------------------------------------------------------------


class Answer(Noun):
    """One answer: `key` as issued (`maal/4f2a/frist`), a typed value, None where left empty, and the evidence.

    `confidence` is from 0 to 1: 1 where the file itself says which field it is, less where it was placed by position.
    `review` is what HR decided in a review workbook.
    """

    key: str
    value: Value
    found_by: FoundBy
    privacy: Privacy = "private"
    confidence: float = 1.0


class Candidate(Noun):
    """One thing a doubtful field may say. `where` tells people the place in the file, without a word of the text."""

    text: str
    where: str
    found_by: FoundBy


class Doubt(Noun):
    """What must be decided by a person before a return can be stored: a field that may say several things.

    With no `key` it is text that belongs to no field. `code` is that of the problem it comes from.
    """

    key: str
    code: str
    candidates: tuple[Candidate, ...] = ()


class Comment(Noun):
    """What somebody wrote in the margin, and the key of the nearest answer, "" where there is none. Always private."""

    key: str
    text: str


class Reading(Noun):
    """A returned file as understood. `issued` is None where it is no form of ours; answers in layout order.

    `doubts` are what a person must decide; a field in doubt has no answer. `layout` is what it was read by: an older copy
    of a form may have had other fields than the one issued last.
    """

    file: str
    digest: str
    issued: Issued | None
    answers: tuple[Answer, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    comments: tuple[Comment, ...] = ()
    layout: Layout | None = None

    @property
    def form_id(self) -> str:
        """The verified form id, or "" where none was."""
        return self.issued.form_id if self.issued else ""


class Event(Noun):
    """Something that happened, on a day: a fact without any text from the talk.

    `what` is the vocabulary of `mus record` plus `issued`, `follow-up-agreed`, `group-plan`, `fund-applied`,
    `fund-signed`, `minutes-destroyed`; `source` is the form id it was read from, "record" or "purge". `until` is the
    day agreed on (`follow-up-agreed`) or the last day a plan reaches (`plan`). What happened to a whole group has the
    group's id and no person; `row` is the plan row of an application.
    """

    what: str
    person: str
    kind: str
    year: int
    on: date
    by: str = ""
    source: str = "record"
    form: str = ""
    until: date | None = None
    group: str = ""
    row: str = ""


class Obligation(Noun):
    """Something owed by rule: `what` of the closed vocabulary, who owes it, about whom, by when, and how it stands.

    What a whole group owes has the group's id and no person; what the municipality owes (`evaluation`) has neither.
    """

    rule: str
    what: str
    kind: str
    person: str
    leader: str
    unit: str
    due: date | None
    state: State
    group: str = ""
    done_on: date | None = None
    late: bool = False
    reason: str = ""
    row: str = ""


class PlanRow(Noun):
    """One row of a plan or agreement as last returned. `values` by column; `form_id` is where it stands."""

    person: str
    table: str
    id: str
    year: int
    form_id: str
    values: Mapping[str, Value]
    group: str = ""


class ReturnedFile(Noun):
    """A file that came back and what became of it. `problems` are what HR is shown; no answers here.

    `superseded` is true once a newer return of the same form has been accepted.
    """

    digest: str
    name: str
    received_on: date
    outcome: Outcome
    form_id: str = ""
    form: str = ""
    person: str = ""
    leader: str = ""
    kept_at: str = ""
    problems: tuple[Problem, ...] = ()
    superseded: bool = False
    group: str = ""
