"""Rows for other tools: obligations, forms, talks and plan rows of the round. Never what was written in free text.

What goes out is decided by what a field *is*: a date, a number, an amount, a tick, or one of the choices that stood
in the form as it was issued. A text is never such a thing, whatever the class of its form, and neither is an own
answer in a box that offers choices. So the talk cannot leave through an export, not even a plan's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from pipeline.commands.formats import ColumnType, Exported
from pipeline.commands.opening import Round
from pipeline.commands.standing import facts_of
from pipeline.model import Event, Field, FieldKind, Issued, PlanRow, ReturnedFile, Talk, Value

COMPLETED = "gennemfoert"
"""The status of a row that has been carried out: completed training is a fact others may ask for (EXT-17)."""

_TYPES: Mapping[FieldKind, ColumnType] = {
    "date": "date",
    "number": "number",
    "amount": "amount",
    "check": "check",
    "choice": "text",
    "combo": "text",
}
"""What a column of each kind of field holds; a text field has none."""


def export_rows(round_: Round, what: str, versions: bool = False) -> Exported:
    """The round's rows of one kind; `versions` gives the earlier versions of plan rows too."""
    if what == "plan-rows":
        return _plan_rows(round_, versions)
    return {"obligations": _obligations, "forms": _forms, "talks": _talks}[what](round_)


# --- obligations, forms, talks ------------------------------------------------------------------


def _obligations(round_: Round) -> Exported:
    columns: dict[str, ColumnType] = {
        "rule": "text",
        "what": "text",
        "kind": "text",
        "person": "text",
        "group": "text",
        "leader": "text",
        "unit": "text",
        "due": "date",
        "state": "text",
        "done_on": "date",
        "late": "check",
        "reason": "text",
        "row": "text",
    }
    rows = [{name: getattr(owed, name) for name in columns} for owed in facts_of(round_).obligations]
    return Exported(columns, rows)


def _forms(round_: Round) -> Exported:
    """Every form of the round: what it is, whose, and whether it has come back."""
    columns: dict[str, ColumnType] = {
        "form_id": "text",
        "form": "text",
        "kind": "text",
        "year": "number",
        "person": "text",
        "group": "text",
        "leader": "text",
        "for": "text",
        "issued_on": "date",
        "due": "date",
        "returned_on": "date",
        "outcome": "text",
        "destroyed_on": "date",
    }
    store = round_.store
    returned = {file.form_id: file for file in store.returned_files(round_.year)}
    destroyed = store.destroyed_forms()
    rows = [
        _form(form, returned.get(form.form_id), destroyed.get(form.form_id))
        for form in store.all_issued(round_.year)
    ]
    return Exported(columns, rows)


def _form(form: Issued, returned: ReturnedFile | None, destroyed_on: date | None) -> dict[str, Value]:
    return {
        "form_id": form.form_id,
        "form": form.form,
        "kind": form.kind,
        "year": form.year,
        "person": form.person,
        "group": form.group,
        "leader": form.leader,
        "for": form.audience,
        "issued_on": form.issued_on,
        "due": form.due,
        "returned_on": returned.received_on if returned else None,
        "outcome": returned.outcome if returned else None,
        "destroyed_on": destroyed_on,
    }


def _talks(round_: Round) -> Exported:
    """Every talk of the round, when it was planned and when it was held."""
    columns: dict[str, ColumnType] = {
        "year": "number",
        "kind": "text",
        "person": "text",
        "group": "text",
        "leader": "text",
        "after_group": "check",
        "planned_on": "date",
        "held_on": "date",
    }
    held = [e for e in round_.store.events(round_.year) if e.what == "held" and e.on <= round_.today]
    rows: list[dict[str, Value]] = [
        {
            "year": talk.year,
            "kind": talk.kind,
            "person": talk.person,
            "group": talk.group,
            "leader": talk.leader,
            "after_group": talk.after_group,
            "planned_on": talk.planned_on,
            "held_on": min((event.on for event in held if _is_of(event, talk)), default=None),
        }
        for talk in round_.store.talks(round_.year)
    ]
    return Exported(columns, rows)


def _is_of(event: Event, talk: Talk) -> bool:
    """Whether an event is this talk's: the person's own, or that of the group it is held in."""
    if event.kind != talk.kind:
        return False
    return event.person == talk.person if event.person else bool(talk.group) and event.group == talk.group


# --- plan rows ----------------------------------------------------------------------------------


def _plan_rows(round_: Round, versions: bool) -> Exported:
    """Plan rows by their typed columns, completed ones told from planned ones; numbered where versions are asked for."""
    columns: dict[str, ColumnType] = {
        "year": "number",
        "person": "text",
        "group": "text",
        "form_id": "text",
        "table": "text",
        "id": "text",
        "version": "number",
        "current": "check",
        "completed": "check",
    }
    layouts = _Layouts(round_)
    rows = []
    for row, version, current in _versions(round_, versions):
        fields = layouts.of(row)
        columns |= {field.column: _TYPES[field.kind] for field in fields.values() if field.kind in _TYPES}
        typed = {name: sayable(fields.get(name), value) for name, value in row.values.items()}
        rows.append(
            {
                **{name: value for name, value in typed.items() if value is not None},
                "year": row.year,
                "person": row.person,
                "group": row.group,
                "form_id": row.form_id,
                "table": row.table,
                "id": row.id,
                "version": version,
                "current": current,
                "completed": typed.get("status") == COMPLETED,
            }
        )
    return Exported(columns, rows)


def sayable(field: Field | None, value: Value) -> Value:
    """The value if its field is typed and it is what the field holds, else None: no text that somebody wrote.

    An amount or a number that could not be read was kept as it was written; it stays where it is.
    """
    if field is None or field.kind not in _TYPES:
        return None
    if field.kind in ("choice", "combo"):
        return value if value in {choice.value for choice in field.choices if choice.value} else None
    return value if isinstance(value, (date, bool, int, Decimal)) else None


def _versions(round_: Round, every: bool) -> Iterator[tuple[PlanRow, int, bool]]:
    """Each row with the number of its version and whether it is the one that counts."""
    store, year = round_.store, round_.year
    for subject, current in sorted(store.current_plan_rows(year).items()):
        stands = {(row.table, row.id) for row in current}
        history = store.plan_versions(subject, year)
        for key in dict.fromkeys((row.table, row.id) for row in history):
            versions = [row for row in history if (row.table, row.id) == key]
            for number, row in enumerate(versions, start=1):
                counts = key in stands and number == len(versions)
                if every or counts:
                    yield row, number, counts


class _Layouts:
    """The fields of plan forms by column, as each form was issued."""

    def __init__(self, round_: Round) -> None:
        self._store = round_.store
        self._found: dict[tuple[str, str], dict[str, Field]] = {}

    def of(self, row: PlanRow) -> dict[str, Field]:
        """The fields of the row's table, by column; none where the form is not known any more."""
        key = (row.form_id, row.table)
        if key not in self._found:
            issued = self._store.issued(row.form_id)
            layout = self._store.layout(issued.layout) if issued else None
            fields = layout.fields if layout else ()
            self._found[key] = {field.column: field for field in fields if field.table == row.table}
        return self._found[key]
