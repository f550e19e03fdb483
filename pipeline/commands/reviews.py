"""What lies in `output/review/`: each doubtful original with a letter and a workbook beside it.

The workbook is written when a return is judged, and only as long as nobody has written in it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from pipeline.commands.opening import Round, look_of
from pipeline.model import Layout, Reading
from pipeline.problems import Problem, file_place
from pipeline.problems.reviewing import refused_because
from pipeline.reports.review import Review, write_review, written_in
from pipeline.reports.review import is_review as bears_our_mark
from pipeline.returns import Arrived, Judged
from pipeline.returns.points import Point, points_of
from pipeline.sheets.save import saved_by_somebody

ROOM, SUFFIX = "review", ".xlsx"

Read = Callable[[Path], Reading]
"""Reads an original once more. The same bytes give the same reading."""


def write(judged: Judged, round_: Round) -> None:
    """Writes the workbook beside a file that is kept for review; one that HR has written in stays as it is."""
    if judged.outcome == "review" and judged.keep_at and judged.reading.issued:
        original = round_.workspace.output / judged.keep_at
        seen = round_.store.seen(judged.reading.digest)
        received = seen.received_on if seen else round_.today
        _write(judged.reading, round_, received, judged.arrived.name, original)


def without_workbook(round_: Round) -> list[Path]:
    """The files that wait for review with no workbook beside them: HR deleted it, or an earlier version wrote none.

    Judged again they get one.
    """
    originals = (round_.workspace.output / kept_at for kept_at in round_.store.waiting())
    return [path for path in originals if path.is_file() and not workbook_of(path).exists()]


def retire(original: Path) -> None:
    """Takes away what lies beside a file that needs no review any more: its letter and its workbook."""
    original.with_name(f"{original.name}.txt").unlink(missing_ok=True)
    workbook_of(original).unlink(missing_ok=True)


def workbook_of(original: Path) -> Path:
    """Where the workbook of a file for review lies."""
    return original.with_name(f"{original.name}{SUFFIX}")


def is_review(arrived: Arrived) -> bool:
    """Whether a file is a review workbook of ours, under any name."""
    return bears_our_mark(arrived.content)


def saved_workbooks(round_: Round) -> list[Path]:
    """The workbooks among the files for review that somebody has saved since they were written, and has not open."""
    found = sorted((round_.workspace.output / ROOM).glob(f"*{SUFFIX}"))
    ours = (path for path in found if not path.name.startswith(("~$", ".")))
    return [path for path in ours if saved_by_somebody(path) and not _is_open(path)]


def reasons(reading: Reading, round_: Round) -> list[Problem]:
    """The blocking problems of a reading for its letter, each with the title of the field it is about."""
    if reading.issued is None:
        return [problem for problem in reading.problems if problem.blocks]
    return reasons_of(reading, points(reading, round_))


def reasons_of(reading: Reading, of: Sequence[Point]) -> list[Problem]:
    """What was the matter with some fields, each by its title."""
    file = Path(reading.file)
    return [
        refused_because(
            file_place(file, point.id if point.field else ""), code, point.title if point.field else "", text
        )
        for point in of
        for code, text in zip(point.codes, point.texts, strict=True)
        if text
    ]


def points(reading: Reading, round_: Round) -> tuple[Point, ...]:
    """What a person must decide about a form of ours."""
    return points_of(reading, layout_of(reading, round_))


def layout_of(reading: Reading, round_: Round) -> Layout:
    """The fields of the form."""
    assert reading.issued is not None, "only a form of ours is reviewed"
    layout = reading.layout or round_.store.layout(reading.issued.layout)
    assert layout is not None, "a form is recorded together with its layout"
    return layout


def review_of(reading: Reading, round_: Round, received: date, name: str, original: Path) -> Review:
    """What the workbook of a reading is about, with no word of HR's in it yet."""
    issued = reading.issued
    assert issued is not None, "only a form of ours is reviewed"
    roster = round_.store.roster(issued.year)
    leader = roster.people.get(issued.leader) if roster else None
    return Review(
        digest=reading.digest,
        form_id=issued.form_id,
        form=round_.policy.forms[issued.form].title,
        person=issued.person_name,
        leader=leader.name if leader else issued.leader,
        received=received,
        name=name.removeprefix(f"{reading.digest[:12]} "),  # what a kept file bears in front, judged again
        original=original,
        points=points(reading, round_),
    )


def _write(reading: Reading, round_: Round, received: date, name: str, original: Path) -> None:
    path = workbook_of(original)
    if not written_in(path):
        review = review_of(reading, round_, received, name, original)
        write_review(review, look_of(round_.policy), round_.key, path)


def _is_open(path: Path) -> bool:
    """Whether Excel or LibreOffice has a workbook open: each puts a file of its own beside it."""
    return any(os.path.lexists(path.with_name(name)) for name in (f"~${path.name}", f".~lock.{path.name}#"))
