"""What a municipality wants, as frozen dataclasses: one for each section of its policy file.

The fields *are* the vocabulary: a section is a field of `Policy`, a key a field of the section, and its type
says what may stand there. `_default.toml` states and explains every one of them in Danish; a test holds the
two together. A `Policy` is always whole: whoever has one need not ask whether a value is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Annotated, Literal

from pipeline.model import Audience, Privacy, TalkKind, Topic

# --- what may stand at a key --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Between:
    """A number within bounds, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text that matches a pattern; `expected` says so in Danish."""

    pattern: str
    expected: str


class Mark(Enum):
    """Two things a type cannot say."""

    FILLED = "must not be empty when the policy is resolved"
    HOUSE = "stated in _default.toml only"


Text = Annotated[str, Mark.FILLED]
Days = Annotated[int, Between(0, 366)]
Months = Annotated[int, Between(1, 36)]
Years = Annotated[int, Between(1, 5)]
Colour = Annotated[str, Shaped(r"[0-9A-Fa-f]{6}", "en farve som seks hextal, fx »1F5C7A«")]
MonthDay = Annotated[
    str, Shaped(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "måned og dag som MM-DD, fx »10-01« for 1. oktober")
]
Code = Annotated[str, Shaped(r"[A-Z]{3}", "tre store bogstaver, fx »REF«"), Mark.HOUSE]
LeaderCode = Annotated[str, Shaped(r"([A-Z]{3})?", "tre store bogstaver eller ingenting"), Mark.HOUSE]
Keys = Annotated[tuple[str, ...], Mark.HOUSE]
RULE_ID = Shaped(r"([A-Z]{2,4}-[1-9]\d{0,2})?", "et regelnummer, fx »HER-13«")
RuleId = Annotated[str, RULE_ID]

Approval = Literal["none", "leader", "other"]
PlanForm = Literal["kompetenceudviklingsplan", "udviklingsaftale"]


# --- sections -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Municipality:
    """Who writes: the name on the forms and the line that says whom to ask."""

    name: Text
    contact: Text


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as six hex digits; `logo` is a PNG beside the policy file, "" for none."""

    accent: Colour
    tint: Colour
    logo: str


@dataclass(frozen=True, slots=True)
class Round:
    """When talks are held. Outside the window is allowed; after `closes` a talk not held is overdue.

    With `all_topics` the topics that follow from the same rule must all be talked about (HER-2).
    """

    yearly: bool
    opens: MonthDay
    closes: MonthDay
    all_topics: bool = False

    def opens_on(self, year: int) -> date:
        """The window's first day in a year."""
        return date.fromisoformat(f"{year}-{self.opens}")

    def closes_on(self, year: int) -> date:
        """The window's last day in a year, which is the day the talk is due."""
        return date.fromisoformat(f"{year}-{self.closes}")


@dataclass(frozen=True, slots=True)
class Handout:
    """How long before the talk the form must be with the employee; 0 is no deadline (ISH-3)."""

    days_before: Days


@dataclass(frozen=True, slots=True)
class Minutes:
    """What happens to the minutes. Days count from the talk; `keep` says whether their text may be stored."""

    required: bool
    due_days: Days
    handed_over: bool
    handed_over_days: Days
    approval: Approval
    approval_days: Days
    taker_agreed: bool
    keep: Literal["store", "parties"]


@dataclass(frozen=True, slots=True)
class PlanRules:
    """Which form the plan is written in, by when, who approves it, and how many years it may reach."""

    form: PlanForm
    required: bool
    due_days: Days
    approval: Literal["none", "leader"]
    approval_days: Days
    horizon_min: Years
    horizon_max: Years


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Whether a follow-up must be agreed on at the talk, whether it must be held, and how soon."""

    agreed: bool
    required: bool
    months: Months


@dataclass(frozen=True, slots=True)
class Salary:
    """Whether pay belongs in the talk, and what the form says about it ("" says nothing)."""

    topic: Literal["not_stated", "allowed", "banned"]
    notice: str


@dataclass(frozen=True, slots=True)
class Confidentiality:
    """The four questions a municipality must have answered before a round starts (HOL-16)."""

    access: Text
    storage: Text
    use: Text
    leader_leaves: Text


@dataclass(frozen=True, slots=True)
class PerDocument:
    """One Danish text for each kind of document: who can see it, or how long it is kept."""

    skema: Text
    referat: Text
    plan: Text


@dataclass(frozen=True, slots=True)
class Texts:
    """What the forms say in the municipality's own voice. `values` and `life_phase` may be empty."""

    welcome_employee: Text
    welcome_leader: Text
    purpose: Text
    values: str
    advice: tuple[str, ...]
    life_phase: str


@dataclass(frozen=True, slots=True)
class PacketForm:
    """A form of the packet and whom it is for."""

    form: str
    audience: Audience = field(metadata={"written": "for"})
    rule: RuleId = ""


@dataclass(frozen=True, slots=True)
class WrittenTopic:
    """A topic as the policy file has it, its questions by id; resolved it is a `model.Topic`."""

    key: str
    title: Text
    questions: tuple[str, ...]
    intro: str = ""
    rule: RuleId = ""
    in_minutes: bool = True


@dataclass(frozen=True, slots=True)
class FormRule:
    """A form as the house sees it. `code` stands in its id, `code_leader` in that of a leader's own copy.

    `needs` are the keys without which the pipeline cannot work; `facts` those that HR may see.
    """

    title: Text
    code: Code
    code_leader: LeaderCode
    privacy: Annotated[Literal["private", "shared"], Mark.HOUSE]
    facts: Keys
    needs: Keys

    def code_for(self, audience: Audience) -> str:
        """The code of a copy for that audience."""
        return self.code_leader if audience == "leader" and self.code_leader else self.code

    def privacy_of(self, key: str) -> Privacy:
        """The class of an answer by its field's key (`maal/frist`)."""
        return "fact" if key in self.facts else self.privacy


@dataclass(frozen=True, slots=True)
class TypedFields:
    """Columns whose text is read as something else, by the last part of their key."""

    amount: Keys
    number: Keys


@dataclass(frozen=True, slots=True)
class Policy:
    """All that one municipality wants. `rules` is the rule id of each dotted key that follows from a rule."""

    slug: str
    municipality: Municipality
    look: Look
    round: Round
    handout: Handout
    minutes: Minutes
    plan: PlanRules
    follow_up: FollowUp
    salary: Salary
    confidentiality: Confidentiality
    access: PerDocument
    retention: PerDocument
    texts: Texts
    packet: tuple[PacketForm, ...]
    topics: Mapping[TalkKind, tuple[Topic, ...]]
    forms: Mapping[str, FormRule]
    fields: TypedFields
    rules: Mapping[str, str] = field(repr=False)

    @property
    def name(self) -> str:
        """The municipality's name as the forms print it."""
        return self.municipality.name

    def rule(self, key: str) -> str:
        """The id of the rule a value follows from (`handout.days_before` → `ISH-3`), "" where none."""
        return self.rules.get(key, "")

    def needed_keys(self, form: str) -> tuple[str, ...]:
        """The keys a form must have here: those needed everywhere, and what this municipality asks for."""
        needs = list(self.forms[form].needs)
        if form == "referat" and self.minutes.handed_over:
            needs.append("udleveret_dato")
        if form == "referat" and self.minutes.approval != "none":
            needs += ["referent", "godkendt_af", "godkendt_dato"]
        if form == self.plan.form and self.plan.approval != "none":
            needs.append("godkendt_dato")
        return tuple(needs)
