"""Names of sheets that may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.cpr import holds_cpr
from pipeline.sheets.read import Sheet


def safely_named(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, one whose name holds a CPR number called by its position instead."""
    return [
        replace(sheet, name=f"Ark {position}") if holds_cpr(sheet.name) else sheet
        for position, sheet in enumerate(sheets, 1)
    ]
