"""Returned files read, in this process or in others.

In: a `Batch` of files, and the look-ups that reading needs. Out: their readings, in the order of the files. Nothing is
written here. Another process opens the store for itself, once, and only looks things up in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.identity import form_ids_in
from pipeline.model import Reading
from pipeline.policy import Policy
from pipeline.problems.returns import conversion_failed
from pipeline.returns import Arrived, Known, needs_office, read_returned
from pipeline.store import Store, open_store
from pipeline.word import office

if TYPE_CHECKING:  # a process that only reads needs no catalog
    from pipeline.commands.opening import Round


@dataclass(frozen=True, slots=True)
class Batch:
    """Some files, and what another process must know to read them."""

    files: Sequence[Arrived]
    store: str
    key: bytes
    policy: Policy
    year: int


def batch_of(files: Sequence[Arrived], round_: Round) -> Batch:
    """The files with what reading them needs."""
    return Batch(files, round_.workspace.store, round_.key, round_.policy, round_.year)


def known_to(round_: Round) -> Known:
    """The look-ups that reading needs."""
    return _known(round_.store, round_.key, round_.policy, round_.year)


def read_here(round_: Round, known: Known, batch: Batch) -> list[Reading]:
    """The readings of a batch, by this round's own store."""
    return _read(round_.store, known, batch)


def read_elsewhere(batch: Batch) -> list[Reading]:
    """The readings of a batch, in a process that knows nothing of the round."""
    store = _store(batch.store)
    known = _known(store, batch.key, batch.policy, batch.year)
    return _read(store, known, batch)


def _read(store: Store, known: Known, batch: Batch) -> list[Reading]:
    with store.looking():
        known = _looked_up(store, known, batch)
        return [read_one(arrived, known) for arrived in batch.files]


def _looked_up(store: Store, known: Known, batch: Batch) -> Known:
    """The same with the forms that the files' names speak of looked up at once, which saves a seventh of the reading.

    A name is only a hint: whose form a file is, its content says, and what was not looked up is looked up then.
    """
    named = {form_id for arrived in batch.files for form_id in form_ids_in(arrived.name)}
    issued, skeletons, destroyed = store.known(named)
    return replace(
        known,
        issued=lambda id: issued[id] if id in issued else known.issued(id),
        skeletons=lambda id: skeletons[id] if id in named else known.skeletons(id),
        destroyed=lambda id: id in destroyed if id in named else known.destroyed(id),
    )


def read_one(arrived: Arrived, known: Known) -> Reading:
    """The reading of one file."""
    reading = read_returned(arrived, known)
    if not arrived.docx and needs_office(arrived) and office.available():
        return replace(reading, problems=(conversion_failed(arrived.place),))
    return reading


@lru_cache(maxsize=1)
def _store(where: str) -> Store:
    return open_store(where)


def _known(store: Store, key: bytes, policy: Policy, year: int) -> Known:
    return Known(
        issued=store.issued,
        layout=cache(store.layout),
        key=key,
        policy=policy,
        year=year,
        first_issued=store.first_issued,
        destroyed=store.destroyed,
        skeletons=store.skeletons,
    )
