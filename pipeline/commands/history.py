"""What the store knows that a plan must know: the plan's `History`, and the numbers talks have had."""

from __future__ import annotations

from collections.abc import Iterable, Set

from pipeline.commands.opening import Round
from pipeline.model import GROUP_KINDS, Event, Issued, Person, Talk
from pipeline.plan import History
from pipeline.roster.entries import bare_number
from pipeline.topics import APPLICATION


def history_of(round_: Round) -> History:
    """What earlier rounds and this one's returns say."""
    store, year = round_.store, round_.year
    events = [event for event in store.events(year) if event.on <= round_.today]
    agreed = sorted(
        (event for event in events if event.what == "follow-up-agreed"), key=lambda event: event.on
    )
    return History(
        wishes=frozenset(event.person for event in events if event.what == "wants-individual"),
        consulted=frozenset(event.group for event in events if event.what == "consulted"),
        last_group_year=last_group_years(store.earlier_events(year), store.earlier_talks(year)),
        plan_rows=store.current_plan_rows(year),
        follow_up_on={event.person or event.group: event.until for event in agreed if event.until},
        chosen=store.chosen_questions(year),
        applications={
            (form.person, form.row): ((form.person, form.group, form.kind), code_of(form))
            for form in store.issued_of(APPLICATION, year)
            if form.row
        },
    )


def last_group_years(events: Iterable[Event], talks: Iterable[Talk]) -> dict[str, int]:
    """By employee, the newest earlier year in which they took part in a group talk that was held (HOL-11).

    What is known of the group's own talk counts for all who were to take part in it.
    """
    took_part: dict[tuple[str, int], list[str]] = {}
    for talk in talks:
        if talk.group and talk.person:
            took_part.setdefault((talk.group, talk.year), []).append(talk.person)
    years: dict[str, int] = {}
    for event in events:
        if event.what == "held" and event.kind in GROUP_KINDS:
            held = [event.person] if event.person else took_part.get((event.group, event.year), [])
            years.update({person: max(event.year, years.get(person, 0)) for person in held})
    return years


def numbered_talks(round_: Round) -> list[Talk]:
    """Every talk that has a number: those planned, and those that forms went out for and the plan has since dropped.

    Of the latter nothing but the key and the number is known.
    """
    store, year = round_.store, round_.year
    out = {
        (person, group, kind): Talk(person, kind, year, "", serial=serial_in(form_id), group=group)
        for (person, group, kind), form_id in store.issued_by_talk(year).items()
    }
    return list((out | {talk.key: talk for talk in store.talks(year)}).values())


def last_holders(round_: Round, numbers: Set[str], without: int) -> dict[str, Person]:
    """Who had these bare numbers last, in this round or an earlier one: on its roster, or on a form that went out.

    The roster of the year `without` has none of them, and is not read.
    """
    store, found = round_.store, dict[str, Person]()
    for year in reversed([year for year in store.years() if year <= round_.year]) if numbers else ():
        roster = None if year == without else store.roster(year)
        forms = (Person(form.person, form.person_name) for form in store.all_issued(year) if form.person)
        for person in (*(roster.people.values() if roster else ()), *forms):
            if (bare := bare_number(person.number)) in numbers:
                found.setdefault(bare, person)
        if len(found) == len(numbers):
            break
    return found


def numbers_with_a_past(round_: Round) -> set[str]:
    """The bare numbers that a form has come back under, or something has happened under, in any round."""
    store = round_.store
    back = {file.person for file in store.every_return() if file.outcome != "rejected"}
    happened = {event.person for year in store.years() for event in store.events(year)}
    return {bare_number(number) for number in back | happened if number}


def numbers_with_forms_out(round_: Round) -> set[str]:
    """The bare numbers that forms of this round went out under."""
    return {bare_number(person) for person, _, _ in round_.store.issued_by_talk(round_.year) if person}


def serial_in(form_id: str) -> int:
    """The number of a form's talk, from the id: `MUS26-0042-REF-7K3QX9` is 42."""
    return int(form_id.split("-")[1])


def code_of(issued: Issued) -> str:
    """The form's three letters, from the id."""
    return issued.form_id.split("-")[2]
