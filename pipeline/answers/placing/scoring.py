"""How well a unit of the returned text fits an item of the form: scores as logarithms of odds, added along a reading.

Only what tells readings apart counts: a date in a field for dates says much, a date in a field for text almost
nothing. The differences matter, not the numbers: a lead of 2.2 is nine to one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from pipeline.answers.placing.items import LINE_END, TAB, Fixed, Open, folded
from pipeline.answers.placing.looks import Looks
from pipeline.answers.placing.units import Unit
from pipeline.answers.years import Years
from pipeline.kinds import Unclear, parse_choice, parse_yes_no
from pipeline.model import Field

LOOSE = -6.0
"""A unit that belongs to no field: people seldom write where there is none."""
REPEATED = -1.0
"""A header row that is printed again on the next page."""
LABEL_OF_ADDED_ROW = -0.3
ANSWER = 1.0
"""Any text in a field for text."""
PROMPT = 3.0
PROMPT_KEPT = -2.0
"""Somebody wrote beside a prompt and left it standing."""

END_FOUND = {TAB: 2.0, LINE_END: 0.0}
END_LEFT = {TAB: -2.0, LINE_END: 0.0}
"""What it says that a tab or a line's end is that of a cell or a row, and that it is none: paragraphs end as rows do."""

_NUMBER = re.compile(r"[\d¹²³⁰⁴-⁹]+")
_BOXES = frozenset("☒☑✓✔☐□")
_ALIKE = 90.0
_WEIGHED = 40
_COMPARED = 1_000

# What a text says for a field of a kind when it can be read as such, and when it cannot.
_KIND_SCORES = {"date": (2.0, 0.5), "choice": (2.5, -1.0), "amount": (2.5, -1.5), "number": (2.5, -1.5)}


def weight(text: str) -> float:
    """What it costs a reading to do without a fixed text, or without the end of a cell or a row."""
    return 3.0 + min(len(text), _WEIGHED) / 10


def one_more(slot: Open) -> float:
    """What one more paragraph in a field says: of a text nothing, of a date or an amount that it is hardly one."""
    kind = slot.field.kind if slot.field else "text"
    return 0.0 if kind in ("text", "combo") else -3.0


def is_left(slot: Open, units: Sequence[Unit]) -> bool:
    """Whether nothing stands in a field but the prompt it went out with."""
    return not slot.was and [unit.plain for unit in units] == [slot.prompt]


@dataclass
class Scores:
    """The scores of one file. `own` are the form's fixed texts, `prompts` those of all its fields, all folded."""

    looks: Looks
    years: Years
    own: Collection[str]
    prompts: Collection[str]
    margins: Collection[str]
    repeated: Collection[str]
    _kinds: dict[tuple[str, str], float] = field(default_factory=dict)
    _labels: dict[tuple[str, str | None], float] = field(default_factory=dict)

    def as_fixed(self, unit: Unit, item: Fixed, in_cell: bool) -> float | None:
        """How well the unit is this fixed text; None where it is another.

        Without cells to go by, the labels of a row that people added may as well be answers that repeat them.
        """
        if unit.is_end:
            return END_FOUND[unit.plain] if unit.plain == item.text else None
        if unit.plain == item.text:
            as_issued = in_cell or not item.is_added
            score = weight(item.text) + 1 - unit.cut if as_issued else LABEL_OF_ADDED_ROW
        elif unit.plain in self.own or not _alike(unit.plain, item.text):
            return None
        else:
            score = weight(item.text) / 2
        return score + self.speaks_for(unit, item)

    def as_prompt(self, unit: Unit, slot: Open) -> float | None:
        """How well the unit is what stood in the field when the form went out: its prompt, or last year's answer."""
        if unit.plain and unit.plain == slot.prompt:
            return PROMPT
        return None

    def as_answer(self, unit: Unit, slot: Open) -> float | None:
        """How well the unit is something written in the field."""
        if unit.is_end:
            return None
        if unit.plain in self.prompts:
            return -3.0 if unit.plain != slot.prompt else PROMPT_KEPT
        score = self._as_kind(unit.plain, unit.text, slot.field)
        if slot.was:
            likeness = fuzz.ratio(unit.plain[:_COMPARED], folded(slot.was)[:_COMPARED])
            score += 4.0 if likeness == 100 else 2.0 if likeness > 70 else 0.0
        if unit.plain in self.own:
            score -= 2.0
            score -= self._label(unit.look, None)
        return score

    def is_answered(self, slot: Open, units: Sequence[Unit]) -> bool:
        """Whether the units are as plainly an answer as a text in a field for text is, or the prompt that was left alone.

        What repeats last year's answer, or more than one paragraph where one is meant, has to be weighed.
        """
        if is_left(slot, units):
            return True
        if slot.was or (len(units) > 1 and one_more(slot) < 0):
            return False
        return all((self.as_answer(unit, slot) or 0.0) >= ANSWER for unit in units)

    def as_none(self, unit: Unit, in_cell: bool) -> float:
        """What it costs to leave the unit out. The cell of a table that survived has nothing of the page in it."""
        if unit.is_end:
            return END_LEFT[unit.plain]
        if in_cell:
            return LOOSE
        if self.is_margin(unit):
            return 0.0
        return REPEATED if unit.plain in self.repeated else LOOSE

    def is_margin(self, unit: Unit) -> bool:
        """Whether the unit reads like a line of the form's headers or footers, whatever the page's number."""
        return unit.plain in self.margins or unnumbered(unit.plain) in self.margins

    def speaks_for(self, unit: Unit, item: Fixed) -> float:
        """What the way the unit is set says for its being this fixed text; less than 0 where it speaks against it."""
        return self._label(unit.look, item.style)

    def _label(self, look: str, style: str | None) -> float:
        if (look, style) not in self._labels:
            label = self.looks.as_any_label(look) if style is None else self.looks.as_label(look, style)
            self._labels[look, style] = label
        return self._labels[look, style]

    def _as_kind(self, plain: str, text: str, field: Field | None) -> float:
        key = (field.key if field else "", plain)
        if key not in self._kinds:
            self._kinds[key] = _kind_score(plain, text, field, self.years)
        return self._kinds[key]


def _kind_score(plain: str, text: str, field: Field | None, years: Years) -> float:
    kind = field.kind if field else "text"
    is_box = plain in _BOXES
    if kind == "check":
        return 3.0 if is_box else 1.0 if parse_yes_no(text) is not None else -5.0
    if is_box:
        return -2.0
    if kind == "combo" and field:
        return 1.0 if parse_choice(text, field.choices) is None else 1.8
    if kind not in _KIND_SCORES or field is None:
        return ANSWER
    fits, fails = _KIND_SCORES[kind]
    return fails if isinstance(years.parse(field, text), Unclear) else fits


def _alike(plain: str, text: str) -> bool:
    near = len(text) >= 8 and len(text) * 0.8 <= len(plain) <= len(text) * 1.25
    return near and fuzz.ratio(plain, text, score_cutoff=_ALIKE) > 0


def unnumbered(plain: str) -> str:
    """A margin's line without its numbers: the page is another on every page."""
    return " ".join(_NUMBER.sub("", plain).split())
