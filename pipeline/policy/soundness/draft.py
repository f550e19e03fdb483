"""A policy about to be made, as the checks see it: what is stated at each key, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.policy.nouns import PacketForm, WrittenTopic
from pipeline.policy.questions import Bank
from pipeline.policy.stated import Stated
from pipeline.policy.vocabulary import TABLES, Entry
from pipeline.problems import Place, Problem, file_place


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is stated, the bank it asks from, and the municipality's own file.

    `unit` is the `[[unit]]` whose policy it is (`unit.2`), "" for the municipality's. What is unsound there only is
    that row's doing, wherever the key itself is stated, so every place lies in the row.
    """

    stated: Mapping[str, Stated]
    known: Mapping[str, Entry]
    bank: Bank
    file: Path
    unit: str = ""

    def value(self, key: str) -> Any:
        """The value at a key; a list that nobody states is empty."""
        if key not in self.stated and key.partition(".")[0] in TABLES:
            return ()
        return self.stated[key].value

    def place(self, key: str, spot: str = "") -> Place:
        """Where the value comes from, at the key or a spot within it; where it is nowhere, the municipality's file."""
        if self.unit:
            return file_place(self.file, f"{self.unit}.{spot or key}")
        return file_place(self.stated[key].file if key in self.stated else self.file, spot or key)

    def own_place(self, key: str) -> Place:
        """Where the municipality can give the value itself, whoever states it now."""
        return file_place(self.file, f"{self.unit}.{key}" if self.unit else key)

    def topics(self) -> Iterator[tuple[str, tuple[WrittenTopic, ...]]]:
        """The topics of each kind of talk that has any, by key (`topics.MUS`)."""
        return self._by_kind("topics")

    def packets(self) -> Iterator[tuple[str, tuple[PacketForm, ...]]]:
        """The packet of each kind of talk that has one, by key (`packet.MUS`)."""
        return self._by_kind("packet")

    def forms_of(self, kind: str) -> frozenset[str]:
        """The names of the forms in a kind's packet."""
        return frozenset(row.form for row in self.value(f"packet.{kind}"))

    @property
    def form_names(self) -> list[str]:
        """The forms the house describes."""
        return [
            key.split(".")[1] for key in self.stated if key.startswith("forms.") and key.endswith(".code")
        ]

    def _by_kind(self, section: str) -> Iterator[tuple[str, Any]]:
        return ((key, one.value) for key, one in self.stated.items() if key.startswith(f"{section}."))


Check = Callable[[Draft], Iterator[Problem]]
"""One thing that must fit together. It takes the draft and yields what does not."""
