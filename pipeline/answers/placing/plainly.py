"""Stretches in which there is nothing to weigh: text that stands as issued, and a lone field up to its next label.

In and out as in `stretches`, whose best reading it is, reckoned at once and not among all the others. It is never
surer than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf

from pipeline.answers.placing.items import Fixed, Open
from pipeline.answers.placing.placed import SURE, Placement
from pipeline.answers.placing.scoring import PROMPT_KEPT, Scores, is_left, one_more, weight
from pipeline.answers.placing.stretches import MOST_SURE, Read, Stretch, is_text
from pipeline.answers.placing.units import Unit, text_of


def read_plainly(stretch: Stretch, scores: Scores) -> Read | None:
    """The stretch on its best reading; None where others must be looked at to tell which that is, and how sure."""
    if _stands_as_issued(stretch):
        found = sum(weight(item.text) for item in stretch.items if isinstance(item, Fixed) and is_text(item))
        return Read((), (), found, found, stretch.in_cell)
    if stretch.skips or stretch.doubtful:
        return None
    match stretch.items:
        case [Open() as field]:
            return _LoneField(field, None, stretch, scores).read()
        case [Open() as field, Fixed() as label] if is_text(label):
            return _LoneField(field, label, stretch, scores).read()
    return None


def _stands_as_issued(stretch: Stretch) -> bool:
    """Whether it has no field, and its text stands word for word."""
    return len(stretch.items) == len(stretch.units) and all(
        isinstance(item, Fixed) and item.text == unit.plain
        for item, unit in zip(stretch.items, stretch.units, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _LoneField:
    """A field, what is written in it, and the label that ends it, if one does."""

    field: Open
    label: Fixed | None
    stretch: Stretch
    scores: Scores

    def read(self) -> Read | None:
        """The field with every paragraph before the label, where nothing speaks for another reading."""
        units = self.stretch.units
        written = units[:-1] if self.label else units
        if (self.label and not units) or any(line.cut for unit in units for line in unit.lines):
            return None
        if is_left(self.field, written):
            leads, beside = [], PROMPT_KEPT  # a prompt says nothing, whichever field it stands in
        else:
            again = one_more(self.field)
            leads, beside = [self._lead(unit) for unit in written], again if written else 0.0
            leads = [lead + again for lead in leads] if len(leads) > 1 else leads
        if self.label:
            leads.append(self._lead_of_label(units[-1], self.label, beside))
        confidence = min((1 / (1 + exp(-lead)) for lead in leads), default=1.0)
        if confidence < SURE:
            return None
        where = next((line.where for unit in written for line in unit.lines if line.where), "")
        placement = Placement(self.field.key, text_of(written), round(min(confidence, MOST_SURE), 3), where)
        found = weight(self.label.text) if self.label else 0.0
        return Read((placement,), (), found, found, self.stretch.in_cell)

    def _lead(self, unit: Unit) -> float:
        """How far behind the reading lies on which a lone paragraph is left out; none where it may be something else."""
        may_be_label = self.label and self._as_fixed(unit, self.label) is not None
        said = self.scores.as_answer(unit, self.field)
        if said is None or may_be_label or unit.plain in self.scores.prompts:
            return -inf
        return said - self._as_none(unit)

    def _lead_of_label(self, unit: Unit, label: Fixed, beside: float) -> float:
        """How far behind the readings lie on which the label is one more paragraph of the field's, or left out."""
        found, said = self._as_fixed(unit, label), self.scores.as_answer(unit, self.field)
        if unit.plain != label.text or unit.plain in self.scores.prompts or found is None or said is None:
            return -inf
        return found + weight(label.text) - max(said + beside, self._as_none(unit))

    def _as_fixed(self, unit: Unit, label: Fixed) -> float | None:
        return self.scores.as_fixed(unit, label, self.stretch.in_cell)

    def _as_none(self, unit: Unit) -> float:
        return self.scores.as_none(unit, self.stretch.in_cell)
