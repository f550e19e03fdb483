"""What is known when a file is read: look-ups into the store and the workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pipeline.model import Issued, Layout
from pipeline.policy import Policy


@dataclass(frozen=True, slots=True)
class Known:
    """What the store and the workspace know; the look-ups give None for what they do not.

    `skeletons` are those of the copies a form was issued in, newest first.
    """

    issued: Callable[[str], Issued | None]
    layout: Callable[[str], Layout | None]
    key: bytes
    policy: Policy
    year: int
    first_issued: Callable[[str, int], date | None]
    destroyed: Callable[[str], bool]
    skeletons: Callable[[str], list[str]]
