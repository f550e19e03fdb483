"""An application to Den Kommunale Kompetencefond as it goes out: what the plan's row and the rules already say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.fund import Advice, Share, advise
from pipeline.kinds import long_date, show
from pipeline.model import Layout, Person, PlanRow, Value
from pipeline.policy import Policy

_READINGS = {
    "of_applied": "Kommunen regner medfinansieringen af det beløb, I søger om",
    "of_cost": "Kommunen regner medfinansieringen af de samlede udgifter",
}


def application(
    row: PlanRow, person: Person, policy: Policy, issued_on: date, others: Sequence[PlanRow], layout: Layout
) -> tuple[dict[str, Any], dict[str, Value]]:
    """The texts the form prints (`context.FUND_KEYS`), and the values its fields go out with.

    All is reckoned on the day of issue, so that the form is the same however often it is made.
    """
    advice = advise(row, person, policy, issued_on, others)
    fields = layout.by_key()
    values: dict[str, Value] = {
        "uddannelse": _activity(row),
        "uddannelse_start": advice.start,
        "ansoegt_beloeb": advice.shares.chosen.applied if advice.shares else None,
        "egen_beloeb": advice.shares.chosen.own if advice.shares else None,
    }
    filled: dict[str, Value] = {
        key: value for key, value in values.items() if key in fields and value is not None
    }
    return _texts(advice, row, person, policy), filled


def _texts(advice: Advice, row: PlanRow, person: Person, policy: Policy) -> dict[str, Any]:
    fund, shares = policy.fund, None if advice.exempt else advice.shares
    reading = "" if advice.exempt else f"{_READINGS[fund.reading]}: mindst {fund.co_funding} %."
    return {
        "agreement": person.agreement,
        "pool": advice.pool,
        "activity": _activity(row) or "",
        "goal": _text(row, "maal", "fokusomraade") or "",
        "not_before": _day(advice.earliest),
        "apply_by": _day(advice.latest),
        "sign_by": _sign_by(advice, fund.upload_days),
        "ceiling": _ceiling(advice),
        "reading": reading,
        "of_applied": _share(shares.of_applied) if shares else "",
        "of_cost": _share(shares.of_cost) if shares else "",
        "notes": list(advice.reasons),
    }


def _activity(row: PlanRow) -> str | None:
    return _text(row, "aktivitet", "handling")


def _text(row: PlanRow, *columns: str) -> str | None:
    """What stands in the first of these columns that is filled: a plan and an agreement name them differently."""
    return next((str(row.values[column]) for column in columns if row.values.get(column)), None)


def _sign_by(advice: Advice, days: int) -> str:
    """EXT-7: so many days after the case number, and before the education starts."""
    by = f", dog før {long_date(advice.start)}" if advice.start else ""
    return f"{days} dage efter, at I fik sagsnummeret{by}"


def _ceiling(advice: Advice) -> str:
    if advice.ceiling is None:
        return ""
    left = f". Heraf er {_kroner(advice.left)} tilbage" if advice.left not in (None, advice.ceiling) else ""
    return f"{_kroner(advice.ceiling)} på 12 måneder{left}."


def _share(share: Share) -> str:
    return f"{_kroner(share.applied)} fra fonden, {_kroner(share.own)} fra arbejdspladsen."


def _kroner(amount: Decimal | None) -> str:
    return f"{show(amount)} kr."


def _day(day: date | None) -> str:
    return long_date(day) if day else ""
