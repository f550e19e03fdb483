"""Hostile workbooks, each made of a real review workbook as HR would have got it."""

from __future__ import annotations

import re

from crooked_zips import Build, crowded, encrypted, flipped, lying_about, members_of, with_zeros, zip_of

SHEET = "xl/worksheets/sheet1.xml"
_LAUGHS = (
    '<!DOCTYPE w [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)


def _doctype(part: str) -> Build:
    def build(sound: bytes) -> bytes:
        parts = members_of(sound)
        head, root = re.match(rb"(<\?xml.*?\?>)?(.*)", parts[part], re.DOTALL).groups()  # type: ignore[union-attr]
        return zip_of(parts | {part: (head or b"") + _LAUGHS.encode() + root})

    return build


def _rows(xml: str) -> Build:
    """More rows at the end of the first page."""

    def build(sound: bytes) -> bytes:
        parts = members_of(sound)
        return zip_of(parts | {SHEET: parts[SHEET].replace(b"</sheetData>", xml.encode() + b"</sheetData>")})

    return build


def _lies(part: str) -> Build:
    return lambda sound: lying_about(members_of(sound), part, 300)


BOOK: dict[str, Build] = {
    "billion-laughs-in-sheet": _doctype(SHEET),
    "billion-laughs-in-workbook": _doctype("xl/workbook.xml"),
    "billion-laughs-in-styles": _doctype("xl/styles.xml"),
    "billion-laughs-in-properties": _doctype("docProps/core.xml"),
    "bomb-in-sheet": _lies(SHEET),
    "bomb-in-styles": _lies("xl/styles.xml"),
    "bomb-declared": lambda sound: with_zeros(members_of(sound), "xl/media/a.bin", 300),
    "100-000-parts": lambda sound: crowded(members_of(sound), 100_000),
    "1-000-000-rows": _rows("".join(f'<row r="{n}"/>' for n in range(2_000, 1_000_000))),
    "a-cell-at-the-end": _rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "a-cell-beyond-the-end": _rows('<row r="99999999"><c r="ZZZZZ99999999"><v>1</v></c></row>'),
    "formulas": _rows('<row r="3000"><c r="A3000"><f>HYPERLINK("http://127.0.0.1:9/a","x")</f></c></row>'),
    "entity-of-cells": _rows('<row r="3000">' + '<c r="A3000" t="s"><v>99999999</v></c>' * 1000 + "</row>"),
    "part-twice": lambda sound: zip_of([*members_of(sound).items(), (SHEET, b"<worksheet/>")]),
    "names-climbing": lambda sound: zip_of(members_of(sound) | {"../../climbed.txt": b"out"}),
    "macros": lambda sound: zip_of(members_of(sound) | {"xl/vbaProject.bin": b"x"}),
    "encryption-bit": encrypted,
    "cut-in-half": lambda sound: sound[: len(sound) // 2],
    "no-sheet": lambda sound: zip_of({n: c for n, c in members_of(sound).items() if n != SHEET}),
    **{f"bits-flipped-{seed}": lambda sound, seed=seed: flipped(sound, seed) for seed in range(3)},
}
