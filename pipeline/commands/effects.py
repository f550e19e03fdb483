"""What a plan would do to somebody's forms and to what is owed of them, worked out and not done.

In: the round, the plan, and whom to look at. Out: an effect by employee number or group's id. The forms are really made
and laid beside what went out, so that what is told is what will be done; nobody's are made who is not looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from pipeline.commands.compared import no_longer_out
from pipeline.commands.opening import Round
from pipeline.commands.outgoing import Planned, talks_now
from pipeline.commands.owing import happened, owed
from pipeline.commands.press import Press
from pipeline.model import Issued, Obligation, Packet, Roster
from pipeline.packets import FOLDER, MadeForm, plan_writing
from pipeline.problems import UnreadableFile

MOST = 2000
"""Of more packets than these the forms are not made only to be counted: all e-mail addresses have changed, perhaps."""

Effects = dict[str, "Effect"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows from a change, in forms and obligations. What was not counted is None.

    `anew` are forms that went out and are made again, `kept` those that are not because somebody has typed in them, `out`
    those that lie with somebody and are asked for no more. `moved_to` are the leaders' folders that forms move to.
    """

    new: int | None = 0
    anew: int | None = 0
    kept: int | None = 0
    out: int = 0
    moved_to: tuple[str, ...] = ()
    owed_new: int = 0
    owed_gone: int = 0
    owed_changed: int = 0


def together(effects: Iterable[Effect]) -> Effect:
    """Several effects as one."""
    return reduce(_and, effects, Effect())


def _and(one: Effect, other: Effect) -> Effect:
    return Effect(
        new=_sum(one.new, other.new),
        anew=_sum(one.anew, other.anew),
        kept=_sum(one.kept, other.kept),
        out=one.out + other.out,
        moved_to=tuple(dict.fromkeys((*one.moved_to, *other.moved_to))),
        owed_new=one.owed_new + other.owed_new,
        owed_gone=one.owed_gone + other.owed_gone,
        owed_changed=one.owed_changed + other.owed_changed,
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


# --- forms --------------------------------------------------------------------------------------


def effects_on_forms(round_: Round, planned: Planned, subjects: Collection[str]) -> Effects:
    """What would be made, made anew, kept, and is out for nothing. Reads the packet folder and writes nothing."""
    packets = [packet for packet in planned.plan.packets if packet.talk.subject in subjects]
    out = _out(round_, packets, subjects)
    if len(packets) > MOST:
        return {subject: Effect(None, None, None, out[subject]) for subject in subjects}
    made = _made(round_, planned, packets)
    return {subject: _of_made(made[subject], out[subject], round_) for subject in subjects}


def _made(round_: Round, planned: Planned, packets: Iterable[Packet]) -> dict[str, list[MadeForm]]:
    press = Press(round_, planned.roster, planned.plan, planned.history)
    made: dict[str, list[MadeForm]] = defaultdict(list)
    for packet in packets:
        try:
            made[packet.talk.subject] += press.make(packet)
        except UnreadableFile:  # the run that writes tells of it
            continue
    return made


def _of_made(made: Sequence[MadeForm], out: int, round_: Round) -> Effect:
    """The forms of one person or group, by what lies in the packet folder."""
    writings, _ = plan_writing(made, round_.workspace.output, lambda _: True)
    goes = {writing.made.issued.form_id: writing.made.issued for writing in writings}
    new = [form for form in made if form.previous is None]
    changed = [form for form in made if form.previous and _differs(form.issued, form.previous)]
    anew = [form for form in changed if goes.get(form.issued.form_id) == form.issued]
    moved = [form for form in anew if form.previous and _folder(form.issued) != _folder(form.previous)]
    return Effect(
        new=sum(form.issued.form_id in goes for form in new),
        anew=len(anew),
        kept=len(changed) - len(anew),
        out=out,
        moved_to=tuple(dict.fromkeys(_folder(form.issued) for form in moved)),
    )


def _differs(one: Issued, other: Issued) -> bool:
    return (one.digest, one.path) != (other.digest, other.path)


def _folder(form: Issued) -> str:
    """The leader's folder that a form lies in."""
    return form.path.removeprefix(f"{FOLDER}/").partition("/")[0]


def _out(round_: Round, packets: Iterable[Packet], subjects: Collection[str]) -> Counter[str]:
    """By subject, the forms that are out and belong to no packet any more: of who has left, or has another kind of talk."""
    asked = {
        (packet.talk.key, form.form, form.audience, form.row) for packet in packets for form in packet.forms
    }
    done = no_longer_out(round_)
    return Counter(
        form.person or form.group
        for form in round_.store.issued_to(subjects, round_.year).values()
        if form.form_id not in done
        and ((form.person, form.group, form.kind), form.form, form.audience, form.row) not in asked
    )


# --- obligations --------------------------------------------------------------------------------


def effects_on_owing(round_: Round, planned: Planned, before: Roster, subjects: Collection[str]) -> Effects:
    """What would be owed anew, would be owed no longer, and would be owed by another leader or another day.

    Only the talks that these have to do with are looked at: their own, and all those of groups that they are in.
    """
    store, year = round_.store, round_.year
    were = store.talks(year)
    will = talks_now(were, store.events(year), planned.plan)
    groups = {talk.group for talk in (*were, *will) if talk.group and talk.person in subjects}
    were, will = ([t for t in talks if t.subject in subjects or t.group in groups] for talks in (were, will))
    known = happened(round_)
    _, owed_before = owed(round_, before, were, known)
    _, owed_after = owed(round_, planned.roster, will, known)
    last, now = _by_subject(owed_before), _by_subject(owed_after)
    return {subject: _of_owed(last.get(subject, {}), now.get(subject, {})) for subject in subjects}


OwedKey = tuple[str, str, str, str, int]


def _by_subject(found: Iterable[Obligation]) -> dict[str, dict[OwedKey, Obligation]]:
    """What is owed, by subject and then by what tells one from another; the same twice is numbered."""
    owed_by: dict[str, dict[OwedKey, Obligation]] = defaultdict(dict)
    seen: Counter[tuple[str, ...]] = Counter()
    for one in found:
        subject = one.person or one.group
        key = (one.what, one.kind, one.group, one.row)
        seen[subject, *key] += 1
        owed_by[subject][(*key, seen[subject, *key])] = one
    return owed_by


def _of_owed(last: Mapping[OwedKey, Obligation], now: Mapping[OwedKey, Obligation]) -> Effect:
    """What is waived is owed by nobody; what is done is no news."""
    was = {key: one for key, one in last.items() if one.state != "waived"}
    will = {key: one for key, one in now.items() if one.state != "waived"}
    both = [(was[key], one) for key, one in will.items() if key in was and one.state != "done"]
    return Effect(
        owed_new=sum(key not in was for key in will),
        owed_gone=sum(key not in will and one.state != "done" for key, one in was.items()),
        owed_changed=sum((one.leader, one.due) != (old.leader, old.due) for old, one in both),
    )
