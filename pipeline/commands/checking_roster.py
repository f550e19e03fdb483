"""What `mus check` tells of a roster: what each sheet and column was read as, who is in, who is not, and what is wrong.

The operator's terminal is English; headers and reasons are quoted as they stand in the file, and nothing else is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.model import Excluded, Roster, RosterColumn, RosterSheet
from pipeline.problems import Problem
from pipeline.sheets.write import Look

_MOST_REASONS = 12
_WIDTH = 22


@dataclass(frozen=True, slots=True)
class CheckedRoster:
    """A roster read and its round planned: what it says, what is wrong with it, and whom the rules leave out."""

    path: Path
    roster: Roster
    problems: list[Problem]
    excluded: tuple[Excluded, ...]
    look: Look
    year: int
    today: date

    def lines(self) -> Iterator[str]:
        """The operator's summary."""
        for sheet in self.roster.sources:
            yield from _sheet_lines(sheet)
        yield f"roster: {_many(len(self.roster.people), 'person', 'people')}, {_many(len(self.roster.groups), 'group')}"
        yield from _counted("Left out", [out.reason for out in self.roster.left_out])
        yield from _counted("Not in this round", [out.reason for out in self.excluded])
        yield from _counted_problems(self.problems)


def _sheet_lines(sheet: RosterSheet) -> Iterator[str]:
    read = [column for column in sheet.columns if column.how in ("header", "mus.toml") and column.meaning]
    holds = "" if sheet.holds == "people" else f", read as {sheet.holds}"
    yield f"Columns of {sheet.name}{holds} (headers in row {sheet.header}):"
    for column in read:
        by = "  (mus.toml)" if column.how == "mus.toml" else ""
        yield f'  {column.meaning:<{_WIDTH}} {column.letter:<3} "{column.header}"{by}'
    silenced = [column for column in sheet.columns if column.how == "mus.toml" and not column.meaning]
    yield from _listed("Removed (CPR)", [column for column in sheet.columns if column.how == "cpr"])
    yield from _listed("Not read, as mus.toml says", silenced)
    yield from _listed(
        "Not read, another column is", [column for column in sheet.columns if column.how == "repeated"]
    )
    unread = [column for column in sheet.columns if column.how in ("unsure", "unread")]
    yield from _listed("Not read", unread)
    if unread:
        yield "Is it meant? Put the line that fits under [columns] in mus.toml:"
        yield from _suggestions(unread)


def _listed(title: str, columns: Sequence[RosterColumn]) -> Iterator[str]:
    if columns:
        yield f"{title}: " + ", ".join(f'{column.letter} "{column.header}"' for column in columns)


def _suggestions(columns: Sequence[RosterColumn]) -> Iterator[str]:
    """The lines for mus.toml: what a column looks like, or that it need not be asked about."""
    lines = [f"{_quoted(column.header)} = {_quoted(column.meaning)}" for column in columns]
    width = min(max(map(len, lines)), 50)
    for column, line in sorted(zip(columns, lines, strict=True), key=lambda each: each[0].how != "unsure"):
        why = "" if column.how == "unsure" else ": not read, do not ask again"
        yield f"  {line:<{width}}  # column {column.letter}{why}"


def _quoted(text: str) -> str:
    """As a TOML key or value."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(each if each.isprintable() else " " for each in escaped)}"'


def _counted(title: str, reasons: Sequence[str]) -> Iterator[str]:
    if not reasons:
        return
    yield f"{title}: {len(reasons)}"
    counted = Counter(reasons).most_common()
    for reason, count in counted[:_MOST_REASONS]:
        yield f"  {count:>6}  {reason}"
    if len(counted) > _MOST_REASONS:
        yield f"          and {len(counted) - _MOST_REASONS} other reasons"


def _counted_problems(problems: Sequence[Problem]) -> Iterator[str]:
    counted = Counter((not problem.blocks, problem.code) for problem in problems)
    if counted:
        yield "Problems by kind (! blocks, · does not):"
    for (note, code), count in sorted(counted.items(), key=lambda each: (each[0][0], -each[1], each[0][1])):
        yield f"  {count:>6}  {'·' if note else '!'} {code}"


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"
