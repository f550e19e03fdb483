"""The document as it reads when every tracked change is accepted, with Word's wrappers taken off.

In: the XML of a part, changed in place. After this no later function knows that tracked changes, moves,
smart tags, custom XML elements or alternate content exist.

One surprise: a tracked deletion of a content control marks only its edges. The control is what goes; what
is left of its content after the deletions inside it stays.
"""

from __future__ import annotations

from lxml import etree

from pipeline.word.names import name, names

_GONE = names("w:del", "w:moveFrom", "w:customXmlPr", "w:smartTagPr")
_UNWRAPPED = names("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo")
_REMOVED_STARTS = names("w:customXmlDelRangeStart", "w:customXmlMoveFromRangeStart")
_REMOVED_ENDS = names("w:customXmlDelRangeEnd", "w:customXmlMoveFromRangeEnd")
_MARKS = names("w:del", "w:moveFrom")

_P, _PPR, _RPR, _TR, _TC, _SDT = (name(f"w:{n}") for n in ("p", "pPr", "rPr", "tr", "tc", "sdt"))
_PROPERTIES = names("w:rPr", "w:trPr", "w:tcPr", "w:numPr")
_ID = name("w:id")


def accept(root: etree._Element) -> None:
    """Turns the part into its accepted view, in place."""
    _choose_alternates(root)
    _drop_deleted_cells(root)
    _drop_removed_controls(root)
    _join_paragraphs(root)
    for element in list(root.iter(*_GONE)):
        if not _marks_its_parent(element):
            _replace(element, [])
    for element in list(root.iter(*_UNWRAPPED)):
        if not _marks_its_parent(element):
            _replace(element, list(element))


def _marks_its_parent(element: etree._Element) -> bool:
    """Whether a w:ins or w:del stands in properties, speaking of a paragraph mark, a row or a number."""
    parent = element.getparent()
    return parent is not None and parent.tag in _PROPERTIES


def _choose_alternates(root: etree._Element) -> None:
    # A text box stands twice: drawn for Word 2010 and later in mc:Choice, for earlier ones in mc:Fallback.
    for element in list(root.iter(name("mc:AlternateContent"))):
        choice = element.find(name("mc:Choice"))
        chosen = choice if choice is not None else element.find(name("mc:Fallback"))
        _replace(element, [] if chosen is None else list(chosen))


def _drop_deleted_cells(root: etree._Element) -> None:
    for row in list(root.iter(_TR)):
        properties = row.find(name("w:trPr"))
        if properties is not None and properties.find(name("w:del")) is not None:
            _replace(row, [])
    for cell in list(root.iter(_TC)):
        if cell.find(f"{name('w:tcPr')}/{name('w:cellDel')}") is not None:
            _replace(cell, [])


def _drop_removed_controls(root: etree._Element) -> None:
    open_ranges: set[str] = set()
    removed = []
    for element in root.iter(*_REMOVED_STARTS, *_REMOVED_ENDS, _SDT):
        if element.tag in _REMOVED_STARTS:
            open_ranges.add(element.get(_ID, ""))
        elif element.tag in _REMOVED_ENDS:
            open_ranges.discard(element.get(_ID, ""))
        elif open_ranges:
            removed.append(element)
    for control in removed:
        content = control.find(name("w:sdtContent"))
        _replace(control, [] if content is None else list(content))


def _join_paragraphs(root: etree._Element) -> None:
    """A paragraph whose mark was deleted or moved away runs on into the next one."""
    for paragraph in list(root.iter(_P)):
        marks = paragraph.find(f"{_PPR}/{_RPR}")
        if marks is None or not any(mark.tag in _MARKS for mark in marks):
            continue
        following = paragraph.getnext()
        if following is None or following.tag != _P:
            continue
        start = 1 if following.find(_PPR) is not None else 0
        following[start:start] = [child for child in paragraph if child.tag != _PPR]
        _replace(paragraph, [])


def _replace(element: etree._Element, children: list[etree._Element]) -> None:
    """Puts children in the place of an element; none removes it."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent[at : at + 1] = children
