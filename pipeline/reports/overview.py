"""`Overblik.xlsx` in a leader's packet folder: staff, talks, days to keep, and every form a click away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from pipeline.model import FOLLOW_UP, Audience, Group, Issued, Person, Talk, TalkKey
from pipeline.reports.facts import danish
from pipeline.reports.words import DUE, day, number_of
from pipeline.sheets.write import (
    Cell,
    Column,
    Look,
    Row,
    escaped,
    link_to,
    new_book,
    new_page,
    save_workbook,
    write_long_table,
)

NAME = "Overblik.xlsx"


FormColumn: TypeAlias = tuple[str, Audience, int]
"""A form, for whom, and which of several: an employee may apply for two educations."""


@dataclass(frozen=True)
class LeaderPackets:
    """What one leader was sent. `titles` are by form; `deadlines` by talk and then by what.

    `room` is the leader's folder, under the output folder as the forms' paths are.
    """

    leader: Person
    year: int
    talks: Sequence[Talk]
    people: Mapping[str, Person]
    issued: Sequence[Issued]
    titles: Mapping[str, str]
    deadlines: Mapping[TalkKey, Mapping[str, date | None]]
    output: Path
    room: str
    groups: Mapping[str, Group] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """Where the overview lies."""
        return self.output / self.room / NAME

    @cached_property
    def forms(self) -> Mapping[TalkKey, Mapping[FormColumn, Issued]]:
        """Each talk's forms by their column."""
        found: dict[TalkKey, dict[FormColumn, Issued]] = {talk.key: {} for talk in self.talks}
        several: Counter[tuple[TalkKey, str, Audience]] = Counter()
        for form in self.issued:
            key = form.person, form.group, form.kind
            if key in found:
                several[key, form.form, form.audience] += 1
                found[key][form.form, form.audience, several[key, form.form, form.audience]] = form
        return found

    @cached_property
    def of_several_kinds(self) -> bool:
        """Whether the talks are of more than one kind."""
        return len({talk.kind for talk in self.talks}) > 1

    @cached_property
    def with_groups(self) -> bool:
        """Whether some talk is a group's."""
        return any(talk.group for talk in self.talks)

    @cached_property
    def with_delegates(self) -> bool:
        """Whether somebody else holds some talk."""
        return any(self.subject(talk).delegate in self.people for talk in self.talks)

    def subject(self, talk: Talk) -> Person:
        """Whom a talk is about; for a group a stand-in with its id and name, its size where a title would stand."""
        if talk.person:
            return self.people[talk.person]
        group = self.groups.get(talk.group) or Group(talk.group, talk.group)
        members = [person for person in self.people.values() if person.group == talk.group]
        units = Counter(person.unit for person in members).most_common(1)
        size = number_of(len(members), "deltager", "deltagere")
        return Person(group.id, f"{group.name} (gruppe)", title=size, unit=units[0][0] if units else "")


def write_overview(packets: LeaderPackets, look: Look) -> bool:
    """Writes the leader's overview into their folder and says whether anything in it has changed.

    It bears no date of its own but the last form's, so a second run leaves it as it was.
    """
    forms = _form_columns(packets)
    dues = [what for what in DUE if _is_worth_a_column(packets, what)]
    columns = [
        Column("Medarbejder"),
        Column("Nr."),
        Column("Stilling"),
        Column("Enhed"),
        *([Column("Samtale")] if packets.of_several_kinds else []),
        *([Column("Gruppe")] if packets.with_groups else []),
        *([Column("Holder samtalen")] if packets.with_delegates else []),
        Column("Planlagt", "date", 13),
        *(Column(DUE[what], "date", 14) for what in dues),
        *(Column(title, width=_opening_width(title)) for title in forms.values()),
    ]
    title = f"Dine samtaler {packets.year}"
    book = new_book(f"{title}: {packets.leader.name}", look)
    page = new_page(book, "Overblik", look, title, _subtitle(packets, look), len(columns))
    rows = [
        _row(packets, talk, dues, list(forms))
        for talk in sorted(packets.talks, key=lambda t: _order(packets, t))
    ]
    write_long_table(page, 4, columns, rows, look)
    stamp = max((form.issued_on for form in packets.issued), default=date(packets.year, 1, 1))
    return save_workbook(book, packets.path, stamp)


def _subtitle(packets: LeaderPackets, look: Look) -> str:
    staff = number_of(len({talk.person for talk in packets.talks} - {""}), "medarbejder", "medarbejdere")
    undated = len({talk.group or talk.key for talk in packets.talks if _lacks_a_day(talk)})
    hint = f" · {number_of(undated, 'samtale', 'samtaler')} mangler en dato" if undated else ""
    last = max((due for owed in packets.deadlines.values() if (due := owed.get("talk"))), default=None)
    by = f" · samtaler holdes senest {day(last)}" if last else ""
    return f"{packets.leader.name} · {look.name} · {staff}{hint}{by} · klik på »Åbn« for at åbne en formular"


def _lacks_a_day(talk: Talk) -> bool:
    """A senior talk is an offer, and an individual talk after a group's is agreed on there: neither waits for a day."""
    return not talk.planned_on and talk.kind not in ("SUS", FOLLOW_UP) and not talk.after_group


def _holder(packets: LeaderPackets, person: Person) -> str:
    """Who holds the talk: the one it is delegated to, else the leader."""
    return packets.people.get(person.delegate, packets.leader).name


def _is_worth_a_column(packets: LeaderPackets, what: str) -> bool:
    """Not the last day of the round, which is everyone's, nor what is done at the talk itself."""
    dues = [(talk.planned_on, packets.deadlines.get(talk.key, {}).get(what)) for talk in packets.talks]
    return what != "talk" and any(due and due != planned for planned, due in dues)


def _form_columns(packets: LeaderPackets) -> dict[FormColumn, str]:
    """A column for each form and audience, in the order issued; a leader's own copy says so, a second one its number."""
    columns: dict[FormColumn, str] = {}
    for talk in packets.talks:
        for column in packets.forms[talk.key]:
            form, audience, number = column
            title = packets.titles.get(form, form)
            title = f"{title} (leder)" if audience == "leader" else title
            columns.setdefault(column, f"{title} {number}" if number > 1 else title)
    order = list(dict.fromkeys((form.form, form.audience) for form in packets.issued))
    return {column: columns[column] for column in sorted(columns, key=lambda c: (order.index(c[:2]), c[2]))}


def _order(packets: LeaderPackets, talk: Talk) -> tuple[date, str, bool, tuple[str, str], str, str]:
    """By planned date, talks without one last; a group before its participants; then by name."""
    subject = packets.subject(talk)
    day = talk.planned_on or date.max
    return day, talk.group, bool(talk.person), danish(subject.name), subject.number, talk.kind


def _row(packets: LeaderPackets, talk: Talk, dues: Sequence[str], forms: Sequence[FormColumn]) -> Row:
    subject = packets.subject(talk)
    owed = packets.deadlines.get(talk.key, {})
    mine = packets.forms[talk.key]
    return [
        subject.name,
        subject.number,
        subject.title,
        subject.unit,
        *([talk.kind] if packets.of_several_kinds else []),
        *([talk.group] if packets.with_groups else []),
        *([_holder(packets, subject)] if packets.with_delegates else []),
        Cell(talk.planned_on, "late" if _lacks_a_day(talk) else ""),
        *(owed.get(what) for what in dues),
        *(_opening(mine.get(form), packets) for form in forms),
    ]


def _opening_width(title: str) -> float:
    """As narrow as the longest word of the head, which wraps; the cells say only “Åbn”."""
    return max(8, max(map(len, title.split())) + 3)


def _opening(form: Issued | None, packets: LeaderPackets) -> Cell:
    if form is None:
        return Cell(None)
    beside = form.path.removeprefix(f"{packets.room}/")
    if beside == form.path:  # somebody has typed in it: it stays with the leader it was issued to
        there = packets.output / form.path
        return Cell("Åbn", link=link_to(there, packets.path), tip=there.name)
    return Cell("Åbn", link=escaped(beside), tip=beside.rpartition("/")[2])
