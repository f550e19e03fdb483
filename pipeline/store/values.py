"""Typed values as JSON text with their kind, so that a date comes back a date and an amount an amount."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.model import Value


def value_to_json(value: Value) -> str:
    """`{"kind": "date", "value": "2026-11-12"}`."""
    return dump(_tagged(value))


def value_from_json(text: str) -> Value:
    """The value, of the type it had."""
    return _untagged(json.loads(text))


def values_to_json(values: Mapping[str, Value]) -> str:
    """A row's values by column."""
    return dump({column: _tagged(value) for column, value in values.items()})


def values_from_json(text: str) -> dict[str, Value]:
    """A row's values by column, in the order they were written."""
    return {column: _untagged(tagged) for column, tagged in json.loads(text).items()}


# Made once: `json.dumps` with ways of its own makes an encoder each time, which takes as long as the encoding.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dump(data: object) -> str:
    """JSON as the store keeps it: compact, and readable Danish letters."""
    return _encode(data)


def _tagged(value: Value) -> dict[str, object]:
    if value is None:
        return {"kind": "empty", "value": None}
    if isinstance(value, bool):
        return {"kind": "check", "value": value}
    if isinstance(value, int):
        return {"kind": "number", "value": value}
    if isinstance(value, date):
        return {"kind": "date", "value": value.isoformat()}
    if isinstance(value, Decimal):
        return {"kind": "amount", "value": str(value)}
    return {"kind": "text", "value": value}


def _untagged(tagged: dict[str, Any]) -> Value:
    kind, value = tagged["kind"], tagged["value"]
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "amount":
        return Decimal(value)
    if kind == "empty":
        return None
    assert isinstance(value, str | bool | int)
    return value
