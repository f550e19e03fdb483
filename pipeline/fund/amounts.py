"""How the costs of an education are shared between the fund and the workplace, by both readings of the rule.

"At least 20 % of the amount applied for" (HER-19) and "the fund pays 80 % of the costs" are not the same: of
30,000 the fund is asked for 25,000 by the first and 24,000 by the second (EXT-10).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from pipeline.policy.nouns import Fund

ORE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Share:
    """What the fund is asked for, and what the workplace pays of its own; together the costs."""

    applied: Decimal
    own: Decimal


@dataclass(frozen=True, slots=True)
class Shares:
    """The costs shared by both readings, and which of them the policy goes by."""

    of_applied: Share
    of_cost: Share
    chosen: Share


def shares(cost: Decimal, fund: Fund, left: Decimal | None = None, exempt: bool = False) -> Shares:
    """The costs shared, with no more from the fund than is `left` under the ceiling; None is no ceiling.

    An exempt education needs no co-funding (HER-19). What is applied for is rounded down to a whole øre, so that the
    workplace never pays too little.
    """
    percent = Decimal(0 if exempt else fund.co_funding) / 100
    of_applied = _share(cost, cost / (1 + percent), left)
    of_cost = _share(cost, cost * (1 - percent), left)
    return Shares(of_applied, of_cost, of_applied if fund.reading == "of_applied" else of_cost)


def _share(cost: Decimal, applied: Decimal, left: Decimal | None) -> Share:
    if left is not None:
        applied = min(applied, max(left, Decimal(0)))
    applied = applied.quantize(ORE, ROUND_DOWN)
    return Share(applied, cost - applied)
