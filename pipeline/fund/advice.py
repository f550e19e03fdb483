"""What is advised on one application: the noun that forms, obligations and lists share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pipeline.fund.amounts import Shares

FundState = Literal["not-yet", "apply-now", "no-start", "too-late", "not-eligible", "applied", "signed"]


@dataclass(frozen=True, slots=True)
class Advice:
    """What a form, an obligation and a list need to know of one application. No text of the plan is in it.

    `eligible` is false only where the agreement is of no pool; whatever else speaks against it is one of `reasons`,
    Danish sentences. `cost` and `shares` are None until the plan has an amount. `left` is what the ceiling
    leaves after the employee's other applications in 12 months; it is None where no ceiling is known.
    """

    person: str
    row: str
    state: FundState
    eligible: bool
    pool: str
    start: date | None
    earliest: date | None
    latest: date | None
    applied_on: date | None
    upload_by: date | None
    openings: tuple[date, ...]
    cost: Decimal | None
    ceiling: Decimal | None
    left: Decimal | None
    shares: Shares | None
    master: bool
    exempt: bool
    guaranteed: bool
    reasons: tuple[str, ...]
