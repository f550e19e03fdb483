"""A policy laid open: every value, the file it comes from and the rule it follows from (`mus explain`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from pipeline.policy.reading import read_statements, row_name, rules_of
from pipeline.policy.stated import Stated
from pipeline.policy.vocabulary import TABLES

PlainValue = str | int | bool | list[str]


@dataclass(frozen=True, slots=True)
class ExplainedValue:
    """One value of a policy. `origin` is the file's name, `rule` "" where the value is the house's choice."""

    key: str
    value: PlainValue
    origin: str
    rule: str = ""

    def as_json(self) -> dict[str, PlainValue]:
        """The contract's object: `key, value, origin, rule`."""
        return {"key": self.key, "value": self.value, "origin": self.origin, "rule": self.rule}


def explain(forms: Path, slug: str) -> list[ExplainedValue]:
    """Every value of a municipality's policy in the order of the manual; what is unsound is left out.

    Empty where there is no such municipality; `read_policy` says why.
    """
    stated, _ = read_statements(forms, slug)
    return [value for key, one in stated.items() for value in _explained(key, one)]


def _explained(key: str, one: Stated) -> Iterator[ExplainedValue]:
    """One value, or one for each cell of a list of tables."""
    origin = one.file.name
    if key.partition(".")[0] not in TABLES:
        yield ExplainedValue(key, _plain(one.value), origin, one.rule)
        return
    rules = dict(rules_of(key, one))
    for number, row in enumerate(one.value, start=1):
        name = f"{key}.{row_name(row, number)}"
        for column in fields(row):
            if column.name not in ("key", "rule"):
                written = column.metadata.get("written", column.name)
                yield ExplainedValue(
                    f"{name}.{written}", _plain(getattr(row, column.name)), origin, rules[name]
                )


def _plain(value: str | int | bool | tuple[str, ...]) -> PlainValue:
    """The value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value
