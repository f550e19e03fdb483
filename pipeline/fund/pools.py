"""Which pool somebody belongs to on a day, and what the policy says of an education, by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from pipeline.model import PlanRow
from pipeline.policy import Policy
from pipeline.policy.nouns import FundPool

_NAMED_IN = ("uddannelse", "aktivitet", "maal", "handling", "fokusomraade")
"""Columns of a plan in which an education is named."""
_MASTER = re.compile(r"\bmaster")
_NO_WORD = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """The words of a name: `HK/Kommunal ` and `hk kommunal` are one."""
    return _NO_WORD.sub(" ", text.casefold()).strip()


def belongs(agreement: str, agreements: tuple[str, ...]) -> bool:
    """Whether an agreement is among these, however it is spelled."""
    return folded(agreement) in _folded_all(agreements)


@cache
def _folded_all(names: tuple[str, ...]) -> frozenset[str]:
    """The policy's own names, folded once."""
    return frozenset(folded(name) for name in names) - {""}


def pools_of(agreement: str, policy: Policy) -> list[FundPool]:
    """The pools an agreement belongs to in any period; none is not eligible (EXT-6)."""
    return [pool for pool in policy.fund_pool if belongs(agreement, pool.agreements)]


def pool_of(agreement: str, policy: Policy, day: date) -> FundPool | None:
    """The pool an agreement belongs to on a day, None where the policy has no amounts for it then (EXT-9)."""
    on = day.isoformat()
    pools = pools_of(agreement, policy)
    return next((p for p in pools if (p.first or "0") <= on <= (p.last or "9")), None)


def is_master(row: PlanRow) -> bool:
    """Whether the row names a master's programme, which has a ceiling of its own (HER-17)."""
    return _MASTER.search(_named(row)) is not None


def is_exempt(row: PlanRow, pool: FundPool) -> bool:
    """Whether the row names an education without co-funding (HER-19)."""
    return _names_any(row, pool.exempt)


def is_guaranteed(row: PlanRow, agreement: str, policy: Policy) -> bool:
    """Whether the row names what the agreement already gives (HER-21, EXT-11)."""
    return any(
        belongs(agreement, given.agreements) and _names_any(row, given.educations)
        for given in policy.fund_guaranteed
    )


def education_of(row: PlanRow) -> str:
    """What tells one education from another: the folded words of the row. Never for printing."""
    written = (row.values.get(column) for column in ("uddannelse", "aktivitet", "handling"))
    return next((folded(text) for text in written if isinstance(text, str) and text.strip()), "")


def _named(row: PlanRow) -> str:
    texts = (row.values.get(column) for column in _NAMED_IN)
    return folded(" ".join(text for text in texts if isinstance(text, str)))


def _names_any(row: PlanRow, educations: Iterable[str]) -> bool:
    named = _named(row)
    return any(folded(education) in named for education in educations if folded(education))
