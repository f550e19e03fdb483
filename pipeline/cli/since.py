"""How the command line tells what a new roster changes: counts, and a line for each change with what it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.commands.changing import Told
    from pipeline.commands.effects import Effect
    from pipeline.commands.outgoing import Planned
    from pipeline.model import Change, ChangeKind

_MANY_FOLDERS = 3
FEW = 20
"""So many changes are told one by one before packets are written; `mus plan --changes` tells all."""

_COUNTED: dict[ChangeKind, tuple[str, str]] = {
    "joiner": ("joined", "joined"),
    "leaver": ("is on the list no more", "are on the list no more"),
    "left": ("leaves or has left", "leave or have left"),
    "leave": ("is on leave", "are on leave"),
    "returned": ("is back", "are back"),
    "number": ("has other numbers", "have other numbers"),
    "name": ("has a new name", "have a new name"),
    "leader": ("has another leader", "have another leader"),
    "unit": ("has another unit", "have another unit"),
    "group": ("has another group", "have another group"),
    "talk": ("has another kind or day of talk", "have another kind or day of talk"),
    "details": ("has other details", "have other details"),
}


def tell_changes(planned: Planned, told: Sequence[Told], most: int | None = None) -> None:
    """What is new since the round's last roster; nothing where there was none. At most `most` are told one by one."""
    from pipeline.commands.effects import together

    if planned.compared is None or planned.compared.before is None:
        return
    click.echo(f"Since the last roster ({len(planned.compared.before.people)} people): {_counts(told)}.")
    if most is not None and len(told) > most:
        click.echo("  mus plan --changes tells each of them.")
    else:
        for one in told:
            click.echo("; ".join([_line(one.change), *_words(one.effect)]))
    if told:
        in_all = "; ".join(_words(together(one.effect for one in told)))
        click.echo(f"  In all: {in_all or 'no form and no obligation is touched'}.")


def _counts(told: Sequence[Told]) -> str:
    counts = Counter(one.change.what for one in told)
    shown = [f"{counts[what]} {words[counts[what] > 1]}" for what, words in _COUNTED.items() if counts[what]]
    return ", ".join(shown) or "nothing has changed"


def _line(change: Change) -> str:
    """`  leader      0042  Bo Lind: Anna Holm (1001) → Carl Dam (1002)`; the name is left out where it is protected."""
    values = f"{change.was or '–'} → {change.now or '–'}" if change.was or change.now else ""
    said = ": ".join(part for part in (change.name, values) if part)
    return f"  {change.what:<9} {change.subject:>8}  {said}".rstrip()


def _words(effect: Effect) -> Iterator[str]:
    """An effect in words, without what is nothing."""
    if effect.anew is None:
        yield "forms not counted, there are too many"
    moved = f", moved to {_enumerated(effect.moved_to)}" if effect.moved_to else ""
    if effect.new:
        yield f"{_many(effect.new)} to be made"
    if effect.anew:
        yield f"{_many(effect.anew)} made anew{moved}"
    if effect.kept:
        yield f"{_many(effect.kept)} left as they are, typed in"
    if effect.out:
        yield f"{_many(effect.out)} out and asked for no more"
    owed = {"new": effect.owed_new, "gone": effect.owed_gone, "changed": effect.owed_changed}
    if any(owed.values()):
        yield "obligations: " + ", ".join(f"{count} {word}" for word, count in owed.items() if count)


def _many(forms: int) -> str:
    return "1 form" if forms == 1 else f"{forms} forms"


def _enumerated(folders: Sequence[str]) -> str:
    shown = ", ".join(folders[:_MANY_FOLDERS])
    more = len(folders) - _MANY_FOLDERS
    return f"{shown} and {more} more" if more > 0 else shown
