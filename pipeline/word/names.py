"""The namespaces of a Word file, under the one name each has in this house.

A Strict file names the same things by other addresses; `as_transitional` maps them once, before parsing.
"""

from __future__ import annotations

_ADDRESSES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "custom": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

# ISO/IEC 29500-1 (Strict) beside ECMA-376 1st edition (Transitional); the rest of each address is alike.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/": b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships/metadata/coreProperties": (
        b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/customProperties": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


def name(short: str) -> str:
    """The full name of an element or attribute: `w:tag` becomes `{http://…/main}tag`."""
    prefix, _, local = short.partition(":")
    return f"{{{_ADDRESSES[prefix]}}}{local}"


def names(*short: str) -> frozenset[str]:
    """The full names of several elements."""
    return frozenset(name(each) for each in short)


def as_transitional(xml: bytes) -> bytes:
    """The same XML with the addresses of a Strict file replaced by the usual ones."""
    if b"http://purl.oclc.org/ooxml/" not in xml:
        return xml
    for strict, usual in _STRICT.items():
        xml = xml.replace(strict, usual)
    return xml
