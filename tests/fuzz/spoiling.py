"""What happens to a form and leaves every answer where it stood: things gone, broken, doubled, nested, tracked.

Each is a function over a parsed main part, which it changes.
"""

from __future__ import annotations

import copy

from lxml import etree

from tests.fuzz.picking import copy_after, drop, pick, pick_field, pick_row, swap, unwrap, wrap_in
from tests.survival.typist import w

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_GARBAGE = (
    "",
    "-1",
    "99999999999999999999",
    "æøå",
    "true",
    "../../x",
    "\u202e",
    "0x41",
    "NaN",
    "emne",
    "a" * 5000,
)
_ODD = ("\u00ad", "\u200b", "\u202e", "\ufeff", "\U0001d518", "\ud7ff", "\t", "%s{{x}}")


def delete_control(rng, root, donor):
    drop(pick_field(rng, root))


def unwrap_control(rng, root, donor):
    unwrap(pick_field(rng, root))


def unwrap_some(rng, root, donor):
    for sdt in [sdt for sdt in root.iter(w("sdt")) if rng.random() < 0.5]:
        unwrap(sdt)


def delete_tag(rng, root, donor):
    drop(pick(rng, root, "tag"))


def delete_properties(rng, root, donor):
    drop(pick(rng, root, "sdtPr"))


def delete_bookmark(rng, root, donor):
    drop(pick(rng, root, "bookmarkStart", "bookmarkEnd"))


def delete_all_bookmarks(rng, root, donor):
    for mark in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        drop(mark)


def duplicate_control(rng, root, donor):
    copy_after(pick_field(rng, root))


def duplicate_row(rng, root, donor):
    copy_after(pick_row(rng, root))


def delete_row(rng, root, donor):
    drop(pick(rng, root, "tr"))


def swap_rows(rng, root, donor):
    row = pick_row(rng, root)
    if row is not None and row.getparent().tag == w("tbl"):
        others = list(row.itersiblings(w("tr"), preceding=True))[:-1]
        if others:
            swap(row, rng.choice(others))


def delete_cell(rng, root, donor):
    drop(pick(rng, root, "tc"))


def empty_cell(rng, root, donor):
    cell = pick(rng, root, "tc")
    if cell is not None:
        for child in list(cell):
            drop(child)


def add_empty_cell(rng, root, donor):
    cell = pick(rng, root, "tc")
    if cell is not None:
        new = etree.Element(w("tc"))
        etree.SubElement(new, w("p"))
        cell.addnext(new)


def delete_paragraph(rng, root, donor):
    drop(pick(rng, root, "p"))


def duplicate_paragraph(rng, root, donor):
    copy_after(pick(rng, root, "p"))


def delete_table(rng, root, donor):
    drop(pick(rng, root, "tbl"))


def delete_run(rng, root, donor):
    drop(pick(rng, root, "r"))


def split_paragraph(rng, root, donor):
    paragraph = pick(rng, root, "p")
    runs = [] if paragraph is None else paragraph.findall(w("r"))
    if len(runs) > 1:
        new = etree.Element(w("p"))
        for run in runs[len(runs) // 2 :]:
            new.append(run)
        paragraph.addnext(new)


def insert_empty_paragraphs(rng, root, donor):
    for _ in range(rng.randrange(1, 30)):
        paragraph = pick(rng, root, "p")
        if paragraph is not None:
            paragraph.addnext(etree.Element(w("p")))


def break_attribute(rng, root, donor):
    """An attribute gone or garbage; not a name that would say of an answer that it is another's."""
    elements = [
        e
        for e in root.iter()
        if isinstance(e.tag, str) and e.attrib and e.tag not in (w("gridSpan"), w("vMerge"))
    ]
    element = rng.choice(elements)
    attribute = rng.choice(list(element.attrib))
    if rng.random() < 0.4:
        del element.attrib[attribute]
    else:
        element.set(attribute, rng.choice(_GARBAGE))


def break_many_attributes(rng, root, donor):
    for _ in range(40):
        break_attribute(rng, root, donor)


def nest_cell(rng, root, donor):
    """A cell's contents in a table of their own within it."""
    cell = pick(rng, root, "tc")
    if cell is None:
        return
    inner = etree.Element(w("tc"))
    for child in [c for c in cell if c.tag != w("tcPr")]:
        inner.append(child)
    row = etree.SubElement(etree.SubElement(cell, w("tbl")), w("tr"))
    row.append(inner)
    etree.SubElement(cell, w("p"))


def nest_deep(rng, root, donor):
    for _ in range(rng.randrange(10, 60)):
        nest_cell(rng, root, donor)


def track_insertion(rng, root, donor):
    wrap_in(pick(rng, root, "r"), "ins")


def track_deletion(rng, root, donor):
    run = pick(rng, root, "r")
    wrap_in(run, "del")
    for text in () if run is None else list(run.iter(w("t"))):
        text.tag = w("delText")


def track_row(rng, root, donor):
    row = pick(rng, root, "tr")
    if row is not None:
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            row.insert(0, properties)
        etree.SubElement(properties, w(rng.choice(("ins", "del"))))


def track_paragraph_mark(rng, root, donor):
    """A deleted paragraph mark joins a paragraph with the next: the words stay in their order and cell."""
    paragraph = pick(rng, root, "p")
    if paragraph is not None and next(paragraph.iterancestors(w("tc")), None) is None:
        shape = paragraph.find(w("pPr"))
        if shape is None:
            shape = etree.Element(w("pPr"))
            paragraph.insert(0, shape)
        etree.SubElement(etree.SubElement(shape, w("rPr")), w("ins"))


def alternate_content(rng, root, donor):
    """A text box stands twice: once for new programs, once for old ones."""
    run = pick(rng, root, "r")
    if run is None:
        return
    both = etree.Element(f"{{{_MC}}}AlternateContent")
    run.addprevious(both)
    etree.SubElement(both, f"{{{_MC}}}Choice").append(run)
    etree.SubElement(both, f"{{{_MC}}}Fallback").append(copy.deepcopy(run))


def huge_text(rng, root, donor):
    text = pick(rng, root, "t")
    if text is not None:
        text.text = f"{text.text or ''} {'lang tekst ' * rng.choice((100, 20_000, 100_000))}"


def odd_characters(rng, root, donor):
    text = pick(rng, root, "t")
    if text is not None:
        text.text = (text.text or "") + rng.choice(_ODD)


def rename_element(rng, root, donor):
    elements = [e for e in root.iter() if isinstance(e.tag, str) and e.getparent() is not None]
    rng.choice(elements).tag = rng.choice(
        (w("p"), w("unknown"), "{urn:x}y", w("sdt"), w("r"), w("customXml"))
    )


def delete_any(rng, root, donor):
    elements = [e for e in root.iter() if isinstance(e.tag, str) and e.getparent() not in (None, root)]
    if elements:
        drop(rng.choice(elements))
