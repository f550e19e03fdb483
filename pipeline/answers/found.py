"""What reading a return's answers gives: the answers, the problems, and what a person must decide."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Answer, Doubt
from pipeline.nouns import Noun
from pipeline.problems import Problem


class Found(Noun):
    """Answers in layout order, and what stands in the way of the rest. A field in doubt has no answer."""

    answers: tuple[Answer, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @staticmethod
    def joined(parts: Sequence[Found]) -> Found:
        """All of them in their order."""
        return Found(
            tuple(answer for part in parts for answer in part.answers),
            tuple(problem for part in parts for problem in part.problems),
            tuple(doubt for part in parts for doubt in part.doubts),
        )

    def __add__(self, more: Found) -> Found:
        return Found(self.answers + more.answers, self.problems + more.problems, self.doubts + more.doubts)
