"""The cases of a fuzz run: case number 17 is the same file on every machine.

In: the originals. Out: a `Case`: the bytes of a returned file, its name, and what was done to it.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from random import Random

from lxml import etree

from tests.fuzz.mutations import FOREIGN, OWN, Mutation
from tests.fuzz.originals import Original, donors_of
from tests.survival import stripping
from tests.survival.typist import MAIN

SEED = "mus-2026"
STATES: dict[str, Callable[[bytes], bytes]] = {
    "as returned": bytes,
    "tags stripped": stripping.without_tags,
    "controls stripped": stripping.without_controls,
    "everything stripped": stripping.without_anything,
    "plain paragraphs": stripping.as_plain_paragraphs,
}
_TOLD_BY_LABELS = ("foreign_table", "foreign_body", "foreign_head", "foreign_id")
"""Foreign pieces that can be told in a form without tags and bookmarks: a label, a head or a name stands there twice."""


@dataclass(frozen=True, slots=True)
class Case:
    """A mutated return. `done` is what was done to it in order; with `moves` an answer may stand under another label."""

    number: int
    name: str
    content: bytes
    done: tuple[str, ...]
    moves: bool = False


def make_case(
    number: int, originals: Sequence[Original], prints: Sequence[tuple[Original, bytes]] = ()
) -> Case:
    """Case `number`: nine in ten are Word files with spoilt XML, the others spoilt in their bytes or containers."""
    rng = Random(f"{SEED}/{number}")
    share = rng.random()
    if share < 0.02 and prints:
        original, content = rng.choice(prints)
        return Case(number, f"{original.name[:-5]}.pdf", _spoil_bytes(rng, content), ("print", "bytes"))
    original = rng.choice(originals)
    if share < 0.20:
        donors = donors_of(original, originals)
        if donors:
            return _foreign(rng, number, original, rng.choice(donors))
    case = _own(rng, number, original)
    if share < 0.26:
        return Case(number, case.name, _spoil_bytes(rng, case.content), (*case.done, "bytes"), case.moves)
    if share < 0.33:
        return Case(number, case.name, _spoil_zip(rng, case.content), (*case.done, "zip"), case.moves)
    if share < 0.40:
        return _in_container(rng, case)
    return case


def _own(rng: Random, number: int, original: Original) -> Case:
    """One to four mutations of a form in one of the states in which forms come back."""
    state = rng.choices(list(STATES), (45, 10, 20, 15, 10))[0]
    chosen = rng.choices(OWN, k=rng.choice((1, 1, 2, 3, 4)))
    done = (state, *(mutation.name for mutation in chosen))
    content = _mutated(rng, original.content, original.content, state, chosen)
    return Case(number, original.name, content, done, any(mutation.moves for mutation in chosen))


def _foreign(rng: Random, number: int, original: Original, donor: Original) -> Case:
    """A piece of another person's form, and nothing that hides where it comes from."""
    state = rng.choices(list(STATES), (60, 15, 15, 10, 0))[0]
    marked = state in ("as returned", "tags stripped")
    mutation = rng.choice([each for each in FOREIGN if marked or each.name in _TOLD_BY_LABELS])
    content = _mutated(rng, original.content, donor.content, state, [mutation])
    return Case(number, original.name, content, (state, mutation.name), moves=True)


def _mutated(rng: Random, own: bytes, other: bytes, state: str, chosen: Sequence[Mutation]) -> bytes:
    parts, tree = _opened(own, state)
    root, donor = copy.deepcopy(tree), copy.deepcopy(_opened(other, state)[1])
    for mutation in chosen:
        mutation.apply(rng, root, donor)
    return _zipped(parts | {MAIN: etree.tostring(root, xml_declaration=True, encoding="UTF-8")})


@cache
def _opened(docx: bytes, state: str) -> tuple[dict[str, bytes], etree._Element]:
    source = zipfile.ZipFile(io.BytesIO(STATES[state](docx)))
    parts = {name: source.read(name) for name in source.namelist()}
    return parts, etree.fromstring(parts[MAIN])


def _zipped(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, data in parts.items():
            target.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 12, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


# --- bytes, zips, containers --------------------------------------------------------------------


def _spoil_bytes(rng: Random, content: bytes) -> bytes:
    """Bits flipped, a piece cut out, a piece put in twice, the end missing."""
    spoilt = bytearray(content)
    for _ in range(rng.choice((1, 1, 3, 20))):
        at = rng.randrange(len(spoilt))
        length = rng.randrange(1, 400)
        how = rng.randrange(4)
        if how == 0:
            spoilt[at] ^= 1 << rng.randrange(8)
        elif how == 1:
            del spoilt[at : at + length]
        elif how == 2:
            spoilt[at:at] = spoilt[rng.randrange(len(spoilt)) :][:length]
        else:
            del spoilt[max(40, at) :]
        if len(spoilt) < 40:
            break
    return bytes(spoilt)


def _spoil_zip(rng: Random, content: bytes) -> bytes:
    """A part dropped, doubled, renamed, emptied or taken for another."""
    source = zipfile.ZipFile(io.BytesIO(content))
    parts = [(name, source.read(name)) for name in source.namelist()]
    at = rng.randrange(len(parts))
    name, data = parts[at]
    others = [part for part in parts if part[0] != name]
    spoilt = {
        "drop": others,
        "double": [*parts, (name, data[: len(data) // 2])],
        "rename": [
            *others,
            (rng.choice((f"../{name}", f"/{name}", name.upper(), f"x/{name}", "\\" + name)), data),
        ],
        "empty": [*others, (name, b"")],
        "exchange": [*others, (name, rng.choice(parts)[1])],
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for each, bytes_ in rng.choice(list(spoilt.values())):
            target.writestr(zipfile.ZipInfo(each, (2026, 11, 20, 12, 0, 0)), bytes_)
    return written.getvalue()


def _in_container(rng: Random, case: Case) -> Case:
    """The file in a zip or in a mail, every other time with bytes of that spoilt too."""
    if rng.random() < 0.5:
        name, content = "MUS.zip", _zipped({f"mappe/{case.name}": case.content})
    else:
        mail = EmailMessage()
        mail["Subject"], mail["From"] = "Skema", "leder@eksempel.dk"
        mail.set_content("Her er skemaet.\n")
        mail.add_attachment(case.content, "application", "octet-stream", filename=case.name)
        mail.set_boundary(f"=-{case.number}")  # else it is another every time
        name, content = "Skema.eml", bytes(mail)
    if rng.random() < 0.5:
        return Case(case.number, name, _spoil_bytes(rng, content), (*case.done, name, "bytes"), case.moves)
    return Case(case.number, name, content, (*case.done, name), case.moves)
