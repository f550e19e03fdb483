"""The shipped forms folder, read once for all tests that look at what it says."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pipeline.policy import Policy, read_policies

FORMS = Path(__file__).parents[2] / "forms"
PREFIX = {"ishoej": "ISH", "ikast-brande": "IKB", "holstebro": "HOL", "syddjurs": "SYD", "herlev": "HER"}
"""The five in the order of domain.md, and how their own rules are numbered."""
KINDS = ("MUS", "GRUS", "TUS", "LUS", "SUS", "opfølgning")


@cache
def house_policies() -> dict[str, Policy]:
    """The five policies as shipped; without a single problem, or the tests stop here."""
    found, problems = read_policies(FORMS)
    assert problems == []
    return found


def value_at(policy: Policy, key: str) -> Any:
    """What a policy says at a dotted key (`minutes.approval`)."""
    section, _, name = key.partition(".")
    return getattr(getattr(policy, section), name)
