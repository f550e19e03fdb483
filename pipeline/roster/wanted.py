"""How a municipality wants its roster read, where that cannot be seen from the file itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

Progress = Callable[[Iterable[int], int], Iterable[int]]
"""Shows how far a long reading has come: takes the rows and their number, and gives the rows back."""


def silent(rows: Iterable[int], _total: int) -> Iterable[int]:
    """Shows nothing."""
    return rows


@dataclass(frozen=True, slots=True)
class Wanted:
    """`columns` maps a header of the file to the contract's header, or to "" for a column that shall not be read.

    `sheet` names the sheet of people, where several may be it. A unit with one of `helper_units` in its name is a helper
    of the payroll system; its people belong in the unit above. `today` tells the engagements that have begun from those
    that have ended or are to come; without it the round's first day does.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    helper_units: tuple[str, ...] = ("led-adm", "leder-adm")
    today: date | None = None
    progress: Progress = silent
