"""The rule book, `forms/rules.toml`: what each rule id stands for, which seed it comes from, how long it holds.

It explains and is never obeyed: a policy's values do what they say whether their rule is in the book or not, so no
problem of the book stops a round. A municipality's own rule ids may be written in, with their source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.policy.nouns import RULE_ID
from pipeline.policy.toml import read_toml
from pipeline.policy.values import is_day, settled
from pipeline.problems import Place, Problem, UnreadableFile, file_place
from pipeline.problems import rulebook as problems

How = Literal["program", "tekst", "baggrund"]
"""What honours a rule: the software, a text in the packet, or nothing, as it only explains the others."""

_STRENGTH = r"[MNSOD](/[MNSOD])?"
_FIELDS = ("text", "strength", "how", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in one Danish sentence. `strength` is M (must), N (must not), S (should), O (may), D (definition).

    `source` describes the document it is from. Without `valid_to` it still holds; that day itself is included.
    """

    id: str
    text: str
    strength: str
    how: How
    source: str
    valid_from: date | None = None
    valid_to: date | None = None

    def expired(self, today: date) -> bool:
        """Whether it has ceased to hold."""
        return self.valid_to is not None and self.valid_to < today


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules by id, in the order of the file, and the description of each source by the prefix of its ids."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def get(self, rule: str) -> Rule | None:
        """The rule, or None where the book does not have it."""
        return self.rules.get(rule)

    def source_of(self, rule: str) -> str:
        """The source that a rule id belongs to, "" where the book does not know it."""
        return self.sources.get(rule.partition("-")[0], "")


def read_rule_book(forms: Path) -> tuple[RuleBook, list[Problem]]:
    """The sound rules of the book; what is not sound is reported, never blocks, and is left out."""
    file = forms / "rules.toml"
    try:
        document = read_toml(file)
    except UnreadableFile as unreadable:
        return RuleBook(), [replace(unreadable.problem, blocks=False)]
    sources, found = _sources(document.pop("sources", {}), file)
    rules: dict[str, Rule] = {}
    for id, written in document.items():
        wrong = list(_wrong_with(id, written, sources, file))
        found += wrong
        if not wrong:
            rules[id] = _rule(id, written, sources)
    return RuleBook(rules, sources), found


def _sources(written: Any, file: Path) -> tuple[dict[str, str], list[Problem]]:
    """The description of each source by prefix."""
    if not isinstance(written, dict):
        return {}, [problems.rule_book_misfit(file_place(file, "sources"), "en tabel: [sources]")]
    sources: dict[str, str] = {}
    found: list[Problem] = []
    for prefix, described in written.items():
        place = file_place(file, f"sources.{prefix}")
        if not re.fullmatch(r"[A-Z]{2,4}", prefix):
            found.append(problems.rule_book_misfit(place, "en forkortelse på to til fire store bogstaver"))
        elif not _is_text(described):
            found.append(problems.rule_book_misfit(place, "en kort beskrivelse af kilden i anførselstegn"))
        else:
            sources[prefix] = settled(described)
    return sources, found


def _wrong_with(id: str, written: Any, sources: Mapping[str, str], file: Path) -> Iterator[Problem]:
    """What is wrong with one entry, part by part."""
    place = file_place(file, id)
    if not id or not re.fullmatch(RULE_ID.pattern, id):
        yield problems.rule_book_misfit(place, RULE_ID.expected)
    elif id.partition("-")[0] not in sources:
        yield problems.rule_without_source(place, id.partition("-")[0])
    if not isinstance(written, dict):
        yield problems.rule_book_misfit(place, '{ strength = "M", how = "tekst", text = "…" }')
        return
    for name in written.keys() - set(_FIELDS):
        yield problems.unknown_rule_field(file_place(file, f"{id}.{name}"), name, _FIELDS)
    for name, expected in _misfits(written):
        yield problems.rule_book_misfit(file_place(file, f"{id}.{name}"), expected)


def _misfits(written: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields whose value does not fit, and what would."""
    if not _is_text(written.get("text")):
        yield "text", "reglen i én sætning"
    strength = written.get("strength")
    if not isinstance(strength, str) or not re.fullmatch(_STRENGTH, strength):
        yield "strength", "M (skal), N (må ikke), S (bør), O (kan) eller D (baggrund), evt. to som »M/S«"
    if written.get("how") not in get_args(How):
        yield "how", "»program«, »tekst« eller »baggrund«"
    days = [(name, written[name]) for name in ("valid_from", "valid_to") if name in written]
    sound = [day for _, day in days if isinstance(day, str) and is_day(day)]
    for name, day in days:
        if day not in sound:
            yield name, "en dag som ÅÅÅÅ-MM-DD i anførselstegn"
    if sound != sorted(sound):
        yield "valid_to", "en dag, der ikke ligger før »valid_from«"


def _rule(id: str, written: Mapping[str, Any], sources: Mapping[str, str]) -> Rule:
    """The rule of a sound entry."""
    return Rule(
        id,
        settled(written["text"]),
        written["strength"],
        written["how"],
        sources[id.partition("-")[0]],
        *(date.fromisoformat(written[name]) if name in written else None for name in _FIELDS[3:]),
    )


def _is_text(written: Any) -> bool:
    return isinstance(written, str) and settled(written) != ""


def doubtful_rule(place: Place, rule: str, book: RuleBook, today: date) -> Problem | None:
    """What HR should know of the rule a value follows from: it has expired, or the book has no such rule.

    An id whose prefix is no source of the book is a municipality's own, and nothing is said of it.
    """
    known = book.get(rule)
    if known is not None and known.valid_to is not None and known.expired(today):
        return problems.rule_expired(place, rule, known.valid_to)
    if known is None and book.source_of(rule):
        return problems.unknown_rule(place, rule, book.rules)
    return None
