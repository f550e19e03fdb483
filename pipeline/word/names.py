"""The namespaces of a Word file, under the one name each has in this house.

A Strict file names the same things by other addresses; `as_transitional` maps them once, before parsing.
"""

from __future__ import annotations

ADDRESSES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "custom": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

# ISO/IEC 29500-1 (Strict) beside ECMA-376 1st edition (Transitional): four names are spelt otherwise, and of all others
# only the beginning differs.
_STRICT_ROOT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = {
    b"officeDocument/relationships/metadata/coreProperties": b"package/2006/relationships/metadata/core-properties",
    b"officeDocument/relationships/customProperties": b"officeDocument/2006/relationships/custom-properties",
    b"officeDocument/relationships/extendedProperties": b"officeDocument/2006/relationships/extended-properties",
    b"officeDocument/customProperties": b"officeDocument/2006/custom-properties",
    b"officeDocument/extendedProperties": b"officeDocument/2006/extended-properties",
    b"officeDocument/": b"officeDocument/2006/",
    b"wordprocessingml/": b"wordprocessingml/2006/",
    b"drawingml/": b"drawingml/2006/",
}


def name(short: str) -> str:
    """The full name of an element or attribute: `w:tag` becomes `{http://…/main}tag`."""
    prefix, _, local = short.partition(":")
    return f"{{{ADDRESSES[prefix]}}}{local}"


def names(*short: str) -> frozenset[str]:
    """The full names of several elements."""
    return frozenset(name(each) for each in short)


def as_transitional(xml: bytes) -> bytes:
    """The same XML with the addresses of a Strict file replaced by the usual ones."""
    if _STRICT_ROOT not in xml:
        return xml
    for strict, usual in _STRICT_NAMES.items():
        xml = xml.replace(_STRICT_ROOT + strict, b"http://schemas.openxmlformats.org/" + usual)
    return xml
