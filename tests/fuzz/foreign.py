"""Pieces of another person's form brought into a form, each with something on it that tells.

Its tags and bookmarks stand there twice, its rows have ids this form was not issued with, or there are two heads.
"""

from __future__ import annotations

import copy

from pipeline.identity import form_ids_in
from tests.fuzz.picking import pick, pick_field
from tests.survival.typist import W15, tag_of, w


def foreign_control(rng, root, donor):
    """Another person's control pasted beside one of this form."""
    piece, here = pick_field(rng, donor), pick_field(rng, root)
    if piece is not None and here is not None and here.getparent() is not None:
        same = [sdt for sdt in root.iter(w("sdt")) if tag_of(sdt) == tag_of(piece)]
        (rng.choice(same) if same else here).addnext(copy.deepcopy(piece))


def foreign_row(rng, root, donor):
    """Another person's row pasted below one of the same table."""
    sections = [
        s for s in donor.iter(w("sdt")) if s.find(f"{w('sdtPr')}/{{{W15}}}repeatingSection") is not None
    ]
    if not sections:
        return foreign_table(rng, root, donor)
    section = rng.choice(sections)
    mine = [s for s in root.iter(w("sdt")) if tag_of(s) == tag_of(section)]
    rows = section.find(w("sdtContent"))
    if mine and len(rows):
        home = mine[0].find(w("sdtContent"))
        home.insert(rng.randrange(len(home) + 1), copy.deepcopy(rng.choice(list(rows))))
    return None


def foreign_table(rng, root, donor):
    """A whole table of another person's form, with its tags and bookmarks and the heading above it."""
    table, here = pick(rng, donor, "tbl"), pick(rng, root, "tbl")
    if table is not None and here is not None:
        above = table.getprevious()
        here.addnext(copy.deepcopy(table))
        if above is not None and above.tag == w("p"):
            here.addnext(copy.deepcopy(above))


def foreign_body(rng, root, donor):
    """All of another person's form below this one."""
    body = root.find(w("body"))
    for child in donor.find(w("body")):
        body.append(copy.deepcopy(child))


def foreign_head(rng, root, donor):
    """Another person's head in the place of this one's; the answers are still this one's."""
    mine, other = next(root.iter(w("tbl")), None), next(donor.iter(w("tbl")), None)
    if mine is not None and other is not None:
        mine.getparent().replace(mine, copy.deepcopy(other))


def foreign_answers(rng, root, donor):
    """This one's head on another person's form."""
    mine, other = next(root.iter(w("tbl")), None), next(donor.iter(w("tbl")), None)
    if mine is not None and other is not None:
        head, whole = copy.deepcopy(mine), copy.deepcopy(donor)
        first = next(whole.iter(w("tbl")))
        first.getparent().replace(first, head)
        root.replace(root.find(w("body")), whole.find(w("body")))


def foreign_id(rng, root, donor):
    """Another person's form id wherever this one's stands, under this one's name and number."""
    ids = [_id(tree) for tree in (root, donor)]
    if all(ids):
        for text in root.iter(w("t")):
            text.text = (text.text or "").replace(*ids)


def _id(root):
    found = form_ids_in(" ".join(t.text or "" for t in root.iter(w("t"))))
    return found[0] if found else ""
