"""What stands before and after the rows of a sheet: which sheet is open, the widths, and where the comments hang."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from pipeline.sheets.annotating.parts import NoWorkbook
from pipeline.sheets.annotating.rows import IN_TAG

_WITHIN = rb"(?:/|" + IN_TAG + rb")*"

_ROOT = re.compile(rb"<((?:[\w.-]+:)?)(worksheet|chartsheet|dialogsheet|macrosheet)\b(" + _WITHIN + rb")>")
_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData>$")
_VIEW = re.compile(rb"(<(?:[\w.-]+:)?sheetView\b" + _WITHIN + rb">)")
_SELECTED = re.compile(rb"(\stabSelected\s*=\s*[\"'])(?:1|true)([\"'])")
_FORMAT = re.compile(rb"<(?:[\w.-]+:)?sheetFormatPr\b(" + _WITHIN + rb")>")
_COL = re.compile(rb"<(?:[\w.-]+:)?col(\s" + _WITHIN + rb")>")
_NUMBER = re.compile(rb"\d{1,9}(\.\d*)?([eE][-+]?\d)?")
_ATTRIBUTE = re.compile(rb"\s(\w+)\s*=\s*[\"']([^\"']*)[\"']")

_AFTER_COMMENTS = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    "AlternateContent",
)  # fmt: skip
"""What may follow `legacyDrawing` in a sheet (ECMA-376 18.3.1.99). Alternatives there are of objects and controls."""


def prefix_of(head: bytes) -> bytes:
    """The prefix of a sheet's own tags, `x:` or nothing; the root of a sheet of macros has another (MS-OFFMACRO2)."""
    data = _DATA.search(head)
    return data.group(1) if data else b""


def unselected(head: bytes) -> bytes:
    """The head of a sheet that is not the one in front: two that are would be edited together."""
    return _VIEW.sub(lambda view: _SELECTED.sub(rb"\g<1>0\g<2>", view.group(1)), head)


def styles_of_columns(head: bytes) -> Callable[[int], int]:
    """A column's own style, for cells that are not there."""
    told = [
        (int(_number(a[b"min"])), int(_number(a[b"max"])), int(_number(a[b"style"])))
        for a in _columns(head)
        if b"style" in a
    ]
    return lambda column: next((style for low, high, style in told if low <= column + 1 <= high), 0)


def widths_of_columns(head: bytes) -> Callable[[int], int]:
    """A column's width in pixels: seven to a letter of Calibri 11, and five (18.3.1.13)."""
    told = [(int(_number(a[b"min"])), int(_number(a[b"max"])), _pixels(a)) for a in _columns(head)]
    format_ = _FORMAT.search(head)
    usual = dict(_ATTRIBUTE.findall(format_.group(1))) if format_ else {}
    width = int(_number(usual.get(b"defaultColWidth", b"8.43")) * 7 + 5)
    return lambda column: next((pixels for low, high, pixels in told if low <= column + 1 <= high), width)


def row_height(head: bytes) -> int:
    """The height of most rows in pixels."""
    format_ = _FORMAT.search(head)
    usual = dict(_ATTRIBUTE.findall(format_.group(1))) if format_ else {}
    return max(1, round(_number(usual.get(b"defaultRowHeight", b"15")) * 4 / 3))


def _pixels(column: dict[bytes, bytes]) -> int:
    if column.get(b"hidden") in (b"1", b"true"):
        return 0
    return int(_number(column.get(b"width", b"8.43")) * 7 + 5)


def _number(text: bytes) -> float:
    if _NUMBER.fullmatch(text.strip()) is None:
        raise NoWorkbook
    return float(text)


def _columns(head: bytes) -> list[dict[bytes, bytes]]:
    found = (dict(_ATTRIBUTE.findall(match.group(1))) for match in _COL.finditer(head))
    return [column for column in found if b"min" in column and b"max" in column]


class Ending:
    """The XML after the rows, with the byte at which each of the sheet's own children begins there."""

    def __init__(self, head: bytes, tail: bytes) -> None:
        self._tail, self._prefix = tail, prefix_of(head)
        root = _ROOT.search(head)
        opened = (root.group() if root else b"<worksheet>") + b"<" + self._prefix + b"sheetData>"
        self._children: list[tuple[str, dict[str, str], int]] = []
        self._depth, self._before = 0, len(opened)
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._close = len(tail)
        self._parser.Parse(opened + tail, True)

    @property
    def comments(self) -> str:
        """The id of the relation to the drawing of the comments' boxes, or ""."""
        return next(
            (value for name, found, _ in self._children if name == "legacyDrawing"
             for key, value in found.items() if key.endswith(":id")),
            "",
        )  # fmt: skip

    def with_comments(self, ident: str, namespace: str) -> bytes:
        """The bytes with a relation to the drawing of the comments' boxes, in the place it must have."""
        at = next((at for name, _, at in self._children if name in _AFTER_COMMENTS), self._close)
        named = f'xmlns:r="{namespace}" r:id="{ident}"'.encode()
        return b"%s<%slegacyDrawing %s/>%s" % (self._tail[:at], self._prefix, named, self._tail[at:])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 2 and (at := self._parser.CurrentByteIndex - self._before) > 0:
            self._children.append((name.rpartition(":")[2], attributes, at))

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._close = self._parser.CurrentByteIndex - self._before
