"""Finds a piece of a form at random, and takes it out, copies it or exchanges it."""

from __future__ import annotations

import copy
from random import Random

from lxml import etree

from tests.survival.typist import W15, tag_of, w


def pick(rng: Random, root: etree._Element, *locals_: str) -> etree._Element | None:
    """Any element of these names that has a parent, below the body."""
    found = [e for e in root.iter(*map(w, locals_)) if e.getparent() is not None]
    return rng.choice(found) if found else None


def pick_field(rng: Random, root: etree._Element) -> etree._Element | None:
    """Any control with a tag that is no section."""
    found = [
        sdt
        for sdt in root.iter(w("sdt"))
        if tag_of(sdt) and sdt.find(f"{w('sdtPr')}/{{{W15}}}repeatingSection") is None
    ]
    return rng.choice(found) if found else None


def drop(element: etree._Element | None) -> None:
    if element is not None and element.getparent() is not None:
        element.getparent().remove(element)


def copy_after(element: etree._Element | None) -> None:
    if element is not None:
        element.addnext(copy.deepcopy(element))


def swap(first: etree._Element | None, second: etree._Element | None) -> None:
    if first is None or second is None or first is second:
        return
    if first in second.iterancestors() or second in first.iterancestors():
        return
    here, there = etree.Comment("1"), etree.Comment("2")
    first.addprevious(here)
    second.addprevious(there)
    here.getparent().replace(here, second)
    there.getparent().replace(there, first)


def unwrap(sdt: etree._Element | None) -> None:
    content = None if sdt is None else sdt.find(w("sdtContent"))
    if sdt is None or content is None or sdt.getparent() is None:
        return
    for child in list(content):
        sdt.addprevious(child)
    drop(sdt)


def pick_row(rng: Random, root: etree._Element) -> etree._Element | None:
    """A row below the first of its table."""
    rows = [
        row
        for row in root.iter(w("tr"))
        if any(s.tag in (w("tr"), w("sdt")) for s in row.itersiblings(preceding=True))
    ]
    return rng.choice(rows) if rows else None


def wrap_in(run: etree._Element | None, local: str) -> None:
    if run is not None:
        change = etree.Element(w(local))
        run.addprevious(change)
        change.append(run)
