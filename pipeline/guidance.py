"""The packet's guidance: what to do when with computed dates, and who can see what for how long.

Danish, for the employee and the leader; every line follows from the policy, so that a packet never promises what
the rules of that municipality do not.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.kinds import long_date
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


def what_to_do_when(policy: Policy, talk: Talk) -> list[Step]:
    """The steps of one talk in the order they come; dates where the talk has one, distances where it has not."""
    steps = [*_before(policy, talk), *_minutes(policy, talk), *_plan(policy, talk), *_follow_up(policy, talk)]
    return [step for _, step in sorted(steps, key=lambda dated: dated[0])]


def _before(policy: Policy, talk: Talk) -> Iterator[_Dated]:
    days = policy.handout.days_before
    if days:
        what = "Medarbejderen har skemaet i hånden."
        yield -days, Step(_day(talk, -days), "Leder", what)
    yield -1, Step("Inden samtalen", "Begge", "I forbereder jer hver for sig i skemaet.")
    if policy.minutes.required and policy.minutes.taker_agreed:
        yield 0, Step("Når samtalen begynder", "Begge", "I aftaler, hvem af jer der skriver referat.")
    if talk.planned_on:
        yield 0, Step(long_date(talk.planned_on), "Begge", "I holder samtalen.")
    else:
        closes = long_date(policy.round.closes_on(talk.year))
        yield -1, Step(f"Senest {closes}", "Leder", "Lederen aftaler tid med dig, og I holder samtalen.")
    if policy.follow_up.agreed:
        yield 0, Step("Når samtalen slutter", "Begge", "I aftaler, hvornår og hvordan I følger op.")


def _minutes(policy: Policy, talk: Talk) -> Iterator[_Dated]:
    minutes = policy.minutes
    if not minutes.required:
        return
    yield minutes.due_days, Step(_day(talk, minutes.due_days), "Referent", "Referatet er skrevet.")
    if minutes.handed_over:
        days = minutes.handed_over_days
        yield days, Step(_day(talk, days), "Leder", "Referatet er udleveret til medarbejderen.")
    if minutes.approval == "other":
        what = "Den af jer, der ikke skrev referatet, har godkendt det."
        yield minutes.approval_days, Step(_day(talk, minutes.approval_days), "Den anden part", what)
    elif minutes.approval == "leader":
        what = "Lederen har godkendt referatet."
        yield minutes.approval_days, Step(_day(talk, minutes.approval_days), "Leder", what)


def _plan(policy: Policy, talk: Talk) -> Iterator[_Dated]:
    plan = policy.plan
    if not plan.required:
        return
    title = policy.forms[plan.form].title.lower()
    yield plan.due_days, Step(_day(talk, plan.due_days), "Begge", f"Jeres {title} er skrevet og sendt ind.")
    if plan.approval == "leader":
        what = f"Lederen har godkendt jeres {title}."
        yield plan.approval_days, Step(_day(talk, plan.approval_days), "Leder", what)


def _follow_up(policy: Policy, talk: Talk) -> Iterator[_Dated]:
    months = policy.follow_up.months
    if policy.follow_up.required:
        yield months * 30, Step(_months(talk, months), "Begge", "I følger op og justerer aftalerne.")


def _day(talk: Talk, days: int) -> str:
    if talk.planned_on:
        return f"Senest {long_date(talk.planned_on + timedelta(days=days))}"
    if days == 0:
        return "Samme dag som samtalen"
    return f"Senest {abs(days)} dage {'før' if days < 0 else 'efter'} samtalen"


def _months(talk: Talk, months: int) -> str:
    if not talk.planned_on:
        return f"Cirka {months} måneder efter samtalen"
    return f"Omkring {long_date(months_after(talk.planned_on, months))}"


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


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
