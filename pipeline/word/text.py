"""The visible text of Word's runs and paragraphs.

In: elements of a part after `accepted`. Out: the text a reader of the document sees, a newline for every
line break and between paragraphs, a tab for a tab and between cells. Field codes and deleted text are no
text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from pipeline.word.names import name

_VAL, _CHAR = name("w:val"), name("w:char")
_SPACE = str.maketrans("\n\r\t", "   ")

# Word's bullets and ticks as private characters of a symbol font: `w:sym` gives the code, 0xF000 upwards.
_SYMBOLS = {
    0xF0FE: "☒",  # Wingdings: ticked box
    0xF0FD: "☒",  # Wingdings: crossed box
    0xF052: "☒",  # Wingdings 2: ticked box
    0xF053: "☒",  # Wingdings 2: crossed box
    0xF0A8: "☐",  # Wingdings: empty box
    0xF06F: "☐",  # Wingdings: empty box
    0xF0A3: "☐",  # Wingdings 2: empty box
    0xF0FC: "✓",  # Wingdings: tick
    0xF0E0: "→",
}


def _symbol(element: etree._Element) -> str:
    """The character of a w:sym; "" for a code that is no character anybody sees."""
    try:
        code = int(element.get(_CHAR, ""), 16)
        shown = _SYMBOLS.get(code) or chr(code - 0xF000 if 0xF020 <= code <= 0xF0FF else code)
    except (ValueError, OverflowError):
        return ""
    return shown if shown.isprintable() else ""


def _written(element: etree._Element) -> str:
    # A newline inside w:t is how the XML was laid out; Word shows a space. A line break is an element.
    text = element.text or ""
    return text.translate(_SPACE) if "\n" in text or "\r" in text or "\t" in text else text


_VISIBLE: Mapping[str, Callable[[etree._Element], str]] = {
    name("w:t"): _written,
    name("m:t"): _written,
    name("w:tab"): lambda _: "\t",
    name("w:ptab"): lambda _: "\t",
    name("w:br"): lambda _: "\n",
    name("w:cr"): lambda _: "\n",
    name("w:noBreakHyphen"): lambda _: "-",
    name("w:softHyphen"): lambda _: "",
    name("w:sym"): _symbol,
}

SHOWING = tuple(_VISIBLE)
"""The names of all elements that show anything."""

_TAB, _TAB_STOPS, _PARAGRAPH = name("w:tab"), name("w:tabs"), name("w:p")


def visible(element: etree._Element) -> str:
    """The text one element itself shows, without its children; "" for all that shows none."""
    show = _VISIBLE.get(str(element.tag))
    if show is None:
        return ""
    # w:tab is also the definition of a tab stop in w:pPr/w:tabs.
    parent = element.getparent() if element.tag == _TAB else None
    return "" if parent is not None and parent.tag == _TAB_STOPS else show(element)


def text_of(root: etree._Element) -> str:
    """All visible text under an element, one line a paragraph."""
    pieces = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=(_PARAGRAPH, *SHOWING)):
        if event == "start":
            pieces.append(visible(element))
        elif element.tag == _PARAGRAPH:
            pieces.append("\n")
    return "".join(pieces).strip("\n")
