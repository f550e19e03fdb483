"""Which table of the form each returned table is, row by row: where a table survived, place is nearly proof.

In: the form's tables and the units that stand in returned ones. Out: for every table that is known for certain, its
rows: each row of the form with the units of its cells. A row that people added is matched to one that is had again;
of blank rows that nothing tells apart the first are filled first. A table in doubt is left to be read as text.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from pipeline.answers.placing.items import Fixed, FormTable, Item, Open, TableRow, folded
from pipeline.answers.placing.matching import NEVER, Match, matched
from pipeline.answers.placing.scoring import weight
from pipeline.answers.placing.units import Unit
from pipeline.nouns import Noun

_LEAD = 1.5
_MOST_TABLES, _MOST_ROWS = 200, 150
"""More of them in a file is no form of ours; it is read as text, if at all."""
_ENOUGH = 0.6
"""How much of a table's fixed text, by weight, must stand where it did."""

_NOTHING: Set[str] = frozenset()

Cells = Mapping[int, Sequence[Unit]]
NamedRows = Mapping[tuple[int, int], str]
"""The rows that a mark in the file names: `table/id` by the number of the returned table and of the row in it."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A returned table: its number, its rows by cell, and the last texts before it outside tables.

    `ids` are the rows that marks in them name, `table/id` by the row's number.
    """

    number: int
    rows: Sequence[Cells]
    before: frozenset[str] = frozenset()
    ids: Mapping[int, str] = field(default_factory=dict)

    @property
    def texts(self) -> set[str]:
        """Everything that stands in it, folded."""
        return {unit.plain for row in self.rows for units in row.values() for unit in units}


class Cell(Noun):
    """One cell of a known table: its items as issued, the units in it, and whether its row is in doubt."""

    items: tuple[Item, ...]
    units: tuple[Unit, ...]
    doubtful: bool = False


class KnownTable(Noun):
    """A table of the form and the returned one that it is: cell by cell, the rows that are there."""

    ours: FormTable
    theirs: TextTable
    cells: tuple[Cell, ...]


def text_tables(units: Sequence[Unit], named: NamedRows) -> list[TextTable]:
    """The returned tables in order of their numbers, those with nothing in them too."""
    rows: dict[int, dict[int, dict[int, list[Unit]]]] = {}
    before: dict[int, frozenset[str]] = {}
    since: list[str] = []
    for unit in units:
        if unit.spot is None:
            since.append(unit.plain)
            continue
        number = unit.spot.table
        if number not in rows:
            before[number], since = frozenset(since[-3:]), []
        rows.setdefault(number, {}).setdefault(unit.spot.row, {}).setdefault(unit.spot.cell, []).append(unit)
    count = max(rows, default=-1) + 1
    if count > _MOST_TABLES:
        return []
    return [
        TextTable(
            number,
            tuple(_all_rows(rows.get(number, {}))),
            before.get(number, frozenset()),
            {row: id for (table, row), id in named.items() if table == number},
        )
        for number in range(count)
    ]


def known_tables(ours: Sequence[FormTable], theirs: Sequence[TextTable], form_id: str) -> list[KnownTable]:
    """The tables that are known for certain, in order."""
    if not ours or not theirs:
        return []
    same_count = len(ours) == len(theirs)
    scores = [[_table_score(o, t, same_count) for t in theirs] for o in ours]
    our_gaps = [-2.0 if any(_fixed(row.items) for row in table.rows) else -0.5 for table in ours]
    their_gaps = [-0.5 if table.texts else -0.2 for table in theirs]
    _, matches = matched(scores, our_gaps, their_gaps, range(len(ours)))
    pairs = ((ours[m.ours], theirs[m.theirs]) for m in matches if m.lead >= _LEAD)
    return [known for our, their in pairs if (known := _row_by_row(our, their, form_id))]


def _all_rows(rows: Mapping[int, Cells]) -> Iterator[Cells]:
    for number in range(min(max(rows, default=-1), _MOST_ROWS) + 1):
        yield rows.get(number, {})


def _table_score(ours: FormTable, theirs: TextTable, same_count: bool) -> float:
    """How well two tables fit by their texts, the heading before them, their width and their number."""
    fixed = [item.text for row in ours.rows for item in _fixed(row.items)]
    width = max(len(row.cells) for row in ours.rows)
    if len(theirs.rows) > _MOST_ROWS or any(cell >= width for row in theirs.rows for cell in row):
        return NEVER
    heading = 6.0 if ours.before and ours.before in theirs.before else 0.0
    number = 3.0 if same_count and ours.number == theirs.number else 0.0
    if not fixed:
        return 1.0 + heading + number
    texts = theirs.texts
    share = sum(weight(text) for text in fixed if text in texts) / sum(map(weight, fixed))
    return NEVER if share < _ENOUGH / 2 else 10 * share + heading / 2 + number


# --- rows ---------------------------------------------------------------------------------------


def _row_by_row(ours: FormTable, theirs: TextTable, form_id: str) -> KnownTable | None:
    """The table with its rows matched, or None where a row with text fits nowhere for certain.

    Where rows of a repeating table are all whole, and only which is which does not show, all its rows are in doubt.
    """
    more = max(0, len(theirs.rows) - len(ours.rows))
    table = ours.with_added(more, form_id) if more else ours
    rows = table.rows
    theirs = _with_rows_below(theirs, rows)
    texts = [{cell: {unit.plain for unit in units} for cell, units in cells.items()} for cells in theirs.rows]
    scores = [
        [
            _row_score(asked, said) if _may_be(row, number, theirs.ids) else NEVER
            for number, said in enumerate(texts)
        ]
        for row, asked in ((row, tuple(map(_asked, row.cells))) for row in rows)
    ]
    our_gaps = [_row_gap(row) for row in rows]
    their_gaps = [-5.0 if cells else -0.5 for cells in theirs.rows]
    alike = [_likeness(row, theirs.ids) for row in rows]
    _, matches = matched(scores, our_gaps, their_gaps, alike)
    unsure = {m.theirs: rows[m.ours].group for m in matches if m.lead < _LEAD}
    here = {m.theirs for m in matches}
    if any(cells and number not in here for number, cells in enumerate(theirs.rows)):
        return None
    doubtful = {group for number, group in unsure.items() if theirs.rows[number]}
    if not all(
        _is_whole(rows[m.ours], theirs.rows[m.theirs]) for m in matches if rows[m.ours].group in doubtful
    ):
        return None
    doubtful |= {rows[m.ours].group for m in matches if _may_be_two(rows[m.ours], theirs.rows[m.theirs])}
    pairs = [(rows[o], theirs.rows[t]) for o, t in _first_filled_first(matches, rows, alike, doubtful)]
    if not _enough(rows, pairs):
        return None
    found = (cell for row, cells in pairs for cell in _cells(row, cells, row.group in doubtful))
    return KnownTable(table, theirs, tuple(found))


def _may_be(row: TableRow, number: int, ids: Mapping[int, str]) -> bool:
    """Whether the marks in the returned row do not say that it is another row of the form."""
    return not ids or (ids[number] == row.id if number in ids else row.id not in ids.values())


def _likeness(row: TableRow, ids: Mapping[int, str]) -> Hashable:
    return row.id if ids and row.id and row.id in ids.values() else row.likeness


def _may_be_two(row: TableRow, cells: Cells) -> bool:
    """Whether a row of a repeating table, broken at the edge of a page, has no labels that show where it begins."""
    unsure = any(line.row_unsure for units in cells.values() for unit in units for line in unit.lines)
    return bool(row.group) and unsure and not _is_whole(row, cells)


def _is_whole(row: TableRow, cells: Cells) -> bool:
    """Whether all fixed text of a row of a repeating table stands in its cells, and there is some to see it by."""
    texts = [(number, item.text) for number, items in enumerate(row.cells) for item in _fixed(items)]
    there = (any(unit.plain == text for unit in cells.get(number, ())) for number, text in texts)
    return bool(row.group and texts) and all(there)


def _with_rows_below(theirs: TextTable, rows: Sequence[TableRow]) -> TextTable:
    """The table with the rows at its end that hold answers only: left empty, they show no text to be seen by."""
    blank = next((n for n, row in enumerate(reversed(rows)) if _fixed(row.items)), len(rows))
    more = min(blank, len(rows) - len(theirs.rows))
    return replace(theirs, rows=(*theirs.rows, *({} for _ in range(more))))


class _Asked(Noun):
    """What may stand in a cell: its fixed texts with their weights, its prompts, last year's answers, and anything."""

    fixed: dict[str, float]
    prompts: tuple[str, ...]
    were: tuple[str, ...]
    is_open: bool


def _asked(items: Sequence[Item]) -> _Asked:
    slots = [item for item in items if isinstance(item, Open)]
    return _Asked(
        {text: weight(text) for text in dict.fromkeys(item.text for item in _fixed(items))},
        tuple(slot.prompt for slot in slots),
        tuple(folded(slot.was) for slot in slots if slot.was),
        bool(slots),
    )


def _row_score(row: Sequence[_Asked], said: Mapping[int, Set[str]]) -> float:
    """How well a row fits the texts of a returned one, by cell."""
    if said and max(said) >= len(row):
        return -20.0
    score = 0.2
    for number, cell in enumerate(row):
        texts = said.get(number, _NOTHING)
        score += sum(worth if text in texts else -worth / 2 for text, worth in cell.fixed.items())
        score += sum(1.0 for prompt in cell.prompts if prompt in texts)
        score += sum(4.0 for was in cell.were if was in texts)
        score -= 0.0 if cell.is_open else 2.0 * len(texts - cell.fixed.keys())
    return score


def _row_gap(row: TableRow) -> float:
    if row.group:
        return 0.0 if row.is_added else -0.6
    return -1.0 - sum(weight(item.text) for item in _fixed(row.items)) / 2


def _first_filled_first(
    matches: Sequence[Match], rows: Sequence[TableRow], alike: Sequence[Hashable], doubtful: Collection[str]
) -> Iterator[tuple[int, int]]:
    """The matches, but of rows that are alike the first ones are taken, issued before added.

    So are the first ones of a group in doubt, whether they are alike or not.
    """
    alike = [
        row.group if row.group in doubtful and like == row.likeness else like
        for row, like in zip(rows, alike, strict=True)
    ]
    by_likeness: dict[object, list[int]] = {}
    for number in sorted(range(len(rows)), key=lambda number: (rows[number].is_added, number)):
        by_likeness.setdefault(alike[number], []).append(number)
    used: dict[object, int] = {}
    for match in matches:
        likeness = alike[match.ours]
        at = used.get(likeness, 0)
        used[likeness] = at + 1
        yield by_likeness[likeness][at], match.theirs


def _enough(rows: Sequence[TableRow], pairs: Sequence[tuple[TableRow, Cells]]) -> bool:
    """Whether enough of the fixed text of the rows that are there stands in its cell."""
    asked = sum(weight(item.text) for row in rows if not row.group for item in _fixed(row.items))
    asked += sum(weight(item.text) for row, _ in pairs if row.group for item in _fixed(row.items))
    there = 0.0
    for row, cells in pairs:
        for number, items in enumerate(row.cells):
            texts = {unit.plain for unit in cells.get(number, ())}
            there += sum(weight(item.text) for item in _fixed(items) if item.text in texts)
    return there >= _ENOUGH * asked


def _cells(row: TableRow, cells: Cells, doubtful: bool) -> Iterator[Cell]:
    for number, items in enumerate(row.cells):
        units = tuple(cells.get(number, ()))
        if items or units:
            yield Cell(items, units, doubtful)


def _fixed(items: Iterable[Item]) -> list[Fixed]:
    return [item for item in items if isinstance(item, Fixed)]
