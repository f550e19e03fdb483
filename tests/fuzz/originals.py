"""The sound forms that are mutated: a round with real packets, and forms filled so that every word tells where it belongs.

In each free text stands a sentinel: whose form, which form, which field. An answer that holds somebody else's sentinel, or
another field's, was read wrong.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from pipeline.commands.opening import Round, open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.model import Field, Issued, Value
from pipeline.word import pen
from pipeline.word.layout import field_key, tags_of
from pipeline.workspace import Workspace, make_workspace, read_workspace, shipped_forms

HANDED_OUT, TODAY, HELD = date(2026, 9, 14), date(2026, 11, 20), date(2026, 11, 12)
SENTINEL = re.compile(r"\[([\w-]+)~(\w+)~(\w+)~([\w/]+)~(\d+)\]")
_PEOPLE = 3


@dataclass(frozen=True, slots=True)
class Original:
    """A well-filled form. `name` is the name of its file, `owner` what its sentinels begin with."""

    issued: Issued
    name: str
    content: bytes

    @property
    def owner(self) -> tuple[str, str, str]:
        """Whose and which form it is, as the sentinels say."""
        return owner_of(self.issued)


def owner_of(issued: Issued) -> tuple[str, str, str]:
    """Whose and which form it is: person or group, form, who fills it in."""
    return issued.person or issued.group, issued.form, issued.audience


def make_workspace_with_packets(folder: Path, slug: str = "herlev") -> Workspace:
    """A workspace of the example roster, its packets written."""
    path = make_workspace(folder, slug, 2026)
    path.write_text(path.read_text(encoding="utf-8").replace("# roster =", "roster ="), encoding="utf-8")
    (folder / "mus.key").write_text("5a" * 32 + "\n", encoding="ascii")
    (folder / "mus.key").chmod(0o600)
    shutil.copyfile(shipped_forms() / "example-roster.xlsx", folder / "medarbejdere.xlsx")
    workspace = read_workspace(folder)
    with open_round(workspace, HANDED_OUT) as round_:
        write_round(round_, plan_round(round_, None), lambda items, _: items)
    return workspace


def fill_originals(round_: Round) -> list[Original]:
    """A few people's forms of every sort, each filled with its own sentinels."""
    chosen: dict[tuple[str, str], list[Issued]] = {}
    for issued in round_.store.all_issued(2026):
        chosen.setdefault((issued.form, issued.audience), []).append(issued)
    return [
        original
        for forms in chosen.values()
        for issued in forms[:_PEOPLE]
        for original in _filled(round_, issued)
    ]


def donors_of(original: Original, originals: Sequence[Original]) -> list[Original]:
    """The forms of other people with the same fields."""
    return [
        other
        for other in originals
        if other.issued.layout == original.issued.layout and other.owner[0] != original.owner[0]
    ]


def _filled(round_: Round, issued: Issued) -> Iterator[Original]:
    layout = round_.store.layout(issued.layout)
    if layout is None or not layout.fields:
        return
    blank = (round_.workspace.output / issued.path).read_bytes()
    by_key = layout.by_key()
    keys = [key for key in tags_of(blank) if field_key(key) in by_key]
    values = {key: _answer(by_key[field_key(key)], issued, number) for number, key in enumerate(keys)}
    yield Original(issued, Path(issued.path).name, pen.fill(blank, values))


def _answer(field: Field, issued: Issued, number: int) -> Value:
    if field.kind == "text":
        return f"Svar [{'~'.join((*owner_of(issued), field.key, str(number)))}] slut"
    if field.kind in ("choice", "combo"):
        return field.choices[number % len(field.choices)].value
    simple: dict[str, Value] = {"date": HELD, "amount": Decimal(5000), "number": 2, "check": number % 3 == 0}
    return simple[field.kind]
