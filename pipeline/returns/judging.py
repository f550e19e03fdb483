"""What becomes of a reading: the outcome, the place the original is kept, and the facts that follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.model import HELD_ON, Event, Issued, Outcome, Reading, ReturnedFile, Value
from pipeline.names import safe_name
from pipeline.policy import Policy
from pipeline.problems import Place, Problem
from pipeline.problems.judging import date_in_future, dates_disagree, self_approval
from pipeline.returns.arriving import Arrived


@dataclass(frozen=True, slots=True)
class Judged:
    """A return with its outcome. `keep_at` is under the output folder, "" for a file that must stay where it lies.

    `events` are empty unless the file was accepted.
    """

    arrived: Arrived
    reading: Reading
    outcome: Outcome
    keep_at: str
    events: tuple[Event, ...] = ()


def judge(
    arrived: Arrived,
    reading: Reading,
    seen: ReturnedFile | None,
    before: Sequence[Event],
    policy: Policy,
    today: date,
) -> Judged:
    """The outcome of a reading: a file accepted before is a duplicate, a doubt about an answer goes to review.

    A file that was refused before is judged anew, unless a newer one has answered it since: what stood in its way may
    have been mended. `before` is what is
    known of the person's year; a form that contradicts it is accepted, and the contradiction said.
    """
    if seen is not None and (seen.outcome == "accepted" or seen.superseded):
        return Judged(arrived, reading, "duplicate", seen.kept_at)
    if not arrived.digest:
        return Judged(arrived, reading, "rejected", "")
    blocking = [problem for problem in reading.problems if problem.blocks]
    issued = reading.issued
    if issued is None or any(problem.code == "returned-empty" for problem in blocking):
        return Judged(arrived, reading, "rejected", _keep_at("rejected", arrived))
    if blocking:
        return Judged(arrived, reading, "review", _keep_at("review", arrived))
    events, problems = events_of(reading, arrived.place, before, policy, today)
    kept = reading.answers
    if left_with_parties(issued, policy):
        kept = tuple(answer for answer in kept if answer.privacy == "fact")
    accepted = replace(reading, answers=kept, problems=(*reading.problems, *problems))
    return Judged(arrived, accepted, "accepted", _archive(arrived, issued, policy), tuple(events))


def left_with_parties(issued: Issued, policy: Policy) -> bool:
    """Whether the two keep the form themselves: only its facts are stored, and the file goes back (HER-14)."""
    return policy.minutes.keep == "parties" and issued.form == "referat"


def _archive(arrived: Arrived, issued: Issued, policy: Policy) -> str:
    if left_with_parties(issued, policy):
        return _keep_at(f"{Path(issued.path).parent.as_posix()}/Modtaget", arrived)
    return _keep_at(f"archive/{issued.year}/{issued.form_id}", arrived)


def _keep_at(folder: str, arrived: Arrived) -> str:
    name = Path(arrived.name)
    return f"{folder}/{arrived.digest[:12]} {safe_name(name.stem)}{name.suffix.lower()}"


# --- facts --------------------------------------------------------------------------------------


def events_of(
    reading: Reading, place: Place, before: Sequence[Event], policy: Policy, today: date
) -> tuple[list[Event], list[Problem]]:
    """The facts a filled form proves: held, written, handed over, approved, followed up. No text from the talk."""
    issued = reading.issued
    assert issued is not None, "events come from a known form"
    values = {answer.key: answer.value for answer in reading.answers}
    days = {key: value for key, value in values.items() if isinstance(value, date)}
    happened: dict[str, date] = {}
    problems = []
    if held := days.get(HELD_ON):
        happened["held"] = held
        spot = Place(place.file, HELD_ON)
        problems += [date_in_future(spot)] if held > today else []
        others = {
            e.on for e in before if e.what == "held" and e.kind == issued.kind and e.source != issued.form_id
        }
        problems += [dates_disagree(spot)] if others - {held} else []
    if handed_over := days.get("udleveret_dato"):
        happened["minutes-handed-over"] = handed_over
    writes = "minutes" if issued.form == "referat" else "plan"
    if approved := days.get("godkendt_dato"):
        if _approved_by_its_writer(issued, values, policy):
            problems.append(self_approval(Place(place.file, "godkendt_af")))
        else:
            happened[f"{writes}-approved"] = approved
    if issued.form == "referat" or (issued.form == policy.plan.form and _has_rows(reading)):
        # What came one day, or was handed over or approved, was written by that day: a corrected copy is not late.
        earlier = [e.on for e in before if e.what == writes and e.source == issued.form_id]
        happened[writes] = min([today, *earlier, *(d for what, d in happened.items() if what != "held")])
    events = [_event(issued, what, on, values) for what, on in happened.items()]
    if agreed := days.get("opfoelgning_dato"):
        events.append(replace(_event(issued, "follow-up-agreed", held or today, values), until=agreed))
    return events, problems


def _event(issued: Issued, what: str, on: date, values: Mapping[str, Value]) -> Event:
    by = str(values.get("godkendt_af") or "") if what.endswith("-approved") else ""
    return Event(what, issued.person, issued.kind, issued.year, on, by, issued.form_id, issued.form)


def _approved_by_its_writer(issued: Issued, values: Mapping[str, Value], policy: Policy) -> bool:
    """HER-13: minutes are approved by the party that did not write them; both must be named to tell."""
    if issued.form != "referat" or policy.minutes.approval != "other":
        return False
    writer, approver = values.get("referent"), values.get("godkendt_af")
    return writer is None or approver is None or writer == approver


def _has_rows(reading: Reading) -> bool:
    """A plan is written when a row of it has content (HOL-2)."""
    return any("/" in answer.key and answer.value not in (None, False) for answer in reading.answers)
