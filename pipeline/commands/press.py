"""The press: makes the forms of some packets, in this process or in another one.

In: a `Batch`, which holds all that its packets need, so that a process which knows nothing of the round can make them.
Out: the forms made, and what the store must keep of their layouts. Only `Press` reads the store; nothing here writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from pipeline.catalog import Catalog, open_catalog
from pipeline.commands.opening import Round
from pipeline.identity import read_key
from pipeline.model import Layout, Packet, Person, Plan, Roster, Talk, TalkKey
from pipeline.packets import Before, Bench, MadeForm, Pattern, make_packet, pattern_of
from pipeline.plan import History
from pipeline.problems import Problem, UnreadableFile
from pipeline.topics import rules_for, subject_of
from pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Batch:
    """Some packets, and what is known of their people: `roster` holds these, their leaders and their groups only.

    `inputs` is the digest of all that forms follow from beside what is said of these people. `coming` is how many packets
    of their patterns the whole round has, of which some may lie there already.
    """

    workspace: Workspace
    inputs: str
    today: date
    packets: Sequence[Packet]
    roster: Roster
    before: Before
    coming: Mapping[Pattern, int]


@dataclass(frozen=True, slots=True)
class Pressed:
    """The forms of a batch. `layouts` are those not told before: the fields, and a made-up person's skeleton.

    `problems` tell of packets that a template's code failed on.
    """

    forms: list[MadeForm]
    layouts: dict[str, tuple[Layout, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class RosterParts:
    """Parts of a roster, each with all that some talks speak of: nobody looks through everybody for a group's members."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._members: dict[str, list[Person]] = {}
        for person in roster.people.values():
            if person.group:
                self._members.setdefault(person.group, []).append(person)

    def of(self, talks: Iterable[Talk]) -> Roster:
        """The people of these talks, their leaders and delegates, and the groups with their members."""
        everybody = self._roster.people
        people: dict[str, Person] = {}
        groups = {}
        for talk in talks:
            numbers = [talk.person, talk.leader, everybody[talk.person].delegate if talk.person else ""]
            people |= {number: everybody[number] for number in numbers if number in everybody}
            if group := self._roster.groups.get(talk.group):
                groups[group.id] = group
                people |= {person.number: person for person in self._members.get(group.id, ())}
        return Roster(people, groups)


class Press:
    """The batches of a run, each with what the store knows of its people."""

    def __init__(self, round_: Round, roster: Roster, plan: Plan, history: History) -> None:
        self._round, self._history, self._parts = round_, history, RosterParts(roster)
        self._inputs = round_.rules
        self._participants: dict[str, list[str]] = {}
        self._patterns: dict[TalkKey, Pattern] = {}
        for packet in plan.packets:
            talk = packet.talk
            subject = subject_of(talk, self._parts.of([talk]))
            self._patterns[talk.key] = pattern_of(packet, rules_for(subject, round_.policy, talk.year))
            if talk.group and talk.person:
                self._participants.setdefault(talk.group, []).append(roster.people[talk.person].name)
        self._coming = Counter(self._patterns.values())

    def batch(self, packets: Sequence[Packet]) -> Batch:
        """The packets with what their making needs."""
        roster = self._parts.of(packet.talk for packet in packets)
        workspace, today = self._round.workspace, self._round.today
        patterns = {self._patterns[packet.talk.key] for packet in packets}
        coming = {pattern: self._coming[pattern] for pattern in patterns}
        return Batch(workspace, self._inputs, today, packets, roster, self._before(packets), coming)

    def work(self, jobs: int) -> Callable[[Batch], Pressed]:
        """What makes a batch: with this round's own templates, or in other processes with those they open."""
        if jobs > 1:
            return press_elsewhere
        return partial(press, self._round.catalog, self._round.key, self._round.store.kept_layouts())

    def make(self, packet: Packet) -> list[MadeForm]:
        """The forms of one packet, with few others to come. Raises UnreadableFile where a template's code fails on it."""
        batch = replace(self.batch([packet]), coming={})
        return _made(self._round.catalog, self._round.key, batch, packet)

    def _before(self, packets: Sequence[Packet]) -> Before:
        store, year = self._round.store, self._round.year
        subjects = list(dict.fromkeys(packet.talk.subject for packet in packets))
        this_year = self._history.plan_rows
        groups = {packet.talk.group for packet in packets}
        with store.looking():
            issued = store.issued_to(subjects, year)
            earlier = {subject: store.plan_rows(subject, year) for subject in subjects}
            drawn = store.drawn(list(issued)) if issued else frozenset()
        return Before(
            issued,
            drawn,
            {subject: rows for subject, rows in earlier.items() if rows},
            {subject: this_year[subject] for subject in subjects if subject in this_year},
            {group: self._participants[group] for group in groups if group in self._participants},
        )


def press(catalog: Catalog, key: bytes, told: set[str], batch: Batch) -> Pressed:
    """The batch made. `told` are the layouts that were told before, by digest; it grows. What is not made again was told."""
    made = Pressed([])
    for packet in batch.packets:
        try:
            forms = _made(catalog, key, batch, packet)
        except UnreadableFile as error:  # template code that fails on this person's data only
            made.problems.append(error.problem)
            continue
        made.forms.extend(forms)
        for form in forms:
            if form.content and form.issued.layout not in told:
                told.add(form.issued.layout)
                made.layouts[form.issued.layout] = catalog.kept_with(form.issued.layout)
    return made


def _made(catalog: Catalog, key: bytes, batch: Batch, packet: Packet) -> list[MadeForm]:
    output = batch.workspace.output
    bench = Bench(batch.roster, catalog, key, batch.today, batch.before, batch.inputs, output, batch.coming)
    return make_packet(packet, bench)


def press_elsewhere(batch: Batch) -> Pressed:
    """The batch made in a process that has nothing but the batch and the workspace's files."""
    workspace = batch.workspace
    desk = _desk(workspace.forms, workspace.municipality, workspace.year, workspace.key)
    return press(*desk, batch)


@lru_cache(maxsize=1)
def _desk(forms: Path, municipality: str, year: int, key: Path) -> tuple[Catalog, bytes, set[str]]:
    """What a process opens once."""
    catalog, _ = open_catalog(forms, municipality, year)
    assert catalog is not None, "the round could be opened"
    return catalog, read_key(key, needed=True), set()
