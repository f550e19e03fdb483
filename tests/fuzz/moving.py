"""What tears an answer from its label, or says of it that it belongs elsewhere. Each changes a parsed main part."""

from __future__ import annotations

import copy

from lxml import etree

from tests.fuzz.picking import copy_after, pick, pick_field, swap, wrap_in
from tests.survival.typist import w


def swap_tags(rng, root, donor):
    first, second = pick(rng, root, "tag"), pick(rng, root, "tag")
    if first is not None and second is not None:
        one, two = first.get(w("val"), ""), second.get(w("val"), "")
        first.set(w("val"), two)
        second.set(w("val"), one)


def swap_bookmark_names(rng, root, donor):
    first, second = pick(rng, root, "bookmarkStart"), pick(rng, root, "bookmarkStart")
    if first is not None and second is not None:
        one, two = first.get(w("name"), ""), second.get(w("name"), "")
        first.set(w("name"), two)
        second.set(w("name"), one)


def swap_texts(rng, root, donor):
    first, second = pick(rng, root, "t"), pick(rng, root, "t")
    if first is not None and second is not None:
        first.text, second.text = second.text, first.text


def swap_controls(rng, root, donor):
    swap(pick_field(rng, root), pick_field(rng, root))


def swap_cells(rng, root, donor):
    swap(pick(rng, root, "tc"), pick(rng, root, "tc"))


def swap_paragraphs(rng, root, donor):
    swap(pick(rng, root, "p"), pick(rng, root, "p"))


def swap_tables(rng, root, donor):
    swap(pick(rng, root, "tbl"), pick(rng, root, "tbl"))


def duplicate_cell(rng, root, donor):
    copy_after(pick(rng, root, "tc"))


def move_control(rng, root, donor):
    control, paragraph = pick_field(rng, root), pick(rng, root, "p")
    if control is not None and paragraph is not None and control not in paragraph.iterancestors():
        paragraph.addnext(control)


def track_move(rng, root, donor):
    """A moved run stands twice until changes are accepted; only the new place counts."""
    run, home = pick(rng, root, "r"), pick(rng, root, "p")
    if run is None or home is None or run in home.iterancestors():
        return
    target = etree.SubElement(home, w("moveTo"))
    target.append(copy.deepcopy(run))
    wrap_in(run, "moveFrom")
