"""The skeleton as a sequence to align with: fixed texts and open places, in rows where they stand in tables.

In: a skeleton and the layout. Out: `Sheet`: the items in reading order, outside tables and table by table. The rows of
a repeating table can be had more times than they were issued, for those that people added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count, islice

from pipeline.answers.rows import added_row_id
from pipeline.answers.skeleton import Block, Skeleton
from pipeline.kinds import squeezed
from pipeline.model import Field, Layout
from pipeline.nouns import Noun

_HYPHENS = re.compile("[\u2010\u2011\u2012\u2212]")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A piece of fixed text, folded for comparing, and the style it was set in. `is_added`: of a row had again."""

    text: str
    style: str = ""
    is_added: bool = field(default=False, compare=False)


class Open(Noun):
    """A place for an answer. `prompt` is folded; `was` is last year's answer it went out with, not a prompt."""

    key: str
    prompt: str = ""
    field: Field | None = None
    was: str = ""


Item = Fixed | Open

_MOST_BETWEEN = 5
"""So many rows may have been put in between two that differ; at the end of a table there may be any number."""

TAB, LINE_END = "\t", "\n"
"""What parts cells and rows where a table was pasted as text. No folded text is one of them."""


class TableRow(Noun):
    """A row of a form's table. `group` is the repeating table it is a row of, `likeness` what makes rows alike."""

    cells: tuple[tuple[Item, ...], ...]
    group: str = ""
    is_added: bool = False

    @property
    def likeness(self) -> tuple[object, ...]:
        """Equal for rows that nothing tells apart but their ids; unique for all others."""
        if not self.group:
            return (id(self),)
        return tuple(
            tuple(i if isinstance(i, Fixed) else (i.key.split("/")[-1], i.prompt, i.was) for i in cell)
            for cell in self.cells
        )

    @property
    def id(self) -> str:
        """`table/id`, as the keys of its fields have it; "" for a row that repeats nothing."""
        keys = (item.key for item in self.items if isinstance(item, Open)) if self.group else iter(())
        return next(keys, "").rpartition("/")[0]

    @property
    def is_blank(self) -> bool:
        """Whether it went out without an answer of last year in it."""
        return not any(isinstance(item, Open) and item.was for item in self.items)

    @property
    def items(self) -> Iterator[Item]:
        """All its items in reading order."""
        return (item for cell in self.cells for item in cell)

    def added(self, row: str) -> TableRow:
        """The row once more, with no answers of last year and a row id of its own."""
        cells = (tuple(_moved(item, self.group, row) for item in cell) for cell in self.cells)
        return TableRow(tuple(cells), self.group, is_added=True)


class FormTable(Noun):
    """A table of the form: its number in the skeleton, its rows, and the last fixed text before it."""

    number: int
    rows: tuple[TableRow, ...]
    before: str = ""

    def with_added(self, more: int, form_id: str) -> FormTable:
        """The table with so many more rows wherever people put them: behind a group, and beside a row of last year."""
        rows: list[TableRow] = []
        added: dict[str, Iterator[TableRow]] = {}
        for at, row in enumerate(self.rows):
            following = self.rows[at + 1] if at + 1 < len(self.rows) else None
            first = at == 0 or self.rows[at - 1].group != row.group
            last = following is None or following.group != row.group
            if row.group and first:
                added[row.group] = _added(self.rows, row.group, form_id)
                rows += islice(added[row.group], 0 if row.is_blank else min(more, _MOST_BETWEEN))
            rows.append(row)
            if row.group and last:
                rows += islice(added[row.group], more)
            elif row.group and following and row.likeness != following.likeness:
                rows += islice(added[row.group], min(more, _MOST_BETWEEN))
        return replace(self, rows=tuple(rows))

    def parted(self) -> FormTable:
        """The table as text: a tab after each cell but the last, a line's end after each row."""
        rows = (
            replace(
                row, cells=tuple((*cell, Fixed(end)) for cell, end in zip(row.cells, _ends(row), strict=True))
            )
            for row in self.rows
        )
        return replace(self, rows=tuple(rows))


Element = Item | FormTable


def elements_of(skeleton: Skeleton, layout: Layout) -> list[Element]:
    """The form in reading order: the items outside tables, and its tables where they begin."""
    fields = layout.by_key()
    elements: list[Element] = []
    tables: dict[int, dict[int, dict[int, list[Item]]]] = {}
    at: dict[int, int] = {}
    before = ""
    for block in skeleton.blocks:
        items = list(_items(block, fields))
        if block.spot is None:
            elements += items
            before = next((i.text for i in reversed(items) if isinstance(i, Fixed)), before)
            continue
        number = block.spot.table
        if number not in tables:
            at[number] = len(elements)
            elements.append(FormTable(number, (), before))
            before = ""
        tables.setdefault(number, {}).setdefault(block.spot.row, {}).setdefault(block.spot.cell, []).extend(
            items
        )
    for number, rows in tables.items():
        table = elements[at[number]]
        assert isinstance(table, FormTable)
        elements[at[number]] = replace(table, rows=tuple(_rows(rows)))
    return elements


def items_of(elements: Sequence[Element]) -> Iterator[Item]:
    """All items, those in tables among them."""
    for element in elements:
        if isinstance(element, FormTable):
            for row in element.rows:
                yield from row.items
        else:
            yield element


def folded(text: str) -> str:
    """A text for comparing with a form's own. Programs print a hyphen that must not break, and a minus, as a hyphen."""
    return _HYPHENS.sub("-", squeezed(text)).casefold()


folded_own = lru_cache(maxsize=4_096)(folded)
"""The same for the form's own texts, which are the next form's too. What people wrote is not kept."""


def _ends(row: TableRow) -> list[str]:
    return [TAB] * (len(row.cells) - 1) + [LINE_END] if row.cells else []


def _items(block: Block, fields: dict[str, Field]) -> Iterator[Item]:
    for piece in block.pieces:
        if isinstance(piece, str):
            if plain := folded_own(piece):
                yield Fixed(plain, block.style)
            continue
        table, _, rest = piece.key.partition("/")
        column = f"{table}/{rest.rpartition('/')[2]}" if rest else table
        field = fields.get(piece.key) or fields.get(column)
        own = folded_own(field.prompt) if field else ""
        is_prompt = field is not None and (field.kind == "check" or folded(piece.prompt) in (own, ""))
        was = "" if is_prompt else piece.prompt.strip()
        yield Open(piece.key, own if field and field.kind != "check" else "", field, was)


def _rows(rows: dict[int, dict[int, list[Item]]]) -> Iterator[TableRow]:
    for number in range(max(rows) + 1):
        cells = rows.get(number, {})
        row = tuple(tuple(cells.get(cell, ())) for cell in range(max(cells, default=-1) + 1))
        keys = [item.key.rpartition("/")[0] for cell in row for item in cell if isinstance(item, Open)]
        group = keys[0].partition("/")[0] if keys and "/" in keys[0] and len(set(keys)) == 1 else ""
        yield TableRow(row, group)


def _added(rows: Sequence[TableRow], group: str, form_id: str) -> Iterator[TableRow]:
    """The rows that may have been added to a group, one after the other, each like its last."""
    last = [row for row in rows if row.group == group][-1]
    used = {i.key.split("/")[1] for row in rows for i in row.items if isinstance(i, Open) and "/" in i.key}
    for number in count(1):
        id = added_row_id(form_id, group, number, used)
        used.add(id)
        yield last.added(id)


def _moved(item: Item, group: str, row: str) -> Item:
    if isinstance(item, Fixed):
        return replace(item, is_added=True)
    return replace(item, key=f"{group}/{row}/{item.key.rpartition('/')[2]}", was="")
