"""What the way a text is set says about it: a form's labels are set otherwise than what people write in it.

Learned from each file by itself, from texts that can only be one of the two: whatever program set them, it set the
labels of one style alike. Where everything looks the same, nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from pipeline.answers.placing.items import Fixed
from pipeline.answers.placing.units import Unit

_MOST = 4.0
_UNSEEN = 0.1


@dataclass(frozen=True, slots=True)
class Looks:
    """How often each look was seen on fixed text of a style, and on answers."""

    labels: dict[str, Counter[str]]
    answers: Counter[str]
    kinds: int

    def as_label(self, look: str, style: str) -> float:
        """How much more likely a look is on fixed text of this style than on an answer, as a logarithm."""
        labels = self.labels.get(style)
        if self.kinds < 2 or not labels:
            return 0.0
        odds = self._share(labels, look) / self._share(self.answers, look)
        return max(-_MOST, min(_MOST, log(odds)))

    def as_any_label(self, look: str) -> float:
        """The same for fixed text of whatever style suits the look best."""
        return max((self.as_label(look, style) for style in self.labels), default=0.0)

    def _share(self, seen: Counter[str], look: str) -> float:
        return (seen[look] + _UNSEEN) / (seen.total() + _UNSEEN * self.kinds)


def learned(
    units: Iterable[Unit], fixed: Iterable[Fixed], prompts: Iterable[str], margins: Iterable[str]
) -> Looks:
    """The looks of labels that stand exactly as often as they were issued, and of text the form does not have."""
    styles: dict[str, list[str]] = {}
    for item in fixed:
        styles.setdefault(item.text, []).append(item.style)
    units = [unit for unit in units if not unit.is_end]
    stands = Counter(unit.plain for unit in units)
    own = {*styles, *prompts, *margins}
    labels: dict[str, Counter[str]] = {}
    answers: Counter[str] = Counter()
    for unit in units:
        issued = styles.get(unit.plain, [])
        if issued and len(issued) == stands[unit.plain] and len(set(issued)) == 1 and not unit.cut:
            labels.setdefault(issued[0], Counter())[unit.look] += 1
        elif unit.plain not in own and not unit.cut:
            answers[unit.look] += 1
    return Looks(labels, answers, len({unit.look for unit in units}))
