"""Applications to Den Kommunale Kompetencefond: apply before the education starts, sign before the case lapses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pipeline.fund import Advice, advise, is_wanted
from pipeline.model import Obligation, PlanRow
from pipeline.obligations.case import Case
from pipeline.obligations.happened import earliest, first_day


def fund_applied(case: Case) -> Iterator[Obligation]:
    """An application for each plan row marked for the fund, the day before the education starts at the latest (EXT-7).

    Without a start there is no day yet. Whoever is outside every pool has none to send (EXT-6); doubts are told.
    """
    for advice in _wanted(case):
        done_on = earliest(advice.applied_on, _happened(case, advice.row, "fund-signed"))
        told = " ".join(advice.reasons)
        owed = case.owes("fund-apply", "fund.offered", advice.latest, done_on, reason=told, row=advice.row)
        if not advice.eligible and owed.state in ("open", "overdue"):
            owed = replace(owed, state="waived", reason=told)
        yield owed


def fund_signed(case: Case) -> Iterator[Obligation]:
    """All three signatures, within the days the fund gives after the case number, and before the start (HER-18, EXT-7)."""
    for advice in _wanted(case):
        if advice.applied_on:
            done_on = _happened(case, advice.row, "fund-signed")
            yield case.owes("fund-sign", "fund.upload_days", advice.upload_by, done_on, row=advice.row)


def _wanted(case: Case) -> Iterator[Advice]:
    """Advice on each row marked for the fund; all of them stand on the employee's yearly talk."""
    subject = case.subject
    if not case.is_yearly or subject.person is None or not case.policy.fund.offered:
        return
    for row in _marked(case):
        applied_on = _happened(case, row.id, "fund-applied")
        yield advise(row, subject.person, case.policy, case.today, subject.rows, applied_on)


def _marked(case: Case) -> list[PlanRow]:
    rows = (row for row in case.subject.rows if is_wanted(row) and row.year == case.talk.year)
    return sorted(rows, key=lambda row: (row.table, row.id))


def _happened(case: Case, row: str, what: str) -> date | None:
    return first_day((event for event in case.subject.events if event.row == row), what)
