"""Whether a file is a bundle, and which: by its content first, by its name where the content does not tell."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

from pipeline.bundles.zips import CrowdedZip, open_zip
from pipeline.deflating import DAMAGED

Kind = Literal["zip", "mail", "outlook", ""]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OUTLOOK_STREAM = "__properties_version1.0"
"""MS-OXMSG 2.4: the stream that every storage of an Outlook item has; no other format does."""

_SUFFIXES: dict[str, Kind] = {".zip": "zip", ".eml": "mail", ".msg": "outlook"}
_OTHERS = (b"%PDF", b"{\\rtf", OLE, b"PK")

# Zips that are one document: Office's and OpenDocument's, Apple's, books, and Java's.
_DOCUMENT_PARTS = {
    "[Content_Types].xml",
    "mimetype",
    "Index/Document.iwa",
    "index.apxl",
    "META-INF/MANIFEST.MF",
}

_HEADER = re.compile(rb"[!-9;-~]+:[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_MAIL_HEADERS = {b"from", b"date", b"mime-version", b"message-id", b"received", b"return-path", b"subject"}
_HEAD = 64 * 1024


def is_bundle(content: bytes, name: str) -> bool:
    """Whether a file holds files that may be forms."""
    return bundle_kind(content, name) != ""


def bundle_kind(content: bytes, name: str) -> Kind:
    """Which bundle a file is, or "". A damaged one is known by its name, so that it is refused as what it is."""
    by_name = _SUFFIXES.get(PurePosixPath(name.lower()).suffix, "")
    if content.startswith(b"PK"):
        return _kind_of_zip(content, by_name)
    if content.startswith(OLE):
        return "outlook" if OUTLOOK_STREAM.encode("utf-16-le") in content and _no_document(content) else ""
    if _is_mail(content):
        return "mail"
    return "" if content.startswith(_OTHERS) or not content else by_name


def _kind_of_zip(content: bytes, by_name: Kind) -> Kind:
    """A crowd that may be a document is left to the readers of documents, which refuse it too."""
    try:
        with open_zip(content) as archive:
            names = archive.namelist()
    except CrowdedZip:
        is_document = by_name != "zip" and any(part.encode() in content for part in _DOCUMENT_PARTS)
        return "" if is_document else "zip"
    except DAMAGED:
        return "zip" if by_name == "zip" else ""
    return "" if _DOCUMENT_PARTS.intersection(names) else "zip"


def _no_document(content: bytes) -> bool:
    """Whether the streams of the root are a mail's: a .doc may have a mail embedded, and a mail a .doc."""
    own = content.find(OUTLOOK_STREAM.encode("utf-16-le"))
    document = content.find("WordDocument".encode("utf-16-le"))
    return document < 0 or own < document


def _is_mail(content: bytes) -> bool:
    """Whether it begins as RFC 5322 has it: header fields, at least two of those that every mail has."""
    head, found, at = content[:_HEAD].removeprefix(b"\xef\xbb\xbf"), set[bytes](), 0
    while match := _HEADER.match(head, at):
        found.add(match.group().partition(b":")[0].lower())
        at = match.end()
    return len(found & _MAIL_HEADERS) >= 2
