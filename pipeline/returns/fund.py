"""The dates of an application to Den Kommunale Kompetencefond, held against one another."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.fund import Advice, advise
from pipeline.model import Person, PlanRow
from pipeline.problems import Problem
from pipeline.problems.answers import fund_applied_early, fund_applied_late, fund_signed_late
from pipeline.returns.facts import fund_signed
from pipeline.returns.filled import Filled


def fund_dates(form: Filled) -> Iterator[Problem]:
    """An application that came too early or too late, or was signed too late, to be paid for (EXT-7)."""
    rules, days = form.around.policy.fund, _advice(form)
    applied, signed = days.applied_on, next((event.on for event in fund_signed(form)), None)
    if applied and days.latest and applied > days.latest:
        yield fund_applied_late(form.place("sagsnummer_dato"))
    if applied and days.earliest and applied < days.earliest:
        yield fund_applied_early(form.place("sagsnummer_dato"), rules.earliest_months)
    if signed and days.upload_by and signed > days.upload_by:
        yield fund_signed_late(form.place("underskrift_tr_dato"), rules.upload_days)


def _advice(form: Filled) -> Advice:
    """The days that follow from the start and the case number as the application has them."""
    issued, around = form.issued, form.around
    start = {"start": form.days.get("uddannelse_start")}
    row = PlanRow(issued.person, "maal", issued.row, issued.year, issued.form_id, start)
    someone = Person(issued.person, issued.person_name)
    return advise(row, someone, around.policy, around.today, applied_on=form.days.get("sagsnummer_dato"))
