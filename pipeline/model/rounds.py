"""The round: its talks, what goes out for each, and what has gone out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pipeline.model.forms import Topic
from pipeline.model.words import Audience, TalkKey, TalkKind
from pipeline.nouns import Noun, field


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
