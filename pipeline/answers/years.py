"""What a written answer means in the round it was given: `kinds.parse`, with the year people leave out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.kinds import Unclear, Written
from pipeline.kinds import read as read_written
from pipeline.model import HELD_ON, Field, Value


@dataclass(frozen=True, slots=True)
class Years:
    """How a date without a year is completed: in the round's year, or the next where that is too early.

    No date of the form lies before `earliest`, and none but the talk's own before the day it was `held`.
    """

    year: int
    held: date | None = None
    earliest: date | None = None

    def read(self, field: Field, text: str) -> Written:
        """What a text means, and what must be told about how it was read; see `kinds.read`."""
        first = self.earliest if field.key == HELD_ON else self.held or self.earliest
        return read_written(field, text, self.year, first)

    def parse(self, field: Field, text: str) -> Value | Unclear:
        """The typed value of a text; see `kinds.parse`."""
        return self.read(field, text).value
