"""What other programs take away from a form: tags, controls, bookmarks, properties, styles, tables.

In: a filled .docx. Out: a sound .docx with less in it. Plain zipfile and lxml, none of pipeline.word.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from lxml import etree

from tests.survival.typist import MAIN, edit_main, w

_DROPPED_PARTS = re.compile(r"docProps/|customXml/|word/(header|footer)\d*\.xml|word/_rels/(header|footer)")
_DROPPED_LINKS = (
    "header",
    "footer",
    "customXml",
    "core-properties",
    "custom-properties",
    "extended-properties",
)
_LOOKS = ("b", "i", "color", "sz", "szCs", "caps")

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def without_tags(docx: bytes) -> bytes:
    """No control says which field it is; the bookmarks do."""
    return edit_main(docx, lambda root: _remove(root, "tag"))


def without_controls(docx: bytes) -> bytes:
    """Controls unwrapped and bookmarks gone; properties, headers and styles as they were."""
    return edit_main(docx, _unwrap)


def without_anything(docx: bytes) -> bytes:
    """Text and tables, with looks set directly: no controls, bookmarks, properties, headers, footers or styles."""
    parts = _parts(docx)
    root = etree.fromstring(parts[MAIN])
    _unwrap(root)
    _remove(root, "sectPr")
    _set_looks_directly(root, etree.fromstring(parts["word/styles.xml"]))
    kept = {name: data for name, data in parts.items() if not _DROPPED_PARTS.match(name)}
    kept[MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    kept["word/styles.xml"] = f'<w:styles xmlns:w="{w("")[1:-1]}"/>'.encode()
    for name in [name for name in kept if name.endswith(".rels")]:
        kept[name] = _without_links(kept[name])
    kept["[Content_Types].xml"] = _without_types(kept["[Content_Types].xml"], set(kept))
    return _zipped(kept)


def as_plain_paragraphs(docx: bytes) -> bytes:
    """The text pasted into a new document as Word's "text only" does: cells parted by tabs, rows by paragraphs."""
    root = etree.fromstring(_parts(docx)[MAIN])
    _unwrap(root)
    body = "".join(f"<w:p>{_run(line)}</w:p>" for line in _lines(root.find(w("body"))))
    document = f'<w:document xmlns:w="{w("")[1:-1]}"><w:body>{body}</w:body></w:document>'
    return _zipped(
        {"[Content_Types].xml": _TYPES.encode(), "_rels/.rels": _LINKS.encode(), MAIN: document.encode()}
    )


# --- XML ----------------------------------------------------------------------------------------


def _remove(root: etree._Element, *locals_: str) -> None:
    for element in list(root.iter(*map(w, locals_))):
        element.getparent().remove(element)


def _unwrap(root: etree._Element) -> None:
    """Every control replaced by what it holds."""
    for sdt in reversed(list(root.iter(w("sdt")))):
        for child in list(sdt.find(w("sdtContent"))):
            sdt.addprevious(child)
        sdt.getparent().remove(sdt)
    _remove(root, "bookmarkStart", "bookmarkEnd", "proofErr")


def _set_looks_directly(root: etree._Element, styles: etree._Element) -> None:
    by_id = {style.get(w("styleId")): style for style in styles.iter(w("style"))}
    for paragraph in root.iter(w("p")):
        shape = paragraph.find(w("pPr"))
        named = None if shape is None else shape.find(w("pStyle"))
        looks = _looks(by_id, "" if named is None else named.get(w("val")))
        for run in paragraph.iter(w("r")):
            _give_looks(run, looks)
    _remove(root, "pStyle", "rStyle", "tblStyle")


def _looks(by_id: dict[str, etree._Element], name: str) -> dict[str, etree._Element]:
    """The letters of a style and those it is based on."""
    looks: dict[str, etree._Element] = {}
    while name in by_id:
        properties = by_id[name].find(w("rPr"))
        for child in () if properties is None else properties:
            looks.setdefault(child.tag, child)
        based = by_id[name].find(w("basedOn"))
        name = "" if based is None else based.get(w("val"))
    return {tag: look for tag, look in looks.items() if etree.QName(tag).localname in _LOOKS}


def _give_looks(run: etree._Element, looks: dict[str, etree._Element]) -> None:
    properties = run.find(w("rPr"))
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    for tag, look in looks.items():
        if properties.find(tag) is None:
            properties.append(copy.deepcopy(look))


def _lines(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        if child.tag == w("p"):
            yield from _shown(child).split("\n")
        elif child.tag == w("tbl"):
            for row in child.findall(w("tr")):
                cells = ["\n".join(_lines(cell)) for cell in row.findall(w("tc"))]
                yield from "\t".join(cells).split("\n")


def _shown(paragraph: etree._Element) -> str:
    breaks = {w("br"): "\n", w("tab"): "\t", w("noBreakHyphen"): "-"}
    runs = (element for run in paragraph.iter(w("r")) for element in run)
    return "".join((e.text or "") if e.tag == w("t") else breaks.get(e.tag, "") for e in runs)


def _run(line: str) -> str:
    texts = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in line.split("\t")]
    return f"<w:r>{'<w:tab/>'.join(texts)}</w:r>"


# --- the package --------------------------------------------------------------------------------


def _parts(docx: bytes) -> dict[str, bytes]:
    source = zipfile.ZipFile(io.BytesIO(docx))
    return {name: source.read(name) for name in source.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 12, 0, 0)), data)
    return written.getvalue()


def _without_links(rels: bytes) -> bytes:
    root = etree.fromstring(rels)
    for link in list(root):
        if link.get("Type", "").rpartition("/")[2] in _DROPPED_LINKS:
            root.remove(link)
    return etree.tostring(root)


def _without_types(types: bytes, names: set[str]) -> bytes:
    root = etree.fromstring(types)
    for override in list(root):
        if override.get("PartName", "/[Content_Types].xml")[1:] not in names | {"[Content_Types].xml"}:
            root.remove(override)
    return etree.tostring(root)
