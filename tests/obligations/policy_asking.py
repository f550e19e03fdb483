"""A policy for tests that asks for nothing but a yearly talk, and for what a test adds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.policy.nouns import (
    Confidentiality,
    FollowUp,
    FormRule,
    Handout,
    Look,
    Minutes,
    Municipality,
    PerDocument,
    PlanRules,
    Policy,
    Round,
    Salary,
    Texts,
    TypedFields,
)

NOTHING = Policy(
    slug="prøve",
    municipality=Municipality("Prøve Kommune", "HR"),
    look=Look("1F5C7A", "E6EFF3", ""),
    round=Round(True, "01-01", "12-31"),
    handout=Handout(0),
    minutes=Minutes(False, 14, False, 14, "none", 30, False, "store"),
    plan=PlanRules("kompetenceudviklingsplan", False, 14, "none", 0, 1, 5),
    follow_up=FollowUp(False, False, 12),
    salary=Salary("not_stated", ""),
    confidentiality=Confidentiality("-", "-", "-", "-"),
    access=PerDocument("-", "-", "-"),
    retention=PerDocument("-", "-", "-"),
    texts=Texts("-", "-", "-", "", (), ""),
    packet={},
    topics={},
    forms={"skema": FormRule("Skema", "SKM", "SKL", "private", (), ())},
    fields=TypedFields((), ()),
    rules={"round.yearly": "ISH-1"},
)


def policy_asking(rules: dict[str, str] | None = None, **sections: dict[str, Any]) -> Policy:
    """`policy_asking({"minutes.required": "ISH-5"}, minutes={"required": True, "due_days": 10})`."""
    changed = {name: replace(getattr(NOTHING, name), **keys) for name, keys in sections.items()}
    return replace(NOTHING, rules={**NOTHING.rules, **(rules or {})}, **changed)
