"""What reading by position gives: a text for every field that has a place, and the lines that belong to none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.answers.returned import Line
from pipeline.nouns import Noun

SURE = 0.9
"""The bar: at this confidence the best reading is nine times as likely as the next."""
DOUBTFUL = 0.5
"""The confidence of what may as well be another's."""


class Placement(Noun):
    """What stands in one field's place. Below `SURE` it is a doubt, and `candidates` are all that it may say.

    `cut` is true where text in its cell was lost when the file was made.
    """

    key: str
    text: str
    confidence: float
    where: str = ""
    candidates: tuple[str, ...] = ()
    cut: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether the text may be taken for the field's answer without a person looking."""
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class Placed:
    """The placements by key, in reading order, rows that were added among them, and the lines no field takes.

    A field that is not in `found` has no place left in the file.
    """

    found: Mapping[str, Placement] = field(default_factory=dict)
    loose: tuple[Line, ...] = ()
