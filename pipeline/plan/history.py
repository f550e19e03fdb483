"""What the plan must know that stands on no roster: wishes, earlier group talks, and what has come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.model import PlanRow, TalkKey


@dataclass(frozen=True, slots=True)
class History:
    """What earlier rounds and this round's returns say. An empty one is that of a first run.

    `wishes` are the employees whose wish for an individual talk was recorded, `consulted` the groups whose
    consultation was. `last_group_year` is the newest earlier year somebody was in a group talk that was held. Plan rows
    of this year and the day agreed for the follow-up are by subject (employee number or group's id), chosen question
    ids by talk. `applications` tells, by employee and plan row, in which talk's packet an application to the fund went
    out, and under which code.
    """

    wishes: frozenset[str] = frozenset()
    consulted: frozenset[str] = frozenset()
    last_group_year: Mapping[str, int] = field(default_factory=dict)
    plan_rows: Mapping[str, Sequence[PlanRow]] = field(default_factory=dict)
    follow_up_on: Mapping[str, date] = field(default_factory=dict)
    chosen: Mapping[TalkKey, tuple[str, ...]] = field(default_factory=dict)
    applications: Mapping[tuple[str, str], tuple[TalkKey, str]] = field(default_factory=dict)
