"""The mutations of a form's XML, and what each means for what may be read from it.

A mutation `moves` where it tears an answer from its label or says of it that it belongs elsewhere: then a field that holds
another field's words is not misread. All others leave every answer where it stood, so that its words under another key
are a mistake of the reader. Foreign ones bring in a piece of somebody else's form that can be told by what it bears.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import isfunction
from random import Random
from types import ModuleType

from lxml import etree

from tests.fuzz import foreign, moving, spoiling


@dataclass(frozen=True, slots=True)
class Mutation:
    """One way to spoil a form. `apply(rng, root, donor)` changes `root`; `donor` is another person's form."""

    apply: Callable[[Random, etree._Element, etree._Element], None]
    moves: bool = False
    foreign: bool = False

    @property
    def name(self) -> str:
        """As the reports call it."""
        return self.apply.__name__


def _all(room: ModuleType, **more: bool) -> tuple[Mutation, ...]:
    """Every public function of a module that was written there, in the order of the file."""
    written = [each for name, each in vars(room).items() if not name.startswith("_") and isfunction(each)]
    return tuple(Mutation(each, **more) for each in written if each.__module__ == room.__name__)


OWN = _all(spoiling) + _all(moving, moves=True)
FOREIGN = _all(foreign, foreign=True)
