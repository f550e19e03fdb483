"""The closed vocabulary of policy files, derived from the dataclasses: each dotted key and its type.

Only two places are open, and both are closed by something else: a form's name by the forms `_default.toml`
describes, a kind of talk by the kinds there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pipeline.model import TalkKind
from pipeline.policy.nouns import FormRule, Mark, PacketForm, Policy, WrittenTopic

TABLES: dict[str, type[Any]] = {"packet": PacketForm, "topics": WrittenTopic}
"""Sections that are lists of tables; under `topics` one list for each kind of talk."""


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


def vocabulary(form_names: Iterable[str]) -> dict[str, Entry]:
    """Every key a policy file may state, in the order of `Policy`, for a house with these forms."""
    entries: list[Entry] = []
    for name, section in get_type_hints(Policy).items():
        if name == "packet":
            entries.append(Entry("packet", tuple[PacketForm, ...]))
        elif name == "topics":
            entries += [Entry(f"topics.{kind}", tuple[WrittenTopic, ...]) for kind in get_args(TalkKind)]
        elif name == "forms":
            entries += [entry for form in form_names for entry in entries_of(FormRule, f"forms.{form}.")]
        elif is_dataclass(section):
            entries += entries_of(section, f"{name}.")
    return {entry.key: entry for entry in entries}


def entries_of(table: Any, prefix: str) -> Iterator[Entry]:
    """The keys of one dataclass, each by the name it has in the file."""
    hints = get_type_hints(table, include_extras=True)
    for one in fields(table):
        hint = hints[one.name]
        marks = hint.__metadata__ if get_origin(hint) is Annotated else ()
        plain = get_args(hint)[0] if marks else hint
        yield Entry(f"{prefix}{one.metadata.get('written', one.name)}", plain, marks)
