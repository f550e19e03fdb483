"""The packet's guidance: what to do when with computed dates, and who can see what for how long.

Danish, for the employee and the leader; every line follows from the policy, so that a packet never promises what
the rules of that municipality do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.kinds import long_date, months_after
from pipeline.model import Talk
from pipeline.policy import Policy


@dataclass(frozen=True, slots=True)
class Step:
    """One line of “Hvad gør du hvornår”: `when` in Danish, `who` does it, `what`."""

    when: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Access:
    """One document: who can see it, and how long it is kept."""

    what: str
    who: str
    kept: str


_Dated = tuple[int, Step]
"""A step and the day it falls on, counted from the talk; steps of one day keep their order."""


_DEFINITE = {"skema": "et", "dokument": "et", "referat": "et", "plan": "en", "aftale": "n"}
"""The ending of “the”, by how a form's title ends."""


def what_to_do_when(policy: Policy, talk: Talk, issued_on: date) -> list[Step]:
    """The steps of one talk in the order they come; dates where the talk has one, distances where it has not."""
    steps = [
        *_before(policy, talk, issued_on),
        *_minutes(policy, talk),
        *_plan(policy, talk),
        *_follow_up(policy, talk),
    ]
    return [step for _, step in sorted(steps, key=lambda dated: dated[0])]


def the_form(title: str) -> str:
    """A form's title in running text: “samtaleskemaet”; “formularen” where the ending is not known."""
    for end, definite in _DEFINITE.items():
        if title.lower().endswith(end):
            return title.lower() + definite
    return "formularen"


def _before(policy: Policy, talk: Talk, issued_on: date) -> Iterator[_Dated]:
    skema = the_form(policy.forms["skema"].title)
    days = policy.handout.days_before
    if days:
        yield -days, _handout(talk, days, skema, issued_on)
    yield -1, Step("Inden samtalen", "Begge", f"I forbereder jer hver for sig i {skema}.")
    if policy.minutes.required and policy.minutes.taker_agreed:
        yield 0, Step("Inden samtalen begynder", "Begge", "I aftaler, hvem af jer der skriver referat.")
    if talk.planned_on:
        yield 0, Step(long_date(talk.planned_on), "Begge", "I holder samtalen.")
    else:
        closes = long_date(policy.round.closes_on(talk.year))
        what = "Lederen aftaler tid med medarbejderen, og I holder samtalen."
        yield 0, Step(f"Senest {closes}", "Leder", what)
    if policy.follow_up.agreed:
        yield 0, Step("Når samtalen slutter", "Begge", "I aftaler, hvornår og hvordan I følger op.")


def _handout(talk: Talk, days: int, skema: str, issued_on: date) -> Step:
    """The form must reach the employee in time; where it goes out too late, what to do about that (ISH-3)."""
    if talk.planned_on and issued_on > (due := talk.planned_on - timedelta(days=days)):
        what = f"{skema.capitalize()} skulle være udleveret senest {long_date(due)}. "
        return Step("Nu", "Begge", what + "Medarbejder og leder aftaler, om samtalen skal flyttes.")
    return Step(_day(talk, -days), "Leder", f"Medarbejderen har {skema} i hånden.")


def _minutes(policy: Policy, talk: Talk) -> Iterator[_Dated]:
    minutes = policy.minutes
    if not minutes.required:
        return
    due = _due(policy, "minutes.due_days", talk, minutes.due_days)
    yield minutes.due_days, Step(due, "Referent", "Referatet er skrevet.")
    if minutes.handed_over:
        days = minutes.handed_over_days
        due = _due(policy, "minutes.handed_over_days", talk, days)
        yield days, Step(due, "Leder", "Referatet er udleveret til medarbejderen.")
    approved = _due(policy, "minutes.approval_days", talk, minutes.approval_days)
    if minutes.approval == "other":
        what = "Den af jer, der ikke skrev referatet, har godkendt det."
        yield minutes.approval_days, Step(approved, "Den anden part", what)
    elif minutes.approval == "leader":
        yield minutes.approval_days, Step(approved, "Leder", "Lederen har godkendt referatet.")


def _plan(policy: Policy, talk: Talk) -> Iterator[_Dated]:
    plan = policy.plan
    if not plan.required:
        return
    form = the_form(policy.forms[plan.form].title)
    due = _due(policy, "plan.due_days", talk, plan.due_days)
    if plan.approval == "leader" and plan.approval_days == 0:
        # SYD-12: the agreement is written and approved on the same occasion, so only sending it in is left.
        yield 0, Step("Når samtalen slutter", "Begge", f"I skriver {form}, og lederen godkender den.")
        yield plan.due_days, Step(due, "Leder", f"Lederen har sendt {form} ind.")
        return
    yield plan.due_days, Step(due, "Begge", f"{form.capitalize()} er skrevet og sendt ind.")
    if plan.approval == "leader":
        approved = _due(policy, "plan.approval_days", talk, plan.approval_days)
        yield plan.approval_days, Step(approved, "Leder", f"Lederen har godkendt {form}.")


def _follow_up(policy: Policy, talk: Talk) -> Iterator[_Dated]:
    months = policy.follow_up.months
    if policy.follow_up.required:
        when = _months(talk, months, roughly=policy.follow_up.agreed)
        yield months * 30, Step(when, "Begge", "I følger op og justerer aftalerne.")


def _due(policy: Policy, key: str, talk: Talk, days: int) -> str:
    """The last day by the policy's key; a deadline that follows from no rule is the house's proposal and says so."""
    if policy.rule(key) or not days:
        return _day(talk, days)
    if talk.planned_on:
        return f"Helst inden {long_date(talk.planned_on + timedelta(days=days))}"
    return f"Helst inden for {days} dage efter samtalen"


def _day(talk: Talk, days: int) -> str:
    if talk.planned_on:
        return f"Senest {long_date(talk.planned_on + timedelta(days=days))}"
    if days == 0:
        return "Samme dag som samtalen"
    return f"Senest {abs(days)} dage {'før' if days < 0 else 'efter'} samtalen"


def _months(talk: Talk, months: int, *, roughly: bool) -> str:
    """When to follow up: roughly then where the day is agreed on at the talk, at the latest where it is not."""
    if not talk.planned_on:
        return f"{'Cirka' if roughly else 'Senest'} {months} måneder efter samtalen"
    return f"{'Omkring' if roughly else 'Senest'} {long_date(months_after(talk.planned_on, months))}"


def who_sees_what(policy: Policy, forms: list[str]) -> list[Access]:
    """One line per document of the packet that is filled in."""
    rows = []
    if "skema" in forms:
        rows.append(Access(policy.forms["skema"].title, policy.access.skema, policy.retention.skema))
    if "referat" in forms:
        rows.append(Access(policy.forms["referat"].title, policy.access.referat, policy.retention.referat))
    if policy.plan.form in forms:
        rows.append(Access(policy.forms[policy.plan.form].title, policy.access.plan, policy.retention.plan))
    return rows
