"""The one person that is meant by what stands in a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.problems import Place, Problem
from pipeline.problems import roster as problem
from pipeline.roster.directory import Directory, numbers_of
from pipeline.roster.entries import Entry

Unknown = Callable[[Place, str], Problem]
Ambiguous = Callable[[Place, Sequence[str]], Problem]


def find_one(
    directory: Directory, written: str, place: Place, unknown: Unknown, ambiguous: Ambiguous
) -> tuple[Entry | None, list[Problem]]:
    """The one person that is meant; else None with the reason, or without one where nothing is written."""
    if not written:
        return None, []
    return the_one(directory, directory.find(written), written, place, unknown, ambiguous)


def the_one(
    directory: Directory,
    found: Sequence[Entry],
    written: str,
    place: Place,
    unknown: Unknown,
    ambiguous: Ambiguous,
) -> tuple[Entry | None, list[Problem]]:
    """The only one of those found; else None, and why: nobody, several, or somebody whose row cannot be used."""
    usable = [entry for entry in found if not directory.is_left_out(entry)]
    found = usable or found
    if not found:
        return None, [unknown(place, directory.nearest(written))]
    if all(directory.is_left_out(entry) for entry in found):
        return None, [problem.leader_left_out(place, found[0].person.place.spot)]
    if len(found) > 1:
        return None, [ambiguous(place, numbers_of(found))]
    return found[0], []
