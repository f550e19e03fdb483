"""When each class of papers ends, rule by rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.kinds import long_date, months_after
from pipeline.model import GROUP_KINDS, INDIVIDUAL_KINDS, Event, Group, Person, Talk
from pipeline.policy import Policy
from pipeline.retention.holdings import Doomed, Kept
from pipeline.topics import rules_for, stand_in


def due_for_destruction(
    kept: Iterable[Kept],
    talks: Sequence[Talk],
    events: Sequence[Event],
    people: Mapping[str, Person],
    policy: Policy,
    today: date,
) -> list[Doomed]:
    """The papers that must go today, those of one talk, class and reason together.

    `talks` and `events` are of all years. `people` are as last known, and `status` "left" for who is on the roster no
    more. An event dated after `today` has not happened.
    """
    holdings = list(kept)
    past = _Past(talks, [event for event in events if event.on <= today], people, _last_years(holdings))
    found: dict[tuple[object, ...], Doomed] = {}
    for each in holdings:
        rules = past.policy_for(each, policy)
        ends = next((end for end in _ends(each, past, rules) if end.on <= today), None)
        if ends is None:
            continue
        rule = next((rule for key in ends.keys if (rule := rules.rule(f"destroy.{key}"))), "")
        again = each.destroyed_on is not None
        key = (
            each.what,
            each.person,
            each.group,
            each.kind,
            each.year,
            rule,
            ends.reason,
            again,
            each.digest,
        )
        doomed = found.get(key) or Doomed(
            each.what, each.person, each.group, each.kind, each.year, rule, ends.reason, again=again
        )
        found[key] = replace(
            doomed,
            form_ids=doomed.form_ids + ((each.form_id,) if each.form_id else ()),
            digests=doomed.digests + ((each.digest,) if each.digest else ()),
            paths=tuple(sorted({*doomed.paths, *each.paths})),
        )
    return sorted(found.values(), key=lambda d: (d.year, d.person, d.group, d.kind, d.what, d.digests))


@dataclass(frozen=True, slots=True)
class _End:
    """The day something ends, the policy's keys that say so, the nearest first, and the Danish reason."""

    on: date
    keys: tuple[str, ...]
    reason: str


def _ends(kept: Kept, past: _Past, policy: Policy) -> Iterator[_End]:
    """Everything that may end it, the policy's own event before the backstops."""
    if kept.destroyed_on:
        yield _End(
            kept.destroyed_on,
            (),
            f"Papirerne blev slettet {long_date(kept.destroyed_on)}, men der ligger en kopi igen.",
        )
    if kept.what == "preparation":
        yield from _preparation_ends(kept, past, policy)
    if kept.what == "minutes":
        yield from _minutes_end(kept, past, policy)
    if kept.what == "plan":
        yield from _plan_ends(kept, past, policy)
    if kept.what == "refused":
        yield from _refused_ends(kept, policy)
    yield from _leaver_ends(kept, past, policy)


def _preparation_ends(kept: Kept, past: _Past, policy: Policy) -> Iterator[_End]:
    """So many days after the talk; where it never was, after the next year's talk."""
    days, counts = policy.destroy.preparation_days, policy.destroy.group_counts
    held = past.held_on(kept) or past.next_talk(kept, counts)
    if days and held:
        reason = f"Samtalen blev holdt {long_date(held)}, og forberedelsen gemmes {_count(days, 'dag', 'dage')} efter den."
        yield _End(held + timedelta(days), ("preparation_days",), reason)


def _minutes_end(kept: Kept, past: _Past, policy: Policy) -> Iterator[_End]:
    """When next year's talk has been held (HER-10), or so many months after this one."""
    rules = policy.destroy
    later = past.next_talk(kept, rules.group_counts)
    if rules.minutes == "next_talk" and later:
        reason = f"En senere samtale er holdt {long_date(later)}, og referatet fra {kept.year} skal derfor slettes."
        yield _End(later, ("minutes", "minutes_months"), reason)
    if rules.minutes_months:
        held = past.held_on(kept) or policy.round.closes_on(kept.year)
        months = _count(rules.minutes_months, "måned", "måneder")
        reason = f"Referatet gemmes højst {months} efter samtalen, regnet fra {long_date(held)}."
        yield _End(months_after(held, rules.minutes_months), ("minutes_months",), reason)


def _plan_ends(kept: Kept, past: _Past, policy: Policy) -> Iterator[_End]:
    """So many years after a newer plan has replaced it; the plan stays when minutes go."""
    years, replaced = policy.destroy.plan_years, past.newer_plan(kept)
    if years and replaced:
        reason = f"En nyere plan afløste den {long_date(replaced)}, og den gamle gemmes {years} år efter."
        yield _End(months_after(replaced, 12 * years), ("plan_years",), reason)


def _refused_ends(kept: Kept, policy: Policy) -> Iterator[_End]:
    days = policy.destroy.refused_days
    if days and kept.came_on:
        kept_for = _count(days, "dag", "dage")
        reason = (
            f"Filen kom {long_date(kept.came_on)} og blev ikke taget ind. Sådan en fil gemmes {kept_for}."
        )
        yield _End(kept.came_on + timedelta(days), ("refused_days",), reason)


def _leaver_ends(kept: Kept, past: _Past, policy: Policy) -> Iterator[_End]:
    months, left = policy.destroy.leaver_months, past.left_on(kept.person)
    if months and left:
        kept_for = _count(months, "måned", "måneder")
        reason = (
            f"Medarbejderen er fratrådt (regnet fra {long_date(left)}), og papirerne gemmes {kept_for} efter."
        )
        yield _End(months_after(left, months), ("leaver_months",), reason)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _last_years(holdings: Iterable[Kept]) -> dict[str, int]:
    """The last year there is anything of each person."""
    years: dict[str, int] = {}
    for kept in holdings:
        years[kept.person] = max(kept.year, years.get(kept.person, kept.year))
    return years


class _Past:
    """What is known of all years, looked up by whom it is about."""

    def __init__(
        self,
        talks: Sequence[Talk],
        events: Sequence[Event],
        people: Mapping[str, Person],
        last_years: Mapping[str, int],
    ) -> None:
        self._people, self._last_years = people, last_years
        self._events: dict[tuple[str, str], list[Event]] = {}
        for event in events:
            subject = (event.person, "") if event.person else ("", event.group)
            self._events.setdefault(subject, []).append(event)
        self._groups: dict[str, set[tuple[str, int]]] = {}
        self._members: dict[tuple[str, int], list[Person]] = {}
        for talk in talks:
            if talk.person and talk.group:
                self._groups.setdefault(talk.person, set()).add((talk.group, talk.year))
                if person := people.get(talk.person):
                    self._members.setdefault((talk.group, talk.year), []).append(person)

    def held_on(self, kept: Kept) -> date | None:
        """The first day this talk was held; a group's talk was held for each participant."""
        days = (e.on for e in self._held(kept) if e.year == kept.year and e.kind == kept.kind)
        return min(days, default=None)

    def next_talk(self, kept: Kept, group_counts: bool) -> date | None:
        """The first day a later year's talk was held; a group's own next talk always counts for the group."""
        kinds = (*INDIVIDUAL_KINDS, *GROUP_KINDS) if group_counts or not kept.person else INDIVIDUAL_KINDS
        days = (
            event.on
            for event in self._held(kept)
            if event.year > kept.year
            and (event.kind in kinds or (event.kind == kept.kind and event.kind not in GROUP_KINDS))
        )
        return min(days, default=None)

    def newer_plan(self, kept: Kept) -> date | None:
        """The first day a later year's plan was written."""
        what = ("plan", "plan-approved") if kept.person else ("group-plan",)
        own = self._events.get((kept.person, "" if kept.person else kept.group), ())
        return min((e.on for e in own if e.what in what and e.year > kept.year), default=None)

    def left_on(self, number: str) -> date | None:
        """The last day at work. For who is merely gone from the roster: the end of the last year there are papers of."""
        person = self._people.get(number)
        if person is None:
            return None
        if person.leaves_on is None and person.status == "left" and number in self._last_years:
            return date(self._last_years[number], 12, 31)
        return person.leaves_on

    def policy_for(self, kept: Kept, policy: Policy) -> Policy:
        """The rules of the person's unit; a group's are those of most of its members of that year."""
        members = self._members.get((kept.group, kept.year), ())
        person = self._people.get(kept.person)
        return rules_for(person or stand_in(Group(kept.group, kept.group), members), policy, kept.year)

    def _held(self, kept: Kept) -> Iterator[Event]:
        """Every talk held with the person, alone or in a group they were in that year; or with the group."""
        own = self._events.get((kept.person, "" if kept.person else kept.group), ())
        yield from (event for event in own if event.what == "held")
        for group, year in self._groups.get(kept.person, ()) if kept.person else ():
            of_group = self._events.get(("", group), ())
            yield from (event for event in of_group if event.what == "held" and event.year == year)
