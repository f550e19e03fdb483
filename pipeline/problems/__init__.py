"""Every problem a person's file can have: what it is, where it is, and what to do about it.

A human's mistake is a value, never an exception: steps collect problems and go on for everyone
else. One function per problem, by subject: `roster`, `forms` (templates, policies, workspace) and
`returns`. Texts are Danish and carry the remedy; they point at a place and never quote what stands
there, so no CPR number and no answer can reach a screen or a log through them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file and a spot in it (a cell such as `Medarbejdere!C7`, a field's key)."""

    file: str = ""
    spot: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person must know or mend. `code` is stable kebab-case; `blocks` stops the thing it is about."""

    code: str
    place: Place
    text: str
    blocks: bool = True

    def as_json(self) -> dict[str, str | bool]:
        """The contract's object: `code, file, spot, text, blocks`."""
        return {
            "code": self.code,
            "file": self.place.file,
            "spot": self.place.spot,
            "text": self.text,
            "blocks": self.blocks,
        }


class UnreadableFile(Exception):
    """One whole file cannot be opened. The house's only exception; the loop over files turns it into its problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def has_blocking(problems: list[Problem]) -> bool:
    """Whether any of them blocks, which is what exit code 1 says."""
    return any(problem.blocks for problem in problems)


def file_place(path: Path, spot: str = "") -> Place:
    """A place in a file, by its absolute path."""
    return Place(str(path.absolute()), spot)
