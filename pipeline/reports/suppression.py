"""Figures of small groups hidden, so that nobody can be made out of them: neither read nor worked out (SYD-27)."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def hidden(counts: Mapping[str, int], smallest: int, already: Collection[str] = ()) -> frozenset[str]:
    """The parts of a sum whose figures may not be shown.

    Those of 1 to `smallest` - 1 people are hidden, and those `already` hidden for another reason. Since the sum is
    known, what hides must be two parts at least and `smallest` together: the next smallest join until they are, zeros
    last, or until all are hidden (see `hides_sum`).
    """
    out = {name for name, number in counts.items() if 0 < number < smallest} | set(already)
    if not out:
        return frozenset()
    waiting = sorted(
        (name for name in counts if name not in out), key=lambda name: (not counts[name], counts[name], name)
    )
    while waiting and (len(out) < 2 or sum(counts[name] for name in out) < smallest):
        out.add(waiting.pop(0))
    return frozenset(out)


def hides_sum(counts: Mapping[str, int], out: Collection[str], smallest: int) -> bool:
    """Whether the sum itself must be hidden: what is hidden cannot hide behind anything else."""
    return bool(out) and (len(out) < 2 or sum(counts[name] for name in out) < smallest)
