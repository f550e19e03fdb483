"""The smallest PDFs there are, written byte by byte: for files that no program makes."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

SAYS_HELLO = b"BT /F1 12 Tf 72 700 Td (Hej med dig) Tj ET\n"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def small_pdf(
    content: bytes = SAYS_HELLO,
    *more: bytes,
    catalogue: bytes = b"",
    page: bytes = b"",
    resources: bytes = b"",
    pages: int = 1,
) -> bytes:
    """One page, as often as asked, that shows some content; `more` are objects from number 6 on."""
    kids = b" ".join([b"3 0 R"] * pages)
    return written(
        [
            b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>",
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + page
            + b"/Resources<</Font<</F1 5 0 R>>" + resources + b">>>>",
            stream(content),
            _FONT,
            *more,
        ]
    )  # fmt: skip


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A packed stream."""
    packed = zlib.compress(data, 9)
    head = b"<<" + entries + b"/Filter/FlateDecode/Length %d>>" % len(packed)
    return head + b"stream\n" + packed + b"\nendstream"


def written(objects: Sequence[bytes]) -> bytes:
    """A file of some objects, the first of them its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return out + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
