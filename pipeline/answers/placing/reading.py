"""`place`: the whole way from lines to placements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.answers.placing.items import (
    LINE_END,
    TAB,
    Element,
    Fixed,
    FormTable,
    Item,
    Open,
    elements_of,
    folded,
    items_of,
)
from pipeline.answers.placing.looks import learned
from pipeline.answers.placing.placed import DOUBTFUL, Placed, Placement
from pipeline.answers.placing.plainly import read_plainly
from pipeline.answers.placing.scoring import Scores, unnumbered
from pipeline.answers.placing.stretches import Read, Stretch, read_stretch
from pipeline.answers.placing.tables import Cell, KnownTable, NamedRows, known_tables, text_tables
from pipeline.answers.placing.units import Unit, fixed_texts, units_of
from pipeline.answers.returned import Line
from pipeline.answers.skeleton import Skeleton
from pipeline.answers.years import Years
from pipeline.model import Layout

_MOST_LINES, _MOST_LETTERS = 4_000, 400_000
"""More text than that is no filled-in form, and would take more than a second to read."""
_ENOUGH = 0.6
"""How much of the form's fixed text, by weight, must be found; with less it is another form's text."""
_MISSING_ROW = 0.5
_MOST_ADDED = 40


def place(
    skeleton: Skeleton,
    lines: Sequence[Line],
    layout: Layout,
    years: Years,
    form_id: str,
    named: NamedRows | None = None,
) -> Placed:
    """Every answer that stands in the lines, by the key of its field, each with its confidence.

    `layout` are the form's fields as issued; `form_id` names the rows that people added, as `rows_of` does; `named` are
    the rows of the file that marks in them tell: what is left among them was added. Of more
    text than any form has, and of a text that is not this form's, nothing is placed with confidence.
    """
    elements = elements_of(skeleton, layout)
    if _is_too_much(lines):
        return _nothing_sure(elements)
    items = list(items_of(elements))
    prompts = {item.prompt for item in items if isinstance(item, Open) and item.prompt}
    fixed = fixed_texts(items)
    units = units_of(lines, skeleton, [*fixed, *prompts])
    scores = _scores(skeleton, items, units, prompts, fixed, years)
    units = _without_margins_at_the_ends(units, scores)
    known = known_tables(
        [e for e in elements if isinstance(e, FormTable)], text_tables(units, named or {}), form_id
    )
    stretches = _stretches(elements, units, known, form_id, scores)
    reads = [read_plainly(stretch, scores) or read_stretch(stretch, scores) for stretch in stretches]
    return _placed(reads, elements)


def _without_margins_at_the_ends(units: Sequence[Unit], scores: Scores) -> list[Unit]:
    """The units without the headers and footers before and after them: in between, such a line may be an answer."""
    body = [n for n, unit in enumerate(units) if not unit.is_end and not scores.is_margin(unit)]
    if not body:
        return []
    end = next((n for n in range(body[-1] + 1, len(units)) if not units[n].is_end), len(units))
    return list(units[body[0] : end])


def _is_too_much(lines: Sequence[Line]) -> bool:
    breaks = sum(line.text.count(TAB) + line.text.count(LINE_END) for line in lines)
    return len(lines) + breaks > _MOST_LINES or sum(len(line.text) for line in lines) > _MOST_LETTERS


def _nothing_sure(elements: Sequence[Element]) -> Placed:
    keys = (item.key for item in items_of(elements) if isinstance(item, Open))
    return Placed({key: Placement(key, "", 0.0) for key in keys})


def _scores(
    skeleton: Skeleton,
    items: Sequence[Item],
    units: Sequence[Unit],
    prompts: set[str],
    own: Counter[str],
    years: Years,
) -> Scores:
    fixed = [item for item in items if isinstance(item, Fixed)]
    stands = Counter(unit.plain for unit in units)
    margins = {folded(margin) for margin in skeleton.margins}
    margins |= {unnumbered(margin) for margin in margins} - {""}
    repeated = _repeated_headers(skeleton, lambda text: stands[text] > own[text])
    looks = learned(units, fixed, prompts, margins)
    return Scores(looks, years, own, prompts, margins, repeated)


def _repeated_headers(skeleton: Skeleton, is_repeated: Callable[[str], bool]) -> set[str]:
    """The texts of header rows that are printed again: the whole row is, or it is somebody's answer."""
    rows: dict[tuple[int, int], set[str]] = {}
    for block in skeleton.blocks:
        if block.header and block.spot and not block.slots:
            rows.setdefault((block.spot.table, block.spot.row), set()).add(folded(block.text))
    return {text for texts in rows.values() if all(map(is_repeated, texts)) for text in texts}


def _placed(reads: Sequence[Read], elements: Sequence[Element]) -> Placed:
    """All placements in the form's order; none of them sure where too little of the form's own text was found."""
    asked = sum(read.asked for read in reads)
    enough = sum(read.found for read in reads) >= _ENOUGH * asked
    found = {placement.key: placement for read in reads for placement in read.placements}
    doubtful = _rows_in_doubt(reads) | _rows_that_may_be_others(found, reads, elements)
    for key, placement in found.items():
        most = 0.0 if not enough else DOUBTFUL if _row(key) in doubtful else placement.confidence
        if placement.confidence > most:
            said = (*placement.candidates, placement.text)
            found[key] = replace(placement, confidence=most, candidates=tuple(dict.fromkeys(said)))
    loose = (line for read in reads for unit in read.loose for line in unit.lines)
    return Placed(found, tuple(dict.fromkeys(loose)))


def _row(key: str) -> str:
    """The row that a key is of, by table and id; "" outside tables."""
    return key.rpartition("/")[0]


def _rows_in_doubt(reads: Sequence[Read]) -> set[str]:
    """The rows read as text in which one field is in doubt: nothing but its neighbours parts the answers of a row."""
    texts = (placement for read in reads if not read.in_cell for placement in read.placements)
    return {_row(placement.key) for placement in texts if not placement.is_sure} - {""}


def _rows_that_may_be_others(
    found: Collection[str], reads: Sequence[Read], elements: Sequence[Element]
) -> set[str]:
    """All rows read as text of a table that has more than were issued, where those were not all alike.

    A row may be added anywhere, and then nothing but last year's answers, which people write over, tells which is new.
    """
    as_text = {_row(placement.key) for read in reads if not read.in_cell for placement in read.placements}
    as_text.discard("")
    if not as_text:
        return set()
    rows = [
        row for element in elements if isinstance(element, FormTable) for row in element.rows if row.group
    ]
    issued = {_row(item.key): row for row in rows for item in row.items if isinstance(item, Open)}
    likenesses: dict[str, set[object]] = {}
    for row in rows:
        likenesses.setdefault(row.group, set()).add(row.likeness)
    grown = {row.partition("/")[0] for row in as_text if row not in issued}
    mixed = {group for group in grown if len(likenesses.get(group, ())) > 1}
    return {row for row in map(_row, found) if row in as_text and row.partition("/")[0] in mixed}


# --- stretches ----------------------------------------------------------------------------------


def _stretches(
    elements: Sequence[Element],
    units: Sequence[Unit],
    known: Sequence[KnownTable],
    form_id: str,
    scores: Scores,
) -> Iterator[Stretch]:
    """The form in stretches: the cells of tables that are known, and the text between them from anchor to anchor."""
    # One with nothing in it shows no text to part the rest at: it is read like the text around it.
    by_number = {table.ours.number: table for table in known if table.theirs.texts}
    theirs = {table.theirs.number for table in known}
    between: list[Element] = []
    rest = list(units)
    for element in elements:
        if not (isinstance(element, FormTable) and element.number in by_number):
            between.append(element)
            continue
        table = by_number[element.number]
        before, rest = _up_to(rest, table.theirs.number)
        yield from _text_stretches(between, [u for u in before if not _is_in(u, theirs)], form_id)
        for cell in table.cells:
            yield from _cell_stretches(cell, scores)
        between = []
    yield from _text_stretches(between, [u for u in rest if not _is_in(u, theirs)], form_id)


def _is_in(unit: Unit, tables: set[int]) -> bool:
    return unit.spot is not None and unit.spot.table in tables


def _up_to(units: list[Unit], table: int) -> tuple[list[Unit], list[Unit]]:
    """The units before a table, and those from it on."""
    at = next((n for n, u in enumerate(units) if u.spot and u.spot.table >= table), len(units))
    return units[:at], units[at:]


def _text_stretches(elements: Sequence[Element], units: Sequence[Unit], form_id: str) -> Iterator[Stretch]:
    """Text without tables to go by, parted at the fixed texts that stand once in the form and once in the text."""
    elements = [_with_added_rows(element, units, form_id) for element in elements]
    if _is_parted(elements, units):
        elements = [e.parted() if isinstance(e, FormTable) else e for e in elements]
    items = list(items_of(elements))
    skips = list(_skips(elements))
    for start, end, first, last in _between_anchors(items, units):
        inside = tuple((a - start, b - start, cost) for a, b, cost in skips if start <= a and b <= end)
        yield Stretch(tuple(items[start:end]), tuple(units[first:last]), inside)


def _cell_stretches(cell: Cell, scores: Scores) -> Iterator[Stretch]:
    """A cell of a known table from anchor to anchor where everything fits there; else as a whole.

    On any other reading a label would have to be an answer: nothing that fits where it stands makes up for that.
    """
    whole = Stretch(cell.items, cell.units, in_cell=True, doubtful=cell.doubtful)
    if len(cell.items) < 2 or any(line.cut for unit in cell.units for line in unit.lines):
        yield whole  # text that was cut may be any field's
        return
    parts = [
        Stretch(cell.items[start:end], cell.units[first:last], in_cell=True, doubtful=cell.doubtful)
        for start, end, first, last in _between_anchors(cell.items, cell.units)
    ]
    yield from parts if all(_fits(part, scores) for part in parts) else [whole]


def _fits(part: Stretch, scores: Scores) -> bool:
    """Whether a part of a cell is a label, set like one, and before it a field with what can well be its answer."""
    fields = [item for item in part.items if isinstance(item, Open)]
    labels = [item for item in part.items if isinstance(item, Fixed)]
    written = list(part.units)
    if labels:
        label, unit = labels[-1], written.pop() if written else None
        if len(labels) > 1 or unit is None or unit.plain != label.text or scores.speaks_for(unit, label) < 0:
            return False
    if not fields or not written:
        return not written
    return len(fields) == 1 and scores.is_answered(fields[0], written)


def _between_anchors(items: Sequence[Item], units: Sequence[Unit]) -> Iterator[tuple[int, int, int, int]]:
    """Items and units parted behind each anchor: where the items begin and end, and where the units do."""
    start = first = 0
    for item, unit in [*_anchors(items, units), (len(items), len(units))]:
        end, last = min(item + 1, len(items)), min(unit + 1, len(units))
        if start < end or first < last:
            yield start, end, first, last
        start, first = end, last


def _is_parted(elements: Sequence[Element], units: Sequence[Unit]) -> bool:
    """Whether tabs part the cells: most tabs that there would be are there."""
    rows = (row for element in elements if isinstance(element, FormTable) for row in element.rows)
    return 2 * sum(unit.plain == TAB for unit in units) > sum(max(0, len(row.cells) - 1) for row in rows)


def _anchors(items: Sequence[Item], units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Pairs of an item and a unit that can only be each other, in order; pairs that cross are none."""
    ours = _once((item.text, number) for number, item in enumerate(items) if isinstance(item, Fixed))
    theirs = _once((unit.plain, number) for number, unit in enumerate(units))
    both = [(number, theirs[text]) for text, number in ours.items() if text in theirs]
    pairs = [(item, unit) for item, unit in both if not units[unit].cut and not units[unit].is_end]
    if all(one[1] < next_[1] for one, next_ in pairwise(pairs)):
        return pairs
    return [
        pair
        for n, pair in enumerate(pairs)
        if all(other[1] < pair[1] for other in pairs[:n])
        and all(other[1] > pair[1] for other in pairs[n + 1 :])
    ]


def _once(texts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The texts that stand but once, in order, and where."""
    at: dict[str, int] = {}
    again: set[str] = set()
    for text, number in texts:
        if at.setdefault(text, number) != number:
            again.add(text)
    return {text: number for text, number in at.items() if text not in again} if again else at


def _with_added_rows(element: Element, units: Sequence[Unit], form_id: str) -> Element:
    """A table with as many more rows as its rows' first label stands more often than it was issued."""
    if not isinstance(element, FormTable):
        return element
    stands = Counter(unit.plain for unit in units)
    more = 0
    for group in {row.group for row in element.rows if row.group}:
        rows = [row for row in element.rows if row.group == group]
        label = next((item.text for item in rows[0].items if isinstance(item, Fixed)), "")
        more = max(more, stands[label] - len(rows) if label else 0)
    return element.with_added(min(more, _MOST_ADDED), form_id) if more > 0 else element


def _skips(elements: Sequence[Element]) -> Iterator[tuple[int, int, float]]:
    """By row of a repeating table, the way past it and all after it: people delete spare rows from the end."""
    at = 0
    for element in elements:
        rows = element.rows if isinstance(element, FormTable) else ()
        starts = []
        for row in rows:
            starts.append(at)
            at += sum(1 for _ in row.items)
        for number, row in enumerate(rows):
            end = next((n for n in range(number, len(rows)) if rows[n].group != row.group), len(rows))
            stop = starts[end] if end < len(rows) else at
            if row.group and stop > starts[number]:
                issued = sum(1 for r in rows[number:end] if not r.is_added)
                yield starts[number], stop, _MISSING_ROW * issued
        at += 0 if isinstance(element, FormTable) else 1
