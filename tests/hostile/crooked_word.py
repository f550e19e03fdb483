"""Hostile .docx files, each made of a sound filled form, so that nothing but the trick can stop it."""

from __future__ import annotations

import zipfile

from crooked_zips import (
    Build,
    Members,
    crowded,
    encrypted,
    flipped,
    lying_about,
    members_of,
    nested,
    overlapping,
    with_zeros,
    zip_of,
)

MAIN = "word/document.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XXE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_LAUGHS = (
    "<!DOCTYPE w ["
    + '<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
_BLOW_UP = f'<!DOCTYPE w [<!ENTITY x "{"a" * 50_000}">]>'


def _with(part: str, change: str) -> Build:
    """The form with this put before the root of a part."""

    def build(sound: bytes) -> bytes:
        parts = members_of(sound)
        head, root = _split(parts[part])
        return zip_of(parts | {part: head + change.encode() + root})

    return build


def _split(xml: bytes) -> tuple[bytes, bytes]:
    at = xml.find(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    return xml[:at], xml[at:]


def in_body(extra: str | bytes, after: bool = False) -> Build:
    """The form with this at the start or the end of its body."""
    added = extra.encode() if isinstance(extra, str) else extra

    def build(sound: bytes) -> bytes:
        parts = members_of(sound)
        xml = parts[MAIN]
        at = xml.rindex(b"<w:sectPr") if after else xml.index(b"<w:body>") + len(b"<w:body>")
        return zip_of(parts | {MAIN: xml[:at] + added + xml[at:]})

    return build


def _entity(doctype: str, name: str, times: int = 1) -> Build:
    """The DOCTYPE, and its entity used in a paragraph of the body."""

    def build(sound: bytes) -> bytes:
        used = in_body(f"<w:p><w:r><w:t>{f'&{name};' * times}</w:t></w:r></w:p>")(sound)
        return _with(MAIN, doctype)(used)

    return build


def _utf16_doctype(sound: bytes) -> bytes:
    parts = members_of(sound)
    _, root = _split(parts[MAIN])
    text = f'<?xml version="1.0" encoding="UTF-16"?>{_LAUGHS}{root.decode()}'
    return zip_of(parts | {MAIN: text.encode("utf-16")})


def _extra(*added: tuple[str, bytes]) -> Build:
    return lambda sound: zip_of([*members_of(sound).items(), *added])


def _relation(
    kind: str, target: str, external: bool = True, part: str = "word/_rels/document.xml.rels"
) -> Build:
    mode = ' TargetMode="External"' if external else ""
    relation = f'<Relationship Id="rIdX" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'

    def build(sound: bytes) -> bytes:
        parts = members_of(sound)
        return zip_of(parts | {part: parts[part].replace(b"</Relationships>", relation.encode())})

    return build


def _main_as(xml: bytes) -> Build:
    """The form with quite another main part."""
    return lambda sound: zip_of(members_of(sound) | {MAIN: xml})


def _typed(old: bytes, new: bytes) -> Build:
    def build(sound: bytes) -> bytes:
        parts: Members = members_of(sound)
        name = "[Content_Types].xml"
        return zip_of(parts | {name: parts[name].replace(old, new)})

    return build


_WORDS = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_P = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
_MAIN_TYPE = b"wordprocessingml.document.main+xml"

WORD: dict[str, Build] = {
    "doctype": _with(MAIN, "<!DOCTYPE w>"),
    "doctype-external": _with(MAIN, '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "entity-external": _entity(_XXE, "x"),
    "billion-laughs": _entity(_LAUGHS, "l9"),
    "billion-laughs-utf16": _utf16_doctype,
    "quadratic-blow-up": _entity(_BLOW_UP, "x", 20_000),
    "doctype-in-relations": _with("word/_rels/document.xml.rels", _LAUGHS),
    "doctype-in-package-relations": _with("_rels/.rels", _LAUGHS),
    "doctype-in-properties": _with("docProps/custom.xml", _LAUGHS),
    "doctype-in-keywords": _with("docProps/core.xml", _LAUGHS),
    "bomb-declared": lambda sound: with_zeros(members_of(sound), "word/media/a.bin", 300),
    "bomb-in-main": lambda sound: lying_about(members_of(sound), MAIN, 300),
    "bomb-in-properties": lambda sound: lying_about(members_of(sound), "docProps/custom.xml", 300),
    "bomb-in-relations": lambda sound: lying_about(members_of(sound), "_rels/.rels", 300),
    "bomb-in-types": lambda sound: lying_about(members_of(sound), "[Content_Types].xml", 300),
    "bomb-overlapping": lambda sound: overlapping(members_of(sound), 1500, 20),
    "bomb-nested": lambda sound: zip_of(
        members_of(sound) | {"word/embeddings/a.zip": nested(with_zeros({}, "a.bin", 100), 5)}
    ),
    "100-000-parts": lambda sound: crowded(members_of(sound), 100_000),
    "part-twice": _extra((MAIN, b"<other/>")),
    "part-twice-by-case": _extra(("Word/Document.XML", b"<other/>")),
    "part-twice-by-slash": _extra(("word\\document.xml", b"<other/>")),
    "name-climbing": _extra(("../../climbed.txt", b"out")),
    "name-absolute": _extra(("/tmp/absolute.txt", b"out")),
    "name-backslash": _extra(("..\\..\\climbed.txt", b"out")),
    "name-drive": _extra(("C:\\climbed.txt", b"out")),
    "name-long": _extra(("word/" + "x" * 60_000 + ".xml", b"out")),
    "encryption-bit": lambda sound: encrypted(sound),
    "packed-with-lzma": lambda sound: zip_of(members_of(sound), zipfile.ZIP_LZMA),
    "packed-with-bzip2": lambda sound: zip_of(members_of(sound), zipfile.ZIP_BZIP2),
    **{
        f"external-{kind}": _relation(kind, "http://127.0.0.1:9/a")
        for kind in ("attachedTemplate", "image", "oleObject", "frame", "subDocument", "hyperlink", "aFChunk")
    },
    "external-main-part": _relation("officeDocument", "http://127.0.0.1:9/a", part="_rels/.rels"),
    "external-unc-template": _relation("attachedTemplate", "file://///server/share/a.dotm"),
    "relation-to-itself": _relation("footer", "document.xml", external=False),
    "relation-climbing": _relation("footer", "../../../../etc/passwd", external=False),
    "macros": _extra(("word/vbaProject.bin", b"macro")),
    "macros-under-another-case": _extra(("word/VBAPROJECT.BIN", b"macro")),
    "macros-by-type": _typed(
        b"openxmlformats-officedocument." + _MAIN_TYPE, b"ms-word.document.macroEnabled.main+xml"
    ),
    "embedded-ole": _extra(
        ("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    ),
    "active-x": _extra(("word/activeX/activeX1.bin", b"\xd0\xcf\x11\xe0")),
    "200-000-rows": in_body(f"<w:tbl>{f'<w:tr><w:tc>{_P}</w:tc></w:tr>' * 200_000}</w:tbl>"),
    "20-000-columns": in_body(f"<w:tbl><w:tr>{f'<w:tc>{_P}</w:tc>' * 20_000}</w:tr></w:tbl>"),
    "30-000-tables": in_body(f"<w:tbl><w:tr><w:tc>{_P}</w:tc></w:tr></w:tbl>" * 30_000),
    "1-000-000-paragraphs": in_body("<w:p/>" * 1_000_000),
    "1-000-000-runs": in_body(f"<w:p>{'<w:r><w:t>x</w:t></w:r>' * 1_000_000}</w:p>"),
    "100-000-deep": in_body("<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000),
    "200-deep-tables": in_body("<w:tbl><w:tr><w:tc>" * 60 + _P + "</w:tc></w:tr></w:tbl>" * 60),
    "250-deep-controls": in_body(
        "<w:sdt><w:sdtPr><w:tag w:val='a'/></w:sdtPr><w:sdtContent>" * 110
        + _P * 2_000
        + "</w:sdtContent></w:sdt>" * 110
    ),
    "1-000-000-attributes": in_body("<w:p " + " ".join(f'a{n}="1"' for n in range(1_000_000)) + "/>"),
    "100-000-namespaces": in_body("<w:p " + " ".join(f'xmlns:n{n}="u:{n}"' for n in range(100_000)) + "/>"),
    "60-megabyte-text": in_body(b"<w:p><w:r><w:t>" + b"abc " * 15_000_000 + b"</w:t></w:r></w:p>"),
    "7-megabyte-text": in_body(b"<w:p><w:r><w:t>" + b"abc " * 1_750_000 + b"</w:t></w:r></w:p>"),
    "30-000-copied-controls": in_body(
        '<w:p><w:sdt><w:sdtPr><w:tag w:val="deltagere"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r>'
        "</w:sdtContent></w:sdt></w:p>" * 20_000
    ),
    "60-000-bookmarks": in_body(
        "".join(
            f'<w:p><w:bookmarkStart w:id="{n + 9000}" w:name="b{n}"/><w:bookmarkEnd w:id="{n + 9000}"/></w:p>'
            for n in range(60_000)
        )
    ),
    "crossing-bookmarks": in_body(
        "<w:p>"
        + "".join(f'<w:bookmarkStart w:id="{n + 9000}" w:name="b{n}"/>' for n in range(5_000))
        + "<w:r><w:t>x</w:t></w:r>" * 5_000
        + "".join(f'<w:bookmarkEnd w:id="{n + 9000}"/>' for n in range(5_000))
        + "</w:p>"
    ),
    "nested-fields": in_body(
        "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 40_000 + "</w:p>", after=True
    ),
    "nested-insertions": in_body("<w:p>" + "<w:ins>" * 200 + "<w:r/>" + "</w:ins>" * 200 + "</w:p>"),
    "100-000-form-ids": in_body(
        f"<w:p><w:r><w:t>{' '.join(f'MUS26-{n:04d}-REF-7K3QX9' for n in range(10_000))}</w:t></w:r></w:p>"
    ),
    "letter-with-100-000-accents": in_body(f"<w:p><w:r><w:t>a{'&#x301;&#x327;' * 50_000}</w:t></w:r></w:p>"),
    "wide-cells": in_body(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    ),
    "mad-numbers": in_body(
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="FFFFFFFFFFFFFFFF"/></w:r>'
        '<w:bookmarkStart w:id="99999999999999999999999" w:name="x"/></w:p>'
    ),
    "character-zero": in_body("<w:p><w:r><w:t>&#0;</w:t></w:r></w:p>"),
    "broken-utf-8": in_body(b"<w:p><w:r><w:t>\xff\xfe\xc3</w:t></w:r></w:p>"),
    "unknown-encoding": _main_as(b'<?xml version="1.0" encoding="x-evil"?><w:document ' + _WORDS + b"/>"),
    "utf-7": _main_as(b'<?xml version="1.0" encoding="UTF-7"?>+ADw-w:document ' + _WORDS + b"/+AD4-"),
    "empty-main-part": _main_as(b""),
    "no-body": _main_as(b"<w:document " + _WORDS + b"/>"),
    "only-a-body": _main_as(b"<w:document " + _WORDS + b"><w:body/></w:document>"),
    "cut-in-half": lambda sound: sound[: len(sound) // 2],
    "cut-at-the-end": lambda sound: sound[:-30],
    "cut-at-the-start": lambda sound: sound[300:],
    "garbage-before": lambda sound: b"MZ" + bytes(5_000) + sound,
    "garbage-after": lambda sound: sound + bytes(100_000),
    "only-the-end-of-a-zip": lambda sound: b"PK\x05\x06" + bytes(18),
    **{f"bits-flipped-{seed}": lambda sound, seed=seed: flipped(sound, seed) for seed in range(6)},
}
