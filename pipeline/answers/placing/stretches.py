"""One stretch of the form and the text that came back for it: read as a whole, and each field with its certainty.

In: items and units between two sure points: a cell of a table that survived, or the text between two anchors. Out: the
units each field takes, and its confidence: how likely the best reading is beside the next best in which the field
differs. A label that is gone makes the fields on both its sides doubtful, for nothing parts their answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from pipeline.answers.placing.items import LINE_END, TAB, Fixed, Item, Open
from pipeline.answers.placing.paths import NEVER, Skip, State, Ways, best_ways
from pipeline.answers.placing.placed import DOUBTFUL, SURE, Placement
from pipeline.answers.placing.scoring import PROMPT_KEPT, Scores, one_more, weight
from pipeline.answers.placing.units import Unit, text_of
from pipeline.nouns import Noun

MOST_SURE = 0.999
"""The confidence of what nothing speaks against."""
_NEAR = 2.2
"""Readings that lie less far behind the best are told as candidates: nine to one."""
WORK_LIMIT = 120_000
"""Units times states of one stretch: a second's work. A form needs a tenth; of more, nothing is placed."""


class Stretch(Noun):
    """Items in the form's order, the units that stand for them, and the rows that may be missing whole.

    `doubtful`: which row of the form it stands in does not show.
    """

    items: tuple[Item, ...]
    units: tuple[Unit, ...]
    skips: tuple[tuple[int, int, float], ...] = ()
    in_cell: bool = False
    doubtful: bool = False


class Read(Noun):
    """What a stretch says: placements, the units no field takes, and the weight of its fixed text: found, and all.

    `in_cell` as in the stretch.
    """

    placements: tuple[Placement, ...]
    loose: tuple[Unit, ...] = ()
    found: float = 0.0
    asked: float = 0.0
    in_cell: bool = False


def read_stretch(stretch: Stretch, scores: Scores) -> Read:
    """The stretch on its best reading."""
    states, firsts = _states(stretch.items)
    if len(states) * len(stretch.units) > WORK_LIMIT:
        return _given_up(stretch)
    scored = [_scores(unit, states, stretch, scores) for unit in stretch.units]
    leave = [scores.as_none(unit, stretch.in_cell) for unit in stretch.units]
    skips = [Skip(firsts[start], firsts[end], cost) for start, end, cost in stretch.skips]
    ways = best_ways(states, scored, leave, skips, PROMPT_KEPT)
    return _Reading(stretch, states, ways, leave, _rivals(states, ways)).read()


def is_text(item: Item) -> bool:
    """Whether it is fixed text, and not what ends a cell or a row."""
    return isinstance(item, Fixed) and item.text not in (TAB, LINE_END)


def _is_end(item: Item) -> bool:
    return isinstance(item, Fixed) and item.text in (TAB, LINE_END)


def _given_up(stretch: Stretch) -> Read:
    fields = (item for item in stretch.items if isinstance(item, Open))
    return Read(tuple(Placement(field.key, "", 0.0) for field in fields), stretch.units)


def _states(items: Sequence[Item]) -> tuple[list[State], list[int]]:
    """The states of the items, and by item the number of its first one; one more for the end."""
    states: list[State] = []
    firsts = []
    for number, item in enumerate(items):
        firsts.append(len(states))
        if isinstance(item, Fixed):
            states.append(State("fixed", number, weight(item.text)))
        else:
            states += [State("prompt", number)] if item.prompt else []
            states.append(State("answer", number, again=one_more(item)))
    return states, [*firsts, len(states)]


def _scores(unit: Unit, states: Sequence[State], stretch: Stretch, scores: Scores) -> list[float]:
    row = []
    for state in states:
        item = stretch.items[state.item]
        if isinstance(item, Fixed):
            score = scores.as_fixed(unit, item, stretch.in_cell)
        elif state.kind == "prompt":
            score = scores.as_prompt(unit, item)
        else:
            score = scores.as_answer(unit, item)
        row.append(NEVER if score is None else score)
    return row


class _Rivals(Noun):
    """For one unit: the best total by item, and the item with the best, with that total and the best of any other."""

    by_item: dict[int, float]
    first: int
    second: float

    def without(self, item: int) -> float:
        """The best total with the unit in any item but this."""
        return self.second if item == self.first else self.by_item.get(self.first, NEVER)


def _rivals(states: Sequence[State], ways: Ways) -> list[_Rivals]:
    rivals = []
    for totals in ways.totals:
        by_item: dict[int, float] = {}
        for state, total in zip(states, totals, strict=True):
            if total > by_item.get(state.item, NEVER):
                by_item[state.item] = total
        order = sorted(by_item, key=by_item.__getitem__, reverse=True)[:2]
        rivals.append(
            _Rivals(by_item, order[0] if order else -1, by_item[order[1]] if len(order) > 1 else NEVER)
        )
    return rivals


@dataclass
class _Reading:
    """The best reading of a stretch, taken apart field by field."""

    stretch: Stretch
    states: Sequence[State]
    ways: Ways
    leave: Sequence[float]
    rivals: Sequence[_Rivals]

    def read(self) -> Read:
        """Placements, loose units and weights, as the best reading has them."""
        items, units = self.stretch.items, self.stretch.units
        there = self._rows_there()
        doubtful = there if self.stretch.doubtful else self._beside_a_missing_label(there)
        cut = self._in_a_cut_cell()
        found = {self.states[s].item for s in self.ways.taken if s is not None}
        placements = tuple(
            self._placement(number, item, number in doubtful, number in cut)
            for number, item in enumerate(items)
            if isinstance(item, Open) and number in there
        )
        loose = tuple(
            unit
            for unit, state, leave in zip(units, self.ways.taken, self.leave, strict=True)
            if state is None and leave < -2 and not unit.is_end
        )
        fixed = [
            (n, weight(i.text))
            for n, i in enumerate(items)
            if isinstance(i, Fixed) and is_text(i) and n in there
        ]
        weights = sum(w for n, w in fixed if n in found), sum(w for _, w in fixed)
        return Read(placements, loose, *weights, self.stretch.in_cell)

    def _in_a_cut_cell(self) -> set[int]:
        """The items whose answers may have lost text: all of a cell with a cut line; in a text, those beside the line."""
        cut = [n for n, unit in enumerate(self.stretch.units) if any(line.cut for line in unit.lines)]
        if cut and self.stretch.in_cell:
            return set(range(len(self.stretch.items)))
        taken = self.ways.taken
        near = (taken[n] for at in cut for n in (at - 1, at, at + 1) if 0 <= n < len(taken))
        return {self.states[state].item for state in near if state is not None}

    def _found(self) -> set[int]:
        """The items that something was found of, but for what ends cells and rows."""
        taken = {self.states[s].item for s in self.ways.taken if s is not None}
        return {number for number in taken if not _is_end(self.stretch.items[number])}

    def _rows_there(self) -> set[int]:
        """The items that are not in rows missing whole: rows of which nothing was found, up to their group's end."""
        found = self._found()
        gone: set[int] = set()
        for start, end, _ in self.stretch.skips:
            has_text = any(is_text(item) for item in self.stretch.items[start:end])
            if has_text and not any(number in found for number in range(start, end)):
                gone.update(range(start, end))
        return set(range(len(self.stretch.items))) - gone

    def _beside_a_missing_label(self, there: set[int]) -> set[int]:
        """The fields with nothing but a missing label, or missing rows, between them and the next field."""
        items, taken = self.stretch.items, {self.states[s].item for s in self.ways.taken if s is not None}
        doubtful: set[int] = set()
        field: int | None = None
        missing = False
        for number, item in enumerate(items):
            if isinstance(item, Open) and number in there:
                if missing:
                    doubtful |= {number} if field is None else {number, field}
                field, missing = number, False
            elif is_text(item) and number in there:
                if number in taken:
                    field, missing = None, False
                else:
                    missing = True
        if missing and field is not None:
            doubtful.add(field)
        return doubtful | self._before_missing_rows(there)

    def _before_missing_rows(self, there: set[int]) -> set[int]:
        """The last field before rows that are missing whole, where more than its own one answer may stand in it."""
        doubtful = set()
        found = self._found()
        for start, end, _ in self.stretch.skips:
            ahead = range(start - 1, -1, -1)
            before = next((n for n in ahead if n in there and not _is_end(self.stretch.items[n])), None)
            gone = start < end and found.isdisjoint(range(start, end))
            if gone and before is not None and isinstance(self.stretch.items[before], Open):
                doubtful |= {before} if len(self._units(before)) > 1 else set()
        return doubtful

    def _units(self, number: int) -> list[int]:
        """The units a field takes on the best reading."""
        return [u for u, s in enumerate(self.ways.taken) if s is not None and self.states[s].item == number]

    def _placement(self, number: int, field: Open, doubtful: bool, cut: bool) -> Placement:
        mine = self._units(number)
        lead = min(self._leads(number, field), default=None)
        confidence = MOST_SURE if lead is None else min(MOST_SURE, 1 / (1 + exp(-max(lead, 0.0))))
        confidence = min(confidence, DOUBTFUL) if doubtful or cut else confidence
        text = self._text(mine, field)
        where = next((line.where for u in mine for line in self.stretch.units[u].lines if line.where), "")
        candidates = () if confidence >= SURE else self._candidates(number, field, text)
        return Placement(field.key, text, round(confidence, 3), where, candidates, cut)

    def _text(self, numbers: Sequence[int], field: Open) -> str:
        """What is written in the field: its prompt left standing beside an answer is no part of it."""
        units = [self.stretch.units[number] for number in numbers]
        written = [unit for unit in units if field.was or unit.plain != field.prompt]
        return text_of(written or units)

    def _leads(self, number: int, field: Open) -> Iterator[float]:
        """For each unit, how far the best reading that gives it to the field, or takes it away, lies behind."""
        for unit, taken in enumerate(self.ways.taken):
            rivals = self.rivals[unit]
            if self.stretch.units[unit].is_end:
                continue
            if not field.was and self.stretch.units[unit].plain == field.prompt:
                continue  # a prompt says nothing, whichever field it stands in
            if taken is not None and self.states[taken].item == number:
                yield self.ways.best - max(rivals.without(number), self.ways.without[unit])
            else:
                yield self.ways.best - rivals.by_item.get(number, NEVER)

    def _candidates(self, number: int, field: Open, text: str) -> tuple[str, ...]:
        """What the field may say: on the best reading, with every unit that may be its own, with the sure ones only."""
        near = self.ways.best - _NEAR
        widest = [u for u, rivals in enumerate(self.rivals) if rivals.by_item.get(number, NEVER) > near]
        surest = [
            u for u in self._units(number) if max(self.rivals[u].without(number), self.ways.without[u]) < near
        ]
        texts = (text, self._text(widest, field), self._text(surest, field))
        return tuple(dict.fromkeys(texts))
