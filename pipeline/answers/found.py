"""What reading a return's answers gives: the answers, the problems, and what a person must decide."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Answer, Doubt
from pipeline.problems import Problem


@dataclass(frozen=True, slots=True)
class Found:
    """Answers in layout order, and what stands in the way of the rest. A field in doubt has no answer."""

    answers: tuple[Answer, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def __add__(self, more: Found) -> Found:
        return Found(self.answers + more.answers, self.problems + more.problems, self.doubts + more.doubts)
