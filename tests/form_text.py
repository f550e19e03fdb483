"""A Word form as lines a person can read; a control stands as [key: what it shows]."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def lines_of(docx):
    """The document as lines: one a paragraph, one a table row with its cells between bars."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        body = etree.fromstring(package.read("word/document.xml")).find(f"{W}body")
    return "\n".join(_blocks(body)) + "\n"


def _blocks(parent):
    for child in parent:
        if child.tag == f"{W}p":
            style = child.find(f"{W}pPr/{W}pStyle")
            mark = {"Title": "# ", "Heading1": "## ", "Heading2": "### "}.get(
                "" if style is None else style.get(f"{W}val"), ""
            )
            if text := _inline(child).strip():
                yield mark + text
        elif child.tag == f"{W}tr":
            yield "| " + " | ".join(" / ".join(_blocks(cell)) for cell in child.iter(f"{W}tc")) + " |"
        elif child.tag in (f"{W}tbl", f"{W}sdt", f"{W}sdtContent"):
            yield from _blocks(child)


def _inline(parent):
    shown = ""
    for child in parent:
        if child.tag == f"{W}sdt":
            tag = child.find(f"{W}sdtPr/{W}tag")
            key = "" if tag is None else tag.get(f"{W}val")
            shown += f"[{key}: {''.join(child.itertext()).strip()}]"
        elif child.tag == f"{W}r":
            shown += "".join(
                {f"{W}t": piece.text or "", f"{W}br": "\n", f"{W}tab": "\t"}.get(piece.tag, "")
                for piece in child
            )
        elif child.tag == f"{W}hyperlink":
            shown += _inline(child)
    return shown
