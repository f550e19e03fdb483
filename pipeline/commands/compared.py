"""A roster beside the last one of the same round: who is who, what is new, and whether it can be the right file.

In: the roster as read. Out: the roster in the numbers that the round knows, its changes, and what stands in the way. A
filtered export looks like hundreds of leavers: such a roster is told about and not used, until somebody says what it is.
Nor is one where a number is somebody else's than it was, and minutes, plans or events are kept under it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from string import ascii_uppercase

from pipeline.commands.history import last_holders, numbers_with_a_past, numbers_with_forms_out
from pipeline.commands.opening import Round
from pipeline.model import Change, Person, Roster
from pipeline.problems import Place, Problem, file_place
from pipeline.problems.roster_changes import (
    another_name,
    forms_of_leaver,
    kept_as_before,
    many_missing,
    names_moved,
    number_has_forms_out,
    number_reused,
)
from pipeline.roster.changes import compare, lost, moved_names, other_holders
from pipeline.roster.entries import bare_number
from pipeline.roster.same_people import (
    alike,
    bare_numbers,
    keep_numbers,
    keep_rest,
    keep_spelling,
    keep_unread,
    unread,
)

_FEW = 10
"""So many may always be gone, or called something else: in a small institution that is one good reason."""
_SHARE = 3
"""More than one in so many is no ordinary month."""
_HALF, _SOME = 2, 3
"""In a small place more than half are, and some at least."""
_SHIFTED = 2
"""So many names at each other's numbers, or at numbers of others where that is a third, are no chance."""

_SETTLED = {
    "leader-unknown": "leader",
    "leader-missing": "leader",
    "leader-left-out": "leader",
    "delegate-unknown": "delegate",
}
"""What is wrong with the row of somebody whose leader or delegate is not in the file, and which of the two."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A roster to plan by. `before` is the last one of the round, None where this is the first.

    `refusals` are why nothing must be written by it; `notes` are for a person to look into. `settled` are the places of
    those whose leader or delegate is not in the file and is known all the same. `handed_on` are the numbers that are
    somebody else's now than those whose forms went out under them.
    """

    roster: Roster
    before: Roster | None = None
    changes: list[Change] = field(default_factory=list)
    refusals: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    settled: list[tuple[Place, str]] = field(default_factory=list)
    handed_on: frozenset[str] = frozenset()

    def unsettled(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems of the file, without those that the last roster has the answer to."""
        rows = {(_row(place), of) for place, of in self.settled}
        return [
            problem
            for problem in problems
            if (_row(problem.place), _SETTLED.get(problem.code, "")) not in rows
        ]


def compare_with_last(
    round_: Round, roster: Roster, place: Place, partial: bool = False, anyway: bool = False
) -> Compared:
    """The roster beside the round's last. `place` is its file.

    Whoever stands in a row that could not be used stays as they were, and with `partial` everybody who is not on it;
    with `anyway` it is used however many are gone, but never where what is known of one person would become another's.
    """
    before = round_.store.roster(round_.year)
    if before is None:
        return _compare_with_last_year(round_, roster, place, anyway)
    known = keep_spelling(keep_numbers(roster, before), before)
    now = keep_rest(known, before) if partial else keep_unread(known, before)
    changes = compare(before, now)
    numbers = _numbers_of_others(round_, before, round_.year, known)
    wrong_file = _names_moved(before, known, numbers, place) or _many_missing(before, changes, place)
    refusals = (not anyway and wrong_file) or _reused(numbers, anyway)
    notes = [kept_as_before(row.place) for row, _ in unread(known, before)]
    notes += _other_names(numbers)
    settled = _settled(known, now)
    return Compared(
        now, before, changes, refusals, notes if not refusals else [], settled, numbers.handed_on()
    )


def _compare_with_last_year(round_: Round, roster: Roster, place: Place, anyway: bool) -> Compared:
    """A round's first roster. People keep last year's numbers, so that last year's plans are still theirs."""
    last_year = round_.store.roster(round_.year - 1) or Roster({})
    now = keep_numbers(roster, last_year, renumbered=False)
    numbers = _numbers_of_others(round_, last_year, round_.year - 1, now)
    wrong_file = _names_moved(last_year, now, numbers, place)
    refusals = (not anyway and wrong_file) or _reused(numbers, anyway)
    notes = [] if refusals else _other_names(numbers)
    return Compared(now, refusals=refusals, notes=notes, handed_on=numbers.handed_on())


def _many_missing(before: Roster, changes: list[Change], place: Place) -> list[Problem]:
    gone, working = lost(before, changes)
    many = gone >= _FEW and gone * _SHARE > working
    most = gone >= _SOME and gone * _HALF > working
    return [many_missing(place, gone, working)] if many or most else []


# --- numbers that are somebody else's now -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Those at a number that was somebody else's: now by number, who of them was on the last roster, and the store.

    `past` are the numbers that something came back or happened under, `out` those that forms went out under.
    """

    people: Mapping[str, Person]
    on_last: Set[str] = frozenset()
    past: Set[str] = frozenset()
    out: Set[str] = frozenset()

    def handed_on(self) -> frozenset[str]:
        return frozenset(self.people)


def _numbers_of_others(round_: Round, before: Roster, year: int, now: Roster) -> _Numbers:
    """Whose numbers were somebody else's, on the last roster or, where it does not have them, ever before.

    `before` is the roster of that year.
    """
    others = set(other_holders(before, now))
    on_last = frozenset(others)
    held = {bare_number(number) for number in before.people}
    new = {bare: number for number in now.people if (bare := bare_number(number)) not in held}
    for bare, last in last_holders(round_, new.keys(), year).items():
        if not alike(last, now.people[new[bare]]):
            others.add(new[bare])
    people = {number: person for number, person in now.people.items() if number in others}
    if not people:
        return _Numbers({})
    return _Numbers(people, on_last, numbers_with_a_past(round_), numbers_with_forms_out(round_))


def _names_moved(before: Roster, now: Roster, numbers: _Numbers, place: Place) -> list[Problem]:
    """Why the numbers and the names of a file do not belong together, if they do not."""
    held = {bare_number(number) for number in before.people}
    both = sum(bare_number(number) in held for number in now.people)
    others, moved = len(numbers.on_last), len(moved_names(before, now))
    if moved < _SHIFTED and (others < _SHIFTED or others * _SHARE <= both):
        return []
    return [names_moved(place, others, both)]


def _reused(numbers: _Numbers, anyway: bool) -> list[Problem]:
    """Those whose number has a past that would become theirs. Where only forms are out, `anyway` takes them back."""
    found = []
    for number, person in numbers.people.items():
        if bare_number(number) in numbers.past:
            found.append(number_reused(person.place))
        elif bare_number(number) in numbers.out and not anyway:
            found.append(number_has_forms_out(person.place))
    return found


def _other_names(numbers: _Numbers) -> list[Problem]:
    return [another_name(person.place) for person in numbers.people.values()]


def _settled(known: Roster, now: Roster) -> list[tuple[Place, str]]:
    """The places of those who got a leader or delegate from the last roster, and which of the two."""
    return [
        (person.place, of)
        for number, person in known.people.items()
        for of in ("leader", "delegate")
        if getattr(person, of) != getattr(now.people[number], of)
    ]


def _row(place: Place) -> tuple[str, str]:
    """The row of a cell, whatever its column: `Medarbejdere!C7` is `Medarbejdere!7`."""
    sheet, _, cell = place.spot.rpartition("!")
    return place.file, f"{sheet}!{cell.lstrip(ascii_uppercase)}"


# --- those who have left ------------------------------------------------------------------------


def leavers_forms(round_: Round, roster: Roster) -> list[Problem]:
    """A note on everybody who has left and whose forms still lie in a leader's folder, and never came back.

    Told at every run until somebody has taken them away: the program deletes nobody's papers because of a list.
    """
    engaged = {bare for person in roster.people.values() for bare in bare_numbers(person)}
    store, year = round_.store, round_.year
    numbers = dict.fromkeys(person for person, _, _ in store.issued_by_talk(year) if person)
    left = [number for number in numbers if _has_left(number, roster, engaged, round_.today)]
    if not left:
        return []
    done, output = no_longer_out(round_), round_.workspace.output
    issued = store.issued_to(left, year).items()
    lying = [output / form.path for id, form in issued if form.person and id not in done]
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
