"""What a form goes out with already filled in: the rows of a plan that came back, or goals carried over.

Only what leader, employee and HR share is ever filled in, and only into a form about the same person or group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pipeline.kinds import show
from pipeline.model import FOLLOW_UP, Field, Layout, PlanRow, Talk, Value
from pipeline.policy import Policy
from pipeline.topics import GROUP_PLAN
from pipeline.word.layout import field_key
from pipeline.word.pen import BLANK, TICKED

STATUS = "status"
FUND_COLUMNS = ("fond", "start", "beloeb")
FINISHED = ("gennemfoert", "opgivet")
"""The statuses of a row that is not carried over."""


def prefilled_rows(
    form: str, talk: Talk, policy: Policy, this_year: Sequence[PlanRow], earlier: Sequence[PlanRow]
) -> list[PlanRow]:
    """The rows a form of this talk begins with, under the ids they have.

    A follow-up takes up the plan that has come back (SYD-36), and the agreement after a group talk the goals written
    there (SYD-19). A new plan takes over what is not finished of the last one, where the rules say so (IKB-5).
    """
    if form not in (policy.plan.form, GROUP_PLAN):
        return []
    if talk.kind == FOLLOW_UP or (talk.after_group and "own_goals" in policy.group.after):
        return list(this_year)
    if policy.plan.carry_over and talk.kind != "SUS":
        return [_anew(row) for row in earlier if row.values.get(STATUS) not in FINISHED]
    return []


def _anew(row: PlanRow) -> PlanRow:
    """A row carried over, without its mark for the fund: last year's application is not made again by itself."""
    kept = {column: value for column, value in row.values.items() if column not in FUND_COLUMNS}
    return replace(row, values=kept)


def row_values(rows: Sequence[PlanRow], layout: Layout) -> dict[str, Value]:
    """What to type into the rows, by key as issued: what they hold that the form has a field for.

    How far each has come is left for the two to say (SYD-36).
    """
    values: dict[str, Value] = {}
    fields = layout.by_key() if rows else {}
    for row in rows:
        for column, value in row.values.items():
            field = fields.get(f"{row.table}/{column}")
            if field and column != STATUS and _fits(field, value):
                values[f"{row.table}/{row.id}/{column}"] = value
    return values


def shown_values(values: Mapping[str, Value], layout: Layout) -> dict[str, str]:
    """The values as they stand in the form once `pen.fill` has typed them, by key as issued."""
    fields = layout.by_key() if values else {}
    return {key: _shown(fields[field_key(key)], value) for key, value in values.items()}


def _shown(field: Field, value: Value) -> str:
    if field.kind == "check":
        return TICKED if value else BLANK
    text = show(value)
    return next((choice.text for choice in field.choices if choice.value == text), text)


def _fits(field: Field, value: Value) -> bool:
    """Whether the field takes the value as it is; a form may have changed since the row was written."""
    if value in (None, False, ""):
        return False
    if field.kind == "choice":
        return any(choice.value == value for choice in field.choices)
    if field.kind == "check":
        return value is True
    kinds = {"date": date, "amount": Decimal, "number": int}
    return isinstance(value, kinds.get(field.kind, str))
