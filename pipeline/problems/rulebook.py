"""Problems of the rule book, and of the rules behind a policy's values.

None of them blocks: the rule book explains a policy and is never obeyed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipeline.problems import Place, Problem
from pipeline.problems.forms import meant


def rule_expired(place: Place, rule: str, ended: date) -> Problem:
    """A value follows from a rule that has ceased to hold. It is a note: the value does what it says."""
    text = (
        f"Reglen {rule} gjaldt til og med {ended.isoformat()}. Se efter, om værdien stadig er den rigtige, og skriv "
        "den regel, der gælder nu – eller slet regelnummeret."
    )
    return Problem("rule-expired", place, text, blocks=False)


def unknown_rule(place: Place, rule: str, known: Iterable[str]) -> Problem:
    """A rule id of a source that the rule book describes, but not in it. A note: it may be new, or a slip."""
    text = f"Reglen {rule} står ikke i rules.toml. {meant(rule, known)}Ret nummeret, eller skriv reglen ind."
    return Problem("unknown-rule", place, text, blocks=False)


def rule_book_misfit(place: Place, expected: str) -> Problem:
    """A part of the rule book is missing or is not what it should be. `expected` says in Danish what fits."""
    return Problem("rule-book-misfit", place, f"Her skal stå {expected}.", blocks=False)


def unknown_rule_field(place: Place, name: str, known: Iterable[str]) -> Problem:
    """A rule has a field that rules do not have."""
    text = f"En regel har intet, der hedder »{name}«. {meant(name, known)}Se i toppen af rules.toml, hvad den kan have."
    return Problem("unknown-rule-field", place, text, blocks=False)


def rule_without_source(place: Place, prefix: str) -> Problem:
    """A rule's id begins with letters that stand for no source."""
    text = f"Kilden »{prefix}« er ikke beskrevet. Skriv den under [sources] øverst i rules.toml."
    return Problem("rule-without-source", place, text, blocks=False)
