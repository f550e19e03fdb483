"""Whom a round is for, by the municipality's rules about its roster.

In: somebody, and the policy as it is in their unit. Out: why they are not in it, in Danish, or "". Leave is no reason
(EXT-5), nor is age or a wish (HOL-10), and nobody is left out for what the roster does not tell.
"""

from __future__ import annotations

from datetime import timedelta

from pipeline.kinds import long_date, months_after
from pipeline.model import Person
from pipeline.policy.nouns import Policy

HOURLY = "timelønnet: ikke med efter kommunens regler"
STUDENT = "elev eller studerende: ikke med efter kommunens regler"


def outside_round(person: Person, policy: Policy, year: int) -> str:
    """Why the round is not for somebody, "" where it is. They may still lead, and hold the talks of their staff."""
    rules = policy.roster
    if rules.hourly == "leave_out" and rules.is_hourly(person):
        return HOURLY
    if rules.students == "leave_out" and person.employment == "student":
        return STUDENT
    return _too_few_hours(person, rules.min_weekly_hours) or _too_short(person, policy, year)


def _too_few_hours(person: Person, least: int) -> str:
    """The payroll may set the hours of somebody on leave to none: that is the leave, which is no reason (EXT-5)."""
    hours = person.weekly_hours
    if hours is None or hours >= least or (person.status == "leave" and not hours):
        return ""
    written = f"{hours.normalize():f}".replace(".", ",")
    return f"ansat {written} timer om ugen, og kommunens regler kræver {least}"


def _too_short(person: Person, policy: Policy, year: int) -> str:
    """The day the round closes is worked too: from 1 July to 31 December is six months."""
    since, months = person.employed_on, policy.roster.min_months
    if since is None or not months:
        return ""
    if months_after(since, months) <= policy.round.closes_on(year) + timedelta(days=1):
        return ""
    many = "måned" if months == 1 else "måneder"
    return f"ansat fra den {long_date(since)}, og kommunens regler kræver {months} {many}, før runden slutter"
