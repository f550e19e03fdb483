"""The rows of a table as they came back: the issued ones, those added by Word's +, and those added by Tab.

In: the marks and table texts of a `Returned`. Out: one `Row` per row with its marks by column.

Surprises. Word's + copies a row with its tags but not its bookmarks, so of two rows with the same tags the
one in the bookmarks is the issued one. A row added by Tab, or any added row after LibreOffice, has neither:
its cells are read by their position under the columns of the rows that have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.answers.returned import Mark, Returned, Spot
from pipeline.identity import form_ids_in, row_id
from pipeline.kinds import squeezed


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `id` is the issued one or a new row's own; `unplaced`: its text fits no column for certain.

    A column may have several marks, where a control was copied within the row.
    """

    table: str
    id: str
    marks: Mapping[str, Sequence[Mark]]
    is_new: bool = False
    unplaced: bool = False

    def key(self, column: str) -> str:
        """The key of a cell: `maal/4f2a/frist`."""
        return f"{self.table}/{self.id}/{column}"


@dataclass(slots=True)
class _Found:
    """A row of the document on the way to becoming a `Row`: where it stands and what its marks call it."""

    at: tuple[int, int]
    id: str = ""
    marks: dict[str, list[Mark]] = field(default_factory=dict)
    unplaced: bool = False


def rows_of(returned: Returned, table: str) -> list[Row]:
    """The rows of one table of the form, in the order of the document."""
    anchored = _anchored_rows(returned, table)
    _read_cells_without_control(returned, anchored)
    originals = _originals(returned, table, anchored)
    found = sorted([*anchored, *_plain_rows(returned, anchored)], key=lambda row: row.at)
    form_id = next(iter(form_ids_in("\n".join(returned.id_texts))), "")
    used = {row.id for row in anchored}
    rows, ordinal = [], 0
    for row in found:
        if any(row is original for original in originals):
            rows.append(Row(table, row.id, row.marks))
            continue
        ordinal += 1
        new_id = added_row_id(form_id, table, ordinal, used)
        used.add(new_id)
        rows.append(Row(table, new_id, row.marks, is_new=True, unplaced=row.unplaced))
    return rows


def added_row_id(form_id: str, table: str, ordinal: int, used: Collection[str]) -> str:
    """The id of a table's nth added row: the same file gives the same ids, and none is used already."""
    new_id = row_id(form_id, f"{table}+", ordinal)
    while new_id in used:
        new_id = row_id(form_id, f"{new_id}+", ordinal)
    return new_id


def named_rows(returned: Returned) -> dict[tuple[int, int], str]:
    """The rows that were issued, by where they stand: `table/id` by the number of the table and of the row in it."""
    tables = dict.fromkeys(mark.key.split("/")[0] for mark in returned.marks if mark.key.count("/") == 2)
    found = {table: _originals(returned, table, _anchored_rows(returned, table)) for table in tables}
    return {row.at: f"{table}/{row.id}" for table, rows in found.items() for row in rows if row.at[0] >= 0}


def _anchored_rows(returned: Returned, table: str) -> list[_Found]:
    """The rows that have a tag or a bookmark of this table in them."""
    rows: dict[tuple[str, int, int], _Found] = {}
    tagged = {mark.key for mark in returned.marks if mark.found_by == "tag"}
    times: dict[str, int] = {}
    for mark in returned.marks:
        parts = mark.key.split("/")
        if len(parts) != 3 or parts[0] != table or (mark.found_by == "bookmark" and mark.key in tagged):
            continue
        _, row, column = parts
        times[mark.key] = times.get(mark.key, 0) + 1
        # Outside a table the first control of a key belongs to the first row, the second to its copy.
        at = (mark.spot.table, mark.spot.row) if mark.spot else (-1, times[mark.key])
        found = rows.setdefault((row, *at), _Found(at, row))
        found.marks.setdefault(column, []).append(mark)
    return list(rows.values())


def _originals(returned: Returned, table: str, anchored: Iterable[_Found]) -> list[_Found]:
    """Of the rows that bear one id, the one as issued: the one in the bookmarks, or else the first."""
    home = {
        (mark.key.split("/")[1], (mark.spot.table, mark.spot.row))
        for mark in returned.marks
        if mark.found_by == "bookmark" and mark.spot and mark.key.startswith(f"{table}/")
    }
    by_id: dict[str, list[_Found]] = {}
    for row in anchored:
        by_id.setdefault(row.id, []).append(row)
    return [next((r for r in rows if (r.id, r.at) in home), rows[0]) for rows in by_id.values()]


def _columns(anchored: Iterable[_Found]) -> dict[int, dict[int, list[str]]]:
    """By table, which columns of the form stand in which cell."""
    columns: dict[int, dict[int, list[str]]] = {}
    for row in anchored:
        for column, marks in row.marks.items():
            spot = marks[0].spot
            if spot:
                here = columns.setdefault(spot.table, {}).setdefault(spot.cell, [])
                here += [] if column in here else [column]
    return columns


def _labelled(anchored: Iterable[_Found]) -> set[tuple[int, int]]:
    """The cells, by table, in which a label stands beside the field: their text is not the field's alone."""
    marks = (mark for row in anchored for column in row.marks.values() for mark in column)
    return {(mark.spot.table, mark.spot.cell) for mark in marks if mark.spot and mark.shared}


def _read_cells_without_control(returned: Returned, anchored: list[_Found]) -> None:
    """A removed control leaves its text in the cell: it is the column's, if the cell is no other's."""
    columns, labelled = _columns(anchored), _labelled(anchored)
    for row in anchored:
        table, number = row.at
        for cell, names in columns.get(table, {}).items():
            cells = returned.tables[table][number]
            if len(names) > 1 or names[0] in row.marks or (table, cell) in labelled:
                continue
            if cell < len(cells) and cells[cell].strip():
                row.marks[names[0]] = [_by_position(names[0], cells[cell], Spot(table, number, cell))]


def _plain_rows(returned: Returned, anchored: list[_Found]) -> list[_Found]:
    """The rows below an issued row, as wide as it, with any text but neither tags nor bookmarks."""
    taken = {(mark.spot.table, mark.spot.row) for mark in returned.marks if mark.spot and "/" in mark.key}
    rows, labelled = [], _labelled(anchored)
    for table, columns in _columns(anchored).items():
        first = min(row.at[1] for row in anchored if row.at[0] == table)
        texts = returned.tables[table]
        for number in range(first + 1, len(texts)):
            cells = texts[number]
            if (table, number) not in taken and len(cells) == len(texts[first]) and any(map(squeezed, cells)):
                rows.append(_plain_row(returned, (table, number), columns, labelled))
    return rows


def _plain_row(
    returned: Returned,
    at: tuple[int, int],
    columns: Mapping[int, Sequence[str]],
    labelled: Collection[tuple[int, int]],
) -> _Found:
    """A row read by position: control by control where they are left without tags, else cell by cell."""
    row = _Found(at)
    nameless = [m for m in returned.marks if not m.key and m.spot and (m.spot.table, m.spot.row) == at]
    for cell, text in enumerate(returned.tables[at[0]][at[1]]):
        names = columns.get(cell, ())
        controls = [mark for mark in nameless if mark.spot and mark.spot.cell == cell]
        if names and len(controls) == len(names):
            row.marks.update(
                (n, [replace(c, found_by="position")]) for n, c in zip(names, controls, strict=True)
            )
        elif len(names) == 1 and (at[0], cell) not in labelled:
            row.marks[names[0]] = [_by_position(names[0], text, Spot(*at, cell))]
        elif squeezed(text) and (names or not nameless):
            row.unplaced = True  # several fields or a label share the cell, or none stands in it
    return row


def _by_position(column: str, text: str, spot: Spot) -> Mark:
    return Mark(column, "position", text, in_control=False, spot=spot)
