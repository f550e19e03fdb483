"""`Overblik.xlsx` in a leader's packet folder: staff, talks, days to keep, and every form a click away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.model import Issued, Person, Talk
from pipeline.reports.facts import danish
from pipeline.reports.words import DUE, day, number_of
from pipeline.sheets.write import (
    Cell,
    Column,
    Look,
    Row,
    link_to,
    new_book,
    new_page,
    save_workbook,
    write_table,
)

NAME = "Overblik.xlsx"


@dataclass(frozen=True)
class LeaderPackets:
    """What one leader was sent. `titles` are by form; `deadlines` by employee number and then by what."""

    leader: Person
    year: int
    talks: Sequence[Talk]
    people: Mapping[str, Person]
    issued: Sequence[Issued]
    titles: Mapping[str, str]
    deadlines: Mapping[str, Mapping[str, date | None]]


def write_overview(packets: LeaderPackets, look: Look, path: Path) -> bool:
    """Writes the leader's overview and says whether anything in it has changed.

    It bears no date of its own but the last form's, so a second run leaves it as it was.
    """
    forms = _form_columns(packets)
    dues = [what for what in DUE if _is_worth_a_column(packets, what)]
    columns = [
        Column("Medarbejder"),
        Column("Nr."),
        Column("Stilling"),
        Column("Enhed"),
        *([Column("Samtale")] if _is_worth_telling_kinds(packets) else []),
        *([Column("Holder samtalen")] if _has_delegates(packets) else []),
        Column("Planlagt", "date", 13),
        *(Column(DUE[what], "date", 14) for what in dues),
        *(Column(title, width=_opening_width(title)) for title in forms.values()),
    ]
    title = f"Dine samtaler {packets.year}"
    book = new_book(f"{title}: {packets.leader.name}", look)
    page = new_page(book, "Overblik", look, title, _subtitle(packets, look), len(columns))
    rows = [
        _row(packets, talk, dues, list(forms), path)
        for talk in sorted(packets.talks, key=lambda t: _order(packets, t))
    ]
    write_table(page, 4, columns, rows, look)
    stamp = max((form.issued_on for form in packets.issued), default=date(packets.year, 1, 1))
    return save_workbook(book, path, stamp)


def _subtitle(packets: LeaderPackets, look: Look) -> str:
    staff = number_of(len(packets.talks), "medarbejder", "medarbejdere")
    undated = sum(1 for talk in packets.talks if not talk.planned_on)
    hint = f" · {number_of(undated, 'samtale', 'samtaler')} mangler en dato" if undated else ""
    last = max((due for owed in packets.deadlines.values() if (due := owed.get("talk"))), default=None)
    by = f" · samtaler holdes senest {day(last)}" if last else ""
    return f"{packets.leader.name} · {look.name} · {staff}{hint}{by} · klik på »Åbn« for at åbne en formular"


def _is_worth_telling_kinds(packets: LeaderPackets) -> bool:
    return len({talk.kind for talk in packets.talks}) > 1


def _has_delegates(packets: LeaderPackets) -> bool:
    return any(packets.people[talk.person].delegate in packets.people for talk in packets.talks)


def _holder(packets: LeaderPackets, person: Person) -> str:
    """Who holds the talk: the one it is delegated to, else the leader."""
    return packets.people.get(person.delegate, packets.leader).name


def _is_worth_a_column(packets: LeaderPackets, what: str) -> bool:
    """Not the last day of the round, which is everyone's, nor what is done at the talk itself."""
    dues = [(talk.planned_on, packets.deadlines.get(talk.person, {}).get(what)) for talk in packets.talks]
    return what != "talk" and any(due and due != planned for planned, due in dues)


def _form_columns(packets: LeaderPackets) -> dict[tuple[str, str], str]:
    """A column for each form and audience, in the order issued; a leader's own copy says so."""
    columns: dict[tuple[str, str], str] = {}
    for form in packets.issued:
        title = packets.titles.get(form.form, form.form)
        columns.setdefault(
            (form.form, form.audience), f"{title} (leder)" if form.audience == "leader" else title
        )
    return columns


def _order(packets: LeaderPackets, talk: Talk) -> tuple[date, tuple[str, str], str, str]:
    """By planned date, talks without one last; then by name."""
    return talk.planned_on or date.max, danish(packets.people[talk.person].name), talk.person, talk.kind


def _row(
    packets: LeaderPackets, talk: Talk, dues: Sequence[str], forms: Sequence[tuple[str, str]], path: Path
) -> Row:
    person = packets.people[talk.person]
    owed = packets.deadlines.get(talk.person, {})
    mine = [form for form in packets.issued if (form.person, form.kind) == (talk.person, talk.kind)]
    paths: dict[tuple[str, str], str] = {(form.form, form.audience): form.path for form in mine}
    return [
        person.name,
        person.number,
        person.title,
        person.unit,
        *([talk.kind] if _is_worth_telling_kinds(packets) else []),
        *([_holder(packets, person)] if _has_delegates(packets) else []),
        Cell(talk.planned_on, "" if talk.planned_on else "late"),
        *(owed.get(what) for what in dues),
        *(_opening(paths.get(form), path) for form in forms),
    ]


def _opening_width(title: str) -> float:
    """As narrow as the longest word of the head, which wraps; the cells say only “Åbn”."""
    return max(8, max(map(len, title.split())) + 3)


def _opening(form: str | None, path: Path) -> Cell:
    return Cell("Åbn", link=link_to(Path(form), path), tip=Path(form).name) if form else Cell(None)
