"""From the unpacked empty Word file to a document, and from a document to bytes.

python-docx's own template drags in 350 kB of styles, a second copy of them and a thumbnail; `base/` is
all a form needs. The bytes are the same each time: members sorted, one date, and stored uncompressed,
because two builds of zlib deflate the same text differently and git packs the file anyway.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from docx import Document as open_document
from docx.document import Document

BASE = Path(__file__).parent / "base"
CONTENT_TYPES = "[Content_Types].xml"


def new_document() -> Document:
    """An empty A4 document with the house's styles and no text."""
    files = (path for path in BASE.rglob("*") if path.is_file())
    return open_document(BytesIO(_zipped({p.relative_to(BASE).as_posix(): p.read_bytes() for p in files})))


def to_bytes(document: Document) -> bytes:
    """The document as a .docx, byte for byte the same for the same content."""
    saved = BytesIO()
    document.save(saved)
    with ZipFile(saved) as package:
        return _zipped({name: package.read(name) for name in package.namelist()})


def _zipped(members: dict[str, bytes]) -> bytes:
    zipped = BytesIO()
    with ZipFile(zipped, "w", ZIP_STORED) as package:
        # OPC readers that stream the file look for the content types first.
        for name in sorted(members, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            package.writestr(entry, members[name])
    return zipped.getvalue()
