"""The review workbook: what HR must decide about one returned file, and what HR has written in it.

One page: whose form it is, what to do, a row for each point with an empty cell, and a last line that sends the form
back. The text of a candidate is shown where the field is a fact or shared; of a private field and of loose text only
where it stands, and HR opens the original beside it.

The workbook is known by its content under any name. A seal over its rows, made with the workspace's key, tells one that
was changed outside the input cells, or that belongs elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from pipeline.cpr import cpr_left_out
from pipeline.kinds import squeezed
from pipeline.reports.review_words import (
    HOW_TO,
    HOW_TO_REFUSE,
    REFUSE_ALL,
    how_to_answer,
    matter_of,
    offered_for,
    proposals,
)
from pipeline.returns.reviewing import ALL, REFUSE, Point, Typed
from pipeline.sheets.answered import Formula, Left, read_answered, says
from pipeline.sheets.asking import Asked, add_properties, ask, lock, write_card, write_paragraph
from pipeline.sheets.cells import LINE
from pipeline.sheets.save import saved_by_somebody
from pipeline.sheets.write import (
    Book,
    Cell,
    Column,
    Look,
    Page,
    link_to,
    new_book,
    new_page,
    save_workbook,
    write_table,
)

PAGE, MARK = "Gennemsyn", "mus-gennemsyn"
COLUMNS = (
    Column("Felt", width=30, wrap=True),
    Column("Hvad er der i vejen?", width=42, wrap=True),
    Column("Forslag", width=46, wrap=True),
    Column("Rigtig værdi", width=26, wrap=True),
    Column("Sådan svarer du", width=36, wrap=True),
)
_INPUT, _ID = 4, 6
"""The columns of the cell to write in and, hidden, of the point's id; what a cell offers stands from there on."""
_TOP = 9
"""The row of the table's header."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a review workbook is about, and what stands in it already: HR's own words, and remarks on them, by point."""

    digest: str
    form_id: str
    form: str
    person: str
    leader: str
    received: date
    name: str
    original: Path
    points: Sequence[Point]
    words: Mapping[str, str | date] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finished:
    """A review workbook as it came back. `is_sealed`: all but the input cells is as it was written here.

    `typed` is what was typed by point, `words` the same as it stands there, `cells` where; `shown` what each row says.
    """

    digest: str
    form_id: str
    is_sealed: bool
    typed: Mapping[str, Typed]
    words: Mapping[str, str | date]
    cells: Mapping[str, str]
    shown: Mapping[str, tuple[str, ...]]


# --- out ----------------------------------------------------------------------------------------


def write_review(review: Review, look: Look, key: bytes, path: Path) -> bool:
    """Writes the workbook and says whether anything in it has changed. HR's words in `review` are kept."""
    book = new_book(f"Gennemsyn af {review.form_id}", look)
    subtitle = f"{look.name} · {review.form} · {review.person}"
    page = new_page(book, PAGE, look, "Gennemsyn", subtitle, len(COLUMNS))
    _write_head(page, review, look, path)
    rows = [_row(point, review.remarks.get(point.id, "")) for point in review.points]
    last = Cell(REFUSE_ALL, "group")
    rows.append([last, *(Cell("", "group") for _ in range(3)), Cell(HOW_TO_REFUSE, "open")])
    write_table(page, _TOP, COLUMNS, rows, look, filtered=False)
    width = _write_inputs(page, review)
    _seal(book, page, review, key)
    lock(page, _ID, _ID + width)
    return save_workbook(book, path, review.received)


def shown_of(point: Point) -> tuple[str, str, str]:
    """What a row says of its point: the field, what is the matter, the candidates."""
    return point.title, matter_of(point), cpr_left_out(proposals(point))


def _row(point: Point, remark: str) -> list[Cell]:
    title, matter, candidates = shown_of(point)
    hint = Cell(remark, "overdue") if remark else Cell(how_to_answer(point), "open")
    return [Cell(title), Cell(matter), Cell(candidates), Cell(""), hint]


def _write_head(page: Page, review: Review, look: Look, path: Path) -> None:
    facts = (
        ("Handler om", Cell(review.person), 1),
        (f"Formular · {review.form_id}", Cell(review.form), 1),
        ("Fil", Cell(review.name, link=link_to(review.original, path), tip="Åbn originalen"), 1),
        ("Modtaget", Cell(f"{review.received:%d-%m-%Y}"), 1),
        ("Leder", Cell(review.leader or "–"), 1),
    )
    last = write_card(page, 4, facts, look)
    page.row_dimensions[last + 1].height = 6
    write_paragraph(page, last + 2, HOW_TO, len(COLUMNS), 2)
    page.row_dimensions[last + 3].height = 6


def _write_inputs(page: Page, review: Review) -> int:
    """The cells to write in, each with its point's id beside it; returns how many columns they need out of sight."""
    widest = 0
    for row, point in enumerate(review.points, start=_TOP + 1):
        offered = offered_for(point)
        widest = max(widest, len(offered))
        strict = point.field is None or point.field.kind in ("choice", "check")
        asked = Asked(point.title, how_to_answer(point), offered, strict, review.words.get(point.id))
        _write_input(page, row, point.id, asked)
    last = _TOP + 1 + len(review.points)
    asked = Asked(REFUSE_ALL, HOW_TO_REFUSE, (REFUSE,), strict=True, value=review.words.get(ALL))
    _write_input(page, last, ALL, asked)
    return max(widest, 1)


def _write_input(page: Page, row: int, id: str, asked: Asked) -> None:
    ask(page, row, _INPUT, asked, _ID + 1)
    page.cell(row, _ID).value = id
    height = page.row_dimensions[row].height or LINE
    page.row_dimensions[row].height = max(height, 2 * LINE) + 8


def _seal(book: Book, page: Page, review: Review, key: bytes) -> None:
    shown = {point.id: shown_of(point) for point in review.points}
    seal = _seal_of(key, review.digest, review.form_id, shown)
    page.cell(_TOP, _ID).value = f"{MARK} {review.digest} {review.form_id} {seal}"
    add_properties(book, {MARK: f"{review.digest} {review.form_id}"})


def _seal_of(key: bytes, digest: str, form_id: str, shown: Mapping[str, Sequence[str]]) -> str:
    """A MAC over what the rows say, whatever a program did to their spaces and line ends."""
    rows = [[id, *map(squeezed, texts)] for id, texts in shown.items()]
    said = json.dumps(["review", digest, form_id, rows])
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()[:32]


# --- back ---------------------------------------------------------------------------------------


def is_review(content: bytes) -> bool:
    """Whether a file is a review workbook, by its content."""
    return says(content, MARK)


def written_in(path: Path) -> bool:
    """Whether somebody has saved a review workbook, or something stands in its input cells."""
    if saved_by_somebody(path):
        return True
    found = read_review(path.read_bytes(), b"") if path.is_file() else None
    return bool(found and found.words)


def read_review(content: bytes, key: bytes) -> Finished | None:
    """What HR has written in a review workbook; None where it cannot be opened or is none."""
    book = read_answered(content)
    rows = book.pages.get(PAGE, []) if book else []
    top = next((number for number, row in enumerate(rows) if str(_at(row, _ID)).startswith(f"{MARK} ")), None)
    if book is None or top is None:
        return None
    told = [*str(_at(rows[top], _ID)).split(" "), "", "", ""]
    digest, form_id, seal = told[1:4]
    named = book.properties.get(MARK, f"{digest} {form_id}") == f"{digest} {form_id}"
    ids = [(number, str(_at(rows[number], _ID))) for number in range(top + 1, len(rows))]
    ids = [(number, id) for number, id in ids if id]
    shown = {id: _shown(rows[number]) for number, id in ids if id != ALL}
    left = {id: _at(rows[number], _INPUT) for number, id in ids}
    alone = len({id for _, id in ids}) == len(ids) and bool(ids) and ids[-1][1] == ALL
    sealed = named and alone and hmac.compare_digest(_seal_of(key, digest, form_id, shown), seal)
    filled = {id: value for id, value in left.items() if not (isinstance(value, str) and not squeezed(value))}
    return Finished(
        digest,
        form_id,
        sealed,
        typed={id: _typed(value) for id, value in filled.items()},
        words={id: _words(value) for id, value in filled.items()},
        cells={id: f"D{number + 1}" for number, id in ids},
        shown=shown,
    )


def same_rows(finished: Finished, points: Sequence[Point]) -> set[str]:
    """The points that the workbook shows just as they are now."""
    return {
        point.id
        for point in points
        if tuple(map(squeezed, shown_of(point))) == tuple(map(squeezed, finished.shown.get(point.id, ())))
    }


def _at(row: Sequence[Left], column: int) -> Left:
    """The cell of a row, "" where it is empty."""
    value = row[column - 1] if len(row) >= column else None
    return "" if value is None else value


def _shown(row: Sequence[Left]) -> tuple[str, ...]:
    return tuple(str(_at(row, column)) for column in (1, 2, 3))


def _typed(value: Left) -> Typed:
    """What was typed, as text or a day; None for a formula and a time of day. A number is text as Danes write it."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else None
    if isinstance(value, str | date):
        return value
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        return str(int(value)) if whole else str(value).replace(".", ",")
    return None


def _words(value: Left) -> str | date:
    """What was typed, to be written back as it stood."""
    if isinstance(value, Formula):
        return value.text
    typed = _typed(value)
    return str(value) if typed is None else typed
