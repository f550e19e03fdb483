"""The closed vocabulary of policy files, derived from the dataclasses: each dotted key and its type.

Only two places are open, and both are closed by something else: a form's name by the forms `_default.toml`
describes, a kind of talk by the kinds there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pipeline.model import TalkKind
from pipeline.policy.nouns import (
    Blackout,
    FormRule,
    FundGuaranteed,
    FundPool,
    Mark,
    PacketForm,
    Policy,
    WrittenTopic,
)

BY_KIND: dict[str, type[Any]] = {"packet": PacketForm, "topics": WrittenTopic}
"""Sections that are a list of tables for each kind of talk."""

TABLES: dict[str, type[Any]] = {
    **BY_KIND,
    "fund_pool": FundPool,
    "fund_guaranteed": FundGuaranteed,
    "blackout": Blackout,
}
"""Sections that are lists of tables."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of the vocabulary: its type without `Annotated`, and what else is known of its values."""

    key: str
    type: Any
    marks: tuple[Any, ...] = ()

    @property
    def house(self) -> bool:
        """Whether only `_default.toml` may state it."""
        return Mark.HOUSE in self.marks

    @property
    def municipal(self) -> bool:
        """Whether it is the whole municipality's, so that no `[[unit]]` may state it."""
        return Mark.MUNICIPALITY in self.marks


def vocabulary(form_names: Iterable[str]) -> dict[str, Entry]:
    """Every key a policy file may state, in the order of `Policy`, for a house with these forms."""
    entries: list[Entry] = []
    for name, section in sections().items():
        if name in BY_KIND:
            entries += [Entry(f"{name}.{kind}", tuple[BY_KIND[name], ...]) for kind in get_args(TalkKind)]  # type: ignore[valid-type]
        elif name in TABLES:
            entries.append(Entry(name, tuple[TABLES[name], ...]))  # type: ignore[valid-type]
        elif name == "forms":
            entries += [entry for form in form_names for entry in _under(f"forms.{form}", FormRule)]
        elif is_dataclass(section):
            entries += _under(name, section)
    return {entry.key: entry for entry in entries}


@cache
def sections() -> dict[str, Any]:
    """The type of each field of `Policy`; working out annotations is slow, so it is done once."""
    return get_type_hints(Policy)


@cache
def entries_of(table: Any) -> tuple[Entry, ...]:
    """The keys of one dataclass, each by the name it has in the file."""
    return tuple(_entries_of(table))


def _entries_of(table: Any) -> Iterator[Entry]:
    hints = get_type_hints(table, include_extras=True)
    for one in fields(table):
        hint = hints[one.name]
        marks = hint.__metadata__ if get_origin(hint) is Annotated else ()
        plain = get_args(hint)[0] if marks else hint
        yield Entry(one.metadata.get("written", one.name), plain, marks)


def _under(prefix: str, table: Any) -> Iterator[Entry]:
    """The keys of a section."""
    return (replace(entry, key=f"{prefix}.{entry.key}") for entry in entries_of(table))
