"""Hostile files of the other formats: .odt, .doc, .rtf, .pdf, .zip, .eml and .msg. Each is made of a sound form."""

from __future__ import annotations

import base64
import zipfile
import zlib

from crooked_zips import (
    MEGABYTE,
    Build,
    crowded,
    encrypted,
    flipped,
    lying_about,
    nested,
    overlapping,
    with_zeros,
    zip_of,
)

_ODT_TYPE = b"application/vnd.oasis.opendocument.text"
_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)
_MANIFEST = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    b'<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


# --- OpenDocument -------------------------------------------------------------------------------


def odt_parts(body: str, doctype: str = "") -> dict[str, bytes]:
    """A small OpenDocument text with this body."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content {_NAMESPACES} office:version="1.2">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return {"mimetype": _ODT_TYPE, "content.xml": content.encode(), "META-INF/manifest.xml": _MANIFEST}


def _odt(body: str = "<text:p>x</text:p>", doctype: str = "", **more: bytes) -> Build:
    return lambda sound: _packed(odt_parts(body, doctype) | more)


def _packed(parts: dict[str, bytes]) -> bytes:
    """The package with its type first and unpacked, as the standard asks (ODF 1.2, part 3, 3.3)."""
    data = zip_of({name: content for name, content in parts.items() if name != "mimetype"})
    typed = zip_of({"mimetype": parts["mimetype"]}, zipfile.ZIP_STORED)
    assert typed.startswith(b"PK\x03\x04")
    return zip_of([("mimetype", parts["mimetype"]), *((n, c) for n, c in parts.items() if n != "mimetype")],
                  zipfile.ZIP_STORED) if len(data) < 5 * MEGABYTE else data  # fmt: skip


_LAUGHS = (
    '<!DOCTYPE o [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)

ODT: dict[str, Build] = {
    "billion-laughs": _odt("<text:p>&l9;</text:p>", _LAUGHS),
    "entity-external": _odt("<text:p>&x;</text:p>", '<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "bomb-declared": lambda sound: _odt_typed(with_zeros(odt_parts("<text:p/>"), "Pictures/a.bin", 300)),
    "bomb-in-content": lambda sound: lying_about(odt_parts("<text:p/>"), "content.xml", 300),
    "100-000-parts": lambda sound: crowded(odt_parts("<text:p/>"), 100_000),
    "1-000-000-paragraphs": _odt("<text:p/>" * 1_000_000),
    "100-000-deep": _odt("<text:section>" * 100_000 + "</text:section>" * 100_000),
    "rows-repeated": _odt(
        '<table:table><table:table-column table:number-columns-repeated="16384"/>'
        '<table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    ),
    "spaces-repeated": _odt('<text:p><text:s text:c="2000000000"/></text:p>'),
    "external-section": _odt(
        '<text:section text:name="a"><text:section-source xlink:href="file:///etc/passwd"/></text:section>'
    ),
    "external-image": _odt(
        '<text:p><draw:frame><draw:image xlink:href="http://127.0.0.1:9/a.png"/></draw:frame></text:p>'
    ),
    "macros": _odt(**{"Basic/Standard/Module1.xml": b"<script/>", "Basic/script-lc.xml": b"<library/>"}),
    "name-climbing": _odt(**{"../../climbed.txt": b"out"}),
    "encryption-bit": lambda sound: encrypted(_packed(odt_parts("<text:p/>"))),
    "cut-in-half": lambda sound: (data := _packed(odt_parts("<text:p>x</text:p>" * 500)))[: len(data) // 2],
    "bits-flipped": lambda sound: flipped(_packed(odt_parts("<text:p>x</text:p>" * 500)), 1),
}


def _odt_typed(data: bytes) -> bytes:
    return data


# --- old Word and rich text ---------------------------------------------------------------------


def _ole(names: tuple[str, ...], loop: bool = False, size: int = 4096) -> bytes:
    """The first sectors of an OLE file (MS-CFB 2.2): a directory with these streams. With `loop` the chains never end."""
    header = bytearray(_OLE + bytes(16))
    header += (0x3E).to_bytes(2, "little") + (3).to_bytes(2, "little") + b"\xfe\xff"
    header += (9).to_bytes(2, "little") + (6).to_bytes(2, "little") + bytes(6)
    header += bytes(4) + (1).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4)
    header += (4096).to_bytes(4, "little") + b"\xfe\xff\xff\xff" + bytes(4) + b"\xfe\xff\xff\xff" + bytes(4)
    header += (0).to_bytes(4, "little") + b"\xff\xff\xff\xff" * 108
    following = 1 if loop else 0xFFFFFFFE
    table = (0xFFFFFFFD).to_bytes(4, "little") + following.to_bytes(4, "little") + b"\xff" * (512 - 8)
    directory = b""
    for number, name in enumerate(("Root Entry", *names)):
        raw = name.encode("utf-16-le") + b"\0\0"
        directory += raw.ljust(64, b"\0") + len(raw).to_bytes(2, "little")
        directory += bytes([5 if number == 0 else 2, 1])
        side = number + 1 if 0 < number < len(names) else 0xFFFFFFFF
        child = 1 if number == 0 else 0xFFFFFFFF
        directory += b"\xff\xff\xff\xff" + (1 if loop else side).to_bytes(4, "little")
        directory += child.to_bytes(4, "little") + bytes(36)
        directory += (0).to_bytes(4, "little") + (0x7FFFFFFF).to_bytes(4, "little") + bytes(4)
    return bytes(header + table + directory.ljust(512, b"\0") + bytes(size))


DOC: dict[str, Build] = {
    "only-a-directory": lambda sound: _ole(("WordDocument", "1Table")),
    "endless-chain": lambda sound: _ole(("WordDocument", "1Table"), loop=True),
    "30-megabytes-of-nothing": lambda sound: _ole(("WordDocument",), size=30 * MEGABYTE),
    "encrypted-package": lambda sound: _ole(("EncryptedPackage", "EncryptionInfo")),
    "with-macros": lambda sound: _ole(("WordDocument", "Macros", "VBA")),
}

RTF: dict[str, Build] = {
    "1-000-000-groups": lambda sound: b"{\\rtf1" + b"{" * 1_000_000 + b"}" * 1_000_000 + b"}",
    "binary-of-2-gigabytes": lambda sound: b"{\\rtf1 {\\pict\\bin2147483647 " + bytes(1000) + b"}}",
    "embedded-object": lambda sound: (
        b"{\\rtf1 {\\object\\objemb\\objupdate{\\*\\objdata 0105" + b"00" * 5000 + b"}}}"
    ),
    "remote-template": lambda sound: b"{\\rtf1 {\\*\\template http://127.0.0.1:9/a.dot} x}",
    "remote-picture": lambda sound: b'{\\rtf1 {\\field{\\*\\fldinst INCLUDEPICTURE "http://127.0.0.1:9/a"}}}',
    "40-megabytes": lambda sound: b"{\\rtf1 " + b"abc\\par " * 5_000_000 + b"}",
    "200-000-rows": lambda sound: b"{\\rtf1 " + b"\\trowd\\cellx100 x\\cell\\row" * 200_000 + b"}",
    "unfinished": lambda sound: b"{\\rtf1 {\\info{\\title x",
}


# --- PDF ----------------------------------------------------------------------------------------


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a sound cross-reference table."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    size = len(objects) + 1
    return body + b"xref\n0 %d\n0000000000 65535 f \n%btrailer <</Size %d %b>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, trailer, start,
    )  # fmt: skip


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(content), more, content)


def _page(content: bytes, more: bytes = b"") -> bytes:
    """A PDF of one page with this content stream."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>>>",
        _stream(content, more),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def _deflated_zeros(megabytes: int, rounds: int = 1) -> bytes:
    squeeze = zlib.compressobj(9)
    data = b"".join(squeeze.compress(b" " * MEGABYTE) for _ in range(megabytes)) + squeeze.flush()
    for _ in range(rounds - 1):
        data = zlib.compress(data, 9)
    return data


_SHOW = b"BT /F 12 Tf 50 700 Td (x) Tj ET\n"
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"

PDF: dict[str, Build] = {
    "bomb-in-page": lambda sound: _page(_deflated_zeros(300), b"/Filter/FlateDecode"),
    "bomb-in-bomb": lambda sound: _page(_deflated_zeros(300, 2), b"/Filter[/FlateDecode/FlateDecode]"),
    "bomb-by-run-length": lambda sound: _page(b"\x81 " * 3 * MEGABYTE, b"/Filter/RunLengthDecode"),
    "1-000-000-operators": lambda sound: _page(zlib.compress(_SHOW * 300_000), b"/Filter/FlateDecode"),
    "20-megabytes-shown": lambda sound: _page(
        zlib.compress(b"BT /F 12 Tf (" + b"abc " * 5_000_000 + b") Tj ET"), b"/Filter/FlateDecode"
    ),
    "form-in-itself": lambda sound: _page(
        b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X 4 0 R>>>>"
    ),
    "pages-in-a-circle": lambda sound: pdf(
        _CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"
    ),
    "100-000-pages": lambda sound: pdf(
        _CATALOG,
        b"<</Type/Pages/Count 100000/Kids[%b]>>" % (b"3 0 R " * 100_000),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ),
    "50-000-real-pages": lambda sound: pdf(
        _CATALOG,
        b"<</Type/Pages/Count 50000/Kids[%b]>>" % b" ".join(b"%d 0 R" % n for n in range(3, 50_003)),
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * 50_000,
    ),
    "deep-arrays": lambda sound: pdf(
        b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 100_000 + b"]" * 100_000 + b">>",
        b"<</Type/Pages/Kids[]/Count 0>>",
    ),
    "deep-pages": lambda sound: pdf(
        _CATALOG,
        *[b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n + 1) for n in range(2, 5_000)],
        b"<</Type/Page/MediaBox[0 0 595 842]>>",
    ),
    "tables-in-a-circle": lambda sound: pdf(
        _CATALOG, b"<</Type/Pages/Kids[]/Count 0>>", trailer=b"/Root 1 0 R/Prev 9"
    ),
    "length-by-reference-to-itself": lambda sound: pdf(
        _CATALOG,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        b"<</Length 4 0 R>>\nstream\nx\nendstream",
    ),
    "fields-in-a-circle": lambda sound: pdf(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</T(a)/FT/Tx/Kids[4 0 R]>>",
        b"<</T(b)/Parent 3 0 R/Kids[3 0 R]>>",
    ),
    "100-000-fields": lambda sound: pdf(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%b]>>>>"
        % b" ".join(b"%d 0 R" % n for n in range(3, 60_003)),
        b"<</Type/Pages/Kids[]/Count 0>>",
        *[b"<</T(f%d)/FT/Tx/V(x)>>" % n for n in range(60_000)],
    ),
    "javascript": lambda sound: pdf(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
    ),
    "launches-a-program": lambda sound: pdf(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>>>", b"<</Type/Pages/Kids[]/Count 0>>"
    ),
    "encrypted": lambda sound: pdf(
        _CATALOG,
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")>>",
        trailer=b"/Root 1 0 R/Encrypt 3 0 R/ID[(a)(b)]",
    ),
    "no-table": lambda sound: b"%PDF-1.7\n" + b"1 0 obj <</Type/Catalog>> endobj\n" * 100_000,
    "only-a-head": lambda sound: b"%PDF-1.7",
    "30-megabytes-of-digits": lambda sound: b"%PDF-1.7\n" + b"1 " * 15_000_000,
    "many-ends": lambda sound: b"%PDF-1.7\n" + b"startxref\n0\n%%EOF\n" * 200_000,
    "table-of-a-billion": lambda sound: pdf(_CATALOG, b"<</Type/Pages/Kids[]/Count 0>>").replace(
        b"xref\n0 3", b"xref\n0 999999999"
    ),
    "cut-in-half": lambda sound: (data := _page(_SHOW * 100))[: len(data) // 2],
    **{
        f"bits-flipped-{seed}": lambda sound, seed=seed: flipped(_page(_SHOW * 20), seed, 8)
        for seed in range(3)
    },
}


# --- bundles ------------------------------------------------------------------------------------

ZIP: dict[str, Build] = {
    "bomb": lambda sound: with_zeros({"a.docx": sound}, "b.docx", 300),
    "bomb-that-lies": lambda sound: lying_about({"a.docx": sound, "b.docx": sound}, "b.docx", 300),
    "bomb-overlapping": lambda sound: overlapping({"a.docx": sound}, 1500, 20),
    "nested-20": lambda sound: nested(sound, 20),
    "nested-bomb": lambda sound: nested(with_zeros({}, "b.docx", 300), 3),
    "100-000-members": lambda sound: crowded({"a.docx": sound}, 100_000),
    "member-twice": lambda sound: zip_of([("a.docx", sound), ("a.docx", sound[:-1])]),
    "names-climbing": lambda sound: zip_of(
        {
            "../../climbed.docx": sound,
            "/tmp/absolute.docx": sound,
            "..\\climbed.docx": sound,
            "C:\\c.docx": sound,
        }
    ),
    "name-of-control-signs": lambda sound: zip_of({"a\x1b[31m\n\r\u202e.docx": sound}),
    "name-of-60-000": lambda sound: zip_of({"x" * 60_000 + ".docx": sound}),
    "a-link": lambda sound: _with_link({"a.docx": sound}),
    "encryption-bit": lambda sound: encrypted(zip_of({"a.docx": sound})),
    "cut-in-half": lambda sound: zip_of({"a.docx": sound})[: len(sound) // 2],
    "bits-flipped": lambda sound: flipped(zip_of({"a.docx": sound}), 3),
    "nothing-in-it": lambda sound: zip_of({}),
}


def _with_link(parts: dict[str, bytes]) -> bytes:
    import io

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
        link = zipfile.ZipInfo("passwd.docx")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def _mail(*parts: bytes, boundary: bytes = b"x") -> bytes:
    head = (
        b'From: a@example.dk\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="%b"\n\n'
    )
    return (
        head % boundary
        + b"".join(b"--%b\n%b\n" % (boundary, part) for part in parts)
        + b"--%b--\n" % boundary
    )


def _attachment(name: str, content: bytes) -> bytes:
    return (
        f'Content-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64\n\n'.encode()
        + base64.encodebytes(content)
    )


def _mail_in_mail(depth: int) -> bytes:
    mail = b"From: a@example.dk\nSubject: x\n\nhej\n"
    for _ in range(depth):
        mail = b"From: a@example.dk\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" + mail
    return mail


def _parts_in_parts(depth: int) -> bytes:
    opening = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)
    )
    return b"From: a@example.dk\nMIME-Version: 1.0\n" + opening + b"Content-Type: text/plain\n\nhej\n"


EML: dict[str, Build] = {
    "100-000-parts": lambda sound: _mail(*[b"Content-Type: text/plain\n\nx"] * 100_000),
    "5-000-attachments": lambda sound: _mail(*[_attachment("a.docx", b"PK\x03\x04")] * 5_000),
    "mail-in-mail": lambda sound: _mail_in_mail(2_000),
    "parts-in-parts": lambda sound: _parts_in_parts(2_000),
    "10-megabyte-header": lambda sound: b"Subject: " + b"a" * 10_000_000 + b"\n\nhej",
    "1-000-000-headers": lambda sound: b"From: a@example.dk\n" + b"X-A: b\n" * 1_000_000 + b"\nhej",
    "folded-header": lambda sound: (
        b"From: a@example.dk\nSubject: " + b"=?utf-8?q?a?=\n " * 200_000 + b"x\n\nhej"
    ),
    "40-megabytes-of-base64": lambda sound: _mail(_attachment("a.docx", bytes(30 * MEGABYTE))),
    "names-climbing": lambda sound: _mail(
        _attachment("../../climbed.docx", sound), _attachment("/tmp/absolute.docx", sound)
    ),
    "name-of-1-000-000": lambda sound: _mail(_attachment("x" * 1_000_000 + ".docx", sound)),
    "broken-base64": lambda sound: _mail(_attachment("a.docx", sound).replace(b"A", b"!")),
    "bomb-attached": lambda sound: _mail(_attachment("a.zip", with_zeros({}, "b.docx", 300))),
    "unknown-charset": lambda sound: _mail(b"Content-Type: text/plain; charset=x-evil\n\n\xff\xfe\x00"),
    "boundary-of-1-000-000": lambda sound: _mail(b"\nx", boundary=b"b" * 1_000_000),
}

MSG: dict[str, Build] = {
    "only-a-directory": lambda sound: _ole(("__properties_version1.0", "__nameid_version1.0")),
    "endless-chain": lambda sound: _ole(("__properties_version1.0",), loop=True),
    "30-megabytes-of-nothing": lambda sound: _ole(("__properties_version1.0",), size=30 * MEGABYTE),
    "only-a-head": lambda sound: _OLE,
    "cut-off": lambda sound: _ole(("__properties_version1.0",))[:700],
}
