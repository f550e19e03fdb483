"""The best way through a form's states along the returned units, and how far every other way lies behind.

In: states in the form's order, scores of each unit in each state, what leaving out costs. Out: `Ways`: which state
takes each unit on the best way, and the best total of any way on which a unit goes to a given state. A way only goes
forward, so one sweep from each side gives all the totals (as in forward and backward Viterbi).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pipeline.nouns import Noun

NEVER = float("-inf")

StateKind = Literal["fixed", "prompt", "answer"]


class State(Noun):
    """A fixed text, a field's prompt, or a field's answer; `item` is the number of the item it belongs to.

    `cost` is what passing it by takes. An answer may take several units, each further one `again`; the others take one.
    """

    kind: StateKind
    item: int
    cost: float = 0.0
    again: float = 0.0


class Skip(Noun):
    """A shortcut past the states from `start` up to `end`: rows that are not there."""

    start: int
    end: int
    cost: float


class Ways(Noun):
    """`best` is the best total; `taken` the state of each unit on that way, None where it is left out.

    `totals[unit][state]` is the best total with the unit in the state, `without[unit]` with the unit left out.
    """

    best: float
    taken: tuple[int | None, ...]
    totals: tuple[tuple[float, ...], ...]
    without: tuple[float, ...]


Scored = Sequence[Sequence[float]]


def best_ways(
    states: Sequence[State], scores: Scored, leave: Sequence[float], skips: Sequence[Skip], kept: float
) -> Ways:
    """The best way and its rivals. `leave` is what leaving each unit out costs; `kept` writing beside a prompt."""
    count = len(states)
    ahead = _Sweep(states, leave, skips, kept)
    ahead.run(scores)
    mirrored = [Skip(count - skip.end, count - skip.start, skip.cost) for skip in skips]
    back = _Sweep(states[::-1], leave[::-1], mirrored, kept)
    back.run([row[::-1] for row in scores[::-1]])
    totals, without = [], []
    for unit, row in enumerate(scores):
        mirror = len(scores) - 1 - unit
        later = back.emitted[mirror][::-1]
        totals.append(tuple(_total(ahead.emitted[unit], later, row)))
        stays = zip(ahead.before[unit], back.entered[mirror][::-1], strict=True)
        from_start = ahead.starts[unit] + back.ends[mirror]
        without.append(leave[unit] + max((a + b for a, b in stays), default=NEVER) if count else NEVER)
        without[-1] = max(without[-1], leave[unit] + from_start)
    return Ways(ahead.best, tuple(ahead.way()), tuple(totals), tuple(without))


def _total(ahead: Sequence[float], later: Sequence[float], row: Sequence[float]) -> list[float]:
    return [NEVER if own == NEVER else a + b - own for a, b, own in zip(ahead, later, row, strict=True)]


class _Sweep:
    """One sweep over the units; what it leaves is told per unit and state.

    `before`: the best score so far with the state as the last one visited; `entered`: the best with which the state
    could be entered; `emitted`: the best with the unit in the state; `starts` and `ends`: before any state, after all.
    """

    def __init__(
        self, states: Sequence[State], leave: Sequence[float], skips: Sequence[Skip], kept: float
    ) -> None:
        self.states, self.leave, self.kept = states, leave, kept
        self.opens = {skip.start for skip in skips}
        self.closes: dict[int, list[Skip]] = {}
        for skip in skips:
            self.closes.setdefault(skip.end, []).append(skip)
        self.before: list[list[float]] = []
        self.entered: list[list[float]] = []
        self.emitted: list[list[float]] = []
        self.starts: list[float] = []
        self.ends: list[float] = []
        self.sources: list[list[int]] = []
        self.best, self.last = 0.0, -1

    def run(self, scores: Scored) -> None:
        """Goes over the units, each with its scores by state."""
        last = [NEVER] * len(self.states)
        start = 0.0
        for unit, row in enumerate(scores):
            self.before.append(last)
            self.starts.append(start)
            entered, sources, end, _ = self._enter(last, start)
            emitted = [enter + own for enter, own in zip(entered, row, strict=True)]
            self.entered.append(entered)
            self.emitted.append(emitted)
            self.sources.append(sources)
            self.ends.append(end)
            leave = self.leave[unit]
            last = [max(new, old + leave) for new, old in zip(emitted, last, strict=True)]
            start += leave
        self.before.append(last)
        _, _, self.best, self.last = self._enter(last, start)

    def _enter(self, last: Sequence[float], start: float) -> tuple[list[float], list[int], float, int]:
        """For every state the best score to enter it with and the state that comes from; the same for the end."""
        run, source = start, -1
        held: dict[int, tuple[float, int]] = {}
        entered, sources = [], []
        aside, aside_source = start, -1
        for at, state in enumerate(self.states):
            if at in self.closes:
                run, source = self._shortest(at, run, source, held)
            if at in self.opens:
                held[at] = run, source
            here = last[at]
            enter, origin = run, source
            if at and state.kind != "fixed" and self.states[at - 1].item == state.item:
                enter, origin = aside, aside_source  # from the prompt to the answer of one field, or back
                if last[at - 1] + self.kept > enter:
                    enter, origin = last[at - 1] + self.kept, at - 1
            if state.kind == "answer" and here + state.again > enter:
                enter, origin = here + state.again, at
            entered.append(enter)
            sources.append(origin)
            aside, aside_source = run, source
            run -= state.cost
            if here > run:
                run, source = here, at
        if len(self.states) in self.closes:
            run, source = self._shortest(len(self.states), run, source, held)
        return entered, sources, run, source

    def _shortest(
        self, at: int, run: float, source: int, held: dict[int, tuple[float, int]]
    ) -> tuple[float, int]:
        for skip in self.closes[at]:
            score, origin = held[skip.start]
            if score - skip.cost > run:
                run, source = score - skip.cost, origin
        return run, source

    def way(self) -> list[int | None]:
        """The states of the best way, unit by unit."""
        taken: list[int | None] = [None] * len(self.emitted)
        state = self.last
        for unit in range(len(self.emitted) - 1, -1, -1):
            if state < 0:
                break
            if self.emitted[unit][state] >= self.before[unit][state] + self.leave[unit]:
                taken[unit] = state
                state = self.sources[unit][state]
        return taken
