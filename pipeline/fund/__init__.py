"""Den Kommunale Kompetencefond: what can be applied for, by when, and what speaks against it.

In comes a plan row marked for the fund, the employee, the policy and a day; out comes `Advice`: dates, amounts and
reasons. Nothing is read or written. One surprise: what the employee wrote is looked into (is it a master's programme?)
but never passed on: no reason quotes the plan. Amounts are `Decimal`, in kroner.
"""

from pipeline.fund.advice import Advice, FundState
from pipeline.fund.advising import advise, is_wanted
from pipeline.fund.amounts import Share, Shares, shares
from pipeline.fund.pools import pool_of
from pipeline.fund.together import Applicant, doubts_together, together

__all__ = [
    "Advice",
    "Applicant",
    "FundState",
    "Share",
    "Shares",
    "advise",
    "doubts_together",
    "is_wanted",
    "pool_of",
    "shares",
    "together",
]
