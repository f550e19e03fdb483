"""A policy laid open: every value, the file it comes from and the rule it follows from (`mus explain`)."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from itertools import groupby
from pathlib import Path

from pipeline.policy.reading import read_statements, row_name, rules_of, slugs
from pipeline.policy.rulebook import RuleBook, doubtful_rule, read_rule_book
from pipeline.policy.stated import Stated
from pipeline.policy.vocabulary import TABLES
from pipeline.problems import Problem, file_place

PlainValue = str | int | bool | list[str]
JsonValue = PlainValue | None
_SHORT, _WIDE = 24, 100


@dataclass(frozen=True, slots=True)
class ExplainedValue:
    """One value of a policy. `origin` is the file's name, `rule` "" where the value is the house's choice.

    `text` is the rule's sentence and `seed` the document it is from, "" where the rule book does not have it. The
    days are those between which the rule holds; a row that has days of its own, such as a pool, shows those.
    """

    key: str
    value: PlainValue
    origin: str
    rule: str = ""
    seed: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    text: str = ""

    def as_json(self) -> dict[str, JsonValue]:
        """The contract's object: `key, value, origin, rule`, and `seed, valid_from, valid_to, text`."""
        return {
            "key": self.key,
            "value": self.value,
            "origin": self.origin,
            "rule": self.rule,
            "seed": self.seed,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "text": self.text,
        }


def explain(forms: Path, slug: str) -> list[ExplainedValue]:
    """Every value of a municipality's policy in the order of the manual, then each `[[unit]]`'s own (`unit.1.…`).

    What is unsound is left out; empty where there is no such municipality; `read_policy` says why.
    """
    stated, units = read_statements(forms, slug)
    book, _ = read_rule_book(forms)
    values = [value for key, one in stated.items() for value in _explained(key, one, book)]
    for unit in units:
        origin = f"{slug}.toml"
        values.append(ExplainedValue(f"{unit.spot}.units", list(unit.names), origin))
        if unit.year:
            values.append(ExplainedValue(f"{unit.spot}.year", unit.year, origin))
        for key, one in unit.stated.items():
            values += _explained(key, one, book, f"{unit.spot}.")
    return values


def told(values: Iterable[ExplainedValue]) -> Iterator[str]:
    """The values as lines for the operator: a heading for each section, a long value under its key."""
    for section, members in groupby(values, key=lambda value: value.key.rpartition(".")[0]):
        yield f"[{section}]"
        for value in members:
            yield from _lines(value)
        yield ""


def doubtful_rules(forms: Path, today: date) -> list[Problem]:
    """What HR should know of the rules behind the policies: `rule-expired`, `unknown-rule`, faults of the rule book.

    None of it blocks: a value does what it says whatever its rule.
    """
    book, found = read_rule_book(forms)
    for slug in slugs(forms):
        stated, units = read_statements(forms, slug)
        for within, statements in (("", stated), *((f"{unit.spot}.", unit.stated) for unit in units)):
            for key, one in statements.items():
                for name, rule in rules_of(key, one):
                    doubt = doubtful_rule(file_place(one.file, within + name), rule, book, today)
                    found += [doubt] if doubt else []
    return list(dict.fromkeys(found))


def _explained(key: str, one: Stated, book: RuleBook, within: str = "") -> Iterator[ExplainedValue]:
    """One value, or one for each cell of a list of tables."""
    if key.partition(".")[0] not in TABLES:
        yield _value(within + key, one.value, one, one.rule, book)
        return
    rules = dict(rules_of(key, one))
    for number, row in enumerate(one.value, start=1):
        name = f"{key}.{row_name(row, number)}"
        for column in fields(row):
            if column.name not in ("key", "rule"):
                written = column.metadata.get("written", column.name)
                value = getattr(row, column.name)
                yield _value(f"{within}{name}.{written}", value, one, rules[name], book, row)


def _value(
    key: str, value: PlainValue | tuple[str, ...], one: Stated, rule: str, book: RuleBook, row: object = None
) -> ExplainedValue:
    """The value with what the book says of its rule."""
    known = book.get(rule)
    if row is not None and hasattr(row, "first"):
        held = _day(getattr(row, "first", "")), _day(getattr(row, "last", ""))
    else:
        held = (known.valid_from, known.valid_to) if known else (None, None)
    plain = list(value) if isinstance(value, tuple) else value
    return ExplainedValue(
        key, plain, one.file.name, rule, book.source_of(rule), *held, known.text if known else ""
    )


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _lines(value: ExplainedValue) -> Iterator[str]:
    """One value: key, value, origin, rule, seed; a long value on the lines below."""
    name = value.key.rpartition(".")[2]
    shown = json.dumps(value.value, ensure_ascii=False)
    short = len(shown) <= _SHORT
    row = f"  {name:<18} {shown if short else '…':<{_SHORT}} {value.origin:<18} {value.rule or '-':<7} {value.seed}"
    yield f"{row.rstrip()}{_period(value)}"
    if not short:
        yield from textwrap.wrap(shown, _WIDE, initial_indent=" " * 6, subsequent_indent=" " * 6)


def _period(value: ExplainedValue) -> str:
    """The days between which it holds, in brackets; "" where there are none."""
    if not value.valid_from and not value.valid_to:
        return ""
    return f" ({value.valid_from or ''} – {value.valid_to or ''})"
