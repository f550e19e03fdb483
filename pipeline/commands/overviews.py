"""Each leader's overview, in the folder with the packets of their staff.

In: the forms of a run. Out: a workbook per leader, written once the leader's forms are all done. One surprise: an
overview that somebody has typed in is never written over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pipeline.commands.opening import Round, look_of
from pipeline.commands.press import RosterParts
from pipeline.model import Issued, Plan, Roster, Talk, TalkKey
from pipeline.obligations import deadlines
from pipeline.packets import FOLDER, leader_folder
from pipeline.problems import Problem, file_place
from pipeline.problems.plan import packet_file_changed
from pipeline.reports.overview import NAME, LeaderPackets, write_overview
from pipeline.sheets.save import saved_by_somebody
from pipeline.topics import subject_of


class Overviews:
    """The leaders' overviews, each written once all of the leader's forms are done. One with a leader's own notes stays."""

    def __init__(self, round_: Round, roster: Roster, plan: Plan) -> None:
        self.written = 0
        self.problems: list[Problem] = []
        self._round, self._people, self._parts = round_, roster.people, RosterParts(roster)
        self._talks: dict[str, list[Talk]] = {}
        for packet in plan.packets:
            self._talks.setdefault(packet.talk.leader, []).append(packet.talk)
        self._group_days = {p.talk.group: p.talk.planned_on for p in plan.packets if not p.talk.person}
        self._titles = {name: rule.title for name, rule in round_.policy.forms.items()}
        self._forms: list[Issued] = []
        # A form that somebody has typed in stays with the leader it was issued to, and comes among another one's.
        now = {packet.talk.key: packet.talk.leader for packet in plan.packets}
        had = round_.store.leaders_issued_to(round_.year)
        self._late: dict[str, list[Issued]] = {
            leader: [] for key, leader in had if now.get(key, leader) != leader
        }

    def take(self, done: Iterable[Issued]) -> None:
        """Forms that are done, a leader's all after one another but for those that stayed with another leader."""
        for form in done:
            if form.leader in self._late:
                self._late[form.leader].append(form)
                continue
            if self._forms and self._forms[-1].leader != form.leader:
                self._write_last()
            self._forms.append(form)

    def finish(self) -> None:
        """The last one, and those that had to wait; those of who leads nobody any more go."""
        self._write_last()
        for forms in self._late.values():
            self._write(forms)
        folders = {leader_folder(self._people[number]) for number in self._talks}
        _clear_overviews(self._round.workspace.output, folders)
        self.problems.sort(key=lambda problem: problem.place)

    def _write_last(self) -> None:
        forms, self._forms = self._forms, []
        self._write(forms)

    def _write(self, forms: list[Issued]) -> None:
        if not forms or forms[0].leader not in self._talks:
            return
        round_, leader = self._round, self._people[forms[0].leader]
        output = round_.workspace.output
        room = leader_folder(leader)
        path = output / room / NAME
        if saved_by_somebody(path):
            self.problems.append(packet_file_changed(file_place(path)))
            return
        talks = self._talks[leader.number]
        roster = self._parts.of(talks)
        packets = LeaderPackets(
            leader,
            round_.year,
            talks,
            roster.people,
            forms,
            self._titles,
            self._deadlines(talks, roster),
            output,
            room,
            roster.groups,
        )
        self.written += write_overview(packets, look_of(round_.policy))

    def _deadlines(self, talks: Iterable[Talk], roster: Roster) -> dict[TalkKey, dict[str, date | None]]:
        """By talk, what the rules of its unit will ask for, and when."""
        found = {}
        for talk in talks:
            subject = subject_of(talk, roster)
            group_on = self._group_days.get(subject.group) if talk.after_group else None
            found[talk.key] = deadlines(talk, self._round.policy, subject, group_on)
        return found


def _clear_overviews(output: Path, current: set[str]) -> None:
    """Takes away the overview of somebody who leads nobody any more: it shows staff that are not theirs."""
    for overview in (output / FOLDER).glob(f"*/{NAME}"):
        if not _is_one_of(overview.parent, output, current) and not saved_by_somebody(overview):
            overview.unlink()
            if not any(overview.parent.iterdir()):
                overview.parent.rmdir()


def _is_one_of(folder: Path, output: Path, current: set[str]) -> bool:
    """Whether it is one of these folders, under whatever name: Windows and macOS take »ANNA« and »Anna« for one."""
    if folder.relative_to(output).as_posix() in current:
        return True
    return any((output / one).exists() and folder.samefile(output / one) for one in current)
