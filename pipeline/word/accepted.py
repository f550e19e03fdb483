"""The document as it reads when every tracked change is accepted, with Word's wrappers taken off.

In: the XML of a part, changed in place. After this no later function knows that tracked changes, moves,
smart tags, custom XML elements, alternate content or hidden text exist.

Surprises. A tracked deletion of a content control marks only its edges: the control is what goes; what is left of
its content after the deletions inside it stays. What marks a place (a bookmark, a comment) outlives the text it
stood in, so that a comment on a deletion is still read.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pipeline.word.names import name, names

_GONE = names("w:del", "w:moveFrom", "w:customXmlPr", "w:smartTagPr")
_FORMER = names(
    *("w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:tblGridChange", "w:trPrChange"),
    *("w:tcPrChange", "w:tblPrExChange", "w:numberingChange"),
)
"""How something was set before a tracked change of its looks: old styles and old properties, no text."""

_UNWRAPPED = names("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo")
_REMOVED_STARTS = names("w:customXmlDelRangeStart", "w:customXmlMoveFromRangeStart")
_REMOVED_ENDS = names("w:customXmlDelRangeEnd", "w:customXmlMoveFromRangeEnd")
_MARKS = names("w:del", "w:moveFrom")
_COMMENTS = names("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")
_PLACES = _COMMENTS | names("w:bookmarkStart", "w:bookmarkEnd")
_BETWEEN = (
    _PLACES
    | _REMOVED_STARTS
    | _REMOVED_ENDS
    | names(
        *("w:proofErr", "w:permStart", "w:permEnd", "w:moveFromRangeStart", "w:moveFromRangeEnd"),
        *("w:moveToRangeStart", "w:moveToRangeEnd", "w:customXmlInsRangeStart", "w:customXmlInsRangeEnd"),
        *("w:customXmlMoveToRangeStart", "w:customXmlMoveToRangeEnd"),
    )
)
"""What may stand between two paragraphs and is no content (ECMA-376 EG_RangeMarkupElements)."""

_P, _PPR, _RPR, _TR, _TC, _SDT = (name(f"w:{n}") for n in ("p", "pPr", "rPr", "tr", "tc", "sdt"))
_PROPERTIES = names("w:rPr", "w:trPr", "w:tcPr", "w:numPr")
_VANISH = f"{_RPR}/{name('w:vanish')}"
_CONCERNED = (
    *_GONE,
    *_FORMER,
    *_UNWRAPPED,
    *_REMOVED_STARTS,
    *names("mc:AlternateContent", "w:cellDel", "w:vanish"),
)
_ID, _VAL = name("w:id"), name("w:val")


def accept(root: etree._Element) -> bool:
    """Turns the part into its accepted view, in place. True where hidden text was taken out."""
    # A part with none of these stays as it is, and most have none: looking is a hundredth of going through it.
    if next(root.iter(*_CONCERNED), None) is None:
        return False
    for element in list(root.iter(*_FORMER)):
        _remove(element)
    _choose_alternates(root)
    _drop_deleted_cells(root)
    _drop_removed_controls(root)
    _join_paragraphs(root)
    for element in list(root.iter(*_GONE)):
        if not _marks_its_parent(element):
            _remove(element, keep=_PLACES)
    for element in list(root.iter(*_UNWRAPPED)):
        if not _marks_its_parent(element):
            _replace(element, list(element))
    return _drop_hidden(root)


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
            _remove(row, keep=_COMMENTS)
    for cell in list(root.iter(_TC)):
        if cell.find(f"{name('w:tcPr')}/{name('w:cellDel')}") is not None:
            _remove(cell, keep=_COMMENTS)


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
    """A paragraph whose mark was deleted or moved away runs on into the next one; the last first, so each moves once."""
    for paragraph in reversed(list(root.iter(_P))):
        marks = paragraph.find(f"{_PPR}/{_RPR}")
        if marks is None or not any(mark.tag in _MARKS for mark in marks):
            continue
        between = []
        following = paragraph.getnext()
        while following is not None and following.tag in _BETWEEN:
            between.append(following)
            following = following.getnext()
        if following is None or following.tag != _P:
            continue
        start = 1 if following.find(_PPR) is not None else 0
        following[start:start] = [*(child for child in paragraph if child.tag != _PPR), *between]
        _remove(paragraph)


def _drop_hidden(root: etree._Element) -> bool:
    """Takes out the runs formatted as hidden, which neither screen nor paper shows."""
    dropped = False
    for run in list(root.iter(name("w:r"))):
        hidden = run.find(_VANISH)
        if hidden is not None and hidden.get(_VAL, "1") not in ("0", "false", "off"):
            dropped = dropped or next(run.iter(name("w:t")), None) is not None
            _remove(run, keep=_PLACES)
    return dropped


def _remove(element: etree._Element, keep: Iterable[str] = ()) -> None:
    """Takes an element away; what marks a place in it is left where it stood."""
    kept = tuple(keep)
    _replace(element, list(element.iter(*kept)) if kept else [])


def _replace(element: etree._Element, children: Iterable[etree._Element]) -> None:
    """Puts children in the place of an element; none removes it."""
    parent = element.getparent()
    if parent is None:
        return
    # One by one: to find an element's number among its siblings costs as much as there are of them.
    for child in children:
        element.addprevious(child)
    parent.remove(element)
