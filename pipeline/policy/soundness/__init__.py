"""What must fit together in a policy once it is resolved: the rule book, a plain list of checks.

Every check takes the same and yields its problems, so a new one is a function and a line in its room's `CHECKS`.
"""

from __future__ import annotations

from pipeline.policy.soundness import asking, packing, settings
from pipeline.policy.soundness.draft import Check, Draft
from pipeline.problems import Problem

__all__ = ["Draft", "unsound"]

CHECKS: tuple[Check, ...] = (*settings.CHECKS, *asking.CHECKS, *packing.CHECKS)


def unsound(draft: Draft) -> list[Problem]:
    """Everything in the policy that does not fit together."""
    return [problem for check in CHECKS for problem in check(draft)]
