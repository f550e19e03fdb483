"""Advice on one application: whether, how much, from when and until when (HER-17 to HER-22, EXT-6 to EXT-10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from pipeline.fund.advice import Advice, FundState
from pipeline.fund.amounts import shares
from pipeline.fund.doubts import doubts
from pipeline.fund.pools import is_exempt, is_guaranteed, is_master, pool_of, pools_of
from pipeline.kinds import months_after
from pipeline.model import Person, PlanRow
from pipeline.policy import Policy
from pipeline.policy.nouns import FundPool


def is_wanted(row: PlanRow) -> bool:
    """Whether the row is marked for the fund."""
    return row.values.get("fond") is True


def advise(
    row: PlanRow,
    person: Person,
    policy: Policy,
    today: date,
    others: Sequence[PlanRow] = (),
    applied_on: date | None = None,
    signed_on: date | None = None,
) -> Advice:
    """Advice on one row. `policy` is that of the employee's unit, `others` their rows, this one among them or not.

    Of the employee's applications within 12 months the one that starts first has the ceiling's money first.
    """
    start, fund = _start(row), policy.fund
    latest = start - timedelta(1) if start else None
    earliest = months_after(start, -fund.earliest_months) if start else None
    known = pools_of(person.agreement, policy)
    pool = pool_of(person.agreement, policy, applied_on or max(today, earliest or today))
    exempt = pool is not None and is_exempt(row, pool)
    ceiling = _ceiling(row, pool)
    left = None if ceiling is None else max(ceiling - _used(row, others, policy, pool), Decimal(0))
    cost = _cost(row)
    eligible = bool(known) or not person.agreement
    advice = Advice(
        person=row.person,
        row=row.id,
        state=_state(eligible, earliest, latest, today, applied_on, signed_on),
        eligible=eligible,
        pool=pool.name if pool else known[-1].name if known else "",
        start=start,
        earliest=earliest,
        latest=latest,
        applied_on=applied_on,
        upload_by=_upload_by(applied_on, latest, fund.upload_days),
        openings=tuple(_openings(pool, today, start)),
        cost=cost,
        ceiling=ceiling,
        left=left,
        shares=None if cost is None else shares(cost, fund, left, exempt),
        master=is_master(row),
        exempt=exempt,
        guaranteed=is_guaranteed(row, person.agreement, policy),
        reasons=(),
    )
    return replace(advice, reasons=tuple(doubts(advice, person, pool, today)))


def _state(
    eligible: bool,
    earliest: date | None,
    latest: date | None,
    today: date,
    applied_on: date | None,
    signed_on: date | None,
) -> FundState:
    if signed_on or applied_on:
        return "signed" if signed_on else "applied"
    if not eligible:
        return "not-eligible"
    if earliest is None or latest is None:
        return "no-start"
    if latest < today:
        return "too-late"
    return "not-yet" if today < earliest else "apply-now"


def _upload_by(applied_on: date | None, latest: date | None, days: int) -> date | None:
    """The last day for the three signatures: so many days after the case number, and before the start (EXT-7)."""
    if applied_on is None:
        return None
    by = applied_on + timedelta(days)
    return min(by, latest) if latest else by


def _openings(pool: FundPool | None, today: date, start: date | None) -> Iterator[date]:
    """The days to come on which the pool, if empty, opens again, and there is still time (EXT-8)."""
    for opening in sorted(pool.openings) if pool else ():
        day = date.fromisoformat(opening)
        if day >= today and (start is None or day < start):
            yield day


# --- money --------------------------------------------------------------------------------------------


def _ceiling(row: PlanRow, pool: FundPool | None) -> Decimal | None:
    """What one may be given in 12 months, more for a master's programme (HER-17)."""
    if pool is None:
        return None
    return Decimal(pool.master if is_master(row) and pool.master else pool.ceiling)


def _used(row: PlanRow, others: Sequence[PlanRow], policy: Policy, pool: FundPool | None) -> Decimal:
    """What the employee's other applications take of the ceiling: those that start in the 12 months up to this one.

    "A year" is any 12 months (EXT-9). A row without a start may lie in them, and is counted where this has a start.
    """
    start = _start(row)
    used = Decimal(0)
    for other in sorted(others, key=_order):
        cost = _cost(other)
        if other.person != row.person or not is_wanted(other) or cost is None or _order(other) >= _order(row):
            continue
        began = _start(other)
        if start and began and began <= months_after(start, -12):
            continue
        exempt = pool is not None and is_exempt(other, pool)
        used += shares(cost, policy.fund, _ceiling(other, pool), exempt).chosen.applied
    return used


def _order(row: PlanRow) -> tuple[date, str]:
    return _start(row) or date.max, row.id


def _start(row: PlanRow) -> date | None:
    start = row.values.get("start")
    return start if isinstance(start, date) else None


def _cost(row: PlanRow) -> Decimal | None:
    cost = row.values.get("beloeb")
    return cost if isinstance(cost, Decimal) and cost > 0 else None
