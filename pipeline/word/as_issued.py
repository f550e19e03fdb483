"""A returned form by what it went out with: the quick way for the file whose fixed text and fields are as they were.

In: a .docx from anybody. Out: its fields with what stands in them, and the fixed text around them to hold against a
skeleton; or None for a file that must be read the long way (`reading.read_controls`). What is found here says nothing of
places in tables: where everything stands as it did, no answer depends on them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.answers.returned import Mark, Returned
from pipeline.answers.skeleton import (
    BREAK,
    CELL,
    HEADER_ROW,
    IS,
    MARGIN,
    PARAGRAPH_END,
    SEAM,
    SLOT,
    SLOT_END,
    STYLE,
    TAB,
    TABLE,
    slots_in,
)
from pipeline.identity import form_ids_in
from pipeline.model import FORM_ID
from pipeline.problems import UnreadableFile
from pipeline.word.flat import (
    BEGUN,
    BOOKMARK,
    BOOKMARK_END,
    BOX,
    FIELD,
    GROUPS,
    LONGEST,
    PICKED,
    PICKED_END,
    TICKED,
    UNTICKED,
    flat_of,
)
from pipeline.word.outside import refuse_fetching
from pipeline.word.package import Package
from pipeline.word.properties import Properties, properties_of

_GROUP = re.compile(f"{BEGUN}(?:{SLOT}[^{IS}]*{IS})?{GROUPS}")
_BOOKMARK = re.compile(f"{BOOKMARK}([^{BOOKMARK_END}]*){BOOKMARK_END}")
_CONTROL = re.compile(
    f"{BEGUN}{SLOT}([^{IS}]*){IS}({BOX}[{TICKED}{UNTICKED}]|{PICKED}[^{PICKED_END}]*{PICKED_END}|)"
    f"([^{SLOT}{SLOT_END}{BEGUN}{TABLE}-{CELL}]*){SLOT_END}"
)
_UNPLACED = (BEGUN, SLOT, GROUPS, BOX, TICKED, UNTICKED, PICKED, FIELD)
_LOOKS = re.compile(f"{STYLE}[^{IS}]*{IS}|[{HEADER_ROW}{SEAM}]")
_ENDS = re.compile(f"[{PARAGRAPH_END}{BREAK}{TABLE}-{CELL}]")


@dataclass(frozen=True, slots=True)
class AsIssued:
    """A file's fields, and the fixed text between them."""

    returned: Returned
    fixed: tuple[str, ...]

    def is_copy_of(self, skeleton: str) -> bool:
        """Whether nothing but answers tells the file from the form as it went out. Blank paragraphs do not count."""
        shown = skeleton.partition(MARGIN)[0].replace(BREAK, "\n").replace(TAB, "\t")
        fixed, keys = slots_in(_without_blank(_LOOKS.sub("", shown)))
        return fixed == list(self.fixed) and keys == [mark.key for mark in self.returned.marks]


def read_as_issued(content: bytes, file: str) -> AsIssued | None:
    """The fields of a .docx, or None where it takes the long way to read it, or to say what is wrong with it."""
    try:
        package = Package.of_parts(content, file)
        main = package.read(package.main)
        if b"<w:sdt>" not in main:
            return None  # no form goes out without a control
        refuse_fetching(package)
        flat = flat_of(main, "w:document")
        margins = _margins(package)
        if flat is None or margins is None or not _is_all(package):
            return None
        properties = properties_of(package)
    except UnreadableFile:
        return None
    return _read(flat, margins, properties, file)


def _margins(package: Package) -> list[str] | None:
    """The texts of headers and footers, in which no field stands."""
    texts = []
    for kind, root in (("header", "w:hdr"), ("footer", "w:ftr")):
        for part in package.related(package.main, kind):
            flat = flat_of(package.read(part), root)
            if flat is None or BEGUN in flat or BOOKMARK in flat:
                return None
            texts.append(_ENDS.sub("\n", flat.replace(FIELD, "")).replace(TAB, "\t").strip("\n"))
    return texts


def _is_all(package: Package) -> bool:
    """Whether nothing is said outside of the text and the margins: no comment, and no note with a word in it."""
    if package.related(package.main, "comments"):
        return False
    for kind in ("footnotes", "endnotes"):
        for part in package.related(package.main, kind):
            flat = flat_of(package.read(part), f"w:{kind}")
            if flat is None or any(sign >= " " for sign in flat):
                return False
    return package.inflated <= LONGEST


def _read(flat: str, margins: list[str], properties: Properties, file: str) -> AsIssued | None:
    flat, groups = _GROUP.subn("", flat.replace(BREAK, "\n").replace(TAB, "\t"))
    labels = [label.replace("__", "/") for label in _BOOKMARK.findall(flat)]
    pieces = _CONTROL.split(_without_blank(_BOOKMARK.sub("", flat)))
    fixed, keys, states, said = (
        pieces[0::4],
        [key.strip() for key in pieces[1::4]],
        pieces[2::4],
        pieces[3::4],
    )
    around = "".join(fixed)
    own = {*keys}
    if (
        around.count(SLOT_END) != groups
        or any(mark in text for text in (around, *said) for mark in _UNPLACED)
        or len(own) != len(keys)
        or not all(keys)
    ):
        return None
    if len({*labels}) != len(labels) or not all(label in own or label.startswith("_") for label in labels):
        return None
    marks = [_mark(*each) for each in zip(keys, states, said, strict=True)]
    seen = "".join(piece for pair in zip(fixed, [*said, ""], strict=True) for piece in pair)
    head = [mark.text for mark in marks if mark.key == FORM_ID]
    evidence = properties.evidence(head, margins, _ids_in(seen, head), file)
    returned = Returned(file, tuple(marks), evidence=evidence, layout=properties.layout)
    return AsIssued(returned, tuple(each.replace(SLOT_END, "") for each in fixed))


def _without_blank(text: str) -> str:
    """The text without paragraphs in which nothing stands, but for those at a table's edge."""
    while PARAGRAPH_END * 2 in text:
        text = text.replace(PARAGRAPH_END * 2, PARAGRAPH_END)
    return text


def _mark(key: str, state: str, said: str) -> Mark:
    text = said.replace(PARAGRAPH_END, "\n").strip("\n")
    picked = None
    if state.startswith(PICKED):
        try:
            picked = date.fromisoformat(state[1:11])
        except ValueError:
            picked = None
    return Mark(
        key, "tag", text, picked=picked, checked=state == BOX + TICKED if state.startswith(BOX) else None
    )


def _ids_in(seen: str, head: list[str]) -> list[str]:
    """The ids in the visible text. The form's own is told by its field; to look for others takes their middle."""
    for own in head:
        seen = seen.replace(own, " ") if own else seen
    return form_ids_in(_ENDS.sub("\n", seen.replace(SLOT_END, ""))) if _MIDDLE.search(seen) else []


_MIDDLE = re.compile(r"-\d{4,7}-[A-Z]{3}-")
"""What every form id has in it (`identity.FORM_ID`); looking for the whole of it takes thirty times as long."""
