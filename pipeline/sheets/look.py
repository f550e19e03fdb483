"""How a municipality's workbooks look, for whoever knows the policy and no workbook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How a municipality's workbooks look: its name, and two colours as RRGGBB."""

    name: str
    accent: str = "1F5C7A"
    tint: str = "E6EFF3"
