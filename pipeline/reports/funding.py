"""Which plan rows ask for Den Kommunale Kompetencefond, and how each application stands: days and amounts.

No word of the plan leaves this file: what the education is stays between the employee and the leader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.fund import Advice, Applicant, advise, is_wanted, together
from pipeline.model import Event, Person, PlanRow
from pipeline.policy import Policy
from pipeline.topics import rules_for

STILL_TO_APPLY = ("apply-now", "not-yet", "no-start")


@dataclass(frozen=True, slots=True)
class FundRow:
    """One plan row marked for the fund. Those that could be one application bear one number (HER-20), others 0."""

    advice: Advice
    together: int = 0


def fund_rows(
    rows: Sequence[PlanRow],
    people: Mapping[str, Person],
    events: Iterable[Event],
    policy: Policy,
    today: date,
    year: int,
) -> list[FundRow]:
    """Advice on every current plan row that is marked for the fund, none where the municipality does not offer it."""
    days: dict[tuple[str, str, str], date] = {}
    for event in sorted(events, key=lambda event: event.on):
        if event.row and event.on <= today:
            days.setdefault((event.person, event.row, event.what), event.on)
    applicants = [
        Applicant(people[row.person], row) for row in rows if is_wanted(row) and row.person in people
    ]
    found: list[tuple[Applicant, Advice]] = []
    for one in applicants:
        person, row = one.person, one.row
        rules = rules_for(person, policy, year)
        if rules.fund.offered:
            mine = [other.row for other in applicants if other.person == person]
            applied, signed = (
                days.get((row.person, row.id, f"fund-{what}")) for what in ("applied", "signed")
            )
            found.append((one, advise(row, person, rules, today, mine, applied, signed)))
    waiting = [one for one, advice in found if advice.state in STILL_TO_APPLY]
    numbers = {
        (one.person.number, one.row.id): number
        for number, alike in enumerate(together(waiting), start=1)
        for one in alike
    }
    return [FundRow(advice, numbers.get((advice.person, advice.row), 0)) for _, advice in found]
