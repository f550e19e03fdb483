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
from typing import Annotated, Literal, get_args

from pipeline.model import GROUP_KINDS, Audience, Person, Privacy, TalkKind, Theme, Topic

SALARY_THEME = "loen"
"""The theme of the question bank that asks about pay."""

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


@dataclass(frozen=True, slots=True)
class Among:
    """A list whose items come from a closed set."""

    items: tuple[str, ...]


class Mark(Enum):
    """Three things a type cannot say."""

    FILLED = "must not be empty when the policy is resolved"
    HOUSE = "stated in _default.toml only"
    MUNICIPALITY = "stated for the whole municipality, never for a unit"


Text = Annotated[str, Mark.FILLED]
Days = Annotated[int, Between(0, 366)]
Months = Annotated[int, Between(1, 36)]
Years = Annotated[int, Between(1, 5)]
Percent = Annotated[int, Between(0, 100)]
Kroner = Annotated[int, Between(0, 10_000_000)]
Day = Annotated[
    str, Shaped(r"(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?", "en dag som ÅÅÅÅ-MM-DD, fx »2026-10-01«")
]
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
Taking = Literal["leave_out", "take_in"]
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

    With `all_topics` the topics that follow from the same rule must all be talked about (HER-2). Somebody new has so
    many months from the first day at work, also past `closes`.
    """

    yearly: bool
    opens: MonthDay
    closes: MonthDay
    all_topics: bool = False
    newcomer_months: Annotated[int, Between(0, 24)] = 0

    def opens_on(self, year: int) -> date:
        """The window's first day in a year."""
        return date.fromisoformat(f"{year}-{self.opens}")

    def closes_on(self, year: int) -> date:
        """The window's last day in a year, which is the day the talk is due."""
        return date.fromisoformat(f"{year}-{self.closes}")


@dataclass(frozen=True, slots=True)
class RosterRules:
    """Whom of the roster the round is for, and which of its units are the payroll's own.

    The employee numbers of the hourly paid begin with one of `hourly_numbers`, where the roster does not say it itself.
    Hours are a week's, months those worked when the round closes; 0 asks for none. A unit whose name holds one of
    `helper_units` is no workplace: its people count in the nearest real unit above.
    """

    hourly: Taking = "leave_out"
    hourly_numbers: tuple[str, ...] = ()
    students: Taking = "leave_out"
    min_weekly_hours: Annotated[int, Between(0, 37)] = 0
    min_months: Annotated[int, Between(0, 36)] = 0
    helper_units: Annotated[tuple[str, ...], Mark.MUNICIPALITY] = ("led-adm", "leder-adm")

    def is_hourly(self, person: Person) -> bool:
        """Whether somebody is paid by the hour, by the roster or by their employee number."""
        within = person.number.rpartition("-")[2]  # an institution may stand before it
        return person.employment == "hourly" or within.startswith(self.hourly_numbers)


@dataclass(frozen=True, slots=True)
class Handout:
    """How long before the talk the form must be with the employee; 0 is no deadline (ISH-3).

    With `working_days` Saturdays, Sundays and Danish holidays do not count.
    """

    days_before: Days
    working_days: bool = False


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
    kinds: Annotated[tuple[str, ...], Among(get_args(TalkKind))] = ("MUS", "LUS")


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
    row_needs: tuple[str, ...] = ()
    spans_years: bool = False
    carry_over: bool = False


@dataclass(frozen=True, slots=True)
class GroupTalk:
    """What a group talk is worth, and what it brings with it.

    `counts` says whether it stands in for the year's individual talk (IKB-2). `after` holds what each participant gets
    then: `on_request` an individual talk if they wish (ISH-2), `individual_talk` one for everybody (SYD-3), `own_goals`
    goals of their own, approved by the leader (SYD-19). `plan_covers` says whether the group's plan is a plan for each
    of them (IKB-3; not HER-8). Every row of it must hold `row_needs` (HER-29).
    """

    counts: Literal["replace", "supplement"] = "replace"
    after: Annotated[tuple[str, ...], Among(("on_request", "individual_talk", "own_goals"))] = ()
    individual_days: Days = 0
    own_goals_days: Days = 30
    every_years: Years = 1
    consultation: bool = False
    plan_required: bool = False
    plan_due_days: Days = 14
    plan_covers: bool = False
    row_needs: tuple[str, ...] = ()
    about_group_only: bool = True


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Whether a follow-up must be agreed on at the talk, whether it must be held, and how soon.

    It is to lie so many weeks before the next talk (SYD-13). With `copy` the plan goes out again for it, its rows
    filled in, once it has come back (SYD-36).
    """

    agreed: bool
    required: bool
    months: Months
    weeks_before_next: Annotated[int, Between(0, 52)] = 0
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Salary:
    """Whether pay belongs in the talk, and what the form says about it ("" says nothing)."""

    topic: Literal["not_stated", "allowed", "banned"]
    notice: str
    group_notice: str = ""


@dataclass(frozen=True, slots=True)
class Senior:
    """Who counts as a senior: by the roster's column, by so many years at work as well, or nobody (ISH-15)."""

    trigger: Literal["flag", "years", "never"] = "flag"
    years: Annotated[int, Between(0, 60)] = 0


@dataclass(frozen=True, slots=True)
class Choose:
    """The themes of the question bank that leader and employee may choose from (HER-7); none is no choosing."""

    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Whether the use of the talks is evaluated each year (HOL-6), by when in the year after, and the smallest group
    that a figure may be shown for."""

    required: bool = False
    due: MonthDay = "03-31"
    smallest: Annotated[int, Between(1, 50)] = 5


@dataclass(frozen=True, slots=True)
class Materials:
    """Whether the forms need an approval (SYD-25), and whose they have: "" and no day until they have it."""

    approval_required: bool = False
    approved_by: str = ""
    approved_on: Day = ""


@dataclass(frozen=True, slots=True)
class Destroy:
    """When `mus purge` destroys what. Days and months of 0 are never; `minutes` is the event that ends them.

    `group_counts` says whether a group talk is next year's talk (HER-10).
    """

    preparation_days: Annotated[int, Between(0, 3660)] = 0
    minutes: Literal["next_talk", "months"] = "next_talk"
    minutes_months: Annotated[int, Between(0, 240)] = 0
    group_counts: bool = False
    leaver_months: Annotated[int, Between(0, 240)] = 0
    plan_years: Annotated[int, Between(0, 30)] = 0
    refused_days: Annotated[int, Between(0, 3660)] = 0


@dataclass(frozen=True, slots=True)
class Fund:
    """The rules of Den Kommunale Kompetencefond that are the same for all pools; amounts are dated, in `fund_pool`.

    `reading` is how the share of `co_funding` per cent is reckoned: of the amount applied for, or of the costs.
    """

    offered: bool = False
    reading: Literal["of_applied", "of_cost"] = "of_cost"
    co_funding: Percent = 20
    earliest_months: Months = 9
    upload_days: Days = 40
    group_size: Annotated[int, Between(0, 100)] = 5


@dataclass(frozen=True, slots=True)
class FundPool:
    """A pool of the fund in a period: whose agreements it is for, and what one may apply for in 12 months, in kroner.

    `master` is the ceiling for a master's programme; `exempt` are educations without co-funding (HER-19).
    """

    name: Text
    agreements: tuple[str, ...]
    ceiling: Kroner
    master: Kroner
    first: Day = field(default="", metadata={"written": "from"})
    last: Day = field(default="", metadata={"written": "to"})
    exempt: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    rule: RuleId = ""


@dataclass(frozen=True, slots=True)
class FundGuaranteed:
    """What an agreement already gives, and the fund therefore does not (HER-21)."""

    agreements: tuple[str, ...]
    educations: tuple[str, ...]
    rule: RuleId = ""


@dataclass(frozen=True, slots=True)
class Blackout:
    """A period in which no talk should lie, such as that of a survey (SYD-32)."""

    name: Text
    first: Day = field(metadata={"written": "from"})
    last: Day = field(metadata={"written": "to"})
    rule: RuleId = ""


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
    """What the forms say in the municipality's own voice. `values` and `life_phase` may be empty.

    `welcome_group` greets the participants of a group talk, `welcome_lus` and `welcome_sus` both parties; "" leaves it to
    the form.
    """

    welcome_employee: Text
    welcome_leader: Text
    purpose: Text
    values: str
    advice: tuple[str, ...]
    life_phase: str
    welcome_group: str = ""
    welcome_lus: str = ""
    welcome_sus: str = ""


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
    mandatory: bool = False
    units: tuple[str, ...] = ()
    seniors: bool = False
    show: Annotated[int, Between(0, 20)] = 0


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
class Local:
    """What differs in some units, in one year or (0) in all. `units` are names or codes, folded; `policy` is whole."""

    units: frozenset[str]
    year: int
    policy: Policy


@dataclass(frozen=True, slots=True)
class Policy:
    """All that one municipality wants. `rules` is the rule id of each dotted key that follows from a rule.

    `place` is "" for the municipality, and tells its local policies from one another. `bank` holds the themes that
    may be chosen from, in the order of the bank; pay is among them only where it may be talked about (ISH-9).
    """

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
    packet: Mapping[TalkKind, tuple[PacketForm, ...]]
    topics: Mapping[TalkKind, tuple[Topic, ...]]
    forms: Mapping[str, FormRule]
    fields: TypedFields
    rules: Mapping[str, str] = field(repr=False)
    roster: RosterRules = RosterRules()
    group: GroupTalk = GroupTalk()
    senior: Senior = Senior()
    choose: Choose = Choose()
    evaluation: Evaluation = Evaluation()
    materials: Materials = Materials()
    destroy: Destroy = Destroy()
    fund: Fund = Fund()
    fund_pool: tuple[FundPool, ...] = ()
    fund_guaranteed: tuple[FundGuaranteed, ...] = ()
    blackout: tuple[Blackout, ...] = ()
    bank: tuple[Theme, ...] = ()
    local: tuple[Local, ...] = field(default=(), repr=False)
    place: str = ""

    @property
    def name(self) -> str:
        """The municipality's name as the forms print it."""
        return self.municipality.name

    def rule(self, key: str) -> str:
        """The id of the rule a value follows from (`handout.days_before` → `ISH-3`), "" where none."""
        return self.rules.get(key, "")

    def at(self, unit: str, code: str, year: int) -> Policy:
        """The policy as it is in a unit that year: its own where it has one (SYD-2), else the municipality's."""
        here = {unit.casefold(), code.casefold()} - {""}
        for local in self.local:
            if local.year in (0, year) and here & local.units:
                return local.policy
        return self

    def to_choose(self, kind: TalkKind) -> tuple[Theme, ...]:
        """The themes that may be chosen from for a kind of talk: never pay where a group is gathered (HER-26)."""
        group = kind in GROUP_KINDS
        return tuple(theme for theme in self.bank if not (group and theme.key == SALARY_THEME))

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
