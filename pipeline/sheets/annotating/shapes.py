"""The boxes that comments are shown in: legacy VML, which Excel still asks for beside the comments' own part.

Written as text into what is there: the VML of a form control need not be well-formed XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from pipeline.sheets.annotating.rows import Place

_SPACES = (
    b' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_HEAD = (
    b"<xml" + _SPACES + b">"
    b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
    'width:{width}pt;height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_P = rb"(?:[\w.-]+:)?"  # any prefix: openpyxl writes ns0, ns1 and so on
_DRAWN = re.compile(rb"<([\w.-]+:)shape\s.*?</\1shape>\s*", re.DOTALL)
_NOTE = re.compile(rb"<%(p)sRow>\s*(\d+)\s*</%(p)sRow>\s*<%(p)sColumn>\s*(\d+)\s*</%(p)sColumn>" % {b"p": _P})
_CLUSTERS = re.compile(rb"(<%sidmap\b[^>]*\bdata=[\"'])([\d,\s]*)" % _P)
_END = re.compile(rb"</(?:\w+:)?xml\s*>\s*$")

_WIDTH, _LINE_HEIGHT, _LETTERS = 300, 18, 46
"""A box's width in pixels, a line's height, and the letters of a line: Tahoma 9, as Excel's own comments."""
_PER_CLUSTER = 1024
_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Box:
    """A comment's cell and text."""

    place: Place
    text: str

    @property
    def height(self) -> int:
        """In pixels, so that all of the text shows."""
        lines = sum(max(1, ceil(len(part) / _LETTERS)) for part in self.text.split("\n"))
        return 12 + _LINE_HEIGHT * lines


def clusters_of(drawing: bytes) -> set[int]:
    """The blocks of 1,024 shape ids that a drawing uses; none may be used by two of a workbook."""
    return {int(n) for _, listed in _CLUSTERS.findall(drawing) for n in listed.replace(b",", b" ").split()}


def without_boxes(drawing: bytes, places: Iterable[Place]) -> bytes:
    """The drawing without the boxes of these cells."""
    gone = set(places)

    def kept(shape: re.Match[bytes]) -> bytes:
        at = _NOTE.search(shape.group())
        return b"" if at and (int(at.group(1)), int(at.group(2))) in gone else shape.group()

    return _DRAWN.sub(kept, drawing) if gone else drawing


def with_boxes(
    drawing: bytes | None, boxes: list[Box], taken: set[int], width_of: Callable[[int], int], row_height: int
) -> bytes:
    """The drawing, or a new one, with a box for each comment. Its blocks of ids are added to `taken`.

    `width_of` gives a column's width in pixels, `row_height` that of most rows.
    """
    first = max(taken, default=0) + 1
    own = range(first, first + 1 + len(boxes) // (_PER_CLUSTER - 1))
    taken.update(own)
    if drawing is None:
        drawing = _HEAD % first
        own = own[1:]
    listed = b"".join(b",%d" % cluster for cluster in own)
    drawing = _CLUSTERS.sub(lambda m: m.group(1) + (m.group(2) + listed).lstrip(b","), drawing, count=1)
    new = b"".join(_drawn(boxes, first, width_of, row_height))
    if b'id="_x0000_t202"' not in drawing:
        new = _SHAPE_TYPE + new
    if not all(space in drawing[: drawing.find(b">") + 1] for space in _SPACES.split()):
        new = re.sub(rb"<v:shape(?:type)?\b", lambda shape: shape.group() + _SPACES, new)
    end = _END.search(drawing)
    at = end.start() if end else len(drawing)
    return drawing[:at] + new + drawing[at:]


def _drawn(
    boxes: list[Box], cluster: int, width_of: Callable[[int], int], row_height: int
) -> Iterator[bytes]:
    for number, box in enumerate(boxes):
        row, column = box.place
        ident = (cluster + number // (_PER_CLUSTER - 1)) * _PER_CLUSTER + 1 + number % (_PER_CLUSTER - 1)
        yield _SHAPE.format(
            id=ident,
            width=_WIDTH * 3 // 4,
            height=box.height * 3 // 4,
            order=number + 1,
            anchor=_anchor(box, width_of, row_height),
            row=row,
            column=column,
        ).encode()


def _anchor(box: Box, width_of: Callable[[int], int], row_height: int) -> str:
    """The cells and pixels that a box lies between: left, top, right, bottom. It opens to the right of its cell."""
    row, column = box.place
    left, left_pixels = min(column + 1, _COLUMNS - 5), 12
    right, rest = left, left_pixels + _WIDTH
    while rest > width_of(right) and right < _COLUMNS - 1:
        rest -= width_of(right)
        right += 1
    top = max(row - 1, 0)
    bottom, below = divmod(4 + box.height, row_height)
    return f"{left}, {left_pixels}, {top}, 4, {right}, {rest}, {top + bottom}, {below}"
