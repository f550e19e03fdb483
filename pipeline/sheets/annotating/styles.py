"""The formats of a workbook: those of marked cells once more with our colour, and those of a page of ours.

Nothing that is there is changed or moved, so every other cell looks as it did.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from pipeline.sheets.annotating.parts import XML, NoWorkbook, whole
from pipeline.sheets.cells import TONES, Tone

TONED: tuple[Tone, ...] = ("overdue", "late")
"""What blocks, and what is a note."""

_OURS = frozenset(colour for tone in TONED for colour in TONES[tone][:2])
_LIGHT = 3 * 200
"""So much red, green and blue together is light."""
_RGB = re.compile("[0-9A-Fa-f]{6}")

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
"""The order of a stylesheet's children (ECMA-376 18.8.39)."""

_FONT = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip
"""The order of a font's children (18.8.22)."""

_PLAIN = """<styleSheet xmlns="{0}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


def plain_styles(namespace: str) -> bytes:
    """The formats of a workbook that has none."""
    return _PLAIN.format(namespace).encode()


class Styles:
    """A stylesheet that grows. A cell's style is the position of its `xf` in `cellXfs`."""

    def __init__(self, root: XML) -> None:
        self.root = root
        self._space = etree.QName(root).namespace or ""
        self._toned: dict[tuple[int, str], int] = {}
        self._fills: dict[tuple[int, str], int] = {}

    def toned(self, style: int, tone: str) -> int:
        """The style that is like another, number format, font and border alike, with the tone's ground.

        Under light letters, as headers have, it is the tone's dark colour: they stay readable.
        """
        if (style, tone) not in self._toned:
            formats = self._list("cellXfs")
            if not len(formats):
                raise NoWorkbook
            xf = deepcopy(formats[style if style < len(formats) else 0])
            ground, ink, _ = TONES[tone]  # type: ignore[index]
            colour = ink if self._is_light(whole(xf, "fontId")) else ground
            xf.set("fillId", str(self._fill(whole(xf, "fillId"), colour)))
            xf.set("applyFill", "1")
            self._toned[style, tone] = self._add("cellXfs", xf)
        return self._toned[style, tone]

    def untoned(self, keep_old: bool) -> dict[int, int]:
        """The styles that have a tone of ours, with those they had before.

        The ground of before is known where `keep_old`: only Excel keeps a solid fill's second colour.
        """
        fills = {n: fill for n, fill in enumerate(self._list("fills")) if self._is_ours(fill)}
        before = {n: self._before(fill) if keep_old else 0 for n, fill in fills.items()}
        known: dict[int, int] = {}
        for number, xf in enumerate(list(self._list("cellXfs"))):
            if (fill := whole(xf, "fillId")) in before:
                plain = deepcopy(xf)
                plain.set("fillId", str(before[fill]))
                known[number] = self._add("cellXfs", plain)
        return known

    def take_in(self, other: XML) -> dict[int, int]:
        """Takes in all styles of another stylesheet; returns the style here by the style there."""
        formats = self._take_formats(other)
        for font in _children(other, "fonts"):  # openpyxl 3.1 writes them in an order of its own
            font[:] = sorted(font, key=lambda each: _FONT.index(etree.QName(each).localname))
        moved = {
            attribute: {n: self._add(name, self._own(each)) for n, each in enumerate(_children(other, name))}
            for attribute, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))
        }
        styles = {}
        for number, each in enumerate(_children(other, "cellXfs")):
            xf = self._own(each)
            xf.set("xfId", "0")
            xf.set("numFmtId", str(formats.get(whole(xf, "numFmtId"), whole(xf, "numFmtId"))))
            for attribute, numbers in moved.items():
                xf.set(attribute, str(numbers[int(xf.get(attribute, "0"))]))
                xf.set(f"apply{attribute[0].upper()}{attribute[1:-2]}", "1")
            xf.set("applyNumberFormat", "1")
            styles[number] = self._add("cellXfs", xf)
        return styles

    # --- the lists of a stylesheet ----------------------------------------------------------

    def _take_formats(self, other: XML) -> dict[int, int]:
        """Number formats have ids of their own, 164 and up (18.8.30)."""
        own = [whole(each, "numFmtId") for each in _children(self.root, "numFmts")]
        free, moved = max([163, *own]) + 1, {}
        for number, each in enumerate(_children(other, "numFmts")):
            moved[whole(each, "numFmtId")] = free + number
            copy = self._own(each)
            copy.set("numFmtId", str(free + number))
            self._add("numFmts", copy)
        return moved

    def _fill(self, old: int, colour: str) -> int:
        """A solid fill in a colour. Its second colour shows nowhere, and keeps what the cell had."""
        if (old, colour) not in self._fills:
            fill = etree.Element(self._tag("fill"))
            pattern = etree.SubElement(fill, self._tag("patternFill"), patternType="solid")
            etree.SubElement(pattern, self._tag("fgColor"), rgb=f"FF{colour}")
            second = etree.SubElement(pattern, self._tag("bgColor"))
            for name, value in self._solid_colour(old).items():
                second.set(name, value)
            self._fills[old, colour] = self._add("fills", fill)
        return self._fills[old, colour]

    def _is_light(self, font: int) -> bool:
        """Whether letters are white or nearly. Theme colour 0 is the page's (18.8.3), indexed 1 and 9 white (18.8.27)."""
        fonts = self._list("fonts")
        colour = fonts[font].find(self._tag("color")) if 0 <= font < len(fonts) else None
        if colour is None:
            return False
        if rgb := colour.get("rgb", "")[-6:]:
            return _RGB.fullmatch(rgb) is not None and sum(bytes.fromhex(rgb)) > _LIGHT
        return colour.get("theme") == "0" or colour.get("indexed") in ("1", "9")

    def _solid_colour(self, fill: int) -> dict[str, str]:
        fills = self._list("fills")
        pattern = fills[fill].find(self._tag("patternFill")) if 0 <= fill < len(fills) else None
        colour = pattern.find(self._tag("fgColor")) if pattern is not None else None
        if pattern is None or colour is None or pattern.get("patternType") != "solid":
            return {"indexed": "64"}
        return {str(name): str(value) for name, value in colour.attrib.items()}

    def _is_ours(self, fill: XML) -> bool:
        colour = fill.find(f"{self._tag('patternFill')}/{self._tag('fgColor')}")
        return colour is not None and colour.get("rgb", "")[2:].upper() in _OURS

    def _before(self, fill: XML) -> int:
        second = fill.find(f"{self._tag('patternFill')}/{self._tag('bgColor')}")
        if second is None or second.get("indexed") == "64":
            return 0
        old = etree.Element(self._tag("fill"))
        pattern = etree.SubElement(old, self._tag("patternFill"), patternType="solid")
        first = etree.SubElement(pattern, self._tag("fgColor"))
        for name, value in second.attrib.items():
            first.set(name, value)
        return self._add("fills", old)

    def _list(self, name: str) -> XML:
        found = self.root.find(self._tag(name))
        if found is None:
            found = etree.Element(self._tag(name))
            later = {self._tag(other) for other in _ORDER[_ORDER.index(name) + 1 :]}
            at = next((n for n, child in enumerate(self.root) if child.tag in later), len(self.root))
            self.root.insert(at, found)
        return found

    def _add(self, name: str, element: XML) -> int:
        """Adds to one of the lists and returns the position there."""
        group = self._list(name)
        group.append(element)
        group.set("count", str(len(group)))
        return len(group) - 1

    def _own(self, element: XML) -> XML:
        """An element of another stylesheet in this one's namespace."""
        own = etree.Element(
            self._tag(etree.QName(element).localname), {str(k): str(v) for k, v in element.items()}
        )
        own.extend(self._own(child) for child in element if isinstance(child.tag, str))
        return own

    def _tag(self, name: str) -> str:
        return f"{{{self._space}}}{name}"


def _children(root: XML, name: str) -> list[XML]:
    found = root.find(f"{{{etree.QName(root).namespace}}}{name}")
    return [] if found is None else list(found)
