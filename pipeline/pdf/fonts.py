"""The letters of a PDF font: what a string of codes says, and how far the pen moves for each.

In: a page's font resource and the bytes that are shown. Out: glyphs. LibreOffice and Word embed subsets with a
ToUnicode table, by which ☐ and ☒ come out as such; a code that nothing explains is kept as U+FFFD, never dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_UNKNOWN = "\ufffd"
# Ligatures of the typesetter, U+FB00 to U+FB06, are letters set close; everything else stays what it is.
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\t\n\r"), " ")
_TIDY = str.maketrans({**_LIGATURES, **_SPACES})


@dataclass(frozen=True, slots=True)
class Glyph:
    """One code shown: its text, and its width in units of the font size. `is_space` is a code that Tw widens."""

    text: str
    width: float
    is_space: bool


@dataclass(slots=True)
class Face:
    """One font of the file. `name` is without the tag of the subset: `Carlito-Bold`."""

    name: str
    _font: Font
    _seen: dict[str, Glyph]

    @classmethod
    def of(cls, resource: DictionaryObject) -> Face:
        """The font of a page's resource."""
        font = Font.from_font_resource(resource)
        return cls(_SUBSET.sub("", font.name), font, {})

    def glyphs(self, shown: bytes) -> Iterator[Glyph]:
        """What a shown string says, code by code."""
        encoding = self._font.encoding
        single = not isinstance(encoding, str)
        codes = shown.decode("latin-1") if single else shown.decode(str(encoding), "replace")
        for code in codes:
            if code not in self._seen:
                self._seen[code] = self._glyph(code, single)
            yield self._seen[code]

    def _glyph(self, code: str, single: bool) -> Glyph:
        encoding = self._font.encoding
        raw = encoding.get(ord(code), code) if isinstance(encoding, dict) else code
        # A composite font without an entry in ToUnicode shows a glyph of which only the number is known.
        unknown = _UNKNOWN if not single and self._font.sub_type == "Type0" else raw
        text = str(self._font.character_map.get(raw, unknown)).translate(_TIDY)
        text = "".join(c for c in text if c == "\u00ad" or unicodedata.category(c) not in ("Cc", "Cs"))
        widths = self._font.character_widths
        width = float(widths.get(code, widths["default"])) / 1000
        return Glyph(text, width, single and code == " ")
