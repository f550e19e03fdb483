"""The units people work in, which unit lies above which, and who leads each.

Comes in: what people's rows say of units (codes, names, levels), and the sheets `Enheder` and `Ledere` where there are
any. A unit is known by its code, else by its name and those above it. Who leads a unit is said, best first, by the sheet
of leaders, by that of units, by people's own rows (`isManager`), or by the leader that its people have in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.problems import Place
from pipeline.roster.entries import Entry
from pipeline.roster.spelling import fold
from pipeline.roster.tables import Table
from pipeline.roster.wanted import Wanted


@dataclass(slots=True)
class Unit:
    """One unit: its name and code as written, the key of the unit above, and the leaders somebody has named for it."""

    name: str = ""
    code: str = ""
    above: str = ""
    leaders: list[Entry] = field(default_factory=list)
    named_by: int = 0
    """How good the source of `leaders` is; a better one replaces them."""


FLAG, UNIT_SHEET, LEADER_SHEET = 1, 2, 3


class Units:
    """All units by key, and what the rows call them."""

    def __init__(self) -> None:
        self.by_key: dict[str, Unit] = defaultdict(Unit)
        self._keys_of_word: dict[str, set[str]] = defaultdict(set)
        self._aliases: dict[str, str] = {}

    def __contains__(self, key: str) -> bool:
        return key in self.by_key

    def add(self, key: str, name: str, code: str) -> Unit:
        """The unit with that key, made if it is new; it can be found by its code and its name from now on."""
        unit = self.by_key[key]
        unit.name, unit.code = unit.name or name, unit.code or code
        for word in (fold(name), _code(code)):
            if word:
                self._keys_of_word[word].add(key)
        return unit

    def find(self, written: str) -> str:
        """The key of the only unit with that code or name, or ""."""
        keys = self._keys_of_word.get(fold(written)) or self._keys_of_word.get(_code(written), set())
        return next(iter(keys)) if len(keys) == 1 else ""

    def alias(self, path: str, key: str) -> None:
        """The unit at the end of a path of names is known by another key, its code."""
        self._aliases.setdefault(path, key)

    def at(self, path: str) -> str:
        """The key of the unit at the end of a path of names."""
        return self._aliases.get(path, path)

    def above(self, key: str) -> str:
        """The key of the unit above, or ""."""
        unit = self.by_key.get(key)
        return unit.above if unit and unit.above != key else ""

    def lead(self, key: str, leader: Entry, source: int) -> None:
        """Somebody leads the unit. A better source replaces what a worse one said; two of the same source are two."""
        unit = self.by_key[key]
        if source > unit.named_by:
            unit.leaders, unit.named_by = [], source
        if source == unit.named_by and all(leader is not other for other in unit.leaders):
            unit.leaders.append(leader)

    def leaders(self, key: str) -> list[Entry]:
        """Those who lead the unit, by the best source there is."""
        unit = self.by_key.get(key)
        return unit.leaders if unit else []


def find_units(table: Table | None, entries: Sequence[Entry], wanted: Wanted) -> Units:
    """The units of a roster. Each entry gets the key of its unit; where rows have codes, names come from the sheet."""
    units = Units()
    parents: list[tuple[str, str]] = _from_sheet(table, units) if table else []
    known: dict[Hashable, str] = {}
    for entry in entries:
        written = written_of(entry)
        if (
            table or written not in known
        ):  # of names the sheet lists, what is found depends on the rows before
            known[written] = _take_in(entry, units, listed=table is not None)
        entry.unit = known[written]
    for entry in entries:
        if entry.unit and not units.by_key[entry.unit].above:
            parents += _place_above(entry, units)
    for key, parent in reversed(dict.fromkeys(reversed(parents))):  # the last row that says it counts
        found = units.find(parent)
        units.by_key[key].above = found if found != key else ""
    _fold_helpers(units, entries, wanted)
    return units


def _take_in(entry: Entry, units: Units, listed: bool) -> str:
    """The key of somebody's unit, which is among the units from now on; "" where the row names none."""
    person, key = entry.person, _key(entry)
    if not key:
        return ""
    if listed and not person.unit_code:
        key = units.find(person.unit) or key
    units.add(key, person.unit, person.unit_code)
    path = "/".join(map(fold, entry.path))
    if path != key:
        units.alias(path, key)
    return key


def written_of(entry: Entry) -> Hashable:
    """All that a row says of its unit: many colleagues' rows say the same."""
    return entry.person.unit_code, entry.person.unit, entry.person.parent_unit, entry.path


def _from_sheet(table: Table, units: Units) -> list[tuple[str, str]]:
    """The units of the sheet, and of each the unit above as it is written there."""
    parents = []
    for row in table.rows():
        code, name = table.text(row, "code"), table.text(row, "name")
        if table.is_filler(row) or not (code or name):
            continue
        key = _code(code) or f"/{fold(name)}"
        units.add(key, name, code)
        if parent := table.text(row, "parent"):
            parents.append((key, parent))
    return parents


def _code(written: str) -> str:
    """A unit's code as it is compared: exports lose leading zeros here and keep them there."""
    word = fold(written)
    return word.lstrip("0") or word


def _key(entry: Entry) -> str:
    """A unit is known by its code, else by its name below those above it; "" where the row names none."""
    person = entry.person
    if person.unit_code:
        return _code(person.unit_code)
    if len(entry.path) > 1:
        return "/".join(map(fold, entry.path))
    return f"{fold(person.parent_unit)}/{fold(person.unit)}" if person.unit else ""


def _place_above(entry: Entry, units: Units) -> list[tuple[str, str]]:
    """Puts the units of a row's path one above the other; gives the unit above as written where there is no path."""
    if len(entry.path) < 2:
        return [(entry.unit, entry.person.parent_unit)] if entry.person.parent_unit else []
    names = [fold(name) for name in entry.path]
    below = entry.unit
    for length in range(len(names) - 1, 0, -1):
        key = units.at("/".join(names[:length]))
        units.add(key, entry.path[length - 1], "")
        if key == below or units.by_key[below].above:
            break
        units.by_key[below].above = key
        below = key
    return []


def _fold_helpers(units: Units, entries: Iterable[Entry], wanted: Wanted) -> None:
    """People of a helper unit of the payroll system belong in the nearest real unit above it."""
    words = [fold(word) for word in wanted.helper_units if fold(word)]
    helpers = {key for key, unit in units.by_key.items() if any(word in fold(unit.name) for word in words)}
    for entry in entries if helpers else ():
        seen = set()
        while entry.unit in helpers and units.above(entry.unit) and entry.unit not in seen:
            seen.add(entry.unit)
            entry.unit = units.above(entry.unit)


def names_of(entry: Entry, units: Units) -> tuple[str, str, str]:
    """Name and code of somebody's unit and the name of the one above, where the row had only codes or a helper unit."""
    person, unit = entry.person, units.by_key.get(entry.unit)
    if unit is None:
        return person.unit, person.unit_code, person.parent_unit
    moved = entry.unit != _key(entry) and unit.name != person.unit
    above = units.by_key.get(unit.above)
    name = unit.name if moved or not person.unit else person.unit
    code = unit.code if moved else person.unit_code
    parent = person.parent_unit
    if above and above.name and (moved or not parent or fold(parent) == fold(above.code)):
        parent = above.name
    return name, code, parent


def unit_place(table: Table, entry: Entry) -> Place:
    """The cell that names somebody's unit."""
    name = next((name for name in ("unit", "unit_code") if table.text(entry.row, name)), "number")
    return table.place(entry.row, name)
