"""A roster beside the last one of the same round: who is who, what is new, and whether it can be the right file.

In: the roster as read. Out: the roster in the numbers that the round knows, its changes, and what stands in the way. A
filtered export looks like hundreds of leavers: such a roster is told about and not used, until somebody says what it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from string import ascii_uppercase

from pipeline.commands.opening import Round
from pipeline.model import Change, Issued, Person, Roster
from pipeline.problems import Place, Problem, file_place
from pipeline.problems.roster_changes import another_name, forms_of_leaver, many_missing, names_moved
from pipeline.roster.changes import compare, lost, other_names
from pipeline.roster.entries import bare_number
from pipeline.roster.same_people import bare_numbers, keep_numbers, keep_rest, keep_unread

_FEW = 10
"""So many may always be gone, or called something else: in a small institution that is one good reason."""
_SHARE = 3
"""More than one in so many is no ordinary month."""

_SETTLED = ("leader-unknown", "leader-missing", "delegate-unknown")
"""What is wrong with the row of somebody whose leader or delegate is not in the file."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A roster to plan by. `before` is the last one of the round, None where this is the first.

    `refusals` are why nothing must be written by it; `notes` are for a person to look into. `settled` are those whose
    leader or delegate is not in a partial file and is known all the same.
    """

    roster: Roster
    before: Roster | None = None
    changes: list[Change] = field(default_factory=list)
    refusals: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    settled: list[Person] = field(default_factory=list)

    def unsettled(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems of the file, without those that the last roster has the answer to."""
        rows = {_row(person.place) for person in self.settled}
        return [
            problem for problem in problems if problem.code not in _SETTLED or _row(problem.place) not in rows
        ]


def compare_with_last(
    round_: Round, roster: Roster, place: Place, partial: bool = False, anyway: bool = False
) -> Compared:
    """The roster beside the round's last. `place` is its file.

    Whoever stands in a row that could not be used stays as they were, and with `partial` everybody who is not on it;
    with `anyway` it is used however many are gone. In a round's first roster people keep last year's numbers, so that
    last year's plans are still theirs.
    """
    store, year = round_.store, round_.year
    before = store.roster(year)
    if before is None:
        last_year = store.roster(year - 1)
        return Compared(keep_numbers(roster, last_year, renumbered=False) if last_year else roster)
    known = keep_numbers(roster, before)
    now = keep_rest(known, before) if partial else keep_unread(known, before)
    changes = compare(before, now)
    others = other_names(before, now)
    refusals = [] if anyway else _refusals(before, changes, others, place)
    notes = [] if refusals else [another_name(person.place) for person in others]
    settled = [person for number, person in known.people.items() if person != now.people[number]]
    return Compared(now, before, changes, refusals, notes, settled)


def _refusals(before: Roster, changes: list[Change], others: list[Person], place: Place) -> list[Problem]:
    gone, working = lost(before, changes)
    refusals = [many_missing(place, gone, working)] if _too_many(gone, working) else []
    if _too_many(len(others), len(before.people)):
        refusals.append(names_moved(place, len(others), len(before.people)))
    return refusals


def _row(place: Place) -> tuple[str, str]:
    """The row of a cell, whatever its column: `Medarbejdere!C7` is `Medarbejdere!7`."""
    sheet, _, cell = place.spot.rpartition("!")
    return place.file, f"{sheet}!{cell.lstrip(ascii_uppercase)}"


def _too_many(some: int, of: int) -> bool:
    return some >= _FEW and some * _SHARE > of


def leavers_forms(round_: Round, roster: Roster, issued: Iterable[Issued]) -> list[Problem]:
    """A note on everybody who has left and whose forms still lie in a leader's folder, and never came back.

    Told at every run until somebody has taken them away: the program deletes nobody's papers because of a list.
    """
    engaged = {bare for person in roster.people.values() for bare in bare_numbers(person)}
    out = [form for form in issued if form.person and _has_left(form.person, roster, engaged, round_.today)]
    if not out:
        return []
    done, output = no_longer_out(round_), round_.workspace.output
    lying = [output / form.path for form in out if form.form_id not in done]
    folders = Counter(path.parent for path in lying if path.is_file())
    return [forms_of_leaver(file_place(folder), forms) for folder, forms in folders.items()]


def no_longer_out(round_: Round) -> set[str]:
    """The round's forms that have come back, and those that have been destroyed."""
    accepted = {r.form_id for r in round_.store.returned_files(round_.year) if r.outcome == "accepted"}
    return accepted | round_.store.destroyed_forms().keys()


def _has_left(number: str, roster: Roster, engaged: set[str], today: date) -> bool:
    """Whether they are on the list no more, or have left. A second engagement that was joined to the first is there."""
    person = roster.people.get(number)
    if person is None:
        return bare_number(number) not in engaged
    return person.status == "left" or (person.leaves_on is not None and person.leaves_on < today)
