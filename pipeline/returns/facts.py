"""The facts a filled form proves: held, written, handed over, approved, agreed. No text from the talk.

Each role of a form has its list of facts; a fact is a function from the form to the events it proves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from pipeline.guidance import minutes_of
from pipeline.kinds import months_after
from pipeline.model import PARTIES, Event, Value
from pipeline.returns.filled import Filled, Role

Fact = Callable[[Filled], Iterator[Event]]

SIGNATURES = ("underskrift_medarbejder_dato", "underskrift_leder_dato", "underskrift_tr_dato")
"""The three who sign an application to the fund (HER-18)."""


def events_of(form: Filled) -> list[Event]:
    """Everything the form proves, by its role."""
    return [event for fact in FACTS[form.role] for event in fact(form)]


def held(form: Filled) -> Iterator[Event]:
    """The talk was held."""
    if form.held:
        yield form.event("held", form.held)


def follow_up_agreed(form: Filled) -> Iterator[Event]:
    """A day was agreed on for the follow-up (SYD-13)."""
    if agreed := form.days.get("opfoelgning_dato"):
        yield form.event("follow-up-agreed", form.held or form.around.today, until=agreed)


def minutes_handed_over(form: Filled) -> Iterator[Event]:
    """The employee has the minutes (ISH-5)."""
    if day := form.days.get("udleveret_dato"):
        yield form.event("minutes-handed-over", day)


def minutes_approved(form: Filled) -> Iterator[Event]:
    """The minutes were approved, by somebody who may."""
    if (day := form.days.get("godkendt_dato")) and not approved_by_its_writer(form):
        yield form.event("minutes-approved", day, by=str(form.values.get("godkendt_af") or ""))


def minutes_written(form: Filled) -> Iterator[Event]:
    """Minutes were written by the day they came, were handed over, or were approved; `by` the party that wrote them."""
    proofs = [*minutes_handed_over(form), *minutes_approved(form)]
    writer = form.values.get("referent")
    by = str(writer) if writer in PARTIES else ""
    yield form.event("minutes", _written_on(form, "minutes", proofs), by=by)


def plan_approved(form: Filled) -> Iterator[Event]:
    """The leader approved the plan (SYD-12); how long after the talk shows by the day."""
    if day := form.days.get("godkendt_dato"):
        yield form.event("plan-approved", day)


def plan_written(form: Filled) -> Iterator[Event]:
    """A plan is written when a row of it has content (HOL-2), and not only what it went out with (IKB-5)."""
    if _is_written(form):
        day = _written_on(form, "plan", plan_approved(form))
        yield form.event("plan", day, until=plan_reaches(form, day))


def group_plan_written(form: Filled) -> Iterator[Event]:
    """A group's plan counts when every row of it says what the municipality asks for (HER-29)."""
    if _is_written(form) and not form.lacking(form.around.policy.group.row_needs):
        yield form.event("group-plan", _written_on(form, "group-plan", plan_approved(form)))


def fund_applied(form: Filled) -> Iterator[Event]:
    """The fund has given the application a case number (EXT-7)."""
    if day := form.days.get("sagsnummer_dato"):
        yield form.event("fund-applied", day, row=form.issued.row)


def fund_signed(form: Filled) -> Iterator[Event]:
    """All three have signed; the last of them makes it so (HER-18)."""
    signed = [form.days[key] for key in SIGNATURES if key in form.days]
    if len(signed) == len(SIGNATURES):
        yield form.event("fund-signed", max(signed), row=form.issued.row)


FACTS: Mapping[Role, tuple[Fact, ...]] = {
    "minutes": (held, minutes_handed_over, minutes_approved, minutes_written, follow_up_agreed),
    "agreement": (held, plan_approved, plan_written, follow_up_agreed),
    # The day on somebody's own goals is that of the group's talk, which the group's own paper tells.
    "own-goals": (plan_approved, plan_written, follow_up_agreed),
    "follow-up-copy": (held, follow_up_agreed),
    "group-plan": (held, plan_approved, group_plan_written, follow_up_agreed),
    "fund": (fund_applied, fund_signed),
    "preparation": (),
}


# --- what facts rest on -------------------------------------------------------------------------


def approved_by_its_writer(form: Filled) -> bool:
    """HER-13: minutes are approved by the party that did not write them; both must be named to tell."""
    if minutes_of(form.around.policy, form.issued.kind).approval != "other":
        return False
    writer, approver = form.values.get("referent"), form.values.get("godkendt_af")
    return writer is None or approver is None or writer == approver


def plan_reaches(form: Filled, written: date) -> date | None:
    """The last day the plan reaches: of its longest row, by its years from the talk or else its deadline (IKB-4)."""
    begins = form.yearly_talk_on or written
    ends = [_row_reaches(row, begins) for row in form.rows.values()]
    return max((end for end in ends if end), default=None)


def years_of(row: Mapping[str, Value]) -> int | None:
    """The years a row reaches, None where it says nothing: a choice comes as text, a typed number as a number."""
    years = row.get("horisont")
    if isinstance(years, str) and years.strip().isdigit():
        return int(years)
    return years if isinstance(years, int) and not isinstance(years, bool) else None


def _is_written(form: Filled) -> bool:
    """Whether the two have written a plan: goals that went out with it count once there was a talk about them."""
    return bool(form.rows) and bool(form.held or form.has_new_rows or any(plan_approved(form)))


def _row_reaches(row: Mapping[str, Value], begins: date) -> date | None:
    years, deadline = years_of(row), row.get("frist")
    if years and years <= 5:  # more is a slip of the hand, and said to be one (IKB-4)
        return months_after(begins, 12 * years)
    return deadline if isinstance(deadline, date) else None


def _written_on(form: Filled, what: str, proofs: Iterable[Event]) -> date:
    """By when it was written: the day it came, or one that proves it, whichever is first. A corrected copy is not late."""
    around, form_id = form.around, form.issued.form_id
    earlier = (event.on for event in around.before if event.what == what and event.source == form_id)
    return min([around.today, *earlier, *(proof.on for proof in proofs)])
