"""Two sequences matched one to one in order, and how sure each match is. Used for tables, and for rows in them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Match:
    """The first sequence's element number `ours` is the second's number `theirs`; `lead` over any other match of it."""

    ours: int
    theirs: int
    lead: float


def matched(
    scores: Sequence[Sequence[float]],
    our_gaps: Sequence[float],
    their_gaps: Sequence[float],
    alike: Sequence[Hashable],
) -> tuple[float, list[Match]]:
    """The best matching in order (Needleman-Wunsch) and its total.

    A gap's cost is negative or 0. Of our elements that are `alike` it does not matter which is matched.
    """
    ahead = _filled(scores, our_gaps, their_gaps)
    mirrored = _filled([row[::-1] for row in scores[::-1]], our_gaps[::-1], their_gaps[::-1])
    rows, columns = len(our_gaps), len(their_gaps)
    back = [row[::-1] for row in mirrored[::-1]]
    best = ahead[rows][columns]
    matches = []
    for ours, theirs in _traced(ahead, scores, our_gaps, their_gaps):
        others = [
            ahead[i][theirs] + scores[i][theirs] + back[i + 1][theirs + 1]
            for i in range(rows)
            if alike[i] != alike[ours]
        ]
        others += [ahead[i][theirs] + their_gaps[theirs] + back[i][theirs + 1] for i in range(rows + 1)]
        matches.append(Match(ours, theirs, best - max(others)))
    return best, matches


def _filled(
    scores: Sequence[Sequence[float]], our_gaps: Sequence[float], their_gaps: Sequence[float]
) -> list[list[float]]:
    """`[i][j]`: the best total of the first i of ours and the first j of theirs."""
    table = [[0.0] * (len(their_gaps) + 1) for _ in range(len(our_gaps) + 1)]
    for j, gap in enumerate(their_gaps):
        table[0][j + 1] = table[0][j] + gap
    for i, our_gap in enumerate(our_gaps):
        above, here, row = table[i], table[i + 1], scores[i]
        here[0] = above[0] + our_gap
        for j, their_gap in enumerate(their_gaps):
            here[j + 1] = max(above[j] + row[j], above[j + 1] + our_gap, here[j] + their_gap)
    return table


def _traced(
    table: Sequence[Sequence[float]],
    scores: Sequence[Sequence[float]],
    our_gaps: Sequence[float],
    their_gaps: Sequence[float],
) -> list[tuple[int, int]]:
    """The pairs of the best matching; of equal ones that which leaves out our last elements."""
    i, j, pairs = len(our_gaps), len(their_gaps), []
    while i and j:
        if table[i][j] == table[i - 1][j] + our_gaps[i - 1]:
            i -= 1
        elif table[i][j] == table[i - 1][j - 1] + scores[i - 1][j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        else:
            j -= 1
    return pairs[::-1]
